// Constants, `now` and `today` beside fields of dates and times. Covered by tests/moments_test.cpp.
#include "check/moments.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check/names.h"
#include "model/condition_text.h"
#include "model/moments.h"
#include "model/words.h"
#include "text/ascii.h"

namespace leadlint::check {
namespace {

using model::Comparison;
using model::Condition;
using model::Field;
using model::Moment;
using model::Operand;
using model::Path;
using model::Scalar;
using model::Scope;
using model::text_of;

constexpr std::int64_t seconds_of_day = 86400;

bool is_equality(Comparison comparison) {
  return comparison == Comparison::eq || comparison == Comparison::ne;
}

Kinds kind_bit(Moment::Kind kind) {
  switch (kind) {
    case Moment::Kind::date:
      return date_kind;
    case Moment::Kind::time:
      return time_kind;
    case Moment::Kind::local:
      return local_kind;
    case Moment::Kind::instant:
      return instant_kind;
    case Moment::Kind::month:
      return month_kind;
  }
  return 0;
}

/// Does a constant of this kind compare with what a field holds by the day? Not where a time of the
/// field has a zone and the constant none, or the other way round: such a time compares with
/// nothing.
bool compares_by_day(Kinds constant, Kinds field) {
  const Kinds other = constant == instant_kind ? local_kind
                      : constant == local_kind ? instant_kind
                                               : Kinds{0};
  return share_a_day(constant, field) && (field & other) == 0;
}

/// What a side is called: `d`, time_of_day(d).
std::string name_of(const Operand& side) {
  if (const auto* function = model::value_function(side.kind))
    return fmt::format("{}({})", function->name, text_of(side.path));
  return "`" + text_of(side.path) + "`";
}

Message unlike(const Operand& left, Kinds kinds, std::string_view right, std::string_view what,
               std::string_view advice = "") {
  return worded("{} is {}, `{}` is {}: {}", name_of(left), kinds_text(kinds), right, what,
                advice.empty() ? "only like kinds compare" : advice);
}

/// `now`, `today`, perhaps moved: a word, not yet a field.
std::optional<Operand::Kind> clock_of(const Operand& operand) {
  const Path& path = operand.path;
  if (operand.kind != Operand::Kind::path || path.base != Path::Base::block ||
      path.steps.size() != 1 || path.steps[0].kind != model::Step::Kind::member)
    return std::nullopt;
  if (!operand.bare_word && !operand.moved) return std::nullopt;
  if (path.steps[0].name == "now") return Operand::Kind::now;
  if (path.steps[0].name == "today") return Operand::Kind::today;
  return std::nullopt;
}

/// Is the word rather a value of the field on the other side?
bool is_value_of(const Operand& word, const Operand& other, Comparison comparison,
                 const Scope& scope, const CheckContext& context) {
  if (!is_equality(comparison) || !word.bare_word || other.kind != Operand::Kind::path)
    return false;
  const Field* field = model::resolve(other.path, scope);
  if (field == nullptr) return false;
  const Scalar value{word.path.steps[0].name, {}};
  return lists_value(*field, context.pair_values, value) ||
         (kinds_of(*field, owner_of(other.path, context)) & text_kind) != 0;
}

constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 7> long_weekdays{
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// The word for a day; empty: it is none.
std::string_view weekday_of(const Scalar& literal) {
  const auto* text = std::get_if<std::string>(&literal.value);
  if (text == nullptr) return {};
  const std::string word = lowered(*text);
  for (std::size_t day = 0; day < weekdays.size(); ++day)
    if (word == weekdays[day] || word == long_weekdays[day]) return weekdays[day];
  return {};
}

}  // namespace

void read_clocks(Condition& condition, const Scope& scope, CheckContext& context) {
  for (const std::size_t i : {0U, 1U}) {
    Operand& word = condition.operands[i];
    const auto clock = clock_of(word);
    if (!clock) continue;
    const std::string& name = word.path.steps[0].name;
    if (scope.block != nullptr && model::find_field(*scope.block, name) != nullptr) continue;
    if (is_value_of(word, condition.operands[1 - i], condition.comparison, scope, context))
      continue;
    word.kind = *clock;
    word.bare_word = false;
    word.path.steps.clear();
  }
}

bool seconds_fit(const Operand& operand, const Field& field, Kinds kinds, CheckContext& context) {
  if (operand.seconds == 0 && !operand.seconds_option) return true;
  const bool plain = operand.kind == Operand::Kind::path;
  if (plain && (kinds & (instant_kind | local_kind)) != 0) return true;
  const bool days = operand.seconds % seconds_of_day == 0;
  if (plain && (kinds & date_kind) != 0 && days) return true;
  context.mistakes.add(
      Code::type_mismatch, operand.where,
      plain && (kinds & date_kind) != 0
          ? Message{fmt::format("{} is a date, which moves by whole days: write {} {} 1 day",
                                name_of(operand), name_of(operand),
                                operand.seconds < 0 ? '-' : '+')}
          : worded("seconds are added to an instant; {} is {}", name_of(operand),
                   kinds_text(kinds)),
      {}, cause_of(field, operand.path));
  return false;
}

bool is_moment_by_shape(const Operand& operand, const model::Field* field, Kinds kinds,
                        CheckContext& context) {
  if (field == nullptr || !field->has_shapes() || model::telling_variant(*field).format ||
      (kinds & moment_kinds) == 0)
    return false;
  context.mistakes.add(
      Code::type_mismatch, operand.where,
      model::worded("the shapes of `{}` are not alike, and the calendar compares what is a date or "
                    "a time in whichever: write its `format` beside `by`, or alike in each",
                    text_of(operand.path)));
  return true;
}

bool part_fits(const Operand& operand, const Field& field, Kinds kinds, CheckContext& context) {
  if (is_moment_by_shape(operand, &field, kinds, context)) return false;
  const bool weekday = operand.kind == Operand::Kind::weekday;
  const Kinds with_part = weekday ? static_cast<Kinds>(date_kind | local_kind | instant_kind)
                                  : static_cast<Kinds>(local_kind | instant_kind);
  if ((kinds & with_part) != 0) return true;
  context.mistakes.add(
      Code::type_mismatch, operand.where,
      worded("{}() asks for the {} of a date{}; `{}` is {}",
             model::value_function(operand.kind)->name, weekday ? "day" : "time",
             weekday ? "" : " with a time", text_of(operand.path), kinds_text(kinds)),
      {}, cause_of(field, operand.path));
  return false;
}

bool bind_constant(Condition& condition, const Side& side, CheckContext& context) {
  Operand& left = condition.operands[0];
  Operand& right = condition.operands[1];
  const bool time = left.kind == Operand::Kind::time_of_day;
  if (!side.known || (left.kind != Operand::Kind::path && !time)) return false;
  const bool equality = is_equality(condition.comparison);
  const auto* text = std::get_if<std::string>(&right.literal.value);
  const auto complain = [&](Code code, Message message, model::SourceLocation cause = {}) {
    context.mistakes.add(code, right.where, std::move(message), {}, cause);
    return true;
  };
  if (text == nullptr)
    return time &&
           complain(Code::type_mismatch, unlike(left, time_kind, spelling_of(right.literal), "none",
                                                "write a time in quotes, \"09:00\""));
  const model::SourceLocation cause =
      side.field == nullptr ? model::SourceLocation{} : cause_of(*side.field, left.path);
  const Kinds moments = side.kinds & moment_kinds;
  if (moments == 0) {
    if (!right.bare_moment) return false;
    if (equality && (side.kinds & text_kind) != 0)
      return complain(Code::type_mismatch,
                      worded("`{}` is {}, not a date: put {} in quotes", text_of(left.path),
                             kinds_text(side.kinds), *text),
                      cause);
    return complain(Code::type_mismatch, unlike(left, side.kinds, *text, "a date"), cause);
  }
  if (equality && !time && !right.bare_moment && left.seconds == 0) return false;

  const model::RuleSet& owner = owner_of(left.path, context);
  const Field* field = model::target(left.path);
  const auto own = time ? std::nullopt : model::read_moment(*field, owner, *text);
  const auto iso = model::read_iso_moment(*text);
  const auto moment = (right.bare_moment && iso) || !own ? iso : own;
  if (!moment && right.bare_moment)
    return complain(Code::bad_value, fmt::format("there is no day or time {}", *text));
  if (!moment && time)
    return complain(Code::bad_value,
                    fmt::format("`{}` is no time of day: write it as in \"09:00\"", *text));
  const model::Variant& variant = model::telling_variant(*field);
  if (!moment && model::takes_only_moments(variant, owner))
    return complain(Code::bad_value, no_moment(*text, name_of(left), variant, owner), cause);
  if (!moment)
    return complain(Code::bad_value, worded("{} is compared as {}, and `{}` is none", name_of(left),
                                            kinds_text(moments), *text));
  const Kinds bit = kind_bit(moment->kind);
  if ((bit & moments) == 0 && !compares_by_day(bit, moments)) {
    std::string_view advice;
    if (bit == local_kind && (moments & instant_kind) != 0)
      advice = "write the zone behind it, Z or +02:00";
    if (bit == instant_kind && (moments & local_kind) != 0) advice = "leave its zone out";
    if (bit != time_kind && moments == time_kind) advice = "write a time, \"09:00\"";
    if (bit == time_kind && (moments & (local_kind | instant_kind)) != 0)
      advice = "write time_of_day(...) to compare the time alone";
    return complain(Code::type_mismatch,
                    unlike(left, side.kinds, *text, model::kind_words(moment->kind), advice),
                    cause);
  }
  // The field reads it by its own letters, and lists of values know it: as an equality goes else.
  if (equality && own && own == moment && left.seconds == 0) return false;
  right.moment = moment;
  return true;
}

void bind_clock(const Condition& condition, const Side& side, CheckContext& context) {
  const Operand& left = condition.operands[0];
  const Operand& right = condition.operands[1];
  const bool now = right.kind == Operand::Kind::now;
  const std::string_view word = now ? "now" : "today";
  const auto complain = [&](Code code, Message message) {
    const model::SourceLocation cause =
        side.field == nullptr ? model::SourceLocation{} : cause_of(*side.field, left.path);
    context.mistakes.add(code, right.where, std::move(message), {}, cause);
  };
  if (right.seconds_option)
    return complain(
        Code::bad_condition,
        fmt::format("`{}` is moved by a duration that stands here: {} - 90 days", word, word));
  if (!now && right.seconds % seconds_of_day != 0)
    return complain(Code::type_mismatch,
                    "`today` is a date, which moves by whole days: write today + 1 day, or now");
  if (!side.known) return;
  if (left.kind != Operand::Kind::path)
    return complain(Code::type_mismatch,
                    fmt::format("`{}` compares with a field that is a date or an instant", word));
  const Kinds moments = side.kinds & moment_kinds;
  const Kinds bit = now ? instant_kind : date_kind;
  if ((bit & moments) != 0 || compares_by_day(bit, moments)) return;
  const bool local = now && (moments & local_kind) != 0;
  if (local && context.rules.zone) return;
  complain(Code::type_mismatch,
           unlike(left, side.kinds, word, now ? "an instant" : "a date",
                  local ? "name the zone of such times at the top of the file, `zone: \"+01:00\"`"
                        : ""));
}

void bind_weekday(Condition& condition, const Scope& scope, CheckContext& context) {
  using Kind = Condition::Kind;
  Operand& left = condition.operands[0];
  static_cast<void>(bind_side(left, scope, context));
  if (condition.kind == Kind::compare) {
    Operand& right = condition.operands[1];
    const std::string name = text_of(left.path);
    if (!is_equality(condition.comparison)) {
      context.mistakes.add(
          Code::bad_condition, right.where,
          fmt::format("weekdays have no order here: name them, weekday({}) in [mon, tue]", name));
      return;
    }
    if (right.kind == Operand::Kind::path && right.bare_word)
      right.literal = {right.path.steps[0].name, right.where};
    else if (right.kind != Operand::Kind::literal) {
      context.mistakes.add(Code::bad_condition, right.where,
                           fmt::format("write the day: weekday({}) == mon", name));
      return;
    }
    const bool negated = condition.comparison == Comparison::ne;
    Condition listed;
    listed.kind = Kind::in_list;
    listed.where = condition.where;
    listed.literals = {std::move(right.literal)};
    listed.operands = {std::move(left)};
    if (negated) {
      Condition outside;
      outside.kind = Kind::negation;
      outside.where = condition.where;
      outside.children = {std::move(listed)};
      condition = std::move(outside);
    } else {
      condition = std::move(listed);
    }
  }
  Condition& listed = condition.kind == Kind::negation ? condition.children[0] : condition;
  for (Scalar& literal : listed.literals) {
    const std::string_view day = weekday_of(literal);
    if (day.empty())
      context.mistakes.add(Code::bad_value, literal.where,
                           fmt::format("`{}` is no weekday: there are {}", spelling_of(literal),
                                       fmt::join(weekdays, " ")),
                           {spelling_of(literal), {weekdays.begin(), weekdays.end()}});
    else
      literal.value = std::string{day};
  }
}

}  // namespace leadlint::check
