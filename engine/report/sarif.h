// Findings as SARIF 2.1.0 (OASIS), in the shape that code scanning takes: relative URIs under
// %SRCROOT%, columns in code points from 1, a rule's description once, fingerprints that survive
// moved lines, and the fix of a finding that has one.
//
// Results come first and the tool's rules behind them, so that a run is written as it goes. Readers
// take `default_max_results`; further findings are counted by rule in the invocation's
// notifications.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/file_uri.h"
#include "report/fingerprint.h"
#include "report/reporter.h"

namespace leadlint::report {

class SarifReporter final : public Reporter {
 public:
  /// What code scanning takes of one run.
  static constexpr std::size_t default_max_results = 25'000;

  SarifReporter(std::ostream& out, const Options& options,
                std::size_t max_results = default_max_results);

  void begin_file(std::string_view file) override;
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts&) override {}
  void end(const Totals& totals) override;

 private:
  /// What is said once of a rule, or of a code that no rule stands behind.
  struct Rule {
    std::string id;
    Code code = Code::bad_json;
    Severity severity = Severity::error;
    std::string because;
    bool derived = false;
    std::uint64_t not_listed = 0;
  };

  [[nodiscard]] std::size_t index_of(const Finding& finding);
  void write_rules();
  void write_notifications(const Totals& totals);

  std::ostream& out_;
  bool redact_;
  std::size_t max_results_;
  FileUri uri_;
  std::string path_;
  Fingerprints fingerprints_;
  std::vector<Rule> rules_;
  std::unordered_map<std::string, std::size_t> indices_;  // by id
  std::size_t results_ = 0;
};

}  // namespace leadlint::report
