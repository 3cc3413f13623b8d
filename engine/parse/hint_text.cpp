// See hint_text.h. Covered by tests/condition_test.cpp.
#include "parse/hint_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/words.h"
#include "parse/condition_hints.h"

namespace leadlint::parse {
namespace slips {

Advice Advice::comparison(std::string_view field, std::string_view sign, std::string_view value) {
  Advice made = condition(fmt::format("{} {} {}", field, sign, value));
  made.comparison_ = true;
  return made;
}

Advice Advice::both(std::string_view first, std::string_view second) {
  Advice made = condition(fmt::format("{} and {}", first, second));
  made.both_ = true;
  return made;
}

Advice Advice::in_brackets() const { return both_ ? condition("(" + condition_ + ")") : *this; }

Advice Advice::negated() const {
  return is_condition() ? condition("not (" + condition_ + ")") : *this;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_white(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view first_word(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, is_name_sign);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool starts_with_words(std::string_view text, std::string_view words, std::size_t& size) {
  std::size_t at = 0;
  for (const char c : words) {
    if (c == ' ') {
      if (at >= text.size() || !is_white(text[at])) return false;
      while (at < text.size() && is_white(text[at])) ++at;
    } else if (at >= text.size() || lowered(text.substr(at, 1))[0] != c) {
      return false;
    } else {
      ++at;
    }
  }
  if (is_name_sign(words.back()) && at < text.size() && is_name_sign(text[at])) return false;
  size = at;
  return true;
}

std::string_view up_to_joint(std::string_view text) {
  std::size_t depth = 0, size = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') {
      if (depth == 0) return trimmed(text.substr(0, i));
      --depth;
    }
    if (depth != 0 || !is_white(c)) continue;
    for (const std::string_view joint : {"and", "or", "then", "&&", "||"})
      if (starts_with_words(text.substr(i + 1), joint, size)) return trimmed(text.substr(0, i));
  }
  return trimmed(text);
}

std::string shown_value(std::string_view rest) {
  const std::string_view value = up_to_joint(rest);
  return value.empty() || value.size() > max_shown ? "X" : std::string(value);
}

std::string without_quotes(std::string_view value) {
  value = trimmed(value);
  if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'' || value[0] == '/') &&
      value.back() == value[0])
    value = value.substr(1, value.size() - 2);
  return std::string(value);
}

namespace {

/// A value of a list: what is no plain word or number stands in quotes.
std::string list_item(std::string_view item) {
  item = trimmed(item);
  const bool quoted =
      item.size() >= 2 && (item[0] == '"' || item[0] == '\'') && item.back() == item[0];
  const bool plain = std::ranges::all_of(item, [](char c) {
    return is_name_sign(c) || std::string_view("/.+-").find(c) != std::string_view::npos;
  });
  if (item.empty() || quoted) return std::string(item);
  const bool number = is_digit(item[0]) || item[0] == '-';
  const bool odd_number = number && item.find_first_not_of("-.0123456789") != item.npos;
  if (plain && !odd_number && item[0] != '/' && item[0] != '.' && item[0] != '+')
    return std::string(item);
  return item.find('"') == item.npos ? "\"" + std::string(item) + "\"" : "";
}

/// What stands between commas, `|`, `;`, `or` and `and`, outside of quotes.
std::string list_of_items(std::string_view inner) {
  std::string list;
  std::size_t first = 0, size = 0;
  char quote = 0;
  const auto add = [&](std::size_t end) {
    const std::string item = list_item(inner.substr(first, end - first));
    if (!item.empty()) list += (list.empty() ? "" : ", ") + item;
  };
  for (std::size_t i = 0; i < inner.size(); ++i) {
    const char c = inner[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    std::size_t joint = c == ',' || c == '|' || c == ';' ? 1 : 0;
    if (is_white(c))
      for (const std::string_view word : {"or", "and"})
        if (starts_with_words(inner.substr(i + 1), word, size)) joint = size + 1;
    if (joint == 0) continue;
    add(i);
    first = i + joint;
    i = first - 1;
  }
  add(inner.size());
  return list;
}

/// Where a condition's `or` at the front of `rest` joins one more value: `or C` and nothing behind
/// it that compares.
bool joins_value(std::string_view rest) {
  std::size_t size = 0;
  if (!starts_with_words(rest, "or", size)) return false;
  rest = trimmed(rest.substr(size));
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t,)"));
  const std::string_view behind = trimmed(rest.substr(word.size()));
  return !word.empty() && word.find_first_of("=<>!(") == word.npos &&
         (behind.empty() || behind[0] == ',' || behind[0] == ')' ||
          starts_with_words(behind, "or", size) || starts_with_words(behind, "and", size));
}

}  // namespace

std::string as_list(std::string_view rest) {
  rest = trimmed(rest);
  if (rest.empty() || std::string_view("([{").find(rest[0]) == std::string_view::npos)
    return list_of_words(rest);
  const char close = rest[0] == '(' ? ')' : rest[0] == '[' ? ']' : '}';
  const std::string list =
      list_of_items(rest.substr(1, std::min(rest.find(close), rest.size()) - 1));
  return list.empty() || list.size() > 2 * max_shown ? "[A, B]" : "[" + list + "]";
}

std::string list_of_words(std::string_view rest) {
  std::string words;
  for (rest = trimmed(rest); !rest.empty();) {
    std::size_t size = 0;
    if (starts_with_words(rest, "or", size)) {
      if (!joins_value(rest)) break;
      rest = trimmed(rest.substr(size));
    }
    const std::size_t close = rest[0] == '"' || rest[0] == '\'' ? rest.find(rest[0], 1) : rest.npos;
    const std::size_t end =
        close != rest.npos ? close + 1 : std::min(rest.find_first_of(" \t,|;)"), rest.size());
    const std::string item = list_item(rest.substr(0, end));
    if (item.empty()) break;
    words += (words.empty() ? "" : ", ") + item;
    rest = trimmed(rest.substr(end));
    const bool comma = !rest.empty() && (rest[0] == ',' || rest[0] == '|' || rest[0] == ';');
    if (comma) rest = trimmed(rest.substr(1));
    if (!comma && !starts_with_words(rest, "or", size)) break;
  }
  return words.empty() || words.size() > 2 * max_shown ? "[A, B]" : "[" + words + "]";
}

std::string_view first_token(std::string_view text) {
  const auto end = std::ranges::find_if(text, is_white);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::string field_before(std::string_view before) {
  const std::string_view last = last_token(before);
  if (last == ")") {
    const std::string_view front = trimmed(before);
    const std::size_t open = front.rfind('(');
    const std::string_view call = open == front.npos ? "" : last_token(front.substr(0, open));
    if (const auto* function = model::value_function(call);
        function != nullptr && function->takes == model::Arguments::field) {
      const auto at = static_cast<std::size_t>(call.data() - front.data());
      return std::string(front.substr(at));
    }
  }
  const bool name = !last.empty() && (is_letter(last[0]) || last[0] == '`');
  return name && last != "the text" ? std::string(last) : "f";
}

}  // namespace slips

std::string_view last_token(std::string_view before) noexcept {
  while (!before.empty() && slips::is_white(before.back())) before.remove_suffix(1);
  if (before.empty()) return before;
  if (before.back() == '"' || before.back() == '\'') return "the text";
  std::size_t first = before.size() - 1;
  const auto is_word = [](char c) {
    return slips::is_name_sign(c) || c == '.' || c == ']' || c == '[' || c == '`' || c == '/';
  };
  const auto is_sign = [](char c) { return c == '=' || c == '!' || c == '<' || c == '>'; };
  if (slips::is_name_sign(before[first]) || before[first] == '`') {
    while (first > 0 && is_word(before[first - 1])) --first;
    while (before[first] == '[' || before[first] == ']') ++first;
  } else if (is_sign(before[first])) {
    while (first > 0 && is_sign(before[first - 1])) --first;
  }
  return before.substr(first);
}

}  // namespace leadlint::parse
