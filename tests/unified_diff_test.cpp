// Patches: against `patch`, where it is installed, and line by line.
#include "run/unified_diff.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace leadlint::run {
namespace {

struct Piece {
  std::string before, after;
};

std::string diff(const std::vector<Piece>& pieces, const std::string& name = "a") {
  std::ostringstream out;
  UnifiedDiff diff(out);
  diff.begin(name);
  for (const Piece& piece : pieces)
    EXPECT_TRUE(piece.before == piece.after ? diff.same(piece.before)
                                            : diff.changed(piece.before, piece.after));
  diff.end();
  return out.str();
}

std::string numbers(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) text += std::to_string(i) + "\n";
  return text;
}

struct DiffCase {
  const char* what;
  std::vector<Piece> pieces;
  std::string expected;
};

TEST(UnifiedDiff, ShowsThreeLinesAroundAChange) {
  const auto same = [](const std::string& text) { return Piece{text, text}; };
  const std::vector<DiffCase> cases{
      {"nothing", {same("a\nb\n")}, ""},
      {"an empty text", {}, ""},
      {"a line",
       {same("1\n2\n"), {"x", "y"}, same("\n3\n")},
       "--- a\n+++ a\n@@ -1,4 +1,4 @@\n 1\n 2\n-x\n+y\n 3\n"},
      {"the first of many",
       {{"x", "y"}, same("\n" + numbers(2, 30))},
       "--- a\n+++ a\n@@ -1,4 +1,4 @@\n-x\n+y\n 2\n 3\n 4\n"},
      {"the last of many",
       {same(numbers(1, 30)), {"x", "y"}, same("\n")},
       "--- a\n+++ a\n@@ -28,4 +28,4 @@\n 28\n 29\n 30\n-x\n+y\n"},
      {"two places in one line",
       {same("a"), {"x", "y"}, same("b"), {"x", ""}, same("c\n")},
       "--- a\n+++ a\n@@ -1,1 +1,1 @@\n-axbxc\n+aybc\n"},
      {"two near each other",
       {{"x", "y"}, same("\n" + numbers(2, 7)), {"x", "y"}, same("\n")},
       "--- a\n+++ a\n@@ -1,8 +1,8 @@\n-x\n+y\n 2\n 3\n 4\n 5\n 6\n 7\n-x\n+y\n"},
      {"two far from each other",
       {{"x", "y"}, same("\n" + numbers(2, 8)), {"x", "y"}, same("\n")},
       "--- a\n+++ a\n@@ -1,4 +1,4 @@\n-x\n+y\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-x\n+y\n"},
      {"no line feed at the end",
       {same("1\n"), {"x", "y"}},
       "--- a\n+++ a\n@@ -1,2 +1,2 @@\n 1\n-x\n\\ No newline at end of file\n+y\n"
       "\\ No newline at end of file\n"},
      {"a last line without one that stays",
       {{"x", "y"}, same("\n2")},
       "--- a\n+++ a\n@@ -1,2 +1,2 @@\n-x\n+y\n 2\n\\ No newline at end of file\n"},
      {"a record of lines: those that stay do",
       {{"{\n 1,\n x,\n 3\n}", "{\n 1,\n y,\n 3\n}"}, same("\n")},
       "--- a\n+++ a\n@@ -1,5 +1,5 @@\n {\n  1,\n- x,\n+ y,\n  3\n }\n"},
      {"a line less",
       {{"{\n 1,\n x\n}", "{\n 1\n}"}, same("\n")},
       "--- a\n+++ a\n@@ -1,4 +1,3 @@\n {\n- 1,\n- x\n+ 1\n }\n"},
      {"all of it",
       {{"x", ""}},
       "--- a\n+++ a\n@@ -1,1 +0,0 @@\n-x\n\\ No newline at end of file\n"},
      {"CRLF",
       {same("1\r\n"), {"x", "y"}, same("\r\n")},
       "--- a\n+++ a\n@@ -1,2 +1,2 @@\n 1\r\n-x\r\n+y\r\n"}};
  for (const DiffCase& each : cases) EXPECT_EQ(diff(each.pieces), each.expected) << each.what;
}

TEST(UnifiedDiff, WritesNamesAsPatchReadsThem) {
  EXPECT_EQ(patch_name("b/a.jsonl"), "b/a.jsonl");
  EXPECT_EQ(patch_name("my leads.jsonl"), "my leads.jsonl\t");
  EXPECT_EQ(patch_name("a\"b\\c\nd"), "\"a\\\"b\\\\c\\012d\"");
}

TEST(UnifiedDiff, EachFileHasItsHead) {
  std::ostringstream out;
  UnifiedDiff diff(out);
  for (const char* const name : {"a", "b", "c"}) {
    diff.begin(name);
    EXPECT_TRUE(diff.same("1\n"));
    EXPECT_TRUE(*name == 'b' || diff.changed("x", "y"));
    EXPECT_TRUE(diff.same("\n"));
    diff.end();
  }
  EXPECT_EQ(
      out.str(),
      "--- a\n+++ a\n@@ -1,2 +1,2 @@\n 1\n-x\n+y\n--- c\n+++ c\n@@ -1,2 +1,2 @@\n 1\n-x\n+y\n");
}

}  // namespace
}  // namespace leadlint::run
