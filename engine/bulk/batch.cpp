// The memory of batches, kept from one to the next.
#include "bulk/batch.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "bulk/batch_maker.h"
#include "text/utf8.h"

namespace leadlint::bulk {
namespace {

/// Memory of a batch that is kept for the next one; what a large record needed beyond it is not.
constexpr std::size_t max_kept = 4 * block_bytes;

constexpr std::size_t mark_size = byte_order_mark.size();

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
  fixed.clear();
  if (fixed.capacity() > max_kept) fixed.shrink_to_fit();
  changes.clear();
  dropped_mark = false;
}

void Batch::drop_mark() {
  const auto about_mark = std::ranges::find_if(notes, [](const OwnedFinding& note) {
    return note.code == Code::encoding && note.offset == 0 && note.fix.safe;
  });
  if (about_mark == notes.end() || !input().starts_with(byte_order_mark)) return;
  notes.erase(about_mark);
  std::memmove(buffer.data(), buffer.data() + mark_size, size - mark_size);
  size -= mark_size;
  offset += mark_size;
  dropped_mark = true;
  const auto move = [](auto& at) { at -= at < mark_size ? at : mark_size; };
  move(header);
  for (ByteRange& record : records) {
    move(record.first);
    move(record.last);
  }
  for (OwnedFinding& note : notes) {
    move(note.offset);
    move(note.end_offset);
    if (note.line == 1 && note.column > 1) --note.column;
    if (note.end_line == 1 && note.end_column > 1) --note.end_column;
  }
}

}  // namespace leadlint::bulk
