// Holds a date or time in parts to the steps of a format: each part that differs is named, and what
// is left is written as the format has it.
#include "validate/date_fit.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "finding/words.h"
#include "read/times.h"
#include "text/month_names.h"
#include "validate/loose_time.h"

namespace leadlint::validate {
namespace {

using table::DateStep;
using Op = DateStep::Op;
using Order = LooseTime::Order;
using Zone = LooseTime::Zone;

bool is_zone_op(Op op) {
  return op == Op::zone_or_z || op == Op::zone_colon || op == Op::zone_plain;
}
bool is_month_op(Op op) { return op == Op::month || op == Op::month_short || op == Op::month_full; }
bool is_date_op(Op op) { return op == Op::year || is_month_op(op) || op == Op::day; }
bool is_hour_op(Op op) { return op == Op::hour || op == Op::hour_of_half; }

/// The steps of a format that a text with these parts has to follow; optional ones among them where
/// the text has what they hold.
class Shape {
 public:
  Shape(const table::DecisionTable& table, const table::DateTime& format, const LooseTime& time)
      : time_(time) {
    const DateStep* const first = table.date_steps.data() + format.steps.first;
    add(first, first + format.steps.count);
  }

  [[nodiscard]] const std::vector<const DateStep*>& steps() const { return steps_; }
  [[nodiscard]] const DateStep* find(Op op) const {
    const auto at = std::ranges::find(steps_, op, &DateStep::op);
    return at == steps_.end() ? nullptr : *at;
  }
  [[nodiscard]] const DateStep* find_if(bool (*fits)(Op)) const {
    const auto at = std::ranges::find_if(steps_, fits, &DateStep::op);
    return at == steps_.end() ? nullptr : *at;
  }
  [[nodiscard]] const DateStep* zone() const { return find_if(is_zone_op); }
  [[nodiscard]] const DateStep* month() const { return find_if(is_month_op); }
  [[nodiscard]] const DateStep* hour() const { return find_if(is_hour_op); }
  /// What stands behind the n-th step that `fits`, up to the next one that is no literal.
  template <class Fits>
  [[nodiscard]] std::string behind(Fits fits) const {
    auto at = std::ranges::find_if(steps_, fits, &DateStep::op);
    std::string text;
    if (at != steps_.end()) ++at;
    for (; at != steps_.end() && (*at)->op == Op::literal; ++at) text += (*at)->literal;
    return text;
  }
  [[nodiscard]] std::string in_front(const DateStep* step) const {
    auto at = std::ranges::find(steps_, step);
    std::string text;
    while (at != steps_.begin() && (*(at - 1))->op == Op::literal)
      text.insert(text.begin(), (*--at)->literal);
    return text;
  }
  [[nodiscard]] const DateStep* date() const { return find_if(is_date_op); }
  /// Does the time stand in front of the date?
  [[nodiscard]] bool is_clock_first() const {
    const auto first = std::ranges::find_if(
        steps_, [](Op op) { return op != Op::literal; }, &DateStep::op);
    return date() != nullptr && first != steps_.end() && !is_date_op((*first)->op);
  }
  /// First the date, then the time, then the zone; or the date last?
  [[nodiscard]] bool is_usual() const {
    const bool date_last = is_clock_first();
    const auto rank = [date_last](const DateStep* step) {
      return is_date_op(step->op) ? (date_last ? 3 : 0) : is_zone_op(step->op) ? 2 : 1;
    };
    int last = 0;
    for (const DateStep* const step : steps_) {
      if (step->op == Op::literal) continue;
      if (rank(step) < last) return false;
      last = rank(step);
    }
    return true;
  }
  [[nodiscard]] Order order() const {
    const auto at = std::ranges::find_if(steps_, is_date_op, &DateStep::op);
    return is_month_op((*at)->op) ? Order::month_first
           : (*at)->op == Op::day ? Order::day_first
                                  : Order::year_first;
  }

 private:
  void add(const DateStep* step, const DateStep* end) {
    for (; step < end; ++step) {
      if (step->op == Op::optional_end) continue;
      if (step->op != Op::optional_begin) {
        steps_.push_back(step);
        continue;
      }
      if (is_said(step + 1, step + step->skip)) add(step + 1, step + step->skip);
      step += step->skip;
    }
  }
  /// Does the text have what the optional part starts with?
  [[nodiscard]] bool is_said(const DateStep* step, const DateStep* end) const {
    while (step != end && step->op == Op::literal) ++step;
    if (step == end) return false;
    if (is_zone_op(step->op)) return time_.zone != Zone::none;
    if (step->op == Op::fraction) return !time_.fraction.empty();
    if (step->op == Op::second) return time_.second.is_there();
    if (is_hour_op(step->op)) return time_.has_time();
    return is_date_op(step->op) && time_.has_date();
  }

  const LooseTime& time_;
  std::vector<const DateStep*> steps_;
};

/// a blank, "-"
std::string sign_words(std::string_view sign) {
  if (sign == " ") return in_words(Say::date_a_blank);
  if (sign == "T" || sign == "t") return in_words(Say::date_a_t);
  return fmt::format("\"{}\"", sign);
}

class Fitting {
 public:
  Fitting(const table::DecisionTable& table, const table::DateTime& format, const LooseTime& time)
      : time_(time), shape_(table, format, time) {
    if (!shape_.is_usual()) return;
    usable_ = true;
    compare();
    if (!writable_) return;
    for (const DateStep* const step : shape_.steps()) write(*step);
    if (!writable_ || !read::is_time(table, format, written_)) written_.clear();
  }

  [[nodiscard]] bool is_usable() const { return usable_; }
  [[nodiscard]] unsigned cost() const { return cost_; }
  [[nodiscard]] const std::string& written() const { return written_; }
  [[nodiscard]] std::string why() const { return fmt::format("{}", fmt::join(differences_, "; ")); }
  /// Is all that differs a letter's case, which its words show?
  [[nodiscard]] bool is_case_alone() const { return case_alone_; }

 private:
  void differs(std::string words, unsigned cost = 1) {
    differences_.push_back(std::move(words));
    cost_ += cost;
  }
  void lacks(std::string words, unsigned cost = 1) {
    differs(std::move(words), cost);
    writable_ = false;
  }

  void compare() {
    const bool date = shape_.month() != nullptr, clock = shape_.hour() != nullptr;
    if (date && !time_.has_date()) return lacks(in_words(Say::date_date_missing), 4);
    if (!date && time_.has_date()) differs(in_words(Say::date_no_date), 4);
    if (date && time_.has_date()) compare_dates();
    if (clock && !time_.has_time()) lacks(in_words(Say::date_time_missing), 4);
    if (!clock && time_.has_time()) differs(in_words(Say::date_no_time), 4);
    if (!clock && !time_.has_time() && !time_.joint.empty())
      differs(in_words(Say::date_sign_not_there, {{"sign", sign_words(time_.joint)}}));
    std::string upper;  // letters that are to be
    if (clock && time_.has_time()) {
      if (date && time_.has_date() && shape_.is_clock_first() != time_.clock_first)
        differs(in_words(time_.clock_first ? Say::date_date_first : Say::date_time_first), 3);
      else if (date && time_.has_date())
        compare_joints(upper);
      compare_clocks();
      compare_zones(upper);
    }
    case_alone_ = differences_.empty() && !upper.empty();
    const bool both = upper == "TZ";
    if (case_alone_)
      differs(both ? in_words(Say::date_write_both_upper)
                   : in_words(Say::date_write_upper, {{"letter", upper}}));
    else if (!upper.empty())
      differs(both ? in_words(Say::date_both_lower)
                   : in_words(Say::date_is_lower, {{"letter", upper}}));
  }

  // ------------------------------------------------------------------------------------------ date

  void compare_dates() {
    const DateStep* const year = shape_.find(Op::year);
    const DateStep* const day = shape_.find(Op::day);
    if (day != nullptr && !time_.day.is_there()) lacks(in_words(Say::date_day_missing), 2);
    if (day == nullptr && time_.day.is_there()) differs(in_words(Say::date_no_day), 2);
    if (year == nullptr) return;
    const bool short_year = time_.year.digits < year->min;
    const std::string year_digits =
        short_year ? in_words(Say::date_with_digits, {{"count", year->min}}) : std::string{};
    if (short_year) writable_ = false;
    if (shape_.order() != time_.order) {
      differs(first_words(shape_.order()) + year_digits, 3);  // the other reading may need less
    } else {
      compare_separators();
      compare_digits(year, time_.year, phrase(Say::date_year));
      if (!time_.named_month && shape_.find(Op::month) != nullptr)
        compare_digits(shape_.find(Op::month), time_.month, phrase(Say::date_month));
      if (day != nullptr && time_.day.is_there())
        compare_digits(day, time_.day, phrase(Say::date_day));
    }
    compare_months();
    check_calendar(short_year);
  }
  void compare_months() {
    const Op wanted = shape_.month()->op;
    if (wanted == Op::month) {
      if (time_.named_month) differs(in_words(Say::date_month_is_number));
      return;
    }
    const bool in_full = wanted == Op::month_full;
    const std::string_view name = time_.month.value - 1 < 12
                                      ? month_name(time_.month.value, in_full)
                                      : month_name(1, in_full);
    if (!time_.named_month)
      differs(in_words(Say::date_month_is_name, {{"name", name}}));
    else if (time_.month_text != name)
      differs(in_words(Say::date_month_written, {{"name", name}}));
  }
  static std::string first_words(Order order) {
    return in_words(Say::date_stands_first,
                    {{"part", phrase(order == Order::year_first    ? Say::date_year
                                     : order == Order::month_first ? Say::date_month
                                                                   : Say::date_day)}});
  }
  void compare_separators() {
    const std::string wanted = shape_.behind(is_date_op);
    const std::string said = time_.between == 0 ? "" : std::string(1, time_.between);
    const bool named = shape_.find(Op::month) == nullptr;
    if (wanted == said || time_.named_month != named) return;
    const std::string_view where =
        phrase(time_.day.is_there() ? Say::date_between_all : Say::date_between_two);
    if (wanted.empty())
      differs(in_words(Say::date_nothing_stands, {{"where", where}}));
    else
      differs(
          in_words(Say::date_sign_stands,
                   {{"sign", sign_words(wanted)}, {"where", where}, {"not_part", no_words(said)}}));
  }
  /// ", not a blank"
  static std::string no_words(std::string_view sign) {
    return sign.empty() ? std::string{} : in_words(Say::date_not, {{"sign", sign_words(sign)}});
  }
  void compare_digits(const DateStep* step, LooseNumber number, std::string_view name) {
    if (number.digits >= step->min && number.digits <= step->max) return;
    const unsigned wanted = number.digits < step->min ? step->min : step->max;
    differs(in_words(wanted == 1 ? Say::date_digit : Say::date_digits,
                     {{"part", name}, {"count", wanted}}));
  }
  void check_calendar(bool short_year) {
    const unsigned year =
        short_year || time_.year.digits == 2 ? 2000 + time_.year.value % 100 : time_.year.value;
    if (year == 0) return lacks(in_words(Say::date_no_year_0));
    if (time_.month.value == 0 || time_.month.value > 12)
      return lacks(no_such(phrase(Say::date_month), time_.month));
    if (!time_.day.is_there()) return;
    if (time_.day.value == 0 || time_.day.value > 31)
      return lacks(no_such(phrase(Say::date_day), time_.day));
    const unsigned days = days_of_month(year, time_.month.value);
    if (time_.day.value > days) lacks(in_words(Say::date_month_has_days, {{"days", days}}));
  }
  static std::string no_such(std::string_view name, LooseNumber number) {
    return in_words(
        Say::date_no_such,
        {{"part", name}, {"value", fmt::format("{:0{}}", number.value, number.digits)}});
  }

  // ------------------------------------------------------------------------------------------ time

  void compare_joints(std::string& upper) {
    const std::string wanted = shape_.in_front(time_.clock_first ? shape_.date() : shape_.hour());
    if (wanted == time_.joint) return;
    if (wanted == "T" && time_.joint == "t") {
      upper = "T";
      return;
    }
    const bool blanks = time_.joint.find_first_not_of(' ') == std::string_view::npos;
    const std::string_view said = blanks && !time_.joint.empty() ? " " : time_.joint;
    if (wanted == " " && said == " ") return differs(in_words(Say::date_one_blank));
    differs(in_words(Say::date_between_day_and_time,
                     {{"sign", sign_words(wanted)}, {"not_part", no_words(said)}}));
  }

  void compare_clocks() {
    if (const DateStep* const half = shape_.find(Op::half)) {
      compare_halves(*half);
    } else if (time_.half != 0) {
      differs(in_words(Say::date_no_halves));
      if (time_.hour.value == 0 || time_.hour.value > 12) writable_ = false;
    } else {
      compare_hours();
    }
    if (time_.hour.value > 23) lacks(no_such(phrase(Say::date_hour), time_.hour));
    if (time_.minute.value > 59) lacks(no_such(phrase(Say::date_minute), time_.minute));
    if (time_.second.value > 59) lacks(no_such(phrase(Say::date_second), time_.second));
    compare_seconds();
  }
  void compare_hours() {
    if (time_.has_colons != (shape_.behind(is_hour_op) == ":") &&
        shape_.find(Op::minute) != nullptr)
      differs(in_words(time_.has_colons ? Say::date_no_colons : Say::date_colons));
    compare_digits(shape_.hour(), time_.hour, phrase(Say::date_hour));
  }
  void compare_halves(const DateStep& half) {
    if (time_.half == 0) return differs(in_words(Say::date_halves_example));
    if (time_.hour.value == 0 || time_.hour.value > 12) return lacks(in_words(Say::date_halves));
    compare_hours();
    const bool apart = shape_.in_front(&half).ends_with(' ');
    if (half_at_front(time_.half_text) == 0 || time_.half_text.size() != 2)
      differs(in_words(Say::date_half_letters));
    else if (apart != time_.half_apart)
      differs(in_words(apart ? Say::date_blank_before_half : Say::date_nothing_before_half));
  }
  void compare_seconds() {
    const bool wanted = shape_.find(Op::second) != nullptr;
    if (wanted && !time_.second.is_there()) differs(in_words(Say::date_seconds_missing));
    if (!wanted && time_.second.is_there()) return differs(in_words(Say::date_no_seconds));
    compare_fractions();
  }
  void compare_fractions() {
    const DateStep* const wanted = shape_.find(Op::fraction);
    if (wanted == nullptr && time_.fraction.empty()) {
      if (time_.point != 0) differs(in_words(Say::date_leave_point));
    } else if (wanted == nullptr) {
      differs(in_words(Say::date_no_fraction));
    } else if (time_.fraction.empty()) {
      differs(in_words(time_.point != 0 ? Say::date_no_digit_follows
                                        : Say::date_fraction_of_second_missing));
    } else {
      const std::string point = shape_.in_front(wanted);
      if (point.size() == 1 && point[0] != time_.point)
        differs(in_words(point == "." ? Say::date_point_not_comma : Say::date_comma_not_point));
      compare_digits(wanted, {0, static_cast<unsigned>(time_.fraction.size())},
                     phrase(Say::date_fraction));
    }
  }

  // ------------------------------------------------------------------------------------------ zone

  void compare_zones(std::string& upper) {
    const DateStep* const wanted = shape_.zone();
    if (wanted == nullptr) {
      if (time_.zone != Zone::none) lacks(in_words(Say::date_no_zone), 2);
      return;
    }
    if (time_.zone == Zone::none)
      return lacks(
          in_words(Say::date_zone_missing, {{"zone", wanted->op == Op::zone_or_z    ? "Z, +01:00"
                                                     : wanted->op == Op::zone_colon ? "+01:00"
                                                                                    : "+0100"}}),
          2);
    const bool apart = time_.zone_apart && shape_.in_front(wanted) != " ";
    const std::string zone = zone_of(wanted->op);
    if (zone.empty()) return no_zone(wanted->op);
    if (zone == "Z" && time_.zone_text == "z" && !apart) {
      upper += 'Z';
    } else if (zone == time_.zone_text) {
      if (apart) differs(in_words(Say::date_zone_apart));
    } else if (time_.zone == Zone::offset) {
      differs(in_words(apart ? Say::date_zone_written_behind : Say::date_zone_written,
                       {{"zone", zone}}));
    } else {
      differs(in_words(Say::date_name_written_behind, {{"name", time_.zone_text}, {"zone", zone}}));
    }
  }
  /// A zone that cannot be written: there is none, or nobody knows its hours.
  void no_zone(Op op) {
    if (time_.zone == Zone::offset)
      return lacks(in_words(Say::date_no_such_zone, {{"zone", time_.zone_text}}));
    lacks(in_words(Say::date_zone_written_behind,
                   {{"zone", op == Op::zone_or_z    ? phrase(Say::date_z_or_offset)
                             : op == Op::zone_colon ? "+01:00"
                                                    : "+0100"}}));
  }
  [[nodiscard]] std::string zone_of(Op op) const {
    const bool utc = time_.zone == Zone::z || time_.zone == Zone::utc_name;
    if (time_.zone == Zone::name) return {};
    if (op == Op::zone_or_z && utc) return "Z";
    if (time_.zone_hours.value > 23 || time_.zone_minutes.value > 59) return {};
    const char sign = !utc && !time_.zone_text.starts_with('+') ? '-' : '+';
    return fmt::format("{}{:02}{}{:02}", sign, time_.zone_hours.value,
                       op == Op::zone_plain ? "" : ":", time_.zone_minutes.value);
  }

  // --------------------------------------------------------------------------------------- writing

  void write(const DateStep& step) {
    switch (step.op) {
      case Op::literal:
        written_ += step.literal;
        return;
      case Op::year:
        if (step.max == 2 && time_.year.digits == 4 && time_.year.value / 100 != 20)
          writable_ = false;
        return number(step.max == 2 ? time_.year.value % 100 : time_.year.value, step);
      case Op::month:
        return number(time_.month.value, step);
      case Op::day:
        return number(time_.day.value, step);
      case Op::month_short:
      case Op::month_full:
        if (time_.month.value - 1 >= 12)
          writable_ = false;
        else
          written_ += month_name(time_.month.value, step.op == Op::month_full);
        return;
      case Op::hour:
        return number(hour(), step);
      case Op::hour_of_half:
        return number((hour() + 11) % 12 + 1, step);
      case Op::half:
        written_ += hour() < 12 ? "AM" : "PM";
        return;
      case Op::minute:
        return number(time_.minute.value, step);
      case Op::second:
        return number(time_.second.value, step);
      case Op::fraction: {
        std::string digits{time_.fraction.substr(0, step.max)};
        if (digits.size() < step.min) digits.append(step.min - digits.size(), '0');
        written_ += digits;
        return;
      }
      default:
        written_ += zone_of(step.op);
    }
  }
  [[nodiscard]] unsigned hour() const {
    return time_.half == 0 ? time_.hour.value : hour_of_day(time_.hour.value, time_.half);
  }
  void number(unsigned value, const DateStep& step) {
    written_ += fmt::format("{:0{}}", value, step.min);
  }

  const LooseTime& time_;
  Shape shape_;
  bool usable_ = false, writable_ = true, case_alone_ = false;
  unsigned cost_ = 0;
  std::vector<std::string> differences_;
  std::string written_;
};

}  // namespace

DateFit date_fit(const table::DecisionTable& table, const table::DateTime& format,
                 const LooseTime& time) {
  const Fitting fit(table, format, time);
  return {fit.is_usable(), fit.cost(), fit.why(), fit.written(), fit.is_case_alone()};
}

}  // namespace leadlint::validate
