// What is said of a rule file that is not YAML.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>

#include <fmt/format.h>

#include "parse/parse.h"

namespace leadlint::parse {
namespace {

struct Slip {
  const char* name;
  const char* text;
  const char* said;  // "line:column message"

  friend void PrintTo(const Slip& slip, std::ostream* out) { *out << slip.name; }
};

const Slip slips[] = {
    {"CaseB9ATab", "fields:\n  a:\n\ttype: string\n",
     "3:1 not YAML: a tab stands in front of this line: YAML indents by blanks"},
    {"CaseB9ANoBreakSpace", "fields:\n\xC2\xA0 a: {type: string}\n  b: {}\n",
     "2:1 not YAML: a no-break space (U+00A0) stands here: write a plain one"},
    {"CaseB9AColonInAText", "rules:\n  - id: a\n    because: Required for WON: amount\n",
     "3:30 not YAML: a text with a colon and a blank in it stands in quotes, or as a block behind "
     "`>-`"},
    {"CaseB9AColonInAMap", "fields: {a: {type: string, because: Required for WON: amount}}\n",
     "1:53 not YAML: a text with a colon and a blank in it stands in quotes, or as a block behind "
     "`>-`"},
    {"CaseB9DeeperIndentation", "fields:\n  a:\n    type: string\n      max_length: 20\n",
     "4:7 not YAML: this line is deeper than the one above, which has its value already: the keys "
     "of one map stand in one column"},
    {"CaseB9AnEscape", "fields:\n  a: {pattern: \"\\d+\"}\n",
     "2:17 not YAML: in double quotes \\d would be an escape: write \\\\d, or put the text in "
     "single quotes"},
    {"CaseB9ABracketInFront", "fields:\n  a:\n    pattern: [A-Z]+\n    min_length: 1\n",
     "3:14 not YAML: a text that begins with [ is a list to YAML: put it in quotes, `pattern: "
     "'...'`"},
    {"CaseB9AnApostrophe", "fields:\n  a: {because: 'don't send'}\n",
     "2:20 not YAML: the text in single quotes ends here: an apostrophe inside it is written twice "
     "('')"},
    {"CaseB9ABackquoteInFront", "rules:\n  - id: a\n    when: `a-b` == X\n",
     "3:11 not YAML: a text cannot begin with ` here: put the whole of it in single quotes"},
};

class YamlSlips : public testing::TestWithParam<Slip> {};

TEST_P(YamlSlips, AreNamed) {
  const auto path = std::filesystem::path(testing::TempDir()) /
                    (std::string("leadlint_") + GetParam().name + ".yaml");
  std::ofstream(path, std::ios::binary) << GetParam().text;
  const Findings found = read_ruleset(path.string(), {}).mistakes;
  std::filesystem::remove(path);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(fmt::format("{}:{} {}", found[0].line, found[0].column, found[0].message),
            GetParam().said);
}

INSTANTIATE_TEST_SUITE_P(, YamlSlips, testing::ValuesIn(slips),
                         [](const auto& slip) { return std::string(slip.param.name); });

}  // namespace
}  // namespace leadlint::parse
