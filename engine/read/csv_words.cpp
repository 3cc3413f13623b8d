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

std::string list_in_quotes(const std::vector<std::string_view>& names, std::string_view quote) {
  constexpr std::size_t max = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), max); ++i)
    list += fmt::format("{}{}{}{}", i == 0 ? "" : ", ", quote, names[i], quote);
  return names.size() > max ? list + ", ..." : list;
}

}  // namespace

const char* fault_words(const CsvRow& row, const CsvDialect& dialect) noexcept {
  const char* const expected = csv_expected(row.fault, row.text, row.fault_at);
  if (row.text.starts_with('{') || row.text.starts_with('[') || row.text.starts_with('<'))
    return expected;  // it is no CSV at all
  if (row.fault == CsvFault::unterminated_quote && dialect.delimiter == '\t')
    return "a closing quote for this one, which is never closed (--input tsv --escapes none reads "
           "a file in which quotes are signs like others)";
  const bool plain = std::string_view(expected).ends_with("without quotes around it");
  if (row.fault != CsvFault::quote_in_cell || !plain) return expected;
  return dialect.delimiter == '\t'
             ? "no quote inside a cell without quotes around it: write quotes around the cell and "
               "two for each inside (\"6\"\" pipe\"), or give --input tsv --escapes none where "
               "quotes are signs like others"
             : "no quote inside a cell without quotes around it: write quotes around the cell and "
               "two for each inside (\"6\"\" pipe\")";
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

std::string too_large_header_words(std::size_t max_row) {
  const bool by_row = max_row < max_csv_header;
  return fmt::format("the header has more than {} bytes{}", by_row ? max_row : max_csv_header,
                     by_row ? " (--max-record-bytes)" : "");
}

std::string no_name_words(std::uint32_t cell, std::size_t cells, std::string_view columns_flag) {
  const std::string where = fmt::format("column {} has no name: ", cell + 1);
  const std::string left_out =
      fmt::format("{} FILE leaves such columns out, where FILE holds {{\"\": null}}", columns_flag);
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
                              std::string_view columns_flag) {
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
      one ? "its name" : "their names", columns_flag, one ? "is" : "are");
}

}  // namespace leadlint::read
