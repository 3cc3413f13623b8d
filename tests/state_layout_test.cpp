// What is kept of a lead for a ruleset, and the rules that would need more.
#include "history/state_layout.h"

#include <gtest/gtest.h>

#include <string>

#include <fmt/format.h>

#include "history_support.h"

namespace leadlint::history {
namespace {

std::string shown(const table::DecisionTable& table) {
  const auto layout = make_state_layout(table);
  std::string text;
  if (!layout)
    for (const OwnedFinding& finding : layout.error()) {
      const std::size_t folder = finding.rule_location.rfind('/') + 1;
      text += fmt::format("{} [{}] {}\n", finding.rule_location.substr(folder), finding.rule,
                          finding.message);
    }
  else
    for (const StateSlot& slot : layout->slots)
      text += fmt::format("{} {}\n", table.text(table.fields[slot.field].name), 1 + slot.bytes);
  return text;
}

TEST(StateLayout, EveryShippedRulesetFits) {
  for (const std::string& id : shipped_rulesets())
    for (const char* profile : {"", "strict", "lenient"}) {
      const auto rules = load_ruleset(id, {.options = {}, .profile = profile});
      if (!rules) continue;  // not every one has profiles
      const auto layout = make_state_layout(rules->table());
      ASSERT_TRUE(layout) << shown(rules->table());
      EXPECT_LE(layout->state_bytes, max_state_bytes) << id;
    }
}

TEST(StateLayout, KeepsWhatRulesAsk) {
  EXPECT_EQ(shown(test_rules("every_slot").table()),
            "note 17\namount 9\nurgent 1\ndue 8\ncalled 1\nstage 3\n");
  EXPECT_EQ(shown(test_rules("more_slots").table()),
            "floor 9\nnote 3\ncount 9\ncolour 3\ntags 5\nstage 3\nroom 1\nstage 1\n");
  EXPECT_EQ(shown(test_rules("moments").table()), "called 12\nvisit 8\nopens 17\n");
}

TEST(StateLayout, RefusesRulesThatNeedMoreThanIsKept) {
  EXPECT_EQ(
      shown(test_rules("too_much").table()),
      "too_much.yaml:21 [example/too_much#looks] looks asks more of current.note than a history "
      "keeps of a lead: of a text only its hash is kept, not what it looks like\n"
      "too_much.yaml:22 [example/too_much#listed] listed asks more of current.note than a history "
      "keeps of a lead: of a text only its hash is kept, not what it looks like\n"
      "too_much.yaml:23 [example/too_much#long] long asks more of current.note than a history "
      "keeps of a lead: the length of a text is not kept\n"
      "too_much.yaml:27 [example/too_much#third-kept] third-kept asks more of current.third than a "
      "history keeps of a lead: with it a lead would take 56 bytes of state; 40 are kept\n");
}

}  // namespace
}  // namespace leadlint::history
