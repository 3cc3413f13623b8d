// What a rule file can make grow: each limit of engine/model/limits.h is told by name, and before the work.
// A small file that asks for much is refused as quickly as it is read.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "leadlint/leadlint.h"
#include "model/limits.h"

namespace leadlint {
namespace {

/// What is said of a rule file with this below its head; "taken" where it is.
std::string said_of(const std::string& body) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("leadlint-limits-" + std::to_string(getpid()) + ".yaml");
  std::ofstream(path) << "leadlint: 1\nruleset: test/limits\ntitle: T\nsource: own\n" << body;
  const auto loaded = load_ruleset(path.string());
  std::filesystem::remove(path);
  if (loaded) return "taken";
  std::string said;
  for (const Finding& finding : loaded.error())
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

TEST(Limits, ListsOfValues) {
  EXPECT_EQ(said_of("fields: {a: {values: [" + values(max_names) + "]}}\n"), "taken");
  EXPECT_EQ(said_of("fields:\n  a: {values: [" + values(70'000) + "]}\n"),
            "6: a list has at most 4096 values [limit_exceeded]\n");
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

/// What a rule expands to is told where it is too much, and never cut in silence.
TEST(Limits, RowsOfARule) {
  const auto rule = [](const std::string& when, const std::string& assertion) {
    return said_of(
        pair_fields(20) +
        fmt::format("rules:\n  - {{id: r, when: \"{}\", assert: \"{}\"}}\n", when, assertion));
  };
  const std::string told = "47: rule r expands to more than 1024 rows; split it [limit_exceeded]\n";
  EXPECT_EQ(rule(pairs(0, 6, "or", "and"), "v19 == true"), "taken");
  EXPECT_EQ(rule(pairs(0, 15, "or", "and"), "v19 == true"), told);
  EXPECT_EQ(rule("v19 == true", pairs(0, 15, "and", "or")), told);
  // Each side by itself is small enough.
  EXPECT_EQ(rule(pairs(0, 7, "or", "and"), pairs(8, 15, "and", "or")), told);
}

TEST(Limits, RowsOfAFormsCondition) {
  const std::string said =
      said_of(pair_fields(20) + "  text: {type: integer, also: [{type: string, when: \"" +
              pairs(0, 15, "or", "and") + "\"}]}\n");
  EXPECT_NE(said.find("this `when` expands to more than 1024 rows [limit_exceeded]"), said.npos)
      << said;
}

/// A file of one line, with a mistake wherever one can be.
TEST(Limits, Mistakes) {
  const std::string said =
      said_of("fields: {a: {values: [A], max_length: [" + values(30'000, "{{x: v{}}}") +
              "]}}\nrules: [" + values(5'000, "{{id: r{0}, forbid: b{0}}}") + "]\n");
  EXPECT_LE(std::count(said.begin(), said.end(), '\n'), static_cast<long>(max_mistakes) + 1);
}

/// Twice as many statuses cost about twice as much; never mind the machine, ten times is too much.
TEST(Limits, LoadingIsAboutLinear) {
  const auto seconds = [](std::size_t count) {
    std::string text = "status: a\nfields:\n  a: {values: [" + values(count) + "]}\n  b: {}\n";
    text += "cases:\n  field: a\n  table:\n";
    for (std::size_t i = 0; i < count; ++i) text += fmt::format("    v{}: {{require: [b]}}\n", i);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(said_of(text), "taken");
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const double few = seconds(250);
  EXPECT_LT(seconds(1000), 10 * 4 * few + 1);
}

}  // namespace
}  // namespace leadlint
