// Files that hold something else than they are read as, or nothing: what is said, and what to
// write.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "command_support.h"

namespace {

using support::Outcome;
using testing::HasSubstr;
using testing::Not;

class WrongInput : public support::CommandTest {
 protected:
  WrongInput() : CommandTest({"command/shipment.yaml"}) {}
  Outcome check(const std::string& flags, const std::string& input) {
    return run("check --rules shipment.yaml " + flags + " -", input);
  }
};

TEST_F(WrongInput, CatalogsThatAreNoJson) {
  struct Case {
    std::string text, said;
  };
  const std::string list = R"(, and a catalog is one JSON list: write ["a", "b"])";
  for (const Case& each : std::vector<Case>{
           {"id,name\nvan,Van\n",
            "this looks like CSV" + list + "; Miller makes it of CSV: mlr --icsv --ojson cat FILE"},
           {"\"id\";\"name\"\r\n\"van\";\"Van\"\r\n", "this looks like CSV"},
           {"\xEF\xBB\xBFid,name\nvan,Van\n", "this looks like CSV"},
           {"1,2\n3,4\n", "this looks like CSV"},
           {"id\tname\nvan\tVan\n", "this looks like TSV"},
           {"van\nbus\n", "this looks like a value on each line" + list},
           {"{\"id\": \"van\"}\n{\"id\": \"bus\"}\n", "this looks like JSON Lines"},
           {"\"van\"\n\"bus\"\n", "; jq makes it of JSON Lines: jq -s . FILE"},
           {"- van\n- bus\n", "this looks like YAML" + list},
           {"carriers: [van]\n", "this looks like YAML"},
           {"PK\x03\x04",
            "this is a workbook or another ZIP file; a catalog is a JSON list, in UTF-8"},
           {"[\"van\"", "this is not JSON: expected a comma or ]"},
           {"<a/>\n", "this is not JSON: expected a value"},
           {"", "the text is empty"},
       }) {
    write("list", each.text);
    const auto ran = check("--catalog carriers=list", "{}");
    EXPECT_EQ(ran.exit, 2);
    EXPECT_THAT(ran.err, HasSubstr("--catalog carriers=list: "));
    EXPECT_THAT(ran.err, HasSubstr(each.said)) << each.text;
  }
}

TEST_F(WrongInput, TitlesAboveAHeader) {
  struct Case {
    std::string text, said;
  };
  const std::string rest = " names columns that they know; take out what stands above it";
  for (const Case& each : std::vector<Case>{
           {"Shipments 2025\nstatus,weight\nPACKED,1\n", "so no row is checked: line 2" + rest},
           {"Shipments\n\"of\nall\"\n\nx,status,note\nPACKED,1,2\n", "line 5" + rest},
           {"Shipments\nstatus\nPACKED\n", "line 2" + rest},
           {"Shipments\n" + std::string(6000, 'x') + "\nstatus,note\n", "the first row names"},
           {"Shipments\nstatus,other\nPACKED,1\n", "the first row names the columns"},
       })
    EXPECT_THAT(check("--input csv", each.text).out, HasSubstr(each.said)) << each.text;
  write("columns.json", R"({"State": "status", "Note": "note"})");
  EXPECT_THAT(check("--input csv --columns columns.json", "Title\nState,Note\nPACKED,x\n").out,
              HasSubstr("line 2" + rest));
}

TEST_F(WrongInput, ColumnsWithoutAName) {
  const std::string left_out = R"(--columns FILE with {"": null} in it leaves such columns out)";
  EXPECT_THAT(
      check("--input csv", "\"\",\"status\"\n\"1\",\"PACKED\"\n").out,
      HasSubstr("column 1 has no name: R's write.csv and pandas put the names of rows there "
                "(row.names = FALSE in R, index=False in pandas leaves them away); or " +
                left_out));
  const Outcome comma = check("--input csv", "status,note,\nPACKED,x,\n");
  EXPECT_THAT(comma.out, HasSubstr("column 3 has no name: the header ends in the delimiter; take "
                                   "the last one off each line, or " +
                                   left_out));
  EXPECT_THAT(check("--input csv", "status,,note\nPACKED,,x\n").out,
              HasSubstr("column 2 has no name: give it one, or " + left_out));
  write("columns.json", R"({"": null})");
  EXPECT_EQ(check("--input csv --columns columns.json", "\"\",status\n1,PACKED\n").exit, 0);
  write("held.csv", "status,note,\nPACKED,x,\n");
  EXPECT_THAT(
      check("--input jsonl --key note --current held.csv", "{}").err,
      HasSubstr(
          "column 3 has no name: the header ends in the delimiter; take the last one off each "
          "line, or --current-columns FILE with {\"\": null} in it leaves such columns out"));
}

TEST_F(WrongInput, TheShapeOfAFile) {
  const std::string good = R"({"status": "PACKED"})", bad = R"({"status": 1})";
  struct Case {
    std::string flags, text, said;
  };
  for (const Case& each : std::vector<Case>{
           {"--input jsonl", "{\n  \"status\": \"PACKED\"\n}\n",
            "<stdin> has a record that goes over several lines; --input json checks it, if it is "
            "the only "
            "one, and `jq -c .` writes each on a line of its own\n"},
           {"--input jsonl", "[\n" + good + ",\n" + good + "\n]\n",
            "<stdin> holds a list over several lines; --input array checks each of its items as a "
            "record\n"},
           {"--input jsonl", "[" + good + "," + bad + "]\n",
            "<stdin> holds a list; --input array checks each of its items as a record\n"},
           {"--input jsonl", good + "\n[" + bad + "]\n", ""},
           {"--input json", R"({"results": [)" + good + R"(], "paging": {}})",
            "<stdin> holds a list of objects in results; --records results checks each of them as "
            "a "
            "record\n"},
           {"--input json", R"({"data": {"total": 1, "leads": [)" + good + "]}}",
            "<stdin> holds a list of objects in data.leads; --records data.leads checks each of "
            "them as a "
            "record\n"},
           {"--input json", R"({"results": [1, 2]})", ""},
           {"--input jsonl", "[" + good + ",\n" + good + "]\n",
            "<stdin> holds a list over several lines; --input array"},
           {"--input jsonl", good + "\n{\n\"status\": \"PACKED\"\n}\n",
            "<stdin> has a record that goes over several lines; --input json checks it"},
           {"--input jsonl", good + "\n{\"status\": \"PACKED\",\n" + good + "\n", ""},
           {"--input jsonl", good + ",\n" + good + ",\n",
            "<stdin> has a comma behind its records; take it off each line"},
           {"--input jsonl", "2025-03-01T10:00:00Z INFO " + good + "\n",
            "<stdin> has other text in front of the JSON of its lines; `sed 's/^[^{]*//'` takes it "
            "away"},
           {"--input jsonl", "\x1E" + good + "\n",
            "<stdin> has the sign U+001E in front of its records"},
           {"--input json", good + " " + good + "\n",
            "<stdin> holds records one behind the other; `jq -c .`"},
           {"--input json", R"("{\"status\": \"PACKED\"}")",
            "<stdin> holds JSON inside of a text, its quotes escaped"},
           {"--input json", R"({""status"": ""PACKED""})",
            "<stdin> has each quote twice, as a cell of a CSV file does"},
           {"--input csv", "\"status,note\"\n\"PACKED,x\"\n",
            "<stdin> has quotes around all names of its header together"},
           {"--input csv", "<table><tr><td>status</td></tr></table>\n",
            "<stdin> is HTML or XML, not CSV"},
           {"--input csv", "+--------+------+\n| status | note |\n",
            "<stdin> is a table drawn for a screen; psql --csv"},
           {"--input csv", " status | note\n--------+------\n PACKED | x\n",
            "<stdin> is a table drawn for a screen"},
           {"--input csv", good + "\n",
            "<stdin> holds JSON, not CSV; --input jsonl checks a record a line"},
           {"--input csv", "'status','note'\n'PACKED','x'\n",
            "<stdin> has single quotes around its cells"},
           {"--input json", "status,note\nPACKED,x\n",
            "<stdin> is no JSON; if its first line names columns, --input csv reads a record from "
            "each "
            "other line\n"},
           {"--input json", "status\tnote\nPACKED\tx\n",
            "--input tsv reads a record from each other line\n"},
           {"--input tsv", "status,note\nPACKED,x\n",
            "<stdin> has a header of one column with , in its name; --input csv --delimiter ',' "
            "makes "
            "several of it\n"},
       }) {
    const Outcome outcome = check(each.flags, each.text);
    if (each.said.empty())
      EXPECT_EQ(outcome.err, "") << each.text;
    else
      EXPECT_THAT(outcome.err, HasSubstr(each.said)) << each.text;
    EXPECT_EQ(outcome.exit, 1) << each.text;
  }
  EXPECT_THAT(
      check("--input array", R"({"results": []})").out,
      HasSubstr("expected a list of records, found an object; --records says where in it the list "
                "stands"));
  EXPECT_THAT(check("--input array", R"({"data": {"leads": [)" + good + "]}}").out,
              HasSubstr("found an object; --records data.leads reads the list in it"));
}

/// Each kind of text, as each kind of input, and as stored records.
TEST_F(WrongInput, TextsOfOtherKinds) {
  const std::string screen = "is a table drawn for a screen; psql --csv";
  struct Case {
    std::string text, said;
  };
  for (const Case& each : std::vector<Case>{
           {"INSERT INTO leads VALUES('PACKED','x');\n", "holds SQL statements, not records"},
           {"-- MySQL dump 10.19  Distrib 10.3\n--\n", "holds SQL statements, not records"},
           {"insert into \"a b\"(status) values ('PACKED');\n", "holds SQL statements"},
           {"COPY public.leads (status) FROM stdin;\nPACKED\n\\.\n", "holds SQL statements"},
           {"+--------+\n| status |\n+--------+\n", screen},
           {" status | note\n--------+------\n PACKED | x\n", screen},
           {"-[ RECORD 1 ]---\nstatus | PACKED\n", screen},
           {"\u250c\u2500\u2500\u2510\n\u2502 status \u2502\n", screen},
           {"status  note\n------  ----\nPACKED  x   \n",
            "is a table with blanks between its columns; sqlite3 -csv -header"},
           {"- status: PACKED\n  note: x\n", "is YAML, not CSV or JSON"},
           {"status: PACKED\nnote: x\n", "is YAML, not CSV or JSON"},
           {"---\nstatus: PACKED\n", "is YAML, not CSV or JSON"},
           {"<?xml version=\"1.0\"?>\n<leads/>\n", "is HTML or XML, not CSV or JSON"},
           {"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\n", "is HTML or XML"},
           {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}\n",
            "has the headers of an HTTP answer in front of its records; curl without -i"},
       }) {
    for (const char* flags : {"--input csv", "--input tsv", "--input json", "--input jsonl"}) {
      const Outcome outcome = check(flags, each.text);
      EXPECT_THAT(outcome.err, HasSubstr("leadlint: note: <stdin> " + each.said)) << each.text;
      EXPECT_EQ(outcome.exit, 1) << each.text;
    }
    for (const char* held : {"held.csv", "held.jsonl"}) {
      write(held, each.text);
      const Outcome outcome =
          check("--input jsonl --key note --current " + std::string(held), "{}\n");
      EXPECT_THAT(outcome.err, HasSubstr("leadlint: note: " + std::string(held) + " " + each.said))
          << each.text;
      EXPECT_EQ(outcome.exit, 2) << each.text;
    }
  }
}

TEST_F(WrongInput, TablesAndJsonUnderTheNamesOfOthers) {
  const std::string good = R"({"status": "PACKED"})";
  struct Case {
    std::string flags, text, said;
  };
  for (const Case& each : std::vector<Case>{
           {"--input jsonl", "status,note\nPACKED,x\n",
            "is no JSON; if its first line names columns, --input csv reads a record from each "
            "other line\n"},
           {"--input jsonl", "status;note\nPACKED;x\n", "--input csv --delimiter ';' reads"},
           {"--input jsonl", "status\tnote\nPACKED\tx\n", "--input tsv reads a record"},
           {"--input jsonl", R"({"results": [)" + good + "]}\n",
            "holds a list of objects in results; --input array --records results checks each"},
           {"--input jsonl", R"({"results": [)" + good + "]}\n" + R"({"results": []})" + "\n",
            "has a list of objects in results on its lines; `jq -c '.results[]'` writes each"},
           {"--input jsonl", "{\n \"data\": {\n  \"leads\": [\n" + good + "]}}\n",
            "holds a list of objects in data.leads over several lines; --input array --records "
            "data.leads checks"},
           {"--input json", R"({"results": []})",
            "holds an empty list in results; --records results checks the items"},
           {"--input json", R"({"status": "PACKD", "results": []})", ""},
           {"--input csv", "[\n" + good + "\n]\n", "holds JSON, not CSV"},
           {"--input csv", "{\n \"status\": \"PACKED\"\n}\n", "holds JSON, not CSV"},
           {"--input tsv", "[]", "holds JSON, not CSV"},
           {"--input csv", "[status],[note]\nPACKED,x\n", ""},
           {"--input jsonl", "module.exports = {status: 'PACKED'}\n", ""},
           {"--input csv", "\"status\",\"note\"\n\"1\",\"PACKED\",\"x\"\n",
            "has one cell more in its rows than its header has names, and numbers the rows; where "
            "R's write.table wrote it, row.names = FALSE"},
           {"--input csv", "status,note\nPACKED,x,1\n", ""},
           {"--input csv", "\"sep=;\"\nstatus;note\nPACKED;x\n",
            "has a first line that is like Excel's sep=; but spelled otherwise"},
           {"--input csv", "SEP=;\r\nstatus;note\r\nPACKED;x\r\n", "is like Excel's sep=;"},
           {"--input csv", "sep=; \nstatus;note\nPACKED;x\n", "is like Excel's sep=;"},
       }) {
    const Outcome outcome = check(each.flags, each.text);
    if (each.said.empty())
      EXPECT_EQ(outcome.err, "") << each.text;
    else
      EXPECT_THAT(outcome.err, HasSubstr("leadlint: note: <stdin> ")) << each.text;
    EXPECT_THAT(outcome.err, HasSubstr(each.said)) << each.text;
    EXPECT_EQ(outcome.exit, 1) << each.text;
  }
  write("held.jsonl", "note,status\n1,PACKED\n");
  EXPECT_THAT(check("--input jsonl --key note --current held.jsonl", "{}\n").err,
              HasSubstr("note: held.jsonl is no JSON; if its first line names columns, a name that "
                        "ends in .csv says so"));
  write("held.csv", good + "\n");
  EXPECT_THAT(check("--input jsonl --key note --current held.csv", "{}\n").err,
              HasSubstr("note: held.csv holds JSON, not CSV; a name that ends in .jsonl"));
  write("held.json", R"({"data": {"leads": [)" + good + "]}}");
  EXPECT_THAT(check("--input jsonl --key note --current held.json", "{}\n").err,
              HasSubstr("this is an object around a list, \"data.leads\"; stored records"));
}

TEST_F(WrongInput, ExcelsLineAndADelimiterThatContradict) {
  const std::string table = "sep=;\nstatus;note\nPACKED;x\n";
  const std::string both =
      "1:1: error: this first line says that ; stands between cells (sep=;), and ";
  EXPECT_THAT(check("--input csv --delimiter ,", table).out,
              HasSubstr("<stdin>:" + both +
                        "--delimiter ',' says otherwise; leave one of the two out [bad_csv]"));
  EXPECT_EQ(check("--input csv --delimiter ,", table).exit, 1);
  EXPECT_THAT(check("--input tsv", table).out, HasSubstr(both + "a TSV file has tabs there"));
  EXPECT_EQ(check("--input csv --delimiter ';'", table).exit, 0);
  EXPECT_EQ(check("--input csv", table).exit, 0);
  write("held.csv", table);
  const std::string held = "--input jsonl --key note --current held.csv";
  const std::string stored =
      "held.csv:1:1: this first line says that ; stands between cells (sep=;), and ";
  EXPECT_THAT(check(held + " --current-delimiter '|'", "{}\n").err,
              HasSubstr(stored + "--current-delimiter '|' says"));
  EXPECT_THAT(check(held + " --delimiter ,", "{}\n").err,
              HasSubstr(stored + "--delimiter ',' says"));
  for (const char* alone : {"sep=;", "sep=;\n", "\xEF\xBB\xBFsep=;\r\n\r\n"}) {
    const Outcome outcome = check("--input csv", alone);
    EXPECT_THAT(outcome.out, HasSubstr("nothing stands below the line sep=;: expected a header"))
        << alone;
    EXPECT_EQ(outcome.exit, 1) << alone;
  }
}

TEST_F(WrongInput, BlanksAroundTheNamesOfAHeader) {
  struct Case {
    std::string text, said;
  };
  for (const Case& each : std::vector<Case>{
           {"status, note\nPACKED,x\nPACKED,y\n",
            "<stdin>:1:8: error: the column \" note\" is note with blanks around its name: take "
            "them "
            "off, or say with --columns which is meant; no row is read [bad_csv]"},
           {"status ,\tnote\nPACKED,x\n",
            "<stdin>:1:1: error: the columns \"status \", \"\tnote\" are status, note with blanks "
            "around their names: take them off"},
           {"status,note\u200b\nPACKED,x\n", "is note with signs that nobody sees around its name"},
       }) {
    const Outcome outcome = check("--input csv -f jsonl", each.text);
    EXPECT_EQ(std::ranges::count(outcome.out, '\n'), 2) << outcome.out;  // and the totals
    EXPECT_EQ(outcome.exit, 1) << each.text;
    const std::string first = each.said.substr(0, each.said.find(", \"\t"));
    EXPECT_THAT(check("--input csv", each.text).out, HasSubstr(first));
  }
  // Its own column, beside the one that is known; a place of its own; none at all.
  EXPECT_THAT(check("--input csv", "status,note, note\nPACKED,x,y\n").out,
              HasSubstr("2:10: warning: no rule knows a member \" note\""));
  write("columns.json", R"({" note": "note"})");
  EXPECT_EQ(check("--input csv --columns columns.json", "status, note\nPACKED,x\n").out,
            "1 record: 1 valid, 0 with warnings, 0 invalid\n");
  write("columns.json", R"({" note": null})");
  EXPECT_EQ(check("--input csv --columns columns.json", "status, note\nPACKED,x\n").exit, 0);
  write("held.csv", "note, status\nx,PACKED\n");
  EXPECT_THAT(check("--input jsonl --key note --current held.csv", "{}\n").err,
              HasSubstr("held.csv:1:6: the column \" status\" is status with blanks around its "
                        "name: take them off, or say with --current-columns which is meant"));
}

TEST_F(WrongInput, TextsOfOtherEncodings) {
  const auto wide = [](const std::string& text, bool big) {
    std::string out;
    for (const char c : text) out += big ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
  };
  const std::string table = "status,note\nPACKED,x\n", record = R"({"status": "PACKED"})";
  const std::string save = ": save it as UTF-8 (Excel: \"CSV UTF-8\"; or iconv -f ";
  struct Case {
    std::string flags, text, said;
  };
  for (const Case& each : std::vector<Case>{
           {"--input csv", wide(table, false), "UTF-16 text" + save + "UTF-16LE -t UTF-8)"},
           {"--input csv", wide(table, true), "UTF-16 text" + save + "UTF-16BE -t UTF-8)"},
           {"--input jsonl", wide(record, false), "UTF-16 text" + save + "UTF-16LE -t UTF-8)"},
           {"--input json", "\xFF\xFE" + wide(record, false),
            "UTF-16 text" + save + "UTF-16 -t UTF-8)"},
           {"--input csv", std::string("\xFF\xFE\0\0s\0\0\0", 8),
            "UTF-32 text" + save + "UTF-32 -t UTF-8)"},
       }) {
    const Outcome outcome = check(each.flags, each.text);
    EXPECT_EQ(outcome.exit, 2) << each.said;
    EXPECT_THAT(outcome.err, HasSubstr("cannot read <stdin>: this is " + each.said));
  }
  write("held.json", wide(record, false));
  EXPECT_THAT(check("--current held.json", record).err,
              HasSubstr("cannot read held.json: this is UTF-16 text"));
  EXPECT_THAT(check("--input csv", "status,note\nPACKED,na\xEFve\n").out,
              HasSubstr("2:10: error: this is not UTF-8: the byte EF is \"\u00ef\" in "
                        "Windows-1252; save the text"));
}

TEST_F(WrongInput, CsvOfOtherPrograms) {
  for (const auto& [text, said] : std::vector<std::pair<std::string, std::string>>{
           {"\"status\", \"note\"\n",
            "expected no blank between the delimiter and this quote: a cell in quotes starts with "
            "one"},
           {"status,note\nPACKED,  \"x\"\n",
            "expected no blank between the delimiter and this quote"},
           {"status,note\nPACKED,a \"x\"\n",
            "expected no quote inside a cell without quotes around it: write quotes around the "
            "cell and two for each inside (\"6\"\" pipe\")"},
           {"status,note\nPACKED,x,\n",
            "the row has 3 cells; its header has 2: the row ends in one ',' more than its header; "
            "take it off each row; a cell with a ',' inside needs quotes"},
           {"status,note\nPACKED,x,y\n",
            "the row has 3 cells; its header has 2; a cell with a ',' inside needs quotes"},
           {"status,note\nPACKED,\"a \\\"b\\\" c\"\n",
            "expected two quotes for one inside of a cell (\"\"): a backslash"},
           {"status,note\nPACKED,\"a\"b\n",
            "expected a delimiter or the end of the row behind the closing quote"},
           {"STATUS,Note\nPACKED,x\n",
            "in another case it has status, note; write the names as the rules do"},
       })
    EXPECT_THAT(check("--input csv", text).out, HasSubstr(said)) << text;
  for (const char* cell : {"6\" pipe", "\"6\"\" pipe"})
    EXPECT_THAT(check("--input tsv", std::string("status\tnote\nPACKED\t") + cell + "\n").out,
                HasSubstr("--input tsv --escapes none"))
        << cell;
  EXPECT_EQ(check("--input tsv --escapes none", "status\tnote\nPACKED\t6\" pipe\n").exit, 0);
  EXPECT_THAT(check("--input tsv --escapes copy", "status\tnote\nPACKED\tx\ty\n").out,
              HasSubstr("its header has 2; inside of a cell a tab is written \\t"));
}

TEST_F(WrongInput, NoRecordIsNoSilence) {
  struct Case {
    std::string flags, text, said;
  };
  for (const Case& each : std::vector<Case>{
           {"--input jsonl", "",
            "<stdin>:1:1: note: the input is empty: no record was read [bad_json]"},
           {"--input jsonl", "\n \n",
            "note: the input holds nothing but blank lines: no record was read"},
           {"--input array", "[]", "note: the list is empty: no record was read"},
           {"--records a", R"({"a": []})", "note: the list is empty: no record was read"},
           {"--input csv", "status,note\n",
            "<stdin>:1:1: note: no row stands below the header: no record was read [bad_csv]"},
           {"--input tsv", "status\tnote\n", "note: no row stands below the header"},
       }) {
    const Outcome outcome = check(each.flags, each.text);
    EXPECT_THAT(outcome.out, HasSubstr(each.said)) << each.text;
    EXPECT_EQ(outcome.exit, 0) << each.text;
    EXPECT_EQ(check(each.flags + " --fail-unknown", each.text).exit, 1) << each.text;
  }
  for (const char* flags : {"--input json", "--input array", "--input csv"})
    EXPECT_EQ(check(flags, "").exit, 1) << flags;
  EXPECT_THAT(check("--input jsonl", "{\"status\": \"PACKED\"}\n").out,
              Not(HasSubstr("no record")));
}

TEST_F(WrongInput, StoredRecordsThatAreNone) {
  for (const char* text : {"", "\n \n"}) {
    write("held.jsonl", text);
    EXPECT_THAT(check("--input jsonl --key note --current held.jsonl", "{}\n").err,
                HasSubstr("held.jsonl holds no record: nothing is known of any lead"));
  }
}

TEST_F(WrongInput, FilesBesideThePayloadMayBeCompressed) {
  if (std::system("command -v gzip >/dev/null") != 0) GTEST_SKIP() << "there is no gzip";
  write("held.json", R"({"weight": 1})");
  write("columns.json", R"({"State": "status"})");
  shell("gzip -f held.json columns.json");
  EXPECT_THAT(check("--current held.json.gz", R"({"status": "PACKED", "weight": 2})").out,
              HasSubstr("[immutable]"));
  EXPECT_EQ(check("--input csv --columns columns.json.gz", "State\nPACKED\n").exit, 0);
}

}  // namespace
