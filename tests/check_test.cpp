// RuleSet to CheckedRuleSet: check/check.h. Tables of conditions, fields and rules, each with what
// becomes of it or what is said about it.
#include "check/check.h"

#include <gtest/gtest.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "model/condition_text.h"
#include "model/scope.h"
#include "parse/syntax.h"

namespace leadlint::check {
namespace {

using model::Block;
using model::Condition;
using model::DatePart;
using model::Field;
using model::Path;
using model::Rule;
using model::RuleSet;
using model::Scalar;
using model::TypeSet;
using model::Variant;
using model::Verb;

// -------------------------------------------------------------------------------- building by hand

Scalar text(std::string value) { return {std::move(value), {0, 7, 1}}; }
Scalar whole(std::int64_t value) { return {value, {0, 7, 1}}; }

std::vector<Scalar> texts(std::initializer_list<const char*> values) {
  std::vector<Scalar> all;
  for (const char* value : values) all.push_back(text(value));
  return all;
}

Path path(const std::string& written) { return parse::parse_path(written, {0, 3, 1}).value(); }

Condition condition(const std::string& written) {
  return parse::parse_condition(written, {0, 3, 1}).value();
}

Field any(std::string name) {
  Field field;
  field.name = std::move(name);
  field.where = {0, 9, 1};
  return field;
}

Field typed(std::string name, TypeSet types) {
  Field field = any(std::move(name));
  field.main.type.emplace().is = types;
  return field;
}

Field listed(std::string name, std::vector<Scalar> values) {
  Field field = any(std::move(name));
  field.main.values.emplace().is = std::move(values);
  return field;
}

Field formatted(std::string name, const std::vector<std::size_t>& formats) {
  Field field = any(std::move(name));
  auto& names = field.main.format.emplace().is;
  for (const std::size_t index : formats) names.push_back({"", index, {}});
  return field;
}

template <class... Fields>
Field object(std::string name, Fields&&... members) {
  Field field = any(std::move(name));
  field.main.fields = std::make_unique<Block>();
  (field.main.fields->fields.push_back(std::forward<Fields>(members)), ...);
  return field;
}

Field list(std::string name, Field item) {
  Field field = any(std::move(name));
  field.main.items = std::make_unique<Field>(std::move(item));
  return field;
}

Field none(std::string name) {
  Field field = any(std::move(name));
  field.none = true;
  return field;
}

model::Format dated(std::string name, std::initializer_list<DatePart::Kind> parts) {
  model::Format format;
  format.name = std::move(name);
  auto& pattern = format.dates.emplace_back();
  for (const DatePart::Kind kind : parts) {
    const std::uint8_t digits = kind == DatePart::Kind::year ? 4 : 2;
    if (!pattern.empty() && kind != DatePart::Kind::zone_or_z)
      pattern.push_back({DatePart::Kind::literal, "-", 0, 0, {}});
    pattern.push_back({kind, "", digits, digits, {}});
  }
  return format;
}

enum FormatNumber : std::size_t { date, datetime, month, code };

std::vector<model::Format> formats() {
  using Kind = DatePart::Kind;
  std::vector<model::Format> all;
  all.push_back(dated("date", {Kind::year, Kind::month, Kind::day}));
  all.push_back(
      dated("datetime", {Kind::year, Kind::month, Kind::day, Kind::hour, Kind::zone_or_z}));
  all.push_back(dated("month", {Kind::month, Kind::year}));
  all.emplace_back().name = "code";
  all.back().pattern.emplace();
  return all;
}

// One rule set that all tests start from. `status` could be GONE, and `gone` could be a field,
// under another choice of some option; `sub` has its values from a pairs table.
RuleSet sample() {
  RuleSet rules;
  rules.id = "test/sample";
  rules.files.push_back({"sample.yaml", ""});
  rules.formats = formats();
  Field status = listed("status", texts({"OPEN", "WON", "LOST"}));
  status.main.values_of_other_choices = texts({"GONE"});
  Field level = listed("level", {whole(1), whole(2), whole(3)});
  Field loose = listed("loose", texts({"A", "B"}));
  loose.main.values->outcome.severity = Severity::off;
  Field mixed = typed("mixed", model::integer_type);
  mixed.also.emplace_back().values.emplace().is = texts({"ALL"});
  rules.root = object(
      "", std::move(status), std::move(level), std::move(loose), std::move(mixed),
      typed("reason", model::string_type), typed("note", model::string_type),
      typed("amount", model::number_type), typed("count", model::integer_type),
      typed("flag", model::boolean_type), formatted("start", {date}), formatted("end", {date}),
      formatted("at", {datetime}), formatted("either", {date, datetime}), any("open"),
      typed("sub", model::string_type), none("gone"),
      object("lead", typed("id", model::integer_type), typed("unit", model::string_type),
             listed("kind", texts({"cash", "card"}))),
      list("log", object("", listed("status", texts({"OPEN", "WON"})), formatted("at", {datetime}),
                         typed("id", model::integer_type))),
      list("tags", typed("", model::string_type)));
  rules.root.name.clear();
  rules.status = path("status");
  rules.params.fields.push_back(typed("leadId", model::integer_type));
  rules.current_extra.fields.push_back(typed("attachments", model::array_type));
  rules.current_extra.fields.push_back(none("lost"));
  rules.catalogs.push_back({"reasons", {"id", "reason"}, "data", {}});
  Block& block = *rules.root.main.fields;
  model::Pairs& pairs = block.pairs.emplace_back();
  pairs.fields = {path("status"), path("sub")};
  pairs.rows.push_back({{{text("WON")}}, texts({"big", "small"}), {}});
  pairs.rows.push_back({{{text("LOST")}}, texts({"price"}), {}});
  pairs.also.push_back({{{{{text("OPEN")}}, texts({"N/A", ""}), {}}}, {}});
  block.lets.push_back({"is_won", condition("status == WON"), {0, 2, 1}});
  block.lets.push_back({"is_big", condition("is_won and sub == big"), {0, 2, 1}});
  return rules;
}

Block& block_of(RuleSet& rules) { return *rules.root.main.fields; }
Field& field_of(RuleSet& rules, const std::string& name) {
  for (Field& field : block_of(rules).fields)
    if (field.name == name) return field;
  return rules.root;
}

Rule rule(std::string id, Verb verb, std::initializer_list<const char*> targets) {
  Rule made;
  made.id = std::move(id);
  made.where = {0, 5, 5};
  made.verb = verb;
  for (const char* target : targets) made.targets.push_back(path(target));
  return made;
}

Rule assertion(std::initializer_list<const char*> conditions) {
  Rule made = rule("rule", Verb::assert_that, {});
  for (const char* each : conditions) made.assertions.push_back(condition(each));
  return made;
}

// "unknown_name 3:1 ?status": what is said, where, and what was likely meant.
std::string told(const OwnedFindings& findings) {
  std::string all;
  for (const OwnedFinding& finding : findings) {
    all += all.empty() ? "" : "; ";
    all += std::string{code_name(finding.code)} + " " + std::to_string(finding.line) + ":" +
           std::to_string(finding.column);
    if (!finding.suggestion.empty()) all += " ?" + finding.suggestion;
  }
  return all;
}

std::string messages(const OwnedFindings& findings) {
  std::string all;
  for (const OwnedFinding& finding : findings) all += finding.message + "\n";
  return all;
}

std::string name_of(const std::string& text, std::size_t number) {
  std::string name = std::to_string(number) + "_";
  for (const char c : text) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name.substr(0, 60);
}

template <class Case>
std::string case_name(const testing::TestParamInfo<Case>& each) {
  return name_of(each.param.text, each.index);
}

// ----------------------------------------------------------------------- conditions that are right

struct Bound {
  const char* text;
  const char* becomes;  // "dropped": the rule went with it; "always": the rule needs no condition
};
void PrintTo(const Bound& each, std::ostream* out) { *out << each.text; }

class When : public testing::TestWithParam<Bound> {};

TEST_P(When, IsBoundAndFolded) {
  RuleSet rules = sample();
  Rule made = rule("rule", Verb::forbid, {"note"});
  made.when = condition(GetParam().text);
  block_of(rules).rules.push_back(std::move(made));
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_TRUE(checked) << messages(checked.error());
  const std::vector<Rule>& left = checked->rules().root.main.fields->rules;
  const std::string becomes = left.empty()         ? "dropped"
                              : !left.front().when ? "always"
                                                   : model::text_of(*left.front().when);
  EXPECT_EQ(becomes, GetParam().becomes);
}

INSTANTIATE_TEST_SUITE_P(
    Meaning, When,
    testing::Values(
        Bound{"status == WON", "status == WON"}, Bound{"status == \"WON\"", "status == WON"},
        Bound{"lead.kind != cash", "lead.kind != cash"},
        Bound{"current.status == WON", "current.status == WON"},
        // a bare word is a value of the field before it is a field, and free text last
        Bound{"reason == note", "reason == note"}, Bound{"reason == other", "reason == other"},
        Bound{"loose == C", "loose == C"}, Bound{"open == anything", "open == anything"},
        Bound{"mixed == ALL", "mixed == ALL"}, Bound{"mixed == count", "mixed == count"},
        Bound{"sub == big", "sub == big"}, Bound{"sub == \"N/A\"", "sub == \"N/A\""},
        // literals take the type of their field, and the right side
        Bound{"level == 2", "level == 2"}, Bound{"level == \"2\"", "level == 2"},
        Bound{"count == 6.0", "count == 6"}, Bound{"amount == 6.5", "amount == 6.5"},
        Bound{"5 < amount", "amount > 5"}, Bound{"\"WON\" == status", "status == WON"},
        Bound{"level < 9", "level < 9"},
        Bound{"start == \"2024-01-31\"", "start == \"2024-01-31\""},
        // like kinds compare
        Bound{"end >= start", "end >= start"}, Bound{"either > start", "either > start"},
        // a date compares with the day of a moment, as written there
        Bound{"start < at", "start < at"},
        Bound{"at >= log[last].at - 60", "at >= log[last].at - 60"},
        Bound{"length(tags) >= 1", "length(tags) >= 1"},
        Bound{"length(current.attachments) >= 1", "length(current.attachments) >= 1"},
        Bound{"length(reason) in [1, 2]", "length(reason) == 1 or length(reason) == 2"},
        Bound{"text(reason) == other", "reason == other"},
        Bound{"text(count) == text(reason)", "text(count) == text(reason)"},
        Bound{"count == param.leadId", "count == param.leadId"},
        Bound{"same(reason, lead.unit)", "same(reason, lead.unit)"},
        Bound{"matches(reason, code) and blank(note)", "matches(reason, code) and blank(note)"},
        // catalogs and parameters
        Bound{"count in reasons.id", "count in reasons.id"},
        Bound{"(count, reason) in reasons", "(count, reason) in reasons"},
        Bound{"given(reasons)", "given(reasons)"}, Bound{"given(leadId)", "given(param.leadId)"},
        Bound{"given(current.status)", "given(current.status)"},
        // let
        Bound{"is_won", "status == WON"}, Bound{"not is_big", "not (status == WON and sub == big)"},
        Bound{"is_won or is_big", "status == WON or status == WON and sub == big"}),
    case_name<Bound>);

INSTANTIATE_TEST_SUITE_P(
    Folding, When,
    testing::Values(
        Bound{"true", "always"}, Bound{"false", "dropped"},
        Bound{"true and flag == true", "flag == true"},
        Bound{"false or flag == true", "flag == true"}, Bound{"false and flag == true", "dropped"},
        Bound{"true or flag == true", "always"}, Bound{"not (true and false)", "always"},
        Bound{"not not present(note)", "present(note)"},
        Bound{"flag == true and (count == 1 and true)", "flag == true and count == 1"},
        // a field that is not there under these options is always absent
        Bound{"present(gone)", "dropped"}, Bound{"absent(gone)", "always"},
        Bound{"gone == 1", "dropped"}, Bound{"gone != 1", "always"},
        Bound{"gone.deeper == x", "dropped"}, Bound{"gone not in [1, 2]", "always"},
        Bound{"1 < gone", "dropped"}, Bound{"note == gone", "dropped"},
        Bound{"length(gone) > 1", "dropped"}, Bound{"blank(gone)", "dropped"},
        Bound{"matches(gone, code)", "dropped"}, Bound{"changed(gone)", "dropped"},
        Bound{"not (gone in reasons.id)", "always"}, Bound{"same(gone, note)", "absent(note)"},
        Bound{"same(note, gone)", "absent(note)"}, Bound{"same(gone, gone)", "always"},
        Bound{"only(note, gone)", "only(note)"},
        Bound{"present(note) or present(gone)", "present(note)"},
        // what is never known of the stored record silences, even where it is compared by !=
        Bound{"current.lost != 1", "dropped"}, Bound{"present(current.lost)", "dropped"},
        Bound{"absent(current.lost)", "always"},
        // values that only another choice of an option allows
        Bound{"status == GONE", "dropped"}, Bound{"status != GONE", "always"},
        Bound{"status in [WON, GONE]", "status in [WON]"}, Bound{"status in [GONE]", "dropped"}),
    case_name<Bound>);

class Assertion : public testing::TestWithParam<Bound> {};

TEST_P(Assertion, IsFoldedWhereItIsStillJudged) {
  RuleSet rules = sample();
  block_of(rules).rules.push_back(assertion({GetParam().text}));
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_TRUE(checked) << messages(checked.error());
  const std::vector<Rule>& left = checked->rules().root.main.fields->rules;
  EXPECT_EQ(left.empty() ? "dropped" : model::text_of(left.front().assertions.front()),
            GetParam().becomes);
}

INSTANTIATE_TEST_SUITE_P(
    All, Assertion,
    testing::Values(Bound{"end >= start", "end >= start"}, Bound{"true", "dropped"},
                    Bound{"flag == true or true", "dropped"},
                    Bound{"flag == true and false", "false"},
                    // never judged: a field it compares never comes
                    Bound{"gone == 1", "dropped"}, Bound{"gone == 1 or flag == true", "dropped"},
                    Bound{"not blank(gone)", "dropped"},
                    // asked for presence only: judged
                    Bound{"present(gone)", "false"}, Bound{"absent(gone)", "dropped"},
                    Bound{"same(note, gone)", "absent(note)"},
                    // judged where the status is there
                    Bound{"status == GONE", "status == GONE"},
                    Bound{"status in [WON, GONE]", "status in [WON]"},
                    Bound{"status in [GONE]", "status in [GONE]"}),
    case_name<Bound>);

TEST(AssertionPlace, StaysWhereTheFoldedConditionStood) {
  RuleSet rules = sample();
  block_of(rules).rules.push_back(assertion({"flag == true and false"}));
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_TRUE(checked);
  const Rule& left = checked->rules().root.main.fields->rules.front();
  ASSERT_TRUE(left.at);
  EXPECT_EQ(model::text_of(*left.at), "flag");
}

// ----------------------------------------------------------------------- conditions that are wrong

struct Wrong {
  const char* text;
  const char* told;
};
void PrintTo(const Wrong& each, std::ostream* out) { *out << each.text; }

class WrongWhen : public testing::TestWithParam<Wrong> {};

TEST_P(WrongWhen, IsReported) {
  RuleSet rules = sample();
  Rule made = rule("rule", Verb::forbid, {"note"});
  made.when = condition(GetParam().text);
  block_of(rules).rules.push_back(std::move(made));
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_FALSE(checked);
  EXPECT_EQ(told(checked.error()), GetParam().told) << messages(checked.error());
}

INSTANTIATE_TEST_SUITE_P(
    Names, WrongWhen,
    testing::Values(Wrong{"stauts == WON", "unknown_name 3:1 ?status"},
                    Wrong{"present(lead.unti)", "unknown_name 3:14 ?unit"},
                    Wrong{"present(lead.unit.no)", "unknown_name 3:19"},
                    Wrong{"present(log.status)", "unknown_name 3:13"},
                    Wrong{"present(current.atachments)", "unknown_name 3:17 ?attachments"},
                    Wrong{"present(param.leadID2)", "unknown_name 3:15 ?leadId"},
                    Wrong{"present(outer.status)", "unknown_name 3:9"},
                    Wrong{"present(request.status)", "missing_key 3:9"},
                    Wrong{"count in reason.id", "unknown_name 3:1 ?reasons"},
                    Wrong{"count in reasons.di", "unknown_name 3:1 ?id"},
                    Wrong{"count in reasons", "bad_condition 3:1"},
                    Wrong{"matches(reason, cod)", "unknown_name 3:1 ?code"},
                    Wrong{"contains(reason, nota)", "unknown_name 3:18 ?note"},
                    Wrong{"is_wun", "unknown_name 3:1 ?is_won"}, Wrong{"flag", "bad_condition 3:1"},
                    Wrong{"given(reazons)", "bad_condition 3:1 ?reasons"},
                    Wrong{"only(note, lead.id)", "bad_condition 3:12"},
                    Wrong{"only(note, nota)", "unknown_name 3:12 ?note"},
                    Wrong{"present(log[].status)", "bad_condition 3:9"},
                    Wrong{"count == ammount", "unknown_name 3:10 ?amount"},
                    Wrong{"stauts == WON and raeson == x",
                          "unknown_name 3:1 ?status; unknown_name 3:19 ?reason"}),
    case_name<Wrong>);

INSTANTIATE_TEST_SUITE_P(Values, WrongWhen,
                         testing::Values(Wrong{"status == WUN", "bad_value 3:11 ?WON"},
                                         Wrong{"status != \"won\"", "bad_value 3:11 ?WON"},
                                         Wrong{"status in [OPEN, LOSST]", "bad_value 3:18 ?LOST"},
                                         Wrong{"current.status == WUN", "bad_value 3:19 ?WON"},
                                         Wrong{"sub == bigg", "bad_value 3:8 ?big"},
                                         Wrong{"level == 9", "bad_value 3:10"},
                                         Wrong{"status in []", "bad_condition 3:1"},
                                         Wrong{"status not in []", "bad_condition 3:1"},
                                         Wrong{"mixed == AL", "bad_value 3:10 ?ALL"},
                                         Wrong{"log[last].status == LOST", "bad_value 3:21"},
                                         Wrong{"length(reason) > -1", "bad_value 3:18"}),
                         case_name<Wrong>);

INSTANTIATE_TEST_SUITE_P(
    Types, WrongWhen,
    testing::Values(
        Wrong{"reason == 5", "type_mismatch 3:11"}, Wrong{"amount == \"5\"", "type_mismatch 3:11"},
        Wrong{"flag == \"true\"", "type_mismatch 3:9"},
        Wrong{"reason == count", "type_mismatch 3:1"}, Wrong{"start > amount", "type_mismatch 3:1"},
        Wrong{"start == flag", "type_mismatch 3:1"}, Wrong{"start < reason", "type_mismatch 3:1"},
        Wrong{"flag < true", "type_mismatch 3:8"}, Wrong{"reason < note", "type_mismatch 3:1"},
        Wrong{"start > \"2024-02-30\"", "bad_value 3:9"}, Wrong{"lead == log", "type_mismatch 3:1"},
        Wrong{"lead == lead", "type_mismatch 3:1"},
        Wrong{"length(amount) > 1", "type_mismatch 3:8"},
        Wrong{"length(reason) == x", "unknown_name 3:19"},
        Wrong{"length(reason) > 1.5", "type_mismatch 3:18"},
        Wrong{"blank(count)", "type_mismatch 3:7"},
        Wrong{"matches(count, code)", "type_mismatch 3:9"},
        Wrong{"starts_with(count, \"5\")", "type_mismatch 3:13"},
        Wrong{"contains(reason, count)", "type_mismatch 3:18"},
        Wrong{"ends_with(start, \"01\")", "type_mismatch 3:11"},
        Wrong{"contains(reason, \"\")", "bad_condition 3:18"},
        Wrong{"same(count, reason)", "type_mismatch 3:1"},
        Wrong{"same(log, current.log)", "type_mismatch 3:1"},
        Wrong{"changed(log)", "type_mismatch 3:9"},
        Wrong{"changed(current.status)", "bad_condition 3:9"},
        Wrong{"text(count) == \"5\"", "type_mismatch 3:6"},
        Wrong{"amount > note + 5", "type_mismatch 3:10"},
        Wrong{"amount > count + 5 days", "type_mismatch 3:10"},
        Wrong{"amount > count + note", "type_mismatch 3:18"},
        Wrong{"note == null", "bad_condition 3:9"}, Wrong{"1 == 2", "bad_condition 3:1"}),
    case_name<Wrong>);

TEST(WrongCondition, SaysWhatThereIs) {
  RuleSet rules = sample();
  Rule made = rule("rule", Verb::forbid, {"note"});
  made.when = condition("status == WUN");
  block_of(rules).rules.push_back(std::move(made));
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_FALSE(checked);
  const OwnedFinding& finding = checked.error().front();
  EXPECT_EQ(finding.message, "`WUN` is no value of `status`; it has OPEN, WON, LOST");
  EXPECT_EQ(finding.rule_location, "sample.yaml:3");
  EXPECT_EQ(finding.end_column, 14U);
  ASSERT_EQ(finding.params.size(), 1U);
  EXPECT_EQ(finding.params[0].name, "file");
  EXPECT_EQ(std::get<std::string>(finding.params[0].value), "sample.yaml");
}

// ----------------------------------------------------------------- fields, rules and tables, wrong

struct Edit {
  const char* text;  // what is wrong
  void (*make)(RuleSet&);
  const char* told;
};
void PrintTo(const Edit& each, std::ostream* out) { *out << each.text; }

class WrongRuleSet : public testing::TestWithParam<Edit> {};

TEST_P(WrongRuleSet, IsReported) {
  RuleSet rules = sample();
  GetParam().make(rules);
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_FALSE(checked);
  EXPECT_EQ(told(checked.error()), GetParam().told) << messages(checked.error());
}

INSTANTIATE_TEST_SUITE_P(
    Fields, WrongRuleSet,
    testing::Values(
        Edit{"max_length of a number",
             [](RuleSet& r) { field_of(r, "amount").main.max_length.emplace().is = 5; },
             "type_mismatch 9:1"},
        Edit{"min of a text",
             [](RuleSet& r) { field_of(r, "reason").main.min.emplace().is = whole(1); },
             "type_mismatch 9:1"},
        Edit{"unique of a text", [](RuleSet& r) { field_of(r, "reason").main.unique.emplace(); },
             "type_mismatch 9:1"},
        Edit{"accept text of an object",
             [](RuleSet& r) {
               field_of(r, "lead").main.accept_text = true;
               field_of(r, "lead").main.places.accept = field_of(r, "lead").where;
             },
             "type_mismatch 9:1"},
        Edit{"format of a boolean",
             [](RuleSet& r) {
               field_of(r, "flag").main.format.emplace().is = {{"date", date, {}}};
             },
             "type_mismatch 9:1"},
        Edit{"min over max",
             [](RuleSet& r) {
               field_of(r, "count").main.min.emplace().is = whole(6);
               field_of(r, "count").main.max.emplace().is = {leadlint::model::Number{"5.5", 5.5},
                                                             {}};
             },
             "bad_value 9:1"},
        Edit{"min_length over max_length",
             [](RuleSet& r) {
               field_of(r, "reason").main.min_length.emplace().is = 6;
               field_of(r, "reason").main.max_length.emplace().is = 5;
             },
             "bad_value 9:1"},
        Edit{"negative length",
             [](RuleSet& r) { field_of(r, "reason").main.max_length.emplace().is = -5; },
             "bad_value 9:1"},
        Edit{"multiple_of 0",
             [](RuleSet& r) { field_of(r, "count").main.multiple_of.emplace().is = whole(0); },
             "bad_value 9:1"},
        Edit{"multiple_of with very many digits",
             [](RuleSet& r) {
               field_of(r, "count").main.multiple_of.emplace().is = {
                   leadlint::model::Number{"12345678901.23456789", 12345678901.23456789}, {}};
             },
             "bad_value 9:1"},
        Edit{"decimals of a text",
             [](RuleSet& r) { field_of(r, "reason").main.decimals.emplace().is = 2; },
             "type_mismatch 9:1"},
        Edit{"min that is no number",
             [](RuleSet& r) { field_of(r, "count").main.min.emplace().is = text("five"); },
             "type_mismatch 9:1"},
        Edit{"values of another type",
             [](RuleSet& r) { field_of(r, "count").main.values.emplace().is = texts({"five"}); },
             "bad_value 7:1"},
        Edit{"a value twice",
             [](RuleSet& r) {
               field_of(r, "reason").main.values.emplace().is = texts({"A", "A"});
             },
             "bad_value 7:1"},
        Edit{"unique by an unknown field",
             [](RuleSet& r) {
               field_of(r, "log").main.unique.emplace().is = {{"ib", {}}};
             },
             "unknown_name 9:1 ?id"},
        Edit{"ascending texts", [](RuleSet& r) { field_of(r, "tags").main.ascending.emplace(); },
             "type_mismatch 9:1"},
        Edit{"ascending by a status",
             [](RuleSet& r) {
               field_of(r, "log").main.ascending.emplace().is = {{"status", {}}};
             },
             "type_mismatch 9:1"},
        Edit{"a form under a wrong condition",
             [](RuleSet& r) {
               Variant& form = field_of(r, "reason").also.emplace_back();
               form.when = condition("flg == true");
             },
             "unknown_name 3:1 ?flag"},
        Edit{"a field twice", [](RuleSet& r) { block_of(r).fields.push_back(any("note")); },
             "duplicate_id 9:1"}),
    case_name<Edit>);

INSTANTIATE_TEST_SUITE_P(
    Rules, WrongRuleSet,
    testing::Values(
        Edit{"unknown target",
             [](RuleSet& r) {
               block_of(r).rules = {},
               block_of(r).rules.push_back(rule("a", Verb::require, {"reason", "lead.unitt"}));
             },
             "unknown_name 3:6 ?unit"},
        Edit{"target outside the payload",
             [](RuleSet& r) {
               block_of(r).rules.push_back(rule("a", Verb::require, {"current.status"}));
             },
             "bad_value 3:1"},
        Edit{"keep of an object",
             [](RuleSet& r) { block_of(r).rules.push_back(rule("a", Verb::keep, {"lead"})); },
             "type_mismatch 3:1"},
        Edit{"unknown place",
             [](RuleSet& r) {
               block_of(r).rules.push_back(assertion({"flag == true"}));
               block_of(r).rules.back().at = path("flagg");
             },
             "unknown_name 3:1 ?flag"},
        Edit{"an id twice",
             [](RuleSet& r) {
               block_of(r).rules.push_back(rule("a", Verb::require, {"reason"}));
               block_of(r).rules.push_back(rule("a", Verb::require, {"note"}));
             },
             "duplicate_id 5:5"},
        Edit{"the id of a check",
             [](RuleSet& r) {
               block_of(r).rules.push_back(rule("status.values", Verb::require, {"reason"}));
             },
             "duplicate_id 5:5"},
        Edit{"let in a circle",
             [](RuleSet& r) {
               block_of(r).lets.push_back({"a", condition("b or flag == true"), {0, 2, 1}});
               block_of(r).lets.push_back({"b", condition("not a"), {0, 2, 1}});
             },
             "bad_condition 3:5"},
        Edit{"let that grows without end",
             [](RuleSet& r) {
               block_of(r).lets.push_back({"g0", condition("flag == true"), {0, 2, 1}});
               for (int i = 1; i < 40; ++i) {
                 const std::string before = "g" + std::to_string(i - 1);
                 block_of(r).lets.push_back(
                     {"g" + std::to_string(i), condition(before + " and " + before), {0, 2, 1}});
               }
             },
             "bad_condition 3:1"},
        Edit{"status that leads nowhere", [](RuleSet& r) { r.status = path("statos"); },
             "unknown_name 3:1 ?status"},
        Edit{"status without values", [](RuleSet& r) { r.status = path("reason"); },
             "bad_value 3:1"},
        Edit{"current also at an unknown field",
             [](RuleSet& r) { r.current_also_at.emplace_back("statuss", path("data.status")); },
             "unknown_name 3:1 ?status"}),
    case_name<Edit>);

INSTANTIATE_TEST_SUITE_P(
    Tables, WrongRuleSet,
    testing::Values(
        Edit{"cases of an unknown value",
             [](RuleSet& r) {
               model::Cases& cases = block_of(r).cases.emplace_back();
               cases.field = path("status");
               cases.rows.push_back({{text("WUN")}, {path("reason")}, {}, {path("notes")}, {}});
             },
             "unknown_name 3:1 ?note; bad_value 7:1 ?WON"},
        Edit{"cases of a free text",
             [](RuleSet& r) { block_of(r).cases.emplace_back().field = path("reason"); },
             "bad_value 3:1"},
        Edit{"cases with a row twice",
             [](RuleSet& r) {
               model::Cases& cases = block_of(r).cases.emplace_back();
               cases.field = path("level");
               cases.rows.push_back({{text("2")}, {}, {}, {}, {}});
               cases.rows.push_back({{whole(2)}, {}, {}, {}, {}});
             },
             "duplicate_id 7:1"},
        Edit{"cases across a list",
             [](RuleSet& r) { block_of(r).cases.emplace_back().field = path("log[last].status"); },
             "bad_value 3:1"},
        Edit{"pairs of an unknown value",
             [](RuleSet& r) {
               block_of(r).pairs[0].rows.push_back({{{text("OPENN")}}, texts({"x"}), {}});
             },
             "bad_value 7:1 ?OPEN"},
        Edit{"pairs of a free text",
             [](RuleSet& r) { block_of(r).pairs[0].fields[0] = path("reason"); }, "bad_value 3:1"},
        Edit{"pairs with a value of another type",
             [](RuleSet& r) {
               block_of(r).pairs[0].fields[1] = path("count");
               block_of(r).lets.clear();
             },
             "bad_value 7:1; bad_value 7:1; bad_value 7:1; bad_value 7:1; bad_value 7:1"},
        Edit{"transition of an unknown value",
             [](RuleSet& r) {
               model::Transitions& moves = block_of(r).transitions.emplace_back();
               moves.deny.push_back({model::RowKey{text("WONN")}, texts({"OPEN"})});
               moves.final_statuses = texts({"LOSS"});
             },
             "bad_value 7:1 ?WON; bad_value 7:1 ?LOST"},
        Edit{"transitions without a status",
             [](RuleSet& r) {
               r.status.reset();
               block_of(r).transitions.emplace_back().where = {0, 8, 3};
             },
             "missing_key 8:3"},
        Edit{"transitions of an object inside the record",
             [](RuleSet& r) {
               model::Field& lead = field_of(r, "lead");
               lead.main.fields->transitions.emplace_back().where = {0, 8, 3};
             },
             "bad_value 8:3"},
        Edit{"history of no list",
             [](RuleSet& r) { block_of(r).transitions.emplace_back().history = path("lead.kind"); },
             "bad_value 3:1"}),
    case_name<Edit>);

// ----------------------------------------------------------------------------- what folding leaves

struct Kept {
  const char* text;
  void (*make)(RuleSet&);
  std::string (*look)(const RuleSet&);
  const char* left;
};
void PrintTo(const Kept& each, std::ostream* out) { *out << each.text; }

class Fold : public testing::TestWithParam<Kept> {};

TEST_P(Fold, LeavesWhatCanReport) {
  RuleSet rules = sample();
  GetParam().make(rules);
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_TRUE(checked) << messages(checked.error());
  EXPECT_EQ(GetParam().look(checked->rules()), GetParam().left);
}

std::string paths_text(const std::vector<Path>& paths) {
  std::string all;
  for (const Path& each : paths) all += (all.empty() ? "" : " ") + model::text_of(each);
  return all;
}

std::string rules_text(const RuleSet& rules) {
  std::string all;
  for (const Rule& each : rules.root.main.fields->rules)
    all += (all.empty() ? "" : "; ") + each.id + ": " + paths_text(each.targets);
  return all;
}

std::string cases_text(const RuleSet& rules) {
  std::string all;
  for (const model::Cases& cases : rules.root.main.fields->cases)
    for (const model::Cases::Row& row : cases.rows)
      all += (all.empty() ? "" : "; ") + model::text_of(row.key) + ": " + paths_text(row.require) +
             " | " + paths_text(row.optional);
  return all + " // " + rules_text(rules);
}

std::string transitions_text(const RuleSet& rules) {
  std::string all;
  for (const model::Transitions& each : rules.root.main.fields->transitions) {
    for (const model::Transitions::Move& move : each.deny) {
      all += (move.from ? model::text_of(*move.from) : "any") + " ->";
      for (const Scalar& to : move.to) all += " " + model::text_of(to);
    }
    all += " final";
    for (const Scalar& status : each.final_statuses) all += " " + model::text_of(status);
  }
  return all;
}

void add_cases(RuleSet& rules) {
  model::Cases& cases = block_of(rules).cases.emplace_back();
  cases.field = path("status");
  cases.when = condition("absent(gone)");
  cases.rows.push_back({{text("WON")}, {path("amount"), path("gone")}, {}, {path("note")}, {}});
  cases.rows.push_back({{text("GONE")}, {path("amount"), path("count")}, {}, {path("start")}, {}});
}

INSTANTIATE_TEST_SUITE_P(
    All, Fold,
    testing::Values(
        Kept{"targets that are none",
             [](RuleSet& r) {
               block_of(r).rules.push_back(rule("a", Verb::require, {"gone"}));
               block_of(r).rules.push_back(rule("b", Verb::require_any, {"gone", "note"}));
               block_of(r).rules.push_back(rule("c", Verb::forbid, {"gone.deeper", "count"}));
               block_of(r).rules.push_back(rule("d", Verb::keep, {"gone"}));
             },
             rules_text, "b: note; c: count"},
        Kept{"a place that is none",
             [](RuleSet& r) {
               block_of(r).rules.push_back(assertion({"flag == true"}));
               block_of(r).rules.back().at = path("gone");
             },
             [](const RuleSet& r) -> std::string {
               return r.root.main.fields->rules.front().at ? "at" : "no place";
             },
             "no place"},
        Kept{"cases lose none fields and values out of reach", add_cases, cases_text,
             "WON: amount | note // cases.elsewhere: count start"},
        Kept{"cases that are not judged at all",
             [](RuleSet& r) {
               add_cases(r);
               block_of(r).cases[0].when = condition("present(gone)");
             },
             cases_text, " // "},
        Kept{"cases of a selector that is none",
             [](RuleSet& r) {
               add_cases(r);
               block_of(r).cases[0].field = path("gone");
             },
             cases_text, " // "},
        Kept{"keys of tables take the type of their field",
             [](RuleSet& r) {
               model::Cases& cases = block_of(r).cases.emplace_back();
               cases.field = path("level");
               cases.rows.push_back({{text("2")}, {path("note")}, {}, {}, {}});
             },
             cases_text, "2: note |  // "},
        Kept{"pairs with a none field",
             [](RuleSet& r) {
               block_of(r).lets.clear();
               block_of(r).pairs[0].fields[1] = path("gone");
             },
             [](const RuleSet& r) { return std::to_string(r.root.main.fields->pairs.size()); },
             "0"},
        Kept{"transitions of values out of reach",
             [](RuleSet& r) {
               model::Transitions& moves = block_of(r).transitions.emplace_back();
               moves.deny.push_back({std::nullopt, texts({"OPEN", "GONE"})});
               moves.deny.push_back({model::RowKey{text("GONE")}, texts({"WON"})});
               moves.deny.push_back({model::RowKey{text("WON")}, texts({"GONE"})});
               moves.final_statuses = texts({"LOST", "GONE"});
             },
             transitions_text, "any -> OPEN final LOST"},
        Kept{"a history that is none",
             [](RuleSet& r) {
               block_of(r).transitions.emplace_back().history = path("gone[].status");
             },
             transitions_text, ""},
        Kept{"forms under conditions",
             [](RuleSet& r) {
               Field& field = field_of(r, "note");
               for (const char* when : {"present(gone)", "absent(gone)", "flag == true"}) {
                 Variant& form = field.also.emplace_back();
                 form.type.emplace().is = model::null_type;
                 form.when = condition(when);
               }
             },
             [](const RuleSet& r) {
               std::string all;
               for (const Variant& form : model::find_field(*r.root.main.fields, "note")->also)
                 all += form.when ? "[" + model::text_of(*form.when) + "]" : "[always]";
               return all;
             },
             "[always][flag == true]"},
        Kept{"status that is none",
             [](RuleSet& r) {
               r.status = path("gone");
               block_of(r).transitions.emplace_back();
             },
             [](const RuleSet& r) {
               return std::string{r.status ? "status" : "no status"} + transitions_text(r);
             },
             "no status"}),
    case_name<Kept>);

// ------------------------------------------------------------------------------------ other blocks

TEST(Scopes, RulesOfItemsLookOutward) {
  RuleSet rules = sample();
  Block& item = *field_of(rules, "log").main.items->main.fields;
  item.rules.push_back(assertion({"id == outer.lead.id", "status != outer.status"}));
  item.rules.push_back(assertion({"stats == outer.statsu"}));
  item.rules.back().id = "other";
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_FALSE(checked);
  EXPECT_EQ(told(checked.error()), "unknown_name 3:1 ?status; unknown_name 3:16 ?status");
}

TEST(Scopes, AnAnswerKnowsItsRequest) {
  RuleSet rules = sample();
  auto request = std::make_shared<RuleSet>(sample());
  request->formats.erase(request->formats.begin());  // its numbers are its own
  field_of(*request, "at").main.format->is[0].index = 0;
  rules.request = request;
  block_of(rules).rules.push_back(assertion({"status == request.status", "at == request.at",
                                             "request.sub == bigg", "request.att == at"}));
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_FALSE(checked);
  EXPECT_EQ(told(checked.error()), "unknown_name 3:9 ?at; bad_value 3:16 ?big");
}

TEST(Mistakes, OfASharedPartAreToldOnce) {
  RuleSet rules = sample();
  for (const char* name : {"first", "second"}) {
    Field field = object(name, any("x"));
    field.main.fields->rules.push_back(rule("a", Verb::require, {"y"}));
    block_of(rules).fields.push_back(std::move(field));
  }
  const auto checked = check_ruleset(std::move(rules));
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().size(), 1U) << messages(checked.error());
}

}  // namespace
}  // namespace leadlint::check
