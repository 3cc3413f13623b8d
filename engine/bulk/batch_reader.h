// An input that is read, to batches of whole records. Tests: tests/bulk_test.cpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "bulk/batch_maker.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

class BatchReader {
 public:
  /// `max_bytes` and `size`: see BatchMaker. `read` and `stop` must outlive the reader. `prompt`: a
  /// batch is what a read gave, as far as its records are whole.
  BatchReader(const BulkRead& read, std::unique_ptr<Cutter> cutter, std::size_t max_bytes,
              const std::atomic<bool>* stop = nullptr, std::size_t size = block_bytes,
              bool prompt = false);

  /// The next batch; false: there is none, or the run is to stop. An error (the read function's
  /// words) comes behind the last batch that is whole; what was read of a record then is lost.
  [[nodiscard]] tl::expected<bool, std::string> next(Batch& batch);
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return maker_.bytes(); }
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }

 private:
  void fill(Batch& batch);
  [[nodiscard]] bool stopping() noexcept;

  const BulkRead& read_;
  BatchMaker maker_;
  const std::atomic<bool>* stop_;
  bool prompt_;
  std::optional<std::string> error_;
  bool done_ = false, stopped_ = false;
};

}  // namespace leadlint::bulk
