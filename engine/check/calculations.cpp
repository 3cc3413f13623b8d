// What is added up and multiplied, and over which list. Covered by tests/check_test.cpp and
// tests/calculation_test.cpp.
#include "check/calculations.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "check/idle_conditions.h"
#include "check/items.h"
#include "check/names.h"
#include "check/operands.h"
#include "model/condition_text.h"
#include "model/words.h"
#include "text/decimal.h"
#include "text/decimal_sum.h"
#include "text/list.h"

namespace leadlint::check {
namespace {

using model::Comparison;
using model::Condition;
using model::Field;
using model::Operand;
using model::Path;
using model::Scalar;
using model::Scope;
using model::Step;
using model::text_of;

Operand literal_operand(std::int64_t number, model::SourceLocation where) {
  Operand operand;
  operand.kind = Operand::Kind::literal;
  operand.where = operand.literal.where = where;
  operand.literal.value = number;
  return operand;
}

/// `net + 5`, whose 5 the parser took for seconds, is two terms.
void split_seconds(Condition& condition) {
  std::vector<Operand> operands;
  std::vector<model::Term> terms;
  std::size_t at = 0;
  for (const model::Term& term : condition.terms) {
    terms.push_back(term);
    std::int64_t added = 0;
    for (std::uint32_t factor = 0; factor < term.factors; ++factor) {
      operands.push_back(std::move(condition.operands[at++]));
      Operand& operand = operands.back();
      operand.bare_word = false;
      added = std::exchange(operand.seconds, 0);
    }
    if (added == 0) continue;
    terms.push_back({term.right, added < 0, 1});
    operands.push_back(literal_operand(added < 0 ? -added : added, operands.back().where));
  }
  condition.operands = std::move(operands);
  condition.terms = std::move(terms);
}

class Calculation {
 public:
  Calculation(Condition& condition, const Scope& scope, CheckContext& context)
      : condition_(condition), scope_(scope), context_(context) {}

  void bind() {
    read_index(condition_, scope_, context_);
    for (const Operand& operand : condition_.operands)
      if (operand.duration)
        return complain(Code::type_mismatch, operand.where,
                        operand.kind == Operand::Kind::index
                            ? Message("`index` is a number, and a duration moves a date or a time")
                            : worded("a duration moves a date or a time, and `{}` is calculated "
                                     "with: write the number alone",
                                     text_of(operand.path)));
    split_seconds(condition_);
    if (std::ranges::all_of(condition_.operands, is_literal))
      complain(Code::bad_condition, condition_.where,
               "one side of a comparison is a field, whose name has no quotes");
    check_products();
    report_idle_calculation(condition_, context_);
    for (Operand& operand : condition_.operands) bind(operand);
    if (condition_.within) bind_distance(*condition_.within);
  }

 private:
  static bool is_literal(const Operand& operand) { return operand.kind == Operand::Kind::literal; }

  void complain(Code code, model::SourceLocation where, Message message,
                model::SourceLocation cause = {}) {
    context_.mistakes.add(code, where, std::move(message), {}, cause);
  }

  /// A sum's own product is multiplied with what stands beside it.
  void check_products() {
    const Operand* operand = condition_.operands.data();
    for (const model::Term& term : condition_.terms) {
      std::size_t factors = 0, sums = 0;
      const model::SourceLocation where = operand->where;
      for (std::uint32_t i = 0; i < term.factors; ++i, ++operand) {
        const bool sum = operand->kind == Operand::Kind::sum;
        sums += sum ? 1 : 0;
        factors += sum ? operand->summed.size() : 1;
      }
      if (sums > 1)
        complain(Code::bad_condition, where, "two sums are added, and not multiplied");
      else if (factors > max_calculated_factors)
        complain(Code::bad_condition, where,
                 worded("a product has {} numbers at most, those in sum() included",
                        max_calculated_factors));
    }
  }

  void bind(Operand& operand) {
    switch (operand.kind) {
      case Operand::Kind::literal:
        return need_number(operand.literal);
      case Operand::Kind::path:
        if (const Field* field = find(operand.path, scope_, Use::condition, context_))
          need_numbers(*field, operand.path, text_of(operand.path));
        return;
      case Operand::Kind::sum:
        return bind_sum(operand);
      case Operand::Kind::count:
        return bind_count(operand, scope_, context_);
      case Operand::Kind::index:
        return;
      case Operand::Kind::length:
        static_cast<void>(bind_side(operand, scope_, context_));
        return;
      case Operand::Kind::text:
      case Operand::Kind::weekday:
      case Operand::Kind::time_of_day:
      case Operand::Kind::now:
      case Operand::Kind::today:
        break;
      case Operand::Kind::column:
        return complain(
            Code::bad_condition, operand.where,
            "a column of a catalog is compared by itself: nothing is calculated with it");
    }
    std::vector<std::string> others;
    for (const model::ValueFunctionRow& row : model::value_function_rows)
      if ((row.stands & model::calculated) == 0) others.push_back(row.name + std::string("()"));
    complain(Code::bad_condition, operand.where,
             fmt::format("only numbers are calculated with: {} are compared by themselves, as now "
                         "and today are",
                         joined(others, "and")));
  }

  void need_number(const Scalar& literal) {
    const std::string text = spelling_of(literal);
    const bool quoted = std::holds_alternative<std::string>(literal.value);
    if (!model::is_number(literal))
      complain(Code::type_mismatch, literal.where,
               worded("`{}` is no number, and only numbers are calculated with{}", text,
                      quoted && read_decimal(text) ? ": take the quotes away" : ""));
    else if (!is_calculable(text))
      complain(Code::bad_value, literal.where,
               worded("`{}` has more than {} digits before the point, or behind it", text,
                      max_calculated_digits));
  }

  void need_numbers(const Field& field, const Path& path, const std::string& name) {
    if (field.none) return;
    const Kinds kinds = kinds_of(field, owner_of(path, context_));
    if ((kinds & number_kind) != 0) return;
    complain(Code::type_mismatch, path.where,
             worded("`{}` is {}: only numbers are calculated with", name, kinds_text(kinds)),
             cause_of(field, path));
  }

  void bind_distance(const Scalar& distance) {
    need_number(distance);
    if (condition_.comparison != Comparison::eq && condition_.comparison != Comparison::ne)
      complain(Code::bad_condition, distance.where,
               "`within` goes with == and !=: it says how far the two sides may be apart");
  }

  // ---------------------------------------------------------------------------------------- sums

  /// How many steps of a path lead to the list that it goes through; 0: to none.
  [[nodiscard]] std::size_t steps_to_list(const Path& path) const {
    Path part = path;
    for (std::size_t count = 1; count <= path.steps.size(); ++count) {
      part.steps.assign(path.steps.begin(),
                        path.steps.begin() + static_cast<std::ptrdiff_t>(count));
      const Field* field = model::resolve(part, scope_);
      if (field == nullptr) return 0;
      if (field->none || model::item_of(*field) != nullptr) return count;
    }
    return 0;
  }

  void bind_sum(Operand& sum) {
    for (Operand& factor : sum.summed) {
      factor.bare_word = false;
      if (is_literal(factor))
        need_number(factor.literal);
      else if (!bind_member(factor.path, sum))
        return sum.summed.clear();  // (nothing of it is looked at again)
    }
    if (sum.path.steps.empty())
      return complain(Code::bad_condition, sum.where,
                      "sum() adds up a member of a list's items: sum(lines.amount)");
    // What is never there adds nothing.
    const auto is_none_factor = [](const Operand& factor) {
      return !is_literal(factor) && is_none(factor.path);
    };
    if (!is_none(sum.path) && std::ranges::any_of(sum.summed, is_none_factor))
      sum = literal_operand(0, sum.where);
  }

  /// Tells list and item apart: `lines.price.net` is `price.net` of an item of `lines`.
  bool bind_member(Path& path, Operand& sum) {
    const std::string written = text_of(path);
    const auto refuse = [&](Code code, Message message) {
      complain(code, path.where, std::move(message));
      return false;
    };
    if (path.base != Path::Base::block && path.base != Path::Base::outer)
      return refuse(
          Code::bad_condition,
          worded("sum() goes over a list of the record; `{}` is not part of it", written));
    const std::size_t count = steps_to_list(path);
    Path list = path;
    if (count != 0) list.steps.resize(count);
    const Field* field = find(list, scope_, Use::condition, context_);
    if (field == nullptr) return false;
    if (count == 0)
      return refuse(Code::type_mismatch,
                    worded("`{}` stands in no list, and sum() adds up what a list's items have: "
                           "sum(lines.amount)",
                           written));
    const std::string name = text_of(list);
    if (!sum.path.steps.empty() && text_of(sum.path) != name)
      return refuse(Code::bad_condition,
                    worded("one sum() goes over one list: `{}` is in another than `{}`", written,
                           text_of(sum.path)));
    if (sum.path.steps.empty()) sum.path = std::move(list);
    Path member;
    member.where = path.where;
    member.steps.assign(path.steps.begin() + static_cast<std::ptrdiff_t>(count), path.steps.end());
    if (!member.steps.empty() && member.steps.front().kind == Step::Kind::each)
      member.steps.erase(member.steps.begin());
    path = std::move(member);
    return field->none || bind_in_item(path, *model::item_of(*field), name);
  }

  bool bind_in_item(Path& path, const Field& item, const std::string& list) {
    if (path.steps.empty()) {
      need_numbers(item, path, list + "[]");
      return true;
    }
    const auto is_member = [](const Step& step) { return step.kind == Step::Kind::member; };
    const model::Block* block = model::block_of(item);
    if (block == nullptr || !std::ranges::all_of(path.steps, is_member)) {
      complain(Code::bad_condition, path.where,
               block == nullptr
                   ? worded("the items of `{}` are no objects: write sum({})", list, list)
                   : worded("sum() goes over one list: `{}` of an item leads into another",
                            text_of(path)));
      return false;
    }
    const Scope inside{block, &scope_, scope_.rules};
    const Field* field = find(path, inside, Use::condition, context_);
    if (field == nullptr) return false;
    need_numbers(*field, path, text_of(path));
    return true;
  }

  Condition& condition_;
  const Scope& scope_;
  CheckContext& context_;
};

/// Is a number added to a number's field, or to a length? (An item's place is one by itself.)
bool adds_number(const Operand& operand, const Scope& scope, const CheckContext& context) {
  if (operand.kind == Operand::Kind::index) return true;
  if (operand.kind == Operand::Kind::length) return operand.seconds != 0 && !operand.duration;
  if (operand.kind != Operand::Kind::path || operand.seconds == 0) return false;
  const Field* field = model::resolve(operand.path, scope);
  if (field == nullptr || field->none) return false;
  const Kinds kinds = kinds_of(*field, owner_of(operand.path, context));
  return (kinds & number_kind) != 0 && (kinds & (instant_kind | local_kind)) == 0;
}

}  // namespace

void as_calculation(Condition& condition, const Scope& scope, const CheckContext& context) {
  read_index(condition, scope, context);
  const auto adds = [&](const Operand& operand) { return adds_number(operand, scope, context); };
  if (std::ranges::none_of(condition.operands, adds)) return;
  condition.kind = Condition::Kind::calculation;
  condition.terms = {{false, false, 1}, {true, false, 1}};
}

void bind_calculation(Condition& condition, const Scope& scope, CheckContext& context) {
  Calculation{condition, scope, context}.bind();
}

}  // namespace leadlint::check
