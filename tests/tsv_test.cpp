// Tables with tabs, as Excel, databases and other programs write them: through the bulk check,
// snapshots and the command.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "bulk_support.h"
#include "command_support.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

BulkOptions tsv(CellEscapes escapes, BulkOptions options = {}) {
  options.format = BulkFormat::tsv;
  options.escapes = escapes;
  return options;
}

/// The notes that a record of one cell `note` gives away: its length, or that it is fine.
std::vector<std::string> findings_of(const std::string& text, const BulkOptions& options) {
  std::vector<std::string> first;
  for (const Way& way : ways()) {
    Ran ran = run(shipment(), text, options, way);
    if (way.threads == 1 && way.piece == (1 << 20)) first = ran.notes.findings;
    EXPECT_EQ(ran.notes.findings, first) << way.name();
  }
  return first;
}

TEST(BulkTsv, QuotesHoldTabsUnlessToldOtherwise) {
  const std::string text = "status\tnote\nPACKED\t\"a\tb\nc\"\nPACKD\t\n";
  EXPECT_THAT(findings_of(text, tsv(CellEscapes::quotes)),
              ElementsAre(HasSubstr("2 4:1-4:6 +27-32 error not_in_enum \"/status\"")));
}

TEST(BulkTsv, CopyEscapesWithBackslashes) {
  const std::string copy =
      "status\tnote\tweight\n"
      "PACKED\t\\N\t\\N\n"        // null is no member
      "PACKED\ta\\tb\\n\t1\n"     // four signs
      "PACKED\t\"\\\\\t1\n"       // a quote and a backslash
      "PACKED\ta\\\nb\\\tc\t1\n"  // as SELECT ... INTO OUTFILE writes a line break and a tab
      "PACKED\ta\\qb\t1\n"
      "PACKED\tx\\N\t1\n"
      "PACKED\tx\\";
  EXPECT_THAT(findings_of(copy, tsv(CellEscapes::copy)),
              ElementsAre(HasSubstr("5 7:9-7:10 +86-87 error bad_csv"),
                          HasSubstr("6 8:9-8:10 +100-101 error bad_csv"),
                          HasSubstr("7 9:9-9:10 +113-114 error bad_csv")));
}

TEST(BulkTsv, WithoutEscapesEverySignStandsForItself) {
  const std::string plain = "status\tnote\nPACKED\t5\" pipe\nPACKED\t\"a\nPACKED\tc:\\temp\n";
  EXPECT_THAT(findings_of(plain, tsv(CellEscapes::none)), ElementsAre());
  EXPECT_THAT(
      findings_of(plain, tsv(CellEscapes::quotes)),
      ElementsAre(HasSubstr("1 2:9-2:10 +20-21 error bad_csv"),
                  HasSubstr("2 3:8-3:9 +34-35 error bad_csv"),
                  HasSubstr("3 4:8-4:15 +44-51 note bad_csv \"/note\"  1 row holds a \\n, \\t "
                            "or \\\\, here first, and is read as it stands")));
}

TEST(BulkTsv, ALineBreakBehindABackslashIsNoRow) {
  std::string text = "status\tnote\n";
  for (int i = 0; i < 300; ++i)  // over all places of a chunk, with runs of backslashes before it
    text += "PACKED\t" + std::string(static_cast<std::size_t>(i) % 67, 'x').substr(0, 20) +
            std::string(2 * (static_cast<std::size_t>(i) % 37), '\\') + "\\\n\n";
  const std::string lost = "PACKD\t\n";
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text + lost, tsv(CellEscapes::copy, {.bytes = true}), way);
    EXPECT_EQ(ran.counts.records, 301U) << way.name();
    EXPECT_EQ(ran.notes.invalid.substr(ran.notes.invalid.size() - lost.size()), lost);
  }
}

/// As PostgreSQL writes a text; some of the letters as MariaDB does.
std::string escaped(const std::string& text, std::mt19937& random) {
  std::string out;
  for (const char c : text) {
    const bool plainly = random() % 2 == 0;  // MariaDB: a backslash in front of the sign itself
    if (c == '\\')
      out += "\\\\";
    else if (c == '\t')
      out += plainly ? "\\\t" : "\\t";
    else if (c == '\n')
      out += plainly ? "\\\n" : "\\n";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
  return out;
}

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

TEST(BulkTsv, TheSameTextsAreReadInEveryWriting) {
  std::mt19937 random(11);
  const std::string_view letters = "\\\t\n\r\"aN,0 ";
  std::string quoted = "status\tnote\n", copied = quoted, commas = "status,note\n";
  for (int row = 0; row < 400; ++row) {
    std::string text;
    while (random() % 12 != 0) text += letters[random() % letters.size()];
    const std::string status = random() % 4 == 0 ? "PACKD" : "PACKED";
    quoted += status + '\t' + in_quotes(text) + '\n';
    commas += status + ',' + in_quotes(text) + '\n';
    copied += status + '\t' + escaped(text, random) + '\n';
  }
  const auto told = [](const std::string& text, const BulkOptions& options, const Way& way) {
    BulkOptions all = options;
    all.min_detail = Severity::warning;
    std::string out;
    for (std::string each : run(shipment(), text, all, way).notes.findings) {
      each.erase(each.find(' '),
                 each.find(each.find("warning") != each.npos ? "warning" : "error") -
                     each.find(' '));  // where it stands
      out += each + "\n";
    }
    return out;
  };
  const std::string expected = told(commas, {.format = BulkFormat::csv}, {});
  EXPECT_GT(std::count(expected.begin(), expected.end(), '\n'), 150);
  for (const Way& way : ways()) {
    EXPECT_EQ(told(quoted, tsv(CellEscapes::quotes), way), expected) << way.name();
    EXPECT_EQ(told(copied, tsv(CellEscapes::copy), way), expected) << way.name();
  }
}

class TsvCommandTest : public support::CommandTest {
 protected:
  TsvCommandTest() : CommandTest({"command/shipment.yaml"}) {}
};

TEST_F(TsvCommandTest, EndingsAndFlagsSayWhatAFileIs) {
  write("a.tsv", "status\tnote\nPACKED\tx\nPACKD\ty\n");
  EXPECT_THAT(run("check --rules shipment.yaml a.tsv --valid good.tsv --invalid bad.tsv").out,
              HasSubstr("2 records: 1 valid"));
  EXPECT_EQ(read("good.tsv"), "status\tnote\nPACKED\tx\n");
  EXPECT_EQ(read("bad.tsv"), "status\tnote\nPACKD\ty\n");
  EXPECT_THAT(run("check --rules shipment.yaml --input tsv -", read("a.tsv")).out,
              HasSubstr("2 records: 1 valid"));
  shell("gzip -k a.tsv");
  EXPECT_THAT(run("check --rules shipment.yaml a.tsv.gz").out, HasSubstr("2 records: 1 valid"));
  const auto unused = run("check --rules shipment.yaml --escapes copy --null NA -", "{}");
  EXPECT_THAT(unused.err,
              HasSubstr("--escapes is not used: no file of this run that it is about is "
                        "of tabs between cells (.tsv, --input tsv)"));
  EXPECT_THAT(unused.err, HasSubstr("--null is not used"));
}

TEST_F(TsvCommandTest, ExcelSaysWhatStandsBetweenCells) {
  const std::string excel = "\xEF\xBB\xBFsep=;\r\nstatus;note\r\nPACKED;a,b\r\nPACKD;\r\n";
  const auto said = run("check --rules shipment.yaml --input csv --valid good.csv -", excel);
  EXPECT_THAT(said.out, HasSubstr("<stdin>:4:1: error: status \"PACKD\""));
  EXPECT_THAT(said.out, HasSubstr("2 records: 1 valid"));
  EXPECT_EQ(read("good.csv"), "\xEF\xBB\xBFsep=;\r\nstatus;note\r\nPACKED;a,b\r\n");
}

}  // namespace
}  // namespace leadlint::bulk
