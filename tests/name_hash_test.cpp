// Name hashes: every name is found under its number, and nothing else is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fast/name_hash.h"
#include "table/name_hash.h"
#include "table/quoted_name.h"

namespace leadlint {
namespace {

/// Both hashes of a list of names.
struct Hashes {
  table::NameHash plain;
  table::QuotedHashId quoted;
};

Hashes add_names(table::DecisionTable& table, const std::vector<std::string>& names) {
  const table::Span run{static_cast<table::Index>(table.names.size()),
                        static_cast<table::Index>(names.size())};
  for (const std::string& name : names) {
    table.names.push_back(
        {static_cast<std::uint32_t>(table.pool.size()), static_cast<std::uint32_t>(name.size())});
    table.pool += name;
  }
  return {fast::make_name_hash(table, run), fast::add_quoted_hash(table, run)};
}

/// A text in a buffer of its exact size, so that a sanitizer sees any byte read outside it.
std::uint16_t find_exact(const table::DecisionTable& table, const Hashes& hash,
                         std::string_view text) {
  const std::unique_ptr<char[]> bytes(new char[text.size()]);
  text.copy(bytes.get(), text.size());
  const std::uint16_t found = table.find(hash.plain, {bytes.get(), text.size()});
  // As it stands in JSON text, with what JSON escapes left out, the answer is the same.
  const bool plain = std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\'; });
  if (hash.quoted != table::none && plain) {
    const std::string around =
        '"' + std::string(text) + R"(": {"more": "0123456789abcdef0123456789abcdef"})";
    const table::QuotedNames names(table.fast, hash.quoted);
    const std::uint16_t likely = names.likely(around.data(), text.size() + 2);
    EXPECT_EQ(names.stands_at(around.data(), likely) ? likely : table::no_name, found) << text;
  }
  return found;
}

void expect_all_found(const std::vector<std::string>& names) {
  table::DecisionTable table;
  table.pool = "in front";
  const auto hash = add_names(table, names);
  const std::set<std::string> all(names.begin(), names.end());
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(find_exact(table, hash, names[i]), i) << names[i];
    // near misses: one byte less, one more, one other
    const std::string shorter = names[i].substr(0, names[i].empty() ? 0 : names[i].size() - 1);
    if (!all.contains(shorter)) {
      EXPECT_EQ(find_exact(table, hash, shorter), table::no_name);
    }
    const std::string longer = names[i] + '\0';
    if (!all.contains(longer)) {
      EXPECT_EQ(find_exact(table, hash, longer), table::no_name);
    }
    for (const std::size_t at : {std::size_t{0}, names[i].size() / 2, names[i].size() - 1}) {
      if (at >= names[i].size()) continue;
      std::string other = names[i];
      other[at] = static_cast<char>(other[at] ^ 0x20);
      if (!all.contains(other)) {
        EXPECT_EQ(find_exact(table, hash, other), table::no_name);
      }
    }
  }
}

std::vector<std::string> numbered(std::string_view before, std::string_view behind, int count) {
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    names.push_back(std::string(before) + std::to_string(i) + std::string(behind));
  }
  return names;
}

TEST(NameHash, FindsEveryNameAndNothingElse) {
  const std::vector<std::vector<std::string>> lists = {
      {},
      {""},
      {"a"},
      {"", "a", "b", "ab", "ba", "abc", "abcd", "abcde", "abcdefg", "abcdefgh", "abcdefghi"},
      {"status", "reason", "jobAmount", "startDateTbd", "estimatedProjectStartDate",
       "estimatedCompletionDate", "completionDateTbd"},
      {"aa", std::string("a\0", 2), std::string("\0a", 2), std::string("\0", 1),
       std::string("\0\0", 2)},
      {"ABCDEFGHABCDEFGH", "ABCDEFGH", "EFGHABCD", "AAAAAAAA", "BBBBBBBB"},
      numbered("", "", 60),
      numbered("", "", 597),
      numbered("first_eight_", "_last_eight", 100),  // alike at both ends
      numbered("a_very_long_name_that_goes_on_and_on_", "_and_on_to_the_very_end", 300),
      numbered("x", "", 4096),
      numbered("\xC3\xA9", "\xE2\x82\xAC", 50),
  };
  for (const auto& names : lists) expect_all_found(names);
}

TEST(NameHash, RandomNames) {
  std::mt19937 random(20240229);  // NOLINT: the same names on every run
  std::uniform_int_distribution<int> length(0, 40), letter('a', 'c'), count(1, 80);
  for (int round = 0; round < 200; ++round) {
    std::set<std::string> names;
    for (int i = count(random); i > 0; --i) {
      std::string name;
      for (int n = length(random); n > 0; --n) name += static_cast<char>(letter(random));
      names.insert(name);
    }
    expect_all_found({names.begin(), names.end()});
  }
}

TEST(NameHash, SmallListsTakeOneProbeAndLittleRoom) {
  for (const int count : {1, 2, 5, 10, 20, 40, 80}) {
    table::DecisionTable table;
    const auto hash = add_names(table, numbered("field_", "", count));
    EXPECT_EQ(hash.plain.probes, 1) << count;
    EXPECT_LE(hash.plain.slots.count, 32U * static_cast<unsigned>(count)) << count;
  }
  table::DecisionTable table;
  const auto large = add_names(table, numbered("zone/", "", 600));
  EXPECT_LE(large.plain.slots.count, 4096U);
  EXPECT_LE(large.plain.probes, 5);
}

TEST(NameHash, ListsStandSideBySide) {
  table::DecisionTable table;
  const auto first = add_names(table, std::vector<std::string>{"a", "b"});
  const auto second = add_names(table, std::vector<std::string>{"b", "c", "b"});
  EXPECT_EQ(table.find(first.plain, "b"), 1);
  EXPECT_EQ(table.find(first.plain, "c"), table::no_name);
  EXPECT_EQ(table.find(second.plain, "b"), 0);  // the first of two
  EXPECT_EQ(table.find(second.plain, "c"), 1);
  EXPECT_EQ(table.find(second.plain, "a"), table::no_name);
  EXPECT_EQ(table.find(table::NameHash{}, "a"), table::no_name);
}

TEST(NameHash, HasALimit) {
  table::DecisionTable table;
  const auto hash = add_names(table, numbered("x", "", 70000));
  EXPECT_EQ(table.find(hash.plain, "x4095"), 4095);
  EXPECT_EQ(table.find(hash.plain, "x4096"), table::no_name);
}

}  // namespace
}  // namespace leadlint
