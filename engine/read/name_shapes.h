// Members that no field of a block has the name of: which shape takes them, by their names.
// Tests: tests/names_test.cpp, tests/old_names_test.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::read {

/// The first shape of the block that takes the name; nullptr: none does.
[[nodiscard]] const table::NameShape* shape_of_name(const table::DecisionTable& table,
                                                    const table::Block& block,
                                                    std::string_view name) noexcept;

/// The field that describes a member of this name, which no field of the block has; none: no
/// shape takes it. One of the block's own had this name before: `take_former` puts it there.
[[nodiscard]] inline table::FieldId field_of_name(const table::DecisionTable& table,
                                                  const table::Block& block,
                                                  std::string_view name) noexcept {
  if (block.shapes.count == 0) return table::none;
  const table::NameShape* const shape = shape_of_name(table, block, name);
  return shape == nullptr ? table::FieldId{} : shape->field;
}

/// The shape that takes a name for one that a field had before; nullptr: none does.
[[nodiscard]] const table::NameShape* former_name(const table::DecisionTable& table,
                                                  const table::Block& block,
                                                  std::string_view name) noexcept;

/// The number of the field that a member of this name is, be it by an old one; table::no_name:
/// none.
[[nodiscard]] std::uint16_t number_of_name(const table::DecisionTable& table,
                                           const table::Block& block,
                                           std::string_view name) noexcept;
/// Calls `take` with the name of a field and with those that it had, until it says true; did it?
template <class Take>
bool any_name_of_field(const table::DecisionTable& table, const table::Block& block,
                       std::uint16_t number, const Take& take) {
  const table::FieldId field = block.fields[number];
  if (take(table.text(table.fields[field].name))) return true;
  for (table::Index s = 0; s < block.shapes.count; ++s) {
    const table::NameShape& shape = table.name_shapes[block.shapes.first + s];
    if (shape.kind != table::NameShape::Kind::former || shape.field != field) continue;
    const table::Span old = table.value_sets[shape.value_set()].hash.names;
    for (table::Index n = 0; n < old.count; ++n)
      if (take(table.text(table.names[old.first + n]))) return true;
  }
  return false;
}

/// Puts a value that was sent by an old name, and whose kind is known, in its field's place. Of
/// several names for one field the newest counts; the others are laid aside.
void take_former(const table::DecisionTable& table, Record& record, Index instance,
                 Index node) noexcept;

}  // namespace leadlint::read
