// Annotations of GitHub Actions. Tests: tests/report_formats_test.cpp.
#include "report/github.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "report/printable.h"
#include "report/text.h"

namespace leadlint::report {
namespace {

// What GitHub's runner takes back: % and line ends, in properties : and , as well.
std::string escaped(std::string_view text, bool property) {
  std::string result;
  for (const char c : text) {
    const bool escape = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    result += escape ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return result;
}

std::string_view command_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "notice";
}

std::string properties(std::string_view file, const Finding& finding) {
  std::string result = "file=" + escaped(file, true);
  if (finding.line() != 0) {
    result += fmt::format(",line={}", finding.line());
    // Columns belong to annotations of one line only.
    if (finding.end_line() > finding.line())
      result += fmt::format(",endLine={}", finding.end_line());
    else
      result += fmt::format(",col={},endColumn={}", finding.column(),
                            std::max(finding.column(), finding.end_column()));
  }
  const std::string title =
      finding.rule().empty() ? std::string(code_name(finding.code())) : printable(finding.rule());
  return result + ",title=" + escaped(title, true);
}

}  // namespace

void GithubReporter::finding(const Finding& given, const SourceText&) {
  const std::optional<OwnedFinding> safe = redacted_if(options_.redact, given);
  const Finding finding = safe ? Finding(*safe) : given;
  Shown& shown = shown_[static_cast<std::size_t>(finding.severity())];
  ++shown.count;
  if (shown.count > max_annotations) return;
  std::string line =
      fmt::format("::{} {}::{}\n", command_of(finding.severity()), properties(file_, finding),
                  escaped(message_and_reason(finding), false));
  if (shown.count < max_annotations)
    out_ << line;
  else
    shown.last = std::move(line);
}

void GithubReporter::end(const Totals& totals) {
  const std::array<std::uint64_t, 4> all{0, totals.counts.notes, totals.counts.warnings,
                                         totals.counts.errors};
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto number = static_cast<std::size_t>(severity);
    const std::uint64_t told = shown_[number].count, count = std::max(all[number], told);
    if (count == told && count <= max_annotations) {
      out_ << shown_[number].last;
      continue;
    }
    const std::uint64_t more = count - std::min(told, max_annotations - 1);
    out_ << fmt::format("::{} title=Leadlint::{} more {}{} not shown here{}\n",
                        command_of(severity), more, severity_name(severity),
                        more == 1 ? " is" : "s are",
                        told < max_annotations
                            ? fmt::format(" ({})", options_.setting_text({{Setting::max_details}}))
                            : fmt::format(": GitHub shows {} of them a step", max_annotations));
  }
  if (totals.unreadable != 0)
    out_ << "::error title=Leadlint::" << unreadable_words(totals) << '\n';
  if (options_.summary) out_ << summary_of(totals.counts) << '\n';
}

}  // namespace leadlint::report
