// What an import would do to the records of a snapshot: `--plan`, and the counts of `--summary`.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "command_support.h"

namespace {

using nlohmann::json;
using support::CommandTest;
using support::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* rules = R"(leadlint: 1
ruleset: tests/import
title: t
source: s
status: status
fields:
  id: {type: string}
  status: {values: [NEW, WON, LOST], was: state}
  amount: {type: number, accept: [json, text]}
  due: {format: date}
  note: {type: string, nullable: true}
  lines: {type: array, items: {fields: {sku: {type: string}, count: {type: integer}}}}
  tags: {type: array, items: {type: string}}
  extra: {type: object}
  address: {fields: {city: {type: string}, zip: {type: string}}}
current:
  also_at: {status: data.state}
rules:
  - {id: amount-kept, when: current.status == WON, keep: amount}
)";

class Import : public CommandTest {
 protected:
  Import() : CommandTest({}) {}
  void SetUp() override {
    CommandTest::SetUp();
    write("rules.yaml", rules);
  }
  Outcome check(const std::string& arguments) {
    return run("check --rules rules.yaml --key id " + arguments);
  }
  /// What one update would do to one stored record.
  std::string change(const std::string& update, const std::string& stored) {
    write("held.jsonl", stored + "\n");
    write("in.jsonl", update + "\n");
    const Outcome outcome = check("--current held.jsonl --plan plan.jsonl in.jsonl");
    EXPECT_LE(outcome.exit, 1) << outcome.err;
    const json line = json::parse(read("plan.jsonl"), nullptr, false);
    if (line.is_discarded()) return outcome.out + outcome.err + read("plan.jsonl");
    std::string result = line.at("change");
    for (const std::string place : line.value("places", json::array())) result += ' ' + place;
    return result;
  }
};

TEST_F(Import, APlanHasALineForEachRecordAndASummaryCountsLeads) {
  write("held.jsonl",
        "{\"id\": \"a\", \"status\": \"NEW\", \"amount\": 5}\n"
        "{\"id\": \"b\", \"status\": \"NEW\"}\n"
        "{\"id\": \"c\", \"status\": \"WON\", \"amount\": 5}\n"
        "{\"id\": \"d\", \"status\": \"NEW\"}\n");
  write("in.jsonl",
        "{\"id\": \"a\", \"status\": \"WON\", \"amount\": 6}\n"
        "{\"id\": \"b\", \"status\": \"NEW\"}\n"
        "{\"id\": \"c\", \"amount\": 7}\n"
        "{\"id\": \"new\", \"status\": \"NEW\"}\n"
        "{\"id\": \"new\", \"status\": \"WON\"}\n"
        "{\"id\": \"d\", \"status\": \"OLD\"}\n"
        "{\"id\": \"d\", \"status\": \"LOST\"}\n"
        "{\"status\": \"NEW\"}\n"
        "{\"id\"\n");
  const Outcome outcome = check("--current held.jsonl --summary --plan plan.jsonl in.jsonl");
  EXPECT_EQ(outcome.exit, 1) << outcome.err;
  EXPECT_EQ(read("plan.jsonl"),
            "{\"file\":\"in.jsonl\",\"record\":1,\"lead\":\"a\",\"change\":\"changed\","
            "\"places\":[\"/status\",\"/amount\"]}\n"
            "{\"file\":\"in.jsonl\",\"record\":2,\"lead\":\"b\",\"change\":\"unchanged\"}\n"
            "{\"file\":\"in.jsonl\",\"record\":3,\"lead\":\"c\",\"change\":\"refused\"}\n"
            "{\"file\":\"in.jsonl\",\"record\":4,\"lead\":\"new\",\"change\":\"new\"}\n"
            "{\"file\":\"in.jsonl\",\"record\":5,\"lead\":\"new\",\"change\":\"new\"}\n"
            "{\"file\":\"in.jsonl\",\"record\":6,\"lead\":\"d\",\"change\":\"refused\"}\n"
            "{\"file\":\"in.jsonl\",\"record\":7,\"lead\":\"d\",\"change\":\"changed\","
            "\"places\":[\"/status\"]}\n"
            "{\"file\":\"in.jsonl\",\"record\":8,\"change\":\"without_key\"}\n"
            "{\"file\":\"in.jsonl\",\"record\":9,\"change\":\"refused\"}\n");
  EXPECT_THAT(outcome.out, HasSubstr("leads, by what an import would do\n"
                                     "  1  new\n"
                                     "  2  changed\n"
                                     "  1  unchanged\n"
                                     "  1  refused\n"
                                     "changed fields, by records\n"
                                     "  2  /status\n"
                                     "  1  /amount\n"));
  const json report = json::parse(check("--current held.jsonl --summary -f json in.jsonl").out);
  EXPECT_EQ(report.at("leads").at("import"),
            json::parse(R"({"new":1,"changed":2,"unchanged":1,"refused":1,
                "fields":[{"path":"/status","records":2},{"path":"/amount","records":1}]})"));
  // Keys are values.
  EXPECT_EQ(check("--redact --current held.jsonl --plan plan.jsonl in.jsonl").exit, 1);
  EXPECT_THAT(read("plan.jsonl"), AllOf(Not(HasSubstr("lead\"")), HasSubstr("/amount")));
}

TEST_F(Import, ValuesAreTheSameAsRulesCompareThem) {
  EXPECT_EQ(change(R"({"id": "a", "amount": 1.50})", R"({"id": "a", "amount": 1.5})"), "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "amount": "1.5"})", R"({"id": "a", "amount": 1.50})"),
            "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "amount": 1.51})", R"({"id": "a", "amount": 1.5})"),
            "changed /amount");
  EXPECT_EQ(change(R"({"id": "a", "note": "x"})", R"({"id": "a", "note": "X"})"), "changed /note");
  EXPECT_EQ(change(R"({"id": "a", "due": "2022-01-02"})", R"({"id": "a", "due": "2022-01-02"})"),
            "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "state": "NEW"})", R"({"id": "a", "status": "NEW"})"),
            "unchanged");
  // What is not sent stays; a null empties.
  EXPECT_EQ(change(R"({"id": "a"})", R"({"id": "a", "note": "x"})"), "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "note": null})", R"({"id": "a", "note": "x"})"), "changed /note");
  EXPECT_EQ(change(R"({"id": "a", "note": null})", R"({"id": "a"})"), "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "note": "x"})", R"({"id": "a", "note": null})"), "changed /note");
}

TEST_F(Import, ObjectsAndListsAreLookedInto) {
  EXPECT_EQ(change(R"({"id": "a", "address": {"zip": "1"}})",
                   R"({"id": "a", "address": {"zip": "1", "city": "X"}})"),
            "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "address": {"zip": "2"}})",
                   R"({"id": "a", "address": {"zip": "1", "city": "X"}})"),
            "changed /address/zip");
  EXPECT_EQ(change(R"({"id": "a", "address": {"zip": "2"}})", R"({"id": "a"})"),
            "changed /address");
  EXPECT_EQ(change(R"({"id": "a", "tags": ["x", "y"]})", R"({"id": "a", "tags": ["x","y"]})"),
            "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "tags": ["y", "x"]})", R"({"id": "a", "tags": ["x","y"]})"),
            "changed /tags");
  EXPECT_EQ(change(R"({"id": "a", "lines": [{"sku": "s", "count": 1}]})",
                   R"({"id": "a", "lines": [{"count": 1, "sku": "s"}]})"),
            "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "lines": [{"sku": "s"}]})",
                   R"({"id": "a", "lines": [{"count": 1, "sku": "s"}]})"),
            "changed /lines");
  EXPECT_EQ(change(R"({"id": "a", "lines": []})", R"({"id": "a", "lines": [{"count": 1}]})"),
            "changed /lines");
  // Of what rules know nothing of, JSON is compared.
  EXPECT_EQ(change(R"({"id": "a", "extra": {"b": [1, {"c": 2}], "a": 1.0}})",
                   R"({"id": "a", "extra": {"a": 1, "b": [ 1, {"c":2}]}})"),
            "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "extra": {"b": 1}})", R"({"id": "a", "extra": {"b": 2}})"),
            "changed /extra");
  // A place of `also_at`.
  EXPECT_EQ(change(R"({"id": "a", "status": "WON"})", R"({"id": "a", "data": {"state": "WON"}})"),
            "unchanged");
  EXPECT_EQ(change(R"({"id": "a", "status": "WON"})", R"({"id": "a", "data": {"state": "NEW"}})"),
            "changed /status");
}

TEST_F(Import, TablesHistoriesAndMistakes) {
  write("held.csv", "id,status,amount,address.zip\n17,NEW,1.50,07\n18,NEW,,\n");
  write("in.csv", "id,status,amount,address.zip\n17,NEW,1.5,07\n18,WON,2,\n19,NEW,,\n");
  EXPECT_EQ(check("--current held.csv --plan plan.jsonl in.csv").exit, 0);
  EXPECT_EQ(read("plan.jsonl"),
            "{\"file\":\"in.csv\",\"record\":1,\"lead\":\"17\",\"change\":\"unchanged\"}\n"
            "{\"file\":\"in.csv\",\"record\":2,\"lead\":\"18\",\"change\":\"changed\","
            "\"places\":[\"/status\",\"/amount\"]}\n"
            "{\"file\":\"in.csv\",\"record\":3,\"lead\":\"19\",\"change\":\"new\"}\n");
  // With a history, what earlier records said counts where rules ask for it.
  write("held.jsonl", "{\"id\": \"a\", \"status\": \"NEW\"}\n");
  write("in.jsonl", "{\"id\": \"a\", \"status\": \"WON\"}\n{\"id\": \"a\", \"status\": \"WON\"}\n");
  EXPECT_EQ(check("--history id --current held.jsonl --plan plan.jsonl in.jsonl").exit, 0);
  EXPECT_THAT(read("plan.jsonl"),
              AllOf(HasSubstr("\"record\":1,\"lead\":\"a\",\"change\":\"changed\""),
                    HasSubstr("\"record\":2,\"lead\":\"a\",\"change\":\"unchanged\"")));
  EXPECT_EQ(run("check --rules rules.yaml --plan plan.jsonl in.jsonl").exit, 2);
  EXPECT_EQ(check("--current held.jsonl --plan in.jsonl in.jsonl").exit, 2);
  EXPECT_EQ(check("--current held.jsonl --plan nowhere/plan.jsonl in.jsonl").exit, 2);
  // A file that is not read to its end leaves no plan behind.
  std::filesystem::remove(folder_ / "plan.jsonl");
  EXPECT_EQ(check("--current held.jsonl --plan plan.jsonl in.jsonl missing.jsonl").exit, 2);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "plan.jsonl"));
}

}  // namespace
