// A CSV row to Record, by the columns of its header.
//
// An empty cell, quoted or not, is a member that is not there, and so is a bare one that holds a word for
// "no value" (CsvDialect::null_words); no cell is ever null. A cell whose field
// takes numbers or booleans becomes one where its text is spelled as JSON spells one; where the field
// takes text too, only if it stands without quotes. All other cells are text, so that the rules say what
// is wrong with them. Objects and lists are made as cells inside them are filled.
// Tests: tests/csv_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "read/record.h"

namespace leadlint::read {

/// A bare cell that was read as text, though exporters write it for "no value".
struct CsvNoWord {
  std::uint32_t word = 0;  // in csv_no_words
  std::uint32_t cell = 0;  // its number in the row
  std::uint32_t offset = 0;
};

/// Reads rows of one file, one at a time, and keeps its memory. One per thread.
class CsvReader {
 public:
  /// The columns must outlive the reader and its records.
  explicit CsvReader(const CsvColumns& columns);

  /// Reads a row, whose text must outlive the record's use. Offsets count from the row's first byte.
  /// False: it cannot be read (`out.unreadable`): broken, too large, not UTF-8, a NUL in it, or not as
  /// many cells as the header has.
  bool read(const CsvRow& row, Record& out);
  /// Of the row that was read last.
  [[nodiscard]] const std::vector<CsvNoWord>& no_words() const noexcept { return no_words_; }

 private:
  [[nodiscard]] bool readable(const CsvRow& row);
  [[nodiscard]] bool refuse_fault(const CsvRow& row);
  [[nodiscard]] bool refuse_cell_count(const CsvRow& row);
  [[nodiscard]] bool refuse(ReadIssue::Kind kind, std::size_t offset, std::size_t end,
                            const char* expected);
  void read_cell(const CsvColumns::Column& column, std::string_view raw, std::uint32_t offset);
  void check_range(Index node);
  [[nodiscard]] bool is_null(std::string_view raw) const noexcept;
  void note_no_word(const CsvColumns::Column& column, std::string_view text, std::uint32_t offset);
  [[nodiscard]] std::string_view unquoted(std::string_view raw);
  [[nodiscard]] Index container(Index wanted, std::uint32_t offset);
  [[nodiscard]] Index add(const CsvColumns::Place& place, std::uint32_t offset);
  [[nodiscard]] Index instance_around(Index container) const;
  void attach(const CsvColumns::Place& place, Index node);

  const CsvColumns& columns_;
  Record* out_ = nullptr;
  std::vector<Index> made_;  // node of each container; none: not yet in this row
  std::vector<CsvNoWord> no_words_;
};

/// Where a finding in a row stands.
struct CsvSpot {
  std::string_view column;  // the header's name; empty: in no column
  CsvCell cell;
};
/// The column and cell of the finding at `path`. `offset` is that of the value; `missing`: there is no
/// value, and `offset` is that of the object that lacks it.
[[nodiscard]] CsvSpot csv_spot(const Record& row, std::string_view path, std::uint32_t offset,
                               bool missing);

}  // namespace leadlint::read
