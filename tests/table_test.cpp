// The compiled form: golden dumps of the tables, their size, and what folding leaves of a status.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "leadlint/leadlint.h"
#include "table/decision_table.h"

namespace leadlint {
namespace {

std::string dump_of(const std::string& id, const LoadOptions& options = {}) {
  const auto rules = load_ruleset(id, options);
  if (!rules)
    return "does not load: " + (rules.error().empty() ? "" : rules.error().owned()[0].message);
  return rules->table().dump();
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Compares with tests/golden/NAME.expected; LEADLINT_UPDATE_GOLDEN=1 writes it anew.
void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string{LEADLINT_SOURCE_DIR} + "/tests/golden/" + name + ".expected";
  if (std::getenv("LEADLINT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(read_file(path), text) << "against " << path;
}

TEST(Table, DumpsAreAsExpected) {
  expect_golden("table.renovationfind_update_status", dump_of("renovationfind/update_status"));
  expect_golden("table.caring_lead_status", dump_of("caring/lead_status"));
}

/// The lists of the dump call the members of each struct what members.h does.
TEST(Table, DumpsCallMembersByTheirNames) {
  const auto squeezed = [](std::string text) {
    std::erase_if(text, [](char c) { return c == '\n' || c == '"' || c == ','; });
    std::string words;
    for (const char c : text)
      if (c != ' ' || (!words.empty() && words.back() != ' ')) words += c;
    return words;
  };
  const std::string folder = std::string{LEADLINT_SOURCE_DIR} + "/engine/table/";
  const std::string members = read_file(folder + "members.h");
  const std::string names = read_file(folder + "member_names.h");
  const std::string struct_of = "member_names<", bound = "  auto& [";
  std::size_t found = 0;
  for (std::size_t at = names.find(struct_of); at != names.npos;
       at = names.find(struct_of, at + 1), ++found) {
    const std::size_t name = at + struct_of.size(), close = names.find('>', name);
    const std::size_t equals = names.find('=', close), end = names.find(';', equals);
    const std::string type = names.substr(name, close - name);
    const std::size_t there = members.find("template <Is<" + type + "> S>\n");
    ASSERT_NE(there, members.npos) << type;
    const std::size_t first = members.find(bound, there) + bound.size();
    const std::string own = members.substr(first, members.find(']', first) - first);
    EXPECT_EQ(squeezed(names.substr(equals + 1, end - equals - 1)), squeezed(own)) << type;
  }
  EXPECT_GT(found, 30U);
}

TEST(Table, CompilingTwiceGivesTheSameTable) {
  for (const std::string& id : shipped_rulesets()) EXPECT_EQ(dump_of(id), dump_of(id)) << id;
}

TEST(Table, IsSmall) {
  constexpr std::size_t max = std::size_t{272} * 1024;
  for (const std::string& id : shipped_rulesets()) {
    const auto rules = load_ruleset(id);
    ASSERT_TRUE(rules) << id;
    EXPECT_LT(rules->table().bytes(), max) << id;
  }
}

/// The rows of one status in a dump: the lines between its name and the next one's.
std::string rows_of(const std::string& dump, const std::string& group) {
  const std::size_t at = dump.find("    " + group + "\n");
  if (at == std::string::npos) return {};
  const std::size_t begin = dump.find('\n', at) + 1;
  std::size_t end = begin;
  while (dump.compare(end, 6, "      ") == 0) end = dump.find('\n', end) + 1;
  return dump.substr(begin, end - begin);
}

TEST(Table, AStatusMeetsItsOwnRowsOnly) {
  const std::string dump = dump_of("renovationfind/update_status");
  EXPECT_NE(rows_of(dump, "status JOB_WON").find("required jobAmount"), std::string::npos);
  EXPECT_EQ(rows_of(dump, "status JOB_WON").find("required lostReason"), std::string::npos);
  EXPECT_NE(rows_of(dump, "status LEAD_LOST").find("required lostReason"), std::string::npos);
}

TEST(Table, ChoicesByOptionAreFoldedAway) {
  LoadOptions ignore;
  ignore.options["renovationfind.stray_fields"] = "ignore";
  const auto has_rows = [](const std::string& dump) {
    return dump.find("-> forbidden_field") != std::string::npos;
  };
  EXPECT_TRUE(has_rows(dump_of("renovationfind/update_status")));
  EXPECT_FALSE(has_rows(dump_of("renovationfind/update_status", ignore)));
}

}  // namespace
}  // namespace leadlint
