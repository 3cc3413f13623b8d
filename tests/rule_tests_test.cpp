// The examples beside the rule sets pass and cover every rule; the catalogue of documented rules
// names rules that exist.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "author/check_rules.h"
#include "author/rule_tests.h"
#include "author/yaml_json.h"
#include "files/input.h"
#include "leadlint/ruleset.h"
#include "model/mistakes.h"
#include "parse/parse.h"
#include "parse/yaml_tree.h"
#include "ruleset_names.h"
#include "table/decision_table.h"
#include "temporary_folder.h"

namespace {

namespace author = leadlint::author;
namespace files = leadlint::files;
namespace parse = leadlint::parse;
using Names = std::set<std::string>;

const std::string sources = LEADLINT_SOURCE_DIR;

std::string first_mistake(const leadlint::OwnedFindings& findings) {
  return findings.front().rule_location + ": " + findings.front().message;
}

// What the examples of one rule set show.
struct Shown {
  Names violated;  // a payload has a finding of the rule
  Names kept;      // a payload that is about the rule has none of it
};

Shown run_all(const std::string& id_or_path) {
  Shown shown;
  const auto files = author::find_rule_tests(id_or_path, sources);
  if (!files) return ADD_FAILURE() << first_mistake(files.error()), shown;
  const auto tests = author::read_rule_tests(files->tests, files->rules);
  if (!tests) return ADD_FAILURE() << first_mistake(tests.error()), shown;
  EXPECT_FALSE(tests->empty());
  const auto results = author::run_rule_tests(files->rules, *tests);
  for (std::size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(results[i].difference, "") << (*tests)[i].location << ": " << (*tests)[i].name;
    Names rules;
    for (const leadlint::OwnedFinding& each : results[i].findings)
      rules.insert(each.rule.substr(each.rule.find('#') + 1));
    shown.violated.insert(rules.begin(), rules.end());
    if (!rules.contains((*tests)[i].rule)) shown.kept.insert((*tests)[i].rule);
  }
  return shown;
}

// The ids of all rules and checks that a rule set has under some options.
Names rule_ids(const std::string& id, const leadlint::LoadOptions& load = {}) {
  Names ids;
  const auto rules = leadlint::load_ruleset(id, load);
  if (!rules) return ADD_FAILURE() << first_mistake(rules.error().owned()), ids;
  for (const leadlint::table::Report& each : rules->table().reports)
    if (each.severity != leadlint::Severity::off) ids.emplace(rules->table().text(each.rule));
  return ids;
}

// What needs no example of its own. An id that ends in `*` stands for all that begin so, one that
// begins with `*` for all that end so.
struct Exception {
  std::string_view ruleset, id, reason;
};

constexpr auto all = "*";

bool fits(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
  if (pattern.starts_with('*')) return name.ends_with(pattern.substr(1));
  return pattern == name;
}

constexpr std::string_view taken_form = "a check of a form that is taken too: the form speaks";

constexpr std::array not_violated{
    Exception{
        all, "",
        "the stored record and the request as such: told by current_problem, request_problem"},
    Exception{all, "current.*", "the stored record is read, not judged"},
    Exception{all, "request.*", "the request is read, not judged"},
    Exception{all, "type", "the engine's: a root of another type"},
    Exception{all, "unknown_fields", "the engine's"},
    Exception{all, "lint.*", "the engine's"},
    Exception{"capillary/search_leads.response", "data[]*", "the examples of lead_record have it"},
    Exception{"capillary/update_lead", "*.type", "the examples of add_lead have it"},
    Exception{"capillary/add_lead", "orgSourceId.values", taken_form},
    Exception{"capillary/search_leads", "orgSourceId.values", taken_form},
    Exception{"capillary/configure_reasons", "[].id.type", "id.type is the same definition"},
    Exception{"care_enquiry/lead", "categorySpecificData.visitTime.values", taken_form},
    Exception{"storedge/create_lead", "@path.facility_id.type", "a parameter is text anyway"},
    Exception{"storedge/create_lead", "lead.lead_action_performed_index.pattern", taken_form},
    Exception{"storedge/create_lead.response", "*.type",
              "null in the document's example: these members may be anything"},
};

constexpr std::array not_kept{
    Exception{all, "*.type", "every valid payload with the field keeps it"},
    Exception{all, "*.required", "every valid payload keeps it"},
    Exception{all, "*.also", "names the forms that are taken: not a refusal"},
    Exception{"care_enquiry/lead", "categorySpecificData.cases.*",
              "the documents' own samples of each category keep them"},
};

bool excepted(auto& list, std::string_view ruleset, std::string_view id) {
  return std::ranges::any_of(list, [&](const Exception& each) {
    return fits(each.ruleset, ruleset) && fits(each.id, id);
  });
}

class RuleTests : public testing::TestWithParam<std::string> {};

TEST_P(RuleTests, PassAndCoverEveryRule) {
  const Shown shown = run_all(GetParam());
  for (const std::string& id : rule_ids(GetParam())) {
    if (excepted(not_violated, GetParam(), id)) continue;
    EXPECT_TRUE(shown.violated.contains(id)) << "no payload violates " << id;
    if (excepted(not_kept, GetParam(), id)) continue;
    EXPECT_TRUE(shown.kept.contains(id)) << "no payload just passes " << id;
  }
}

INSTANTIATE_TEST_SUITE_P(, RuleTests, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

// ------------------------------------------------------------------------------------- options

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

bool of_the_engine(std::string_view option) {
  return option.starts_with("lint.") || option.starts_with("numbers.") ||
         option.starts_with("limits.");
}

std::vector<author::RuleTest> examples_of(const std::string& id) {
  const auto files = author::find_rule_tests(id, LEADLINT_SOURCE_DIR);
  if (!files) return {};
  auto tests = author::read_rule_tests(files->tests, files->rules);
  return tests ? *std::move(tests) : std::vector<author::RuleTest>{};
}

Said said_by(const author::RuleTestResult& result) {
  Said said;
  for (const leadlint::OwnedFinding& each : result.findings)
    said.emplace(each.code, each.path, each.severity);
  return said;
}

/// The values by which an example turns out otherwise than by the default.
Choices shown_by_examples(const std::string& id) {
  const std::vector<author::RuleTest> with = examples_of(id);
  std::vector<author::RuleTest> without;
  std::vector<std::pair<std::size_t, Choice>> left_out;
  for (std::size_t i = 0; i < with.size(); ++i)
    for (const auto& [option, value] : with[i].load.options) {
      left_out.emplace_back(i, Choice{option, value});
      without.push_back(with[i]);
      without.back().load.options.erase(option);
    }
  const auto results = author::run_rule_tests(id, with);
  const auto others = author::run_rule_tests(id, without);
  Choices shown;
  for (std::size_t i = 0; i < left_out.size(); ++i) {
    const auto& [number, choice] = left_out[i];
    if (said_by(results[number]) != said_by(others[i]))
      shown.emplace(choice.first, kind_of_value(choice.second));
  }
  return shown;
}

/// What a table says, but for what was chosen and what tells the choice from others.
std::string rules_of(const leadlint::Ruleset& rules) {
  std::istringstream dump(rules.table().dump());
  std::string all;
  for (std::string line; std::getline(dump, line);)
    if (!line.starts_with("  fingerprint ") && !line.starts_with("  chosen ")) all += line + "\n";
  return all;
}

/// The values that make other rules of a rule set than the defaults do. (An option of a library
/// decides nothing in some of the rule sets that know it.)
Choices deciding_values(const std::string& id) {
  Choices deciding;
  const auto rules = leadlint::parse::parse_ruleset(id, {});
  const auto usual = leadlint::load_ruleset(id, {});
  if (!rules || !usual) return ADD_FAILURE() << id << " does not load", deciding;
  const std::string plain = rules_of(*usual);
  for (const leadlint::model::Option& option : rules->options) {
    if (of_the_engine(option.name)) continue;
    std::vector<std::string> values = option.values;
    if (option.or_integer) values.emplace_back("7");
    if (option.is_list)
      values.push_back(option.list_of.empty() ? "[X]" : "[" + option.list_of.back() + "]");
    for (const std::string& value : values) {
      const auto chosen = leadlint::load_ruleset(id, {{{option.name, value}}, {}});
      EXPECT_TRUE(chosen) << id << " does not load with " << option.name << "=" << value;
      if (chosen && rules_of(*chosen) != plain) deciding.emplace(option.name, kind_of_value(value));
    }
  }
  return deciding;
}

class OptionTests : public testing::TestWithParam<std::string> {};

TEST_P(OptionTests, EveryValueOfAnOptionHasAnExampleThatItDecides) {
  if (std::ranges::count(shown_elsewhere, GetParam()) != 0) return;
  const Choices shown = shown_by_examples(GetParam());
  for (const auto& [option, value] : deciding_values(GetParam()))
    EXPECT_TRUE(shown.contains({option, value}))
        << "no test of " << GetParam() << " comes out otherwise by " << option << "=" << value;
}

INSTANTIATE_TEST_SUITE_P(, OptionTests, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

// ------------------------------------------------------------------------------ invented rules

class InventedRules : public testing::TestWithParam<std::string> {
 protected:
  std::string path = sources + "/tests/" + GetParam() + ".yaml";
};

TEST_P(InventedRules, HaveNoMistakeUnderAnyOption) {
  const leadlint::OwnedFindings mistakes = author::check_rules(path).mistakes;
  EXPECT_TRUE(mistakes.empty()) << first_mistake(mistakes);
}

TEST_P(InventedRules, PassTheirTests) { run_all(path); }

INSTANTIATE_TEST_SUITE_P(, InventedRules,
                         testing::Values("rulefiles/sixth_api/repair_order",
                                         "rulefiles/sixth_api/our_repair_order",
                                         "rulefiles/sixth_api/our_pipeline", "crm/deals"));

// ------------------------------------------------------------------------------- mistakes in tests

// A tests file of this text, gone when the test ends.
class TestsFile : public testing::Test {
 protected:
  leadlint::OwnedFindings mistakes_in(const std::string& text) {
    write(text);
    auto tests = author::read_rule_tests(path, "");
    return tests ? leadlint::OwnedFindings{} : std::move(tests.error());
  }
  std::string difference(const std::string& text) {
    write(text);
    const auto tests = author::read_rule_tests(path, "");
    if (!tests) return "not read: " + first_mistake(tests.error());
    return author::run_rule_tests("renovationfind/update_status", *tests).front().difference;
  }

  void write(const std::string& text) { folder.write("rules.tests.yaml", text); }

  support::TemporaryFolder folder;
  std::string path = folder.path("rules.tests.yaml");
};

TEST_F(TestsFile, TellsOfKeysItDoesNotKnow) {
  const auto mistakes = mistakes_in("- name: a\n  paylod: {}\n  payload: {}\n  verdict: valid\n");
  ASSERT_EQ(mistakes.size(), 1u);
  EXPECT_EQ(mistakes[0].code, leadlint::Code::unknown_key);
  EXPECT_EQ(mistakes[0].line, 2u);
  EXPECT_EQ(mistakes[0].suggestion, "payload");
}

TEST_F(TestsFile, NamesThatTheRulesDoNotHaveAreMistakes) {
  constexpr std::string_view about = "renovationfind/update_status";
  struct Row {
    std::string key, near;
    unsigned line;
  };
  const Row rows[] = {
      {"rule: amount-kep", "amount-kept", 2},
      {"rule: jobAmount.mni", "jobAmount.min", 2},
      {"params: {ids: \"1\"}", "id", 2},
      {"catalogs: {reason: [1]}", "", 2},
      {"options: {renovationfind.date_stile: date}", "renovationfind.date_style", 2},
      {"profile: strickt", "strict", 2},
  };
  for (const Row& row : rows) {
    write("- name: a\n  " + row.key + "\n  payload: {}\n  verdict: valid\n");
    const auto tests = author::read_rule_tests(path, about);
    ASSERT_FALSE(tests) << row.key;
    ASSERT_EQ(tests.error().size(), 1u) << row.key;
    EXPECT_EQ(tests.error()[0].code, leadlint::Code::unknown_name) << row.key;
    EXPECT_EQ(tests.error()[0].line, row.line) << row.key;
    EXPECT_EQ(tests.error()[0].suggestion, row.near) << row.key;
  }
  write(
      "- name: a\n  rule: amount-kept\n  params: {id: \"1\"}\n  profile: strict\n"
      "  options: {renovationfind.date_style: date}\n  payload: {}\n  verdict: valid\n");
  EXPECT_TRUE(author::read_rule_tests(path, about));
}

TEST_F(TestsFile, TwoTestsOfOneNameAreAMistake) {
  const auto mistakes = mistakes_in(
      "- {name: a, payload: {}, verdict: valid}\n- {name: b, payload: {}, verdict: valid}\n"
      "- {name: a, payload: {}, verdict: valid}\n");
  ASSERT_EQ(mistakes.size(), 1u);
  EXPECT_EQ(mistakes[0].code, leadlint::Code::duplicate_id);
  EXPECT_EQ(mistakes[0].line, 3u);
}

TEST_F(TestsFile, TellsAllItsMistakesAtOnce) {
  EXPECT_EQ(mistakes_in(
                "- name: a\n  payload: {}\n"
                "- {name: b, payload: {}, verdict: vaild}\n"
                "- {name: c, verdict: valid, payload: {}, findings: [{code: missing, path: /a}]}\n"
                "- {name: d, verdict: valid}\n")
                .size(),
            4u);
}

TEST_F(TestsFile, IsAListOfTests) { EXPECT_EQ(mistakes_in("name: a\n").size(), 1u); }

TEST_F(TestsFile, WhatDiffersIsSaid) {
  EXPECT_EQ(difference("- name: a\n  payload: {status: LEAD_WN}\n  verdict: valid\n"
                       "  findings: [{code: missing_field, path: /reason}]\n"),
            "the verdict is invalid, expected valid; not found: missing_field at /reason; "
            "not expected: not_in_enum at /status");
}

TEST_F(TestsFile, ATestIsAboutTheRuleThatItNames) {
  EXPECT_EQ(difference("- name: a\n  rule: reason\n  payload: {}\n  verdict: invalid\n"
                       "  findings: [{code: missing_field, path: /status}]\n"),
            "no finding is of the rule reason");
}

TEST_F(TestsFile, OptionsThatDoNotExistFailTheTest) {
  EXPECT_TRUE(difference("- name: a\n  payload: {}\n  options: {no.option: x}\n  verdict: valid\n")
                  .starts_with("the rules cannot be loaded under these options: "));
}

TEST(YamlToJson, KeepsSpellingsAndQuotes) {
  leadlint::model::Mistakes log;
  const auto file = log.files().add(
      "x",
      "{a: 1.0, b: '1', c: null, d: [true, 'true', 01, 1e5, -0, .5, +1], e: {}, f: 2025-03-01}");
  EXPECT_EQ(author::json_of_yaml(*parse::read_yaml(log, file, 0)),
            R"({"a": 1.0, "b": "1", "c": null, "d": [true, "true", "01", 1e5, -0, ".5", "+1"], )"
            R"("e": {}, "f": "2025-03-01"})");
}

// ----------------------------------------------------------------------------------- the catalogue

struct Row {
  std::string ruleset, id;
  std::vector<std::string> rules;
};

std::vector<Row> catalogue() {
  std::vector<Row> rows;
  for (const auto& each : std::filesystem::directory_iterator(sources + "/tests/catalogue")) {
    leadlint::model::Mistakes log;
    const std::string path = each.path().string();
    const auto file = log.files().add(path, files::read_file(path).value());
    const parse::NodePtr root = parse::read_yaml(log, file, 0);
    EXPECT_TRUE(log.empty()) << path << ": a row stands there twice, or it is no YAML";
    for (const parse::YamlEntry& ruleset : root->entries)
      for (const parse::YamlEntry& row : ruleset.value->entries) {
        rows.push_back({ruleset.key, row.key, {}});
        for (const parse::NodePtr& rule : row.value->items) rows.back().rules.push_back(rule->text);
      }
  }
  return rows;
}

TEST(Catalogue, HasEveryRowOnce) {
  // "STO-R-04" is of the group STO-R. X: the members of storEDGE's 201 example.
  const std::map<std::string, int> expected{
      {"CAE", 77},    {"CAP-AD", 64}, {"CAP-CR", 9},  {"CAP-CRR", 11}, {"CAP-CS", 8},
      {"CAP-CSR", 6}, {"CAP-FU", 14}, {"CAP-GR", 11}, {"CAP-GS", 11},  {"CAP-LR", 57},
      {"CAP-SE", 17}, {"CAP-SER", 4}, {"CAP-UL", 7},  {"CAP-US", 17},  {"CAR-E", 16},
      {"CAR-Q", 26},  {"CAR-R", 22},  {"GEN", 12},    {"REN-Q", 51},   {"REN-R", 27},
      {"STO-Q", 171}, {"STO-R", 18},  {"X", 279}};
  std::map<std::string, int> groups;
  Names ids;
  for (const Row& row : catalogue()) {
    ++groups[row.id.substr(0, row.id.rfind('-'))];
    EXPECT_TRUE(ids.insert(row.id).second) << row.id << " stands there twice";
    EXPECT_FALSE(row.rules.empty()) << row.id;
  }
  EXPECT_EQ(groups, expected);
}

// What rows may name: rules and checks, and (for members that may be anything) fields.
Names with_fields(const std::string& id, Names names) {
  const auto collect = [&](auto& self, const leadlint::model::Field& field,
                           const std::string& path) -> void {
    names.insert(path);
    if (field.main.fields)
      for (const leadlint::model::Field& each : field.main.fields->fields)
        self(self, each, path.empty() ? each.name : path + "." + each.name);
    if (field.main.items) self(self, *field.main.items, path + "[]");
  };
  if (const auto rules = parse::parse_ruleset(id, {})) collect(collect, rules->root, "");
  return names;
}

class RowNames {
 public:
  explicit RowNames(std::string ruleset)
      : ruleset_(std::move(ruleset)), names_(with_fields(ruleset_, rule_ids(ruleset_))) {}

  // The options are tried only for a name that the defaults do not have.
  bool has(const std::string& name) {
    if (!names_.contains(name) && !tried_options_) try_options();
    return names_.contains(name);
  }

 private:
  void try_options() {
    tried_options_ = true;
    const auto rules = parse::parse_ruleset(ruleset_, {});
    if (!rules) return;
    for (const leadlint::model::Option& option : rules->options) {
      std::vector<std::string> values = option.values;
      if (option.or_integer) values.push_back("1");
      for (const std::string& value : values)
        names_.merge(rule_ids(ruleset_, {{{option.name, value}}, {}}));
    }
  }

  std::string ruleset_;
  Names names_;
  bool tried_options_ = false;
};

TEST(Catalogue, NamesRulesThatExist) {
  std::map<std::string, RowNames> known;
  for (const Row& row : catalogue())
    for (const std::string& rule : row.rules) {
      if (rule == "engine" || rule == "http") continue;
      RowNames& names = known.try_emplace(row.ruleset, row.ruleset).first->second;
      EXPECT_TRUE(names.has(rule)) << row.id << ": " << row.ruleset << " has no rule " << rule;
    }
}

}  // namespace
