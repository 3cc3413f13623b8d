// Rules over the items of a list: an order of twenty lines, checked by rules that add up its lines,
// count some and look for others among them, with and without the stored record beside it; and a
// bare simdjson On-Demand pass that touches every field of the same text.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <simdjson.h>

#include "leadlint/leadlint.h"
#include "records.h"
#include "touch.h"

namespace {

constexpr std::size_t lines = 20, orders = 64;

/// Orders that their rules take: lines whose sum is the net price.
std::vector<std::string> valid_orders() {
  std::vector<std::string> all;
  for (std::size_t order = 0; order < orders; ++order) {
    std::string items;
    std::size_t cents = 0;
    for (std::size_t line = 0; line < lines; ++line) {
      const std::size_t quantity = 1 + (order + line) % 7, price = 199 + 100 * line + order;
      cents += quantity * price;
      items += fmt::format(
          R"({}{{"sku": "AB{:04}", "kind": "{}", "quantity": {}, "price": {}.{:02}{}}})",
          line == 0 ? "" : ", ", line, line % 3 == 0 ? "service" : "goods", quantity, price / 100,
          price % 100, line == order % lines ? R"(, "primary": true)" : "");
    }
    const std::size_t tax = cents / 5;
    all.push_back(fmt::format(
        R"({{"state": "WON", "net": {}.{:02}, "tax": {}.{:02}, "total": {}.{:02}, "lines": [{}]}})",
        cents / 100, cents % 100, tax / 100, tax % 100, (cents + tax) / 100, (cents + tax) % 100,
        items));
  }
  return all;
}

void check(benchmark::State& state, bool with_current) {
  const auto rules = leadlint::load_ruleset(LEADLINT_SOURCE_DIR "/bench/orders.yaml");
  if (!rules) return state.SkipWithError(rules.error().owned().front().message.c_str());
  leadlint::Validator validator{*rules};
  leadlint::Context context;
  if (with_current)
    context.current = R"({"state": "OPEN", "net": 1.00, "tax": 0.20, "total": 1.20})";
  const std::vector<std::string> texts = valid_orders();
  for (const std::string& text : texts)
    if (!validator.check(text, context).ok())
      return state.SkipWithError(
          validator.check(text, context).findings().owned()[0].message.c_str());
  bench::take_turns(state, texts,
                    [&](const std::string& text) { return validator.check(text, context).ok(); });
}

void bare_pass(benchmark::State& state) {
  std::vector<simdjson::padded_string> texts;
  for (const std::string& text : valid_orders()) texts.emplace_back(text);
  bench::pass_over(state, texts);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::RegisterBenchmark("simdjson_pass", bare_pass);
  benchmark::RegisterBenchmark("check", check, false);
  benchmark::RegisterBenchmark("check_with_current", check, true);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
