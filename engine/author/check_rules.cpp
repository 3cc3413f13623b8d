// One run for each choice of options that could make other rules. Tests: tests/rule_tests_test.cpp.
#include "author/check_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "author/idle_words.h"
#include "check/check.h"
#include "compile/compile.h"
#include "leadlint/ruleset.h"
#include "load/checked_rules.h"
#include "model/limits.h"
#include "model/mistakes.h"
#include "parse/parse.h"

namespace leadlint::author {
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

/// The choices under which the rules could be others than under the defaults: an option that the
/// file never goes by changes none.
std::vector<Choice> choices_of(const parse::Reading& read) {
  const std::set<std::string> asked(read.asked.begin(), read.asked.end());
  const auto counts = [&asked](const auto& chosen) { return asked.contains(chosen.first); };
  std::vector<Choice> choices;
  for (const model::Profile& profile : read.rules.profiles)
    if (!profile.severity.empty() || std::ranges::any_of(profile.options, counts))
      choices.push_back({{{}, profile.name}, "the profile " + profile.name});
  for (const model::Option& option : read.rules.options)
    if (asked.contains(option.name))
      for (const std::string& value : values_of(option))
        choices.push_back({{{{option.name, value}}, {}}, fmt::format("{}={}", option.name, value)});
  return choices;
}

/// What is wrong with rules that were read: their names and types, and what compiling says.
std::vector<model::Mistake> mistakes_of(parse::Reading read) {
  if (const auto checked = check::check_ruleset(std::move(read.rules), read.mistakes))
    (void)compile::compile(*checked, read.mistakes);
  return read.mistakes.take_mistakes();
}

/// The mistakes under one choice after the other, each under the first that shows it.
class MistakesOfChoices {
 public:
  void add(std::vector<model::Mistake> mistakes, const std::string& choice) {
    for (model::Mistake& each : mistakes) {
      if (!seen_.insert(std::move(each.identity)).second) continue;
      if (!choice.empty()) each.finding.message += fmt::format(" (under {})", choice);
      all_.push_back(std::move(each.finding));
    }
  }
  void add(OwnedFinding finding) { all_.push_back(std::move(finding)); }

  [[nodiscard]] OwnedFindings take() { return std::move(all_); }

 private:
  OwnedFindings all_;
  std::set<model::Mistake::Identity> seen_;
};

OwnedFinding too_many_choices(const model::RuleSet& rules, std::size_t count) {
  OwnedFinding finding;
  finding.code = Code::limit_exceeded;
  finding.message = fmt::format(
      "{} choices of options and profiles, each of which would have to be tried; at most {} can be",
      count, max_choices);
  if (!rules.files.empty()) finding.rule_location = rules.files.front().path;
  return finding;
}

}  // namespace

OwnedFindings rule_warnings(std::string_view id_or_path) {
  return parse::read_ruleset(id_or_path, {}).mistakes.take_warnings();
}

RuleFaults check_rules(std::string_view id_or_path) {
  parse::Reading read = parse::read_ruleset(id_or_path, {});
  RuleFaults faults;
  faults.warnings = read.mistakes.take_warnings();
  const bool options_known = read.mistakes.empty();
  const std::vector<Choice> choices = choices_of(read);
  const model::SourceFile file =
      read.rules.files.empty() ? model::SourceFile{} : read.rules.files.front();
  const std::vector<std::string> asked = read.asked;
  MistakesOfChoices mistakes;
  if (options_known && choices.size() > max_choices)
    mistakes.add(too_many_choices(read.rules, choices.size()));
  mistakes.add(mistakes_of(std::move(read)), {});
  if (options_known && choices.size() <= max_choices)
    for (const Choice& choice : choices)
      mistakes.add(mistakes_of(parse::read_ruleset(id_or_path, choice.load)), choice.words);
  faults.mistakes = mistakes.take();
  // A file with a mistake may be about to use what it does not use yet.
  if (faults.mistakes.empty() && !file.text.empty()) {
    OwnedFindings idle = idle_words(file, asked);
    faults.warnings.insert(faults.warnings.end(), std::make_move_iterator(idle.begin()),
                           std::make_move_iterator(idle.end()));
    std::ranges::stable_sort(faults.warnings, {}, &OwnedFinding::line);
  }
  return faults;
}

}  // namespace leadlint::author
