// The one file of this folder that knows how a record's nodes hang together.
#include "history/tree.h"

#include "read/record.h"

namespace leadlint::history {
namespace {

using read::Kind;
using read::Node;
using read::Record;
using table::DecisionTable;

/// The value of a member, made where it is not there.
Index member(const DecisionTable& table, Index instance, std::uint16_t number, Record& record) {
  const Index there = record.slots[record.instances[instance].slots + number];
  if (there != none) return there;
  const table::Block& block = table.blocks[record.instances[instance].block];
  const Index node = record.add_node(record.instances[instance].node, block.fields[number]);
  record.set_field(instance, number, table.fields[block.fields[number]].bit, node);
  return node;
}

/// Makes an object of a node, unless it is one.
Index object_at(const DecisionTable& table, table::BlockId block, Index node, Index around,
                Record& record) {
  if (record.nodes[node].instance != none) return record.nodes[node].instance;
  record.nodes[node].kind = Kind::object;
  return record.add_instance(table, block, node, around);
}

/// The last item of a list, made where there is none.
Index last_item(Index list, table::FieldId item_field, Record& record) {
  record.nodes[list].kind = Kind::array;
  if (record.nodes[list].last == none) record.append(list, record.add_node(list, item_field));
  return record.nodes[list].last;
}

void set_fact(Record& record, Index instance, std::uint32_t bit, bool holds) {
  std::uint64_t& word = record.facts[record.instances[instance].words + bit / 64];
  const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
  word = holds ? word | mask : word & ~mask;
}

std::uint32_t good_bit_of(const DecisionTable& table, const MemberAt& at, const Record& record) {
  const table::Block& block = table.blocks[record.instances[at.instance].block];
  return block.fields.count + at.number;
}

/// (An object was sent where a text stands.)
void make_absent(const DecisionTable& table, const MemberAt& at, Record& record) {
  clear_value(record.nodes[at.node]);
  note_value(table, at, false, record);
}

}  // namespace

void put_root(const DecisionTable& table, table::FieldId root_field, Record& record) {
  if (!record.nodes.empty()) return;
  record.nodes[record.add_node(none, root_field)].kind = Kind::object;
  record.add_instance(table, table.fields[root_field].block, 0, none);
}

void clear_value(Node& node) {
  node.data = nullptr;
  node.size = 0;
  node.kind = Kind::null;
  node.kept = read::Kept::whole;
  node.value = table::no_name;
  node.too_large = node.lone_surrogate = node.bare_item = false;
  if (node.has_day) node.last = none;  // where the day was
  node.has_day = false;
}

void copy_value(const Node& from, Node& to) {
  to.data = from.data;
  to.size = from.size;
  to.kind = from.kind;
  to.too_large = from.too_large;
  to.lone_surrogate = from.lone_surrogate;
  to.bare_item = from.bare_item;
}

MemberAt put_value(const DecisionTable& table, table::FieldId root_field,
                   const std::vector<std::uint16_t>& steps, Record& record) {
  put_root(table, root_field, record);
  MemberAt at{record.nodes[0].instance, 0, none};
  for (std::size_t s = 0; s < steps.size(); ++s) {
    at.number = steps[s];
    at.node = member(table, at.instance, at.number, record);
    if (s + 1 == steps.size()) break;
    const table::Field& field =
        table.fields[table.blocks[record.instances[at.instance].block].fields[at.number]];
    Index object = at.node;
    table::BlockId block = field.block;
    if (steps[s + 1] == table::last_step) {
      object = last_item(at.node, field.item, record);
      block = table.fields[field.item].block;
      ++s;
    }
    note_value(table, at, true, record);
    at.instance = object_at(table, block, object, at.instance, record);
  }
  return at;
}

void note_value(const DecisionTable& table, const MemberAt& at, bool good, Record& record) {
  const table::Block& block = table.blocks[record.instances[at.instance].block];
  const bool there = record.nodes[at.node].kind != Kind::null;
  set_fact(record, at.instance, table.fields[block.fields[at.number]].bit, there);
  set_fact(record, at.instance, good_bit_of(table, at, record), good && there);
  record.plain = record.plain && there;
}

bool is_good(const DecisionTable& table, const MemberAt& at, const Record& record) {
  const std::uint32_t bit = good_bit_of(table, at, record);
  return (record.facts[record.instances[at.instance].words + bit / 64] >> (bit % 64) & 1) != 0;
}

Walked walk(const DecisionTable& table, const std::vector<std::uint16_t>& steps,
            const Record& record) {
  if (record.nodes.empty()) return {};
  Walked walked;
  MemberAt& at = walked.at;
  at.instance = record.nodes[0].instance;
  for (std::size_t s = 0; at.instance != none; ++s) {
    at.number = steps[s];
    const read::Instance& object = record.instances[at.instance];
    at.node = record.slots[object.slots + at.number];
    if (at.node == none || record.nodes[at.node].by_default) break;
    if (record.nodes[at.node].kind == Kind::null) {
      const table::FieldId field = table.blocks[object.block].fields[at.number];
      walked.emptied = walked.emptied || table.fields[field].nullable;
      break;
    }
    if (s + 1 == steps.size()) return {at, true, false};
    Index inside = at.node;
    if (steps[s + 1] == table::last_step) {
      walked.emptied = walked.emptied || record.nodes[at.node].kind == Kind::array;
      inside = record.nodes[at.node].last;
      ++s;
    }
    at.instance = inside == none ? none : record.nodes[inside].instance;
  }
  return walked;
}

void note_emptied(const DecisionTable& table, const std::vector<std::uint16_t>& steps,
                  Record& record) {
  MemberAt at;
  Index around = record.nodes[0].instance;
  for (std::size_t s = 0; around != none && s < steps.size(); ++s) {
    at = {around, steps[s], record.slots[record.instances[around].slots + steps[s]]};
    if (at.node == none) at.node = member(table, around, at.number, record);
    if (s + 1 == steps.size()) break;
    Index inside = at.node;
    if (steps[s + 1] == table::last_step) {
      inside = record.nodes[at.node].kind == Kind::array ? record.nodes[at.node].last : none;
      if (++s + 1 == steps.size()) break;
    } else if (record.nodes[at.node].instance == none) {
      // An object that is not there, to keep apart what else is in it.
      const table::Block& block = table.blocks[record.instances[around].block];
      const table::BlockId below = table.fields[block.fields[at.number]].block;
      if (below == none) break;
      make_absent(table, at, record);
      record.add_instance(table, below, at.node, around);
    }
    around = inside == none ? none : record.nodes[inside].instance;
  }
  if (record.nodes[at.node].kind != Kind::array) make_absent(table, at, record);
  record.nodes[at.node].kept = read::Kept::gone;
}

void empty_value(const DecisionTable& table, const std::vector<std::uint16_t>& steps,
                 Record& record) {
  const Walked walked = walk(table, steps, record);
  if (!walked.there) return;
  record.nodes[walked.at.node].kind = Kind::null;
  note_value(table, walked.at, false, record);
}

}  // namespace leadlint::history
