// A name against old names first, then the patterns, lists and catalogs of the block.
#include "read/name_shapes.h"

#include "read/fast_check.h"
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
    case Kind::former:
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

const table::NameShape* former_name(const table::DecisionTable& table, const table::Block& block,
                                    std::string_view name) noexcept {
  const table::NameShape* const shape = shape_of_name(table, block, name);
  return shape != nullptr && shape->kind == table::NameShape::Kind::former ? shape : nullptr;
}

std::uint16_t number_of_name(const table::DecisionTable& table, const table::Block& block,
                             std::string_view name) noexcept {
  const std::uint16_t number = table::find_name(table, block.names, name);
  if (number != table::no_name) return number;
  const table::NameShape* const shape = former_name(table, block, name);
  return shape == nullptr ? table::no_name : table.fields[shape->field].bit;
}

void take_former(const table::DecisionTable& table, Record& record, Index instance,
                 Index node) noexcept {
  const table::Field& field = table.fields[record.nodes[node].field];
  const table::Block& block = table.blocks[record.instances[instance].block];
  const std::string_view name = record.nodes[node].name_text();
  const table::NameShape& shape = *former_name(table, block, name);
  if (shape.taken_report != none) record.plain = false;
  Index& slot = record.slots[record.instances[instance].slots + field.bit];
  if (slot != none) {
    const Node& before = record.nodes[slot];
    const auto age = [&](std::string_view of) {
      return table::find_name(table, table.value_sets[shape.value_set()].hash, of);
    };
    record.plain = false;
    if (before.name == nullptr || age(before.name_text()) < age(name))
      return record.lay_aside(instance, node);
    if (before.name_text() == name) slot = none;  // the last of two counts, as of any name
  }
  record.set_field(instance, field.bit, field.bit, node);
  bind_member(table, record, instance, node);
}

}  // namespace leadlint::read
