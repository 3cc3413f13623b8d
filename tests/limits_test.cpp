// What a rule file can make grow: each limit of engine/model/limits.h is told by name, and before
// the work. A small file that asks for much is refused as quickly as it is read.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "leadlint/leadlint.h"
#include "model/limits.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

/// What is said of a rule file with this below its head; "taken" where it is.
std::string said_of(const std::string& body) {
  const ::support::TemporaryFolder folder;
  const auto loaded = load_ruleset(folder.write(
      "rules.yaml", "leadlint: 1\nruleset: test/limits\ntitle: T\nsource: own\n" + body));
  if (loaded) return "taken";
  std::string said;
  for (const OwnedFinding& finding : loaded.error().owned())
    said += fmt::format("{}: {} [{}]\n", finding.line, finding.message, code_name(finding.code));
  return said;
}

/// "v0, v1, ..."
std::string values(std::size_t count, const std::string& each = "v{}") {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += (i == 0 ? "" : ", ") + fmt::format(fmt::runtime(each), i);
  return text;
}

/// "(v0 or w0) and (v1 or w1) ...", or with `and` and `or` changed for each other.
std::string pairs(std::size_t first, std::size_t last, const char* inner, const char* outer) {
  std::string text;
  for (std::size_t i = first; i < last; ++i)
    text += fmt::format("{0}(v{1} == true {2} w{1} == true)",
                        i == first ? "" : std::string(" ") + outer + " ", i, inner);
  return text;
}

/// Fields v0, w0, v1, ... of truth values.
std::string pair_fields(std::size_t count) {
  std::string text = "fields:\n";
  for (std::size_t i = 0; i < count; ++i)
    text += fmt::format("  v{0}: {{type: boolean}}\n  w{0}: {{type: boolean}}\n", i);
  return text;
}

TEST(Limits, TheVersionOfARuleSet) {
  const std::string fields = "fields: {a: {type: string}}\n";
  EXPECT_EQ(said_of("version: " + std::string(max_version_length, 'v') + '\n' + fields), "taken");
  EXPECT_EQ(said_of("version: " + std::string(101, 'v') + '\n' + fields),
            "5: `version` has 101 bytes; it is a short name of at most 100, such as `version: "
            "2025-03-01` [limit_exceeded]\n");
}

TEST(Limits, ListsOfValues) {
  EXPECT_EQ(said_of("fields: {a: {values: [" + values(max_names) + "]}}\n"), "taken");
  EXPECT_EQ(said_of("fields:\n  a: {values: [" + values(70'000) + "]}\n"),
            "6: a list has at most 4096 values [limit_exceeded]\n");
}

TEST(Limits, FieldsOfAnObjectAndValuesOfPairs) {
  std::string fields = "fields:\n";
  for (std::size_t i = 0; i <= max_names; ++i)
    fields += fmt::format("  f{}: {{type: string}}\n", i);
  EXPECT_EQ(said_of(fields),
            "4102: an object has at most 4096 fields; this is one more "
            "[limit_exceeded]\n");
  std::string pairs =
      "fields: {a: {values: [A, B, C]}, b: {}}\npairs:\n  - fields: [a, b]\n    table:\n";
  for (const char* row : {"A", "B", "C"})
    pairs += fmt::format("      {}: [{}]\n", row, values(2'000, row + std::string("{}")));
  EXPECT_EQ(said_of(pairs),
            "7: `pairs` gives `b` 6000 values; a field has at most 4096 [limit_exceeded]\n");
}

/// 700 bytes that stand for 350,000 values.
TEST(Limits, ListsThatAreUsedInLists) {
  std::string definitions = "definitions:\n  d0: [" + values(60) + "]\n";
  for (int i = 1; i < 4; ++i)
    definitions +=
        fmt::format("  d{}: [{}]\n", i, values(18, "{{use: d" + std::to_string(i - 1) + "}}"));
  EXPECT_EQ(said_of(definitions + "fields: {a: {values: {use: d2}}}\n"),
            "6: a list has at most 4096 values [limit_exceeded]\n");
  const std::string said = said_of(definitions + "fields: {a: {values: {use: d3}}}\n");
  EXPECT_NE(said.find("more than 100000 items of lists are put in place by `use` and options "
                      "[limit_exceeded]"),
            said.npos)
      << said;
}

/// Alternatives multiply where all of them are to hold: that costs no rows.
TEST(Limits, AlternativesThatMultiply) {
  const auto rule = [](const std::string& when, const std::string& assertion) {
    return said_of(
        pair_fields(40) +
        fmt::format("rules:\n  - {{id: r, when: \"{}\", assert: \"{}\"}}\n", when, assertion));
  };
  EXPECT_EQ(rule(pairs(0, 39, "or", "and"), "v39 == true"), "taken");
  EXPECT_EQ(rule("v39 == true", pairs(0, 39, "and", "or")), "taken");
  EXPECT_EQ(rule(pairs(0, 7, "or", "and"), pairs(8, 15, "and", "or")), "taken");
  EXPECT_EQ(said_of(pair_fields(20) +
                    "  text: {type: integer, also: [{type: string, severity: off, when: \"" +
                    pairs(0, 15, "or", "and") + "\"}]}\n"),
            "taken");
}

/// What a rule expands to is told where it is too much, and never cut in silence.
TEST(Limits, RowsOfARule) {
  std::string text = "fields:\n  n: {type: integer}\n  m: {type: integer}\nlet:\n";
  std::string all;
  for (int i = 0; i < 5; ++i) {
    std::string either;
    for (int j = 0; j < 300; ++j)
      either += fmt::format("{}n > {}", j == 0 ? "" : " or ", i * 300 + j);
    text += fmt::format("  l{}: \"{}\"\n", i, either);
    all += fmt::format("{}l{}", i == 0 ? "" : " or ", i);
  }
  EXPECT_EQ(said_of(text + "rules:\n  - {id: r, when: \"" + all + "\", require: m}\n"),
            "15: rule r expands to more than 1024 rows; split it [limit_exceeded]\n");
}

/// 1 kB that stands for a thousand million values.
TEST(Limits, DefinitionsThatMultiply) {
  std::string definitions = "definitions:\n  d0: [" + values(10) + "]\n";
  for (int i = 1; i < 10; ++i)
    definitions +=
        fmt::format("  d{}: [{}]\n", i, values(10, "{{use: d" + std::to_string(i - 1) + "}}"));
  const std::string told = "more than 20000 definitions are put in place [limit_exceeded]";
  for (const std::string field :
       {"values: {use: d9}", "values: [{use: d9}]", "values: {is: {use: d9}}"})
    EXPECT_NE(said_of(definitions + "fields: {a: {" + field + "}}\n").find(told), std::string::npos)
        << field;
}

TEST(Limits, StatusesOfTransitions) {
  const auto rules = [](std::size_t count) {
    return said_of("status: a\nfields:\n  a: {values: [" + values(count) +
                   "]}\ncurrent: {}\ntransitions:\n  - allow: {v0: [v1]}\n");
  };
  EXPECT_EQ(rules(max_statuses_of_transitions), "taken");
  EXPECT_EQ(rules(max_statuses_of_transitions + 1),
            "10: `transitions` of a field with 257 values; at most 256 are possible "
            "[limit_exceeded]\n");
}

/// Few bytes, many rows: what each rule says of all the statuses that it does not name.
TEST(Limits, RowsOfARuleset) {
  std::string text = "status: a\nfields:\n  a: {values: [" + values(4000) + "]}\n  b: {}\nrules:\n";
  for (int i = 0; i < 70; ++i)
    text += fmt::format("  - {{id: r{0}, when: a != v{0}, require: b}}\n", i);
  EXPECT_EQ(said_of(text),
            "75: with rule r65 the rule set has more than 262144 rows; split it "
            "[limit_exceeded]\n");
}

TEST(Limits, FactsOfAnObject) {
  std::string text = "fields:\n  a: {type: integer}\n  b: {}\nrules:\n";
  for (int i = 0; i < 200; ++i) {
    std::string when = fmt::format("a > {}", i * 200);
    for (int j = 1; j < 200; ++j) when += fmt::format(" and a > {}", i * 200 + j);
    text += fmt::format("  - {{id: r{}, when: \"{}\", require: b}}\n", i, when);
  }
  EXPECT_EQ(said_of(text),
            "6: the rules of one object ask more than 32768 different things of it; split it "
            "[limit_exceeded]\n");
}

TEST(Limits, StatesOfAllPatterns) {
  const auto rules = [](int count) {
    std::string text = "fields:\n";
    for (int i = 0; i < count; ++i)
      text += fmt::format("  v{0}: {{type: string, pattern: '(a|b)*a(a|b){{10}}{0}'}}\n", i);
    return said_of(text);
  };
  EXPECT_EQ(rules(30), "taken");
  EXPECT_EQ(
      rules(90),
      "69: the patterns up to here need automata of more than 131072 states together (the limit "
      "on pattern states of a rule set) [limit_exceeded]\n");
}

TEST(Limits, RangesOfAllPatterns) {
  std::string text = "fields:\n";
  for (int i = 0; i < 4; ++i) {
    text += fmt::format("  v{}: {{type: string, pattern: '", i);
    for (int k = 0; k < 680; ++k) text += "\\p{Ll}";
    text += "'}\n";
  }
  EXPECT_EQ(said_of(text),
            "7: the patterns up to here have more than 1000000 ranges of characters together (the "
            "limit of a rule set); each \\p{...} has many [limit_exceeded]\n");
}

/// A file of one line, with a mistake wherever one can be.
TEST(Limits, Mistakes) {
  const std::string said =
      said_of("fields: {a: {values: [A], max_length: [" + values(30'000, "{{x: v{}}}") +
              "]}}\nrules: [" + values(5'000, "{{id: r{0}, forbid: b{0}}}") + "]\n");
  EXPECT_LE(std::count(said.begin(), said.end(), '\n'), static_cast<long>(max_mistakes) + 1);
}

/// Four thousand statuses, each with a row of its own.
TEST(Limits, ManyCases) {
  std::string text = "status: a\nfields:\n  a: {values: [" + values(max_names) + "]}\n  b: {}\n";
  text += "cases:\n  field: a\n  table:\n";
  for (std::size_t i = 0; i < max_names; ++i) text += fmt::format("    v{}: {{require: [b]}}\n", i);
  EXPECT_EQ(said_of(text), "taken");
}

}  // namespace
}  // namespace leadlint
