// Where the header of a CSV text may start. Tests: tests/csv_test.cpp.
#include "read/csv_columns.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace leadlint::read {

namespace {

bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }

}  // namespace

std::size_t csv_start(std::string_view text, CsvDialect& dialect) noexcept {
  constexpr std::string_view separator = "sep=";
  const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  const std::size_t at = start + separator.size();
  if (!text.substr(start).starts_with(separator) || at == text.size() || !dialect.has_quotes() ||
      !is_csv_delimiter(text[at]) || is_letter_or_digit(text[at]))
    return start;
  std::string_view behind = text.substr(at + 1);
  if (behind.starts_with('\r')) behind.remove_prefix(1);
  if (!behind.empty() && !behind.starts_with('\n')) return start;
  dialect.delimiter = text[at];
  return text.size() - behind.size() + (behind.empty() ? 0 : 1);
}

}  // namespace leadlint::read
