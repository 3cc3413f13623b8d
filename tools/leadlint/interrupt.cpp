// Catches signals and sets the flag that runs look at.
#include "interrupt.h"

#include <csignal>

namespace leadlint::command {
namespace {

// `stop` also ends a run for other reasons.
std::atomic<bool> stop{false}, signalled{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

void set(int) {
  signalled.store(true);
  stop.store(true);
}

}  // namespace

std::atomic<bool>& watch_for_interrupts() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = set;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(signal, &action, nullptr);
  }
  return stop;
}

bool interrupted() noexcept { return signalled.load(); }

}  // namespace leadlint::command
