// The list of checks (finding/checks.h) against what cannot walk it: a check that was added and
// forgotten in the manual, in the examples or in the schema fails here, by its name. Those that the
// reference evaluator does not know fail in agreement_test.cpp (every_check.yaml), those that no
// payload breaks in messages_test.cpp.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "finding/checks.h"
#include "leadlint/leadlint.h"
#include "model/checks.h"
#include "model/scope.h"
#include "model/words.h"
#include "temporary_folder.h"
#include "text/ascii.h"

namespace leadlint {
namespace {

std::string project_text(const std::string& path) {
  std::ifstream file(LEADLINT_SOURCE_DIR "/" + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Calls with the row of each key.
template <class Visit>
void for_each_key(Visit visit) {
  for (const CheckRow& row : check_rows)
    if (!row.of_type) visit(row, std::string(row.name));
}

bool is_word_sign(char sign) { return is_letter(sign) || sign == '_'; }

std::string argument_of(const model::ValueFunctionRow& row) {
  switch (row.takes) {
    case model::Arguments::list_of_some:
      return "lines";
    case model::Arguments::product_of_items:
      return "lines.n";
    default:
      return row.gives == model::Gives::number || row.gives == model::Gives::text ? "t" : "d";
  }
}

std::string literal_of(const model::ValueFunctionRow& row) {
  switch (row.gives) {
    case model::Gives::number:
      return "3";
    case model::Gives::text:
      return "x";
    case model::Gives::weekday:
      return "mon";
    case model::Gives::time:
      return "\"09:00\"";
  }
  return {};
}

/// Does a rule file with that assertion load?
bool is_rule(const std::string& condition) {
  const support::TemporaryFolder folder;
  return load_ruleset(folder.write("rules.yaml",
                                   "leadlint: 1\nruleset: acme/words\ntitle: \"Words\"\n"
                                   "fields:\n  t: {type: string}\n  d: {format: rfc3339}\n"
                                   "  n: {type: integer}\n"
                                   "  lines: {items: {fields: {n: {type: integer}}}}\n"
                                   "rules: [{id: one, assert: '" +
                                       condition + "'}]\n"))
      .has_value();
}

TEST(Checks, EachStandsInTheManualWithItsCode) {
  const std::string manual = project_text("rules/README.md");
  const std::size_t start = manual.find("## Checks");
  ASSERT_NE(start, manual.npos);
  const std::string table = manual.substr(start, manual.find("\n\n#", start) - start);
  for_each_key([&](const CheckRow& row, const std::string& name) {
    const std::size_t at = table.find("`" + name + "`");
    ASSERT_NE(at, table.npos) << "no row for `" << name << "` in rules/README.md";
    const std::string line = table.substr(at, table.find('\n', at) - at);
    EXPECT_NE(line.find("`" + std::string(code_name(row.code)) + "`"), line.npos) << line;
  });
}

TEST(Checks, EachIsDescribedInTheSchema) {
  const nlohmann::json schema = nlohmann::json::parse(project_text("schemas/ruleset.schema.json"));
  for_each_key([&](const CheckRow&, const std::string& name) {
    const std::string key = "key_" + name;
    ASSERT_TRUE(schema.at("definitions").contains(key)) << key;
    EXPECT_TRUE(schema.at("definitions").at(key).contains("description")) << key;
    for (const char* context : {"field_keys", "also"})
      EXPECT_EQ(schema.at("definitions").at(context).at("properties").value(name, nlohmann::json{}),
                (nlohmann::json{{"$ref", "#/definitions/" + key}}))
          << context;
  });
}

TEST(Checks, EachStandsInTheExampleOfEveryMessage) {
  const std::string example = project_text("tests/rulefiles/messages/every_check.yaml");
  for_each_key([&](const CheckRow&, const std::string& name) {
    EXPECT_NE(example.find(name + ": "), example.npos) << name;
  });
}

TEST(Words, OfTheLanguageStandInTheManualAndTheExample) {
  const std::string manual = project_text("rules/README.md");
  const std::string example = project_text("tests/rulefiles/messages/every_check.yaml");
  for (const model::VerbRow& verb : model::verb_rows) {
    const std::string name(verb.name);
    EXPECT_NE(manual.find("| `" + name + ":"), manual.npos) << name;
    EXPECT_NE(example.find(" " + name + ": "), example.npos) << name;
  }
  const auto stands = [&](const char* function) {
    const std::string name = std::string(function) + "(";
    EXPECT_NE(manual.find("`" + name), manual.npos) << name;
    std::size_t at = example.find(name);
    while (at != example.npos && is_word_sign(example[at - 1])) at = example.find(name, at + 1);
    EXPECT_NE(at, example.npos) << name;
  };
  for (const model::FunctionRow& function : model::function_rows) stands(function.name);
  for (const model::ValueFunctionRow& function : model::value_function_rows) stands(function.name);
}

/// Where the rows say that a function may stand it may, and nowhere else.
TEST(Words, OfValuesStandWhereTheirRowsSay) {
  for (const model::ValueFunctionRow& row : model::value_function_rows) {
    const std::string call = std::string(row.name) + "(" + argument_of(row) + ")";
    for (const auto& [place, text] : {std::pair{model::compared, call + " == " + literal_of(row)},
                                      {model::listed, call + " in [" + literal_of(row) + "]"},
                                      {model::calculated, call + " + n == 5"}}) {
      const bool calculates = place == model::compared && (row.stands & model::compared) == 0;
      EXPECT_EQ(is_rule(text), calculates || (row.stands & place) != 0) << text;
    }
  }
}

/// Which values it goes with tells the type of a form that says nothing else.
TEST(Checks, TellTheTypeOfAForm) {
  std::size_t told = 0;
  model::Variant variants;
  model::for_each_check(variants, [&](const CheckRow& row, const auto&) {
    model::Variant one;
    model::for_each_check(one, [&](const CheckRow& other, auto& check) {
      if (other.kind == row.kind) check.emplace();
    });
    if (row.of == CheckedValues::any) return;
    ++told;
    EXPECT_NE(model::types_of(one) & model::types_of(row.of), 0) << row.name;
    EXPECT_EQ(model::types_of(one) & ~model::types_of(row.of), 0) << row.name;
  });
  EXPECT_GT(told, 0U);
}

}  // namespace
}  // namespace leadlint
