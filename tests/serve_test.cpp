// `leadlint serve`, asked by curl: what each path answers.
#include "serve_support.h"

#include <regex>
#include <sstream>

#include <nlohmann/json.hpp>

#include "leadlint/findings_json.h"
#include "leadlint/leadlint.h"
#include "serve/openapi.h"
#include "serve/routes.h"

#ifdef LEADLINT_COMMAND

namespace leadlint {
namespace {

using support::Response;
using testing::HasSubstr;
using testing::StartsWith;
using Json = nlohmann::json;

class Serve : public support::ServeTest {
 protected:
  void SetUp() override { start({}); }

  static Json json(const Response& response) { return Json::parse(response.body, nullptr, false); }
  /// The sentence of an error answer of this status and code.
  static std::string sentence(const Response& response, int status, const std::string& code) {
    EXPECT_EQ(response.status, status) << response.head << response.body;
    EXPECT_EQ(response.header("Content-Type"), "application/json");
    const Json error = json(response).value("error", Json());
    EXPECT_EQ(error.value("status", 0), status) << response.body;
    EXPECT_EQ(error.value("code", ""), code) << response.body;
    return error.value("message", "");
  }
  static std::string fingerprint(const std::string& id) {
    return std::string(load_ruleset(id)->fingerprint());
  }
};

// ------------------------------------------------------------------------------------- verdicts

TEST_F(Serve, CheckAnswersWithTheVerdict) {
  const Response bad =
      curl(R"($S/v1/check/renovationfind/update_status -d '{"status":"LEAD_WN"}')");
  EXPECT_EQ(bad.status, 200);
  EXPECT_EQ(bad.header("Leadlint-Verdict"), "invalid");
  EXPECT_EQ(bad.header("Leadlint-Ruleset"), "renovationfind/update_status");
  const std::string print = fingerprint("renovationfind/update_status");
  EXPECT_EQ(bad.header("Leadlint-Fingerprint"), print);
  Json verdict = json(bad);
  EXPECT_EQ(verdict["fingerprint"], print);
  EXPECT_EQ(verdict["ruleset"], "renovationfind/update_status");
  EXPECT_EQ(verdict["verdict"], "invalid");
  Validator validator(*load_ruleset("renovationfind/update_status"));
  EXPECT_EQ(verdict["findings"],
            Json::parse(to_json(validator.check(R"({"status":"LEAD_WN"})").findings())));

  const Response good = curl(
      R"($S/v1/check/caring/lead_status -d '{"status":"valid_lead","sub_status":"timeframe_30","lead_id":"1"}')");
  EXPECT_EQ(good.status, 200);
  EXPECT_EQ(json(good)["verdict"], "valid") << good.body;
  EXPECT_EQ(json(good)["findings"], Json::array());
}

TEST_F(Serve, TheContentTypeDoesNotMatter) {
  const std::string post =
      R"($S/v1/check/renovationfind/update_status -d '{"status":"LEAD_WN"}' -H 'Content-Type: )";
  const std::string usual = curl(post + "application/json'").body;
  for (const char* type : {"", "text/plain", "multipart/form-data; boundary=x",
                           "multipart/form-data", "application/x-www-form-urlencoded"})
    EXPECT_EQ(curl(post + type + "'").body, usual) << type;
}

TEST_F(Serve, TheDocumentsOwnErrorComesBackToTheByte) {
  const Response response = curl(
      R"("$S/v1/check/caring/lead_status?answer=api" -d '{"status": "valid_leads", "lead_id": "1234"}')");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("Leadlint-Verdict"), "invalid");
  const auto rules = load_ruleset("caring/lead_status");
  Validator validator(*rules);
  const auto wanted = api_answer(
      *rules, validator.check(R"({"status": "valid_leads", "lead_id": "1234"})").findings());
  ASSERT_TRUE(wanted);
  EXPECT_EQ(response.body, *wanted);
  EXPECT_THAT(response.body, StartsWith(R"({
    "error_code": 400,
    "error_message": "Validation Failed",
    "errors": [
        {
            "field": "status",
            "message": "status \"valid_leads\" is not a legal status. Must be one of valid_lead, )"));

  const Response good = curl(
      R"("$S/v1/check/caring/lead_status?answer=api" -d '{"status":"valid_lead","sub_status":"timeframe_30","lead_id":"1"}')");
  EXPECT_EQ(json(good)["verdict"], "valid");
}

TEST_F(Serve, AnswersOfAnApiAreAskedForInOneWay) {
  EXPECT_THAT(
      sentence(curl(R"("$S/v1/check/caring/lead_status?answr=api" -d {})"), 400, "bad_request"),
      HasSubstr("answer=api"));
  EXPECT_THAT(
      sentence(curl(R"("$S/v1/check/care_enquiry/lead?answer=api" -d {})"), 400, "no_api_answer"),
      HasSubstr("leave out answer=api"));
}

TEST_F(Serve, JudgeKnowsWhatTheOtherSideHolds) {
  const Response moved = curl(
      R"($S/v1/judge/renovationfind/update_status -d '{"payload": {"status": "LEAD_WON", "jobAmount": 2},
         "current": {"status": "LEAD_WON", "jobAmount": 1}, "now": "2026-11-30T12:00:00Z"}')");
  EXPECT_EQ(moved.status, 200);
  EXPECT_THAT(moved.body, HasSubstr("jobAmount")) << moved.body;
  EXPECT_EQ(json(moved)["verdict"], "invalid") << moved.body;
  EXPECT_THAT(
      sentence(curl(R"($S/v1/judge/renovationfind/update_status -d '{"payload":{},"curent":{}}')"),
               400, "bad_request"),
      HasSubstr("did you mean current?"));
  const Response broken =
      curl(R"($S/v1/judge/renovationfind/update_status -d '{"payload":{},"current":[1]}')");
  EXPECT_EQ(sentence(broken, 400, "unreadable"), "'current' cannot be read.");
  EXPECT_EQ(json(broken)["error"]["findings"].size(), 1U) << broken.body;
}

TEST_F(Serve, WhatCannotBeReadIsABadRequestWithTheFinding) {
  for (const char* body : {"'{\"status\": '", "''", "'nope'"}) {
    const Response response =
        curl(std::string("$S/v1/check/renovationfind/update_status -d ") + body);
    EXPECT_EQ(sentence(response, 400, "unreadable"), "The payload cannot be read.");
    EXPECT_EQ(json(response)["error"]["findings"][0]["code"], "bad_json") << response.body;
    EXPECT_NE(response.header("Leadlint-Fingerprint"), "");
  }
}

TEST_F(Serve, OnlyIdsThatAreLoadedAreServed) {
  EXPECT_EQ(
      sentence(curl("$S/v1/check/renovationfind/update_statu -d '{}'"), 404, "unknown_ruleset"),
      "No ruleset of this id is served, did you mean renovationfind/update_status?; GET "
      "/v1/rulesets lists them.");
  folder_.write("x.yaml", "ruleset: a/b\nfields: {}\n");
  for (const std::string& id :
       {std::string("../rules/caring/lead_status"), std::string("caring%2Flead_status"),
        std::string("caring/lead_status.yaml"), std::string("caring/lead_status/"),
        std::string("%2e%2e/caring"), std::string("/caring/lead_status"), folder_.path("x.yaml"),
        std::string("")})
    sentence(curl("--path-as-is $S/v1/check/" + id + " -d '{}'"), 404, "unknown_ruleset");
}

// ---------------------------------------------------------------------------------- other paths

TEST_F(Serve, RulesetsAndTheirViews) {
  const Json all = json(curl("$S/v1/rulesets"))["rulesets"];
  ASSERT_EQ(all.size(), shipped_rulesets().size());
  for (const Json& each : all) {
    const std::string id = each["id"];
    EXPECT_EQ(each["fingerprint"], fingerprint(id));
    EXPECT_EQ(each["has_api_answer"], has_api_answer(*load_ruleset(id)));
  }
  const Response view = curl("$S/v1/rulesets/caring/lead_status");
  EXPECT_EQ(view.status, 200);
  EXPECT_EQ(view.body, to_json(load_ruleset("caring/lead_status")->view()));
  EXPECT_EQ(view.header("Leadlint-Fingerprint"), fingerprint("caring/lead_status"));
}

TEST_F(Serve, HealthAndReadiness) {
  EXPECT_EQ(curl("$S/healthz").body, R"({"status":"ok"})");
  EXPECT_EQ(json(curl("$S/readyz"))["rulesets"], shipped_rulesets().size());
}

TEST_F(Serve, MethodsThatAPathDoesNotTakeAreNamed) {
  EXPECT_EQ(sentence(curl("-X PUT $S/healthz"), 405, "method"),
            "This path takes GET, HEAD, OPTIONS.");
  EXPECT_EQ(curl("-X PUT $S/healthz").header("Allow"), "GET, HEAD, OPTIONS");
  const Response get = curl("$S/v1/check/caring/lead_status");
  EXPECT_EQ(sentence(get, 405, "method"), "This path takes POST, OPTIONS.");
  EXPECT_EQ(get.header("Allow"), "POST, OPTIONS");
  EXPECT_EQ(curl("-I $S/v1/check/caring/lead_status").status, 405);
  const Response options = curl("-X OPTIONS $S/v1/check/caring/lead_status");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("Allow"), "POST, OPTIONS");
  const Response head = curl("-I $S/healthz");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), "15");
  EXPECT_EQ(head.body, "");
  EXPECT_THAT(sentence(curl("$S/v1/chek/a/b -d 1"), 404, "unknown_path"),
              HasSubstr("/openapi.json"));
  EXPECT_EQ(sentence(curl(R"("$S/healthz?a=1")"), 400, "bad_request"),
            "This path takes no query parameters.");
}

TEST_F(Serve, ForeignHostsAreRefused) {
  for (const char* host :
       {"evil.example", "localhost.evil.example", "127.0.0.2", "127.0.0.1.nip.io"})
    EXPECT_THAT(
        sentence(curl(std::string("$S/healthz -H 'Host: ") + host + "'"), 421, "foreign_host"),
        HasSubstr("Host"));
  for (const char* host : {"localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:8080"})
    EXPECT_EQ(curl(std::string("$S/healthz -H 'Host: ") + host + "'").status, 200) << host;
}

TEST_F(Serve, NoPageOfAnotherOriginMayAsk) {
  EXPECT_EQ(curl("$S/healthz -H 'Origin: https://a.example'").header("Access-Control-Allow-Origin"),
            "");
  EXPECT_EQ(curl("-X OPTIONS $S/v1/check/a/b -H 'Origin: https://a.example'")
                .header("Access-Control-Allow-Origin"),
            "");
}

TEST_F(Serve, CountsByRulesetCodeAndRule) {
  curl(R"($S/v1/check/renovationfind/update_status -d '{"status":"LEAD_WN"}')");
  curl(
      R"($S/v1/check/caring/lead_status -d '{"status":"valid_lead","sub_status":"timeframe_30","lead_id":"1"}')");
  curl("$S/v1/check/no/such -d 1");
  const Response response = curl("$S/metrics");
  EXPECT_EQ(response.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  for (const char* line :
       {"leadlint_verdicts_total{ruleset=\"renovationfind/update_status\",verdict=\"invalid\"} 1\n",
        "leadlint_verdicts_total{ruleset=\"caring/lead_status\",verdict=\"valid\"} 1\n",
        "leadlint_findings_total{ruleset=\"renovationfind/"
        "update_status\",code=\"not_in_enum\",rule=\""
        "renovationfind/update_status#status.values\"} 1\n",
        "# TYPE leadlint_request_duration_seconds histogram\n",
        "leadlint_request_duration_seconds_bucket{route=\"check\",le=\"+Inf\"} 3\n",
        "leadlint_request_duration_seconds_count{route=\"check\"} 3\n",
        "leadlint_requests_total{route=\"check\",status=\"404\"} 1\n"})
    EXPECT_THAT(response.body, HasSubstr(line));
}

TEST_F(Serve, EachRouteIsInTheDescription) {
  const Response response = curl("$S/openapi.json");
  const Json description = json(response);
  EXPECT_EQ(description["openapi"], "3.0.3");
  for (const serve::Route& route : serve::routes()) {
    const std::string method = route.method == "GET" ? "get" : "post";
    EXPECT_TRUE(description["paths"][std::string(route.path)].contains(method)) << route.path;
    EXPECT_TRUE(description["components"]["schemas"].contains(route.answer)) << route.path;
  }
}

TEST_F(Serve, ItStopsWhenItIsTold) {
  EXPECT_EQ(stop(), 0);
  EXPECT_THAT(told(), HasSubstr("leadlint serve: stopped\n"));
}

TEST_F(Serve, NoPayloadIsTold) {
  curl(R"($S/v1/check/renovationfind/update_status -d '{"status":"secret-word"}')");
  curl(R"($S/v1/check/secret-word/x -d '{"status":"secret-word"}')");
  stop();
  EXPECT_EQ(told().find("secret"), std::string::npos);
}

// ----------------------------------------------------------------------------------- docs/serve.md

/// Lines `$ ...` of the page, and what stands under each, are commands and all that they print.
TEST_F(Serve, CommandsOfThePagePrintWhatItShows) {
  static const std::regex fingerprint("[0-9a-f]{32}"), address("localhost:8080");
  std::istringstream page(
      support::content(std::filesystem::path(LEADLINT_SOURCE_DIR) / "docs/serve.md"));
  std::size_t commands = 0;
  std::string line;
  std::getline(page, line);
  while (page) {
    if (!line.starts_with("$ ")) {
      std::getline(page, line);
      continue;
    }
    ++commands;
    const std::string command = std::regex_replace(line.substr(2), address, "localhost:" + port());
    std::string shown;
    while (std::getline(page, line) && !line.starts_with("$ ") && line != "```")
      shown += line + "\n";
    std::string printed = output("{ " + command + "; } | tr -d '\\r'");
    if (!printed.ends_with('\n')) printed += '\n';
    EXPECT_EQ(std::regex_replace(printed, fingerprint, "..."),
              std::regex_replace(shown, fingerprint, "..."))
        << command;
  }
  EXPECT_GE(commands, 12U);
}

// ---------------------------------------------------------------------------------------- flags

using ServeFlags = support::ServeTest;

TEST_F(ServeFlags, HostsAndOriginsMayBeNamed) {
  start({"--host", "leads.internal", "--allow-origin", "https://a.example"});
  EXPECT_EQ(curl("$S/healthz -H 'Host: leads.internal'").status, 200);
  const Response asked = curl("$S/healthz -H 'Origin: https://a.example'");
  EXPECT_EQ(asked.header("Access-Control-Allow-Origin"), "https://a.example");
  EXPECT_EQ(asked.header("Vary"), "Origin");
  const Response preflight = curl("-X OPTIONS $S/v1/check/a/b -H 'Origin: https://a.example'");
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(preflight.header("Access-Control-Allow-Methods"), "POST, OPTIONS");
  EXPECT_EQ(curl("$S/healthz -H 'Origin: https://b.example'").header("Access-Control-Allow-Origin"),
            "");
}

TEST_F(ServeFlags, OnIPv6) {
  if (output("curl -s -o /dev/null -w '%{exitcode}' 'http://[::1]:1'") != "7")
    GTEST_SKIP() << "there is no IPv6 here";
  start({"--rules", "caring/lead_status"}, "[::1]:0");
  EXPECT_THAT(folder_.read("server.out"), HasSubstr("http://[::1]:"));
  EXPECT_EQ(output("curl -s 'http://[::1]:" + port() + "/healthz'"), R"({"status":"ok"})");
}

TEST_F(ServeFlags, APortThatIsTakenIsToldOf) {
  start({"--rules", "caring/lead_status"});
  const std::string said =
      output("'" LEADLINT_COMMAND "' serve --listen 127.0.0.1:" + port() + " 2>&1; echo $?");
  EXPECT_EQ(said, "leadlint: error: cannot listen at 127.0.0.1:" + port() +
                      ": Address already in use\n2\n");
}

TEST_F(ServeFlags, RulesThatCannotBeUsedAreToldOf) {
  folder_.write("bad.yaml", "leadlint: 1\nruleset: a/b\nfeilds: {}\n");
  folder_.write("empty/note.txt", "");
  for (const auto& [rules, words] : std::vector<std::pair<std::string, std::string>>{
           {"no/such", "no/such"},
           {"bad.yaml", "bad.yaml:3: a rule file has no key `feilds`"},
           {"empty", "empty: there is no ruleset in this folder"},
           {"caring/lead_status -r caring/lead_status", "is there already"}}) {
    const std::string said =
        output("'" LEADLINT_COMMAND "' serve --rules " + rules + " 2>&1; echo $?");
    EXPECT_THAT(said, HasSubstr(words));
    EXPECT_THAT(said, testing::EndsWith("\n2\n"));
  }
}

}  // namespace
}  // namespace leadlint

#endif
