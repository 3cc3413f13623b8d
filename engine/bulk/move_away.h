// Where a new thread begins.
#pragma once

#include <thread>

namespace leadlint::bulk {

/// Lets a thread that has just been made begin on another core than the caller's. Linux may put a
/// new thread behind the one that made it and look for a better place only with its next tick;
/// until then, for some milliseconds, one core would stand idle. Afterwards the thread may run
/// wherever the caller may now. Does nothing where there is no other core, where the system says
/// no, and without glibc.
void move_away(std::thread& thread) noexcept;

}  // namespace leadlint::bulk
