// Where a row ends that is over the size limit: its cells are no matter any more, its end is. Taken
// for ended at the first line break, a cell of many lines would leave lines behind that look like
// rows of their own.
//
//   7,"a long note         the row goes on ...
//   PACKED,x               ... this is a line of its cell ...
//   end"                   ... and ends here
//
// Such a row is never held whole: its text comes in pieces of any size. From the first quote or CR
// on that may not stand where it does, nobody knows what is quoted: then the row ends with its
// line.
// Tests: tests/csv_rows_test.cpp, tests/bulk_csv_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/csv_rows.h"

namespace leadlint::read {

class CsvRowEnd {
 public:
  /// At the start of a row.
  explicit CsvRowEnd(const CsvDialect& dialect) noexcept;

  /// Passes over what of the row stands in `text`, which goes on where the last one ended. Returns
  /// how many bytes that are, the line break included; `ended` says whether it is the last of them.
  [[nodiscard]] std::size_t pass(std::string_view text) noexcept;
  [[nodiscard]] bool ended() const noexcept { return state_ == State::ended; }
  /// Is a quote open? Where the text ends it is never closed.
  [[nodiscard]] bool in_quotes() const noexcept { return state_ == State::quoted; }
  /// Where in the last text the last quote opened; npos: not there.
  [[nodiscard]] std::size_t opened_at() const noexcept { return opened_at_; }

 private:
  enum class State : std::uint8_t {
    cell_start,
    bare,
    escaped,
    quoted,
    quote,
    returned,
    broken,
    ended
  };

  [[nodiscard]] State behind(char byte) const noexcept;
  [[nodiscard]] State outside(char byte) const noexcept;

  State state_ = State::cell_start;
  char delimiter_;
  bool has_quotes_, has_backslashes_;
  std::size_t opened_at_ = std::string_view::npos;
};

}  // namespace leadlint::read
