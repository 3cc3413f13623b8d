// A number is sign, digits and a power of ten. Digits and power are made the only ones: no zero
// stands first or last. What is written out is bounded; a number with more places (1e400000) keeps
// its digits and its power, behind a byte that no text has.
#include "history/number_key.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace leadlint::history {
namespace {

constexpr std::int64_t max_places = 1000;
constexpr std::size_t max_exponent_digits = 12;
constexpr char no_text = '\xFF';

bool is_key_digit(char sign) noexcept { return sign >= '0' && sign <= '9'; }

std::size_t count_digits(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_key_digit) - text.begin());
}

struct Decimal {
  bool negative = false;
  std::string_view whole, fraction, exponent;  // digits; the exponent with its sign
};

/// Takes a number of JSON apart.
Decimal take_apart(std::string_view spelling) noexcept {
  Decimal number;
  number.negative = spelling.starts_with('-');
  if (number.negative) spelling.remove_prefix(1);
  number.whole = spelling.substr(0, count_digits(spelling));
  spelling.remove_prefix(number.whole.size());
  if (spelling.starts_with('.')) {
    spelling.remove_prefix(1);
    number.fraction = spelling.substr(0, count_digits(spelling));
    spelling.remove_prefix(number.fraction.size());
  }
  if (!spelling.empty()) number.exponent = spelling.substr(1);
  return number;
}

/// False: it has more digits than any number that is meant.
bool read_exponent(std::string_view text, std::int64_t& exponent) noexcept {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  if (text.size() > max_exponent_digits) return false;
  exponent = 0;
  for (const char digit : text) exponent = exponent * 10 + (digit - '0');
  if (negative) exponent = -exponent;
  return true;
}

void write_plain(std::string& room, std::string_view digits, std::int64_t power) {
  const auto size = static_cast<std::int64_t>(digits.size());
  if (power >= 0) {
    room.append(digits).append(static_cast<std::size_t>(power), '0');
  } else if (size + power > 0) {
    const auto whole = static_cast<std::size_t>(size + power);
    room.append(digits.substr(0, whole)).append(1, '.').append(digits.substr(whole));
  } else {
    room.append("0.").append(static_cast<std::size_t>(-power - size), '0').append(digits);
  }
}

}  // namespace

std::string_view key_of_number(std::string_view spelling, std::string& room) {
  const std::size_t sign = spelling.starts_with('-') ? 1 : 0;
  if (spelling.size() <= static_cast<std::size_t>(max_places) && spelling != "-0" &&
      count_digits(spelling.substr(sign)) + sign == spelling.size())
    return spelling;  // nearly always
  const Decimal number = take_apart(spelling);
  std::int64_t power = 0;
  std::string digits;
  digits.reserve(number.whole.size() + number.fraction.size());
  digits.append(number.whole).append(number.fraction);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  room.clear();
  if (digits.empty()) return room = "0";
  if (number.negative) room += '-';
  if (!read_exponent(number.exponent, power)) return room = no_text + std::string{spelling};
  power -= static_cast<std::int64_t>(number.fraction.size());
  const std::size_t last = digits.find_last_not_of('0');
  power += static_cast<std::int64_t>(digits.size() - last - 1);
  digits.resize(last + 1);
  const auto size = static_cast<std::int64_t>(digits.size());
  const std::int64_t places = size + std::max<std::int64_t>(power, -power);
  if (places <= max_places) {
    write_plain(room, digits, power);
  } else {
    room.insert(0, 1, no_text);
    room.append(digits).append(1, 'e').append(std::to_string(power));
  }
  return room;
}

std::string_view key_of_text(std::string_view text, std::string& room) {
  std::string_view rest = text;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  const std::size_t whole = count_digits(rest);
  if (whole == 0 || (whole > 1 && rest.front() == '0')) return text;
  rest.remove_prefix(whole);
  if (!rest.empty() && (rest.size() == 1 || rest.front() != '.' ||
                        rest.find_first_not_of('0', 1) != std::string_view::npos))
    return text;
  return key_of_number(text, room);
}

}  // namespace leadlint::history
