// Two rule sets side by side: what is judged differently, in classes with a record each.
#include "author/rules_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "leadlint/ruleset.h"
#include "leadlint/validator.h"

namespace leadlint::author {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string source(const std::string& path) {
  std::ifstream file(std::string(LEADLINT_SOURCE_DIR) + "/rules/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  return at == text.npos ? text : text.replace(at, what.size(), by);
}

/// A rule file whose text is `text`, beside the shipped one at `beside`.
Ruleset rules(const std::string& text, const std::string& beside = "x/rules.yaml") {
  LoadOptions options;
  options.read_file = [&](const std::string& path) -> std::optional<std::string> {
    if (path == beside) return text;
    const std::string shipped = source(path);
    return shipped.empty() ? std::nullopt : std::optional(shipped);
  };
  auto loaded = load_ruleset(beside, options);
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().owned().front().message);
  return std::move(*loaded);
}

std::vector<std::string> words(const RulesDiff& diff) {
  std::vector<std::string> all;
  for (const DiffClass& each : diff.classes) {
    static constexpr const char* kinds[] = {"refused: ", "taken: ", "warned: ", "unwarned: "};
    all.push_back(kinds[static_cast<int>(each.kind)] + each.words);
  }
  return all;
}

Verdict verdict(const Ruleset& rules, const analyze::Input& input) {
  Validator validator(rules);
  Context context;
  context.current = input.current;
  context.no_current = input.no_current;
  context.request = input.request;
  context.params = input.params;
  context.has_params = input.has_params;
  return validator.check(input.payload, context).verdict();
}

/// Every witness is judged differently by the two, as its class says.
void expect_real(const RulesDiff& diff, const Ruleset& before, const Ruleset& after) {
  for (const DiffClass& each : diff.classes) {
    const Verdict was = verdict(before, each.witness), is = verdict(after, each.witness);
    using Kind = DiffClass::Kind;
    const bool real = each.kind == Kind::refused ? was != Verdict::invalid && is == Verdict::invalid
                      : each.kind == Kind::taken ? was == Verdict::invalid && is != Verdict::invalid
                      : each.kind == Kind::warned ? was == Verdict::valid && is == Verdict::warning
                                                  : was == Verdict::warning && is == Verdict::valid;
    EXPECT_TRUE(real) << each.words << ' ' << each.witness.payload;
  }
}

const std::string file = "renovationfind/update_status.yaml";
const std::string dropped_rule =
    "  - id: reason-of-other-loss\n"
    "    when: status == LEAD_LOST and lostReason == OTHER\n"
    "    fill: reason\n"
    "    because: \"reason required when lostReason is OTHER.\"\n";

TEST(RulesDiff, ARuleThatIsGoneIsTheOneDifference) {
  const Ruleset before = rules(source(file), file);
  const Ruleset after = rules(replaced(source(file), dropped_rule, ""), file);
  const RulesDiff diff = rules_diff(before, after);
  EXPECT_THAT(
      words(diff),
      ElementsAre("taken: status LEAD_LOST, lostReason OTHER, reason absent, empty or null"));
  expect_real(diff, before, after);
  EXPECT_FALSE(diff.breaks());
  EXPECT_TRUE(rules_diff(after, before).breaks());
}

TEST(RulesDiff, WhatOneRuleSaysIsToldOnce) {
  LoadOptions without;
  without.options["renovationfind.job_amount_min"] = "none";
  const Ruleset before = load_ruleset("renovationfind/update_status").value();
  const Ruleset after = load_ruleset("renovationfind/update_status", without).value();
  const RulesDiff diff = rules_diff(before, after);
  EXPECT_THAT(words(diff), ElementsAre(testing::StartsWith("unwarned: jobAmount -")));
  expect_real(diff, before, after);
  const RulesDiff back = rules_diff(after, before);
  EXPECT_THAT(words(back), ElementsAre(testing::StartsWith("warned: jobAmount -")));
  EXPECT_FALSE(back.breaks());
}

TEST(RulesDiff, EveryDifferenceOfAProfileIsReal) {
  for (const char* id : {"caring/lead_status", "capillary/add_lead", "care_enquiry/lead"}) {
    LoadOptions strict;
    strict.profile = "strict";
    const Ruleset before = load_ruleset(id).value(), after = load_ruleset(id, strict).value();
    const RulesDiff diff = rules_diff(before, after);
    EXPECT_TRUE(diff.breaks()) << id;
    expect_real(diff, before, after);
    EXPECT_FALSE(rules_diff(after, before).breaks()) << id;
  }
}

TEST(RulesDiff, OrderAndNamesAreNoDifference) {
  const Ruleset before = rules(source(file), file);
  std::string text = replaced(source(file), dropped_rule, "");
  text = replaced(text, "  - id: reason\n",
                  "  - id: why\n"
                  "    when: lostReason == OTHER and not (status != LEAD_LOST)\n"
                  "    fill: reason\n"
                  "    because: \"reason required when lostReason is OTHER.\"\n"
                  "  - id: reason\n");
  const RulesDiff diff = rules_diff(before, rules(text, file));
  EXPECT_THAT(words(diff), IsEmpty());
  EXPECT_THAT(diff.undecided, IsEmpty());
}

TEST(RulesDiff, LimitsTypesAndPatternsAreCompared) {
  const auto two = [](const std::string& before, const std::string& after) {
    const std::string head = "leadlint: 1\nruleset: x/rules\ntitle: t\nsource: s\nfields:\n";
    const Ruleset a = rules(head + before), b = rules(head + after);
    const RulesDiff diff = rules_diff(a, b);
    expect_real(diff, a, b);
    return words(diff);
  };
  EXPECT_THAT(two("  a: {type: string, max_length: 5}\n", "  a: {type: string, max_length: 5}\n"),
              IsEmpty());
  EXPECT_THAT(two("  a: {type: string, max_length: 5}\n", "  a: {type: string, max_length: 4}\n"),
              ElementsAre(HasSubstr("refused: a xxxxx")));
  EXPECT_THAT(two("  a: {type: integer, max: 5}\n", "  a: {type: integer, max: 7}\n"),
              ElementsAre(testing::StartsWith("taken: a ")));
  EXPECT_THAT(two("  a: {type: string}\n", "  a: {type: string, required: true}\n"),
              ElementsAre("refused: a absent or null"));
  EXPECT_THAT(two("  a: {values: [X, Y]}\n", "  a: {values: [X]}\n"), ElementsAre("refused: a Y"));
  EXPECT_THAT(two("  a: {type: string, pattern: '[0-9]{3}'}\n",
                  "  a: {type: string, pattern: '[0-9][0-9][0-9]'}\n"),
              IsEmpty());
  EXPECT_THAT(two("  a: {type: string, pattern: '[0-9]{3}'}\n",
                  "  a: {type: string, pattern: '[0-9]{3,4}'}\n"),
              ElementsAre(testing::StartsWith("taken: a ")));
  EXPECT_THAT(two("  a: {type: string}\n  b: {type: string}\n", "  a: {type: string}\n"),
              testing::Contains(testing::StartsWith("warned: ")));
}

}  // namespace
}  // namespace leadlint::author
