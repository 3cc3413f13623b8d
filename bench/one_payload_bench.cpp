// What a service pays for one payload in memory, by rule set: as JSON text (in C++ and through the
// C interface), as a JSON value, as one of a batch that is fed; and for the words of one that is
// bad. Beside it, what a bare simdjson On-Demand pass that touches every field of the same text
// costs, which is the floor that reading sets.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <simdjson.h>
#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "leadlint_c.h"
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

leadlint_text c_text(const std::string& text) { return {text.data(), text.size()}; }

void check_text_in_c(benchmark::State& state, const std::string& id) {
  leadlint_ruleset* const rules = leadlint_ruleset_load(c_text(id), nullptr, nullptr);
  leadlint_validator* const validator = leadlint_validator_new(rules);
  leadlint_ruleset_free(rules);
  bench::take_turns(state, bench::valid_records(id, payloads), [&](const std::string& text) {
    return leadlint_check(validator, c_text(text), nullptr) == LEADLINT_VALID;
  });
  leadlint_validator_free(validator);
}

/// The time of one of 64 that are fed together.
void feed_texts(benchmark::State& state, const std::string& id) {
  struct Silent final : leadlint::BulkSink {
    bool record(const leadlint::BulkRecord&) override { return true; }
  } sink;
  leadlint::BulkChecker checker{leadlint::load_ruleset(id).value()};
  leadlint::BulkFeed feed = checker.open(sink).value();
  const std::vector<std::string> texts = bench::valid_records(id, payloads);
  while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(texts.size())))
    benchmark::DoNotOptimize(feed.feed(texts));
}

/// A value of no list in each of them, and all that is said of it.
void word_findings(benchmark::State& state, const std::string& id) {
  Validator validator = validator_for(id);
  std::vector<std::string> texts = bench::valid_records(id, payloads);
  for (std::string& text : texts) text.insert(text.rfind('}'), R"(,"a member of no rule":[])");
  bench::take_turns(state, texts, [&](const std::string& text) {
    std::size_t size = 0;
    for (const leadlint::Finding& finding : validator.check(text).findings())
      size += finding.message().size();
    return size;
  });
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
    benchmark::RegisterBenchmark(("check_text_in_c/" + id).c_str(), check_text_in_c, id);
    benchmark::RegisterBenchmark(("check_value/" + id).c_str(), check_value, id);
    benchmark::RegisterBenchmark(("feed_texts/" + id).c_str(), feed_texts, id);
    benchmark::RegisterBenchmark(("word_findings/" + id).c_str(), word_findings, id);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
