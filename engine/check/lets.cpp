// `let` conditions: bound before anything names them, and never in a circle.
//
//   let: {a: b and x == 1, b: y == 2}   -->   a: y == 2 and x == 1, b: y == 2
//
// Covered by tests/check_test.cpp.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "check/conditions.h"

namespace leadlint::check {
namespace {

using model::Condition;
using model::Let;

class LetOrder {
 public:
  LetOrder(model::Block& block, const model::Scope& scope, CheckContext& context)
      : block_(block), scope_(scope), context_(context), states_(block.lets.size()) {}

  void bind_all() {
    const Mistakes::Subject subject(context_.mistakes);
    context_.lets_bound.insert(&block_);
    for (std::size_t i = 0; i < block_.lets.size(); ++i) bind(i);
  }

 private:
  enum class State : std::uint8_t { untouched, underway, bound };

  void bind(std::size_t number) {
    if (states_[number] != State::untouched) return;
    states_[number] = State::underway;
    trail_.push_back(number);
    bind_named(block_.lets[number].condition);
    bind_condition(block_.lets[number].condition, scope_, context_);
    trail_.pop_back();
    states_[number] = State::bound;
  }

  void bind_named(Condition& condition) {
    for (Condition& child : condition.children) bind_named(child);
    if (condition.kind != Condition::Kind::named) return;
    const auto found = std::find_if(block_.lets.begin(), block_.lets.end(),
                                    [&](const Let& let) { return let.name == condition.name; });
    if (found == block_.lets.end()) return;  // bind_condition reports it
    const auto number = static_cast<std::size_t>(found - block_.lets.begin());
    if (states_[number] != State::underway) return bind(number);
    report_circle(number, condition.where);
    condition.kind = Condition::Kind::never;  // breaks the circle; the rule set fails anyway
  }

  void report_circle(std::size_t number, model::SourceLocation where) {
    std::string trail;
    for (auto it = std::find(trail_.begin(), trail_.end(), number); it != trail_.end(); ++it)
      trail += block_.lets[*it].name + " -> ";
    const std::string& name = block_.lets[number].name;
    context_.mistakes.add(Code::bad_condition, where,
                          fmt::format("`{}` names itself: {}{}", name, trail, name), {name});
  }

  model::Block& block_;
  const model::Scope& scope_;
  CheckContext& context_;
  std::vector<State> states_;
  std::vector<std::size_t> trail_;
};

}  // namespace

void bind_lets(model::Block& block, const model::Scope& scope, CheckContext& context) {
  LetOrder{block, scope, context}.bind_all();
}

}  // namespace leadlint::check
