// May records of this table be judged at a glance (validate/glance.h): while they are read, object by
// object, with nothing kept?
//
//   when: status == LEAD_WON  require: jobAmount        yes: looks at members of its own object
//   when: lead.unit_id absent (at the record)           no: looks into another object
//   when: outer.status == CLOSED (at an item)           no: the object around it is not read yet
//   keep: jobAmount                                     yes: `current` is there already
//
// One block that may not spoils it for the table.
#include "compile/first_look.h"

#include <algorithm>

namespace leadlint::compile {
namespace {

using table::FactKind;
using table::Index;
using table::none;

class GlanceCheck {
 public:
  explicit GlanceCheck(const table::DecisionTable& table) : table_(table) {}

  [[nodiscard]] bool allows() const {
    const table::Field& root = table_.fields[table_.root];
    return root.block != none && block_allows(root.block, 1);
  }

 private:
  /// `depth`: of the object in the record.
  [[nodiscard]] bool block_allows(Index index, std::uint32_t depth) const {
    const table::Block& block = table_.blocks[index];
    if (block.has_deferred || depth > table_.options.max_depth) return false;
    if (block.selector != none && !at_hand(block.selector)) return false;
    if (!group_allows(block.always)) return false;
    for (Index g = 0; g < block.groups.count; ++g)
      if (!group_allows(table_.groups[block.groups.first + g])) return false;
    for (Index f = 0; f < block.fields.count; ++f)
      if (!field_allows(block.fields.first + f, depth)) return false;
    return true;
  }

  [[nodiscard]] bool field_allows(Index index, std::uint32_t depth) const {
    const table::Field& field = table_.fields[index];
    if (field.block != none && !block_allows(field.block, depth + 1)) return false;
    return field.item == none || field_allows(field.item, depth + 1);
  }

  [[nodiscard]] bool group_allows(const table::Group& group) const {
    for (const table::Span span : {group.facts, group.outward_facts})
      for (Index f = 0; f < span.count; ++f)
        if (!fact_allows(table_.facts[table_.group_facts[span.first + f]])) return false;
    return true;
  }

  [[nodiscard]] bool fact_allows(const table::Fact& fact) const {
    if (fact.kind == FactKind::first_item) return false;
    if (fact.kind == FactKind::catalog_has) {
      const auto* const first = table_.ref_ids.data() + fact.span.first;
      return std::all_of(first, first + fact.span.count, [&](Index ref) { return at_hand(ref); });
    }
    return at_hand(fact.a) && at_hand(fact.b);
  }

  /// Is what it refers to a member of the object itself, or known beforehand?
  [[nodiscard]] bool at_hand(Index index) const {
    if (index == none) return true;
    const table::Ref& ref = table_.refs[index];
    if (ref.base == table::Base::block) return ref.local != table::no_name;
    return ref.base != table::Base::previous;
  }

  const table::DecisionTable& table_;
};

}  // namespace

void allow_glances(table::DecisionTable& table) { table.glances = GlanceCheck{table}.allows(); }

}  // namespace leadlint::compile
