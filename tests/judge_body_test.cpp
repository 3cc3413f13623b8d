// The body of POST /v1/judge to its parts, as they stand there.
#include "serve/judge_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leadlint::serve {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(JudgeBody, PartsAreTakenAsTheyAreWritten) {
  const auto body = read_judge_body(
      R"( {"payload" : {"a": [1.50, "}\"]"], "a": 2}, "current": {"b":1},
      "params": {"id": 17.0, "name": "x\u00e9", "on": true},
      "request": {"c": 2}, "catalogs": {"reasons": [1, 2], "agents": {"rows": []}},
      "now": "2026-11-30T12:00:00+01:00"}
  )");
  ASSERT_TRUE(body) << body.error().message;
  EXPECT_EQ(body->payload, R"({"a": [1.50, "}\"]"], "a": 2})");
  EXPECT_FALSE(body->payload_is_text);
  EXPECT_EQ(body->current, R"({"b":1})");
  EXPECT_FALSE(body->no_current);
  EXPECT_THAT(*body->params,
              ElementsAre(Pair("id", "17.0"), Pair("name", "xé"), Pair("on", "true")));
  EXPECT_EQ(body->request, R"({"c": 2})");
  EXPECT_THAT(body->catalogs,
              ElementsAre(Pair("reasons", "[1, 2]"), Pair("agents", R"({"rows": []})")));
  ASSERT_TRUE(body->now);
  EXPECT_EQ(body->now->utc_offset.count(), 60);
}

TEST(JudgeBody, WhatIsLeftOutIsNotKnown) {
  const auto body = read_judge_body(R"({"payload": "a=1"})");
  ASSERT_TRUE(body);
  EXPECT_TRUE(body->payload_is_text);
  EXPECT_FALSE(body->current || body->no_current || body->params || body->request || body->now);
  EXPECT_TRUE(read_judge_body(R"({"payload": 1, "current": null})")->no_current);
}

struct Row {
  const char *text, *message;
};

TEST(JudgeBody, MistakesAreToldInWords) {
  const Row rows[] = {
      {"", "The body is no JSON object."},
      {"[1]", "The body is no JSON object."},
      {"{\"payload\"\n  1}", "The body is not JSON: see line 2, column 3."},
      {"{\"payload\": {\"a\": [}", "The body is not JSON: see line 1, column 21."},
      {R"({"payload": 1} x)",
       "Something stands behind the end of The body: see line 1, column 16."},
      {R"({"payload": 1,})", "The body is not JSON"},
      {R"({"payload": 1 "now": 2})", "The body is not JSON"},
      {R"({"payload": "a)", "The body is not JSON"},
      {R"({})", "The body has no member 'payload'."},
      {R"({"payload": 1, "payload": 2})", "The body has two members 'payload'."},
      {R"({"payload": 1, "curent": {}})", "The body has no member 'curent', did you mean current?"},
      {R"({"payload": 1, "params": []})", "'params' is no JSON object."},
      {R"({"payload": 1, "params": {"a": [1]}})",
       "The parameter 'a' is no text, number or boolean."},
      {R"({"payload": 1, "params": {"a": null}})",
       "The parameter 'a' is no text, number or boolean."},
      {R"({"payload": 1, "catalogs": 7})", "'catalogs' is no JSON object."},
      {R"({"payload": 1, "now": "2026-11-30"})", "'now' is no instant with its zone"},
      {R"({"payload": 1, "now": 5})", "'now' is no instant with its zone"},
  };
  for (const Row& row : rows) {
    const auto body = read_judge_body(row.text);
    ASSERT_FALSE(body) << row.text;
    EXPECT_EQ(body.error().status, 400);
    EXPECT_THAT(body.error().message, HasSubstr(row.message)) << row.text;
  }
}

}  // namespace
}  // namespace leadlint::serve
