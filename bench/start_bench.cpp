// What a process pays from its start to its first verdict (start/first_verdict.cpp), beside one
// that does nothing.
#include <spawn.h>
#include <sys/wait.h>

#include <benchmark/benchmark.h>

extern char** environ;

namespace {

void run(benchmark::State& state, const char* program) {
  char* const words[] = {const_cast<char*>(program), nullptr};
  for (auto _ : state) {
    pid_t child = 0;
    int status = -1;
    if (posix_spawnp(&child, program, nullptr, nullptr, words, environ) != 0 ||
        waitpid(child, &status, 0) != child || status != 0)
      return state.SkipWithError("it does not run");
  }
}

}  // namespace

BENCHMARK_CAPTURE(run, true, "true")->UseRealTime();
BENCHMARK_CAPTURE(run, first_verdict, LEADLINT_FIRST_VERDICT)->UseRealTime();
BENCHMARK_MAIN();
