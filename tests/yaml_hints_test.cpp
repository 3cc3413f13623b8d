// What is said of a rule file that is not YAML.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include <fmt/format.h>

#include "parse/parse.h"
#include "temporary_folder.h"

namespace leadlint::parse {
namespace {

struct Slip {
  const char* name;
  const char* text;
  const char* said;  // "line:column message"

  friend void PrintTo(const Slip& slip, std::ostream* out) { *out << slip.name; }
};

const Slip slips[] = {
    {"ALongDashForAListItem", "rules:\n  \xE2\x80\x93 id: r\n    require: n\n",
     "2:3 not YAML: an item of a list begins with a dash and a blank: write `- ` for "
     "`\xE2\x80\x93`"},
    {"ABulletForAListItem", "rules:\n  \xE2\x80\xA2 id: r\n    require: n\n",
     "2:3 not YAML: an item of a list begins with a dash and a blank: write `- ` for "
     "`\xE2\x80\xA2`"},
    {"AStarForAListItem", "rules:\n  * id: r\n    require: n\n",
     "2:3 not YAML: an item of a list begins with a dash and a blank: write `- ` for `*`"},
    {"AWideColon", "rules\xEF\xBC\x9A\n  - id: r\n    require: n\n",
     "1:6 not YAML: this colon is a sign of another kind (U+FF1A): write `rules: `"},
    {"ACommentOfC", "fields:\n  a: {type: string}\n// why\nrules:\n  - {id: r, require: a}\n",
     "3:1 not YAML: a comment begins with #"},
    {"ACommentOfCInAPair", "fields:\n  a: {type: string}\n/* why */\nrules: []\n",
     "3:1 not YAML: a comment begins with #"},
    {"ADashWithLessInFront", "fields:\n  p:\n    values:\n    - A\n   - B\n",
     "5:4 not YAML: this line stands in no column of the lines above: the dashes of one list stand "
     "in one column; the one above has 4 blanks in front"},
    {"ASecondLineWithNothingInFront",
     "rules:\n  - id: r\n    because: text that\ngoes on\n    require: n\n",
     "4:1 not YAML: no colon stands in this line: a text that goes on in a second line stands "
     "deeper "
     "than its key"},
    {"AColonBehindACommaInAText",
     "rules:\n  - id: r\n    because: text, with: colon\n      and more\n    require: n\n",
     "3:24 not YAML: a text with a colon and a blank in it stands in quotes, or as a block behind "
     "`>-`"},
    {"ATab", "fields:\n  a:\n\ttype: string\n",
     "3:1 not YAML: a tab stands in front of this line: YAML indents by blanks"},
    {"ANoBreakSpace", "fields:\n\xC2\xA0 a: {type: string}\n  b: {}\n",
     "2:1 a no-break space (U+00A0) stands in front of this key: YAML indents by plain blanks"},
    {"ANoBreakSpaceInFrontOfAKey",
     "rules:\n  - id: a\n\xC2\xA0\xC2\xA0\xC2\xA0 require: b\n    when: c\n",
     "3:1 a no-break space (U+00A0) stands in front of this key: YAML indents by plain blanks"},
    {"AColonInAText", "rules:\n  - id: a\n    because: Required for WON: amount\n",
     "3:30 not YAML: a text with a colon and a blank in it stands in quotes, or as a block behind "
     "`>-`"},
    {"AColonInAMap", "fields: {a: {type: string, because: Required for WON: amount}}\n",
     "1:53 not YAML: a text with a colon and a blank in it stands in quotes, or as a block behind "
     "`>-`; if `WON` is a key, a comma is missing in front of it"},
    {"ABracketInFrontOfASentence", "rules:\n  - id: a\n    because: [n] must be there\n",
     "3:14 not YAML: a text that begins with [ is a list to YAML: put it in quotes, `because: "
     "'...'`"},
    {"ABraceInFrontOfASentence", "rules:\n  - id: a\n    message: {value} is bad\n",
     "3:14 not YAML: a text that begins with { is a map to YAML: put it in quotes, `message: "
     "'...'`"},
    {"AStarInFront", "rules:\n  - id: a\n    because: *required* for X\n",
     "3:14 not YAML: `*required*` stands for an anchor to YAML, and there is none of that name "
     "above: a text that begins with * stands in quotes"},
    {"ADashInFront", "rules:\n  - id: a\n    because: - required\n",
     "3:14 not YAML: a text cannot begin with - here: put the whole of it in single quotes"},
    {"AnAngleInFront", "rules:\n  - id: a\n    when: > length(n) 5\n    require: n\n",
     "3:11 not YAML: a text cannot begin with > here: put the whole of it in single quotes"},
    {"ABangInFront",
     "leadlint: 1\nruleset: a/b\nfields: {n: {}}\nrules:\n  - id: a\n    when: !present(n)\n    "
     "require: n\n",
     "6:11 a text cannot begin with ! (`!present(n)` is a tag to YAML): put it in quotes; in a "
     "condition write not instead of !"},
    {"QuotesAroundAPart", "rules:\n  - id: a\n    when: \"a-b\" == X\n",
     "3:15 not YAML: the text in quotes ends here, and more follows: put the whole of it in quotes "
     "of the other kind, or a comma between"},
    {"NoBlankBehindAColon", "rules:\n  - id:r\n    require: n\n",
     "2:7 not YAML: a blank is missing behind this colon: `id: r`"},
    {"NoBlankBehindADash", "rules:\n  -id: r\n   require: n\n",
     "2:3 not YAML: a blank is missing behind this dash: `- id: r`"},
    {"ABraceThatStaysOpen", "rules:\n  - {id: r, require: n\n  - {id: s, require: n}\n",
     "2:5 not YAML: this { is not closed, or a comma is missing behind one of its entries"},
    {"ABraceTooMany", "rules:\n  - {id: r, require: n}}\n",
     "2:24 not YAML: this } closes nothing: take it away, or open it in front"},
    {"ACommaTooMany",
     "leadlint: 1\nruleset: a/b\nfields: {n: {}}\nrules:\n  - {id: r,, require: n}\n",
     "5:12 an entry of this map is empty: take the comma away"},
    {"AColonAtTheEnd", "rules:\n  - id: a\n    when: present(n):\n",
     "3:21 not YAML: a text that ends with a colon stands in quotes; else take the colon away"},
    {"AMergeThatIsNotFinished",
     "fields:\n<<<<<<< HEAD\n  a: {type: string}\n=======\n  a: {}\n>>>>>>> other\n",
     "2:1 not YAML: a merge of two versions is not finished here: choose the lines that count and "
     "take these marks away"},
    {"BracesOfATemplate", "rules:\n  - id: a\n    require: {{ field }}\n",
     "3:15 {{ opens two maps to YAML: fill a template in before, and put a text with braces in "
     "quotes"},
    {"DeeperIndentation", "fields:\n  a:\n    type: string\n      max_length: 20\n",
     "4:7 not YAML: this line is deeper than the one above, which has its value already: the keys "
     "of one map stand in one column; like `type` it has 4 blanks in front"},
    {"AKeyUnderItsDash", "rules:\n  - id: a\n  when: s == A\n    require: n\n",
     "3:3 not YAML: this key stands under a dash: the keys of one map stand in one column; like "
     "`id` it has 4 blanks in front"},
    {"AKeyDeeperThanItsItem", "rules:\n  - id: a\n      when: s == A\n    require: n\n",
     "3:7 not YAML: this line is deeper than the one above, which has its value already: the keys "
     "of one map stand in one column; like `id` it has 4 blanks in front"},
    {"AKeyBetweenTheColumns", "fields:\n  n: {}\n s: {}\n",
     "3:2 not YAML: this line stands in no column of the lines above: the keys of one map stand in "
     "one column; like `n` it has 2 blanks in front"},
    {"AnIndentedTop", "leadlint: 1\n ruleset: a/b\n",
     "2:2 not YAML: this line is deeper than the one above, which has its value already: the keys "
     "of one map stand in one column; like `leadlint` it has no blank in front"},
    {"ADashDeeper", "rules:\n  - id: a\n    require: n\n    - id: b\n      require: s\n",
     "4:5 not YAML: this dash stands in a column of keys: the dashes of one list stand in one "
     "column; the one above has 2 blanks in front"},
    {"ADashLessDeep", "rules:\n  - id: a\n    require: n\n - id: b\n   require: s\n",
     "4:2 not YAML: this line stands in no column of the lines above: the dashes of one list stand "
     "in one column; the one above has 2 blanks in front"},
    {"ANoColon", "fields\n  p: {type: string}\n",
     "1:1 not YAML: a colon is missing here: `fields:` (a text that goes on in a second line "
     "stands "
     "deeper than its key)"},
    {"ANoColonBehindAKey", "fields:\n  p:\n    type string\n    required: true\n",
     "3:5 not YAML: a colon is missing here: `type: string` (a text that goes on in a second line "
     "stands deeper than its key)"},
    {"ABlockInTheColumnOfItsKey",
     "rules:\n  - id: x\n    because: |\n    text here\n    require: n\n",
     "4:5 not YAML: the text of a block stands deeper than its key: put 6 blanks in front of each "
     "of its lines"},
    {"ATabBehindADash", "rules:\n  -\tid: a\n    require: n\n",
     "2:4 not YAML: a tab stands behind this dash: write a blank"},
    {"AWindowsPath", "fields:\n  p: {because: \"C:\\Users\"}\n",
     "2:19 not YAML: in double quotes \\U has the hex digits of a character behind it: write "
     "\\\\U, or put the text in single quotes"},
    {"AHexEscapeWithoutDigits", "fields:\n  p: {pattern: \"\\x\"}\n",
     "2:17 not YAML: in double quotes \\x has the hex digits of a character behind it: write "
     "\\\\x, or put the text in single quotes"},
    {"ABackslashAtTheEnd", "fields:\n  p: {because: \"C:\\\"}\n  q: {}\n",
     "2:16 the quote that opens here is not closed before line 3, `q: {}`, which is indented no "
     "deeper than the key: close the quote, or indent that line; \\\" in it closes nothing: a text "
     "that ends with a backslash stands in single quotes"},
    {"AStarAndABlank", "rules:\n  - id: a\n    because: * needed\n",
     "3:14 not YAML: a text cannot begin with * here: put the whole of it in single quotes"},
    {"AStarInAList", "fields:\n  p: {values: [*, A]}\n",
     "2:16 not YAML: a text cannot begin with * here: put the whole of it in single quotes"},
    {"AnAmpersand", "rules:\n  - id: a\n    because: & more\n",
     "3:14 not YAML: a text cannot begin with & here: put the whole of it in single quotes"},
    {"APerCentInAList", "fields:\n  p: {values: [%, EUR]}\n",
     "2:16 not YAML: a text cannot begin with % here: put the whole of it in single quotes"},
    {"AnAtInFront", "fields:\n  p: {because: @needed}\n",
     "2:16 not YAML: a text cannot begin with @ here: put the whole of it in single quotes"},
    {"ABangAndABlank",
     "leadlint: 1\nruleset: a/b\nfields: {n: {}}\nrules:\n  - id: a\n    when: ! present(n)\n    "
     "require: n\n",
     "6:11 a text cannot begin with ! (`!` is a tag to YAML): put it in quotes; in a condition "
     "write not instead of !"},
    {"ASquareBracketThatStaysOpen", "fields:\n  p: {values: [A, B}\n",
     "2:15 not YAML: this [ is not closed: write ] in front of the } behind it"},
    {"AnOpenBracketOverLines", "fields:\n  p: {values: [A,\n    B}\n",
     "2:15 not YAML: this [ is not closed: write ] in front of the } behind it"},
    {"ASquareBracketTooMany", "fields:\n  p: {values: [A]]}\n",
     "2:18 not YAML: this ] closes nothing: take it away, or close the { before it first"},
    {"CurlyQuotes", "fields:\n  p: {because: \xE2\x80\x9CIt is: so\xE2\x80\x9D}\n",
     "2:16 curly quotes are no quotes to YAML, but part of the text: write straight ones, \" or '"},
    {"CurlyQuotesAroundAValue",
     "leadlint: 1\nruleset: a/b\nfields: {p: {values: [\xE2\x80\x9C"
     "A\xE2\x80\x9D]}}\n",
     "3:23 curly quotes are no quotes to YAML, but part of the text: write straight ones, \" or '"},
    {"CurlyQuotesAroundAKey",
     "leadlint: 1\nruleset: a/b\nfields: {\xE2\x80\x98p\xE2\x80\x99: {}}\n",
     "3:10 curly quotes are no quotes to YAML, but part of the text: write straight ones, \" or '"},
    {"ASecondDocument", "leadlint: 1\nruleset: a/b\n---\nfields: {}\n",
     "3:1 a rule file holds one document, and `---` starts another: take this line away"},
    {"AnEndOfADocument", "leadlint: 1\nruleset: a/b\n...\nfields: {}\n",
     "4:1 a rule file holds one document, and `...` above ends it: take that line away"},
    {"AFenceOfMarkdown", "```yaml\nleadlint: 1\n```\n",
     "1:1 not YAML: ``` is the fence of a Markdown block: take it away, here and at the end"},
    {"LinesThatEndInCR", "leadlint: 1\rruleset: a/b\r",
     "1:12 this line ends in CR alone: save the file with LF or CRLF at line ends"},
    {"Windows1252",
     "title: Gr\xF6\xDF"
     "e\n",
     "1:10 not text: byte F6 is not UTF-8: if the file is Windows-1252 or Latin-1, save it as "
     "UTF-8"},
    {"AControlSign", "title: a\x01\n",
     "1:9 not text: a control character (U+0001) stands here: take it away (in double quotes it is "
     "written \\x01)"},
    {"AnEscape", "fields:\n  a: {pattern: \"\\d+\"}\n",
     "2:17 not YAML: in double quotes \\d would be an escape: write \\\\d, or put the text in "
     "single quotes"},
    {"ABracketInFront", "fields:\n  a:\n    pattern: [A-Z]+\n    min_length: 1\n",
     "3:14 not YAML: a text that begins with [ is a list to YAML: put it in quotes, `pattern: "
     "'...'`"},
    {"AnApostrophe", "fields:\n  a: {because: 'don't send'}\n",
     "2:20 not YAML: the text in single quotes ends here: an apostrophe inside it is written twice "
     "('')"},
    {"ABackquoteInFront", "rules:\n  - id: a\n    when: `a-b` == X\n",
     "3:11 not YAML: a text cannot begin with ` here: put the whole of it in single quotes"},
};

std::string said_of(const std::string& text) {
  const support::TemporaryFolder folder;
  const OwnedFindings found = read_ruleset(folder.write("rules.yaml", text), {}).mistakes.take();
  if (found.empty()) return {};
  return fmt::format("{}:{} {}", found[0].line, found[0].column, found[0].message);
}

class YamlSlips : public testing::TestWithParam<Slip> {};

TEST_P(YamlSlips, AreNamed) { EXPECT_EQ(said_of(GetParam().text), GetParam().said); }

TEST(YamlFiles, InUtf16AreNamed) {
  std::string wide;
  for (const char c : std::string("leadlint: 1\nruleset: a/b\n")) wide += {c, '\0'};
  const std::string said =
      "1:1 not text: this file is UTF-16: save it as UTF-8 (in Notepad: Save as, Encoding UTF-8)";
  EXPECT_EQ(said_of("\xFF\xFE" + wide), said);
  EXPECT_EQ(said_of(wide), said);
  EXPECT_EQ(said_of('\0' + wide.substr(0, wide.size() - 1)), said);
}

TEST(YamlFiles, WithLineEndsOfWindowsAndCurlyQuotesInsideATextAreRead) {
  EXPECT_EQ(said_of("leadlint: 1\r\nruleset: a/b\r\nfields: {p: {}}\r\n"), "");
  EXPECT_EQ(said_of("leadlint: 1\nruleset: a/b\nfields:\n  p: {because: \xE2\x80\x9CWon"
                    "\xE2\x80\x9D or \xE2\x80\x9CLost\xE2\x80\x9D}\n"),
            "");
}

INSTANTIATE_TEST_SUITE_P(, YamlSlips, testing::ValuesIn(slips),
                         [](const auto& slip) { return std::string(slip.param.name); });

}  // namespace
}  // namespace leadlint::parse
