// Cells as spreadsheets and databases spell them: what they mean, alone and in a run; and what is
// said of those that mean nothing, or two things.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "command_support.h"
#include "leadlint/bulk.h"
#include "read/cell_spelling.h"

namespace leadlint::read {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(CellSpelling, Numbers) {
  struct Case {
    std::string cell, us, eu;
  };
  for (const Case& each : std::vector<Case>{
           {"5", "5", "5"},
           {"-5", "-5", "-5"},
           {" 5 ", "5", "5"},
           {"1.5", "1.5", ""},
           {"1,5", "", "1.5"},
           {"1,234", "1234", "1.234"},
           {"1.234", "1.234", "1234"},
           {"1234.567", "1234.567", ""},
           {"12,345,678.90", "12345678.90", ""},
           {"12.345.678,90", "", "12345678.90"},
           {"12\xC2\xA0"
            "345\xC2\xA0"
            "678,90",
            "", "12345678.90"},
           {"1\xE2\x80\xAF"
            "234",
            "", "1234"},
           {"1\xC2\xA0"
            "23,4",
            "", ""},
           {"1\xC2\xA0"
            "234.567",
            "", ""},
           {"1,234,56", "", ""},
           {"1234,567,890", "", ""},
           {"0.500", "0.500", ""},
           {"0,500", "", "0.500"},
           {"$50", "50", "50"},
           {"-$1,234.50", "-1234.50", ""},
           {"$-7", "-7", "-7"},
           {" $ 1,000.00 ", "1000.00", ""},
           {"50,00 \xE2\x82\xAC", "", "50.00"},
           {"50,00\xC2\xA0\xE2\x82\xAC", "", "50.00"},
           {"\xC2\xA3"
            "12.00",
            "12.00", ""},
           {"1E+05", "1e+05", "1e+05"},
           {"1.5E-3", "1.5e-3", ""},
           {"007", "", ""},
           {"5%", "", ""},
           {"--5", "", ""},
           {"$", "", ""},
           {"", "", ""},
           {"1,,000", "", ""},
           {"1.", "", ""},
           {".5", "", ""},
           {"(5)", "", ""},
           {"1e", "", ""},
           {"12x", "", ""},
       }) {
    const SpelledCell cell = spelled_number(each.cell);
    EXPECT_EQ(cell.us, each.us) << each.cell;
    EXPECT_EQ(cell.eu, each.eu) << each.cell;
  }
}

TEST(CellSpelling, OneOfTwoReadingsIsNamed) {
  const SpelledCell two{"1.234", "1234"}, us{"1.5", ""}, eu{"", "1.5"}, none;
  using S = CellSpelling;
  EXPECT_EQ(two.as(S::spreadsheet), nullptr);
  EXPECT_EQ(*two.as(S::spreadsheet_us), "1.234");
  EXPECT_EQ(*two.as(S::spreadsheet_eu), "1234");
  EXPECT_EQ(*us.as(S::spreadsheet), "1.5");
  EXPECT_EQ(us.as(S::spreadsheet_eu), nullptr);
  EXPECT_EQ(eu.as(S::spreadsheet), nullptr);
  EXPECT_EQ(none.as(S::spreadsheet_us), nullptr);
}

class CellsCommandTest : public support::CommandTest {
 protected:
  CellsCommandTest() : CommandTest({}) {}

  void SetUp() override {
    CommandTest::SetUp();
    write("rules.yaml", R"(leadlint: 1
ruleset: tests/cells
title: Cells
source: none
status: state
fields:
  id: {type: string}
  state: {values: [NEW, WON]}
  n: {type: number}
  i: {type: integer}
  b: {type: boolean}
  d: {type: string, format: date}
  us: {type: string, format: "MM/dd/yyyy"}
  dt: {type: string, format: "yyyy-MM-dd['T'HH:mm:ss]"}
  long: {type: string, format: "yyyy-MM-dd'T'HH:mm:ss"}
  nd: {type: [number, string], format: date}
  t: {type: number, accept: text}
  tj: {type: number, accept: [json, text]}
  s: {type: [number, string], max_length: 2}
  k: {values: [number, day, yes, text, money]}
  v:
    by:
      field: k
      table: {number: {type: number}, day: {format: date}, yes: {type: boolean}, text: {type: string, max_length: 5}, money: {type: number, accept: text}}
rules:
  - id: keep-n
    keep: n
)");
  }

  /// What is said of one cell: "" where nothing is, else the message of its only finding.
  std::string said(const std::string& name, const std::string& cell, const std::string& flags) {
    const std::string quoted = "\"" + cell + "\"";
    const auto ran = run("check --rules rules.yaml -f jsonl --input csv " + flags + " -",
                         name + "\n" + quoted + "\n");
    EXPECT_LE(std::count(ran.out.begin(), ran.out.end(), '\n'), 2) << ran.out;
    const std::size_t at = ran.out.find("\"message\":\"");
    if (at == ran.out.npos) return ran.exit == 0 ? "" : "failed: " + ran.out + ran.err;
    const std::size_t end = ran.out.find("\",\"", at);
    std::string message = ran.out.substr(at + 11, end - at - 11);
    std::erase(message, '\\');
    return message;
  }
};

/// What a cell means may hang on another, before it or behind it.
TEST_F(CellsCommandTest, OfSeveralShapesAreReadAsTheirOwnSays) {
  struct Case {
    std::string shape, cell, flags, said;
  };
  const std::string any = "--cells spreadsheet", us = "--cells spreadsheet:us",
                    eu = "--cells spreadsheet:eu", plain = "--cells json";
  for (const Case& each : std::vector<Case>{
           {"number", "1,234.50", any, ""},
           {"number", "1.234,50", eu, ""},
           {"number", "1.234", any, "may be 1.234 (--cells spreadsheet:us) or 1234"},
           {"number", "1,234.50", eu, "is not as Europe writes it"},
           {"number", "1,234.50", plain, "--cells spreadsheet reads it as 1234.50"},
           {"number", "abc", any, "must be a number, not text"},
           {"day", "9/14/2022", us, ""},
           {"day", "14.9.2022", eu, ""},
           {"day", "9/14/2022", eu, "--cells spreadsheet:us reads it as 2022-09-14"},
           {"yes", "TRUE", any, ""},
           {"yes", "1", any, "must be true or false"},
           {"text", "1,5", any, ""},
           {"text", "TRUE", any, ""},
           {"text", "1,234.50", any, "at most 5 are allowed"},
           {"money", "$50", any, ""},
           {"money", "1.234", any, "may be 1.234"},
           {"", "1,234.50", any, ""},
       })
    for (const bool first : {true, false}) {
      const std::string cell = "\"" + each.cell + "\"";
      const auto ran = run("check --rules rules.yaml -f jsonl --input csv " + each.flags + " -",
                           first ? "k,v\n" + each.shape + "," + cell + "\n"
                                 : "v,k\n" + cell + "," + each.shape + "\n");
      const std::string what = each.shape + " " + each.cell + " " + each.flags;
      EXPECT_EQ(ran.exit, each.said.empty() ? 0 : 1) << what << ran.out << ran.err;
      EXPECT_THAT(ran.out, HasSubstr(each.said)) << what;
    }
}

/// A row of what is stored says nothing of shapes: the same text is the same value.
TEST_F(CellsCommandTest, OfSeveralShapesAreTheSameWhereTheyAreWrittenSo) {
  write("kept.yaml", R"(leadlint: 1
ruleset: tests/kept
title: t
fields:
  id: {type: integer}
  k: {values: [number, day, yes, text, money]}
  v:
    by:
      field: k
      table: {number: {type: number}, day: {format: date}, yes: {type: boolean}, text: {type: string}, money: {type: number, accept: text}}
  w: {type: [number, string], also: [{type: boolean, severity: "off"}]}
  list: {items: {by: {field: k, table: {number: {type: number}, text: {type: string}}}}}
rules:
  - {id: kept, keep: [v, w]}
  - {id: alike, when: changed(v), forbid: w}
)");
  const std::string rows =
      "id,k,v,w\n1,number,12,12\n2,text,12,007\n3,yes,true,true\n4,text,true,x\n5,money,12.50,12."
      "50\n"
      "6,day,2025-01-02,1e3\n7,text,007,\"12\"\n8,text,1.50,1.50\n9,text,\"12\",1\n";
  write("rows.csv", rows);
  write("stored.csv", rows);
  write("less.csv", "id,v,w\n1,12.0,12.0\n2,12,007\n3,true,true\n5,12.50,12.50\n9,12,1\n");
  write("other.csv", "id,v\n1,13\n2,12.0\n3,false\n4,false\n5,12.51\n8,1.5\n");
  const std::string check = "check --rules kept.yaml --key id rows.csv --current ";
  for (const char* stored : {"stored.csv", "less.csv"})
    EXPECT_EQ(run(check + stored).exit, 0) << run(check + stored).out;
  EXPECT_THAT(run(check + "other.csv").out,
              HasSubstr("9 records: 3 valid, 0 with warnings, 6 invalid"));
}

TEST_F(CellsCommandTest, AreReadAsTheFlagSays) {
  const std::string plain = "--cells json", any = "--cells spreadsheet",
                    us = "--cells spreadsheet:us", eu = "--cells spreadsheet:eu";
  struct Case {
    std::string name, cell, flags, said;
  };
  const std::string two = "(--cells spreadsheet:us) or ";
  for (
      const Case& each : std::vector<Case>{
          {"n", "1,234.50", any, ""},
          {"n", "1,234.50", us, ""},
          {"n", "1,234.50", eu,
           R"(n "1,234.50" is not as Europe writes it; --cells spreadsheet:us reads it as 1234.50)"},
          {"n", "1,234.50", plain,
           R"(n "1,234.50" must be a number, not text; --cells spreadsheet reads it as 1234.50)"},
          {"n", "1.234", plain, ""},
          {"n", "1.234", any, "n \"1.234\" may be 1.234 " + two + "1234"},
          {"n", "1.234", us, ""},
          {"n", "1.234", eu, ""},
          {"n", "1.5", eu, "is not as Europe writes it"},
          {"n", "1,5", any, "--cells spreadsheet:eu reads it as 1.5"},
          {"n", "1,5", eu, ""},
          {"n", "$50", any, ""},
          {"n", "007", plain, R"(n "007" must be a number, not text; write 7)"},
          {"n", "5%", any,
           R"(n "5%" must be a number, not text; write 5 or 0.05, whichever is meant)"},
          {"i", "1,234", any, "; --cells spreadsheet:us reads it as 1234"},  // 1.234 is not whole
          {"i", "5,0", plain, R"(i "5,0" must be a whole number, not text; write 5)"},
          {"i", "5,0", eu,
           R"(i must be a whole number without fraction or exponent, not "5,0"; write 5)"},
          {"i", "5,5", eu, R"(without fraction or exponent, not "5,5")"},
          {"i", "5.0", eu, R"(i "5.0" must be a whole number, not text; write 5)"},
          {"n", "+5", any, R"(n "+5" must be a number, not text; write 5)"},
          {"n", "5.", plain, "not text; write 5"},
          {"n", ".5", eu, "not text; write 0.5"},
          {"n",
           "1\xC2\xA0"
           "234,50",
           eu, ""},
          {"n",
           "1\xE2\x80\xAF"
           "234",
           any, "; --cells spreadsheet:eu reads it as 1234"},
          {"n",
           "1\xE2\x80\xAF"
           "234",
           us, "; --cells spreadsheet:eu reads it as 1234"},
          {"n", "1'234", any, "not text; write 1234"},
          {"d", "44927", any, "a day number of a spreadsheet; write 2023-01-01"},
          {"i", "1,234", us, ""},
          {"i", "1.234", us, "i must be a whole number"},
          {"i", "12", any, ""},
          {"b", "TRUE", any, ""},
          {"b", "false", eu, ""},
          {"b", "TRUE", plain, "--cells spreadsheet reads it as true"},
          {"b", "f", plain, R"(b "f" must be true or false, not text; write false)"},
          {"b", "1", any, "; write true"},
          {"d", "9/14/2022", any, ""},
          {"d", "9/14/2022", plain, "; --cells spreadsheet reads it as 2022-09-14"},
          {"d", "03/04/2025", any, "may be 2025-03-04 " + two + "2025-04-03"},
          {"d", "03/04/2025", plain, "may be 2025-03-04 " + two + "2025-04-03"},
          {"d", "04/04/2025", any, ""},
          {"d", "2022/09/14", any, ""},
          {"d", "14.9.2022", any, "; --cells spreadsheet:eu reads it as 2022-09-14"},
          {"d", "14.9.2022", eu, ""},
          {"d", "2/29/2023", any, "the year stands first"},
          {"d", "9/14/22", any, "is not a date"},
          {"us", "9/14/2022", any, ""},
          {"us", "03/04/2025", any, ""},  // as the field asks for it
          {"us", "14/9/2022", eu, ""},
          {"dt", "9/14/2022 1:05 PM", any, ""},
          {"dt", "9/14/2022", any, ""},
          {"d", "9/14/2022 1:05 PM", any, "is not a date"},
          {"long", "9/14/2022", any, "is not a date"},
          {"t", "1,234.50", any, ""},
          {"t", "1.234", any, "t \"1.234\" may be 1.234 " + two + "1234"},
          {"tj", "1.234", any, "tj \"1.234\" may be 1.234 " + two + "1234"},
          {"t", "1,234.50", plain, "; --cells spreadsheet reads it as 1234.50"},
          {"s", "1,5", eu, "s has 3 characters"},  // any text is one
      }) {
    const std::string what = each.name + " " + each.cell + " " + each.flags;
    const std::string message = said(each.name, each.cell, each.flags);
    if (each.said.empty())
      EXPECT_EQ(message, "") << what;
    else
      EXPECT_THAT(message, HasSubstr(each.said)) << what;
  }
}

TEST_F(CellsCommandTest, MeanTheSameInASnapshotAndInEveryInput) {
  write("held.csv", "id;n\na;1.234,50\n");
  write("same.jsonl", R"({"id": "a", "n": 1234.5})");
  write("other.jsonl", R"({"id": "a", "n": 1.2345})");
  const std::string check =
      "check --rules rules.yaml --key id --current held.csv --current-delimiter ';' ";
  EXPECT_EQ(run(check + "--cells spreadsheet:eu same.jsonl").exit, 0);
  EXPECT_EQ(run(check + "--cells spreadsheet:eu other.jsonl").exit, 1);
  const auto untold = run(check + "same.jsonl");
  EXPECT_THAT(untold.out, HasSubstr("--cells spreadsheet:eu reads it as 1234.50"));

  write("a.tsv", "n\tb\n1,234.50\tTRUE\n");
  EXPECT_EQ(run("check --rules rules.yaml --cells spreadsheet a.tsv").exit, 0);
  shell("gzip -k a.tsv");
  EXPECT_EQ(run("check --rules rules.yaml --cells spreadsheet a.tsv.gz").exit, 0);
  EXPECT_THAT(run("check --rules rules.yaml --cells spreadsheet same.jsonl").err,
              HasSubstr("--cells is not used: no file of this run that it is about is CSV"));
}

}  // namespace
}  // namespace leadlint::read
