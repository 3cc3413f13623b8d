// The fast part of a table follows from the rest, can be left out, and prints itself: how each way
// off the fast path looks in the dump. (That it never changes what is found is what
// tests/agreement_test.cpp tries on generated records and tests/vectors_test.cpp on the vectors.)
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "fast/fast_part.h"
#include "leadlint/leadlint.h"
#include "table/decision_table.h"
#include "table/dump_text.h"
#include "temporary_folder.h"
#include "validate/stream_check.h"
#include "without_fast_part.h"

namespace leadlint {
namespace {

const std::string source_dir = LEADLINT_SOURCE_DIR;

std::string shown(const std::string& rules, const LoadOptions& options = {}) {
  const auto ruleset = load_ruleset(rules, options);
  if (!ruleset) return "does not load: " + ruleset.error().owned().front().message;
  return table::dump_fast_part(ruleset->table());
}

TEST(FastPart, PrintsItselfAsExpected) {
  for (const char* name : {"shapes", "beside", "groups"}) {
    const std::string path = source_dir + "/tests/golden/fast_part." + name + ".expected";
    const std::string text = shown(source_dir + "/tests/rulefiles/agreement/" + name + ".yaml");
    if (std::getenv("LEADLINT_UPDATE_GOLDEN") != nullptr)
      std::ofstream(path, std::ios::binary) << text;
    std::ostringstream expected;
    expected << std::ifstream(path, std::ios::binary).rdbuf();
    EXPECT_EQ(expected.str(), text) << path;
  }
}

TEST(FastPart, FollowsFromTheRestOfTheTable) {
  for (const std::string& id : shipped_rulesets()) {
    const auto rules = load_ruleset(id);
    ASSERT_TRUE(rules) << id;
    const std::string dump = rules->table().dump();
    EXPECT_TRUE(dump.ends_with(table::dump_fast_part(rules->table()))) << id;
    table::DecisionTable table = rules->table();
    table.clear_fast_part();
    const std::string none = "fast path\n  none: every record goes to the full check\n";
    EXPECT_EQ(table.dump(), dump.substr(0, dump.find("fast path\n")) + none) << id;
    EXPECT_LT(table.bytes(), rules->table().bytes()) << id;
    fast::add_fast_part(table);
    EXPECT_EQ(table.dump(), dump) << id;
    EXPECT_EQ(table.bytes(), rules->table().bytes()) << id;
  }
}

TEST(FastPart, IsWhatTheStreamCheckNeeds) {
  const auto rules = load_ruleset("renovationfind/update_status");
  ASSERT_TRUE(rules);
  EXPECT_TRUE(validate::StreamCheck(rules->table()).possible());
  const Ruleset without = support::without_fast_part(*rules);
  EXPECT_FALSE(validate::StreamCheck(without.table()).possible());
  Validator validator{without};
  EXPECT_TRUE(validator.check(R"({"status":"HOMEOWNER_CONTACTED"})").findings().empty());
  EXPECT_EQ(validator.check(R"({"status":"LEAD_WN"})").findings().size(), 1U);
}

struct ObstacleRow {
  const char* rules;  // behind the header
  const char* shown;  // lines of the dump
  const char* max_depth = "256";
};

TEST(FastPart, SaysWhyRecordsCannotBeCheckedAsAStream) {
  const ObstacleRow rows[] = {
      {"fields: {a: {type: string}}", "  stream check: yes\n"},
      {"fields:\n  s: {values: [A, B]}\n  calls:\n    items:\n      fields: {b: {type: string}}\n"
       "      rules: [{id: r, when: outer.s == A, require: b}]\n",
       " is not at hand while it is read\n"},
      {"fields:\n  a: {type: string}\n"
       "  b: {type: string, also: [{type: \"null\", when: a == x}]}\n",
       ": a field is judged by a condition\n"},
      {"fields:\n  t: {type: number}\n  a: {items: {type: number}}\n"
       "rules: [{id: r, assert: sum(a) == t}]\n",
       " is not at hand while it is read\n"},
      {"fields:\n  t: {type: number}\n  a: {type: number, min: 0, decimals: 2}\n"
       "rules: [{id: r, assert: 2 * a == t}]\n",
       "  stream check: yes\n"},
      {"fields: {a: {fields: {b: {type: string}}}}", ": deeper than records may be\n", "1"},
  };
  const support::TemporaryFolder folder;
  for (const ObstacleRow& row : rows) {
    const std::string path = folder.write(
        "rules.yaml", std::string("leadlint: 1\nruleset: test/obstacle\ntitle: t\n") + row.rules);
    LoadOptions options;
    options.options["limits.max_depth"] = row.max_depth;
    const std::string text = shown(path, options);
    EXPECT_NE(text.find(row.shown), std::string::npos) << row.rules << "\n" << text;
  }
}

}  // namespace
}  // namespace leadlint
