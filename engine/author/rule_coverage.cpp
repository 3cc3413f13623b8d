// Each test is judged once more, by the rules that speak where others are kept
// (compile/applied.h). Tests: tests/rule_coverage_test.cpp.
#include "author/rule_coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "check/check.h"
#include "compile/applied.h"
#include "compile/compile.h"
#include "leadlint/ruleset.h"
#include "model/mistakes.h"
#include "parse/parse.h"
#include "table/decision_table.h"

namespace leadlint::author {
namespace {

using RuleNames = std::set<std::string, std::less<>>;

/// Not the author's: what the engine itself finds, and how the context is read.
bool is_engines(std::string_view name) {
  constexpr std::array<std::string_view, 3> whole{"", "type", "unknown_fields"};
  constexpr std::array<std::string_view, 3> begins{"lint.", "current.", "request."};
  return std::ranges::find(whole, name) != whole.end() ||
         std::ranges::any_of(begins, [name](auto begin) { return name.starts_with(begin); });
}

std::string_view rule_found(const OwnedFinding& finding) {
  const std::string_view whole = finding.rule;
  return whole.substr(whole.find('#') + 1);
}

/// The names of what was found; a rule that could not be judged has found nothing.
RuleNames names_found(const OwnedFindings& findings) {
  RuleNames names;
  for (const OwnedFinding& each : findings)
    if (each.code != Code::not_judged) names.emplace(rule_found(each));
  return names;
}

/// "lead.tags[]" of "lead.tags[].values".
std::string_view checked_field(std::string_view check) {
  const std::size_t dot = check.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : check.substr(0, dot);
}

std::string presence_of_field(std::string_view field) {
  while (field.ends_with("[]")) field.remove_suffix(2);
  return std::string(field) + std::string(compile::presence_name);
}

/// Is something wrong with a value of the field, whatever it is?
bool is_broken(std::string_view field, const RuleNames& all) {
  const std::string begin = std::string(field) + '.';
  return std::ranges::any_of(all, [&](const std::string& name) {
    return name.starts_with(begin) && name.find('.', begin.size()) == std::string::npos;
  });
}

/// The rules under one choice of options, to be asked which of them are kept.
class KeptRules {
 public:
  explicit KeptRules(table::DecisionTable table)
      : table_(std::make_shared<table::DecisionTable>(std::move(table))),
        validator_(std::make_unique<Validator>(Ruleset(table_))) {
    table_->any_told = true;
    for (table::Report& report : table_->reports)
      if (report.severity == Severity::note && report.code == kept_code)
        reports_[std::string(table_->text(report.rule))].push_back(&report);
  }

  /// What the payload of a test keeps. Of several notes at one place the first alone is told: what
  /// was heard is switched off, until nothing is left.
  RuleNames heard(const RuleTest& test) {
    RuleNames all;
    for (bool more = true; more;) {
      more = false;
      const auto judged = judge(test, *validator_);
      if (!judged) break;
      for (const OwnedFinding& each : (*judged)->findings().owned())
        if (each.code == kept_code && each.severity == Severity::note &&
            all.emplace(rule_found(each)).second)
          more = true;
      for (const std::string& name : all) tell(name, Severity::off);
    }
    for (const std::string& name : all) tell(name, std::nullopt);
    return all;
  }

  [[nodiscard]] bool keeps(const std::string& rule, const RuleNames& heard,
                           const RuleNames& violated) const {
    if (violated.contains(rule)) return false;
    if (reports_.contains(rule)) return heard.contains(rule);
    const std::string_view field = checked_field(rule);
    return heard.contains(presence_of_field(field)) && !is_broken(field, violated);
  }

 private:
  static constexpr Code kept_code = Code::conflict;

  void tell(const std::string& name, std::optional<Severity> severity) {
    if (const auto at = reports_.find(name); at != reports_.end())
      for (table::Report* report : at->second) report->told = severity;
  }

  std::shared_ptr<table::DecisionTable> table_;
  std::unique_ptr<Validator> validator_;
  std::map<std::string, std::vector<table::Report*>, std::less<>> reports_;
};

tl::expected<KeptRules, OwnedFindings> load_kept(std::string_view id_or_path,
                                                 const LoadOptions& options) {
  parse::Reading read = parse::read_ruleset(id_or_path, options);
  auto checked = check::check_ruleset(std::move(read.rules), read.mistakes);
  if (!checked) return tl::unexpected(read.mistakes.take());
  auto table = compile::compile(*checked, read.mistakes, compile::Purpose::kept_rules);
  if (!table) return tl::unexpected(read.mistakes.take());
  return KeptRules(std::move(*table));
}

class Coverage {
 public:
  explicit Coverage(std::string_view rules) : rules_(rules) {}

  tl::expected<void, OwnedFindings> add_rules(const LoadOptions& options) {
    if (loaded_.contains(key(options))) return {};
    const auto rules = load_ruleset(rules_, options);
    if (!rules) return tl::unexpected(rules.error().owned());
    const table::DecisionTable& table = rules->table();
    for (const table::Report& each : table.reports) {
      const std::string name(table.text(each.rule));
      if (is_engines(name) || each.severity == Severity::off || each.code == Code::not_judged)
        continue;
      const Place place{std::string(table.text(each.file)), each.line};
      const auto [at, is_new] = all_.try_emplace(name, place, CoveredRule{name, {}, false, false});
      at->second.first = std::min(at->second.first, place);
    }
    auto kept = load_kept(rules_, options);
    if (!kept) return tl::unexpected(kept.error());
    loaded_.emplace(key(options), std::move(*kept));
    return {};
  }

  void add_test(const RuleTest& test, const RuleTestResult& result) {
    const RuleNames violated = names_found(result.findings);
    for (const std::string& name : violated)
      if (const auto at = all_.find(name); at != all_.end()) at->second.second.violated = true;
    KeptRules& loaded = loaded_.at(key(test.load));
    const RuleNames heard = loaded.heard(test);
    for (auto& [name, rule] : all_)
      rule.second.satisfied = rule.second.satisfied || loaded.keeps(name, heard, violated);
  }

  std::vector<CoveredRule> take() {
    std::vector<std::pair<Place, CoveredRule>> rules;
    for (auto& [name, rule] : all_) rules.push_back(std::move(rule));
    std::ranges::stable_sort(rules, {}, [](const auto& each) { return each.first; });
    std::vector<CoveredRule> sorted;
    for (auto& [place, rule] : rules) {
      rule.place = fmt::format("{}:{}", place.first, place.second);
      sorted.push_back(std::move(rule));
    }
    return sorted;
  }

 private:
  using Place = std::pair<std::string, std::uint32_t>;
  using Key = std::pair<std::string, decltype(LoadOptions::options)>;

  static Key key(const LoadOptions& load) { return {load.profile, load.options}; }

  std::string rules_;
  std::map<std::string, std::pair<Place, CoveredRule>, std::less<>> all_;
  std::map<Key, KeptRules> loaded_;
};

}  // namespace

tl::expected<std::vector<CoveredRule>, OwnedFindings> rule_coverage(
    std::string_view id_or_path, const std::vector<RuleTest>& tests,
    const std::vector<RuleTestResult>& results) {
  Coverage coverage(id_or_path);
  if (auto added = coverage.add_rules({}); !added) return tl::unexpected(added.error());
  for (std::size_t i = 0; i < tests.size(); ++i) {
    if (!results[i].difference.empty()) continue;
    if (auto added = coverage.add_rules(tests[i].load); !added)
      return tl::unexpected(added.error());
    coverage.add_test(tests[i], results[i]);
  }
  return coverage.take();
}

}  // namespace leadlint::author
