// May records of this table be judged by the stream check (validate/stream_check.h): while they are
// read, with no record made? Of each block the members of one object are at hand then, of a list
// those of its last item.
//
//   when: status == LEAD_WON  require: jobAmount        yes: looks at members of its own object
//   when: lead.unit_id absent (at the record)           yes: that object is at hand once all is
//                                                       read
//   when: outer.status == CLOSED (at an item)           no: the items before it are gone by then
//   keep: jobAmount                                     yes: `current` is there already
//
// One block that may not spoils it for the table.
#include "fast/fast_part.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace leadlint::fast {
namespace {

using table::FactKind;
using table::Index;
using table::none;

/// Finds all that stands in the way.
class StreamObstacles {
  using Kind = table::StreamObstacle::Kind;

 public:
  explicit StreamObstacles(const table::DecisionTable& table) : table_(table) {}

  [[nodiscard]] std::vector<table::StreamObstacle> find() {
    const table::BlockId root = table_.root == none ? none : table_.fields[table_.root].block;
    if (root == none)
      found_.push_back({Kind::no_object, none, none});
    else
      block(root, {1, false});
    return std::move(found_);
  }

 private:
  /// Where an object stands in the record.
  struct Nesting {
    std::uint32_t depth = 1;
    bool in_list = false;
  };

  void block(table::BlockId id, Nesting place) {
    const table::Block& block = table_.blocks[id];
    if (place.depth > table_.options.max_depth) return found_.push_back({Kind::depth, id, none});
    if (block.has_deferred) found_.push_back({Kind::deferred, id, none});
    if (block.selector != none && !at_hand(block.selector, place))
      found_.push_back({Kind::selector, id, none});
    for (const table::FactId fact : asked(id))
      if (!fact_allows(table_.facts[fact], place)) found_.push_back({Kind::fact, id, fact});
    for (const table::FieldId each : block.fields) field(id, each, place);
  }

  void field(table::BlockId block_around, table::FieldId id, Nesting around) {
    const table::Field& field = table_.fields[id];
    const Nesting place{around.depth + 1, around.in_list};
    if (field.item != none && place.depth > table_.options.max_depth)
      return found_.push_back({Kind::depth, block_around, none});
    if (field.block != none) block(field.block, place);
    if (field.item != none) this->field(block_around, field.item, {around.depth + 1, true});
  }

  /// The facts that any group of the block asks for.
  [[nodiscard]] std::set<table::FactId> asked(table::BlockId id) const {
    std::set<table::FactId> facts;
    const auto add = [&](const table::FastGroup& group) {
      for (const table::Span span : {group.facts, group.outward_facts})
        for (Index f = 0; f < span.count; ++f)
          facts.insert(table_.fast.group_facts[span.first + f].fact);
    };
    if (table_.fast.blocks[id].groups == none) add(table_.fast.blocks[id].always);
    for (const table::GroupId group : table_.blocks[id].groups) add(table_.fast.groups[group]);
    return facts;
  }

  [[nodiscard]] bool fact_allows(const table::Fact& fact, Nesting place) const {
    if (table::looks_at_items(fact.kind)) return false;
    if (fact.kind == FactKind::calculation && sums_up(table_.calculations[fact.index]))
      return false;
    if (table::looks_at_refs(fact.kind)) {
      const auto* const first = table_.ref_ids.data() + fact.span.first;
      return std::all_of(first, first + fact.span.count,
                         [&](table::RefId ref) { return at_hand(ref, place); });
    }
    return at_hand(fact.a, place) && at_hand(fact.b, place);
  }

  /// Items of a list are gone by the time that they are added up, and where each stood with them.
  [[nodiscard]] bool sums_up(const table::Calculation& calculation) const {
    const auto* const first = table_.calculation_terms.data() + calculation.terms.first;
    const auto counts = [](const table::CalculationFactor& factor) {
      return factor.kind == table::CalculationFactor::Kind::count ||
             factor.kind == table::CalculationFactor::Kind::index;  // (item_index: in a list test)
    };
    return std::any_of(
        first, first + calculation.terms.count, [&](const table::CalculationTerm& term) {
          const auto* const factors = table_.calculation_factors.data() + term.factors.first;
          return term.list != none || std::any_of(factors, factors + term.factors.count, counts);
        });
  }

  [[nodiscard]] bool at_hand(table::RefId id, Nesting place) const {
    if (id == none) return true;
    const table::Ref& ref = table_.refs[id];
    if (ref.base == table::Base::previous || ref.base == table::Base::before) return false;
    if (ref.base != table::Base::block || ref.local != table::no_name) return true;
    const auto* const first = table_.ref_steps.data() + ref.steps.first;
    return !place.in_list &&
           std::find(first, first + ref.steps.count, table::last_step) == first + ref.steps.count;
  }

  const table::DecisionTable& table_;
  std::vector<table::StreamObstacle> found_;
};

}  // namespace

void allow_stream_check(table::DecisionTable& table) {
  table.fast.stream_obstacles = StreamObstacles{table}.find();
  table.fast.stream_checkable = table.fast.stream_obstacles.empty();
}

}  // namespace leadlint::fast
