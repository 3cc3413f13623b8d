// What is likely wrong with a snapshot's header, and what to write.
#include "history/snapshot_header.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "finding/words.h"
#include "text/nearest.h"

namespace leadlint::history {
namespace {

/// Lines below the first row that are looked at for the header that titles stand above.
constexpr int max_rows = 20;
/// And bytes: more is no header.
constexpr std::size_t max_bytes = 4096;

/// What parts the columns in a header that was taken for one column; 0: nothing that often does.
char delimiter_in(const read::CsvColumns& columns, std::string_view header) {
  if (columns.names.size() != 1 || !columns.dialect.has_quotes()) return 0;
  const std::size_t at = header.find_first_of(";\t|,");
  return at == header.npos ? '\0' : header[at];
}

/// How to make several columns of one. (The delimiter of a .tsv file is its name's.)
std::string columns_of_one(char delimiter, const read::CsvDialect& dialect) {
  if (delimiter == dialect.delimiter) return in_words(Say::csv_quotes_around_all);
  return in_words(
      dialect.delimiter == '\t' ? Say::csv_one_column_of_tsv : Say::csv_one_column,
      {{"sign", delimiter == '\t' ? phrase(Say::sign_tabs) : std::string_view(&delimiter, 1)},
       {"setting", dialect.setting_text({{Setting::snapshot_delimiter, delimiter}})}});
}

/// The line of a row with a cell that is called like the key; 0: there is none near.
std::uint64_t line_of_header_below(const KeyPath& key, const read::CsvDialect& dialect,
                                   std::string_view text, std::size_t first) {
  read::CsvRows rows(dialect);
  rows.begin(text.substr(0, first + std::min(max_bytes, text.size() - first)), false, first);
  read::CsvRow row;
  for (int i = 0; i < max_rows && rows.next(row); ++i)
    for (const read::CsvCell& cell : row.cells)
      if (key.is_called(read::cell_text(row.text.substr(cell.offset, cell.size), dialect)))
        return 1 + static_cast<std::uint64_t>(std::ranges::count(text.substr(0, row.first), '\n'));
  return 0;
}

}  // namespace

std::optional<OwnedFinding> why_keyless(const KeyPath& key, const read::CsvColumns& columns,
                                        const read::CsvMapping& mapping, std::string_view text,
                                        const read::CsvRow& row) {
  if (columns.cell_of_pointer.contains(key.pointer())) return std::nullopt;
  const auto is_key = [&key](const std::string& pointer) { return key.leads_where(pointer); };
  if (std::ranges::any_of(columns.pointers, is_key)) return std::nullopt;
  OwnedFinding finding;
  finding.code = Code::bad_csv;
  finding.offset = row.first;
  finding.end_offset = row.first + row.text.size();
  const char delimiter = delimiter_in(columns, row.text);
  const std::uint64_t below = line_of_header_below(key, columns.dialect, text, row.next);
  const SettingText setting_text = columns.dialect.setting_text;
  const std::string here = setting_text({{Setting::snapshot_columns}});
  std::string advice;
  if (delimiter != 0)
    advice = columns_of_one(delimiter, columns.dialect);
  else if (below != 0)
    advice = in_words(Say::csv_line_does, {{"line", below}});
  else if (!mapping.empty())
    advice = in_words(Say::csv_none_placed_key,
                      {{"setting", here}, {"other", setting_text({{Setting::columns}})}});
  else
    advice = in_words(Say::csv_first_row, {{"setting", here}});
  if (delimiter == 0 && below == 0)
    if (const auto near = nearest(key.text(), columns.names)) finding.suggestion = *near;
  finding.message = in_words(Say::bad_csv_no_key, {{"key", key.text()}, {"why", advice}});
  return finding;
}

}  // namespace leadlint::history
