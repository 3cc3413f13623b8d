// How an input holds its records.
#pragma once

#include <cstdint>

namespace leadlint {

enum class BulkFormat : std::uint8_t {
  json,        // one record, whatever its root
  json_array,  // the elements of a list
  json_lines,  // one a line; blank lines are no records
  csv,         // one a row; the first row is the header
  tsv,         // the same with a tab between two cells: see CellEscapes
  form,        // one query string or form-encoded text
};

}  // namespace leadlint
