// Date and time texts by their pattern, trying every number of digits a part may take.
#include <array>
#include <functional>

#include "reference/text.h"

namespace reference {
namespace {

namespace model = leadlint::model;
using model::DatePart;

/// Goes on behind a part: the text left, and what was read so far.
using Next = std::function<bool(std::string_view, const Moment&)>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> number(std::string_view text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, digits)) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<int>& member_of(Moment& moment, DatePart::Kind kind) {
  if (kind == DatePart::Kind::year) return moment.year;
  if (kind == DatePart::Kind::month) return moment.month;
  if (kind == DatePart::Kind::day) return moment.day;
  if (kind == DatePart::Kind::hour || kind == DatePart::Kind::hour_of_half) return moment.hour;
  if (kind == DatePart::Kind::minute) return moment.minute;
  return moment.second;
}

bool read_digits(const DatePart& part, std::string_view text, const Moment& moment,
                 const Next& next) {
  for (std::size_t digits = part.max; digits >= part.min && digits > 0; --digits) {
    const std::optional<int> value = number(text, digits);
    if (!value) continue;
    Moment read = moment;
    const bool two_digit_year = part.kind == DatePart::Kind::year && part.max == 2;
    member_of(read, part.kind) = two_digit_year ? 2000 + *value : *value;
    if (next(text.substr(digits), read)) return true;
  }
  return false;
}

bool read_month_name(const DatePart& part, std::string_view text, const Moment& moment,
                     const Next& next) {
  static const std::array<std::string, 12> names = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  for (std::size_t month = 0; month < names.size(); ++month) {
    std::string name = names[month];
    if (part.kind == DatePart::Kind::month_short) name.resize(3);
    if (text.substr(0, name.size()) != name) continue;
    Moment read = moment;
    read.month = static_cast<int>(month) + 1;
    if (next(text.substr(name.size()), read)) return true;
  }
  return false;
}

bool read_half(std::string_view text, const Moment& moment, const Next& next) {
  const std::string_view word = text.substr(0, 2);
  if (word != "AM" && word != "PM" && word != "am" && word != "pm") return false;
  Moment read = moment;
  read.afternoon = word == "PM" || word == "pm";
  return next(text.substr(2), read);
}

/// 12 comes before 1.
Moment on_24_hours(Moment moment) {
  if (!moment.afternoon) return moment;
  if (moment.hour == 12) moment.hour = 0;
  if (*moment.afternoon) *moment.hour += 12;
  moment.afternoon.reset();
  return moment;
}

bool read_fraction(const DatePart& part, std::string_view text, const Moment& moment,
                   const Next& next) {
  std::size_t digits = 0;
  while (digits < text.size() && digits < part.max && is_digit(text[digits])) ++digits;
  for (; digits >= part.min; --digits) {
    Moment read = moment;
    read.fraction = text.substr(0, digits);
    if (next(text.substr(digits), read)) return true;
  }
  return false;
}

bool read_zone(DatePart::Kind kind, std::string_view text, const Moment& moment, const Next& next) {
  Moment read = moment;
  if (kind == DatePart::Kind::zone_or_z && !text.empty() && text[0] == 'Z') {
    read.zone_minutes = 0;
    return next(text.substr(1), read);
  }
  const std::size_t colon = kind == DatePart::Kind::zone_plain ? 0 : 1;
  if (text.size() < 5 + colon || (text[0] != '+' && text[0] != '-')) return false;
  if (colon == 1 && text[3] != ':') return false;
  const std::optional<int> hours = number(text.substr(1), 2);
  const std::optional<int> minutes = number(text.substr(3 + colon), 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return false;
  read.zone_minutes = (*hours * 60 + *minutes) * (text[0] == '-' ? -1 : 1);
  return next(text.substr(5 + colon), read);
}

bool read_parts(const model::DatePattern& parts, std::size_t at, std::string_view text,
                const Moment& moment, const Next& done) {
  if (at == parts.size()) return done(text, moment);
  const DatePart& part = parts[at];
  const Next next = [&](std::string_view rest, const Moment& read) {
    return read_parts(parts, at + 1, rest, read, done);
  };
  switch (part.kind) {
    case DatePart::Kind::literal:
      return text.substr(0, part.text.size()) == part.text &&
             next(text.substr(part.text.size()), moment);
    case DatePart::Kind::year:
    case DatePart::Kind::month:
    case DatePart::Kind::day:
    case DatePart::Kind::hour:
    case DatePart::Kind::minute:
    case DatePart::Kind::second:
    case DatePart::Kind::hour_of_half:
      return read_digits(part, text, moment, next);
    case DatePart::Kind::month_short:
    case DatePart::Kind::month_full:
      return read_month_name(part, text, moment, next);
    case DatePart::Kind::half:
      return read_half(text, moment, next);
    case DatePart::Kind::fraction:
      return read_fraction(part, text, moment, next);
    case DatePart::Kind::zone_or_z:
    case DatePart::Kind::zone_colon:
    case DatePart::Kind::zone_plain:
      return read_zone(part.kind, text, moment, next);
    case DatePart::Kind::optional:
      return read_parts(part.parts, 0, text, moment, next) || next(text, moment);
  }
  return false;
}

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int month, std::optional<int> year) {
  static constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && (!year || is_leap(*year))) return 29;
  return days[static_cast<std::size_t>(month - 1)];
}

bool exists(const Moment& moment) {
  if (moment.year && (*moment.year < 1 || *moment.year > 9999)) return false;
  if (moment.month && (*moment.month < 1 || *moment.month > 12)) return false;
  if (moment.day &&
      (*moment.day < 1 || *moment.day > days_in(moment.month.value_or(1), moment.year)))
    return false;
  return moment.hour.value_or(0) <= 23 && moment.minute.value_or(0) <= 59 &&
         moment.second.value_or(0) <= 59;
}

std::int64_t day_number(const Moment& moment) {
  std::int64_t days = 0;
  for (int year = 1; year < *moment.year; ++year) days += is_leap(year) ? 366 : 365;
  for (int month = 1; month < *moment.month; ++month) days += days_in(month, moment.year);
  return days + *moment.day;
}

std::int64_t clock_seconds(const Moment& moment) {
  return moment.hour.value_or(0) * 3600 + moment.minute.value_or(0) * 60 +
         moment.second.value_or(0);
}

template <class T>
int order(const T& left, const T& right) {
  return left < right ? -1 : right < left ? 1 : 0;
}

int order_fractions(std::string left, std::string right) {
  left.resize(std::max(left.size(), right.size()), '0');
  right.resize(left.size(), '0');
  return order(left, right);
}

}  // namespace

std::optional<Moment> read_moment(const model::DatePattern& pattern, std::string_view text) {
  std::optional<Moment> found;
  read_parts(pattern, 0, text, {}, [&](std::string_view rest, const Moment& read) {
    const bool of_twelve = read.afternoon.has_value();
    if (!rest.empty() || !exists(read) || (of_twelve && (*read.hour < 1 || *read.hour > 12)))
      return false;
    found = on_24_hours(read);
    return true;
  });
  return found;
}

std::optional<int> compare_moments(const Moment& left, const Moment& right, std::int64_t seconds,
                                   bool alike) {
  const bool same_clock = left.has_clock() == right.has_clock();
  if (left.has_date() && right.has_date() && !same_clock && !alike) {
    const auto day = [](const Moment& moment, std::int64_t more) {
      const std::int64_t total = day_number(moment) * 86400 + clock_seconds(moment) + more;
      return total / 86400;  // days are counted from year 1 on
    };
    return order(day(left, left.has_clock() ? -seconds : 0),
                 day(right, right.has_clock() ? seconds : 0));
  }
  if (!same_clock || left.has_date() != right.has_date() ||
      left.year.has_value() != right.year.has_value() ||
      left.zone_minutes.has_value() != right.zone_minutes.has_value())
    return std::nullopt;
  if (!left.has_date() && left.year)
    return order(*left.year * 12 + left.month.value_or(1),
                 *right.year * 12 + right.month.value_or(1));
  const auto total = [](const Moment& moment) {
    const std::int64_t days = moment.has_date() ? day_number(moment) : 0;
    return days * 86400 + clock_seconds(moment) -
           std::int64_t{moment.zone_minutes.value_or(0)} * 60;
  };
  const int by_seconds = order(total(left), total(right) + seconds);
  return by_seconds != 0 ? by_seconds : order_fractions(left.fraction, right.fraction);
}

}  // namespace reference
