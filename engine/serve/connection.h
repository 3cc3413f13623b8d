// A client's connection: heads and bodies within limits of size and time, as a stream of the HTTP
// library. That gets a request line of ours in place of what the client wrote (see http_head.h),
// and what it answers with is sent in one piece.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <httplib.h>

#include "serve/routes.h"

namespace leadlint::serve {

class Connection final : public httplib::Stream, public Exchange {
 public:
  /// `stopping`: a descriptor that can be read from once the server stops.
  Connection(int socket, int stopping, const Limits& limits);

  /// Waits for the first byte of a request. False: none came in time, the client is gone, or the
  /// server stops.
  [[nodiscard]] bool wait();
  /// The request that begins; valid until `end_request`. An error of status 0: nobody waits for an
  /// answer.
  [[nodiscard]] tl::expected<Head, Refusal> begin_request();
  /// Can the connection take another request behind this one? (A body that is here, and that
  /// nobody asked for, is passed over.)
  [[nodiscard]] bool can_go_on();
  /// Gives back what a large request took.
  void end_request();
  /// Sends what was written. False: it could not be.
  bool flush();
  /// Says that nothing more will come, and listens a moment longer, so that a client that is still
  /// sending gets to read the answer.
  void close();
  /// An answer beside the HTTP library. The connection ends with it.
  void answer_alone(const Answer& answer);

  /// Of answers that are streamed, too.
  void set_more_headers(Headers headers) { more_headers_ = std::move(headers); }
  [[nodiscard]] const Head& head() const noexcept { return head_; }
  [[nodiscard]] std::string local_address() const;

  tl::expected<std::string_view, Refusal> body(std::size_t most) override;
  tl::expected<std::string_view, Refusal> piece() override;
  bool begin_stream(const Answer& head) override;
  bool send(std::string_view bytes) override;
  /// Ends an answer that was streamed, if this one was.
  void end_stream();

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* from, std::size_t size) override;
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  /// None: the library refuses those that select(2) cannot wait for; here nobody waits by it.
  socket_t socket() const override { return -1; }

 private:
  using Clock = std::chrono::steady_clock;
  enum class Got : std::uint8_t { bytes, end, late };

  Got receive(Clock::time_point until);
  bool send_all(std::string_view bytes);
  bool go_on();  // 100 Continue, where the client waits for that
  Refusal why_no_body(Got got) const;
  tl::expected<std::string_view, Refusal> part_of_length(Clock::time_point until);
  tl::expected<std::string_view, Refusal> part_of_chunks(Clock::time_point until);
  tl::expected<std::string_view, Refusal> line_of_chunks(Clock::time_point until);
  tl::expected<void, Refusal> begin_chunk(Clock::time_point until);
  tl::expected<void, Refusal> end_chunks(Clock::time_point until);
  tl::expected<std::string_view, Refusal> part(Clock::time_point until);
  [[nodiscard]] std::string_view unread() const noexcept {
    return std::string_view(in_).substr(at_);
  }

  const int socket_, stopping_;
  const Limits& limits_;

  std::string in_;  // what was received: from `at_` on nobody has looked at it
  std::size_t at_ = 0;
  std::string head_text_;
  Head head_;
  std::string_view for_library_;  // what is left of the request line that the library reads
  std::string body_;
  std::string body_end_;  // of a chunk whose line end had not come

  enum class Body : std::uint8_t { waits, comes, ended, broken };
  Body state_ = Body::ended;
  std::uint64_t left_ = 0;  // of the body, or of its chunk
  bool in_chunk_ = false;

  Headers more_headers_;
  std::string out_;
  bool streams_ = false, stream_is_chunked_ = false, failed_ = false;
};

/// The answer beside the HTTP library, as bytes.
[[nodiscard]] std::string lone_answer(const Answer& answer);

}  // namespace leadlint::serve
