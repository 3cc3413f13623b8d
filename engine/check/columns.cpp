// What a column is compared with tells what its cells have to be: numbers, true or false, or texts.
// Tests: tests/catalog_rows_test.cpp.
#include "check/columns.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "check/names.h"
#include "check/operands.h"
#include "model/condition_text.h"
#include "model/scalars.h"

namespace leadlint::check {
namespace {

using model::Comparison;
using model::Condition;
using model::Field;
using model::Operand;
using model::Scope;
using model::text_of;

bool orders(Comparison comparison) {
  return comparison != Comparison::eq && comparison != Comparison::ne;
}

std::string column_name(const Operand& column) {
  return fmt::format("{}[{}].{}", column.row_column.catalog, text_of(column.path),
                     column.row_column.column);
}

/// The column that lists the field's values, if that is one of this catalog; else the first.
std::size_t key_of(const Field& field, const model::Catalog& catalog) {
  const auto listing = [&](const model::Variant& variant) {
    if (!variant.catalog || variant.catalog->is.catalog != catalog.name)
      return catalog.columns.size();
    const auto at = std::ranges::find(catalog.columns, variant.catalog->is.column);
    return static_cast<std::size_t>(at - catalog.columns.begin());
  };
  std::size_t key = listing(field.main);
  for (const model::Variant& variant : field.also)
    if (key == catalog.columns.size()) key = listing(variant);
  return key == catalog.columns.size() ? 0 : key;
}

class Columns {
 public:
  Columns(const Scope& scope, CheckContext& context) : scope_(scope), context_(context) {}

  void row(Operand& operand) {
    const std::string& name = operand.row_column.catalog;
    const model::Catalog* catalog = find_catalog(name, context_.rules);
    const Field* list = scope_.block == nullptr ? nullptr : model::find_field(*scope_.block, name);
    if (catalog == nullptr && list != nullptr && model::item_of(*list) != nullptr)
      return complain(Code::bad_condition, operand.where,
                      fmt::format("`{0}` is a list, and no catalog: its last item is {0}[last]; a "
                                  "rule about each item stands in `rules:` under its `items:`",
                                  name));
    bind_column(operand.row_column, context_);
    const Field* field = find(operand.path, scope_, Use::condition, context_);
    if (catalog == nullptr || field == nullptr || field->none) return;
    operand.key_column = key_of(*field, *catalog);
    const Kinds kinds = kinds_of(*field, owner_of(operand.path, context_));
    if ((kinds & (text_kind | number_kind)) == 0)
      complain(Code::type_mismatch, operand.path.where,
               worded("a row is found by a text or a number; `{}` is {}", text_of(operand.path),
                      kinds_text(kinds)),
               cause_of(*field, operand.path));
  }

  void compare(Condition& condition) {
    Operand &left = condition.operands[0], &right = condition.operands[1];
    if (!model::is_column(left)) {
      std::swap(left, right);
      condition.comparison = model::mirrored(condition.comparison);
    }
    row(left);
    const bool order = orders(condition.comparison);
    switch (right.kind) {
      case Operand::Kind::column:
        return row(right);
      case Operand::Kind::literal:
        return literal(left, right.literal, right.bare_moment, order);
      case Operand::Kind::path:
        return field(left, right, order);
      case Operand::Kind::length:
      case Operand::Kind::text:
      case Operand::Kind::sum:
      case Operand::Kind::count:
      case Operand::Kind::weekday:
      case Operand::Kind::time_of_day:
      case Operand::Kind::now:
      case Operand::Kind::today:
      case Operand::Kind::index:
        break;
    }
    complain(Code::bad_condition, right.where,
             worded("`{}` compares with a value, a field or another column", column_name(left)));
  }

  void literal(const Operand& column, const model::Scalar& literal, bool moment, bool order) {
    if (std::holds_alternative<std::monostate>(literal.value))
      return complain(Code::bad_condition, literal.where,
                      fmt::format("nothing equals null: write absent({0}) or present({0})",
                                  column_name(column)));
    if (moment) return complain_of_date(literal.where);
    if (order && !model::is_number(literal))
      complain(Code::type_mismatch, literal.where,
               worded("`{}` has no order here: `{}` is more or less than a number",
                      model::spelling_of(literal), column_name(column)));
  }

 private:
  /// A field of the block, or a bare word that is a text.
  void field(const Operand& column, Operand& right, bool order) {
    const std::string word = right.bare_word ? right.path.steps.front().name : std::string();
    const bool is_field = right.bare_word && scope_.block != nullptr &&
                          model::find_field(*scope_.block, word) != nullptr;
    if (right.bare_word && !is_field) {
      if (word == "now" || word == "today") return complain_of_date(right.where);
      if (asks_null(word))
        return complain(Code::bad_condition, right.where,
                        fmt::format("`{0}` is no value: write absent({1}), or \"{0}\" in quotes "
                                    "where that is a text",
                                    word, column_name(column)));
      right.literal = {word, right.where};
      right.kind = Operand::Kind::literal;
      right.path = {};
      right.bare_word = false;
      return literal(column, right.literal, false, order);
    }
    right.bare_word = false;
    const Field* field = find(right.path, scope_, Use::condition, context_);
    if (field == nullptr || field->none) return;
    if (right.moved)
      return complain(Code::bad_condition, right.where,
                      "nothing is added to what a column of a catalog is compared with");
    const Kinds kinds = kinds_of(*field, owner_of(right.path, context_));
    if ((kinds & scalar_kinds) == 0)
      complain(Code::type_mismatch, right.where,
               worded("`{}` is {}: only single values are compared", text_of(right.path),
                      kinds_text(kinds)),
               cause_of(*field, right.path));
    else if (order && (kinds & number_kind) == 0)
      complain(Code::type_mismatch, right.where,
               worded("`{}` is {}, which has no order here: columns of a catalog are more or less "
                      "than numbers",
                      text_of(right.path), kinds_text(kinds)),
               cause_of(*field, right.path));
  }

  void complain_of_date(model::SourceLocation where) {
    complain(Code::type_mismatch, where,
             "columns of a catalog hold texts, numbers, true and false, and no dates");
  }

  void complain(Code code, model::SourceLocation where, Message message,
                model::SourceLocation cause = {}) {
    context_.mistakes.add(code, where, std::move(message), {}, cause);
  }

  const Scope& scope_;
  CheckContext& context_;
};

}  // namespace

void bind_row(Operand& column, const Scope& scope, CheckContext& context) {
  Columns(scope, context).row(column);
}

void bind_columns(Condition& condition, const Scope& scope, CheckContext& context) {
  if (condition.kind == Condition::Kind::compare) Columns(scope, context).compare(condition);
}

void bind_column_list(Condition& condition, const Scope& scope, CheckContext& context) {
  Operand& column = condition.operands[0];
  Columns columns(scope, context);
  columns.row(column);
  Condition spelled;
  spelled.kind = Condition::Kind::any_of;
  spelled.where = condition.where;
  for (const model::Scalar& literal : condition.literals) {
    columns.literal(column, literal, false, false);
    Condition& each = spelled.children.emplace_back();
    each.kind = Condition::Kind::compare;
    each.where = condition.where;
    each.operands = {column, Operand{}};
    each.operands[1].kind = Operand::Kind::literal;
    each.operands[1].literal = literal;
    each.operands[1].where = literal.where;
  }
  if (spelled.children.size() == 1) {
    Condition only = std::move(spelled.children.front());
    spelled = std::move(only);
  }
  if (!spelled.children.empty() || spelled.kind == Condition::Kind::compare)
    condition = std::move(spelled);
}

}  // namespace leadlint::check
