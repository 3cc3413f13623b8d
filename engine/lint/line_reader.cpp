// Tests: tests/input_test.cpp.
#include "lint/line_reader.h"

namespace leadlint::lint {
namespace {

constexpr std::size_t block_size = 1 << 18;

}  // namespace

bool LineReader::read_more() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t size = buffer_.size();
  buffer_.resize(size + block_size);
  const std::size_t got = std::fread(buffer_.data() + size, 1, block_size, file_);
  buffer_.resize(size + got);
  if (got == 0) {
    ended_ = true;
    failed_ = std::ferror(file_) != 0;
  }
  return got != 0;
}

std::optional<std::string_view> LineReader::next() {
  std::size_t looked_at = 0;  // bytes of the line that hold no line break
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', begin_ + looked_at)) == std::string::npos) {
    looked_at = buffer_.size() - begin_;
    if (!read_more()) break;
  }
  if (end == std::string::npos && (failed_ || begin_ == buffer_.size())) return std::nullopt;

  const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
  std::string_view line(buffer_.data() + begin_, stop - begin_);
  offset_ = next_offset_;
  ++number_;
  const std::size_t next_begin = end == std::string::npos ? stop : end + 1;
  next_offset_ += next_begin - begin_;
  begin_ = next_begin;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace leadlint::lint
