// The commonest slips of people who write YAML; see yaml_hints.h. Tests: tests/yaml_hints_test.cpp.
#include "parse/yaml_hints.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parse/yaml_columns.h"
#include "parse/yaml_lines.h"

namespace leadlint::parse {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

std::optional<YamlHint> tab_in_front(const Line& line) {
  const std::size_t at = line.text.find_first_not_of(' ');
  if (at == line.text.npos || line.text[at] != '\t') return std::nullopt;
  return YamlHint{line.first + at, "a tab stands in front of this line: YAML indents by blanks"};
}

/// `-<tab>id: a`
std::optional<YamlHint> tab_behind_dash(const Line& line) {
  const std::size_t at = line.indent();
  if (at + 1 >= line.text.size() || line.text[at] != '-' || line.text[at + 1] != '\t')
    return std::nullopt;
  return YamlHint{line.first + at + 1, "a tab stands behind this dash: write a blank"};
}

std::optional<YamlHint> hidden_blank(const Line& line) {
  const std::size_t at = line.text.find(no_break_space);
  if (at == line.text.npos) return std::nullopt;
  return YamlHint{line.first + at, "a no-break space (U+00A0) stands here: write a plain one"};
}

/// `// why`, `/* why */`
std::optional<YamlHint> foreign_comment(const Line& line) {
  const std::string_view text = line.text.substr(line.indent());
  if (!text.starts_with("//") && !text.starts_with("/*") && !text.starts_with("*/"))
    return std::nullopt;
  return YamlHint{line.first + line.indent(), "a comment begins with #"};
}

/// `* id: a`, or a long dash or a bullet there
std::optional<YamlHint> foreign_bullet(const Line& line) {
  const std::string_view text = line.text.substr(line.indent());
  for (const std::string_view sign :
       {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94",
        "\xE2\x88\x92", "\xE2\x80\xA2", "\xC2\xB7", "\xE2\x97\x8F", "\xE2\x97\xA6", "\xE2\x96\xAA",
        "*", "+"}) {
    if (!text.starts_with(sign)) continue;
    const std::string_view rest = text.substr(sign.size());
    const std::size_t first = rest.find_first_not_of(' ');
    if (first == 0 || first == rest.npos) continue;
    std::size_t end = first;
    while (end < rest.size() && is_key_sign(rest[end])) ++end;
    const bool key = end > first && end < rest.size() && rest[end] == ':';
    if (key || rest[first] == '{' || (sign.size() > 1 && end == rest.size()))
      return YamlHint{line.first + line.indent(),
                      "an item of a list begins with a dash and a blank: write `- ` for `" +
                          std::string(sign) + "`"};
  }
  return std::nullopt;
}

/// `rules` and the wide colon of East Asian texts
std::optional<YamlHint> foreign_colon(const Line& line) {
  std::size_t at = line.indent();
  while (at < line.text.size() && (line.text[at] == '-' || line.text[at] == ' ')) ++at;
  std::size_t end = at;
  while (end < line.text.size() && is_key_sign(line.text[end])) ++end;
  for (const std::string_view sign : {"\xEF\xBC\x9A", "\xEA\x9E\x89", "\xE2\x88\xB6"})
    if (end > at && line.text.substr(end).starts_with(sign))
      return YamlHint{line.first + end, "this colon is a sign of another kind (" +
                                            std::string(sign == "\xEF\xBC\x9A"   ? "U+FF1A"
                                                        : sign == "\xEA\x9E\x89" ? "U+A789"
                                                                                 : "U+2236") +
                                            "): write `" +
                                            std::string(line.text.substr(at, end - at)) + ": `"};
  return std::nullopt;
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

/// Where the text in quotes that opens at `first` is closed.
std::size_t quote_closed(std::string_view line, std::size_t first) {
  for (std::size_t i = first + 1; i < line.size(); ++i) {
    if (line[first] == '"' && line[i] == '\\')
      ++i;
    else if (line[i] == line[first])
      return i;
  }
  return line.npos;
}

/// What stands behind a value that is closed is the next entry, its end, or a comment.
bool may_follow(std::string_view rest, std::string_view signs) {
  const std::size_t next = rest.find_first_not_of(" \t");
  if (next == rest.npos || signs.find(rest[next]) != signs.npos) return true;
  return rest[next] == '#' && next > 0;
}

/// `"a-b" == X`: quotes around a part of the text.
std::optional<YamlHint> quoted_part(const Line& line, std::size_t close, char quote) {
  if (may_follow(line.text.substr(close + 1), ",}]:")) return std::nullopt;
  if (line.text[close + 1] == ' ')
    return YamlHint{line.first + close,
                    "the text in quotes ends here, and more follows: put the whole of it in quotes "
                    "of the other kind, or a comma between"};
  return YamlHint{line.first + close, quote == '\''
                                          ? "the text in single quotes ends here: an apostrophe "
                                            "inside it is written twice ('')"
                                          : "the text in double quotes ends here: a quote inside "
                                            "it is written \\\""};
}

/// `'don't'`, `"a" b`, `[A-Z]+`, `{value} is bad`: more stands behind what closes.
std::optional<YamlHint> more_behind(const Line& line, std::size_t at) {
  const std::size_t value = value_start(line.text, at + 1);
  if (value == line.text.npos) return std::nullopt;
  const char open = line.text[value];
  const std::string key = key_before(line.text, value);
  if (open == '\'' || open == '"') {
    const std::size_t close = quote_closed(line.text, value);
    if (close == line.text.npos || close + 1 >= line.text.size()) return std::nullopt;
    return quoted_part(line, close, open);
  }
  if (open != '[' && open != '{') return std::nullopt;
  const std::size_t close = line.text.find(open == '[' ? ']' : '}', value);
  if (close == line.text.npos || close + 1 >= line.text.size()) return std::nullopt;
  if (may_follow(line.text.substr(close + 1), open == '[' ? ",}]:" : ",}]")) return std::nullopt;
  return YamlHint{line.first + value, std::string("a text that begins with ") + open + " is a " +
                                          (open == '[' ? "list" : "map") +
                                          " to YAML: put it in quotes" +
                                          (key.empty() ? "" : ", `" + key + ": '...'`")};
}

YamlHint no_first_sign(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) == "```")
    return {at, "``` is the fence of a Markdown block: take it away, here and at the end"};
  return {at, std::string("a text cannot begin with ") + text[at] +
                  " here: put the whole of it in single quotes"};
}

std::optional<YamlHint> begins_oddly(const Line& line, std::string_view text, std::size_t at,
                                     std::string_view problem) {
  // `* needed`, `& more`: the library has read the sign already.
  for (const auto& [words, sign] : {std::pair{"alias not found", '*'}, {"anchor not found", '&'}})
    if (const std::size_t found = text.rfind(sign, at);
        problem.find(words) != problem.npos && found != text.npos)
      return no_first_sign(text, found);
  if (at >= text.size()) return std::nullopt;
  if (problem.find("unknown token") != problem.npos) return no_first_sign(text, at);
  const char first = text[at];
  const bool dash = (first == '-' || first == '?') && at > line.first + line.indent();
  if (first != '`' && first != '@' && first != '%' && !dash) return std::nullopt;
  if (at > line.first && text[at - 1] != ' ') return std::nullopt;
  return no_first_sign(text, at);
}

/// `when: > length(n) 5`
std::optional<YamlHint> odd_block(const Line& line) {
  const std::size_t value = value_start(line.text, line.text.size());
  if (value == line.text.npos || (line.text[value] != '>' && line.text[value] != '|'))
    return std::nullopt;
  const std::size_t rest = line.text.find_first_not_of("+-0123456789", value + 1);
  if (rest == line.text.npos || may_follow(line.text.substr(rest), "")) return std::nullopt;
  return YamlHint{line.first + value, std::string("a text cannot begin with ") + line.text[value] +
                                          " here: put the whole of it in single quotes"};
}

/// `*required* for X`, `*common` without its `&common`.
std::optional<YamlHint> no_anchor(std::string_view text, std::size_t at, std::string_view problem) {
  if (problem.find("anchor is not defined") == problem.npos) return std::nullopt;
  const std::size_t star = text.rfind('*', std::min(at, text.size()));
  if (star == text.npos) return std::nullopt;
  const std::size_t end = std::min(text.find_first_of(" ,]}\r\n", star), text.size());
  return YamlHint{star, "`" +
                            std::string(text.substr(star, std::min<std::size_t>(end - star, 40))) +
                            "` stands for an anchor to YAML, and there is none of that name above: "
                            "a text that begins with * stands in quotes"};
}

std::optional<YamlHint> merge_conflict(std::string_view text) {
  for (const std::string_view mark : {"<<<<<<< ", "=======\n", ">>>>>>> "}) {
    std::size_t at = text.find(mark);
    while (at != text.npos && at != 0 && text[at - 1] != '\n') at = text.find(mark, at + 1);
    if (at != text.npos)
      return YamlHint{at,
                      "a merge of two versions is not finished here: choose the lines that "
                      "count and take these marks away"};
  }
  return std::nullopt;
}

/// `id:r`, `-id: r`: a line that is a text to YAML.
std::optional<YamlHint> missing_blank(const Line& line) {
  std::size_t at = line.indent();
  if (at + 1 < line.text.size() && line.text[at] == '-' && is_key_sign(line.text[at + 1]) &&
      line.text.find(':') != line.text.npos)
    return YamlHint{line.first + at, "a blank is missing behind this dash: `- " +
                                         std::string(line.text.substr(at + 1, 30)) + "`"};
  while (at < line.text.size() && (line.text[at] == '-' || line.text[at] == ' ')) ++at;
  std::size_t end = at;
  while (end < line.text.size() && is_key_sign(line.text[end])) ++end;
  const bool joined = end > at && end + 1 < line.text.size() && line.text[end] == ':' &&
                      line.text[end + 1] != ' ' && line.text[end + 1] != ':';
  if (!joined) return std::nullopt;
  return YamlHint{line.first + end, "a blank is missing behind this colon: `" +
                                        std::string(line.text.substr(at, end - at)) + ": " +
                                        std::string(line.text.substr(end + 1, 30)) + "`"};
}

/// The brackets of a text that are not closed in it, outside of quotes.
std::vector<std::size_t> open_brackets(std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c == '"' || c == '\'') && i > 0 && (text[i - 1] == ' ' || text[i - 1] == '[')) {
      const std::size_t close = quote_closed(text, i);
      if (close == text.npos) break;
      i = close;
    } else if (c == '{' || c == '[') {
      places.push_back(i);
    } else if ((c == '}' || c == ']') && !places.empty()) {
      places.pop_back();
    }
  }
  return places;
}

/// `[A, B}`, `{id: r}}`: what closes at `at` is not what is open.
YamlHint wrong_end(std::string_view text, std::size_t at, const Line& line) {
  const std::string sign(1, text[at]);
  for (std::optional<Line> each = line; each;) {
    const std::vector<std::size_t> open = open_brackets(text.substr(each->first, at - each->first));
    if (!open.empty()) {
      const std::size_t place = each->first + open.back();
      if (text[place] == '[')
        return {place, "this [ is not closed: write ] in front of the " + sign + " behind it"};
      return {at, "this " + sign + " closes nothing: take it away, or close the { before it first"};
    }
    each = line_above(text, *each);
    if (each && !each->text.ends_with(',') && open_brackets(each->text).empty()) break;
  }
  return {at, "this " + sign + " closes nothing: take it away, or open it in front"};
}

std::optional<YamlHint> odd_bracket(std::string_view text, const Line& line, std::size_t at,
                                    std::string_view problem) {
  if (problem.find("illegal flow end") != problem.npos && at < text.size())
    return wrong_end(text, at, line);
  if (problem.find("flow not found") == problem.npos) return std::nullopt;
  for (std::optional<Line> each = line; each; each = line_above(text, *each)) {
    const std::size_t hash = each->text.find(" #");
    if (hash != each->text.npos && open_brackets(each->text).empty() &&
        !open_brackets(each->text.substr(0, hash)).empty())
      return YamlHint{each->first + hash + 1,
                      "a comment starts here and hides the rest of the line: a text with # in it "
                      "stands in quotes"};
    if (const std::vector<std::size_t> open = open_brackets(each->text); !open.empty())
      return YamlHint{each->first + open.front(),
                      std::string("this ") + each->text[open.front()] +
                          " is not closed, or a comma is missing behind one "
                          "of its entries"};
  }
  return std::nullopt;
}

/// `{assert: l[0].k == A}`: in flow style these signs end a text.
std::optional<YamlHint> flow_sign(const Line& line, std::size_t at, std::string_view problem) {
  if (problem.find("flow not found") == problem.npos || at < line.first) return std::nullopt;
  const std::size_t sign = at - line.first;
  if (line.text.substr(0, sign).find_first_of("{[") == line.text.npos) return std::nullopt;
  return YamlHint{at, "inside of { } and [ ] a text with one of , [ ] { } in it stands in quotes"};
}

/// `['it's']`
std::optional<YamlHint> apostrophe(const Line& line) {
  for (std::size_t i = 1; i < line.text.size(); ++i) {
    const char quote = line.text[i];
    if (quote != '"' && quote != '\'') continue;
    if (std::string_view(" [,{").find(line.text[i - 1]) == std::string_view::npos) continue;
    const std::size_t close = quote_closed(line.text, i);
    if (close == line.text.npos) return std::nullopt;
    if (close + 1 < line.text.size() && is_key_sign(line.text[close + 1]))
      return quoted_part(line, close, quote);
    i = close;
  }
  return std::nullopt;
}

/// `when: present(n):`
std::optional<YamlHint> colon_at_end(const Line& line) {
  if (!line.text.ends_with(':') || line.text.find(": ") == line.text.npos) return std::nullopt;
  return YamlHint{line.first + line.text.size() - 1,
                  "a text that ends with a colon stands in quotes; else take the colon away"};
}

/// `{id: r require: n}`
std::string missing_comma(std::string_view line, std::size_t blank, std::size_t colon) {
  const std::string_view word = line.substr(blank + 1, colon - blank - 1);
  const bool key = !word.empty() && std::ranges::all_of(word, is_key_sign);
  if (!key || line.substr(0, blank).find('{') == line.npos) return {};
  return "; if `" + std::string(word) + "` is a key, a comma is missing in front of it";
}

/// `because: Required for WON: amount`
std::optional<YamlHint> colon_inside(const Line& line, std::string_view problem) {
  const std::size_t key = line.text.find(": ");
  if (key == line.text.npos) return std::nullopt;
  for (std::size_t at = line.text.find(": ", key + 2); at != line.text.npos;
       at = line.text.find(": ", at + 2)) {
    const std::size_t word = line.text.find_last_of(" {,\"'", at == 0 ? 0 : at - 1);
    const std::size_t before =
        word == line.text.npos ? line.text.npos : line.text.find_last_not_of(' ', word);
    // The key of a map stands behind {, a comma or the dash of an item.
    // (Outside of { } a comma parts no keys.)
    const bool flow = problem.find("illegal map value") == problem.npos ||
                      line.text.substr(0, at).find('{') != line.text.npos;
    const bool is_key = before == line.text.npos || line.text[before] == '{' ||
                        (line.text[before] == ',' && flow) || line.text[before] == '-';
    if (!is_key)
      return YamlHint{line.first + at,
                      "a text with a colon and a blank in it stands in quotes, or as a block "
                      "behind `>-`" +
                          missing_comma(line.text, word, at)};
  }
  return std::nullopt;
}

std::optional<YamlHint> bad_escape(std::string_view text, std::size_t at,
                                   std::string_view problem) {
  const bool hex = problem.find("hex number") != problem.npos;
  const bool unknown = problem.starts_with("unknown escape character");
  if (!hex && !unknown && !problem.starts_with("invalid unicode")) return std::nullopt;
  const std::size_t sign = at == 0 ? text.npos : text.rfind('\\', std::min(at, text.size()) - 1);
  if (sign == text.npos) return std::nullopt;
  const std::string escape(text.substr(sign, 2));
  return YamlHint{sign, "in double quotes " + escape +
                            (unknown ? " would be an escape"
                             : hex   ? " has the hex digits of a character behind it"
                                     : " stands for no character here") +
                            ": write \\" + escape + ", or put the text in single quotes"};
}

/// Sentences that a word processor has put in quotes.
std::optional<YamlHint> curly_quotes(const Line& line) {
  for (const std::string_view quote : {"\xE2\x80\x9C", "\xE2\x80\x9E", "\xE2\x80\x98"})
    for (std::size_t at = line.text.find(quote); at != line.text.npos;
         at = line.text.find(quote, at + 1))
      if (at == 0 || std::string_view(" [{,").find(line.text[at - 1]) != std::string_view::npos)
        return YamlHint{line.first + at,
                        "curly quotes are no quotes to YAML: write straight ones, \" or '", true};
  return std::nullopt;
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
  auto hint =
      first_of({merge_conflict(text), bad_escape(text, at, problem), no_anchor(text, at, problem),
                tab_in_front(line), tab_behind_dash(line), hidden_blank(line), foreign_bullet(line),
                foreign_comment(line), foreign_colon(line), begins_oddly(line, text, at, problem),
                more_behind(line, column)});
  if (!hint && above)
    hint = first_of({tab_in_front(*above), tab_behind_dash(*above), hidden_blank(*above),
                     foreign_bullet(*above), foreign_comment(*above), foreign_colon(*above),
                     more_behind(*above, above->text.size()), odd_block(*above),
                     missing_blank(*above)});
  if (!hint)
    hint = first_of({apostrophe(line), odd_block(line), missing_blank(line),
                     odd_bracket(text, line, at, problem), curly_quotes(line),
                     colon_inside(line, problem), colon_at_end(line)});
  const bool flow = problem.find("flow") != problem.npos;
  if (!hint && above && !flow) hint = colon_inside(*above, problem);
  if (!hint) hint = flow_sign(line, at, problem);
  if (!hint && !flow) hint = first_of({missing_colon(text, line), odd_column(text, line)});
  if (!hint) return {at, "not YAML: " + std::string(problem)};
  hint->message = "not YAML: " + hint->message;
  return *std::move(hint);
}

}  // namespace leadlint::parse
