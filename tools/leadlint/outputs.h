// leadlint check: what a run writes, and which of it appears when.
// Tests: tests/bulk_command_test.cpp, tests/fix_command_test.cpp, tests/baseline_test.cpp.
#pragma once

#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "baseline_file.h"
#include "leadlint/bulk.h"
#include "leadlint/ruleset.h"
#include "options.h"
#include "report/verdict_lines.h"
#include "run/fixed_files.h"
#include "run/import_plan.h"
#include "run/reports.h"
#include "run/split_files.h"

namespace leadlint::command {

/// Quiet: only what makes the run fail. Programs that read a report get all of it.
[[nodiscard]] Severity min_shown(const CheckOptions& options, report::ReportFormat format);

/// The reports, or answers in their place; the halves of a split, files with their fixes, an
/// import's plan and a baseline.
struct Outputs {
  run::Reports reports;
  std::optional<report::VerdictLines> verdicts;
  std::optional<run::SplitFiles> split;
  std::optional<run::FixedFiles> fixed;
  std::optional<run::ImportPlan> plan;
  BaselineFile baseline;

  Outputs(const CheckOptions& options, const Ruleset& rules);

  /// `format_to_split`: of the inputs of --valid and --invalid, where one of these is given.
  [[nodiscard]] tl::expected<void, std::string> open(const CheckOptions& options,
                                                     std::optional<BulkFormat> format_to_split);

  [[nodiscard]] bool any_file() const { return has_more() || reports.any_file(); }
  [[nodiscard]] bool several_files() const { return has_more() || reports.count() > 1; }
  [[nodiscard]] bool has_more() const {
    return split.has_value() || plan.has_value() || baseline.is_written() || writes_fixed();
  }
  /// Into one file, which takes its place with the others.
  [[nodiscard]] bool writes_fixed() const { return fixed && fixed->writes_one(); }

  /// All of them have arrived whole before the first takes its place: --valid, --invalid, --fixed,
  /// the plan, the reports, then the baseline.
  [[nodiscard]] tl::expected<void, std::string> commit();
};

}  // namespace leadlint::command
