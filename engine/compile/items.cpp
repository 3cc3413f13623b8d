// What conditions ask of the items of a list, to facts about the list.
//
//   any(lines, kind == a)
//     holds:  the fact "one of the items fits the rows of `kind == a`"
//     fails:  the fact "each of them fits the rows of its opposite"
//
// An item of which it is not known fits neither: then none of the two holds, as far as it is up to
// that item. The rows are patterns over facts of their own (table::ListTest), which are asked when
// the list is looked at: the items' block knows nothing of them.
#include <algorithm>

#include <fmt/format.h>

#include "compile/conditions.h"
#include "model/condition_text.h"

namespace leadlint::compile {

using model::Condition;
using model::Operand;
using model::Path;
using Kind = Condition::Kind;

/// The object around the list.
BlockDraft* Conditions::around(const Path& list) const {
  BlockDraft* at = &block_;
  for (std::uint8_t up = 0; up < list.up && at->outer != nullptr; ++up) at = at->outer;
  for (std::size_t step = 0; step + 1 < list.steps.size(); ++step)
    if (const model::Block* block = model::block_of(*list.steps[step].field))
      if (BlockDraft* inner = blocks_.find(block)) at = inner;
  return at;
}

/// An item of the list as conditions see it: with facts of its own.
BlockDraft Conditions::item_of(const Path& list) const {
  BlockDraft item;
  item.apart = true;
  item.outer = around(list);
  const model::Field* field = model::item_of(*model::target(list));
  const BlockDraft* known = blocks_.find(model::block_of(*field));
  if (list.base == Path::Base::current && known != nullptr)
    if (const table::RefId ref = blocks_.reference(block_, list); ref != none) {
      const table::DecisionTable& out = blocks_.builder.out;
      const table::FieldId items = out.fields[out.refs[ref].field].item;
      known = blocks_.find(known->source, out.fields[items].block);
    }
  if (known != nullptr) {
    item.source = known->source;
    item.rules = known->rules;
    item.index = known->index;
    item.fields = known->fields;
    return item;
  }
  item.of_values = true;
  const table::RefId ref = blocks_.reference(block_, list);
  const table::DecisionTable& out = blocks_.builder.out;
  if (ref != none) item.item = out.fields[out.refs[ref].field].item;
  return item;
}

Index Conditions::list_test(const Path& list, const Condition& asked) {
  const std::string name = fmt::format("{}: {}", Blocks::path_name(list), model::text_of(asked));
  if (const auto known = list_tests_.find(name); known != list_tests_.end()) return known->second;
  BlockDraft item = item_of(list);
  Conditions inner(blocks_, item);
  Asked compared;
  inner.ask(asked, compared);
  const Cubes yes = inner.spoken(compared, {}, inner.holds(asked, {}));
  const Cubes no = inner.spoken(compared, {}, inner.fails(asked, {}));
  too_many_ = too_many_ || inner.take_too_many();
  if (item.next_bit > table::max_item_facts)
    blocks_.builder.limit_passed(
        fmt::format("this asks {} different things of each item; at most {} are possible",
                    item.next_bit, table::max_item_facts),
        asked.where);
  table::DecisionTable& out = blocks_.builder.out;
  table::ListTest test;
  test.list = blocks_.reference(block_, list);
  test.of_values = item.of_values;
  test.yes = write_rows(out, yes);
  test.no = write_rows(out, no);
  test.facts.first = out.facts.count();
  out.facts.insert(out.facts.end(), item.facts.begin(), item.facts.end());
  out.facts.insert(out.facts.end(), item.outward_facts.begin(), item.outward_facts.end());
  test.facts.count = out.facts.count() - test.facts.first;
  for (const table::Fact& fact : out.facts[test.facts])
    out.asks_now = out.asks_now || table::asks_now(fact.kind);
  out.list_tests.push_back(test);
  const auto number = static_cast<Index>(out.list_tests.size() - 1);
  list_tests_.emplace(name, number);
  return number;
}

/// some_item or each_item, over the rows of what is asked (or of its opposite).
std::uint16_t Conditions::items_fact(table::FactKind kind, const Path& list, Index test,
                                     bool opposite) {
  table::Fact fact;
  fact.kind = kind;
  fact.a = blocks_.reference(block_, list);
  fact.index = test;
  fact.integer = opposite ? 1 : 0;
  const bool some = kind == table::FactKind::some_item;
  return blocks_.fact(block_, fmt::format("{} item {} {}", some ? "some" : "each", test, opposite),
                      fact, false);
}

/// Surely so, or (`negated`) surely not; nullopt: there is no such list.
std::optional<std::uint16_t> Conditions::of_items_fact(const Condition& condition, bool negated) {
  const Path& list = condition.operands[0].path;
  if (blocks_.reference(block_, list) == none) return std::nullopt;
  const Index test = list_test(list, condition.of_items[0]);
  const bool some = (condition.kind == Kind::any_item) != negated;
  return items_fact(some ? table::FactKind::some_item : table::FactKind::each_item, list, test,
                    negated);
}

Cubes Conditions::of_items(const Condition& condition, bool negated) {
  const std::optional<std::uint16_t> surely = of_items_fact(condition, negated);
  return surely ? atom(*surely, false) : Cubes{};
}

/// Is the value, which is good, surely among those of the list, or (`negated`) surely not?
std::optional<std::uint16_t> Conditions::among_items_fact(const Condition& condition,
                                                          bool negated) {
  const Path& value = condition.operands[0].path;
  const Condition& any = condition.of_items[0];
  const Path& list = any.operands[0].path;
  const BlockDraft item = item_of(list);
  table::Fact fact;
  fact.kind = table::FactKind::among_items;
  fact.compare = negated ? table::Compare::ne : table::Compare::eq;
  fact.a = blocks_.reference(block_, value);
  fact.b = blocks_.reference(block_, list);
  if (fact.a == none || fact.b == none) return std::nullopt;
  const Path& member = any.operands[1].path;
  fact.index = item.of_values ? Index{none} : blocks_.reference(item, member).number();
  return blocks_.fact(
      block_,
      fmt::format("among {} {} {} {}", Blocks::path_name(value), negated, Blocks::path_name(list),
                  item.of_values ? "" : Blocks::path_name(member)),
      fact, Blocks::is_outward(value));
}

Cubes Conditions::among_items(const Condition& condition, bool negated) {
  const std::optional<std::uint16_t> surely = among_items_fact(condition, negated);
  if (!surely) return negated ? Cubes{{}} : Cubes{};
  Cubes cubes = atom(*surely, false);
  if (negated) cubes.push_back({Literal{blocks_.good(block_, condition.operands[0].path), false}});
  return without_covered(std::move(cubes));
}

bool Conditions::may_be_untold(const Condition& condition) {
  return condition.kind == Kind::calculation || condition.kind == Kind::any_item ||
         condition.kind == Kind::all_items || condition.kind == Kind::in_items ||
         std::ranges::any_of(condition.children, may_be_untold);
}

/// Where it surely comes out so, and where it does not surely come out otherwise: the values it
/// looks at being good, something in the list cannot be told.
Cubes Conditions::may_come_out(const Condition& condition, bool negated) {
  std::optional<std::uint16_t> otherwise;
  Cubes cubes;
  switch (condition.kind) {
    case Kind::calculation:
      cubes = calculation(condition, negated);
      otherwise = calculated_fact(condition, !negated);
      break;
    case Kind::in_items:
      cubes = among_items(condition, negated);
      otherwise = among_items_fact(condition, !negated);
      break;
    default:
      cubes = of_items(condition, negated);
      otherwise = of_items_fact(condition, !negated);
      break;
  }
  if (!otherwise) return cubes;
  Cubes may = atom(*otherwise, true);
  if (condition.kind == Kind::calculation || condition.kind == Kind::in_items)
    for (const Operand& operand : condition.operands)
      if (model::names_field(operand))
        may = product(may, {{Literal{blocks_.good(block_, operand.path), true}}});
  cubes.insert(cubes.end(), may.begin(), may.end());
  return without_covered(std::move(cubes));
}

table::CalculationFactor Conditions::count_of(const Operand& count) {
  table::CalculationFactor factor;
  factor.kind = table::CalculationFactor::Kind::count;
  factor.ref = blocks_.reference(block_, count.path);
  if (!count.counted.empty() && factor.ref != none)
    factor.test = list_test(count.path, count.counted[0]);
  return factor;
}

}  // namespace leadlint::compile
