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
  /// Between the field and what follows; or, where that is no comparison, the condition, or two of
  /// them: {0} is the field, {1} what follows, {2} that as a list.
  std::string_view sign, condition = "", second = "";
  std::string_view says = "";  // there is no such condition
};
constexpr Verb verbs[] = {
    {"not equals", "!="},
    {"not eq", "!="},
    {"not the same as", "!="},
    {"not greater than or equal to", "<"},
    {"not less than or equal to", ">"},
    {"not greater than", "<="},
    {"not more than", "<="},
    {"no more than", "<="},
    {"not above", "<="},
    {"not over", "<="},
    {"not after", "<="},
    {"not less than", ">="},
    {"no less than", ">="},
    {"not below", ">="},
    {"not under", ">="},
    {"not before", ">="},
    {"not at least", "<"},
    {"not at most", ">"},
    {"not exists", "", "absent({0})"},
    {"not exist", "", "absent({0})"},
    {"doesn't exist", "", "absent({0})"},
    {"doesnt exist", "", "absent({0})"},
    {"not present", "", "absent({0})"},
    {"not given", "", "absent({0})"},
    {"not set", "", "absent({0})"},
    {"not defined", "", "absent({0})"},
    {"not there", "", "absent({0})"},
    {"not absent", "", "present({0})"},
    {"not nil", "", "present({0})"},
    {"not changed", "", "not changed({0})"},
    {"not change", "", "not changed({0})"},
    {"either", "", "{0} in {2}"},
    {"exceeds", ">"},
    {"larger than", ">"},
    {"bigger than", ">"},
    {"later than", ">"},
    {"smaller than", "<"},
    {"earlier than", "<"},
    {"same as", "=="},
    {"the same as", "=="},
    {"different from", "!="},
    {"mod", "", "", "", "conditions only add, subtract and multiply"},
    {"div", "", "", "", "conditions only add, subtract and multiply"},
    {"plus", "+"},
    {"minus", "-"},
    {"times", "*"},
    {"isn't set", "", "absent({0})"},
    {"isn't there", "", "absent({0})"},
    {"isn't", "!="},
    {"isnt", "!="},
    {"doesn't equal", "!="},
    {"doesnt equal", "!="},
    {"differs from", "!="},
    {"! =", "!="},
    {"= =", "=="},
    {"!>", "<="},
    {"!<", ">="},
    {"isin", "", "{0} in {2}"},
    {"not in", "", "{0} not in {2}"},
    {"notin", "", "{0} not in {2}"},
    {"not_in", "", "{0} not in {2}"},
    {"nin", "", "{0} not in {2}"},
    {"!in", "", "{0} not in {2}"},
    {"! in", "", "{0} not in {2}"},
    {"in", "", "{0} in {2}"},
    {"one of", "", "{0} in {2}"},
    {"among", "", "{0} in {2}"},
    {"any of", "", "{0} in {2}"},
    {"none of", "", "{0} not in {2}"},
    {"not null", "", "present({0})"},
    {"not none", "", "present({0})"},
    {"not undefined", "", "present({0})"},
    {"not missing", "", "present({0})"},
    {"not empty", "", "not blank({0})"},
    {"not blank", "", "not blank({0})"},
    {"not one of", "", "{0} not in {2}"},
    {"not equal to", "!="},
    {"not equal", "!="},
    {"null", "", "absent({0})"},
    {"none", "", "absent({0})"},
    {"nil", "", "absent({0})"},
    {"undefined", "", "absent({0})"},
    {"missing", "", "absent({0})"},
    {"absent", "", "absent({0})"},
    {"isnull", "", "absent({0})"},
    {"notnull", "", "present({0})"},
    {"present", "", "present({0})"},
    {"given", "", "present({0})"},
    {"set", "", "present({0})"},
    {"there", "", "present({0})"},
    {"defined", "", "present({0})"},
    {"exists", "", "present({0})"},
    {"exist", "", "present({0})"},
    {"isset", "", "present({0})"},
    {"available", "", "present({0})"},
    {"provided", "", "present({0})"},
    {"filled in", "", "not blank({0})"},
    {"filled", "", "not blank({0})"},
    {"nonempty", "", "not blank({0})"},
    {"unset", "", "absent({0})"},
    {"not available", "", "absent({0})"},
    {"not provided", "", "absent({0})"},
    {"has a value", "", "present({0})"},
    {"has value", "", "present({0})"},
    {"has no value", "", "absent({0})"},
    {"empty", "", "blank({0})"},
    {"blank", "", "blank({0})"},
    {"equal to", "=="},
    {"equals", "=="},
    {"equal", "=="},
    {"eq", "=="},
    {"neq", "!="},
    {"ne", "!="},
    {"greater than or equal to", ">="},
    {"less than or equal to", "<="},
    {"greater than", ">"},
    {"more than", ">"},
    {"less than", "<"},
    {"at least", ">="},
    {"at most", "<="},
    {"above", ">"},
    {"over", ">"},
    {"after", ">"},
    {"below", "<"},
    {"under", "<"},
    {"before", "<"},
    {"gte", ">="},
    {"ge", ">="},
    {"gt", ">"},
    {"lte", "<="},
    {"le", "<="},
    {"lt", "<"},
    {"changed to", "", "changed({0})", "{0} == {1}"},
    {"changes to", "", "changed({0})", "{0} == {1}"},
    {"becomes", "", "changed({0})", "{0} == {1}"},
    {"changes", "", "changed({0})"},
    {"changed", "", "changed({0})"},
    {"has changed", "", "changed({0})"},
    {"=>", ">="},
    {"=<", "<="},
    {"<>", "!="},
    {"=!", "!="},
    {":=", "=="},
    {":", "=="},
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

// ------------------------------------------------------------------------------------- comparisons

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

Advice comparison_advice(std::string_view field, std::string_view sign, std::string_view rest) {
  const std::string_view text = up_to_joint(rest);
  const bool equal = sign == "==", unequal = sign == "!=";
  const std::string word = lowered(text);
  for (const std::string_view null : {"null", "none", "nil", "undefined", "missing", "absent"})
    if (word == null && (equal || unequal))
      return Advice::condition(fmt::format("{}({})", equal ? "absent" : "present", field));
  for (const std::string_view clock : {"today", "now", "today()", "now()"})
    if (word == clock) return Advice::comparison(field, sign, clock.substr(0, clock.find('(')));
  if ((equal || unequal) && !text.empty() && (text[0] == '[' || text[0] == '(' || text[0] == '{')) {
    if (trimmed(text.substr(1)).size() < 2)
      return text[0] == '['
                 ? Advice::condition(fmt::format("{}blank({})", equal ? "" : "not ", field))
                 : Advice{};
    return Advice::condition(
        fmt::format("{} {} {}", field, equal ? "in" : "not in", as_list(text)));
  }
  if (is_moment(text) && meant_number(text).number.empty()) {
    if (equal || unequal)
      return Advice::words(
          fmt::format("a date or time stands in quotes: write {} {} \"{}\"", field, sign, text));
    if (is_iso_day(text)) return Advice::comparison(field, sign, text);
    return Advice::words("a date or time stands in quotes, as its field has it");
  }
  const std::string inside = is_quoted(text) ? without_quotes(text) : "";
  if (!inside.empty() && !equal && !unequal)
    return is_moment(inside)   ? comparison_advice(field, sign, inside)
           : is_number(inside) ? Advice::comparison(field, sign, inside)
                               : Advice{};
  const std::string value = text.empty() ? "X" : value_as_written(text);
  return value.empty() ? Advice{} : Advice::comparison(field, sign, value);
}

Advice bracketed(std::string_view before, std::string_view field, const Advice& advice) {
  std::string_view front = trimmed(before);
  if (front.ends_with(field)) front = trimmed(front.substr(0, front.size() - field.size()));
  const bool inverted = lowered(last_token(front)) == "not" || front.ends_with('!');
  return inverted ? advice.in_brackets() : advice;
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
Advice change_advice(std::string_view field, std::string_view rest) {
  const std::string text(trimmed(rest));
  const std::size_t to = text.find(" to ");
  const std::string_view old = std::string_view(text).substr(0, to);
  const std::string_view now =
      to == text.npos ? "X" : up_to_joint(std::string_view(text).substr(to + 4));
  const Advice before = comparison_advice(fmt::format("current.{}", field), "==", old);
  const Advice after = comparison_advice(field, "==", now);
  if (!before.is_condition() || !after.is_condition()) return {};
  return Advice::both(before.to_write(), after.to_write());
}

/// `was A`: of the stored record.
std::string past_advice(std::string_view field, std::string_view behind) {
  std::size_t size = 0;
  for (const std::string_view changed : {"changed", "not changed"})
    if (starts_with_words(behind, changed, size)) return verb_hint(field, behind);
  return verb_hint("current." + std::string(field), "is " + std::string(behind));
}

Advice advice_of(const Verb& verb, std::string_view field, std::string_view rest) {
  if (!verb.says.empty()) return Advice::words(std::string(verb.says));
  if (!verb.sign.empty()) return comparison_advice(field, verb.sign, rest);
  const std::string list = as_list(rest), value = shown_value(rest);
  const auto filled = [&](std::string_view condition) {
    return fmt::format(fmt::runtime(condition), field, value, list);
  };
  return verb.second.empty() ? Advice::condition(filled(verb.condition))
                             : Advice::both(filled(verb.condition), filled(verb.second));
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
      if (const Advice advice = range_advice(field, trimmed(rest.substr(size))); !advice.empty())
        return bracketed(before, field, advice);
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
