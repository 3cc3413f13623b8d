// The list of checks (finding/checks.h) against what cannot walk it: a check that was added and
// forgotten in the manual, in the examples or in the schema fails here, by its name. Those that the
// reference evaluator does not know fail in agreement_test.cpp (every_check.yaml), those that no
// payload breaks in messages_test.cpp.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "finding/checks.h"
#include "model/checks.h"
#include "model/scope.h"
#include "model/words.h"

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
  for (const model::FunctionRow& function : model::function_rows) {
    const std::string name = std::string(function.name) + "(";
    EXPECT_NE(manual.find("`" + name), manual.npos) << name;
    EXPECT_NE(example.find(name), example.npos) << name;
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
