// Tests: tests/silence_test.cpp.
#include "compile/named_values.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/scalars.h"
#include "model/scope.h"

namespace leadlint::compile {
namespace {

using model::Condition;
using model::Path;
using model::Scalar;
using model::Scope;

class Collector {
 public:
  Collector(const model::RuleSet& rules, Blocks& blocks) : rules_(rules), blocks_(blocks) {}

  void field(const model::Field& field, const Scope* outer) {
    if (const model::Block* inner = model::block_of(field)) return block(*inner, outer);
    if (const model::Field* item = model::item_of(field)) this->field(*item, outer);
    if (field.main.each) this->field(*field.main.each, outer);
  }

  void block(const model::Block& block, const Scope* outer) {
    const Scope scope{&block, outer, &rules_};
    for (const model::Field& member : block.fields) {
      for (const model::Variant& variant : member.also)
        if (variant.when) condition(*variant.when, scope);
      if (!member.none) field(member, &scope);
    }
    for (const model::Rule& rule : block.rules) {
      if (rule.when) condition(*rule.when, scope);
      for (const Condition& assertion : rule.assertions) condition(assertion, scope);
    }
    for (const model::Cases& cases : block.cases) {
      if (cases.when) condition(*cases.when, scope);
      for (const model::Cases::Row& row : cases.rows) add(cases.field, scope, row.value);
    }
    for (const model::Pairs& pairs : block.pairs) {
      rows(pairs, pairs.rows, scope);
      for (const model::Pairs::Also& also : pairs.also) rows(pairs, also.rows, scope);
    }
    for (const model::Transitions& transitions : block.transitions) {
      const Path* const status = transitions.history ? &*transitions.history
                                 : rules_.status     ? &*rules_.status
                                                     : nullptr;
      if (status != nullptr) moves(transitions, *status, scope);
    }
  }

 private:
  void condition(const Condition& condition, const Scope& scope) {
    for (const Condition& child : condition.children) this->condition(child, scope);
    for (const Scalar& value : condition.literals)
      add(condition.operands.front().path, scope, value);
    if (condition.kind != Condition::Kind::compare) return;
    const model::Operand &left = condition.operands[0], &right = condition.operands[1];
    if (right.kind == model::Operand::Kind::literal && left.kind == model::Operand::Kind::path)
      add(left.path, scope, right.literal);
    if (left.kind == model::Operand::Kind::literal && right.kind == model::Operand::Kind::path)
      add(right.path, scope, left.literal);
  }

  void rows(const model::Pairs& pairs, const std::vector<model::Pairs::Row>& rows,
            const Scope& scope) {
    for (const model::Pairs::Row& row : rows) {
      add(pairs.first, scope, row.first);
      for (const Scalar& value : row.second) add(pairs.second, scope, value);
    }
  }

  void moves(const model::Transitions& transitions, const Path& status, const Scope& scope) {
    for (const auto* list : {&transitions.allow, &transitions.deny})
      for (const model::Transitions::Move& move : *list) {
        if (move.from) add(status, scope, *move.from);
        for (const Scalar& value : move.to) add(status, scope, value);
      }
    for (const auto* list : {&transitions.final_statuses, &transitions.initial_statuses})
      for (const Scalar& value : *list) add(status, scope, value);
  }

  void add(const Path& path, const Scope& scope, const Scalar& value) {
    const model::Field* const field = model::resolve(path, scope);
    if (field == nullptr || field->none || !blocks_.is_open(*field)) return;
    // A number and the text of it are two values.
    const std::string text = std::to_string(value.value.index()) + literal_text(value);
    if (seen_[field].insert(text).second) blocks_.named_values[field].push_back(value);
  }

  const model::RuleSet& rules_;
  Blocks& blocks_;
  std::map<const model::Field*, std::set<std::string>> seen_;
};

}  // namespace

void collect_named_values(const model::RuleSet& rules, Blocks& blocks) {
  Collector collector(rules, blocks);
  collector.field(rules.root, nullptr);
  collector.block(rules.params, nullptr);
}

}  // namespace leadlint::compile
