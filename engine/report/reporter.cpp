// What all reporters share: the list of formats, and what redaction leaves of a finding.
// Tests: tests/report_test.cpp.
#include "report/reporter.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>

#include <fmt/format.h>

#include "leadlint/findings_json.h"
#include "report/api.h"
#include "report/csv.h"
#include "report/github.h"
#include "report/gitlab.h"
#include "report/grouped_text.h"
#include "report/json.h"
#include "report/jsonl.h"
#include "report/junit.h"
#include "report/sarif.h"
#include "report/text.h"

namespace leadlint::report {
namespace {

template <class Made>
std::unique_ptr<Reporter> make(std::ostream& out, const Options& options) {
  return std::make_unique<Made>(out, options);
}

std::unique_ptr<Reporter> make_text(std::ostream& out, const Options& options) {
  return options.group ? make<GroupedTextReporter>(out, options) : make<TextReporter>(out, options);
}

constexpr auto rows = std::to_array<ReportFormatRow>({
    {ReportFormat::text, "text", "for people", make_text},
    {ReportFormat::json, "json", "one object", make<JsonReporter>},
    {ReportFormat::jsonl, "jsonl", "a finding a line", make<JsonLinesReporter>},
    {ReportFormat::api, "api", "the error answer of the partner's API, one a refused record",
     make<ApiReporter>},
    {ReportFormat::sarif, "sarif", "SARIF 2.1.0", make<SarifReporter>},
    {ReportFormat::github, "github", "annotations of GitHub Actions", make<GithubReporter>},
    {ReportFormat::gitlab, "gitlab", "code quality of GitLab", make<GitlabReporter>},
    {ReportFormat::junit, "junit", "JUnit's XML", make<JunitReporter>},
    {ReportFormat::csv, "csv", "a table", make<CsvReporter>},
});
static_assert(
    [] {
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (static_cast<std::size_t>(rows[i].format) != i) return false;
      return rows.back().format == ReportFormat::csv;
    }(),
    "one row for each format, in the order of ReportFormat");

// Details that come from the rule alone, or count records. Any other may hold something of the
// payload.
constexpr std::array<std::string_view, 14> rule_params{
    "limit",  "allowed", "min",     "max",   "expected",   "format",  "bound",
    "fields", "unit",    "catalog", "place", "not_judged", "repeats", "types"};

}  // namespace

std::span<const ReportFormatRow> report_formats() noexcept { return rows; }

std::string_view report_format_name(ReportFormat format) noexcept {
  return rows[static_cast<std::size_t>(format)].name;
}

std::optional<ReportFormat> report_format_from_name(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(rows, name, &ReportFormatRow::name);
  if (found == rows.end()) return std::nullopt;
  return found->format;
}

OwnedFinding redacted(const Finding& finding) {
  OwnedFinding result = finding.to_owned();
  result.message = redacted_message(finding);
  const auto repeats = std::ranges::find(finding.params(), "repeats", &Param::name);
  if (repeats != finding.params().end() && finding.rule().empty())
    result.message = fmt::format("The record repeats the key of record {}.",
                                 std::get<std::int64_t>(repeats->value));
  result.suggestion.clear();
  result.fix = {};
  std::erase_if(result.params, [](const Param& param) {
    return std::ranges::find(rule_params, param.name) == rule_params.end();
  });
  return result;
}

std::optional<OwnedFinding> redacted_if(bool redact, const Finding& finding) {
  if (!redact) return std::nullopt;
  return redacted(finding);
}

std::unique_ptr<Reporter> make_reporter(ReportFormat format, std::ostream& out,
                                        const Options& options) {
  return rows[static_cast<std::size_t>(format)].make(out, options);
}

}  // namespace leadlint::report

namespace leadlint {

std::string_view redacted_message(const Finding& finding) noexcept {
  // What is over a limit is told by numbers, but a rule of that code may say anything.
  if (finding.code() == Code::limit_exceeded && finding.rule().empty()) return finding.message();
  return code_meaning(finding.code());
}

}  // namespace leadlint
