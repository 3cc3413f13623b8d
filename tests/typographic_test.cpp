// Texts that a word processor went over: what is said of them, and how they are judged when the
// rules ask for the repair.
#include "read/typographic.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "leadlint/validator.h"

namespace leadlint {
namespace {

struct Row {
  std::string given, straight;
};

TEST(Typographic, StraightQuotesInTheSamePlaces) {
  const std::vector<Row> rows{
      {"{\"a\": “b”}", "{\"a\":   \"b\"  }"},
      {"{“a” : ‘b’}", "{  \"a\"   :   \"b\"  }"},
      {"[«b»,„c“]", "[ \"b\" ,  \"c\"  ]"},
      {"[“['x']”]", "[  \"['x']\"  ]"},
      {"[‘it’s’]", "[  \"it’s\"  ]"},                    // an apostrophe closes nothing
      {"[\"“a”\", \"\\\"”\"]", "[\"“a”\", \"\\\"”\"]"},  // inside a text they are text
      {"[“a\"]", "[  \"a\"]"},
      {"[“a]", "[“a]"},  // never closed
      {"[\"a”]", "[\"a”]"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(read::with_straight_quotes(row.given), row.straight) << row.given;
    EXPECT_EQ(row.given.size(), row.straight.size()) << row.given;
  }
}

// The third and fourth example of the document, word for word.
const std::string visit =
    R"({"id": 1812, "category": {"id": 3, "name": "Virtual Visit Request"}, "service": {"id": 100000, "name": "Example Service Name", "postcode": " SW1A 1AA"}, "to": "example.service@group.com", "from": " johnsmith@gmail.com ", "date": "2021-04-26T10:06:45.724Z", "content": "I am looking for safe and caring home to help my mother who has vascular dementia.", "enquirerFirstName": "John", "enquirerSurname": "Smith", "onBehalfOf": “['Family member']”, "residentFirstName": "Jane", "residentSurname": "Smith", "telephone": "+447979908510", "isAnonymised": false, "funding": "['Top-up']", "timescales": null, "categorySpecificData": {"visitDate": "2021-04-29", "visitTime": "We don't get this", "instruction": "Please confirm directly with requester"}})";
const std::string call_back =
    R"({"id": 2000, "category": {"id": 4, "name": "Call Back Request"}, "service": {"id": 100000, "name": " Example Service Name", "postcode": "SW1A 1AA"}, "to": "example.service@group.com", "from": "johnsmith@gmail.com", "date": "2021-06-27T14:17:29.517Z", "content": "I am looking for a care home for my wife.", "enquirerFirstName": "John", "enquirerSurname": "Smith", "onBehalfOf": “['Family member']”, "residentFirstName": "Jane", "residentSurname": "Smith", "telephone": "01900 000000", "isAnonymised": false, "funding": "['Self Funding']", "timescales": "['2-4 weeks']", "categorySpecificData": {"instruction": "Call Back Request"}})";

OwnedFindings findings_of(const std::string& text, const std::string& choice) {
  LoadOptions options;
  options.options["care.curly_quotes"] = choice;
  const auto rules = load_ruleset("care_enquiry/lead", options);
  if (!rules) return {};
  Validator validator(*rules);
  return validator.check(text).findings().owned();
}

const OwnedFinding* bad_json(const OwnedFindings& findings) {
  for (const OwnedFinding& finding : findings)
    if (finding.code == Code::bad_json) return &finding;
  return nullptr;
}

TEST(Typographic, TheExamplesAreRefusedWithARepair) {
  for (const std::string& text : {visit, call_back}) {
    const OwnedFindings findings = findings_of(text, "reject");
    ASSERT_EQ(findings.size(), 1U);
    const OwnedFinding& finding = findings[0];
    EXPECT_EQ(finding.code, Code::bad_json);
    EXPECT_EQ(finding.severity, Severity::error);
    EXPECT_EQ(finding.path, "");
    EXPECT_EQ(finding.offset, text.find("“"));
    EXPECT_EQ(finding.end_offset, text.find("“") + 3);
    EXPECT_EQ(finding.line, 1U);
    EXPECT_EQ(finding.column, text.find("“") + 1);
    EXPECT_EQ(finding.end_column, finding.column + 1);
    EXPECT_EQ(finding.message,
              "this is not JSON: a typographic quotation mark “ stands where \" belongs");
    EXPECT_EQ(finding.suggestion, "\"");
  }
}

TEST(Typographic, TheRepairedTextIsJudgedWhereTheRulesSaySo) {
  for (const std::string& text : {visit, call_back}) {
    const OwnedFindings findings = findings_of(text, "repair");
    const OwnedFinding* repaired = bad_json(findings);
    ASSERT_NE(repaired, nullptr);
    EXPECT_EQ(repaired->severity, Severity::warning);
    EXPECT_EQ(repaired->offset, text.find("“"));
    for (const OwnedFinding& finding : findings) EXPECT_NE(finding.severity, Severity::error);
    EXPECT_GT(findings.size(), 1U) << "the blanks of the example";
  }
}

TEST(Typographic, TheRepairIsAsGraveAsTheProfileMakesWarnings) {
  for (const auto& [profile, severity] :
       {std::pair{"documented", Severity::warning}, std::pair{"strict", Severity::error}}) {
    LoadOptions options;
    options.options["care.curly_quotes"] = "repair";
    options.profile = profile;
    Validator validator(load_ruleset("care_enquiry/lead", options).value());
    const OwnedFindings& findings = validator.check(call_back).findings().owned();
    const OwnedFinding* repaired = bad_json(findings);
    ASSERT_NE(repaired, nullptr);
    EXPECT_EQ(repaired->severity, severity) << profile;
    EXPECT_GT(findings.size(), 1U) << "the repaired text is judged all the same";
  }
}

TEST(Typographic, PlacesAreThoseOfTheTextAsGiven) {
  std::string text = call_back;
  text.replace(text.find("['Family member']"), 17, "Family member");
  text.replace(text.find("\"isAnonymised\": false"), 21, "\"isAnonymised\": 1");
  const OwnedFindings findings = findings_of(text, "repair");
  bool value = false, behind = false;
  for (const OwnedFinding& finding : findings) {
    if (finding.path == "/onBehalfOf") {
      value = true;
      EXPECT_EQ(finding.offset, text.find("“"));
      EXPECT_EQ(finding.end_offset, text.find("”") + 3);
      EXPECT_EQ(finding.end_column - finding.column, 15U);
    }
    if (finding.path == "/isAnonymised") {
      behind = true;
      const std::size_t at = text.find("1,", text.find("isAnonymised"));
      EXPECT_EQ(finding.offset, at);
      EXPECT_EQ(finding.column, at + 1 - 4);  // two quotes of three bytes stand before it
    }
  }
  EXPECT_TRUE(value);
  EXPECT_TRUE(behind);
}

TEST(Typographic, OtherDamageIsNotRepaired) {
  std::string text = call_back;
  text.back() = ']';
  const OwnedFindings findings = findings_of(text, "repair");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].severity, Severity::error);
  EXPECT_EQ(findings[0].offset, text.find("“"));
}

}  // namespace
}  // namespace leadlint
