// Quotes left open in rule files, and quoted texts over several lines that are none.
#include "parse/yaml_quotes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace leadlint::parse {
namespace {

/// The line of the open quote; 0: none.
std::ptrdiff_t line_of(std::string_view text) {
  const auto open = find_open_quote(text);
  if (!open) return 0;
  return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(open->at), '\n');
}

TEST(YamlQuotes, OpenQuotesAreFoundWhereTheyOpen) {
  struct Row {
    std::string_view text;
    std::ptrdiff_t line;
  };
  constexpr Row rows[] = {
      {"rules:\n  - id: won\n    because: \"for WON\n  - id: open\n    forbid: amount\n", 3},
      {"title: \"abc\nfields:\n  a: {}\n", 1},
      {"title: 'abc\nfields:\n  a: {}\n", 1},
      {"a: 1\nb: \"never closed", 2},
      {"a: 1\nb: 'it''s never closed", 2},
      {"fields:\n  a: {type: string, because: \"a\n  b: {type: string, because: \"b\"}\n", 2},
      {"fields:\n  a: {type: string,\n      because: \"a,\n      max_length: 5}\n  b: {because: "
       "\"b\"}\n",
       3},
      {"t:\n  A: {because: \"x,\n    LOST: [a]}\nu: \"y\"\n", 2},
      {"l:\n  - \"one\n  - two\n  - \"three\"\n", 2},
      {"l: [\"one, two]\nm: \"x\"\n", 1},
      {"a:\r\n  b: \"x\r\n  c: y\r\n  d: \"z\"\r\n", 2},
      {"a:\n  because: \"x\n\n    - id: y\n  b: \"z\"\n", 2},
      {"# a: \"\nb: \"x\nc: \"\n", 2},
      {"a: |\n  \"\nb: \"x\nc: y\"\n", 3},
      {"a: plain \"\nb: \"x\nc: y\"\n", 2},
      {"a: \"x\n\"\n", 1},
  };
  for (const Row& row : rows) EXPECT_EQ(line_of(row.text), row.line) << row.text;
}

TEST(YamlQuotes, TextsOverSeveralLinesAreTaken) {
  constexpr std::string_view texts[] = {
      "a:\n  because: \"amount:\n    required for WON\"\n  b: c\n",
      "a:\n  because:\n    \"amount required\n    for WON\"\n  b: c\n",
      "a:\n  because: 'It''s one\n    text: with a colon'\n",
      "a:\n  because: \"Note\n    Note: required for WON\n    - or so\"\n",
      "a: {because: \"one\n   two\", b: \"three\"}\n",
      "a: \"x \\\" y\" # it's\nb: 'c'\n",
      "a: it's\nb: don't\nc: \"x\"\n",
      "a: |\n  \"open\n  b: c\nd: \"x\"\n",
      "a: >-\n  'open\n\n  b\nd: 'x'\n",
      "- a: \"x\"\n  b: \"y\n    z\"\n",
      "a: [\"x\", 'y',\n  \"z\"]\n",
      "\"a b\": \"x\n  y\"\n",
      "a: {\"b\":\"c\",\"d\":\"e\"}\n",
      "a: \"one\n\n  two\"\n",
      "a: &x \"one\"\nb: *x\n",
      "\xEF\xBB\xBF"
      "a: \"x\"\n",
      "a: {b:, c: \"x\"}\n",
      "a: \"{\n  \\\"x\\\": 1}\"\n",
  };
  for (const std::string_view text : texts) EXPECT_EQ(line_of(text), 0) << text;
}

TEST(YamlQuotes, ShippedFilesHaveNone) {
  namespace fs = std::filesystem;
  std::size_t files = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(LEADLINT_SOURCE_DIR) / "rules")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(line_of(text), 0) << entry.path();
    ++files;
  }
  EXPECT_GT(files, 20U);
}

}  // namespace
}  // namespace leadlint::parse
