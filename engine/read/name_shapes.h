// Members that no field of a block names: which shape takes them, by their names.
// Tests: tests/names_test.cpp.
#pragma once

#include <string_view>

#include "table/decision_table.h"

namespace leadlint::read {

/// The first shape of the block that takes the name; nullptr: none does.
[[nodiscard]] const table::NameShape* shape_of_name(const table::DecisionTable& table,
                                                    const table::Block& block,
                                                    std::string_view name) noexcept;

/// The field that describes a member of this name, which no field of the block names; none: no
/// shape takes it.
[[nodiscard]] inline table::FieldId field_of_name(const table::DecisionTable& table,
                                                  const table::Block& block,
                                                  std::string_view name) noexcept {
  if (block.shapes.count == 0) return table::none;
  const table::NameShape* const shape = shape_of_name(table, block, name);
  return shape == nullptr ? table::FieldId{} : shape->field;
}

}  // namespace leadlint::read
