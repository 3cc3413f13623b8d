// Step 3 of the second look: the required mask and the rows of the record's status.
#include "validate/pass.h"

#include <bit>

#include "validate/text_checks.h"

namespace leadlint::validate {

void Pass::instance_rows(Index instance) {
  const table::Block& block = table_.blocks[record_.instances[instance].block];
  set_facts(instance);
  group_rows(block.always, instance);
  if (block.selector != none) group_rows(*selected_group(block, instance), instance);
}

void Pass::set_facts(Index instance) {
  facts_.set_all(instance, false);
  if (known_.anything()) facts_.set_all(instance, true);
}

const table::Group* Pass::selected_group(const table::Block& block, Index instance) const {
  const table::ValueSet& values = table_.value_sets[block.selector_values];
  const Facts::Found found = facts_.find(block.selector, instance);
  std::uint32_t number = block.groups.count - (found.present ? 1 : 2);  // illegal, absent
  if (found.good) {
    const read::Node& value = *found.value;
    const table::Field& field = table_.fields[found.field];
    const bool noted = field.value_set == block.selector_values;
    number = block.group_of(noted ? value.value : find_value(table_, values, value, field));
  }
  return &table_.groups[block.groups.first + number];
}

void Pass::group_rows(const table::Group& group, Index instance) {
  required_fields(group, instance);
  const std::uint64_t* words = record_.facts_of(instance);
  for (Index row = group.rows.first; row < group.rows.first + group.rows.count; ++row) {
    if (!table_.fires(row, words)) continue;
    fire(table_.rows[row], instance);
  }
}

void Pass::required_fields(const table::Group& group, Index instance) {
  for (Index w = 0; w < group.required.count; ++w) {
    const std::uint64_t needed = table_.words[group.required.first + w];
    std::uint64_t missing = needed & ~record_.facts_of(instance)[w];
    for (; missing != 0; missing &= missing - 1) {
      const auto bit =
          static_cast<std::uint16_t>(w * 64 + static_cast<Index>(std::countr_zero(missing)));
      if (null_is_fine(instance, bit)) continue;
      for (Index r = 0; r < group.required_reports.count; ++r) {
        const table::RequiredField& required =
            table_.required_fields[group.required_reports.first + r];
        if (required.bit == bit) problem(required.report, At{none, instance, bit});
      }
    }
  }
}

/// A member that is null where null is one of the ways to write it is there, as far as `required`
/// goes.
bool Pass::null_is_fine(Index instance, std::uint16_t number) {
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

void Pass::fire(const table::Row& row, Index instance) {
  if (row.place.kind == table::Place::Kind::block) {
    problem(row.report, At{record_.instances[instance].node, instance, no_field});
    return;
  }
  const table::Ref& ref = table_.refs[row.place.ref];
  const Facts::Found found = facts_.find(row.place.ref, instance);
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
    reset_bit(record_.facts_of(at.instance), table_.blocks[object.block].fields.count + at.field);
  }
  problem(row.report, at, none, row.presence);
}

}  // namespace leadlint::validate
