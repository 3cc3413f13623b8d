// What `leadlint serve` is told, and its limits by name.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "leadlint/bulk.h"

namespace leadlint::serve {

struct Limits {
  /// Open at once; one more is told so and closed. A thread each.
  std::size_t connections = 128;
  std::size_t header_bytes = std::size_t{16} << 10;
  /// Of a payload, of what is judged with it, and of a line of a batch.
  std::size_t body_bytes = default_max_record_bytes;
  std::uint64_t batch_lines = 10'000'000;
  /// For the head of a request, for its body, and for each piece of a batch.
  std::chrono::milliseconds read{10'000};
  /// For a client to take a piece of an answer.
  std::chrono::milliseconds write{10'000};
  /// Between two requests of a connection.
  std::chrono::milliseconds idle{30'000};
  /// For requests that run when the server is stopped.
  std::chrono::milliseconds stop{10'000};
};
inline constexpr std::size_t most_connections = 10'000;
inline constexpr std::size_t least_header_bytes = 256, most_header_bytes = std::size_t{1} << 20;

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;               // 0: any that is free
  std::vector<std::string> rules;          // ids, files and folders; none: all that are shipped
  std::vector<std::string> hosts;          // names beside the usual ones
  std::vector<std::string> allow_origins;  // of browsers; `*`: all
  Limits limits;
};

}  // namespace leadlint::serve
