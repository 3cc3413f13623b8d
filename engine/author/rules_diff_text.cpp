// A diff as text, as Markdown for the comment of a pull request, as JSON.
// Tests: tests/rules_diff_test.cpp.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "author/rules_diff.h"

namespace leadlint::author {

namespace {

std::string_view heading(DiffClass::Kind kind) {
  switch (kind) {
    case DiffClass::Kind::refused:
      return "refused now";
    case DiffClass::Kind::taken:
      return "taken now";
    case DiffClass::Kind::warned:
      return "warned of now";
    case DiffClass::Kind::unwarned:
      return "no longer warned of";
  }
  return "";
}

std::string_view word(DiffClass::Kind kind) {
  switch (kind) {
    case DiffClass::Kind::refused:
      return "refused";
    case DiffClass::Kind::taken:
      return "taken";
    case DiffClass::Kind::warned:
      return "warned";
    case DiffClass::Kind::unwarned:
      return "unwarned";
  }
  return "";
}

/// What the one says that the other does not: of what is refused now the new one, and so on.
OwnedFindings said(const DiffClass& each) {
  const bool now = each.kind == DiffClass::Kind::refused || each.kind == DiffClass::Kind::warned;
  const OwnedFindings& mine = now ? each.after : each.before;
  const OwnedFindings& other = now ? each.before : each.after;
  OwnedFindings result;
  for (const OwnedFinding& finding : mine)
    if (std::ranges::none_of(other, [&](const OwnedFinding& there) {
          return there.code == finding.code && there.path == finding.path &&
                 there.severity == finding.severity;
        }))
      result.push_back(finding);
  return result;
}

std::string rule_of(const OwnedFinding& finding) {
  return finding.rule.substr(std::min(finding.rule.find('#') + 1, finding.rule.size()));
}

std::string_view change_of_severity(const DiffClass& each) {
  if (each.was_error_now_warning) return "an error before, a warning now";
  if (each.was_warning_now_error) return "a warning before, an error now";
  return "";
}

/// The witness with what stands beside the payload, a line each.
std::vector<std::pair<std::string, std::string>> lines_of(const analyze::Input& input) {
  std::vector<std::pair<std::string, std::string>> lines{{"payload", input.payload}};
  if (input.no_current) lines.emplace_back("current", "(no stored record)");
  if (!input.current.empty()) lines.emplace_back("current", input.current);
  if (!input.request.empty()) lines.emplace_back("request", input.request);
  if (input.has_params) {
    std::string text;
    for (const auto& [name, value] : input.params)
      text += (text.empty() ? "" : " ") + name + '=' + value;
    lines.emplace_back("parameters", text.empty() ? "(none)" : text);
  }
  return lines;
}

std::string total(const RulesDiff& diff, std::size_t shown) {
  const std::string all = (diff.more ? "at least " : "") + std::to_string(diff.classes.size());
  const std::string named =
      all + (diff.classes.size() == 1 && !diff.more ? " difference" : " differences");
  return shown < diff.classes.size() ? std::to_string(shown) + " of " + named + " shown" : named;
}

std::string as_text(const RulesDiff& diff, std::size_t max, bool markdown) {
  std::string text;
  const std::size_t shown = std::min(max, diff.classes.size());
  if (diff.classes.empty())
    text += diff.undecided.empty() ? "both judge every record alike\n" : "no difference found\n";
  std::string_view before;
  for (std::size_t i = 0; i < shown; ++i) {
    const DiffClass& each = diff.classes[i];
    if (heading(each.kind) != before) {
      before = heading(each.kind);
      text += markdown ? (i == 0 ? "### " : "\n### ") + std::string(before) + "\n\n"
                       : std::string(before) + ":\n";
    }
    const std::string_view severity = change_of_severity(each);
    text += markdown ? "- **" + each.words + "**" : "  " + each.words;
    if (!severity.empty()) text += " (" + std::string(severity) + ')';
    text += '\n';
    for (const OwnedFinding& finding : said(each))
      text += (markdown ? "  - `" : "      ") + rule_of(finding) + (markdown ? "`: " : ": ") +
              finding.message + '\n';
    for (const auto& [name, line] : lines_of(each.witness))
      text += markdown ? "  - " + name + " `" + line + "`\n" : "      " + name + ' ' + line + '\n';
  }
  if (!diff.classes.empty()) text += (markdown ? "\n" : "") + total(diff, shown) + '\n';
  if (!diff.undecided.empty()) {
    text += markdown ? "\nNot compared through and through:\n\n"
                     : "not compared through and through:\n";
    for (const std::string& each : diff.undecided) text += (markdown ? "- " : "  ") + each + '\n';
  }
  return text;
}

nlohmann::ordered_json as_json(const OwnedFindings& findings) {
  auto list = nlohmann::ordered_json::array();
  for (const OwnedFinding& finding : findings)
    list.push_back({{"code", code_name(finding.code)},
                    {"severity", severity_name(finding.severity)},
                    {"path", finding.path},
                    {"rule", finding.rule},
                    {"message", finding.message}});
  return list;
}

std::string as_json(const RulesDiff& diff, std::size_t max) {
  nlohmann::ordered_json json;
  json["breaking"] = diff.breaks();
  json["total"] = diff.classes.size();
  json["complete"] = !diff.more;
  json["classes"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < std::min(max, diff.classes.size()); ++i) {
    const DiffClass& each = diff.classes[i];
    nlohmann::ordered_json entry;
    entry["change"] = word(each.kind);
    entry["words"] = each.words;
    if (const auto severity = change_of_severity(each); !severity.empty())
      entry["severity"] = severity;
    entry["payload"] = nlohmann::ordered_json::parse(each.witness.payload);
    if (each.witness.no_current) entry["no_current"] = true;
    if (!each.witness.current.empty())
      entry["current"] = nlohmann::ordered_json::parse(each.witness.current);
    if (!each.witness.request.empty())
      entry["request"] = nlohmann::ordered_json::parse(each.witness.request);
    if (each.witness.has_params) {
      entry["params"] = nlohmann::ordered_json::object();
      for (const auto& [name, value] : each.witness.params) entry["params"][name] = value;
    }
    entry["old"] = as_json(each.before);
    entry["new"] = as_json(each.after);
    json["classes"].push_back(std::move(entry));
  }
  json["undecided"] = diff.undecided;
  return json.dump(2) + '\n';
}

}  // namespace

std::string text_of(const RulesDiff& diff, DiffFormat format, std::size_t max) {
  if (format == DiffFormat::json) return as_json(diff, max);
  return as_text(diff, max, format == DiffFormat::markdown);
}

}  // namespace leadlint::author
