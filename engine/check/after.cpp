// The record as it will be: which paths lead there, and which conditions mean it and do not say so.
// Tests: tests/after_test.cpp.
#include "check/after.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "check/walk.h"
#include "model/condition_text.h"

namespace leadlint::check {
namespace {

using model::Block;
using model::Condition;
using model::Field;
using model::Operand;
using model::Path;
using model::Scope;
using model::Step;
using Kind = Condition::Kind;

// ------------------------------------------------------------------------------------- which paths

class AfterPaths {
 public:
  void field(Field& field, const Scope& around, const std::string&) const {
    for (model::Variant& variant : field.also)
      if (variant.when) mark(*variant.when, around.block);
    for (model::RequiredWhere& where : field.required_where) mark(where.when, around.block);
    for (model::ByTable& table : field.by)
      if (!table.inside) mark(table.field, around.block);
  }

  void block(Block& block, const Scope&, const std::string&) const {
    for (model::Let& let : block.lets) mark(let.condition, &block);
    for (model::Rule& rule : block.rules) {
      if (rule.when) mark(*rule.when, &block);
      mark(rule.targets, &block);
      for (Condition& assertion : rule.assertions) mark(assertion, &block);
      if (rule.at) mark(*rule.at, &block);
    }
    for (model::Cases& cases : block.cases) {
      mark(cases.field, &block);
      if (cases.when) mark(*cases.when, &block);
      for (model::Cases::Row& row : cases.rows)
        for (auto* paths : {&row.require, &row.fill, &row.optional}) mark(*paths, &block);
    }
    for (model::Pairs& pairs : block.pairs) {
      mark(pairs.fields, &block);
      if (pairs.when) mark(*pairs.when, &block);
    }
    for (model::Transitions& transitions : block.transitions) {
      if (transitions.field) mark(*transitions.field, &block);
      if (transitions.history) mark(*transitions.history, &block);
      if (transitions.when) mark(*transitions.when, &block);
    }
  }

  static void mark(Path& path, const Block* block) {
    std::vector<Step>& steps = path.steps;
    const bool begins = path.base == Path::Base::block && steps.size() > 1 &&
                        steps[0].kind == Step::Kind::member &&
                        (steps[0].name == "after" || steps[0].name == "previous") &&
                        steps[1].kind == Step::Kind::member;
    if (!begins || (block != nullptr && model::find_field(*block, steps[0].name) != nullptr))
      return;
    path.base = steps[0].name == "after" ? Path::Base::after : Path::Base::before;
    steps.erase(steps.begin());
  }

 private:
  static void mark(std::vector<Path>& paths, const Block* block) {
    for (Path& path : paths) mark(path, block);
  }
  static void mark(Condition& condition, const Block* block) {
    for (Condition& child : condition.children) mark(child, block);
    for (Condition& asked : condition.of_items) mark(asked, block);
    for (Operand& operand : condition.operands) {
      mark(operand.path, block);
      for (Operand& factor : operand.summed) mark(factor.path, block);
      for (Condition& asked : operand.counted) mark(asked, block);
    }
  }
};

// ------------------------------------------------------------------ parts that ask for no status

class PartsWithoutStatus {
 public:
  PartsWithoutStatus(const Field& status, CheckContext& context)
      : status_(status), context_(context) {}

  [[nodiscard]] bool compares(const Condition& condition) const {
    if (model::looks_at_values(condition.kind) &&
        std::ranges::any_of(condition.operands,
                            [this](const Operand& operand) { return is_sent_status(operand); }))
      return true;
    return std::ranges::any_of(condition.children,
                               [this](const Condition& child) { return compares(child); });
  }

  /// `around`: what is asked together with it. `alone` counts, too, where nothing is.
  void report(const Condition& condition, bool negated, const Condition* around, bool alone) {
    if (asks_absent(condition, negated)) {
      if (around != nullptr || alone) complain(condition, around);
      return;
    }
    if (condition.kind == Kind::negation)
      return report(condition.children[0], !negated, around, alone);
    if (condition.kind != Kind::all_of && condition.kind != Kind::any_of) return;
    const bool together = (condition.kind == Kind::all_of) != negated;
    for (const Condition& child : condition.children)
      report(child, negated, together ? &condition : around, alone);
  }

 private:
  [[nodiscard]] bool is_sent_status(const Operand& operand) const {
    return model::names_field(operand) && model::target(operand.path) == &status_ &&
           (operand.path.base == Path::Base::block || operand.path.base == Path::Base::outer);
  }

  [[nodiscard]] bool asks_absent(const Condition& condition, bool negated) const {
    return condition.kind == (negated ? Kind::present : Kind::absent) &&
           !model::is_column(condition.operands[0]) && is_sent_status(condition.operands[0]);
  }

  /// `current.status == lost`, as it is written of the record as it will be.
  [[nodiscard]] std::string meant(const Condition* around) const {
    if (around == nullptr) return {};
    for (Condition part : around->children) {
      Condition& asked = part.kind == Kind::negation ? part.children[0] : part;
      if (!model::looks_at_values(asked.kind)) continue;
      for (Operand& operand : asked.operands)
        if (operand.path.base == Path::Base::current && model::target(operand.path) == &status_) {
          operand.path.base = Path::Base::after;
          return text_of(part);
        }
    }
    return {};
  }

  void complain(const Condition& condition, const Condition* around) {
    const std::string name = text_of(condition.operands[0].path), words = meant(around);
    context_.mistakes.add(
        Code::bad_condition, condition.where,
        fmt::format("a rule that compares `{0}`, the status, says nothing while there is none, so "
                    "that it never comes to this; {1}",
                    name,
                    words.empty()
                        ? fmt::format("a rule of its own may ask absent({0})", name)
                        : fmt::format("of the status as it will be, sent or else stored, write "
                                      "`{}` in place of both parts",
                                      words)));
  }

  const Field& status_;
  CheckContext& context_;
};

const Field* status_of(const model::RuleSet& rules) {
  const Field* field = rules.status ? model::target(*rules.status) : nullptr;
  return field == nullptr || field->none ? nullptr : field;
}

}  // namespace

void mark_after_paths(model::RuleSet& rules) {
  AfterPaths paths;
  walk_ruleset(rules, paths);
  const Block* root = model::block_of(rules.root);
  if (rules.status) AfterPaths::mark(*rules.status, root);
}

bool is_within_record(const Path& path, const Scope& scope, CheckContext& context) {
  const Block* root = model::block_of(context.rules.root);
  const Scope* outermost = &scope;
  while (outermost->outer != nullptr) outermost = outermost->outer;
  if (root != nullptr && outermost->block == root) return true;
  context.mistakes.add(
      Code::bad_condition, path.where,
      root == nullptr
          ? fmt::format("`{}` asks for the record as it will be, and this one is a list: which "
                        "stored item is the same nothing says",
                        text_of(path))
          : fmt::format("`{}` asks for the record as it will be: that stands in rules of the "
                        "record, and not here",
                        text_of(path)),
      {text_of(path)});
  return false;
}

void report_parts_without_status(const model::Rule& rule, CheckContext& context) {
  const Field* status = status_of(context.rules);
  if (status == nullptr || rule.outcome.severity == Severity::off) return;
  PartsWithoutStatus parts(*status, context);
  const auto compares = [&](const Condition& condition) { return parts.compares(condition); };
  const bool asserted = std::ranges::any_of(rule.assertions, compares);
  if (rule.when && (asserted || compares(*rule.when)))
    parts.report(*rule.when, false, nullptr, true);
  for (const Condition& assertion : rule.assertions)
    if (asserted && compares(assertion)) parts.report(assertion, false, nullptr, false);
}

void report_parts_without_status(const Condition& when, CheckContext& context) {
  const Field* status = status_of(context.rules);
  if (status == nullptr) return;
  PartsWithoutStatus parts(*status, context);
  if (parts.compares(when)) parts.report(when, false, nullptr, true);
}

}  // namespace leadlint::check
