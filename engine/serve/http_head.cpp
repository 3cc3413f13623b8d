// RFC 9112, as strictly as it allows: what two readers might read in two ways is refused.
#include "serve/http_head.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "text/ascii.h"

namespace leadlint::serve {
namespace {

using Problem = tl::unexpected<Refusal>;

Problem bad_head(std::string message) { return Problem({400, "bad_request", std::move(message)}); }

constexpr bool is_token(char c) noexcept {
  return is_letter(c) || is_digit(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
bool is_token(std::string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return is_token(c); });
}

bool equals(std::string_view text, std::string_view lower) noexcept {
  return std::ranges::equal(text, lower, {}, [](char c) { return to_lower(c); });
}

std::string_view without_blanks(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

/// Is the word one of a list with commas?
bool lists(std::string_view text, std::string_view lower) noexcept {
  for (;;) {
    const std::size_t comma = text.find(',');
    if (equals(without_blanks(text.substr(0, comma)), lower)) return true;
    if (comma == text.npos) return false;
    text.remove_prefix(comma + 1);
  }
}

tl::expected<void, Refusal> read_target(Head& head, std::string_view target) {
  constexpr std::string_view scheme = "http://";
  if (target.size() > scheme.size() && equals(target.substr(0, scheme.size()), scheme)) {
    target.remove_prefix(scheme.size());
    const std::size_t slash = std::min(target.find_first_of("/?"), target.size());
    head.host = target.substr(0, slash);  // goes before the header
    target.remove_prefix(slash);
    if (target.empty()) target = "/";
  }
  if (target == "*" && head.method == "OPTIONS") {
    head.path = target;
    return {};
  }
  const bool shows_all = std::ranges::all_of(target, [](char c) { return shows(c); });
  if (!target.starts_with('/') || !shows_all)
    return bad_head("The target of the request is no path.");
  target = target.substr(0, target.find('#'));
  const std::size_t question = target.find('?');
  head.path = target.substr(0, question);
  if (question != target.npos) head.query = target.substr(question + 1);
  return {};
}

tl::expected<void, Refusal> read_request_line(Head& head, std::string_view line) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == line.npos || first == last)
    return bad_head("The first line of the request is not METHOD TARGET HTTP/1.1.");
  head.method = line.substr(0, first);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(head.method)) return bad_head("The method of the request is no word.");
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return version.starts_with("HTTP/")
               ? Problem({505, "http_version", "Only HTTP/1.1 and HTTP/1.0 are spoken here."})
               : bad_head("The first line of the request is not METHOD TARGET HTTP/1.1.");
  head.version_1_0 = version == "HTTP/1.0";
  head.keeps_alive = !head.version_1_0;
  return read_target(head, line.substr(first + 1, last - first - 1));
}

tl::expected<void, Refusal> read_length(Head& head, std::string_view value) {
  std::uint64_t length = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, length);
  if (error != std::errc{} || stop != end || value.empty())
    return bad_head("Content-Length is no number of bytes.");
  if (head.length && *head.length != length)
    return bad_head("There are two values of Content-Length.");
  head.length = length;
  return {};
}

struct Seen {
  bool host = false;
};

tl::expected<void, Refusal> read_header(Head& head, Seen& seen, std::string_view name,
                                        std::string_view value) {
  if (equals(name, "host")) {
    if (seen.host) return bad_head("There are two Host headers.");
    seen.host = true;
    if (head.host.empty()) head.host = value;
  } else if (equals(name, "content-length")) {
    return read_length(head, value);
  } else if (equals(name, "transfer-encoding")) {
    if (head.chunked || !equals(value, "chunked"))
      return Problem({501, "transfer_encoding", "Only Transfer-Encoding: chunked is understood."});
    head.chunked = true;
  } else if (equals(name, "connection")) {
    if (lists(value, "close"))
      head.keeps_alive = false;
    else if (head.version_1_0 && lists(value, "keep-alive"))
      head.keeps_alive = true;
  } else if (equals(name, "expect")) {
    if (!equals(value, "100-continue"))
      return Problem({417, "expectation", "Only Expect: 100-continue is understood."});
    head.awaits_continue = !head.version_1_0;
  } else if (equals(name, "content-encoding")) {
    head.encoded = head.encoded || !(value.empty() || equals(value, "identity"));
  } else if (equals(name, "origin")) {
    head.origin = value;
  }
  return {};
}

tl::expected<void, Refusal> read_header_line(Head& head, Seen& seen, std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  if (colon == line.npos || !is_token(name)) return bad_head("A header is not NAME: VALUE.");
  const std::string_view value = without_blanks(line.substr(colon + 1));
  const bool has_controls = std::ranges::any_of(value, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
  if (has_controls) return bad_head("A header holds a control character.");
  return read_header(head, seen, name, value);
}

}  // namespace

std::size_t head_size(std::string_view text) noexcept {
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    if (text.substr(at + 1, 1) == "\n") return at + 2;
    if (text.substr(at + 1, 2) == "\r\n") return at + 3;
  }
  return 0;
}

tl::expected<Head, Refusal> read_head(std::string_view text) {
  Head head;
  Seen seen;
  bool is_first = true;
  for (;;) {
    const std::size_t end = text.find('\n');
    if (end == text.npos || end == 0 || text[end - 1] != '\r')
      return bad_head("A line of the head does not end in CR LF.");
    const std::string_view line = text.substr(0, end - 1);
    text.remove_prefix(end + 1);
    if (line.empty() && !is_first) break;
    const auto read = is_first ? read_request_line(head, line) : read_header_line(head, seen, line);
    if (!read) return tl::unexpected(read.error());
    is_first = false;
  }
  if (!seen.host && !head.version_1_0) return bad_head("There is no Host header.");
  if (head.chunked && (head.length || head.version_1_0))
    return bad_head("The length of the body is told in two ways.");
  return head;
}

std::optional<std::string_view> host_without_port(std::string_view host) noexcept {
  const std::size_t name_end = host.starts_with('[') ? host.find(']') : 0;
  if (name_end == host.npos) return std::nullopt;
  const std::size_t colon = host.find(':', name_end);
  const std::string_view name = host.substr(0, colon);
  if (name.empty() || (name_end != 0 && name.size() != name_end + 1)) return std::nullopt;
  if (colon == host.npos) return name;
  const std::string_view port = host.substr(colon + 1);
  if (port.size() > 5 || digits_at_front(port) != port.size()) return std::nullopt;
  return name;
}

}  // namespace leadlint::serve
