// JSON Lines as they come, cut anywhere, to a verdict a line: blank lines have one as well. What is
// kept between two pieces is the start of a line. Tests: tests/serve_batch_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "leadlint/bulk.h"
#include "serve/http_head.h"
#include "serve/thread_validators.h"

namespace leadlint::serve {

class Batch {
 public:
  Batch(ThreadValidators& validators, ServedValidator& served, const Now& now,
        std::size_t max_line_bytes, std::uint64_t max_lines);
  ~Batch();
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  /// Adds the verdicts of the lines that the piece completes. An error ends the batch; `out` has
  /// the verdicts of the lines before.
  tl::expected<void, Refusal> feed(std::string_view piece, std::string& out);
  /// Adds the verdict of a last line without a line end.
  tl::expected<void, Refusal> finish(std::string& out);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint::serve
