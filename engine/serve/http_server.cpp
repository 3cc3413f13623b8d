// The one file, with connection.* and connection_pool.*, that knows cpp-httplib (0.11 and later).
#include "serve/http_server.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <httplib.h>

#include "serve/connection.h"
#include "serve/connection_pool.h"
#include "text/ascii.h"

namespace leadlint::serve {
namespace {

constexpr int waiting_connections = 1024;  // that the system holds until they are accepted

/// What the thread at hand is busy with: the library's handlers are told of requests alone.
struct Busy {
  Connection* connection = nullptr;
  Answer answer;
  bool refuses = false;
};
thread_local Busy busy;

class Library final : public httplib::Server {
 public:
  std::function<void(int)> serve;

  /// It gives the system a queue of 5 connections.
  void widen_queue() { ::listen(svr_sock_, waiting_connections); }
  bool write_answer(Connection& connection) {
    bool ignored = false;
    return process_request(connection, false, ignored, nullptr);
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    serve(socket);
    ::close(socket);
    return true;
  }
};

time_t seconds_of(std::chrono::milliseconds time) {
  return static_cast<time_t>(std::chrono::floor<std::chrono::seconds>(time).count());
}
time_t rest_of(std::chrono::milliseconds time) {
  return static_cast<time_t>((time % std::chrono::seconds(1)).count() * 1000);
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(const Options& options, const Rulebook& book, Metrics& metrics)
      : options_(options), metrics_(metrics), service_{book, metrics, options.limits, [this] {
                                                         return state();
                                                       }} {
    if (::pipe2(stopping_, O_CLOEXEC) != 0) stopping_[0] = stopping_[1] = -1;
    for (const char* name : {"localhost", "127.0.0.1", "[::1]"}) hosts_.insert(name);
    const bool is_ipv6 = options.address.find(':') != std::string::npos;
    hosts_.insert(lowered(is_ipv6 ? "[" + options.address + "]" : options.address));
    for (const std::string& name : options.hosts) hosts_.insert(lowered(name));
    any_address_ = options.address == "0.0.0.0" || options.address == "::";
    library_.serve = [this](int socket) { serve_quietly(socket); };
    library_.new_task_queue = [this] {
      return new ConnectionPool(options_.limits.connections,
                                [](const std::function<void()>& connection) {
                                  busy.refuses = true;
                                  connection();
                                  busy.refuses = false;
                                });
    };
    library_.set_write_timeout(seconds_of(options.limits.write), rest_of(options.limits.write));
    library_.set_socket_options([](socket_t socket) {  // (not SO_REUSEPORT, as it would)
      const int on = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    library_.set_pre_routing_handler([](const httplib::Request&, httplib::Response& response) {
      Answer& answer = busy.answer;
      response.status = answer.status;
      for (auto& [name, value] : answer.headers) response.set_header(name, value);
      if (!answer.body.empty()) {
        response.body = std::move(answer.body);
        response.set_header("Content-Type", answer.type);
      }
      return httplib::Server::HandlerResponse::Handled;
    });
    library_.set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      response.headers.erase("Keep-Alive");
      response.headers.erase("Accept-Ranges");
      if (!busy.connection->can_go_on()) response.set_header("Connection", "close");
    });
  }
  ~Impl() {
    for (const int end : stopping_)
      if (end >= 0) ::close(end);
  }

  tl::expected<std::uint16_t, std::string> bind() {
    const int port = options_.port;
    const int bound = port == 0 ? library_.bind_to_any_port(options_.address)
                      : library_.bind_to_port(options_.address, port) ? port
                                                                      : -1;
    if (bound < 0)
      return tl::unexpected(fmt::format("cannot listen at {}:{}: {}", options_.address, port,
                                        errno == 0 ? "it is no address of this machine"
                                                   : std::generic_category().message(errno)));
    port_ = static_cast<std::uint16_t>(bound);
    library_.widen_queue();
    return port_;
  }

  void run() {
    while (!stops_.load()) {
      // It ends as well where the system is out of memory or files for one more connection.
      library_.listen_after_bind();
      while (!stops_.load() && !library_.bind_to_port(options_.address, port_))
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      if (!stops_.load()) library_.widen_queue();
    }
    const std::lock_guard lock(mutex_);
    done_ = true;
    done_changed_.notify_all();
  }

  void stop() {
    if (stops_.exchange(true)) return;
    static_cast<void>(!::write(stopping_[1], "", 1));
    const auto until = std::chrono::steady_clock::now() + options_.limits.stop;
    bool is_told = false;
    std::unique_lock lock(mutex_);
    while (!done_) {
      // (The library forgets what it is told before it runs, and may be told once.)
      if (!is_told && library_.is_running()) {
        library_.stop();
        is_told = true;
      }
      if (std::chrono::steady_clock::now() >= until)
        for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
      done_changed_.wait_for(lock, std::chrono::milliseconds(20));
    }
  }

  void count_reload() noexcept { reloads_.fetch_add(1); }

 private:
  ServerState state() {
    const std::lock_guard lock(mutex_);
    return {stops_.load(), static_cast<double>(sockets_.size()),
            static_cast<double>(refused_.load()), static_cast<double>(reloads_.load())};
  }

  /// Nothing that happens with a connection ends the server.
  void serve_quietly(int socket) {
    if (busy.refuses) {
      refuse(socket);
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      sockets_.insert(socket);
    }
    try {
      serve(socket);
    } catch (const std::exception&) {  // out of memory: it costs this connection
    }
    busy.connection = nullptr;
    const std::lock_guard lock(mutex_);
    sockets_.erase(socket);
  }

  void refuse(int socket) {
    refused_.fetch_add(1);
    const std::string text =
        lone_answer(refusal({503, "too_many_connections",
                             fmt::format("There are {} connections, and may be no more.",
                                         options_.limits.connections)}));
    static_cast<void>(::send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
    ::shutdown(socket, SHUT_WR);
    char unread[4096];
    while (::recv(socket, unread, sizeof unread, MSG_DONTWAIT) > 0) {
    }
  }

  void serve(int socket) {
    thread_local std::unique_ptr<ThreadValidators> validators;
    if (!validators) validators = std::make_unique<ThreadValidators>(service_.book, metrics_);
    Connection connection(socket, stopping_[0], options_.limits);
    busy.connection = &connection;
    while (connection.wait()) {
      const auto begun = std::chrono::steady_clock::now();
      auto head = connection.begin_request();
      std::string_view route = "none";
      int status = 0;
      if (!head) {
        status = head.error().status;
        if (status != 0) connection.answer_alone(refusal(head.error()));
      } else {
        answer(connection, *head, *validators, route);
        status = busy.answer.status;
      }
      if (status != 0)
        validators->tally().count_answer(route, status, std::chrono::steady_clock::now() - begun);
      connection.end_request();
      if (!head || !connection.can_go_on() || stops_.load()) break;
    }
    connection.close();
  }

  void answer(Connection& connection, const Head& head, ThreadValidators& validators,
              std::string_view& route) {
    try {
      busy.answer = answer_of(connection, head, validators, route);
    } catch (const std::bad_alloc&) {
      busy.answer = refusal({503, "out_of_memory", "There is no memory left for this request."});
    } catch (const std::exception&) {
      busy.answer = refusal({500, "failed", "The request could not be answered."});
    }
    connection.end_stream();
    library_.write_answer(connection);
    connection.flush();
  }

  Answer answer_of(Connection& connection, const Head& head, ThreadValidators& validators,
                   std::string_view& route) {
    if (!takes_host(connection, head))
      return refusal({421, "foreign_host", "This server does not answer for that Host."});
    const std::string* const origin = origin_of(head);
    if (head.method == "OPTIONS" && origin != nullptr && !allowed_methods(head.path).empty())
      return {.status = 204,
              .headers = {{"Allow", allowed_methods(head.path)},
                          {"Access-Control-Allow-Origin", *origin},
                          {"Access-Control-Allow-Methods", allowed_methods(head.path)},
                          {"Access-Control-Allow-Headers", "Content-Type"},
                          {"Access-Control-Max-Age", "600"},
                          {"Vary", "Origin"}}};
    Headers more;
    if (origin != nullptr)
      more = {{"Access-Control-Allow-Origin", *origin},
              {"Access-Control-Expose-Headers",
               "Leadlint-Ruleset, Leadlint-Fingerprint, Leadlint-Verdict"},
              {"Vary", "Origin"}};
    connection.set_more_headers(more);
    Answer answer = serve::answer(service_, validators, head, connection, route);
    std::ranges::move(more, std::back_inserter(answer.headers));
    return answer;
  }

  bool takes_host(const Connection& connection, const Head& head) const {
    if (head.host.empty()) return head.version_1_0;
    const auto name = host_without_port(head.host);
    if (!name) return false;
    if (hosts_.contains(*name) || hosts_.contains(lowered(*name))) return true;
    return any_address_ && *name == connection.local_address();
  }

  /// What is to be said of the origin that asks; nullptr: nothing.
  const std::string* origin_of(const Head& head) const {
    if (head.origin.empty()) return nullptr;
    const auto& allowed = options_.allow_origins;
    auto found = std::ranges::find(allowed, head.origin);
    if (found == allowed.end()) found = std::ranges::find(allowed, "*");
    return found == allowed.end() ? nullptr : &*found;
  }

  const Options& options_;
  Metrics& metrics_;
  const Service service_;
  Library library_;
  std::set<std::string, std::less<>> hosts_;
  bool any_address_ = false;
  std::uint16_t port_ = 0;
  int stopping_[2] = {-1, -1};

  std::mutex mutex_;
  std::condition_variable done_changed_;
  std::set<int> sockets_;  // of connections
  bool done_ = false;
  std::atomic<bool> stops_{false};
  std::atomic<std::uint64_t> refused_{0}, reloads_{0};
};

HttpServer::HttpServer(const Options& options, const Rulebook& book, Metrics& metrics)
    : impl_(std::make_unique<Impl>(options, book, metrics)) {}
HttpServer::~HttpServer() = default;

tl::expected<std::uint16_t, std::string> HttpServer::bind() { return impl_->bind(); }
void HttpServer::run() { impl_->run(); }
void HttpServer::stop() { impl_->stop(); }
void HttpServer::count_reload() noexcept { impl_->count_reload(); }

}  // namespace leadlint::serve
