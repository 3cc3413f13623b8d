// Findings for GitLab's code quality widget. Tests: tests/report_formats_test.cpp.
#include "report/gitlab.h"

#include <algorithm>
#include <ostream>
#include <string>

#include <fmt/format.h>

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
  const std::optional<OwnedFinding> safe = redacted_if(redact_, given);
  const Finding finding = safe ? Finding(*safe) : given;
  const std::uint32_t line = std::max(finding.line(), 1U), column = std::max(finding.column(), 1U);
  const std::string check =
      finding.rule().empty() ? std::string(code_name(finding.code())) : printable(finding.rule());
  out_ << (first_ ? "[\n" : ",\n")
       << without_line_breaks(fmt::format(
              R"({{"description":{},"check_name":{},"fingerprint":"{}","severity":"{}",)"
              R"("location":{{"path":{},"positions":{{"begin":{{"line":{},"column":{}}},)"
              R"("end":{{"line":{},"column":{}}}}}}}}})",
              json_string(message_and_suggestion(finding)), json_string(check),
              fingerprints_.next(file_, given, source, redact_), severity_word(finding.severity()),
              json_string(printable(file_)), line, column, std::max(finding.end_line(), line),
              std::max(finding.end_column(), 1U)));
  first_ = false;
}

void GitlabReporter::end_file(const Counts& counts) {
  if (counts.hidden == 0) return;
  OwnedFinding note;
  note.severity = Severity::note;
  note.rule = "hidden";
  out_ << (first_ ? "[\n" : ",\n")
       << without_line_breaks(fmt::format(
              R"({{"description":{},"check_name":"hidden","fingerprint":"{}","severity":"info",)"
              R"("location":{{"path":{},"positions":{{"begin":{{"line":1,"column":1}},)"
              R"("end":{{"line":1,"column":1}}}}}}}})",
              json_string(hidden_words(counts)), fingerprints_.next(file_, note, {}, true),
              json_string(printable(file_))));
  first_ = false;
}

void GitlabReporter::end(const Totals&) { out_ << (first_ ? "[]\n" : "\n]\n"); }

}  // namespace leadlint::report
