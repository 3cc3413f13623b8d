// Carries what stands behind the last whole record over to the next batch.
#include "bulk/batch_maker.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace leadlint::bulk {

BatchMaker::BatchMaker(std::unique_ptr<Cutter> cutter, std::size_t max_bytes, std::size_t size)
    : cutter_(std::move(cutter)), max_bytes_(std::max(max_bytes, size)), size_(size) {}

void BatchMaker::begin(Batch& batch) {
  batch.clear();
  batch.buffer.grow(std::max(size_, rest_size_), 0);
  if (rest_size_ != 0) std::memcpy(batch.buffer.data(), rest_.data(), rest_size_);
  batch.size = std::exchange(rest_size_, 0);
  batch.offset = offset_;
  if (rest_.capacity() > size_) rest_.release();
  target_ = size_;
  asked_ = looked_at_ = 0;
}

std::span<char> BatchMaker::room(Batch& batch) {
  if (batch.size >= target_) return {};
  batch.buffer.grow(target_, batch.size);
  return {batch.buffer.data() + batch.size, target_ - batch.size};
}

void BatchMaker::took(Batch& batch, std::size_t bytes) {
  batch.size += bytes;
  bytes_ += bytes;
}

BatchMaker::Made BatchMaker::make(Batch& batch) {
  asked_ = looked_at_ = batch.size;
  const Cut cut = cutter_->cut(batch.text(), at_end_, batch);
  switch (cut.kind) {
    case Cut::Kind::batch:
      keep_rest(batch, cut.size);
      return Made::batch;
    case Cut::Kind::end:
      return Made::end;
    case Cut::Kind::more:
      break;
  }
  if (batch.size < target_) return Made::more;
  // A cutter that has all it may ask for and wants more would be asked for ever.
  assert(batch.size < max_bytes_);
  target_ = batch.size < max_bytes_ ? std::min(2 * std::max(batch.size, target_), max_bytes_)
                                    : 2 * batch.size;
  return Made::more;
}

bool BatchMaker::is_worth_asking(const Batch& batch) {
  constexpr std::size_t part = 8;
  const std::string_view more = batch.text().substr(looked_at_);
  looked_at_ = batch.size;
  return at_end_ || batch.size - asked_ > asked_ / part || cutter_->may_end_in(more);
}

void BatchMaker::keep_rest(Batch& batch, std::size_t size) {
  rest_size_ = batch.size - size;
  rest_.grow(rest_size_, 0);
  if (rest_size_ != 0) std::memcpy(rest_.data(), batch.buffer.data() + size, rest_size_);
  batch.size = size;
  offset_ += size;
}

}  // namespace leadlint::bulk
