// How programs write the cells of tables (csv, tsv).
#pragma once

#include <cstdint>

namespace leadlint {

/// tsv: how a cell holds what would end it.
enum class CellEscapes : std::uint8_t {
  quotes,  // in quotes, as in CSV: Excel, LibreOffice, pandas, DuckDB
  copy,    // with backslashes (\t \n \r \\, \N for null), and a quote is a sign like others:
           // PostgreSQL's COPY, mariadb -B, SELECT ... INTO OUTFILE, Miller
  none,    // not at all, and a quote is a sign like others: Google Sheets, sqlite3 .mode tabs
};

/// csv, tsv: how numbers, booleans and dates are spelled, in fields that take nothing else.
enum class CellSpelling : std::uint8_t {
  json,         // as in JSON; dates as the field asks for them
  spreadsheet,  // TRUE, 1,234.50, $50, 9/14/2022: as en-US, but not where there is another reading
  spreadsheet_us,  // en-US
  spreadsheet_eu,  // 1.234,50, 50 €, 14.9.2022, 14/9/2022
};

}  // namespace leadlint
