// A path of a rule to the fields it means: picks the block the path starts in, then walks its
// steps. Entry points in model/scope.h; covered by tests/scope_test.cpp.
#include "model/scope.h"

#include <algorithm>
#include <array>

#include "model/checks.h"

namespace leadlint::model {
namespace {

constexpr TypeSet all_types =
    null_type | boolean_type | integer_type | number_type | string_type | object_type | array_type;

// The blocks a path may start in: the stored record has two (its own fields lie beside the
// payload's).
using Starts = std::array<const Block*, 2>;

Starts starts_of(const Path& path, const Scope& scope) noexcept {
  switch (path.base) {
    case Path::Base::block:
    case Path::Base::previous:
    case Path::Base::before:
      return {scope.block, nullptr};
    case Path::Base::outer: {
      const Scope* around = &scope;
      for (int up = 0; up < path.up && around != nullptr; ++up) around = around->outer;
      return {around != nullptr ? around->block : nullptr, nullptr};
    }
    case Path::Base::after:
      return {scope.rules != nullptr ? block_of(scope.rules->root) : nullptr, nullptr};
    case Path::Base::current:
      if (scope.rules == nullptr) return {};
      return {block_of(scope.rules->root), &scope.rules->current_extra};
    case Path::Base::request:
      if (scope.rules == nullptr || scope.rules->request == nullptr) return {};
      return {entry_of(scope.rules->request->root), nullptr};
    case Path::Base::param:
      return {scope.rules != nullptr ? &scope.rules->params : nullptr, nullptr};
    case Path::Base::item:
    case Path::Base::option:
      return {};
  }
  return {};
}

const Field* first_field(const Path& path, const Scope& scope) noexcept {
  if (path.steps.empty() || path.steps.front().kind != Step::Kind::member) return nullptr;
  if (path.base == Path::Base::item) return scope.item;
  for (const Block* block : starts_of(path, scope)) {
    if (block == nullptr) continue;
    if (const Field* field = find_field(*block, path.steps.front().name)) return field;
  }
  return nullptr;
}

const Field* member_of(const Field& field, std::string_view name) noexcept {
  const auto in = [name](const Variant& variant) {
    return variant.fields ? find_field(*variant.fields, name) : nullptr;
  };
  if (const Field* member = in(field.main)) return member;
  for (const Variant& variant : field.also)
    if (const Field* member = in(variant)) return member;
  return nullptr;
}

/// Below a field that is `none` all is as absent as it is.
const Field* next_field(const Field& field, const Step& step) noexcept {
  if (field.none) return &field;
  return step.kind == Step::Kind::member ? member_of(field, step.name) : item_of(field);
}

TypeSet type_of(const Scalar& scalar) noexcept {
  constexpr std::array<TypeSet, 5> by_alternative = {null_type, boolean_type, integer_type,
                                                     number_type, string_type};
  return by_alternative[scalar.value.index()];
}

TypeSet types_of_values(const std::vector<Scalar>& values) noexcept {
  TypeSet types = 0;
  for (const Scalar& value : values) types = static_cast<TypeSet>(types | type_of(value));
  return types;
}

}  // namespace

const Field* find_field(const Block& block, std::string_view name) noexcept {
  const auto found = std::find_if(block.fields.begin(), block.fields.end(),
                                  [name](const Field& field) { return field.name == name; });
  return found == block.fields.end() ? nullptr : &*found;
}

const Field* find_old_name(const Block& block, std::string_view name) noexcept {
  const auto had = [name](const Field& field) {
    return !field.none && field.was &&
           std::any_of(field.was->is.begin(), field.was->is.end(),
                       [name](const OldName& old) { return old.text == name; });
  };
  const auto found = std::find_if(block.fields.begin(), block.fields.end(), had);
  return found == block.fields.end() ? nullptr : &*found;
}

const Block* block_of(const Field& field) noexcept {
  if (field.main.fields) return field.main.fields.get();
  for (const Variant& variant : field.also)
    if (variant.fields) return variant.fields.get();
  return nullptr;
}

const Field* item_of(const Field& field) noexcept {
  if (field.main.items) return field.main.items.get();
  for (const Variant& variant : field.also)
    if (variant.items) return variant.items.get();
  return nullptr;
}

const Block* entry_of(const Field& field) noexcept {
  const Field* item = item_of(field);
  return block_of(item == nullptr ? field : *item);
}

const Field* resolve(const Path& path, const Scope& scope, std::size_t* failed_step) noexcept {
  std::size_t step = 0;
  const Field* field = first_field(path, scope);
  while (field != nullptr && step + 1 < path.steps.size())
    field = next_field(*field, path.steps[++step]);
  if (field == nullptr && failed_step != nullptr) *failed_step = step;
  return field;
}

const Field* bind(Path& path, const Scope& scope, std::size_t* failed_step) noexcept {
  const Field* field = nullptr;
  for (std::size_t step = 0; step < path.steps.size(); ++step) {
    field = step == 0 ? first_field(path, scope) : next_field(*field, path.steps[step]);
    path.steps[step].field = field;
    if (field == nullptr && failed_step != nullptr) *failed_step = step;
    if (field == nullptr) return nullptr;
  }
  return field;
}

TypeSet types_of(const Variant& variant) noexcept {
  if (variant.type) return variant.type->is;
  if (variant.values && !variant.values->is.empty()) return types_of_values(variant.values->is);
  if (variant.catalog || variant.format || variant.pattern) return string_type;
  if (variant.fields || variant.each) return object_type;
  if (variant.items) return array_type;
  TypeSet told = 0;
  for_each_check(variant, [&told](const CheckRow& row, const auto& check) {
    if (check) told = static_cast<TypeSet>(told | types_of(row.of));
  });
  for (const TypeSet type : {number_type, string_type, array_type})
    if ((told & type) != 0) return type;
  return all_types;
}

bool takes_anything(const Variant& variant) noexcept {
  return !variant.type && !variant.bare_item && types_of(variant) == all_types;
}

const Variant& telling_variant(const Field& field) noexcept {
  if (!field.has_shapes() || !takes_anything(field.main)) return field.main;
  const auto first = std::find_if(field.also.begin(), field.also.end(), is_shape);
  if (first == field.also.end() ||
      std::find_if(first + 1, field.also.end(), is_shape) != field.also.end())
    return field.main;
  return *first;
}

bool is_told_by_shapes(const Field& field) noexcept {
  return field.has_shapes() && !field.open_shapes && takes_anything(field.main);
}

bool tells_values(const Field& field) noexcept {
  return tells_values(field.main) ||
         std::any_of(field.also.begin(), field.also.end(), [](const Variant& variant) {
           return is_shape(variant) && tells_values(variant);
         });
}

}  // namespace leadlint::model
