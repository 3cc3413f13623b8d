// A file of the partner's records, joined with payloads by a key.
#include "history/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "history_support.h"
#include "temporary_folder.h"

namespace leadlint::history {
namespace {

using testing::ElementsAre;

tl::expected<Snapshot, OwnedFindings> snapshot_of(const Ruleset& rules, const std::string& text,
                                                  const std::string& key = "lead_id") {
  const table::DecisionTable& table = rules.table();
  return Snapshot::read(table, KeyPath::make(table, table.current_root, key).value(), text);
}

std::vector<std::string> problems(const std::string& text, const std::string& key = "lead_id") {
  std::vector<std::string> said;
  const auto read = snapshot_of(test_rules("every_slot"), text, key);
  if (!read)
    for (const OwnedFinding& finding : read.error())
      said.push_back(std::to_string(finding.line) + ": " + finding.message);
  return said;
}

TEST(Snapshot, FindsTheRecordOfALead) {
  const Ruleset rules = test_rules("every_slot");
  auto read = snapshot_of(rules,
                          "{\"lead_id\":1,\"stage\":\"NEW\",\"amount\":5}\r\n"
                          "\n"
                          "{\"lead_id\":\"b\",\"stage\":\"WON\"}");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size(), 2U);
  const auto stage = [&](std::string_view key) -> std::string {
    const read::Record* record = read->find(key);
    if (record == nullptr) return "none";
    return std::string{record->nodes[record->slots[record->instances[0].slots]].text()};
  };
  EXPECT_EQ(stage("1"), "NEW");
  EXPECT_EQ(stage("b"), "WON");
  EXPECT_EQ(stage("2"), "none");
  EXPECT_EQ(stage(""), "none");
}

TEST(Snapshot, IsEmptyWhereTheFileIs) {
  const Ruleset rules = test_rules("every_slot");
  for (const char* text : {"", "\n", " \r\n\n"}) {
    auto read = snapshot_of(rules, text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->size(), 0U);
    EXPECT_EQ(read->find("1"), nullptr);
  }
}

TEST(Snapshot, ManyRecordsAreFoundByTheirKeys) {
  const Ruleset rules = test_rules("every_slot");
  std::string text;
  for (int lead = 0; lead < 20'000; ++lead)
    text += "{\"lead_id\":" + std::to_string(lead) + ",\"note\":\"" + std::to_string(lead * 7) +
            "\"}\n";
  auto read = snapshot_of(rules, text);
  ASSERT_TRUE(read);
  EXPECT_LE(read->bytes(), text.size() + std::size_t{20'000} * 16 + 64);
  for (int lead = 0; lead < 20'000; ++lead) {
    const read::Record* record = read->find(std::to_string(lead));
    ASSERT_NE(record, nullptr);
    ASSERT_EQ(record->nodes[record->slots[record->instances[0].slots + 1]].text(),
              std::to_string(lead * 7));
  }
}

TEST(Snapshot, SaysWhichLinesAreWrong) {
  EXPECT_THAT(
      problems("{\"lead_id\":1}\n{\"lead_id\":}\n[]\n{\"id\":1}\n\n{\"lead_id\":\"1\"}\n"),
      ElementsAre("2: this is not JSON: expected a value", "3: this is a list, and no JSON object",
                  "4: this record has no lead_id, which tells whose it is",
                  "6: this record has the lead_id of line 1"));
  EXPECT_THAT(problems("{\"note\":\"a\"}\n{\"note\":\"a\"}\n", "note"),
              ElementsAre("2: this record has the note of line 1"));
}

TEST(Snapshot, SaysOnceThatAFileHoldsNoLines) {
  const std::string rest =
      "; stored records with a key stand one on each line (JSON Lines), or are CSV";
  EXPECT_THAT(problems("\n{\n  \"lead_id\": 1\n}\n{\n  \"lead_id\": 2\n}\n"),
              ElementsAre("2: this object goes over several lines" + rest));
  for (const char* list : {"[{\"lead_id\": 1}]", "[\n  {\"lead_id\": 1},\n  {\"lead_id\": 2}\n]\n"})
    EXPECT_THAT(problems(list), ElementsAre("1: this is a list" + rest));
  EXPECT_THAT(problems("{\"n\": 1, \"results\": [ {\"lead_id\": 1}]}\n"),
              ElementsAre("1: this is an object around a list, \"results\"" + rest));
  EXPECT_THAT(problems("{\"lead_id\":1}\n[]\n"),
              ElementsAre("2: this is a list, and no JSON object"));
}

TEST(Snapshot, FindsTheRowOfALead) {
  const Ruleset rules = test_rules("every_slot");
  const table::DecisionTable& table = rules.table();
  auto read =
      Snapshot::read(table, KeyPath::make(table, table.current_root, "lead_id").value(),
                     "\xEF\xBB\xBFstage;lead_id;note\r\nNEW;1;\"two\nlines\"\r\n\nWON;\"b\";x",
                     {.csv = true, .dialect = {.delimiter = ';'}});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size(), 2U);
  const auto value = [&](std::string_view key, std::size_t number) -> std::string {
    const read::Record* record = read->find(key);
    if (record == nullptr) return "none";
    return std::string{record->nodes[record->slots[record->instances[0].slots + number]].text()};
  };
  EXPECT_EQ(value("b", 0), "WON");
  EXPECT_EQ(value("1", 1), "two\nlines");
  EXPECT_EQ(value("2", 0), "none");
}

/// A header may have the key by a name that its field had before, and so may the path.
TEST(Snapshot, TakesTheKeyByItsOldName) {
  support::TemporaryFolder folder;
  const Ruleset rules = load_ruleset(folder.write("rules.yaml",
                                                  "leadlint: 1\nruleset: test/keys\ntitle: t\n"
                                                  "fields: {id: {was: [user_id]}, n: {type: "
                                                  "integer}}\nrules: [{id: kept, keep: n}]\n"))
                            .value();
  const table::DecisionTable& table = rules.table();
  for (const char* key : {"id", "user_id"})
    for (const char* header : {"id", "user_id"}) {
      auto read = Snapshot::read(table, KeyPath::make(table, table.current_root, key).value(),
                                 std::string(header) + ",n\n7,1\n8,2\n", {.csv = true});
      ASSERT_TRUE(read) << key << " in " << header;
      EXPECT_NE(read->find("8"), nullptr) << key << " in " << header;
    }
}

TEST(Snapshot, SaysWhichRowsAreWrong) {
  const Ruleset rules = test_rules("every_slot");
  const table::DecisionTable& table = rules.table();
  const auto problems_of = [&](const std::string& text) {
    std::vector<std::string> said;
    const auto read = Snapshot::read(
        table, KeyPath::make(table, table.current_root, "lead_id").value(), text, {.csv = true});
    if (!read)
      for (const OwnedFinding& finding : read.error())
        said.push_back(std::to_string(finding.line) + ": " + finding.message);
    return said;
  };
  EXPECT_THAT(problems_of("lead_id,note\n1,\"a\nb\"\n2\n,c\n1,d\n"),
              ElementsAre("4: the row has 1 cell; its header has 2",
                          "5: this record has no lead_id, which tells whose it is",
                          "6: this record has the lead_id of line 2"));
  EXPECT_THAT(problems_of("note,note,lead_id\na,b,1\n").size(), 1U);  // the header
  EXPECT_THAT(problems_of("").size(), 1U);
  // Of rows without a known member a note beside each record tells: tests/stored_notes_test.cpp.
  EXPECT_THAT(problems_of("lead_id,Amount\n1,2\n"), testing::IsEmpty());
  // rows that are no rows
  EXPECT_THAT(problems_of("lead_id,note\r1,a\r2,b\r"),
              ElementsAre(testing::HasSubstr("1: this is not CSV: expected a line feed")));
  EXPECT_THAT(problems_of("lead_id,note\n1,a\r2,b\n"),
              ElementsAre(testing::HasSubstr("2: this is not CSV: expected a line feed")));
}

TEST(Snapshot, AHeaderWithoutTheKeyIsNone) {
  const Ruleset rules = test_rules("every_slot");
  const table::DecisionTable& table = rules.table();
  const std::string none = "which tells whose record a row is, so no row is read: ";
  struct Row {
    std::string key, text, says, near = "";
    SnapshotFormat form = {.csv = true};
  };
  for (
      const Row& row : std::vector<Row>{
          {"id", "id;stage\n1;NEW\n",
           "1: no column of this header is id, " + none +
               "it is one column with ; in its name; snapshot_delimiter = ';' makes several of it"},
          {"id", "id\tstage\n1\tNEW\n", "snapshot_delimiter = '\\t' makes several of it"},
          {"id",
           "id,stage\n1,NEW\n",
           "snapshot_delimiter = ',' makes several of it",
           "",
           {.csv = true, .dialect = {.delimiter = ';'}}},
          {"id", "\"id,stage\"\n\"1,NEW\"\n",
           "quotes stand around all of its names together; take them off each line"},
          {"id",
           "id,stage\n1,NEW\n",
           "with , in its name; in a file that is not called .tsv snapshot_delimiter = ',' makes "
           "several of it",
           "",
           {.csv = true, .dialect = {.delimiter = '\t'}}},
          {"id", "stage\n", "as the rules do or as snapshot_columns says"},
          {"id", "Id,Stage\n1,NEW\n", "1: no column of this header is id, ", "Id"},
          {"lead.id", "stage,lead id\nNEW,1\n", "the first row names the columns", "lead id"},
          {"id", "Leads of May\n\nid,stage\n1,NEW\n", "line 3 does; take out what stands above it"},
          {"/lead/id", "Leads,,\nlead[id],stage\n1,NEW\n", "line 2 does"},
          {"id",
           "number,stage\n1,NEW\n",
           "snapshot_columns (or columns) gives none of its names that place",
           "",
           {.csv = true, .columns = {{"number", "lead"}}}},
          {"id", "stage\n", "the first row names the columns"},
      }) {
    const auto read = Snapshot::read(
        table, KeyPath::make(table, table.current_root, row.key).value(), row.text, row.form);
    ASSERT_FALSE(read) << row.text;
    ASSERT_EQ(read.error().size(), 1U) << row.text;
    const OwnedFinding& finding = read.error()[0];
    EXPECT_EQ(finding.code, Code::bad_csv);
    EXPECT_EQ(finding.suggestion, row.near);
    EXPECT_THAT(std::to_string(finding.line) + ": " + finding.message,
                testing::HasSubstr(row.says));
  }
}

TEST(Snapshot, WordsForNoValueAreNone) {
  const Ruleset rules = test_rules("every_slot");
  const table::DecisionTable& table = rules.table();
  auto read = Snapshot::read(table, KeyPath::make(table, table.current_root, "lead_id").value(),
                             "stage,lead_id,note\nNEW,1,NULL\nNEW,2,\"NULL\"\n",
                             {.csv = true, .dialect = {.null_words = {"NULL"}}});
  ASSERT_TRUE(read);
  const auto has_note = [&](std::string_view key) {
    const read::Record* record = read->find(key);
    return record->slots[record->instances[0].slots + 1] != read::none;
  };
  EXPECT_FALSE(has_note("1"));
  EXPECT_TRUE(has_note("2"));
}

TEST(Snapshot, SaysNoMoreThanPeopleRead) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "{}\n";
  EXPECT_EQ(problems(text).size(), max_snapshot_findings);
}

TEST(Snapshot, TabsMayEscapeWithBackslashes) {
  const Ruleset rules = test_rules("every_slot");
  const table::DecisionTable& table = rules.table();
  auto read =
      Snapshot::read(table, KeyPath::make(table, table.current_root, "lead_id").value(),
                     "stage\tlead_id\tnote\nNEW\ta\\tb\t\"\\n\nNEW\tx\\\ny\t\\N\n",
                     {.csv = true, .dialect = {.delimiter = '\t', .escapes = CellEscapes::copy}});
  ASSERT_TRUE(read);
  EXPECT_NE(read->find("a\tb"), nullptr);
  ASSERT_NE(read->find("x\ny"), nullptr);
  EXPECT_EQ(read->line(), 3U);
  EXPECT_EQ(read->find("\\N"), nullptr);
}

TEST(Snapshot, ExcelSaysWhatStandsBetweenCells) {
  const Ruleset rules = test_rules("every_slot");
  const table::DecisionTable& table = rules.table();
  auto read = Snapshot::read(table, KeyPath::make(table, table.current_root, "lead_id").value(),
                             "sep=;\r\nstage;lead_id\r\nNEW;7\r\n", {.csv = true});
  ASSERT_TRUE(read);
  EXPECT_NE(read->find("7"), nullptr);
}

}  // namespace
}  // namespace leadlint::history
