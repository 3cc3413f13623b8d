// Findings to the API's own error answer, by the templates of the rule set's `errors` block.
// Tests: tests/api_answer_test.cpp.
#include "report/api.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <utility>
#include <vector>

#include "leadlint/api_answer.h"
#include "report/json.h"
#include "table/decision_table.h"
#include "text/list.h"

namespace leadlint {
namespace {

/// What stands for a placeholder, by its name.
using Fill = std::pair<std::string_view, std::optional<std::string>>;
/// Of one finding.
using Fills = std::array<Fill, 6>;

/// The template with its placeholders filled; nullopt when there is nothing to put into one of
/// them. Braces around other words are text: templates are JSON.
template <std::size_t n>
std::optional<std::string> filled(std::string_view pattern, const std::array<Fill, n>& fills) {
  std::string result;
  while (!pattern.empty()) {
    const std::size_t brace = std::min(pattern.find('{'), pattern.size());
    result += pattern.substr(0, brace);
    pattern.remove_prefix(brace);
    const std::size_t close = pattern.find('}');
    if (close == pattern.npos) return result += pattern;
    const auto fill = std::ranges::find(fills, pattern.substr(1, close - 1), &Fill::first);
    if (fill == fills.end()) {
      result += pattern.front();
      pattern.remove_prefix(1);
      continue;
    }
    if (!fill->second) return std::nullopt;
    result += *fill->second;
    pattern.remove_prefix(close + 1);
  }
  return result;
}

/// As it stands between the quotes of a JSON text.
std::string escaped(std::string_view text) {
  const std::string quoted = report::json_string(text);
  return quoted.substr(1, quoted.size() - 2);
}

/// A JSON Pointer as people name fields: "buyer.phones.0" for /buyer/phones/0.
std::string field_of(std::string_view path) {
  if (path.starts_with("/@path/")) path.remove_prefix(6);
  if (!path.empty()) path.remove_prefix(1);
  std::string field;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '~' && i + 1 < path.size())
      field += path[++i] == '1' ? '/' : '~';
    else
      field += path[i] == '/' ? '.' : path[i];
  }
  return field;
}

/// The other way round of how findings show a value: "a \"b\"" in quotes to a "b".
std::string bare(std::string_view shown) {
  if (shown.size() < 2 || shown.front() != '"') return std::string(shown);
  shown = shown.substr(1, shown.size() - 2);
  std::string value;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i] == '\\' && i + 1 < shown.size() && (shown[i + 1] == '"' || shown[i + 1] == '\\'))
      ++i;
    value += shown[i];
  }
  return value;
}

/// A detail of a finding as text; lists with commas, what is empty left out.
std::optional<std::string> detail(const Finding& finding, std::string_view name) {
  const auto param = std::ranges::find(finding.params(), name, &Param::name);
  if (param == finding.params().end()) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&param->value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&param->value)) return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&param->value)) return std::to_string(*number);
  std::string joined;
  for (const std::string& each : std::get<std::vector<std::string>>(param->value)) {
    if (each.empty()) continue;
    if (!joined.empty()) joined += ", ";
    joined += each;
  }
  return joined;
}

std::optional<std::string> first_of(const Finding& finding, std::string_view name,
                                    std::string_view other) {
  const auto found = detail(finding, name);
  return found ? found : detail(finding, other);
}

/// "lead_id or affiliate_lead_id", where one of several members is missing.
std::optional<std::string> fields_of(const Finding& finding) {
  const auto param = std::ranges::find(finding.params(), "fields", &Param::name);
  if (param == finding.params().end()) return std::nullopt;
  return joined(std::get<std::vector<std::string>>(param->value), "or");
}

/// Is the finding at this place? `*` stands for the number of an item.
bool is_at(std::string_view path, std::string_view pattern) {
  while (!pattern.empty()) {
    const std::size_t step = std::min(path.find('/', 1), path.size()),
                      wanted = std::min(pattern.find('/', 1), pattern.size());
    const std::string_view name = path.substr(0, step);
    const bool is_item = name.size() > 1 && name.find_first_not_of("0123456789", 1) == name.npos;
    if (pattern.substr(0, wanted) != name && !(pattern.substr(0, wanted) == "/*" && is_item))
      return false;
    path.remove_prefix(step);
    pattern.remove_prefix(wanted);
  }
  return path.empty();
}

class Answer {
 public:
  explicit Answer(const table::DecisionTable& table) : table_(table), errors_(table.api_errors) {}

  [[nodiscard]] std::string of(const Findings& findings) const {
    std::vector<Finding> told;
    for (const Finding finding : findings)
      if (finding.severity() == Severity::error && (told.empty() || !errors_.only_first))
        told.push_back(finding);
    const bool grouped = errors_.grouped.size != 0;
    const std::array<Fill, 1> fills{Fill{"errors", grouped ? groups(told) : list(told)}};
    return filled(table_.text(errors_.body), fills).value_or("");
  }

 private:
  /// What stands between two, where one may go over several lines.
  static std::string_view between(std::string_view one) {
    return one.find('\n') != one.npos ? ",\n" : ", ";
  }

  [[nodiscard]] std::string list(const std::vector<Finding>& findings) const {
    std::string all;
    for (const Finding finding : findings) {
      if (!all.empty()) all += between(table_.text(errors_.each));
      all += one(finding);
    }
    return all;
  }

  /// By field, in the order in which they come first.
  [[nodiscard]] std::string groups(const std::vector<Finding>& findings) const {
    std::vector<std::pair<std::string_view, std::vector<Finding>>> fields;
    std::unordered_map<std::string_view, std::size_t> known;
    for (const Finding finding : findings) {
      const auto [at, is_new] = known.try_emplace(finding.path(), fields.size());
      if (is_new) fields.emplace_back(finding.path(), std::vector<Finding>{});
      fields[at->second].second.push_back(finding);
    }
    std::string all;
    for (const auto& [path, group] : fields) {
      if (!all.empty()) all += between(table_.text(errors_.grouped));
      const std::array<Fill, 2> fills{Fill{"field", escaped(field_of(path))},
                                      Fill{"errors", list(group)}};
      all += filled(table_.text(errors_.grouped), fills).value_or("");
    }
    return all;
  }

  [[nodiscard]] std::string one(const Finding& finding) const {
    Fills fills = details(finding);
    Fills in_words = fills;  // a sentence names every member that would do
    if (const auto fields = fields_of(finding)) in_words[1].second = *fields;
    fills[0].second = message(finding, in_words);
    for (Fill& fill : fills) fill.second = escaped(fill.second.value_or(""));
    return filled(table_.text(errors_.each), fills).value_or("");
  }

  /// The API's words for the field and the code, for the code, for any; else ours: a sentence with
  /// a hole in it ("must be one of ") is nobody's.
  [[nodiscard]] std::string message(const Finding& finding, const Fills& fills) const {
    for (table::Index i = 0; i < errors_.messages.count; ++i) {
      const table::ApiMessage& known = table_.api_messages[errors_.messages.first + i];
      if (!known.any_code && known.code != finding.code()) continue;
      if (known.field.size != 0 && !is_at(finding.path(), table_.text(known.field))) continue;
      if (auto text = filled(table_.text(known.text), fills)) return *text;
    }
    return std::string(finding.message());
  }

  static Fills details(const Finding& finding) {
    Fills fills{Fill{"message", std::nullopt},
                Fill{"field", std::nullopt},
                Fill{"value", std::nullopt},
                Fill{"allowed", first_of(finding, "allowed", "types")},
                Fill{"limit", first_of(finding, "limit", "bound")},
                Fill{"code", std::string(code_name(finding.code()))}};
    if (!finding.path().empty()) fills[1].second = field_of(finding.path());
    if (const auto value = detail(finding, "actual")) fills[2].second = bare(*value);
    return fills;
  }

  const table::DecisionTable& table_;
  const table::ApiErrors& errors_;
};

}  // namespace

bool has_api_answer(const Ruleset& ruleset) noexcept { return ruleset.table().has_api_errors; }

std::optional<std::string> api_answer(const Ruleset& ruleset, const Findings& findings) {
  if (!has_api_answer(ruleset)) return std::nullopt;
  if (std::ranges::none_of(
          findings, [](Severity s) { return s == Severity::error; }, &Finding::severity))
    return std::nullopt;
  return Answer(ruleset.table()).of(findings);
}

namespace report {

void ApiReporter::finding(const Finding& finding, const SourceText&) {
  // What its API holds or was asked is nothing that it refuses.
  if (finding.path().starts_with("/@current") || finding.path().starts_with("/@request")) return;
  if (!findings_.empty() && findings_.front().record != finding.record()) answer();
  findings_.push_back(redact_ ? redacted(finding) : finding.to_owned());
}

void ApiReporter::answer() {
  if (rules_ != nullptr)
    if (const auto text = api_answer(*rules_, std::move(findings_))) out_ << *text << '\n';
  findings_.clear();
}

}  // namespace report
}  // namespace leadlint
