// Bytes to blocks of whole records. What stands behind the last whole record of a block is the start of
// the next. Tests: tests/bulk_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "bulk/block.h"
#include "bulk/cutter.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

/// Bytes of a block, unless a record is larger: small enough for a core's cache, large enough that what
/// is done once a block does not show.
inline constexpr std::size_t block_bytes = std::size_t{256} << 10;

class BlockReader {
 public:
  BlockReader(const BulkRead& read, std::unique_ptr<Cutter> cutter, std::size_t size = block_bytes);

  /// The next block; false: there is none. The error is the reader's words; what was read of a record
  /// then is lost, the blocks before it stand.
  [[nodiscard]] tl::expected<bool, std::string> next(Block& block);
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

 private:
  [[nodiscard]] tl::expected<void, std::string> fill(Block& block, std::size_t target);

  const BulkRead& read_;
  std::unique_ptr<Cutter> cutter_;
  std::size_t size_;
  std::vector<char> rest_;  // behind the last block
  std::uint64_t offset_ = 0, bytes_read_ = 0;
  bool at_end_ = false, done_ = false;
};

}  // namespace leadlint::bulk
