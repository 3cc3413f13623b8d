// Globs of leadlint.yaml and .gitignore: which paths they match, as git has it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "config/glob.h"

namespace leadlint::config {
namespace {

struct MatchCase {
  const char* glob;
  const char* path;  // with / at its end: a folder
  bool matches;
};

TEST(Glob, MatchesWhatGitDoes) {
  const std::vector<MatchCase> cases{
      {"*.json", "a.json", true},
      {"*.json", "a/b/c.json", true},
      {"*.json", "a.jsonl", false},
      {"*.json", ".json", true},
      {"/*.json", "a.json", true},
      {"/*.json", "a/b.json", false},
      {"out/*.json", "out/a.json", true},
      {"out/*.json", "x/out/a.json", false},
      {"out/*.json", "out/x/a.json", false},
      {"out/**/*.json", "out/a.json", true},
      {"out/**/*.json", "out/x/y/a.json", true},
      {"out/**", "out/", false},
      {"out/**", "out/x", true},
      {"out/**", "out/x/y", true},
      {"**/out", "out", true},
      {"**/out", "x/y/out", true},
      {"**/out/*.json", "x/out/a.json", true},
      {"**", "x/y", true},
      {"a/**/b/**/c", "a/b/c", true},
      {"a/**/b/**/c", "a/x/b/y/b/z/c", true},
      {"a/**/b/**/c", "a/x/c", false},
      {"a**b", "axxb", true},
      {"x/a**b", "x/a/b", false},
      {"out/", "out/", true},
      {"out/", "x/out/", true},
      {"out/", "out", false},
      {"/out/", "x/out/", false},
      {"a?.json", "ab.json", true},
      {"a?.json", "a.json", false},
      {"a?b", "a/b", false},
      {"a?.json", "aé.json", true},
      {"[a-c]x", "bx", true},
      {"[a-c]x", "dx", false},
      {"[!a-c]x", "dx", true},
      {"[^a-c]x", "ax", false},
      {"[]a]x", "]x", true},
      {"[a-]x", "-x", true},
      {"[\\]]x", "]x", true},
      {"[[:digit:]]x", "7x", true},
      {"[[:digit:]]x", "ax", false},
      {"[[:upper:][:digit:]]x", "Ax", true},
      {"[é]x", "éx", true},
      {"a[/]b", "a/b", false},
      {"a\\*b", "a*b", true},
      {"a\\*b", "axb", false},
      {"\\!a", "!a", true},
      {"\\#a", "#a", true},
      {"*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
      {"*a*b", "xaxbxab", true},
      {"", "a", false},
      {"a b.json", "a b.json", true},
      {"*", "", false},
  };
  for (const MatchCase& each : cases) {
    std::string path = each.path;
    const bool folder = path.ends_with('/');
    if (folder) path.pop_back();
    const auto glob = Glob::parse(each.glob);
    EXPECT_EQ(glob && glob->matches(path, folder), each.matches) << each.glob << " " << each.path;
  }
}

TEST(Glob, SaysWhatIsNoPattern) {
  for (const auto& [text, problem] : std::vector<std::pair<std::string, std::string>>{
           {"", "it names nothing"},
           {"/", "it names nothing"},
           {"!", "it names nothing"},
           {"a[b", "its [ has no ]; a [ that is part of a name is \\["},
           {"a[]b", "its [ has no ]; a [ that is part of a name is \\["},
           {"a\\", "nothing stands behind its last \\"}}) {
    const auto glob = Glob::parse(text);
    ASSERT_FALSE(glob) << text;
    EXPECT_EQ(glob.error(), problem) << text;
  }
}

struct ListCase {
  const char* gitignore;
  const char* path;
  bool ignored;
};

TEST(Glob, TheLastLineThatMatchesCounts) {
  const std::vector<ListCase> cases{
      {"*.json\n!keep.json\n", "a.json", true},
      {"*.json\n!keep.json\n", "keep.json", false},
      {"!keep.json\n*.json\n", "keep.json", true},
      {"out/\n!out/keep.json\n", "out/keep.json", true},
      {"out/*\n!out/keep.json\n", "out/keep.json", false},
      {"# a\n\n\\#b\n", "# a", false},
      {"# a\n\n\\#b\n", "#b", true},
      {"a.json  \r\nb\\ \r\n", "a.json", true},
      {"a.json  \r\nb\\ \r\n", "b ", true},
      {"\xEF\xBB\xBF*.log\n", "a.log", true},
      {"a[\nb\n", "b", true},
      {"out", "x/out/deep/a.json", true},
      {"/out", "x/out/deep/a.json", false},
  };
  for (const ListCase& each : cases)
    EXPECT_EQ(GlobList::of_gitignore(each.gitignore).covers(each.path, false), each.ignored)
        << each.gitignore << each.path;
}

}  // namespace
}  // namespace leadlint::config
