#include "serve/service.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>

#include <fmt/format.h>

#include "serve/http_server.h"
#include "serve/rulebook.h"

namespace leadlint::serve {
namespace {

constexpr int look_at_files_every = 1000;  // milliseconds

/// A pipe that signals and the threads of stores write a byte to: 'r' read all again, 's' stop,
/// 'c' something changed.
int bell[2] = {-1, -1};

void ring(char what) noexcept {
  const int error = errno;
  static_cast<void>(!::write(bell[1], &what, 1));
  errno = error;
}

void on_signal(int signal) { ring(signal == SIGHUP ? 'r' : 's'); }

sigset_t our_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGHUP, SIGTERM, SIGINT}) sigaddset(&set, signal);
  return set;
}

void watch_signals() {
  for (const int signal : {SIGHUP, SIGTERM, SIGINT}) {
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
  }
}

/// The next byte of the bell; 'c' too where none came for a while.
char next() {
  pollfd wait{bell[0], POLLIN, 0};
  char what = 'c';
  if (poll(&wait, 1, look_at_files_every) > 0 && ::read(bell[0], &what, 1) != 1) what = 'c';
  return what;
}

}  // namespace

std::string serve(const Options& options, const Words& words) {
  if (::pipe2(bell, O_CLOEXEC | O_NONBLOCK) != 0) return "the system has no files left";
  // Threads leave signals to this one.
  const sigset_t signals = our_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto book = Rulebook::open(options.rules, {[] { ring('c'); }, words.tell});
  if (!book) return book.error();
  Metrics metrics;
  HttpServer server(options, **book, metrics);
  const auto port = server.bind();
  if (!port) return port.error();
  std::thread listener([&] { server.run(); });
  watch_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  const bool is_ipv6 = options.address.find(':') != std::string::npos;
  words.listens(fmt::format("http://{}{}{}:{}", is_ipv6 ? "[" : "", options.address,
                            is_ipv6 ? "]" : "", *port));
  for (char what = next(); what != 's'; what = next()) {
    if (what == 'r') {
      (*book)->reload();
      server.count_reload();
    } else {
      (*book)->refresh();
    }
  }
  words.tell("stopping");
  server.stop();
  listener.join();
  words.tell("stopped");
  return {};
}

}  // namespace leadlint::serve
