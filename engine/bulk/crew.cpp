// The way with threads. Blocks are numbered as they are read; block n lies in slot n modulo the number of
// slots from the time it is read until it has been delivered.
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
constexpr std::size_t slots_per_thread = 3;
/// While blocks larger than usual take more than this together, no further one is read.
constexpr std::size_t most_bytes_waiting = std::size_t{8} << 20;
/// A block this large is judged before another is read, so that only one thread at a time needs the
/// memory that judging it takes.
constexpr std::size_t large_block = std::size_t{1} << 20;

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
  explicit Crew(const Job& job) : job_(job), wants_details_(job.delivery.wants_details()) {
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
    for (unsigned i = 0; i < job_.options.threads; ++i) threads_.emplace_back([this] { work(); });
    while (Slot* slot = wait_for_judged()) {
      deliver(*slot);
      free(*slot);
      if (!job_.delivery.stopped()) continue;
      return BulkEnd::cancelled;
    }
    if (failure_) std::rethrow_exception(failure_);
    if (error_) return tl::unexpected(std::move(*error_));
    return job_.reader.stopped() ? BulkEnd::cancelled : BulkEnd::complete;
  }

 private:
  // ----------------------------------------------------------------------------- threads that judge

  void work() {
    try {
      BlockJudge judge(job_.ruleset, job_.options, job_.context);
      for (;;) {
        std::unique_lock reading(reading_);
        Slot* slot = wait_for_free();
        if (slot == nullptr || !read(*slot)) return;
        if (slot->block.size <= large_block) reading.unlock();
        slot->failures.clear();
        judge.judge(slot->block, slot->verdict, slot->failures);
        set_judged(*slot);
      }
    } catch (...) {  // out of memory: the caller's thread throws it on
      const std::lock_guard lock(state_);
      if (!failure_) failure_ = std::current_exception();
      ended_ = failed_ = true;
      changed_.notify_all();
    }
  }

  /// The slot of the next block to be read; nullptr: none is to be read.
  Slot* wait_for_free() {
    std::unique_lock lock(state_);
    changed_.wait(lock, [this] {
      return ended_ || (read_ - delivered_ < slots_.size() &&
                        (bytes_waiting_ <= most_bytes_waiting || read_ == delivered_));
    });
    return ended_ ? nullptr : slots_[read_ % slots_.size()].get();
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

  // ------------------------------------------------------------------------- the thread that delivers

  /// The next block in the order of the input; nullptr: there is none.
  Slot* wait_for_judged() {
    std::unique_lock lock(state_);
    Slot& slot = *slots_[delivered_ % slots_.size()];
    changed_.wait(lock, [&] { return slot.judged || failed_ || (ended_ && read_ == delivered_); });
    return slot.judged && !failed_ ? &slot : nullptr;
  }

  void deliver(Slot& slot) {
    job_.delivery.begin(slot.block);
    for (const Failed& failed : slot.failures.records) {
      if (job_.delivery.wants_details())
        job_.delivery.failed(judge_again(slot.block, failed), failed);
      else
        job_.delivery.cut(failed.shown);
    }
    job_.delivery.cut(slot.failures.cut);
    if (slot.block.size > large_block) judge_.reset();
    job_.delivery.end(slot.verdict);
    wants_details_.store(job_.delivery.wants_details(), std::memory_order_relaxed);
  }

  const validate::Judge& judge_again(const Block& block, const Failed& failed) {
    if (!judge_) judge_.emplace(job_.ruleset, job_.options, job_.context);
    return judge_->judge_again(block, failed);
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
  std::atomic<bool> wants_details_;
  std::optional<BlockJudge> judge_;  // of the thread that delivers
  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<std::thread> threads_;

  std::mutex reading_;  // who holds it reads
  std::mutex state_;    // of all below
  std::condition_variable changed_;
  std::size_t read_ = 0, delivered_ = 0;  // blocks
  std::size_t bytes_waiting_ = 0;
  bool ended_ = false;   // nothing more is to be read
  bool failed_ = false;  // nothing more is to be delivered
  std::optional<std::string> error_;
  std::exception_ptr failure_;
};

}  // namespace

tl::expected<BulkEnd, std::string> run_threads(const Job& job) { return Crew(job).run(); }

}  // namespace leadlint::bulk
