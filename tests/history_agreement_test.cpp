// Histories against the one-record API: for sequences of generated records of a few leads, each
// record gets the findings that `Validator::check` gives with the lead's state as `current`: the
// partner's record, where there is one, and over it all that its records before (those that were
// not refused) have said, as a JSON object.
//
// LEADLINT_SEED in the environment chooses another run, LEADLINT_RECORDS a longer one: fewer
// records than these do not break every rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <tuple>

#include "check/check.h"
#include "environment.h"
#include "history_support.h"
#include "parse/parse.h"
#include "reference/generate.h"

namespace leadlint::history {
namespace {

using reference::Generator;
using reference::Random;
using reference::Value;
using support::from_environment;
using Said =
    std::multiset<std::tuple<std::string, std::string_view, std::string_view, std::string>>;

constexpr std::uint64_t default_seed = 20240301;
constexpr std::size_t least_records = 5'000;
constexpr std::size_t leads_at_a_time = 4;
constexpr std::size_t records_before_new_leads = 60;  // old ones have all their values fixed

Said said(const OwnedFindings& findings) {
  Said all;
  for (const OwnedFinding& finding : findings)
    if (!finding.path.starts_with("/@current"))  // what both know and cannot compare
      all.emplace(finding.path, code_name(finding.code), severity_name(finding.severity),
                  finding.rule);
  return all;
}

class Sequences {
 public:
  Sequences(const std::string& rules, Random& random, bool whole, bool has_partner)
      : checked_(check::check_ruleset(parse::parse_ruleset(rules, {}).value()).value()),
        generator_(checked_.rules(), random),
        random_(random),
        whole_(whole),
        has_partner_(has_partner),
        rules_(load_ruleset(rules).value()),
        validator_(rules_),
        judge_(rules_, whole) {}

  void run(std::size_t records) {
    for (std::size_t i = 0; i < records && !testing::Test::HasFailure(); ++i)
      next(std::to_string(i / records_before_new_leads) + " " +
           std::to_string(random_.below(leads_at_a_time)));
  }

  std::set<std::string> broken;  // rules
  std::size_t accepted = 0;

 private:
  /// Often the lead's last record with a change or two, so that values stay or nearly do.
  Value record_of(const std::string& lead) {
    Value& last = last_[lead];
    if (last.kind != Value::Kind::object || random_.one_in(4)) last = generator_.record();
    Value record = last;
    for (std::size_t changes = random_.below(3); changes > 0; --changes) generator_.mutate(record);
    return record;
  }

  void next(const std::string& lead) {
    const Value record = record_of(lead);
    const std::string text = generator_.write(record);
    const std::string& partner = partner_of(lead);
    const auto known = states_.find(lead);
    const std::string state = known == states_.end() ? "" : write_json(known->second);
    Context context;
    context.current = state;
    context.no_current = partner.empty() && whole_ && !begun_.contains(lead);
    const Result& expected = validator_.check(text, context);
    const OwnedFindings found = judge_.judge(lead, text, partner);
    EXPECT_EQ(said(found), said(expected.findings().owned()))
        << text << "\nwith current " << state << "\nand the partner's " << partner;
    EXPECT_EQ(judge_.verdict() == Verdict::invalid, !expected.ok());
    for (const OwnedFinding& finding : found)
      broken.insert(finding.rule.substr(finding.rule.find('#') + 1));
    if (!expected.ok()) return;
    ++accepted;
    last_[lead] = record;
    const table::DecisionTable& table = rules_.table();
    const auto sent = reference::parse_json(text);
    if (sent && has_status(checked_.rules(), *sent)) begun_.insert(lead);
    if (!sent || sent->kind != Value::Kind::object) return;
    if (const table::BlockId root = table.fields[table.root].block; root != table::none) {
      const Value today = with_names_of_today(*sent, table, root);
      update_state(states_[lead], today, table, root);
      forget_elsewhere(states_[lead], today, checked_.rules(), table, root);
    }
  }

  /// Empty: the partner has no record of the lead.
  const std::string& partner_of(const std::string& lead) {
    const auto [at, is_new] = partners_.try_emplace(lead);
    if (!is_new || !has_partner_) return at->second;
    const Value partner = generator_.current();
    if (partner.kind != Value::Kind::object) return at->second;
    states_[lead] = partner;
    return at->second = write_json(partner);
  }

  const check::CheckedRuleSet checked_;
  Generator generator_;
  Random& random_;
  bool whole_, has_partner_;
  Ruleset rules_;
  Validator validator_;
  LeadJudge judge_;
  std::map<std::string, Value> states_, last_;
  std::map<std::string, std::string> partners_;
  std::set<std::string> begun_;  // leads of which a status was taken
};

struct Tried {
  const char* rules;
  std::vector<std::string> broken;  // rules about earlier records, which some record must break
  bool partner = false;             // runs with records of the partner as well
};

class HistoryAgreement : public testing::TestWithParam<Tried> {};

TEST_P(HistoryAgreement, WithTheOneRecordApi) {
  const std::uint64_t seed = from_environment("LEADLINT_SEED", default_seed);
  const std::size_t records = std::max(least_records, support::records_or(least_records));
  std::cout << "[ SEED     ] " << seed << "\n";
  std::string rules = GetParam().rules;
  if (rules.ends_with(".yaml"))
    rules = std::string{LEADLINT_SOURCE_DIR} + "/tests/rulefiles/history/" + rules;
  Random random(seed);
  for (const auto& [whole, partner] : {std::pair{false, false}, {true, false}, {false, true}}) {
    if (partner && !GetParam().partner) continue;
    Sequences sequences(rules, random, whole, partner);
    sequences.run(records);
    std::cout << "[ AGREE    ] " << records << " records, " << sequences.accepted << " accepted\n";
    EXPECT_GT(sequences.accepted, records / 20);
    EXPECT_THAT(sequences.broken, testing::IsSupersetOf(GetParam().broken));
  }
}

INSTANTIATE_TEST_SUITE_P(
    , HistoryAgreement,
    testing::Values(Tried{"every_slot.yaml",
                          {"transitions", "note-kept", "amount-kept", "urgent-kept", "due-later",
                           "called-known"}},
                    Tried{"more_slots.yaml",
                          {"note-stays", "count-grows", "colour-kept", "colour-red", "tags-stay",
                           "log-stays", "room-stays", "floor-same"}},
                    Tried{"nulls.yaml", {"amount-kept", "count-kept", "floor-kept"}},
                    Tried{"warned.yaml", {"mood-kept", "day-later", "reached"}},
                    Tried{"after.yaml",
                          {"why", "said", "enough", "tagged", "named", "not-both", "emptied",
                           "cases.WON", "pairs", "pairs.left_out"}},
                    Tried{"elsewhere.yaml",
                          {"moves", "pay", "amount-kept", "note-asked", "day-kept", "name-kept",
                           "kind-kept", "logged", "paid"},
                          true},
                    Tried{"past.yaml", {"transitions", "amount-kept", "level-kept"}, true},
                    Tried{"late_start.yaml", {"transitions", "amount-kept"}},
                    Tried{"moments.yaml",
                          {"called-later", "visit-kept", "opens-kept", "visited", "called-early",
                           "opened-late"}},
                    Tried{"renovationfind/update_status",
                          {"amount-kept", "job-won-kept", "lead-won-kept", "lead-won-amount-kept",
                           "lead-won-dates-kept"}},
                    Tried{"capillary/update_status", {"transitions"}}));

}  // namespace
}  // namespace leadlint::history
