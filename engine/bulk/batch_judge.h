// A batch to what became of its records. Each thread has one; batches may be judged in any order,
// because what becomes of a record does not depend on those before (but where keys are not to
// repeat: see `InOrder`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "bulk/batch.h"
#include "bulk/oddities.h"
#include "bulk/record_fixer.h"
#include "bulk/tally.h"
#include "bulk/unique.h"
#include "leadlint/bulk.h"
#include "read/csv_record.h"
#include "read/csv_rows.h"
#include "validate/judge.h"

namespace leadlint::bulk {

/// A record with findings to tell.
struct Failed {
  ByteRange span;           // without its line end
  std::uint32_t index = 0;  // in its batch, from 0
  std::uint32_t shown = 0;  // its findings at or over the least severity that is told
};

/// Records next to each other that share a verdict.
struct Run {
  ByteRange span;  // with their line ends
  Verdict verdict = Verdict::valid;
  std::uint64_t records = 0;
};

/// What became of a batch's records, in numbers.
struct BatchVerdict {
  Counts counts;
  std::uint64_t lines = 0;  // of a batch that is not placed
  std::vector<Run> runs;    // where BulkOptions::bytes or verdicts is set
  Tally tally;              // where BulkOptions::summary is set
  Oddities oddities;
  FixCounts fixes;
  validate::Silenced silenced;  // of this batch, and of those that the thread judged before
  // where BulkOptions::unique is set
  PathsFound found;
  std::vector<RecordKey> keys;  // of a batch that was not judged in order

  void clear() noexcept;
};

/// The line break that an editor or `echo` puts behind a form text is not part of its last value.
[[nodiscard]] std::string_view without_line_end(std::string_view text);

/// Is told of failed records while the judge still knows all about them.
class FailureSink {
 public:
  virtual ~FailureSink() = default;
  /// `text`: that of the batch, as far as its records were judged.
  virtual void failed(const validate::Judge& judge, const Failed& failed,
                      std::string_view text) = 0;
  /// Only of batches that are judged in order.
  virtual void changes(const BulkChange&) {}
};

/// Stands beside the judging of every record, for what a record says of the next one: the records
/// of a lead in their order, a snapshot of what the other side holds. Only without threads.
class RecordHook : public validate::JudgeHook {
 public:
  /// After the record was judged and told of. (`before` comes with JudgeHook.) What it changes,
  /// where that is asked for, lasts until the next call.
  [[nodiscard]] virtual std::optional<BulkChange> after(const validate::Judge& judge) = 0;
  /// Of a record that cannot be read, and that no judge has seen.
  [[nodiscard]] virtual std::optional<BulkChange> after_unread() = 0;
  /// On trial, a record may be asked for several times, as it is and as it would be mended: that
  /// which comes last before `after` is the one that counts.
  virtual void set_trial(bool on) = 0;
};

class BatchJudge : private validate::JudgeHook {
 public:
  BatchJudge(const Ruleset& ruleset, const BulkOptions& options, const Context& context);

  void set_hook(RecordHook* hook);
  /// Judges all records of a batch, which are mended first where `BulkOptions::fix` is set. Not in
  /// order, no record is a repeat, and `out.keys` are to be asked for.
  void judge(Batch& batch, BatchVerdict& out, FailureSink& failures, const InOrder& order);
  /// Judges one record again, for its words.
  [[nodiscard]] const validate::Judge& judge_again(const Batch& batch, const Failed& failed,
                                                   const InOrder& order);

 private:
  void before(validate::Judge& judge) override;
  void look_for_repeat(read::Record& record);
  void allow_marks(const Batch& batch);
  void judge_records(const Batch& batch);
  void judge_lines(std::string_view text);
  void judge_elements(const Batch& batch);
  void judge_texts(const Batch& batch);
  void judge_rows(const Batch& batch);
  void begin_rows(const Batch& batch, std::string_view text, std::size_t start);
  [[nodiscard]] bool judge_row(const read::CsvRow& row);
  [[nodiscard]] bool judge_row_again(const Batch& batch, std::size_t first);
  [[nodiscard]] bool judge_part(std::string_view text, ByteRange part);
  [[nodiscard]] bool judge_whole(std::string_view text);
  void judged(bool clean, ByteRange record, std::size_t next);
  void tell_change(std::optional<BulkChange> change);
  void failed(const validate::Judge& judge, ByteRange record, std::size_t next);
  void prepare(validate::Judge& judge) const;
  void note_doubled_backslashes(const validate::Judge& judge, const Failed& failed);
  [[nodiscard]] std::uint64_t judged_so_far() const noexcept {
    return clean_ + out_->counts.records;
  }
  void end_run(std::size_t at) { end_run(at, judged_so_far(), Verdict::valid); }
  void end_run(std::size_t at, std::uint64_t records, Verdict verdict);

  // fix_batch.cpp
  [[nodiscard]] const validate::Judge& mend(ByteRange record);
  [[nodiscard]] const validate::Judge* judge_instead(std::string_view text);
  void put(ByteRange record, const std::string& text);
  void tell_failed(const validate::Judge& judge, const Failed& failed, std::size_t end);
  void end_fixes();
  /// Where a place of the batch's text is in its text with fixes.
  [[nodiscard]] std::size_t moved(std::size_t at) const noexcept {
    return batch_->changes.empty() ? at : at - copied_ + batch_->fixed.size();
  }

  BulkOptions options_;
  const Context& context_;
  validate::Judge judge_;
  RecordHook* hook_ = nullptr;
  std::optional<RecordKeys> keys_;
  InOrder order_;
  std::optional<std::uint32_t> again_;  // the record of the batch that is judged again
  // csv
  std::shared_ptr<const read::CsvColumns> columns_;  // of the input that `row_reader_` reads
  std::optional<read::CsvReader> row_reader_;
  read::CsvRows rows_;
  // where BulkOptions::fix is set
  std::optional<RecordFixer> fixer_;
  std::unique_ptr<validate::Judge> again_judge_;  // of records that are judged anew
  std::optional<read::CsvReader> again_reader_;
  std::optional<read::CsvRows> again_rows_;
  bool read_again_ = false;      // the record at hand was
  std::optional<TextHash> key_;  // of the record at hand
  std::size_t copied_ = 0;       // bytes of the batch that its text with fixes has
  // of the batch at hand
  Batch* batch_ = nullptr;
  BatchVerdict* out_ = nullptr;
  FailureSink* failures_ = nullptr;
  bool single_ = false;
  bool apart_ = false;             // nothing stands between its records, or what is of none
  std::size_t run_first_ = 0;      // of the records whose verdict is not yet on the list
  std::uint64_t run_records_ = 0;  // those that have theirs there
  std::uint64_t clean_ = 0;        // records that there is nothing to say about
};

}  // namespace leadlint::bulk
