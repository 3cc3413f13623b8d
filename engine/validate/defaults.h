// What fields are where they are left out: nodes that stand in their places before an object is
// judged. Tests: tests/default_test.cpp.
#pragma once

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::validate {

/// Makes the node the value that a field has where it is not sent.
void set_default(const table::DecisionTable& table, const table::DefaultValue& value,
                 read::Node& node) noexcept;
/// Puts their defaults in the places of an object's fields that are not sent. What is known of the
/// values while they are read is noted.
void add_defaults(const table::DecisionTable& table, read::Record& record, read::Index instance);
/// The same of one field, for which a null is sent that counts as left out.
void replace_null(const table::DecisionTable& table, read::Record& record, read::Index instance,
                  std::uint16_t number);
/// Does the payload name the member?
[[nodiscard]] inline bool is_sent(const read::Node& node) noexcept {
  return !node.by_default || node.ordinal != 0;
}

}  // namespace leadlint::validate
