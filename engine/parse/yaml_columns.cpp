// Follows the indentation of the lines above; see yaml_columns.h. Tests: tests/yaml_hints_test.cpp.
#include "parse/yaml_columns.h"

#include <algorithm>
#include <string>
#include <vector>

#include "parse/keys.h"

namespace leadlint::parse {
namespace {

/// Where a map or a list that is still open has its keys or dashes.
struct Column {
  std::size_t at = 0;
  bool dash = false;
  std::string key = {};  // the one that stands there
};

bool starts_item(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] == '-' && (at + 1 == text.size() || text[at + 1] == ' ');
}

std::string key_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (is_key_sign(text[end]) || text[end] == '.' || text[end] == '-'))
    ++end;
  const bool key = end > at && end < text.size() && text[end] == ':' &&
                   (end + 1 == text.size() || text[end + 1] == ' ');
  return key ? std::string(text.substr(at, end - at)) : "";
}

/// Those of one line: of `  - id: a` the dash and the key behind it.
void add_columns(const Line& line, std::size_t min, std::vector<Column>& to) {
  std::size_t at = line.indent();
  while (starts_item(line.text, at)) {
    if (at < min) to.push_back({at, true});
    at = std::min(line.text.find_first_not_of(' ', at + 1), line.text.size());
  }
  const std::string key = key_at(line.text, at);
  if (!key.empty() && at < min) to.push_back({at, false, key});
}

std::vector<Column> open_columns(std::string_view text, const Line& line) {
  std::vector<Column> columns;
  std::size_t min = text.npos;
  for (auto above = line_above(text, line); above; above = line_above(text, *above)) {
    add_columns(*above, min, columns);
    min = std::min(min, above->indent());
    if (min == 0) break;
  }
  return columns;
}

/// The column of this kind that is nearest to the line's own, the deeper one of two.
const Column* nearest_column(const std::vector<Column>& columns, std::size_t own, bool dash) {
  const auto distance = [own](const Column& each) {
    return each.at > own ? each.at - own : own - each.at;
  };
  const Column* best = nullptr;
  for (const Column& each : columns) {
    if (each.dash != dash) continue;
    if (best == nullptr || distance(each) < distance(*best) ||
        (distance(each) == distance(*best) && each.at > best->at))
      best = &each;
  }
  return best;
}

std::string blanks(std::size_t count) {
  if (count == 0) return "no blank";
  return count == 1 ? "1 blank" : std::to_string(count) + " blanks";
}

/// A word that stands alone, or a key of the rule language and what was to be its value.
std::string colon_at(std::string_view text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string word(text.substr(0, end));
  if (word.empty() || !std::ranges::all_of(word, is_key_sign)) return {};
  if (end == text.size()) return word + ":";
  const auto is_known = [&word](const std::string& context) {
    const std::vector<std::string> keys = known_keys(context);
    return std::ranges::find(keys, word) != keys.end();
  };
  if (std::ranges::none_of(key_contexts(), is_known)) return {};
  return word + ":" + std::string(text.substr(end, 30));
}

bool opens_block(std::string_view line) {
  const std::size_t sign = line.find_last_of("|>");
  return sign != line.npos && sign > 0 && line[sign - 1] == ' ' &&
         line.find_first_not_of("+-0123456789 ", sign + 1) == line.npos;
}

}  // namespace

std::optional<YamlHint> odd_column(std::string_view text, const Line& line) {
  const std::optional<Line> above = line_above(text, line);
  const std::size_t own = line.indent();
  const bool dash = starts_item(line.text, own);
  if (!above || (!dash && key_at(line.text, own).empty() && own == above->indent()))
    return std::nullopt;
  const std::vector<Column> columns = open_columns(text, line);
  const auto stands = [&](bool dashes) {
    return std::ranges::any_of(
        columns, [&](const Column& each) { return each.dash == dashes && each.at == own; });
  };
  if (stands(dash)) return std::nullopt;
  std::string message = "this line stands in no column of the lines above";
  if (stands(!dash))
    message = dash ? "this dash stands in a column of keys" : "this key stands under a dash";
  else if (own > above->indent())
    message = "this line is deeper than the one above, which has its value already";
  message += dash ? ": the dashes of one list stand in one column"
                  : ": the keys of one map stand in one column";
  if (const Column* meant = nearest_column(columns, own, dash))
    message += (dash ? "; the one above has " : "; like `" + meant->key + "` it has ") +
               blanks(meant->at) + " in front";
  return YamlHint{line.first + own, std::move(message)};
}

std::optional<YamlHint> missing_colon(std::string_view text, const Line& line) {
  const std::optional<Line> above = line_above(text, line);
  if (!above) return std::nullopt;
  // (`- B`, with less in front than the `- A` above it)
  if (starts_item(line.text, line.indent()) && starts_item(above->text, above->indent()) &&
      line.indent() < above->indent())
    return std::nullopt;
  const std::optional<Line> before = line_above(text, *above);
  if (before && opens_block(before->text) && above->indent() <= before->indent())
    return YamlHint{above->first + above->indent(),
                    "the text of a block stands deeper than its key: put " +
                        blanks(before->indent() + 2) + " in front of each of its lines"};
  std::size_t at = above->indent();
  while (starts_item(above->text, at))
    at = std::min(above->text.find_first_not_of(' ', at + 1), above->text.size());
  const std::string meant = colon_at(above->text.substr(at));
  const bool goes_on = before && before->text.find(": ") != before->text.npos &&
                       above->text.find(':') == above->text.npos && at == above->indent() &&
                       above->indent() <= before->indent();
  if (meant.empty() && goes_on)
    return YamlHint{above->first + at,
                    "no colon stands in this line: a text that goes on in a second line stands "
                    "deeper than its key"};
  if (meant.empty()) return std::nullopt;
  return YamlHint{above->first + at, "a colon is missing here: `" + meant +
                                         "` (a text that goes on in a second line stands deeper "
                                         "than its key)"};
}

}  // namespace leadlint::parse
