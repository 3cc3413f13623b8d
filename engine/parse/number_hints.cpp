// See number_hints.h. Tests: tests/condition_hints_test.cpp.
#include "parse/number_hints.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "finding/words.h"
#include "parse/hint_text.h"
#include "text/digit_letters.h"

namespace leadlint::parse {
namespace {

using slips::is_letter;

constexpr std::array currencies{std::string_view{"$"}, std::string_view{"\xE2\x82\xAC"},
                                std::string_view{"\xC2\xA3"}, std::string_view{"\xC2\xA5"}};

bool take(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) digits.remove_prefix(1);
  return std::string(digits);
}

/// `0x10`, `0b11`, `0o17`
std::string of_base(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return {};
  const char sign = lowered(text.substr(1, 1))[0];
  const int base = sign == 'x' ? 16 : sign == 'o' ? 8 : sign == 'b' ? 2 : 0;
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  if (base == 0) return {};
  const auto [stop, error] = std::from_chars(text.data() + 2, end, value, base);
  return error == std::errc{} && stop == end ? std::to_string(value) : "";
}

/// `1/2`: a fraction with few digits.
std::string of_fraction(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos || slash > 6 || text.size() > 13) return {};
  const std::string_view above = text.substr(0, slash), below = text.substr(slash + 1);
  if (!all_digits(above) || !all_digits(below)) return {};
  const double divisor = std::stod(std::string(below));
  return divisor == 0 ? "" : fmt::format("{:.6g}", std::stod(std::string(above)) / divisor);
}

/// Digits in groups of three behind one sign, perhaps with a fraction: `1,000`, `1.000.000,50`.
std::string of_groups(std::string_view text, std::string_view sign, char point) {
  std::string digits;
  std::size_t groups = 0;
  const std::size_t fraction = std::min(text.rfind(point), text.size());
  for (std::size_t i = 0; i < fraction;) {
    const std::size_t end = std::min(text.find(sign, i), fraction);
    const std::string_view group = text.substr(i, end - i);
    if (!all_digits(group) || (groups > 0 ? group.size() != 3 : group.size() > 3)) return {};
    digits += group;
    ++groups;
    i = end + (end < fraction ? sign.size() : 0);
    if (end < fraction && i >= fraction) return {};
  }
  if (groups < 2) return {};
  std::string_view behind = text.substr(std::min(fraction + 1, text.size()));
  if (fraction < text.size() && !all_digits(behind)) return {};
  while (behind.ends_with('0')) behind.remove_suffix(1);
  return behind.empty() ? digits : digits + "." + std::string(behind);
}

/// `5k`, `2M`, `30days`; other letters make a text of it.
std::string of_unit(std::string_view text, bool& scaled) {
  static constexpr std::array units{
      std::string_view{"days"}, std::string_view{"day"},   std::string_view{"hours"},
      std::string_view{"h"},    std::string_view{"min"},   std::string_view{"s"},
      std::string_view{"px"},   std::string_view{"kg"},    std::string_view{"km"},
      std::string_view{"m2"},   std::string_view{"sqft"},  std::string_view{"lbs"},
      std::string_view{"eur"},  std::string_view{"usd"},   std::string_view{"euros"},
      std::string_view{"pct"},  std::string_view{"chars"}, std::string_view{"percent"}};
  const auto letter = std::ranges::find_if(text, is_letter);
  const auto size = static_cast<std::size_t>(letter - text.begin());
  const std::string_view digits = text.substr(0, size);
  const std::string unit = lowered(text.substr(size));
  scaled = unit == "k" || unit == "m" || unit == "mio";
  if (!all_digits(digits) || (!scaled && std::ranges::find(units, unit) == units.end())) return {};
  return without_zeros(digits) + (unit == "k" ? "000" : scaled ? "000000" : "");
}

bool is_plain(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  return all_digits(whole) && (whole.size() == 1 || whole[0] != '0') &&
         (point == text.npos || all_digits(text.substr(point + 1)));
}

/// Without a sign, a currency and a per cent.
MeantNumber of_body(std::string_view text) {
  if (text.empty() || is_plain(text)) return {std::string(text), ""};
  if (std::string number = of_base(text); !number.empty())
    return {number, "a number is written in decimal"};
  if (std::string number = of_fraction(text); !number.empty())
    return {number, "a fraction is written with a point"};
  if (text.starts_with('.') && all_digits(text.substr(1)))
    return {"0" + std::string(text), "a fraction has a digit in front"};
  if (text.ends_with('.') && all_digits(text.substr(0, text.size() - 1)))
    return {std::string(text.substr(0, text.size() - 1)), "a point stands between digits"};
  if (text.find('_') != text.npos) {
    std::string digits(text);
    std::erase(digits, '_');
    return is_plain(digits) ? MeantNumber{digits, "a number has no _ in it"} : MeantNumber{};
  }
  if (std::string number = of_groups(text, ",", '.'); !number.empty())
    return {number, "a number has no comma"};
  for (const std::string_view sign : {".", "'", " "})
    if (std::string number = of_groups(text, sign, ','); !number.empty())
      return {number, "the digits of a number stand together"};
  if (const std::size_t comma = text.find(',');
      comma != text.npos && all_digits(text.substr(0, comma)) && all_digits(text.substr(comma + 1)))
    return {std::string(text.substr(0, comma)) + "." + std::string(text.substr(comma + 1)),
            "a fraction is written with a point"};
  const std::string cut = without_zeros(text);
  if (is_plain(cut)) return {cut, "a number has no 0 in front"};
  if (const auto digits = digits_for_letters(text); digits && is_plain(digits->text))
    return {digits->text, in_words(Say::sign_letter_for_digit,
                                   {{"letter", std::string_view(&digits->letter, 1)}})};
  bool scaled = false;
  if (std::string number = of_unit(text, scaled); !number.empty())
    return {number, scaled ? "a number has no letter behind it" : "a number stands without a unit"};
  return {};
}

}  // namespace

MeantNumber meant_number(std::string_view text) {
  text = slips::trimmed(text);
  std::string_view why;
  std::string sign;
  if (take(text, "+")) why = "a number has no + in front";
  for (const std::string_view minus : {"-", "\xE2\x88\x92", "\xE2\x80\x93"})
    if (sign.empty() && take(text, minus)) {
      sign = "-";
      if (minus != "-") why = "a minus is the sign -";
    }
  if (text.starts_with(' ')) why = "the sign stands at its number";
  text = slips::trimmed(text);
  for (const std::string_view currency : currencies) {
    if (take(text, currency)) why = "a number stands without its currency";
    if (text.ends_with(currency) && text.size() > currency.size()) {
      text.remove_suffix(currency.size());
      why = "a number stands without its currency";
    }
  }
  if (text.ends_with('%')) {
    text.remove_suffix(1);
    why = "a number has no %";
  }
  MeantNumber meant = of_body(slips::trimmed(text));
  if (meant.number.empty()) return {};
  if (meant.why.empty()) meant.why = why;
  if (meant.why.empty()) return {};
  if (meant.number != "0") meant.number.insert(0, sign);
  return meant;
}

std::string_view number_run(std::string_view text) {
  std::string_view rest = text;
  for (const std::string_view sign : {"+", "-", "\xE2\x88\x92", "\xE2\x80\x93"})
    if (take(rest, sign)) break;
  while (take(rest, " ")) {
  }
  for (const std::string_view currency : currencies) take(rest, currency);
  std::size_t i = 0;
  const auto digit_at = [&rest](std::size_t at) { return at < rest.size() && is_digit(rest[at]); };
  while (i < rest.size()) {
    const char c = rest[i];
    const bool group = c == ' ' && i > 0 && is_digit(rest[i - 1]) && digit_at(i + 1) &&
                       digit_at(i + 2) && digit_at(i + 3) && !digit_at(i + 4);
    const bool inside = (c == ',' || c == '\'' || c == '/') && i > 0 && digit_at(i + 1);
    if (!slips::is_name_sign(c) && c != '.' && !group && !inside) break;
    ++i;
  }
  rest.remove_prefix(i);
  std::string_view behind = rest;
  while (take(behind, " ")) {
  }
  for (const std::string_view sign : {"%", "$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5"})
    if (take(behind, sign)) {
      rest = behind;
      break;
    }
  return text.substr(0, text.size() - rest.size());
}

}  // namespace leadlint::parse
