// Findings to the error answer of the API itself: the documented one to the byte, and the shape of
// the others.
#include "leadlint/api_answer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "leadlint/validator.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

std::string answer(const std::string& rules_id, const std::string& payload) {
  const auto rules = load_ruleset(rules_id);
  if (!rules) return "no rules";
  Validator validator(*rules);
  return api_answer(*rules, validator.check(payload).findings().owned()).value_or("");
}

TEST(ApiAnswer, CaringAnswersAsItsDocumentShows) {
  EXPECT_EQ(answer("caring/lead_status", R"({"status": "valid_leads", "lead_id": "1234"})"),
            R"({
    "error_code": 400,
    "error_message": "Validation Failed",
    "errors": [
        {
            "field": "status",
            "message": "status \"valid_leads\" is not a legal status. Must be one of valid_lead, accepted, changed_community, closed, community_not_appropriate, dummy_closed, email_only, inactive, interested_later, invalid_lead, memo, move_in_commitment, move_in_canceled, moved_in, moved_in_elsewhere, moved_in_elsewhere_commitment, moved_in_regulatory_exception, moved_out, mystery_shopper, no_interest_community, not_qualified, owner_changed, provider_qualified, reported_moved_in, reported_wait_list, tour_cancelled, tour_completed, tour_confirmed, tour_scheduled, tour_rescheduling, wait_list, reserved, receiving_care, pending, sold, credited_move_in, lead_received, lead_not_received"
        }
    ]
})");
}

TEST(ApiAnswer, SeveralErrorsStandInOneAnswer) {
  EXPECT_EQ(
      answer("caring/lead_status",
             R"({"lead_id": "1", "status": "valid_lead", "sub_status": "deceased", "notes": 5})"),
      R"({
    "error_code": 400,
    "error_message": "Validation Failed",
    "errors": [
        {
            "field": "sub_status",
            "message": "sub_status \"deceased\" is not allowed here. Must be one of timeframe_30, timeframe_90, timeframe_gt_90"
        },
        {
            "field": "notes",
            "message": "notes is not a string"
        }
    ]
})");
}

struct Row {
  std::string rules, payload, part;
};

TEST(ApiAnswer, Wordings) {
  const std::vector<Row> rows{
      // a value with quotes and backslashes is escaped just once
      {"caring/lead_status", R"({"lead_id": "1", "status": "a\"b\\c"})",
       R"("message": "status \"a\"b\\c\" is not a legal status. Must be one of valid_lead, )"},
      {"caring/lead_status", R"({"lead_id": "1"})", R"("message": "status is missing")"},
      {"caring/lead_status", R"({"lead_id": "1", "status": "tour_completed", "tour_time": "noon"})",
       R"("message": "tour_time \"noon\" is not of the documented format")"},
      {"caring/lead_status", R"({"lead_id": "1", "status": "accepted"})",
       R"("message": "status \"accepted\" is not allowed here. Must be one of valid_lead, closed, )"},
      // words with a hole in them are passed over for the next that fit
      {"caring/lead_status",
       R"({"lead_id": "1", "status": "wait_list", "sub_status": "too_young"})",
       R"("message": "sub_status \"too_young\" is not allowed")"},
      {"caring/lead_status", R"([1)", R"("message": "this is not JSON: expected a comma or ]")"},
      {"renovationfind/update_status", R"({})", R"({"success": false, "errors": [{"field": ")"},
      {"storedge/create_lead", R"({"lead": 1})",
       R"({"meta": {"status_code": 422, "status_message": "Unprocessable Entity", "errors": [{"field": )"},
      {"capillary/update_status", R"({"status": "OPENED", "reasonId": 1})",
       R"({"warnings": [], "errors": [{"field": "status", "message": "status \"OPENED\" is not one of OPEN, WON, LOST, ON_HOLD, DELETED"}]})"},
      {"capillary/update_status", R"({"status": "OPEN"})",
       R"([{"field": "reasonId", "message": "reasonId is mandatory"}])"},
  };
  for (const Row& row : rows) {
    const std::string given = answer(row.rules, row.payload);
    EXPECT_NE(given.find(row.part), std::string::npos) << row.payload << "\n" << given;
  }
}

/// What rules with these `errors` answer.
std::string answer_of(const std::string& errors, const std::string& payload) {
  const support::TemporaryFolder folder;
  const std::string path = folder.path("rules.yaml");
  std::ofstream(path, std::ios::binary)
      << "leadlint: 1\nruleset: acme/orders\nfields:\n"
         "  name: {type: string, required: true, max_length: 3, pattern: '[a-z]*'}\n"
         "  kind: {values: [a, b]}\n"
         "  lines: {items: {fields: {sku: {values: [x, y]}, count: {type: integer}}}}\n"
         "  c: {type: integer}\nerrors:\n"
      << errors;
  return answer(path, payload);
}

TEST(ApiAnswer, OfOwnTemplates) {
  const std::string plain = "  body: '[{errors}]'\n  each: '{field}: {message}'\n";
  const std::string own =
      plain +
      "  messages: {not_in_enum: 'no {field} {value}', missing_field: '{limit}'}\n"
      "  otherwise: '{code}'\n"
      "  fields:\n"
      "    name: {missing_field: 'who?', too_long: 'at most {allowed}', otherwise: 'odd name'}\n"
      "    'lines[].sku': {not_in_enum: 'we have no {value}'}\n"
      "    c: {otherwise: 'whole, please'}\n";
  const std::string grouped =
      "  body: '{\"errors\": {{errors}}}'\n  grouped: '\"{field}\": [{errors}]'\n"
      "  each: '\"{code}\"'\n";
  struct Case {
    std::string errors, payload, answer;
  };
  for (const Case& each : std::vector<Case>{
           {own, R"({"kind": "c"})", "[name: who?, kind: no kind c]"},
           // a message with a hole gives way to the next: of the field, then of all
           {own, R"({"name": "abcd"})", "[name: odd name]"},
           {own, R"({"name": "a", "lines": [{"sku": "z"}, {"count": 1.5}]})",
            "[lines.0.sku: we have no z, lines.1.count: wrong_type]"},
           {own, R"({"name": "a", "c": "1"})", "[c: whole, please]"},
           {own, R"([])", "[: wrong_type]"},
           {plain + "  only_first: true\n  otherwise: '{code}'\n", R"({"kind": "c", "c": "1"})",
            "[name: missing_field]"},
           {grouped, R"({"name": "ABCD", "kind": "c", "lines": [{"sku": 1}]})",
            R"({"errors": {"name": ["too_long", "bad_format"], "kind": ["not_in_enum"], )"
            R"("lines.0.sku": ["wrong_type"]}})"},
           {grouped + "  only_first: true\n", R"({"name": "ABCD", "kind": "c"})",
            R"({"errors": {"name": ["too_long"]}})"},
       })
    EXPECT_EQ(answer_of(each.errors, each.payload), each.answer) << each.errors << each.payload;
}

TEST(ApiAnswer, NothingToRefuse) {
  EXPECT_EQ(answer("capillary/update_status", R"({"status": "OPEN", "reasonId": 1})"), "");
  // warnings refuse nothing
  EXPECT_EQ(answer("caring/lead_status",
                   R"({"lead_id": "1", "status": "tour_completed", "something": 1})"),
            "");
}

TEST(ApiAnswer, RulesWithoutWordsOfTheirApi) {
  const auto rules = load_ruleset("care_enquiry/lead");
  ASSERT_TRUE(rules);
  EXPECT_FALSE(has_api_answer(*rules));
  Validator validator(*rules);
  EXPECT_EQ(api_answer(*rules, validator.check("{}").findings().owned()), std::nullopt);
}

}  // namespace
}  // namespace leadlint
