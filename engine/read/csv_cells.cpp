// The cells of a row that is well-formed: where they stand, and what they say. Tests:
// tests/csv_rows_test.cpp, tests/tsv_test.cpp.
#include <algorithm>
#include <cstring>
#include <string>

#include "read/csv_rows.h"

namespace leadlint::read {
namespace {

/// What COPY and MariaDB write behind a backslash, and what stands for.
constexpr std::string_view escape_letters = "tnr\\0bfv\t\n";
constexpr std::string_view escaped_signs{"\t\n\r\\\0\b\f\v\t\n", 10};
static_assert(escape_letters.size() == escaped_signs.size());

std::size_t unquote(std::string_view cell, char* out) noexcept {
  std::string_view left = cell.substr(1, cell.size() - 2);
  std::size_t written = 0;
  while (!left.empty()) {
    const std::size_t upto = std::min(left.find('"'), left.size() - 1) + 1;  // the quote with it
    std::memcpy(out + written, left.data(), upto);
    written += upto;
    left.remove_prefix(std::min(left[upto - 1] == '"' ? upto + 1 : upto, left.size()));
  }
  return written;
}

std::size_t without_backslashes(std::string_view cell, char* out) noexcept {
  std::size_t written = 0;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    char sign = cell[at];
    if (sign == '\\' && at + 1 < cell.size()) {
      const std::size_t letter = escape_letters.find(cell[++at]);
      sign = letter == escape_letters.npos ? cell[at] : escaped_signs[letter];
    }
    out[written++] = sign;
  }
  return written;
}

/// Where the delimiter behind `at` stands that no backslash escapes.
std::size_t bare_delimiter(std::string_view row, char delimiter, std::size_t at) noexcept {
  for (; at < row.size() && row[at] != delimiter; ++at)
    if (row[at] == '\\') ++at;
  return std::min(at, row.size());
}

/// One past the quoted cell that starts at `at`.
std::size_t closing_quote(std::string_view row, std::size_t at) noexcept {
  for (++at; at < row.size(); ++at) {
    if (row[at] != '"') continue;
    if (at + 1 == row.size() || row[at + 1] != '"') break;
    ++at;
  }
  return at;
}

}  // namespace

std::size_t csv_cell_end(std::string_view row, const CsvDialect& dialect, std::size_t at) noexcept {
  if (dialect.has_backslashes()) return bare_delimiter(row, dialect.delimiter, at);
  if (dialect.has_quotes() && at < row.size() && row[at] == '"') at = closing_quote(row, at);
  return std::min(row.find(dialect.delimiter, at), row.size());
}

CsvCell csv_cell(std::string_view row, const CsvDialect& dialect, std::size_t number) noexcept {
  std::size_t at = 0;
  for (; number > 0 && at <= row.size(); --number) at = csv_cell_end(row, dialect, at) + 1;
  at = std::min(at, row.size());
  const std::size_t end = csv_cell_end(row, dialect, at);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at)};
}

std::size_t csv_cell_number(std::string_view row, const CsvDialect& dialect,
                            std::size_t offset) noexcept {
  std::size_t number = 0;
  for (std::size_t end = csv_cell_end(row, dialect, 0); end < offset; ++number)
    end = csv_cell_end(row, dialect, end + 1);
  return number;
}

std::size_t unescape_cell(std::string_view cell, const CsvDialect& dialect, char* out) noexcept {
  return dialect.has_quotes() ? unquote(cell, out) : without_backslashes(cell, out);
}

std::string cell_text(std::string_view cell, const CsvDialect& dialect) {
  if (!is_escaped(cell, dialect)) return std::string(cell);
  std::string text(cell.size(), '\0');
  text.resize(unescape_cell(cell, dialect, text.data()));
  return text;
}

bool is_null_cell(std::string_view cell, const CsvDialect& dialect) noexcept {
  if (dialect.has_backslashes() && cell == "\\N") return true;
  return std::ranges::find(dialect.null_words, cell) != dialect.null_words.end();
}

std::size_t find_broken_escape(std::string_view row, const CsvDialect& dialect) noexcept {
  for (std::size_t at = row.find('\\'); at != row.npos; at = row.find('\\', at + 2)) {
    if (at + 1 == row.size()) return at;
    if (escape_letters.find(row[at + 1]) != escape_letters.npos) continue;
    const bool starts = at == 0 || row[at - 1] == dialect.delimiter;
    const bool ends = at + 2 == row.size() || row[at + 2] == dialect.delimiter;
    if (row[at + 1] != 'N' || !starts || !ends) return at;
  }
  return row.npos;
}

}  // namespace leadlint::read
