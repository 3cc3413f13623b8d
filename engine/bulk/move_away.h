// Where a new thread begins.
#pragma once

#include <thread>

namespace leadlint::bulk {

/// Lets a thread that has just been made begin on another core than the caller's, and then leaves it to the
/// system again. Linux may put a new thread behind the one that made it and look for a better place only
/// with its next tick; until then, for some milliseconds, one core would stand idle. Does nothing where
/// there is no other core, where the system says no, and on other systems than Linux.
void move_away(std::thread& thread) noexcept;

}  // namespace leadlint::bulk
