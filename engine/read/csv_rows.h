// A block of CSV text to its rows and cells (RFC 4180), nothing copied.
//
//   id,note                     a row a line; LF or CRLF; the last line may lack its line break, or
//                               the LF of it
//   7,"one, two"                a quoted cell may hold the delimiter
//   8,"a ""word"" and           ... two quotes for one, and line breaks: this row goes on
//   another line"               until the line break behind its closing quote
//
// A CR without its LF outside quotes breaks its row: in files of old programs it ends a line, and
// all lines would be one.
//
// A row that is broken costs no other: it ends at the first line break behind its start, and the
// next line is read anew, whatever quotes stood open. One that is over the size limit is no use,
// either, but goes up to its end (csv_row_end.h). Empty lines are no rows. Which rows there are
// depends on the text alone, not on where a stream was cut into blocks.
//
// Where the dialect has no quotes (CellEscapes::copy, none) a quote is a sign like others; where it
// escapes with backslashes, a delimiter or line feed behind one belongs to the cell (MariaDB writes
// them so).
//
// The scan makes bit masks of 64 bytes at a time (bytes64.h): cells cost a few instructions each,
// whatever their length. Tests: tests/csv_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "leadlint/cells.h"
#include "leadlint/settings.h"

namespace leadlint::read {

struct CsvDialect {
  /// Between two cells: any byte below 0x80 for which `is_csv_delimiter`.
  char delimiter = ',';
  /// What the caller says of it; NUL: nothing, so that the text may say it. By a setting, unless
  /// the format says it.
  char given_delimiter = '\0';
  std::optional<Setting> given_by = {};
  /// Most bytes of a row without its line break, below 4 GiB.
  std::size_t max_row = std::size_t{16} << 20;
  /// What a cell without quotes holds where it holds nothing: `NULL`.
  std::vector<std::string> null_words = {};
  CellEscapes escapes = CellEscapes::quotes;
  CellSpelling cells = CellSpelling::json;
  /// How findings name settings.
  SettingText setting_text = library_settings;

  [[nodiscard]] bool has_quotes() const noexcept { return escapes == CellEscapes::quotes; }
  [[nodiscard]] bool has_backslashes() const noexcept { return escapes == CellEscapes::copy; }
};
/// Not a quote, a line break, NUL or part of a longer character.
[[nodiscard]] constexpr bool is_csv_delimiter(char byte) noexcept {
  return byte > 0 && byte != '"' && byte != '\n' && byte != '\r';
}

/// Most cells of a row that are kept; a row with more is no use to any header.
inline constexpr std::uint32_t max_csv_cells = 16384;

/// A cell as it stands in the row's text, quotes and all.
struct CsvCell {
  std::uint32_t offset = 0, size = 0;
};

/// What is wrong with a row. The last two are for who reads its cells to find.
enum class CsvFault : std::uint8_t {
  ok,
  quote_in_cell,       // a quote inside a cell that does not start with one; `fault_at`: the quote
  text_behind_quote,   // text between a closing quote and the delimiter; `fault_at`: the text
  bare_return,         // a CR outside quotes that no LF follows; `fault_at`: it
  unterminated_quote,  // not closed by the file's end, or soundly; `fault_at`: it
  too_large,           // more than `max_row` bytes up to its end, or what is wrong with it
  nul_byte,
  bad_escape,  // a backslash that starts no escape
};

/// A row of a block. Belongs to its CsvRows: valid until the next one is asked for.
struct CsvRow {
  std::string_view text;           // in the block, without its line break
  std::size_t first = 0;           // where it starts in the block
  std::size_t next = 0;            // where the row behind it starts
  std::uint64_t line = 0;          // line breaks of the block that stand before it
  std::span<const CsvCell> cells;  // at most max_csv_cells; none of a broken row
  std::uint32_t cell_count = 0;    // all there are
  bool plain = true;               // ASCII, and no NUL
  CsvFault fault = CsvFault::ok;
  std::uint32_t fault_at = 0;  // in `text`
};

/// Splits blocks into rows, one block at a time, and keeps its memory. One per thread.
class CsvRows {
 public:
  explicit CsvRows(const CsvDialect& dialect);

  /// Starts at `start`, where a row starts. `is_whole`: the block is cut at a row's end
  /// (`whole_csv_rows`) or ends with the file, where a line break may lack. The block must outlive
  /// its rows.
  void begin(std::string_view block, bool is_whole, std::size_t start = 0);
  /// The next row. False: there is none, or the rest of the block is not a whole one.
  [[nodiscard]] bool next(CsvRow& row);
  /// Where the next row (or what there is of it) starts. A rest of more than `max_row` + 1 bytes
  /// when `next` said no is a row, still without its end, that is too large: CsvRowEnd finds that.
  [[nodiscard]] std::size_t rest() const noexcept { return at_; }
  /// Line breaks of the block before `rest()`.
  [[nodiscard]] std::uint64_t lines() const noexcept { return lines_; }
  /// Passes over all rows that `next` would give, up to one that is too large; returns the rest.
  /// `lines` is of no use then.
  [[nodiscard]] std::size_t skip();
  [[nodiscard]] const CsvDialect& dialect() const noexcept { return dialect_; }

 private:
  enum class Step : std::uint8_t { row, broken, incomplete };

  [[nodiscard]] Step split(CsvRow& row);
  [[nodiscard]] Step finish(CsvRow& row, std::size_t end, std::uint32_t count, std::uint64_t done);
  [[nodiscard]] Step end_of_block(CsvRow& row, std::size_t cell, std::uint32_t count);
  [[nodiscard]] Step at_fault(CsvRow& row);
  [[nodiscard]] Step broken(CsvRow& row, CsvFault fault, std::size_t place);
  [[nodiscard]] Step oversized(CsvRow& row);
  [[nodiscard]] Step faulty(CsvRow& row, CsvFault fault, std::size_t place, std::size_t end);
  void keep_cell(std::uint32_t number, std::size_t first, std::size_t last) noexcept;
  void restart(std::size_t at) noexcept;
  void load(std::size_t at) noexcept;
  std::uint64_t load_quotes(std::uint64_t quotes, std::uint64_t returns) noexcept;
  void load_escaped(std::uint64_t backslashes) noexcept;
  void load_returns(std::uint64_t returns, std::uint64_t feeds, std::uint64_t inside) noexcept;
  [[nodiscard]] char byte_at(std::size_t place) const noexcept;

  CsvDialect dialect_;
  std::uint64_t quotes_mask_ = 0;  // all ones where the dialect has quotes
  std::string_view block_;
  bool is_whole_ = false;
  std::size_t at_ = 0;  // the row at hand starts here
  std::uint64_t lines_ = 0;
  std::vector<CsvCell> cells_;
  // Of the row at hand, in chunks that are done with.
  bool plain_ = true;
  std::uint64_t inner_lines_ = 0;

  // The chunk of 64 bytes at hand, a bit a byte; bits that are done with are cleared.
  std::size_t base_ = 0;
  std::uint64_t ends_ = 0;      // delimiters and line breaks that end a cell, up to the first fault
  std::uint64_t newlines_ = 0;  // those that end a row
  std::uint64_t inner_ = 0;     // line breaks inside quotes
  std::uint64_t rare_ = 0;      // NUL, and all beyond ASCII
  std::uint64_t faults_ = 0;    // quotes and CRs where none may be, or that something wrong follows
  std::uint64_t openings_ = 0;  // opening quotes
  std::uint64_t inside_ = 0;    // all ones: the next chunk starts inside quotes
  bool escaped_ = false;  // the next chunk's first byte stands behind a backslash that escapes it
  std::size_t no_return_before_ = 0;  // no CR stands between the chunk at hand and here
};

/// How many bytes of `block`, which starts with a row, are whole rows: where to cut a stream. A row
/// that is too large, for its quotes or escapes have it go over lines, is left to be cut off by
/// itself. `is_whole`: the file ends with the block.
[[nodiscard]] std::size_t whole_csv_rows(CsvRows& rows, std::string_view block,
                                         bool is_whole = false);

/// One past the cell at `at` of a well-formed row.
[[nodiscard]] std::size_t csv_cell_end(std::string_view row, const CsvDialect& dialect,
                                       std::size_t at) noexcept;
/// The cell with this number in a well-formed row, found by looking at its text again; an empty one
/// at the end where there are not as many.
[[nodiscard]] CsvCell csv_cell(std::string_view row, const CsvDialect& dialect,
                               std::size_t number) noexcept;
/// The number of the cell that holds the byte at `offset`.
[[nodiscard]] std::size_t csv_cell_number(std::string_view row, const CsvDialect& dialect,
                                          std::size_t offset) noexcept;

/// Does the cell stand as something else than what it says?
[[nodiscard]] inline bool is_escaped(std::string_view cell, const CsvDialect& dialect) noexcept {
  if (dialect.has_quotes()) return !cell.empty() && cell.front() == '"';
  return dialect.has_backslashes() && cell.find('\\') != cell.npos;
}
/// What such a cell says: writes it without the quotes around it, and one for each two inside, or
/// with the signs that backslashes stand for; returns its size. Needs as many bytes as the cell
/// has.
std::size_t unescape_cell(std::string_view cell, const CsvDialect& dialect, char* out) noexcept;
/// The same as a text.
[[nodiscard]] std::string cell_text(std::string_view cell, const CsvDialect& dialect);

/// Is it a cell that stands for no value: a bare one that is a word for that, or \N where
/// backslashes escape?
[[nodiscard]] bool is_null_cell(std::string_view cell, const CsvDialect& dialect) noexcept;

/// Where a backslash of the row starts no escape that COPY or MariaDB write; npos: nowhere.
[[nodiscard]] std::size_t find_broken_escape(std::string_view row,
                                             const CsvDialect& dialect) noexcept;

}  // namespace leadlint::read
