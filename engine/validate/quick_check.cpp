// The quick check of a record.
#include "validate/quick_check.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "finding/checks.h"
#include "text/text_hash.h"
#include "validate/defaults.h"
#include "validate/facts.h"
#include "validate/prefilter.h"

namespace leadlint::validate {
namespace {

/// Lists whose items are told apart here; longer ones are left to the full check.
constexpr std::uint32_t max_told_apart = 64;

/// A text or a whole number of which another spelling is another value: nothing else is equal to it
/// but itself.
bool is_one_spelling(const table::DecisionTable& table, const read::Node& value) noexcept {
  if (value.kind == read::Kind::integer) return !value.text().starts_with('-');
  if (value.kind != read::Kind::string || value.field == none) return false;
  const table::Field& field = table.fields[value.field];
  return !field.moments && !field.any_text_folds && field.read_kinds == 0 &&
         field.value_set == none;
}

/// Are no two items alike by their `unique` members? False: they may be.
bool are_distinct(const table::DecisionTable& table, const read::Record& record,
                  const read::Node& list, const table::Check& check) noexcept {
  if (list.size > max_told_apart || check.span.count > 1) return false;
  std::array<std::uint64_t, max_told_apart> hashes;
  std::size_t count = 0;
  const KeyedHash hash_of;
  for (Index item = list.first; item != none; item = record.nodes[item].next) {
    const read::Node* value = &record.nodes[item];
    if (check.span.count == 1) {
      if (value->instance == none) return false;
      const Index part =
          record
              .slots[record.instances[value->instance].slots + table.key_fields[check.span.first]];
      if (part == none) continue;
      value = &record.nodes[part];
    }
    if (!is_one_spelling(table, *value)) return false;
    hashes[count++] = hash_of.of(value->text());
  }
  const auto end = hashes.begin() + static_cast<std::ptrdiff_t>(count);
  std::sort(hashes.begin(), end);
  return std::adjacent_find(hashes.begin(), end) == end;
}

/// A list, all of whose items are good: is it as its field's own form wants it? False: perhaps not.
bool list_passes(const table::DecisionTable& table, const read::Record& record,
                 const read::Node& list) noexcept {
  if (list.kind != read::Kind::array || list.bare_item) return false;
  const table::Variant& own = table.variants[table.fields[list.field].variants[0]];
  if ((own.kinds & table::k_array) == 0) return false;
  return std::ranges::all_of(table.checks[own.checks], [&](const table::Check& check) {
    using enum CheckKind;
    const CheckedValues of = check_row(check.kind).of;
    if (check.kind == type || of == CheckedValues::text || of == CheckedValues::numbers)
      return true;
    if (check.kind == min_items) return list.size >= check.integer;
    if (check.kind == max_items) return list.size <= check.integer;
    return check.kind == unique && are_distinct(table, record, list, check);
  });
}

/// Are all members that are there good, those that only show at their end to be good included?
bool members_pass(const table::DecisionTable& table, read::Record& record,
                  Index instance) noexcept {
  const read::Instance& object = record.instances[instance];
  const std::uint32_t count = table.blocks[object.block].fields.count;
  std::uint64_t* const words = record.facts_of(instance);
  if (all_good(words, count)) [[likely]]
    return true;
  for (std::uint32_t number = 0; number < count; ++number) {
    if (!test_bit(words, number) || test_bit(words, count + number)) continue;
    if (!list_passes(table, record, record.nodes[record.slots[object.slots + number]]))
      return false;
    record.note_good(table, instance, number);
  }
  return true;
}

}  // namespace

bool quick_check(const table::DecisionTable& table, read::Record& record,
                 const ReadContext& context, FactMemory& memory) {
  if (!record.plain || !record.issues.empty() || record.unreadable) return false;
  if (!table.default_values.empty())
    for (Index i = 0; i < record.instances.size(); ++i) add_defaults(table, record, i);
  Facts facts(table, record, context, memory);
  Prefilter prefilter(table, facts);
  prefilter.set_context(context);
  for (Index i = 0; i < record.instances.size(); ++i) {
    const read::Instance& object = record.instances[i];
    const table::Block& block = table.blocks[object.block];
    if (object.first_unknown != none || block.has_deferred) return false;
    if (block.names_of_catalog && !facts.names_are_known(block, object.node)) return false;
    std::uint64_t* const facts_here = record.facts.data() + object.words;
    if (!members_pass(table, record, i)) return false;
    ManyWords words{facts_here, block.words};
    const auto value_of = [&](std::uint16_t number) -> const read::Node& {
      return record.nodes[record.slots[object.slots + number]];
    };
    if (!prefilter.object(block, table.fast.blocks[object.block], words, i, value_of)) return false;
  }
  return true;
}

}  // namespace leadlint::validate
