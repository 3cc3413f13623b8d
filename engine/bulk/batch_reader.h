// Bytes to batches of whole records. What stands behind the last whole record of a batch is the
// start of the next. Tests: tests/bulk_test.cpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "bulk/batch.h"
#include "bulk/cutter.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

/// Bytes of a batch, unless a record is larger: small enough for a core's cache, large enough that
/// what is done once a batch does not show.
inline constexpr std::size_t block_bytes = std::size_t{256} << 10;

class BatchReader {
 public:
  /// `max` is the size of the largest text that the cutter may ask for; `size` that of a batch.
  /// `read` and `stop` must outlive the reader.
  BatchReader(const BulkRead& read, std::unique_ptr<Cutter> cutter, std::size_t max_bytes,
              const std::atomic<bool>* stop = nullptr, std::size_t size = block_bytes);

  /// The next batch; false: there is none, or the run is to stop. An error (the read function's
  /// words) comes behind the last batch that is whole; what was read of a record then is lost.
  [[nodiscard]] tl::expected<bool, std::string> next(Batch& batch);
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }

 private:
  void take_rest(Batch& batch);
  void fill(Batch& batch, std::size_t target);
  void finish(Batch& batch, std::size_t size);
  [[nodiscard]] bool stopping() noexcept;

  const BulkRead& read_;
  std::unique_ptr<Cutter> cutter_;
  std::size_t max_bytes_;
  const std::atomic<bool>* stop_;
  std::size_t size_;
  Buffer rest_;  // what stands behind the last batch
  std::size_t rest_size_ = 0;
  std::uint64_t offset_ = 0, bytes_read_ = 0;
  std::optional<std::string> error_;
  bool at_end_ = false, done_ = false, stopped_ = false;
};

}  // namespace leadlint::bulk
