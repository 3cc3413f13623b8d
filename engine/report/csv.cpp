// A table of findings. Tests: tests/report_formats_test.cpp.
#include "report/csv.h"

#include <ostream>
#include <string>

#include "report/text.h"

namespace leadlint::report {
namespace {

/// Spreadsheets run what begins with one of these; a tab or CR in front of it does not help.
constexpr std::string_view formula_signs = "=+-@\t\r";

std::string cell(std::string_view text) {
  std::string result;
  if (!text.empty() && formula_signs.find(text[0]) != formula_signs.npos) result += '\'';
  result += text;
  if (result.find_first_of(",\"\r\n") == result.npos) return result;
  std::string quoted = "\"";
  for (const char c : result) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

/// Empty where there is none.
std::string number(std::uint64_t value) { return value == 0 ? "" : std::to_string(value); }

}  // namespace

CsvReporter::CsvReporter(std::ostream& out, const Options& options)
    : out_(out), redact_(options.redact) {
  out_ << "file,line,column,record,column_name,path,severity,code,rule,message,suggestion,because,"
          "rule_location\n";
}

void CsvReporter::finding(const Finding& given, const SourceText&) {
  const std::optional<OwnedFinding> safe = redacted_if(redact_, given);
  const Finding finding = safe ? Finding(*safe) : given;
  out_ << cell(file_) << ',' << number(finding.line()) << ',' << number(finding.column()) << ','
       << number(finding.record()) << ',' << cell(finding.column_name()) << ','
       << cell(finding.path()) << ',' << severity_name(finding.severity()) << ','
       << code_name(finding.code()) << ',' << cell(finding.rule()) << ',' << cell(finding.message())
       << ',' << cell(finding.suggestion()) << ',' << cell(finding.because()) << ','
       << cell(finding.rule_location()) << '\n';
}

void CsvReporter::end_file(const Counts& counts) {
  if (counts.hidden != 0) out_ << cell(file_) << ",,,,,,note,,," << hidden_words(counts) << ",,,\n";
}

}  // namespace leadlint::report
