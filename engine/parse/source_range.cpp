// Value bytes to file bytes; see source_range.h. Walks value and source side by side: white space
// matches white space (folding), an escape matches what it stands for. Tests: tests/parse_test.cpp.
#include "parse/source_range.h"

#include <algorithm>
#include <string_view>

#include "text/utf8.h"

namespace leadlint::parse {
namespace {

bool is_white(char byte) { return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n'; }

std::size_t skip_white(std::string_view text, std::size_t i) {
  while (i < text.size() && is_white(text[i])) ++i;
  return i;
}

/// Bytes that a backslash escape at `i` takes in the source.
std::size_t escape_length(std::string_view source, std::size_t i) {
  const char kind = i + 1 < source.size() ? source[i + 1] : ' ';
  if (kind == 'x') return 4;
  if (kind == 'u') return 6;
  if (kind == 'U') return 10;
  return 2;
}

std::size_t code_point_length(std::string_view text, std::size_t i) {
  std::size_t end = i + 1;
  while (end < text.size() && is_continuation(text[end])) ++end;
  return end - i;
}

/// The first byte of the value in the source.
std::size_t value_begin(std::string_view source, const YamlNode& node) {
  const std::size_t begin = node.range.begin;
  if (node.plain || begin >= source.size()) return begin;
  if (source[begin] == '"' || source[begin] == '\'') return begin + 1;
  const std::size_t line_end = source.find('\n', begin);  // `|` or `>` and what it says of blanks
  return line_end == std::string_view::npos ? source.size() : skip_white(source, line_end);
}

/// Bytes of the line end at `i`; 0: none stands there.
std::size_t line_end(std::string_view source, std::size_t i) {
  if (source.substr(i, 2) == "\r\n") return 2;
  return i < source.size() && source[i] == '\n' ? 1 : 0;
}

/// A scalar's value and its source, walked side by side from the first byte on.
class Walk {
 public:
  Walk(std::string_view source, const YamlNode& node)
      : source_(source),
        value_(node.text),
        quote_(node.plain || node.range.begin >= source.size() ? ' ' : source[node.range.begin]),
        at_(value_begin(source, node)) {}

  /// Where byte `offset` of the value stands in the source. Not less than before.
  std::size_t to(std::size_t offset) {
    while (value_at_ < offset && value_at_ < value_.size() && at_ < source_.size())
      quote_ == '"' ? step_in_double_quotes(offset) : step();
    if (quote_ == '"') {
      // An escaped line end in front of what is meant belongs to what stands before it.
      while (at_ + 1 < source_.size() && source_[at_] == '\\' && line_end(source_, at_ + 1) != 0)
        at_ = skip_white(source_, at_ + 1);
    }
    return at_;
  }

 private:
  void step() {
    if (is_white(value_[value_at_])) {
      at_ = skip_white(source_, at_);
      value_at_ = skip_white(value_, value_at_);
    } else {
      at_ += quote_ == '\'' && source_[at_] == '\'' ? 2U : 1U;
      ++value_at_;
    }
  }

  /// White space may be written as it is or by an escape, and a line end may be escaped: folded
  /// here as YAML folds it.
  void step_in_double_quotes(std::size_t offset) {
    const bool escaped = source_[at_] == '\\';
    if (escaped && line_end(source_, at_ + 1) != 0) {
      at_ = skip_white(source_, at_ + 1);
    } else if (escaped) {
      at_ += escape_length(source_, at_);
      value_at_ += code_point_length(value_, value_at_);
    } else if (!is_white(source_[at_])) {
      ++at_;
      ++value_at_;
    } else {
      const std::size_t end = skip_white(source_, at_);
      const std::string_view run = source_.substr(at_, end - at_);
      const auto lines = static_cast<std::size_t>(std::ranges::count(run, '\n'));
      // Within the line a run of white space is itself: it may be left in the middle.
      const std::size_t length = lines == 0   ? std::min(run.size(), offset - value_at_)
                                 : lines == 1 ? 1
                                              : lines - 1;
      value_at_ += length;
      at_ = lines == 0 ? at_ + length : end;
    }
  }

  std::string_view source_, value_;
  char quote_;
  std::size_t at_, value_at_ = 0;
};

}  // namespace

SourceRange place_in(const Mistakes& log, const YamlNode& node, std::size_t offset,
                     std::size_t length) {
  const std::uint16_t file = node.range.start.file;
  const std::string_view source = log.files()[file].text;
  Walk walk(source, node);
  const std::size_t begin = walk.to(offset);
  return log.files().range(file, begin, length == 0 ? begin : walk.to(offset + length));
}

}  // namespace leadlint::parse
