// Broken rows and headers, in words.
#include "read/csv_messages.h"

#include <algorithm>

#include <fmt/format.h>

#include "finding/words.h"
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
      return is_behind_blanks(row, at) ? in_words(Say::csv_blank_before_quote)
                                       : in_words(Say::csv_quote_in_cell);
    case CsvFault::text_behind_quote:
      return at >= 2 && at <= row.size() && row[at - 2] == '\\' ? in_words(Say::csv_two_quotes)
                                                                : in_words(Say::csv_behind_quote);
    case CsvFault::bare_return:
      return in_words(Say::csv_line_feed,
                      {{"setting", setting_text({{Setting::escapes, CellEscapes::copy}})}});
    case CsvFault::unterminated_quote:
      return in_words(Say::csv_closing_quote);
    case CsvFault::too_large:
      return in_words(Say::csv_row_size);
    case CsvFault::nul_byte:
      return in_words(Say::csv_nul_byte);
    case CsvFault::bad_escape:
      return in_words(Say::csv_escape,
                      {{"setting", setting_text({{Setting::escapes, CellEscapes::copy}})}});
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
    return in_words(Say::csv_or_quotes_are_signs,
                    {{"expected", expected}, {"setting", no_quotes()}});
  if (fault != CsvFault::quote_in_cell || is_behind_blanks(row, at)) return expected;
  add_words(expected, Say::csv_write_quotes);
  if (tabs) add_words(expected, Say::csv_or_give, {{"setting", no_quotes()}});
  return expected;
}

std::string contradiction_words(const CsvDialect& dialect) {
  const char sign = dialect.delimiter;
  const std::string_view written(&sign, 1);
  const std::string between = sign == '\t' ? in_words(Say::csv_a_tab) : std::string(written);
  if (!dialect.given_by)
    return in_words(Say::bad_csv_sep_in_tsv, {{"between", between}, {"sign", written}});
  return in_words(
      Say::bad_csv_sep_otherwise,
      {{"between", between},
       {"sign", written},
       {"setting", dialect.setting_text({{*dialect.given_by, dialect.given_delimiter}})}});
}

std::string no_header_words(std::string_view text, const CsvRow& row, const CsvDialect& dialect) {
  CsvDialect told = dialect;
  const std::size_t start = std::min(csv_start(text, told), text.size());
  const std::size_t line = text.substr(0, start).find("sep=");
  std::string found = in_words(row.cell_count != 0                       ? Say::csv_blank_line
                               : text.find_first_of("\r\n") != text.npos ? Say::csv_blank_lines
                                                                         : Say::csv_empty_file);
  if (line != text.npos && row.cell_count == 0)
    found = in_words(Say::csv_nothing_below, {{"line", text.substr(line, 5)}});
  return in_words(Say::bad_csv_no_header, {{"found", found}});
}

std::string too_large_header_words(const CsvDialect& dialect) {
  if (dialect.max_row >= max_csv_header)
    return in_words(Say::limit_exceeded_header, {{"limit", max_csv_header}});
  return in_words(Say::limit_exceeded_header_setting,
                  {{"limit", dialect.max_row},
                   {"setting", dialect.setting_text({{Setting::max_record_bytes}})}});
}

std::string no_name_words(std::uint32_t cell, std::size_t cells,
                          std::string_view no_name_left_out) {
  return in_words(cells == 1          ? Say::bad_csv_no_name
                  : cell == 0         ? Say::bad_csv_no_first_name
                  : cell + 1 == cells ? Say::bad_csv_no_last_name
                                      : Say::bad_csv_no_name_between,
                  {{"number", cell + 1}, {"setting", no_name_left_out}});
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
  return in_words(one ? Say::bad_csv_blanks_around_name : Say::bad_csv_blanks_around_names,
                  {{"columns", list_in_quotes(names, "\"")},
                   {"names", list_in_quotes(known, "")},
                   {"signs", phrase(blanks ? Say::csv_blanks : Say::csv_unseen_signs)},
                   {"setting", columns_setting}});
}

}  // namespace leadlint::read
