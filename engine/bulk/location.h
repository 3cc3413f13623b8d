// Where a record stands in its input, and what that does to the record's findings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "leadlint/finding.h"

namespace leadlint::bulk {

/// A place in a text, kept up to date while walking forward: each byte is looked at once.
class TextLocation {
 public:
  TextLocation() = default;
  TextLocation(std::uint64_t offset, std::uint32_t line, std::uint32_t column)
      : offset_(offset), line_(line), column_(column) {}

  /// Passes over the text that stands here.
  void pass(std::string_view text) noexcept;

  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
  [[nodiscard]] std::uint32_t line() const noexcept { return line_; }
  [[nodiscard]] std::uint32_t column() const noexcept { return column_; }

 private:
  std::uint64_t offset_ = 0;
  std::uint32_t line_ = 1, column_ = 1;  // columns in code points
};

[[nodiscard]] std::size_t count_line_ends(std::string_view text) noexcept;

/// A finding placed in a text becomes one placed in the input that has the text at `place`.
/// `record` is the number of its record; 0: none.
void move_into_input(OwnedFinding& finding, const TextLocation& place,
                     std::uint64_t record) noexcept;

}  // namespace leadlint::bulk
