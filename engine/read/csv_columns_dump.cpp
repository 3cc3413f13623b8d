// Columns as text, for tests.
#include "read/csv_columns.h"

namespace leadlint::read {

std::string CsvColumns::dump() const {
  std::string out;
  for (const Column& column : columns) {
    out += std::to_string(column.cell) + " " + names[column.cell] + " -> " + pointers[column.cell];
    if ((column.typed & table::k_boolean) != 0) out += " boolean";
    if ((column.typed & table::k_integer) != 0) out += " integer";
    if ((column.typed & table::k_number) != 0) out += " number";
    if (column.typed != 0 && column.or_text) out += " or text";
    if (column.place.slot == ColumnSlot::former) out += " by an old name";
    if (column.place.slot == ColumnSlot::unknown) out += " unknown";
    if (column.place.slot == ColumnSlot::nowhere) out += " kept nowhere";
    out += "\n";
  }
  return out;
}

}  // namespace leadlint::read
