// A node in the slot of each member that has a default and is not there. Tests:
// tests/default_test.cpp.
#include "validate/defaults.h"

#include "read/fast_check.h"
#include "validate/text_checks.h"

namespace leadlint::validate {
namespace {

read::Index add_default(const table::DecisionTable& table, read::Record& record,
                        read::Index instance, const table::DefaultValue& value) {
  const read::Instance& object = record.instances[instance];
  const read::FieldId field = table.blocks[object.block].fields[value.number];
  const read::Index node = record.add_node(object.node, field);
  read::Node& made = record.nodes[node];
  set_default(table, value, made);
  made.offset = record.nodes[object.node].offset;
  record.slots[object.slots + value.number] = node;
  record.facts_of(instance)[value.number / 64] |= std::uint64_t{1} << (value.number % 64);
  return node;
}

}  // namespace

void set_default(const table::DecisionTable& table, const table::DefaultValue& value,
                 read::Node& node) noexcept {
  set_value(node, value.kind, table.text(value.text));
  node.by_default = true;
  node.ordinal = 0;
}

void add_defaults(const table::DecisionTable& table, read::Record& record, read::Index instance) {
  const table::Span defaults = table.blocks[record.instances[instance].block].defaults;
  for (read::Index d = 0; d < defaults.count; ++d) {
    const table::DefaultValue& value = table.default_values[defaults.first + d];
    if (record.slots[record.instances[instance].slots + value.number] != read::none) continue;
    read::bind_member(table, record, instance, add_default(table, record, instance, value));
  }
}

void replace_null(const table::DecisionTable& table, read::Record& record, read::Index instance,
                  std::uint16_t number) {
  const table::Span defaults = table.blocks[record.instances[instance].block].defaults;
  for (read::Index d = 0; d < defaults.count; ++d) {
    const table::DefaultValue& value = table.default_values[defaults.first + d];
    if (value.number != number) continue;
    const read::Index null = record.slots[record.instances[instance].slots + number];
    read::Node& made = record.nodes[add_default(table, record, instance, value)];
    made.ordinal = 1;
    made.next = null;                     // (which no list has)
    made.name = record.nodes[null].name;  // perhaps an old one
    made.name_size = record.nodes[null].name_size;
  }
}

}  // namespace leadlint::validate
