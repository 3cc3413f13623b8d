// What must be sent, and what cannot be, with one status: follows the rules that are errors from
// one to the next.
//
//   when: present(a), require: b        status == WON forbids b        so a cannot be sent with WON
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "author/status_condition.h"
#include "model/ruleset.h"

namespace leadlint::author {

/// A member of the record, `address.city`, or of the items of a list, `lines[].sku`.
struct Column {
  std::string name;
  std::size_t parent = 0;  // column of the object or list it lies in
  bool has_parent = false;
};

/// Of a column: is it there in every record without errors (yes), in none (no), or can it be either
/// as far as this looks (maybe).
struct Presence {
  std::vector<Truth> columns;
  /// The column that is asked for and refused at once, whatever else is sent: no record has this
  /// status without an error.
  std::optional<std::size_t> conflict;
};

/// `columns` are those of `rules`, in the order of its fields.
[[nodiscard]] Presence presence(const model::RuleSet& rules, const std::vector<Column>& columns,
                                const StatusAsked& asked);

}  // namespace leadlint::author
