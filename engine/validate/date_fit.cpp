// Holds a date or time in parts to the steps of a format: each part that differs is named, and what
// is left is written as the format has it.
#include "validate/date_fit.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

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
  if (sign == " ") return "a blank";
  if (sign == "T" || sign == "t") return "a T";
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
    if (date && !time_.has_date()) return lacks("the date is missing", 4);
    if (!date && time_.has_date()) differs("a date does not belong there", 4);
    if (date && time_.has_date()) compare_dates();
    if (clock && !time_.has_time()) lacks("the time is missing", 4);
    if (!clock && time_.has_time()) differs("a time does not belong there", 4);
    if (!clock && !time_.has_time() && !time_.joint.empty())
      differs(fmt::format("{} does not belong there", sign_words(time_.joint)));
    std::string upper;  // letters that are to be
    if (clock && time_.has_time()) {
      if (date && time_.has_date() && shape_.is_clock_first() != time_.clock_first)
        differs(time_.clock_first ? "the date stands in front of the time"
                                  : "the time stands in front of the date",
                3);
      else if (date && time_.has_date())
        compare_joints(upper);
      compare_clocks();
      compare_zones(upper);
    }
    case_alone_ = differences_.empty() && !upper.empty();
    if (case_alone_)
      differs(fmt::format("write {} in upper case", upper));
    else if (!upper.empty())
      differs(fmt::format("{} in lower case", upper == "T and Z"
                                                  ? "its T and Z are"
                                                  : fmt::format("its {} is", upper)));
  }

  // ------------------------------------------------------------------------------------------ date

  void compare_dates() {
    const DateStep* const year = shape_.find(Op::year);
    const DateStep* const day = shape_.find(Op::day);
    if (day != nullptr && !time_.day.is_there()) lacks("the day is missing", 2);
    if (day == nullptr && time_.day.is_there()) differs("a day does not belong there", 2);
    if (year == nullptr) return;
    const bool short_year = time_.year.digits < year->min;
    const std::string year_digits = short_year ? fmt::format(", with {} digits", year->min) : "";
    if (short_year) writable_ = false;
    if (shape_.order() != time_.order) {
      differs(first_words(shape_.order()) + year_digits, 3);  // the other reading may need less
    } else {
      compare_separators();
      compare_digits(year, time_.year, "year");
      if (!time_.named_month && shape_.find(Op::month) != nullptr)
        compare_digits(shape_.find(Op::month), time_.month, "month");
      if (day != nullptr && time_.day.is_there()) compare_digits(day, time_.day, "day");
    }
    compare_months();
    check_calendar(short_year);
  }
  void compare_months() {
    const Op wanted = shape_.month()->op;
    if (wanted == Op::month) {
      if (time_.named_month) differs("the month is a number");
      return;
    }
    const bool in_full = wanted == Op::month_full;
    const std::string_view name = time_.month.value - 1 < 12
                                      ? month_name(time_.month.value, in_full)
                                      : month_name(1, in_full);
    if (!time_.named_month)
      differs(fmt::format("the month is a name such as {}", name));
    else if (time_.month_text != name)
      differs(fmt::format("the month is written {}", name));
  }
  static std::string first_words(Order order) {
    return fmt::format("the {} stands first", order == Order::year_first    ? "year"
                                              : order == Order::month_first ? "month"
                                                                            : "day");
  }
  void compare_separators() {
    const std::string wanted = shape_.behind(is_date_op);
    const std::string said = time_.between == 0 ? "" : std::string(1, time_.between);
    const bool named = shape_.find(Op::month) == nullptr;
    if (wanted == said || time_.named_month != named) return;
    const std::string_view where =
        time_.day.is_there() ? "between year, month and day" : "between year and month";
    if (wanted.empty())
      differs(fmt::format("nothing stands {}", where));
    else
      differs(fmt::format("{} stands {}{}", sign_words(wanted), where,
                          said.empty() ? "" : ", not " + sign_words(said)));
  }
  void compare_digits(const DateStep* step, LooseNumber number, std::string_view name) {
    if (number.digits >= step->min && number.digits <= step->max) return;
    const unsigned wanted = number.digits < step->min ? step->min : step->max;
    differs(fmt::format("the {} has {} digit{}", name, wanted, wanted == 1 ? "" : "s"));
  }
  void check_calendar(bool short_year) {
    const unsigned year =
        short_year || time_.year.digits == 2 ? 2000 + time_.year.value % 100 : time_.year.value;
    if (year == 0) return lacks("there is no year 0000");
    if (time_.month.value == 0 || time_.month.value > 12)
      return lacks(no_such("month", time_.month));
    if (!time_.day.is_there()) return;
    if (time_.day.value == 0 || time_.day.value > 31) return lacks(no_such("day", time_.day));
    const unsigned days = days_of_month(year, time_.month.value);
    if (time_.day.value > days) lacks(fmt::format("that month has {} days", days));
  }
  static std::string no_such(std::string_view name, LooseNumber number) {
    return fmt::format("there is no {} {:0{}}", name, number.value, number.digits);
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
    const std::string said = time_.joint.empty() ? ""
                             : blanks            ? "a blank"
                                                 : sign_words(time_.joint);
    if (wanted == " " && said == "a blank") return differs("one blank is enough");
    differs(fmt::format("{} stands between the day and the time{}", sign_words(wanted),
                        said.empty() ? "" : ", not " + said));
  }

  void compare_clocks() {
    if (const DateStep* const half = shape_.find(Op::half)) {
      compare_halves(*half);
    } else if (time_.half != 0) {
      differs("its hours go from 00 to 23, without AM and PM: 10 PM is 22");
      if (time_.hour.value == 0 || time_.hour.value > 12) writable_ = false;
    } else {
      compare_hours();
    }
    if (time_.hour.value > 23) lacks(no_such("hour", time_.hour));
    if (time_.minute.value > 59) lacks(no_such("minute", time_.minute));
    if (time_.second.value > 59) lacks(no_such("second", time_.second));
    compare_seconds();
  }
  void compare_hours() {
    if (time_.has_colons != (shape_.behind(is_hour_op) == ":") &&
        shape_.find(Op::minute) != nullptr)
      differs(time_.has_colons ? "nothing stands between its hours, minutes and seconds"
                               : R"(":" stands between its hours and minutes)");
    compare_digits(shape_.hour(), time_.hour, "hour");
  }
  void compare_halves(const DateStep& half) {
    if (time_.half == 0)
      return differs("its hours go from 1 to 12, with AM or PM: 22:00 is 10:00 PM");
    if (time_.hour.value == 0 || time_.hour.value > 12)
      return lacks("its hours go from 1 to 12, with AM or PM");
    compare_hours();
    const bool apart = shape_.in_front(&half).ends_with(' ');
    if (half_at_front(time_.half_text) == 0 || time_.half_text.size() != 2)
      differs("AM and PM are two letters of one case, without points");
    else if (apart != time_.half_apart)
      differs(apart ? "a blank stands before AM and PM" : "nothing stands before AM and PM");
  }
  void compare_seconds() {
    const bool wanted = shape_.find(Op::second) != nullptr;
    if (wanted && !time_.second.is_there()) differs("the seconds are missing");
    if (!wanted && time_.second.is_there()) return differs("seconds do not belong there");
    compare_fractions();
  }
  void compare_fractions() {
    const DateStep* const wanted = shape_.find(Op::fraction);
    if (wanted == nullptr && time_.fraction.empty()) {
      if (time_.point != 0) differs("no digit follows its point: leave the point out");
    } else if (wanted == nullptr) {
      differs("a fraction of a second does not belong there");
    } else if (time_.fraction.empty()) {
      differs(time_.point != 0 ? "no digit follows its point"
                               : "the fraction of a second is missing");
    } else {
      const std::string point = shape_.in_front(wanted);
      if (point.size() == 1 && point[0] != time_.point)
        differs(fmt::format("a {} stands before the fraction, not a {}",
                            point == "." ? "point" : "comma", point == "." ? "comma" : "point"));
      compare_digits(wanted, {0, static_cast<unsigned>(time_.fraction.size())}, "fraction");
    }
  }

  // ------------------------------------------------------------------------------------------ zone

  void compare_zones(std::string& upper) {
    const DateStep* const wanted = shape_.zone();
    if (wanted == nullptr) {
      if (time_.zone != Zone::none) lacks("a zone does not belong there", 2);
      return;
    }
    if (time_.zone == Zone::none)
      return lacks(
          fmt::format("the zone ({}) is missing", wanted->op == Op::zone_or_z    ? "Z, +01:00"
                                                  : wanted->op == Op::zone_colon ? "+01:00"
                                                                                 : "+0100"),
          2);
    const bool apart = time_.zone_apart && shape_.in_front(wanted) != " ";
    const std::string zone = zone_of(wanted->op);
    if (zone.empty()) return no_zone(wanted->op);
    if (zone == "Z" && time_.zone_text == "z" && !apart) {
      upper += upper.empty() ? "Z" : " and Z";
    } else if (zone == time_.zone_text) {
      if (apart) differs("its zone stands directly behind the time, without a blank");
    } else if (time_.zone == Zone::offset) {
      differs(
          fmt::format("its zone is written {}{}", zone, apart ? ", directly behind the time" : ""));
    } else {
      differs(fmt::format("{} is written {}, directly behind the time", time_.zone_text, zone));
    }
  }
  /// A zone that cannot be written: there is none, or nobody knows its hours.
  void no_zone(Op op) {
    if (time_.zone == Zone::offset)
      return lacks(fmt::format("there is no zone {}", time_.zone_text));
    lacks(fmt::format("its zone is written {}, directly behind the time",
                      op == Op::zone_or_z    ? "Z or +01:00"
                      : op == Op::zone_colon ? "+01:00"
                                             : "+0100"));
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
