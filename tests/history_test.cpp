// Records of a lead against what its earlier records leave behind.
#include "history/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "history_support.h"

namespace leadlint::history {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Messages of the last of several records of one lead.
std::vector<std::string> messages(const std::string& rules, const std::vector<std::string>& records,
                                  bool whole = false) {
  LeadJudge judge(test_rules(rules), whole);
  std::vector<std::string> last;
  for (const std::string& record : records) {
    last.clear();
    for (const OwnedFinding& finding : judge.judge("lead", record)) last.push_back(finding.message);
  }
  return last;
}

struct Row {
  const char* what;
  const char* rules;
  std::vector<std::string> records;
  std::vector<std::string> last;  // messages about the last record
};

TEST(History, JudgesTheNextRecordByTheOnesBefore) {
  const Row rows[] = {
      {"a word",
       "every_slot",
       {R"({"stage":"NEW"})", R"({"stage":"WON"})"},
       {R"(stage may not go from "NEW" to "WON"; "NEW" goes to OPEN)"}},
      {"a number",
       "every_slot",
       {R"({"stage":"NEW","amount":18500})", R"({"stage":"NEW","amount":17900})"},
       {"amount is stored as 18500 and may not change to 17900"}},
      {"a number spelled in another way",
       "every_slot",
       {R"({"stage":"NEW","amount":1000})", R"({"stage":"NEW","amount":1e3})"},
       {}},
      {"a number below the limit of the rule",
       "every_slot",
       {R"({"stage":"NEW","amount":9.5})", R"({"stage":"NEW","amount":8})"},
       {}},
      {"a text, of which only the hash is known",
       "every_slot",
       {R"({"stage":"NEW","note":"by phone"})", R"({"stage":"NEW","note":"by mail"})"},
       {R"(note "by mail" differs from the stored value, which may not change)"}},
      {"the same text, spelled with an escape",
       "every_slot",
       {R"({"stage":"NEW","note":"caf\u00e9"})", R"({"stage":"NEW","note":"café"})"},
       {}},
      {"yes or no",
       "every_slot",
       {R"({"stage":"NEW","urgent":true})", R"({"stage":"NEW","urgent":false})"},
       {"urgent is stored as true and may not change to false"}},
      {"a date",
       "every_slot",
       {R"({"stage":"NEW","due":"2025-03-02"})", R"({"stage":"NEW","due":"2025-03-01"})"},
       {R"(due "2025-03-01" must not be before the stored due)"}},
      {"whether a moment is there",
       "every_slot",
       {R"({"stage":"NEW","called":"2025-03-01T10:00:00Z"})", R"({"stage":"NEW"})"},
       {"called is missing; it is needed when the stored called is known"}},
      {"seconds between moments in two zones",
       "moments",
       {R"({"called":"2025-03-01T10:00:00.25+02:00"})", R"({"called":"2025-03-01T08:01:00.25Z"})"},
       {R"(called "2025-03-01T08:01:00.25Z" must be after the stored called + 60 s)"}},
      {"seconds enough between moments in two zones",
       "moments",
       {R"({"called":"2025-03-01T10:00:00.25+02:00"})", R"({"called":"2025-03-01T08:01:00.26Z"})"},
       {}},
      {"a date in another form",
       "moments",
       {R"({"visit":"2025-03-01"})", R"({"visit":"3/1/2025"})"},
       {}},
      {"another date in another form",
       "moments",
       {R"({"visit":"3/2/2025"})", R"({"visit":"2025-03-01"})"},
       {R"(visit is stored as "2025-03-02" and may not change to "2025-03-01")"}},
      {"a time of day",
       "moments",
       {R"({"opens":"09:00"})", R"({"opens":"09:30"})"},
       {R"(opens is stored as "09:00:00" and may not change to "09:30")"}},
      {"a value that only a condition made right: it compares with nothing",
       "moments",
       {R"({"called":"2025-03-01T10:00:00Z","opens":"closed"})", R"({"opens":"09:30"})"},
       {}},
      {"a blank text",
       "more_slots",
       {R"({"stage":"NEW","note":" \t"})", R"({"stage":"NEW","note":"x"})"},
       {R"(note "x" must be blank when the stored note is blank)"}},
      {"a number in a text",
       "more_slots",
       {R"({"stage":"NEW","count":"12"})", R"({"stage":"NEW","count":11})"},
       {"count 11 must be at least the stored count"}},
      {"a word in another case",
       "more_slots",
       {R"({"stage":"NEW","note":"","colour":"Red"})",
        R"({"stage":"NEW","note":"","colour":"Blue"})"},
       {R"(colour is stored as "Red" and may not change to "Blue")"}},
      {"the length of a list",
       "more_slots",
       {R"({"stage":"NEW","tags":["a"]})", R"({"stage":"NEW"})"},
       {"tags is missing; it is needed when the length of the stored tags is at least 1"}},
      {"a member of the last item of a list",
       "more_slots",
       {R"({"stage":"NEW","log":[{"stage":"NEW"},{"stage":"OPEN"}]})", R"({"stage":"NEW"})"},
       {R"(stage "NEW" must be OPEN when stage of the last entry of the stored log is OPEN)"}},
      {"a list that was emptied",
       "more_slots",
       {R"({"stage":"NEW","log":[{"stage":"OPEN"}]})", R"({"stage":"OPEN","log":[]})",
        R"({"stage":"NEW"})"},
       {}},
      {"a member of an object",
       "more_slots",
       {R"({"stage":"NEW","room":{"floor":3}})", R"({"stage":"NEW","room":{"floor":4}})"},
       {R"(stage "NEW" contradicts another value when the stored stage is known; expected that room.floor )"
        "and the stored room.floor agree"}},
  };
  for (const Row& row : rows) EXPECT_EQ(messages(row.rules, row.records), row.last) << row.what;
}

TEST(History, NullEmptiesWhatThePartnerHasElsewhere) {
  const auto last_of = [](const std::vector<std::string>& records, const char* partner) {
    LeadJudge judge(test_rules("elsewhere"), false);
    std::vector<std::string> last;
    for (const std::string& record : records) {
      last.clear();
      for (const OwnedFinding& finding : judge.judge("lead", record, partner))
        last.push_back(finding.message);
    }
    return last;
  };
  const char* const paid = R"({"data":{"payState":"paid","sum":{"amount":5}}})";
  EXPECT_THAT(last_of({R"({"payment":{"state":"part"}})"}, paid),
              ElementsAre(R"(state may not go from "paid" to "part"; nothing follows "paid")"));
  for (const char* emptied : {R"({"payment":{"state":null}})", R"({"payment":null})"})
    EXPECT_THAT(last_of({emptied, R"({"payment":{"state":"part"}})"}, paid), IsEmpty()) << emptied;
  const char* const name = R"({"data":{"payer":{"name":"p","kind":"a"}},"answer":{"name":"q"}})";
  EXPECT_THAT(last_of({R"({"payment":{"by":{"name":"p"}}})"}, name),
              ElementsAre(R"(name is stored as "q" and may not change to "p")"));
  EXPECT_THAT(
      last_of({R"({"payment":{"by":{"name":null}}})", R"({"payment":{"by":{"name":"p"}}})"}, name),
      IsEmpty());
  EXPECT_THAT(
      last_of({R"({"log":[],"ready":true})", "{}"}, R"({"data":{"log":[{"stage":"OPEN"}]}})"),
      IsEmpty());
}

/// What was called otherwise is kept as what it is today; a default was not sent, and is not kept.
TEST(History, OfOldNamesAndDefaults) {
  const Row rows[] = {
      {"a member by its old name",
       "past",
       {R"({"sum":5})", R"({"amount":6})"},
       {"amount is stored as 5 and may not change to 6"}},
      {"the old name later",
       "past",
       {R"({"amount":5})", R"({"sum":6})"},
       {"sum is an old name of amount: write amount",
        "amount is stored as 5 and may not change to 6"}},
      {"a null by the old name",
       "past",
       {R"({"amount":5})", R"({"sum":null})", R"({"amount":6})"},
       {}},
      {"a value by its old name",
       "past",
       {R"({"stage":"STARTED"})", R"({"stage":"LOST"})"},
       {R"(stage may not go from "OPEN" to "LOST"; "OPEN" goes to WON)"}},
      {"the new value after the old one",
       "past",
       {R"({"stage":"STARTED"})", R"({"stage":"WON"})"},
       {}},
      {"a default is not stored", "past", {R"({"stage":"OPEN"})", R"({"level":2})"}, {}},
      {"a default does not change what is stored",
       "past",
       {R"({"level":2})", R"({"stage":"OPEN"})"},
       {}},
      {"what differs from the default is kept",
       "past",
       {R"({"level":2})", R"({"level":1})"},
       {"level is stored as 2 and may not change to 1"}},
  };
  for (const auto& row : rows) EXPECT_EQ(messages(row.rules, row.records), row.last) << row.what;
}

TEST(History, KeepsWhatTheRecordsInBetweenDoNotName) {
  EXPECT_THAT(messages("every_slot", {R"({"stage":"NEW","amount":18500})", R"({"stage":"OPEN"})",
                                      R"({"stage":"WON","amount":17900})"}),
              ElementsAre("amount is stored as 18500 and may not change to 17900"));
}

TEST(History, KeepAndNull) {
  EXPECT_THAT(messages("nulls", {R"({"amount":5})", R"({"amount":null})"}),
              ElementsAre("amount is stored as 5 and may not change to null"));
  EXPECT_THAT(messages("nulls", {R"({"amount":5})", R"({"amount":null})", R"({"amount":9})"}),
              ElementsAre("amount is stored as 5 and may not change to 9"));
  EXPECT_THAT(messages("nulls", {R"({"count":5})", R"({"count":null})"}), IsEmpty());
  EXPECT_THAT(messages("nulls", {R"({"count":5})", R"({"count":null})", R"({"count":9})"}),
              IsEmpty());
  EXPECT_THAT(messages("nulls", {R"({"room":{"floor":3}})", R"({"room":null})"}),
              ElementsAre(testing::HasSubstr("floor")));
}

TEST(History, AWarnedValueIsStored) {
  EXPECT_THAT(messages("nulls", {R"({"amount":-5})", R"({"amount":9})"}),
              ElementsAre("amount is stored as -5 and may not change to 9"));
  EXPECT_THAT(messages("warned", {R"({"mood":"FINE"})", R"({"mood":"GOOD","mail":"m"})"}),
              ElementsAre(testing::HasSubstr("mood")));
}

TEST(History, NullEmptiesAFieldThatTakesIt) {
  EXPECT_THAT(
      messages("more_slots", {R"({"stage":"NEW","note":" "})", R"({"stage":"NEW","note":null})",
                              R"({"stage":"NEW","note":"x"})"}),
      IsEmpty());
}

TEST(History, ARefusedRecordLeavesTheStateAsItWas) {
  LeadJudge judge(test_rules("every_slot"), false);
  judge.judge("lead", R"({"stage":"NEW","amount":18500})");
  judge.judge("lead", R"({"stage":"NEW","amount":17900})");
  EXPECT_EQ(judge.judge("lead", R"({"stage":"NEW","amount":17900})").size(), 1U);
  EXPECT_THAT(judge.judge("lead", R"({"stage":"NEW","amount":18500})"), IsEmpty());
  judge.judge("lead", R"({"stage":)");
  EXPECT_THAT(judge.judge("lead", R"({"stage":"OPEN"})"), IsEmpty());
  EXPECT_EQ(judge.history().counts().refused, 3U);
}

TEST(History, TellsLeadsApartAndCountsThem) {
  LeadJudge judge(test_rules("every_slot"), false);
  EXPECT_THAT(judge.judge("a", R"({"stage":"NEW"})"), IsEmpty());
  EXPECT_THAT(judge.judge("b", R"({"stage":"OPEN"})"), IsEmpty());
  EXPECT_THAT(judge.judge("a", R"({"stage":"OPEN"})"), IsEmpty());
  EXPECT_THAT(judge.judge("a", R"({"stage":"WON"})"), IsEmpty());
  const LeadCounts& counts = judge.history().counts();
  EXPECT_EQ(counts.leads, 2U);
  EXPECT_EQ(counts.unknown, 2U);
  EXPECT_EQ(counts.refused, 0U);
}

TEST(History, InitialSpeaksOnlyWhereTheFileIsSaidToHoldWholeHistories) {
  EXPECT_THAT(messages("every_slot", {R"({"stage":"OPEN"})"}), IsEmpty());
  EXPECT_THAT(messages("every_slot", {R"({"stage":"OPEN"})"}, true),
              ElementsAre(R"(stage "OPEN" is not one to begin with; expected NEW)"));
  EXPECT_THAT(messages("every_slot", {R"({"stage":"NEW"})", R"({"stage":"OPEN"})"}, true),
              IsEmpty());
  // A first record that was refused is no history.
  EXPECT_THAT(messages("every_slot", {R"({"stage":"OPEN"})", R"({"stage":"OPEN"})"}, true),
              ElementsAre(R"(stage "OPEN" is not one to begin with; expected NEW)"));
}

TEST(History, LiesOverARecordOfThePartner) {
  const Ruleset rules = test_rules("more_slots");
  const table::DecisionTable& table = rules.table();
  History history(table, make_state_layout(table).value(), false);
  read::JsonReader reader;
  validate::Evaluator evaluator(table);
  const auto stored = [&](read::Record& record) {
    const std::string_view json =
        R"({"stage":"OPEN","note":" ","count":20,"log":[{"stage":"OPEN"}],"room":{"floor":2}})";
    ASSERT_TRUE(reader.read(table, table.current_root, json, record));
    evaluator.prepare(record, table.current_root);
  };
  const auto send = [&](std::string_view json) {
    read::Record current, payload;
    stored(current);
    validate::ReadContext context;
    std::vector<validate::Raw> problems;
    context.current = history.before("lead", current, problems).current;
    EXPECT_TRUE(reader.read(table, table.root, json, payload));
    std::vector<validate::Raw> raws;
    evaluator.collect(payload, context, raws);
    std::vector<std::string> rules_said;
    rules_said.reserve(raws.size());
    for (const validate::Raw& raw : raws)
      rules_said.emplace_back(table.text(table.reports[raw.report].rule));
    history.after(payload, raws);
    return rules_said;
  };
  EXPECT_THAT(send(R"({"stage":"NEW","note":" ","room":{"floor":2}})"), ElementsAre("log-stays"));
  EXPECT_THAT(send(R"({"stage":"OPEN","note":"","count":19,"room":{"floor":2}})"),
              ElementsAre("count-grows"));
  EXPECT_THAT(send(R"({"stage":"OPEN","note":"x","count":30,"room":{"floor":2},"log":[]})"),
              ElementsAre("note-stays"));
  EXPECT_THAT(send(R"({"stage":"OPEN","note":null,"count":"30","room":{"floor":2},"log":[]})"),
              IsEmpty());
  EXPECT_THAT(send(R"({"stage":"OPEN","note":"x","count":30,"room":{"floor":2},"log":[]})"),
              IsEmpty());
  EXPECT_THAT(send(R"({"stage":"NEW","note":"","count":29,"room":{"floor":2}})"),
              ElementsAre("count-grows"));
}

}  // namespace
}  // namespace leadlint::history
