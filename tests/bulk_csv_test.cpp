// CSV through the bulk check and the command: the same however the input is cut; headers, splits,
// flags.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "bulk_support.h"
#include "leadlint/leadlint.h"
#include "read/csv_record.h"
#include "run/columns_file.h"

namespace leadlint::bulk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

BulkOptions csv(BulkOptions options = {}) {
  options.format = BulkFormat::csv;
  return options;
}

constexpr std::string_view header = "status,weight,note,address.city\r\n";
constexpr std::string_view rows =
    "PACKED,1,\"two\nlines\",Bonn\r\n"
    "PACKD,2,,\n"
    "\n"
    "PACKED,x,\"a \"\"quoted\"\" far too long\",\n"
    "PACKED\n"
    "PACKED,\"1,,\n"
    "\xC3\xA9,3,,\n"
    "PACKED,3,,Bonn";

const std::vector<Way>& ways() {
  static const std::vector<Way> all{
      {1, 1 << 20, block_bytes}, {1, 1, 1}, {1, 7, 20}, {3, 1 << 20, 30}, {2, 5, 64}};
  return all;
}

TEST(BulkCsv, SaysTheSameHoweverItIsCut) {
  const std::string text = std::string(header) + std::string(rows);
  const Ran whole = run(shipment(), text, csv({.bytes = true}), {});
  EXPECT_EQ(whole.counts.records, 7U);
  EXPECT_EQ(whole.counts.valid, 2U);
  ASSERT_EQ(whole.notes.findings.size(), 6U);
  EXPECT_THAT(whole.notes.findings[0], HasSubstr("2 4:1-4:6 +60-65 error not_in_enum \"/status\""));
  EXPECT_THAT(whole.notes.findings[1], HasSubstr("3 6:8-6:9 "));
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text, csv({.bytes = true}), way);
    EXPECT_EQ(ran.notes.findings, whole.notes.findings) << way.name();
    EXPECT_EQ(ran.counts, whole.counts) << way.name();
    EXPECT_EQ(ran.notes.head, header) << way.name();
    EXPECT_EQ(ran.notes.valid, whole.notes.valid) << way.name();
    EXPECT_EQ(ran.notes.invalid, whole.notes.invalid) << way.name();
  }
}

TEST(BulkCsv, RowsAreSplitByteForByte) {
  const Ran ran =
      run(shipment(), std::string(header) + std::string(rows), csv({.bytes = true}), {});
  EXPECT_EQ(ran.notes.valid, "PACKED,1,\"two\nlines\",Bonn\r\nPACKED,3,,Bonn");
  std::string rest(rows);
  for (const std::string_view gone : {std::string_view(ran.notes.valid).substr(0, 27),
                                      std::string_view(ran.notes.valid).substr(27)})
    rest.erase(rest.find(gone), gone.size());
  rest.erase(rest.find("\n\n"), 1);
  EXPECT_EQ(ran.notes.invalid, rest);
}

TEST(BulkCsv, ARowOverTheLimitIsOneFinding) {
  const std::string large = "PACKED,1," + std::string(300, 'x') + ",";
  const std::string text =
      std::string(header) + "PACKED,1,,\n" + large + "\r\nPACKED,2,,\n" + large;
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text, csv({.max_record_bytes = 100, .bytes = true}), way);
    EXPECT_EQ(ran.counts.records, 4U) << way.name();
    ASSERT_EQ(ran.notes.findings.size(), 2U) << way.name();
    EXPECT_THAT(ran.notes.findings[0], HasSubstr("2 3:1-3:")) << way.name();
    EXPECT_THAT(ran.notes.findings[1], HasSubstr("limit_exceeded")) << way.name();
    EXPECT_EQ(ran.notes.invalid, large + "\r\n" + large) << way.name();
  }
}

/// Lines of its cell are no rows, however much they look like them.
TEST(BulkCsv, ARowOverTheLimitGoesUpToItsEnd) {
  const std::string head = "status,note\nPACKED,a\n", inner = "PACKED,b\r\nPACKED,\"\"c\"\"\n";
  const std::string large = "PACKED,\"x\n" + inner + inner + inner + "y\"\r\n";
  const BulkOptions options = csv({.max_record_bytes = 40, .bytes = true});
  for (const Way& way : ways()) {
    const Ran closed = run(shipment(), head + large + "PACKED,d\nPACKD,e\n", options, way);
    EXPECT_EQ(closed.counts.records, 4U) << way.name();
    EXPECT_EQ(closed.notes.valid, "PACKED,a\nPACKED,d\n") << way.name();
    EXPECT_EQ(closed.notes.invalid, large + "PACKD,e\n") << way.name();
    EXPECT_THAT(
        closed.notes.findings,
        ElementsAre("2 3:1-3:1 +21-21 error limit_exceeded \"\"  the record has more than 40 bytes "
                    "(max_record_bytes)",
                    HasSubstr("4 12:1-12:6 ")))
        << way.name();

    const std::string open = large.substr(0, large.size() - 4);
    const Ran never = run(shipment(), head + open, options, way);
    EXPECT_EQ(never.notes.valid, "PACKED,a\n") << way.name();
    EXPECT_EQ(never.notes.invalid, open) << way.name();
    EXPECT_THAT(
        never.notes.findings,
        ElementsAre(
            HasSubstr("2 3:1-3:1 +21-21 error limit_exceeded"),
            "0 10:1-10:1 +100-100 error bad_csv \"\"  the quote at line 3, column 8 is never "
            "closed: all from there to the end of the input is one row"))
        << way.name();
  }
}

TEST(BulkCsv, ARowOverTheLimitEndsWhereItsEscapesSay) {
  const std::string large = "PACKED\tx\\\nPACKED\tb\\\nPACKED\tc\n";
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), "status\tnote\n" + large + "PACKED\td\n",
                        {.format = BulkFormat::tsv,
                         .max_record_bytes = 20,
                         .bytes = true,
                         .escapes = CellEscapes::copy},
                        way);
    EXPECT_EQ(ran.notes.valid, "PACKED\td\n") << way.name();
    EXPECT_EQ(ran.notes.invalid, large) << way.name();
  }
}

/// Which rows there are depends on the text alone, whatever the limit cuts off.
TEST(BulkCsv, RowsOverTheLimitAreTheSameHoweverTheyAreCut) {
  const std::vector<std::string> parts{",",
                                       "PACKED,",
                                       "\n",
                                       "\r\n",
                                       "\"",
                                       "\"\"",
                                       "ab",
                                       ",\"",
                                       "\"\n",
                                       "PACKED,x\n",
                                       "PACKED,\"a\nPACKED,b\n",
                                       "\r",
                                       "long text "};
  std::mt19937 random(6);
  for (int round = 0; round < 300; ++round) {
    std::string text = "status,note\n";
    for (std::size_t left = random() % 60; left > 0; --left) text += parts[random() % parts.size()];
    const BulkOptions options = csv({.max_record_bytes = 12 + random() % 60, .bytes = true});
    const Ran whole = run(shipment(), text, options, {});
    for (const Way& way : ways()) {
      const Ran ran = run(shipment(), text, options, way);
      ASSERT_EQ(ran.notes.findings, whole.notes.findings) << way.name() << "\n" << text;
      ASSERT_EQ(ran.counts, whole.counts) << way.name() << "\n" << text;
      ASSERT_EQ(ran.notes.valid, whole.notes.valid) << way.name() << "\n" << text;
      ASSERT_EQ(ran.notes.invalid, whole.notes.invalid) << way.name() << "\n" << text;
    }
  }
}

TEST(BulkCsv, WhatIsWrongWithTheHeaderIsSaidOnce) {
  for (const Way& way : ways()) {
    const Ran ran =
        run(shipment(), "status,status\nPACKED,x\nPACKED,\n", csv({.bytes = true}), way);
    EXPECT_THAT(ran.notes.findings, ElementsAre(HasSubstr("0 1:8-1:14 +7-13 error bad_csv")));
    EXPECT_EQ(ran.counts.records, 0U) << "nobody knows which column counts; " << way.name();
    EXPECT_EQ(ran.notes.valid, "") << way.name();
  }
}

TEST(BulkCsv, WithoutAHeaderNoRowIsJudged) {
  const std::string text = "status,\"note\nPACKED,x\nPACKED,\n";
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text, csv({.bytes = true}), way);
    EXPECT_EQ(ran.notes.findings.size(), 1U) << way.name();
    EXPECT_EQ(ran.counts.records, 0U) << way.name();
    EXPECT_EQ(ran.counts.errors, 1U) << way.name();
    EXPECT_EQ(ran.notes.head + ran.notes.invalid, text) << "nothing is lost; " << way.name();
  }
}

// Lines that end in CR alone are no lines; and where no column is known, no row is.
TEST(BulkCsv, NothingVanishesWithoutAHeader) {
  struct Case {
    std::string text, finding;
  };
  const std::string
      cr = "bad_csv \"\"  this is not CSV: expected a line feed behind this carriage return",
      unknown = "bad_csv \"\"  no column of this header is one that the rules know";
  for (const auto& [text, finding] : std::vector<Case>{
           {"status,weight\rPACKED,1\rPACKD,2\r", "0 1:14-1:15 +13-14 error " + cr},
           {"status,weight\rPACKED,1\rPACKD,2", "0 1:14-1:15 +13-14 error " + cr},
           {"\"status\",\"weight\"\r\"PACKED\",\"1\"\r", "0 1:18-1:19 +17-18 error " + cr},
           {"PACKED,Ann\nPACKD,Bob\n", "0 1:1-1:11 +0-10 error " + unknown},
           {"\xEF\xBB\xBFSTATUS\r\nPACKD\r\n", "0 1:1-1:2 +0-3 warning encoding"}}) {
    for (const Way& way : ways()) {
      const Ran ran = run(shipment(), text, csv({.bytes = true}), way);
      ASSERT_FALSE(ran.notes.findings.empty()) << text;
      EXPECT_THAT(ran.notes.findings[0], testing::StartsWith(finding)) << way.name();
      EXPECT_EQ(ran.counts.errors, 1U) << text << way.name();
      EXPECT_EQ(ran.counts.records, 0U) << way.name();
      EXPECT_EQ(ran.notes.head + ran.notes.valid, "") << way.name();
      EXPECT_EQ(ran.notes.invalid, text) << way.name();
    }
  }
}

TEST(BulkCsv, ALongFileOfOneLineIsNotSaidToBeLong) {
  std::string text = "status,weight\r";
  while (text.size() < (std::size_t{3} << 20)) text += "PACKED,1\r";
  const Ran ran = run(shipment(), text, csv({.bytes = true}), {});
  EXPECT_THAT(ran.notes.findings, ElementsAre(HasSubstr("carriage return")));
  EXPECT_EQ(ran.notes.invalid, text);
}

TEST(BulkCsv, ARowWithACarriageReturnIsRefused) {
  const std::string text =
      "status,weight\nPACKED,1\nPACKED,2\rPACKD,3\nPACKED,4\nPACKED,\"5\"\rPACKED,6";
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text, csv({.bytes = true}), way);
    EXPECT_EQ(ran.counts.records, 4U) << way.name();
    EXPECT_EQ(ran.counts.invalid, 2U) << way.name();
    EXPECT_THAT(ran.notes.findings, ElementsAre(HasSubstr("2 3:9-3:10 +31-32 error bad_csv"),
                                                HasSubstr("4 5:11-5:12 +59-60 error bad_csv")))
        << way.name();
    EXPECT_EQ(ran.notes.valid, "PACKED,1\nPACKED,4\n") << way.name();
  }
}

TEST(BulkCsv, WordsForNoValueAreToldOnce) {
  const std::string text =
      "status,note,weight\nPACKED,NULL,1\nPACKED,\"NULL\",1\nPACKED,NA,1\nPACKED,NULL,1\n";
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text, csv(), way);
    EXPECT_THAT(
        ran.notes.findings,
        ElementsAre(
            "1 2:8-2:12 +26-30 note wrong_type \"/note\"  NULL stands in 2 cells without "
            "quotes, here first, and is read as text; where it means no value, null_words "
            "= {\"NULL\"} reads such cells as empty ones",
            "3 4:8-4:10 +56-58 note wrong_type \"/note\"  NA stands here without quotes "
            "and is read as text; where it means no value, null_words = {\"NA\"} reads such a cell "
            "as an empty one"))
        << way.name();
    EXPECT_EQ(ran.counts.valid, 4U) << way.name();
    EXPECT_EQ(ran.counts.notes, 2U) << way.name();
    const Ran told = run(shipment(), text, csv({.null_words = {"NULL", "NA"}}), way);
    EXPECT_THAT(told.notes.findings, ElementsAre()) << way.name();
  }
  const std::string lost = "status,weight\nNULL,1\nPACKED,NULL\n";
  const Ran ran = run(shipment(), lost, csv({.null_words = {"NULL"}}), {});
  EXPECT_THAT(ran.notes.findings, ElementsAre(HasSubstr("1 2:1-2:5 +14-18 error missing_field")));
}

TEST(BulkCsv, AFileWithoutWordsHasNoHeader) {
  for (const auto& [text, said] : std::vector<std::pair<std::string, std::string>>{
           {"", "1:1-1:1 +0-0 error bad_csv \"\"  the file is empty"},
           {"\n", "1:1-1:1 +0-0 error bad_csv \"\"  the file holds nothing but blank lines"},
           {"\r\n\n\r\n",
            "1:1-1:1 +0-0 error bad_csv \"\"  the file holds nothing but blank lines"},
           {"\n \t\n\n", "2:1-2:3 +1-3 error bad_csv \"\"  this line is blank"},
           {" \nstatus\nPACKED\n", "1:1-1:2 +0-1 error bad_csv \"\"  this line is blank"}})
    for (const Way& way : ways()) {
      const Ran ran = run(shipment(), text, csv(), way);
      EXPECT_THAT(ran.notes.findings,
                  ElementsAre(HasSubstr(said + ": expected a header that names the columns")))
          << text << way.name();
      EXPECT_EQ(ran.counts.records, 0U);
    }
}

TEST(BulkCsv, TitlesAreSeenHoweverTheTextIsCut) {
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), "A title\n\nstatus,note\nPACKED,x\n", csv(), way);
    EXPECT_THAT(ran.notes.findings, ElementsAre(HasSubstr("line 3 names columns that they know")))
        << way.name();
  }
}

TEST(BulkCsv, OtherDelimitersAndNames) {
  const Ran ran =
      run(shipment(), "Job state\tWeight (kg)\tx\nPACKED\t-1\t7\n",
          csv({.delimiter = '\t',
               .columns = {{"Job state", "status"}, {"Weight (kg)", "weight"}, {"x", ""}}}),
          {});
  EXPECT_THAT(ran.notes.findings, ElementsAre(HasSubstr("out_of_range \"/weight\"")));
}

TEST(BulkCsv, ColumnsFiles) {
  using Columns = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(run::read_columns(R"({"B": "a.b", "A": null})").value(),
            (Columns{{"B", "a.b"}, {"A", ""}}));
  EXPECT_EQ(run::read_columns("[]").error(), "expected a JSON object of header names and paths");
  EXPECT_EQ(run::read_columns(R"([{"A": "a"}])").error(),
            "expected a JSON object of header names and paths");
  EXPECT_EQ(run::read_columns("null").error(), "expected a JSON object of header names and paths");
  EXPECT_EQ(run::read_columns(R"({"A": "a", "B": [{"A": "a"}, {"A": ""}]})").error(),
            R"("B": expected a path, or null to leave it out)");
  std::string many = R"({"status": "WON", "leads": [{"a": 0})";  // a record, as it came
  for (int i = 0; i < 100'000; ++i) many += R"(, {"a": 0})";
  EXPECT_EQ(run::read_columns(many + "]}").error(),
            R"("leads": expected a path, or null to leave it out)");
  EXPECT_EQ(run::read_columns("{\n\"A\"}").error(),
            "line 2, column 4: this is not JSON: expected a colon behind the member name");
  EXPECT_EQ(run::read_columns(R"({"A": 1})").error(),
            "\"A\": expected a path, or null to leave it out");
}

/// A header that is larger than a record may be, and than a block: said, and not waited for.
TEST(BulkCsv, RefusesAHeaderThatIsLargerThanARecord) {
  std::string wide_header = "status";
  for (int i = 0; i < 60'000; ++i) wide_header += fmt::format(",c{}", i);
  for (const std::string& text :
       {wide_header + "\nPACKED\n", wide_header, "status,\"" + wide_header,
        std::string(400'000, 'c') + "\nPACKED\n"})
    for (const std::size_t max : {64U, 1000U, 300'000U}) {
      const BulkOptions options{.format = BulkFormat::csv, .max_record_bytes = max};
      const Ran ran = run(shipment(), text, options, {});
      ASSERT_FALSE(ran.notes.findings.empty()) << max;
      EXPECT_THAT(ran.notes.findings[0], testing::HasSubstr("limit_exceeded")) << max;
    }
}

}  // namespace
}  // namespace leadlint::bulk
