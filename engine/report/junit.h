// Findings as JUnit's XML, which CI servers show as tests: a suite a file. An error is a test that
// fails, a warning or note one that passes with words; a file without errors has a test that
// passes. Of a file the findings that are shown are kept until it ends, for its counts come before
// them.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "report/file_uri.h"
#include "report/reporter.h"

namespace leadlint::report {

class JunitReporter final : public Reporter {
 public:
  JunitReporter(std::ostream& out, const Options& options);

  void begin_file(std::string_view file) override;
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts& counts) override;
  void end(const Totals& totals) override;

 private:
  std::ostream& out_;
  bool redact_;
  std::string file_;  // as a repository names it
  std::string cases_;
  std::uint64_t tests_ = 0, failures_ = 0;
};

/// Text for XML 1.0, in elements and attributes: what XML has no way to write, and what is not
/// UTF-8, becomes U+FFFD.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace leadlint::report
