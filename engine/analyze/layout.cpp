// Walks the blocks of a table from the root. Tests: tests/status_table_test.cpp.
#include "analyze/layout.h"

namespace leadlint::analyze {

std::vector<RowBit> bits_of(const table::DecisionTable& table, RowId row) {
  std::vector<RowBit> bits;
  const auto add = [&](const table::RowTerm& term) {
    for (std::uint32_t bit = 0; bit < 64; ++bit)
      if ((term.care >> bit & 1) != 0)
        bits.push_back({term.word * 64 + bit, (term.value >> bit & 1) != 0});
  };
  add(table.row_heads[row]);
  const table::Span more = table.rows[row].more_terms;
  for (table::Index t = 0; t < more.count; ++t) add(table.row_terms[more.first + t]);
  return bits;
}

Layout::Layout(const table::DecisionTable& table)
    : table_(table), by_block_(table.blocks.size(), 0) {
  const table::Field& root = table.fields[table.root];
  if (root.block != table::none)
    add(root.block, std::nullopt, false, "");
  else if (root.item != table::none && table.fields[root.item].block != table::none)
    add(table.fields[root.item].block, std::nullopt, false, "");
  for (const Object& object : objects_) {
    const table::Block& block = table.blocks[object.block];
    for (const table::SpanOf<table::Fact> facts : {block.facts, block.outward_facts})
      for (const table::Fact& fact : table.facts[facts])
        facts_.emplace(std::pair{object.block.number(), std::uint32_t{fact.bit}}, &fact);
  }
}

const table::Fact* Layout::fact_of(BlockId block, std::uint32_t bit) const {
  const auto found = facts_.find({block.number(), bit});
  return found == facts_.end() ? nullptr : found->second;
}

Layout::ListedValues Layout::listed_values(BlockId id, std::uint32_t bit) const {
  const table::Block& block = table_.blocks[id];
  const auto has = [&](table::Index first) {
    return first != table::none && (table_.words[first + bit / 64] >> (bit % 64) & 1) != 0;
  };
  for (std::uint16_t number = 0; number < block.fields.count; ++number) {
    const Member member{id, number};
    const table::Field& field = this->field(member);
    ListedValues found{member, {}, has(field.true_mask), has(field.false_mask)};
    if (field.value_masks.count != 0) {
      const table::Span names = table_.value_sets[field.value_set].hash.names;
      for (table::Index n = 0; n < names.count; ++n)
        if (has(field.value_masks.first + n * block.words))
          found.names.emplace_back(table_.text(table_.names[names.first + n]));
    }
    if (found.yes || found.no || !found.names.empty()) return found;
  }
  return {};
}

void Layout::add(BlockId block, std::optional<Member> around, bool in_list,
                 const std::string& prefix) {
  objects_.push_back({block, around, in_list, prefix});
  by_block_[block.number()] = objects_.size();
  const table::SpanOf<table::Field> fields = table_.blocks[block].fields;
  for (std::uint16_t number = 0; number < fields.count; ++number) {
    const table::Field& field = table_.fields[fields[number]];
    const std::string name = prefix + std::string(table_.text(field.name));
    const Member here{block, number};
    if (field.block != table::none)
      add(field.block, here, in_list, name + ".");
    else if (field.item != table::none && table_.fields[field.item].block != table::none)
      add(table_.fields[field.item].block, here, true, name + "[].");
  }
}

const Layout::Object* Layout::object_of(BlockId block) const noexcept {
  const std::size_t place = by_block_[block.number()];
  return place == 0 ? nullptr : &objects_[place - 1];
}

std::string Layout::name(Member member) const {
  return object_of(member.block)->prefix + std::string(table_.text(field(member).name));
}

const table::Field& Layout::field(Member member) const {
  return table_.fields[table_.blocks[member.block].fields[member.field]];
}

std::optional<Member> Layout::resolve(BlockId from, RefId id) const {
  if (id == table::none) return std::nullopt;
  const table::Ref& ref = table_.refs[id];
  if (ref.base != table::Base::block || ref.steps.count == 0) return std::nullopt;
  BlockId block = from;
  for (std::uint8_t up = 0; up < ref.up; ++up) {
    const Object* object = object_of(block);
    if (object == nullptr || !object->around) return std::nullopt;
    block = object->around->block;
  }
  for (table::Index step = 0;; ++step) {
    const std::uint16_t number = table_.ref_steps[ref.steps.first + step];
    if (number == table::last_step || object_of(block) == nullptr) return std::nullopt;
    if (step + 1 == ref.steps.count) return Member{block, number};
    block = field({block, number}).block;
    if (block == table::none) return std::nullopt;
  }
}

}  // namespace leadlint::analyze
