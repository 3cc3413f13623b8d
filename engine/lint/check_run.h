// Payload files to a report: splits each file into its records, checks them, and hands what is found to
// a reporter, placed in the file.
//
//   file --split--> record --Validator--> findings --move_into_file--> Reporter
//
// Tests: tests/command_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "leadlint/validator.h"
#include "lint/input.h"
#include "lint/place.h"
#include "report/reporter.h"

namespace leadlint::lint {

struct RunOptions {
  /// Most findings that are shown; all are counted.
  std::optional<std::uint64_t> max_findings;
  /// Findings below this are counted but not shown.
  Severity least_shown = Severity::note;
};

class CheckRun {
 public:
  /// All must outlive the run.
  CheckRun(Validator& validator, const Context& context, report::Reporter& reporter,
           const RunOptions& options);

  /// Checks one file; `name` is what people see, `path` what is opened ("-": standard input).
  /// The error says why it cannot be read.
  tl::expected<void, std::string> check_file(std::string_view name, const std::string& path,
                                             Input input);
  /// Tells the reporter that it was the last file.
  void end();

  [[nodiscard]] const report::Totals& totals() const noexcept { return totals_; }
  /// The last file was read as one record, but holds a list, and the rules wanted no list.
  [[nodiscard]] bool looks_like_array() const noexcept { return looks_like_array_; }

 private:
  tl::expected<void, std::string> check_lines(std::FILE* file);
  void check_array(std::string_view text);
  void check_json(std::string_view text);
  void check_form(std::string_view text);
  void check_record(std::string_view text, const RecordPlace& place, const report::Source& source);
  void own_finding(Finding finding, std::size_t size, std::string_view text,
                   const RecordPlace& place);
  void not_an_array(std::string_view text, const RecordPlace& place);
  void take(const Result& result, const RecordPlace& place, const report::Source& source);
  void show(const Finding& finding, const report::Source& source);

  Validator& validator_;
  const Context& context_;
  report::Reporter& reporter_;
  RunOptions options_;
  report::Totals totals_;
  Counts counts_;  // of the file at hand
  std::uint64_t shown_ = 0;
  bool looks_like_array_ = false;
};

}  // namespace leadlint::lint
