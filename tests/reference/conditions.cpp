// Conditions, asked one node at a time; and when a rule keeps silent.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "reference/nodes.h"

namespace reference {
namespace {

using ConditionKind = model::Condition::Kind;
using OperandKind = model::Operand::Kind;
using Base = model::Path::Base;

template <class T>
std::optional<int> order_of(const Typed& left, const Typed& right) {
  const T &l = std::get<T>(left), &r = std::get<T>(right);
  return l < r ? -1 : r < l ? 1 : 0;
}

bool is_record(Base base) {
  return base == Base::current || base == Base::request || base == Base::param;
}

/// Every operand that is compared in a condition. Asking whether a thing is there, given or the
/// only one compares nothing; whether two are the same: see alike_paths.
void compared_operands(const model::Condition& condition, std::vector<const model::Operand*>& out) {
  switch (condition.kind) {
    case ConditionKind::compare:
    case ConditionKind::calculation:
    case ConditionKind::in_list:
    case ConditionKind::in_catalog:
    case ConditionKind::blank:
    case ConditionKind::matches:
    case ConditionKind::starts_with:
    case ConditionKind::ends_with:
    case ConditionKind::contains:
    case ConditionKind::changed:
    case ConditionKind::in_items:
      for (const model::Operand& side : condition.operands)
        if (model::names_field(side)) out.push_back(&side);
      return;
    case ConditionKind::all_of:
    case ConditionKind::any_of:
    case ConditionKind::negation:
      for (const model::Condition& child : condition.children) compared_operands(child, out);
      return;
    case ConditionKind::always:
    case ConditionKind::never:
    case ConditionKind::present:
    case ConditionKind::absent:
    case ConditionKind::sent:
    case ConditionKind::cleared:
    case ConditionKind::given:
    case ConditionKind::same:
    case ConditionKind::only:
    case ConditionKind::in_form:
    case ConditionKind::any_item:
    case ConditionKind::all_items:
    case ConditionKind::named:
      return;
  }
}

void each_condition(const model::Condition& condition, ConditionKind kind,
                    std::vector<const model::Condition*>& out) {
  if (condition.kind == kind) out.push_back(&condition);
  for (const model::Condition& child : condition.children) each_condition(child, kind, out);
}

const Value* rows_of(const Value& catalog, const std::string& member) {
  if (catalog.kind == Value::Kind::array) return &catalog;
  const Value* rows = catalog.kind == Value::Kind::object ? find_member(catalog, member) : nullptr;
  return rows != nullptr && rows->kind == Value::Kind::array ? rows : nullptr;
}

}  // namespace

// ------------------------------------------------------------------------------------- comparisons

Typed typed_scalar(const model::Scalar& scalar) {
  if (const auto* whole = std::get_if<std::int64_t>(&scalar.value))
    return exact(std::to_string(*whole));
  if (const auto* number = std::get_if<model::Number>(&scalar.value)) return exact(number->text);
  if (const auto* truth = std::get_if<bool>(&scalar.value)) return *truth;
  if (const auto* text = std::get_if<std::string>(&scalar.value)) return *text;
  return {};
}

namespace {

bool is_beyond_double(const Exact& number) {
  return !std::isfinite(std::strtod(plain_spelling(number).c_str(), nullptr));
}

}  // namespace

std::optional<int> compare(const Typed& left, const Typed& right, std::int64_t seconds,
                           bool alike) {
  if (left.index() != right.index()) return std::nullopt;
  if (std::holds_alternative<Exact>(left)) {
    const Exact &a = std::get<Exact>(left), &b = std::get<Exact>(right);
    if (is_beyond_double(a) || is_beyond_double(b)) return std::nullopt;  // an error of its own
    return compare_exact(a, b);
  }
  if (std::holds_alternative<bool>(left)) return order_of<bool>(left, right);
  if (std::holds_alternative<std::string>(left)) return order_of<std::string>(left, right);
  if (std::holds_alternative<Moment>(left))
    return compare_moments(std::get<Moment>(left), std::get<Moment>(right), seconds, alike);
  return std::nullopt;
}

Typed Judge::operand(const model::Operand& side, const model::Operand& other, Node& instance) {
  if (side.kind == OperandKind::literal) {
    if (other.kind != OperandKind::path) return typed_scalar(side.literal);
    // A date in a condition is read as the field beside it reads its own.
    const Place place = look_up(other.path, instance);
    return place.good() ? literal(*place.node, side.literal) : typed_scalar(side.literal);
  }
  if (side.kind == OperandKind::index) return exact(std::to_string(index_of(side.path, instance)));
  const Place place = look_up(side.path, instance);
  if (!place.good()) return {};
  const Value& value = *place.node->value;
  if (side.kind == OperandKind::path) return typed(*place.node);
  if (side.kind == OperandKind::text)
    return value.kind == Value::Kind::boolean  ? (value.truth ? "true" : "false")
           : value.kind == Value::Kind::number ? plain_spelling(exact(value.text))
                                               : value.text;
  if (value.kind == Value::Kind::array) return exact(std::to_string(value.items.size()));
  if (value.kind == Value::Kind::object) return exact(std::to_string(value.members.size()));
  if (value.kind != Value::Kind::string) return {};
  const auto said = only_form(*place.node->field).unit;
  const auto unit =
      said == model::LengthUnit::by_option ? place.node->rules->settings.length_unit : said;
  return exact(std::to_string(length_of(value.text, unit)));
}

namespace {

/// What does not compare is not equal, and neither more nor less.
bool satisfies(std::optional<int> order, model::Comparison comparison) {
  if (!order) return comparison == model::Comparison::ne;
  switch (comparison) {
    case model::Comparison::eq:
      return *order == 0;
    case model::Comparison::ne:
      return *order != 0;
    case model::Comparison::lt:
      return *order < 0;
    case model::Comparison::le:
      return *order <= 0;
    case model::Comparison::gt:
      return *order > 0;
    case model::Comparison::ge:
      return *order >= 0;
  }
  return false;
}

}  // namespace

namespace {

std::optional<std::string> catalog_text(const Typed& value);

/// Is it a comparison with a column of a catalog's row?
bool is_about_row(const model::Condition& condition) {
  return std::any_of(condition.operands.begin(), condition.operands.end(), model::is_column);
}

}  // namespace

/// The row that the value of a field stands for, and what it has in the column.
Judge::Cell Judge::cell(const model::Operand& column, Node& instance) {
  const auto given_catalog = context_.catalogs.find(column.row_column.catalog);
  const Place key = look_up(column.path, instance);
  if (given_catalog == context_.catalogs.end()) return {};
  if (!key.present()) return {true, std::nullopt};
  if (!key.good()) return {};
  const auto declared = std::find_if(
      rules_.catalogs.begin(), rules_.catalogs.end(),
      [&](const model::Catalog& catalog) { return catalog.name == column.row_column.catalog; });
  const std::string& by = declared->columns.at(column.key_column);
  const auto any_case = [](const model::Variant& variant) { return variant.ignore_case; };
  const model::Field& field = *key.node->field;
  const bool folds =
      any_case(field.main) || std::any_of(field.also.begin(), field.also.end(), any_case);
  const auto wanted = catalog_text(typed(*key.node));
  const Value& said = *key.node->value;
  for (const Value& row : rows_of(*given_catalog->second, declared->rows)->items) {
    const Value* own = row.kind == Value::Kind::object ? find_member(row, by)
                       : column.key_column == 0        ? &row
                                                       : nullptr;
    const auto found = own == nullptr ? std::nullopt : catalog_text(typed_json(*own));
    if (!found || !wanted) continue;
    const bool as_written = said.kind == Value::Kind::number && said.text == *found;
    if (*found != *wanted && !as_written && !(folds && fold_case(*found) == fold_case(*wanted)))
      continue;
    const Value* cell = row.kind == Value::Kind::object ? find_member(row, column.row_column.column)
                        : column.row_column.column == declared->columns.front() ? &row
                                                                                : nullptr;
    return {true, cell == nullptr ? std::nullopt : catalog_text(typed_json(*cell))};
  }
  return {};
}

bool Judge::compares_row(const model::Condition& condition, Node& instance) {
  const model::Operand &left = condition.operands[0], &right = condition.operands[1];
  const bool negated = condition.comparison == model::Comparison::ne;
  const bool order = !negated && condition.comparison != model::Comparison::eq;
  const std::optional<std::string> mine = cell(left, instance).text;
  if (!mine) return negated;
  Typed other;
  bool any_case = false;
  if (right.kind == OperandKind::column) {
    const auto its = cell(right, instance).text;
    if (!its) return negated;
    other = order ? Typed{exact(*its)} : Typed{*its};
  } else if (right.kind == OperandKind::literal) {
    other = typed_scalar(right.literal);
  } else {
    const Place place = look_up(right.path, instance);
    if (!place.good()) return negated;
    other = typed(*place.node);
    const auto folds = [](const model::Variant& variant) { return variant.ignore_case; };
    any_case = folds(place.node->field->main) ||
               std::any_of(place.node->field->also.begin(), place.node->field->also.end(), folds);
    if (std::holds_alternative<Moment>(other)) other = place.node->value->text;
  }
  if (const auto* number = std::get_if<Exact>(&other); number != nullptr && is_number_text(*mine))
    return satisfies(compare(exact(*mine), *number), condition.comparison);
  if (order) return false;
  const auto text = catalog_text(other);
  const bool equal = text && (*text == *mine || (any_case && fold_case(*text) == fold_case(*mine)));
  return equal != negated;
}

bool Judge::compares(const model::Condition& condition, Node& instance) {
  if (is_about_row(condition)) return compares_row(condition, instance);
  const model::Operand &left = condition.operands[0], &right = condition.operands[1];
  const bool negated = condition.comparison == model::Comparison::ne;
  if (is_about_moment(condition))
    return satisfies(order_of_moments(condition, instance), condition.comparison);
  if (right.kind == OperandKind::literal && left.kind == OperandKind::path &&
      (negated || condition.comparison == model::Comparison::eq)) {
    const Place place = look_up(left.path, instance);
    return (place.good() && is(*place.node, right.literal)) != negated;
  }
  const Typed left_value = operand(left, right, instance);
  const Typed right_value = operand(right, left, instance);
  if (negated || condition.comparison == model::Comparison::eq) {
    const Place l = look_up(left.path, instance), r = look_up(right.path, instance);
    const bool plain = left.kind == OperandKind::path && right.kind == OperandKind::path &&
                       left.seconds == 0 && right.seconds == 0;
    if (plain && l.good() && r.good()) return same(l, r) != negated;
    const auto* l_text = std::get_if<std::string>(&left_value);
    const auto* r_text = std::get_if<std::string>(&right_value);
    if (left.kind != OperandKind::literal && right.kind != OperandKind::literal &&
        l_text != nullptr && r_text != nullptr && (ignores_case(*l.node) || ignores_case(*r.node)))
      return (fold_case(*l_text) == fold_case(*r_text)) != negated;
  }
  return satisfies(compare(left_value, right_value, right.seconds - left.seconds),
                   condition.comparison);
}

/// 0 however it is spelled: -0, 0.0.
std::string number_as_text(const std::string& spelling) {
  const double number = std::strtod(spelling.c_str(), nullptr);
  return number == std::floor(number) && std::abs(number) < 9e15
             ? std::to_string(static_cast<std::int64_t>(number))
             : spelling;
}

/// Values that rules do not take: numbers by their value; nothing equals a list or an object.
bool same_written(const Value& left, const Value& right) {
  using Kind = Value::Kind;
  if (left.kind != right.kind || left.kind == Kind::array || left.kind == Kind::object)
    return false;
  if (left.kind == Kind::number && left.text != right.text)
    return compare_exact(exact(left.text), exact(right.text)) == 0;
  return write_json(left) == write_json(right);
}

// Of a form that lists values `case: ignore` is about these alone.
bool Judge::ignores_case(const Node& node) {
  if (node.value->kind != Value::Kind::string) return false;
  const auto covers = [&](const model::Variant& variant) {
    const auto is_value = [&](const model::Scalar& each) {
      const auto* listed = std::get_if<std::string>(&each.value);
      return listed != nullptr && fold_case(*listed) == fold_case(node.value->text);
    };
    return variant.ignore_case &&
           (!variant.values ||
            std::any_of(variant.values->is.begin(), variant.values->is.end(), is_value));
  };
  return covers(node.field->main) ||
         std::any_of(node.field->also.begin(), node.field->also.end(), covers);
}

/// Of texts, and of numbers as they are spelled when nothing is left to say of them.
bool Judge::has_part(const model::Condition& condition, Node& instance) {
  bool any_case = false;
  std::vector<std::string> texts;
  for (const model::Operand& side : condition.operands) {
    if (side.kind == OperandKind::literal) {
      texts.push_back(std::get<std::string>(side.literal.value));
      continue;
    }
    const Place place = look_up(side.path, instance);
    if (!place.good()) return false;
    const Value& value = *place.node->value;
    if (value.kind != Value::Kind::string && value.kind != Value::Kind::number) return false;
    texts.push_back(value.kind == Value::Kind::string ? value.text : number_as_text(value.text));
    any_case = any_case || ignores_case(*place.node);
  }
  if (any_case)
    for (std::string& text : texts) text = fold_case(text);
  const std::string &whole = texts[0], &part = texts[1];
  if (part.size() > whole.size()) return false;
  const std::size_t last = whole.size() - part.size();
  for (std::size_t at = 0; at <= last; ++at) {
    if (whole.compare(at, part.size(), part) != 0) continue;
    if (condition.kind == ConditionKind::contains) return true;
    if (at == (condition.kind == ConditionKind::starts_with ? 0 : last)) return true;
  }
  return false;
}

bool Judge::same(const Place& left, const Place& right) {
  if (!left.present() || !right.present()) return left.present() == right.present();
  // Of a stored value nobody asks which shape it has: the same text is the same value.
  const bool shaped = left.node->field->has_shapes() || right.node->field->has_shapes();
  if (shaped && same_written(*left.node->value, *right.node->value)) return true;
  if (left.good() && right.good()) {
    const Typed l = typed(*left.node), r = typed(*right.node);
    const auto* l_text = std::get_if<std::string>(&l);
    const auto* r_text = std::get_if<std::string>(&r);
    if (l_text != nullptr && r_text != nullptr &&
        (ignores_case(*left.node) || ignores_case(*right.node)))
      return fold_case(*l_text) == fold_case(*r_text);
    if (const auto order = compare(l, r)) return *order == 0;
    return false;
  }
  return same_written(*left.node->value, *right.node->value);
}

// -------------------------------------------------------------------------------------- conditions

bool Judge::record_known(const model::Path& path) const {
  if (path.base == Base::current) return current_ != nullptr;
  if (path.base == Base::request) return request_ != nullptr;
  return path.base != Base::param || params_ != nullptr;
}

bool Judge::given(const model::Condition& condition, Node& instance) {
  if (!condition.operands.empty()) {
    const model::Path& path = condition.operands[0].path;
    return record_known(path) && look_up(path, instance).good();
  }
  for (const model::Catalog& catalog : rules_.catalogs)
    if (catalog.name == condition.name) return context_.catalogs.count(condition.name) != 0;
  if (condition.name == "current") return current_ != nullptr;
  if (condition.name == "request") return request_ != nullptr;
  if (condition.name == "params" || condition.name == "param") return params_ != nullptr;
  if (params_ == nullptr) return false;
  const auto param = params_->members.find(condition.name);
  if (param == params_->members.end()) return false;
  judge(*param->second);
  return param->second->good;
}

namespace {

/// Two objects or two lists: whether they are the same nobody asks.
bool are_containers(const Place& left, const Place& right) {
  const Value::Kind kind = left.node->value->kind;
  return kind == right.node->value->kind &&
         (kind == Value::Kind::object || kind == Value::Kind::array);
}

}  // namespace

bool Judge::changed(const model::Path& path, Node& instance) {
  const Place here = look_up(path, instance), there = counterpart(path, instance);
  return here.good() && here.sent() && there.good() && !same(here, there);
}

bool Judge::only(const model::Condition& condition, Node& instance) {
  std::vector<Node*> named;
  for (const model::Operand& side : condition.operands)
    named.push_back(look_up(side.path, instance).node);
  for (const auto& [name, member] : instance.members) {
    judge(*member);
    if (member->present && !member->by_default &&
        std::find(named.begin(), named.end(), member) == named.end())
      return false;
  }
  return true;
}

namespace {

/// Catalogs are compared as text: an id is the same id in quotes and without.
std::optional<std::string> catalog_text(const Typed& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<Exact>(&value)) return plain_spelling(*number);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  return std::nullopt;
}

}  // namespace

/// Is the value one that the catalog lists, or is that not given?
bool Judge::is_in_column(const Node& node, const model::Variant& variant) {
  const model::CatalogColumn& column = variant.catalog->is;
  const auto given_catalog = context_.catalogs.find(column.catalog);
  const Value& value = *node.value;
  if (given_catalog == context_.catalogs.end() || value.kind == Value::Kind::null ||
      value.kind == Value::Kind::array || value.kind == Value::Kind::object)
    return true;
  const auto declared =
      std::find_if(rules_.catalogs.begin(), rules_.catalogs.end(),
                   [&](const model::Catalog& catalog) { return catalog.name == column.catalog; });
  const Value* rows = rows_of(*given_catalog->second, declared->rows);
  const Typed plain = typed_json(value);
  const std::string said = value.kind == Value::Kind::number ? value.text : *catalog_text(plain);
  const std::string wanted = *catalog_text(
      value.kind == Value::Kind::string && std::holds_alternative<Exact>(typed(node, variant))
          ? typed(node, variant)
          : plain);
  return std::any_of(rows->items.begin(), rows->items.end(), [&](const Value& row) {
    const Value* cell = row.kind == Value::Kind::object ? find_member(row, column.column)
                        : column.column == declared->columns.front() ? &row
                                                                     : nullptr;
    const auto listed = cell == nullptr ? std::nullopt : catalog_text(typed_json(*cell));
    return listed && (*listed == wanted || *listed == said ||
                      (variant.ignore_case && fold_case(*listed) == fold_case(said)));
  });
}

bool Judge::is_in_catalog(const model::Names& names, const std::string& name) const {
  const auto given_catalog = context_.catalogs.find(names.catalog.catalog);
  if (names.kind != model::Names::Kind::catalog || given_catalog == context_.catalogs.end())
    return true;
  const auto declared = std::find_if(
      rules_.catalogs.begin(), rules_.catalogs.end(),
      [&](const model::Catalog& catalog) { return catalog.name == names.catalog.catalog; });
  const Value* rows = rows_of(*given_catalog->second, declared->rows);
  if (rows == nullptr) return false;
  return std::any_of(rows->items.begin(), rows->items.end(), [&](const Value& row) {
    const Value* cell = row.kind == Value::Kind::object ? find_member(row, names.catalog.column)
                        : names.catalog.column == declared->columns.front() ? &row
                                                                            : nullptr;
    return cell != nullptr && catalog_text(typed_json(*cell)) == name;
  });
}

bool Judge::in_catalog(const model::Condition& condition, Node& instance) {
  const auto given_catalog = context_.catalogs.find(condition.name);
  if (given_catalog == context_.catalogs.end()) return false;
  const auto declared =
      std::find_if(rules_.catalogs.begin(), rules_.catalogs.end(),
                   [&](const model::Catalog& catalog) { return catalog.name == condition.name; });
  const Value* rows = rows_of(*given_catalog->second, declared->rows);
  if (rows == nullptr) return false;
  const std::vector<std::string>& columns =
      condition.columns.empty() ? declared->columns : condition.columns;
  for (const Value& row : rows->items) {
    bool hit = true;
    for (std::size_t i = 0; i < condition.operands.size() && hit; ++i) {
      const Value* cell = nullptr;
      if (row.kind == Value::Kind::object) {
        cell = find_member(row, columns.at(i));
      } else if (columns.at(i) == declared->columns.front()) {
        cell = &row;
      }
      const Typed value = operand(condition.operands[i], condition.operands[i], instance);
      const auto wanted = catalog_text(value);
      if (!wanted || cell == nullptr) {
        hit = false;
        continue;
      }
      const auto found = catalog_text(typed_json(*cell));
      const Place place = look_up(condition.operands[i].path, instance);
      const bool as_written = place.node->value->kind == Value::Kind::number &&
                              cell->kind == Value::Kind::string &&
                              place.node->value->text == cell->text;
      const auto any_case = [](const model::Variant& variant) { return variant.ignore_case; };
      const model::Field& field = *place.node->field;
      const bool folds =
          any_case(field.main) || std::any_of(field.also.begin(), field.also.end(), any_case);
      hit = found &&
            (as_written || *wanted == *found || (folds && fold_case(*wanted) == fold_case(*found)));
    }
    if (hit) return true;
  }
  return false;
}

bool Judge::holds(const model::Condition& condition, Node& instance) {
  return comes_out(condition, true, instance);
}

/// A calculation of which the result is not known comes out neither way.
bool Judge::comes_out(const model::Condition& condition, bool wanted, Node& instance) {
  const auto child_does = [&](const model::Condition& child) {
    return comes_out(child, wanted, instance);
  };
  const std::vector<model::Condition>& children = condition.children;
  switch (condition.kind) {
    case ConditionKind::negation:
      return comes_out(children[0], !wanted, instance);
    case ConditionKind::all_of:
    case ConditionKind::any_of:
      return (condition.kind == ConditionKind::all_of) == wanted
                 ? std::all_of(children.begin(), children.end(), child_does)
                 : std::any_of(children.begin(), children.end(), child_does);
    case ConditionKind::calculation: {
      const std::optional<bool> result = calculated(condition, instance);
      return result && *result == wanted;
    }
    case ConditionKind::any_item:
    case ConditionKind::all_items: {
      const std::optional<bool> result = of_items(condition, instance);
      return result && *result == wanted;
    }
    case ConditionKind::in_items: {
      const std::optional<bool> result = among(condition, instance);
      return result && *result == wanted;
    }
    default:
      return is_true(condition, instance) == wanted;
  }
}

bool Judge::is_true(const model::Condition& condition, Node& instance) {
  const auto place = [&](std::size_t i) { return look_up(condition.operands[i].path, instance); };
  switch (condition.kind) {
    case ConditionKind::always:
      return true;
    case ConditionKind::never:
      return false;
    case ConditionKind::compare:
      return compares(condition, instance);
    case ConditionKind::in_list: {
      const model::Operand& side = condition.operands[0];
      if (side.kind == OperandKind::weekday) return on_weekday(condition, instance);
      const Place asked = look_up(side.path, instance);
      return asked.good() && lists(condition.literals, *asked.node);
    }
    case ConditionKind::in_catalog:
      return in_catalog(condition, instance);
    case ConditionKind::present:
      return is_about_row(condition) ? cell(condition.operands[0], instance).text.has_value()
                                     : place(0).sent();
    case ConditionKind::absent:
      return is_about_row(condition) ? !cell(condition.operands[0], instance).text.has_value()
                                     : !place(0).sent();
    case ConditionKind::sent: {
      const Place named = place(0);
      return named.node != nullptr && (!named.node->by_default || named.node->null_sent);
    }
    case ConditionKind::cleared:
      return is_cleared(condition.operands[0].path, instance);
    case ConditionKind::given:
      return given(condition, instance);
    case ConditionKind::blank: {
      const Place text = place(0);
      if (!text.good()) return false;
      const Value& value = *text.node->value;
      if (value.kind == Value::Kind::array) return value.items.empty();
      if (value.kind == Value::Kind::object)
        return each_of(*text.node->field) != nullptr && value.members.empty();
      return value.kind == Value::Kind::string && shows_nothing(value.text);
    }
    case ConditionKind::matches: {
      const Place text = place(0);
      const Value::Kind kind = text.good() ? text.node->value->kind : Value::Kind::null;
      if (kind != Value::Kind::string && kind != Value::Kind::number) return false;
      const auto& trimmed = text.node->field->main.trimmed;
      std::string subject = text.node->value->text;
      if (kind == Value::Kind::number) subject = number_as_text(subject);
      if (trimmed && trimmed->is) subject = trim(subject);
      for (std::size_t i = 0; i < rules_.formats.size(); ++i)
        if (rules_.formats[i].name == condition.name)
          return in_format(*root_, {condition.name, i, {}}, subject,
                           kind == Value::Kind::string && ignores_case(*text.node));
      return false;
    }
    case ConditionKind::starts_with:
    case ConditionKind::ends_with:
    case ConditionKind::contains:
      return has_part(condition, instance);
    case ConditionKind::same:
      return same(place(0), place(1));
    case ConditionKind::changed:
      return changed(condition.operands[0].path, instance);
    case ConditionKind::in_form: {
      const Node* object = &instance;
      for (std::uint8_t up = 0; up < condition.up && object != nullptr; ++up)
        object = object->instance;
      return object != nullptr && object->form == condition.form;
    }
    case ConditionKind::only:
      return only(condition, instance);
    case ConditionKind::all_of:
    case ConditionKind::any_of:
    case ConditionKind::negation:
    case ConditionKind::calculation:  // see comes_out
    case ConditionKind::any_item:
    case ConditionKind::all_items:
    case ConditionKind::in_items:
    case ConditionKind::named:  // check puts its body in place
      return false;
  }
  return false;
}

// ----------------------------------------------------------------------------------------- silence

/// A rule that compares this path has nothing to say for now.
bool Judge::silences(const model::Path& path, Node& instance) {
  const Place place = look_up(path, instance);
  if (is_record(path.base) && !is_given(path)) return !not_given_may_;
  if (is_record(path.base)) return !record_known(path) || !place.good();
  if (!place.known) return !not_given_may_;
  if (place.field == nullptr) return false;
  if (place.field == status_ && !place.present()) return true;
  return place.present() && !place.good();
}

/// Does it compare two objects or two lists of which nothing is known?
bool Judge::compares_containers(const model::Condition& condition, Node& instance) {
  for (const model::Condition& child : condition.children)
    if (compares_containers(child, instance)) return true;
  const bool two = condition.kind == ConditionKind::compare &&
                   condition.operands[0].kind == OperandKind::path &&
                   condition.operands[1].kind == OperandKind::path;
  if (!two && condition.kind != ConditionKind::changed) return false;
  const Place left = look_up(condition.operands[0].path, instance);
  const Place right = two ? look_up(condition.operands[1].path, instance)
                          : counterpart(condition.operands[0].path, instance);
  return left.good() && right.good() && are_containers(left, right);
}

bool Judge::silenced(const model::Condition& condition, Node& instance) {
  if (compares_containers(condition, instance)) return true;
  for (const model::Path* path : compared_paths(condition))
    if (silences(*path, instance)) return true;
  for (const model::Path* path : alike_paths(condition))
    if (const Place place = look_up(*path, instance); place.present() && !place.good()) return true;
  return silenced_beside(condition, instance);
}

namespace {

bool is_ordering(const model::Condition& condition) {
  return condition.comparison != model::Comparison::eq &&
         condition.comparison != model::Comparison::ne;
}

}  // namespace

/// A value of another kind, in the field of a number: it is neither more nor less than one.
bool Judge::is_no_number(const Node& node) {
  constexpr model::TypeSet numbers = model::integer_type | model::number_type;
  const model::TypeSet types = types_of(only_form(*node.field));
  const bool of_numbers = types == 0 ? node.field->has_shapes() : (types & numbers) != 0;
  return of_numbers && !std::holds_alternative<Exact>(typed(node)) && !node.field->also.empty();
}

bool Judge::takes_dates(const Node& node) {
  const auto of_form = [&](const model::Variant& variant) {
    const auto has_dates = [&](const model::FormatName& name) {
      return !node.rules->formats[name.index].dates.empty();
    };
    return variant.format &&
           std::any_of(variant.format->is.begin(), variant.format->is.end(), has_dates);
  };
  const model::Field& field = *node.field;
  return of_form(field.main) || std::any_of(field.also.begin(), field.also.end(), of_form);
}

/// Are the two sides, both there, of kinds of which neither is before the other: a date and a word?
bool Judge::has_no_order(const model::Condition& condition, Node& instance) {
  const model::Operand &left = condition.operands[0], &right = condition.operands[1];
  if (left.kind != OperandKind::path || right.kind != OperandKind::path) return false;
  const Place l = look_up(left.path, instance), r = look_up(right.path, instance);
  if (!l.good() || !r.good()) return false;
  if (!is_ordering(condition)) return false;
  const bool dates = std::holds_alternative<Moment>(typed(*l.node)) ||
                     std::holds_alternative<Moment>(typed(*r.node));
  const bool words = std::holds_alternative<std::string>(typed(*l.node)) ||
                     std::holds_alternative<std::string>(typed(*r.node));
  // (What has no shape may be anything.)
  const bool both = std::holds_alternative<Moment>(typed(*l.node)) &&
                    std::holds_alternative<Moment>(typed(*r.node));
  const bool shaped = l.node->field->has_shapes() || r.node->field->has_shapes();
  return (dates && (words || (shaped && !both))) ||
         (words && takes_dates(*l.node) && takes_dates(*r.node));
}

bool Judge::has_unordered(const model::Condition& condition, Node& instance) {
  std::vector<const model::Condition*> compared;
  each_condition(condition, ConditionKind::compare, compared);
  return std::any_of(compared.begin(), compared.end(),
                     [&](const model::Condition* each) { return has_no_order(*each, instance); });
}

/// For want of what stands beside the record, or of the status; `unread` is not looked at.
bool Judge::silenced_beside(const model::Condition& condition, Node& instance, const Node* unread) {
  for (const model::Path* path : compared_paths(condition)) {
    if (is_record(path->base) && silences(*path, instance)) return true;
    const Place place = look_up(*path, instance);
    if (!place.known && !not_given_may_) return true;
    if (path->base == Base::after && place.present() && place.node->stored && !place.good())
      return true;
    if (place.known && place.field != nullptr && place.field == status_ && !is_record(path->base) &&
        (place.node == nullptr || place.node != unread) && !(place.present() && place.node->good))
      return true;
  }
  std::vector<const model::Condition*> asked_there, alike;
  each_condition(condition, ConditionKind::present, asked_there);
  each_condition(condition, ConditionKind::absent, asked_there);
  for (const model::Condition* each : asked_there)
    if (is_record(each->operands[0].path.base)
            ? !record_known(each->operands[0].path) &&
                  !(not_given_may_ && !is_given(each->operands[0].path))
            : !look_up(each->operands[0].path, instance).known && !not_given_may_)
      return true;
  each_condition(condition, ConditionKind::same, alike);
  for (const model::Condition* each : alike)
    for (const model::Operand& side : each->operands) {
      const Place place = look_up(side.path, instance);
      const bool beside = is_record(side.path.base) ||
                          (side.path.base == Base::after && place.present() && place.node->stored);
      if (not_given_may_ && (!place.known || !is_given(side.path))) continue;
      if (!place.known || (is_record(side.path.base) && !record_known(side.path))) return true;
      if (beside && place.present() && !place.good()) return true;
    }
  std::vector<const model::Condition*> compared;
  each_condition(condition, ConditionKind::compare, compared);
  std::vector<const model::Condition*> of_rows = compared;
  of_rows.insert(of_rows.end(), asked_there.begin(), asked_there.end());
  for (const model::Condition* each : of_rows)
    for (const model::Operand& side : each->operands)
      if (model::is_column(side)) {
        if (context_.catalogs.count(side.row_column.catalog) == 0) {
          if (not_given_may_) continue;
          return true;
        }
        if (!cell(side, instance).known &&
            (unread == nullptr || look_up(side.path, instance).node != unread))
          return true;
      }
  for (const model::Condition* each : compared) {
    if (is_clock(each->operands[1]) && !now()) {
      if (not_given_may_) continue;
      return true;
    }
    const bool needs_moments = is_ordering(*each) || is_of_time(*each);
    if (is_about_moment(*each) && needs_moments && is_no_moment(*each, instance, unread))
      return true;
  }
  std::vector<const model::Condition*> listed;
  each_condition(condition, ConditionKind::in_list, listed);
  for (const model::Condition* each : listed)
    if (has_no_weekday(*each, instance, unread)) return true;
  for (const model::Condition* each : compared)
    for (const model::Operand& side : each->operands)
      if (!is_about_moment(*each) && is_ordering(*each) && side.kind == OperandKind::path) {
        const Place place = look_up(side.path, instance);
        if (place.good() && place.node != unread && is_no_number(*place.node)) return true;
      }
  std::vector<const model::Condition*> asked, changes;
  each_condition(condition, ConditionKind::in_catalog, asked);
  for (const model::Condition* catalog : asked)
    if (context_.catalogs.count(catalog->name) == 0 && !not_given_may_) return true;
  each_condition(condition, ConditionKind::changed, changes);
  for (const model::Condition* change : changes)
    if (!counterpart(change->operands[0].path, instance).good() &&
        !(not_given_may_ && !is_given(*change)))
      return true;
  return false;
}

std::vector<const model::Path*> Judge::compared_paths(const model::Condition& condition) {
  std::vector<const model::Operand*> operands;
  compared_operands(condition, operands);
  std::vector<const model::Path*> paths;
  for (const model::Operand* side : operands) paths.push_back(&side->path);
  return paths;
}

std::vector<const model::Path*> Judge::alike_paths(const model::Condition& condition) {
  std::vector<const model::Condition*> asked;
  each_condition(condition, ConditionKind::same, asked);
  std::vector<const model::Path*> paths;
  for (const model::Condition* each : asked)
    for (const model::Operand& side : each->operands)
      if (!is_record(side.path.base)) paths.push_back(&side.path);
  asked.clear();
  each_condition(condition, ConditionKind::present, asked);
  each_condition(condition, ConditionKind::absent, asked);
  for (const model::Condition* each : asked)
    if (is_about_row(*each) && !is_record(each->operands[0].path.base))
      paths.push_back(&each->operands[0].path);
  return paths;
}

std::vector<const model::Path*> Judge::looked_at(const model::Condition& condition) {
  std::vector<const model::Path*> paths = compared_paths(condition);
  for (const model::Path* path : alike_paths(condition)) paths.push_back(path);
  return paths;
}

bool Judge::is_beside(const model::Path& path) { return is_record(path.base); }

namespace {

/// May it be that nobody can tell, though all that it names is good?
bool is_of_lists(const model::Condition& condition) {
  return condition.kind == ConditionKind::calculation ||
         condition.kind == ConditionKind::any_item || condition.kind == ConditionKind::all_items ||
         condition.kind == ConditionKind::in_items;
}

}  // namespace

bool Judge::all_compared_good(const model::Condition& condition, Node& instance) {
  if (condition.kind == ConditionKind::any_item || condition.kind == ConditionKind::all_items)
    return true;
  for (const model::Operand& side : condition.operands)
    if (model::names_field(side) && !look_up(side.path, instance).good()) return false;
  return true;
}

/// Does the caller say what the record is that the path leads into, be it that there is none?
bool Judge::is_given(const model::Path& path) const {
  return !is_record(path.base) || record_known(path) ||
         (path.base == Base::current && context_.no_current);
}

/// Does the caller give all that one condition asks?
bool Judge::is_given(const model::Condition& condition) const {
  if (condition.kind == ConditionKind::given) return true;
  if (condition.kind == ConditionKind::changed) return current_ != nullptr || context_.no_current;
  if (condition.kind == ConditionKind::in_catalog && context_.catalogs.count(condition.name) == 0)
    return false;
  return std::all_of(
      condition.operands.begin(), condition.operands.end(), [&](const model::Operand& side) {
        if (is_clock(side) && !now()) return false;
        if (model::is_column(side) && context_.catalogs.count(side.row_column.catalog) == 0)
          return false;
        return !model::names_field(side) || is_given(side.path);
      });
}

/// May the condition come out so, if nobody knows what one value is?
bool Judge::might(const model::Condition& condition, bool wanted, Node& instance,
                  const Node* unread) {
  const auto child_might = [&](const model::Condition& child) {
    return might(child, wanted, instance, unread);
  };
  const std::vector<model::Condition>& children = condition.children;
  switch (condition.kind) {
    case ConditionKind::negation:
      return might(children[0], !wanted, instance, unread);
    case ConditionKind::all_of:
    case ConditionKind::any_of:
      return (condition.kind == ConditionKind::all_of) == wanted
                 ? std::all_of(children.begin(), children.end(), child_might)
                 : std::any_of(children.begin(), children.end(), child_might);
    default: {
      if (not_given_may_) {
        if (!is_given(condition)) return true;
        for (const model::Operand& side : condition.operands)
          if (model::names_field(side) && !look_up(side.path, instance).known) return true;
      }
      // (What the record will not have decides, whatever it is compared with.)
      for (const model::Operand& side : condition.operands)
        if (model::names_field(side) && side.path.base == Base::after)
          if (const Place place = look_up(side.path, instance); place.node == nullptr)
            return holds(condition, instance) == wanted;
      for (const model::Path* path : looked_at(condition))
        if (unread != nullptr && look_up(*path, instance).node == unread) return true;
      const bool may =
          std::exchange(not_given_may_, false);  // (an item of which that is so fits nothing)
      const bool comes =
          lists_may_ && is_of_lists(condition) && all_compared_good(condition, instance)
              ? !comes_out(condition, !wanted, instance)
              : comes_out(condition, wanted, instance);
      not_given_may_ = may;
      return comes;
    }
  }
}

bool Judge::all_good(const model::Condition& condition, Node& instance) {
  std::vector<const model::Operand*> operands;
  compared_operands(condition, operands);
  return std::all_of(operands.begin(), operands.end(), [&](const model::Operand* side) {
    return look_up(side->path, instance).good() &&
           (!model::is_column(*side) || cell(*side, instance).text);
  });
}

}  // namespace reference
