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

namespace {

using leadlint::Validator;
namespace ondemand = simdjson::ondemand;

constexpr std::size_t payloads = 64;

Validator validator_for(const std::string& id) {
  return Validator{leadlint::load_ruleset(id).value()};
}

/// Judges one payload after another; what is reported is the time of one.
template <class Payload, class Judge>
void take_turns(benchmark::State& state, const std::vector<Payload>& all, Judge judge) {
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(judge(all[at]));
    at = at + 1 == all.size() ? 0 : at + 1;
  }
}

void check_text(benchmark::State& state, const std::string& id) {
  Validator validator = validator_for(id);
  const std::vector<std::string> texts = bench::valid_records(id, payloads);
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  take_turns(state, texts, [&](const std::string& text) { return validator.check(text).ok(); });
  state.counters["bytes"] = static_cast<double>(bytes) / static_cast<double>(texts.size());
}

void check_value(benchmark::State& state, const std::string& id) {
  Validator validator = validator_for(id);
  std::vector<nlohmann::json> values;
  for (const std::string& text : bench::valid_records(id, payloads))
    values.push_back(nlohmann::json::parse(text));
  take_turns(state, values,
             [&](const nlohmann::json& value) { return validator.check(value).ok(); });
}

// ------------------------------------------------------------------------------ the bare pass

std::uint64_t touch(ondemand::value value);

template <class Object>
std::uint64_t touch_members(Object&& object) {
  std::uint64_t sum = 0;
  for (auto field : object) {
    sum += field.unescaped_key().value_unsafe().size();
    sum += touch(field.value().value_unsafe());
  }
  return sum;
}

template <class Array>
std::uint64_t touch_items(Array&& array) {
  std::uint64_t sum = 0;
  for (auto item : array) sum += touch(item.value_unsafe());
  return sum;
}

std::uint64_t touch(ondemand::value value) {
  using ondemand::json_type;
  switch (value.type().value_unsafe()) {
    case json_type::string:
      return value.get_string().value_unsafe().size();
    case json_type::number:
      return static_cast<std::uint64_t>(value.get_double().value_unsafe());
    case json_type::boolean:
      return value.get_bool().value_unsafe() ? 2 : 1;
    case json_type::object:
      return touch_members(value.get_object());
    case json_type::array:
      return touch_items(value.get_array());
    case json_type::null:
      break;
  }
  return 0;
}

void bare_pass(benchmark::State& state, const std::string& id) {
  std::vector<simdjson::padded_string> texts;
  for (const std::string& text : bench::valid_records(id, payloads)) texts.emplace_back(text);
  ondemand::parser parser;
  take_turns(state, texts, [&](const simdjson::padded_string& text) {
    auto document = parser.iterate(text);
    return document.type().value_unsafe() == ondemand::json_type::array
               ? touch_items(document.get_array())
               : touch_members(document.get_object());
  });
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
