// The file of `--columns`: which column of a CSV file is which place of the record.
//
//   {"Job state": "status", "Amount": "jobAmount", "Internal note": null}
//
// Tests: tests/bulk_csv_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace leadlint::run {

/// Header names and the paths that stand for them, as BulkOptions::columns takes them; null leaves
/// a column out. The error says what is wrong with the text.
[[nodiscard]] tl::expected<std::vector<std::pair<std::string, std::string>>, std::string>
read_columns(std::string_view json);

}  // namespace leadlint::run
