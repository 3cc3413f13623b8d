// Reads ahead, a batch's worth of bytes at a time.
#include "bulk/batch_reader.h"

#include <span>
#include <utility>

namespace leadlint::bulk {

BatchReader::BatchReader(const BulkRead& read, std::unique_ptr<Cutter> cutter,
                         std::size_t max_bytes, const std::atomic<bool>* stop, std::size_t size,
                         bool prompt)
    : read_(read), maker_(std::move(cutter), max_bytes, size), stop_(stop), prompt_(prompt) {}

tl::expected<bool, std::string> BatchReader::next(Batch& batch) {
  if (done_) {
    batch.clear();
    return false;
  }
  maker_.begin(batch);
  BatchMaker::Made made = BatchMaker::Made::more;
  // (Behind a line that is too large there may be whole ones already.)
  if (prompt_ && batch.size != 0) made = maker_.make(batch);
  while (made == BatchMaker::Made::more) {
    fill(batch);
    if (stopped_) break;
    made = maker_.make(batch);
    if (made == BatchMaker::Made::more && error_) break;
  }
  if (made == BatchMaker::Made::batch && !stopped_) return true;
  done_ = true;
  if (error_ && !stopped_) return tl::unexpected(std::move(*error_));
  return false;
}

/// Reads on until the batch has all that it is to have, or there is no more; promptly: once.
void BatchReader::fill(Batch& batch) {
  while (!maker_.at_end() && !error_) {
    const std::span<char> room = maker_.room(batch);
    if (room.empty() || stopping()) return;
    const auto got = read_(room);
    if (!got)
      error_ = got.error();
    else if (*got == 0)
      maker_.end();
    else
      maker_.took(batch, *got);
    if (stopping() || prompt_) return;  // a read that was cut short is no end of the input
  }
}

bool BatchReader::stopping() noexcept {
  stopped_ = stopped_ || (stop_ != nullptr && stop_->load(std::memory_order_relaxed));
  return stopped_;
}

}  // namespace leadlint::bulk
