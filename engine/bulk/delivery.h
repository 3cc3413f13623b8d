// Judged blocks, in the order of the input, to the sink: findings get their words and their place in the
// input here, and counts add up.
#pragma once

#include <cstdint>

#include "bulk/block.h"
#include "bulk/block_judge.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

/// What all runs of a checker add to.
struct Gathered {
  std::uint64_t details_left = 0;
  Tally tally;
};

/// Delivers one input. All on one thread.
class Delivery final : public FailureSink {
 public:
  Delivery(const BulkOptions& options, BulkSink& sink, Gathered& gathered);

  // For each block: `begin`, then its failed records in their order, then `end`.
  void begin(const Block& block);
  void failed(const validate::Judge& judge, const Failed& failed) override;
  /// Counts the findings of a failed record that is not told of.
  void cut(const Failed& failed) noexcept { counts_.cut += failed.shown; }
  void end(const Block& block, const BlockVerdict& verdict);

  /// Are there findings that may still be told? Once there are none, there never will be.
  [[nodiscard]] bool wants_details() const noexcept { return gathered_.details_left != 0; }
  /// The sink has had enough.
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }
  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }

 private:
  void tell(Findings findings, const BulkRecord& record);
  void deliver_notes(const Block& block);
  void deliver_bytes(const Block& block, const BlockVerdict& verdict);

  const BulkOptions& options_;
  BulkSink& sink_;
  Gathered& gathered_;
  Counts counts_;
  TextPlace next_;             // where the next block starts
  std::uint64_t records_ = 0;  // before the block
  Verdict last_ = Verdict::valid;
  bool stopped_ = false;
  // of the block at hand
  const Block* block_ = nullptr;
  TextPlace at_;            // of the last record that was told of
  std::size_t passed_ = 0;  // bytes of the block before it
};

}  // namespace leadlint::bulk
