// First figures: what it costs to compile each shipped rule set, to check one payload in memory
// through both inputs, and to check a buffer of JSON Lines; beside a bare simdjson On-Demand pass
// that touches every field of the same text, which is the floor that reading sets.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <nlohmann/json.hpp>

#include "check/check.h"
#include "compile/compile.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"

namespace {

using namespace leadlint;

/// Valid updates of the size that partners' systems send (the first is about 250 bytes).
const std::map<std::string, std::string>& payloads() {
  static const std::map<std::string, std::string> all{
      {"renovationfind/update_status",
       R"({"status":"LEAD_WON","jobAmount":18250.5,"estimatedProjectStartDate":"2026-03-02",)"
       R"("estimatedCompletionDate":"2026-05-29","reason":"The homeowner signed on Tuesday. We start )"
       R"(with the roof, then the two bathrooms on the upper floor; permits are in."})"},
      {"caring/lead_status",
       R"({"lead_id":"10482231","status":"valid_lead","sub_status":"timeframe_30",)"
       R"("tour_time":"13:00 12/05/2026","notes":"Spoke with the daughter. They want to move within )"
       R"(the month and will visit on Saturday with the whole family."})"},
  };
  return all;
}

Validator validator_for(const std::string& id) {
  auto rules = load_ruleset(id);
  if (!rules) {
    fmt::print(stderr, "{} does not load\n", id);
    std::exit(2);
  }
  return Validator{*rules};
}

// ------------------------------------------------------------------------------ the bare pass

std::uint64_t touch(simdjson::ondemand::value value) {
  using simdjson::ondemand::json_type;
  switch (value.type().value_unsafe()) {
    case json_type::string:
      return value.get_string().value_unsafe().size();
    case json_type::number:
      return static_cast<std::uint64_t>(value.get_double().value_unsafe());
    case json_type::boolean:
      return value.get_bool().value_unsafe() ? 2 : 1;
    case json_type::object: {
      std::uint64_t sum = 0;
      for (auto field : value.get_object()) {
        sum += field.unescaped_key().value_unsafe().size();
        sum += touch(field.value().value_unsafe());
      }
      return sum;
    }
    case json_type::array: {
      std::uint64_t sum = 0;
      for (auto item : value.get_array()) sum += touch(item.value_unsafe());
      return sum;
    }
    case json_type::null:
      break;
  }
  return 0;
}

std::uint64_t touch_document(simdjson::ondemand::parser& parser,
                             const simdjson::padded_string& text) {
  std::uint64_t sum = 0;
  auto document = parser.iterate(text);
  for (auto field : document.get_object()) {
    sum += field.unescaped_key().value_unsafe().size();
    sum += touch(field.value().value_unsafe());
  }
  return sum;
}

void bare_pass(benchmark::State& state, const std::string& id) {
  const simdjson::padded_string text{payloads().at(id)};
  simdjson::ondemand::parser parser;
  for (auto _ : state) benchmark::DoNotOptimize(touch_document(parser, text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

// ------------------------------------------------------------------------------- one payload

void check_text(benchmark::State& state, const std::string& id) {
  const std::string text = payloads().at(id);
  Validator validator = validator_for(id);
  if (validator.check(text).verdict() != Verdict::valid) state.SkipWithError("not a valid payload");
  for (auto _ : state) benchmark::DoNotOptimize(validator.check(text).ok());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void check_value(benchmark::State& state, const std::string& id) {
  const nlohmann::json value = nlohmann::json::parse(payloads().at(id));
  Validator validator = validator_for(id);
  if (validator.check(value).verdict() != Verdict::valid)
    state.SkipWithError("not a valid payload");
  for (auto _ : state) benchmark::DoNotOptimize(validator.check(value).ok());
}

// -------------------------------------------------------------------------- a buffer of lines

void check_lines(benchmark::State& state, const std::string& id) {
  constexpr int lines = 4000;
  std::string buffer;
  for (int i = 0; i < lines; ++i) buffer += payloads().at(id) + "\n";
  Validator validator = validator_for(id);
  for (auto _ : state) {
    std::size_t valid = 0;
    for (std::size_t at = 0; at < buffer.size();) {
      const std::size_t end = buffer.find('\n', at);
      valid += validator.check(std::string_view{buffer}.substr(at, end - at)).ok() ? 1 : 0;
      at = end + 1;
    }
    benchmark::DoNotOptimize(valid);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(buffer.size()));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * lines);
}

// ------------------------------------------------------------------------------ compile time

void compile_ruleset(benchmark::State& state, const std::string& id) {
  for (auto _ : state) {
    auto parsed = parse::parse_ruleset(id, {});
    auto checked = check::check_ruleset(std::move(*parsed));
    auto table = compile::compile(*checked);
    benchmark::DoNotOptimize(table->rows.data());
  }
  const auto rules = load_ruleset(id);
  state.counters["table_bytes"] = static_cast<double>(rules->table().bytes());
}

}  // namespace

int main(int argc, char** argv) {
  for (const auto& [id, text] : payloads()) {
    const auto name = [&id = id](std::string_view what) { return fmt::format("{}/{}", what, id); };
    benchmark::RegisterBenchmark(name("simdjson_pass").c_str(), bare_pass, id);
    benchmark::RegisterBenchmark(name("check_text").c_str(), check_text, id);
    benchmark::RegisterBenchmark(name("check_value").c_str(), check_value, id);
    benchmark::RegisterBenchmark(name("check_lines").c_str(), check_lines, id);
  }
  for (const std::string& id : shipped_rulesets())
    benchmark::RegisterBenchmark(("compile/" + id).c_str(), compile_ruleset, id)
        ->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
