// What became of requests and payloads, counted by each thread for itself and put together when
// somebody asks: the text format of Prometheus. Tests: tests/serve_test.cpp.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leadlint/finding.h"

namespace leadlint::serve {

/// Upper bounds of the buckets of answers' times, in seconds.
inline constexpr std::array<double, 15> bucket_seconds{0.00005, 0.0001, 0.00025, 0.0005, 0.001,
                                                       0.0025,  0.005,  0.01,    0.025,  0.05,
                                                       0.1,     0.25,   0.5,     1,      10};
/// Rules of one rule set that are counted by name; findings of more are those of "(others)".
inline constexpr std::size_t max_counted_rules = 10'000;

struct RulesetTally {
  std::array<std::uint64_t, 3> verdicts{};  // by Verdict
  std::map<std::pair<Code, std::string>, std::uint64_t> findings;

  void add(Verdict verdict, std::uint64_t times = 1) noexcept {
    verdicts[static_cast<std::size_t>(verdict)] += times;
  }
  void add(const Finding& finding);
};

struct RouteTally {
  std::map<int, std::uint64_t> statuses;
  std::array<std::uint64_t, bucket_seconds.size() + 1> buckets{};  // not cumulated
  double seconds = 0;
};

/// Of one thread. Others look at it only under its lock.
struct Tally {
  std::mutex mutex;
  std::map<std::string, RulesetTally, std::less<>> rulesets;
  std::map<std::string, RouteTally, std::less<>> routes;

  void count_answer(std::string_view route, int status, std::chrono::nanoseconds took);
};

/// A number with a name, a kind and words of its own.
struct Gauge {
  std::string_view name, kind, help;
  double value = 0;
};

class Metrics {
 public:
  /// For a thread; what it counted stays when it ends.
  [[nodiscard]] std::shared_ptr<Tally> open();
  [[nodiscard]] std::string text(const std::vector<Gauge>& gauges) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<Tally>> tallies_;
};

}  // namespace leadlint::serve
