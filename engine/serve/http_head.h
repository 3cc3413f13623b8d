// The head of a request, byte by byte to what is asked for. The HTTP library gets no byte that a
// client wrote: its own reading of heads takes lines without end, decodes percent signs in headers,
// reads a length of -1, and goes on after a head that it could not read.
// Tests: tests/http_head_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace leadlint::serve {

/// Views into the text that it was read from.
struct Head {
  std::string_view method, path, query, host, origin;
  bool version_1_0 = false;
  bool keeps_alive = true;
  bool awaits_continue = false;
  bool chunked = false;
  bool encoded = false;                 // the body is compressed
  std::optional<std::uint64_t> length;  // of the body
};

/// Why a request is not answered as asked: what becomes an answer of the form of errors.
struct Refusal {
  int status = 400;
  std::string code, message;
};

/// Bytes that the head at the start of the text takes, up to and with its blank line; 0: it is not
/// there yet. (A head with bare line feeds ends as well, and is refused.)
[[nodiscard]] std::size_t head_size(std::string_view text) noexcept;
[[nodiscard]] tl::expected<Head, Refusal> read_head(std::string_view text);

/// "localhost" of "localhost:8080", "[::1]" of "[::1]:8080"; nullopt: no host and port.
[[nodiscard]] std::optional<std::string_view> host_without_port(std::string_view host) noexcept;

}  // namespace leadlint::serve
