// One finding to lines of text. Tests: tests/report_test.cpp, tests/golden/*.expected.
#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "report/excerpt.h"
#include "report/printable.h"
#include "report/summary.h"

namespace leadlint::report {
namespace {

constexpr std::string_view bold = "\x1b[1m", red = "\x1b[1;31m", yellow = "\x1b[1;33m",
                           blue = "\x1b[1;34m", green = "\x1b[1;32m", dim = "\x1b[2m",
                           plain = "\x1b[0m";

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return red;
    case Severity::warning:
      return yellow;
    case Severity::off:
    case Severity::note:
      break;
  }
  return blue;
}

std::string paint(std::string_view text, std::string_view colour, const Options& options) {
  if (!options.colour || text.empty()) return std::string(text);
  return fmt::format("{}{}{}", colour, text, plain);
}

// "file:line:column", or what else tells where the finding is.
std::string place(std::string_view file, const Finding& finding) {
  if (finding.line() == 0) return printable_line(file);
  return fmt::format("{}:{}:{}", printable_line(file), finding.line(), finding.column());
}

// Which record and member a finding is about, where neither line and column nor the message tell:
// names of members are no values.
std::string subject(const Finding& finding, const Options& options) {
  const bool placed = finding.line() != 0;
  if (placed && !options.redact) return {};
  std::string result;
  if (!placed && finding.record() != 0) result += fmt::format("record {}: ", finding.record());
  if (!finding.path().empty()) result += printable(finding.path()) + ": ";
  return result;
}

std::string headline(std::string_view file, const Finding& finding, const Options& options) {
  return fmt::format("{}: {}: {}{} {}\n", paint(place(file, finding), bold, options),
                     painted_severity(finding.severity(), options), subject(finding, options),
                     printable(finding.message()),
                     paint(fmt::format("[{}]", code_name(finding.code())), dim, options));
}

std::string caret_lines(const Finding& finding, const SourceText& source, const Options& options) {
  if (finding.line() == 0 || source.text.empty() || finding.offset() < source.offset) return {};
  const Excerpt shown =
      excerpt(source.text, source.place(finding.offset()), source.place(finding.end_offset()));
  if (shown.line.empty()) return {};
  const std::string underline = "^" + std::string(shown.marks - 1, '~');
  return fmt::format("  {}\n  {}{}\n", shown.line, std::string(shown.blanks, ' '),
                     paint(underline, green, options));
}

std::string reason_line(const Finding& finding, const Options& options) {
  std::string origin;
  if (!finding.rule().empty()) origin = "rule " + printable(finding.rule());
  if (!finding.rule_location().empty())
    origin += (origin.empty() ? "" : ", ") + printable(finding.rule_location());
  if (!origin.empty()) origin = paint("(" + origin + ")", dim, options);
  if (finding.because().empty()) return origin.empty() ? "" : fmt::format("  {}\n", origin);
  const std::string quoted = fmt::format(
      "  {}: \"{}\"", finding.derived() ? "follows from" : "because", printable(finding.because()));
  return quoted + (origin.empty() ? "" : "  " + origin) + "\n";
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

}  // namespace

std::string details_of(const Finding& finding, const SourceText& source, const Options& options) {
  if (options.redact) return reason_line(finding, options);
  std::string result = caret_lines(finding, source, options) + reason_line(finding, options);
  if (!finding.suggestion().empty())
    result +=
        fmt::format("  did you mean {}?\n", paint(printable(finding.suggestion()), green, options));
  return result;
}

std::string painted_severity(Severity severity, const Options& options) {
  return paint(severity_name(severity), colour_of(severity), options);
}

std::string text_of(std::string_view file, const Finding& given, const SourceText& source,
                    const Options& options) {
  const std::optional<OwnedFinding> safe = redacted_if(options.redact, given);
  const Finding finding = safe ? Finding(*safe) : given;
  return headline(file, finding, options) + details_of(finding, source, options);
}

std::string message_and_suggestion(const Finding& finding) {
  std::string words = printable(finding.message());
  if (!finding.suggestion().empty())
    words += fmt::format("; did you mean {}?", printable(finding.suggestion()));
  return words;
}

std::string message_and_reason(const Finding& finding) {
  std::string words = printable(finding.message());
  if (!finding.suggestion().empty())
    words += fmt::format("\ndid you mean {}?", printable(finding.suggestion()));
  if (!finding.because().empty())
    words += fmt::format("\n{}: \"{}\"", finding.derived() ? "follows from" : "because",
                         printable(finding.because()));
  return words;
}

std::string summary_of(const Counts& counts) {
  std::string result =
      fmt::format("{}: {} valid, {} with warnings, {} invalid", counted(counts.records, "record"),
                  counts.valid, counts.warning, counts.invalid);
  std::string findings;
  const auto add = [&findings](std::uint64_t number, std::string_view noun) {
    if (number != 0) findings += (findings.empty() ? "; " : ", ") + counted(number, noun);
  };
  add(counts.errors, "error");
  add(counts.warnings, "warning");
  add(counts.notes, "note");
  if (counts.hidden != 0) findings += "; " + hidden_words(counts);
  return result + findings;
}

std::string hidden_words(const Counts& counts) {
  return counted(counts.hidden, "known finding") + (counts.hidden == 1 ? " is" : " are") +
         " hidden";
}

std::string unreadable_words(const Totals& totals) {
  return fmt::format("{} could not be read, or not to {}", counted(totals.unreadable, "file"),
                     totals.unreadable == 1 ? "its end" : "their ends");
}

void TextReporter::finding(const Finding& finding, const SourceText& source) {
  out_ << text_of(file_, finding, source, options_);
}

void TextReporter::end(const Totals& totals) {
  if (totals.counts.cut != 0)
    out_ << counted(totals.counts.cut, "more finding") << " not shown ("
         << options_.setting_text({{Setting::max_details}}) << ")\n";
  if (totals.summary != nullptr) out_ << summary_text(*totals.summary);
  if (totals.summary != nullptr && totals.leads != nullptr && totals.leads->changes)
    out_ << changes_text(*totals.leads->changes);
  if (!options_.summary) return;
  if (totals.leads != nullptr) out_ << leads_text(*totals.leads);
  if (totals.files > 1) out_ << counted(totals.files, "file") << ", ";
  out_ << summary_of(totals.counts) << '\n';
  if (totals.summary != nullptr) out_ << speed_text(totals) << '\n';
}

}  // namespace leadlint::report
