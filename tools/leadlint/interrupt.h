// Ctrl-C and `kill` as a flag, so that a run ends in order and leaves no half-written file.
#pragma once

#include <atomic>

namespace leadlint::command {

/// From here on SIGINT, SIGTERM and SIGHUP set the flag; the second of them ends the program at
/// once. Signals that are ignored stay so.
[[nodiscard]] std::atomic<bool>& watch_for_interrupts();
/// Did one of them come?
[[nodiscard]] bool interrupted() noexcept;

}  // namespace leadlint::command
