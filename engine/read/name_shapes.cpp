#include "read/name_shapes.h"

#include "read/text_match.h"
#include "table/name_hash.h"

namespace leadlint::read {
namespace {

bool takes(const table::DecisionTable& table, const table::NameShape& shape,
           std::string_view name) noexcept {
  using Kind = table::NameShape::Kind;
  switch (shape.kind) {
    case Kind::pattern:
      return matches(table, table.automata[shape.index], name);
    case Kind::values:
      return table::find_name(table, table.value_sets[shape.value_set()].hash, name) !=
             table::no_name;
    case Kind::catalog:
    case Kind::rest:
      break;
  }
  return true;
}

}  // namespace

const table::NameShape* shape_of_name(const table::DecisionTable& table, const table::Block& block,
                                      std::string_view name) noexcept {
  for (table::Index s = 0; s < block.shapes.count; ++s) {
    const table::NameShape& shape = table.name_shapes[block.shapes.first + s];
    if (takes(table, shape, name)) return &shape;
  }
  return nullptr;
}

}  // namespace leadlint::read
