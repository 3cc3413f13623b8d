// What all reporters share: the names of the forms, counting, and what redaction leaves of a
// finding.
// Tests: tests/report_test.cpp.
#include "report/reporter.h"

#include <algorithm>
#include <array>

#include "report/api.h"
#include "report/json.h"
#include "report/jsonl.h"
#include "report/text.h"

namespace leadlint::report {
namespace {

constexpr std::array<std::string_view, 4> form_names{"text", "json", "jsonl", "api"};

// Details that come from the rule alone. Any other may hold something of the payload.
constexpr std::array<std::string_view, 11> rule_params{"limit",    "allowed", "min",       "max",
                                                       "expected", "format",  "fields",    "unit",
                                                       "catalog",  "place",   "not_judged"};

}  // namespace

std::string_view form_name(ReportFormat form) noexcept {
  return form_names[static_cast<std::size_t>(form)];
}

std::optional<ReportFormat> form_from_name(std::string_view name) noexcept {
  const auto found = std::ranges::find(form_names, name);
  if (found == form_names.end()) return std::nullopt;
  return static_cast<ReportFormat>(found - form_names.begin());
}

Finding redacted(const Finding& finding) {
  Finding result = finding;
  // What is over a limit is told by numbers, but a rule of that code may say anything.
  if (finding.code != Code::limit_exceeded || !finding.rule.empty())
    result.message = code_meaning(finding.code);
  result.suggestion.clear();
  std::erase_if(result.params, [](const Param& param) {
    return std::ranges::find(rule_params, param.name) == rule_params.end();
  });
  return result;
}

std::unique_ptr<Reporter> make_reporter(ReportFormat form, std::ostream& out,
                                        const Options& options) {
  switch (form) {
    case ReportFormat::text:
      return std::make_unique<TextReporter>(out, options);
    case ReportFormat::json:
      return std::make_unique<JsonReporter>(out, options);
    case ReportFormat::jsonl:
      return std::make_unique<JsonLinesReporter>(out, options);
    case ReportFormat::api:
      return std::make_unique<ApiReporter>(out, options);
  }
  return nullptr;
}

}  // namespace leadlint::report
