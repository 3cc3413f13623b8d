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
     "2:1 a no-break space (U+00A0) stands in front of this key: YAML indents by plain blanks"},
    {"CaseB9ANoBreakSpaceInFrontOfAKey",
     "rules:\n  - id: a\n\xC2\xA0\xC2\xA0\xC2\xA0 require: b\n    when: c\n",
     "3:1 a no-break space (U+00A0) stands in front of this key: YAML indents by plain blanks"},
    {"CaseB9AColonInAText", "rules:\n  - id: a\n    because: Required for WON: amount\n",
     "3:30 not YAML: a text with a colon and a blank in it stands in quotes, or as a block behind "
     "`>-`"},
    {"CaseB9AColonInAMap", "fields: {a: {type: string, because: Required for WON: amount}}\n",
     "1:53 not YAML: a text with a colon and a blank in it stands in quotes, or as a block behind "
     "`>-`; if `WON` is a key, a comma is missing in front of it"},
    {"CaseB9ABracketInFrontOfASentence", "rules:\n  - id: a\n    because: [n] must be there\n",
     "3:14 not YAML: a text that begins with [ is a list to YAML: put it in quotes, `because: "
     "'...'`"},
    {"CaseB9ABraceInFrontOfASentence", "rules:\n  - id: a\n    message: {value} is bad\n",
     "3:14 not YAML: a text that begins with { is a map to YAML: put it in quotes, `message: "
     "'...'`"},
    {"CaseB9AStarInFront", "rules:\n  - id: a\n    because: *required* for X\n",
     "3:14 not YAML: `*required*` stands for an anchor to YAML, and there is none of that name "
     "above: a text that begins with * stands in quotes"},
    {"CaseB9ADashInFront", "rules:\n  - id: a\n    because: - required\n",
     "3:14 not YAML: a text cannot begin with - here: put the whole of it in single quotes"},
    {"CaseB9AnAngleInFront", "rules:\n  - id: a\n    when: > length(n) 5\n    require: n\n",
     "3:11 not YAML: a text cannot begin with > here: put the whole of it in single quotes"},
    {"CaseB9ABangInFront",
     "leadlint: 1\nruleset: a/b\nfields: {n: {}}\nrules:\n  - id: a\n    when: !present(n)\n    "
     "require: n\n",
     "6:11 a text cannot begin with ! (`!present(n)` is a tag to YAML): put it in quotes; in a "
     "condition write not instead of !"},
    {"CaseB9QuotesAroundAPart", "rules:\n  - id: a\n    when: \"a-b\" == X\n",
     "3:15 not YAML: the text in quotes ends here, and more follows: put the whole of it in quotes "
     "of the other kind, or a comma between"},
    {"CaseB9NoBlankBehindAColon", "rules:\n  - id:r\n    require: n\n",
     "2:7 not YAML: a blank is missing behind this colon: `id: r`"},
    {"CaseB9NoBlankBehindADash", "rules:\n  -id: r\n   require: n\n",
     "2:3 not YAML: a blank is missing behind this dash: `- id: r`"},
    {"CaseB9ABraceThatStaysOpen", "rules:\n  - {id: r, require: n\n  - {id: s, require: n}\n",
     "2:5 not YAML: this { is not closed, or a comma is missing behind one of its entries"},
    {"CaseB9ABraceTooMany", "rules:\n  - {id: r, require: n}}\n",
     "2:24 not YAML: this } closes nothing: take it away, or open it in front"},
    {"CaseB9ACommaTooMany",
     "leadlint: 1\nruleset: a/b\nfields: {n: {}}\nrules:\n  - {id: r,, require: n}\n",
     "5:12 an entry of this map is empty: take the comma away"},
    {"CaseB9AColonAtTheEnd", "rules:\n  - id: a\n    when: present(n):\n",
     "3:21 not YAML: a text that ends with a colon stands in quotes; else take the colon away"},
    {"CaseB9AMergeThatIsNotFinished",
     "fields:\n<<<<<<< HEAD\n  a: {type: string}\n=======\n  a: {}\n>>>>>>> other\n",
     "2:1 not YAML: a merge of two versions is not finished here: choose the lines that count and "
     "take these marks away"},
    {"CaseB9BracesOfATemplate", "rules:\n  - id: a\n    require: {{ field }}\n",
     "3:15 {{ opens two maps to YAML: fill a template in before, and put a text with braces in "
     "quotes"},
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
