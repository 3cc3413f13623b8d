// `leadlint serve` and clients that are slow, greedy, broken or many: each is answered or cut off,
// and the server goes on.
#include "serve_support.h"

#include <atomic>

#ifdef LEADLINT_COMMAND

namespace leadlint {
namespace {

using support::Response;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* good =
    R"({"status":"LEAD_WON","jobAmount":10,"startDateTbd":true,"completionDateTbd":true})";

std::string post(const std::string& body, const std::string& more = "") {
  return "POST /v1/check/renovationfind/update_status HTTP/1.1\r\nHost: localhost\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string chunk(const std::string& text) {
  char size[32];
  std::snprintf(size, sizeof size, "%zx\r\n", text.size());
  return size + text + "\r\n";
}
const std::string chunked_head =
    "POST /v1/check/renovationfind/update_status HTTP/1.1\r\nHost: localhost\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";

class ServeLimits : public support::ServeTest {
 protected:
  void serve(std::vector<std::string> flags) {
    flags.insert(flags.end(), {"--rules", "renovationfind/update_status"});
    start(flags);
  }
  void TearDown() override {
    EXPECT_EQ(curl("$S/healthz").status, 200) << "the server is gone";
    EXPECT_EQ(stop(), 0);
  }
  static std::vector<int> statuses(std::string text) {
    std::vector<int> all;
    while (!text.empty()) {
      const Response response = support::take_response(text);
      all.push_back(response.status);
      if (response.status == 0) break;
    }
    return all;
  }
};

TEST_F(ServeLimits, BodiesOverTheLimitAre413) {
  serve({"--max-body", "100"});
  folder_.write("large", std::string(101, ' '));
  folder_.write("larger", std::string(3'000'000, 'x'));
  folder_.write("fits", std::string(10, ' ') + good);
  for (const char* how : {"", "-H 'Expect:'", "-H 'Transfer-Encoding: chunked'"}) {
    for (const char* file : {"large", "larger"}) {
      const Response response = curl("$S/v1/check/renovationfind/update_status --data-binary @" +
                                     std::string(file) + " " + how);
      EXPECT_EQ(response.status, 413) << how << file;
      EXPECT_THAT(response.body, HasSubstr("A body may have 100 bytes."));
    }
    EXPECT_EQ(
        curl("$S/v1/check/renovationfind/update_status --data-binary @fits " + std::string(how))
            .status,
        200);
  }
}

TEST_F(ServeLimits, HeadsOverTheLimitAre431) {
  serve({"--max-header", "1000"});
  for (const std::size_t size : {1'000U, 100'000U, 10'000'000U}) {
    EXPECT_THAT(raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(size, 'x')),
                StartsWith("HTTP/1.1 431 "));
    EXPECT_THAT(raw("GET /" + std::string(size, 'x')), StartsWith("HTTP/1.1 431 "));
  }
}

TEST_F(ServeLimits, SlowClientsAreCutOff) {
  serve({"--read-timeout", "300", "--idle-timeout", "400"});
  const int head = dial(), body = dial(), idle = dial(), drip = dial();
  tell(head, "GET /healthz HTTP/1.1\r\n");
  tell(body, post(good).substr(0, post(good).size() - 1));
  for (int i = 0; i < 10; ++i) {  // a byte now and then is no progress
    if (!tell(drip, "x")) break;
    pause_for(50);
  }
  EXPECT_THAT(hear(head), StartsWith("HTTP/1.1 408 "));
  EXPECT_THAT(hear(body), StartsWith("HTTP/1.1 408 "));
  EXPECT_THAT(hear(drip), StartsWith("HTTP/1.1 408 "));
  EXPECT_EQ(hear(idle), "");
  for (const int client : {head, body, idle, drip}) close(client);
}

TEST_F(ServeLimits, OneConnectionTooManyIsTold) {
  serve({"--max-connections", "2"});
  const int first = dial(), second = dial();
  for (const int client : {first, second}) {
    tell(client, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_THAT(hear(client, "ok"), StartsWith("HTTP/1.1 200 "));
  }
  EXPECT_EQ(curl("$S/healthz").status, 503);
  close(first);
  Response response;
  for (int i = 0; i < 100 && response.status != 200; ++i) {
    pause_for(10);
    response = curl("$S/metrics");
  }
  EXPECT_THAT(response.body, HasSubstr("leadlint_connections 2\n"));
  EXPECT_EQ(response.body.find("leadlint_refused_connections_total 0\n"), std::string::npos);
  close(second);
  pause_for(100);
}

TEST_F(ServeLimits, RequestsInOnePieceAreAnsweredInTheirOrder) {
  serve({});
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += post(good) + "\r\n" + "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  std::string heard = raw(all);
  for (int i = 0; i < 50; ++i) {
    EXPECT_THAT(support::take_response(heard).body, StartsWith(R"({"verdict":"valid")"));
    EXPECT_EQ(support::take_response(heard).body, R"({"status":"ok"})");
  }
  EXPECT_EQ(heard, "");
}

TEST_F(ServeLimits, ABodyThatNobodyAskedForIsNoRequest) {
  serve({});
  const std::string hidden = "GET /v1/rulesets HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const std::string get = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                          std::to_string(hidden.size()) + "\r\n\r\n" + hidden;
  EXPECT_THAT(statuses(raw(get + get)), testing::ElementsAre(200, 200));
  // Nor is one that has not come.
  const int client = dial();
  tell(client, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n");
  EXPECT_THAT(hear(client), HasSubstr("Connection: close"));
  close(client);
}

TEST_F(ServeLimits, ChunksWhereverTheyAreCut) {
  serve({});
  const std::string body = good;
  const std::string whole = chunked_head + chunk(body.substr(0, 1)) + "a;x=\"y\"\r\n" +
                            body.substr(1, 10) + "\r\n" + chunk(body.substr(11)) +
                            "0\r\nTrailer: 1\r\n\r\n";
  EXPECT_THAT(raw(whole + whole), HasSubstr(R"({"verdict":"valid")"));
  EXPECT_THAT(statuses(raw(whole + whole)), testing::ElementsAre(200, 200));
  const int client = dial();
  for (const char c : whole) tell(client, std::string_view(&c, 1));
  EXPECT_THAT(hear(client, "}"), HasSubstr(R"({"verdict":"valid")"));
  close(client);
}

TEST_F(ServeLimits, ChunksThatAreNoneAreRefused) {
  serve({"--read-timeout", "500"});
  for (const char* body : {"x\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "1\nx\n", "1\r\nxx\r\n",
                           "1\r\nx", "\r\n", "0\r\nbad", "0x1\r\nx\r\n0\r\n\r\n"})
    EXPECT_THAT(raw(chunked_head + body), StartsWith("HTTP/1.1 400 ")) << body;
  EXPECT_THAT(raw(chunked_head + std::string(100'000, '1')), StartsWith("HTTP/1.1 400 "));
}

TEST_F(ServeLimits, ContinueIsSaidWhereItIsWaitedFor) {
  serve({});
  const int client = dial();
  const std::string all = post(good, "Expect: 100-continue\r\n");
  tell(client, all.substr(0, all.size() - std::string(good).size()));
  EXPECT_EQ(hear(client, "\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  tell(client, good);
  EXPECT_THAT(hear(client, "}"), StartsWith("HTTP/1.1 200 "));
  close(client);
  // Not where the answer is known without the body.
  EXPECT_THAT(raw("POST /v1/check/no/such HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                  "Expect: 100-continue\r\n\r\n"),
              StartsWith("HTTP/1.1 404 "));
}

TEST_F(ServeLimits, WhatIsNoRequestIsAnsweredAndEnds) {
  serve({"--read-timeout", "500"});
  for (const std::string& text :
       {std::string("\x16\x03\x01\x02\r\n\r\n"), std::string("hello\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\n\r\n"), std::string("GET / HTTP/1.1\nHost: a\n\n"),
        std::string("TRACE / HTTP/1.1\r\nHost: localhost\r\nX: \x01\r\n\r\n")})
    EXPECT_THAT(raw(text), StartsWith("HTTP/1.1 400 ")) << text;
  EXPECT_EQ(raw(""), "");
  EXPECT_EQ(raw("\r\n"), "");
  EXPECT_THAT(raw("GET / HTT"), "");
  EXPECT_THAT(raw("CONNECT /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              StartsWith("HTTP/1.1 405 "));
  EXPECT_THAT(raw("GET /healthz HTTP/1.0\r\n\r\n"), HasSubstr("Connection: close"));
}

TEST_F(ServeLimits, CompressedBodiesAndPiecesOfAnswersAreNotTraded) {
  serve({});
  EXPECT_EQ(
      curl("$S/v1/check/renovationfind/update_status -d x -H 'Content-Encoding: gzip'").status,
      415);
  const Response whole = curl("$S/healthz -H 'Range: bytes=0-1' -H 'Accept-Encoding: gzip, br'");
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, R"({"status":"ok"})");
}

TEST_F(ServeLimits, ClientsThatGoAwayCostNothing) {
  serve({"--max-connections", "4", "--read-timeout", "2000"});
  for (int i = 0; i < 200; ++i) {
    const int client = dial();
    const linger at_once{1, 0};  // a reset in place of an end
    if (i % 2 == 0) setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    tell(client, post(good).substr(0, static_cast<std::size_t>(i)));
    close(client);
  }
  for (int i = 0; i < 300 && curl("$S/healthz").status != 200; ++i) pause_for(10);
}

TEST_F(ServeLimits, ManyClientsAtOnce) {
  serve({});
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i)
    clients.emplace_back([&] {
      for (int j = 0; j < 50; ++j) {
        const int client = dial();
        tell(client, post(good) + post("{\"status\":\"LEAD_WN\"}", "Connection: close\r\n"));
        std::string heard = hear(client);
        answered += support::take_response(heard).status == 200;
        answered +=
            support::take_response(heard).body.find("did") != std::string::npos || heard.empty();
        close(client);
      }
    });
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(answered, 800);
  const std::string metrics = curl("$S/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("verdict=\"valid\"} 400\n"));
  EXPECT_THAT(metrics, HasSubstr("verdict=\"invalid\"} 400\n"));
}

class ServeStops : public ServeLimits {
  void TearDown() override {}
};

TEST_F(ServeStops, RequestsThatRunAreAnswered) {
  serve({});
  const int running = dial(), idle = dial();
  const std::string all = post(good);
  tell(running, all.substr(0, all.size() - 1));
  pause_for(200);
  kill(pid(), SIGTERM);
  EXPECT_EQ(hear(idle), "");
  tell(running, all.substr(all.size() - 1));
  EXPECT_THAT(hear(running), HasSubstr(R"({"verdict":"valid")"));
  EXPECT_EQ(stop(), 0);
  close(running);
  close(idle);
}

TEST_F(ServeStops, WhatTakesTooLongIsCutOff) {
  serve({"--stop-timeout", "300", "--read-timeout", "60000"});
  const int client = dial();
  tell(client, "GET ");
  pause_for(200);
  EXPECT_EQ(stop(SIGINT), 0);
  EXPECT_EQ(hear(client), "");
  close(client);
}

TEST_F(ServeStops, AtOnceAfterItsStart) {
  for (int i = 0; i < 20; ++i) {
    start({"--rules", "renovationfind/update_status"});
    EXPECT_EQ(stop(), 0);
  }
}

}  // namespace
}  // namespace leadlint

#endif
