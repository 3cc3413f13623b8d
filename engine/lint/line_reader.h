// A file to its lines, one at a time: memory grows with the longest line, not with the file.
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace leadlint::lint {

class LineReader {
 public:
  explicit LineReader(std::FILE* file) : file_(file) {}

  /// The next line without its line break (LF or CRLF), valid until the next call; nullopt behind the
  /// last one. The last line may lack its line break.
  [[nodiscard]] std::optional<std::string_view> next();
  /// Of the line that `next` gave: its number from 1 and its first byte.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
  /// Reading failed; what came so far is not the whole file.
  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  bool read_more();

  std::FILE* file_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of the next line in the buffer
  std::uint64_t number_ = 0, offset_ = 0, next_offset_ = 0;
  bool ended_ = false, failed_ = false;
};

}  // namespace leadlint::lint
