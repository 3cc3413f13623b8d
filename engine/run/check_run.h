// Payload files to a report: each file goes through a BulkChecker, and what that finds to the
// reports and to the files that records are split into.
//
//   file --ByteSource--> BulkChecker --> Reports
//                                   \--> SplitFiles
//                                   \--> report::VerdictLines
//
// Tests: tests/command_test.cpp, tests/bulk_command_test.cpp.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "files/byte_source.h"
#include "leadlint/bulk.h"
#include "report/reporter.h"
#include "report/verdict_lines.h"
#include "run/baseline.h"
#include "run/fixed_files.h"
#include "run/import_plan.h"
#include "run/progress.h"
#include "run/reports.h"
#include "run/split_files.h"

namespace leadlint::run {

/// Is told how a run goes, on the thread that called `check_file`.
class RunWatcher {
 public:
  virtual ~RunWatcher() = default;
  virtual void advanced(const Progress& progress) = 0;
  /// Something is about to be written to the report.
  virtual void before_output() = 0;
};

struct RunOptions {
  /// All but the format, which each file has for itself.
  BulkOptions bulk;
  /// nullptr: records are not split.
  SplitFiles* split = nullptr;
  /// nullptr: nothing is mended (BulkOptions::fix).
  FixedFiles* fixed = nullptr;
  /// nullptr: none is written.
  ImportPlan* plan = nullptr;
  /// nullptr: records are not answered.
  report::VerdictLines* verdicts = nullptr;
  RunWatcher* watcher = nullptr;
  /// nullptr: nothing is known. What it hides is in no report, and counted as `Counts::hidden`.
  Baseline* baseline = nullptr;
  /// Ends the run once it is set; may be set by a signal handler.
  std::atomic<bool>* stop = nullptr;
};

class CheckRun final : private BulkSink {
 public:
  /// All must outlive the run. When one of the reports cannot be written, the run ends.
  CheckRun(const Ruleset& ruleset, const Context& context, Reports& reports,
           const RunOptions& options);

  /// All files to come are judged by what is known of their records' leads: see
  /// `BulkChecker::set_leads`.
  [[nodiscard]] tl::expected<void, Findings> set_leads(const BulkLeads& leads);
  /// Checks one file; `name` is what people see, `path` what is opened ("-": standard input).
  /// The error says why it cannot be read, or not to its end.
  tl::expected<void, std::string> check_file(std::string_view name, const std::string& path,
                                             BulkFormat format);
  /// Of all files so far; refers to this run.
  [[nodiscard]] const report::Totals& totals();
  /// See BulkChecker::silenced.
  [[nodiscard]] std::vector<std::string> silenced() const { return checker_.silenced(); }
  /// The run ended before its files did: told to stop, or an output that cannot be written.
  [[nodiscard]] bool cancelled() const noexcept { return cancelled_; }
  /// What the last file likely holds, if that is something else than it was read as: see
  /// input_hint.
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  /// What was found of the last file and of no record of it, where records are answered.
  [[nodiscard]] const std::vector<std::string>& asides() const noexcept { return asides_; }
  /// Why the last file could not be written with its fixes; empty: it could.
  [[nodiscard]] const std::string& not_fixed() const noexcept { return not_fixed_; }

 private:
  bool record(const BulkRecord& record) override;
  bool header(std::string_view bytes) override;
  bool bytes(const BulkBytes& bytes) override;
  bool fixed(const BulkFixed& piece) override;
  bool verdicts(Verdict verdict, std::uint64_t records) override;
  bool change(const BulkChange& change) override;
  bool progress(const Counts& so_far) override;
  [[nodiscard]] bool goes_on(bool good);
  [[nodiscard]] bool hides(const Finding& finding);
  void answer(const BulkRecord& record);

  const Context& context_;
  Reports& reports_;
  RunOptions options_;
  BulkChecker checker_;
  report::Totals totals_;
  Summary summary_;
  LeadCounts leads_;
  bool by_leads_ = false;
  // of the file at hand
  std::string_view name_;
  std::array<std::uint64_t, 4> hidden_{};  // findings, by severity
  const files::ByteSource* source_ = nullptr;
  bool cancelled_ = false;
  std::string hint_, not_fixed_;
  std::vector<std::string> asides_;
};

}  // namespace leadlint::run
