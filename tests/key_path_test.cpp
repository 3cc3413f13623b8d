// Whose record is it? Keys by path, whether rules know the path or not.
#include "history/key_path.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "history_support.h"
#include "read/csv_columns.h"
#include "read/csv_record.h"
#include "read/csv_rows.h"
#include "temporary_folder.h"

namespace leadlint::history {
namespace {

struct Row {
  const char* path;
  const char* record;
  const char* key;
};

/// By the name of today or one before, whichever of them the path and the record have.
TEST(KeyPath, OldNamesAreNamesOfTheSamePlace) {
  support::TemporaryFolder folder;
  const Ruleset rules = load_ruleset(folder.write("rules.yaml", R"(leadlint: 1
ruleset: test/keys
title: t
fields:
  id: {was: [user_id, uid]}
  lead: {was: [client], fields: {no: {was: [nr]}}}
)"))
                            .value();
  const table::DecisionTable& table = rules.table();
  const Row rows[] = {
      {"id", R"({"user_id":1})", "1"},
      {"user_id", R"({"id":1})", "1"},
      {"user_id", R"({"uid":1})", "1"},
      {"uid", R"({"uid":1,"id":2})", "2"},
      {"lead.no", R"({"client":{"nr":3}})", "3"},
      {"client.nr", R"({"lead":{"no":3}})", "3"},
      {"client.no", R"({"lead":{"nr":3}})", "3"},
      {"lead.other", R"({"client":{"other":3}})", "3"},
      {"client.other", R"({"lead":{"other":3}})", "3"},
      {"lead.other", R"({"client":{"no":3}})", ""},
  };
  read::JsonReader reader;
  read::Record record;
  for (const Row& row : rows) {
    auto path = KeyPath::make(table, table.root, row.path);
    ASSERT_TRUE(path) << row.path;
    reader.read(table, table.root, row.record, record);
    EXPECT_EQ(path->of(record), row.key) << row.path << " of " << row.record;
  }
  const auto path = KeyPath::make(table, table.root, "lead.nr").value();
  EXPECT_TRUE(path.leads_where("/client/no"));
  EXPECT_TRUE(path.is_called("lead.no"));
  EXPECT_FALSE(path.leads_where("/lead/other"));
}

TEST(KeyPath, FindsTheKeyOfARecord) {
  const Row rows[] = {
      // a field
      {"note", R"({"note":"A-17","stage":"NEW"})", "A-17"},
      {"note", R"({"note":"\u0041-17"})", "A-17"},
      {"/note", R"({"note":"A-17"})", "A-17"},
      {"count", R"({"count":17})", "17"},
      {"count", R"({"count":"17"})", "17"},
      {"room.floor", R"({"room":{"floor":3}})", "3"},
      {"note", R"({"note":null})", ""},
      {"note", R"({"stage":"NEW"})", ""},
      {"room", R"({"room":{"floor":3}})", ""},
      {"tags", R"({"tags":["a"]})", ""},
      // no rule knows it
      {"lead_id", R"({"stage":"NEW","lead_id":17})", "17"},
      {"lead_id", R"( { "lead_id" : "A-17" } )", "A-17"},
      {"lead_id", R"({"lead_id":17.0})", "17"},
      {"lead_id", R"({"lead_id":1.5})", "1.5"},
      {"lead_id", R"({"lead_id":1.50})", "1.5"},
      {"lead_id", R"({"lead_id":"1.50"})", "1.50"},
      {"lead_id", R"({"lead_id":"017"})", "017"},
      {"lead_id", R"({"lead_id":1.7e1})", "17"},
      {"lead_id", R"({"lead_id":9007199254740993.0})", "9007199254740993"},
      {"count", R"({"count":9007199254740993.0})", "9007199254740993"},
      {"count", R"({"count":"17.0"})", "17"},
      {"count", R"({"count":1e2})", "100"},
      {"lead_id", R"({"lead_id":true})", ""},
      {"lead_id", R"({"lead_id":null})", ""},
      {"lead_id", R"({"lead_id":[1]})", ""},
      {"lead_id", R"({"a":{"lead_id":1},"b":"\"lead_id\":2","c":["lead_id",3]})", ""},
      {"lead_id", R"({"lead_id":1,"lead_id":2})", "2"},
      {"lead_id", R"({"lead\u005fid":"\u00e9\n"})", "é\n"},
      {"lead_id", R"([{"lead_id":1}])", ""},
      {"lead_id", R"({})", ""},
      {"lead_id", "\xEF\xBB\xBF{\"lead_id\":1}", "1"},
      {"data.id", R"({"id":1,"data":{"x":{},"id":"b"}})", "b"},
      {"data.id", R"({"data":"id"})", ""},
      {"/data/a~1b~0.c", R"({"data":{"a/b~.c":5}})", "5"},
      // half known
      {"room.id", R"({"room":{"id":"r1","floor":2}})", "r1"},
      // no record
      {"lead_id", R"({"lead_id":1)", ""},
      {"lead_id", "", ""},
  };
  const Ruleset rules = test_rules("more_slots");
  const table::DecisionTable& table = rules.table();
  read::JsonReader reader;
  read::Record record;
  for (const Row& row : rows) {
    auto path = KeyPath::make(table, table.root, row.path);
    ASSERT_TRUE(path) << row.path;
    const std::string json = row.record;
    const std::vector<char> exact(json.begin(), json.end());
    reader.read(table, table.root, {exact.data(), exact.size()}, record);
    EXPECT_EQ(path->of(record), row.key) << row.path << " of " << row.record;
  }
}

TEST(KeyPath, FindsTheKeyOfARow) {
  const Row rows[] = {
      {"note", "note,stage\nA-17,NEW\n", "A-17"},
      {"note", "note,stage\n,NEW\n", ""},
      {"count", "count\n17\n", "17"},
      {"count", "count\n17.0\n", "17"},
      {"count", "count\n1E5\n", "1E5"},
      {"count", "count\n017\n", "017"},
      {"lead_id", "lead_id\n17.0\n", "17"},
      {"lead_id", "lead_id\n\"17.0\"\n", "17"},
      {"lead_id", "lead_id\n1E5\n", "1E5"},
      {"room.floor", "room.floor\n3\n", "3"},
      // no rule knows it
      {"lead_id", "stage,lead_id\nNEW,17\n", "17"},
      {"lead_id", "lead_id,stage\r\n\"a \"\"b\"\", c\",NEW\r\n", "a \"b\", c"},
      {"/lead/id", "lead[id]\n5\n", "5"},
      {"lead_id", "id\n5\n", ""},
      {"lead_id", "stage,lead_id\nNEW\n", ""},  // too few cells
  };
  const Ruleset rules = test_rules("more_slots", {{{"lint.unknown_fields", "ignore"}}, {}});
  const table::DecisionTable& table = rules.table();
  for (const Row& row : rows) {
    auto path = KeyPath::make(table, table.root, row.path);
    const std::string text = row.record;
    read::CsvRows csv{{}};
    csv.begin(text, true);
    read::CsvRow at;
    ASSERT_TRUE(csv.next(at));
    const read::CsvHeader header = read::read_csv_header(table, table.root, {}, text, at);
    ASSERT_TRUE(csv.next(at));
    read::CsvReader reader(header.columns);
    read::Record record;
    reader.read(at, record);
    EXPECT_EQ(path->of(record), row.key) << row.path << " of " << row.record;
  }
}

TEST(KeyPath, RefusesWhatIsNoPath) {
  const Ruleset rules = test_rules("more_slots");
  struct Refused {
    const char* path;
    const char* why;
  };
  for (const auto& [path, why] : std::vector<Refused>{
           {"", "a name is missing (at character 1)"},
           {"/", "a name is missing (at character 2)"},
           {"a..b", "a name is missing (at character 3)"},
           {"é.", "a name is missing (at character 3)"},
           {".a", "a name is missing (at character 1)"},
           {"/a/", "a name is missing (at character 4)"},
           {"a[", "brackets do not belong here (at character 2)"},
           {"a.b[0].id", "brackets do not belong here (at character 4)"},
           {"a]", "brackets do not belong here (at character 2)"},
           {"/a~2", "a ~ is written ~0, a / inside a name ~1 (at character 3)"},
           {"/a~", "a ~ is written ~0, a / inside a name ~1 (at character 3)"},
       }) {
    const auto made = KeyPath::make(rules.table(), rules.table().root, path);
    ASSERT_FALSE(made) << path;
    EXPECT_EQ(made.error(), "\"" + std::string{path} + "\" is no path: " + why +
                                "; it is written a.b, or as a JSON Pointer, /a/b");
  }
  EXPECT_TRUE(KeyPath::make(rules.table(), rules.table().root, "/a[0]")) << "a name";
}

}  // namespace
}  // namespace leadlint::history
