// Reads cells as spreadsheets write them, in the way of the US or of Europe.
#include "read/cell_spelling.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "read/json_token.h"
#include "read/text_value.h"
#include "read/times.h"
#include "text/ascii.h"
#include "text/month_names.h"

namespace leadlint::read {
namespace {

using table::DateStep;
using Op = DateStep::Op;

constexpr table::Kinds number_kinds = table::k_integer | table::k_number;
/// Blanks that spreadsheets put around values; between groups, a no-break space or a narrow one.
constexpr std::array<std::string_view, 4> cell_blanks{" ", "\t", "\xC2\xA0", "\xE2\x80\xAF"};
constexpr std::array<std::string_view, 2> group_blanks{"\xC2\xA0", "\xE2\x80\xAF"};
constexpr std::array<std::string_view, 3> currencies{"$", "\xE2\x82\xAC", "\xC2\xA3"};

template <std::size_t n>
bool take_front(std::string_view& text, const std::array<std::string_view, n>& any) {
  for (const std::string_view each : any)
    if (text.starts_with(each)) {
      text.remove_prefix(each.size());
      return true;
    }
  return false;
}
template <std::size_t n>
bool take_back(std::string_view& text, const std::array<std::string_view, n>& any) {
  for (const std::string_view each : any)
    if (text.ends_with(each)) {
      text.remove_suffix(each.size());
      return true;
    }
  return false;
}
std::string_view without_blanks_around(std::string_view text) {
  while (take_front(text, cell_blanks)) {
  }
  while (take_back(text, cell_blanks)) {
  }
  return text;
}

std::string_view take_digits(std::string_view& text) {
  const std::string_view digits = text.substr(0, digits_at_front(text));
  text.remove_prefix(digits.size());
  return digits;
}

// ----------------------------------------------------------------------------------------- numbers

/// A number without its sign and currency: groups of three or none, a fraction, an exponent.
class NumberSpelling {
 public:
  NumberSpelling(std::string_view group, char point) : group_(group), point_(point) {}

  /// Empty: it is none.
  [[nodiscard]] std::string read(std::string_view text) const {
    std::string out{take_digits(text)};
    if (out.empty() || (out.size() > 1 && out[0] == '0')) return {};
    if (text.starts_with(group_) && !take_groups(text, out)) return {};
    if (text.starts_with(point_)) {
      text.remove_prefix(1);
      const std::string_view fraction = take_digits(text);
      if (fraction.empty()) return {};
      out += '.';
      out += fraction;
    }
    return take_exponent(text, out) && text.empty() ? out : std::string{};
  }

 private:
  [[nodiscard]] bool take_groups(std::string_view& text, std::string& out) const {
    if (out.size() > 3 || out == "0") return false;
    while (text.starts_with(group_)) {
      text.remove_prefix(group_.size());
      const std::string_view digits = take_digits(text);
      if (digits.size() != 3) return false;
      out += digits;
    }
    return true;
  }

  static bool take_exponent(std::string_view& text, std::string& out) {
    if (text.empty() || (text[0] != 'e' && text[0] != 'E')) return true;
    out += 'e';
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) {
      out += text[0];
      text.remove_prefix(1);
    }
    const std::string_view digits = take_digits(text);
    out += digits;
    return !digits.empty();
  }

  std::string_view group_;
  char point_;
};

// ------------------------------------------------------------------------------------------- dates

/// A date with or without a time of day, in numbers.
struct CellDate {
  unsigned year = 0, month = 0, day = 0;
  bool has_time = false;
  unsigned hour = 0, minute = 0, second = 0;

  [[nodiscard]] bool is_day() const noexcept {
    static constexpr std::array<unsigned, 13> days{0,  31, 28, 31, 30, 31, 30,
                                                   31, 31, 30, 31, 30, 31};
    if (year == 0 || month == 0 || month > 12 || day == 0) return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= days[month] + (month == 2 && leap ? 1U : 0U);
  }
};

/// One or two digits, or four; nullopt: something else.
std::optional<unsigned> take_number(std::string_view& text, bool year) {
  const std::string_view digits = take_digits(text);
  if (year ? digits.size() != 4 : digits.empty() || digits.size() > 2) return std::nullopt;
  unsigned value = 0;
  for (const char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

/// " 13:05", " 1:05:30 PM", or nothing; false: something else.
bool take_time(std::string_view text, CellDate& date) {
  if (text.empty()) return true;
  if (text[0] != ' ' && text[0] != 'T') return false;
  text.remove_prefix(1);
  const auto next = [&text](unsigned max, unsigned& out) {
    const auto number = take_number(text, false);
    out = number.value_or(0);
    return number && *number <= max;
  };
  if (!next(23, date.hour) || !text.starts_with(':')) return false;
  text.remove_prefix(1);
  if (!next(59, date.minute)) return false;
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    if (!next(59, date.second)) return false;
  }
  date.has_time = true;
  if (text.empty()) return true;
  const bool afternoon = text == " PM";
  if ((!afternoon && text != " AM") || date.hour == 0 || date.hour > 12) return false;
  date.hour = date.hour % 12 + (afternoon ? 12 : 0);
  return true;
}

/// The three numbers in front of a cell's date, and what parts them; `year_first`: 2022/09/14.
struct DateParts {
  unsigned first = 0, second = 0, third = 0;
  char between = 0;
  bool year_first = false;
  std::string_view rest;
};
std::optional<DateParts> parts_of(std::string_view text) {
  DateParts parts;
  parts.year_first = text.size() > 4 && std::ranges::all_of(text.substr(0, 4), is_digit);
  const auto first = take_number(text, parts.year_first);
  if (!first || text.empty()) return std::nullopt;
  parts.between = text[0];
  if (std::string_view("/.-").find(parts.between) == std::string_view::npos) return std::nullopt;
  text.remove_prefix(1);
  const auto second = take_number(text, false);
  if (!second || !text.starts_with(parts.between)) return std::nullopt;
  text.remove_prefix(1);
  const auto third = take_number(text, !parts.year_first);
  if (!third) return std::nullopt;
  parts.first = *first;
  parts.second = *second;
  parts.third = *third;
  parts.rest = text;
  return parts;
}

/// en-US puts the month first, with slashes or dashes; Europe the day.
std::optional<CellDate> date_of(const DateParts& parts, bool us) {
  CellDate date;
  if (parts.year_first)
    date = {parts.first, parts.second, parts.third};
  else if (us)
    date = {parts.third, parts.first, parts.second};
  else
    date = {parts.third, parts.second, parts.first};
  const bool dots = us && !parts.year_first && parts.between == '.';
  if (dots || !date.is_day() || !take_time(parts.rest, date)) return std::nullopt;
  return date;
}

/// Writes a date by the steps of a format.
class DateWriter {
 public:
  DateWriter(const table::DecisionTable& table, const table::DateTime& format, const CellDate& date)
      : table_(table), format_(format), date_(date) {}

  /// Empty: the format cannot hold it.
  [[nodiscard]] std::string write() {
    for (const bool optional : {false, true}) {
      out_.clear();
      wrote_time_ = false;
      if (write(optional) && wrote_time_ == date_.has_time && is_time(table_, format_, out_))
        return out_;
    }
    return {};
  }

 private:
  [[nodiscard]] bool write(bool optional) {
    const DateStep* step = table_.date_steps.data() + format_.steps.first;
    for (const DateStep* const end = step + format_.steps.count; step < end; ++step) {
      if (step->op == Op::optional_begin && !(optional && can_hold(step + 1, step->skip)))
        step += step->skip;
      else if (!write_step(*step))
        return false;
    }
    return true;
  }

  /// Nothing that a cell does not say: a fraction, a zone.
  static bool can_hold(const DateStep* step, std::size_t count) {
    return std::none_of(step, step + count, [](const DateStep& each) {
      return each.op == Op::fraction || each.op == Op::zone_or_z || each.op == Op::zone_colon ||
             each.op == Op::zone_plain;
    });
  }

  [[nodiscard]] bool write_step(const DateStep& step) {
    switch (step.op) {
      case Op::literal:
        out_ += step.literal;
        return true;
      case Op::year:
        if (step.max == 2) return date_.year / 100 == 20 && number(date_.year % 100, step);
        return number(date_.year, step);
      case Op::month:
        return number(date_.month, step);
      case Op::day:
        return number(date_.day, step);
      case Op::month_short:
      case Op::month_full:
        out_ += month_name(date_.month, step.op == Op::month_full);
        return true;
      case Op::hour:
        wrote_time_ = true;
        return number(date_.hour, step);
      case Op::hour_of_half:
        wrote_time_ = true;
        return number((date_.hour + 11) % 12 + 1, step);
      case Op::half:
        out_ += date_.hour < 12 ? "AM" : "PM";
        return true;
      case Op::minute:
        return number(date_.minute, step);
      case Op::second:
        return number(date_.second, step);
      case Op::optional_begin:
      case Op::optional_end:
        return true;
      default:
        return false;
    }
  }

  bool number(unsigned value, const DateStep& step) {
    const std::string digits = std::to_string(value);
    if (digits.size() < step.min) out_.append(step.min - digits.size(), '0');
    out_ += digits;
    return true;
  }

  const table::DecisionTable& table_;
  const table::DateTime& format_;
  const CellDate& date_;
  std::string out_;
  bool wrote_time_ = false;
};

/// Calls `take` with each date format of the form, until it says true.
template <class Take>
bool any_date_format(const table::DecisionTable& table, const table::Variant& variant, Take take) {
  for (table::Index c = 0; c < variant.checks.count; ++c) {
    const table::Check& check = table.checks[variant.checks[c]];
    if (check.kind != table::CheckKind::format) continue;
    for (table::Index i = 0; i < check.span.count; ++i) {
      const table::Format& format = table.formats[table.format_ids[check.span.first + i]];
      if (format.kind != table::FormatKind::date_time) continue;
      for (table::Index a = 0; a < format.alternatives.count; ++a)
        if (take(table.date_times[format.alternatives.first + a])) return true;
    }
  }
  return false;
}

std::string written(const table::DecisionTable& table, const table::Variant& variant,
                    const std::optional<CellDate>& date) {
  std::string out;
  if (!date) return out;
  any_date_format(table, variant, [&](const table::DateTime& format) {
    out = DateWriter(table, format, *date).write();
    return !out.empty();
  });
  return out;
}

}  // namespace

const std::string* SpelledCell::as(CellSpelling spelling) const noexcept {
  const std::string* const meant = spelling == CellSpelling::spreadsheet_eu ? &eu : &us;
  if (meant->empty() || (spelling == CellSpelling::spreadsheet && has_two())) return nullptr;
  return meant;
}

SpelledCell spelled_number(std::string_view cell) {
  std::string_view text = without_blanks_around(cell);
  std::string sign;
  const auto take_sign = [&] {
    if (sign.empty() && text.starts_with('-')) {
      sign = "-";
      text.remove_prefix(1);
    }
  };
  take_sign();
  if (!take_front(text, currencies)) take_back(text, currencies);
  text = without_blanks_around(text);
  take_sign();
  const auto in = [&](std::string_view group, char point) {
    std::string number = NumberSpelling{group, point}.read(text);
    return number.empty() ? number : sign + number;
  };
  SpelledCell meant{in(",", '.'), in(".", ',')};
  for (const std::string_view blank : group_blanks)
    if (meant.eu.empty()) meant.eu = in(blank, ',');
  return meant;
}

SpelledCell spelled_boolean(std::string_view cell) {
  std::string word{without_blanks_around(cell)};
  std::ranges::transform(word, word.begin(), to_lower);
  if (word != "true" && word != "false") return {};
  return {word, word};
}

SpelledCell spelled_date(const table::DecisionTable& table, const table::Variant& variant,
                         std::string_view cell) {
  SpelledCell readings;
  if (const auto parts = parts_of(without_blanks_around(cell)))
    readings = {written(table, variant, date_of(*parts, true)),
                written(table, variant, date_of(*parts, false))};
  const bool taken = any_date_format(
      table, variant, [&](const table::DateTime& format) { return is_time(table, format, cell); });
  if (taken) readings.us = cell;
  if (taken && readings.eu.empty()) readings.eu = cell;
  return readings;
}

bool has_spelling(const table::DecisionTable& table, const table::Variant& variant) noexcept {
  if ((variant.kinds & table::k_string) != 0)
    return any_date_format(table, variant, [](const table::DateTime&) { return true; });
  return ((variant.kinds | variant.text_kinds) & (number_kinds | table::k_boolean)) != 0;
}

SpelledCell spelled_cell(const table::DecisionTable& table, const table::Variant& variant,
                         std::string_view cell) {
  if ((variant.kinds & table::k_string) != 0) return spelled_date(table, variant, cell);
  const table::Kinds wanted = variant.kinds | variant.text_kinds;
  SpelledCell readings;
  if ((wanted & table::k_boolean) != 0) readings = spelled_boolean(cell);
  if (readings.us.empty() && (wanted & number_kinds) != 0) readings = spelled_number(cell);
  return readings;
}

bool respell(const table::DecisionTable& table, const table::Variant& variant,
             CellSpelling spelling, Record& record, std::string_view& cell) {
  const SpelledCell readings = spelled_cell(table, variant, cell);
  const std::string* const meant = readings.as(spelling);
  if (meant == nullptr)  // where a text may be no date, it may be something else
    return (variant.kinds & table::k_string) != 0;
  char* const place = record.scratch(meant->size());
  std::ranges::copy(*meant, place);
  cell = {place, meant->size()};
  return true;
}

bool refuse_as_text(const table::Variant& variant, std::string_view text, Node& node) noexcept {
  Node number;
  if ((variant.text_kinds & number_kinds) == 0 || !read_typed(number_kinds, text, number))
    return false;
  node.kind = (variant.kinds & number_kinds) == 0 ? number.kind : Kind::true_value;
  node.data = text.data();
  node.size = static_cast<std::uint32_t>(text.size());
  return true;
}

}  // namespace leadlint::read
