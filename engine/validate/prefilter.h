// Has an object of a record, its values judged and good, anything to say? The facts of it decide:
// two masks and the few rows of its status (fast/prefilter.cpp).
#pragma once

#include <cstdint>

#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/fact_words.h"
#include "validate/facts.h"
#include "validate/text_checks.h"

namespace leadlint::validate {

/// Is every field that is there good? Bits 0 to count - 1 tell what is there, the next what is
/// good.
[[nodiscard]] inline bool all_good(const std::uint64_t* words, std::uint32_t count) noexcept {
  if (2 * count <= 64) [[likely]] {
    const std::uint64_t present = words[0] & ((std::uint64_t{1} << count) - 1);
    return (present & ~(words[0] >> count)) == 0;
  }
  for (std::uint32_t field = 0; field < count; ++field)
    if (test_bit(words, field) && !test_bit(words, count + field)) return false;
  return true;
}

class Prefilter {
 public:
  Prefilter(const table::DecisionTable& table, Facts& facts) noexcept
      : table_(table), facts_(facts) {}
  /// To be told what is known before anything is asked; `facts` as well.
  void set_context(const ReadContext& context) noexcept { has_context_ = context.anything(); }

  /// `words` (OneWord, ManyWords) are the object's facts; what its rows ask further is added to
  /// them. `value_of(number)` is the value of a member that is there, a read::Node.
  template <class Words, class ValueOf>
  [[nodiscard]] bool object(const table::Block& block, const table::FastBlock& fast, Words& words,
                            Index instance, const ValueOf& value_of) const {
    const table::FastGroup& group = group_of(block, fast, words, instance, value_of);
    set_facts<false>(group.facts, block, words, instance, value_of);
    if (has_context_) set_facts<true>(group.outward_facts, block, words, instance, value_of);
    return passes_masks(group, words) && no_row_fires(group, words);
  }

 private:
  /// See table::Block::groups: one a value (then for another good one), for none, for an illegal
  /// one.
  template <class Words, class ValueOf>
  [[nodiscard]] const table::FastGroup& group_of(const table::Block& block,
                                                 const table::FastBlock& fast, const Words& words,
                                                 Index instance, const ValueOf& value_of) const {
    if (fast.groups == none) return fast.always;
    const table::FastGroup* const groups = table_.fast.groups.data() + fast.groups.number();
    if (fast.noted_selector != table::no_name) [[likely]]
      return groups[words.has(fast.noted_selector) ? value_of(fast.noted_selector).value
                                                   : fast.absent];
    const Facts::Found found = facts_.find(block.selector, instance);
    if (!found.present) return groups[fast.absent];
    if (!found.good) return groups[fast.absent + 1];
    const table::Field& field = table_.fields[found.field];
    const bool noted = field.value_set == block.selector_values;
    const std::uint16_t ordinal =
        noted ? found.value->value
              : find_value(table_, table_.value_sets[block.selector_values], *found.value, field);
    return groups[block.group_of(ordinal)];
  }

  template <bool outward, class Words, class ValueOf>
  void set_facts(table::Span span, const table::Block& block, Words& words, Index instance,
                 const ValueOf& value_of) const {
    const table::GroupFact* const asked = table_.fast.group_facts.data() + span.first;
    for (Index f = 0; f < span.count; ++f) {
      const table::FactGate gate = asked[f].gate;
      if (gate.bit != table::no_name && !words.has(gate.bit)) continue;
      if constexpr (outward)
        if (asked[f].unless_there != table::no_name && words.has(asked[f].unless_there)) continue;
      const table::Fact& fact = table_.facts[asked[f].fact];
      if (facts_.holds_gated(block, fact, gate.member, instance, value_of)) words.add(fact.bit);
    }
  }

  template <class Words>
  [[nodiscard]] bool passes_masks(const table::FastGroup& group,
                                  const Words& words) const noexcept {
    const std::uint64_t* const if_set = table_.fast.masks.data() + group.watched;
    const std::uint64_t* const if_not = if_set + words.count();
    std::uint64_t hit = 0;
    for (std::uint32_t w = 0; w < words.count(); ++w)
      hit |= (words[w] & if_set[w]) | (~words[w] & if_not[w]);
    return hit == 0;
  }

  template <class Words>
  [[nodiscard]] bool no_row_fires(const table::FastGroup& group,
                                  const Words& words) const noexcept {
    const table::ScannedRow* const rows = table_.fast.scanned_rows.data() + group.scanned.first;
    for (Index r = 0; r < group.scanned.count; ++r) {
      const table::ScannedRow& row = rows[r];
      if ((words[row.word] & row.care) == row.value && more_holds(row.row, words)) return false;
    }
    return true;
  }

  template <class Words>
  [[nodiscard]] bool more_holds(RowId row, const Words& words) const noexcept {
    const table::Span more = table_.rows[row].more_terms;
    for (Index t = 0; t < more.count; ++t) {
      const table::RowTerm& term = table_.row_terms[more.first + t];
      if ((words[term.word] & term.care) != term.value) return false;
    }
    return true;
  }

  const table::DecisionTable& table_;
  Facts& facts_;
  bool has_context_ = false;  // there is a context
};

}  // namespace leadlint::validate
