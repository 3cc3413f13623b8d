// A rule set to the table that partners' documents like to print: for each status, what becomes of
// each field.
//
//   | status   | reason | jobAmount |
//   |----------|:------:|:---------:|
//   | JOB_WON  |   O    |     R     |     R required, C required under a further condition,
//   | JOB_LOST |   R    |     F     |     F does not belong here, O otherwise
#pragma once

#include <string>
#include <vector>

#include "analyze/uses.h"
#include "check/check.h"

namespace leadlint::author {

using analyze::Alternatives;  // of StatusTable::fields
using analyze::Use;

struct StatusTable {
  std::string status;                 // the field that rows are of; empty: the rules have none
  std::vector<std::string> statuses;  // without one: a single row ""
  /// `stages.id`, where a catalog lists the statuses: then the rows are those that rules name, and
  /// the last one stands for all others. Empty: the rules list them.
  std::string catalog = {};
  std::vector<std::string> fields;                           // `lead.first_name`, `phones[].number`
  std::vector<std::vector<Use>> uses;                        // [status][field]
  std::vector<std::vector<Alternatives>> alternatives = {};  // [status]
  /// [status]: the rules that no record satisfies together; empty: there may be such a record.
  std::vector<std::vector<std::string>> conflicts = {};
};

/// What the rows of the decision table say of presence, warnings included. What follows from
/// several rules that are errors is looked through (analyze/record_clauses.h): a cell promises
/// nothing that they refuse together. A condition that hangs on more than the status makes a field
/// `conditional`; a field of an object that need not be there is too.
/// The table may be too large to compile under these rules: then it has no rows.
[[nodiscard]] StatusTable status_table(const check::CheckedRuleSet& rules);

/// As Markdown: a row a status, or, without statuses, a row a field. A legend follows.
[[nodiscard]] std::string markdown(const StatusTable& table);

}  // namespace leadlint::author
