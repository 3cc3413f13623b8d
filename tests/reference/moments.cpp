// Constants of dates and times, `now` and `today`, days of the week and times of day: as the manual
// says it.
#include <chrono>

#include "reference/nodes.h"

namespace reference {
namespace {

using OperandKind = model::Operand::Kind;
using PartKind = model::DatePart::Kind;

model::DatePart number_of(PartKind kind, std::uint8_t digits) {
  return {kind, "", digits, digits, {}};
}
model::DatePart sign(const char* text) { return {PartKind::literal, text, 0, 0, {}}; }
model::DatePart maybe(model::DatePattern parts) {
  return {PartKind::optional, "", 0, 0, std::move(parts)};
}

/// 2025-03-01, 10:00, 2025-03-01T10:00:30.5Z
std::optional<Moment> iso(std::string_view text) {
  const model::DatePattern day{number_of(PartKind::year, 4), sign("-"),
                               number_of(PartKind::month, 2), sign("-"),
                               number_of(PartKind::day, 2)};
  const model::DatePattern clock{number_of(PartKind::hour, 2), sign(":"),
                                 number_of(PartKind::minute, 2),
                                 maybe({sign(":"), number_of(PartKind::second, 2),
                                        maybe({sign("."), {PartKind::fraction, "", 1, 9, {}}})})};
  model::DatePattern both = day;
  both.push_back(sign("T"));
  both.insert(both.end(), clock.begin(), clock.end());
  both.push_back(maybe({{PartKind::zone_or_z, "", 0, 0, {}}}));
  for (const model::DatePattern& pattern : {day, clock, both})
    if (auto moment = read_moment(pattern, text)) return moment;
  return std::nullopt;
}

std::chrono::sys_days day_of(const Moment& moment) {
  using namespace std::chrono;
  return year_month_day{year{*moment.year}, month{static_cast<unsigned>(*moment.month)},
                        day{static_cast<unsigned>(*moment.day)}};
}

/// The same instant on the clocks of another zone.
Moment on_clocks_of(Moment moment, int zone_minutes) {
  using namespace std::chrono;
  const auto moved = day_of(moment) + hours{*moment.hour} +
                     minutes{*moment.minute - *moment.zone_minutes + zone_minutes};
  const auto midnight = floor<days>(moved);
  const year_month_day date{midnight};
  const auto into_day = duration_cast<minutes>(moved - midnight).count();
  moment.year = int{date.year()};
  moment.month = static_cast<int>(unsigned{date.month()});
  moment.day = static_cast<int>(unsigned{date.day()});
  moment.hour = static_cast<int>(into_day / 60);
  moment.minute = static_cast<int>(into_day % 60);
  moment.zone_minutes = zone_minutes;
  return moment;
}

Moment date_alone(const Moment& moment) {
  return {moment.year, moment.month, moment.day, {}, {}, {}, "", {}, {}};
}
std::optional<Moment> time_alone(const Moment& moment) {
  if (!moment.has_clock()) return std::nullopt;
  return Moment{{}, {}, {}, moment.hour, moment.minute, moment.second, moment.fraction, {}, {}};
}

}  // namespace

bool is_of_time(const model::Condition& condition) {
  return condition.operands[0].kind == OperandKind::time_of_day ||
         condition.operands[1].kind == OperandKind::time_of_day;
}

bool is_about_moment(const model::Condition& condition) {
  return condition.kind == model::Condition::Kind::compare &&
         (condition.operands[1].moment || is_clock(condition.operands[1]) || is_of_time(condition));
}

std::optional<Moment> Judge::now() const {
  if (context_.now.empty()) return std::nullopt;
  const Moment now = *iso(context_.now);
  return rules_.zone ? on_clocks_of(now, *rules_.zone / 60) : now;
}

std::optional<Moment> Judge::moment_at(const model::Operand& side, Node& instance) {
  const Place place = look_up(side.path, instance);
  if (!place.good()) return std::nullopt;
  const Typed value = typed(*place.node);
  const auto* moment = std::get_if<Moment>(&value);
  return moment != nullptr ? std::optional(*moment) : std::nullopt;
}

/// What stands on the right, for this value on the left.
std::optional<Moment> Judge::right_side(const model::Condition& condition, const Moment& left,
                                        Node& instance) {
  const model::Operand& right = condition.operands[1];
  if (right.kind == OperandKind::today) return now() ? std::optional(date_alone(*now())) : now();
  if (right.kind == OperandKind::now) {
    std::optional<Moment> moment = now();
    if (moment && rules_.zone && left.has_clock() && !left.zone_minutes)
      moment->zone_minutes.reset();
    return moment;
  }
  if (right.kind != OperandKind::literal) return moment_at(right, instance);
  const std::string text = std::get<std::string>(right.literal.value);
  const model::Operand& asked = condition.operands[0];
  if (!right.bare_moment && asked.kind == OperandKind::path) {
    const Typed own = literal(*look_up(asked.path, instance).node, right.literal);
    if (const auto* moment = std::get_if<Moment>(&own)) return *moment;
  }
  return iso(text);
}

std::optional<int> Judge::order_of_moments(const model::Condition& condition, Node& instance) {
  std::optional<Moment> left = moment_at(condition.operands[0], instance);
  std::optional<Moment> right = left ? right_side(condition, *left, instance) : std::nullopt;
  if (left && right && is_of_time(condition)) {
    left = time_alone(*left);
    right = time_alone(*right);
  }
  if (!left || !right) return std::nullopt;
  return compare_moments(*left, *right,
                         condition.operands[1].seconds - condition.operands[0].seconds);
}

/// Both sides are there, and neither is before the other: a date and a time of day, a word.
bool Judge::is_no_moment(const model::Condition& condition, Node& instance, const Node* unread) {
  for (const model::Operand& side : condition.operands) {
    if (!model::names_field(side)) continue;
    const Place place = look_up(side.path, instance);
    if (!place.good() || place.node == unread) continue;
    const std::optional<Moment> moment = moment_at(side, instance);
    if (!moment) return true;
    if (is_of_time(condition)) {
      if (!time_alone(*moment)) return true;
      continue;
    }
    const std::optional<Moment> right = right_side(condition, *moment, instance);
    if (right && !compare_moments(*moment, *right, 0)) return true;
  }
  return false;
}

bool Judge::on_weekday(const model::Condition& condition, Node& instance) {
  static constexpr const char* days[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  const std::optional<Moment> moment = moment_at(condition.operands[0], instance);
  if (!moment || !moment->has_date()) return false;
  const std::string day = days[std::chrono::weekday{day_of(*moment)}.c_encoding()];
  for (const model::Scalar& literal : condition.literals)
    if (std::get<std::string>(literal.value) == day) return true;
  return false;
}

/// It is there, and has no day of the week: a time of day, a word, a month.
bool Judge::has_no_weekday(const model::Condition& condition, Node& instance, const Node* unread) {
  const model::Operand& side = condition.operands[0];
  if (side.kind != OperandKind::weekday) return false;
  const Place place = look_up(side.path, instance);
  if (!place.good() || place.node == unread) return false;
  const std::optional<Moment> moment = moment_at(side, instance);
  return !moment || !moment->has_date();
}

/// A rule with `since` is in force from then on, and where nobody knows what time it is.
bool Judge::in_force(const model::Rule& rule) const {
  if (!rule.since || !now()) return true;
  return compare_moments(*now(), *iso(rule.since->text), 0) >= 0;
}

/// A bound that is a date or time; 0 where the value does not compare with it.
int Judge::order_of_bound(const Node& node, const model::Variant& variant, const Moment& value,
                          const std::string& text) {
  const std::optional<Moment> own = moment_of(node, variant, text);
  const std::optional<Moment> bound = own ? own : iso(text);
  return bound ? compare_moments(value, *bound, 0).value_or(0) : 0;
}

}  // namespace reference
