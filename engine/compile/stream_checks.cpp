// May records of this table be judged by the stream check (validate/stream_check.h): while they are
// read, with no record made? Of each block the members of one object are at hand then, of a list
// those of its last item.
//
//   when: status == LEAD_WON  require: jobAmount        yes: looks at members of its own object
//   when: lead.unit_id absent (at the record)           yes: that object is at hand once all is read
//   when: outer.status == CLOSED (at an item)           no: the items before it are gone by then
//   keep: jobAmount                                     yes: `current` is there already
//
// One block that may not spoils it for the table.
#include "compile/fast_half.h"

#include <algorithm>

namespace leadlint::compile {
namespace {

using table::FactKind;
using table::Index;
using table::none;

class StreamCheckable {
 public:
  explicit StreamCheckable(const table::DecisionTable& table) : table_(table) {}

  [[nodiscard]] bool allows() const {
    const table::Field& root = table_.fields[table_.root];
    return root.block != none && block_allows(root.block, {1, false});
  }

 private:
  /// Where an object stands in the record.
  struct Nesting {
    std::uint32_t depth = 1;
    bool in_list = false;
  };

  [[nodiscard]] bool block_allows(Index index, Nesting place) const {
    const table::Block& block = table_.blocks[index];
    if (block.has_deferred || place.depth > table_.options.max_depth) return false;
    if (block.selector != none && !at_hand(block.selector, place)) return false;
    if (!group_allows(block.always, place)) return false;
    for (Index g = 0; g < block.groups.count; ++g)
      if (!group_allows(table_.groups[block.groups.first + g], place)) return false;
    for (Index f = 0; f < block.fields.count; ++f)
      if (!field_allows(block.fields.first + f, place)) return false;
    return true;
  }

  [[nodiscard]] bool field_allows(Index index, Nesting around) const {
    const table::Field& field = table_.fields[index];
    const Nesting place{around.depth + 1, around.in_list};
    if (field.item != none && place.depth > table_.options.max_depth) return false;
    if (field.block != none && !block_allows(field.block, place)) return false;
    return field.item == none || field_allows(field.item, {around.depth + 1, true});
  }

  [[nodiscard]] bool group_allows(const table::Group& group, Nesting place) const {
    for (const table::Span span : {group.facts, group.outward_facts})
      for (Index f = 0; f < span.count; ++f)
        if (!fact_allows(table_.facts[table_.group_facts[span.first + f].fact], place))
          return false;
    return true;
  }

  [[nodiscard]] bool fact_allows(const table::Fact& fact, Nesting place) const {
    if (fact.kind == FactKind::catalog_has) {
      const auto* const first = table_.ref_ids.data() + fact.span.first;
      return std::all_of(first, first + fact.span.count,
                         [&](Index ref) { return at_hand(ref, place); });
    }
    return at_hand(fact.a, place) && at_hand(fact.b, place);
  }

  [[nodiscard]] bool at_hand(Index index, Nesting place) const {
    if (index == none) return true;
    const table::Ref& ref = table_.refs[index];
    if (ref.base == table::Base::previous) return false;
    if (ref.base != table::Base::block || ref.local != table::no_name) return true;
    const auto* const first = table_.ref_steps.data() + ref.steps.first;
    return !place.in_list &&
           std::find(first, first + ref.steps.count, table::last_step) == first + ref.steps.count;
  }

  const table::DecisionTable& table_;
};

}  // namespace

void allow_stream_check(table::DecisionTable& table) {
  table.stream_checkable = StreamCheckable{table}.allows();
}

}  // namespace leadlint::compile
