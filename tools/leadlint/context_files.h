// The context that check reads: texts of records, columns, catalogs, the snapshot.
#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/bulk.h"
#include "leadlint/finding.h"
#include "options.h"
#include "run/check_run.h"

namespace leadlint::command {

/// Reads a whole file; of no name, nothing.
[[nodiscard]] tl::expected<void, std::string> read_into(std::string& text, const std::string& file);

/// "won.json:3:5: this is not JSON: ..." of a finding in a file.
[[nodiscard]] std::string located(const std::string& file, const OwnedFinding& finding);

using Columns = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] tl::expected<Columns, std::string> read_columns(const std::string& file);

[[nodiscard]] BulkFormat snapshot_format(const CheckOptions& options);

/// False, and said why: leads cannot be told apart, or not be known.
[[nodiscard]] bool set_leads(run::CheckRun& run, const CheckOptions& options,
                             const std::atomic<bool>& stop);

}  // namespace leadlint::command
