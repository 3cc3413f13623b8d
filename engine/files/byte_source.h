// The bytes of an input, wherever they come from: a file, standard input, a pipe, a compressed
// file.
// Tests: tests/input_test.cpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace leadlint::files {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills the room and returns how many bytes that were; 0 is the end (or: told to stop). The
  /// error says what is wrong, without the name.
  [[nodiscard]] virtual tl::expected<std::size_t, std::string> read(std::span<char> room) = 0;
  /// Bytes of the file that were read so far (of a compressed one: compressed), for progress.
  [[nodiscard]] virtual std::uint64_t position() const noexcept = 0;
  /// Behind an error: what the file is, where it is none of text: "a workbook (.xlsx)"; else empty.
  [[nodiscard]] virtual std::string_view other_kind() const noexcept { return {}; }
  /// Bytes of the file; nullopt for what is no plain file.
  [[nodiscard]] virtual std::optional<std::uint64_t> size() const noexcept = 0;
};

/// Opens a file for reading; "-" is standard input. A name that ends in .gz or .zst tells of a
/// compressed input, which is read as what was compressed. What is no text by its first bytes (a
/// workbook, an archive, UTF-16), or compressed otherwise than its name says, is an error of the
/// first read. Once `stop` (may be nullptr) is set,
/// also by a signal, a read that waits for a pipe ends soon.
[[nodiscard]] tl::expected<std::unique_ptr<ByteSource>, std::string> open_source(
    std::string_view name, const std::string& path, const std::atomic<bool>* stop = nullptr);

/// Why a file cannot be read.
struct SourceError {
  std::string why;         // without the name
  std::string other_kind;  // see ByteSource
};

/// The whole of a file, read so.
[[nodiscard]] tl::expected<std::string, SourceError> read_source(const std::string& path);

/// `name` without the ending that tells of compression: "a.jsonl.gz" to "a.jsonl".
[[nodiscard]] std::string_view name_without_compression(std::string_view name) noexcept;

}  // namespace leadlint::files
