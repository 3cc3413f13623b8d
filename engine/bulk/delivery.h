// Judged batches, in the order of the input, to the sink: findings get their words and their place
// in the input here, and counts add up.
#pragma once

#include <cstdint>

#include "bulk/batch.h"
#include "bulk/batch_judge.h"
#include "bulk/told_once.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

/// What all runs of a checker add to.
struct Gathered {
  std::uint64_t details_left = 0;
  Tally tally;
  validate::Silenced silenced;
};

/// Delivers one input. All on one thread.
class Delivery final : public FailureSink {
 public:
  Delivery(const BulkOptions& options, BulkSink& sink, Gathered& gathered);

  // For each batch: `begin`, then its failed records in their order, then `end`.
  void begin(const Batch& batch);
  void failed(const validate::Judge& judge, const Failed& failed, std::string_view text) override;
  void changes(const BulkChange& change) override;
  /// Findings on the context of the input, to be told before its first batch.
  void about(const OwnedFindings& findings);
  /// Counts findings that are not told.
  void cut(std::uint64_t findings) noexcept { counts_.cut += findings; }
  void end(const BatchVerdict& verdict);
  /// Behind the last batch: what is told of the input as a whole.
  void finish();

  /// Are there findings that may still be told? Once there are none, there never will be.
  [[nodiscard]] bool wants_details() const noexcept { return gathered_.details_left != 0; }
  /// The sink has had enough.
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }
  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
  [[nodiscard]] const FixCounts& fixes() const noexcept { return fixes_; }
  /// Of the batches that are done with.
  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }

 private:
  [[nodiscard]] std::size_t max_details() const noexcept;
  [[nodiscard]] OwnedFinding no_record() const;
  /// What the sink is told of a record, beside its findings.
  struct Told {
    std::uint64_t number = 0;
    Verdict verdict = Verdict::valid;
    std::string_view text = {}, around = {};
    std::uint64_t around_offset = 0;
  };
  void tell(OwnedFindings findings, const Told& record);
  void deliver_notes();
  /// Counts it; is it to be told?
  [[nodiscard]] bool count_note(const OwnedFinding& note, std::size_t told, Verdict& verdict);
  /// Counts findings that no judge made, and picks those to tell.
  [[nodiscard]] OwnedFindings pick(const OwnedFindings& notes, Verdict& verdict);
  void deliver_runs(const BatchVerdict& verdict);
  void deliver_fixed();
  void pass_batch(std::uint64_t lines);

  const BulkOptions& options_;
  BulkSink& sink_;
  Gathered& gathered_;
  Counts counts_;
  FixCounts fixes_;
  TextLocation next_;          // where the next batch starts
  std::uint64_t records_ = 0;  // before the batch
  ToldOnce told_once_;
  PathsFound found_;
  bool stopped_ = false;
  // Of an input with fixes, of which places are told:
  std::uint64_t shift_ = 0;  // bytes that it has more than the input (or less, modulo 2^64)
  // of the batch at hand
  const Batch* batch_ = nullptr;
  std::uint64_t offset_ = 0;
  TextLocation start_;      // of the batch
  TextLocation at_;         // of the last record that was told of
  std::size_t passed_ = 0;  // bytes of the batch before it
};

}  // namespace leadlint::bulk
