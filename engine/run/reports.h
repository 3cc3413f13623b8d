// The reports of a run, each of a format of its own: one at most to standard output, the others to
// files that are there whole or not at all.
//
//   Findings --Reports--> Reporter --> standard output
//                    \--> Reporter --> OutputFile
//
// Each shows what it would show alone: all findings in their order, as many as are to be shown of
// those that are severe enough for it.
// Tests: tests/several_reports_test.cpp, tests/command_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iosfwd>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "files/output_file.h"
#include "report/reporter.h"

namespace leadlint::run {

struct ReportRequest {
  report::ReportFormat format = report::ReportFormat::text;
  std::string file;  // empty: standard output
  report::Options options;
  Severity least = Severity::note;  // findings below it are not shown
};

class Reports {
 public:
  /// `max_findings`: so many are shown in each report; others are counted, as `Counts::cut`.
  explicit Reports(std::vector<ReportRequest> requests,
                   std::uint64_t max_findings = std::numeric_limits<std::uint64_t>::max());

  /// Opens the files, and begins the reports once all of them are open.
  [[nodiscard]] tl::expected<void, std::string> open(std::ostream& standard_output);

  // As those of a Reporter.
  void begin_file(std::string_view file);
  void finding(const Finding& finding, const report::SourceText& source);
  void end_file(const Counts& counts);
  void end(const report::Totals& totals);

  /// All that was written so far could be. Once false, always false; `error` says why, but of
  /// standard output.
  [[nodiscard]] bool good();
  /// The file that could not be written, and why; empty: none.
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

  [[nodiscard]] bool any_file() const noexcept;
  [[nodiscard]] std::size_t count() const noexcept { return reports_.size(); }
  /// All that was written has arrived beside its place.
  [[nodiscard]] tl::expected<void, std::string> finish();
  /// Behind `finish`: puts the files in their places, in the order of the requests. An error says
  /// which of them have theirs already.
  [[nodiscard]] tl::expected<void, std::string> commit();

 private:
  struct Report {
    ReportRequest request;
    files::OutputFile file;
    std::ostream* out = nullptr;
    std::unique_ptr<report::Reporter> reporter;
    std::uint64_t left = 0;                  // findings that it may still show
    std::uint64_t cut_of_file = 0, cut = 0;  // that it did not show, though it was told of them
  };

  std::deque<Report> reports_;  // (an OutputFile stays where it is)
  std::string error_;
};

}  // namespace leadlint::run
