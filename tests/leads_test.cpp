// Many leads' records with what is known beside each: from a history, a snapshot, or both.
#include "history/leads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "history_support.h"

namespace leadlint::history {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Checked {
 public:
  Checked(const LeadsOptions& options, const std::string& snapshot)
      : leads_(Leads::make(rules_.table(), options).value()), evaluator_(rules_.table()) {
    if (snapshot.empty()) return;
    EXPECT_TRUE(leads_.add_snapshot(snapshot));
  }

  /// Ids of the rules that the next record breaks.
  std::vector<std::string> next(const std::string& json) {
    const table::DecisionTable& table = rules_.table();
    reader_.read(table, table.root, json, payload_);
    validate::ReadContext context;
    const Stored stored = leads_.before(payload_);
    context.current = stored.current;
    context.no_current = stored.none;
    std::vector<validate::Raw> raws;
    evaluator_.collect(payload_, context, raws);
    std::vector<std::string> broken;
    broken.reserve(raws.size());
    for (const validate::Raw& raw : raws)
      broken.emplace_back(raw.report == none ? "" : table.text(table.reports[raw.report].rule));
    leads_.after(payload_, raws);
    return broken;
  }
  [[nodiscard]] LeadCounts counts() const { return leads_.counts(); }

 private:
  Ruleset rules_ = test_rules("every_slot", {{{"lint.unknown_fields", "ignore"}}, {}});
  Leads leads_;
  validate::Evaluator evaluator_;
  read::JsonReader reader_;
  read::Record payload_;
};

constexpr const char* snapshot =
    R"({"id":1,"stage":"OPEN","amount":50}
{"id":2,"stage":"WON"}
)";

TEST(Leads, AHistoryKnowsWhatWasSent) {
  Checked checked({.key = "id", .history = true}, "");
  EXPECT_THAT(checked.next(R"({"id":1,"stage":"NEW"})"), IsEmpty());
  EXPECT_THAT(checked.next(R"({"id":2,"stage":"WON"})"), IsEmpty());
  EXPECT_THAT(checked.next(R"({"id":1,"stage":"WON"})"), ElementsAre("transitions"));
  EXPECT_THAT(checked.next(R"({"stage":"WON"})"), IsEmpty());
  EXPECT_THAT(checked.next(R"({"id":1,)"), ElementsAre(""));
  const LeadCounts counts = checked.counts();
  EXPECT_EQ(counts.leads, 2U);
  EXPECT_EQ(counts.unknown, 2U);
  EXPECT_EQ(counts.refused, 1U);
  EXPECT_EQ(counts.keyless, 2U);
}

TEST(Leads, ASnapshotKnowsWhatThePartnerHolds) {
  Checked checked({.key = "id"}, snapshot);
  for (int twice = 0; twice < 2; ++twice) {  // nothing is learnt from what is sent
    EXPECT_THAT(checked.next(R"({"id":1,"stage":"NEW"})"), ElementsAre("transitions"));
    EXPECT_THAT(checked.next(R"({"id":1,"stage":"WON"})"), IsEmpty());
    EXPECT_THAT(checked.next(R"({"id":3,"stage":"WON"})"), IsEmpty());
    EXPECT_THAT(checked.next(R"({"id":null,"stage":"WON"})"), IsEmpty());
  }
  EXPECT_EQ(checked.counts().unmatched, 2U);
  EXPECT_EQ(checked.counts().keyless, 2U);
}

TEST(Leads, AHistoryGoesOnFromASnapshot) {
  Checked checked({.key = "id", .history = true, .whole = true}, snapshot);
  EXPECT_THAT(checked.next(R"({"id":1,"stage":"WON"})"), IsEmpty());
  EXPECT_THAT(checked.next(R"({"id":1,"stage":"OPEN"})"), ElementsAre("transitions"));
  EXPECT_THAT(checked.next(R"({"id":1,"stage":"WON","amount":51})"), ElementsAre("amount-kept"));
  EXPECT_THAT(checked.next(R"({"id":3,"stage":"OPEN"})"), ElementsAre("transitions.initial"));
  EXPECT_THAT(checked.next(R"({"id":3,"stage":"NEW"})"), IsEmpty());
  EXPECT_THAT(checked.next(R"({"id":3,"stage":"OPEN"})"), IsEmpty());
  const LeadCounts counts = checked.counts();
  EXPECT_EQ(counts.leads, 2U);
  EXPECT_EQ(counts.unknown, 0U);  // before their first record there was nothing
  EXPECT_EQ(counts.unmatched, 3U);
}

TEST(Leads, AHistoryTakesThePlaceOfWhatTheSnapshotWasReadAs) {
  // Of a day in the snapshot the reader notes which it is; the history says another, or none.
  Checked checked({.key = "id", .history = true}, R"({"id":1,"due":"2026-03-01","stage":"NEW"})"
                                                  "\n"
                                                  R"({"id":2,"due":"2026-03-01","stage":"NEW"})");
  EXPECT_THAT(checked.next(R"({"id":1,"stage":"NEW","due":"2026-05-01"})"), IsEmpty());
  EXPECT_THAT(checked.next(R"({"id":1,"stage":"NEW","due":"2026-04-01"})"),
              ElementsAre("due-later"));
  EXPECT_THAT(checked.next(R"({"id":1,"stage":"NEW","due":"2026-05-01"})"), IsEmpty());
  EXPECT_THAT(checked.next(R"({"id":2,"stage":"NEW","due":"2026-02-01"})"),
              ElementsAre("due-later"));
}

TEST(Leads, SayWhyTheyCannotBeKept) {
  const Ruleset rules = test_rules("too_much");
  const auto pathless = Leads::make(rules.table(), {.key = "a..b"});
  ASSERT_FALSE(pathless);
  EXPECT_EQ(pathless.error()[0].message,
            "\"a..b\" is no path: a name is missing (at character 3); it is written a.b, or as a "
            "JSON Pointer, /a/b");
  EXPECT_TRUE(Leads::make(rules.table(), {.key = "id"}));
  const auto too_much = Leads::make(rules.table(), {.key = "id", .history = true});
  ASSERT_FALSE(too_much);
  EXPECT_EQ(too_much.error().size(), 4U);
  auto leads = Leads::make(rules.table(), {.key = "id"});
  EXPECT_FALSE(leads->add_snapshot("{}"));
}

}  // namespace
}  // namespace leadlint::history
