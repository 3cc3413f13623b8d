// What conditions ask of the items of a list: any(lines, kind == a), all(...), count(...), and
// whether a value is among those of a list.
//
//   any(customer.lines, price > outer.limit)
//
// `price` is looked up in the block of the items, `outer` is the object around the list. Covered by
// tests/items_test.cpp.
#pragma once

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// any_item, all_items: binds the list, and what is asked of its items.
void bind_items(model::Condition& condition, const model::Scope& scope, CheckContext& context);
/// in_items, and an in_catalog whose name is that of a list: binds the value, and the way through
/// the list to those that it is looked for among.
void bind_among(model::Condition& condition, const model::Scope& scope, CheckContext& context);
/// Is it an in_catalog that names no catalog, but a list? A constant is looked for in a list alone;
/// of a field that a list and a catalog of one name may have, nobody knows, and that is a mistake.
[[nodiscard]] bool is_among_items(const model::Condition& condition, const model::Scope& scope,
                                  CheckContext& context);
/// count(list), count(list, condition).
void bind_count(model::Operand& count, const model::Scope& scope, CheckContext& context);

/// Makes `index`, where no field is called so and an item of a list is around, the item's place.
void read_index(model::Condition& condition, const model::Scope& scope,
                const CheckContext& context);

/// Of `previous.x`: is the block around it that of an item? Else that is a mistake.
[[nodiscard]] bool is_of_item(const model::Path& path, const model::Scope& scope,
                              CheckContext& context);

}  // namespace leadlint::check
