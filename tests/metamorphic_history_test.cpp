// The same history in one run, in two runs of one checker, in two runs with a snapshot of the
// partner's records between them, and record by record against what is stored: what is found stays
// the same.
//
// LEADLINT_SEED and LEADLINT_RECORDS (how many records, in all) in the environment choose another
// run.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "bulk_support.h"
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

constexpr std::uint64_t seed_of_histories = 20261201;
constexpr std::size_t records_of_histories = 5'000;
constexpr std::size_t records_of_run = 24, leads_of_run = 4;

/// By record, from 1: its findings, in any order.
using FoundBy = std::map<std::uint64_t, std::multiset<std::string>>;

class Listener final : public BulkSink {
 public:
  explicit Listener(std::uint64_t before) : before_(before) {}
  bool record(const BulkRecord& record) override {
    for (const OwnedFinding& finding : record.findings.owned())
      found[before_ + record.number].insert(
          fmt::format("{} {} {} {}", finding.path, code_name(finding.code),
                      severity_name(finding.severity), finding.rule));
    if (record.verdict == Verdict::invalid) refused.insert(before_ + record.number);
    return true;
  }
  FoundBy found;
  std::set<std::uint64_t> refused;

 private:
  std::uint64_t before_;
};

struct Sent {
  std::string lead, text;
  Value record;
};

class Histories {
 public:
  Histories(const std::string& rules, Random& random)
      : checked_(check::check_ruleset(parse::parse_ruleset(rules, {}).value()).value()),
        generator_(checked_.rules(), random),
        random_(random),
        rules_(load_ruleset(rules).value()) {}

  void compare(bool whole) {
    const std::vector<Sent> all = send();
    const std::size_t half = random_.below(all.size() - 1) + 1;
    const std::vector<Sent> first(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(half));
    const std::vector<Sent> second(all.begin() + static_cast<std::ptrdiff_t>(half), all.end());

    BulkChecker at_once(rules_);
    learn(at_once, {.history = true, .whole_history = whole});
    const Listener expected = run(at_once, all, 0);

    BulkChecker in_two(rules_);
    learn(in_two, {.history = true, .whole_history = whole});
    static_cast<void>(run(in_two, first, 0));
    same("in two runs", expected.found, run(in_two, second, half).found, half);

    const std::string stored = snapshot(first, expected.refused);
    // Of a stored record without a status nobody knows that it is the first (rules/README.md).
    if (stored.empty() || (whole && has_unknown_start_)) return;
    BulkChecker after_snapshot(rules_);
    learn(after_snapshot, {.history = true, .whole_history = whole}, stored);
    same("with a snapshot between", expected.found, run(after_snapshot, second, half).found, half);

    // Without a history a snapshot alone tells the next record of each lead, and no more.
    if (whole) return;
    BulkChecker by_current(rules_);
    learn(by_current, {}, stored);
    FoundBy alone = run(by_current, second, half).found, next = expected.found;
    std::set<std::string> met;
    for (std::size_t i = 0; i < second.size(); ++i) {
      if (met.insert(second[i].lead).second) continue;
      alone.erase(half + i + 1);
      next.erase(half + i + 1);
    }
    same("by the stored record", next, alone, half);
  }

  std::size_t refused = 0;

 private:
  std::vector<Sent> send() {
    std::vector<Sent> all;
    std::map<std::string, Value> last;
    while (all.size() < records_of_run) {
      const std::string lead = std::to_string(random_.below(leads_of_run));
      Value& record = last[lead];
      if (record.kind != Value::Kind::object || random_.one_in(4)) record = generator_.record();
      for (std::size_t changes = random_.below(3); changes > 0; --changes)
        generator_.mutate(record);
      // The tree has no spelling for half a surrogate pair; a lead's key is a member of an object.
      if (record.kind != Value::Kind::object ||
          write_json(record).find('\xED') != std::string::npos) {
        record = {};
        continue;
      }
      Value sent = record;
      sent.members.push_back({"lead_of_history", false, reference::make_text(lead)});
      all.push_back({lead, write_json(sent), record});
    }
    return all;
  }

  static void learn(BulkChecker& checker, BulkLeads leads, const std::string& stored = "") {
    leads.key = "lead_of_history";
    if (!stored.empty()) leads.snapshot = bulk::pieces_of(stored);
    const auto set = checker.set_leads(leads);
    if (!set) ADD_FAILURE() << set.error().owned().front().message << "\n" << stored;
  }

  [[nodiscard]] Listener run(BulkChecker& checker, const std::vector<Sent>& sent,
                             std::size_t before) {
    std::string text;
    for (const Sent& one : sent) text += one.text + "\n";
    Listener listener(before);
    EXPECT_TRUE(checker.run(bulk::pieces_of(text), listener));
    refused += listener.refused.size();
    return listener;
  }

  /// What the partner holds after these: JSON Lines, a record a lead.
  [[nodiscard]] std::string snapshot(const std::vector<Sent>& sent,
                                     const std::set<std::uint64_t>& refusals) {
    const table::DecisionTable& table = rules_.table();
    std::map<std::string, Value> states;
    for (std::size_t i = 0; i < sent.size(); ++i)
      if (!refusals.contains(i + 1))
        update_state(states[sent[i].lead], sent[i].record, table, table.fields[table.root].block);
    std::string lines;
    has_unknown_start_ = false;
    for (auto& [lead, state] : states) {
      has_unknown_start_ = has_unknown_start_ || !has_status(checked_.rules(), state);
      state.members.push_back({"lead_of_history", false, reference::make_text(lead)});
      lines += write_json(state) + "\n";
    }
    return lines;
  }

  static void same(const char* how, const FoundBy& expected, const FoundBy& found,
                   std::size_t half) {
    for (const auto& [record, told] : expected) {
      if (record <= half) continue;
      const auto other = found.find(record);
      EXPECT_EQ(told, other == found.end() ? std::multiset<std::string>{} : other->second)
          << how << ", record " << record;
    }
    for (const auto& [record, told] : found)
      EXPECT_TRUE(expected.contains(record))
          << how << ", record " << record << ": " << *told.begin();
  }

  const check::CheckedRuleSet checked_;
  Generator generator_;
  Random& random_;
  Ruleset rules_;
  bool has_unknown_start_ = false;  // of a lead in the snapshot
};

class MetamorphicHistory : public testing::TestWithParam<const char*> {};

TEST_P(MetamorphicHistory, InOneRunOrTwo) {
  const std::uint64_t seed = support::from_environment("LEADLINT_SEED", seed_of_histories);
  const std::size_t records = support::records_or(records_of_histories) / 5;
  std::cout << "[ SEED     ] " << seed << ", " << records << " records\n";
  std::string rules = GetParam();
  if (rules.ends_with(".yaml"))
    rules = std::string{LEADLINT_SOURCE_DIR} + "/tests/rulefiles/history/" + rules;
  Random random(seed);
  Histories histories(rules, random);
  for (std::size_t done = 0; done < records && !HasFailure(); done += records_of_run)
    histories.compare(random.one_in(2));
  EXPECT_GT(histories.refused, 0U);
}

INSTANTIATE_TEST_SUITE_P(, MetamorphicHistory,
                         testing::Values("every_slot.yaml", "late_start.yaml", "more_slots.yaml",
                                         "moments.yaml", "renovationfind/update_status",
                                         "capillary/update_status"));

}  // namespace
}  // namespace leadlint::history
