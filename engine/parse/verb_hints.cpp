// See verb_hints.h. What is advised is to compile: tests/condition_hints_test.cpp reads it back.
#include "parse/verb_hints.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "parse/condition_hints.h"
#include "parse/foreign_words.h"
#include "parse/hint_text.h"
#include "parse/syntax.h"

namespace leadlint::parse::slips {
namespace {

std::string matches_advice(std::string_view field, std::string_view pattern) {
  return fmt::format(
      "for a text write matches({}, NAME), with `NAME: {{pattern: '{}'}}` under "
      "`formats:`",
      field, pattern);
}

bool is_pattern_sign(char c) {
  return std::string_view("\\.[](){}*+?|^$").find(c) != std::string_view::npos;
}

std::string escaped(std::string_view text) {
  std::string pattern;
  for (const char c : text) pattern += (is_pattern_sign(c) ? "\\" : "") + std::string(1, c);
  return pattern;
}

/// `A%` of SQL, `A*` of the shell.
std::string pattern_of_like(std::string_view text) {
  std::string pattern;
  for (const char c : text)
    if (c == '%' || c == '*')
      pattern += ".*";
    else
      pattern += c == '_' ? "." : escaped(std::string_view(&c, 1));
  return pattern;
}

// --------------------------------------------------------------- words between a field and a value

struct Verb {
  std::string_view words;
  /// {0} is the field, {1} what follows, {2} that as a list.
  std::string_view advice;
};
constexpr Verb verbs[] = {
    {"isn't", "write {0} != {1}"},
    {"isnt", "write {0} != {1}"},
    {"doesn't equal", "write {0} != {1}"},
    {"doesnt equal", "write {0} != {1}"},
    {"differs from", "write {0} != {1}"},
    {"! =", "write {0} != {1}"},
    {"= =", "write {0} == {1}"},
    {"!>", "write {0} <= {1}"},
    {"!<", "write {0} >= {1}"},
    {"isin", "write {0} in {2}"},
    {"not in", "write {0} not in {2}"},
    {"notin", "write {0} not in {2}"},
    {"not_in", "write {0} not in {2}"},
    {"nin", "write {0} not in {2}"},
    {"!in", "write {0} not in {2}"},
    {"! in", "write {0} not in {2}"},
    {"in", "write {0} in {2}"},
    {"one of", "write {0} in {2}"},
    {"among", "write {0} in {2}"},
    {"any of", "write {0} in {2}"},
    {"none of", "write {0} not in {2}"},
    {"not null", "write present({0})"},
    {"not none", "write present({0})"},
    {"not undefined", "write present({0})"},
    {"not missing", "write present({0})"},
    {"not empty", "write not blank({0})"},
    {"not blank", "write not blank({0})"},
    {"not one of", "write {0} not in {2}"},
    {"not equal to", "write {0} != {1}"},
    {"not equal", "write {0} != {1}"},
    {"null", "write absent({0})"},
    {"none", "write absent({0})"},
    {"nil", "write absent({0})"},
    {"undefined", "write absent({0})"},
    {"missing", "write absent({0})"},
    {"absent", "write absent({0})"},
    {"isnull", "write absent({0})"},
    {"notnull", "write present({0})"},
    {"present", "write present({0})"},
    {"given", "write present({0})"},
    {"set", "write present({0})"},
    {"there", "write present({0})"},
    {"defined", "write present({0})"},
    {"exists", "write present({0})"},
    {"empty", "write blank({0})"},
    {"blank", "write blank({0})"},
    {"equal to", "write {0} == {1}"},
    {"equals", "write {0} == {1}"},
    {"equal", "write {0} == {1}"},
    {"eq", "write {0} == {1}"},
    {"neq", "write {0} != {1}"},
    {"ne", "write {0} != {1}"},
    {"greater than or equal to", "write {0} >= {1}"},
    {"less than or equal to", "write {0} <= {1}"},
    {"greater than", "write {0} > {1}"},
    {"more than", "write {0} > {1}"},
    {"less than", "write {0} < {1}"},
    {"at least", "write {0} >= {1}"},
    {"at most", "write {0} <= {1}"},
    {"above", "write {0} > {1}"},
    {"over", "write {0} > {1}"},
    {"after", "write {0} > {1}"},
    {"below", "write {0} < {1}"},
    {"under", "write {0} < {1}"},
    {"before", "write {0} < {1}"},
    {"gte", "write {0} >= {1}"},
    {"ge", "write {0} >= {1}"},
    {"gt", "write {0} > {1}"},
    {"lte", "write {0} <= {1}"},
    {"le", "write {0} <= {1}"},
    {"lt", "write {0} < {1}"},
    {"changed to", "write changed({0}) and {0} == {1}"},
    {"changes to", "write changed({0}) and {0} == {1}"},
    {"becomes", "write changed({0}) and {0} == {1}"},
    {"changes", "write changed({0})"},
    {"changed", "write changed({0})"},
    {"has changed", "write changed({0})"},
    {"=>", "write {0} >= {1}"},
    {"=<", "write {0} <= {1}"},
    {"<>", "write {0} != {1}"},
    {"=!", "write {0} != {1}"},
    {":=", "write {0} == {1}"},
    {":", "write {0} == {1}"},
};

constexpr Search search_words[] = {
    {"not like", "", "", true},
    {"like", "", "", true},
    {"ilike", "", "", true},
    {"glob", "", "", true},
    {"starts with", "", ".*"},
    {"startswith", "", ".*"},
    {"starts_with", "", ".*"},
    {"begins with", "", ".*"},
    {"ends with", ".*", ""},
    {"endswith", ".*", ""},
    {"ends_with", ".*", ""},
    {"not contains", ".*", ".*"},
    {"not contain", ".*", ".*"},
    {"contain", ".*", ".*"},
    {"contains", ".*", ".*"},
    {"includes", ".*", ".*"},
    {"include", ".*", ".*"},
    {"matches", "", ""},
    {"match", "", ""},
    {"regexp", "", ""},
    {"regex", "", ""},
    {"rlike", "", ""},
    {"similar to", "", "", true},
    {"=~", "", ""},
    {"~=", "", ""},
    {"!~", "", ""},
    {"~*", "", ""},
    {"~", "", ""},
};

}  // namespace

std::span<const Search> searches() noexcept { return search_words; }

std::string search_advice(std::string_view field, const Search& search, std::string_view rest) {
  std::string text = without_quotes(shown_value(rest));
  if (text.starts_with('^')) text.erase(0, 1);
  if (text.ends_with('$')) text.pop_back();
  if (search.of_sql)
    text = pattern_of_like(text);
  else if (!search.front.empty() || !search.back.empty())
    text = escaped(text);
  // What is advised is to be taken: no anchors, no look-around.
  if (text.find('\'') != text.npos || !parse_pattern(text)) text = "...";
  const bool negated = search.words.starts_with("not") || search.words.starts_with('!');
  std::string advice =
      matches_advice(field, fmt::format("{}{}{}", search.front, text, search.back));
  if (negated) advice.replace(advice.find("matches("), 8, "not matches(");
  return advice;
}

/// `between 1 and 5`
std::string range_advice(std::string_view field, std::string_view rest) {
  const std::string_view low = up_to_joint(rest);
  std::string_view behind = trimmed(rest.substr(rest.find(low) + low.size()));
  std::size_t size = 0;
  if (!starts_with_words(behind, "and", size))
    return fmt::format("write {0} >= 1 and {0} <= 5", field);
  const std::string high = shown_value(behind.substr(size));
  return fmt::format("write {0} >= {1} and {0} <= {2}", field, low, high);
}

/// Does the last word stand behind a comparison: is it the value?
bool is_compared(std::string_view before) {
  const std::string_view last = last_token(before);
  std::string_view front = trimmed(before);
  front.remove_suffix(std::min(front.size(), last.size()));
  front = trimmed(front);
  return last != "the text" && !front.empty() &&
         std::string_view("=<>").find(front.back()) != front.npos;
}

namespace {

/// Does a comparison, a call or a list end here?
bool is_whole(std::string_view before) {
  before = trimmed(before);
  return is_compared(before) || before.ends_with(')') || before.ends_with(']') ||
         before.ends_with('"') || before.ends_with('\'');
}

/// `a number`, `an int`
std::string_view type_named(std::string_view text) {
  std::size_t size = 0;
  for (const std::string_view front : {"of type", "a", "an"})
    if (starts_with_words(text, front, size)) text = trimmed(text.substr(size));
  const std::string word = lowered(first_word(text));
  if (word.size() != trimmed(text).size()) return {};
  for (const std::string_view type : {"integer", "number", "string", "boolean", "object", "array"})
    if (word == type) return type;
  const std::string_view meant = type_for(word);
  return meant.find(',') == meant.npos && meant.find(' ') == meant.npos ? meant : "";
}

/// `from A to B`
std::string change_advice(std::string_view field, std::string_view rest) {
  const std::string text(trimmed(rest));
  const std::size_t to = text.find(" to ");
  const std::string_view old = std::string_view(text).substr(0, to);
  const std::string_view now =
      to == text.npos ? "B" : up_to_joint(std::string_view(text).substr(to + 4));
  return fmt::format("write current.{0} == {1} and {0} == {2}", field, shown_value(old), now);
}

}  // namespace

std::string verb_hint(std::string_view before, std::string_view rest) {
  const std::string field = field_before(before);
  std::size_t size = 0;
  for (const std::string_view joint : {"and", "or"})
    if (starts_with_words(rest, joint, size)) return fmt::format("write {} in lower case", joint);
  if (starts_with_words(rest, "xor", size)) return "write a != b, or both cases with or";
  if (starts_with_words(rest, "then", size))
    return "a rule says with its verb what follows: `when: ...` and `require: f`";
  for (const std::string_view joint : {"unless", "except", "nor"})
    if (starts_with_words(rest, joint, size)) return "write and not (...)";
  if (starts_with_words(rest, "but", size)) return "write and";
  for (const std::string_view follows : {"=>", "implies", "only if"})
    if (starts_with_words(rest, follows, size) && is_whole(before))
      return "a rule says with its verb what follows: `when: ...` and `require: f`";
  if (starts_with_words(rest, "otherwise", size) || starts_with_words(rest, "else", size))
    return "write a second rule, with `when: not (...)`";
  if (is_compared(before)) return {};
  if (starts_with_words(rest, "changes from", size) ||
      starts_with_words(rest, "changed from", size))
    return change_advice(field, rest.substr(size));
  for (const std::string_view is : {"is", "are", "was", "does", "do"})
    if (starts_with_words(rest, is, size)) {
      std::string meant = verb_hint(before, trimmed(rest.substr(size)));
      if (!meant.empty()) return meant;
      const std::string_view behind = trimmed(rest.substr(size));
      if (const std::string_view type = type_named(behind); !type.empty())
        return fmt::format("the field itself says so: `{}: {{type: {}}}`", field, type);
      if (starts_with_words(behind, "not", size))
        return fmt::format("write {} != {}", field, shown_value(behind.substr(size)));
      return fmt::format("write {} == {}", field, shown_value(behind));
    }
  if (starts_with_words(rest, "between", size))
    return range_advice(field, trimmed(rest.substr(size)));
  for (const Search& search : search_words)
    if (starts_with_words(rest, search.words, size))
      return search_advice(field, search, rest.substr(size));
  for (const Verb& verb : verbs) {
    if (!starts_with_words(rest, verb.words, size)) continue;
    const std::string value = shown_value(rest.substr(size)), list = as_list(rest.substr(size));
    return fmt::format(fmt::runtime(verb.advice), field, value, list);
  }
  return {};
}

}  // namespace leadlint::parse::slips
