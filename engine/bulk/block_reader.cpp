// Reads ahead, and carries what stands behind the last whole record over to the next block.
#include "bulk/block_reader.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <span>
#include <utility>

namespace leadlint::bulk {

BlockReader::BlockReader(const BulkRead& read, std::unique_ptr<Cutter> cutter, std::size_t most,
                         const std::atomic<bool>* stop, std::size_t size)
    : read_(read), cutter_(std::move(cutter)), most_(most), stop_(stop), size_(size) {}

tl::expected<bool, std::string> BlockReader::next(Block& block) {
  block.clear();
  if (done_) return false;
  take_rest(block);
  for (std::size_t target = size_;;) {
    fill(block, target);
    const Cut cut = stopped_ ? Cut{Cut::Kind::end} : cutter_->cut(block.text(), at_end_, block);
    if (cut.kind == Cut::Kind::block) {
      finish(block, cut.size);
      return true;
    }
    if (cut.kind == Cut::Kind::end || error_) break;
    // A cutter that has all it may ask for and wants more would be asked for ever.
    const std::size_t most = std::max(most_, size_);
    assert(block.size < most || stopping());
    target = block.size < most ? std::min(2 * std::max(block.size, target), most) : 2 * block.size;
  }
  done_ = true;
  if (error_ && !stopped_) return tl::unexpected(std::move(*error_));
  return false;
}

void BlockReader::take_rest(Block& block) {
  block.buffer.grow(std::max(size_, rest_size_), 0);
  if (rest_size_ != 0) std::memcpy(block.buffer.data(), rest_.data(), rest_size_);
  block.size = std::exchange(rest_size_, 0);
  block.offset = offset_;
  if (rest_.capacity() > size_) rest_.release();
}

/// Reads on until the block has `target` bytes, or as many as there are.
void BlockReader::fill(Block& block, std::size_t target) {
  block.buffer.grow(target, block.size);
  while (block.size < target && !at_end_ && !error_) {
    if (stopping()) return;
    const auto got = read_(std::span(block.buffer.data() + block.size, target - block.size));
    if (!got) {
      error_ = got.error();
    } else {
      at_end_ = *got == 0;
      block.size += *got;
      bytes_read_ += *got;
    }
    if (stopping()) return;  // a read that was cut short is no end of the input
  }
}

bool BlockReader::stopping() noexcept {
  stopped_ = stopped_ || (stop_ != nullptr && stop_->load(std::memory_order_relaxed));
  return stopped_;
}

void BlockReader::finish(Block& block, std::size_t size) {
  rest_size_ = block.size - size;
  rest_.grow(rest_size_, 0);
  if (rest_size_ != 0) std::memcpy(rest_.data(), block.buffer.data() + size, rest_size_);
  block.size = size;
  offset_ += size;
}

}  // namespace leadlint::bulk
