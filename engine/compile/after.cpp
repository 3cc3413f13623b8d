// See after.h. Tests: tests/after_test.cpp; tests/reference/ says the same in another way.
#include "compile/after.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "compile/plain_rules.h"
#include "compile/rules.h"
#include "model/words.h"

namespace leadlint::compile {
namespace {

using model::Condition;
using model::Operand;
using model::Path;
using Kind = Condition::Kind;

bool is_after(const Operand& operand) {
  return model::names_field(operand) && operand.path.base == Path::Base::after;
}

/// The places that rules ask, each once.
class Places {
 public:
  Places(Blocks& blocks, const BlockDraft& block) : blocks_(blocks), block_(block) {}

  void add(const Path& path) {
    const auto is_this = [&](const After& each) { return Blocks::same_place(each.path, path); };
    if (path.base != Path::Base::after || std::any_of(found_.begin(), found_.end(), is_this))
      return;
    After& made = found_.emplace_back();
    made.path = made.stored = path;
    made.stored.base = Path::Base::current;
    made.sent = blocks_.in_payload(block_, path);
  }
  void add(const Condition& condition) {
    for (const Operand& operand : condition.operands)
      if (is_after(operand)) add(operand.path);
    for (const Condition& child : condition.children) add(child);
  }
  [[nodiscard]] std::vector<After> take() { return std::move(found_); }

 private:
  Blocks& blocks_;
  const BlockDraft& block_;
  std::vector<After> found_;
};

/// Whatever else it asks.
bool never_holds(const Condition& condition, bool negated) {
  const auto child_never_holds = [negated](const Condition& child) {
    return never_holds(child, negated);
  };
  const std::vector<Condition>& children = condition.children;
  switch (condition.kind) {
    case Kind::always:
      return negated;
    case Kind::never:
      return !negated;
    case Kind::negation:
      return never_holds(children[0], !negated);
    case Kind::all_of:
    case Kind::any_of:
      return (condition.kind == Kind::all_of) != negated
                 ? std::any_of(children.begin(), children.end(), child_never_holds)
                 : std::all_of(children.begin(), children.end(), child_never_holds);
    case Kind::compare:
    case Kind::calculation:
    case Kind::in_list:
    case Kind::in_catalog:
    case Kind::present:
    case Kind::absent:
    case Kind::sent:
    case Kind::cleared:
    case Kind::given:
    case Kind::blank:
    case Kind::matches:
    case Kind::starts_with:
    case Kind::ends_with:
    case Kind::contains:
    case Kind::same:
    case Kind::changed:
    case Kind::only:
    case Kind::in_form:
    case Kind::any_item:
    case Kind::all_items:
    case Kind::in_items:
    case Kind::named:
      break;
  }
  return false;
}

/// A rule whose places come about in one way.
class Way {
 public:
  Way(PlainRule& plain, const model::RuleSet& rules) : plain_(plain), rules_(rules) {}

  /// False: it has nothing to say then.
  bool take() {
    if (plain_.rule.when) {
      plain_.rule.when = in_this_way(std::move(*plain_.rule.when));
      if (never_holds(*plain_.rule.when, false)) return false;
    }
    for (Condition& assertion : plain_.rule.assertions) {
      compared_nothing_ = false;
      assertion = in_this_way(std::move(assertion));
      if (compared_nothing_) assertion = constant(true);  // judged only where all have values
    }
    return !no_status_ || plain_.speaks_anyway;
  }

 private:
  [[nodiscard]] static bool has_default(const Path& path) {
    const model::Field* const field = model::target(path);
    return field != nullptr && field->default_value;
  }

  static Condition constant(bool holds) {
    Condition made;
    made.kind = holds ? Kind::always : Kind::never;
    return made;
  }

  static Operand zero() { return {.kind = Operand::Kind::literal, .literal = model::zero()}; }

  static Condition is_zero(const Operand& operand) {
    Condition made;
    made.kind = Kind::calculation;
    made.operands = {operand, zero()};
    made.terms = {{false, false, 1}, {true, false, 1}};
    return made;
  }

  [[nodiscard]] const After& way_of(const Path& path) const {
    return *std::find_if(plain_.after.begin(), plain_.after.end(),
                         [&](const After& each) { return Blocks::same_place(each.path, path); });
  }

  Condition in_this_way(Condition condition) {
    for (Condition& child : condition.children) child = in_this_way(std::move(child));
    std::vector<bool> nowhere;
    for (Operand& operand : condition.operands) {
      const After* const way = is_after(operand) ? &way_of(operand.path) : nullptr;
      const bool asks_itself = condition.kind == Kind::present || condition.kind == Kind::absent;
      nowhere.push_back(way != nullptr && way->from == After::From::nowhere &&
                        (asks_itself || !has_default(operand.path)));
      if (way == nullptr) continue;
      if (way->from == After::From::nowhere && !nowhere.back())
        operand.path = way->sent;  // which has its default, unless a null was sent
      else if (nowhere.back())
        note_nothing(condition.kind, operand.path);
      else
        operand.path = way->from == After::From::sent ? way->sent : way->stored;
    }
    const bool any = std::find(nowhere.begin(), nowhere.end(), true) != nowhere.end();
    return any ? of_nothing(std::move(condition), nowhere) : condition;
  }

  void note_nothing(Kind kind, const Path& path) {
    if (kind == Kind::present || kind == Kind::absent || kind == Kind::same) return;
    compared_nothing_ = true;
    no_status_ =
        no_status_ || (rules_.status && model::target(path) == model::target(*rules_.status));
  }

  /// What it comes to where a value is not there. (What else it compares is asked all the same:
  /// where that is not known, the rule is silent.)
  Condition of_nothing(Condition condition, const std::vector<bool>& nowhere) {
    for (std::size_t i = 0; i < nowhere.size(); ++i)
      if (nowhere[i] && model::is_column(condition.operands[i])) {
        Condition given;  // what a catalog that is not given has nobody knows
        given.kind = Kind::in_catalog;
        given.number = condition.operands[i].row_column.catalog_number;
        plain_.asked_too.push_back(std::move(given));
      }
    Condition rest = condition;
    rest.operands.clear();
    for (std::size_t i = 0; i < nowhere.size(); ++i)
      if (!nowhere[i] && model::names_field(condition.operands[i]))
        rest.operands.push_back(condition.operands[i]);
    switch (condition.kind) {
      case Kind::absent:
        return constant(true);
      case Kind::same: {
        if (rest.operands.empty()) return constant(true);
        plain_.asked_too.push_back(rest);
        rest.kind = Kind::absent;
        return rest;
      }
      case Kind::in_catalog:
        plain_.asked_too.push_back(std::move(rest));
        return constant(false);
      case Kind::compare: {
        const bool differs = condition.comparison == model::Comparison::ne;
        if (model::is_clock(condition.operands[1])) {  // not known either, perhaps
          Condition clock = std::move(condition);
          clock.comparison = model::Comparison::eq;
          clock.operands[0] = zero();
          plain_.asked_too.push_back(std::move(clock));
          return constant(differs);
        }
        if (rest.operands.empty()) return constant(differs);
        rest.operands.push_back(zero());
        plain_.asked_too.push_back(std::move(rest));
        return constant(differs);
      }
      case Kind::calculation:
        for (const Operand& operand : rest.operands) plain_.asked_too.push_back(is_zero(operand));
        return constant(condition.comparison == model::Comparison::ne);
      case Kind::starts_with:
      case Kind::ends_with:
      case Kind::contains:
        for (const Operand& operand : rest.operands) plain_.asked_too.push_back(is_zero(operand));
        return constant(false);
      case Kind::present:
      case Kind::in_list:
      case Kind::blank:
      case Kind::matches:
      case Kind::sent:  // (this and the rest ask for no `after`)
      case Kind::cleared:
      case Kind::given:
      case Kind::changed:
      case Kind::only:
      case Kind::in_form:
      case Kind::any_item:
      case Kind::all_items:
      case Kind::in_items:
      case Kind::named:
      case Kind::always:
      case Kind::never:
      case Kind::all_of:
      case Kind::any_of:
      case Kind::negation:
        break;
    }
    return constant(false);
  }

  PlainRule& plain_;
  const model::RuleSet& rules_;
  bool compared_nothing_ = false;  // by the assertion at hand
  bool no_status_ = false;         // the status is compared, and there is none
};

void add_ways(const PlainRule& plain, Blocks& blocks, const BlockDraft& block,
              std::vector<PlainRule>& out) {
  Places places(blocks, block);
  if (plain.rule.when) places.add(*plain.rule.when);
  for (const Condition& assertion : plain.rule.assertions) places.add(assertion);
  for (const Path& target : plain.rule.targets) places.add(target);
  std::vector<After> found = places.take();
  if (found.size() > max_after_places) {
    blocks.builder.limit_passed(
        model::worded(
            "this asks for {} fields of the record as it will be; at most {} are possible",
            found.size(), max_after_places),
        plain.rule.where);
    return;
  }
  std::size_t ways = 1;
  for (std::size_t i = 0; i < found.size(); ++i) ways *= 3;
  for (std::size_t number = 0; number < ways; ++number) {
    std::size_t rest = number;
    for (After& each : found) {
      each.from = static_cast<After::From>(rest % 3);
      rest /= 3;
    }
    PlainRule made = plain;
    made.after = found;
    if (Way(made, blocks.builder.rules()).take()) out.push_back(std::move(made));
  }
}

bool asks_after(const Condition& condition) {
  return std::any_of(condition.operands.begin(), condition.operands.end(), is_after) ||
         std::any_of(condition.children.begin(), condition.children.end(), asks_after);
}

}  // namespace

std::optional<std::vector<PlainRule>> ways_of(const PlainRule& plain, Blocks& blocks,
                                              const BlockDraft& block) {
  using model::Verb;
  const model::Rule& rule = plain.rule;
  const auto is_after_path = [](const Path& path) { return path.base == Path::Base::after; };
  const bool asks = (rule.when && asks_after(*rule.when)) ||
                    std::any_of(rule.assertions.begin(), rule.assertions.end(), asks_after) ||
                    std::any_of(rule.targets.begin(), rule.targets.end(), is_after_path);
  if (!asks) return std::nullopt;
  std::vector<PlainRule> out;
  PlainRule told = plain;
  told.whole = std::make_shared<const model::Rule>(rule);
  if (model::asks_together(rule.verb) || rule.targets.empty()) {
    add_ways(told, blocks, block, out);
    return out;
  }
  for (const Path& target : rule.targets) {  // each by itself: their ways do not multiply
    told.rule.targets = {target};
    add_ways(told, blocks, block, out);
  }
  return out;
}

}  // namespace leadlint::compile
