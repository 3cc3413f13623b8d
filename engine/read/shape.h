// What an object or array is read as, by the table field that describes it. All readers ask here.
// Tests: tests/read_test.cpp.
#pragma once

#include <algorithm>

#include "table/decision_table.h"

namespace leadlint::read {

using table::BlockId;
using table::FieldId;
using table::Index;
using table::none;

enum class Mode : std::uint8_t {
  block,           // an object; `inner`: its block
  free_names,      // an object with free names; `inner`: the field of every member
  list,            // an array; `inner`: the field of every item
  skipped_object,  // nothing describes what is inside
  skipped_list,
};

[[nodiscard]] constexpr bool is_object(Mode mode) noexcept {
  return mode == Mode::block || mode == Mode::free_names || mode == Mode::skipped_object;
}

/// The block, or the field, that describes what is inside.
class Inner {
 public:
  constexpr Inner() noexcept = default;
  constexpr Inner(BlockId block) noexcept : number_(block.number()) {}
  constexpr Inner(FieldId field) noexcept : number_(field.number()) {}
  [[nodiscard]] constexpr BlockId block() const noexcept { return BlockId{number_}; }
  [[nodiscard]] constexpr FieldId field() const noexcept { return FieldId{number_}; }

 private:
  Index number_ = none;
};

struct Shape {
  Mode mode = Mode::skipped_object;
  bool bare_item = false;  // one item in place of the list
  Inner inner;
};

[[nodiscard]] inline Shape list_shape(const table::DecisionTable& table, FieldId field) noexcept {
  const FieldId item = field == none ? none : table.fields[field].item;
  return {item == none ? Mode::skipped_list : Mode::list, false, item};
}

[[nodiscard]] inline Shape object_shape(const table::DecisionTable& table, FieldId field) noexcept {
  if (field == none) return {};
  const table::Field& described = table.fields[field];
  if (described.block != none) return {Mode::block, false, described.block};
  if (described.each != none) return {Mode::free_names, false, described.each};
  if (described.item == none || table.fields[described.item].block == none) return {};
  const auto* const first = table.variants.data() + described.variants.first;
  const bool bare = std::any_of(first, first + described.variants.count,
                                [](const table::Variant& variant) { return variant.bare_item; });
  if (!bare) return {};
  return {Mode::block, true, table.fields[described.item].block};
}

}  // namespace leadlint::read
