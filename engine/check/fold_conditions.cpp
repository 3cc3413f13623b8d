// Conditions to smaller conditions:
//
//   status == LEAD_WON and (never or absent(a field that is none))   -->   status == LEAD_WON
//
// Covered by tests/check_test.cpp.
#include <algorithm>
#include <utility>

#include "check/fold.h"
#include "check/names.h"

namespace leadlint::check {
namespace {

using model::Comparison;
using model::Condition;
using model::Field;
using model::Operand;
using Kind = Condition::Kind;

bool is_none_operand(const Operand& operand) {
  return model::names_field(operand) && is_none(operand.path);
}

bool any_none(const Condition& condition) {
  return std::any_of(condition.operands.begin(), condition.operands.end(), is_none_operand);
}

template <class Test>
bool any_comparison(const Condition& condition, const Test& test) {
  if (model::looks_at_values(condition.kind) &&
      std::any_of(condition.operands.begin(), condition.operands.end(), test))
    return true;
  return std::any_of(condition.children.begin(), condition.children.end(),
                     [&](const Condition& child) { return any_comparison(child, test); });
}

class Folder {
 public:
  Folder(Purpose purpose, const CheckContext& context) : purpose_(purpose), context_(context) {}

  void fold(Condition& condition) const {
    for (Condition& child : condition.children) fold(child);
    for (Operand& operand : condition.operands) fold_count(operand);
    switch (condition.kind) {
      case Kind::all_of:
        return fold_join(condition, Kind::always, Kind::never);
      case Kind::any_of:
        return fold_join(condition, Kind::never, Kind::always);
      case Kind::negation:
        return fold_negation(condition);
      case Kind::compare:
      case Kind::calculation:
        return fold_comparison(condition);
      case Kind::in_list:
        return fold_list(condition);
      case Kind::in_catalog:
      case Kind::present:
      case Kind::sent:
      case Kind::cleared:
      case Kind::given:
      case Kind::blank:
      case Kind::matches:
      case Kind::starts_with:
      case Kind::ends_with:
      case Kind::contains:
      case Kind::changed:
        if (any_none(condition)) become(condition, Kind::never);
        return;
      case Kind::absent:
        if (any_none(condition)) become(condition, Kind::always);
        return;
      case Kind::same:
        return fold_same(condition);
      case Kind::any_item:
      case Kind::all_items:
        return fold_items(condition);
      case Kind::in_items:
        if (any_none(condition) || any_none(condition.of_items[0])) become(condition, Kind::never);
        return;
      case Kind::only:
        std::erase_if(condition.operands, is_none_operand);
        return;
      case Kind::always:
      case Kind::never:
      case Kind::in_form:
      case Kind::named:
        return;
    }
  }

 private:
  static void become(Condition& condition, Kind kind) {
    const model::SourceLocation where = condition.where;
    condition = Condition{};
    condition.kind = kind;
    condition.where = where;
  }

  static void replace_by_child(Condition& condition) {
    Condition child = std::move(condition.children.front());
    condition = std::move(child);
  }

  // A list that is none has no items.
  void fold_items(Condition& condition) const {
    const bool any = condition.kind == Kind::any_item;
    if (any_none(condition)) return become(condition, any ? Kind::never : Kind::always);
    Condition& asked = condition.of_items[0];
    Folder{Purpose::when, context_}.fold(asked);
    if (asked.kind == (any ? Kind::never : Kind::always)) become(condition, asked.kind);
  }

  void fold_count(Operand& operand) const {
    if (operand.kind != Operand::Kind::count) return;
    for (Condition& asked : operand.counted) Folder{Purpose::when, context_}.fold(asked);
    const bool never = is_none(operand.path) ||
                       (!operand.counted.empty() && operand.counted[0].kind == Kind::never);
    if (!operand.counted.empty() && operand.counted[0].kind == Kind::always)
      operand.counted.clear();
    if (!never) return;
    const model::SourceLocation where = operand.where;
    operand = Operand{};
    operand.kind = Operand::Kind::literal;
    operand.where = operand.literal.where = where;
    operand.literal.value = std::int64_t{0};
  }

  // `neutral` children drop out, one `decisive` child decides; joins in joins of a kind become one.
  static void fold_join(Condition& condition, Kind neutral, Kind decisive) {
    std::vector<Condition> kept;
    for (Condition& child : condition.children) {
      if (child.kind == decisive) return become(condition, decisive);
      if (child.kind == neutral) continue;
      if (child.kind == condition.kind)
        std::move(child.children.begin(), child.children.end(), std::back_inserter(kept));
      else
        kept.push_back(std::move(child));
    }
    condition.children = std::move(kept);
    if (condition.children.empty()) return become(condition, neutral);
    if (condition.children.size() == 1) replace_by_child(condition);
  }

  static void fold_negation(Condition& condition) {
    Condition& child = condition.children.front();
    if (child.kind == Kind::always) return become(condition, Kind::never);
    if (child.kind == Kind::never) return become(condition, Kind::always);
    if (child.kind != Kind::negation) return;
    Condition inner = std::move(child.children.front());
    condition = std::move(inner);
  }

  void fold_comparison(Condition& condition) const {
    const bool equal = condition.comparison == Comparison::eq;
    const bool differ = condition.comparison == Comparison::ne;
    const bool dead = condition.kind == Kind::compare && (equal || differ) && is_dead(condition);
    const bool never_equal = any_none(condition) || dead;
    if (never_equal) become(condition, differ ? Kind::always : Kind::never);
  }

  // A value that only another choice allows: in an assertion the comparison stays, so that it is
  // judged only where the field is there.
  [[nodiscard]] bool is_dead(const Condition& condition) const {
    return purpose_ == Purpose::when && condition.operands[1].kind == Operand::Kind::literal &&
           is_dead_value(condition.operands[0], condition.operands[1].literal);
  }

  [[nodiscard]] bool is_dead_value(const Operand& operand, const model::Scalar& literal) const {
    if (operand.kind != Operand::Kind::path) return false;
    const Field* field = model::target(operand.path);
    model::Scalar value = literal;
    return field != nullptr && fit(value, *field, context_.pair_values) == Standing::other_choice;
  }

  void fold_list(Condition& condition) const {
    if (any_none(condition)) return become(condition, Kind::never);
    std::vector<model::Scalar> live;
    for (const model::Scalar& literal : condition.literals)
      if (!is_dead_value(condition.operands[0], literal)) live.push_back(literal);
    if (live.empty() && purpose_ == Purpose::when) return become(condition, Kind::never);
    if (!live.empty()) condition.literals = std::move(live);
  }

  // Both absent, or both there and equal: with one that is always absent, the other must be absent.
  void fold_same(Condition& condition) const {
    const bool first = is_none_operand(condition.operands[0]);
    const bool second = is_none_operand(condition.operands[1]);
    if (first && second) return become(condition, Kind::always);
    if (!first && !second) return;
    condition.kind = Kind::absent;
    condition.operands.erase(condition.operands.begin() + (first ? 0 : 1));
  }

  Purpose purpose_;
  const CheckContext& context_;
};

bool waits_for_value(const Operand& operand, const model::RuleSet& rules) {
  using Base = model::Path::Base;
  const Base base = operand.path.base;
  if (base == Base::current || base == Base::request || base == Base::param) return true;
  return rules.status && model::target(operand.path) == model::target(*rules.status);
}

}  // namespace

void fold_condition(Condition& condition, Purpose purpose, const CheckContext& context) {
  Folder{purpose, context}.fold(condition);
}

bool compares_none(const Condition& condition) {
  return any_comparison(condition, is_none_operand);
}

bool is_silenced(const Condition& condition, const CheckContext& context) {
  return any_comparison(condition, [&](const Operand& operand) {
    return is_none_operand(operand) && waits_for_value(operand, context.rules);
  });
}

}  // namespace leadlint::check
