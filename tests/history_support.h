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
#include "read/name_shapes.h"
#include "reference/tree.h"
#include "table/decision_table.h"
#include "validate/evaluate.h"
#include "validate/messages.h"

namespace leadlint::history {

class LeadJudge {
 public:
  LeadJudge(Ruleset rules, bool whole)
      : rules_(std::move(rules)),
        history_(rules_.table(), make_state_layout(rules_.table()).value(), whole),
        evaluator_(rules_.table()) {}

  /// Findings of the next record of a lead, of which the partner has a record (empty: none).
  OwnedFindings judge(std::string_view key, std::string_view json, std::string_view partner = {}) {
    const table::DecisionTable& table = rules_.table();
    validate::ReadContext context;
    reader_.read(table, table.root, json, payload_);
    const Stored stored = before(key, partner);
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
  Stored before(std::string_view key, std::string_view partner) {
    if (partner.empty()) return history_.before(key);
    const table::DecisionTable& table = rules_.table();
    partner_reader_.read(table, table.current_root, partner, partner_);
    problems_.clear();
    evaluator_.prepare(partner_, table.current_root, &problems_);
    return history_.before(key, partner_, problems_);
  }

  Ruleset rules_;
  History history_;
  validate::Evaluator evaluator_;
  read::JsonReader reader_, partner_reader_;
  read::Record payload_, partner_;
  std::vector<validate::Raw> problems_;
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

/// The same by the names of today. Of several for one field the newest counts.
inline reference::Value with_names_of_today(const reference::Value& sent,
                                            const table::DecisionTable& table, table::BlockId id) {
  reference::Value made = sent;
  made.members.clear();
  const table::Block& block = table.blocks[id];
  for (std::uint16_t number = 0; number < block.fields.count; ++number) {
    const table::Field& field = table.fields[block.fields[number]];
    const reference::Value* value = nullptr;
    read::any_name_of_field(table, block, number, [&](std::string_view name) {
      for (const reference::Member& member : sent.members)
        if (member.name == name) value = &member.value;
      return value != nullptr;
    });
    if (value == nullptr) continue;
    const bool object = value->kind == reference::Value::Kind::object && field.block != table::none;
    made.members.push_back({std::string(table.text(field.name)), false,
                            object ? with_names_of_today(*value, table, field.block) : *value});
  }
  return made;
}

inline void remove_at(reference::Value& from, const std::vector<std::string>& way,
                      std::size_t at = 0) {
  for (auto member = from.members.begin(); member != from.members.end(); ++member) {
    if (member->name != way[at]) continue;
    if (at + 1 < way.size()) return remove_at(member->value, way, at + 1);
    from.members.erase(member);
    return;
  }
}

/// Takes away what a state has of the sent values at their other places (`also_at`): what is sent
/// is the value now.
inline void forget_elsewhere(reference::Value& state, const reference::Value& sent,
                             const model::RuleSet& rules, const table::DecisionTable& table,
                             table::BlockId block, const std::vector<std::string>& around = {}) {
  for (const reference::Member& member : sent.members) {
    const std::uint16_t number = table.find(table.blocks[block].names, member.name);
    if (number == table::no_name) continue;
    const table::Field& field = table.fields[table.blocks[block].fields[number]];
    if (member.value.kind == reference::Value::Kind::null && !field.nullable) continue;
    std::vector<std::string> path = around;
    path.push_back(member.name);
    if (member.value.kind == reference::Value::Kind::object && field.block != table::none) {
      forget_elsewhere(state, member.value, rules, table, field.block, path);
      continue;
    }
    for (const auto& [name, place] : rules.current_also_at) {
      std::vector<std::string> known, other;
      for (std::size_t from = 0, dot = 0; dot != std::string::npos; from = dot + 1) {
        dot = name.find('.', from);
        known.push_back(name.substr(from, dot - from));
      }
      for (const model::Step& step : place.steps) other.push_back(step.name);
      const std::size_t both = std::min(known.size(), path.size());
      if (!std::equal(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(both),
                      path.begin()))
        continue;
      other.insert(other.end(), path.begin() + static_cast<std::ptrdiff_t>(both), path.end());
      remove_at(state, other);
    }
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
