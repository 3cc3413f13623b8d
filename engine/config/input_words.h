// The words of settings that say how files of rows are read, on the command line and in
// leadlint.yaml alike.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "leadlint/cells.h"
#include "leadlint/finding.h"
#include "read/csv_rows.h"
#include "text/word.h"

namespace leadlint::config {

inline constexpr std::array<Word<CellEscapes>, 3> escapes_words{
    {{"quotes", CellEscapes::quotes}, {"copy", CellEscapes::copy}, {"none", CellEscapes::none}}};
inline constexpr std::array<Word<CellSpelling>, 4> cells_words{
    {{"json", CellSpelling::json},
     {"spreadsheet", CellSpelling::spreadsheet},
     {"spreadsheet:us", CellSpelling::spreadsheet_us},
     {"spreadsheet:eu", CellSpelling::spreadsheet_eu}}};

/// What makes a run fail; `none`: nothing.
inline constexpr std::array<Word<std::optional<Severity>>, 3> fail_severity_words{
    {{"error", Severity::error}, {"warning", Severity::warning}, {"none", std::nullopt}}};

inline constexpr std::string_view delimiter_takes =
    "one ASCII character that is no quote or line break, or tab";
[[nodiscard]] constexpr std::optional<char> delimiter_from(std::string_view text) noexcept {
  if (text == "tab" || text == "\\t") return '\t';
  if (text.size() == 1 && read::is_csv_delimiter(text[0])) return text[0];
  return std::nullopt;
}

}  // namespace leadlint::config
