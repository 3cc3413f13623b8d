// A number is sign, digits and a power of ten. Digits and power are made the only ones: no zero
// stands first or last. What is written out is bounded; a number with more places (1e400000) keeps
// its digits and its power, behind a byte that no text has.
#include "history/number_key.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "text/json_number.h"

namespace leadlint::history {
namespace {

constexpr std::int64_t max_places = 1000;
constexpr std::int64_t max_key_exponent = 999'999'999'999;
constexpr char no_text = '\xFF';

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
      digits_at_front(spelling.substr(sign)) + sign == spelling.size())
    return spelling;  // nearly always
  const NumberParts number = read_number_parts(spelling);
  const std::string_view fraction = number.tail.fraction;
  std::string digits;
  digits.reserve(number.whole.size() + fraction.size());
  digits.append(number.whole).append(fraction);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  room.clear();
  if (digits.empty()) return room = "0";
  if (number.negative) room += '-';
  std::int64_t power = number.tail.exponent;
  if (power > max_key_exponent || power < -max_key_exponent)  // no number that is meant
    return room = no_text + std::string{spelling};
  power -= static_cast<std::int64_t>(fraction.size());
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
  const std::size_t whole = digits_at_front(rest);
  if (!is_whole_part(rest.substr(0, whole))) return text;
  rest.remove_prefix(whole);
  if (!rest.empty() && (rest.size() == 1 || rest.front() != '.' ||
                        rest.find_first_not_of('0', 1) != std::string_view::npos))
    return text;
  return key_of_number(text, room);
}

}  // namespace leadlint::history
