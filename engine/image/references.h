// Where references lead that facts and rows follow (validate/facts.cpp): from an object of a known
// block each step is the number of a member, which leads to the block of what is there.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "image/check.h"
#include "table/decision_table.h"

namespace leadlint::image {

/// An object where it stands: its block, and the object around it.
struct Object {
  table::BlockId block;
  const Object* outer = nullptr;
  bool item = false;  // of a list
};

/// Where facts are asked: those of an object, or those of a list test.
struct Asking {
  const Object* at = nullptr;
  std::uint32_t words = 0;          // of bits
  bool each_item = false;           // the item at hand may be asked for
  table::Index test = table::none;  // that they are of: it may ask those before it
};

/// Counts what is looked at: tables are refused that take too long.
class Budget {
 public:
  [[nodiscard]] bool look(std::uint64_t entries, std::uint64_t times = 1) noexcept {
    steps_ += std::min(entries, max_steps) * std::min(times, max_steps);
    return steps_ <= max_steps;
  }
  [[nodiscard]] bool spent() const noexcept { return steps_ > max_steps; }

 private:
  std::uint64_t steps_ = 0;
};

class References {
 public:
  using BlockId = table::BlockId;
  using FieldId = table::FieldId;
  using Index = table::Index;
  using RefId = table::RefId;
  using Base = table::Base;
  static constexpr auto none = table::none;

  References(const table::DecisionTable& table, Budget& budget) noexcept
      : table_(table), budget_(budget) {}

  /// What an object is that stands as the value of a field (read/shape.h); none: nothing describes
  /// it.
  [[nodiscard]] BlockId object_of(FieldId id) const {
    if (id == none) return none;
    const table::Field& field = table_.fields[id];
    if (field.block != none || field.each != none || field.item == none) return field.block;
    return table_.fields[field.item].block;
  }

  /// Calls `done` with each object that may stand as an item of a list, or in its place.
  template <class Done>
  [[nodiscard]] bool items_of(const Object& around, FieldId list, const Done& done) const {
    for (const BlockId block : {object_of(table_.fields[list].item), object_of(list)})
      if (block != none && !done(Object{block, &around, true})) return false;
    return true;
  }

  /// The block that a record of the context starts with.
  [[nodiscard]] BlockId root_of(Base base) const {
    const auto block_of = [&](FieldId root) {
      return root == none ? BlockId{} : table_.fields[root].block;
    };
    switch (base) {
      case Base::current:
        return block_of(table_.current_root);
      case Base::request:
        return block_of(table_.request_root);
      case Base::param:
        return table_.params;
      case Base::block:
      case Base::previous:
      case Base::before:
      case Base::item:
        break;
    }
    return none;
  }

  /// Calls `done` with what stands at the end: the object there, and the field. False: it leads
  /// nowhere, elsewhere than it says, or `done` says so.
  template <class Done>
  [[nodiscard]] bool from(RefId id, const Asking& asking, const Done& done) const {
    const table::Ref& ref = table_.refs[id];
    if (ref.base == Base::item)
      return asking.each_item && ref.steps.count == 0 && ref.local == table::no_name;
    if (ref.steps.count == 0) return false;
    if (ref.local != table::no_name &&
        (ref.base != Base::block || ref.up != 0 || ref.steps.count != 1 ||
         table_.ref_steps[ref.steps.first] != ref.local))
      return false;
    // A stored record may have members of its own, which are described like those of the payload.
    const bool alike = ref.base == Base::current && ref.field != none;
    const auto leads_there = [&](const Object& at, FieldId field) {
      return (alike || field == ref.field) && done(at, field);
    };
    switch (ref.base) {
      case Base::block: {
        const Object* at = asking.at;
        for (std::uint8_t up = 0; up < ref.up && at != nullptr; ++up) at = at->outer;
        return at != nullptr && walk(ref, *at, 0, leads_there);
      }
      case Base::previous:
      case Base::before:
        return asking.at->item && walk(ref, *asking.at, 0, leads_there);
      case Base::current:
      case Base::request:
      case Base::param: {
        const BlockId root = root_of(ref.base);
        return root != none && walk(ref, {root}, 0, leads_there);
      }
      case Base::item:
        break;
    }
    return false;
  }

  /// `own`: it stays in the record at hand, by objects around or below.
  [[nodiscard]] bool follows(RefId id, const Asking& asking, bool own) const {
    if (own && table_.refs[id].base != Base::block) return false;
    return from(id, asking, [](const Object&, FieldId) { return true; });
  }

  /// Do the keys of a list check (table/item_key.h) lead to members of its items?
  [[nodiscard]] bool keys_fit(const table::Check& check, const table::Field& list) const;
  /// Do rows ask for words that are there?
  [[nodiscard]] bool rows_fit(table::SpanOf<table::Row> rows, std::uint32_t words) const;

 private:
  /// Goes from an object along the steps from `s` on and tells `done` what stands at their end: the
  /// object there, the field, the number of the member.
  template <class Done>
  [[nodiscard]] bool walk(const table::Ref& ref, const Object& at, Index s,
                          const Done& done) const {
    const table::SpanOf<table::Field> members = table_.blocks[at.block].fields;
    const auto* const steps = table_.ref_steps.data() + ref.steps.first;
    if (!budget_.look(1) || steps[s] >= members.count) return false;
    const FieldId id = members[steps[s]];
    const table::Field& field = table_.fields[id];
    if (s + 1 == ref.steps.count) return done(at, id);
    const bool last = steps[s + 1] == table::last_step;
    if (last && s + 2 == ref.steps.count) return field.item != none && done(at, field.item);
    const BlockId below = !last                ? field.block
                          : field.item == none ? BlockId{}
                                               : table_.fields[field.item].block;
    return below != none && walk(ref, {below, &at, last}, s + (last ? 2 : 1), done);
  }
  [[nodiscard]] bool key_fits(BlockId block, std::span<const std::uint16_t> steps) const;

  const table::DecisionTable& table_;
  Budget& budget_;
};

}  // namespace leadlint::image
