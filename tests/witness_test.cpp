// Records that a table takes or refuses, found by the solver, and that there is none: held against
// every record of small random rule sets, which the reference evaluator judges one by one.
#include "analyze/witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "author/rules_diff.h"
#include "environment.h"
#include "leadlint/validator.h"
#include "load/checked_rules.h"
#include "reference/evaluate.h"

namespace leadlint::analyze {
namespace {

using Random = std::mt19937_64;

std::string pick(Random& random, const std::vector<std::string>& from) {
  return from[random() % from.size()];
}

/// What stands in a field, for every field of the random rule sets: by these values the
/// conditions and checks below cannot be told from any others.
const std::vector<std::pair<std::string, std::vector<std::string>>> domains{
    {"status", {"", "null", "\"A\"", "\"B\"", "\"C\"", "\"x\"", "1"}},
    {"size", {"", "null", "0", "1", "2", "3", "4", "5", "\"x\""}},
    {"room", {"", "null", "0", "1", "2", "3", "4", "5", "\"x\""}},
    {"note", {"", "null", "\"\"", "\" \"", "\"a\"", "\"aa\"", "\"aaa\"", "\"aaaa\"", "1"}},
    {"done", {"", "null", "true", "false", "\"x\""}}};

std::string condition(Random& random, int depth = 0) {
  const std::string number = std::to_string(1 + random() % 3);
  switch (random() % (depth < 2 ? 12 : 9)) {
    case 0:
      return "status == " + pick(random, {"A", "B", "C"});
    case 1:
      return "status in [A, B]";
    case 2:
      return "present(" + pick(random, {"size", "room", "note", "done"}) + ")";
    case 3:
      return "absent(" + pick(random, {"size", "room", "note", "done"}) + ")";
    case 4:
      return "size " + pick(random, {"<", "<=", "==", "!=", ">"}) + " " + number;
    case 5:
      return "size " + pick(random, {"<", "<=", "==", "!=", ">"}) + " room";
    case 6:
      return "done == true";
    case 7:
      return "length(note) > " + number;
    case 8:
      return "not blank(note)";
    default:
      return "(" + condition(random, depth + 1) + pick(random, {" and ", " or "}) +
             condition(random, depth + 1) + ")";
  }
}

std::string rule(Random& random, std::size_t number) {
  std::string text = "  - id: r" + std::to_string(number) + "\n    because: b\n";
  if (random() % 4 != 0) text += "    when: \"" + condition(random) + "\"\n";
  if (random() % 5 == 0) text += "    severity: warning\n";
  const std::string field = pick(random, {"size", "room", "note", "done"});
  switch (random() % 5) {
    case 0:
      return text + "    require: " + field + "\n";
    case 1:
      return text + "    forbid: " + field + "\n";
    case 2:
      return text + "    require_any: [size, note]\n";
    default:
      return text + "    assert: \"" + condition(random) + "\"\n";
  }
}

std::string head(Random& random) {
  std::string text =
      "leadlint: 1\nruleset: x/rules\ntitle: t\nsource: s\nstatus: status\nfields:\n";
  text += "  status: {values: [A, B, C], required: " + pick(random, {"true", "false"}) + "}\n";
  text += "  size: {type: integer, max: " + std::to_string(2 + random() % 3) + "}\n";
  text += "  room: {type: integer" + pick(random, {"", ", min: 1", ", nullable: true"}) + "}\n";
  text += "  note: {type: string, max_length: " + std::to_string(2 + random() % 2) + "}\n";
  text += "  done: {type: boolean}\nrules:\n";
  return text;
}

struct Loaded {
  std::string text;
  std::optional<Ruleset> rules;
  std::optional<check::CheckedRuleSet> checked;
};
Loaded loaded(const std::string& text) {
  LoadOptions options;
  options.read_file = [&](const std::string&) { return std::optional(text); };
  Loaded result{text, std::nullopt, std::nullopt};
  auto rules = load_ruleset("rules.yaml", options);
  auto checked = load::read_checked("rules.yaml", options);
  if (!rules || !checked) return result;
  result.rules = std::move(*rules);
  result.checked = std::move(*checked);
  return result;
}

/// As long as what comes out is a rule file: conditions that cannot hold are mistakes.
Loaded random_rules(Random& random, const std::string& head) {
  Loaded result = loaded(head + "  - {id: last, forbid: done, when: size == 1, because: b}\n");
  const std::size_t wanted = 2 + random() % 4;
  std::string rules;
  for (std::size_t tries = 0, number = 0; tries < 12 && number < wanted; ++tries) {
    const std::string more = rules + rule(random, number);
    Loaded next = loaded(head + more);
    if (!next.rules) continue;
    rules = more;
    result = std::move(next);
    ++number;
  }
  return result;
}

Verdict verdict_of(const reference::OwnedFindings& findings) {
  Verdict verdict = Verdict::valid;
  for (const auto& [at, severity] : findings)
    if (severity == Severity::error)
      return Verdict::invalid;
    else if (severity == Severity::warning)
      verdict = Verdict::warning;
  return verdict;
}

Verdict by_reference(const Loaded& rules, const std::string& payload) {
  return verdict_of(reference::evaluate(rules.checked->rules(), payload, {}));
}

std::vector<std::string> every_record() {
  std::vector<std::string> records{"{"};
  for (const auto& [name, values] : domains) {
    std::vector<std::string> longer;
    for (const std::string& record : records)
      for (const std::string& value : values)
        longer.push_back(value.empty() ? record
                                       : record + (record.size() > 1 ? "," : "") + '"' + name +
                                             "\":" + value);
    records = std::move(longer);
  }
  for (std::string& record : records) record += '}';
  return records;
}

TEST(Witness, AnswersAsEveryRecordDoes) {
  const std::uint64_t seed = support::from_environment("LEADLINT_SEED", 17);
  SCOPED_TRACE("LEADLINT_SEED=" + std::to_string(seed));
  Random random(seed);
  const std::vector<std::string> records = every_record();
  const std::size_t rounds = std::max<std::size_t>(support::records_or(2000) / 200, 3);
  std::size_t decided = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::string first = head(random);
    const Loaded a = random_rules(random, first);
    const Loaded b = random_rules(random, random() % 2 == 0 ? first : head(random));
    ASSERT_TRUE(a.rules && b.rules);
    SCOPED_TRACE(a.text + "\n--- and\n" + b.text);

    // By whoever judges: what there is.
    std::set<std::string> spoken;  // rules of the first that refuse something
    std::set<std::string> sendable;
    bool refused = false, taken = false, warned = false, unwarned = false;
    Validator validator(*a.rules), other(*b.rules);
    for (const std::string& record : records) {
      const Result& result = validator.check(record);
      const Verdict was = result.verdict();
      if (was == Verdict::invalid)
        for (const OwnedFinding& finding : result.findings().owned())
          if (finding.severity == Severity::error)
            spoken.insert(finding.rule.substr(finding.rule.find('#')));
      const Verdict is = other.check(record).verdict();
      if (random() % 50 == 0) {
        ASSERT_EQ(was, by_reference(a, record)) << record;
      }
      if (was != Verdict::invalid)
        for (const std::string status : {"A", "B", "C"})
          if (record.find("\"status\":\"" + status + '"') != record.npos) sendable.insert(status);
      refused = refused || (was != Verdict::invalid && is == Verdict::invalid);
      taken = taken || (was == Verdict::invalid && is != Verdict::invalid);
      warned = warned || (was == Verdict::valid && is == Verdict::warning);
      unwarned = unwarned || (was == Verdict::warning && is == Verdict::valid);
    }

    // By the solver.
    Places places({&a.rules->table()});
    add_choices(places);
    Witness witness(places, {&*a.rules});
    for (const auto& [name, literal] : witness.rules(0, Severity::error)) {
      if (!name.starts_with("#r")) continue;
      const Literal assumed[] = {literal};
      const Witness::Answer answer = witness.find(assumed);
      // (Another finding of its code at its place is told in its stead.)
      if (spoken.contains(name)) {
        EXPECT_NE(answer, Witness::Answer::none) << name;
      }
      if (answer != Witness::Answer::found) continue;
      const std::string payload = places.input_of(witness.example()).payload;
      EXPECT_EQ(by_reference(a, payload), Verdict::invalid) << name << ' ' << payload;
    }
    for (PlaceId id = 0; id < places.size(); ++id)
      for (std::size_t i = 0; i < places[id].choices.size(); ++i)
        for (const std::string status : {"A", "B", "C"})
          if (places[id].path == "status" && places[id].choices[i].json == '"' + status + '"') {
            const Literal assumed[] = {witness.chosen(id, i), -witness.refused(0)};
            const Witness::Answer answer = witness.find(assumed);
            EXPECT_NE(answer,
                      sendable.contains(status) ? Witness::Answer::none : Witness::Answer::found)
                << status;
          }

    using Kind = author::DiffClass::Kind;
    const author::RulesDiff diff = author::rules_diff(*a.rules, *b.rules);
    decided += diff.undecided.empty() ? 1U : 0U;
    std::set<Kind> kinds;
    for (const author::DiffClass& each : diff.classes) {
      kinds.insert(each.kind);
      const Verdict was = by_reference(a, each.witness.payload);
      const Verdict is = by_reference(b, each.witness.payload);
      EXPECT_NE(was, is) << each.witness.payload;
      EXPECT_EQ(each.kind == Kind::refused, was != Verdict::invalid && is == Verdict::invalid);
      EXPECT_EQ(each.kind == Kind::taken, was == Verdict::invalid && is != Verdict::invalid);
    }
    if (!diff.undecided.empty()) continue;
    EXPECT_EQ(kinds.contains(Kind::refused), refused);
    EXPECT_EQ(kinds.contains(Kind::taken), taken);
    EXPECT_EQ(kinds.contains(Kind::warned), warned);
    EXPECT_EQ(kinds.contains(Kind::unwarned), unwarned);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(decided, 0U);
}

}  // namespace
}  // namespace leadlint::analyze
