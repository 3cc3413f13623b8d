// Where a record stands in its file, and what that does to the record's findings.
#pragma once

#include <cstdint>
#include <string_view>

#include "leadlint/finding.h"

namespace leadlint::lint {

/// A place in a text, kept up to date while walking forward: each byte is looked at once.
class TextPlace {
 public:
  explicit TextPlace(std::string_view text) : text_(text) {}
  /// Walks on to `offset`, which is not in front of where it is now.
  void walk_to(std::uint64_t offset) noexcept;

  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
  [[nodiscard]] std::uint32_t line() const noexcept { return line_; }
  [[nodiscard]] std::uint32_t column() const noexcept { return column_; }

 private:
  std::string_view text_;
  std::uint64_t offset_ = 0;
  std::uint32_t line_ = 1, column_ = 1;  // columns in code points
};

struct RecordPlace {
  std::uint64_t number = 0;  // from 1; 0: the only record of its file
  std::uint64_t offset = 0;
  std::uint32_t line = 1, column = 1;
};

/// A finding placed in its record becomes one placed in the file.
void move_into_file(Finding& finding, const RecordPlace& place) noexcept;

}  // namespace leadlint::lint
