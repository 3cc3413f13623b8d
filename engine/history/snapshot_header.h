// The header of a snapshot that no key can be taken from: what is wrong with it, told once and not
// of each row.
//
//   "id;status" (commas part the columns), "Id,Status" or a title, where the key is `id`   -->
//                                                                                          bad_csv
//
// Tests: tests/snapshot_test.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "history/key_path.h"
#include "leadlint/finding.h"
#include "read/csv_columns.h"
#include "read/csv_rows.h"

namespace leadlint::history {

/// Nothing where a column of the header `row` holds the key. `columns`: what was made of it; the
/// finding counts offsets from the start of `text`.
[[nodiscard]] std::optional<OwnedFinding> why_keyless(const KeyPath& key,
                                                      const read::CsvColumns& columns,
                                                      const read::CsvMapping& mapping,
                                                      std::string_view text,
                                                      const read::CsvRow& row);

}  // namespace leadlint::history
