// Finds what a path of a rule means: from a block, up through `outer`, down through members and
// lists.
#pragma once

#include <string_view>

#include "model/ruleset.h"

namespace leadlint::model {

/// A block and the blocks around it, innermost first.
struct Scope {
  const Block* block = nullptr;
  const Scope* outer = nullptr;
  const RuleSet* rules = nullptr;
  /// Of an item that is no object, seen from a condition about the items of a list: what it is. It
  /// has no block; the one around the list is `outer`.
  const Field* item = nullptr;
};

/// The field of this name in a block; nullptr when there is none. Fields that are `none` count.
[[nodiscard]] const Field* find_field(const Block& block, std::string_view name) noexcept;
/// The field of a block that had this name before; nullptr when there is none.
[[nodiscard]] const Field* find_old_name(const Block& block, std::string_view name) noexcept;
/// The block of an object field (its own form's or an `also` form's); nullptr when it has none.
[[nodiscard]] const Block* block_of(const Field& field) noexcept;
/// The block of the items of a list, else of an object field; nullptr: it has none.
[[nodiscard]] const Block* entry_of(const Field& field) noexcept;
/// What an array field holds; nullptr when it says nothing of its items.
[[nodiscard]] const Field* item_of(const Field& field) noexcept;
/// The field that a path leads to, whatever its base; nullptr when a step has no such field. A path
/// through a field that is `none` leads to that field: nothing is below it, so it is as absent.
/// `failed_step`, when given, receives the number of the step that leads nowhere.
[[nodiscard]] const Field* resolve(const Path& path, const Scope& scope,
                                   std::size_t* failed_step = nullptr) noexcept;
/// The same, and notes in each step where it leads. Precondition: the fields stay where they are.
const Field* bind(Path& path, const Scope& scope, std::size_t* failed_step = nullptr) noexcept;
/// The field that a path which is bound leads to; nullptr: it is empty.
[[nodiscard]] inline const Field* target(const Path& path) noexcept {
  return path.steps.empty() ? nullptr : path.steps.back().field;
}
/// The types a value in this form may have: as written, or told by its other keys; all of them
/// where nothing tells.
[[nodiscard]] TypeSet types_of(const Variant& variant) noexcept;
/// Does the form say itself which values it takes, by a list or by a catalog?
[[nodiscard]] inline bool tells_values(const Variant& variant) noexcept {
  return variant.values.has_value() || variant.catalog.has_value();
}
/// Nothing tells the type: any value but null will do.
[[nodiscard]] bool takes_anything(const Variant& variant) noexcept;

/// The form that tells what the field is: its own, or, where that says nothing, its only shape
/// (shapes that say the same are one).
[[nodiscard]] const Variant& telling_variant(const Field& field) noexcept;
/// A shape that says what a value is, and not that it has none.
[[nodiscard]] inline bool is_shape(const Variant& variant) noexcept {
  return variant.in_place && !variant.taken.code;
}
/// Do only shapes tell what the field is?
[[nodiscard]] bool is_told_by_shapes(const Field& field) noexcept;
/// Does the field itself say which values it takes, in its own form or in a shape?
[[nodiscard]] bool tells_values(const Field& field) noexcept;

}  // namespace leadlint::model
