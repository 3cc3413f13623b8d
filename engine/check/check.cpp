// RuleSet to CheckedRuleSet, in two passes over all fields and blocks:
//
//   bind   names, types and values; every mistake is reported    (names, operands, conditions,
//                                                                lets,
//                                                                   fields, free_names, rules,
//                                                                   duplicates)
//   fold     what no payload can change is taken out               (fold, fold_conditions)
//
// The second pass runs only on a rule set without mistakes. Covered by tests/check_test.cpp.
#include "check/check.h"

#include <utility>

#include "check/after.h"
#include "check/context.h"
#include "check/default_values.h"
#include "check/duplicates.h"
#include "check/fields.h"
#include "check/fold.h"
#include "check/free_names.h"
#include "check/idle_keys.h"
#include "check/needed_values.h"
#include "check/number_values.h"
#include "check/old_values.h"
#include "check/rules.h"
#include "check/stored_record.h"
#include "check/walk.h"

namespace leadlint::check {
namespace {

struct Bind {
  CheckContext& context;

  void field(model::Field& field, const model::Scope& around, const std::string& path) const {
    const Mistakes::Subject subject(context.mistakes);
    if (field.recovered) context.mistakes.silence_subject();
    check_field(field, around, path, context);
  }
  void block(model::Block& block, const model::Scope& scope, const std::string& path) const {
    check_free_names(block, path, context);
    check_block(block, scope, context);
  }
};

struct Fold {
  const CheckContext& context;

  void field(model::Field& field, const model::Scope&, const std::string&) const {
    fold_field(field, context);
  }
  void block(model::Block& block, const model::Scope&, const std::string&) const {
    fold_block(block, context);
  }
};

// A status that is `none` under these options groups nothing.
void fold_status(model::RuleSet& rules) {
  if (!rules.status) return;
  const model::Field* field = model::target(*rules.status);
  if (field == nullptr || field->none) rules.status.reset();
}

/// What hangs on the rule set as a whole: a member of another shape is as bad as one that no rule
/// knows. `required: false` has said what it can, to shapes.
struct Finishing {
  Severity usual;

  void field(model::Field& field, const model::Scope&, const std::string&) const {
    if (field.required && !field.required->is) field.required.reset();
  }
  void block(model::Block& block, const model::Scope&, const std::string&) const {
    for (model::Rule& rule : block.rules)
      if (rule.of_unknown) rule.outcome.severity = block.unknown_fields.value_or(usual);
    for (model::Names& names : block.names)  // of forms of an object that have none
      for (model::Variant& variant : names.is->also)
        if (variant.in_place && variant.taken.code == Code::unknown_field)
          variant.taken.severity = block.unknown_fields.value_or(usual);
  }
};

void bind_ruleset(model::RuleSet& rules, CheckContext& context) {
  check_duplicates(rules, context);
  check_status(rules, context);
  check_answer(rules, context);
  Bind bind{context};
  walk_ruleset(rules, bind);
  check_also_at(rules, context);
  check_old_values(rules, context);
  check_default_values(rules, context);
  check_idle_keys(rules, context);
}

}  // namespace

std::optional<CheckedRuleSet> check_ruleset(model::RuleSet rules, Mistakes& mistakes) {
  if (mistakes.recovery().open() != 0) return std::nullopt;
  mark_after_paths(rules);
  const Finishing finishing{rules.unknown_fields};
  walk_ruleset(rules, finishing);
  const PairValues pair_values = gather_pair_values(rules);
  CheckContext context{rules, mistakes, pair_values, !mistakes.empty()};
  mistakes.begin_checks();
  bind_ruleset(rules, context);
  if (!mistakes.empty()) return std::nullopt;

  Fold fold{context};
  walk_ruleset(rules, fold);
  fold_status(rules);
  number_values(rules);
  FieldValues values = gather_field_values(rules);
  check_spellings(values, mistakes);
  if (!mistakes.empty()) return std::nullopt;
  note_needed_values(rules);
  StoredRecord stored = bind_stored_record(rules);
  return CheckedRuleSet{std::move(rules), std::move(values), std::move(stored)};
}

tl::expected<CheckedRuleSet, OwnedFindings> check_ruleset(model::RuleSet rules) {
  Mistakes mistakes{rules.files};
  auto checked = check_ruleset(std::move(rules), mistakes);
  if (!checked) return tl::unexpected(mistakes.take());
  return std::move(*checked);
}

}  // namespace leadlint::check
