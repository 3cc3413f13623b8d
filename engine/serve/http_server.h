// Sockets to routes: the HTTP library listens, and writes answers; connections, each on a thread of
// its own, are ours.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "serve/options.h"
#include "serve/routes.h"

namespace leadlint::serve {

class HttpServer {
 public:
  HttpServer(const Options& options, const Rulebook& book, Metrics& metrics);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// The port; the error says what is wrong with the address.
  [[nodiscard]] tl::expected<std::uint16_t, std::string> bind();
  /// Serves until `stop` is called, and then until all requests have ended.
  void run();
  /// From any thread: takes no more requests. Those that run longer than the limit are cut off.
  void stop();
  void count_reload() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint::serve
