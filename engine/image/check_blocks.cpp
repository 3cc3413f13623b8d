// What each object of a record leads to, from the root down: the way that a record is judged.
//
// References are followed as facts follow them (validate/facts.cpp): from an object of a known
// block each step is the number of a member, which leads to the block of what is there. So each
// object is looked at in its surroundings, as often as a record may have it in others.
#include <algorithm>
#include <bit>
#include <vector>

#include <fmt/format.h>

#include "image/check.h"
#include "image/fact_check.h"
#include "image/references.h"

namespace leadlint::image {
namespace {

using table::Base;
using table::BlockId;
using table::FieldId;
using table::Index;
using table::none;
using table::RefId;

class Blocks {
 public:
  explicit Blocks(const table::DecisionTable& table)
      : table_(table),
        reached_(table.blocks.size()),
        calculations_(table.blocks.size()),
        pairs_(table.blocks.size()),
        shown_(table.blocks.size()) {}

  [[nodiscard]] std::optional<std::string> check() {
    Index number = 0;
    for (const table::Wording& wording : table_.wordings) {
      ++number;
      if (wording.calculation != none)
        calculations_[wording.block.number()].push_back(wording.calculation);
      if (wording.defaults.count != 0 && wording.block == none) {
        fail("wordings", number - 1);
        continue;
      }
      for (Index r = 0; r < wording.defaults.count; ++r)
        shown_[wording.block.number()].push_back(table_.ref_ids[wording.defaults.first + r]);
    }
    for (const table::PairList& pairs : table_.pair_lists)
      pairs_[pairs.block.number()].push_back(pairs.with);
    if (roots() && context_refs()) all_are_reached();
    if (budget_.spent()) fault_ = fmt::format("it takes more than {} steps to look at", max_steps);
    return std::move(fault_);
  }

 private:
  bool fail(std::string_view part, Index number) {
    if (!fault_ && !budget_.spent())
      fault_ = fmt::format("{} {} means nothing where it stands", part, number);
    return false;
  }
  bool look(std::uint64_t entries, std::uint64_t times = 1) { return budget_.look(entries, times); }

  // Objects ---------------------------------------------------------------------------------------

  bool roots() {
    if (!field(table_.root, nullptr)) return false;
    if (table_.params != none && !block({table_.params}, 1)) return false;
    for (const FieldId root : {table_.current_root, table_.request_root})
      if (root != none && !field(root, nullptr)) return false;
    return true;
  }

  void all_are_reached() {
    const auto left = std::find(reached_.begin(), reached_.end(), false);
    if (left != reached_.end()) fail("blocks", static_cast<Index>(left - reached_.begin()));
  }

  /// A field and all that stands in it. `around`: the object that conditions of its forms look at,
  /// which an item shares with its list; null: the root.
  bool field(FieldId id, const Object* around, std::uint64_t times = 1, bool item = false) {
    const table::Field& field = table_.fields[id];
    const std::uint64_t forms = field.variants.count + 1;
    if (!look(forms, times)) return false;
    if (++nesting_ > max_nesting) {
      if (!fault_)
        fault_ = fmt::format("objects lie more than {} deep in one another", max_nesting);
      return false;
    }
    const bool tried = field.block != none && table_.blocks[field.block].has_forms;
    const bool good =
        own_parts(id, around, item) &&
        (field.block == none ||
         block({field.block, around, item}, tried ? std::min(times * forms, max_steps) : times)) &&
        (field.item == none || this->field(field.item, around, times, true)) &&
        (field.each == none || this->field(field.each, around, times));
    --nesting_;
    return good;
  }

  bool own_parts(FieldId id, const Object* around, bool item) {
    const table::Field& field = table_.fields[id];
    const bool is_root = around == nullptr && !item;
    if (field.null_report == none || field.type_report == none ||
        (field.told_by != 0 && field.telling() >= field.variants.count) ||
        (field.variants.count == 0 && (!is_root || field.former != none)))
      return fail("fields", id.number());
    for (const table::VariantId v : field.variants) {
      const table::Variant& variant = table_.variants[v];
      if (!look(variant.checks.count)) return false;
      const std::uint32_t words = around == nullptr ? 0 : table_.blocks[around->block].words;
      if (words != 0 && (!references_.rows_fit(variant.when, words) ||
                         !references_.rows_fit(variant.unsure, words)))
        return fail("variants", v.number());
      for (const table::CheckId c : variant.checks)
        if (!references_.keys_fit(table_.checks[c], field)) return fail("checks", c.number());
    }
    return true;
  }

  bool block(const Object& at, std::uint64_t times) {
    const table::Block& block = table_.blocks[at.block];
    const Index number = at.block.number();
    reached_[number] = true;
    const auto entries = std::uint64_t{block.words} + block.fields.count + block.facts.count +
                         block.outward_facts.count;
    if (!look(entries, times)) return false;
    if (!bits_fit(block)) return fail("blocks", number);
    for (Index f = 0; f < block.fields.count; ++f) {
      const FieldId id = block.fields[f];
      if (!member_fits(block, table_.fields[id], f)) return fail("fields", id.number());
      if (!field(id, &at, times)) return false;
    }
    if (!shapes_fit(at, times) || !defaults_fit(block)) return fail("blocks", number);
    const Asking asking{&at, block.words, false, none};
    for (const table::SpanOf<table::Fact> facts : {block.facts, block.outward_facts})
      if (table::FactId wrong; !facts_.facts_fit(facts, asking, &wrong))
        return fail("facts", wrong.number());
    if (!groups_fit(at)) return fail("blocks", number);
    for (const Index calculation : calculations_[number])
      if (!facts_.calculation_fits(table_.calculations[calculation], asking))
        return fail("calculations", calculation);
    for (const RefId with : pairs_[number])
      if (!references_.follows(with, asking, true)) return fail("refs", with.number());
    for (const RefId shown : shown_[number])
      if (!references_.follows(shown, asking, false)) return fail("refs", shown.number());
    return true;
  }

  // Bits ------------------------------------------------------------------------------------------

  /// Each fact has a bit of its own, behind those of the members.
  bool bits_fit(const table::Block& block) {
    const std::uint32_t members = 2 * block.fields.count;
    if (block.bits < members || block.words != std::max(1, (block.bits + 63) / 64)) return false;
    if (block.last_round > 250 || (block.names_of_catalog && !last_is_catalog(block))) return false;
    taken_.assign(block.bits, false);
    for (const table::SpanOf<table::Fact> facts : {block.facts, block.outward_facts})
      for (const table::Fact& fact : table_.facts[facts]) {
        if (fact.bit < members || fact.bit >= block.bits || taken_[fact.bit]) return false;
        taken_[fact.bit] = true;
      }
    return true;
  }

  [[nodiscard]] bool last_is_catalog(const table::Block& block) const {
    return block.shapes.count != 0 &&
           table_.name_shapes[block.shapes.first + block.shapes.count - 1].kind ==
               table::NameShape::Kind::catalog;
  }

  [[nodiscard]] bool member_fits(const table::Block& block, const table::Field& field,
                                 Index number) const {
    const std::uint32_t members = 2 * block.fields.count;
    const auto is_fact = [&](std::uint16_t bit) {
      return bit == table::no_name || (bit >= members && bit < block.bits);
    };
    if (field.bit != number || !is_fact(field.broken_bit) || !is_fact(field.unread_bit))
      return false;
    if (field.true_mask != none && !mask_fits(block, field.true_mask)) return false;
    if (field.false_mask != none && !mask_fits(block, field.false_mask)) return false;
    if (field.value_masks.count == 0) return true;
    if (field.value_set == none) return false;
    const std::uint32_t values = table_.value_sets[field.value_set].hash.names.count;
    if (field.value_masks.count != values * block.words) return false;
    for (std::uint32_t value = 0; value < values; ++value)
      if (!mask_fits(block, field.value_masks.first + value * block.words)) return false;
    return true;
  }

  /// Words of facts, none of them that a member is there or good.
  [[nodiscard]] bool mask_fits(const table::Block& block, Index first) const {
    if (first > table_.words.size() || table_.words.size() - first < block.words) return false;
    std::uint32_t members = 2 * block.fields.count;
    for (Index w = 0; w < block.words && members != 0; ++w) {
      const std::uint32_t here = std::min<std::uint32_t>(members, 64);
      const std::uint64_t mask = here == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << here) - 1;
      if ((table_.words[first + w] & mask) != 0) return false;
      members -= here;
    }
    return true;
  }

  // Rows ------------------------------------------------------------------------------------------

  /// Rows that report: at a member of the record at hand, or at the object itself.
  bool judged_rows_fit(table::SpanOf<table::Row> rows, const Object& at, bool silences) {
    if (!references_.rows_fit(rows, table_.blocks[at.block].words)) return false;
    const Asking asking{&at, 0, false, none};
    for (const table::Row& row : table_.rows[rows]) {
      if (row.report == none) return false;
      const bool field = row.place.kind == table::FindingLocation::Kind::field;
      if ((field || silences) && row.place.ref == none) return false;
      const RefId ref = row.place.ref;
      const bool of_params = silences && ref != none && table_.refs[ref].base == Base::param;
      if (ref != none && !references_.follows(ref, asking, !of_params)) return false;
      if (row.target != none && !references_.follows(row.target, asking, true)) return false;
    }
    return true;
  }

  bool group_fits(const table::Group& group, const Object& at) {
    const table::Block& block = table_.blocks[at.block];
    if (group.required.count > block.words || !look(group.required_reports.count)) return false;
    for (Index w = 0; w < group.required.count; ++w) {
      const std::uint64_t word = table_.words[group.required.first + w];
      if (word != 0 &&
          w * 64 + 63 - static_cast<Index>(std::countl_zero(word)) >= block.fields.count)
        return false;
    }
    const auto* const first = table_.required_fields.data() + group.required_reports.first;
    return std::all_of(
               first, first + group.required_reports.count,
               [](const table::RequiredField& required) { return required.report != none; }) &&
           judged_rows_fit(group.rows, at, false);
  }

  bool groups_fit(const Object& at) {
    const table::Block& block = table_.blocks[at.block];
    mask_words_ += std::uint64_t{block.words} * 2 * (block.groups.count + std::uint64_t{1});
    if (mask_words_ > max_mask_words) return false;
    // What the making of masks (fast/prefilter.cpp) looks at.
    const auto facts = std::uint64_t{1} + block.facts.count + block.outward_facts.count;
    if (!group_fits(block.always, at)) return false;
    for (const table::Group& group : table_.groups[block.groups])
      if (!look(facts, std::uint64_t{1} + group.rows.count + block.always.rows.count) ||
          !group_fits(group, at))
        return false;
    if (!judged_rows_fit(block.silences, at, true)) return false;
    if (block.selector == none) return true;
    if (block.selector_values == none ||
        !references_.follows(block.selector, {&at, 0, false, none}, true))
      return false;
    const std::uint32_t values = table_.value_sets[block.selector_values].hash.names.count;
    return block.groups.count == values + (block.open_selector ? 3 : 2);
  }

  // Members by other names, and defaults ----------------------------------------------------------

  bool shapes_fit(const Object& at, std::uint64_t times) {
    const table::Block& block = table_.blocks[at.block];
    for (Index s = 0; s < block.shapes.count; ++s) {
      const table::NameShape& shape = table_.name_shapes[block.shapes.first + s];
      if (!look(1)) return false;
      // A member that hangs on the object itself is told from one of its own by the field.
      const bool former = shape.kind == table::NameShape::Kind::former;
      if (former != block.fields.has(shape.field)) return false;
      if (!former && shape.field != none && !field(shape.field, &at, times)) return false;
    }
    return true;
  }

  bool defaults_fit(const table::Block& block) {
    const auto* const first = table_.default_values.data() + block.defaults.first;
    return look(block.defaults.count) &&
           std::all_of(first, first + block.defaults.count, [&](const table::DefaultValue& value) {
             return value.number < block.fields.count;
           });
  }

  /// All into the records of the context: messages and histories go through each, and the other
  /// place of a reference counts as well.
  bool context_refs() {
    for (const RefId id : table_.refs.ids()) {
      const table::Ref& ref = table_.refs[id];
      if (references_.root_of(ref.base) == none) {
        if (ref.base == Base::current || ref.base == Base::request || ref.base == Base::param)
          return fail("refs", id.number());
        continue;
      }
      if (!references_.follows(id, {}, false)) return fail("refs", id.number());
      // Others to try come one behind the other, and come to an end.
      std::size_t tried = 0;
      for (RefId other = ref.alternative; other != none; other = table_.refs[other].alternative)
        if (!look(1) || ++tried > table_.refs.size() || table_.refs[other].base != ref.base)
          return fail("refs", id.number());
    }
    return true;
  }

  const table::DecisionTable& table_;
  Budget budget_;
  References references_{table_, budget_};
  FactCheck facts_{table_, references_, budget_};
  std::vector<bool> reached_;                     // by block
  std::vector<std::vector<Index>> calculations_;  // by block: that its messages show
  std::vector<std::vector<RefId>> pairs_;         // by block: what goes with its members
  std::vector<std::vector<RefId>> shown_;         // by block: whose defaults messages tell
  std::vector<bool> taken_;                       // by bit
  std::uint64_t mask_words_ = 0;
  std::size_t nesting_ = 0;
  std::optional<std::string> fault_;
};

}  // namespace

std::optional<std::string> check_blocks(const table::DecisionTable& table) {
  return Blocks{table}.check();
}

}  // namespace leadlint::image
