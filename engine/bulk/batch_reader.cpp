// Reads ahead, and carries what stands behind the last whole record over to the next batch.
#include "bulk/batch_reader.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <span>
#include <utility>

namespace leadlint::bulk {

BatchReader::BatchReader(const BulkRead& read, std::unique_ptr<Cutter> cutter,
                         std::size_t max_bytes, const std::atomic<bool>* stop, std::size_t size)
    : read_(read), cutter_(std::move(cutter)), max_bytes_(max_bytes), stop_(stop), size_(size) {}

tl::expected<bool, std::string> BatchReader::next(Batch& batch) {
  batch.clear();
  if (done_) return false;
  take_rest(batch);
  for (std::size_t target = size_;;) {
    fill(batch, target);
    const Cut cut = stopped_ ? Cut{Cut::Kind::end} : cutter_->cut(batch.text(), at_end_, batch);
    if (cut.kind == Cut::Kind::batch) {
      finish(batch, cut.size);
      return true;
    }
    if (cut.kind == Cut::Kind::end || error_) break;
    // A cutter that has all it may ask for and wants more would be asked for ever.
    const std::size_t max_bytes = std::max(max_bytes_, size_);
    assert(batch.size < max_bytes || stopping());
    target = batch.size < max_bytes ? std::min(2 * std::max(batch.size, target), max_bytes)
                                    : 2 * batch.size;
  }
  done_ = true;
  if (error_ && !stopped_) return tl::unexpected(std::move(*error_));
  return false;
}

void BatchReader::take_rest(Batch& batch) {
  batch.buffer.grow(std::max(size_, rest_size_), 0);
  if (rest_size_ != 0) std::memcpy(batch.buffer.data(), rest_.data(), rest_size_);
  batch.size = std::exchange(rest_size_, 0);
  batch.offset = offset_;
  if (rest_.capacity() > size_) rest_.release();
}

/// Reads on until the batch has `target` bytes, or as many as there are.
void BatchReader::fill(Batch& batch, std::size_t target) {
  batch.buffer.grow(target, batch.size);
  while (batch.size < target && !at_end_ && !error_) {
    if (stopping()) return;
    const auto got = read_(std::span(batch.buffer.data() + batch.size, target - batch.size));
    if (!got) {
      error_ = got.error();
    } else {
      at_end_ = *got == 0;
      batch.size += *got;
      bytes_read_ += *got;
    }
    if (stopping()) return;  // a read that was cut short is no end of the input
  }
}

bool BatchReader::stopping() noexcept {
  stopped_ = stopped_ || (stop_ != nullptr && stop_->load(std::memory_order_relaxed));
  return stopped_;
}

void BatchReader::finish(Batch& batch, std::size_t size) {
  rest_size_ = batch.size - size;
  rest_.grow(rest_size_, 0);
  if (rest_size_ != 0) std::memcpy(rest_.data(), batch.buffer.data() + size, rest_size_);
  batch.size = size;
  offset_ += size;
}

}  // namespace leadlint::bulk
