// Mistakes that the parser finds and mistakes of names and types come in one run, and nothing is
// said that only follows from another mistake.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "load/checked_rules.h"
#include "parse/parse.h"
#include "ruleset_names.h"
#include "temporary_folder.h"

namespace leadlint::load {
namespace {

/// A rule file that is there while the test runs.
class RuleFile {
 public:
  /// The mistakes in this text, "line code" each.
  std::vector<std::string> mistakes(const std::string& text) {
    folder_.write("rules.yaml", text);
    std::vector<std::string> found;
    if (const auto rules = read_checked(path_, {}); !rules)
      for (const OwnedFinding& finding : rules.error())
        found.push_back(std::to_string(finding.line) + " " + std::string(code_name(finding.code)));
    return found;
  }
  std::size_t parse_mistakes() {
    const auto rules = parse::parse_ruleset(path_, {});
    return rules ? 0 : rules.error().size();
  }

 private:
  support::TemporaryFolder folder_;
  std::string path_ = folder_.path("rules.yaml");
};

struct Case {
  const char* name;
  const char* body;  // from line 3 on
  std::vector<std::string> mistakes;

  friend void PrintTo(const Case& each, std::ostream* out) { *out << each.name; }
};

const Case cases[] = {
    {"AFormatsMistakeHidesNoOther",
     R"(
fields: {s: {values: [A, B]}, n: {format: f}, m: {type: number}}
formats: {f: {patern: x}}
rules:
  - {id: r, when: zz == C, require: m}
  - {id: q, when: n > 5, require: m}
)",
     {"4 bad_value", "4 unknown_key", "6 unknown_name"}},
    {"a_condition_and_a_name",
     R"(
fields: {a: {}, b: {}}
rules:
  - {id: one, when: "a = = 1", require: b}
  - {id: two, when: c == 1, require: b}
  - {id: three, require: [b, d]}
)",
     {"5 bad_condition", "6 unknown_name", "7 unknown_name"}},
    {"a_check_and_a_name",
     R"(
fields:
  a: {type: string, max_lenght: 3}
  b: {}
rules:
  - {id: one, when: a == 1, require: c}
)",
     {"4 unknown_key", "7 type_mismatch", "7 unknown_name"}},
    {"what_has_no_place_in_the_stored_record",
     R"(
fields:
  lines: {items: {fields: {x: {type: number}, o: {fields: {y: {type: number}}, rules: [{id: y, keep: y}]}}, rules: [{id: x, keep: x}]}}
  map:   {each: {fields: {x: {type: number}}, rules: [{id: m, when: changed(x), forbid: x}]}}
  deal:  {fields: {x: {type: number}}, rules: [{id: d, keep: x}, {id: c, when: changed(x), forbid: x}]}
)",
     {"4 bad_value", "4 bad_value", "5 bad_condition"}},
    {"values_that_are_lost",
     R"(
fields:
  status: {valeus: [OPEN, WON]}
  a: {}
cases:
  - {field: status, table: {OPEN: {require: a}}}
rules:
  - {id: one, when: status == OPEN and b == 1, require: a}
  - {id: two, require: c}
)",
     {"4 unknown_key", "9 unknown_name", "10 unknown_name"}},
    {"members_that_are_lost",
     R"(
fields:
  lead:
    feilds: {x: {}}
    rules:
      - {id: inner, require: x}
  other: {fields: {y: {}}}
rules:
  - {id: one, when: lead.x == 1, require: lead}
  - {id: two, require: other.x}
)",
     {"5 unknown_key", "11 unknown_name"}},
    {"items_that_are_lost",
     R"(
fields:
  list: {type: array, unique: id, items: {feilds: {id: {}}}}
  other: {type: array, unique: key, items: {fields: {id: {}}}}
)",
     {"4 unknown_key", "5 unknown_name"}},
    {"a_type_that_cannot_be_read",
     R"(
fields:
  a: {type: [strin, integer], format: date, min_length: 2}
  b: {type: integer, min_length: 2}
)",
     {"4 bad_value", "5 type_mismatch"}},
    {"a_key_at_the_top",
     R"(
titel: "x"
fields: {a: {}}
rules:
  - {id: one, require: b}
)",
     {"3 unknown_key", "6 unknown_name"}},
    {"names_that_take_nothing_back",
     R"(
extends: renovationfind/update_status
fields:
  wyh: none
  reason: {maximum: none, min_length: none, max_length: none}
)",
     {"5 unknown_name", "6 unknown_key", "6 unknown_name"}},
    {"a_field_that_rules_still_name",
     R"(
extends: caring/lead_status
fields:
  affiliate_lead_id: none
rules:
  - {id: id, require: lead_id}
)",
     {"5 unknown_name"}},
    {"the_id_of_the_base",
     R"(
extends: acme/test
)",
     {"3 unknown_name"}},
    {"one_text_for_a_list",
     R"(
fields:
  list: {items: {type: string}, also: [{bare_item: true}]}
)",
     {"4 bad_value"}},
    {"a_day_of_a_pair_that_is_none",
     R"(
fields: {kind: {values: [A, B]}, day: {format: date}}
pairs: [{fields: [kind, day], table: {A: ["2025-02-30"], B: ["2025-02-28"]}}]
)",
     {"4 bad_value"}},
    {"a_let",
     R"(
fields: {a: {}}
let: {open: a = = 1}
rules:
  - {id: one, when: open, require: a}
  - {id: two, when: closed, require: a}
)",
     {"4 bad_condition", "7 unknown_name"}},
    {"an_id_that_stands_twice",
     R"(
fields: {a: {}}
rules:
  - {id: one, require: a}
  - {id: one, require: b}
)",
     {"6 duplicate_id", "6 unknown_name"}},
    {"a_format_of_nothing",
     R"(
fields: {a: {format: []}}
)",
     {"3 bad_value"}},
    {"a_placeholder_of_an_answer",
     R"(
fields: {a: {}}
errors:
  body: '{"errors": [{error}]}'
  each: "{feild}: {message}"
  messages: {wrong_type: "{vaule} is bad"}
  otherwise: "{field} of {field}"
)",
     {"5 unknown_name", "6 unknown_name", "7 unknown_name"}},
    {"fields_and_placeholders_of_an_answer",
     R"(
fields: {a: {items: {fields: {b: {}}}}}
errors:
  body: '{errors}'
  grouped: "{field} {message}"
  fields:
    c: {otherwise: "{code}"}
    "a[last].b": {wrong_type: "{cod}"}
    "a[].b": {wrong_typ: "x", otherwise: "y"}
)",
     {"6 unknown_name", "8 unknown_name", "9 bad_value", "9 unknown_name", "10 bad_value"}},
    {"a_code_of_an_answer_and_an_empty_use",
     R"(
fields: {a: {use: []}, b: {values: {use: []}}}
errors:
  body: '{"errors": [{error}]}'
  each: "{field}"
  messages: {wrong_typ: "x"}
)",
     {"5 unknown_name", "7 bad_value"}},
    {"what_leaves_all_open",
     R"(
uses: acme/common
fields: {a: {use: money}}
rules:
  - {id: one, require: b}
)",
     {"3 unknown_key", "4 unknown_name"}},
};

class BothStages : public testing::TestWithParam<Case> {};

TEST_P(BothStages, SayWhatTheyCan) {
  RuleFile file;
  EXPECT_EQ(file.mistakes(std::string("leadlint: 1\nruleset: acme/test") + GetParam().body),
            GetParam().mistakes);
}

INSTANTIATE_TEST_SUITE_P(, BothStages, testing::ValuesIn(cases),
                         [](const auto& each) { return each.param.name; });

/// Shipped rule sets are right, so one key that is misspelt is the only mistake: what the second
/// stage adds to the parser's words would be nonsense.
class OneMistake : public testing::TestWithParam<std::string> {};

TEST_P(OneMistake, OfTheParserBringsNoOther) {
  const std::string text{parse::shipped_file(GetParam()).value()};
  RuleFile file;
  std::size_t tried = 0;
  for (std::size_t colon = text.find(": "); colon != std::string::npos;
       colon = text.find(": ", colon + 1)) {
    std::string wrong = text;
    wrong.insert(colon, "q");
    const std::vector<std::string> found = file.mistakes(wrong);
    const std::size_t by_parser = file.parse_mistakes();
    if (by_parser == 0) continue;  // a name of the author's, or plain text
    ++tried;
    EXPECT_EQ(found.size(), by_parser) << testing::PrintToString(found) << " at " << colon << ": "
                                       << wrong.substr(wrong.rfind('\n', colon) + 1, 80);
  }
  EXPECT_GT(tried, 20U);
}

INSTANTIATE_TEST_SUITE_P(, OneMistake,
                         testing::Values(std::string("renovationfind/update_status"),
                                         std::string("capillary/update_status")),
                         ruleset_test_name);

}  // namespace
}  // namespace leadlint::load
