// A CSV header to columns: which place of the record each column holds.
//
//   status                             a member of the record, by its name
//   lead.unit_id, lead[unit_id]        a member of an object
//   phones[0].number, phones.0.number  a member of an item of a list, counted from 0
//   first name, a..b                   what is no path is a plain name
//
// A column that no rule names is kept, and reported in each row that fills it, as an unknown member
// is. A header without one column that a rule names is none: a record, or names of another making.
// Tests: tests/csv_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "leadlint/finding.h"
#include "read/csv_rows.h"
#include "read/record.h"
#include "read/shape.h"
#include "table/decision_table.h"
#include "text/text_hash.h"

namespace leadlint::read {

/// Most bytes of a header row, and most steps of the path that one of its names is.
inline constexpr std::size_t max_csv_header = std::size_t{1} << 20;
inline constexpr std::size_t max_csv_steps = 64;

/// How far a text is looked at for a header below titles, where its first row names nothing known:
/// no further than a row may reach, so that it does not matter how much of the text is at hand.
[[nodiscard]] constexpr std::size_t csv_titles_end(std::size_t first_row_end,
                                                   std::size_t max_row) noexcept {
  constexpr std::size_t max_titles = 4096;
  return first_row_end + (max_row <= first_row_end               ? 0
                          : max_row - first_row_end < max_titles ? max_row - first_row_end
                                                                 : max_titles);
}

/// A header name and the path (written as header names are) that stands for it; an empty path
/// leaves the column out.
using CsvMapping = std::vector<std::pair<std::string, std::string>>;

/// The columns of one CSV file. Immutable once made; threads may share it. Refers to its table.
struct CsvColumns {
  /// Where a value goes in the object or list around it.
  enum class ColumnSlot : std::uint8_t {
    nowhere,    // nothing keeps it
    field,      // a member that the block names: `field`, `number`, `fact`
    former,     // one by an old name: `field`, `number`, `fact`, `name`
    unknown,    // one that it does not name: `name`
    free_name,  // `field`, `name`
    item,       // the next one of a list: `field`
  };
  struct ColumnTarget {
    ColumnSlot slot = ColumnSlot::nowhere;
    Index container = none;                 // in `containers`
    FieldId field;                          // that describes the value; none: no rule does
    std::uint16_t number = table::no_name;  // of the field in the container's block
    std::uint16_t fact = 0;                 // that it is present
    Index name = none;                      // in `member_names`: of a free-name or unknown member,
                                            // or an old one
  };
  /// An object or list that columns lie in; [0]: the record. Parents come before what is in them.
  struct Container {
    ColumnTarget place;
    Shape shape;
    bool list = false;
  };
  /// A column that is read.
  struct Column {
    ColumnTarget place;
    std::uint32_t cell = 0;  // its number in a row
    table::Kinds typed = 0;  // kinds that its text becomes where it reads as one
    bool or_text = false;    // ... but not where it is quoted: the field takes text too
    bool words = false;      // the field has words for booleans
    bool json = false;       // its text is the JSON of the value
    bool spelled = false;    // cells are read as cell_spelling.h says
    std::uint16_t no_words =
        0;  // by `csv_no_words`: those that the field takes as values like others
  };

  const table::DecisionTable* table = nullptr;
  FieldId root_field;
  CsvDialect dialect;
  std::vector<Container> containers;
  std::vector<Column> columns;  // items of a list in their order
  std::vector<std::string> member_names;
  // By cell: the names as in the header, and where the column goes (a JSON Pointer, items numbered
  // as the header numbers them; of a column that is left out: empty).
  std::vector<std::string> names, pointers;
  std::unordered_map<std::string, std::uint32_t, KeyedHash> cell_of_pointer;

  /// The columns as text, a line each, for tests.
  [[nodiscard]] std::string dump() const;
};

/// What exporters write for "no value", where nobody has told them otherwise.
inline constexpr std::array<std::string_view, 9> csv_no_words{"NULL", "\\N",  "NA",  "null", "None",
                                                              "#N/A", "<NA>", "NaN", "nil"};
/// The longest of them.
inline constexpr std::size_t longest_csv_no_word = 4;
/// The param of a finding on a name of the mapping that no column has: the name.
inline constexpr std::string_view unused_column_param = "unused_column";

struct CsvHeader {
  CsvColumns columns;
  /// What is wrong with the header, in its order. Offsets count from the start of the text that was
  /// given; lines and columns are for `validate::locate` to fill in.
  OwnedFindings problems;
  /// Names of the mapping that no column has: each has its note among the problems.
  std::vector<std::string> unused;
  /// False: rows cannot be read by it (a problem says why). Else columns that have an error are
  /// left out.
  bool usable = false;
};

/// Where the header may start: behind a byte order mark, and behind a line `sep=;`, in which Excel
/// is told what stands between two cells, and so is the dialect. Of a text that goes on, ask again
/// with more of it.
[[nodiscard]] std::size_t csv_start(std::string_view text, CsvDialect& dialect) noexcept;

/// What a header without a single column that the rules know is: of records nothing would be
/// judged; a snapshot is taken, and gives no context, which is told of the records.
enum class CsvNothingKnown : std::uint8_t { refused, taken };

/// Reads the header: `row` is the first row of `text`, which is the file from its first byte on (a
/// byte order mark there is a problem as `lint.bom` says). The table must outlive the columns.
[[nodiscard]] CsvHeader read_csv_header(const table::DecisionTable& table, FieldId root_field,
                                        const CsvDialect& dialect, std::string_view text,
                                        const CsvRow& row, const CsvMapping& mapping = {},
                                        CsvNothingKnown unknown = CsvNothingKnown::refused);

}  // namespace leadlint::read
