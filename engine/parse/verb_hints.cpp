// See verb_hints.h. What is advised is to compile: tests/condition_hints_test.cpp reads it back.
#include "parse/verb_hints.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "parse/condition_hints.h"
#include "parse/foreign_words.h"
#include "parse/hint_text.h"
#include "parse/number_hints.h"
#include "parse/range_hints.h"
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
    {"not equals", "write {0} != {1}"},
    {"not eq", "write {0} != {1}"},
    {"not the same as", "write {0} != {1}"},
    {"not greater than or equal to", "write {0} < {1}"},
    {"not less than or equal to", "write {0} > {1}"},
    {"not greater than", "write {0} <= {1}"},
    {"not more than", "write {0} <= {1}"},
    {"no more than", "write {0} <= {1}"},
    {"not above", "write {0} <= {1}"},
    {"not over", "write {0} <= {1}"},
    {"not after", "write {0} <= {1}"},
    {"not less than", "write {0} >= {1}"},
    {"no less than", "write {0} >= {1}"},
    {"not below", "write {0} >= {1}"},
    {"not under", "write {0} >= {1}"},
    {"not before", "write {0} >= {1}"},
    {"not at least", "write {0} < {1}"},
    {"not at most", "write {0} > {1}"},
    {"not exists", "write absent({0})"},
    {"not exist", "write absent({0})"},
    {"doesn't exist", "write absent({0})"},
    {"doesnt exist", "write absent({0})"},
    {"not present", "write absent({0})"},
    {"not given", "write absent({0})"},
    {"not set", "write absent({0})"},
    {"not defined", "write absent({0})"},
    {"not there", "write absent({0})"},
    {"not absent", "write present({0})"},
    {"not nil", "write present({0})"},
    {"not changed", "write not changed({0})"},
    {"not change", "write not changed({0})"},
    {"either", "write {0} in {2}"},
    {"exceeds", "write {0} > {1}"},
    {"larger than", "write {0} > {1}"},
    {"bigger than", "write {0} > {1}"},
    {"later than", "write {0} > {1}"},
    {"smaller than", "write {0} < {1}"},
    {"earlier than", "write {0} < {1}"},
    {"same as", "write {0} == {1}"},
    {"the same as", "write {0} == {1}"},
    {"different from", "write {0} != {1}"},
    {"mod", "conditions only add, subtract and multiply"},
    {"div", "conditions only add, subtract and multiply"},
    {"plus", "write {0} + {1}"},
    {"minus", "write {0} - {1}"},
    {"times", "write {0} * {1}"},
    {"isn't set", "write absent({0})"},
    {"isn't there", "write absent({0})"},
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
    {"exist", "write present({0})"},
    {"isset", "write present({0})"},
    {"available", "write present({0})"},
    {"provided", "write present({0})"},
    {"filled in", "write not blank({0})"},
    {"filled", "write not blank({0})"},
    {"nonempty", "write not blank({0})"},
    {"unset", "write absent({0})"},
    {"not available", "write absent({0})"},
    {"not provided", "write absent({0})"},
    {"has a value", "write present({0})"},
    {"has value", "write present({0})"},
    {"has no value", "write absent({0})"},
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
    {"like", "", "", true},
    {"ilike", "", "", true},
    {"glob", "", "", true},
    {"starts with", "", ".*"},
    {"start with", "", ".*"},
    {"starting with", "", ".*"},
    {"startswith", "", ".*"},
    {"starts_with", "", ".*"},
    {"begins with", "", ".*"},
    {"begin with", "", ".*"},
    {"ends with", ".*", ""},
    {"end with", ".*", ""},
    {"ending with", ".*", ""},
    {"endswith", ".*", ""},
    {"ends_with", ".*", ""},
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
  return search_advice(field, search, rest,
                       search.words.starts_with("not") || search.words.starts_with('!'));
}

namespace {

/// `starts_with(zip, "x")`; empty: the search is for a pattern.
std::string part_advice(std::string_view field, const Search& search, std::string text) {
  if (search.front.empty() && search.back.empty()) return {};
  const std::string_view function = search.front.empty()  ? "starts_with"
                                    : search.back.empty() ? "ends_with"
                                                          : "contains";
  if (text.find_first_of("\"\\") != text.npos) text = "...";
  return fmt::format("{}({}, \"{}\")", function, field, text);
}

}  // namespace

std::string search_advice(std::string_view field, const Search& search, std::string_view rest,
                          bool negated) {
  std::string text = without_quotes(shown_value(rest));
  if (const std::string part = part_advice(field, search, text); !part.empty())
    return fmt::format("write {}{}", negated ? "not " : "", part);
  if (text.starts_with('^')) text.erase(0, 1);
  if (text.ends_with('$')) text.pop_back();
  if (search.of_sql) text = pattern_of_like(text);
  // What is advised is to be taken: no anchors, no look-around.
  if (text.find('\'') != text.npos || !parse_pattern(text)) text = "...";
  std::string advice = matches_advice(field, text);
  if (negated) advice.replace(advice.find("matches("), 8, "not matches(");
  return advice;
}

// -------------------------------------------------------------------------------------- comparisons

namespace {

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, is_digit);
  };
  return digits(whole) && (whole.size() == 1 || whole[0] != '0') &&
         (point == text.size() || digits(text.substr(point + 1)));
}

/// `2020-01-01`, `1/2/20`, `10:30`
bool is_moment(std::string_view text) {
  const auto is_sign = [](char c) {
    return is_digit(c) || std::string_view("-/:.TZ ").find(c) != std::string_view::npos;
  };
  const std::size_t sign = text.find_first_of("-/:", 1);
  return !text.empty() && is_digit(text[0]) && sign != text.npos &&
         text.find_first_not_of("0123456789") == sign && sign + 1 < text.size() &&
         is_digit(text[sign + 1]) && std::ranges::all_of(text, is_sign) &&
         (text[sign] == ':' || text.find(text[sign], sign + 1) != text.npos);
}

bool is_quoted(std::string_view text) {
  return text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0] &&
         text.substr(1, text.size() - 2).find(text[0]) == text.npos;
}

/// A field, `current.n`, `length(n)`, or a text that needs no quotes.
bool is_word(std::string_view text) {
  for (const std::string_view call : {"length(", "text("})
    if (text.starts_with(call) && text.ends_with(')'))
      text = text.substr(call.size(), text.size() - call.size() - 1);
  for (const std::string_view own : {"not", "in", "and", "or"})
    if (text == own) return false;
  return !text.empty() && is_letter(text[0]) && !text.ends_with('.') &&
         text.find("..") == text.npos &&
         std::ranges::all_of(text, [](char c) { return is_name_sign(c) || c == '.'; });
}

/// A value as a condition writes it; empty: it is none.
std::string value_as_written(std::string_view text) {
  if (text.empty() || text.size() > max_shown) return {};
  if (is_number(text) || is_quoted(text) || is_word(text)) return std::string(text);
  if (const MeantNumber meant = meant_number(text); !meant.number.empty()) return meant.number;
  const bool words = std::ranges::all_of(text, [](char c) { return is_name_sign(c) || c == ' '; });
  // (`5 euros` is hardly a text, `Very Hot` is.)
  const bool apart = text.find(' ') != text.npos;
  return words && is_letter(text[0]) == apart ? "\"" + std::string(text) + "\"" : "";
}

/// 2025-03-01
bool is_iso_day(std::string_view text) {
  static constexpr std::string_view form = "0000-00-00";
  return text.size() == form.size() && std::ranges::equal(text, form, [](char c, char sign) {
           return sign == '-' ? c == '-' : is_digit(c);
         });
}

}  // namespace

std::string comparison_advice(std::string_view field, std::string_view sign,
                              std::string_view rest) {
  const std::string_view text = up_to_joint(rest);
  const bool equal = sign == "==", unequal = sign == "!=";
  const std::string word = lowered(text);
  for (const std::string_view null : {"null", "none", "nil", "undefined", "missing", "absent"})
    if (word == null && (equal || unequal))
      return fmt::format("write {}({})", equal ? "absent" : "present", field);
  for (const std::string_view clock : {"today", "now", "today()", "now()"})
    if (word == clock)
      return fmt::format("write {} {} {}", field, sign, clock.substr(0, clock.find('(')));
  if ((equal || unequal) && !text.empty() && (text[0] == '[' || text[0] == '(' || text[0] == '{')) {
    if (trimmed(text.substr(1)).size() < 2)
      return text[0] == '[' ? fmt::format("write {}blank({})", equal ? "" : "not ", field) : "";
    const std::string list = as_list(text);
    return fmt::format("write {} {} {}", field, equal ? "in" : "not in", list);
  }
  if (is_moment(text) && meant_number(text).number.empty()) {
    if (equal || unequal)
      return fmt::format("a date or time stands in quotes: write {} {} \"{}\"", field, sign, text);
    if (is_iso_day(text)) return fmt::format("write {} {} {}", field, sign, text);
    return "a date or time stands in quotes, as its field has it";
  }
  const std::string inside = is_quoted(text) ? without_quotes(text) : "";
  if (!inside.empty() && !equal && !unequal)
    return is_moment(inside)   ? comparison_advice(field, sign, inside)
           : is_number(inside) ? fmt::format("write {} {} {}", field, sign, inside)
                               : "";
  const std::string value = text.empty() ? "X" : value_as_written(text);
  return value.empty() ? "" : fmt::format("write {} {} {}", field, sign, value);
}

std::string bracketed(std::string_view before, std::string_view field, std::string advice) {
  std::string_view front = trimmed(before);
  if (front.ends_with(field)) front = trimmed(front.substr(0, front.size() - field.size()));
  const bool inverted = lowered(last_token(front)) == "not" || front.ends_with('!');
  const bool two = advice.find(" and ") != advice.npos;
  if (!inverted || !two || !advice.starts_with("write ")) return advice;
  return "write (" + advice.substr(6) + ")";
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
      to == text.npos ? "X" : up_to_joint(std::string_view(text).substr(to + 4));
  const std::string before = comparison_advice(fmt::format("current.{}", field), "==", old);
  const std::string after = comparison_advice(field, "==", now);
  if (!before.starts_with("write ") || !after.starts_with("write ")) return {};
  return before + " and " + after.substr(6);
}

/// `was A`: of the stored record.
std::string past_advice(std::string_view field, std::string_view behind) {
  std::size_t size = 0;
  for (const std::string_view changed : {"changed", "not changed"})
    if (starts_with_words(behind, changed, size)) return verb_hint(field, behind);
  return verb_hint("current." + std::string(field), "is " + std::string(behind));
}

std::string advice_of(const Verb& verb, std::string_view field, std::string_view rest) {
  constexpr std::string_view front = "write {0} ", back = " {1}";
  if (verb.advice.starts_with(front) && verb.advice.ends_with(back))
    return comparison_advice(
        field, verb.advice.substr(front.size(), verb.advice.size() - front.size() - back.size()),
        rest);
  const std::string list = as_list(rest), value = shown_value(rest);
  return fmt::format(fmt::runtime(verb.advice), field, value, list);
}

}  // namespace

std::string verb_hint(std::string_view before, std::string_view rest) {
  const std::string field = field_before(before);
  std::size_t size = 0;
  for (const std::string_view joint : {"and", "or"})
    if (starts_with_words(rest, joint, size)) return fmt::format("write {} in lower case", joint);
  if (starts_with_words(rest, "xor", size)) return "write (a or b) and not (a and b)";
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
    return bracketed(before, field, change_advice(field, rest.substr(size)));
  if (starts_with_words(rest, "was", size) && !field.starts_with("current."))
    return past_advice(field, trimmed(rest.substr(size)));
  for (const std::string_view is : {"is", "are", "was", "does", "do"})
    if (starts_with_words(rest, is, size)) {
      std::string meant = verb_hint(before, trimmed(rest.substr(size)));
      if (!meant.empty()) return meant;
      const std::string_view behind = trimmed(rest.substr(size));
      if (const std::string_view type = type_named(behind); !type.empty())
        return fmt::format("the field itself says so: `{}: {{type: {}}}`", field, type);
      if (starts_with_words(behind, "not", size))
        return comparison_advice(field, "!=", behind.substr(size));
      return comparison_advice(field, "==", behind);
    }
  for (const std::string_view range :
       {"between", "from", "in range", "in the range", "range", "within"})
    if (starts_with_words(rest, range, size))
      if (std::string advice = range_advice(field, trimmed(rest.substr(size))); !advice.empty())
        return bracketed(before, field, std::move(advice));
  for (const std::string_view in : {"in", "not in", "not between", "not within", "not in range"})
    if (starts_with_words(rest, in, size)) {
      const std::string_view asked =
          in == "in" || in == "not in" ? in : std::string_view("not in range");
      const std::string front = fmt::format("{} {}", before, asked);
      if (std::string advice = in_range_advice(front, rest.substr(size)); !advice.empty())
        return advice;
    }
  std::size_t none = 0;
  const bool negated = starts_with_words(rest, "not", none);
  const std::string_view looked_for = negated ? trimmed(rest.substr(none)) : rest;
  for (const Search& search : search_words)
    if (starts_with_words(looked_for, search.words, size))
      return search_advice(field, search, looked_for.substr(size),
                           negated != search.words.starts_with('!'));
  for (const Verb& verb : verbs)
    if (starts_with_words(rest, verb.words, size))
      return bracketed(before, field, advice_of(verb, field, rest.substr(size)));
  return {};
}

}  // namespace leadlint::parse::slips
