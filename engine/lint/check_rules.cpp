// Tests: tests/rule_tests_test.cpp.
#include "lint/check_rules.h"

#include <fmt/format.h>

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "leadlint/ruleset.h"
#include "model/limits.h"
#include "parse/parse.h"

namespace leadlint::lint {
namespace {

struct Choice {
  LoadOptions load;
  std::string words;  // "acme.stray=error"
};

std::string list_of(const std::vector<std::string>& values) {
  return fmt::format("[{}]", fmt::join(values, ", "));
}

/// Values that between them take every way a choice over this option can go.
std::vector<std::string> values_of(const model::Option& option) {
  std::vector<std::string> values = option.values;
  if (option.or_integer) values.emplace_back("1");
  if (!option.list_of.empty()) {
    values.emplace_back("[]");
    for (const std::string& each : option.list_of) values.push_back(list_of({each}));
    values.push_back(list_of(option.list_of));
  }
  return values;
}

std::vector<Choice> choices_of(const model::RuleSet& rules) {
  std::vector<Choice> choices;
  for (const model::Profile& profile : rules.profiles)
    choices.push_back({{{}, profile.name}, "the profile " + profile.name});
  for (const model::Option& option : rules.options)
    for (const std::string& value : values_of(option))
      choices.push_back({{{{option.name, value}}, {}}, fmt::format("{}={}", option.name, value)});
  return choices;
}

class Mistakes {
 public:
  void add(const Findings& findings, const std::string& choice) {
    for (Finding finding : findings) {
      if (!seen_.insert({finding.code, finding.rule_location, finding.column, finding.message})
               .second)
        continue;
      if (!choice.empty()) finding.message += fmt::format(" (under {})", choice);
      all_.push_back(std::move(finding));
    }
  }

  [[nodiscard]] Findings take() { return std::move(all_); }

 private:
  Findings all_;
  std::set<std::tuple<Code, std::string, std::uint32_t, std::string>> seen_;
};

Finding too_many_choices(const model::RuleSet& rules, std::size_t count) {
  Finding finding;
  finding.code = Code::limit_exceeded;
  finding.message = fmt::format(
      "{} choices of options and profiles, each of which would have to be tried; at most {} can be",
      count, max_choices);
  if (!rules.files.empty()) finding.rule_location = rules.files.front().path;
  return finding;
}

}  // namespace

Findings rule_warnings(std::string_view id_or_path) {
  return parse::read_ruleset(id_or_path, {}).warnings;
}

Findings check_rules(std::string_view id_or_path) {
  Mistakes mistakes;
  if (const auto ruleset = load_ruleset(id_or_path); !ruleset) mistakes.add(ruleset.error(), {});
  const auto rules = parse::parse_ruleset(id_or_path, {});
  if (!rules) return mistakes.take();  // its options are not known
  const std::vector<Choice> choices = choices_of(*rules);
  if (choices.size() > max_choices) {
    mistakes.add({too_many_choices(*rules, choices.size())}, {});
    return mistakes.take();
  }
  for (const Choice& choice : choices)
    if (const auto ruleset = load_ruleset(id_or_path, choice.load); !ruleset)
      mistakes.add(ruleset.error(), choice.words);
  return mistakes.take();
}

}  // namespace leadlint::lint
