// Judging records of leads in order, with a history between them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "history/history.h"
#include "leadlint/leadlint.h"
#include "model/ruleset.h"
#include "read/json_text.h"
#include "reference/tree.h"
#include "table/decision_table.h"
#include "validate/evaluate.h"
#include "validate/messages.h"

namespace leadlint::history {

class LeadJudge {
 public:
  LeadJudge(Ruleset rules, bool whole)
      : rules_(std::move(rules)),
        history_(rules_.table(), make_plan(rules_.table()).value(), whole),
        evaluator_(rules_.table()) {}

  /// Findings of the next record of a lead.
  OwnedFindings judge(std::string_view key, std::string_view json) {
    const table::DecisionTable& table = rules_.table();
    validate::ReadContext context;
    reader_.read(table, table.root, json, payload_);
    const Stored stored = history_.before(key);
    context.current = stored.current;
    context.no_current = stored.none;
    std::vector<validate::Raw> raws;
    if (!evaluator_.quick_check(payload_, context)) evaluator_.collect(payload_, context, raws);
    OwnedFindings findings;
    verdict_ = Verdict::valid;
    const read::Record no_params;
    for (const validate::Raw& raw : raws) {
      findings.push_back(validate::to_finding(raw, {table, payload_, no_params, context, json}));
      if (raw.severity == Severity::error) verdict_ = Verdict::invalid;
    }
    history_.after(payload_, raws);
    return findings;
  }

  [[nodiscard]] Verdict verdict() const { return verdict_; }
  [[nodiscard]] const History& history() const { return history_; }

 private:
  Ruleset rules_;
  History history_;
  validate::Evaluator evaluator_;
  read::JsonReader reader_;
  read::Record payload_;
  Verdict verdict_ = Verdict::valid;
};

/// What a state is after an update: members of the update in place of its own, members of objects
/// one by one; a null says nothing unless the field takes it. Members that no field describes are
/// not the partner's to keep.
inline void update_state(reference::Value& state, const reference::Value& sent,
                         const table::DecisionTable& table, table::BlockId block) {
  state.kind = reference::Value::Kind::object;
  for (const reference::Member& member : sent.members) {
    const std::uint16_t number = table.find(table.blocks[block].names, member.name);
    if (number == table::no_name) continue;
    const table::Field& field = table.fields[table.blocks[block].fields[number]];
    if (member.value.kind == reference::Value::Kind::null && !field.nullable) continue;
    const auto there = std::find_if(state.members.begin(), state.members.end(),
                                    [&](const auto& one) { return one.name == member.name; });
    reference::Value& kept =
        there != state.members.end()
            ? there->value
            : state.members.emplace_back(reference::Member{member.name, false, {}}).value;
    const bool objects =
        member.value.kind == reference::Value::Kind::object && field.block != table::none;
    if (objects && kept.kind == reference::Value::Kind::object)
      update_state(kept, member.value, table, field.block);
    else
      kept = member.value;
  }
}

/// Does the record say a status? (Of rule sets that have it at the top.)
inline bool has_status(const model::RuleSet& rules, const reference::Value& record) {
  if (!rules.status) return false;
  return std::ranges::any_of(record.members, [&](const reference::Member& member) {
    return member.name == rules.status->steps.front().name &&
           member.value.kind != reference::Value::Kind::null;
  });
}

inline Ruleset test_rules(const std::string& name, const LoadOptions& options = {}) {
  auto rules = load_ruleset(
      std::string{LEADLINT_SOURCE_DIR} + "/tests/rulefiles/history/" + name + ".yaml", options);
  if (!rules)
    for (const OwnedFinding& finding : rules.error().owned())
      ADD_FAILURE() << finding.path << finding.line << ": " << finding.message;
  return std::move(rules).value();
}

}  // namespace leadlint::history
