// CSV to records and findings: headers (engine/read/csv_columns.cpp), rows (csv_record.cpp), and
// what is said of them. How text becomes rows: csv_rows_test.cpp.
#include <gtest/gtest.h>

#include <memory>

#include "leadlint/leadlint.h"
#include "read/csv_columns.h"
#include "read/csv_record.h"
#include "read/csv_rows.h"
#include "read/form.h"
#include "read_support.h"
#include "table/decision_table.h"
#include "validate/evaluate.h"
#include "validate/messages.h"

namespace leadlint::read {
namespace {

using support::describe;
using support::Exact;

const table::DecisionTable& parcel() {
  static const Ruleset rules =
      load_ruleset(std::string(LEADLINT_SOURCE_DIR) + "/tests/csv/parcel.yaml").value();
  return rules.table();
}

/// A CSV text in memory, its header read; rows come one at a time.
class File {
 public:
  explicit File(const std::string& text, const CsvMapping& mapping = {}, CsvDialect dialect = {},
                const table::DecisionTable& table = parcel())
      : text_(text), start_(csv_start(text_.view(), dialect)), rows_(dialect) {
    rows_.begin(text_.view(), true, start_);
    CsvRow row;
    static_cast<void>(rows_.next(row));
    header_ = read_csv_header(table, table.root, dialect, text_.view(), row, mapping);
    validate::locate(text_.view(), header_.problems);
    reader_ = std::make_unique<CsvReader>(header_.columns);
  }
  bool next() { return header_.usable && rows_.next(row_) && (reader_->read(row_, record_), true); }
  [[nodiscard]] const CsvHeader& header() const { return header_; }
  [[nodiscard]] const CsvRow& row() const { return row_; }
  Record& record() { return record_; }

 private:
  Exact text_;
  std::size_t start_;
  CsvRows rows_;
  CsvHeader header_;
  std::unique_ptr<CsvReader> reader_;
  CsvRow row_;
  Record record_;
};

// Headers -----------------------------------------------------------------------------------------

std::string problems_of(const CsvHeader& header) {
  std::string out;
  for (const OwnedFinding& finding : header.problems) {
    if (!out.empty()) out += "\n";
    out += std::to_string(finding.line) + ":" + std::to_string(finding.column) + "-" +
           std::to_string(finding.end_column) + " " + std::string(code_name(finding.code)) + " " +
           finding.message;
    if (!finding.suggestion.empty()) out += " (" + finding.suggestion + "?)";
    if (!finding.column_name.empty()) out += " [" + finding.column_name + "]";
  }
  return header.usable ? out : out + "\nunusable";
}

struct HeaderCase {
  std::string header;
  std::string columns;
  std::string problems = "";
  CsvMapping mapping = {};
};

const std::vector<HeaderCase>& headers() {
  static const std::vector<HeaderCase> all{
      {"state,pieces", "0 state -> /state\n1 pieces -> /pieces integer\n"},
      {"\"state\",\"note\"\r\n", "0 state -> /state\n1 note -> /note\n"},
      {"weight,fragile,code,count,price,any",
       "0 weight -> /weight number\n1 fragile -> /fragile boolean\n"
       "2 code -> /code integer or text\n3 count -> /count\n4 price -> /price number\n"
       "5 any -> /any boolean integer number or text\n"},
      {"buyer.name,buyer[email]", "0 buyer.name -> /buyer/name\n1 buyer[email] -> /buyer/email\n"},
      {"items[0].sku,items.0.qty,items[1][sku]",
       "0 items[0].sku -> /items/0/sku\n1 items.0.qty -> /items/0/qty integer\n"
       "2 items[1][sku] -> /items/1/sku\n"},
      {"items[10].sku,buyer.tags[1],items[9].sku,buyer.tags[0]",
       "3 buyer.tags[0] -> /buyer/tags/0\n1 buyer.tags[1] -> /buyer/tags/1\n"
       "2 items[9].sku -> /items/9/sku\n0 items[10].sku -> /items/10/sku\n"},
      {"grid[0][1],grid.0.0",
       "1 grid.0.0 -> /grid/0/0 integer\n0 grid[0][1] -> /grid/0/1 integer\n"},
      {"extra.red,extra[0]", "0 extra.red -> /extra/red integer\n1 extra[0] -> /extra/0 integer\n"},
      {"loose[0],loose[1].x", "0 loose[0] -> /loose/0\n1 loose[1].x -> /loose/1/x kept nowhere\n"},
      // a member's own name comes before a path
      {"a.b,a.c", "0 a.b -> /a.b\n1 a.c -> /a/c kept nowhere\n"},
      // no paths
      {"a..b,[x],y[,z],w[],state",
       "0 a..b -> /a..b unknown\n1 [x] -> /[x] unknown\n2 y[ -> /y[ unknown\n"
       "3 z] -> /z] unknown\n4 w[] -> /w[] unknown\n5 state -> /state\n"},
      {"stat,buyer.nam,a/b~",
       "0 stat -> /stat unknown\n2 a/b~ -> /a~1b~0 unknown\n1 buyer.nam -> /buyer/nam unknown\n"},
      // no header: none of its names is one that the rules know
      {"state;note", "0 state;note -> /state;note unknown\n",
       "1:1-11 bad_csv no column of this header is one that the rules know (state, pieces, weight, "
       "...), so no row is checked: "
       "the first row names the columns, as the rules do or as columns says\nunusable"},
      {"SENT,Ann Example,Ann Example",
       "0 SENT -> /SENT unknown\n1 Ann Example -> /Ann Example unknown\n",
       "1:1-29 bad_csv no column of this header is one that the rules know (state, pieces, weight, "
       "...), so no row is checked: "
       "the first row names the columns, as the rules do or as columns says\nunusable"},
      {"\xEF\xBB\xBFState", "0 State -> /State unknown\n",
       "1:1-2 encoding the file starts with a byte order mark; leave it out\n"
       "1:2-7 bad_csv no column of this header is one that the rules know (state, pieces, weight, "
       "...), so no row is checked: "
       "in another case it has state; write the names as the rules do\nunusable"},
      {"State,Note",
       "",
       "1:1-11 bad_csv no column of this header is one that the rules know (state, pieces, weight, "
       "...), so no row is checked: "
       "columns gives none of its names a place that they know\nunusable",
       {{"State", ""}, {"Note", ""}}},
      // mapped
      {"Status,When,Ignored,note",
       "0 Status -> /state\n3 note -> /note\n1 When -> /buyer/name\n",
       "",
       {{"Status", "state"}, {"When", "buyer.name"}, {"Ignored", ""}}},
      {"note", "0 note -> /state\n", "", {{"note", "state"}}},
      {",state", "0  -> /note\n1 state -> /state\n", "", {{"", "note"}}},
      {"Stats",
       "0 Stats -> /Stats unknown\n",
       "1:1-6 bad_csv no column of this header is one that the rules know (state, pieces, weight, "
       "...), so no row is checked: "
       "columns gives none of its names a place that they know\n"
       "1:1-6 bad_csv no column is called \"Status\", which is given a place (Stats?)\nunusable",
       {{"Status", "state"}}},
      {"Stats,note",
       "0 Stats -> /Stats unknown\n1 note -> /note\n",
       "1:1-11 bad_csv no column is called \"Status\", which is given a place (Stats?)",
       {{"Status", "state"}}},
      {"a",
       "0 a -> /note\n",
       "1:1-2 bad_csv the column \"a\" is given two places",
       {{"a", "note"}, {"a", "state"}}},
      // problems
      {"state,note,state", "0 state -> /state\n1 note -> /note\n",
       "1:12-17 bad_csv the column \"state\" stands here a second time: which of the two counts? "
       "Take one out "
       "[state]\nunusable"},
      {"buyer.name,buyer[name]", "0 buyer.name -> /buyer/name\n",
       "1:12-23 bad_csv the columns \"buyer.name\" and \"buyer[name]\" both give a value for "
       "/buyer/name: take one out [buyer[name]]\nunusable"},
      {"buyer,buyer.name", "0 buyer -> /buyer\n",
       "1:7-17 bad_csv the columns \"buyer\" and \"buyer.name\" both give a value for /buyer: "
       "take one out [buyer.name]\nunusable"},
      {"buyer.name,buyer", "0 buyer.name -> /buyer/name\n",
       "1:12-17 bad_csv the columns \"buyer.name\" and \"buyer\" both give a value for /buyer: "
       "take one out [buyer]\nunusable"},
      {"items[0].sku,items.sku", "0 items[0].sku -> /items/0/sku\n",
       "1:14-23 bad_csv the columns \"items[0].sku\" and \"items.sku\" both give a value for "
       "/items: take one out [items.sku]\nunusable"},
      {"items.sku,items[0].sku", "0 items.sku -> /items/sku kept nowhere\n",
       "1:11-23 bad_csv the columns \"items.sku\" and \"items[0].sku\" both give a value for "
       "/items: take one out [items[0].sku]\nunusable"},
      {"state,,\"\"", "0 state -> /state\n",
       "1:7-7 bad_csv column 2 has no name: give it one, or columns = {{\"\", \"\"}} leaves such "
       "columns "
       "out\n1:8-10 bad_csv column 3 has no name: the header ends in the delimiter; "
       "take the last "
       "one off each line, or columns = {{\"\", \"\"}} leaves such columns out"},
      {"\"line\nbreak\",state,state", "0 line\nbreak -> /line\nbreak unknown\n1 state -> /state\n",
       "2:14-19 bad_csv the column \"state\" stands here a second time: which of the two counts? "
       "Take one out "
       "[state]\nunusable"},
      {"\xEF\xBB\xBFstate,\"note\"", "0 state -> /state\n1 note -> /note\n",
       "1:1-2 encoding the file starts with a byte order mark; leave it out"},
      {"\xEF\xBB\xBF\"state\",\"state\"", "0 state -> /state\n",
       "1:1-2 encoding the file starts with a byte order mark; leave it out\n"
       "1:10-17 bad_csv the column \"state\" stands here a second time: which of the two counts? "
       "Take one out "
       "[state]\nunusable"},
      {"", "",
       "1:1-1 bad_csv the file is empty: expected a header that names the columns\nunusable"},
      {"a\"b", "",
       "1:2-3 bad_csv this is not CSV: expected no quote inside a cell without quotes around it: "
       "write quotes around the cell and two for each inside (\"6\"\" pipe\")\n"
       "unusable"},
      {"\"a\n", "",
       "1:1-2 bad_csv this is not CSV: expected a closing quote for this one, which is "
       "never closed\nunusable"},
      {"a,b\xFF", "", "1:4-5 encoding this is not UTF-8\nunusable"},
      {std::string("a\0", 2), "",
       "1:2-3 bad_csv this is not CSV: expected text, not a NUL byte\nunusable"},
      {"state,note\rSENT,x\r", "",
       "1:11-12 bad_csv this is not CSV: expected a line feed behind this carriage return: a CR "
       "alone "
       "ends no line (write LF or CR LF), and a cell that holds one stands in quotes "
       "(csv) or holds \\r (escapes = CellEscapes::copy)\nunusable"},
      {std::string(max_csv_header + 1, 'a'), "",
       "1:1-2 limit_exceeded the header has more than 1048576 bytes\nunusable"},
      {std::string(max_csv_cells, ','), "",
       "1:1-2 limit_exceeded the header has more than 16384 columns\nunusable"},
  };
  return all;
}

TEST(CsvHeader, Cases) {
  for (const HeaderCase& one : headers()) {
    const File file(one.header, one.mapping);
    EXPECT_EQ(file.header().columns.dump(), one.columns) << one.header.substr(0, 100);
    EXPECT_EQ(problems_of(file.header()), one.problems) << one.header.substr(0, 100);
  }
}

TEST(CsvHeader, PathsAreLimited) {
  std::string path = "any";
  const std::string header = "state,";
  for (std::size_t i = 1; i < max_csv_steps; ++i) path += ".a";
  EXPECT_EQ(problems_of(File(header + path).header()), "");
  path += ".a";
  EXPECT_EQ(problems_of(File(header + path).header()),
            "1:7-" + std::to_string(path.size() + 7) + " limit_exceeded the path \"" + path +
                "\" has more than 64 steps [" + path + "]");
}

TEST(CsvHeader, AByteOrderMarkIsWhatTheRulesSay) {
  table::DecisionTable table = support::sample_table();
  for (const Severity severity : {Severity::error, Severity::off}) {
    table.options.bom = severity;
    const File file("\xEF\xBB\xBFstatus\n1\n", {}, {}, table);
    std::vector<Severity> said;
    for (const OwnedFinding& finding : file.header().problems) said.push_back(finding.severity);
    EXPECT_EQ(said, severity == Severity::off ? std::vector<Severity>{} : std::vector{severity});
    EXPECT_TRUE(file.header().usable);
  }
}

// Records -----------------------------------------------------------------------------------------

struct RecordCase {
  std::string header;
  std::string row;
  std::string record;
  std::string issues = "";
};

const std::vector<RecordCase>& records() {
  static const std::vector<RecordCase> all{
      {"state,note", "SENT,hello", "{state='SENT' note='hello'}"},
      {"state,note", "SENT,", "{state='SENT'}"},
      {"state,note", ",\"\"", "{}"},
      {"state,note", "\"SE\"\"NT\",\" a,b \"", "{state='SE\"NT' note=' a,b '}"},
      {"note", "\"\"\"\"", "{note='\"'}"},
      {"note", "\"\"\"a\"\"\"\"\"", "{note='\"a\"\"'}"},
      {"note", "\"a\r\nb\"", "{note='a\r\nb'}"},
      {"note", "null", "{note='null'}"},
      {"note", "na\xC3\xAFve", "{note='na\xC3\xAFve'}"},
      // typed by the rules
      {"pieces", "12", "{pieces=int 12}"},
      {"pieces", "\"12\"", "{pieces=int 12}"},
      {"pieces", "-0", "{pieces=int -0}"},
      {"pieces", "9223372036854775808", "{pieces=int 9223372036854775808!}"},
      {"pieces", "5.0", "{pieces=num 5}"},
      {"pieces", "1e2", "{pieces=num 100}"},
      {"pieces", "007", "{pieces='007'}"},
      {"pieces", "+5", "{pieces='+5'}"},
      {"pieces", " 5", "{pieces=' 5'}"},
      {"pieces", "-", "{pieces='-'}"},
      {"pieces", "12 kg", "{pieces='12 kg'}"},
      {"pieces", "true", "{pieces='true'}"},
      {"weight", "1.5", "{weight=num 1.5}"},
      {"weight", "15", "{weight=int 15}"},
      {"weight", "1e999", "{weight=num inf!}", "number_too_large 0-5 '/weight'"},
      {"any", "-1e400", "{any=num -inf!}", "number_too_large 0-6 '/any'"},
      {"weight", "\"1,5\"", "{weight='1,5'}"},
      {"fragile", "true", "{fragile=true}"},
      {"fragile", "false", "{fragile=false}"},
      {"fragile", "TRUE", "{fragile='TRUE'}"},
      {"fragile", "1", "{fragile='1'}"},
      {"code", "12", "{code=int 12}"},
      {"code", "\"12\"", "{code='12'}"},
      {"code", "A12", "{code='A12'}"},
      {"count", "12", "{count='12'}"},
      {"price", "12", "{price=int 12}"},
      {"price", "twelve", "{price='twelve'}"},
      {"note", "12", "{note='12'}"},
      {"any", "12", "{any=int 12}"},
      {"any", "\"12\"", "{any='12'}"},
      // objects and lists, made where a cell inside them is filled
      {"buyer.name,buyer.email", "Ann,", "{buyer={name='Ann'}}"},
      {"buyer.name,buyer.email", ",", "{}"},
      {"items[0].sku,items[0].qty,items[1].sku", "a,2,b",
       "{items=[{sku='a' qty=int 2} {sku='b'}]}"},
      {"items[1].sku,items[0].sku", "b,a", "{items=[{sku='a'} {sku='b'}]}"},
      {"items[0].sku,items[1].sku,items[2].sku", ",b,c", "{items=[{sku='b'} {sku='c'}]}"},
      {"buyer.tags[0],buyer.tags[1]", "x,", "{buyer={tags=['x']}}"},
      {"grid[0][0],grid[1][0],grid[1][1]", "1,2,3", "{grid=[[int 1] [int 2 int 3]]}"},
      {"extra.red,extra.blue", "1,2", "{extra={blue=int 2 red=int 1}}"},
      {"extra.red.x", "1", "{extra={red={}}}"},
      {"loose[0],loose[1].x,loose[1].y", "1,2,3", "{loose=[..]}"},
      {"state.x", "1", "{state={}}"},
      {"state[0]", "1", "{state={}}"},
      {"items.sku", "1", "{items={}}"},
      // members that no rule names
      {"odd,state", "1,SENT", "{state='SENT' | odd='1'}"},
      {"odd,state", ",SENT", "{state='SENT'}"},
      {"odd.a,odd.b,state", "1,2,", "{ | odd={..}}"},
      {"buyer.nam", "Ann", "{buyer={ | nam='Ann'}}"},
      // rows that cannot be read
      {"state,note", "SENT", "unreadable", "cells 1 0-4 ''"},
      {"state,note", "a,b,c", "unreadable", "cells 3 0-5 ''"},
      {"state,note", "a,b\"c", "unreadable", "bad_csv 3-4 ''"},
      {"state,note", "\"a\"\xC3\xA9,b", "unreadable", "bad_csv 3-5 ''"},
      {"state,note", "a,\"b", "unreadable", "bad_csv 2-3 ''"},
      {"state,note", "a,b\xC3(", "unreadable", "encoding 3-4 ''"},
      {"state,note", std::string("a,b\0", 4), "unreadable", "bad_csv 3-4 ''"},
      {"state,note", std::string("a\xFF\0", 3), "unreadable", "bad_csv 2-3 ''"},
  };
  return all;
}

TEST(CsvRecord, Cases) {
  for (const RecordCase& one : records()) {
    File file(one.header + "\n" + one.row);
    ASSERT_EQ(problems_of(file.header()), "") << one.header;
    ASSERT_TRUE(file.next()) << one.row;
    EXPECT_EQ(describe(parcel(), file.record()), one.record) << one.header << "\n" << one.row;
    EXPECT_EQ(describe(file.record().issues), one.issues) << one.row;
    EXPECT_FALSE(file.next());
  }
}

/// A row's record, and its cells that may stand for no value: "NULL@offset".
std::string read_row(const std::string& header, const std::string& row,
                     std::vector<std::string> null_words) {
  const CsvDialect dialect{.null_words = std::move(null_words)};
  const Exact text(header + "\n" + row);
  CsvRows rows(dialect);
  rows.begin(text.view(), true);
  CsvRow at;
  static_cast<void>(rows.next(at));
  const CsvHeader read = read_csv_header(parcel(), parcel().root, dialect, text.view(), at);
  CsvReader reader(read.columns);
  Record record;
  static_cast<void>(rows.next(at) && reader.read(at, record));
  std::string out = describe(parcel(), record);
  for (const CsvNoWord& word : reader.no_words())
    out += " " + std::string(csv_no_words[word.word]) + "@" + std::to_string(word.offset);
  return out;
}

TEST(CsvRecord, WordsForNoValue) {
  const std::vector<std::string> null{"NULL"}, two{"\\N", "n/a"};
  EXPECT_EQ(read_row("state,note", "SENT,NULL", {}), "{state='SENT' note='NULL'} NULL@5");
  EXPECT_EQ(read_row("state,note", "SENT,NULL", null), "{state='SENT'}");
  EXPECT_EQ(read_row("state,note", "SENT,\"NULL\"", null), "{state='SENT' note='NULL'}");
  EXPECT_EQ(read_row("state,note", "SENT,\"NULL\"", {}), "{state='SENT' note='NULL'}");
  EXPECT_EQ(read_row("state,note", "SENT,null", null), "{state='SENT' note='null'} null@5");
  EXPECT_EQ(read_row("state,note", "SENT,NULLS", null), "{state='SENT' note='NULLS'}");
  EXPECT_EQ(read_row("state,note", "\\N,n/a", two), "{}");
  EXPECT_EQ(read_row("state,note", "NA,\\N", {}), "{state='NA' note='\\N'} NA@0 \\N@3");
  EXPECT_EQ(read_row("pieces,buyer.name", "NULL,NULL", null), "{}");
  EXPECT_EQ(read_row("pieces,buyer.name", "NULL,#N/A", {}),
            "{pieces='NULL' buyer={name='#N/A'}} NULL@0 #N/A@5");
  EXPECT_EQ(read_row("state,odd", "SENT,NULL", {}), "{state='SENT' | odd='NULL'}");
}

TEST(CsvRecord, ARowSaysNothingOfTheOneBefore) {
  File file("state,buyer.name,items[0].sku\nSENT,Ann,a\n,,\n,,b\n\"bad\n,Bob,\n");
  std::vector<std::string> said;
  while (file.next()) said.push_back(describe(parcel(), file.record()));
  EXPECT_EQ(said, (std::vector<std::string>{"{state='SENT' buyer={name='Ann'} items=[{sku='a'}]}",
                                            "{}", "{items=[{sku='b'}]}", "unreadable",
                                            "{buyer={name='Bob'}}"}));
}

TEST(CsvRecord, OffsetsPointToTheCell) {
  File file("note,buyer.name,odd,items[0].sku\n\"a \"\"b\",Ann,x,\"s\"\n");
  ASSERT_TRUE(file.next());
  const Record& record = file.record();
  const auto spot = [&](const Node& node) {
    return std::string(file.row().text.substr(node.offset, record.end_offset(node) - node.offset));
  };
  std::vector<std::string> spots;
  for (const Node& node : record.nodes)
    if (node.kind == Kind::string) spots.push_back(spot(node));
  EXPECT_EQ(spots, (std::vector<std::string>{"\"a \"\"b\"", "x", "Ann", "\"s\""}));
}

// Findings ----------------------------------------------------------------------------------------

/// What is found in a row, a line each: "line:column-column code path [column name] message".
std::string findings_of(File& file) {
  validate::Evaluator evaluator(parcel());
  const validate::ReadContext nothing;
  std::vector<validate::Raw> raws;
  evaluator.collect(file.record(), nothing, raws);
  const Record params;
  const validate::Judged judged{parcel(), file.record(), params, nothing, file.row().text};
  OwnedFindings findings;
  for (const validate::Raw& raw : raws) findings.push_back(validate::to_finding(raw, judged));
  validate::locate(file.row().text, findings);
  std::string out;
  for (const OwnedFinding& finding : findings) {
    out += (out.empty() ? "" : "\n") + std::to_string(finding.line) + ":" +
           std::to_string(finding.column) + "-" +
           (finding.end_line > finding.line ? std::to_string(finding.end_line) + ":" : "") +
           std::to_string(finding.end_column) + " " + std::string(code_name(finding.code)) + " " +
           finding.path + " [" + finding.column_name + "] " + finding.message;
    if (!finding.suggestion.empty()) out += " (" + finding.suggestion + "?)";
  }
  return out;
}

struct FindingCase {
  std::string header;
  std::string row;
  std::string findings;
};

const std::vector<FindingCase>& findings() {
  static const std::vector<FindingCase> all{
      {"state,note", "PACKED,hello", ""},
      {"note,state", "hello,PAKED",
       "1:7-12 not_in_enum /state [state] state \"PAKED\" is not one of PACKED or SENT (PACKED?)"},
      {"state,note", "PACKED,\"hello, \"\"you\"\"\"",
       "1:8-24 too_long /note [note] note has 12 characters; at most 10 are allowed"},
      {"state,note", "PACKED,\"a\nand so much more\"",
       "1:8-2:18 too_long /note [note] note has 18 characters; at most 10 are allowed"},
      {"state,pieces", "PACKED,two",
       "1:8-11 wrong_type /pieces [pieces] pieces \"two\" must be a whole number, not text"},
      {"state,count", "PACKED,two",
       "1:8-11 bad_format /count [count] count \"two\" does not read as a whole number"},
      {"state,price,buyer.name", "PACKED,two,Ann",
       "1:8-11 bad_format /price [price] price \"two\" does not read as a number"},
      // what is missing stands at its empty cell
      {"state,note,sentOn", "SENT,hello,",
       "1:12-12 missing_field /sentOn [sentOn] sentOn is missing; it is needed when state is SENT"},
      {"note,state", "hello,", "1:7-7 missing_field /state [state] state is missing"},
      {"note", "hello", "1:1-2 missing_field /state [] state is missing"},
      {"state,items[4].sku,items[4].qty,items[5].sku,items[5].qty", "SENT,a,1,,2",
       "1:1-2 missing_field /sentOn [] sentOn is missing; it is needed when state is SENT\n"
       "1:10-10 missing_field /items/1/sku [items[5].sku] sku is missing"},
      {"state,buyer.email", "PACKED,a@b.example",
       "1:8-9 missing_field /buyer/name [] name is missing"},
      {"state,price", "PACKED,1",
       "1:8-9 conflict /price [price] price 1 contradicts another value; expected that buyer is "
       "there or price is left out"},
      // members that no rule names
      {"state,nots", "PACKED,x",
       "1:8-9 unknown_field /nots [nots] no rule knows a member nots (note?)"},
      {"state,byer.name", "PACKED,\"x\"",
       "1:8-11 unknown_field /byer [byer.name] no rule knows a member byer (buyer?)"},
      {"state,extra.a,extra.b", "PACKED,1,x",
       "1:10-11 wrong_type /extra/b [extra.b] b \"x\" must be a whole number, not text"},
      {"state,items[0].sku,items[1].sku", "PACKED,x,x",
       "1:10-11 conflict /items/1/sku [items[1].sku] sku \"x\" stands in the list twice"},
      // rows that cannot be read
      {"state,note", "a", "1:1-2 bad_csv  [] the row has 1 cell; its header has 2"},
      {"state,note", "a,b,c",
       "1:1-6 bad_csv  [] the row has 3 cells; its header has 2; a cell with a "
       "',' inside needs quotes"},
      {"state,note", "a,b,,",
       "1:1-6 bad_csv  [] the row has 4 cells; its header has 2: the row ends in 2 ',' more than "
       "its "
       "header; take them off each row; a cell with a ',' inside needs quotes"},
      {"state,note", "a,b\"",
       "1:4-5 bad_csv  [] this is not CSV: expected no quote inside a cell without quotes around "
       "it: write quotes around the cell and two for each inside (\"6\"\" pipe\")"},
      {"state,note", "a,\xC3\xA9\"",
       "1:4-5 bad_csv  [] this is not CSV: expected no quote inside a cell without quotes around "
       "it: write quotes around the cell and two for each inside (\"6\"\" pipe\")"},
      {"state,note", "a,\"b\"c",
       "1:6-7 bad_csv  [] this is not CSV: expected a delimiter or the end of the row behind the "
       "closing quote"},
      {"state,note", "a,\xFF", "1:3-4 encoding  [] this is not UTF-8"},
  };
  return all;
}

TEST(CsvFindings, Cases) {
  for (const FindingCase& one : findings()) {
    File file(one.header + "\n" + one.row + "\n");
    ASSERT_TRUE(file.next()) << one.row;
    EXPECT_EQ(findings_of(file), one.findings) << one.header << "\n" << one.row;
  }
}

TEST(CsvFindings, ALineOverTheSizeLimit) {
  File file("state,note\nPACKED,aaaaaaaaaaaaaaa\nPACKED,a\n", {}, {.max_row = 20});
  ASSERT_TRUE(file.next());
  EXPECT_EQ(findings_of(file),
            "1:1-1 limit_exceeded  [] the record has more bytes than a record may have");
  ASSERT_TRUE(file.next());
  EXPECT_EQ(findings_of(file), "");
}

/// Text is what it spells, by one rule for CSV cells and form values.
TEST(Csv, TextIsWhatItSpellsInFormsToo) {
  const std::vector<std::string> texts{"1",    "-0.5", "0",    "1e2", "007", "true",
                                       "TRUE", "null", "x",    "+1",  "1.0", "99999999999999999999",
                                       "-",    "1.",   "true "};
  const std::vector<std::string> places{"state",      "pieces",   "weight",        "fragile",
                                        "code",       "count",    "price",         "note",
                                        "any",        "extra[a]", "items[0][qty]", "buyer[name]",
                                        "grid[0][0]", "loose[0]", "other"};
  FormReader reader;
  Record record;
  for (const std::string& place : places) {
    for (const std::string& text : texts) {
      // A header is read only where a rule knows one of its columns.
      File file(place + ",sentOn\n" + text + ",2026-01-01\n");
      ASSERT_TRUE(file.next()) << place;
      const std::string form = place + "=" + (text == "+1" ? "%2B1" : text) + "&sentOn=2026-01-01";
      ASSERT_TRUE(reader.read(parcel(), parcel().root, form, record)) << form;
      EXPECT_EQ(describe(parcel(), record), describe(parcel(), file.record())) << form;
    }
  }
}

}  // namespace
}  // namespace leadlint::read
