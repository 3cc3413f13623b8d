// What the findings of a run are about, in one table a question.
//
//   findings by code
//     10,423  missing_field
//      1,200  wrong_type
//   findings by field
//     ...
//
// Tests: tests/report_test.cpp, tests/golden/report.summary.expected.
#pragma once

#include <cstdint>
#include <string>

#include "report/reporter.h"

namespace leadlint::report {

/// Rows of a table as text; how many more there are is said.
inline constexpr std::size_t max_summary_rows = 10;

/// The tables; empty tables are left out.
[[nodiscard]] std::string summary_text(const Summary& summary);
/// What became of leads and of records that could not be told apart by them: a table.
[[nodiscard]] std::string leads_text(const LeadCounts& leads);
/// What an import would do to leads, and at which fields.
[[nodiscard]] std::string changes_text(const LeadChanges& changes);
/// "1.52 s, 657,895 records/s".
[[nodiscard]] std::string speed_text(const Totals& totals);
/// The summary as a JSON object on one line, with the speed.
[[nodiscard]] std::string summary_json(const Totals& totals);

[[nodiscard]] std::string leads_json(const LeadCounts& leads);

/// 1234567 to "1,234,567".
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace leadlint::report
