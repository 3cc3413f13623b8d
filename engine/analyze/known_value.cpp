// Reads a record made of the value and of empty objects around and beside it, and asks the
// evaluator for its facts. Tests: tests/status_table_test.cpp.
#include "analyze/known_value.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "read/json_text.h"
#include "read/record.h"
#include "validate/evaluate.h"
#include "validate/fact_words.h"
#include "validate/facts.h"
#include "validate/text_checks.h"

namespace leadlint::analyze {
namespace {

/// An object with nothing in it but the value, and what is in it likewise; a list has one item.
std::string example(const table::DecisionTable& table, const Layout& layout, BlockId block,
                    Member member, std::string_view value) {
  std::string text = "{";
  const auto add = [&](const table::Field& field, std::string_view inside) {
    if (text.size() > 1) text += ',';
    text += nlohmann::json(std::string(table.text(field.name))).dump() + ':' + std::string(inside);
  };
  for (std::uint16_t number = 0; number < table.blocks[block].fields.count; ++number) {
    const Member here{block, number};
    const table::Field& field = layout.field(here);
    if (here == member)
      add(field, value);
    else if (field.block != table::none)
      add(field, example(table, layout, field.block, member, value));
    else if (field.item != table::none && table.fields[field.item].block != table::none)
      add(field, '[' + example(table, layout, table.fields[field.item].block, member, value) + ']');
  }
  return text + '}';
}

/// Is it told by the value of the member alone?
bool hangs_on(const table::Fact& fact, std::optional<Member> asked, Member member,
              KnownValue::As as) {
  using enum table::FactKind;
  if (asked != member) return false;
  const bool by_value =
      as == KnownValue::As::example ? fact.kind == in_values : table::is_told_by_value(fact.kind);
  return by_value || fact.kind == present || fact.kind == there || fact.kind == itself ||
         fact.kind == good || fact.kind == broken || fact.kind == unread || fact.kind == sent ||
         fact.kind == cleared;
}

}  // namespace

KnownValue::KnownValue(const table::DecisionTable& table, const Layout& layout, Member member,
                       std::string_view value, As as)
    : blocks_(table.blocks.size()) {
  const Layout::Object& root = layout.objects().front();
  std::string text = example(table, layout, root.block, member, value);
  if (table.fields[table.root].block == table::none) text = '[' + text + ']';
  read::JsonReader reader;
  read::Record record;
  if (!reader.read(table, table.root, text, record)) return;

  validate::Evaluator evaluator(table);
  std::vector<validate::Raw> problems;
  evaluator.prepare(record, table.root, &problems);
  for (const validate::Raw& problem : problems)
    if (problem.severity == Severity::error && problem.instance != table::none &&
        record.instances[problem.instance].block == member.block && problem.field == member.field &&
        problem.node != table::none)
      error_ = problem.report;
  if (as == As::example && !problems.empty()) {
    error_ = table::none;
    return;
  }

  const validate::ReadContext nothing;
  validate::FactMemory memory;
  validate::Facts facts(table, record, nothing, memory);
  for (table::Index instance = 0; instance < record.instances.size(); ++instance) {
    facts.set_all(instance, false);
    const BlockId id = record.instances[instance].block;
    const table::Block& block = table.blocks[id];
    Known& known = blocks_[id.number()];
    known.mask.assign(block.words, 0);
    known.holds.assign(record.facts_of(instance), record.facts_of(instance) + block.words);
    if (id == member.block) {
      validate::set_bit(known.mask.data(), member.field);
      validate::set_bit(known.mask.data(), block.fields.count + member.field);
    }
    for (const table::Fact& fact : table.facts[block.facts])
      if (hangs_on(fact, layout.resolve(id, fact.a), member, as))
        validate::set_bit(known.mask.data(), fact.bit);
    if (id == member.block)
      for (std::uint32_t bit = 2U * block.fields.count; bit < block.bits; ++bit)
        if (layout.fact_of(id, bit) == nullptr && layout.listed_values(id, bit).member == member)
          validate::set_bit(known.mask.data(), bit);
    if (layout.resolve(id, block.selector) != member) continue;
    const validate::Facts::Found found = facts.find(block.selector, instance);
    const table::Index number =
        found.good
            ? block.group_of(validate::find_value(table, table.value_sets[block.selector_values],
                                                  *found.value, table.fields[found.field]))
            : block.groups.count - 1;
    known.group = block.groups[number];
  }
}

std::optional<bool> KnownValue::fact(BlockId block, std::uint32_t bit) const {
  if (blocks_.empty()) return std::nullopt;
  const Known& known = blocks_[block.number()];
  if (known.mask.empty() || !validate::test_bit(known.mask.data(), bit)) return std::nullopt;
  return validate::test_bit(known.holds.data(), bit);
}

std::optional<table::GroupId> KnownValue::group(BlockId block) const {
  return blocks_.empty() ? std::nullopt : blocks_[block.number()].group;
}

}  // namespace leadlint::analyze
