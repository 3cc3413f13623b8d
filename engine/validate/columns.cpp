// Facts about the row of a catalog that a value stands for. Tests: tests/catalog_rows_test.cpp.
#include <optional>
#include <string>
#include <string_view>

#include "text/decimal.h"
#include "text/fold_case.h"
#include "validate/facts.h"
#include "validate/value.h"

namespace leadlint::validate {
namespace {

using table::FactKind;

/// How two numbers compare; nullopt: one of them is none.
std::optional<std::strong_ordering> order_of(std::string_view left, std::string_view right) {
  const auto a = read_decimal(left), b = read_decimal(right);
  if (!a || !b) return std::nullopt;
  return compare(*a, *b);
}

bool holds_order(std::string_view left, std::string_view right, table::Compare sign) {
  const auto order = order_of(left, right);
  return order && satisfies(*order, sign);
}

bool is_number(const read::Node& value, const table::Field& field) {
  return value.kind == read::Kind::integer || value.kind == read::Kind::number ||
         (value.kind == read::Kind::string && reads_numbers(field));
}

/// Is the value the one in the cell? Of numbers by what they are, of all else by the text.
bool is_in_cell(std::string_view cell, const read::Node& value, const table::Field& field) {
  if (is_number(value, field))
    if (const auto order = order_of(cell, plain_text(value))) return *order == 0;
  return field.ignore_case ? equal_ignoring_case(cell, plain_text(value))
                           : cell == plain_text(value);
}

}  // namespace

std::optional<Index> Facts::row_of(const table::RowColumn& column, const Found& value) const {
  const table::CatalogKey& key = table_.catalog_keys[column.key];
  const Catalogs::Data* const data = context_->catalogs;
  if (data == nullptr || !data->given[key.catalog.number()] || !value.good) return std::nullopt;
  const auto& rows = data->rows[column.key.number()];
  if (value.value->kept != read::Kept::whole) return std::nullopt;
  const bool folded = (table_.catalog_columns[key.columns.first] & table::folded_column) != 0;
  const std::string_view text = plain_text(*value.value);
  const auto find = [&](std::string_view wanted) -> std::optional<Index> {
    const auto at = rows.find(wanted);
    return at == rows.end() ? std::nullopt : std::optional(at->second);
  };
  memory_.rows.resize(table_.row_columns.size());
  FactMemory::Row& last =
      memory_.rows[static_cast<std::size_t>(&column - table_.row_columns.data())];
  if (last.stamp == data->stamp && last.value == text) return last.row;
  std::optional<Index> row = find(folded ? std::string_view{memory_.key = fold_case(text)} : text);
  if (!row && !folded) {
    memory_.key.clear();
    append_key(&table_.fields[value.field], *value.value, memory_.key);
    row = find(memory_.key);
  }
  if (row) last = {data->stamp, std::string(text), *row};
  return row;
}

const std::string* Facts::cell_of(Index index, const Found& value) const {
  const table::RowColumn& column = table_.row_columns[index];
  const std::optional<Index> row = row_of(column, value);
  if (!row) return nullptr;
  const auto& cell =
      context_->catalogs->cell(table_.catalog_keys[column.key].catalog, *row, column.column);
  return cell ? &*cell : nullptr;
}

bool Facts::column_holds(const table::Fact& fact, Index instance) const {
  const Found a = find(fact.a, instance);
  if (fact.kind == FactKind::row_known) {
    const table::RowColumn& column = table_.row_columns[fact.index];
    const std::size_t catalog = table_.catalog_keys[column.key].catalog.number();
    if (context_->catalogs == nullptr || !context_->catalogs->given[catalog]) return false;
    return !a.present || row_of(column, a).has_value();
  }
  const std::string* const cell = cell_of(fact.index, a);
  if (cell == nullptr) return false;
  switch (fact.kind) {
    case FactKind::column_there:
      return true;
    case FactKind::compare_column_number:
      return holds_order(*cell, table_.text(fact.text), fact.compare);
    case FactKind::compare_column_text:
      return *cell == table_.text(fact.text);
    case FactKind::compare_column_to: {
      const Found b = find(fact.b, instance);
      if (!b.good) return false;
      const table::Field& field = table_.fields[b.field];
      if (!fact.integral) return is_in_cell(*cell, *b.value, field);
      return is_number(*b.value, field) && holds_order(*cell, plain_text(*b.value), fact.compare);
    }
    case FactKind::compare_columns: {
      const std::string* const other =
          cell_of(static_cast<Index>(fact.integer), find(fact.b, instance));
      if (other == nullptr) return false;
      return fact.integral ? holds_order(*cell, *other, fact.compare) : *cell == *other;
    }
    default:
      break;  // no fact of a row
  }
  return false;
}

}  // namespace leadlint::validate
