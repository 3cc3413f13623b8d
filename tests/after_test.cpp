// The record as it will be, `after.f`: what the payload sends, else what is stored; `sent` and
// `cleared`; and what a rule file may not say of it. Generated records: tests/agreement_test.cpp
// (tests/rulefiles/agreement/after.yaml).
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
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
#include "table/decision_table.h"
#include "temporary_folder.h"

namespace leadlint::after {
namespace {

constexpr const char* head = "leadlint: 1\nruleset: test/after\ntitle: t\n";
/// In place of a stored record: the caller says that there is none; nothing is known.
constexpr const char *no_record = "none", *unknown = "";

std::vector<std::string> listed(const OwnedFindings& findings) {
  std::vector<std::string> lines;
  for (const OwnedFinding& finding : findings)
    if (!finding.path.starts_with("/@current"))
      lines.push_back(fmt::format("{} {}", finding.path, code_name(finding.code)));
  std::sort(lines.begin(), lines.end());
  return lines;
}

struct Row {
  const char* name;
  const char* rules;  // behind the header
  const char* json;
  const char* current;
  std::vector<std::string> findings;  // "/path code", sorted

  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
};

class AfterRows : public testing::TestWithParam<Row> {
 protected:
  support::TemporaryFolder folder_;
};

TEST_P(AfterRows, AreJudgedSo) {
  const Row& row = GetParam();
  const std::string path = folder_.write("rules.yaml", std::string(head) + row.rules);
  const auto rules = load_ruleset(path);
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  Context context;
  context.no_current = std::string_view(row.current) == no_record;
  if (!context.no_current) context.current = row.current;
  EXPECT_EQ(listed(validator.check(row.json, context).findings().owned()), row.findings)
      << "as text";
  EXPECT_EQ(listed(validator.check(nlohmann::json::parse(row.json), context).findings().owned()),
            row.findings)
      << "as a value";

  const auto checked = check::check_ruleset(parse::parse_ruleset(path, {}).value()).value();
  reference::Context plain;
  plain.no_current = context.no_current;
  reference::Value current;
  if (!context.current.empty()) {
    current = reference::parse_json(row.current).value();
    plain.current = &current;
  }
  std::vector<std::string> lines;
  for (const auto& [place, severity] : reference::evaluate(checked.rules(), row.json, plain))
    lines.push_back(fmt::format("{} {}", place.first, code_name(place.second)));
  std::sort(lines.begin(), lines.end());
  EXPECT_EQ(lines, row.findings) << "by the reference";
}

constexpr const char* lost = R"(
status: status
fields:
  status: {values: [OPEN, WON, LOST]}
  reason: {type: string, nullable: true}
rules:
  - {id: why, when: after.status == LOST, require: after.reason}
)";
constexpr const char* filled = R"(
fields:
  status: {values: [OPEN, LOST]}
  reason: {type: string, nullable: true}
rules:
  - {id: why, when: after.status == LOST, fill: after.reason}
)";
constexpr const char* nested = R"(
fields:
  kind: {values: [A, B]}
  address: {nullable: true, fields: {city: {type: string}, zip: {type: string}}}
rules:
  - {id: city, when: after.kind == A, require: after.address.city}
  - {id: zip, when: present(after.address), assert: after.address.zip != after.address.city}
)";
constexpr const char* tables = R"(
status: status
fields:
  status: {values: [OPEN, WON, LOST]}
  sub:    {type: string, nullable: true}
  amount: {type: number}
cases:
  - {field: after.status, table: {WON: {require: after.amount}, OPEN: {optional: amount}}}
pairs:
  - {fields: [after.status, after.sub], table: {WON: [paid], LOST: [gone, late], OPEN: []}, left_out: error}
)";
constexpr const char* groups = R"(
fields:
  a: {type: string, nullable: true}
  b: {type: string}
  c: {type: string}
rules:
  - {id: some, require_any: [after.a, after.b]}
  - {id: one, when: present(after.c), require_one: [after.b, after.c]}
)";
constexpr const char* words = R"(
fields:
  a: {type: string, nullable: true}
  b: {type: string}
  x: {type: string}
  y: {type: string}
rules:
  - {id: sent, when: sent(a), require: x}
  - {id: cleared, when: cleared(a), require: y}
  - {id: sent-b, when: sent(b), forbid: y}
)";
constexpr const char* items = R"(
fields:
  status: {values: [OPEN, WON]}
  lines:  {items: {fields: {sku: {type: string, nullable: true}, price: {type: number}},
                   rules: [{id: price, when: after.status == WON and not cleared(sku), require: price}]}}
)";
constexpr const char* own = R"(
fields:
  after:  {fields: {status: {values: [A, B]}}}
  status: {values: [A, B]}
  note:   {type: string}
rules:
  - {id: note, when: after.status == A, require: note}
)";
constexpr const char* catalog = R"(
fields:
  a: {type: string}
  b: {type: string}
catalogs: {reasons: {columns: [id]}}
rules:
  - {id: unlisted, when: after.a not in reasons, require: b}
)";

INSTANTIATE_TEST_SUITE_P(
    , AfterRows,
    testing::Values(
        Row{"what is sent counts, whatever is stored",
            lost,
            R"({"status": "LOST"})",
            R"({"status": "OPEN"})",
            {"/reason missing_field"}},
        Row{"what is stored counts where nothing is sent",
            lost,
            R"({})",
            R"({"status": "LOST"})",
            {"/reason missing_field"}},
        Row{"what is sent takes its place",
            lost,
            R"({"status": "OPEN"})",
            R"({"status": "LOST"})",
            {}},
        Row{"a stored reason will do",
            lost,
            R"({})",
            R"({"status": "LOST", "reason": "price"})",
            {}},
        Row{"a null takes it away",
            lost,
            R"({"reason": null})",
            R"({"status": "LOST", "reason": "price"})",
            {"/reason missing_field"}},
        Row{"nothing is known", lost, R"({})", unknown, {}},
        Row{"of the reason nothing is known", lost, R"({"status": "LOST"})", unknown, {}},
        Row{"a null is known, whatever is stored",
            lost,
            R"({"status": "LOST", "reason": null})",
            unknown,
            {"/reason missing_field"}},
        Row{"there is no stored record",
            lost,
            R"({"status": "LOST"})",
            no_record,
            {"/reason missing_field"}},
        Row{"no status is sent, and none stored", lost, R"({})", no_record, {}},
        Row{"a null that may not be sent is none: what is stored stays",
            lost,
            R"({"status": null})",
            R"({"status": "LOST"})",
            {"/reason missing_field", "/status wrong_type"}},
        Row{"a broken status silences the rule",
            lost,
            R"({"status": "GONE"})",
            R"({"status": "LOST"})",
            {"/status not_in_enum"}},
        Row{"a stored one that is none, too", lost, R"({})", R"({"status": "GONE"})", {}},
        Row{"fill: a stored text of nothing is missing",
            filled,
            R"({"status": "LOST"})",
            R"({"reason": ""})",
            {"/reason missing_field"}},
        Row{"fill: a sent text of nothing is empty",
            filled,
            R"({"reason": ""})",
            R"({"status": "LOST", "reason": "price"})",
            {"/reason too_short"}},
        Row{"a member that the sent object lacks is what is stored",
            nested,
            R"({"kind": "A", "address": {"zip": "1"}})",
            R"({"address": {"city": "Rome", "zip": "2"}})",
            {}},
        Row{"a null for the object takes its members away: nothing is asked of what is not there",
            nested,
            R"({"kind": "A", "address": null})",
            R"({"address": {"city": "Rome", "zip": "2"}})",
            {}},
        Row{"an object that is stored alone is asked for its members",
            nested,
            R"({"kind": "A"})",
            R"({"address": {"zip": "2"}})",
            {"/address/city missing_field"}},
        Row{"no object at all", nested, R"({"kind": "A"})", R"({})", {}},
        Row{"a sent and a stored value compare",
            nested,
            R"({"address": {"zip": "Rome"}})",
            R"({"address": {"city": "Rome"}})",
            {"/address/zip conflict"}},
        Row{"cases: a row of the stored status",
            tables,
            R"({"sub": "paid"})",
            R"({"status": "WON"})",
            {"/amount missing_field"}},
        Row{"cases: stray with the stored status",
            tables,
            R"({"amount": 5})",
            R"({"status": "LOST", "sub": "gone"})",
            {"/amount forbidden_field"}},
        Row{"cases: what is stored is not stray",
            tables,
            R"({"status": "LOST"})",
            R"({"status": "WON", "sub": "gone", "amount": 5})",
            {}},
        Row{"pairs: a sent status and a stored partner",
            tables,
            R"({"status": "LOST"})",
            R"({"status": "WON", "sub": "paid", "amount": 5})",
            {"/sub pair_not_allowed"}},
        Row{"pairs: a stored status and a sent partner",
            tables,
            R"({"sub": "paid"})",
            R"({"status": "LOST", "sub": "gone"})",
            {"/sub pair_not_allowed"}},
        Row{"pairs: the partner is taken away",
            tables,
            R"({"sub": null})",
            R"({"status": "LOST", "sub": "gone"})",
            {"/sub missing_field"}},
        Row{"pairs: there is no record",
            tables,
            R"({"status": "LOST"})",
            no_record,
            {"/sub missing_field"}},
        Row{"groups: none will be there",
            groups,
            R"({"a": null})",
            R"({"a": "x"})",
            {"/a missing_field"}},
        Row{"groups: one is stored", groups, R"({"a": null})", R"({"a": "x", "b": "y"})", {}},
        Row{"groups: of one nothing is known", groups, R"({"a": null})", unknown, {}},
        Row{"groups: a second one is stored",
            groups,
            R"({"b": "y"})",
            R"({"c": "x"})",
            {"/c conflict"}},
        Row{"a value is sent", words, R"({"a": "v", "y": "1"})", unknown, {"/x missing_field"}},
        Row{"a null is sent, and clears",
            words,
            R"({"a": null})",
            unknown,
            {"/x missing_field", "/y missing_field"}},
        Row{"a null that may not be sent is sent all the same",
            words,
            R"({"b": null, "y": "1"})",
            unknown,
            {"/b wrong_type", "/y forbidden_field"}},
        Row{"nothing is sent", words, R"({"x": "1", "y": "2"})", R"({"a": "v"})", {}},
        Row{"rules of items may ask for the record",
            items,
            R"({"lines": [{"sku": "a"}, {"sku": null}, {"price": 1}]})",
            R"({"status": "WON"})",
            {"/lines/0/price missing_field"}},
        Row{"a field of that name is itself",
            own,
            R"({"after": {"status": "A"}, "status": "B"})",
            R"({"status": "B"})",
            {"/note missing_field"}},
        Row{"a field of that name is not what is stored", own, R"({})", R"({"status": "A"})", {}},
        Row{"what is asserted of the stored record alone stands at the record",
            "fields: {a: {type: string}, b: {type: string}}\n"
            "rules: [{id: r, assert: current.b == x}]\n",
            R"({"a": "1"})",
            R"({"b": "y"})",
            {" conflict"}},
        Row{"the catalog is not given", catalog, R"({})", no_record, {}}),
    [](const auto& info) { return fmt::format("{:02}", info.index); });

// ----------------------------------------------------- the table of what null, absent and "" mean

/// `f` takes null, `g` does not. Stored are f "s" and g "s", or nothing where `none` is said.
struct Meaning {
  const char* rule;
  const char* stored;
  /// Of an absent member, a null that may be sent, one that may not, and "": the codes that the
  /// rule gives.
  const char* said[4];

  friend void PrintTo(const Meaning& row, std::ostream* out) { *out << row.rule; }
};

class AfterMeaning : public testing::TestWithParam<Meaning> {};

TEST_P(AfterMeaning, IsThatOfTheManual) {
  const Meaning& row = GetParam();
  const auto of = [&](const char* field) {
    std::string rule = row.rule;
    for (std::size_t at = 0; (at = rule.find('@')) != rule.npos;) rule.replace(at, 1, field);
    return rule;
  };
  const support::TemporaryFolder folder;
  const auto said = [&](const char* field, const char* json) {
    const std::string path =
        folder.write("rules.yaml", std::string(head) +
                                       "fields: {f: {type: string, nullable: true}, g: {type: "
                                       "string}, h: {type: string}, probe: {type: string}}\n"
                                       "catalogs: {letters: {columns: [id]}}\n"
                                       "rules:\n  - {id: r, " +
                                       of(field) + "}\n");
    const auto rules = load_ruleset(path);
    if (!rules) return rules.error().owned().front().message;
    Catalogs catalogs(*rules);
    EXPECT_TRUE(catalogs.add("letters", R"(["s", "t"])"));
    Context context;
    context.catalogs = &catalogs;
    context.no_current = std::string_view(row.stored) == no_record;
    if (!context.no_current) context.current = row.stored;
    Validator validator(*rules);
    std::string codes;
    for (const OwnedFinding& finding : validator.check(json, context).findings().owned())
      if (finding.rule.ends_with("#r"))
        codes += (codes.empty() ? "" : " ") + std::string(code_name(finding.code));
    return codes;
  };
  EXPECT_EQ(said("f", "{}"), row.said[0]) << "absent";
  EXPECT_EQ(said("f", R"({"f": null})"), row.said[1]) << "null";
  // (A rule that nothing can make true is a mistake, and so is one about a null that nothing
  // takes.)
  const std::string_view rule = row.rule;
  if (rule.find("cleared") == rule.npos && rule.find("empties") == rule.npos) {
    EXPECT_EQ(said("g", R"({"g": null})"), row.said[2]) << "null where none belongs";
  }
  EXPECT_EQ(said("f", R"({"f": ""})"), row.said[3]) << "empty";
}

constexpr const char* stored_s = R"({"f": "s", "g": "s"})";
constexpr const char* stored_empty = R"({"f": "", "g": ""})";
constexpr const char *holds = "missing_field", *missing = "missing_field", *right = "";

INSTANTIATE_TEST_SUITE_P(
    , AfterMeaning,
    testing::Values(
        Meaning{"require: @", unknown, {missing, right, missing, right}},
        Meaning{"require_any: [@, h]", unknown, {missing, right, missing, right}},
        Meaning{"require_one: [@, h]", unknown, {missing, right, missing, right}},
        Meaning{"fill: @", unknown, {missing, right, missing, "too_short"}},
        Meaning{"require: after.@", no_record, {missing, missing, missing, right}},
        Meaning{"require: after.@", stored_s, {right, missing, right, right}},
        Meaning{"require_any: [after.@, h]", stored_s, {right, missing, right, right}},
        Meaning{"fill: after.@", stored_s, {right, missing, right, "too_short"}},
        Meaning{"fill: after.@", stored_empty, {missing, missing, missing, "too_short"}},
        Meaning{"forbid: @", unknown, {right, right, right, "forbidden_field"}},
        Meaning{"keep: @", stored_s, {right, "immutable", right, "immutable"}},
        Meaning{"keep: {is: @, 'null': empties}", stored_s, {right, right, right, "immutable"}},
        Meaning{"when: present(@), require: probe", unknown, {right, right, right, holds}},
        Meaning{"when: absent(@), require: probe", unknown, {holds, holds, holds, right}},
        Meaning{"when: sent(@), require: probe", unknown, {right, holds, holds, holds}},
        Meaning{"when: cleared(@), require: probe", unknown, {right, holds, right, right}},
        Meaning{"when: blank(@), require: probe", unknown, {right, right, right, holds}},
        Meaning{"when: changed(@), require: probe", stored_s, {right, right, right, holds}},
        Meaning{"when: @ == '', require: probe", unknown, {right, right, right, holds}},
        Meaning{"when: length(@) == 0, require: probe", unknown, {right, right, right, holds}},
        Meaning{"when: @ == x, require: probe", unknown, {right, right, right, right}},
        Meaning{"when: @ in letters, require: probe", unknown, {right, right, right, right}},
        Meaning{"when: '@ not in [x]', require: probe", unknown, {holds, holds, holds, holds}},
        Meaning{"when: @ != x, require: probe", unknown, {holds, holds, holds, holds}},
        Meaning{"when: 'same(@, h)', require: probe", unknown, {holds, holds, holds, right}},
        Meaning{"when: only(h), require: probe", unknown, {holds, holds, holds, right}},
        Meaning{"when: present(after.@), require: probe", stored_s, {holds, right, holds, holds}},
        Meaning{"when: absent(after.@), require: probe", unknown, {right, holds, right, right}},
        Meaning{"when: after.@ == s, require: probe", stored_s, {holds, right, holds, right}},
        Meaning{"when: after.@ != s, require: probe", stored_s, {right, holds, right, holds}},
        Meaning{"when: blank(after.@), require: probe", stored_empty, {holds, right, holds, holds}},
        Meaning{"when: after.@ in letters, require: probe", stored_s, {holds, right, holds, right}},
        Meaning{
            "when: 'same(after.@, h)', require: probe", stored_s, {right, holds, right, right}}),
    [](const auto& info) { return fmt::format("{:02}", info.index); });

// ------------------------------------------------------------------------------------- mistakes

struct Mistake {
  const char* name;
  std::string rules;
  std::vector<std::string> said;  // "line:column message", as far as written here

  friend void PrintTo(const Mistake& row, std::ostream* out) { *out << row.name; }
};

class AfterMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(AfterMistakes, AreSaidSo) {
  const support::TemporaryFolder folder;
  const std::string path = folder.write("rules.yaml", std::string(head) + GetParam().rules);
  const auto rules = load_ruleset(path);
  if (GetParam().said.empty()) {
    EXPECT_TRUE(rules) << rules.error().owned().front().message;
    return;
  }
  ASSERT_FALSE(rules);
  std::vector<std::string> said;
  for (const OwnedFinding& finding : rules.error().owned())
    said.push_back(fmt::format("{}:{} {}", finding.line, finding.column, finding.message));
  EXPECT_EQ(said, GetParam().said);
}

// (The text of the row starts on line 4, the rule on line 11.)
std::string with_rule(const std::string& rule) {
  return "status: status\nfields:\n  status: {values: [OPEN, LOST]}\n  reason: {type: string}\n"
         "  address: {fields: {city: {type: string}}}\n"
         "  lines: {items: {fields: {sku: {type: string}}}}\n"
         "current: {fields: {owner: {type: string}}}\nrules:\n  - {" +
         rule + "}\n";
}

INSTANTIATE_TEST_SUITE_P(
    , AfterMistakes,
    testing::Values(
        Mistake{"the second half never speaks",
                with_rule("id: r, when: status == LOST or (absent(status) and current.status == "
                          "LOST), require: reason"),
                {"12:38 a rule that compares `status`, the status, says nothing while there is "
                 "none, so that it never comes to this; of the status as it will be, sent or else "
                 "stored, write `after.status == LOST` in place of both parts"}},
        Mistake{"in a list, and the other way round",
                with_rule("id: r, when: \"status in [LOST] or (current.status not in [OPEN] and "
                          "not present(status))\", require: reason"),
                {"12:78 a rule that compares `status`, the status, says nothing while there is "
                 "none, so that it never comes to this; of the status as it will be, sent or else "
                 "stored, write `after.status not in [OPEN]` in place of both parts"}},
        Mistake{"the status is not sent",
                with_rule("id: r, when: status == LOST or absent(status), require: reason"),
                {"12:37 a rule that compares `status`, the status, says nothing while there is "
                 "none, so that it never comes to this; a rule of its own may ask "
                 "absent(status)"}},
        Mistake{"what holds anyway is none",
                with_rule("id: r, when: present(status) and status != LOST, forbid: reason"),
                {}},
        Mistake{"a rule that compares no status may ask that",
                with_rule("id: r, when: absent(status) and current.status == LOST, require: "
                          "reason"),
                {}},
        Mistake{"no such field",
                with_rule("id: r, when: after.statsu == LOST, require: reason"),
                {"12:25 the record has no field `statsu`"}},
        Mistake{"known of the stored record alone",
                with_rule("id: r, when: present(after.owner), require: reason"),
                {"12:33 the record has no field `owner`; it is known of the stored record alone: "
                 "write `current.owner`"}},
        Mistake{"an item",
                with_rule("id: r, when: \"after.lines[last].sku == x\", require: reason"),
                {"12:20 `after.lines[last].sku` is an item of a list, and nothing says which "
                 "stored one is the same: write `lines[last].sku` for what is sent"}},
        Mistake{"a word of other languages",
                with_rule("id: r, when: new.status == LOST, require: reason"),
                {"12:19 there is no field `new` here; the record as it will be is `after`: write "
                 "`after.status`"}},
        Mistake{"more fields than one rule may ask",
                "fields: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}}\n"
                "rules: [{id: r, require_any: [after.a, after.b, after.c, after.d, after.e, "
                "after.f]}]\n",
                {"5:9 this asks for 6 fields of the record as it will be; at most 5 are "
                 "possible"}},
        Mistake{"no name",
                with_rule("id: r, when: after == LOST, require: reason"),
                {"12:19 there is no field `after` here; a field's name follows it, after.NAME"}},
        Mistake{"forbid",
                with_rule("id: r, forbid: after.reason"),
                {"12:21 `forbid` is about what is sent: write `forbid: reason`, or of the record "
                 "as it will be `assert: absent(after.reason)`"}},
        Mistake{"keep",
                with_rule("id: r, keep: after.reason"),
                {"12:19 `keep` compares what is sent with what is stored: write `keep: reason`"}},
        Mistake{"at",
                with_rule("id: r, require: reason, at: after.reason"),
                {"12:34 a finding stands in the payload: write `reason`"}},
        Mistake{"changed",
                with_rule("id: r, when: changed(after.reason), require: reason"),
                {"12:27 changed() takes a field of the payload"}},
        Mistake{"sent",
                with_rule("id: r, when: sent(after.reason), forbid: lines"),
                {"12:24 sent() asks what the payload says: write sent(reason)"}},
        Mistake{"sent of what is stored",
                with_rule("id: r, when: sent(current.reason), forbid: lines"),
                {"12:24 sent() asks what the payload says; `current.reason` is no part of it"}},
        Mistake{"cleared",
                with_rule("id: r, when: cleared(reason), forbid: lines"),
                {"12:27 `reason` takes no null, so that nothing clears it: `nullable: true` at the "
                 "field lets it, absent(reason) asks whether it is left out"}},
        Mistake{"in an object, from the record on",
                "fields: {a: {fields: {city: {type: string}}, rules: [{id: r, when: "
                "present(after.city), forbid: city}]}}\n",
                {"4:82 the record has no field `city`; `after` starts at the record, as `current` "
                 "does: write `after.a.city`"}},
        Mistake{"in an item",
                "fields: {a: {items: {fields: {city: {type: string}}, rules: [{id: r, when: "
                "present(after.city), forbid: city}]}}}\n",
                {"4:90 the record has no field `city`; of an item of a list nothing says which "
                 "stored one is the same: write `city` for what is sent"}},
        Mistake{"a record that is a list",
                "root: {items: {fields: {a: {type: string}}, rules: [{id: r, require: "
                "after.a}]}}\n",
                {"4:70 `after.a` asks for the record as it will be, and this one is a list: which "
                 "stored item is the same nothing says"}},
        Mistake{"the status itself",
                "status: after.s\nfields: {s: {values: [A]}}\n",
                {"4:9 `status` names the field itself: write `status: s`; rules ask `after.s` for "
                 "what it will be"}}),
    [](const auto& info) { return fmt::format("{:02}", info.index); });

// ------------------------------------------------------------------------------------- messages

TEST(AfterMessages, SayThatTheRecordIsMeantAsItWillBe) {
  const support::TemporaryFolder folder;
  const std::string path = folder.write("rules.yaml", std::string(head) + R"(
status: status
fields:
  status: {values: [OPEN, LOST]}
  sub:    {type: string}
  reason: {type: string, nullable: true}
  a:      {type: number}
  limit:  {type: number}
rules:
  - {id: why, when: after.status == LOST, require: after.reason}
  - {id: below, assert: a <= after.limit}
  - {id: bounded, assert: after.limit <= 100}
  - {id: some, when: present(after.a), require_any: [after.sub, after.reason]}
  - {id: gone, when: cleared(reason), forbid: sub}
pairs:
  - {fields: [after.status, after.sub], open: true, table: {LOST: [gone], OPEN: [new]}}
)");
  const auto rules = load_ruleset(path);
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  const auto said = [&](const char* json, const char* current) {
    Context context;
    context.current = current;
    std::string all;
    for (const OwnedFinding& finding : validator.check(json, context).findings().owned())
      all += finding.path + ": " + finding.message + "\n";
    return all;
  };
  EXPECT_EQ(said("{}", R"({"status": "LOST"})"),
            "/reason: reason would be missing; it is needed when the resulting status is LOST\n");
  EXPECT_EQ(said(R"({"a": 7, "sub": "x"})", R"({"limit": 5})"),
            "/a: a 7 must be at most the resulting limit\n");
  EXPECT_EQ(said(R"({"sub": "x"})", R"({"limit": 500})"), "/limit: limit must be at most 100\n");
  EXPECT_EQ(said(R"({"a": 1})", "{}"),
            "/sub: sub or reason would be missing; one of them is needed when the resulting a is "
            "there\n");
  EXPECT_EQ(said(R"({"sub": "x", "reason": null})", "{}"),
            "/sub: sub does not belong here when reason is cleared\n");
  EXPECT_EQ(said(R"({"status": "OPEN"})", R"({"sub": "gone"})"),
            "/sub: sub does not go with the resulting status OPEN; expected new\n");
}

// ------------------------------------------------------------------------------------- the table

/// No fact is about both records: the rows of a status ask what is sent, the others what is stored.
TEST(AfterTable, AsksWhatIsSentAndWhatIsStored) {
  const support::TemporaryFolder folder;
  const auto rules = load_ruleset(folder.write("rules.yaml", std::string(head) + lost));
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  const std::string dump = rules->table().dump();
  const auto part = [&](const char* from, const char* to) {
    const std::size_t at = dump.find(from);
    return dump.substr(at, dump.find(to, at) - at);
  };
  EXPECT_EQ(part("  facts\n    [4]", "block 1"),
            R"(  facts
    [4] cleared(reason)
    [5] present(current.reason)
    [6] what is stored is known
    [7] current.status in {LOST}
    [8] present(current.status)
  rows
    always
      not present(status), [4], [7], [8] -> missing_field error #why at reason
      not present(status), not present(reason), not [4], not [5], [6], [7], [8] -> missing_field error #why at reason
    status LOST
      [4] -> missing_field error #why at reason
      not present(reason), not [4], not [5], [6] -> missing_field error #why at reason
)");
  EXPECT_NE(dump.find("fast path\n  stream check: yes\n"), std::string::npos);
}

// ------------------------------------------------------------------------------ metamorphic

/// What the history of a lead keeps is the record as it would be: judged over what is stored, a
/// payload is judged as one that sends all of it.
TEST(AfterMetamorphic, IsJudgedAsIfAllOfItWereSent) {
  const auto rules_of = [](const std::string& base) {
    const auto f = [&](const char* name) { return base + name; };
    return std::string(head) +
           "fields:\n  s: {values: [A, B, C]}\n  t: {values: [A, B]}\n"
           "  n: {type: number, nullable: true}\n"
           "  m: {type: number}\n  w: {type: string, nullable: true}\n"
           "  o: {nullable: true, fields: {x: {type: string, nullable: true}, "
           "y: {type: number}}}\n"
           "  l: {items: {type: string}}\nrules:\n" +
           fmt::format(
               "  - {{id: a, when: {0} == A, require: {1}}}\n"
               "  - {{id: b, when: {0} != {2}, assert: {1} > {3}}}\n"
               "  - {{id: c, when: \"{4} not in [u, v] or length({5}) > 1\", fill: {4}}}\n"
               "  - {{id: d, when: present({6}), assert: {7} < {3}}}\n"
               "  - {{id: e, when: blank({4}) or {7} == 2, require_any: [{1}, {5}]}}\n"
               "  - {{id: f, assert: \"same({2}, {0})\"}}\n",
               f("s"), f("n"), f("t"), f("m"), f("w"), f("l"), f("o.x"), f("o.y"));
  };
  const support::TemporaryFolder folder;
  const auto of_after = load_ruleset(folder.write("after.yaml", rules_of("after.")));
  const auto of_sent = load_ruleset(folder.write("sent.yaml", rules_of("")));
  ASSERT_TRUE(of_after) << of_after.error().owned().front().message;
  ASSERT_TRUE(of_sent);
  Validator partly(*of_after), whole(*of_sent);
  std::mt19937_64 random(support::from_environment("LEADLINT_SEED", 20261130));
  const auto one_of = [&](std::initializer_list<const char*> values) {
    return nlohmann::json::parse(values.begin()[random() % values.size()]);
  };
  const auto record = [&](bool nulls) {
    nlohmann::json made = nlohmann::json::object();
    const auto put = [&](nlohmann::json& object, const char* name, nlohmann::json value) {
      if (random() % 2 == 0 && (nulls || !value.is_null())) object[name] = std::move(value);
    };
    put(made, "s", one_of({"\"A\"", "\"B\"", "\"C\""}));
    put(made, "t", one_of({"\"A\"", "\"B\""}));
    put(made, "n", one_of({"1", "2", "3", "null"}));
    put(made, "m", one_of({"1", "2", "3"}));
    put(made, "w", one_of({"\"u\"", "\"w\"", "\" \"", "null"}));
    put(made, "l", one_of({"[]", "[\"a\"]", "[\"a\", \"b\"]"}));
    nlohmann::json object = nlohmann::json::object();
    put(object, "x", one_of({"\"u\"", "null"}));
    put(object, "y", one_of({"1", "2", "3"}));
    put(made, "o", random() % 5 == 0 ? nlohmann::json() : object);
    return made;
  };
  for (int i = 0; i < 3000; ++i) {
    const nlohmann::json stored = record(false), sent = record(true);
    nlohmann::json all = stored;
    all.merge_patch(sent);  // RFC 7396: a null takes away, objects go member by member
    const std::string current = stored.dump();
    Context context;
    context.current = current;
    const auto found = listed(partly.check(sent.dump(), context).findings().owned());
    ASSERT_EQ(found, listed(whole.check(all.dump()).findings().owned()))
        << sent.dump() << "\nover " << current << "\nis " << all.dump();
    Context nothing_stored;
    nothing_stored.no_current = true;
    nlohmann::json alone = nlohmann::json::object();
    alone.merge_patch(sent);
    ASSERT_EQ(listed(partly.check(sent.dump(), nothing_stored).findings().owned()),
              listed(whole.check(alone.dump()).findings().owned()))
        << sent.dump();
  }
}

}  // namespace
}  // namespace leadlint::after
