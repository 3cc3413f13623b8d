// Findings to JSON Lines. Tests: tests/report_test.cpp.
#include "report/jsonl.h"

#include <ostream>

#include "report/json.h"
#include "report/summary.h"

namespace leadlint::report {

void JsonLinesReporter::finding(const Finding& finding, const SourceText&) {
  out_ << json_of(redact_ ? redacted(finding) : finding, file_) << '\n';
}

void JsonLinesReporter::end(const Totals& totals) {
  out_ << "{\"leadlint\":1,\"totals\":" << json_of(totals);
  if (totals.leads != nullptr) out_ << ",\"leads\":" << leads_json(*totals.leads);
  if (totals.summary != nullptr) out_ << ",\"summary\":" << summary_json(totals);
  out_ << "}\n";
}

}  // namespace leadlint::report
