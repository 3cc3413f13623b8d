// The library as a service uses it: what is natural to write is right. Under AddressSanitizer these
// tests also show that nothing is read after it is gone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "bulk_support.h"
#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Ruleset rules_of(const std::string& body) {
  const support::TemporaryFolder folder;
  auto loaded = load_ruleset(folder.write(
      "rules.yaml", "leadlint: 1\nruleset: test/embedding\ntitle: T\nsource: own\n" + body));
  if (!loaded) throw std::runtime_error(std::string(loaded.error().front().message()));
  return *loaded;
}

std::vector<std::string> said(const Result& result) {
  std::vector<std::string> lines;
  for (const Finding& finding : result.findings())
    lines.push_back(fmt::format("{}: {}", finding.path(), finding.message()));
  return lines;
}

const std::string deal = R"(
params:
  lead: {type: integer, required: true}
current: {}
catalogs:
  owners: {columns: [id, name]}
fields:
  status: {values: [WON, LOST]}
  amount: {type: number}
  owner: {type: string}
rules:
  - {id: owner, assert: "owner in owners.id"}
  - {id: amount, keep: amount}
)";

constexpr const char* owners = R"([{"id": "a1", "name": "Ann"}, {"id": "b2", "name": "Bob"}])";

// --------------------------------------------------------------------- what findings are made from

TEST(Embedding, ThePayloadMayBeGone) {
  Validator validator(rules_of(deal));
  const auto make_text = [] {
    return std::string(R"({"status": "a status that is none of the list"})");
  };
  const auto& result = validator.check(make_text());
  EXPECT_THAT(said(result), ElementsAre(HasSubstr("\"a status that is none of the list\"")));
  EXPECT_EQ(result.findings()[0].column(), 12U);
  EXPECT_FALSE(validator.check(make_text()).ok());
}

TEST(Embedding, TheValueMayBeGone) {
  Validator validator(rules_of(deal));
  const auto& result = validator.check(nlohmann::json::parse(
      R"({"status": "a status that is none of the list", "a member of no rule": 1})"));
  EXPECT_THAT(said(result),
              testing::UnorderedElementsAre(HasSubstr("\"a status that is none of the list\""),
                                            HasSubstr("a member of no rule")));
}

TEST(Embedding, TheFormMayBeGone) {
  Validator validator(rules_of(deal));
  const auto make_text = [] {
    return std::string("status=a+status+that+is+none&more+than+rules+know=1");
  };
  EXPECT_THAT(
      said(validator.check_form(make_text())),
      ElementsAre(HasSubstr("\"a status that is none\""), HasSubstr("more than rules know")));
}

TEST(Embedding, TheContextMayBeGone) {
  Validator validator(rules_of(deal));
  const Result* result = nullptr;
  {
    const auto current =
        std::make_unique<std::string>(R"({"amount": 1234567.25, "Amount Paid": 7})");
    const auto name = std::make_unique<std::string>("a file with the stored record.json");
    Catalogs catalogs;
    ASSERT_TRUE(catalogs.add("owners", owners));
    Context context;
    context.current = *current;
    context.current_name = *name;
    context.params = {{"lead", "a number that is none of them"}};
    context.catalogs = &catalogs;
    const std::string text = R"({"status": "WON", "amount": 5, "owner": "a2"})";
    result = &validator.check(text, context);
  }
  std::string all;
  for (const std::string& line : said(*result)) all += line + "\n";
  EXPECT_THAT(all, HasSubstr("1234567.25"));
  EXPECT_THAT(all, HasSubstr("\"a number that is none of them\""));
  EXPECT_THAT(all, HasSubstr("/owner: "));
}

TEST(Embedding, ACheckKnowsNothingOfTheContextBefore) {
  Validator validator(
      rules_of("fields: {amount: {type: number}}\nrules: [{id: k, keep: amount}]\n"));
  const Context stored{.current = R"({"amount": 1})"};
  const std::string payload = R"({"amount": 2})";
  EXPECT_EQ(validator.check(payload).verdict(), Verdict::valid);
  EXPECT_EQ(validator.check(payload, stored).verdict(), Verdict::invalid);
  EXPECT_EQ(validator.check(payload).verdict(), Verdict::valid);
  EXPECT_EQ(validator.check(payload, stored).verdict(), Verdict::invalid);
  EXPECT_EQ(validator.check(payload, {}).verdict(), Verdict::valid);
}

TEST(Embedding, RepairedTextMayBeGone) {
  Validator validator(rules_of("text: {curly_quotes: repair}\n" + deal));
  const auto make_text = [] {
    return std::string("{\"status\": \u201Ca status that is none of the list\u201D}");
  };
  const auto& result = validator.check(make_text());
  EXPECT_THAT(said(result), testing::Contains(HasSubstr("\"a status that is none of the list\"")));
}

// ---------------------------------------------------------------------------------------- findings

template <class Of>
concept HasFront = requires(Of&& of) {
  std::forward<Of>(of).front();
};
static_assert(HasFront<const Findings&> && !HasFront<Findings>, "no look at what is about to go");

TEST(Embedding, AFindingIsALookAtWhatItsOwnerHolds) {
  Validator validator(rules_of(deal));
  const Findings& findings = validator.check(R"({"status": 1})").findings();
  const Finding first = findings.front();
  EXPECT_EQ(first.code(), Code::wrong_type);
  EXPECT_EQ(first.severity(), Severity::error);
  EXPECT_EQ(first.path(), "/status");
  EXPECT_EQ(first.params().front().name, "actual");
  const OwnedFinding kept = first.to_owned();
  const Findings copy = findings;
  EXPECT_TRUE(validator.check("{}").ok());
  for (const Finding& again : {Finding(kept), copy[0], *copy.begin()}) {
    EXPECT_EQ(again.path(), "/status");
    EXPECT_EQ(again.message(), kept.message);
    EXPECT_EQ(to_json(again), to_json(kept));
  }
  EXPECT_NE(std::ranges::find(copy, Code::wrong_type, &Finding::code), copy.end());
  EXPECT_EQ(copy.begin()->line(), 1U);
  EXPECT_EQ(Findings(copy).owned().size(), copy.size());
}

// ---------------------------------------------------------------------------------------- catalogs

/// A hot reload: the lists stay, the rules are others.
TEST(Embedding, CatalogsServeEveryRuleset) {
  Catalogs catalogs;
  ASSERT_TRUE(catalogs.add("owners", owners));
  ASSERT_TRUE(catalogs.add("regions", R"(["north", "south"])"));
  Context context;
  context.catalogs = &catalogs;
  for (const std::string& before : {std::string(), std::string("  regions: {columns: [name]}\n")}) {
    std::string body = deal;
    body.insert(body.find("  owners:"), before);
    Validator validator(rules_of(body));
    EXPECT_TRUE(validator.check(R"({"owner": "a1"})", context).ok());
    EXPECT_FALSE(validator.check(R"({"owner": "nobody"})", context).ok());
  }
}

TEST(Embedding, CatalogsOfOneRulesetServeAnother) {
  const Ruleset first = rules_of(deal);
  Catalogs catalogs(first);
  ASSERT_TRUE(catalogs.add("owners", owners));
  Context context;
  context.catalogs = &catalogs;
  std::string other = deal;
  other.replace(other.find("[id, name]"), 10, "[name, id]");
  other.insert(other.find("  owners:"), "  a: {columns: [x]}\n  b: {columns: [x, y, z]}\n");
  for (const Ruleset& rules : {first, rules_of(deal), rules_of(other)}) {
    Validator validator(rules);
    EXPECT_TRUE(validator.check(R"({"owner": "a1"})", context).ok());
    EXPECT_FALSE(validator.check(R"({"owner": "Ann"})", context).ok());
  }
  const auto wrong = catalogs.add("owner", owners);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error(), "there is no catalog \"owner\"; did you mean owners?");
}

TEST(Embedding, ACatalogThatDoesNotFitIsAnError) {
  Catalogs catalogs;
  ASSERT_TRUE(catalogs.add("owners", R"([{"number": "a1"}])"));
  Context context;
  context.catalogs = &catalogs;
  Validator validator(rules_of(deal));
  const Result& result = validator.check(R"({"owner": "a1"})", context);
  EXPECT_EQ(result.verdict(), Verdict::invalid);
  EXPECT_EQ(result.count(Severity::error), 1U);
  EXPECT_THAT(
      said(result),
      ElementsAre("/@catalogs/owners: catalog owners: entry 1 has no \"id\"; it has number; "
                  "rules that look something up were not judged"));
  ASSERT_TRUE(catalogs.add("owners", owners));  // mended
  EXPECT_TRUE(validator.check(R"({"owner": "a1"})", context).ok());
}

TEST(Embedding, WhatIsNoCatalogIsToldAtOnce) {
  Catalogs catalogs;
  EXPECT_THAT(catalogs.add("owners", "[1,").error(), HasSubstr("this is not JSON"));
  EXPECT_EQ(catalogs.add("owners", "7").error(),
            "catalog owners is neither a list nor an object that holds one");
}

TEST(SharedCatalogs, AreBoundByManyThreadsAtOnce) {
  Catalogs catalogs;
  ASSERT_TRUE(catalogs.add("owners", owners));
  const std::vector<Ruleset> rules{rules_of(deal),
                                   rules_of(deal + "  - {id: more, forbid: status}\n")};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      Context context;
      context.catalogs = &catalogs;
      for (int i = 0; i < 50; ++i) {
        Validator validator(rules[static_cast<std::size_t>((t + i) % 2)]);
        EXPECT_TRUE(validator.check(R"({"owner": "b2"})", context).ok());
        EXPECT_FALSE(validator.check(R"({"owner": "c3"})", context).ok());
      }
    });
}

// ----------------------------------------------------------------------------- parameters, records

/// Rule files that stand in memory.
std::optional<std::string> in_memory(const std::string& path) {
  if (path == "mine/lead.yaml")
    return "leadlint: 1\nruleset: mine/lead\ntitle: t\nextends: ./base\n";
  if (path == "mine/base.yaml")
    return "leadlint: 1\nruleset: mine/base\ntitle: t\nfields: {a: {type: string}}\n";
  if (path == "mine/gone.yaml")
    return "leadlint: 1\nruleset: mine/gone\ntitle: t\nextends: ./nowhere\n";
  return std::nullopt;
}

TEST(Embedding, RuleFilesMayStandInMemory) {
  const auto rules = load_ruleset("mine/lead.yaml", {.read_file = in_memory});
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->files(), (std::vector<std::string>{"mine/lead.yaml", "mine/base.yaml"}));
  EXPECT_TRUE(Validator(*rules).check(R"({"a": "x"})").ok());
  EXPECT_FALSE(Validator(*rules).check(R"({"a": 1})").ok());
  const auto none = load_ruleset("none.yaml", {.read_file = in_memory});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error()[0].message(), "none.yaml cannot be read: there is no such file");
  const auto base = load_ruleset("mine/gone.yaml", {.read_file = in_memory});
  ASSERT_FALSE(base);
  EXPECT_EQ(base.error()[0].message(), "there is no readable file `./nowhere` beside this one");
}

TEST(Embedding, AFingerprintStandsForFilesAndOptions) {
  const auto of = [](LoadOptions options) {
    const auto rules = load_ruleset("renovationfind/update_status", options);
    EXPECT_TRUE(rules);
    return rules ? std::string(rules->fingerprint()) : "";
  };
  const std::string plain = of({});
  EXPECT_EQ(plain.size(), 32U);
  EXPECT_EQ(plain.find_first_not_of("0123456789abcdef"), plain.npos);
  EXPECT_EQ(of({}), plain);
  EXPECT_NE(of({.profile = "strict"}), plain);
  EXPECT_NE(of({.severities = {{"whitespace", Severity::off}}}), plain);
  EXPECT_EQ(load_ruleset("renovationfind/update_status")->files(),
            (std::vector<std::string>{"rules/renovationfind/update_status.yaml",
                                      "rules/renovationfind/common.yaml"}));
}

TEST(Embedding, FindingsAreData) {
  const auto rules = load_ruleset("renovationfind/update_status");
  Validator validator(*rules);
  EXPECT_EQ(
      to_json(validator.check("{").findings()).find(R"([{"code":"bad_json","severity":"error")"),
      0U);
  EXPECT_EQ(to_json(Findings{}), "[]");
}

TEST(Embedding, ParametersThatAreGivenAreJudged) {
  Validator validator(rules_of(deal));
  Context context;
  context.params = {{"lead", "seven"}};
  EXPECT_EQ(validator.check("{}", context).count(Severity::error), 1U);
  context.params = {{"lead", "7"}};
  EXPECT_THAT(said(validator.check("{}", context)), IsEmpty());
  context.params = {{"leed", "7"}};
  EXPECT_THAT(said(validator.check("{}", context)),
              ElementsAre(HasSubstr("/@path/lead: "),
                          "/@path/leed: there is no URL parameter \"leed\"; did you mean lead?"));
  context.params.clear();
  EXPECT_THAT(said(validator.check("{}", context)), IsEmpty());  // nothing is known of the URL
  context.has_params = true;
  EXPECT_EQ(validator.check("{}", context).count(Severity::error), 1U);
}

TEST(Embedding, ParametersOfRulesThatHaveNone) {
  Validator validator(rules_of("fields: {a: {}}\n"));
  Context context;
  context.params = {{"lead", "7"}};
  EXPECT_THAT(said(validator.check("{}", context)),
              ElementsAre("/@path/lead: these rules know no URL parameters"));
}

TEST(Embedding, ARecordBesideThatCannotBeReadIsNoSilence) {
  for (const Ruleset& rules : {rules_of(deal), rules_of("fields: {status: {}}\n")}) {
    Validator validator(rules);
    Context context;
    context.current = "{\"amount\": ";
    const Result& result = validator.check(R"({"status": "WON"})", context);
    EXPECT_EQ(result.count(Severity::note), 1U);
    EXPECT_THAT(said(result), ElementsAre(HasSubstr("/@current")));
    context.fail_unknown = true;
    EXPECT_FALSE(validator.check(R"({"status": "WON"})", context).ok());
  }
}

TEST(Embedding, ARequestThatCannotBeReadIsNoSilence) {
  Validator validator(rules_of("fields: {status: {}}\n"));
  Context context;
  context.request = "{\"amount\": ";
  EXPECT_THAT(said(validator.check("{}", context)), ElementsAre(HasSubstr("/@request")));
  context.fail_unknown = true;
  EXPECT_FALSE(validator.check("{}", context).ok());
}

TEST(BulkEmbedding, WhatDoesNotFitIsAnErrorOfEachRecord) {
  Catalogs catalogs;
  ASSERT_TRUE(catalogs.add("owners", R"([{"number": "a1"}])"));
  Context context;
  context.catalogs = &catalogs;
  context.params = {{"lead", "7"}};
  const std::string text = "{\"owner\": \"a1\"}\n{\"owner\": \"b2\"}\n";
  for (const bulk::Way& way : bulk::ways()) {
    const bulk::Ran ran = bulk::run(rules_of(deal), text, {}, way, context);
    EXPECT_EQ(ran.counts.errors, 2U) << way.name();
    EXPECT_EQ(ran.counts.invalid, 2U) << way.name();
    EXPECT_THAT(ran.notes.findings, testing::Each(HasSubstr("\"/@catalogs/owners\"")));
  }
}

}  // namespace
}  // namespace leadlint
