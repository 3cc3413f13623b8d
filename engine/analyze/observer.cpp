// Judges records in full. Tests: tests/witness_test.cpp.
#include "analyze/observer.h"

#include <algorithm>

#include "validate/fact_words.h"
#include "validate/facts.h"
#include "validate/text_checks.h"

namespace leadlint::analyze {

using table::Index;

Observer::Observer(const Ruleset& ruleset, const Places& places, std::size_t number)
    : places_(places), number_(number), judge_(ruleset) {
  judge_.start_at(validate::Tier::full_check);
  judge_.tell_unknown(Severity::off);
  const table::DecisionTable& table = ruleset.table();
  of_rows_.assign(table.reports.size(), false);
  for (const table::Row& row : table.rows)
    if (row.report != table::none) of_rows_[row.report.number()] = true;
  for (const table::RequiredField& required : table.required_fields)
    of_rows_[required.report.number()] = true;
  for (PlaceId id = 0; id < places.size(); ++id) by_pointer_.emplace(places[id].pointer, id);
}

void Observer::judge(const Assignment& at) {
  input_ = places_.input_of(at);
  Context context;
  context.current = input_.current;
  context.no_current = input_.no_current;
  context.request = input_.request;
  context.params = input_.params;
  context.has_params = input_.has_params;
  judge_.set_context(context);
  static_cast<void>(judge_.text(input_.payload));
  find_instances();
  place_findings();
}

void Observer::find_instances() {
  instances_.assign(places_.size(), table::none);
  const read::Record& record = judge_.payload();
  if (record.unreadable || record.nodes.empty()) return;
  std::vector<Index> nodes(places_.size(), table::none);
  nodes[places_.payload()] =
      places_[places_.payload()].pointer.empty() ? Index{0} : record.nodes[0].first;
  for (PlaceId id = 0; id < places_.size(); ++id) {
    if (places_[id].root != Place::Root::payload) break;
    const Index node = nodes[id];
    if (node == table::none) continue;
    const Index instance = record.nodes[node].instance;
    if (record.nodes[node].kind == read::Kind::object) instances_[id] = instance;
    Index item = record.nodes[node].kind == read::Kind::array ? record.nodes[node].first
                                                              : Index{table::none};
    const table::BlockId block = places_.block(id, number_);
    for (const PlaceId each : places_[id].children) {
      if (places_[each].item) {
        nodes[each] = item;
        if (item != table::none) item = record.nodes[item].next;
        continue;
      }
      if (instances_[id] == table::none || block == table::none ||
          record.instances[instance].block != block)
        continue;
      const table::DecisionTable& table = judge_.table();
      const std::uint16_t number = table.find(table.blocks[block].names, places_[each].name);
      if (number != table::no_name)
        nodes[each] = record.slots[record.instances[instance].slots + number];
    }
    if (instances_[id] != table::none && record.instances[instance].block != block)
      instances_[id] = table::none;
  }
}

void Observer::place_findings() {
  told_.assign(places_.size(), 0);
  const auto note = [&](std::string pointer, Severity severity) {
    while (true) {
      if (const auto found = by_pointer_.find(pointer); found != by_pointer_.end()) {
        told_[found->second] |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(severity));
        return;
      }
      const std::size_t slash = pointer.rfind('/');
      if (slash == pointer.npos) return;
      pointer.resize(slash);
    }
  };
  const table::DecisionTable& table = judge_.table();
  for (const validate::Raw& raw : judge_.raws()) {
    using Origin = validate::Raw::Origin;
    if (raw.origin == Origin::current || raw.origin == Origin::request) continue;
    if (raw.origin == Origin::payload && raw.report != table::none &&
        of_rows_[raw.report.number()] && raw.check == table::none)
      continue;
    const read::Record& record = judge_.record_of(raw);
    if (raw.issue != table::none)
      note(record.issues[raw.issue].pointer, raw.severity);
    else if (raw.node != table::none)
      note(record.pointer(table, raw.node), raw.severity);
    else if (raw.instance != table::none)
      note(record.pointer(table, raw.instance, raw.field), raw.severity);
    else
      note("", raw.severity);
  }
}

std::vector<std::string> Observer::told(Severity severity) const {
  std::vector<std::string> rules;
  for (const OwnedFinding& finding : judge_.findings())
    if (finding.severity == severity && std::ranges::find(rules, finding.rule) == rules.end())
      rules.push_back(finding.rule);
  return rules;
}

bool Observer::fact(PlaceId object, std::uint32_t bit) {
  return validate::test_bit(judge_.payload().facts_of(instances_[object]), bit);
}

bool Observer::misses_nothing(PlaceId object, table::RowId row) {
  const validate::Facts facts(judge_.table(), judge_.payload(), nothing_, memory_);
  return facts.misses_nothing(judge_.table().rows[row], instances_[object]);
}

bool Observer::null_is_fine(PlaceId object, std::uint16_t field) {
  const validate::Facts facts(judge_.table(), judge_.payload(), nothing_, memory_);
  return facts.null_is_fine(instances_[object], field);
}

Index Observer::group(PlaceId object) {
  const table::DecisionTable& table = judge_.table();
  const validate::Facts facts(table, judge_.payload(), nothing_, memory_);
  const table::Block& block = table.blocks[places_.block(object, number_)];
  const validate::Facts::Found found = facts.find(block.selector, instances_[object]);
  if (!found.good) return block.groups.count - (found.present ? 1 : 2);
  return block.group_of(validate::find_value(table, table.value_sets[block.selector_values],
                                             *found.value, table.fields[found.field]));
}

bool Observer::told_of_value(PlaceId place, Severity severity) const {
  return (told_[place] >> static_cast<unsigned>(severity) & 1U) != 0;
}

}  // namespace leadlint::analyze
