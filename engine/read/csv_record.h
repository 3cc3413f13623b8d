// A CSV row to Record, by the columns of its header.
//
// An empty cell, quoted or not, is a member that is not there, and so is a bare one that holds a
// word for "no value" (CsvDialect::null_words, \N of COPY); no cell is ever null. A cell whose
// field takes numbers or booleans becomes one where its text is spelled as JSON spells one (or as
// the dialect's CellSpelling says: cell_spelling.h); where the field takes text too, only if it
// stands without quotes. All other cells are text, so that the rules say what is wrong with them.
// Objects and lists are made as cells inside them are filled.
// Tests: tests/csv_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "read/json_text.h"
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

  /// Reads a row, whose text must outlive the record's use. Offsets count from the row's first
  /// byte. False: it cannot be read (`out.unreadable`): broken, too large, not UTF-8, a NUL in it,
  /// a backslash that escapes nothing, or not as many cells as the header has.
  bool read(const CsvRow& row, Record& out);
  /// Of the row that was read last.
  [[nodiscard]] const std::vector<CsvNoWord>& no_words() const noexcept { return no_words_; }
  /// The first cell of that row that was read as it stands, though it holds a backslash such as
  /// COPY writes between tabs; nullptr: none does.
  [[nodiscard]] const CsvNoWord* escape() const noexcept {
    return has_escape_ ? &escape_ : nullptr;
  }

 private:
  [[nodiscard]] bool readable(const CsvRow& row);
  [[nodiscard]] bool refuse_fault(const CsvRow& row);
  [[nodiscard]] bool refuse_cell_count(const CsvRow& row);
  [[nodiscard]] bool refuse(ReadIssue::Kind kind, std::size_t offset, std::size_t end,
                            CsvFault fault);
  void read_cell(const CsvColumns::Column& column, std::string_view raw, std::uint32_t offset);
  [[nodiscard]] const table::Variant& own_variant_of(const CsvColumns::Column& column) const;
  void read_json(const CsvColumns::Column& column, std::string_view text, TextPlace place,
                 Index node);
  void check_range(Index node);
  void note_odd_text(const CsvColumns::Column& column, std::string_view text, std::uint32_t offset);
  void note_escape(const CsvColumns::Column& column, std::string_view text, std::uint32_t offset);
  void note_no_word(const CsvColumns::Column& column, std::string_view text, std::uint32_t offset);
  [[nodiscard]] std::string_view unescaped(std::string_view raw);
  [[nodiscard]] Index container(Index wanted, std::uint32_t offset);
  [[nodiscard]] Index add(const CsvColumns::ColumnTarget& place, std::uint32_t offset);
  [[nodiscard]] Index instance_around(Index container) const;
  void attach(const CsvColumns::ColumnTarget& place, Index node);

  const CsvColumns& columns_;
  Record* out_ = nullptr;
  JsonReader json_;          // of cells that hold JSON
  std::vector<Index> made_;  // node of each container; none: not yet in this row
  std::vector<CsvNoWord> no_words_;
  bool has_null_cells_ = false;
  bool has_backslashes_ = false;
  bool may_escape_ = false;
  std::size_t max_looked_at_ =
      longest_csv_no_word;  // bytes of a text that may be one to be told of
  bool has_escape_ = false;
  CsvNoWord escape_;
};

/// Where a finding in a row stands.
struct CsvLocation {
  std::string_view column;  // the header's name; empty: in no column
  CsvCell cell;
};
/// The column and cell of the finding at `path`. `offset` is that of the value; `missing`: there is
/// no value, and `offset` is that of the object that lacks it.
[[nodiscard]] CsvLocation csv_location(const Record& row, std::string_view path,
                                       std::uint32_t offset, bool missing);

}  // namespace leadlint::read
