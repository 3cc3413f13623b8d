// Binds a new thread to a processor that the caller does not use.
#include "bulk/move_away.h"

#ifdef __GLIBC__
#include <pthread.h>
#include <sched.h>
#endif

namespace leadlint::bulk {

#ifdef __GLIBC__
void move_away(std::thread& thread) noexcept {
  cpu_set_t all;
  const int here = sched_getcpu();
  if (here < 0 || pthread_getaffinity_np(pthread_self(), sizeof all, &all) != 0) return;
  cpu_set_t others = all;
  CPU_CLR(static_cast<unsigned>(here), &others);
  if (CPU_COUNT(&others) == 0) return;
  // A thread that has ended meanwhile stands for the caller, who may be anywhere again right after.
  if (pthread_setaffinity_np(thread.native_handle(), sizeof others, &others) != 0) return;
  pthread_setaffinity_np(thread.native_handle(), sizeof all, &all);
}
#else
void move_away(std::thread&) noexcept {}
#endif

}  // namespace leadlint::bulk
