// Findings as annotations of GitHub Actions, a line each:
//
//   ::error file=change.json,line=1,col=11,endColumn=20,title=not_in_enum::"LEAD_WN" is no status
//
// A step shows ten of each severity. Where there are more, the tenth says how many are not shown.
#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "report/file_uri.h"
#include "report/reporter.h"

namespace leadlint::report {

/// How many annotations of one severity GitHub shows of a step.
inline constexpr std::uint64_t max_annotations = 10;

class GithubReporter final : public Reporter {
 public:
  GithubReporter(std::ostream& out, const Options& options) : out_(out), options_(options) {}

  void begin_file(std::string_view file) override { file_ = plain_path(file); }
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts&) override {}
  void end(const Totals& totals) override;

 private:
  /// Of one severity.
  struct Shown {
    std::uint64_t count = 0;
    std::string last;  // the tenth, which may have to make room
  };

  std::ostream& out_;
  Options options_;
  std::string file_;            // as a repository names it
  std::array<Shown, 4> shown_;  // by Severity
};

}  // namespace leadlint::report
