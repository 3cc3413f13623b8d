// Walks a text by the steps of a date/time format and says where it leaves them. The slow brother
// of read/times.cpp, for messages alone. Tests: tests/words_test.cpp.
#include "validate/date_walk.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "finding/words.h"
#include "text/ascii.h"
#include "text/month_names.h"
#include "validate/loose_time.h"

namespace leadlint::validate {
namespace {

using table::DateStep;
using Op = DateStep::Op;

struct DatePartName {
  std::string_view name;
  unsigned min = 0, max = 0;
};
DatePartName part_of(Op op) {
  switch (op) {
    case Op::year:
      return {phrase(Say::date_year), 1, 9999};
    case Op::month:
      return {phrase(Say::date_month), 1, 12};
    case Op::day:
      return {phrase(Say::date_day), 1, 31};
    case Op::hour:
      return {phrase(Say::date_hour), 0, 23};
    case Op::hour_of_half:
      return {phrase(Say::date_hour), 1, 12};
    case Op::minute:
      return {phrase(Say::date_minute), 0, 59};
    case Op::second:
      return {phrase(Say::date_second), 0, 59};
    default:
      return {};
  }
}

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

/// ` UTC`, `GMT`, `z`: names of the zone that is written Z.
bool is_utc(std::string_view rest) {
  rest = without_blanks(rest);
  return std::ranges::any_of(std::array<std::string_view, 6>{"UTC", "utc", "GMT", "gmt", "Z", "z"},
                             [rest](std::string_view name) { return rest == name; });
}

/// `+01:00`, ` EST`, ` Europe/Berlin`, ` UTC`.
bool is_zone(std::string_view rest) {
  rest = without_blanks(rest);
  if (rest.empty()) return false;
  if (is_utc(rest)) return true;
  if (rest.size() > 1 && (rest[0] == '+' || rest[0] == '-')) return is_digit(rest[1]);
  const auto is_name = [](char c) { return is_letter(c) || c == '/' || c == '_'; };
  if (!is_capital(rest[0]) || !std::ranges::all_of(rest, is_name)) return false;
  return rest.find('/') != rest.npos || (rest.size() <= 5 && std::ranges::all_of(rest, is_capital));
}

/// What stands at `rest`, where nothing or something else belongs. `behind_time`: the time is read.
std::string too_much(std::string_view rest, bool behind_time) {
  if (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') && is_digit(rest[1]))
    return in_words(Say::date_no_fraction);
  if (rest[0] == 'T') return in_words(behind_time ? Say::date_nothing_more : Say::date_no_time);
  if (is_zone(rest) || rest[0] == 'Z' || rest[0] == '+' || rest[0] == '-')
    return in_words(Say::date_no_zone);
  if (rest[0] != ' ') return {};
  return in_words(behind_time ? Say::date_nothing_more : Say::date_no_time);
}

class DateWalk {
 public:
  DateWalk(const table::DecisionTable& table, std::string_view text) : table_(table), text_(text) {}

  void walk(const table::DateTime& format) {
    at_ = 0;
    year_ = month_ = day_ = 0;
    timed_ = false;
    const DateStep* first = table_.date_steps.data() + format.steps.first;
    const DateStep* const end = first + format.steps.count;
    for (const DateStep* step = first; step != end; ++step) {
      if (step->op == Op::optional_end) continue;
      if (step->op == Op::optional_begin) {
        const std::size_t before = at_;
        if (!takes_all(step + 1, step + step->skip)) at_ = before;
        step += step->skip;
      } else if (!takes(*step)) {
        return;
      }
    }
    if (at_ < text_.size()) return fail(at_, behind(first, end));
    const unsigned days = days_of_month(year_, month_);
    if (days != 0 && day_ > days)
      fail(text_.size() + 1, in_words(Say::date_month_has_days, {{"days", days}}));
  }

  [[nodiscard]] std::string why() const { return furthest_ == 0 ? std::string{} : why_; }

 private:
  void fail(std::size_t at, std::string why) {
    if (at < furthest_ || (at == furthest_ && !why_.empty())) return;
    furthest_ = at;
    why_ = std::move(why);
  }

  /// Why more stands there than the format has.
  [[nodiscard]] std::string behind(const DateStep* first, const DateStep* end) const {
    const DateStep& last = *(end - 1);
    const bool number = last.op >= Op::year && last.op <= Op::fraction;
    const bool digits = first != end && is_digit(text_[at_]) && number && last.min == last.max;
    if (digits) return digits_of(last);
    return too_much(text_.substr(at_), timed_);
  }
  [[nodiscard]] static std::string digits_of(const DateStep& step) {
    const std::string_view name =
        step.op == Op::fraction ? phrase(Say::date_fraction) : part_of(step.op).name;
    return in_words(step.min == 1 ? Say::date_digit : Say::date_digits,
                    {{"part", name}, {"count", unsigned{step.min}}});
  }

  /// An optional part as a whole; where none of it stands there, nothing is wrong with it.
  [[nodiscard]] bool takes_all(const DateStep* step, const DateStep* end) {
    const std::size_t furthest = furthest_, start = at_;
    const std::string why = why_;
    for (; step != end; ++step)
      if (step->op != Op::optional_begin && step->op != Op::optional_end && !takes(*step)) {
        if (at_ != start) return false;
        furthest_ = furthest;
        why_ = why;
        return false;
      }
    return true;
  }

  [[nodiscard]] bool takes(const DateStep& step) {
    switch (step.op) {
      case Op::literal:
        if (at_ < text_.size() && text_[at_] == step.literal) {
          ++at_;
          return true;
        }
        return wrong(
            step.literal == ' '
                ? in_words(Say::date_blank_missing)
                : in_words(Say::date_sign_missing, {{"sign", std::string_view(&step.literal, 1)}}));
      case Op::fraction:
        return takes_fraction(step);
      case Op::zone_or_z:
      case Op::zone_colon:
      case Op::zone_plain:
        return takes_zone(step.op);
      case Op::month_short:
      case Op::month_full:
        return takes_month_name(step.op == Op::month_full);
      case Op::half:
        if (half_at_front(text_.substr(at_)) == 0) return wrong(in_words(Say::date_half_missing));
        at_ += 2;
        return true;
      default:
        return takes_number(step);
    }
  }

  [[nodiscard]] bool takes_month_name(bool in_full) {
    month_ = month_at_front(text_.substr(at_), in_full);
    if (month_ != 0) {
      at_ += month_name(month_, in_full).size();
      return true;
    }
    if (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) {
      fail(at_ + 1, in_words(Say::date_month_is_name, {{"name", month_name(1, in_full)}}));
      return false;
    }
    return wrong(in_words(Say::date_month_name_missing));
  }

  [[nodiscard]] bool takes_fraction(const DateStep& step) {
    const std::size_t first = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    const std::size_t digits = at_ - first;
    if (digits == 0) return step.min == 1 ? false : wrong(in_words(Say::date_fraction_missing));
    if (digits >= step.min && digits <= step.max) return true;
    fail(at_, digits_of(step));
    return false;
  }

  [[nodiscard]] bool wrong(std::string missing) {
    if (at_ == text_.size()) {
      fail(at_, std::move(missing));
    } else {
      fail(at_, in_words(Say::date_after, {{"missing", missing}, {"text", text_.substr(0, at_)}}));
    }
    return false;
  }

  [[nodiscard]] bool takes_zone(Op op) {
    if (op == Op::zone_or_z && at_ < text_.size() && text_[at_] == 'Z') {
      ++at_;
      return true;
    }
    const std::string_view picture = op == Op::zone_plain ? "+0000" : "+00:00";
    const std::string_view here = text_.substr(at_, picture.size());
    const bool fits = here.size() == picture.size() && (here[0] == '+' || here[0] == '-') &&
                      std::ranges::equal(here.substr(1), picture.substr(1), [](char c, char p) {
                        return p == '0' ? is_digit(c) : c == p;
                      });
    if (fits) {
      at_ += picture.size();
      return true;
    }
    if (!here.empty() && (here[0] == '+' || here[0] == '-')) {
      fail(at_ + 1,
           in_words(Say::date_zone_written, {{"zone", op == Op::zone_plain ? "+0100" : "+01:00"}}));
      return false;
    }
    if (at_ < text_.size() && is_zone(text_.substr(at_))) {
      fail(at_ + 1, other_zone(op));
      return false;
    }
    return wrong(in_words(Say::date_zone_missing, {{"zone", op == Op::zone_or_z    ? "Z, +01:00"
                                                            : op == Op::zone_colon ? "+01:00"
                                                                                   : "+0100"}}));
  }

  /// A zone that is not written as the format has it.
  [[nodiscard]] std::string other_zone(Op op) const {
    const std::string_view zone = without_blanks(text_.substr(at_));
    const std::string_view picture = op == Op::zone_plain   ? "+0100"
                                     : op == Op::zone_colon ? "+01:00"
                                                            : phrase(Say::date_z_or_offset);
    const std::string_view utc = op == Op::zone_plain   ? "+0000"
                                 : op == Op::zone_colon ? "+00:00"
                                                        : "Z";
    if (zone == utc || !is_zone_name(zone)) return in_words(Say::date_zone_apart);
    if (is_utc(zone))
      return in_words(Say::date_name_written_behind, {{"name", zone}, {"zone", utc}});
    return in_words(Say::date_zone_written_behind, {{"zone", picture}});
  }
  [[nodiscard]] static bool is_zone_name(std::string_view zone) {
    return zone[0] != '+' && zone[0] != '-';
  }

  [[nodiscard]] bool takes_number(const DateStep& step) {
    timed_ = timed_ || step.op == Op::hour || step.op == Op::hour_of_half;
    const std::size_t first = at_;
    unsigned value = 0;
    for (; at_ < text_.size() && at_ - first < step.max && is_digit(text_[at_]); ++at_)
      value = value * 10 + static_cast<unsigned>(text_[at_] - '0');
    const DatePartName part = part_of(step.op);
    if (at_ - first < step.min) {
      if (at_ == first) return wrong(in_words(Say::date_part_missing, {{"part", part.name}}));
      if (first == 0 && step.op == Op::year && has_year_behind()) {
        fail(at_, in_words(Say::date_stands_first, {{"part", part.name}}));
        return false;
      }
      fail(at_, digits_of(step));
      return false;
    }
    const bool short_year = step.op == Op::year && step.max == 2;
    const bool of_day = step.op == Op::day || step.op == Op::month;
    if (first == 0 && of_day && at_ == 2 && text_.size() > 4 && is_digit(text_[2]) &&
        is_digit(text_[3]) && !is_digit(text_[4])) {  // it starts with a year
      fail(at_, in_words(Say::date_stands_first, {{"part", part.name}}));
      return false;
    }
    if (!short_year && (value < part.min || value > part.max)) {
      if (at_ < text_.size() && is_digit(text_[at_])) {  // a number of more digits: 2022-257
        fail(at_, digits_of(step));
        return false;
      }
      fail(at_ + 1, in_words(Say::date_no_such,
                             {{"part", part.name}, {"value", text_.substr(first, at_ - first)}}));
      return false;
    }
    if (step.op == Op::year) year_ = short_year ? 2000 + value : value;
    if (step.op == Op::month) month_ = value;
    if (step.op == Op::day) day_ = value;
    return true;
  }

  /// Four digits further on: of a date that starts with its day or month.
  [[nodiscard]] bool has_year_behind() const {
    std::size_t digits = 0;
    const std::size_t end = std::min(text_.find_first_of("T :"), text_.size());
    for (std::size_t i = at_; i < end && digits < 4; ++i)
      digits = is_digit(text_[i]) ? digits + 1 : 0;
    return digits == 4;
  }

  const table::DecisionTable& table_;
  std::string_view text_;
  std::size_t at_ = 0, furthest_ = 0;
  unsigned year_ = 0, month_ = 0, day_ = 0;
  bool timed_ = false;  // an hour has been read
  std::string why_;
};

}  // namespace

std::string why_no_date(const table::DecisionTable& table, const table::Check& check,
                        std::string_view text) {
  DateWalk walk(table, text);
  for (table::Index i = 0; i < check.span.count; ++i) {
    const table::Format& format = table.formats[table.format_ids[check.span.first + i]];
    if (format.kind != table::FormatKind::date_time) continue;
    for (table::Index a = 0; a < format.alternatives.count; ++a)
      walk.walk(table.date_times[format.alternatives.first + a]);
  }
  return walk.why();
}

}  // namespace leadlint::validate
