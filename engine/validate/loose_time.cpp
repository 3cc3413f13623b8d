// Texts and numbers to dates and times in parts.
#include "validate/loose_time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>

#include "finding/words.h"
#include "read/json_token.h"
#include "text/ascii.h"
#include "text/month_names.h"

namespace leadlint::validate {
namespace {

constexpr std::string_view true_minus = "\xE2\x88\x92";

std::string in_lower_case(std::string_view text) {
  std::string lower{text};
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return is_capital(c) ? static_cast<char>(c + 32) : c; });
  return lower;
}

/// 9 for Sep and September; 0: no month.
unsigned month_of_name(std::string_view name) {
  const std::string lower = in_lower_case(name);
  if (lower == "sept") return 9;
  for (unsigned month = 1; month <= 12; ++month)
    if (lower == in_lower_case(month_name(month, true)) ||
        lower == in_lower_case(month_name(month, false)))
      return month;
  return 0;
}
bool is_weekday(std::string_view name) {
  constexpr std::array<std::string_view, 7> days{"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
  const std::string lower = in_lower_case(name);
  return std::ranges::any_of(
      days, [&](std::string_view day) { return lower == day || lower == day.substr(0, 3); });
}

class LooseReader {
 public:
  explicit LooseReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool read(LooseTime& out) {
    if (rest_.find(':') < 3 || is_hour_of_half()) return read_clock_first(out);
    if (!read_date(out)) return false;
    if (rest_.empty()) return true;
    if (!read_joint(out)) return false;
    if (rest_.empty()) return true;
    return read_clock(out) && read_half(out) && read_zone(out) && rest_.empty();
  }

 private:
  [[nodiscard]] bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view take_while(bool (*fits)(char)) {
    std::size_t size = 0;
    while (size < rest_.size() && fits(rest_[size])) ++size;
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::size_t take_blanks() {
    return take_while([](char c) { return c == ' '; }).size();
  }
  [[nodiscard]] std::size_t digits_here() const {
    const auto end = std::ranges::find_if_not(rest_, is_digit);
    return static_cast<std::size_t>(end - rest_.begin());
  }
  /// `min` to `max` digits, and no digit behind them.
  [[nodiscard]] bool take_number(std::size_t min, std::size_t max, LooseNumber& out) {
    const std::size_t count = digits_here();
    return count >= min && count <= max && take_digits(count, out);
  }
  [[nodiscard]] bool take_digits(std::size_t count, LooseNumber& out) {
    if (digits_here() < count) return false;
    out = {0, static_cast<unsigned>(count)};
    for (const char c : rest_.substr(0, count))
      out.value = out.value * 10 + static_cast<unsigned>(c - '0');
    rest_.remove_prefix(count);
    return true;
  }

  // ------------------------------------------------------------------------------------------ date

  [[nodiscard]] bool read_date(LooseTime& out) {
    if (!rest_.empty() && is_letter(rest_[0])) return read_named(out);
    const std::size_t count = digits_here();
    if (count == 8 || count == 12 || count == 14)  // 20220914, 20220914162000
      return is_in_our_days() && take_digits(4, out.year) && take_digits(2, out.month) &&
             take_digits(2, out.day);
    if (count == 4) return read_year_first(out);
    LooseNumber first;
    if (!take_number(1, 2, first) || !take_separator(out)) return false;
    if (!rest_.empty() && is_letter(rest_[0])) return read_day_and_name(first, out);
    out.month = first;
    out.order = LooseTime::Order::month_first;
    return take_number(1, 2, out.day) && take(out.between) && take_year(out);
  }
  /// (Other numbers of so many digits are no dates.)
  [[nodiscard]] bool is_in_our_days() const {
    return rest_.starts_with("19") || rest_.starts_with("20");
  }
  [[nodiscard]] bool take_separator(LooseTime& out) {
    if (rest_.empty() || std::string_view("-/. ").find(rest_[0]) == std::string_view::npos)
      return false;
    out.between = rest_[0];
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool take_year(LooseTime& out) {
    return take_number(4, 4, out.year) || take_number(2, 2, out.year);
  }
  [[nodiscard]] bool read_year_first(LooseTime& out) {
    if (!take_number(4, 4, out.year) || !take_separator(out) || !take_number(1, 2, out.month))
      return false;
    return rest_.empty() || (take(out.between) && take_number(1, 2, out.day));
  }
  /// 14 Sep 2022, 14-Sep-22
  [[nodiscard]] bool read_day_and_name(LooseNumber day, LooseTime& out) {
    out.day = day;
    out.order = LooseTime::Order::day_first;
    return take_month_name(out) && (take(out.between) || take(',')) &&
           (take_blanks(), take_year(out));
  }
  /// Sep 14, 2022; Wed, 14 Sep 2022
  [[nodiscard]] bool read_named(LooseTime& out) {
    const std::string_view before = rest_;
    if (is_weekday(take_while(is_letter))) {
      static_cast<void>(take(','));
      take_blanks();
    } else {
      rest_ = before;
    }
    if (rest_.empty() || !is_letter(rest_[0])) {
      LooseNumber day;
      return take_number(1, 2, day) && take_separator(out) && read_day_and_name(day, out);
    }
    out.order = LooseTime::Order::month_first;
    out.between = ' ';
    if (!take_month_name(out) || take_blanks() == 0 || !take_number(1, 2, out.day)) return false;
    static_cast<void>(take(','));
    return take_blanks() != 0 && take_number(4, 4, out.year);
  }
  [[nodiscard]] bool take_month_name(LooseTime& out) {
    out.month_text = take_while(is_letter);
    out.month = {month_of_name(out.month_text), 2};
    static_cast<void>(take('.'));
    out.named_month = true;
    return out.month.value != 0;
  }

  // ------------------------------------------------------------------------------------------ time

  /// 14:00, 2 pm; 02:00 PM 02/03/2021
  [[nodiscard]] bool read_clock_first(LooseTime& out) {
    if (!read_clock(out) || !read_half(out)) return false;
    LooseReader ahead = *this;
    LooseTime zoned = out;
    if (ahead.read_zone(zoned) && ahead.rest_.empty()) {
      out = zoned;
      return true;
    }
    const std::string_view before = rest_;
    if (take(',')) take_blanks();
    if (rest_ == before && take_blanks() == 0) return false;
    out.joint = before.substr(0, before.size() - rest_.size());
    out.clock_first = true;
    return read_date(out) && rest_.empty();
  }
  /// 2pm, 02 PM
  [[nodiscard]] bool is_hour_of_half() const {
    const std::size_t digits = digits_here();
    return (digits == 1 || digits == 2) && LooseReader(rest_.substr(digits)).is_half_here();
  }

  [[nodiscard]] bool read_joint(LooseTime& out) {
    const std::string_view before = rest_;
    if (take(',')) take_blanks();
    if (rest_ == before && !take('T') && !take('t')) take_blanks();
    out.joint = before.substr(0, before.size() - rest_.size());
    return !out.joint.empty() || (out.between == 0 && digits_here() != 0);
  }

  [[nodiscard]] bool read_clock(LooseTime& out) {
    const std::size_t digits = digits_here();
    out.has_colons = digits < 3;
    if (!out.has_colons) {
      if (digits != 4 && digits != 6) return false;
      return take_digits(2, out.hour) && take_digits(2, out.minute) &&
             (digits == 4 || take_digits(2, out.second)) && read_fraction(out);
    }
    if (!take_number(1, 2, out.hour)) return false;
    if (!take(':')) return is_half_here();  // 4 PM
    if (!take_number(2, 2, out.minute)) return false;
    return !take(':') || (take_number(2, 2, out.second) && read_fraction(out));
  }
  [[nodiscard]] bool read_fraction(LooseTime& out) {
    if (!rest_.starts_with('.') && !rest_.starts_with(',')) return true;
    out.point = rest_[0];
    rest_.remove_prefix(1);
    out.fraction = take_while(is_digit);
    return true;
  }

  [[nodiscard]] bool is_half_here() const {
    LooseReader ahead = *this;
    LooseTime out;
    return ahead.read_half(out) && out.half != 0;
  }
  [[nodiscard]] bool read_half(LooseTime& out) {
    const std::string_view before = rest_;
    const bool apart = take_blanks() != 0;
    const std::string_view half = rest_;
    std::string word;
    for (; word.size() < 2 && !rest_.empty() && is_letter(rest_[0]); static_cast<void>(take('.'))) {
      word += rest_[0];
      rest_.remove_prefix(1);
    }
    word = in_lower_case(word);
    const bool ends = rest_.empty() || !is_letter(rest_[0]);
    if (ends && (word == "am" || word == "pm")) {
      out.half = word == "am" ? 1 : 2;
      out.half_apart = apart;
      out.half_text = half.substr(0, half.size() - rest_.size());
    } else {
      rest_ = before;
    }
    return true;
  }

  // ------------------------------------------------------------------------------------------ zone

  [[nodiscard]] bool read_zone(LooseTime& out) {
    out.zone_apart = take_blanks() != 0;
    out.zone_text = rest_;
    if (rest_.empty()) return true;
    if (is_letter(rest_[0])) return read_zone_name(out);
    if (!take('+') && !take('-') && !take_true_minus()) return false;
    out.zone = LooseTime::Zone::offset;
    out.zone_minutes = {0, 2};
    const std::size_t digits = digits_here();
    if (digits == 4) return take_digits(2, out.zone_hours) && take_digits(2, out.zone_minutes);
    if (!take_number(1, 2, out.zone_hours)) return false;
    return rest_.empty() || (take(':') && take_number(2, 2, out.zone_minutes));
  }
  [[nodiscard]] bool take_true_minus() {
    if (!rest_.starts_with(true_minus)) return false;
    rest_.remove_prefix(true_minus.size());
    return true;
  }
  /// Z, UTC, CEST, Europe/Berlin
  [[nodiscard]] bool read_zone_name(LooseTime& out) {
    const auto is_part = [](char c) { return is_letter(c) || c == '/' || c == '_'; };
    const std::string_view name = take_while(is_part);
    const std::string lower = in_lower_case(name);
    const bool known =
        name.find('/') != name.npos || (name.size() <= 5 && std::ranges::all_of(name, is_capital));
    out.zone = lower == "z"                       ? LooseTime::Zone::z
               : lower == "utc" || lower == "gmt" ? LooseTime::Zone::utc_name
                                                  : LooseTime::Zone::name;
    return out.zone != LooseTime::Zone::name || known;
  }

  std::string_view rest_;
};

bool can_be(const LooseTime& time) {
  return time.month.value >= 1 && time.month.value <= 12 && time.day.value <= 31;
}

}  // namespace

unsigned days_of_month(unsigned year, unsigned month) noexcept {
  constexpr std::array<unsigned, 13> days{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year == 0 || month > 12) return 0;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month] + (month == 2 && leap ? 1U : 0U);
}

std::vector<LooseTime> loose_times(std::string_view text) {
  LooseTime first;
  if (!LooseReader(text).read(first)) return {};
  if (first.order != LooseTime::Order::month_first || first.named_month) return {first};
  LooseTime other = first;
  std::swap(other.month, other.day);
  other.order = LooseTime::Order::day_first;
  if (!can_be(first) && can_be(other)) return {other};
  if (!can_be(other)) return {first};
  return {first, other};
}

// ---------------------------------------------------------------------------------------- counted

namespace {

/// Seconds since 1970 as a date with a time.
LooseTime time_of(std::int64_t seconds) {
  const auto days = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds{std::chrono::seconds{seconds}});
  const std::chrono::year_month_day day{days};
  const auto of_day = static_cast<unsigned>(seconds - days.time_since_epoch().count() * 86400);
  LooseTime time;
  time.year = {static_cast<unsigned>(int{day.year()}), 4};
  time.month = {unsigned{day.month()}, 2};
  time.day = {unsigned{day.day()}, 2};
  time.between = '-';
  time.joint = "T";
  time.hour = {of_day / 3600, 2};
  time.minute = {of_day / 60 % 60, 2};
  time.second = {of_day % 60, 2};
  return time;
}

/// Days since 1899-12-30, as spreadsheets count; between 1927 and 2173.
std::optional<CountedTime> day_number(std::string_view whole, std::string_view fraction) {
  if (whole.size() != 5) return std::nullopt;
  const double part = std::strtod(("0." + std::string(fraction) + "0").c_str(), nullptr);
  constexpr std::int64_t days_to_1970 = 25569;
  const std::int64_t days = std::strtoll(std::string(whole).c_str(), nullptr, 10) - days_to_1970;
  return CountedTime{Say::date_day_number, time_of(days * 86400 + std::llround(part * 86400))};
}

struct UnixUnit {
  std::size_t digits = 0, fraction = 0;
  Say what = Say::date_unix_seconds;
};
/// Of numbers between 1973 and 2286 each has its own length.
constexpr std::array unix_units{
    UnixUnit{9, 0, Say::date_unix_seconds},       UnixUnit{10, 0, Say::date_unix_seconds},
    UnixUnit{12, 3, Say::date_unix_milliseconds}, UnixUnit{13, 3, Say::date_unix_milliseconds},
    UnixUnit{15, 6, Say::date_unix_microseconds}, UnixUnit{16, 6, Say::date_unix_microseconds},
    UnixUnit{18, 9, Say::date_unix_nanoseconds},  UnixUnit{19, 9, Say::date_unix_nanoseconds}};

}  // namespace

std::optional<CountedTime> counted_time(std::string_view number, std::string& room) {
  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view whole = number.substr(0, point);
  const std::string_view behind = number.substr(std::min(point + 1, number.size()));
  if (whole.empty() || whole[0] == '0' || !std::ranges::all_of(whole, is_digit) ||
      !std::ranges::all_of(behind, is_digit))
    return std::nullopt;
  if (whole.size() == 5) return day_number(whole, behind);
  const auto* const unit = std::ranges::find(unix_units, whole.size(), &UnixUnit::digits);
  if (unit == unix_units.end()) return std::nullopt;
  const std::string_view seconds = whole.substr(0, whole.size() - unit->fraction);
  room = std::string(whole.substr(seconds.size())) + std::string(behind);
  room.erase(room.find_last_not_of('0') + 1);
  CountedTime out{unit->what, time_of(std::strtoll(std::string(seconds).c_str(), nullptr, 10))};
  if (!room.empty()) out.time.point = '.';
  out.time.fraction = room;
  out.time.zone = LooseTime::Zone::z;
  return out;
}

}  // namespace leadlint::validate
