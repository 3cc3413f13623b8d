// The whole way of one input: read (or take what is brought: feed.h), judge, deliver. On the
// caller's thread alone, or with threads
// that each read a batch (one at a time), judge it, and leave it for the caller's thread to deliver
// in order:
//
//   thread 1   read 1 | judge 1       | read 3 | judge 3 ...
//   thread 2          | read 2 | judge 2       | read 4 | judge 4 ...
//   caller                     | deliver 1 | deliver 2 | ...
//
// A batch stays with the thread that read it, so its bytes are in that core's cache when they are
// judged. Findings are put into words where they are delivered, by judging their record again: so
// what waits to be delivered is small however many findings there are.
//
// Where no key may repeat, threads gather the keys of their batches, and the caller's thread asks
// for them in order before it delivers: a batch with a repeat is judged once more there, in order.
// (On one thread alone all is in order.) Tests: tests/bulk_agreement_test.cpp, tests/bulk_test.cpp,
// tests/bulk_unique_test.cpp.
#pragma once

#include <cstdint>
#include <string>

#include <tl/expected.hpp>

#include "bulk/batch_judge.h"
#include "bulk/batch_reader.h"
#include "bulk/delivery.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

/// What the way of an input works with. All outlive it.
struct Job {
  const Ruleset& ruleset;
  const BulkOptions& options;
  const Context& context;
  Delivery& delivery;
  std::uint64_t max_unique_records = leadlint::max_unique_records;
};

/// So many batches are at most read and not yet delivered by so many threads: enough that hardly
/// one waits when another is held up, and few enough that what is counted of them takes little.
[[nodiscard]] constexpr std::size_t blocks_in_the_works(std::size_t threads) noexcept {
  return 2 * threads + 12;
}

/// After the last batch was delivered: tells what is told of the input as a whole, unless the sink
/// has had enough.
[[nodiscard]] BulkEnd end_of(const Job& job);

/// Judges batch after batch of an input, and delivers each at once.
class InTurn {
 public:
  /// `hook` may be nullptr.
  InTurn(const Job& job, RecordHook* hook);

  /// False: the sink has had enough. The error is that of a limit.
  [[nodiscard]] tl::expected<bool, std::string> take(Batch& batch);

 private:
  Delivery& delivery_;
  BatchJudge judge_;
  Repeats repeats_;
  bool mends_;
  BatchVerdict verdict_;
};

/// On this thread alone. `hook` may be nullptr. The error is the reader's, or that of a limit.
[[nodiscard]] tl::expected<BulkEnd, std::string> run_alone(const Job& job, BatchReader& reader,
                                                           RecordHook* hook);
/// With `options.threads` threads that judge, or as many as the system gives. This one is among
/// them, unless `reads_may_wait`.
[[nodiscard]] tl::expected<BulkEnd, std::string> run_threads(const Job& job, BatchReader& reader,
                                                             bool reads_may_wait);

}  // namespace leadlint::bulk
