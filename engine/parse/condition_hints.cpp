// See condition_hints.h. What is advised is to compile: tests/condition_hints_test.cpp reads it
// back.
#include "parse/condition_hints.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "model/words.h"
#include "parse/hint_text.h"
#include "parse/number_hints.h"
#include "parse/range_hints.h"
#include "parse/verb_hints.h"

namespace leadlint::parse {
namespace slips {
namespace {

// -------------------------------------------------------- what stands in front and does not belong

std::string prefix_hint(std::string_view before, std::string_view rest) {
  const std::string word = lowered(last_token(before));
  std::string name{first_word(rest)};
  if (name.empty()) return {};
  if (word == "not") return "write not in lower case";
  if (word == "between") {
    return range_advice(name, rest.substr(name.size())).in_brackets();
  }
  if (word == "if" || word == "when" || word == "where")
    return "take `" + word + "` away: the key in front says it";
  if (word == "unless") return "write not (...)";
  if (word == "case") return "write the cases as rules of their own, each with its `when:`";
  if (word == "both" || word == "either")
    return "take `" + word + "` away: " + (word == "both" ? "a and b" : "a or b");
  if (word == "neither") return "write not (a or b)";
  // (`has o.e`)
  while (rest.size() > name.size() + 1 && rest[name.size()] == '.' &&
         is_letter(rest[name.size() + 1]))
    name += '.' + std::string(first_word(rest.substr(name.size() + 1)));
  for (const model::FunctionRow& function : model::function_rows)
    if (function.takes == model::Arguments::field && word == function.name)
      return fmt::format("write {}({})", word, name);
  if (word == "exists" || word == "has" || word == "defined" || word == "given" || word == "with" ||
      word == "having" || word == "isset" || word == "is_defined" || word == "has_value")
    return "write present(" + name + ")";
  if (word == "missing" || word == "isnull" || word == "no" || word == "without")
    return "write absent(" + name + ")";
  if (word == "empty") return "write blank(" + name + ")";
  if (word == "length" || word == "len") return "write length(" + name + ")";
  if (word == "any" || word == "all" || word == "every" || word == "some" || word == "each")
    return "a rule about each item of a list stands in `rules:` under its `items:`";
  return {};
}

/// `label == Very Hot`, `n > 5 euros`
std::string several_words(std::string_view before, std::string_view rest) {
  const std::string_view last = last_token(before);
  if (rest.empty() || !is_compared(before) || last.empty()) return {};
  if ((rest[0] == '"' || rest[0] == '\'') && is_letter(last[0]))
    return fmt::format("a text in quotes stands alone: take `{}` away", last);
  if (!is_letter(rest[0])) return {};
  if (is_digit(last[0]))
    return fmt::format("a number stands alone: take `{}` away", first_word(rest));
  return fmt::format("a text with a blank in it stands in quotes: \"{} {}\"", last,
                     shown_value(rest));
}

/// What stands behind the last bracket that nothing closes; all, where there is none.
std::string_view behind_open_bracket(std::string_view text) {
  std::size_t closed = 0;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == ')') ++closed;
    if (text[at] == '(' && closed-- == 0) return text.substr(at + 1);
  }
  return text;
}

/// `0 < amount < 10`, `n >= 1 <= 5`
std::string chain_hint(std::string_view before, std::string_view rest) {
  std::string_view front = trimmed(before);
  if (front.ends_with(')')) {
    const std::size_t open = front.rfind('(');
    const std::string_view call = open == front.npos ? front : front.substr(0, open);
    if (model::value_function(last_token(call)) == nullptr)
      return "a condition is not compared: take `" + shown_value(rest) + "` away, or write not";
  }
  for (const std::string_view joint : {" and ", " or "})
    if (const std::size_t at = front.rfind(joint); at != front.npos)
      front = front.substr(at + joint.size());
  front = behind_open_bracket(front);
  std::size_t size = 0;
  const bool inverted = starts_with_words(trimmed(front), "not", size);
  if (inverted) front = trimmed(trimmed(front).substr(size));
  const std::string_view last = last_token(front);
  const std::size_t sign = front.find_first_of("=!<>");
  if (front.size() > max_shown || last.empty() || last == "the text" || sign == front.npos)
    return "comparisons do not chain: write a == b and b == c";
  const std::string_view field = is_digit(last[0]) ? trimmed(front.substr(0, sign)) : last;
  const std::string both = fmt::format("{} and {} {}", front, field, shown_value(rest));
  return fmt::format("comparisons do not chain: write {}", inverted ? "(" + both + ")" : both);
}

/// `s.startsWith("x")`, `zip.length()`
std::string method_hint(std::string_view before, std::string_view rest) {
  const std::string_view last = last_token(before);
  const std::size_t dot = last.rfind('.');
  if (dot == last.npos) return {};
  const std::string_view field = last.substr(0, dot);
  const std::string method = lowered(last.substr(dot + 1));
  if (method == "isnotempty" || method == "isnotblank")
    return fmt::format("write not blank({})", field);
  if (method == "isnotnull" || method == "notnull") return fmt::format("write present({})", field);
  if (method == "changed" || method == "haschanged") return fmt::format("write changed({})", field);
  if (method == "isempty" || method == "isblank") return fmt::format("write blank({})", field);
  if (method == "exists" || method == "present") return fmt::format("write present({})", field);
  if (method == "isnull" || method == "missing") return fmt::format("write absent({})", field);
  if (!rest.starts_with('(') && !rest.starts_with('?')) return {};
  if (method == "has" || method == "defined" || method == "isdefined" || method == "ispresent" ||
      method == "isset" || method == "any" || method == "given")
    return fmt::format("write present({})", field);
  if (method == "nil" || method == "null" || method == "isundefined" || method == "isnone")
    return fmt::format("write absent({})", field);
  if (method == "empty" || method == "blank") return fmt::format("write blank({})", field);
  if (rest.starts_with('?')) return {};
  if (method == "between" || method == "inrange" || method == "in_range")
    return bracketed(before, last, range_advice(field, rest));
  if (method == "length" || method == "size" || method == "count" || method == "len")
    return fmt::format("write length({})", field);
  if (method.find("lower") != method.npos || method.find("upper") != method.npos)
    return fmt::format("write {}, and `case: ignore` at the field", field);
  if (method == "trim" || method == "strip")
    return fmt::format("write {}, and `trimmed: true` at the field", field);
  const std::string_view argument = rest.substr(1, std::min(rest.find(')'), rest.size()) - 1);
  for (const Search& search : searches())
    if (search.words == method) return search_advice(field, search, argument);
  if (method == "equals" || method == "eq" || method == "is")
    return comparison_advice(field, "==", argument);
  if (method == "in" || method == "isin" || method == "in_" || method == "oneof")
    return fmt::format("write {} in {}", field, as_list(argument));
  for (const std::string_view of_each : {"any", "all", "some", "every", "filter", "map", "find"})
    if (method == of_each)
      return "a rule about each item of a list stands in `rules:` under its `items:`";
  return "there are no methods here";
}

/// `write n > 5`, or the value alone where no comparison stands in front of it.
std::string written_as(std::string_view before, std::string_view value) {
  const std::string_view sign = last_token(before);
  if (sign.empty() || sign.find_first_not_of("=!<>") != sign.npos)
    return fmt::format("write {}", value);
  std::string_view front = trimmed(before);
  front.remove_suffix(sign.size());
  return fmt::format("write {} {} {}", field_before(front), sign, value);
}

/// What stands behind a number, or where one is to stand: `5k`, `1 000`, `- 5`.
std::string meant_number_hint(std::string_view before, std::string_view text) {
  const std::string_view run = number_run(text);
  const std::string_view behind = text.substr(run.size());
  const bool date = behind.size() > 1 && behind[0] == '-' && is_name_sign(behind[1]);
  const MeantNumber meant = meant_number(run);
  if (meant.number.empty() || date) return {};
  const bool letters = std::ranges::any_of(run, is_letter);
  return fmt::format("{}: {}{}", meant.why, written_as(before, meant.number),
                     letters ? "; a text that starts with a digit stands in quotes" : "");
}

std::string number_hint(std::string_view before, std::string_view rest) {
  const std::string_view last = last_token(before);
  if (last.empty() || !is_digit(last[0]) || rest.empty()) return {};
  const std::string_view front =
      before.substr(0, static_cast<std::size_t>(last.data() - before.data()));
  // (The two stand behind one another in the condition.)
  const std::string_view whole(last.data(),
                               static_cast<std::size_t>(rest.data() + rest.size() - last.data()));
  if (number_run(whole).size() > last.size())
    if (std::string hint = meant_number_hint(front, whole); !hint.empty()) return hint;
  const std::string_view digits = first_word(rest.substr(1));
  const bool date = (rest[0] == '-' || rest[0] == '/') && !digits.empty() && is_digit(digits[0]);
  if (!date && (rest[0] != ':' || digits.empty())) return {};
  return fmt::format("a {} stands in quotes{}", date ? "date" : "time",
                     date ? ", or without as 2025-03-01" : ", as in \"09:00\"");
}

/// `d + 1 day > e`
std::string time_span_hint(std::string_view before, std::string_view rest) {
  const std::string_view count = last_token(before);
  const std::string unit = lowered(first_word(rest));
  // (Hours, days and weeks are taken, and so are no months: they are not of one length.)
  const bool month = unit == "month" || unit == "months", year = unit == "year" || unit == "years";
  std::string_view meant;
  for (const auto& [word, ours] : {std::pair{"sec", "seconds"},
                                   {"secs", "seconds"},
                                   {"s", "seconds"},
                                   {"min", "minutes"},
                                   {"mins", "minutes"},
                                   {"m", "minutes"},
                                   {"h", "hours"},
                                   {"hr", "hours"},
                                   {"hrs", "hours"},
                                   {"d", "days"},
                                   {"w", "weeks"}})
    if (unit == word) meant = ours;
  std::string_view front = trimmed(before);
  front = trimmed(front.substr(0, front.size() - std::min(front.size(), count.size())));
  const bool added = front.ends_with('+') || front.ends_with('-');
  if (!added || count.size() > 6 || !std::ranges::all_of(count, is_digit)) return {};
  if (month || year)
    return fmt::format("{}s have no fixed length: write {} {} days", month ? "month" : "year",
                       front.back(), std::stol(std::string(count)) * (month ? 30 : 365));
  return meant.empty() ? "" : fmt::format("write {} {} {}", front.back(), count, meant);
}

/// `s == any of A, B`, `s == either A or B`
std::string choice_hint(std::string_view before, std::string_view rest) {
  const std::string_view last = last_token(before);
  const std::string word = lowered(last);
  std::size_t size = 0;
  if (starts_with_words(rest, "of", size))
    rest = trimmed(rest.substr(size));
  else if (word != "either")
    return {};
  if (word != "any" && word != "either" && word != "one" && word != "none") return {};
  if (!is_compared(before)) return {};
  std::string_view front = trimmed(before);
  front = trimmed(front.substr(0, front.size() - last.size()));
  const bool negated = word == "none" || last_token(front) == "!=";
  front.remove_suffix(last_token(front).size());
  return fmt::format("write {} {} {}", field_before(front), negated ? "not in" : "in",
                     list_of_words(rest));
}

/// `s in A, B`
std::string open_list_hint(std::string_view before, std::string_view rest) {
  const std::string_view first = last_token(before);
  std::string_view front = trimmed(before);
  front = trimmed(front.substr(0, front.size() - std::min(front.size(), first.size())));
  if (rest.empty() || rest[0] != ',' || last_token(front) != "in") return {};
  front.remove_suffix(2);
  return fmt::format("write {} in {}", field_before(front),
                     list_of_words(std::string(first) + std::string(rest)));
}

/// `zip == A*`
std::string wildcard_hint(std::string_view before, std::string_view rest) {
  const std::string_view text = last_token(before);
  std::string_view front = trimmed(before);
  front = trimmed(front.substr(0, front.size() - text.size()));
  const std::string_view sign = last_token(front);
  front.remove_suffix(sign.size());
  const Search search{sign == "!=" ? "not like" : "like", "", "", true};
  return search_advice(field_before(front), search, fmt::format("{}{}", text, first_token(rest)));
}

/// `s A`
std::string no_comparison(std::string_view before, std::string_view rest) {
  const std::string_view last = last_token(before);
  const bool name = !last.empty() && is_letter(last[0]) && last != "the text";
  const bool value = !rest.empty() && (is_name_sign(rest[0]) || rest[0] == '"' || rest[0] == '\'');
  if (!name || !value || is_compared(before)) return {};
  // (Of several words the first may be a comparison that is not known here.)
  const std::string meant = shown_value(rest);
  const bool alone =
      meant[0] == '"' || meant[0] == '\'' || first_word(meant).size() == meant.size();
  if (!alone) return {};
  const Advice advice = comparison_advice(last, "==", rest);
  return (advice.is_condition() ? "a comparison is missing: " : "") + advice.text();
}

/// `o->e`, `o/e`, `o:e`, `o?.e`
std::string member_hint(std::string_view before, std::string_view rest) {
  const std::string_view last = last_token(before);
  if (last.empty() || !is_letter(last[0]) || is_white(before.back()) || is_compared(before) ||
      rest.empty())
    return {};
  std::size_t sign = rest[0] == '/' || rest[0] == ':' ? 1 : 0;
  for (const std::string_view arrow : {"->", "::", "?."})
    if (rest.starts_with(arrow)) sign = arrow.size();
  const std::string_view name = rest.substr(sign, rest.find_first_of(" \t=<>!)", sign) - sign);
  if (sign == 0 && rest[0] == '?') {
    if (std::string meant = method_hint(before, rest); !meant.empty()) return meant;
    std::size_t size = 0;
    const std::string_view behind = trimmed(rest.substr(1));
    const bool asked = behind.empty() || behind[0] == ')' ||
                       starts_with_words(behind, "and", size) ||
                       starts_with_words(behind, "or", size);
    return asked ? fmt::format("write present({})", last)
                 : "what is not there compares as false: take the ? away";
  }
  if (sign == 0 || name.empty() || !is_letter(name[0])) return {};
  const std::string_view behind = trimmed(rest.substr(sign + name.size()));
  // (`s:A`, `a/2`)
  if (rest[0] == ':' && (behind.empty() || std::string_view("=<>!").find(behind[0]) == behind.npos))
    return {};
  std::string path(name);
  std::ranges::replace(path, '/', '.');
  if (!std::ranges::all_of(path, [](char c) { return is_name_sign(c) || c == '.'; })) return {};
  return fmt::format("a member stands behind a point: write {}.{}", last, path);
}

/// `// why`, `/* why */`, `-- why`
std::string comment_hint(std::string_view rest) {
  for (const std::string_view comment : {"//", "/*", "--", "#"})
    if (rest.starts_with(comment))
      return "a comment cannot stand inside of a text: put it on a line of its own, behind a #";
  return {};
}

/// `n = null`, `s = [A, B]`
std::string equals_hint(std::string_view before, std::string_view rest) {
  if (rest.size() < 2 || rest[0] != '=' || std::string_view("=<>~!").find(rest[1]) != rest.npos)
    return {};
  const Advice advice = comparison_advice(field_before(before), "==", rest.substr(1));
  return advice.is_comparison() ? "write == to compare" : advice.text();
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
  std::string hint =
      first_of({comment_hint(rest), member_hint(halt.before, rest),
                in_range_advice(halt.before, rest), equal_range_advice(halt.before, rest),
                equals_hint(halt.before, rest), time_span_hint(halt.before, rest),
                number_hint(halt.before, rest), method_hint(halt.before, rest),
                choice_hint(halt.before, rest), prefix_hint(halt.before, rest),
                verb_hint(halt.before, rest), open_list_hint(halt.before, rest),
                several_words(halt.before, rest), no_comparison(halt.before, rest)});
  if (!hint.empty() || rest.empty()) return hint;
  if (rest[0] == ',') return "conditions are joined by and, or; several values stand in [ ]";
  if (rest[0] == ';') return "conditions are joined by and, or; nothing stands at their end";
  if (rest[0] == '?') return "? : is not known: write the cases as rules of their own";
  if (rest[0] == ')')
    return std::ranges::count(halt.before, '(') > std::ranges::count(halt.before, ')')
               ? "( ) stand around conditions, and not within a calculation"
               : "no ( is open here";
  if (rest[0] == '*') {
    const bool wild = rest.size() == 1 || !is_name_sign(rest[1]);
    return wild && is_compared(halt.before) && !is_white(halt.before.back())
               ? wildcard_hint(halt.before, rest)
               : "a product has blanks around its *: a * b";
  }
  if (std::string_view("%^").find(rest[0]) != rest.npos || rest.starts_with("/ "))
    return "conditions only add, subtract and multiply";
  return {};
}

// ------------------------------------------------------------------------------------ other places

/// `> =`, `===`, `<>`, `><`, `>>`: a comparison, and a sign behind it that is part of no value.
std::string_view joined_sign(std::string_view sign, char next) {
  if (next == '=') return sign == "<" ? "<=" : sign == ">" ? ">=" : sign;
  if (sign == "<" || sign == ">") return next == sign[0] ? sign : "!=";
  return sign;
}

/// `o == {}`
std::string empty_object_hint(std::string_view before) {
  const std::string_view sign = last_token(before);
  if (sign != "==" && sign != "!=") return {};
  before = trimmed(before);
  before.remove_suffix(sign.size());
  return fmt::format("write {}({})", sign == "==" ? "absent" : "present", field_before(before));
}

std::string value_hint(const Halt& halt) {
  const std::string_view rest = halt.rest, sign = last_token(halt.before);
  if (rest.empty()) return {};
  std::string_view front = trimmed(halt.before);
  front.remove_suffix(std::min(front.size(), sign.size()));
  const std::string field = field_before(front);
  if ((rest[0] == '[' || rest[0] == '(') && (sign == "==" || sign == "!=")) {
    std::string range =
        in_range_advice(std::string(front) + (sign == "==" ? "in" : "not in"), rest);
    return range.empty() ? comparison_advice(field, sign, rest).text() : range;
  }
  if (rest[0] == '/' && (sign == "==" || sign == "!="))
    return search_advice(field, {sign == "==" ? "=~" : "!~", "", ""}, rest);
  if (rest[0] == '=' || rest[0] == '>' || rest[0] == '<')
    return comparison_advice(field, joined_sign(sign, rest[0]), rest.substr(1));
  if (first_token(rest) == "*") return fmt::format("write present({})", field);
  if (rest[0] == ']') return "take the comma away, or write a value behind it";
  const bool blank_missing =
      is_digit(rest[0]) && (first_word(rest).ends_with("and") || first_word(rest).ends_with("or"));
  if (!blank_missing)
    if (std::string hint = meant_number_hint(halt.before, rest); !hint.empty()) return hint;
  if (is_digit(rest[0]))
    return blank_missing ? "a blank is missing behind the number"
                         : "a text that starts with a digit stands in quotes";
  std::size_t size = 0;
  if (sign == "==" && starts_with_words(rest, "not", size) && !trimmed(rest.substr(size)).empty())
    return comparison_advice(field, "!=", rest.substr(size));
  for (const std::string_view word : {"not", "in"})
    if (first_word(rest) == word)
      return fmt::format("the text \"{}\" stands in quotes, as it is a word of conditions", word);
  return {};
}

std::string list_hint(std::string_view before, std::string_view rest) {
  if (std::string hint = in_range_advice(before, rest); !hint.empty()) return hint;
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
  if (rest.starts_with(',') && call == "same")
    return "same() takes two fields: write same(a, b) and same(b, c)";
  if (rest.starts_with(',') && call == "matches") return "matches() takes a field and a format";
  for (const std::string_view part : {"starts_with", "ends_with", "contains"})
    if (rest.starts_with(',') && call == part)
      return fmt::format(
          "{0}() takes a field, and a text in quotes or a field: write {0}(a, \"x\") "
          "or {0}(a, \"y\")",
          call);
  if (rest.starts_with(',') && !first_word(trimmed(rest.substr(1))).empty() && !field.empty())
    return fmt::format(
        "{}() takes one field: {}", call,
        bracketed(before.substr(0, open), call,
                  Advice::both(fmt::format("{}({})", call, field),
                               fmt::format("{}({})", call, first_word(trimmed(rest.substr(1))))))
            .text());
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
    {"\xE2\x80\x93", "write - for a minus"},
    {"\xE2\x88\x92", "write - for a minus"},
    {"\xEF\xBC\x9D", "write == to compare"},
    {"\xE2\x86\x92", "a rule says with its verb what follows: `when: ...` and `require: f`"},
    {"\xC3\x97", "conditions do not calculate"},
    {"\xC2\xAB", "write straight quotes"},
    {"\xC2\xBB", "write straight quotes"},
    {"\xE2\x80\x9E", "write straight quotes"},
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
    return range_advice(field_before(before), trimmed(halt.rest.substr(size))).negated();
  }
  if (halt.rest.starts_with("-in") || halt.rest.starts_with("_in"))
    return fmt::format("write {} not in {}", field_before(before), as_list(halt.rest.substr(3)));
  std::string meant = verb_hint(before, "not " + std::string(halt.rest));
  if (!meant.empty() || halt.rest.empty()) return meant;
  return comparison_advice(field_before(before), "!=", halt.rest);
}

/// `o["e"]`
std::string bracket_hint(std::string_view before, std::string_view rest) {
  constexpr std::string_view of_lists =
      "of a list only the last item has a name, [last]; a rule about each stands in `rules:` "
      "under its `items:`";
  if (rest.size() < 3 || (rest[0] != '"' && rest[0] != '\'')) return std::string(of_lists);
  const std::string_view name = rest.substr(1, std::min(rest.find(rest[0], 1), rest.size()) - 1);
  before = trimmed(before);
  if (before.ends_with('[')) before.remove_suffix(1);
  const bool plain = !name.empty() && is_letter(name[0]) && std::ranges::all_of(name, is_name_sign);
  const std::string_view quote = plain ? "" : "`";
  return fmt::format("a member stands behind a point: write {}.{}{}{}", last_token(before), quote,
                     name, quote);
}

/// `/o/e`
std::string pointer_hint(std::string_view rest) {
  std::string path(rest.substr(1, rest.find_first_of(" \t=<>!)") - 1));
  std::ranges::replace(path, '/', '.');
  const bool plain = !path.empty() && is_letter(path[0]) && !path.ends_with('.') &&
                     std::ranges::all_of(path, [](char c) { return is_name_sign(c) || c == '.'; });
  return plain ? "a member stands behind a point: write " + path : "";
}

/// The field that is compared, in front of the comparison.
std::string field_in_front(std::string_view before) {
  before = trimmed(before);
  before.remove_suffix(std::min(before.size(), last_token(before).size()));
  return field_before(before);
}

std::string place_hint(const Halt& halt) {
  const std::string_view expected = halt.expected;
  if (expected.starts_with("and, or") || expected.starts_with("a comparison"))
    return behind_condition(halt);
  if (expected == "a value" && !halt.rest.starts_with('{') && !halt.rest.starts_with('@'))
    return value_hint(halt);
  if (expected.starts_with("[ or a catalog")) return list_hint(halt.before, halt.rest);
  if (expected == "a field") return argument_hint(halt.rest);
  if (expected == ")") return close_hint(halt.before, halt.rest);
  if (expected == "the end of the path") return path_hint(halt.before, halt.rest);
  if (expected == "last] or ]") return bracket_hint(halt.before, halt.rest);
  if (expected == "a condition" && halt.rest.starts_with('/')) return pointer_hint(halt.rest);
  if (expected == "a value" && halt.rest.starts_with('{') &&
      halt.rest.find(',') < halt.rest.find('}'))
    return comparison_advice(field_in_front(halt.before), last_token(halt.before), halt.rest);
  if (expected == "the name of a format")
    return "a pattern gets a name under `formats:`, `NAME: {pattern: '...'}`, which is written "
           "here";
  if (expected == "a name" && halt.before.ends_with('.'))
    return trimmed(halt.rest).empty()          ? "take the point at the end away"
           : trimmed(halt.rest).front() == '.' ? "one point stands between two names"
                                               : "";
  if (expected == "a comma or ]" && !halt.rest.empty() &&
      (halt.rest[0] == '"' || halt.rest[0] == '\''))
    return "a comma is missing between two values";
  for (const std::string_view joint : {"and", "or"})
    if (expected == "a comma or ]" && first_word(halt.rest) == joint)
      return "commas stand between the values of a list";
    else if (expected == "a condition" && first_word(halt.rest) == joint)
      return fmt::format("nothing stands in front of this {}: take it away", joint);
  if (expected == "a condition" && halt.rest.empty() && !last_token(halt.before).empty())
    return fmt::format("nothing stands behind {}: take it away", last_token(halt.before));
  if (expected == "a condition" && halt.rest.starts_with('['))
    return "conditions stand in ( ), and a field by its plain name";
  // (`[1:5]`)
  const std::size_t open = halt.before.rfind('[');
  if (expected == "a comma or ]" && halt.rest.starts_with(':') && open != halt.before.npos)
    return in_range_advice(
        halt.before.substr(0, open),
        fmt::format("{}..{}", halt.before.substr(open + 1), halt.rest.substr(1)));
  if (expected == "a comma or ]" && (halt.rest.starts_with(';') || halt.rest.starts_with('|')))
    return "commas stand between values";
  if (expected == "a value" && halt.rest.starts_with('{') &&
      trimmed(halt.rest.substr(1)).starts_with('}'))
    return empty_object_hint(halt.before);
  if ((expected == "a condition" || expected == "a value") && !halt.rest.empty() &&
      std::string_view("{$@%:#").find(halt.rest[0]) != std::string_view::npos)
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
  for (const std::string_view part : {"starts_with", "ends_with", "contains"})
    if (expected == "a comma" && halt.before.find(part) != halt.before.npos)
      return fmt::format(
          "a text in quotes follows, {}(f, \"x\"), or a field; inside of {{ }} a "
          "text with a comma in it stands in quotes",
          part);
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

std::string moment_in_digits(std::string_view before, std::string_view rest) {
  return rest.size() > 1 && is_digit(rest[1]) && std::string_view("-/:").find(rest[0]) != rest.npos
             ? slips::number_hint(before, rest)
             : "";
}

std::string blanks_advice(std::string_view before, std::string_view rest) {
  for (const auto& hint : {slips::comment_hint(rest), slips::member_hint(before, rest)})
    if (!hint.empty()) return hint;
  if (rest.starts_with("->"))
    return "a rule says with its verb what follows: `when: ...` and `require: f`";
  if (rest.starts_with('+')) return "a sum is written a + b";
  return "a name with - in it stands in backquotes, a text in quotes";
}

}  // namespace leadlint::parse
