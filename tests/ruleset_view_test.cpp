// What a rule set says of itself (leadlint/ruleset_view.h): to the validator, to the status table,
// to its schema, and as a form made of it (docs/html_form).
#include "leadlint/ruleset_view.h"
#include "leadlint/table_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "../docs/html_form/html_form.h"
#include "author/status_table.h"
#include "json_schema.h"
#include "leadlint/leadlint.h"
#include "load/checked_rules.h"
#include "ruleset_names.h"
#include "table/decision_table.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string tests = LEADLINT_SOURCE_DIR "/tests/";

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Ruleset rules_of(const std::string& body) {
  const support::TemporaryFolder folder;
  auto loaded = load_ruleset(folder.write(
      "rules.yaml", "leadlint: 1\nruleset: test/view\ntitle: T\nsource: own\n" + body));
  if (!loaded) throw std::runtime_error(loaded.error().owned().front().message);
  return *loaded;
}

const CaseView& case_of(const RulesetView& view, std::string_view field, std::string_view value) {
  for (const CasesView& cases : view.cases)
    for (const CaseView& each : cases.cases)
      if (cases.field == field && each.value && each.value->text == value) return each;
  throw std::runtime_error("no such case");
}

/// "amount: required error cases.WON", and a line for each further reason.
std::vector<std::string> lines_of(const CaseView& each) {
  std::vector<std::string> lines;
  const auto add = [&](std::string line, const std::vector<ReasonView>& reasons) {
    for (const ReasonView& reason : reasons)
      line += "; " + reason.rule + (reason.refuses ? " refuses" : "") +
              (reason.when.empty() ? "" : " where " + reason.when);
    lines.push_back(line);
  };
  for (const UseView& use : each.fields)
    add(use.field + ": " + std::string(field_use_name(use.use)) + ' ' +
            std::string(severity_name(use.severity)),
        use.reasons);
  for (const ChoiceView& choice : each.choices) {
    std::string line = std::to_string(choice.at_least) + " of";
    for (const std::string& field : choice.fields) line += ' ' + field;
    add(line, choice.reasons);
  }
  if (!each.refused.empty()) add("the value", each.refused);
  return lines;
}

// ------------------------------------------------------------------------------------- by example

TEST(RulesetView, ShowsAllThatTheExampleHas) {
  const auto rules = load_ruleset(tests + "rulefiles/view/deal.yaml");
  ASSERT_TRUE(rules.has_value()) << rules.error().owned().front().message;
  std::string text = to_json(rules->view());
  for (std::size_t at = text.find(tests); at != text.npos; at = text.find(tests, at))
    text.erase(at, tests.size());
  nlohmann::ordered_json view = nlohmann::ordered_json::parse(text);
  view.erase("fingerprint");
  const std::string golden = tests + "golden/view.expected";
  const std::string actual = view.dump(1) + "\n";
  if (std::getenv("LEADLINT_UPDATE_GOLDEN") != nullptr) std::ofstream(golden) << actual;
  EXPECT_EQ(actual, content(golden));
}

TEST(RulesetView, SaysWhatBecomesOfEachFieldWithAStatus) {
  const RulesetView view = load_ruleset(tests + "rulefiles/view/deal.yaml")->view();
  const auto lines = [&](const char* field, const char* value) {
    return lines_of(case_of(view, field, value));
  };
  EXPECT_THAT(
      lines("status", "WON"),
      testing::IsSupersetOf({"amount: required error; cases.WON",
                             "reason: forbidden error; cases.elsewhere refuses",
                             "closed_on: conditional error; date-of-win where flag != true"}));
  EXPECT_THAT(lines("status", "LOST"), Contains("reason: required error; cases.LOST"));
  EXPECT_THAT(
      lines("status", "NEW"),
      testing::IsSupersetOf({"owner_id: forbidden warning; no-owner refuses",
                             "currency: optional off; no-kind refuses where present(amount)",
                             "amount: forbidden error; cases.elsewhere refuses"}));
  EXPECT_THAT(lines("status", "OPEN"), Contains("2 of owner_id stage closed_on; two-of"));
  EXPECT_THAT(lines("lines[].kind", "FEE"),
              testing::IsSupersetOf(
                  {"lines[].fee: conditional error; lines[].cases.FEE where present(lines)",
                   "lines[].qty: forbidden error; lines[].cases.elsewhere refuses"}));
  EXPECT_THAT(
      lines_of(view.always),
      testing::IsSupersetOf(
          {"status: required error; status.required",
           "value: conditional error; whole where present(kind)",
           "kind: conditional error; whole where present(value)",
           "contact.name: conditional error; contact.name.required where present(contact)"}));
}

TEST(RulesetView, SaysWhatMayFollow) {
  const RulesetView view = load_ruleset(tests + "rulefiles/view/deal.yaml")->view();
  const auto next = [&](const char* from) {
    std::vector<std::string> names;
    for (const ValueView& value : case_of(view, "status", from).next) names.push_back(value.text);
    return names;
  };
  EXPECT_THAT(next("NEW"), ElementsAre("OPEN", "LOST"));
  EXPECT_THAT(next("OPEN"), ElementsAre("WON", "LOST"));
  EXPECT_THAT(next("WON"), IsEmpty());
  EXPECT_EQ(next("LOST").size(), 0U);
}

TEST(RulesetView, TakesTheSeveritiesOfTheCaller) {
  LoadOptions options;
  options.severities = {{"cases.WON", Severity::warning},
                        {"owner_id.max_length", Severity::off},
                        {"out_of_range", Severity::note}};
  const auto rules = load_ruleset(tests + "rulefiles/view/deal.yaml", options);
  ASSERT_TRUE(rules.has_value());
  const RulesetView view = rules->view();
  EXPECT_THAT(lines_of(case_of(view, "status", "WON")),
              Contains("amount: required warning; cases.WON"));
  EXPECT_EQ(view.field("owner_id")->variant.check("max_length")->outcome.severity, Severity::off);
  EXPECT_EQ(view.field("amount")->variant.check("min")->outcome.severity, Severity::note);
}

TEST(RulesetView, RefusesAValueThatNoRecordMayHave) {
  const RulesetView view = load_ruleset("caring/lead_status")->view();
  EXPECT_THAT(case_of(view, "status", "valid_lead").refused, IsEmpty());
  const CaseView& accepted = case_of(view, "status", "accepted");
  ASSERT_EQ(accepted.refused.size(), 1U);
  EXPECT_EQ(accepted.refused[0].rule, "pairs.unlisted");
}

TEST(RulesetView, OfARecordThatIsAListHasPathsThroughIt) {
  const RulesetView view =
      rules_of(
          "root:\n  items:\n    fields:\n      kind: {values: [A, B], required: true}\n"
          "      a: {type: string}\n    cases:\n      - {field: kind, table: {A: {require: a}}}\n")
          .view();
  ASSERT_NE(view.field("[].a"), nullptr);
  EXPECT_THAT(lines_of(case_of(view, "[].kind", "A")),
              Contains(testing::StartsWith("[].a: required error")));
}

TEST(RulesetView, OfATableAloneKnowsTheHead) {
  LoadOptions options;
  options.read_file = [](const std::string&) {
    return "leadlint: 1\nruleset: own/rules\nfields: {a: {}}\nrules: [{id: r, require: a}]\n";
  };
  const auto rules = load_ruleset("nowhere/rules.yaml", options);
  ASSERT_TRUE(rules);
  EXPECT_FALSE(rules->view().rules.empty());
  const Ruleset bare(std::make_shared<const table::DecisionTable>(rules->table()));
  EXPECT_EQ(bare.view().id, "own/rules");
  EXPECT_THAT(bare.view().rules, IsEmpty());
  // Shipped rules are there to be read again.
  EXPECT_FALSE(shipped_ruleset("caring/lead_status")->view().rules.empty());
}

// --------------------------------------------------------------------------- of shipped rule sets

class ShippedViews : public testing::TestWithParam<std::string> {
 protected:
  const Ruleset rules = load_ruleset(GetParam()).value();
  const RulesetView view = rules.view();
};

TEST_P(ShippedViews, AreAsTheSchemaSays) {
  static const json schema = json::parse(content(LEADLINT_SOURCE_DIR "/schemas/view.schema.json"));
  const std::string text = to_json(view);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_THAT(json_schema::problems(schema, json::parse(text)), IsEmpty());
}

void add_names(const json& value, std::set<std::string>& names) {
  if (value.is_object() && value.contains("rule") && value.at("rule").is_string())
    names.insert(value.at("rule").get<std::string>());
  for (const json& inside : value)
    if (inside.is_structured()) add_names(inside, names);
}

/// Whatever a finding may be of, a program finds by its name, with its place.
TEST_P(ShippedViews, HaveEachRuleOfFindings) {
  std::set<std::string> names;
  const json made = json::parse(to_json(view));
  add_names(made, names);
  for (const RuleView& rule : view.rules) {
    names.insert(rule.id);
    EXPECT_THAT(rule.place, Not(IsEmpty())) << rule.id;
  }
  const table::DecisionTable& table = rules.table();
  for (const table::Report& report : table.reports) {
    std::string name(table.text(report.rule));
    if (name.starts_with("current.") && !names.contains(name)) name.erase(0, 8);  // the same field
    if (name == "unknown_fields" || report.code == Code::not_judged) continue;
    if (name.starts_with("request.")) continue;  // a rule set of its own tells of it
    if (name.empty()) continue;                  // of the stored record as a whole
    // What follows from a type has no key of its own.
    EXPECT_TRUE(names.contains(name) || name.ends_with(".type") || name == "type") << name;
  }
}

/// What the rows say, the table of statuses says as well; where several rules together come to
/// more, it says more.
TEST_P(ShippedViews, AgreeWithTheTableOfStatuses) {
  if (view.status.empty()) return;
  const author::StatusTable table =
      author::status_table(load::read_checked(GetParam(), {}).value());
  ASSERT_FALSE(view.cases.empty());
  for (std::size_t row = 0; row < table.statuses.size(); ++row) {
    const CaseView& each = view.cases[0].cases[row];
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      const auto use = std::ranges::find(each.fields, table.fields[i], &UseView::field);
      const FieldUse said = use == each.fields.end() ? FieldUse::optional : use->use;
      const author::Use drawn = table.uses[row][i];
      const std::string where = table.statuses[row] + ", " + table.fields[i];
      if (drawn == author::Use::impossible) {
        EXPECT_FALSE(each.refused.empty()) << where;
      } else if (said == FieldUse::required) {
        EXPECT_EQ(drawn, author::Use::required) << where;
      } else if (said == FieldUse::forbidden) {
        EXPECT_EQ(drawn, author::Use::forbidden) << where;
      } else if (drawn == author::Use::conditional) {
        EXPECT_EQ(said, FieldUse::conditional) << where;
      } else if (drawn == author::Use::optional) {
        EXPECT_EQ(said, FieldUse::optional) << where;
      }
    }
  }
}

/// With a status and nothing else, what the validator misses is what the view calls required.
TEST_P(ShippedViews, AgreeWithTheValidator) {
  if (view.status.empty() || view.cases.empty() || view.status.find('.') != std::string::npos)
    return;
  Validator validator(rules);
  for (const CaseView& each : view.cases[0].cases) {
    if (!each.value || !each.refused.empty()) continue;
    const Result& result = validator.check(json{{view.status, each.value->text}}.dump());
    std::set<std::string> missing, required;
    for (const OwnedFinding& finding : result.findings().owned())
      if (finding.code == Code::missing_field && finding.severity == Severity::error)
        missing.insert(finding.path.substr(1));
    for (const UseView& use : each.fields) {
      const bool plain = use.field != view.status && use.field.find('.') == std::string::npos;
      if (use.use == FieldUse::required && use.severity == Severity::error && plain) {
        EXPECT_THAT(missing, Contains(use.field)) << each.value->text;
      }
    }
    for (const std::string& path : missing) {
      const auto use = std::ranges::find(each.fields, path, &UseView::field);
      ASSERT_NE(use, each.fields.end()) << path;
      EXPECT_THAT(use->use,
                  testing::AnyOf(FieldUse::required, FieldUse::conditional, FieldUse::one_of))
          << path;
    }
  }
}

TEST_P(ShippedViews, KnowTheConditionOfEachReason) {
  for (const CasesView& cases : view.cases)
    for (const CaseView& each : cases.cases)
      for (const UseView& use : each.fields)
        for (const ReasonView& reason : use.reasons)
          EXPECT_TRUE(use.use != FieldUse::conditional || reason.severity != use.severity ||
                      !reason.when.empty())
              << use.field << ", " << reason.rule;
}

TEST_P(ShippedViews, MoveAsTheValidatorSays) {
  if (view.cases.empty() || !view.cases[0].has_moves || view.cases[0].field != view.status) return;
  Validator validator(rules);
  for (const CaseView& from : view.cases[0].cases)
    for (const CaseView& to : view.cases[0].cases) {
      if (!from.value || !to.value || from.value == to.value) continue;
      const std::string current = json{{view.status, from.value->text}}.dump();
      Context context;
      context.current = current;
      const OwnedFindings found =
          validator.check(json{{view.status, to.value->text}}.dump(), context).findings().owned();
      const bool refused = std::ranges::any_of(found, [](const OwnedFinding& finding) {
        return finding.code == Code::transition_not_allowed && finding.severity == Severity::error;
      });
      const bool follows = std::ranges::find(from.next, *to.value) != from.next.end();
      EXPECT_TRUE(follows || refused) << from.value->text << " to " << to.value->text;
    }
}

/// The text without tags, and whether each tag that is opened is closed.
bool is_balanced(const std::string& page) {
  static const std::set<std::string> single{"input", "meta", "!DOCTYPE"};
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != page.npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    if (end == page.npos) return false;
    std::istringstream words(page.substr(at + 1, end - at - 1));
    std::string tag;
    words >> tag;
    if (single.contains(tag)) continue;
    if (tag[0] != '/') {
      open.push_back(tag);
    } else {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

TEST_P(ShippedViews, MakeAForm) {
  const std::string page = html_form::page_of(view);
  EXPECT_TRUE(is_balanced(page)) << page;
}

INSTANTIATE_TEST_SUITE_P(All, ShippedViews, testing::ValuesIn(shipped_rulesets()),
                         ruleset_test_name);

// ----------------------------------------------------------------------------------- the HTML form

TEST(HtmlForm, ShowsWhatEachStatusRequires) {
  const std::string page =
      html_form::page_of(load_ruleset(tests + "rulefiles/view/deal.yaml")->view());
  const auto article = [&](const std::string& status) {
    const std::size_t at = page.find("<article id=\"status=" + status + "\">");
    return at == page.npos ? "" : page.substr(at, page.find("</article>", at) - at);
  };
  EXPECT_THAT(article("WON"), HasSubstr("<li class=\"required\">amount is required</li>"));
  EXPECT_THAT(article("WON"), HasSubstr("closed_on is required where <code>flag != true</code>"));
  EXPECT_THAT(article("WON"), HasSubstr("then nothing"));
  EXPECT_THAT(article("NEW"), HasSubstr("owner_id is not taken (advised)"));
  EXPECT_THAT(article("NEW"), HasSubstr("then OPEN, LOST"));
  EXPECT_THAT(article("OPEN"), HasSubstr("2 of owner_id, stage, closed_on"));
  EXPECT_THAT(page, HasSubstr("<select name=\"status\" required><option></option>"
                              "<option>NEW</option>"));
  EXPECT_THAT(page, HasSubstr("name=\"owner_id\" maxlength=\"20\""));
  EXPECT_THAT(page, HasSubstr("<input type=\"number\" step=\"any\" name=\"amount\" min=\"0\">"));
}

TEST(HtmlForm, EscapesWhatTheRuleFileSays) {
  const std::string page = html_form::page_of(
      rules_of("status: s\nfields:\n"
               "  s: {required: true, values: [\"<script>alert('x')</script>\", '\"&']}\n"
               "  \"a\\\"><b\": {type: string, because: \"1 < 2 & '3' > \\\"\\\"\"}\n")
          .view());
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<b"), page.find("<body>"));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
  EXPECT_THAT(page, HasSubstr("1 &lt; 2 &amp; &#39;3&#39; &gt; &quot;&quot;"));
  EXPECT_TRUE(is_balanced(page));
}

}  // namespace
}  // namespace leadlint
