#include "serve/connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>

#include <fmt/format.h>

namespace leadlint::serve {
namespace {

constexpr std::size_t piece_bytes = std::size_t{64} << 10;
constexpr std::size_t longest_chunk_line = 256;
constexpr std::size_t small_buffer = std::size_t{256} << 10;
constexpr std::chrono::milliseconds linger{2000};

/// Milliseconds that poll(2) takes.
int milliseconds_until(std::chrono::steady_clock::time_point until) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000'000));
}

std::string_view reason_of(int status) {
  struct Reason {
    int status;
    std::string_view text;
  };
  constexpr std::array<Reason, 14> reasons{{{200, "OK"},
                                            {204, "No Content"},
                                            {400, "Bad Request"},
                                            {403, "Forbidden"},
                                            {404, "Not Found"},
                                            {405, "Method Not Allowed"},
                                            {408, "Request Timeout"},
                                            {413, "Payload Too Large"},
                                            {417, "Expectation Failed"},
                                            {421, "Misdirected Request"},
                                            {431, "Request Header Fields Too Large"},
                                            {501, "Not Implemented"},
                                            {503, "Service Unavailable"},
                                            {505, "HTTP Version Not Supported"}}};
  const auto found = std::ranges::find(reasons, status, &Reason::status);
  return found == reasons.end() ? "Error" : found->text;
}

void add_head(std::string& text, const Answer& answer) {
  text += fmt::format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\n", answer.status,
                      reason_of(answer.status), answer.type);
  for (const auto& [name, value] : answer.headers) text += fmt::format("{}: {}\r\n", name, value);
}

tl::unexpected<Refusal> bad_chunks() {
  return tl::unexpected(
      Refusal{400, "bad_request", "The body is not in chunks, as Transfer-Encoding says."});
}

}  // namespace

std::string lone_answer(const Answer& answer) {
  std::string text;
  add_head(text, answer);
  text += fmt::format("Content-Length: {}\r\nConnection: close\r\n\r\n{}", answer.body.size(),
                      answer.body);
  return text;
}

Connection::Connection(int socket, int stopping, const Limits& limits)
    : socket_(socket), stopping_(stopping), limits_(limits) {
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool Connection::wait() {
  if (!unread().empty()) return true;
  const auto until = Clock::now() + limits_.idle;
  for (;;) {
    std::array<pollfd, 2> waits{{{socket_, POLLIN, 0}, {stopping_, POLLIN, 0}}};
    const int ready = poll(waits.data(), waits.size(), milliseconds_until(until));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0 || waits[1].revents != 0) return false;
    return receive(until) == Got::bytes;
  }
}

Connection::Got Connection::receive(Clock::time_point until) {
  if (at_ == in_.size()) {
    in_.clear();
    at_ = 0;
  } else if (at_ > piece_bytes) {
    in_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t held = in_.size();
  in_.resize(held + piece_bytes);
  for (;;) {
    const ssize_t got = recv(socket_, in_.data() + held, piece_bytes, MSG_DONTWAIT);
    if (got > 0) {
      in_.resize(held + static_cast<std::size_t>(got));
      return Got::bytes;
    }
    if (got < 0 && errno == EINTR) continue;
    const bool waits = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (waits) {
      pollfd wait{socket_, POLLIN, 0};
      const int ready = poll(&wait, 1, milliseconds_until(until));
      if (ready > 0 || (ready < 0 && errno == EINTR)) continue;
    }
    in_.resize(held);
    return waits ? Got::late : Got::end;
  }
}

tl::expected<Head, Refusal> Connection::begin_request() {
  const auto until = Clock::now() + limits_.read;
  while (unread().starts_with("\r\n")) at_ += 2;  // some clients end a body so
  std::size_t size = 0;
  for (std::size_t looked = 0; (size = head_size(unread())) == 0;) {
    looked = unread().size();
    if (looked > limits_.header_bytes) break;
    const Got got = receive(until);
    if (got == Got::bytes) continue;
    if (got == Got::end || looked == 0) return tl::unexpected(Refusal{0, "", ""});
    return tl::unexpected(Refusal{
        408, "too_slow",
        fmt::format("The head of the request did not come within {} ms.", limits_.read.count())});
  }
  if (size == 0 || size > limits_.header_bytes)
    return tl::unexpected(
        Refusal{431, "header_too_large",
                fmt::format("The head of a request may have {} bytes.", limits_.header_bytes)});
  head_text_ = unread().substr(0, size);
  at_ += size;
  auto head = read_head(head_text_);
  if (!head) return head;
  head_ = *head;
  left_ = head->length.value_or(0);
  in_chunk_ = false;
  state_ = head->chunked || left_ != 0 ? Body::waits : Body::ended;
  for_library_ = head->method == "HEAD" ? "HEAD / HTTP/1.1\r\n\r\n" : "GET / HTTP/1.1\r\n\r\n";
  streams_ = false;
  return head;
}

bool Connection::can_go_on() {
  const bool begun = state_ == Body::waits || state_ == Body::comes;
  if (begun && !head_.chunked && unread().size() >= left_) {
    at_ += static_cast<std::size_t>(left_);
    state_ = Body::ended;
  }
  return state_ == Body::ended && !failed_ && head_.keeps_alive;
}

void Connection::end_request() {
  if (body_.size() > small_buffer) std::string().swap(body_);
  if (in_.capacity() > small_buffer && unread().empty()) {
    std::string().swap(in_);
    at_ = 0;
  }
}

bool Connection::send_all(std::string_view bytes) {
  while (!bytes.empty() && !failed_) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0)  // gone, or too slow: the socket has a time limit
      failed_ = true;
    else
      bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return !failed_;
}

bool Connection::flush() {
  const bool sent = send_all(out_);
  out_.clear();
  if (out_.capacity() > small_buffer) std::string().swap(out_);
  return sent;
}

void Connection::close() {
  shutdown(socket_, SHUT_WR);
  if (failed_ || (state_ == Body::ended && unread().empty())) return;
  const auto until = Clock::now() + std::min(linger, limits_.read);
  do {
    in_.clear();
    at_ = 0;
  } while (receive(until) == Got::bytes && Clock::now() < until);
}

void Connection::answer_alone(const Answer& answer) {
  state_ = Body::broken;  // whatever else comes is not for us
  send_all(lone_answer(answer));
}

std::string Connection::local_address() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    const auto& four = reinterpret_cast<const sockaddr_in&>(address);
    return inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size()) != nullptr ? text.data()
                                                                                   : "";
  }
  const auto& six = reinterpret_cast<const sockaddr_in6&>(address);
  if (inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size()) == nullptr) return {};
  const std::string_view shown = text.data();
  constexpr std::string_view mapped = "::ffff:";
  return shown.starts_with(mapped) ? std::string(shown.substr(mapped.size()))
                                   : fmt::format("[{}]", shown);
}

// ------------------------------------------------------------------------------------- the body

bool Connection::go_on() {
  if (state_ == Body::waits) {
    state_ = Body::comes;
    if (head_.awaits_continue && unread().empty()) return send_all("HTTP/1.1 100 Continue\r\n\r\n");
  }
  return true;
}

Refusal Connection::why_no_body(Got got) const {
  if (got == Got::end) return {400, "bad_request", "The body ended before its end."};
  return {408, "too_slow",
          fmt::format("The body did not come within {} ms.", limits_.read.count())};
}

tl::expected<std::string_view, Refusal> Connection::part_of_length(Clock::time_point until) {
  if (unread().empty())
    if (const Got got = receive(until); got != Got::bytes) return tl::unexpected(why_no_body(got));
  const std::string_view part =
      unread().substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, piece_bytes)));
  at_ += part.size();
  left_ -= part.size();
  if (left_ == 0) state_ = Body::ended;
  return part;
}

/// A line between chunks, without its end.
tl::expected<std::string_view, Refusal> Connection::line_of_chunks(Clock::time_point until) {
  for (;;) {
    const std::string_view text = unread();
    const std::size_t end = text.substr(0, longest_chunk_line).find('\n');
    if (end != text.npos) {
      if (end == 0 || text[end - 1] != '\r') return bad_chunks();
      at_ += end + 1;
      return text.substr(0, end - 1);
    }
    if (text.size() >= longest_chunk_line) return bad_chunks();
    if (const Got got = receive(until); got != Got::bytes) return tl::unexpected(why_no_body(got));
  }
}

tl::expected<void, Refusal> Connection::begin_chunk(Clock::time_point until) {
  const auto line = line_of_chunks(until);
  if (!line) return tl::unexpected(line.error());
  const std::string_view digits = line->substr(0, line->find_first_of("; \t"));
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), left_, 16);
  if (error != std::errc{} || stop != digits.data() + digits.size() || digits.empty() ||
      digits.front() == '-')
    return bad_chunks();
  in_chunk_ = left_ != 0;
  return in_chunk_ ? tl::expected<void, Refusal>() : end_chunks(until);
}

/// Passes over what stands behind the last chunk.
tl::expected<void, Refusal> Connection::end_chunks(Clock::time_point until) {
  for (std::size_t bytes = 0; bytes <= limits_.header_bytes;) {
    const auto line = line_of_chunks(until);
    if (!line) return tl::unexpected(line.error());
    if (line->empty()) {
      state_ = Body::ended;
      return {};
    }
    bytes += line->size() + 2;
  }
  return bad_chunks();
}

tl::expected<std::string_view, Refusal> Connection::part_of_chunks(Clock::time_point until) {
  if (!in_chunk_) {
    if (auto begun = begin_chunk(until); !begun) return tl::unexpected(begun.error());
    if (state_ == Body::ended) return std::string_view();
  }
  if (unread().empty())
    if (const Got got = receive(until); got != Got::bytes) return tl::unexpected(why_no_body(got));
  const std::string_view part =
      unread().substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, piece_bytes)));
  at_ += part.size();
  left_ -= part.size();
  if (left_ != 0) return part;
  in_chunk_ = false;
  // The line end of the chunk: looking for it may move the buffer, which the part is in.
  if (unread().size() >= 2) {
    if (!unread().starts_with("\r\n")) return bad_chunks();
    at_ += 2;
    return part;
  }
  body_end_.assign(part);
  const auto line = line_of_chunks(until);
  if (!line) return tl::unexpected(line.error());
  if (!line->empty()) return bad_chunks();
  return std::string_view(body_end_);
}

tl::expected<std::string_view, Refusal> Connection::part(Clock::time_point until) {
  if (state_ == Body::ended) return std::string_view();
  if (!go_on()) return tl::unexpected(why_no_body(Got::end));
  auto part = head_.chunked ? part_of_chunks(until) : part_of_length(until);
  if (!part) state_ = Body::broken;
  return part;
}

tl::expected<std::string_view, Refusal> Connection::body(std::size_t most) {
  const auto too_large = [&] {
    return tl::unexpected(
        Refusal{413, "body_too_large", fmt::format("A body may have {} bytes.", most)});
  };
  if (head_.length.value_or(0) > most) return too_large();
  const auto until = Clock::now() + limits_.read;
  // Most are here as a whole, and are read where they stand.
  if (!head_.chunked && left_ != 0 && unread().size() >= left_) {
    const std::string_view all = unread().substr(0, static_cast<std::size_t>(left_));
    at_ += all.size();
    left_ = 0;
    state_ = Body::ended;
    return all;
  }
  body_.clear();
  for (;;) {
    const auto next = part(until);
    if (!next) return next;
    if (next->empty()) return std::string_view(body_);
    if (next->size() > most - body_.size()) return too_large();
    body_ += *next;
  }
}

tl::expected<std::string_view, Refusal> Connection::piece() {
  return part(Clock::now() + limits_.read);
}

// --------------------------------------------------------------------------------- the way back

bool Connection::begin_stream(const Answer& head) {
  streams_ = true;
  stream_is_chunked_ = !head_.version_1_0;
  std::string text;
  add_head(text, head);
  for (const auto& [name, value] : more_headers_) text += fmt::format("{}: {}\r\n", name, value);
  text += stream_is_chunked_ ? "Transfer-Encoding: chunked\r\n" : "";
  text += stream_is_chunked_ && head_.keeps_alive ? "\r\n" : "Connection: close\r\n\r\n";
  return send_all(text);
}

bool Connection::send(std::string_view bytes) {
  if (!stream_is_chunked_ || bytes.empty()) return send_all(bytes);
  std::string chunk = fmt::format("{:x}\r\n", bytes.size());
  chunk += bytes;
  chunk += "\r\n";
  return send_all(chunk);
}

void Connection::end_stream() {
  if (streams_ && stream_is_chunked_) send_all("0\r\n\r\n");
  if (streams_ && !stream_is_chunked_) failed_ = true;  // its end is that of the connection
}

ssize_t Connection::read(char* to, std::size_t size) {
  const std::string_view some = for_library_.substr(0, size);
  std::ranges::copy(some, to);
  for_library_.remove_prefix(some.size());
  return static_cast<ssize_t>(some.size());
}

ssize_t Connection::write(const char* from, std::size_t size) {
  // Behind an answer that was streamed, the library has nothing to say.
  if (!streams_) out_.append(from, size);
  return static_cast<ssize_t>(size);
}

}  // namespace leadlint::serve
