// A piece of an input, small enough to be held, that holds whole records: what the stages of a bulk
// check hand on.
//
//   bytes --BatchReader + Cutter--> Batch --BatchJudge--> BatchVerdict --Delivery--> sink
//
// A record that is too large to be held, or that nothing can be read of, goes through in pieces:
//
//   Kind    too_large | refused       more ... more         then records again
//           start, judged as such     bytes only
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bulk/location.h"
#include "leadlint/finding.h"
#include "read/csv_columns.h"

namespace leadlint::bulk {

/// Bytes of a batch, [first, last).
struct ByteRange {
  std::size_t first = 0, last = 0;
};

/// Memory that is not filled before it is used. One that was moved from is empty.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept
      : bytes_(std::move(other.bytes_)), capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    bytes_ = std::move(other.bytes_);
    capacity_ = std::exchange(other.capacity_, 0);
    return *this;
  }
  ~Buffer() = default;

  [[nodiscard]] char* data() noexcept { return bytes_.get(); }
  [[nodiscard]] const char* data() const noexcept { return bytes_.get(); }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  /// Makes room for `capacity` bytes and keeps the first `kept`.
  void grow(std::size_t capacity, std::size_t kept);
  void release() noexcept;

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
};

struct Batch {
  enum class Kind : std::uint8_t {
    records,    // whole records, to be judged
    too_large,  // the start of a record over the size limit
    refused,    // the start of a record that `notes` say all about
    more,       // goes on with the record that started in a batch before; with notes: is of none
  };
  Kind kind = Kind::records;
  Buffer buffer;
  std::size_t size = 0;      // bytes of the buffer that are the batch's
  std::uint64_t offset = 0;  // of its first byte in the input
  /// Where its first byte stands, if its cutter keeps count. (Lines are counted as they are
  /// judged.)
  bool placed = false;
  TextLocation place;
  /// The input has one record, which has no number.
  bool single = false;
  /// Its records are texts of their own, and places in them count from their starts.
  bool texts = false;
  /// json_array, texts: where they are. Other formats find records by what stands between them.
  std::vector<ByteRange> records;
  /// csv: bytes of the header with its line end, at the start of the input's first batch.
  std::size_t header = 0;
  /// csv: what its rows are read by.
  std::shared_ptr<const read::CsvColumns> columns;
  /// Findings about the input rather than a record of it (refused: about the record). They come
  /// before the records; offsets, lines and columns count from the batch's first byte, lines from
  /// 1.
  OwnedFindings notes;

  /// With fixes: its text is `fixed` where there are any. A byte order mark that was dropped stands
  /// in front of its buffer no more.
  struct Change {
    ByteRange was, is;  // in the buffer, in `fixed`
  };
  std::string fixed;
  std::vector<Change> changes;
  bool dropped_mark = false;

  /// Drops the byte order mark that a note is about, and the note.
  void drop_mark();
  /// Only as long as it has its buffer: threads give that back once nobody is to ask
  /// (worker_pool.cpp).
  [[nodiscard]] std::string_view text() const noexcept { return changes.empty() ? input() : fixed; }
  [[nodiscard]] std::string_view input() const noexcept { return {buffer.data(), size}; }
  /// Empties it and keeps its memory.
  void clear() noexcept;
};

}  // namespace leadlint::bulk
