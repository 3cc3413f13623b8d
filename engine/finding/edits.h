// Edits of a text: made one by one, and put to it together. Tests: tests/fixes_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "leadlint/finding.h"

namespace leadlint {

/// The safe fix that takes these bytes out.
[[nodiscard]] Fix take_out(std::uint64_t offset, std::uint64_t end_offset);

/// Fixes that can be made together: each whole, and none in the way of one before it. Two that are
/// the same count as one.
class EditList {
 public:
  /// False: it is in the way of another, and not taken.
  bool add(const Fix& fix);
  [[nodiscard]] std::size_t fixes() const noexcept { return fixes_; }
  /// A text whose first byte is the one with this offset.
  [[nodiscard]] std::string apply(std::string_view text, std::uint64_t first = 0) const;

 private:
  [[nodiscard]] bool has(const Fix& fix) const;
  [[nodiscard]] bool is_free(const Edit& edit) const;

  std::vector<Edit> edits_;  // by their offsets
  std::size_t fixes_ = 0;
};

}  // namespace leadlint
