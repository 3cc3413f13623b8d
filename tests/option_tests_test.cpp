// Every value of every option of a shipped rule set has an example beside the rules that it decides.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "leadlint/ruleset.h"
#include "lint/rule_tests.h"
#include "parse/parse.h"
#include "ruleset_names.h"
#include "table/decision_table.h"

namespace {

namespace lint = leadlint::lint;
using Choice = std::pair<std::string, std::string>;  // an option and its value
using Choices = std::set<Choice>;
using Said = std::set<std::tuple<leadlint::Code, std::string, leadlint::Severity>>;

/// Of these the examples of another rule set, which they use whole, show the options.
constexpr std::string_view shown_elsewhere[] = {"capillary/search_leads.response"};

constexpr std::string_view any_list = "[...]", any_number = "N";

/// A list or a number of the caller's own counts as one value.
std::string kind_of_value(const std::string& value) {
  if (value.starts_with('[')) return std::string(any_list);
  const bool number = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
  return number ? std::string(any_number) : value;
}

std::vector<lint::RuleTest> examples_of(const std::string& id) {
  const auto files = lint::find_rule_tests(id, LEADLINT_SOURCE_DIR);
  if (!files) return {};
  auto tests = lint::read_rule_tests(files->tests);
  return tests ? *std::move(tests) : std::vector<lint::RuleTest>{};
}

Said said_by(const lint::RuleTestResult& result) {
  Said said;
  for (const leadlint::Finding& each : result.findings)
    said.emplace(each.code, each.path, each.severity);
  return said;
}

/// The values by which an example turns out otherwise than by the default.
Choices shown_by_examples(const std::string& id) {
  const std::vector<lint::RuleTest> with = examples_of(id);
  std::vector<lint::RuleTest> without;
  std::vector<std::pair<std::size_t, Choice>> left_out;
  for (std::size_t i = 0; i < with.size(); ++i)
    for (const auto& [option, value] : with[i].load.options) {
      left_out.emplace_back(i, Choice{option, value});
      without.push_back(with[i]);
      without.back().load.options.erase(option);
    }
  const auto results = lint::run_rule_tests(id, with);
  const auto others = lint::run_rule_tests(id, without);
  Choices shown;
  for (std::size_t i = 0; i < left_out.size(); ++i) {
    const auto& [number, choice] = left_out[i];
    if (said_by(results[number]) != said_by(others[i]))
      shown.emplace(choice.first, kind_of_value(choice.second));
  }
  return shown;
}

/// The values that make other rules of a rule set than the defaults do. (An option of a library decides
/// nothing in some of the rule sets that know it.)
Choices deciding_values(const std::string& id) {
  Choices deciding;
  const auto rules = leadlint::parse::parse_ruleset(id, {});
  const auto usual = leadlint::load_ruleset(id, {});
  if (!rules || !usual) return ADD_FAILURE() << id << " does not load", deciding;
  const std::string plain = usual->table().dump();
  for (const leadlint::model::Option& option : rules->options) {
    std::vector<std::string> values = option.values;
    if (option.or_integer) values.emplace_back("7");
    if (option.is_list)
      values.push_back(option.list_of.empty() ? "[X]" : "[" + option.list_of.back() + "]");
    for (const std::string& value : values) {
      const auto chosen = leadlint::load_ruleset(id, {{{option.name, value}}, {}});
      EXPECT_TRUE(chosen) << id << " does not load with " << option.name << "=" << value;
      if (chosen && chosen->table().dump() != plain)
        deciding.emplace(option.name, kind_of_value(value));
    }
  }
  return deciding;
}

class OptionTests : public testing::TestWithParam<std::string> {};

TEST_P(OptionTests, CaseA28EveryValueOfAnOptionHasAnExampleThatItDecides) {
  if (std::ranges::count(shown_elsewhere, GetParam()) != 0) return;
  const Choices shown = shown_by_examples(GetParam());
  for (const auto& [option, value] : deciding_values(GetParam()))
    EXPECT_TRUE(shown.contains({option, value}))
        << "no test of " << GetParam() << " comes out otherwise by " << option << "=" << value;
}

INSTANTIATE_TEST_SUITE_P(, OptionTests, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

}  // namespace
