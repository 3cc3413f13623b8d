// A file of records through the bulk checker, from memory: by format, by share of invalid records,
// by size of a record, by number of rules for other statuses, by threads.
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "leadlint/bulk.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "records.h"

namespace {

using corpus::Layout;
using leadlint::BulkFormat;
using leadlint::BulkOptions;

const std::string usual_rules = "renovationfind/update_status";
constexpr std::size_t records = 100'000;
constexpr std::size_t usual_bytes = 230;

struct CountOnly final : leadlint::BulkSink {
  bool record(const leadlint::BulkRecord&) override { return true; }
};

void check(benchmark::State& state, const leadlint::Ruleset& rules, const std::string& text,
           BulkOptions options) {
  options.max_details = 0;
  leadlint::BulkChecker checker{rules, options};
  CountOnly sink;
  for (auto _ : state) {
    std::size_t at = 0;
    const auto read = [&](std::span<char> room) -> tl::expected<std::size_t, std::string> {
      const std::size_t size = std::min(room.size(), text.size() - at);
      std::memcpy(room.data(), text.data() + at, size);
      at += size;
      return size;
    };
    checker.set_reads_may_wait(false);
    if (!checker.run(read, sink)) state.SkipWithError("the run failed");
  }
  if (checker.counts().records != records) state.SkipWithError("records are missing");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(records));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

/// One benchmark; its text is made when it runs, so that a filter costs nothing for the others.
void add(const std::string& name, const corpus::Request& request, const BulkOptions& options) {
  benchmark::RegisterBenchmark(name.c_str(),
                               [=](benchmark::State& state) {
                                 const auto rules = leadlint::load_ruleset(request.ruleset);
                                 check(state, rules.value(), bench::corpus_text(request), options);
                               })
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
}

corpus::Request usual() {
  return {.ruleset = usual_rules, .records = records, .bytes = usual_bytes};
}

// ------------------------------------------------------------------------------------- more rules

/// The usual rules and `times` as many rules for statuses that no record has.
std::string with_more_rules(std::size_t times) {
  const auto model = leadlint::parse::parse_ruleset(usual_rules, {});
  std::string values, rules;
  const auto& fields = model->root.main.fields->fields;
  for (const leadlint::model::Field& field : fields)
    if (field.name == model->status->steps[0].name)
      for (const leadlint::model::Scalar& value : field.main.values->is)
        values += std::get<std::string>(value.value) + ", ";
  const std::size_t count = times * model->root.main.fields->rules.size();
  for (std::size_t i = 0; i < count; ++i) {
    values += fmt::format("LATER_STAGE_{}, ", i);
    rules +=
        fmt::format("  - {{id: later-{0}, when: status == LATER_STAGE_{0}, require: reason}}\n", i);
  }
  return fmt::format(
      "leadlint: 1\nruleset: bench/more\ntitle: \"More rules\"\nextends: {}\nfields:\n"
      "  status: {{values: [{}]}}\n{}{}",
      usual_rules, values, count > 0 ? "rules:\n" : "", rules);
}

void add_rules(std::size_t times) {
  const auto run = [times](benchmark::State& state) {
    const auto file = std::filesystem::temp_directory_path() / "leadlint_bench_more.yaml";
    std::ofstream(file) << with_more_rules(times);
    const auto rules = leadlint::load_ruleset(file.string());
    std::filesystem::remove(file);
    check(state, rules.value(), bench::corpus_text(usual()), {});
  };
  benchmark::RegisterBenchmark(fmt::format("rules/{}x", times + 1).c_str(), run)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
}

}  // namespace

int main(int argc, char** argv) {
  corpus::Request rows = usual();
  rows.layout = Layout::csv;
  add("format/json_lines", usual(), {.format = BulkFormat::json_lines});
  add("format/csv", rows, {.format = BulkFormat::csv});
  for (const double share : {0.0, 0.01, 0.1, 0.5, 1.0}) {
    corpus::Request request = usual();
    request.invalid = share;
    add(fmt::format("invalid/{:g}%", share * 100), request, {});
  }
  for (const std::size_t bytes : {150U, 230U, 300U, 400U}) {
    corpus::Request request = usual();
    request.bytes = bytes;
    add(fmt::format("bytes/{}", bytes), request, {});
  }
  for (const std::size_t times : {0U, 1U, 9U}) add_rules(times);
  for (const unsigned threads : {1U, 2U, 4U})
    add(fmt::format("threads/{}", threads), usual(), {.threads = threads});
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
