// Columns of catalogs' rows to facts: `stages[status].order >= 3`.
#include <fmt/format.h>

#include "check/values.h"
#include "compile/compile.h"
#include "compile/conditions.h"
#include "model/scalars.h"

namespace leadlint::compile {

using model::Comparison;
using model::Condition;
using model::Operand;
using table::FactKind;

namespace {

table::Compare table_sign(Comparison comparison) {
  // Named alike, in one order.
  static_assert(static_cast<int>(Comparison::eq) == static_cast<int>(table::Compare::eq) &&
                static_cast<int>(Comparison::ge) == static_cast<int>(table::Compare::ge));
  return static_cast<table::Compare>(comparison);
}

std::string row_column_name(const Operand& column) {
  return fmt::format("{}[{}].{}", column.row_column.catalog, Blocks::path_name(column.path),
                     column.row_column.column);
}

}  // namespace

table::Fact Conditions::column_fact(const Operand& column, FactKind kind) {
  table::Fact fact;
  fact.kind = kind;
  fact.a = blocks_.reference(block_, column.path);
  const bool any_case =
      fact.a != none &&
      blocks_.builder.out.fields[blocks_.builder.out.refs[fact.a].field].ignore_case;
  const table::CatalogKeyId key = blocks_.builder.catalog_key(column.row_column.catalog_number,
                                                              {column.key_column}, {any_case});
  fact.index = blocks_.builder.row_column(key, column.row_column.column_number);
  return fact;
}

std::uint16_t Conditions::of_row(const Operand& column, FactKind kind) {
  return blocks_.fact(block_,
                      fmt::format("row {} {}", static_cast<int>(kind), row_column_name(column)),
                      column_fact(column, kind), true);
}

Cubes Conditions::columns(const Condition& condition, bool negated) {
  const Operand &left = condition.operands[0], &right = condition.operands[1];
  const bool differ = condition.comparison == Comparison::ne;  // the exact negation of ==
  const Comparison comparison = differ ? Comparison::eq : condition.comparison;
  const bool order = comparison != Comparison::eq;
  Builder& builder = blocks_.builder;
  using As = table::ColumnUse::As;
  const auto is_used = [&](const Operand& column, As as) {
    builder.column_use({table::CatalogId{static_cast<Index>(column.row_column.catalog_number)},
                        static_cast<std::uint16_t>(column.row_column.column_number), as});
  };
  table::Fact fact;
  std::string other;
  if (model::is_column(right)) {
    fact = column_fact(left, FactKind::compare_columns);
    const table::Fact of_right = column_fact(right, FactKind::compare_columns);
    fact.b = of_right.a;
    fact.integer = of_right.index;
    fact.integral = order;
    if (order)
      for (const Operand& column : condition.operands) is_used(column, As::number);
    other = row_column_name(right);
  } else if (right.kind == Operand::Kind::literal) {
    const bool number = model::is_number(right.literal);
    fact =
        column_fact(left, number ? FactKind::compare_column_number : FactKind::compare_column_text);
    fact.text = builder.text(literal_text(right.literal));
    if (number) is_used(left, As::number);
    if (std::holds_alternative<bool>(right.literal.value)) is_used(left, As::truth);
    other = fmt::format("{} {}", right.literal.value.index(), literal_text(right.literal));
  } else {
    fact = column_fact(left, FactKind::compare_column_to);
    fact.b = blocks_.reference(block_, right.path);
    fact.integral = order;
    const model::Field* field = model::target(right.path);
    const bool of_request =
        right.path.base == model::Path::Base::request && builder.rules().request;
    const check::Kinds kinds =
        field == nullptr
            ? check::any_kind
            : check::kinds_of(*field, of_request ? *builder.rules().request : builder.rules());
    if (order || kinds == check::number_kind) is_used(left, As::number);
    if (kinds == check::boolean_kind) is_used(left, As::truth);
    other = Blocks::path_name(right.path);
  }
  fact.compare = table_sign(comparison);
  const std::string name = fmt::format("column {} {} {} {}", static_cast<int>(fact.kind),
                                       row_column_name(left), static_cast<int>(comparison), other);
  return atom(blocks_.fact(block_, name, fact, true), negated != differ);
}

}  // namespace leadlint::compile
