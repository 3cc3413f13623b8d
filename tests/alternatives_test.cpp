// Conditions whose alternatives multiply to more rows than a rule may have are judged by facts of
// their own (table::FactKind::any_row). Whatever the record, the reference evaluator says the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "check/check.h"
#include "environment.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "reference/evaluate.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

constexpr int questions = 14;

/// "answered, or not applicable", for each of the questions.
std::string all_answered(const std::string& of) {
  std::string text;
  for (int i = 0; i < questions; ++i)
    text += fmt::format("{0}(present({1}q{2}) or {1}na{2} == true or {1}n > {3})",
                        i == 0 ? "" : " and ", of, i, 90 + i);
  return text;
}

std::string checklist() {
  std::string text =
      "leadlint: 1\nruleset: test/checklist\ntitle: t\nstatus: s\nfields:\n"
      "  s: {values: [A, B, C]}\n  n: {type: {is: integer, severity: warning}}\n"
      "  done: {type: boolean}\n  by: {type: integer, also: [{type: string, severity: warning, "
      "when: \"" +
      all_answered("") + "\"}]}\n";
  for (int i = 0; i < questions; ++i)
    text += fmt::format("  q{0}: {{type: string}}\n  na{0}: {{type: boolean}}\n", i);
  text +=
      "  part:\n    fields:\n      x: {type: integer}\n    rules:\n"
      "      - {id: inside, when: \"" +
      all_answered("outer.") + "\", require: x}\n";
  text += "current: {}\nrules:\n";
  text += "  - {id: complete, when: \"s == A and " + all_answered("") + "\", require: done}\n";
  text += "  - {id: holds, when: s == B, assert: \"" + all_answered("") + "\"}\n";
  text += "  - {id: lacks, when: \"s == C and not (" + all_answered("") + ")\", forbid: done}\n";
  text += "  - {id: before, when: \"s == C and " + all_answered("current.") + "\", require: q0}\n";
  return text;
}

/// A record in which most questions are answered, and now and then a value is broken.
nlohmann::json record(std::mt19937_64& random) {
  const auto one_in = [&random](unsigned n) { return random() % n == 0; };
  nlohmann::json made = nlohmann::json::object();
  if (!one_in(10)) made["s"] = std::string(1, static_cast<char>('A' + random() % 3));
  if (one_in(2)) made["n"] = one_in(8) ? nlohmann::json("many") : nlohmann::json(random() % 110);
  if (one_in(2)) made["done"] = true;
  if (one_in(3)) made["by"] = one_in(2) ? nlohmann::json("me") : nlohmann::json(7);
  if (one_in(3)) made["part"] = one_in(2) ? nlohmann::json{{"x", 1}} : nlohmann::json::object();
  const unsigned holes = one_in(2) ? 200 : 12;
  for (int i = 0; i < questions; ++i) {
    if (one_in(holes)) continue;
    if (one_in(2))
      made[fmt::format("q{}", i)] = one_in(40) ? nlohmann::json(1) : nlohmann::json("yes");
    else
      made[fmt::format("na{}", i)] = one_in(60) ? nlohmann::json("no") : nlohmann::json(true);
  }
  return made;
}

std::vector<std::string> sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string line(std::string_view path, Code code, Severity severity) {
  return fmt::format("{} {} {}", path, code_name(code), severity_name(severity));
}

TEST(Alternatives, AreJudgedAsTheReferenceDoes) {
  const ::support::TemporaryFolder folder;
  const std::string path = folder.write("rules.yaml", checklist());
  const auto rules = load_ruleset(path);
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  const auto checked = check::check_ruleset(parse::parse_ruleset(path, {}).value()).value();

  Validator validator(*rules);
  const std::uint64_t seed = support::from_environment("LEADLINT_SEED", 20261129);
  RecordProperty("seed", std::to_string(seed));
  std::mt19937_64 random(seed);
  std::size_t spoke = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = record(random).dump();
    const std::string stored = i % 3 == 0 ? std::string{} : record(random).dump();
    Context context;
    context.current = stored;
    std::vector<std::string> found;
    for (const OwnedFinding& finding : validator.check(text, context).findings().owned())
      if (!finding.path.starts_with("/@current"))
        found.push_back(line(finding.path, finding.code, finding.severity));
    reference::Context plain;
    reference::Value current;
    if (!stored.empty()) {
      current = reference::parse_json(stored).value();
      plain.current = &current;
    }
    std::vector<std::string> expected;
    for (const auto& [place, severity] : reference::evaluate(checked.rules(), text, plain))
      if (!place.first.starts_with("/@current"))
        expected.push_back(line(place.first, place.second, severity));
    ASSERT_EQ(sorted(found), sorted(expected)) << "seed " << seed << ", record " << i << "\n"
                                               << text << "\nstored " << stored;
    spoke += found.empty() ? 0U : 1U;
  }
  EXPECT_GT(spoke, 500U);
  EXPECT_LT(spoke, 2900U);
}

}  // namespace
}  // namespace leadlint
