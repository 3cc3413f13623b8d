// Step 3 of a look: the required mask and the rows of the record's status. Part of pass.h.
#pragma once

#include <bit>

#include "validate/pass.h"
#include "validate/text_checks.h"

namespace leadlint::validate {

template <class Sink>
void Pass<Sink>::instance_rows(Index instance) {
  const table::Block& block = table_.blocks[record_.instances[instance].block];
  if (block.facts.count != 0) instance_facts(instance, false);
  if (block.outward_facts.count != 0 && known_.anything()) instance_facts(instance, true);
  group_rows(block.always, instance);
  if (block.selector == none || sink_.stop()) return;
  if (const table::Group* group = selected_group(block, instance)) group_rows(*group, instance);
}

template <class Sink>
const table::Group* Pass<Sink>::selected_group(const table::Block& block, Index instance) const {
  const table::ValueSet& values = table_.value_sets[block.selector_values];
  const Found found = find(block.selector, instance);
  std::uint32_t ordinal = values.hash.names.count;  // absent
  if (found.present) ++ordinal;                     // illegal
  if (found.good) {
    const read::Node& value = found.record->nodes[found.node];
    const bool noted = table_.fields[found.field].value_set == block.selector_values;
    const std::uint16_t at = noted ? value.value : find_value(table_, values, value);
    if (at != table::no_name) ordinal = at;
  }
  return &table_.groups[block.groups.first + ordinal];
}

template <class Sink>
void Pass<Sink>::group_rows(const table::Group& group, Index instance) {
  required_fields(group, instance);
  if (sink_.stop()) return;
  const std::uint64_t* words = facts(instance);
  for (Index row = group.rows.first; row < group.rows.first + group.rows.count; ++row) {
    if (!row_fires(row, words)) continue;
    fire(table_.rows[row], instance);
    if (sink_.stop()) return;
  }
}

template <class Sink>
inline bool Pass<Sink>::row_fires(Index row, const std::uint64_t* facts) const noexcept {
  const table::RowTerm& head = table_.row_heads[row];
  if ((facts[head.word] & head.care) != head.value) return false;
  const table::Span more = table_.rows[row].more_terms;
  for (Index t = 0; t < more.count; ++t) {
    const table::RowTerm& term = table_.row_terms[more.first + t];
    if ((facts[term.word] & term.care) != term.value) return false;
  }
  return true;
}

template <class Sink>
void Pass<Sink>::required_fields(const table::Group& group, Index instance) {
  for (Index w = 0; w < group.required.count; ++w) {
    const std::uint64_t needed = table_.words[group.required.first + w];
    std::uint64_t missing = needed & ~facts(instance)[w];
    for (; missing != 0; missing &= missing - 1) {
      const auto bit =
          static_cast<std::uint16_t>(w * 64 + static_cast<Index>(std::countr_zero(missing)));
      if (null_is_fine(instance, bit)) continue;
      for (Index r = 0; r < group.required_reports.count; ++r) {
        const table::RequiredField& required =
            table_.required_fields[group.required_reports.first + r];
        if (required.bit == bit) problem(required.report, At{none, instance, bit});
      }
      if (sink_.stop()) return;
    }
  }
}

/// A member that is null where null is one of the ways to write it is there, as far as `required`
/// goes.
template <class Sink>
bool Pass<Sink>::null_is_fine(Index instance, std::uint16_t number) {
  const read::Instance& object = record_.instances[instance];
  const Index slot = record_.slots[object.slots + number];
  if (slot == none || node(slot).kind != read::Kind::null) return false;
  const table::Field& field = table_.fields[table_.blocks[object.block].fields.first + number];
  if (field.nullable) return true;
  for (Index f = 0; f < field.forms.count; ++f) {
    const table::Form& form = table_.forms[field.forms.first + f];
    if ((form.kinds & table::k_null) != 0 && form_applies(form, instance)) return true;
  }
  return false;
}

template <class Sink>
void Pass<Sink>::fire(const table::Row& row, Index instance) {
  if (row.place.kind == table::Place::Kind::block) {
    problem(row.report, At{record_.instances[instance].node, instance, no_field});
    return;
  }
  const table::Ref& ref = table_.refs[row.place.ref];
  const Found found = find(row.place.ref, instance);
  const std::uint16_t number = table_.ref_steps[ref.steps.first + ref.steps.count - 1];
  At at{found.node, found.instance, number};
  if (found.instance == none) {  // the object around it is not there:
    if (row.missing) return;     // what is not there misses nothing
    at = At{record_.instances[instance].node, instance, no_field};
  }
  if (row.missing) {
    if (at.field != no_field && null_is_fine(at.instance, at.field)) return;
    at.node = none;
  }
  if (row.breaks && at.field != no_field) {
    const read::Instance& object = record_.instances[at.instance];
    reset(facts(at.instance), table_.blocks[object.block].fields.count + at.field);
  }
  problem(row.report, at, none, row.presence);
}

}  // namespace leadlint::validate
