// What a service pays for one payload in memory, by rule set: as JSON text and as a JSON value.
// Beside it, what a bare simdjson On-Demand pass that touches every field of the same text costs,
// which is the floor that reading sets.
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <simdjson.h>
#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "records.h"
#include "touch.h"

namespace {

using leadlint::Validator;

constexpr std::size_t payloads = 64;

Validator validator_for(const std::string& id) {
  return Validator{leadlint::load_ruleset(id).value()};
}

void check_text(benchmark::State& state, const std::string& id) {
  Validator validator = validator_for(id);
  const std::vector<std::string> texts = bench::valid_records(id, payloads);
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  bench::take_turns(state, texts,
                    [&](const std::string& text) { return validator.check(text).ok(); });
  state.counters["bytes"] = static_cast<double>(bytes) / static_cast<double>(texts.size());
}

void check_value(benchmark::State& state, const std::string& id) {
  Validator validator = validator_for(id);
  std::vector<nlohmann::json> values;
  for (const std::string& text : bench::valid_records(id, payloads))
    values.push_back(nlohmann::json::parse(text));
  bench::take_turns(state, values,
                    [&](const nlohmann::json& value) { return validator.check(value).ok(); });
}

void bare_pass(benchmark::State& state, const std::string& id) {
  std::vector<simdjson::padded_string> texts;
  for (const std::string& text : bench::valid_records(id, payloads)) texts.emplace_back(text);
  bench::pass_over(state, texts);
}

}  // namespace

int main(int argc, char** argv) {
  for (const std::string& id : leadlint::shipped_rulesets()) {
    benchmark::RegisterBenchmark(("simdjson_pass/" + id).c_str(), bare_pass, id);
    benchmark::RegisterBenchmark(("check_text/" + id).c_str(), check_text, id);
    benchmark::RegisterBenchmark(("check_value/" + id).c_str(), check_value, id);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
