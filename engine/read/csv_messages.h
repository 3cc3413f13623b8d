// What is wrong with the header and the rows of a CSV text, and what to write. Tests:
// tests/csv_test.cpp, tests/wrong_input_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/csv_columns.h"
#include "read/csv_rows.h"

namespace leadlint::read {

/// What stands at `at` of such a row in a sound one: "this is not CSV: expected ...".
[[nodiscard]] std::string fault_words(CsvFault fault, std::string_view row, std::size_t at,
                                      const CsvDialect& dialect);

/// Of a first line that names another delimiter than the one that was given.
[[nodiscard]] std::string contradiction_words(const CsvDialect& dialect);

/// Why a text has no header, whose first row is blank or none at all.
[[nodiscard]] std::string no_header_words(std::string_view text, const CsvRow& row,
                                          const CsvDialect& dialect);

/// Of a header over the size limit. It is also a row, for which the caller may have set a smaller
/// one.
[[nodiscard]] std::string too_large_header_words(const CsvDialect& dialect);

/// Of a column without a name: which program writes such, and what to do. `no_name_left_out`: the
/// setting that does so.
[[nodiscard]] std::string no_name_words(std::uint32_t cell, std::size_t cells,
                                        std::string_view no_name_left_out);

/// A name without the blanks around it, and without signs there that nobody sees.
[[nodiscard]] std::string_view bare_name(std::string_view name) noexcept;

/// Of columns that are called as the rules do but for what stands around their names.
/// `columns_setting`: the one that gives columns of this text their places.
[[nodiscard]] std::string blank_names_words(const std::vector<std::string_view>& names,
                                            std::string_view columns_setting);

}  // namespace leadlint::read
