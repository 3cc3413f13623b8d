// The way with threads. Batches are numbered as they are read; batch n lies in slot n modulo the
// number of slots from the time it is read until it has been delivered. The thread that called
// delivers, and reads and judges like the others while there is nothing to deliver: so there are no
// more threads than were asked for, and hardly one ever waits for another. Where reading may wait,
// as at a pipe, it only delivers.
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "bulk/move_away.h"
#include "bulk/pipeline.h"

namespace leadlint::bulk {
namespace {

/// While batches hold more bytes than this together, no further one is read.
constexpr std::size_t max_bytes_waiting(std::size_t threads) {
  return (std::size_t{8} << 20) + 2 * threads * block_bytes;
}
/// A batch this large is judged before another is read, so that only one thread at a time needs the
/// memory that judging it takes.
constexpr std::size_t large_block = std::size_t{1} << 20;
/// How long the thread that reads next asks whether it may, before it goes to sleep: as a rule it
/// may within a tenth of that, and being woken would take as long.
constexpr std::chrono::microseconds longest_asking{1000};

/// Remembers failed records for the thread that delivers.
class Remembered final : public FailureSink {
 public:
  /// `wanted` turns false once no more details are told.
  explicit Remembered(const std::atomic<bool>& wanted) : wanted_(&wanted) {}

  void failed(const validate::Judge&, const Failed& failed, std::string_view) override {
    if (wanted_->load(std::memory_order_relaxed))
      records.push_back(failed);
    else
      cut += failed.shown;
  }
  void clear() noexcept {
    records.clear();
    cut = 0;
  }

  std::vector<Failed> records;
  std::uint64_t cut = 0;  // findings of records that are not remembered

 private:
  const std::atomic<bool>* wanted_;
};

struct BatchSlot {
  explicit BatchSlot(const std::atomic<bool>& wanted) : failures(wanted) {}

  /// Will its text be asked for when it is delivered? `splits`: all texts are. (A key may turn out
  /// to be a repeat.)
  [[nodiscard]] bool is_quoted(bool splits) const {
    return splits || !failures.records.empty() || !batch.notes.empty() || verdict.oddities.any ||
           !verdict.keys.empty();
  }

  Batch batch;
  BatchVerdict verdict;
  Remembered failures;
  bool judged = false;
};

/// What a thread has for itself.
struct Worker {
  explicit Worker(const Job& job) : judge(job.ruleset, job.options, job.context) {}

  BatchJudge judge;
  /// Memory for the next batch's bytes: the last one's, where they are not to be quoted, since that
  /// is in this core's cache and in no other's.
  Buffer buffer;
};

class WorkerPool {
 public:
  WorkerPool(const Job& job, BatchReader& reader, bool only_delivers)
      : job_(job),
        reader_(reader),
        only_delivers_(only_delivers),
        wants_details_(job.delivery.wants_details()),
        repeats_(job.max_unique_records) {
    slots_.reserve(blocks_in_the_works(job.options.threads));
    for (std::size_t i = 0; i < slots_.capacity(); ++i)
      slots_.push_back(std::make_unique<BatchSlot>(wants_details_));
  }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool() {
    end();
    for (std::thread& thread : threads_) thread.join();
  }

  tl::expected<BulkEnd, std::string> run() {
    start_threads();
    for (;;) {
      const Turn turn = next_turn();
      if (turn.over) break;
      if (turn.judged == nullptr) {
        judge_next(worker());
        continue;
      }
      deliver(*turn.judged);
      free(*turn.judged);
      if (repeats_.is_full()) return tl::unexpected(repeats_.full_message());
      if (job_.delivery.stopped()) return BulkEnd::cancelled;
    }
    if (failure_) std::rethrow_exception(failure_);
    if (error_) return tl::unexpected(std::move(*error_));
    return reader_.stopped() ? BulkEnd::cancelled : end_of(job_);
  }

 private:
  // ------------------------------------------------------------------------------ on every thread

  void work() {
    try {
      Worker worker(job_);
      while (wait_for_room()) judge_next(worker);
    } catch (...) {  // out of memory: the caller's thread throws it on
      const std::lock_guard lock(state_);
      if (!failure_) failure_ = std::current_exception();
      ended_ = failed_ = true;
      changed_.notify_all();
    }
  }

  /// Is there a slot for one more batch, beyond those that threads are about to read? Under
  /// `state_`.
  [[nodiscard]] bool has_room() const {
    return claimed_ - delivered_ < slots_.size() && !is_heavy();
  }
  /// Do the batches that wait take so much that no other is to be read? Under `state_`.
  [[nodiscard]] bool is_heavy() const {
    return bytes_waiting_ > max_bytes_waiting(job_.options.threads) && read_ != delivered_;
  }

  /// Claims a slot. False: nothing more is to be read.
  bool wait_for_room() {
    std::unique_lock lock(state_);
    changed_.wait(lock, [this] { return ended_ || has_room(); });
    if (!ended_) ++claimed_;
    return !ended_;
  }

  /// Reads and judges the next batch, if there is one, into the slot that was claimed.
  void judge_next(Worker& worker) {
    std::unique_lock reading = lock_reading();
    BatchSlot* const slot = next_slot();
    if (slot == nullptr) return;
    slot->batch.buffer = take_buffer(worker);
    if (!read(*slot)) return;
    if (slot->batch.size <= large_block) reading.unlock();
    if (mends_) slot->batch.drop_mark();
    slot->failures.clear();
    worker.judge.judge(slot->batch, slot->verdict, slot->failures, {});
    set_judged(*slot, worker);
  }

  /// One thread at a time asks again and again; the others sleep until it is their turn to.
  std::unique_lock<std::mutex> lock_reading() {
    const std::lock_guard next(reads_next_);
    std::unique_lock reading(reading_, std::try_to_lock);
    if (reading) return reading;
    using Clock = std::chrono::steady_clock;
    for (const auto end = Clock::now() + longest_asking; Clock::now() < end;) {
      std::this_thread::yield();
      if (reading.try_lock()) return reading;
    }
    reading.lock();
    return reading;
  }

  /// Where the next batch goes. nullptr: none is to be read now, and the claim is given back.
  BatchSlot* next_slot() {
    const std::lock_guard lock(state_);
    if (!ended_ && !is_heavy()) return slots_[read_ % slots_.size()].get();
    --claimed_;
    return nullptr;
  }

  bool read(BatchSlot& slot) {
    const auto got = reader_.next(slot.batch);
    const std::lock_guard lock(state_);
    if (got && *got) {
      ++read_;
      bytes_waiting_ += slot.batch.buffer.capacity();
      return true;
    }
    if (!got) error_ = got.error();
    ended_ = true;
    changed_.notify_all();
    return false;
  }

  /// The worker's own, or one that a batch was delivered in.
  Buffer take_buffer(Worker& worker) {
    if (worker.buffer.capacity() != 0) return std::move(worker.buffer);
    const std::lock_guard lock(state_);
    if (spare_.empty()) return {};
    Buffer buffer = std::move(spare_.back());
    spare_.pop_back();
    return buffer;
  }

  /// The memory of a batch that is not to be quoted goes back to its thread at once. (That of a
  /// large one is not kept: see Batch::clear.)
  void set_judged(BatchSlot& slot, Worker& worker) {
    const std::lock_guard lock(state_);
    if (!slot.is_quoted(job_.options.bytes || mends_) && slot.batch.size <= large_block) {
      bytes_waiting_ -= slot.batch.buffer.capacity();
      worker.buffer = std::move(slot.batch.buffer);
    }
    slot.judged = true;
    changed_.notify_all();
  }

  // --------------------------------------------------------------------- on the thread that called

  /// As many as the system gives. Without any, this thread does all the work.
  void start_threads() {
    const unsigned wanted = job_.options.threads - (only_delivers_ ? 0 : 1);
    try {
      while (threads_.size() < wanted) move_away(threads_.emplace_back([this] { work(); }));
    } catch (const std::system_error&) {
      if (threads_.empty()) only_delivers_ = false;
    }
  }

  struct Turn {
    BatchSlot* judged =
        nullptr;  // to be delivered; nullptr: a slot was claimed to judge the next batch
    bool over = false;
  };
  /// Waits until there is something to do.
  Turn next_turn() {
    std::unique_lock lock(state_);
    BatchSlot& slot = *slots_[delivered_ % slots_.size()];
    const auto is_over = [this] { return failed_ || (ended_ && read_ == delivered_); };
    changed_.wait(lock, [&] {
      return slot.judged || is_over() || (!only_delivers_ && !ended_ && has_room());
    });
    if (is_over()) return {nullptr, true};
    if (slot.judged) return {&slot, false};
    ++claimed_;
    return {};
  }

  void deliver(BatchSlot& slot) {
    const InOrder order{&repeats_, job_.delivery.records()};
    if (repeats_.any_among(slot.verdict.keys, order.records)) {
      slot.failures.clear();
      worker().judge.judge(slot.batch, slot.verdict, slot.failures, order);
    }
    job_.delivery.begin(slot.batch);
    for (const Failed& failed : slot.failures.records) {
      if (job_.delivery.wants_details())
        job_.delivery.failed(worker().judge.judge_again(slot.batch, failed, order), failed,
                             slot.batch.text());
      else
        job_.delivery.cut(failed.shown);
    }
    job_.delivery.cut(slot.failures.cut);
    if (slot.batch.size > large_block) worker_.reset();
    job_.delivery.end(slot.verdict);
    wants_details_.store(job_.delivery.wants_details(), std::memory_order_relaxed);
  }

  Worker& worker() {
    if (!worker_) worker_.emplace(job_);
    return *worker_;
  }

  void free(BatchSlot& slot) {
    const std::lock_guard lock(state_);
    bytes_waiting_ -= slot.batch.buffer.capacity();
    slot.batch.clear();  // gives back what a large record needed
    if (slot.batch.buffer.capacity() != 0 && spare_.size() < job_.options.threads)
      spare_.push_back(std::move(slot.batch.buffer));
    slot.batch.buffer.release();
    slot.judged = false;
    ++delivered_;
    changed_.notify_all();
  }

  void end() {
    const std::lock_guard lock(state_);
    ended_ = true;
    changed_.notify_all();
  }

  const Job& job_;
  BatchReader& reader_;
  const bool mends_ = job_.options.fix != Fixes::none;
  bool only_delivers_;  // the thread that called; bound once there are threads
  std::atomic<bool> wants_details_;
  std::optional<Worker> worker_;  // of the thread that called
  Repeats repeats_;
  std::vector<std::unique_ptr<BatchSlot>> slots_;
  std::vector<std::thread> threads_;

  std::mutex reads_next_;  // who holds it reads as soon as the thread that reads is done
  std::mutex reading_;     // who holds it reads
  std::mutex state_;       // of all below
  std::condition_variable changed_;
  std::vector<Buffer> spare_;
  std::size_t claimed_ = 0, read_ = 0, delivered_ = 0;  // batches
  std::size_t bytes_waiting_ = 0;
  bool ended_ = false;   // nothing more is to be read
  bool failed_ = false;  // nothing more is to be delivered
  std::optional<std::string> error_;
  std::exception_ptr failure_;
};

}  // namespace

tl::expected<BulkEnd, std::string> run_threads(const Job& job, BatchReader& reader,
                                               bool reads_may_wait) {
  return WorkerPool(job, reader, reads_may_wait).run();
}

}  // namespace leadlint::bulk
