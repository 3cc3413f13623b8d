// What cannot count in a condition is found by what it asks: whether a field differs from itself, a
// length is below 0, a date is blank. (What holds of every good value, `id == id`, asks whether the
// value is one.) Covered by tests/idle_conditions_test.cpp.
#include "check/idle_conditions.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "check/names.h"
#include "check/operands.h"
#include "model/condition_text.h"
#include "model/moments.h"
#include "text/ascii.h"

namespace leadlint::check {
namespace {

using model::Comparison;
using model::Condition;
using model::Field;
using model::Operand;
using model::Scalar;
using model::text_of;
using Kind = Condition::Kind;

bool is_plain_zero(const Scalar& value) {
  const auto* number = std::get_if<std::int64_t>(&value.value);
  return number != nullptr && *number == 0;
}

class IdleCondition {
 public:
  IdleCondition(const Condition& condition, CheckContext& context)
      : condition_(condition), context_(context) {}

  void look() {
    switch (condition_.kind) {
      case Kind::compare:
        look_at_comparison();
        break;
      case Kind::in_list:
        look_at_list();
        break;
      case Kind::in_catalog:
        look_at_catalog();
        break;
      case Kind::blank:
        look_at_blank();
        break;
      case Kind::always:
      case Kind::never:
      case Kind::all_of:
      case Kind::any_of:
      case Kind::negation:
      case Kind::calculation:
      case Kind::present:
      case Kind::absent:
      case Kind::sent:
      case Kind::cleared:
      case Kind::given:
      case Kind::changed:
      case Kind::matches:
      case Kind::starts_with:
      case Kind::ends_with:
      case Kind::contains:
      case Kind::same:
      case Kind::only:
      case Kind::in_form:
      case Kind::any_item:
      case Kind::all_items:
      case Kind::in_items:
      case Kind::named:
        break;
    }
  }

  void look_at_calculation() {
    const Operand* operand = condition_.operands.data();
    std::vector<std::string> sides[2];
    for (const model::Term& term : condition_.terms) {
      const bool alone = std::ranges::count(condition_.terms, term.right, &model::Term::right) == 1;
      for (std::uint32_t factor = 0; factor < term.factors; ++factor, ++operand) {
        if (operand->kind != Operand::Kind::literal || !is_plain_zero(operand->literal)) continue;
        if (term.factors > 1)
          complain(operand->where, "a product with 0 is 0, whatever is sent");
        else if (!alone)
          complain(operand->where, "0 changes no sum: take it away");
      }
    }
    if (condition_.within && is_plain_zero(*condition_.within))
      complain(condition_.within->where,
               "`within` says how far the sides may be apart, and 0 is no distance: take it away");
    look_at_count();
  }

 private:
  void complain(model::SourceLocation where, Message message) {
    context_.mistakes.add(Code::bad_condition, where, std::move(message));
  }

  static const Field* field_of(const Operand& operand) {
    const Field* field = operand.path.steps.empty() ? nullptr : model::target(operand.path);
    return field == nullptr || field->none ? nullptr : field;
  }
  /// Its own form is all that it takes.
  static bool has_one_variant(const Field& field) {
    return field.also.empty() && !field.recovered && !field.values_by_option;
  }

  void look_at_both(const Operand& left, const Operand& right) {
    const bool alike = left.kind == right.kind && model::names_field(left) &&
                       left.seconds == right.seconds && text_of(left.path) == text_of(right.path) &&
                       left.row_column.catalog == right.row_column.catalog &&
                       left.row_column.column == right.row_column.column;
    if (!alike || left.seconds_option || right.seconds_option) return;
    if (left.path.base == model::Path::Base::option || field_of(left) == nullptr) return;
    complain(condition_.where,
             worded("nothing is less or more than itself, or another than that: `{}` is compared "
                    "with itself",
                    text_of(left.path)));
  }

  void look_at_comparison() {
    const Operand& left = condition_.operands[0];
    const Operand& right = condition_.operands[1];
    for (const Operand& operand : condition_.operands)
      if (operand.duration && operand.seconds == 0)
        complain(operand.where, "a duration of 0 moves nothing: take it away");
    const Comparison comparison = condition_.comparison;
    const bool of_itself = comparison == Comparison::ne || comparison == Comparison::lt ||
                           comparison == Comparison::gt;
    if (right.kind != Operand::Kind::literal) return of_itself ? look_at_both(left, right) : void();
    if (comparison != Comparison::lt) return;
    if (left.kind == Operand::Kind::length && is_plain_zero(right.literal))
      complain(right.where, "no length is less than 0");
    if (right.moment && right.moment->kind == model::Moment::Kind::time &&
        right.moment->seconds == 0 && right.moment->nanoseconds == 0)
      complain(right.where, worded("no time of day is before {}", spelling_of(right.literal)));
  }

  void look_at_list() {
    model::ScalarSet known;
    for (const Scalar& literal : condition_.literals)
      if (!known.insert(literal))
        complain(literal.where, worded("`{}` stands twice in the list", spelling_of(literal)));
  }

  void look_at_catalog() {
    for (const Operand& operand : condition_.operands) {
      const Field* field = field_of(operand);
      if (field == nullptr) continue;
      const Kinds kinds = check::kinds_of(*field, owner_of(operand.path, context_));
      if ((kinds & scalar_kinds) != 0) continue;
      context_.mistakes.add(Code::type_mismatch, operand.where,
                            worded("`{}` is {}, and a catalog lists single values",
                                   text_of(operand.path), kinds_text(kinds)),
                            {}, cause_of(*field, operand.path));
    }
  }

  void look_at_blank() {
    const Operand& operand = condition_.operands[0];
    const Field* field = field_of(operand);
    if (field == nullptr || !has_one_variant(*field)) return;
    const model::RuleSet& owner = owner_of(operand.path, context_);
    const bool listed = field->main.values &&
                        field->main.values->outcome.severity == Severity::error &&
                        std::ranges::none_of(field->main.values->is, [](const Scalar& value) {
                          const auto* text = std::get_if<std::string>(&value.value);
                          return text != nullptr && std::ranges::none_of(*text, is_letter) &&
                                 std::ranges::none_of(*text, is_digit);
                        });
    const bool moment = field->main.format &&
                        field->main.format->outcome.severity == Severity::error &&
                        model::takes_only_moments(field->main, owner);
    if (!listed && !moment) return;
    complain(operand.where,
             fmt::format("no value of `{0}` is blank: whether it is left out asks absent({0})",
                         text_of(operand.path)));
  }

  /// A count, or an item's place, beside a number: `count(lines) >= 0.5`.
  void look_at_count() {
    const bool two = condition_.terms.size() == 2 && condition_.operands.size() == 2;
    if (!two || condition_.terms[0].negative || condition_.terms[1].negative || condition_.within)
      return;
    const Operand *count = &condition_.operands[0], *number = &condition_.operands[1];
    Comparison comparison = condition_.comparison;
    if (count->kind == Operand::Kind::literal) {
      std::swap(count, number);
      comparison = mirrored(comparison);
    }
    const bool index = count->kind == Operand::Kind::index;
    if ((!index && count->kind != Operand::Kind::count) || number->kind != Operand::Kind::literal)
      return;
    const Scalar& literal = number->literal;
    const auto* whole = std::get_if<std::int64_t>(&literal.value);
    if (whole == nullptr && std::holds_alternative<model::Number>(literal.value))
      complain(number->where, worded("{} is a whole number, and {} is none",
                                     index ? "an index" : "a count", spelling_of(literal)));
    else if (whole != nullptr && *whole < 0)
      complain(number->where, index ? "an index is never negative: that of the first item is 0"
                                    : "a count is never negative");
    else if (whole != nullptr && *whole == 0 && comparison == Comparison::lt)
      complain(number->where, index ? "no index is less than 0, that of the first item"
                                    : "no count is less than 0");
  }

  const Condition& condition_;
  CheckContext& context_;
};

}  // namespace

void report_idle(const Condition& condition, CheckContext& context) {
  IdleCondition(condition, context).look();
}

void report_idle_calculation(const Condition& calculation, CheckContext& context) {
  IdleCondition(calculation, context).look_at_calculation();
}

}  // namespace leadlint::check
