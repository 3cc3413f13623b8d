// Ranges of other languages to two comparisons.
#include "parse/range_hints.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "parse/condition_hints.h"
#include "parse/hint_text.h"
#include "parse/verb_hints.h"

namespace leadlint::parse::slips {

namespace {

/// `1-5`; 0: there is none, or they are those of a date.
std::size_t dash_between_digits(std::string_view text) {
  std::size_t found = 0;
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (text[i] == '-' && is_digit(text[i - 1]) && is_digit(text[i + 1])) {
      if (found != 0) return 0;
      found = i;
    }
  return found;
}

}  // namespace

/// `between 1 and 5`, `between 1, 5`, `from 1 to 5`
Advice range_advice(std::string_view field, std::string_view rest) {
  rest = trimmed(rest);
  if (!rest.empty() && (rest[0] == '(' || rest[0] == '[')) {
    const std::size_t close = rest.find_first_of(")]");
    rest = trimmed(rest.substr(1, std::min(close, rest.size()) - 1));
  }
  std::size_t end = rest.npos, behind = 0;
  for (const std::string_view sign :
       {"..", ", ", ",", " - ", "\xE2\x80\xA6", "\xE2\x80\x93"})  // (an ellipsis, a dash)
    if (const std::size_t at = rest.find(sign); at < end) {
      end = at;
      behind = std::min(rest.find_first_not_of(". ", at + sign.size()), rest.size());
      if (behind < rest.size() && rest[behind] == '.') behind = rest.size();
    }
  for (std::size_t at = 0, size = 0; at < rest.size() && at < end; ++at)
    if (is_white(rest[at]))
      for (const std::string_view joint : {"and", "to", "through", "up to"})
        if (at < end && starts_with_words(rest.substr(at + 1), joint, size)) {
          end = at;
          behind = at + 1 + size;
        }
  if (end == rest.npos)
    if (const std::size_t dash = dash_between_digits(first_token(rest)); dash != 0) {
      end = dash;
      behind = dash + 1;
    }
  if (end == rest.npos || behind >= rest.size()) return {};
  // (`1..<5` and `1..=5` of other languages)
  const bool excludes = rest.substr(end, 2) == ".." && rest[behind] == '<';
  if (excludes || (rest.substr(end, 2) == ".." && rest[behind] == '=')) ++behind;
  const std::string_view low = trimmed(rest.substr(0, end));
  const std::string_view high = up_to_joint(trimmed(rest.substr(behind)));
  const Advice first = comparison_advice(field, ">=", low);
  const Advice second = comparison_advice(field, excludes ? "<" : "<=", high);
  if (!first.is_condition()) return first;
  if (!second.is_condition()) return second;
  if (low.empty() || high.empty()) return {};
  return Advice::both(first.to_write(), second.to_write());
}

std::string in_range_advice(std::string_view before, std::string_view rest) {
  std::string_view front = trimmed(before);
  const auto take_last = [&front](std::string_view word) {
    if (lowered(last_token(front)) != word) return false;
    front = trimmed(front.substr(0, front.size() - word.size()));
    return true;
  };
  const bool range = take_last("range");
  if (!take_last("in")) return {};
  const bool negated = take_last("not");
  const std::string_view ends = trimmed(rest);
  std::size_t size = 0;
  bool joint = false;
  for (const std::string_view to : {"to", "through", "up to"}) {
    const std::string_view behind = trimmed(ends.substr(first_token(ends).size()));
    joint = joint || (starts_with_words(behind, to, size) && !ends.starts_with('"'));
  }
  const std::string_view inside = ends.substr(0, ends.find_first_of(")]"));
  bool dots = dash_between_digits(inside) != 0;
  for (const std::string_view sign : {"..", "\xE2\x80\xA6", "\xE2\x80\x93", " to "})
    dots = dots || inside.find(sign) != inside.npos;
  if (!range && !joint && !dots) return {};
  const std::string field = field_before(front);
  const Advice advice = range_advice(field, ends);
  return bracketed(front, field, negated ? advice.negated() : advice);
}

std::string range_call_advice(std::string_view before, std::string_view function,
                              std::string_view rest) {
  const std::string word = lowered(function);
  constexpr std::array names{"range", "between", "inrange", "in_range", "isbetween", "is_between"};
  if (std::ranges::find(names, word) == names.end()) return {};
  rest = trimmed(rest);
  if (!rest.starts_with('(')) return {};
  const std::string_view arguments = rest.substr(1, std::min(rest.find(')'), rest.size()) - 1);
  const std::size_t comma = std::min(arguments.find(','), arguments.size());
  const std::string_view first = trimmed(arguments.substr(0, comma));
  const std::string_view others = arguments.substr(std::min(comma + 1, arguments.size()));
  if (others.find(',') != others.npos && !first.empty() && is_letter(first[0]))
    if (const Advice advice = range_advice(first, others); !advice.empty())
      return bracketed(before, first, advice);
  const Advice advice = range_advice("f", arguments);
  return "two comparisons say so, of the field, f: " +
         (advice.is_condition() ? advice.to_write() : "f >= 1 and f <= 5");
}

std::string equal_range_advice(std::string_view before, std::string_view rest) {
  const std::string_view low = last_token(before);
  std::string_view front = trimmed(before);
  front = trimmed(front.substr(0, front.size() - std::min(front.size(), low.size())));
  const std::string_view sign = last_token(front);
  if (!rest.starts_with("..") || (sign != "==" && sign != "!=")) return {};
  front.remove_suffix(sign.size());
  return in_range_advice(fmt::format("{} {}", front, sign == "==" ? "in" : "not in"),
                         fmt::format("{}{}", low, rest));
}

}  // namespace leadlint::parse::slips
