// Findings as GitLab's code quality widget reads them: a JSON list of
//
//   {"description": ..., "check_name": ..., "fingerprint": ..., "severity": "major",
//    "location": {"path": ..., "positions": {"begin": {"line": ..., "column": ...}, "end": ...}}}
//
// How many known findings of a file are hidden is one more of them, for there is no other place.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "report/file_uri.h"
#include "report/fingerprint.h"
#include "report/reporter.h"

namespace leadlint::report {

class GitlabReporter final : public Reporter {
 public:
  GitlabReporter(std::ostream& out, const Options& options) : out_(out), redact_(options.redact) {}

  void begin_file(std::string_view file) override { file_ = plain_path(file); }
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts& counts) override;
  void end(const Totals& totals) override;

 private:
  std::ostream& out_;
  bool redact_;
  bool first_ = true;
  std::string file_;  // as a repository names it
  Fingerprints fingerprints_;
};

}  // namespace leadlint::report
