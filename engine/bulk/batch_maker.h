// Bytes, as they come, to batches of whole records. What stands behind the last whole record of a
// batch is the start of the next. Who brings the bytes is told by two others: BatchReader asks for
// them (batch_reader.h), a feed is given them (feed.h).
//
//   begin, (room, took)* [, end]; make: batch | more ...
//
// Tests: tests/bulk_cutter_test.cpp, tests/bulk_feed_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "bulk/batch.h"
#include "bulk/cutter.h"

namespace leadlint::bulk {

/// Bytes of a batch, unless a record is larger: small enough for a core's cache, large enough that
/// what is done once a batch does not show.
inline constexpr std::size_t block_bytes = std::size_t{256} << 10;

class BatchMaker {
 public:
  /// `max_bytes` is the size of the largest text that the cutter may ask for; `size` that of a
  /// batch.
  BatchMaker(std::unique_ptr<Cutter> cutter, std::size_t max_bytes, std::size_t size = block_bytes);

  /// Starts on a batch.
  void begin(Batch& batch);
  /// Where the bytes that come next go; empty: the batch has what it is to have before `make`.
  [[nodiscard]] std::span<char> room(Batch& batch);
  /// So many bytes were put there.
  void took(Batch& batch, std::size_t bytes);
  /// No more will come.
  void end() noexcept { at_end_ = true; }
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }

  enum class Made : std::uint8_t {
    batch,  // the next one is to be begun
    more,   // this one needs more bytes
    end,    // nothing is left
  };
  [[nodiscard]] Made make(Batch& batch);
  /// May `make` find a batch in what came since it was asked last? Bytes that come a few at a time
  /// would have it look at those of a long record again and again.
  [[nodiscard]] bool is_worth_asking(const Batch& batch);

  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

 private:
  void keep_rest(Batch& batch, std::size_t size);

  std::unique_ptr<Cutter> cutter_;
  std::size_t max_bytes_, size_;
  std::size_t target_ = 0;     // of the batch at hand: how many bytes it is to have
  std::size_t asked_ = 0;      // how many it had when it was asked for last,
  std::size_t looked_at_ = 0;  // and when it was asked whether that is worth it
  Buffer rest_;                // what stands behind the last batch
  std::size_t rest_size_ = 0;
  std::uint64_t offset_ = 0, bytes_ = 0;
  bool at_end_ = false;
};

}  // namespace leadlint::bulk
