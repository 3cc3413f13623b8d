// Has an object of a record, its values judged, anything to say? A glance at its facts: two masks and
// the few rows of its status (compile/alarms.cpp).
#pragma once

#include <cstdint>

#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/facts.h"
#include "validate/text_checks.h"

namespace leadlint::validate {

class Quiet {
 public:
  Quiet(const table::DecisionTable& table, const Known& known) noexcept
      : table_(table), beside_(known.anything()) {}

  /// `words` are the object's facts; what its rows ask further is added to them.
  [[nodiscard]] bool object(const table::Block& block, std::uint64_t* words, Facts& facts,
                            Index instance) const {
    if (!all_good(words, block.fields.count)) return false;
    const table::Group& group = group_of(block, facts, instance);
    set_facts(group.facts, words, facts, instance);
    if (beside_) set_facts(group.outward_facts, words, facts, instance);
    return no_alarm(block, group, words) && no_row_fires(group, words);
  }

 private:
  /// Is every field that is there good? Bits 0 to count - 1 tell what is there, the next what is good.
  [[nodiscard]] static bool all_good(const std::uint64_t* words, std::uint32_t count) noexcept {
    if (2 * count <= 64) [[likely]] {
      const std::uint64_t present = words[0] & ((std::uint64_t{1} << count) - 1);
      return (present & ~(words[0] >> count)) == 0;
    }
    for (std::uint32_t field = 0; field < count; ++field)
      if (test_bit(words, field) && !test_bit(words, count + field)) return false;
    return true;
  }

  /// See table::Block::groups: one a value, then for none, then for an illegal one.
  [[nodiscard]] const table::Group& group_of(const table::Block& block, const Facts& facts,
                                             Index instance) const {
    if (block.selector == none) return block.always;
    const table::Group* const groups = table_.groups.data() + block.groups.first;
    const std::uint32_t values = block.groups.count - 2;
    const Facts::Found found = facts.find(block.selector, instance);
    if (!found.present) return groups[values];
    if (!found.good) return groups[values + 1];
    const bool noted = table_.fields[found.field].value_set == block.selector_values;
    const std::uint16_t ordinal =
        noted ? found.value->value
              : find_value(table_, table_.value_sets[block.selector_values], *found.value);
    return groups[ordinal == table::no_name ? values + 1 : ordinal];
  }

  void set_facts(table::Span span, std::uint64_t* words, Facts& facts, Index instance) const {
    const Index* const ids = table_.group_facts.data() + span.first;
    for (Index f = 0; f < span.count; ++f) {
      const table::Fact& fact = table_.facts[ids[f]];
      if (fact.gate != table::no_name && !test_bit(words, fact.gate)) continue;
      if (facts.holds(fact, instance)) set_bit(words, fact.bit);
    }
  }

  [[nodiscard]] bool no_alarm(const table::Block& block, const table::Group& group,
                              const std::uint64_t* words) const noexcept {
    const std::uint64_t* const if_set = table_.words.data() + group.alarms;
    const std::uint64_t* const if_not = if_set + block.words;
    std::uint64_t alarm = 0;
    for (std::uint32_t w = 0; w < block.words; ++w)
      alarm |= (words[w] & if_set[w]) | (~words[w] & if_not[w]);
    return alarm == 0;
  }

  [[nodiscard]] bool no_row_fires(const table::Group& group,
                                  const std::uint64_t* words) const noexcept {
    const Index* const rows = table_.scanned_rows.data() + group.scanned.first;
    for (Index r = 0; r < group.scanned.count; ++r)
      if (table_.fires(rows[r], words)) return false;
    return true;
  }

  const table::DecisionTable& table_;
  bool beside_;  // something is known beside the record
};

}  // namespace leadlint::validate
