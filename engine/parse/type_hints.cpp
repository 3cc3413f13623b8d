// Types of other languages to the keys that say the same; see type_hints.h. Tests:
// tests/foreign_keys_test.cpp.
#include "parse/type_hints.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "parse/foreign_words.h"
#include "parse/hint_text.h"

namespace leadlint::parse {
namespace {

using slips::trimmed;

constexpr std::array own{std::string_view{"integer"}, std::string_view{"number"},
                         std::string_view{"string"},  std::string_view{"boolean"},
                         std::string_view{"object"},  std::string_view{"array"}};

/// A type alone, without keys beside it: `text` is string. Empty: it is none.
std::string plain_type(std::string_view word) {
  const std::string small = lowered(trimmed(word));
  if (small == "null") return "\"null\"";
  if (std::ranges::find(own, small) != own.end()) return small;
  const std::string_view meant = type_for(small);
  return meant.find(' ') == meant.npos ? std::string(meant) : "";
}

std::string said(std::string_view word, std::string_view meant) {
  return fmt::format("`{}` is written {}", word, meant);
}

/// `string | null`, `string,int`, `string or number`
std::string several(std::string_view word) {
  std::string types;
  std::string_view rest = word;
  bool parted = false;
  while (!rest.empty()) {
    const std::size_t sign = rest.find_first_of("|,/");
    const std::size_t joint = rest.find(" or ");
    const std::size_t end = std::min({sign, joint, rest.size()});
    const std::string type = plain_type(rest.substr(0, end));
    if (type.empty()) return {};
    types += (types.empty() ? "" : ", ") + type;
    parted = parted || end < rest.size();
    rest.remove_prefix(std::min(end + (joint < sign ? 4U : 1U), rest.size()));
  }
  return parted ? said(word, "[" + types + "]") : "";
}

/// `string[]`, `list[int]`, `array<string>`, `list of texts`
std::string of_list_items(std::string_view word) {
  const std::string small = lowered(word);
  std::string_view inner = small;
  if (inner.ends_with("[]")) {
    inner.remove_suffix(2);
  } else {
    std::size_t size = 0;
    for (const std::string_view list : {"list", "array", "set", "seq"})
      if (inner.starts_with(list)) size = list.size();
    if (size == 0) return {};
    inner = trimmed(inner.substr(size));
    if (inner.starts_with("of ")) {
      inner = trimmed(inner.substr(3));
      if (inner.ends_with('s')) inner.remove_suffix(1);
    } else if (inner.size() > 2 && std::string_view("[<(").find(inner[0]) != inner.npos) {
      inner = inner.substr(1, inner.size() - 2);
    } else {
      return {};
    }
  }
  const std::string type = plain_type(inner);
  return said(word,
              fmt::format("array, with `items: {{type: {}}}`", type.empty() ? "string" : type));
}

/// `varchar(20)`, `string?`, `string!`, `required string`
std::string with_more(std::string_view word) {
  if (word.ends_with('?') || word.ends_with('!')) {
    const std::string type = plain_type(word.substr(0, word.size() - 1));
    const std::string_view key = word.ends_with('?') ? "nullable" : "required";
    if (!type.empty()) return said(word, fmt::format("{}, with `{}: true`", type, key));
  }
  const std::size_t open = word.find('('), close = word.find(')');
  if (open != word.npos && close == word.size() - 1) {
    const std::string type = plain_type(word.substr(0, open));
    const std::string_view size = word.substr(open + 1, close - open - 1);
    if (type == "string" && std::ranges::all_of(size, is_digit) && !size.empty())
      return said(word, fmt::format("string, with `max_length: {}`", size));
    if (!type.empty()) return said(word, type);
  }
  for (const std::string_view front : {"required ", "nullable ", "optional "}) {
    if (!lowered(word).starts_with(front)) continue;
    const std::string type = plain_type(word.substr(front.size()));
    if (type.empty()) return {};
    return said(word, front == "optional "
                          ? type + "; a field may be left out unless it has `required: true`"
                          : fmt::format("{}, with `{}: true`", type, trimmed(front)));
  }
  return {};
}

}  // namespace

std::string type_mistake(std::string_view word) {
  const std::string small = lowered(trimmed(word));
  if (small.empty() || word == "null") return {};
  for (const std::string_view any : {"any", "mixed", "anything", "variant", "json", "unknown", "*"})
    if (small == any)
      return fmt::format("`{}` is no type: take `type` away, then the field takes anything", word);
  for (const std::string_view key : {"required", "nullable"})
    if (small == key) return fmt::format("`{0}` is no type: write `{0}: true`", word);
  if (const std::string_view meant = type_for(small); !meant.empty()) return said(word, meant);
  for (const auto read : {several, of_list_items, with_more})
    if (std::string message = read(word); !message.empty()) return message;
  const std::string type = plain_type(word);
  return type.empty() || type == word ? "" : said(word, type);
}

}  // namespace leadlint::parse
