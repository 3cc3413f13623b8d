// What messages advise to set: by the library's names to those who use it, by flags to those who
// use the command.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bulk_support.h"
#include "command_support.h"
#include "leadlint/bulk.h"
#include "setting_flags.h"

namespace leadlint {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Settings, AreWrittenSoThatTheyCanBeTaken) {
  struct Case {
    std::string flags, members;
    SettingValue value;
  };
  using S = Setting;
  for (const Case& each : std::vector<Case>{
           {"--input array",
            "format = BulkFormat::json_array",
            {S::format, BulkFormat::json_array}},
           {"--records /data/leads", "records = \"/data/leads\"", {S::records, "/data/leads"}},
           {"--delimiter ';'", "delimiter = ';'", {S::delimiter, ';'}},
           {"--delimiter tab", "delimiter = '\\t'", {S::delimiter, '\t'}},
           {"--current-delimiter '|'", "snapshot_delimiter = '|'", {S::snapshot_delimiter, '|'}},
           {"--escapes copy", "escapes = CellEscapes::copy", {S::escapes, CellEscapes::copy}},
           {"--cells spreadsheet:us",
            "cells = CellSpelling::spreadsheet_us",
            {S::cells, CellSpelling::spreadsheet_us}},
           {"--null NA", "null_words = {\"NA\"}", {S::null_words, "NA"}},
           {"--null '\\N'", "null_words = {\"\\\\N\"}", {S::null_words, "\\N"}},
           {"--columns FILE with {\"\": null} in it", "columns = {{\"\", \"\"}}", {S::columns, ""}},
           {"--max-record-bytes", "max_record_bytes", {S::max_record_bytes}},
       }) {
    EXPECT_EQ(command::flags_of({each.value}), each.flags);
    EXPECT_EQ(library_settings({each.value}), each.members);
  }
  const SettingValue tsv{S::format, BulkFormat::tsv}, none{S::escapes, CellEscapes::none};
  EXPECT_EQ(command::flags_of({tsv, none}), "--input tsv --escapes none");
  EXPECT_EQ(library_settings({tsv, none}),
            "format = BulkFormat::tsv and escapes = CellEscapes::none");
}

class SettingsCommand : public support::CommandTest {
 protected:
  SettingsCommand() : CommandTest({"command/shipment.yaml"}) {}
};

TEST_F(SettingsCommand, AllAreFlagsAndMembers) {
  const std::string help = run("check --help").out;
  const std::string header =
      support::content(LEADLINT_SOURCE_DIR "/engine/include/leadlint/bulk.h");
  for (auto i = 0U; i <= static_cast<unsigned>(Setting::snapshot_columns); ++i) {
    const SettingValue setting{static_cast<Setting>(i)};
    EXPECT_THAT(help, HasSubstr("\n  " + command::flags_of({setting}) + " "));
    EXPECT_THAT(header, HasSubstr(" " + library_settings({setting}) + " = "));
  }
}

/// Hands on what it is told of, and asks for a hint.
class HintSink final : public BulkSink {
 public:
  explicit HintSink(const BulkOptions& options) : options_(options) {}
  bool record(const BulkRecord& record) override {
    for (const OwnedFinding& finding : record.findings.owned()) said += finding.message + "\n";
    if (hint.empty()) hint = input_hint(options_, record);
    return true;
  }
  std::string said, hint;

 private:
  const BulkOptions& options_;
};

TEST_F(SettingsCommand, EachMessageNamesThemInTheWordsOfItsReader) {
  struct Case {
    std::string flags;
    BulkOptions options;
    std::string text, command, library;
  };
  const std::string good = R"({"status": "PACKED"})";
  using F = BulkFormat;
  for (const Case& each : std::vector<Case>{
           // findings
           {"--input array --records a",
            {.format = F::json_array, .records = "a"},
            "[]",
            "leave out --records a",
            "leave out records = \"a\""},
           {"--input array --records a",
            {.format = F::json_array, .records = "a"},
            "{}",
            "no member \"a\" (--records a)",
            "no member \"a\" (records = \"a\")"},
           {"--input array --records a",
            {.format = F::json_array, .records = "a"},
            R"({"a": {"b": [{}]}})",
            "(--records a); --records a.b is one",
            "(records = \"a\"); records = \"a.b\" is one"},
           {"--input array --records a..b",
            {.format = F::json_array, .records = "a..b"},
            "{}",
            "--records \"a..b\" is no path",
            "records \"a..b\" is no path"},
           {"--input array",
            {.format = F::json_array},
            "{\"a\": [{}]}",
            "; --records a reads",
            "; records = \"a\" reads"},
           {"--input array", {.format = F::json_array}, "{}", "; --records says", "; records says"},
           {"--input form",
            {.format = F::form},
            "{\"a\": 1}",
            "not a query string; --input json checks it",
            "not a query string; format = BulkFormat::json checks it"},
           {"--input json",
            {.format = F::json},
            "a=1&b=2",
            "is a query string; --input form checks it",
            "is a query string; format = BulkFormat::form checks it"},
           {"--input jsonl --max-record-bytes 9",
            {.format = F::json_lines, .max_record_bytes = 9},
            good,
            "9 bytes (--max-record-bytes)",
            "9 bytes (max_record_bytes)"},
           {"--input csv --max-record-bytes 3",
            {.format = F::csv, .max_record_bytes = 3},
            "status\nPACKED\n",
            "3 bytes (--max-record-bytes)",
            "3 bytes (max_record_bytes)"},
           {"--input csv",
            {.format = F::csv},
            "state\n1\n",
            "as --columns says",
            "as columns says"},
           {"--input csv",
            {.format = F::csv},
            "status,\nPACKED,\n",
            "or --columns FILE with {\"\": null} in it leaves",
            "or columns = {{\"\", \"\"}} leaves"},
           {"--input csv",
            {.format = F::csv},
            "status, note\nPACKED,x\n",
            "or say with --columns which",
            "or say with columns which"},
           {"--input csv",
            {.format = F::csv},
            "status\rPACKED\r",
            "\\r (--escapes copy)",
            "\\r (escapes = CellEscapes::copy)"},
           {"--input tsv",
            {.format = F::tsv},
            "status\tnote\nPACKED\t6\" x\n",
            "or give --input tsv --escapes none where",
            "or give format = BulkFormat::tsv and escapes = CellEscapes::none where"},
           {"--input tsv",
            {.format = F::tsv},
            "status\tnote\nPACKED\t\"x\n",
            "(--input tsv --escapes none reads",
            "(format = BulkFormat::tsv and escapes = CellEscapes::none reads"},
           {"--input tsv --escapes copy",
            {.format = F::tsv, .escapes = CellEscapes::copy},
            "status\tnote\nPACKED\t\\q\n",
            "cell (--escapes copy)",
            "cell (escapes = CellEscapes::copy)"},
           {"--input tsv",
            {.format = F::tsv},
            "status\tnote\nPACKED\ta\\nb\n",
            ", --input tsv --escapes copy reads",
            ", format = BulkFormat::tsv and escapes = CellEscapes::copy reads"},
           {"--input csv",
            {.format = F::csv},
            "status,note\nPACKED,NULL\n",
            "--null NULL reads",
            "null_words = {\"NULL\"} reads"},
           {"--input csv",
            {.format = F::csv},
            "status,weight\nPACKED,\"1,5\"\n",
            "--cells spreadsheet:eu reads",
            "cells = CellSpelling::spreadsheet_eu reads"},
           {"--input csv --delimiter ,",
            {.format = F::csv, .delimiter = ','},
            "sep=;\nstatus;note\nPACKED;x\n",
            "this first line says that ; stands between cells (sep=;), and --delimiter ',' says "
            "otherwise; leave one of the two out",
            "and delimiter = ',' says otherwise"},
           // hints
           {"--input json",
            {.format = F::json},
            "[" + good + "]",
            "holds a list; --input array",
            "holds a list; format = BulkFormat::json_array"},
           {"--input json",
            {.format = F::json},
            good + "\n" + good + "\n",
            "; --input jsonl checks",
            "; format = BulkFormat::json_lines checks"},
           {"--input json",
            {.format = F::json},
            R"({"a": [{"b": 1}]})",
            "; --records a checks",
            "; records = \"a\" checks"},
           {"--input jsonl",
            {.format = F::json_lines},
            R"({"a": [{"b": 1}]})",
            "; --input array --records a checks",
            "; format = BulkFormat::json_array and records = \"a\" checks"},
           {"--input jsonl",
            {.format = F::json_lines},
            "{\n\"status\": \"PACKED\"}\n",
            "; --input json checks it",
            "; format = BulkFormat::json checks it"},
           {"--input jsonl",
            {.format = F::json_lines},
            good + ",\n" + good + ",\n",
            "for --input array",
            "for format = BulkFormat::json_array"},
           {"--input jsonl",
            {.format = F::json_lines},
            "status;note\nPACKED;x\n",
            ", --input csv --delimiter ';' reads",
            ", format = BulkFormat::csv and delimiter = ';' reads"},
           {"--input csv",
            {.format = F::csv},
            "status;note\nPACKED;x\n",
            "; --delimiter ';' makes",
            "; delimiter = ';' makes"},
           {"--input csv",
            {.format = F::csv},
            "status\tnote\nPACKED\tx\n",
            "tabs in its name; --delimiter tab makes",
            "tabs in its name; delimiter = '\\t' makes"},
           {"--input tsv",
            {.format = F::tsv},
            "status,note\nPACKED,x\n",
            "; --input csv --delimiter ',' makes",
            "; format = BulkFormat::csv and delimiter = ',' makes"},
           {"--input csv",
            {.format = F::csv},
            good + "\n",
            "not CSV; --input jsonl checks a record a line, --input json one, --input array a list",
            "not CSV; format = BulkFormat::json_lines checks a record a line, format = "},
           {"--input csv",
            {.format = F::csv},
            "SEP=;\nstatus;note\nPACKED;x\n",
            "say it by --delimiter",
            "say it by delimiter"},
           {"--input csv",
            {.format = F::csv},
            "+----+\n| id |\n+----+\n",
            "what --input tsv reads",
            "what format = BulkFormat::tsv reads"},
           {"--input jsonl",
            {.format = F::json_lines},
            "INSERT INTO leads VALUES (1);\n",
            "holds SQL statements, not records; sqlite3",
            "holds SQL statements, not records"},
           {"--input csv",
            {.format = F::csv},
            "status: PACKED\nnote: x\n",
            "is YAML",
            "is YAML, not CSV or JSON"},
           {"--input csv",
            {.format = F::json_lines},
            "| id | status |\n|--|--|\n| 1 | NEW |\n",
            "is a table in Markdown",
            "is a table in Markdown"},
       }) {
    const auto ran = run("check --rules shipment.yaml " + each.flags + " -", each.text);
    EXPECT_THAT(ran.out + ran.err, HasSubstr(each.command)) << each.text;
    HintSink sink(each.options);
    ASSERT_TRUE(BulkChecker(bulk::shipment(), each.options).run(bulk::pieces_of(each.text), sink));
    EXPECT_THAT(sink.said + sink.hint, HasSubstr(each.library)) << each.text;
    EXPECT_THAT(sink.said + sink.hint, Not(HasSubstr(" --input"))) << each.text;
  }
}

TEST_F(SettingsCommand, ASnapshotNamesItsOwn) {
  struct Case {
    std::string text, flags, members;
  };
  for (const Case& each : std::vector<Case>{
           {"note;status\nx;PACKED\n", "; --current-delimiter ';' makes",
            "; snapshot_delimiter = ';' makes"},
           {"stage\nx\n", "or as --current-columns says", "or as snapshot_columns says"},
           {"note,status,\nx,PACKED,\n", "or --current-columns FILE with {\"\": null} in it leaves",
            "or snapshot_columns = {{\"\", \"\"}} leaves"},
           {"sep=|\nnote|status\nx|PACKED\n", "and --delimiter ',' says otherwise",
            "and delimiter = ',' says otherwise"},
       }) {
    write("held.csv", each.text);
    EXPECT_THAT(run("check --rules shipment.yaml --input jsonl --key note --delimiter , --current "
                    "held.csv -",
                    "{}\n")
                    .err,
                HasSubstr(each.flags))
        << each.text;
    BulkChecker checker(bulk::shipment(), {.delimiter = ','});
    const auto set = checker.set_leads({.key = "note",
                                        .snapshot = bulk::pieces_of(each.text),
                                        .snapshot_format = BulkFormat::csv});
    ASSERT_FALSE(set) << each.text;
    EXPECT_THAT(set.error().owned().front().message, HasSubstr(each.members)) << each.text;
  }
}

TEST(Settings, WithoutATextOfTheirOwnTheyAreNamedAsTheLibraryDoes) {
  const BulkOptions options{.format = BulkFormat::csv, .setting_text = nullptr};
  HintSink sink(options);
  ASSERT_TRUE(
      BulkChecker(bulk::shipment(), options).run(bulk::pieces_of("status;note\nPACKED;x\n"), sink));
  EXPECT_THAT(sink.hint, HasSubstr("; delimiter = ';' makes"));
}

TEST(Settings, ADelimiterThatIsGivenContradictsALineThatNamesAnother) {
  struct Case {
    BulkOptions options;
    std::string said;
  };
  const std::string text = "sep=;\nstatus;note\nPACKED;x\n";
  for (const Case& each : std::vector<Case>{
           {{.format = BulkFormat::csv}, ""},
           {{.format = BulkFormat::csv, .delimiter = ';'}, ""},
           {{.format = BulkFormat::csv, .delimiter = ','}, "0 1:1-1:6 +0-5 error bad_csv"},
           {{.format = BulkFormat::tsv}, "a TSV file has tabs there; take the line out"},
       }) {
    const auto ran = bulk::run(bulk::shipment(), text, each.options, {});
    const std::string said = ran.notes.findings.empty() ? "" : ran.notes.findings.front();
    EXPECT_THAT(said, each.said.empty() ? testing::Eq("")
                                        : testing::Matcher<std::string>(HasSubstr(each.said)));
    EXPECT_EQ(ran.counts.records, each.said.empty() ? 1U : 0U);
  }
}

}  // namespace
}  // namespace leadlint
