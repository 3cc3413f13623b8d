// Files and standard input to text, and the kind of payload file that a name tells of.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace leadlint::lint {

enum class Input : std::uint8_t {
  json,   // one record, whatever its root
  array,  // a list of records
  jsonl,  // a record a line
  form,   // one query string or form-encoded text
};
[[nodiscard]] std::span<const std::string_view> input_names() noexcept;
[[nodiscard]] std::optional<Input> input_from_name(std::string_view name) noexcept;

/// By the ending: .json, .jsonl, .ndjson; nullopt for others.
[[nodiscard]] std::optional<Input> input_of_file(std::string_view name);

struct CloseFile {
  void operator()(std::FILE* file) const noexcept;
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// Opens a file for reading; "-" is standard input. The error says what is wrong, without the name:
/// "no such file or directory", "is a directory".
[[nodiscard]] tl::expected<File, std::string> open_file(const std::string& path);
/// All that is left of a file.
[[nodiscard]] tl::expected<std::string, std::string> read_rest(std::FILE* file);
/// open_file and read_rest.
[[nodiscard]] tl::expected<std::string, std::string> read_file(const std::string& path);

}  // namespace leadlint::lint
