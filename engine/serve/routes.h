// What the server answers to: one list, which requests are looked up in and the description at
// /openapi.json is made of. Knows nothing of sockets. Tests: tests/serve_test.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "serve/http_head.h"
#include "serve/options.h"
#include "serve/thread_validators.h"

namespace leadlint::serve {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  int status = 200;
  std::string type = "application/json";
  std::string body = {};
  Headers headers = {};
  bool was_streamed = false;  // all of it has been sent
};

/// The body of a request, and the way back for answers that are sent while it comes.
class Exchange {
 public:
  virtual ~Exchange() = default;
  /// All of it, at most so many bytes. The view lasts as long as the request.
  [[nodiscard]] virtual tl::expected<std::string_view, Refusal> body(std::size_t most) = 0;
  /// The next piece of it; empty: it is at its end.
  [[nodiscard]] virtual tl::expected<std::string_view, Refusal> piece() = 0;
  [[nodiscard]] virtual bool begin_stream(const Answer& head) = 0;
  [[nodiscard]] virtual bool send(std::string_view bytes) = 0;
};

/// What is known of the server as a whole.
struct ServerState {
  bool stopping = false;
  double connections = 0, refused_connections = 0, reloads = 0;
};

/// What all threads share.
struct Service {
  const Rulebook& book;
  Metrics& metrics;
  const Limits& limits;
  std::function<ServerState()> state;
};

struct Call {
  const Service& service;
  ThreadValidators& validators;
  std::string_view id;     // of the rule set, where the path names one
  std::string_view query;  // as it stands in the URL
  Exchange& exchange;
};

struct Route {
  std::string_view method;
  std::string_view path;  // "{vendor}/{operation}" at its end: any rule set's
  std::string_view name;  // as metrics call it, and operationId
  std::string_view summary;
  std::string_view body;      // the schema of the body; empty: there is none
  std::string_view answer;    // the schema of the answer
  std::string_view type;      // ... and its media type
  bool takes_answer = false;  // `?answer=api`
  Answer (*run)(const Call& call) = nullptr;

  [[nodiscard]] bool names_ruleset() const noexcept { return path.ends_with('}'); }
  /// The path in front of the rule set's id.
  [[nodiscard]] std::string_view start() const noexcept { return path.substr(0, path.find('{')); }
};

[[nodiscard]] std::span<const Route> routes() noexcept;

/// Of one request; `route` becomes the name that metrics know it by.
[[nodiscard]] Answer answer(const Service& service, ThreadValidators& validators, const Head& head,
                            Exchange& exchange, std::string_view& route);

/// {"error":{"status":404,"code":"unknown_ruleset","message":"..."}}; `more`: further members, from
/// a comma on.
[[nodiscard]] Answer refusal(const Refusal& why, std::string_view more = {});
/// Those who may ask, for OPTIONS and 405: "GET, HEAD, OPTIONS". Empty: there is no such path.
[[nodiscard]] std::string allowed_methods(std::string_view path);

}  // namespace leadlint::serve
