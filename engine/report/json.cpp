// Findings to JSON, a finding at a time. Tests: tests/report_test.cpp, which also holds a report to
// schemas/report.schema.json.
#include "report/json.h"

#include <nlohmann/json.hpp>
#include <ostream>
#include <variant>

#include "leadlint/findings_json.h"
#include "report/summary.h"

namespace leadlint::report {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return without_line_breaks(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json params_of(const Finding& finding) {
  Json result = Json::object();
  for (const Param& param : finding.params())
    std::visit([&](const auto& value) { result[param.name] = value; }, param.value);
  return result;
}

// Only where the input has text.
void add_position(Json& result, const Finding& finding) {
  if (finding.line() == 0) return;
  result["line"] = finding.line();
  result["column"] = finding.column();
  result["end_line"] = finding.end_line();
  result["end_column"] = finding.end_column();
  result["offset"] = finding.offset();
  result["end_offset"] = finding.end_offset();
}

void add_text(Json& result, const char* name, std::string_view text) {
  if (!text.empty()) result[name] = text;
}

Json json_of(const Edit& edit) {
  return {{"line", edit.line},         {"column", edit.column},
          {"end_line", edit.end_line}, {"end_column", edit.end_column},
          {"offset", edit.offset},     {"end_offset", edit.end_offset},
          {"text", edit.text}};
}

void add_fix(Json& result, const Fix& fix) {
  if (!fix) return;
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) edits.push_back(json_of(edit));
  result["fix"] = {{"safe", fix.safe}, {"edits", std::move(edits)}};
}

void add_counts(Json& result, const Counts& counts) {
  result["records"] = counts.records;
  result["valid"] = counts.valid;
  result["warning"] = counts.warning;
  result["invalid"] = counts.invalid;
  result["errors"] = counts.errors;
  result["warnings"] = counts.warnings;
  result["notes"] = counts.notes;
  result["cut"] = counts.cut;
  result["hidden"] = counts.hidden;
}

}  // namespace

std::string without_line_breaks(std::string json) {
  static constexpr std::pair<std::string_view, std::string_view> breaks[] = {
      {"\xC2\x85", "\\u0085"}, {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}};
  for (const auto& [sign, escape] : breaks)
    for (std::size_t at = json.find(sign); at != json.npos; at = json.find(sign, at))
      json.replace(at, sign.size(), escape);
  return json;
}

std::string json_of(const Finding& finding, std::string_view file) {
  Json result = Json::object();
  if (!file.empty()) result["file"] = file;
  result["code"] = code_name(finding.code());
  result["severity"] = severity_name(finding.severity());
  result["path"] = finding.path();
  add_position(result, finding);
  if (finding.record() != 0) result["record"] = finding.record();
  add_text(result, "column_name", finding.column_name());
  add_text(result, "rule", finding.rule());
  result["message"] = finding.message();
  if (!finding.params().empty()) result["params"] = params_of(finding);
  add_text(result, "because", finding.because());
  if (finding.derived()) result["derived"] = true;
  add_text(result, "rule_location", finding.rule_location());
  add_text(result, "suggestion", finding.suggestion());
  add_fix(result, finding.fix());
  return dump(result);
}

std::string json_of(const Totals& totals) {
  Json result = Json::object();
  result["files"] = totals.files;
  result["unreadable"] = totals.unreadable;
  add_counts(result, totals.counts);
  return dump(result);
}

std::string json_string(std::string_view text) { return dump(Json(text)); }

void JsonReporter::open() {
  if (!opened_) out_ << "{\"leadlint\":1,\"files\":[";
  opened_ = true;
}

void JsonReporter::begin_file(std::string_view file) {
  open();
  out_ << (first_file_ ? "\n" : ",\n") << "{\"file\":" << json_string(file) << ",\"findings\":[";
  first_file_ = false;
  first_finding_ = true;
}

void JsonReporter::finding(const Finding& finding, const SourceText&) {
  out_ << (first_finding_ ? "\n " : ",\n ")
       << (redact_ ? json_of(redacted(finding)) : json_of(finding));
  first_finding_ = false;
}

void JsonReporter::end_file(const Counts& counts) {
  Json tail = Json::object();
  add_counts(tail, counts);
  // The members go on in the object that begin_file opened.
  out_ << "]," << dump(tail).substr(1);
}

void JsonReporter::end(const Totals& totals) {
  open();
  out_ << "],\n\"totals\":" << json_of(totals);
  if (totals.leads != nullptr) out_ << ",\n\"leads\":" << leads_json(*totals.leads);
  if (totals.summary != nullptr) out_ << ",\n\"summary\":" << summary_json(totals);
  out_ << "}\n";
}

}  // namespace leadlint::report

namespace leadlint {

std::string to_json(const Finding& finding) { return report::json_of(finding); }

std::string to_json(const Findings& findings) {
  std::string list = "[";
  for (const Finding finding : findings) {
    if (list.size() > 1) list += ',';
    list += report::json_of(finding);
  }
  return list += ']';
}

}  // namespace leadlint
