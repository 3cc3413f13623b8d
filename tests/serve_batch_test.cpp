// POST /v1/check-batch: a verdict for each line, whatever the lines are and wherever they are cut,
// while they come.
#include "serve/batch.h"

#include <nlohmann/json.hpp>

#include "environment.h"
#include "leadlint/findings_json.h"
#include "leadlint/leadlint.h"
#include "reference/generate.h"
#include "sanitizers.h"
#include "serve_support.h"

namespace leadlint::serve {
namespace {

using reference::Random;
using testing::HasSubstr;
using Json = nlohmann::json;

struct Judged {
  std::string out;
  std::optional<Refusal> error;
};

/// The whole text, in pieces of such sizes.
Judged judged(ThreadValidators& validators, const std::string& id, std::string_view text,
              std::size_t piece, std::size_t max_bytes = 1000, std::uint64_t max_lines = 1000) {
  Judged all;
  Batch batch(validators, *validators.served(id), {}, max_bytes, max_lines);
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
    if (const auto fed = batch.feed(text.substr(0, piece), all.out); !fed) {
      all.error = fed.error();
      return all;
    }
  }
  if (const auto finished = batch.finish(all.out); !finished) all.error = finished.error();
  return all;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

class ServeBatch : public testing::Test {
 protected:
  std::unique_ptr<Rulebook> book() {
    const std::string form = folder_.write("form.yaml",
                                           "leadlint: 1\nruleset: test/form\ninput: form\nfields:\n"
                                           "  a: {type: integer, required: true}\n");
    auto book =
        Rulebook::open({"renovationfind/update_status", form}, {[] {}, [](std::string_view) {}});
    if (!book) throw std::runtime_error(book.error());
    return std::move(*book);
  }

  support::TemporaryFolder folder_;
  std::unique_ptr<Rulebook> book_ = book();
  Metrics metrics_;
  ThreadValidators validators_{*book_, metrics_};
};

constexpr const char* json_rules = "renovationfind/update_status";
constexpr const char* good_line =
    R"({"status":"LEAD_WON","jobAmount":10,"startDateTbd":true,"completionDateTbd":true})";

TEST_F(ServeBatch, EachLineHasItsVerdict) {
  const std::string text = std::string(good_line) +
                           "\n\n{\"status\":\"LEAD_WN\"}\r\n \t\r\nnope\n" +
                           std::string(1200, '7') + "\n" + good_line;
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 100U, 100'000U}) {
    const Judged all = judged(validators_, json_rules, text, piece);
    ASSERT_FALSE(all.error);
    const auto lines = lines_of(all.out);
    ASSERT_EQ(lines.size(), 7U) << piece;
    for (const std::size_t i : {0U, 6U})
      EXPECT_EQ(lines[i], R"({"verdict":"valid","findings":[]})");
    const auto code = [&](std::size_t i) {
      const Json line = Json::parse(lines[i]);
      EXPECT_EQ(line["verdict"], "invalid");
      EXPECT_EQ(line["findings"][0]["line"], i + 1) << lines[i];
      return line["findings"][0]["code"].get<std::string>();
    };
    EXPECT_EQ(code(1), "bad_json");
    EXPECT_EQ(code(2), "not_in_enum");
    EXPECT_EQ(code(3), "bad_json");
    EXPECT_EQ(code(4), "bad_json");
    EXPECT_EQ(code(5), "limit_exceeded");
  }
}

TEST_F(ServeBatch, FormsAreALineEach) {
  const std::string text = "a=1\na=x\r\n\na=" + std::string(2000, '1') + "\nb=1";
  for (const std::size_t piece : {1U, 5U, 100'000U}) {
    const auto lines = lines_of(judged(validators_, "test/form", text, piece).out);
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(Json::parse(lines[0])["verdict"], "valid");
    EXPECT_EQ(Json::parse(lines[1])["findings"][0]["code"], "wrong_type") << lines[1];
    EXPECT_EQ(Json::parse(lines[2])["verdict"], "invalid");
    EXPECT_EQ(Json::parse(lines[3])["findings"][0]["code"], "limit_exceeded");
    EXPECT_THAT(lines[4], HasSubstr("missing_field"));
  }
}

TEST_F(ServeBatch, AByteOrderMarkIsNoPartOfALine) {
  const std::string mark = "\xEF\xBB\xBF";
  for (const std::size_t piece : {1U, 2U, 100U}) {
    EXPECT_EQ(judged(validators_, json_rules, mark + good_line, piece).out,
              "{\"verdict\":\"valid\",\"findings\":[]}\n");
    EXPECT_EQ(lines_of(judged(validators_, json_rules, mark + "\n" + good_line, piece).out).size(),
              2U);
    EXPECT_EQ(judged(validators_, json_rules, mark, piece).out, "");
  }
  EXPECT_EQ(lines_of(judged(validators_, json_rules, "7", 1).out).size(), 1U);
  EXPECT_EQ(lines_of(judged(validators_, json_rules, "\n", 1).out).size(), 1U);
  EXPECT_EQ(judged(validators_, json_rules, "", 1).out, "");
}

TEST_F(ServeBatch, OneLineTooManyEndsIt) {
  for (const std::size_t piece : {1U, 10U, 10'000U})
    for (const std::string end : {"", "\n"}) {
      const std::string three = "7\n\n8\n";
      const Judged all = judged(validators_, json_rules, three + "9" + end, piece, 1000, 3);
      EXPECT_EQ(lines_of(all.out).size(), 3U) << piece;
      ASSERT_TRUE(all.error);
      EXPECT_EQ(all.error->status, 413);
      EXPECT_FALSE(judged(validators_, json_rules, three, piece, 1000, 3).error);
    }
}

/// Lines of all kinds, cut anywhere: each has the verdict that a validator gives it.
TEST_F(ServeBatch, NoVerdictIsThatOfAnotherLine) {
  Random random(support::from_environment("LEADLINT_SEED", 15));
  Validator validator(*load_ruleset(json_rules));
  const std::vector<std::string> kinds{good_line,
                                       R"({"status":"LEAD_WN"})",
                                       "",
                                       " ",
                                       "\t\r",
                                       "{",
                                       "nope",
                                       std::string(150, ' '),
                                       std::string(150, '7'),
                                       std::string(101, ' '),
                                       std::string(102, ' '),
                                       "\xFF"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    std::vector<std::string> sent;
    for (std::size_t i = random.below(12); i > 0; --i) {
      sent.push_back(random.pick(kinds));
      text += sent.back() + "\n";
    }
    const std::string out = judged(validators_, json_rules, text, 1 + random.below(200), 100).out;
    const auto lines = lines_of(out);
    ASSERT_EQ(lines.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
      if (sent[i].size() > 100) {
        EXPECT_EQ(Json::parse(lines[i])["verdict"], "invalid");
        continue;
      }
      const Json line = Json::parse(lines[i]);
      const Result& alone = validator.check(sent[i]);
      EXPECT_EQ(line["verdict"], verdict_name(alone.verdict())) << sent[i];
      ASSERT_EQ(line["findings"].size(), alone.findings().size()) << sent[i];
      for (std::size_t j = 0; j < alone.findings().size(); ++j)
        EXPECT_EQ(line["findings"][j]["code"], code_name(alone.findings()[j].code()));
    }
  }
}

}  // namespace
}  // namespace leadlint::serve

#ifdef LEADLINT_COMMAND

namespace leadlint {
namespace {

using testing::HasSubstr;

using ServeBatches = support::ServeTest;

const std::string batch_head =
    "POST /v1/check-batch/renovationfind/update_status HTTP/1.1\r\nHost: localhost\r\n";

TEST_F(ServeBatches, VerdictsComeWhileLinesAreSent) {
  start({"--rules", "renovationfind/update_status"});
  const int client = dial();
  tell(client,
       batch_head + "Transfer-Encoding: chunked\r\n\r\n15\r\n{\"status\":\"LEAD_WN\"}\n\r\n");
  const std::string first = hear(client, "}]}\n");
  EXPECT_THAT(first, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(first, HasSubstr("Content-Type: application/x-ndjson\r\n"));
  EXPECT_THAT(first, HasSubstr("Leadlint-Fingerprint: "));
  EXPECT_THAT(first, HasSubstr("\"suggestion\":\"LEAD_WON\""));
  tell(client, "1\r\n\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const std::string rest = hear(client, R"({"status":"ok"})");
  EXPECT_THAT(rest, HasSubstr("bad_json"));
  EXPECT_THAT(rest, HasSubstr("\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n"));
  close(client);
}

TEST_F(ServeBatches, ManyLinesByCurl) {
  start({"--rules", "renovationfind/update_status", "--max-batch-lines", "20000"});
  std::string lines;
  for (int i = 0; i < 12'000; ++i)
    lines += i % 3 == 0   ? "\n"
             : i % 3 == 1 ? "{\"status\":\"LEAD_WN\"}\n"
                          : "{\"status\":\"SCHEDULED\"}\n";
  folder_.write("lines", lines);
  for (const char* how :
       {"-T lines -X POST", "--data-binary @lines", "-H Expect: --data-binary @lines"}) {
    EXPECT_EQ(output("curl -s -f " + std::string(how) +
                     " $S/v1/check-batch/renovationfind/update_status | wc -l"),
              "12000\n")
        << how;
  }
  EXPECT_THAT(curl("$S/metrics").body, HasSubstr("verdict=\"invalid\"} "));
  folder_.write("more", lines + lines + "7\n");
  const std::string last = output(
      "curl -s --data-binary @more $S/v1/check-batch/renovationfind/update_status | tail -n 1");
  EXPECT_EQ(last,
            "{\"error\":{\"status\":413,\"code\":\"too_many_lines\",\"message\":\"A batch may "
            "have 20000 lines.\"}}\n");
  EXPECT_EQ(output("curl -s -0 --data-binary @lines $S/v1/check-batch/renovationfind/update_status "
                   "| wc -l"),
            "12000\n");
}

TEST_F(ServeBatches, ItTakesTheMemoryOfAPieceAndNotOfTheWhole) {
  if (LEADLINT_MEMORY_IS_WATCHED) GTEST_SKIP() << "sanitizers keep what was given back";
  start({"--rules", "renovationfind/update_status"});
  const auto memory = [&] {
    const std::string status = support::content("/proc/" + std::to_string(pid()) + "/status");
    const std::size_t at = status.find("VmHWM:");
    return at == std::string::npos ? 0 : std::atol(status.c_str() + at + 6);
  };
  const std::string line = R"({\"status\":\"LEAD_WN\"})";
  const auto send = [&](int count) {
    output("yes \"" + line + "\" | head -n " + std::to_string(count) +
           " | curl -s -T - -X POST $S/v1/check-batch/renovationfind/update_status | wc -l");
  };
  send(2'000);
  const long before = memory();
  send(100'000);
  EXPECT_LT(memory() - before, 30'000);  // of some 120'000
}

TEST_F(ServeBatches, WhatEndsTooEarlyIsTold) {
  start({"--rules", "renovationfind/update_status", "--read-timeout", "300"});
  const std::string cut = raw(batch_head + "Content-Length: 100\r\n\r\n7\n");
  EXPECT_THAT(cut,
              HasSubstr("\"code\":\"bad_request\",\"message\":\"The body ended before its end.\""));
  EXPECT_THAT(raw(batch_head + "Transfer-Encoding: chunked\r\n\r\nx\r\n"),
              testing::StartsWith("HTTP/1.1 400 "));
  const int client = dial();
  tell(client, batch_head + "Content-Length: 100\r\n\r\n7\n");
  EXPECT_THAT(hear(client), HasSubstr("\"status\":408"));
  close(client);
  EXPECT_EQ(curl("$S/healthz").status, 200);
}

}  // namespace
}  // namespace leadlint

#endif
