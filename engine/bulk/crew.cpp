// The way with threads. Blocks are numbered as they are read; block n lies in slot n modulo the number of
// slots from the time it is read until it has been delivered. The thread that called delivers, and reads
// and judges like the others while there is nothing to deliver: so there are no more threads than were asked
// for, and hardly one ever waits for another. Where reading may wait, as at a pipe, it only delivers.
#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "bulk/pipeline.h"

namespace leadlint::bulk {
namespace {

/// Blocks that a thread may have in the works, itself and waiting to be delivered.
constexpr std::size_t slots_per_thread = 2;
/// While blocks larger than usual take more than this together, no further one is read.
constexpr std::size_t most_bytes_waiting = std::size_t{8} << 20;
/// A block this large is judged before another is read, so that only one thread at a time needs the
/// memory that judging it takes.
constexpr std::size_t large_block = std::size_t{1} << 20;
/// How often a thread asks whether it may read, before it goes to sleep.
constexpr int most_tries = 200;

/// Remembers failed records for the thread that delivers.
class Remembered final : public FailureSink {
 public:
  /// `wanted` turns false once no more details are told.
  explicit Remembered(const std::atomic<bool>& wanted) : wanted_(&wanted) {}

  void failed(const validate::Judge&, const Failed& failed) override {
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

struct Slot {
  explicit Slot(const std::atomic<bool>& wanted) : failures(wanted) {}

  Block block;
  BlockVerdict verdict;
  Remembered failures;
  bool judged = false;
};

class Crew {
 public:
  Crew(const Job& job, bool only_delivers)
      : job_(job), only_delivers_(only_delivers), wants_details_(job.delivery.wants_details()) {
    slots_.reserve(job.options.threads * slots_per_thread);
    for (std::size_t i = 0; i < slots_.capacity(); ++i)
      slots_.push_back(std::make_unique<Slot>(wants_details_));
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    end();
    for (std::thread& thread : threads_) thread.join();
  }

  tl::expected<BulkEnd, std::string> run() {
    for (unsigned i = only_delivers_ ? 0 : 1; i < job_.options.threads; ++i)
      threads_.emplace_back([this] { work(); });
    for (;;) {
      const Turn turn = next_turn();
      if (turn.over) break;
      if (turn.judged == nullptr) {
        judge_next(judge());
        continue;
      }
      deliver(*turn.judged);
      free(*turn.judged);
      if (job_.delivery.stopped()) return BulkEnd::cancelled;
    }
    if (failure_) std::rethrow_exception(failure_);
    if (error_) return tl::unexpected(std::move(*error_));
    return job_.reader.stopped() ? BulkEnd::cancelled : BulkEnd::complete;
  }

 private:
  // ------------------------------------------------------------------------------ on every thread

  void work() {
    try {
      BlockJudge judge(job_.ruleset, job_.options, job_.context);
      while (wait_for_room()) judge_next(judge);
    } catch (...) {  // out of memory: the caller's thread throws it on
      const std::lock_guard lock(state_);
      if (!failure_) failure_ = std::current_exception();
      ended_ = failed_ = true;
      changed_.notify_all();
    }
  }

  /// Is there a slot for one more block, beyond those that threads are about to read? Under `state_`.
  [[nodiscard]] bool has_room() const {
    return claimed_ - delivered_ < slots_.size() && !is_heavy();
  }
  /// Do the blocks that wait take so much that no other is to be read? Under `state_`.
  [[nodiscard]] bool is_heavy() const {
    return bytes_waiting_ > most_bytes_waiting && read_ != delivered_;
  }

  /// Claims a slot. False: nothing more is to be read.
  bool wait_for_room() {
    std::unique_lock lock(state_);
    changed_.wait(lock, [this] { return ended_ || has_room(); });
    if (!ended_) ++claimed_;
    return !ended_;
  }

  /// Reads and judges the next block, if there is one, into the slot that was claimed.
  void judge_next(BlockJudge& judge) {
    std::unique_lock reading = lock_reading();
    Slot* const slot = next_slot();
    if (slot == nullptr || !read(*slot)) return;
    if (slot->block.size <= large_block) reading.unlock();
    slot->failures.clear();
    judge.judge(slot->block, slot->verdict, slot->failures);
    set_judged(*slot);
  }

  /// Another thread reads for some ten microseconds, which is less than it takes to be woken.
  std::unique_lock<std::mutex> lock_reading() {
    std::unique_lock reading(reading_, std::try_to_lock);
    for (int tries = 0; !reading && tries < most_tries; ++tries) {
      std::this_thread::yield();
      if (reading.try_lock()) break;
    }
    if (!reading) reading.lock();
    return reading;
  }

  /// Where the next block goes. nullptr: none is to be read now, and the claim is given back.
  Slot* next_slot() {
    const std::lock_guard lock(state_);
    if (!ended_ && !is_heavy()) return slots_[read_ % slots_.size()].get();
    --claimed_;
    return nullptr;
  }

  bool read(Slot& slot) {
    const auto got = job_.reader.next(slot.block);
    const std::lock_guard lock(state_);
    if (got && *got) {
      ++read_;
      bytes_waiting_ += slot.block.buffer.capacity();
      return true;
    }
    if (!got) error_ = got.error();
    ended_ = true;
    changed_.notify_all();
    return false;
  }

  void set_judged(Slot& slot) {
    const std::lock_guard lock(state_);
    slot.judged = true;
    changed_.notify_all();
  }

  // --------------------------------------------------------------------- on the thread that called

  struct Turn {
    Slot* judged = nullptr;  // to be delivered; nullptr: a slot was claimed to judge the next block
    bool over = false;
  };
  /// Waits until there is something to do.
  Turn next_turn() {
    std::unique_lock lock(state_);
    Slot& slot = *slots_[delivered_ % slots_.size()];
    const auto is_over = [this] { return failed_ || (ended_ && read_ == delivered_); };
    changed_.wait(lock, [&] {
      return slot.judged || is_over() || (!only_delivers_ && !ended_ && has_room());
    });
    if (is_over()) return {nullptr, true};
    if (slot.judged) return {&slot, false};
    ++claimed_;
    return {};
  }

  void deliver(Slot& slot) {
    job_.delivery.begin(slot.block);
    for (const Failed& failed : slot.failures.records) {
      if (job_.delivery.wants_details())
        job_.delivery.failed(judge().judge_again(slot.block, failed), failed);
      else
        job_.delivery.cut(failed.shown);
    }
    job_.delivery.cut(slot.failures.cut);
    if (slot.block.size > large_block) judge_.reset();
    job_.delivery.end(slot.verdict);
    wants_details_.store(job_.delivery.wants_details(), std::memory_order_relaxed);
  }

  BlockJudge& judge() {
    if (!judge_) judge_.emplace(job_.ruleset, job_.options, job_.context);
    return *judge_;
  }

  void free(Slot& slot) {
    const std::lock_guard lock(state_);
    bytes_waiting_ -= slot.block.buffer.capacity();
    slot.block.clear();  // gives back what a large record needed
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
  const bool only_delivers_;  // the thread that called
  std::atomic<bool> wants_details_;
  std::optional<BlockJudge> judge_;  // of the thread that called
  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<std::thread> threads_;

  std::mutex reading_;  // who holds it reads
  std::mutex state_;    // of all below
  std::condition_variable changed_;
  std::size_t claimed_ = 0, read_ = 0, delivered_ = 0;  // blocks
  std::size_t bytes_waiting_ = 0;
  bool ended_ = false;   // nothing more is to be read
  bool failed_ = false;  // nothing more is to be delivered
  std::optional<std::string> error_;
  std::exception_ptr failure_;
};

}  // namespace

tl::expected<BulkEnd, std::string> run_threads(const Job& job, bool reads_may_wait) {
  return Crew(job, reads_may_wait).run();
}

}  // namespace leadlint::bulk
