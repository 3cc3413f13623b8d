// Histories of many leads: time a record and memory a lead, from 100,000 leads to 10 million.
//
//   <build folder>/bench/history_bench
//   <build folder>/bench/history_bench --benchmark_filter=10000000
//
// Each lead sends two updates, all first ones before all second ones, so that every second look
// finds its lead far away in memory. `judged` also reads and judges each record; `kept` is the
// history alone. bytes_a_lead is what the history says it takes; resident_a_lead what the process
// grew by.
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "history/leads.h"
#include "leadlint/leadlint.h"
#include "read/json_text.h"
#include "validate/evaluate.h"

namespace {

using namespace leadlint;

constexpr const char* ruleset = "renovationfind/update_status";

/// Bytes of the process that are in memory now.
double resident_bytes() {
  double pages = 0, resident = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%lf %lf", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

std::string update(std::int64_t lead, bool second) {
  return fmt::format(R"({{"lead_id":"{}","status":"LEAD_WON","jobAmount":{}.5,)"
                     R"("estimatedProjectStartDate":"2026-03-{:02}","startDateTbd":false,)"
                     R"("estimatedCompletionDate":"2026-05-29","completionDateTbd":false}})",
                     lead, 10000 + lead % 5000 + (second && lead % 100 == 0 ? 1 : 0),
                     1 + lead % 28);
}

/// One record after the other, as a bulk check judges them.
class Run {
 public:
  Run()
      : rules_(load_ruleset(ruleset, {{{"lint.unknown_fields", "ignore"}}, {}}).value()),
        evaluator_(rules_.table()),
        leads_(history::Leads::make(rules_.table(), {.key = "lead_id", .history = true}).value()) {}

  /// True: there was something to say.
  bool take(const std::string& json, bool judged) {
    const table::DecisionTable& table = rules_.table();
    reader_.read(table, table.root, json, payload_);
    const history::Stored stored = leads_.before(payload_);
    validate::ReadContext context;
    context.current = stored.current;
    found_.clear();
    if (judged && !evaluator_.quick_check(payload_, context))
      evaluator_.collect(payload_, context, found_);
    leads_.after(payload_, found_);
    return !found_.empty();
  }
  [[nodiscard]] const history::Leads& leads() const { return leads_; }

 private:
  Ruleset rules_;
  validate::Evaluator evaluator_;
  history::Leads leads_;
  read::JsonReader reader_;
  read::Record payload_;
  std::vector<validate::Raw> found_;
};

void run(benchmark::State& state, bool judged) {
  const std::int64_t leads = state.range(0);
  std::int64_t found = 0;
  for (auto _ : state) {
    const double before = resident_bytes();
    auto all = std::make_unique<Run>();
    for (const bool second : {false, true})
      for (std::int64_t lead = 0; lead < leads; ++lead)
        found += all->take(update(lead, second), judged) ? 1 : 0;
    const auto count = static_cast<double>(leads);
    state.counters["bytes_a_lead"] = static_cast<double>(all->leads().bytes()) / count;
    state.counters["resident_a_lead"] = (resident_bytes() - before) / count;
  }
  if (judged && found == 0) state.SkipWithError("no changed amount was found");
  state.SetItemsProcessed(state.iterations() * leads * 2);
}

void history_kept(benchmark::State& state) { run(state, false); }
void history_judged(benchmark::State& state) { run(state, true); }
/// What making, and reading, the same records takes without a history.
void history_none(benchmark::State& state) {
  const Ruleset rules = load_ruleset(ruleset).value();
  read::JsonReader reader;
  read::Record payload;
  for (auto _ : state)
    for (const bool second : {false, true})
      for (std::int64_t lead = 0; lead < state.range(0); ++lead)
        reader.read(rules.table(), rules.table().root, update(lead, second), payload);
  state.SetItemsProcessed(state.iterations() * state.range(0) * 2);
}

BENCHMARK(history_none)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(history_kept)
    ->RangeMultiplier(10)
    ->Range(10'000, 10'000'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(history_judged)
    ->RangeMultiplier(10)
    ->Range(10'000, 10'000'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
