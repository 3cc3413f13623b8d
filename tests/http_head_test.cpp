// The head of a request: what is asked for, and what is refused because two readers might read it
// in two ways.
#include "serve/http_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace leadlint::serve {
namespace {

using testing::HasSubstr;

std::string with(const std::string& header) {
  return "POST /v1/check/a/b HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
}

TEST(HttpHead, SaysWhatIsAskedFor) {
  const std::string text =
      "POST /v1/check/a/b?answer=api HTTP/1.1\r\nhOST:  localhost:8080 \r\nContent-Length: 12\r\n"
      "Expect: 100-continue\r\nOrigin: https://a.example\r\nX-Other: %0d%0a\r\n\r\n";
  ASSERT_EQ(head_size(text), text.size());
  const auto head = read_head(text);
  ASSERT_TRUE(head) << head.error().message;
  EXPECT_EQ(head->method, "POST");
  EXPECT_EQ(head->path, "/v1/check/a/b");
  EXPECT_EQ(head->query, "answer=api");
  EXPECT_EQ(head->host, "localhost:8080");
  EXPECT_EQ(head->origin, "https://a.example");
  EXPECT_EQ(head->length, 12U);
  EXPECT_TRUE(head->keeps_alive);
  EXPECT_TRUE(head->awaits_continue);
}

TEST(HttpHead, ConnectionsEndWhereTheClientSaysSo) {
  EXPECT_FALSE(read_head(with("Connection: foo, Close\r\n"))->keeps_alive);
  EXPECT_FALSE(read_head("GET / HTTP/1.0\r\n\r\n")->keeps_alive);
  EXPECT_TRUE(read_head("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")->keeps_alive);
}

TEST(HttpHead, AWholeUrlNamesTheHost) {
  const auto head =
      read_head("GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->host, "evil.example");
  EXPECT_EQ(head->path, "/healthz");
}

struct Refused {
  std::string text;
  int status;
  std::string message;
};

TEST(HttpHead, WhatMayBeReadInTwoWaysIsRefused) {
  const Refused rows[] = {
      {"GET / HTTP/1.1\nHost: a\n\n", 400, "CR LF"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400, "control character"},
      {"\r\n\r\n", 400, "first line"},
      {"GET\r\n\r\n", 400, "first line"},
      {"GET / FTP/1.1\r\n\r\n", 400, "first line"},
      {"GET / HTTP/2.0\r\n\r\n", 505, "Only HTTP/1.1"},
      {"GE(T / HTTP/1.1\r\n\r\n", 400, "method"},
      {"GET healthz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "no path"},
      {"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "no path"},
      {"GET / HTTP/1.1\r\n\r\n", 400, "no Host"},
      {with("Host: other\r\n"), 400, "two Host"},
      {with(" folded: 1\r\n"), 400, "NAME: VALUE"},
      {with("Name : 1\r\n"), 400, "NAME: VALUE"},
      {with("Nothing\r\n"), 400, "NAME: VALUE"},
      {with("Content-Length: -1\r\n"), 400, "no number"},
      {with("Content-Length: +1\r\n"), 400, "no number"},
      {with("Content-Length: 1, 1\r\n"), 400, "no number"},
      {with("Content-Length: 18446744073709551616\r\n"), 400, "no number"},
      {with("Content-Length: 1\r\nContent-Length: 2\r\n"), 400, "two values"},
      {with("Transfer-Encoding: gzip, chunked\r\n"), 501, "Only Transfer-Encoding"},
      {with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 501,
       "Only Transfer-Encoding"},
      {with("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), 400, "two ways"},
      {with("Expect: tea\r\n"), 417, "Only Expect"},
  };
  for (const Refused& row : rows) {
    const auto head = read_head(row.text);
    ASSERT_FALSE(head) << row.text;
    EXPECT_EQ(head.error().status, row.status) << row.text;
    EXPECT_THAT(head.error().message, HasSubstr(row.message)) << row.text;
  }
}

TEST(HttpHead, ItsEndIsFoundAsSoonAsItIsThere) {
  EXPECT_EQ(head_size(""), 0U);
  EXPECT_EQ(head_size("GET / HTTP/1.1\r\nHost: a\r\n"), 0U);
  EXPECT_EQ(head_size("GET / HTTP/1.1\r\n\r\nbody"), 18U);
  EXPECT_EQ(head_size("GET /\n\nbody"), 7U);
}

TEST(HttpHead, HostsWithoutTheirPorts) {
  EXPECT_EQ(host_without_port("localhost"), "localhost");
  EXPECT_EQ(host_without_port("localhost:8080"), "localhost");
  EXPECT_EQ(host_without_port("[::1]:8080"), "[::1]");
  EXPECT_EQ(host_without_port("[::1]"), "[::1]");
  for (const char* host : {"", ":80", "[::1", "a:b", "a:1:2", "[::1]x:1", "a:123456"})
    EXPECT_EQ(host_without_port(host), std::nullopt) << host;
}

}  // namespace
}  // namespace leadlint::serve
