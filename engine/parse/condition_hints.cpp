// See condition_hints.h. What is advised is to compile: tests/condition_hints_test.cpp reads it back.
#include "parse/condition_hints.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "parse/hint_text.h"

namespace leadlint::parse {
namespace slips {
namespace {

std::string matches_advice(std::string_view field, std::string_view pattern) {
  return fmt::format(
      "for a text write matches({}, NAME), with `NAME: {{pattern: '{}'}}` under "
      "`formats:`",
      field, pattern);
}

/// `A%` of SQL.
std::string pattern_of_like(std::string_view text) {
  std::string pattern;
  for (const char c : text)
    if (c == '%' || c == '*')
      pattern += ".*";
    else
      pattern += c == '_' ? '.' : c;
  return pattern;
}

// --------------------------------------------------------------- words between a field and a value

struct Verb {
  std::string_view words;
  /// {0} is the field, {1} what follows, {2} that as a list.
  std::string_view advice;
};
constexpr Verb verbs[] = {
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
    {"changed", "write changed({0})"},
    {"has changed", "write changed({0})"},
    {"=>", "write {0} >= {1}"},
    {"=<", "write {0} <= {1}"},
    {"<>", "write {0} != {1}"},
    {"=!", "write {0} != {1}"},
    {":=", "write {0} == {1}"},
    {":", "write {0} == {1}"},
};

struct Search {
  std::string_view words, front, back;  // of the pattern
  bool of_sql = false;
};
constexpr Search searches[] = {
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

std::string search_advice(std::string_view field, const Search& search, std::string_view rest) {
  std::string text = without_quotes(shown_value(rest));
  if (text.starts_with('^')) text.erase(0, 1);
  if (text.ends_with('$')) text.pop_back();
  if (text.find('\'') != text.npos) text = "X";
  if (search.of_sql) text = pattern_of_like(text);
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

std::string verb_hint(std::string_view before, std::string_view rest) {
  const std::string field = field_before(before);
  std::size_t size = 0;
  for (const std::string_view joint : {"and", "or"})
    if (starts_with_words(rest, joint, size)) return fmt::format("write {} in lower case", joint);
  if (starts_with_words(rest, "xor", size)) return "write a != b, or both cases with or";
  if (starts_with_words(rest, "then", size))
    return "a rule says with its verb what follows: `when: ...` and `require: f`";
  if (starts_with_words(rest, "unless", size)) return "write and not (...)";
  if (is_compared(before)) return {};
  for (const std::string_view is : {"is", "are", "was", "does", "do"})
    if (starts_with_words(rest, is, size)) {
      std::string meant = verb_hint(before, trimmed(rest.substr(size)));
      if (!meant.empty()) return meant;
      const std::string_view behind = trimmed(rest.substr(size));
      if (starts_with_words(behind, "not", size))
        return fmt::format("write {} != {}", field, shown_value(behind.substr(size)));
      return fmt::format("write {} == {}", field, shown_value(behind));
    }
  if (starts_with_words(rest, "between", size))
    return range_advice(field, trimmed(rest.substr(size)));
  for (const Search& search : searches)
    if (starts_with_words(rest, search.words, size))
      return search_advice(field, search, rest.substr(size));
  for (const Verb& verb : verbs) {
    if (!starts_with_words(rest, verb.words, size)) continue;
    const std::string value = shown_value(rest.substr(size)), list = as_list(rest.substr(size));
    return fmt::format(fmt::runtime(verb.advice), field, value, list);
  }
  return {};
}

// -------------------------------------------------------- what stands in front and does not belong

std::string prefix_hint(std::string_view before, std::string_view rest) {
  const std::string word = lowered(last_token(before));
  const std::string name{first_word(rest)};
  if (name.empty()) return {};
  if (word == "not") return "write not in lower case";
  if (word == "if" || word == "when" || word == "where")
    return "take `" + word + "` away: the key in front says it";
  if (word == "unless") return "write not (...)";
  for (const std::string_view asks : {"present", "absent", "blank", "changed"})
    if (word == asks) return fmt::format("write {}({})", asks, name);
  if (word == "exists" || word == "has" || word == "defined") return "write present(" + name + ")";
  if (word == "missing" || word == "isnull") return "write absent(" + name + ")";
  if (word == "empty") return "write blank(" + name + ")";
  if (word == "length" || word == "len") return "write length(" + name + ")";
  if (word == "any" || word == "all" || word == "every" || word == "some" || word == "each")
    return "a rule about each item of a list stands in `rules:` under its `items:`";
  return {};
}

/// `label == Very Hot`, `n > 5 euros`
std::string several_words(std::string_view before, std::string_view rest) {
  if (rest.empty() || !is_letter(rest[0])) return {};
  const std::string_view last = last_token(before);
  if (!is_compared(before) || last.empty()) return {};
  if (is_digit(last[0]))
    return fmt::format("a number stands alone: take `{}` away", first_word(rest));
  return fmt::format("a text with a blank in it stands in quotes: \"{} {}\"", last,
                     shown_value(rest));
}

/// `0 < amount < 10`, `n >= 1 <= 5`
std::string chain_hint(std::string_view before, std::string_view rest) {
  std::string_view front = trimmed(before);
  if (front.ends_with(')')) {
    const std::size_t open = front.rfind('(');
    const std::string_view call = open == front.npos ? front : front.substr(0, open);
    if (last_token(call) != "length" && last_token(call) != "text")
      return "a condition is not compared: take `" + shown_value(rest) + "` away, or write not";
  }
  for (const std::string_view joint : {" and ", " or ", "("})
    if (const std::size_t at = front.rfind(joint); at != front.npos)
      front = front.substr(at + joint.size());
  const std::string_view last = last_token(front);
  const std::size_t sign = front.find_first_of("=!<>");
  if (front.size() > most_shown || last.empty() || last == "the text" || sign == front.npos)
    return "comparisons do not chain: write a == b and b == c";
  const std::string_view field = is_digit(last[0]) ? trimmed(front.substr(0, sign)) : last;
  return fmt::format("comparisons do not chain: write {} and {} {}", front, field,
                     shown_value(rest));
}

/// `s.startsWith("x")`, `zip.length()`
std::string method_hint(std::string_view before, std::string_view rest) {
  const std::string_view last = last_token(before);
  const std::size_t dot = last.rfind('.');
  if (dot == last.npos) return {};
  const std::string_view field = last.substr(0, dot);
  const std::string method = lowered(last.substr(dot + 1));
  if (method == "isempty" || method == "isblank") return fmt::format("write blank({})", field);
  if (method == "exists" || method == "present") return fmt::format("write present({})", field);
  if (method == "isnull" || method == "missing") return fmt::format("write absent({})", field);
  if (!rest.starts_with('(')) return {};
  if (method == "length" || method == "size" || method == "count" || method == "len")
    return fmt::format("write length({})", field);
  if (method.find("lower") != method.npos || method.find("upper") != method.npos)
    return fmt::format("write {}, and `case: ignore` at the field", field);
  if (method == "trim" || method == "strip")
    return fmt::format("write {}, and `trimmed: true` at the field", field);
  for (const Search& search : searches)
    if (search.words == method)
      return search_advice(field, search,
                           rest.substr(1, std::min(rest.find(')'), rest.size()) - 1));
  return "there are no methods here";
}

std::string number_hint(std::string_view before, std::string_view rest) {
  const std::string_view last = last_token(before);
  if (last.empty() || !is_digit(last[0]) || rest.empty()) return {};
  const std::string_view digits = first_word(rest.substr(1));
  if (rest[0] == ',' && digits.size() == 3)
    return fmt::format("a number has no comma: write {}{}", last, digits);
  if (rest[0] == ',' && !digits.empty() && is_digit(digits[0]))
    return fmt::format("a fraction is written with a point: {}.{}", last, digits);
  if (rest[0] == '%') return "a number has no %";
  const bool date = (rest[0] == '-' || rest[0] == '/') && !digits.empty() && is_digit(digits[0]);
  if (!date && (rest[0] != ':' || digits.empty())) return {};
  const std::string_view sign =
      last_token(trimmed(before).substr(0, trimmed(before).size() - last.size()));
  if (sign == "==" || sign == "!=")
    return fmt::format("a {} stands in quotes", date ? "date" : "time");
  return fmt::format(
      "a {0} that is written here has no order: compare with a field, or with a "
      "parameter, param.NAME",
      date ? "date" : "time");
}

std::string behind_condition(const Halt& halt) {
  const auto first_of = [](std::initializer_list<std::string> hints) {
    for (const std::string& hint : hints)
      if (!hint.empty()) return hint;
    return std::string{};
  };
  const std::string_view rest = halt.rest;
  const bool joined = halt.expected.starts_with("and, or");
  for (const std::string_view sign : {"==", "!=", "<=", ">=", "<", ">"})
    if (joined && rest.starts_with(sign) && !rest.starts_with("<>"))
      return chain_hint(halt.before, rest);
  if (last_token(halt.before) == "the text" && !rest.empty() && is_name_sign(rest[0]) &&
      !is_white(halt.before.back()))
    return "the text in quotes ends here: one with an apostrophe stands in double quotes";
  std::string hint = first_of({number_hint(halt.before, rest), method_hint(halt.before, rest),
                               prefix_hint(halt.before, rest), verb_hint(halt.before, rest),
                               several_words(halt.before, rest)});
  if (!hint.empty() || rest.empty()) return hint;
  if (rest[0] == ',') return "conditions are joined by and, or; several values stand in [ ]";
  if (rest[0] == '#') return "a comment cannot stand inside of a text: put it on a line of its own";
  if (rest[0] == ';') return "conditions are joined by and, or; nothing stands at their end";
  if (rest[0] == '?') return "? : is not known: write the cases as rules of their own";
  if (rest[0] == ')') return "no ( is open here";
  if (std::string_view("*%^+").find(rest[0]) != rest.npos || rest.starts_with("/ "))
    return "conditions do not calculate; only seconds are added, to a moment";
  return {};
}

// ------------------------------------------------------------------------------------ other places

std::string value_hint(const Halt& halt) {
  const std::string_view rest = halt.rest, sign = last_token(halt.before);
  if (rest.empty()) return {};
  std::string_view front = trimmed(halt.before);
  front.remove_suffix(std::min(front.size(), sign.size()));
  const std::string field = field_before(front);
  if ((rest[0] == '[' || rest[0] == '(') && (sign == "==" || sign == "!="))
    return fmt::format("write {} {} {}", field, sign == "==" ? "in" : "not in", as_list(rest));
  if (rest[0] == '/' && (sign == "==" || sign == "!="))
    return search_advice(field, {sign == "==" ? "=~" : "!~", "", ""}, rest);
  if (rest[0] == '=' && (sign == "==" || sign == "!=")) return fmt::format("write {}", sign);
  if (rest[0] == '>') return "write !=";
  if (rest[0] == ']') return "take the comma away, or write a value behind it";
  if (rest[0] == '.') return "a fraction has a digit in front, 0.5";
  if (rest[0] == '+') return "a number has no + in front";
  if (rest[0] == '$' || rest.starts_with("\xE2\x82\xAC") || rest.starts_with("\xC2\xA3"))
    return "a number stands without its currency";
  if (is_digit(rest[0]) && first_word(rest).find('_') != rest.npos)
    return "a number has no _ in it";
  if (const std::string_view word = first_word(rest); is_digit(rest[0]))
    return word.ends_with("and") || word.ends_with("or")
               ? "a blank is missing behind the number"
               : "a text that starts with a digit stands in quotes";
  for (const std::string_view word : {"not", "in"})
    if (first_word(rest) == word)
      return fmt::format("the text \"{}\" stands in quotes, as it is a word of conditions", word);
  return {};
}

std::string list_hint(std::string_view rest) {
  if (rest.starts_with('(') || rest.starts_with('{'))
    return "the values stand in [ ]: " + as_list(rest);
  if (!rest.empty() && (rest[0] == '"' || rest[0] == '\'' || is_digit(rest[0])))
    return "a single value stands in [ ] as well: " + as_list(rest);
  return {};
}

std::string argument_hint(std::string_view rest) {
  if (rest.empty()) return {};
  if (rest[0] == '"' || rest[0] == '\'')
    return "a field's name has no quotes; one with other signs than letters, digits and _ stands "
           "in backquotes";
  if (is_name_sign(rest[0]))
    return fmt::format("a field of this name stands in backquotes: `{}`", first_word(rest));
  return {};
}

/// `present(a, b)`, `length(zip > 5)`
std::string close_hint(std::string_view before, std::string_view rest) {
  const std::size_t open = before.rfind('(');
  const std::string_view call = open == before.npos ? "" : last_token(before.substr(0, open));
  const std::string_view field = open == before.npos ? "" : trimmed(before.substr(open + 1));
  if (rest.starts_with(',') && !first_word(trimmed(rest.substr(1))).empty() && !field.empty())
    return fmt::format("{0}() takes one field: write {0}({1}) and {0}({2})", call, field,
                       first_word(trimmed(rest.substr(1))));
  if (!rest.empty() && std::string_view("=!<>").find(rest[0]) != rest.npos)
    return fmt::format("close the bracket in front of the comparison: {}({}) ...", call, field);
  return {};
}

std::string path_hint(std::string_view before, std::string_view rest) {
  if (rest.empty()) return {};
  if (rest[0] == '#') return "a comment has a blank in front of its #";
  if (rest[0] == '{') return "nothing is put in place of ${...}: write the field's name";
  if (rest[0] == ',' || (rest[0] == ' ' && !first_word(trimmed(rest)).empty()))
    return "several fields stand in a list, [a, b]; a name with such signs in backquotes";
  if (rest[0] == '(' && !before.empty()) return "a field's name belongs here, not a condition";
  if (trimmed(rest).starts_with('=') || trimmed(rest).starts_with('<') ||
      trimmed(rest).starts_with('>') || trimmed(rest).starts_with('!'))
    return "a field's name belongs here; a comparison stands behind `assert:` or `when:`";
  return {};
}

struct Sign {
  std::string_view start, text;
};
constexpr Sign signs[] = {
    {"<>", "write !="},
    {"=", "write == to compare"},
    {"\xE2\x89\xA5", "write >="},
    {"\xE2\x89\xA4", "write <="},
    {"\xE2\x89\xA0", "write !="},
    {"&", "write and"},
    {"|", "write or"},
    {"!", "write not"},
    {"_", "a number has no _ in it"},
    {"-", "a name with - in it stands in backquotes, a text in quotes"},
    {"/", "a text with / in it stands in quotes"},
    {"\xE2\x80\x9C", "write straight quotes"},
    {"\xE2\x80\x9D", "write straight quotes"},
    {"\xE2\x80\x98", "write straight quotes"},
    {"\xE2\x80\x99", "write straight quotes"},
    {"\xC2\xA0", "this is a no-break space (U+00A0), write a plain one"},
    {"\xE2\x80\x8B", "a sign that cannot be seen (U+200B) stands here, take it away"},
};

std::string sign_hint(const Halt& halt) {
  if (halt.expected.starts_with("the closing")) return {};
  for (const Sign& each : signs)
    if (halt.rest.starts_with(each.start)) return std::string(each.text);
  if (!halt.rest.empty() && static_cast<unsigned char>(halt.rest[0]) >= 0x80)
    return "a name with such letters stands in backquotes, a text in quotes";
  return {};
}

/// `z not null`, `n not between 1 and 5`
std::string negated_hint(const Halt& halt) {
  std::string_view before = trimmed(halt.before);
  before.remove_suffix(3);
  std::size_t size = 0;
  if (starts_with_words(halt.rest, "between", size)) {
    const std::string range = range_advice(field_before(before), trimmed(halt.rest.substr(size)));
    return "write not (" + range.substr(6) + ")";
  }
  return verb_hint(before, "not " + std::string(halt.rest));
}

std::string place_hint(const Halt& halt) {
  const std::string_view expected = halt.expected;
  if (expected.starts_with("and, or") || expected.starts_with("a comparison"))
    return behind_condition(halt);
  if (expected == "a value" && !halt.rest.starts_with('{') && !halt.rest.starts_with('@'))
    return value_hint(halt);
  if (expected.starts_with("[ or a catalog")) return list_hint(halt.rest);
  if (expected == "a field") return argument_hint(halt.rest);
  if (expected == ")") return close_hint(halt.before, halt.rest);
  if (expected == "the end of the path") return path_hint(halt.before, halt.rest);
  if (expected == "last] or ]")
    return "of a list only the last item has a name, [last]; a rule about each stands in `rules:` "
           "under its `items:`";
  if (expected == "the name of a format")
    return "a pattern gets a name under `formats:`, `NAME: {pattern: '...'}`, which is written "
           "here";
  if (expected == "a comma or ]" && (halt.rest.starts_with(';') || halt.rest.starts_with('|')))
    return "commas stand between values";
  if ((expected == "a condition" || expected == "a value") && !halt.rest.empty() &&
      std::string_view("{$@").find(halt.rest[0]) != std::string_view::npos)
    return "a field stands by its plain name";
  if (expected == "in" && trimmed(halt.before).ends_with("not")) return negated_hint(halt);
  if (expected == "a comma or ]" && !halt.rest.empty() && is_name_sign(halt.rest[0]))
    return "a comma is missing, or a text with a blank in it stands in quotes";
  if (expected == "a condition" && !halt.rest.empty() &&
      std::string_view("=<>").find(halt.rest[0]) != std::string_view::npos)
    return "a field stands in front of the comparison";
  if (expected == "a condition" && first_word(halt.rest) == "in")
    return "name the field once more: f not in " + as_list(halt.rest.substr(2));
  if (expected == "a comma" && halt.before.find("matches") != halt.before.npos)
    return "the name of a format follows, matches(f, NAME); inside of { } a text with a comma in "
           "it stands in quotes";
  if (expected == "a comma" && halt.before.find("same") != halt.before.npos)
    return "two fields are compared, same(a, b); inside of { } a text with a comma in it stands in "
           "quotes";
  return {};
}

}  // namespace
}  // namespace slips

std::string condition_hint(const Halt& halt) {
  std::string hint = slips::place_hint(halt);
  return hint.empty() ? slips::sign_hint(halt) : hint;
}

}  // namespace leadlint::parse
