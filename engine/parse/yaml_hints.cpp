// The commonest slips of people who write YAML; see yaml_hints.h. Tests: tests/yaml_hints_test.cpp.
#include "parse/yaml_hints.h"

#include <algorithm>
#include <optional>

namespace leadlint::parse {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

struct Line {
  std::size_t first = 0;
  std::string_view text;  // without its end
  [[nodiscard]] std::size_t indent() const {
    return std::min(text.find_first_not_of(' '), text.size());
  }
};

Line line_at(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const std::size_t before = at == 0 ? text.npos : text.rfind('\n', at - 1);
  const std::size_t first = before == text.npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', first), text.size());
  Line line{first, text.substr(first, end - first)};
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  return line;
}

/// The nearest line above that says something.
std::optional<Line> line_above(std::string_view text, const Line& line) {
  std::size_t at = line.first;
  while (at > 0) {
    const Line above = line_at(text, at - 1);
    const std::size_t shown = above.text.find_first_not_of(" \t");
    if (shown != above.text.npos && above.text[shown] != '#') return above;
    at = above.first;
  }
  return std::nullopt;
}

std::optional<YamlHint> tab_in_front(const Line& line) {
  const std::size_t at = line.text.find_first_not_of(' ');
  if (at == line.text.npos || line.text[at] != '\t') return std::nullopt;
  return YamlHint{line.first + at, "a tab stands in front of this line: YAML indents by blanks"};
}

std::optional<YamlHint> hidden_blank(const Line& line) {
  const std::size_t at = line.text.find(no_break_space);
  if (at == line.text.npos) return std::nullopt;
  return YamlHint{line.first + at, "a no-break space (U+00A0) stands here: write a plain one"};
}

/// Where the value behind `key: ` (or `- `) begins; npos: there is none on the line.
std::size_t value_start(std::string_view line, std::size_t upto) {
  std::size_t start = line.npos;
  for (std::size_t i = 0; i + 1 < line.size() && i < upto; ++i) {
    const bool opens = (line[i] == ':' || line[i] == '-' || line[i] == ',') && line[i + 1] == ' ';
    if (!opens) continue;
    const std::size_t value = line.find_first_not_of(' ', i + 1);
    if (value == line.npos) break;
    if (start == line.npos || line[i] == ':') start = value;
    if (line[value] == '"' || line[value] == '\'' || line[value] == '[') break;
  }
  return start;
}

std::string key_before(std::string_view line, std::size_t value) {
  std::size_t end = line.rfind(':', value);
  if (end == line.npos || end == 0) return {};
  std::size_t first = end;
  while (first > 0 && line[first - 1] != ' ' && line[first - 1] != '{' && line[first - 1] != ',')
    --first;
  return std::string(line.substr(first, end - first));
}

/// `'don't'`, `"a" b`, `[A-Z]+`: more stands behind what closes.
std::optional<YamlHint> more_behind(const Line& line, std::size_t at) {
  const std::size_t value = value_start(line.text, at + 1);
  if (value == line.text.npos) return std::nullopt;
  const char open = line.text[value];
  const std::string key = key_before(line.text, value);
  if (open == '\'' || open == '"') {
    const std::size_t close = line.text.find(open, value + 1);
    if (close == line.text.npos || close + 1 >= line.text.size()) return std::nullopt;
    const char next = line.text[close + 1];
    if (next == ',' || next == '}' || next == ']' || next == ' ' || next == ':')
      return std::nullopt;
    return YamlHint{line.first + close, open == '\''
                                            ? "the text in single quotes ends here: an apostrophe "
                                              "inside it is written twice ('')"
                                            : "the text in double quotes ends here: a quote inside "
                                              "it is written \\\""};
  }
  if (open == '[') {
    const std::size_t close = line.text.find(']', value);
    if (close == line.text.npos || close + 1 >= line.text.size()) return std::nullopt;
    const char next = line.text[close + 1];
    if (next == ' ' || next == ',' || next == '}' || next == ']') return std::nullopt;
    return YamlHint{line.first + value,
                    "a text that begins with [ is a list to YAML: put it in "
                    "quotes" +
                        (key.empty() ? "" : ", `" + key + ": '...'`")};
  }
  return std::nullopt;
}

std::optional<YamlHint> begins_oddly(const Line& line, std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  const char first = text[at];
  if (first != '`' && first != '@' && first != '%') return std::nullopt;
  if (at > line.first && text[at - 1] != ' ') return std::nullopt;
  return YamlHint{at, std::string("a text cannot begin with ") + first +
                          " here: put the whole of it in single quotes"};
}

/// `because: Required for WON: amount`
std::optional<YamlHint> colon_inside(const Line& line) {
  const std::size_t key = line.text.find(": ");
  if (key == line.text.npos) return std::nullopt;
  for (std::size_t at = line.text.find(": ", key + 2); at != line.text.npos;
       at = line.text.find(": ", at + 2)) {
    const std::size_t word = line.text.find_last_of(" {,\"'", at == 0 ? 0 : at - 1);
    const std::size_t before =
        word == line.text.npos ? line.text.npos : line.text.find_last_not_of(' ', word);
    // The key of a map stands behind {, a comma or the dash of an item.
    const bool is_key = before == line.text.npos || line.text[before] == '{' ||
                        line.text[before] == ',' || line.text[before] == '-';
    if (!is_key)
      return YamlHint{line.first + at,
                      "a text with a colon and a blank in it stands in quotes, or as a block "
                      "behind `>-`"};
  }
  return std::nullopt;
}

std::optional<YamlHint> odd_column(std::string_view text, const Line& line) {
  const std::optional<Line> above = line_above(text, line);
  if (!above || line.indent() == above->indent()) return std::nullopt;
  const std::size_t at = line.first + line.indent();
  if (line.indent() > above->indent())
    return YamlHint{at,
                    "this line is deeper than the one above, which has its value already: the "
                    "keys of one map stand in one column"};
  return YamlHint{at,
                  "this line stands in no column of the lines above: the keys of one map stand "
                  "in one column"};
}

std::optional<YamlHint> bad_escape(std::string_view text, std::size_t at,
                                   std::string_view problem) {
  if (!problem.starts_with("unknown escape character")) return std::nullopt;
  const std::size_t sign = text.rfind('\\', std::min(at, text.size()));
  const std::string escape = sign == text.npos ? "\\" : std::string(text.substr(sign, 2));
  return YamlHint{sign == text.npos ? at : sign, "in double quotes " + escape +
                                                     " would be an escape: write \\" + escape +
                                                     ", or put the text in single quotes"};
}

}  // namespace

YamlHint explain_yaml(std::string_view text, std::size_t at, std::string_view problem) {
  const Line line = line_at(text, at);
  const std::optional<Line> above = line_above(text, line);
  const auto first_of = [](std::initializer_list<std::optional<YamlHint>> hints) {
    for (const std::optional<YamlHint>& hint : hints)
      if (hint) return hint;
    return std::optional<YamlHint>{};
  };
  const std::size_t column = at - std::min(at, line.first);
  auto hint = first_of({bad_escape(text, at, problem), tab_in_front(line), hidden_blank(line),
                        begins_oddly(line, text, at), more_behind(line, column)});
  if (!hint && above)
    hint = first_of(
        {tab_in_front(*above), hidden_blank(*above), more_behind(*above, above->text.size())});
  if (!hint) hint = first_of({colon_inside(line)});
  if (!hint && above && problem.find("flow") == problem.npos) hint = colon_inside(*above);
  if (!hint && problem.find("flow") == problem.npos) hint = odd_column(text, line);
  if (!hint) return {at, "not YAML: " + std::string(problem)};
  hint->message = "not YAML: " + hint->message;
  return *std::move(hint);
}

}  // namespace leadlint::parse
