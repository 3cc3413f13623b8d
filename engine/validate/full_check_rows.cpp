// Step 3 of the full check: the required mask and the rows of the record's status.
#include "validate/full_check.h"

#include <bit>

#include "validate/text_checks.h"

namespace leadlint::validate {

/// Rows that break a value come first, whichever group they are in: the others then see it so.
void FullCheck::instance_rows(Index instance) {
  const table::Block& block = table_.blocks[record_.instances[instance].block];
  // Conditions of forms asked before all members were judged.
  if (block.has_deferred || block.shapes.count != 0) reset_facts(block, instance);
  set_facts(instance);
  const table::Group* const selected =
      block.selector == none ? nullptr : selected_group(block, instance);
  broke_ = false;
  for (const bool breaking : {true, false}) {
    group_rows(block.always, instance, breaking);
    if (selected != nullptr) group_rows(*selected, instance, breaking);
    if (breaking && broke_) {  // a value that was good when the facts were set
      reset_facts(block, instance);
      set_facts(instance);
    }
  }
  if (block.silences.count != 0) silences(block, instance);
}

/// For facts that are to be asked anew: one that held may do so no longer.
void FullCheck::reset_facts(const table::Block& block, Index instance) {
  for (const table::SpanOf<table::Fact> facts : {block.facts, block.outward_facts})
    for (const table::Fact& fact : table_.facts[facts])
      reset_bit(record_.facts_of(instance), fact.bit);
}

void FullCheck::set_facts(Index instance) {
  facts_.set_all(instance, false);
  if (context_.anything()) facts_.set_all(instance, true);
}

const table::Group* FullCheck::selected_group(const table::Block& block, Index instance) const {
  const table::ValueSet& values = table_.value_sets[block.selector_values];
  const Facts::Found found = facts_.find(block.selector, instance);
  std::uint32_t number = block.groups.count - (found.present ? 1 : 2);  // illegal, absent
  if (found.good) {
    const read::Node& value = *found.value;
    const table::Field& field = table_.fields[found.field];
    const bool noted = field.value_set == block.selector_values;
    number = block.group_of(noted ? value.value : find_value(table_, values, value, field));
  }
  return &table_.groups[block.groups[number]];
}

void FullCheck::group_rows(const table::Group& group, Index instance, bool breaking) {
  if (!breaking) required_fields(group, instance);
  const std::uint64_t* words = record_.facts_of(instance);
  for (const RowId row : group.rows) {
    if (table_.rows[row].breaks != breaking) {
      if (breaking) return;  // they stand in front
      continue;
    }
    if (table_.fires(row, words)) fire(table_.rows[row], instance);
  }
}

/// What rules would have looked at, could it have been read.
void FullCheck::silences(const table::Block& block, Index instance) {
  for (const RowId row : block.silences) {
    if (!facts_.fires(row, instance)) continue;
    const RefId ref = table_.rows[row].place.ref;
    const Facts::Found found = facts_.find(ref, instance);
    if (found.instance == none) continue;
    if (table_.refs[ref].base == table::Base::param)
      note_param(table_.rows[row].report, found, facts_.last_number(ref));
    else
      problem(table_.rows[row].report, At{found.node, found.instance, facts_.last_number(ref)});
  }
}

/// A note at a parameter of the URL, while the record is judged.
void FullCheck::note_param(ReportId report, const Facts::Found& found, std::uint16_t number) {
  if (problems_.out == nullptr || score_ != nullptr) return;
  Raw& raw = problems_.out->emplace_back();
  raw.origin = Raw::Origin::params;
  raw.code = table_.reports[report].code;
  raw.severity = table_.reports[report].severity;
  raw.report = report;
  raw.node = found.node;
  raw.instance = found.instance;
  raw.field = number;
}

void FullCheck::required_fields(const table::Group& group, Index instance) {
  for (Index w = 0; w < group.required.count; ++w) {
    const std::uint64_t needed = table_.words[group.required.first + w];
    std::uint64_t missing = needed & ~record_.facts_of(instance)[w];
    for (; missing != 0; missing &= missing - 1) {
      const auto bit =
          static_cast<std::uint16_t>(w * 64 + static_cast<Index>(std::countr_zero(missing)));
      if (facts_.null_is_fine(instance, bit)) continue;
      const Index null = record_.slots[record_.instances[instance].slots + bit];
      for (Index r = 0; r < group.required_reports.count; ++r) {
        const table::RequiredField& required =
            table_.required_fields[group.required_reports.first + r];
        if (required.bit == bit) problem(required.report, At{null, instance, bit});
      }
    }
  }
}

void FullCheck::fire(const table::Row& row, Index instance) {
  if (facts_.misses_nothing(row, instance)) return;
  if (row.place.kind == table::FindingLocation::Kind::block) {
    problem(row.report, At{record_.instances[instance].node, instance, no_field});
    return;
  }
  const Facts::Found found = facts_.find(row.place.ref, instance);
  if (found.instance == none && table_.refs[row.place.ref].base == table::Base::block) {
    // The object around the place is not there.
    const Facts::Nearest at = facts_.nearest(row.place.ref, instance);
    problem(row.report, At{none, at.instance, at.number, row.place.ref, at.steps});
    return;
  }
  At at{found.node, found.instance, facts_.last_number(row.place.ref)};
  if (found.instance == none) at = At{record_.instances[instance].node, instance, no_field};
  // What is missing may stand there as a null; a value at another place (`at`) is not what is
  // meant.
  if (row.missing && at.node != none && node(at.node).kind != read::Kind::null) at.node = none;
  if (row.breaks && at.field != no_field) {
    const table::Block& block = table_.blocks[record_.instances[at.instance].block];
    reset_bit(record_.facts_of(at.instance), block.fields.count + at.field);
    if (const std::uint16_t broken = table_.fields[block.fields[at.field]].broken_bit;
        broken != table::no_name)
      set_bit(record_.facts_of(at.instance), broken);
    broke_ = true;
    scratch_.facts.tallied.clear();
    scratch_.facts.indexed.clear();
  }
  problem(row.report, at, none, row.presence);
}

}  // namespace leadlint::validate
