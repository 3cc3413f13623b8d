// The memory of batches, kept from one to the next.
#include "bulk/batch.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "bulk/batch_maker.h"

namespace leadlint::bulk {
namespace {

/// Memory of a batch that is kept for the next one; what a large record needed beyond it is not.
constexpr std::size_t max_kept = 4 * block_bytes;

}  // namespace

void Buffer::grow(std::size_t capacity, std::size_t kept) {
  if (capacity <= capacity_) return;
  std::unique_ptr<char[]> bytes(new char[capacity]);
  if (kept != 0) std::memcpy(bytes.get(), bytes_.get(), kept);
  bytes_ = std::move(bytes);
  capacity_ = capacity;
}

void Buffer::release() noexcept {
  bytes_.reset();
  capacity_ = 0;
}

void Batch::clear() noexcept {
  kind = Kind::records;
  if (buffer.capacity() > max_kept) buffer.release();
  size = 0;
  offset = 0;
  placed = single = texts = false;
  records.clear();
  header = 0;
  columns.reset();
  notes.clear();
}

}  // namespace leadlint::bulk
