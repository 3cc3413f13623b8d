// Literals to moments by a pattern's parts. Covered by tests/written_values_test.cpp and, beside
// what is read of payloads, by tests/agreement_test.cpp.
#include "model/moments.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>

#include "model/scope.h"
#include "text/ascii.h"
#include "text/month_names.h"

namespace leadlint::model {
namespace {

/// The text being read, and what was found in it. Copied to try an optional part.
struct Reading {
  std::string_view left;
  std::uint32_t year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, nanoseconds = 0;
  std::int32_t offset = 0;
  bool has_year = false, has_day = false, has_hour = false, has_zone = false;
  int half_of_day = 0;

  bool number(const DatePart& part, std::uint32_t lowest, std::uint32_t highest,
              std::uint32_t& value) {
    value = 0;
    std::size_t count = 0;
    while (count < part.max && count < left.size() && is_digit(left[count]))
      value = value * 10 + static_cast<std::uint32_t>(left[count++] - '0');
    left.remove_prefix(count);
    return count >= part.min && value >= lowest && value <= highest;
  }

  bool read_year(const DatePart& part) {
    has_year = true;
    const bool of_century = part.max == 2;
    if (!number(part, of_century ? 0 : 1, 9999, year)) return false;
    if (of_century) year += 2000;
    return true;
  }

  bool fraction(const DatePart& part) {
    std::uint32_t unit = 100'000'000;
    const std::size_t digits = std::min(left.find_first_not_of("0123456789"), left.size());
    const std::size_t count = std::min<std::size_t>(digits, part.max);
    for (const char digit : left.substr(0, count)) {
      nanoseconds += static_cast<std::uint32_t>(digit - '0') * unit;
      unit /= 10;
    }
    left.remove_prefix(count);
    return count >= part.min;
  }

  /// +hh:mm or +hhmm.
  bool zone(bool colon) {
    const std::size_t size = colon ? 6 : 5;
    if (has_zone || left.size() < size || (left[0] != '+' && left[0] != '-')) return false;
    std::string digits{left.substr(1, 2)};
    digits += left.substr(size - 2, 2);
    if ((colon && left[3] != ':') || !std::ranges::all_of(digits, is_digit)) return false;
    const int hours = std::stoi(digits.substr(0, 2)), minutes = std::stoi(digits.substr(2));
    offset = (hours * 3600 + minutes * 60) * (left[0] == '-' ? -1 : 1);
    left.remove_prefix(size);
    has_zone = true;
    return hours <= 23 && minutes <= 59;
  }

  bool zone_or_z() {
    if (has_zone || !left.starts_with('Z')) return zone(true);
    left.remove_prefix(1);
    return has_zone = true;
  }

  bool literal(const std::string& text) {
    if (!left.starts_with(text)) return false;
    left.remove_prefix(text.size());
    return true;
  }

  bool take(const DatePart& part) {
    using Kind = DatePart::Kind;
    switch (part.kind) {
      case Kind::literal:
        return literal(part.text);
      case Kind::year:
        return read_year(part);
      case Kind::month:
        return number(part, 1, 12, month);
      case Kind::day:
        has_day = true;
        return number(part, 1, 31, day);
      case Kind::hour:
        has_hour = true;
        return number(part, 0, 23, hour);
      case Kind::minute:
        return number(part, 0, 59, minute);
      case Kind::second:
        return number(part, 0, 59, second);
      case Kind::fraction:
        return fraction(part);
      case Kind::zone_or_z:
        return zone_or_z();
      case Kind::zone_colon:
        return zone(true);
      case Kind::zone_plain:
        return zone(false);
      case Kind::month_short:
      case Kind::month_full: {
        const bool in_full = part.kind == Kind::month_full;
        month = month_at_front(left, in_full);
        return month != 0 && literal(std::string(month_name(month, in_full)));
      }
      case Kind::hour_of_half:
        has_hour = true;
        return number(part, 1, 12, hour);
      case Kind::half:
        half_of_day = half_at_front(left);
        left.remove_prefix(half_of_day == 0 ? 0 : 2);
        return half_of_day != 0;
      case Kind::optional: {
        Reading attempt = *this;
        if (attempt.run(part.parts)) *this = attempt;
        return true;
      }
    }
    return false;
  }

  bool run(const DatePattern& pattern) {
    return std::ranges::all_of(pattern, [this](const DatePart& part) { return take(part); });
  }

  [[nodiscard]] Moment::Kind kind() const {
    if (!has_hour) return has_day ? Moment::Kind::date : Moment::Kind::month;
    if (!has_day) return Moment::Kind::time;
    return has_zone ? Moment::Kind::instant : Moment::Kind::local;
  }
};

bool has_day(Moment::Kind kind) {
  return kind != Moment::Kind::time && kind != Moment::Kind::month;
}

/// Of 2025-03-01T10:00:00Z.
std::string example_of(const DatePattern& pattern) {
  using Kind = DatePart::Kind;
  std::string text;
  const auto number = [&text](const DatePart& part, std::string digits) {
    if (digits.size() > part.max) digits = digits.substr(digits.size() - part.max);
    while (digits.size() > part.min && digits.front() == '0') digits.erase(0, 1);
    text += digits;
  };
  for (const DatePart& part : pattern) switch (part.kind) {
      case Kind::literal:
        text += part.text;
        break;
      case Kind::year:
        number(part, "2025");
        break;
      case Kind::month:
        number(part, "03");
        break;
      case Kind::day:
        number(part, "01");
        break;
      case Kind::hour:
        number(part, "10");
        break;
      case Kind::minute:
      case Kind::second:
        number(part, "00");
        break;
      case Kind::fraction:
        text.append(part.min, '0');
        break;
      case Kind::month_short:
        text += "Mar";
        break;
      case Kind::month_full:
        text += "March";
        break;
      case Kind::hour_of_half:
        text += "10";
        break;
      case Kind::half:
        text += "AM";
        break;
      case Kind::zone_or_z:
        text += "Z";
        break;
      case Kind::zone_colon:
        text += "+00:00";
        break;
      case Kind::zone_plain:
        text += "+0000";
        break;
      case Kind::optional:
        break;
    }
  return text;
}

}  // namespace

std::optional<Moment> read_moment(const DatePattern& pattern, std::string_view text) {
  Reading reading{.left = text};
  if (!reading.run(pattern) || !reading.left.empty()) return std::nullopt;
  if (reading.half_of_day != 0) reading.hour = hour_of_day(reading.hour, reading.half_of_day);
  const std::chrono::year_month_day day{std::chrono::year{static_cast<int>(reading.year)},
                                        std::chrono::month{reading.month},
                                        std::chrono::day{reading.day}};
  const bool leap_day = !reading.has_year && reading.month == 2 && reading.day == 29;
  if (!day.ok() && !leap_day) return std::nullopt;
  Moment moment;
  moment.kind = reading.kind();
  if (reading.has_year) moment.days = std::chrono::sys_days{day}.time_since_epoch().count();
  moment.seconds =
      static_cast<std::int32_t>(reading.hour * 3600 + reading.minute * 60 + reading.second);
  moment.nanoseconds = reading.nanoseconds;
  moment.offset = reading.offset;
  return moment;
}

std::optional<Moment> read_moment(const Variant& variant, const RuleSet& owner,
                                  std::string_view text) {
  if (!variant.format) return std::nullopt;
  for (const FormatName& name : variant.format->is) {
    if (name.index >= owner.formats.size()) continue;
    for (const DatePattern& pattern : owner.formats[name.index].dates)
      if (auto moment = read_moment(pattern, text)) return moment;
  }
  return std::nullopt;
}

std::optional<Moment> read_moment(const Field& field, const RuleSet& owner, std::string_view text) {
  if (auto moment = read_moment(field.main, owner, text)) return moment;
  for (const Variant& variant : field.also)
    if (auto moment = read_moment(variant, owner, text)) return moment;
  return std::nullopt;
}

std::optional<Moment> read_iso_moment(std::string_view text) {
  using Kind = DatePart::Kind;
  const auto part = [](Kind kind, std::uint8_t min, std::uint8_t max) {
    return DatePart{kind, {}, min, max, {}};
  };
  const auto literal = [](const char* sign) { return DatePart{Kind::literal, sign, 0, 0, {}}; };
  const DatePattern day{part(Kind::year, 4, 4), literal("-"), part(Kind::month, 2, 2), literal("-"),
                        part(Kind::day, 2, 2)};
  const DatePart fraction{Kind::optional, {}, 0, 0, {literal("."), part(Kind::fraction, 1, 9)}};
  const DatePart seconds{
      Kind::optional, {}, 0, 0, {literal(":"), part(Kind::second, 2, 2), fraction}};
  const DatePattern clock{part(Kind::hour, 2, 2), literal(":"), part(Kind::minute, 2, 2), seconds};
  const DatePart zone{Kind::optional, {}, 0, 0, {part(Kind::zone_or_z, 0, 0)}};
  DatePattern both = day;
  both.push_back(literal("T"));
  both.insert(both.end(), clock.begin(), clock.end());
  both.push_back(zone);
  for (const DatePattern* const pattern :
       std::initializer_list<const DatePattern*>{&day, &clock, &both})
    if (auto moment = read_moment(*pattern, text)) return moment;
  return std::nullopt;
}

std::optional<Moment> read_constant(const Variant& variant, const RuleSet& owner,
                                    std::string_view text) {
  const auto moment = read_moment(variant, owner, text);
  return moment ? moment : read_iso_moment(text);
}

std::optional<Moment> read_constant(const Field& field, const RuleSet& owner,
                                    std::string_view text) {
  const auto moment = read_moment(field, owner, text);
  return moment ? moment : read_iso_moment(text);
}

std::string_view kind_words(Moment::Kind kind) noexcept {
  switch (kind) {
    case Moment::Kind::date:
      return "a date";
    case Moment::Kind::time:
      return "a time of day";
    case Moment::Kind::local:
      return "a date and time without a zone";
    case Moment::Kind::instant:
      return "an instant";
    case Moment::Kind::month:
      return "a month";
  }
  return {};
}

bool compare_at_all(Moment::Kind a, Moment::Kind b) noexcept {
  const bool by_day = a == Moment::Kind::date || b == Moment::Kind::date;
  return a == b || (by_day && has_day(a) && has_day(b));
}

bool same_moment(const Moment& a, const Moment& b) noexcept {
  const auto total = [](const Moment& moment) {
    return moment.days * 86400 + moment.seconds - moment.offset;
  };
  if (a.kind == b.kind) return total(a) == total(b) && a.nanoseconds == b.nanoseconds;
  return compare_at_all(a.kind, b.kind) && a.days == b.days;
}

bool is_before(const Moment& a, const Moment& b) noexcept {
  if (!compare_at_all(a.kind, b.kind)) return false;
  if (a.kind != b.kind) return a.days < b.days;
  const auto total = [](const Moment& moment) {
    return moment.days * 86400 + moment.seconds - moment.offset;
  };
  return total(a) != total(b) ? total(a) < total(b) : a.nanoseconds < b.nanoseconds;
}

bool takes_only_moments(const Variant& variant, const RuleSet& owner) {
  if (!variant.format || variant.format->is.empty()) return false;
  return std::ranges::all_of(variant.format->is, [&owner](const FormatName& name) {
    return name.index < owner.formats.size() && !owner.formats[name.index].dates.empty();
  });
}

std::string example_of(const Variant& variant, const RuleSet& owner) {
  for (const FormatName& name : variant.format->is)
    if (const auto& dates = owner.formats.at(name.index).dates; !dates.empty())
      return example_of(dates.front());
  return {};
}

}  // namespace leadlint::model
