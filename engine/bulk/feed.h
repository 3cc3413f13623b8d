// An input that is brought: bytes cut anywhere, or texts that are a record each. What they complete
// is judged and delivered before the next ones come. The same stages as an input that is read
// (pipeline.h), on the thread that brings. Tests: tests/bulk_feed_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "bulk/batch_maker.h"
#include "bulk/pipeline.h"

namespace leadlint::bulk {

class Feed {
 public:
  /// `hook` may be nullptr. `max_bytes` and `size`: see BatchMaker.
  Feed(const Job& job, RecordHook* hook, std::unique_ptr<Cutter> cutter, std::size_t max_bytes,
       std::size_t size = block_bytes);

  /// False: the sink has had enough, and nothing more is judged. An error ends it, too.
  using Goes = tl::expected<bool, std::string>;
  [[nodiscard]] Goes bytes(std::string_view more);
  /// A record. Texts are gathered to batches, so that there is more to be brought (or `flush` to be
  /// called) before it is judged.
  [[nodiscard]] Goes text(std::string_view record);
  [[nodiscard]] Goes flush();
  /// No more will come.
  [[nodiscard]] tl::expected<BulkEnd, std::string> finish();

  [[nodiscard]] std::uint64_t bytes_brought() const noexcept { return bytes_; }

 private:
  enum class Of : std::uint8_t { nothing, bytes, texts };

  [[nodiscard]] Goes ready(Of of);
  [[nodiscard]] Goes take_batch();
  [[nodiscard]] Goes take_bytes(std::string_view more);
  void begin();

  const Job job_;
  InTurn stages_;
  BatchMaker maker_;
  Batch batch_;
  Of of_ = Of::nothing;
  std::uint64_t bytes_ = 0;
  bool finished_ = false;
  std::string error_;  // why nothing more is taken
};

}  // namespace leadlint::bulk
