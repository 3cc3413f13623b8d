// Value bytes to file bytes; see source_range.h. Walks value and source side by side: white space
// matches white space (folding), an escape matches what it stands for. Tests: tests/parse_test.cpp.
#include "parse/source_range.h"

#include <algorithm>
#include <string_view>

#include "text/utf8.h"

namespace leadlint::parse {
namespace {

constexpr std::string_view white = " \t\r\n";

bool is_white(char byte) { return white.find(byte) != std::string_view::npos; }

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

/// In double quotes white space may be written as it is or by an escape, and a line end may be
/// escaped: folded here as YAML folds it.
std::size_t double_quoted_offset(std::string_view source, std::string_view value, std::size_t at,
                                 std::size_t offset) {
  for (std::size_t i = 0; i < offset && i < value.size() && at < source.size();) {
    const bool escaped = source[at] == '\\';
    if (escaped && line_end(source, at + 1) != 0) {
      at = skip_white(source, at + 1);
    } else if (escaped) {
      at += escape_length(source, at);
      i += code_point_length(value, i);
    } else if (!is_white(source[at])) {
      ++at;
      ++i;
    } else {
      const std::size_t end = skip_white(source, at);
      const std::string_view run = source.substr(at, end - at);
      const auto lines = static_cast<std::size_t>(std::ranges::count(run, '\n'));
      i += lines == 0 ? run.size() : lines == 1 ? 1 : lines - 1;
      at = lines == 0 && i > offset ? end - (i - offset) : end;
    }
  }
  // An escaped line end in front of what is meant belongs to what stands before it.
  while (at + 1 < source.size() && source[at] == '\\' && line_end(source, at + 1) != 0)
    at = skip_white(source, at + 1);
  return at;
}

std::size_t source_offset(std::string_view source, const YamlNode& node, std::size_t offset) {
  const std::string_view value = node.text;
  const char quote =
      node.plain || node.range.begin >= source.size() ? ' ' : source[node.range.begin];
  std::size_t at = value_begin(source, node);
  if (quote == '"') return double_quoted_offset(source, value, at, offset);
  std::size_t i = 0;
  while (i < offset && i < value.size() && at < source.size()) {
    if (is_white(value[i])) {
      at = skip_white(source, at);
      i = skip_white(value, i);
    } else {
      at += quote == '\'' && source[at] == '\'' ? 2U : 1U;
      ++i;
    }
  }
  return at;
}

}  // namespace

SourceRange place_in(const Mistakes& log, const YamlNode& node, std::size_t offset,
                     std::size_t length) {
  const std::uint16_t file = node.range.start.file;
  const std::string_view source = log.files()[file].text;
  const std::size_t begin = source_offset(source, node, offset);
  return log.files().range(file, begin, source_offset(source, node, offset + length));
}

}  // namespace leadlint::parse
