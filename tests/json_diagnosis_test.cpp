// engine/read/json_diagnosis.cpp: where a text stops being JSON, and what should stand there.
#include "read/json_diagnosis.h"

#include <gtest/gtest.h>

#include "read_support.h"

namespace leadlint::read {
namespace {

/// << >> stand around the bytes that the issue names.
struct Row {
  std::string marked;
  std::string expected;
};

struct Marked {
  std::string text;
  std::size_t begin = 0, end = 0;
};
Marked unmark(std::string marked) {
  Marked found;
  found.begin = marked.find("<<");
  marked.erase(found.begin, 2);
  found.end = marked.find(">>");
  marked.erase(found.end, 2);
  found.text = marked;
  return found;
}

TEST(JsonDiagnosis, Rows) {
  const std::vector<Row> rows{
      // nothing, too little, too much
      {"<<>>", "a value: the text is empty"},
      {"<<>> \n\t", "a value: the text is empty"},
      {"{<<>>", "a member name"},
      {"{\"a\"<<>>", "a colon behind the member name"},
      {"{\"a\":<<>>  \n", "a value"},
      {"{\"a\":1<<>>\n", "a comma or }"},
      {"{\"a\":1,<<>>", "a member name"},
      {"[<<>>", "a value or ]"},
      {"[1<<>> ", "a comma or ]"},
      {"[1,<<>> ", "a value"},
      {"{} <<{>>}", "the end: the text holds one value only"},
      {"1 <<2>>", "the end: the text holds one value only"},
      {"{}<<}>>", "the end: the text holds one value only"},
      // members
      {"{<<a>>:1}", "a member name in double quotes, or }"},
      {"{\"a\":1, <<bc>>:1}", "a member name in double quotes"},
      {"{<<'a'>>:1}", "double quotes (\") in place of single ones"},
      {"{\"a\":<<'b'>>}", "double quotes (\") in place of single ones"},
      {"{<<1>>:1}", "a member name in double quotes, or }"},
      {"{<<,>>}", "a member name in double quotes, or }"},
      {"{\"a\" <<1>>}", "a colon behind the member name"},
      {"{\"a\"<<=>>1}", "a colon behind the member name"},
      {"{\"a\":1<<;>>\"b\":2}", "a comma or }"},
      {"{\"a\":1 <<\">>b\":2}", "a comma or }"},
      {"{\"a\":1<<]>>", "a comma or }"},
      {"{\"a\":1,<<}>>", "a member name: no comma stands behind the last member"},
      {"{\"a\":1,<<,>>}", "a member name in double quotes"},
      {"<<\xEF\xBB\xBF>>{}",
       "no byte order mark (U+FEFF): one may stand only at the start of a file"},
      {"[1<<\xEF\xBB\xBF>>,2]",
       "no byte order mark (U+FEFF): one may stand only at the start of a file"},
      {"{<<\xEF\xBB\xBF>>\"a\":1}",
       "no byte order mark (U+FEFF): one may stand only at the start of a file"},
      {"{\"a\":<<}>>", "a value"},
      {"{\"a\":<<,>>\"b\":1}", "a value"},
      {"<<lead_id>>: \"1234\"", "a value"},
      {"<<lead_id=1234&status=wait>>", "a value"},
      // items
      {"[<<,>>1]", "a value or ]"},
      {"[1,<<]>>", "a value: no comma stands behind the last item"},
      {"[1 <<2>>]", "a comma or ]"},
      {"[1<<}>>", "a comma or ]"},
      {"<<]>>", "a value"},
      // texts
      {"{\"a\":<<\"b}>>", "a closing quote: this text never ends"},
      {"<<\"a\\\">>", "a closing quote: this text never ends"},
      {"<<\"a\\>>", "a closing quote: this text never ends"},
      {"\"a<<\n>>b\"", "a closing quote on the same line (a line break is written \\n)"},
      {"\"a<<\t>>b\"", "an escape such as \\t or \\u0000: a text holds no bare control character"},
      {"\"a<<\\x>>41\"", "an escape that JSON has: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"},
      {"\"a<<\\'>>\"", "an escape that JSON has: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"},
      {"\"a<<\\\xC3\xA9>>\"", "an escape that JSON has: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"},
      {"\"<<\\u12G>>4\"", "four hexadecimal digits behind \\u"},
      {"\"<<\\u12\">>", "four hexadecimal digits behind \\u"},
      {"{<<\xE2\x80\x9C>>a\xE2\x80\x9D: 1}", "a straight quote (\") in place of a typographic one"},
      {"{\"a\": <<\xE2\x80\x9C>>b\xE2\x80\x9D}",
       "a straight quote (\") in place of a typographic one"},
      {"{\"a\"<<\xE2\x80\x9D>>: 1}", "a straight quote (\") in place of a typographic one"},
      {"{<<\xE2\x80\x98>>a\xE2\x80\x99: 1}", "a straight quote (\") in place of a typographic one"},
      {"[\"a\", <<\xC2\xAB>>b\xC2\xBB]", "a straight quote (\") in place of a typographic one"},
      // words and numbers
      {"[<<True>>]", "true, in lower case"},
      {"[<<FALSE>>]", "false, in lower case"},
      {"[<<None>>]", "null (None is not JSON)"},
      {"[<<NaN>>]", "a number: JSON has no NaN"},
      {"[<<Infinity>>]", "a number: JSON has no Infinity"},
      {"[<<-Infinity>>]", "a number: JSON has no NaN or Infinity"},
      {"[<<undefined>>]", "null or a value"},
      {"[<<nulls>>]", "a value or ]"},
      {"[1,<<tru>>]", "a value"},
      {"[<<01>>]", "a number that does not start with 0"},
      {"[-<<00>>.5]", "a number that does not start with 0"},
      {"[<<+>>1]", "a number without a + in front"},
      {"[<<.>>5]", "a digit in front of the decimal point"},
      {"[1.<<]>>", "a digit"},
      {"[1.<<e>>5]", "a digit"},
      {"[-<<]>>", "a digit"},
      {"[1e<<]>>", "a digit"},
      {"[1e+<<>>", "a digit"},
      {"[0<<x>>1F]", "the end of the number"},
      {"[1<<_>>000]", "the end of the number"},
      {"[1<<O>>0]", "a digit, not the letter O"},
      {"[-<<l>>5.5]", "a digit, not the letter l"},
      {"[1.<<o>>]", "a digit, not the letter o"},
      {"[1, <<I>>0, 2]", "a digit, not the letter I"},
      {"[<<Olive>>]", "a value or ]"},
      {"[1<<O>>k]", "the end of the number"},
      {"[1,<<\x01>>]", "a value"},
      {"[1<<\x0C>>]", "a comma or ]"},
      {"[1 <<\x0C>>]", "a comma or ]"},
      {"{\"a\": 1,<<\x0B>>\"b\": 1}", "a member name in double quotes"},
      // comments
      {"{<</*>> x */ \"a\":1}", "no comment: JSON has none"},
      {"{\"a\":1, <<//>> x\n}", "no comment: JSON has none"},
      {"[1, <<//>> x\n]", "no comment: JSON has none"},
      {"{} <<//>> x", "no comment: JSON has none"},
  };
  for (const Row& row : rows) {
    const Marked marked = unmark(row.marked);
    const support::Exact text(marked.text);
    const ReadIssue issue = diagnose_json(text.view(), 0, 256);
    EXPECT_EQ(issue.kind, ReadIssue::Kind::bad_json) << row.marked;
    EXPECT_EQ(phrase(issue.expected), row.expected) << row.marked;
    EXPECT_EQ(issue.offset, marked.begin) << row.marked;
    EXPECT_EQ(issue.end, marked.end) << row.marked;
  }
}

TEST(JsonDiagnosis, DoubledBackslashesAreNamed) {
  const auto kind = [](std::string_view text) {
    return support::describe(diagnose_json(text, 0, 256));
  };
  EXPECT_EQ(kind(R"({"a":"say \\\\"hi\\\\""})"), "bad_json 15-16 ''") << "twice doubled";
  EXPECT_EQ(kind(R"({"a":"say \\"hi\\""})"), "doubled_backslashes 13-14 ''");
  EXPECT_EQ(kind(R"({"a":"\\"","b":"C:\\\\x\\n"})"), "doubled_backslashes 9-10 ''");
  EXPECT_EQ(kind(R"([{"a":"\\""},{"a":"\\u00e9"}])"), "doubled_backslashes 10-11 ''");
  EXPECT_EQ(kind(R"({"a":"\\" x"})"), "doubled_backslashes 10-11 ''");
  EXPECT_EQ(kind(R"({"a":"\\"hi""})"), "bad_json 9-10 ''") << "not all of them";
  EXPECT_EQ(kind(R"({"a":"b" "c"})"), "bad_json 9-10 ''") << "none at all";
  EXPECT_EQ(kind(R"({"a":"\\" ))"), "bad_json 10-11 ''") << "more is wrong";
}

TEST(JsonDiagnosis, BytesThatAreNotUtf8ComeFirst) {
  const std::vector<std::string> rows{
      "{\"a\":\"<<\xE9>>\"}",            // Latin-1
      "{,\"<<\xC0>>\xAF\"}",             // overlong, behind a mistake
      "<<\xE0>>\x9F\xBF",                // overlong
      "<<\xED>>\xA0\x80",                // a surrogate
      "<<\xF4>>\x90\x80\x80",            // beyond U+10FFFF
      "<<\xF0>>\x8F\xBF\xBF",            // overlong
      "<<\xF5>>\x80\x80\x80",            // no such first byte
      "\xC3\xA9<<\x80>>",                // a second byte alone
      "\"<<\xF0>>\x9F\x98\"",            // cut short
      "\"\xF0\x9F\x98\x80<<\xE2>>\x82",  // cut at the end
  };
  for (const std::string& row : rows) {
    const Marked marked = unmark(row);
    const support::Exact text(marked.text);
    const ReadIssue issue = diagnose_json(text.view(), 0, 256);
    EXPECT_EQ(issue.kind, ReadIssue::Kind::encoding) << row;
    EXPECT_EQ(issue.offset, marked.begin) << row;
    EXPECT_EQ(issue.end, marked.end) << row;
  }
}

TEST(JsonDiagnosis, TooDeepStandsAtTheBracketTooMany) {
  const ReadIssue issue = diagnose_json("{\"a\":[[1]]}", 0, 2);
  EXPECT_EQ(support::describe(issue), "too_deep 6-7 ''");
  EXPECT_EQ(phrase(issue.expected), "objects and arrays nested less deeply");
  const std::string endless(5'000'000, '[');
  EXPECT_EQ(support::describe(diagnose_json(endless, 0, 4'000'000'000U)),
            "bad_json 5000000-5000000 ''");
}

struct EndCase {
  std::string_view text;
  std::size_t end;
};

TEST(JsonDiagnosis, FindsTheEndOfTheFirstValue) {
  for (const EndCase& each : std::vector<EndCase>{{"{}", 2},
                                                  {" {\"a\": [1, \"}\"]} x", 16},
                                                  {"[1]\n[2", 3},
                                                  {"\xEF\xBB\xBF{}{", 5},
                                                  {"12 13", 2},
                                                  {"", 0},
                                                  {" ", 0},
                                                  {"{\"a\": }", 0},
                                                  {"{", 0},
                                                  {"[[[[1]]]]", 0}})
    EXPECT_EQ(first_value_end(each.text, 3), each.end) << each.text;
}

}  // namespace
}  // namespace leadlint::read
