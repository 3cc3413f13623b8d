// Findings for GitLab's code quality widget. Tests: tests/report_formats_test.cpp.
#include "report/gitlab.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "report/json.h"
#include "report/printable.h"
#include "report/text.h"

namespace leadlint::report {
namespace {

std::string_view severity_word(Severity severity) {
  if (severity == Severity::error) return "major";
  return severity == Severity::warning ? "minor" : "info";
}

}  // namespace

void GitlabReporter::finding(const Finding& given, const SourceText& source) {
  const Finding finding = redact_ ? redacted(given) : given;
  const std::uint32_t line = std::max(finding.line, 1U), column = std::max(finding.column, 1U);
  nlohmann::ordered_json entry;
  entry["description"] = message_and_suggestion(finding);
  entry["check_name"] =
      finding.rule.empty() ? std::string(code_name(finding.code)) : printable(finding.rule);
  entry["fingerprint"] = fingerprints_.next(file_, given, source, redact_);
  entry["severity"] = severity_word(finding.severity);
  entry["location"]["path"] = printable(file_);
  auto& positions = entry["location"]["positions"];
  positions["begin"] = {{"line", line}, {"column", column}};
  positions["end"] = {{"line", std::max(finding.end_line, line)},
                      {"column", std::max(finding.end_column, 1U)}};
  out_ << (first_ ? "[\n" : ",\n")
       << without_line_breaks(
              entry.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  first_ = false;
}

void GitlabReporter::end(const Totals&) { out_ << (first_ ? "[]\n" : "\n]\n"); }

}  // namespace leadlint::report
