// Broken rows and headers, in words.
#include "read/csv_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/unseen.h"
#include "text/utf8.h"

namespace leadlint::read {
namespace {

/// Bytes of the sign that `text` starts with, where it is a blank or takes no room; else 0.
std::size_t unseen_at_front(std::string_view text) {
  if (text.starts_with(' ') || text.starts_with('\t')) return 1;
  const bool is =
      !text.empty() && is_unseen(code_point_at(text, 0), unseen::blank | unseen::no_width);
  return is ? character_size(text, 0) : 0;
}

std::size_t unseen_at_end(std::string_view text) {
  std::size_t first = text.size() - (text.empty() ? 0U : 1U);
  while (first > 0 && is_continuation(text[first])) --first;
  const std::size_t size = unseen_at_front(text.substr(first));
  return first + size == text.size() ? size : 0;
}

/// Do blanks alone stand between the quote and what parts it from the cell before?
bool is_behind_blanks(std::string_view row, std::size_t at) noexcept {
  if (at == 0 || at > row.size()) return false;
  const std::size_t before = row.find_last_not_of(' ', at - 1);
  if (before == at - 1) return false;
  return before == row.npos ||
         std::string_view(",;|\t").find(row[before]) != std::string_view::npos;
}

/// What stands at `at` of such a row in a sound one.
std::string expected_in(CsvFault fault, std::string_view row, std::size_t at,
                        SettingText setting_text) {
  switch (fault) {
    case CsvFault::ok:
      return "";
    case CsvFault::quote_in_cell:
      return is_behind_blanks(row, at)
                 ? "no blank between the delimiter and this quote: a cell in quotes starts with one"
                 : "no quote inside a cell without quotes around it";
    case CsvFault::text_behind_quote:
      return at >= 2 && at <= row.size() && row[at - 2] == '\\'
                 ? "two quotes for one inside of a cell (\"\"): a backslash in front of it is no "
                   "escape in CSV"
                 : "a delimiter or the end of the row behind the closing quote";
    case CsvFault::bare_return:
      return fmt::format(
          "a line feed behind this carriage return: a CR alone ends no line (write LF or CR LF), "
          "and a cell that holds one stands in quotes (csv) or holds \\r ({})",
          setting_text({{Setting::escapes, CellEscapes::copy}}));
    case CsvFault::unterminated_quote:
      return "a closing quote for this one, which is never closed";
    case CsvFault::too_large:
      return "a row within the size limit";
    case CsvFault::nul_byte:
      return "text, not a NUL byte";
    case CsvFault::bad_escape:
      return fmt::format(
          "one of \\t \\n \\r \\\\ at this backslash, or \\N as all of the cell ({})",
          setting_text({{Setting::escapes, CellEscapes::copy}}));
  }
  return "";
}

std::string list_in_quotes(const std::vector<std::string_view>& names, std::string_view quote) {
  constexpr std::size_t max = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), max); ++i)
    list += fmt::format("{}{}{}{}", i == 0 ? "" : ", ", quote, names[i], quote);
  return names.size() > max ? list + ", ..." : list;
}

}  // namespace

std::string fault_words(CsvFault fault, std::string_view row, std::size_t at,
                        const CsvDialect& dialect) {
  std::string expected = expected_in(fault, row, at, dialect.setting_text);
  if (row.starts_with('{') || row.starts_with('[') || row.starts_with('<'))
    return expected;  // it is no CSV at all
  const bool tabs = dialect.delimiter == '\t';
  const auto no_quotes = [&] {
    return dialect.setting_text(
        {{Setting::format, BulkFormat::tsv}, {Setting::escapes, CellEscapes::none}});
  };
  if (fault == CsvFault::unterminated_quote && tabs)
    return fmt::format("{} ({} reads a file in which quotes are signs like others)", expected,
                       no_quotes());
  if (fault != CsvFault::quote_in_cell || !expected.ends_with("without quotes around it"))
    return expected;
  expected += ": write quotes around the cell and two for each inside (\"6\"\" pipe\")";
  if (tabs) expected += fmt::format(", or give {} where quotes are signs like others", no_quotes());
  return expected;
}

std::string contradiction_words(const CsvDialect& dialect) {
  const char sign = dialect.delimiter;
  return fmt::format(
      "this first line says that {} stands between cells (sep={}), and {}",
      sign == '\t' ? "a tab" : std::string(1, sign), sign,
      dialect.given_by
          ? dialect.setting_text({{*dialect.given_by, dialect.given_delimiter}}) +
                " says otherwise; leave one of the two out"
          : "a TSV file has tabs there; take the line out, or have the file read as CSV");
}

std::string no_header_words(std::string_view text, const CsvRow& row, const CsvDialect& dialect) {
  CsvDialect told = dialect;
  const std::size_t start = std::min(csv_start(text, told), text.size());
  const std::size_t line = text.substr(0, start).find("sep=");
  std::string found = row.cell_count != 0 ? "this line is blank"
                      : text.find_first_of("\r\n") != text.npos
                          ? "the file holds nothing but blank lines"
                          : "the file is empty";
  if (line != text.npos && row.cell_count == 0)
    found = fmt::format("nothing stands below the line {}", text.substr(line, 5));
  return found + ": expected a header that names the columns";
}

std::string too_large_header_words(const CsvDialect& dialect) {
  if (dialect.max_row >= max_csv_header)
    return fmt::format("the header has more than {} bytes", max_csv_header);
  return fmt::format("the header has more than {} bytes ({})", dialect.max_row,
                     dialect.setting_text({{Setting::max_record_bytes}}));
}

std::string no_name_words(std::uint32_t cell, std::size_t cells,
                          std::string_view no_name_left_out) {
  const std::string where = fmt::format("column {} has no name: ", cell + 1);
  const std::string left_out = fmt::format("{} leaves such columns out", no_name_left_out);
  if (cells == 1) return where + left_out;
  if (cell == 0)
    return where +
           "R's write.csv and pandas put the names of rows there (row.names = FALSE in R, "
           "index=False in pandas leaves them away); or " +
           left_out;
  if (cell + 1 == cells)
    return where + "the header ends in the delimiter; take the last one off each line, or " +
           left_out;
  return where + "give it one, or " + left_out;
}

std::string_view bare_name(std::string_view name) noexcept {
  while (const std::size_t size = unseen_at_front(name)) name.remove_prefix(size);
  while (const std::size_t size = unseen_at_end(name)) name.remove_suffix(size);
  return name;
}

std::string blank_names_words(const std::vector<std::string_view>& names,
                              std::string_view columns_setting) {
  std::vector<std::string_view> known;
  bool blanks = true;
  for (const std::string_view name : names) {
    known.push_back(bare_name(name));
    const std::size_t first = name.find_first_not_of(" \t");
    blanks = blanks && name.substr(first, name.find_last_not_of(" \t") - first + 1) == known.back();
  }
  const bool one = names.size() == 1;
  return fmt::format(
      "the {} {} {} {} with {} around {}: take them off, or say with {} which {} meant; no row is "
      "read",
      one ? "column" : "columns", list_in_quotes(names, "\""), one ? "is" : "are",
      list_in_quotes(known, ""), blanks ? "blanks" : "signs that nobody sees",
      one ? "its name" : "their names", columns_setting, one ? "is" : "are");
}

}  // namespace leadlint::read
