// The words of settings that say how files of rows are read, on the command line and in
// leadlint.yaml alike.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "leadlint/finding.h"
#include "read/csv_rows.h"

namespace leadlint::config {

// In the order of their types, CellEscapes and CellSpelling.
inline constexpr std::array<std::string_view, 3> escapes_words{"quotes", "copy", "none"};
inline constexpr std::array<std::string_view, 4> cells_words{"json", "spreadsheet",
                                                             "spreadsheet:us", "spreadsheet:eu"};

/// What makes a run fail; `none`: nothing.
inline constexpr std::array<std::string_view, 3> fail_severity_words{"error", "warning", "none"};
inline constexpr std::array<std::optional<Severity>, 3> fail_severities{
    Severity::error, Severity::warning, std::nullopt};

inline constexpr std::string_view delimiter_takes =
    "one ASCII character that is no quote or line break, or tab";
[[nodiscard]] constexpr std::optional<char> delimiter_from(std::string_view text) noexcept {
  if (text == "tab" || text == "\\t") return '\t';
  if (text.size() == 1 && read::is_csv_delimiter(text[0])) return text[0];
  return std::nullopt;
}

}  // namespace leadlint::config
