// What all readers do to a record: making nodes, naming places, finding where a value ends.
// Tests: tests/read_test.cpp.
#include "read/record.h"

#include <algorithm>
#include <array>
#include <functional>

#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "read/json_members.h"

namespace leadlint::read {

void Record::clear() noexcept {
  nodes.clear();
  instances.clear();
  slots.clear();
  facts.clear();
  issues.clear();
  text = {};
  has_text = false;
  text_kind = TextKind::json;
  columns = nullptr;
  unreadable = false;
  plain = true;
  pointer_prefix = {};
  chunk_ = 0;
  used_ = 0;
}

void Record::move_text(std::string& room) {
  const char* const first = text.data();
  const char* const last = first + text.size();
  room.assign(text);
  const auto move = [&](const char*& data) {
    // (Pointers into different texts have no order of their own.)
    const bool inside = !std::less<>{}(data, first) && !std::less<>{}(last, data);
    if (data != nullptr && inside) data = room.data() + (data - first);
  };
  for (Node& node : nodes) {
    move(node.data);
    move(node.name);
  }
  text = room;
}

void Record::own_texts() {
  const auto own = [this](const char*& data, std::size_t size) {
    if (data == nullptr || size == 0) return;
    char* const copy = scratch(size);
    std::copy_n(data, size, copy);
    data = copy;
  };
  for (Node& node : nodes) {
    if (node.kind == Kind::string || node.kind == Kind::integer || node.kind == Kind::number)
      own(node.data, node.size);
    own(node.name, node.name_size);
  }
}

void Record::append(Index parent, Index child) noexcept {
  Node& around = nodes[parent];
  (around.last == none ? around.first : nodes[around.last].next) = child;
  around.last = child;
}

void Record::append_unknown(Index instance, Index child) noexcept {
  Instance& around = instances[instance];
  (around.last_unknown == none ? around.first_unknown : nodes[around.last_unknown].next) = child;
  around.last_unknown = child;
}

void Record::lay_aside(Index instance, Index node) noexcept {
  plain = false;
  nodes[node].field = none;
  append_unknown(instance, node);
}

void Record::unchain(Index& first, Index& last, const std::vector<Index>& gone) noexcept {
  Index kept = none;
  for (Index at = first; at != none; at = nodes[at].next) {
    if (std::binary_search(gone.begin(), gone.end(), at)) continue;
    (kept == none ? first : nodes[kept].next) = at;
    kept = at;
  }
  last = kept;
  (kept == none ? first : nodes[kept].next) = none;
}

Index Record::add_instance(const table::DecisionTable& table, BlockId block, Index node,
                           Index parent) {
  const table::Block& described = table.blocks[block];
  const Index index = static_cast<Index>(instances.size());
  Instance& made = instances.emplace_back();
  made.block = block;
  made.node = node;
  made.parent = parent;
  made.slots = static_cast<std::uint32_t>(slots.size());
  made.words = static_cast<std::uint32_t>(facts.size());
  // (Of a few each: what `resize` sets out to do costs more.)
  for (std::uint32_t i = 0; i < described.fields.count; ++i) slots.push_back(none);
  for (std::uint32_t i = 0; i < described.words; ++i) facts.push_back(0);
  nodes[node].instance = index;
  return index;
}

char* Record::scratch(std::size_t size) {
  while (chunk_ < chunks_.size() && chunks_[chunk_].size - used_ < size) {
    ++chunk_;
    used_ = 0;
  }
  if (chunk_ == chunks_.size()) {
    const std::size_t doubled = chunks_.empty() ? 4096 : 2 * chunks_.back().size;
    const std::size_t room = std::max(size, doubled);
    chunks_.push_back({std::make_unique<char[]>(room), room});
    used_ = 0;
  }
  char* const place = chunks_[chunk_].bytes.get() + used_;
  used_ += size;
  return place;
}

std::string Record::pointer(const table::DecisionTable& table, Index node) const {
  std::string pointer;
  write_pointer(pointer, table, node);
  return pointer;
}

void Record::write_pointer(std::string& to, const table::DecisionTable& table, Index node) const {
  constexpr std::size_t most = 16;
  std::array<Index, most> near{};  // from the node up, without the root
  std::vector<Index> far;          // what is above these
  std::size_t steps = 0;
  for (Index at = node; at != none && nodes[at].parent != none; at = nodes[at].parent)
    if (steps < most)
      near[steps++] = at;
    else
      far.push_back(at);
  to = pointer_prefix;
  const auto append = [&](Index at) {
    const Node& value = nodes[at];
    if (nodes[value.parent].kind == Kind::array)
      append_token(to, std::to_string(value.ordinal));
    else if (value.name != nullptr)
      append_token(to, value.name_text());
    else if (value.field != none)
      append_token(to, table.text(table.fields[value.field].name));
  };
  std::for_each(far.rbegin(), far.rend(), append);
  while (steps > 0) append(near[--steps]);
}

void Record::write_pointer(std::string& to, const table::DecisionTable& table, Index instance,
                           std::uint16_t field) const {
  const Instance& around = instances[instance];
  write_pointer(to, table, around.node);
  const table::Block& block = table.blocks[around.block];
  const Index value = slots[around.slots + field];
  append_token(to, value != none && nodes[value].name != nullptr
                       ? nodes[value].name_text()
                       : table.text(table.fields[block.fields[field]].name));
}

std::uint32_t Record::end_offset(const Node& node) const {
  if (!has_text) return node.offset;
  switch (text_kind) {
    case TextKind::json:
      return static_cast<std::uint32_t>(json_value_end(text, node.offset));
    case TextKind::form:
      return static_cast<std::uint32_t>(
          std::min(text.find_first_of("&\r\n", node.offset), text.size()));
    case TextKind::csv:
      return static_cast<std::uint32_t>(csv_cell_end(text, columns->dialect, node.offset));
  }
  return node.offset;
}

}  // namespace leadlint::read
