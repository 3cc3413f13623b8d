// SARIF 2.1.0. Tests: tests/report_formats_test.cpp; `./tools/dev readers` has Microsoft's
// validator look at it.
#include "report/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "leadlint/version.h"
#include "report/file_uri.h"
#include "report/json.h"
#include "report/printable.h"
#include "report/summary.h"
#include "report/text.h"

namespace leadlint::report {
namespace {

using Json = nlohmann::ordered_json;

std::string one_line(const Json& value) {
  return without_line_breaks(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string_view level_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

/// A sentence; in one that a `[text](link)` could be read out of, the brackets are escaped.
std::string sentence(std::string_view text) {
  std::string result = printable(text);
  if (result.find("](") != result.npos)
    for (std::size_t at = 0; (at = result.find_first_of("[]", at)) != result.npos; at += 2)
      result.insert(at, 1, '\\');
  if (!result.ends_with('.') && !result.ends_with('?')) result += '.';
  return result;
}

Json location_of(const FileUri& uri) {
  Json location{{"uri", uri.text}};
  if (uri.relative) location["uriBaseId"] = "%SRCROOT%";
  return location;
}

Json region(std::uint32_t line, std::uint32_t column, std::uint32_t end_line,
            std::uint32_t end_column) {
  return {{"startLine", line},
          {"startColumn", std::max(column, 1U)},
          {"endLine", std::max(end_line, line)},
          {"endColumn", std::max(end_column, 1U)}};
}

/// Without a position: the first line.
Json region_of(const Finding& finding) {
  if (finding.line() == 0) return {{"startLine", 1}};
  return region(finding.line(), finding.column(), finding.end_line(), finding.end_column());
}

Json region_of(const Edit& edit) {
  return region(std::max(edit.line, 1U), edit.column, edit.end_line, edit.end_column);
}

std::string what_to_do(const Finding& finding) {
  const std::vector<Edit>& edits = finding.fix().edits;
  if (!finding.fix().safe && !finding.suggestion().empty())
    return sentence("Write " + printable(finding.suggestion()));
  const bool out = std::ranges::all_of(edits, &std::string::empty, &Edit::text);
  if (out) return "Take out what is too much.";
  return sentence("Write " + printable(edits.front().text) +
                  (edits.size() == 1 ? "" : ", in each of these places"));
}

/// (A change without replacements would have readers drop the whole report.)
Json fix_of(const Finding& finding, const Json& file) {
  Json replacements = Json::array();
  for (const Edit& edit : finding.fix().edits)
    replacements.push_back(
        {{"deletedRegion", region_of(edit)}, {"insertedContent", {{"text", edit.text}}}});
  Json change{{"artifactLocation", file}, {"replacements", std::move(replacements)}};
  return {{"description", {{"text", what_to_do(finding)}}},
          {"artifactChanges", Json::array({change})},
          {"properties", {{"safe", finding.fix().safe}}}};
}

}  // namespace

SarifReporter::SarifReporter(std::ostream& out, const Options& options, std::size_t max_results)
    : out_(out), redact_(options.redact), max_results_(max_results) {
  out_
      << R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{)"
      << "\n"
      << R"("originalUriBaseIds":{"%SRCROOT%":{"description":{"text":"The folder that the run was started in."}}},)"
      << "\n"
      << R"("columnKind":"unicodeCodePoints",)"
      << "\n"
      << R"("results":[)";
}

void SarifReporter::begin_file(std::string_view file) {
  uri_ = file_uri(file);
  path_ = plain_path(file);
}

std::size_t SarifReporter::index_of(const Finding& finding) {
  std::string id = std::string(finding.rule().empty() ? code_name(finding.code()) : finding.rule());
  const auto [found, is_new] = indices_.try_emplace(std::move(id), rules_.size());
  if (is_new)
    rules_.push_back({found->first, finding.code(), finding.severity(),
                      std::string(finding.because()), finding.derived(), 0});
  return found->second;
}

void SarifReporter::finding(const Finding& given, const SourceText& source) {
  const std::size_t index = index_of(given);
  if (results_ == max_results_) {
    ++rules_[index].not_listed;
    return;
  }
  const std::optional<OwnedFinding> safe = redacted_if(redact_, given);
  const Finding finding = safe ? Finding(*safe) : given;
  const Json file = location_of(uri_);
  std::string message = sentence(finding.message());
  if (!finding.suggestion().empty())
    message += " " + sentence(fmt::format("Did you mean {}?", finding.suggestion()));
  Json result{{"ruleId", rules_[index].id},
              {"ruleIndex", index},
              {"level", level_of(finding.severity())},
              {"message", {{"text", message}}}};
  Json location{{"physicalLocation", {{"artifactLocation", file}, {"region", region_of(finding)}}}};
  if (!finding.path().empty())
    location["logicalLocations"] =
        Json::array({Json{{"fullyQualifiedName", printable(finding.path())}, {"kind", "member"}}});
  result["locations"] = Json::array({location});
  result["partialFingerprints"] = {
      {"leadlint/v1", fingerprints_.next(path_, given, source, redact_)}};
  if (finding.fix() && finding.line() != 0) result["fixes"] = Json::array({fix_of(finding, file)});
  Json properties{{"code", code_name(finding.code())}};
  if (finding.record() != 0) properties["record"] = finding.record();
  if (!finding.column_name().empty()) properties["column_name"] = finding.column_name();
  result["properties"] = properties;
  out_ << (results_++ == 0 ? "\n" : ",\n") << one_line(result);
}

void SarifReporter::write_rules() {
  const char* between = "\n";
  for (const Rule& rule : rules_) {
    const std::string meaning = sentence(code_meaning(rule.code));
    const std::string why =
        rule.because.empty()
            ? meaning
            : sentence(fmt::format("{} {}: \"{}\"", meaning,
                                   rule.derived ? "Follows from" : "Because", rule.because));
    Json entry{{"id", printable(rule.id)},
               {"shortDescription", {{"text", meaning}}},
               {"fullDescription", {{"text", why}}},
               {"help", {{"text", why}}},
               {"defaultConfiguration", {{"level", level_of(rule.severity)}}},
               {"properties", {{"code", code_name(rule.code)}}}};
    out_ << between << one_line(entry);
    between = ",\n";
  }
}

void SarifReporter::write_notifications(const Totals& totals) {
  Json notifications = Json::array();
  for (std::size_t i = 0; i < rules_.size(); ++i)
    if (rules_[i].not_listed != 0)
      notifications.push_back(
          {{"level", "note"},
           {"associatedRule", {{"id", printable(rules_[i].id)}, {"index", i}}},
           {"message",
            {{"text",
              fmt::format(
                  "{} further findings of this rule are not listed: a report has {} at most.",
                  grouped(rules_[i].not_listed), grouped(max_results_))}}}});
  if (totals.unreadable != 0)
    notifications.push_back(
        {{"level", "error"}, {"message", {{"text", sentence(unreadable_words(totals))}}}});
  if (totals.counts.cut != 0)
    notifications.push_back({{"level", "note"},
                             {"message",
                              {{"text", fmt::format("Not shown, beyond the limit max-findings: {}.",
                                                    grouped(totals.counts.cut))}}}});
  if (totals.counts.hidden != 0)
    notifications.push_back(
        {{"level", "note"}, {"message", {{"text", sentence(hidden_words(totals.counts))}}}});
  Json invocation{{"executionSuccessful", totals.unreadable == 0}};
  if (!notifications.empty()) invocation["toolExecutionNotifications"] = notifications;
  out_ << "\"invocations\":[" << one_line(invocation) << "]";
}

void SarifReporter::end(const Totals& totals) {
  out_ << "],\n";
  write_notifications(totals);
  out_ << ",\n\"tool\":{\"driver\":{\"name\":\"Leadlint\",\"version\":\"" << version
       << "\",\"semanticVersion\":\"" << version
       << "\",\"informationUri\":\"urn:leadlint:" << version << "\",\n\"rules\":[";
  write_rules();
  out_ << "]}}}]}\n";
}

}  // namespace leadlint::report
