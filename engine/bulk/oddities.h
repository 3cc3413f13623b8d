// What many records of an input may have in common, and is told once, at the end of the input: bare
// cells that exporters write for "no value", lines whose backslashes are doubled, backslashes
// between tabs. A record says so of itself alone; how many do, nobody knows before the end.
// Tests: tests/bulk_csv_test.cpp, tests/bulk_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "read/csv_columns.h"
#include "read/csv_record.h"

namespace leadlint::bulk {

/// How often, and where first: offsets and records count from the start of the batch.
struct Oddity {
  std::uint64_t times = 0;
  std::size_t first = 0, last = 0;  // bytes [first, last) of the first one
  std::uint64_t record = 0;         // its record, from 0
  std::uint32_t cell = 0;           // csv: its number in the row

  void add(std::size_t first_byte, std::size_t last_byte, std::uint64_t in_record,
           std::uint32_t in_cell) noexcept {
    if (times++ != 0) return;
    first = first_byte;
    last = last_byte;
    record = in_record;
    cell = in_cell;
  }
};

/// Those of a batch.
struct Oddities {
  std::array<Oddity, read::csv_no_words.size()> no_words;  // by word
  Oddity doubled_backslashes;
  Oddity escapes;  // tabs between cells: rows with a cell that COPY or mariadb -B may have escaped
  bool any = false;

  void add_no_word(const read::CsvNoWord& found, std::size_t row, std::uint64_t record) noexcept {
    any = true;
    const std::size_t first = row + found.offset;
    no_words[found.word].add(first, first + read::csv_no_words[found.word].size(), record,
                             found.cell);
  }
  void add_escape(const read::CsvNoWord& found, std::size_t row, std::uint64_t record) noexcept {
    any = true;
    escapes.add(row + found.offset, row + found.offset + found.word, record, found.cell);
  }
  void add_doubled(std::size_t first, std::size_t last, std::uint64_t record) noexcept {
    any = true;
    doubled_backslashes.add(first, last, record, 0);
  }
  void clear() noexcept {
    if (any) *this = {};
  }
};

}  // namespace leadlint::bulk
