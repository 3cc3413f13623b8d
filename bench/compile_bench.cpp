// What it costs to turn a rule file into a decision table: each shipped rule set, and all of them.
#include <string>

#include <benchmark/benchmark.h>

#include "check/check.h"
#include "compile/compile.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"

namespace {

std::size_t compiled_bytes(const std::string& id) {
  auto parsed = leadlint::parse::parse_ruleset(id, {});
  auto checked = leadlint::check::check_ruleset(std::move(*parsed));
  return leadlint::compile::compile(*checked)->bytes();
}

void compile_one(benchmark::State& state, const std::string& id) {
  std::size_t bytes = 0;
  for (auto _ : state) benchmark::DoNotOptimize(bytes = compiled_bytes(id));
  state.counters["table_bytes"] = static_cast<double>(bytes);
}

void compile_all(benchmark::State& state) {
  for (auto _ : state)
    for (const std::string& id : leadlint::shipped_rulesets())
      benchmark::DoNotOptimize(compiled_bytes(id));
}

}  // namespace

int main(int argc, char** argv) {
  for (const std::string& id : leadlint::shipped_rulesets())
    benchmark::RegisterBenchmark(("compile/" + id).c_str(), compile_one, id)
        ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("compile_all", compile_all)->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
