// `by:`: the shape of a value, by another one. Each row is read as a field of its own, laid over
// the keys beside `by`; lay_shapes.h makes forms of them. See read_parts.h. Tests:
// tests/shapes_test.cpp.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "model/condition_text.h"
#include "model/scalars.h"
#include "model/scope.h"
#include "parse/keys.h"
#include "parse/lay_shapes.h"
#include "parse/overlay.h"
#include "parse/read_parts.h"
#include "parse/wording.h"
#include "text/list.h"

namespace leadlint::parse {
namespace {

using model::Condition;
using model::Path;
using model::Scalar;

struct By {
  std::optional<Path> field;
  NodePtr table, otherwise, absent;
  model::Outcome unlisted;
  std::optional<SourceRange> unlisted_key;
};

constexpr Key<By> by_table[] = {
    {"field", [](Reader& r, const Value& v, By& out) { out.field = r.path(v); }},
    {"table", [](Reader&, const Value& v, By& out) { out.table = v.node; }},
    {"otherwise", [](Reader&, const Value& v, By& out) { out.otherwise = v.written; }},
    {"absent", [](Reader&, const Value& v, By& out) { out.absent = v.written; }},
    {"unlisted",
     [](Reader& r, const Value& v, By& out) {
       out.unlisted_key = v->range;
       read_outcome(r, v, "`unlisted`", out.unlisted);
     }},
};

Condition about(const Path& path, Condition::Kind kind) {
  Condition condition;
  condition.kind = kind;
  condition.where = path.where;
  model::Operand operand;
  operand.path = path;
  operand.where = path.where;
  condition.operands.push_back(std::move(operand));
  return condition;
}

Condition is_one_of(const Path& path, std::vector<Scalar> values) {
  Condition condition = about(path, Condition::Kind::in_list);
  // (That two rows are one value is told of the rows.)
  model::ScalarSet known;
  std::erase_if(values, [&known](const Scalar& value) { return !known.insert(value); });
  condition.literals = std::move(values);
  return condition;
}

/// There, and none of these.
Condition is_another(const Path& path, std::vector<Scalar> values) {
  Condition negation;
  negation.kind = Condition::Kind::negation;
  negation.where = path.where;
  negation.children.push_back(is_one_of(path, std::move(values)));
  return both(about(path, Condition::Kind::present), std::move(negation));
}

/// A shape as it is written, and what it comes to.
struct Row {
  Value written;
  model::Field field;
  Condition when;
};

class ByReader {
 public:
  ByReader(Reader& reader, const Value& around, const Value& value, model::Field& field)
      : reader_(reader), around_(around), value_(value), field_(field) {}

  void run() {
    by_.unlisted = default_outcome(reader_, Severity::error, value_->range);
    if (!is_map_of(reader_, value_, "`by`")) return;
    read_map<By>(reader_, *value_.node, "`by`", {by_table}, by_);
    for (const std::string_view key : {"field", "table"})
      if (!value_->find(key) && !has_unknown_key<By>(*value_.node, {by_table}))
        reader_.log.add(Code::missing_key, value_->range,
                        "`by` has the key " + in_quotes(key) +
                            ": `by: {field: type, table: {number: {type: number}}}`");
    if (by_.otherwise && by_.unlisted_key)
      reader_.log.add(Code::bad_value, *by_.unlisted_key,
                      "with `otherwise` every value has a shape: take `unlisted` away");
    if (!by_.field || by_.field->steps.empty() || !by_.table) return;
    read_rows();
    if (rows_.empty()) return;
    for (Row& row : rows_) {
      field_.recovered = field_.recovered || row.field.recovered;
      std::ranges::move(row.field.by, std::back_inserter(field_.by));
      row.field.by.clear();
    }
    model::ByTable table{*by_.field, is_of_member(), values_, std::nullopt};
    if (by_.absent && !is_none(*by_.absent)) table.absent = by_.absent->range.start;
    field_.by.push_back(std::move(table));
    if (!by_.otherwise) field_.open_shapes = by_.unlisted.severity != Severity::error;
    if (is_of_member())
      lay_in_object();
    else
      lay_in_field();
  }

 private:
  void read_rows() {
    if (!is_map_of(reader_, *by_.table, "`table`")) return;
    for (const YamlEntry& entry : by_.table->entries) {
      const Scalar value = reader_.key_scalar(entry);
      if (add_row(entry.value, entry.key_range, is_one_of(*by_.field, {value})))
        values_.push_back(value);
    }
    if (by_.table->entries.empty())
      reader_.log.add(Code::missing_key, by_.table->range,
                      "`table` has a shape for each value: `{number: {type: number}}`");
    if (by_.otherwise)
      static_cast<void>(
          add_row(by_.otherwise, by_.otherwise->range, is_another(*by_.field, values_)));
    if (by_.absent)
      static_cast<void>(
          add_row(by_.absent, by_.absent->range, about(*by_.field, Condition::Kind::absent)));
  }

  bool add_row(const NodePtr& node, const SourceRange& range, Condition when) {
    Value written = reader_.value(node);
    if (written.left_out || is_none(*written.node)) return false;
    if (!written->is_map() && !written->is_null()) {
      reader_.bad_value(written, "a shape is a map of the keys of a field");
      return true;
    }
    model::Field read = read_field(reader_, field_.name, laid_over_common(written), range);
    rows_.push_back({std::move(written), std::move(read), std::move(when)});
    return true;
  }

  /// What stands beside `by` holds for each shape, unless that says otherwise: as far as a shape
  /// can say it.
  NodePtr laid_over_common(const Value& row) {
    auto base = std::make_shared<YamlNode>(*around_.node);
    base->entries.clear();
    const bool object = around_->find("fields") != nullptr;  // `each` is then its rest
    for (const YamlEntry& entry : around_->entries) {
      if (is_key_of_value(entry.key) || entry.key == "items" || (entry.key == "each" && !object))
        base->entries.push_back(entry);
      else if (entry.key == "fields")
        if (NodePtr shared = shared_members(entry.value, row))
          base->entries.push_back({entry.key, entry.key_plain, entry.key_range, std::move(shared)});
    }
    if (row->is_null()) {
      base->range = row->range;
      return base;
    }
    return overlay(base, row.node);
  }

  /// The members beside `by` that the row says more of.
  NodePtr shared_members(const NodePtr& common, const Value& row) {
    const YamlEntry* const own = row->find("fields");
    const Value all = reader_.value(common);
    const Value more = own == nullptr ? Value{} : reader_.value(own->value);
    if (!all->is_map()) return nullptr;
    auto shared = std::make_shared<YamlNode>(*all.node);
    std::erase_if(shared->entries, [&more](const YamlEntry& entry) {
      return more.node == nullptr || more->find(entry.key) == nullptr;
    });
    return shared;
  }

  /// Does a member of the object itself tell its shape?
  [[nodiscard]] bool is_of_member() const {
    if (by_.field->base != Path::Base::block) return false;
    const std::string& name = by_.field->steps.front().name;
    const auto has = [&name](const model::Field& field) {
      return field.main.fields && model::find_field(*field.main.fields, name) != nullptr;
    };
    return has(field_) ||
           std::ranges::any_of(rows_, [&has](const Row& row) { return has(row.field); });
  }

  void lay_in_object() {
    if (!field_.main.fields) {
      field_.main.fields = std::make_unique<model::Block>();
      field_.main.fields->where = field_.where;
    }
    model::Block& object = *field_.main.fields;
    const std::string name = by_.field->steps.front().name;
    if (model::find_field(object, name) == nullptr) return complain_of_place(name);
    std::vector<ShapeBlock> shapes;
    for (Row& row : rows_) {
      refuse_keys_of_values(row, name);
      if (!row.field.main.fields) {
        row.field.main.fields = std::make_unique<model::Block>();
        row.field.main.fields->where = row.field.where;
      }
      const std::size_t length = by_.field->steps.size();
      const model::Field* const again = model::find_field(*row.field.main.fields, name);
      if (again != nullptr && length == 1)
        reader_.log.add(Code::bad_value, again->where,
                        model::worded("`{}` tells the shape: what it is stands beside `by`", name));
      shapes.push_back({std::move(row.field.main.fields), row.when});
    }
    lay_inside(object, std::move(shapes), Laid::by, reader_.log);
    for (model::Field& member : object.fields)
      member.open_shapes = member.open_shapes || field_.open_shapes;
    if (by_.otherwise || by_.unlisted.severity == Severity::off) return;
    model::Rule rule;
    rule.id = model::text_of(*by_.field) + ".by";
    rule.where = by_.unlisted.where;
    rule.verb = model::Verb::assert_that;
    rule.assertions.push_back(is_one_of(*by_.field, values_));
    rule.outcome = by_.unlisted;
    if (!rule.outcome.code) rule.outcome.code = Code::pair_not_allowed;
    object.rules.push_back(std::move(rule));
  }

  void complain_of_place(const std::string& name) {
    reader_.log.add(Code::missing_key, value_->range,
                    "`" + name + "` tells the shape, and stands beside `by`: `fields: {" + name +
                        ": {required: true}}`");
  }

  /// A shape that a member tells is one of an object.
  void refuse_keys_of_values(const Row& row, const std::string& name) {
    for (const YamlEntry& entry : row.written->entries) {
      const bool other = entry.key == "required" || entry.key == "also" || entry.key == "items" ||
                         (is_key_of_value(entry.key) && entry.key != "type" &&
                          entry.key != "because" && entry.key != "derived");
      if (other || (entry.key == "type" && model::types_of(row.field.main) != model::object_type))
        reader_.log.add(Code::bad_value, entry.key_range,
                        in_quotes(entry.key) + " says nothing here: `" + name +
                            "` is a member of the object, whose shapes have `fields`, `rules` "
                            "and `cases`");
    }
  }

  void lay_in_field() {
    if (by_.field->base == Path::Base::block && !field_.name.empty() &&
        by_.field->steps.front().name == field_.name)
      return reader_.log.add(Code::bad_value, value_->range,
                             in_quotes(field_.name) + " cannot tell its own shape");
    std::vector<Shape> shapes;
    for (Row& row : rows_) shapes.push_back({std::move(row.field), row.when});
    lay_over(field_, std::move(shapes), Laid::by, reader_.log);
    if (by_.otherwise || by_.unlisted.severity == Severity::off) return;
    model::Variant other;
    other.in_place = true;
    other.when = is_another(*by_.field, values_);
    other.opens = 0;
    other.nullable = field_.main.nullable;  // (a null is told of as elsewhere)
    other.where = value_->range.start;
    other.taken = by_.unlisted;
    if (!other.taken.code) other.taken.code = Code::pair_not_allowed;
    if (other.taken.message.empty()) other.taken.message = words_of_unlisted();
    const auto behind = std::ranges::find_if_not(field_.also, &model::Variant::in_place);
    field_.also.insert(behind, std::move(other));
  }

  [[nodiscard]] std::string words_of_unlisted() const {
    std::vector<std::string> known;
    for (const Scalar& value : values_) {
      std::string text;
      for (const char c : model::text_of(value)) text += c == '{' ? "{{" : std::string(1, c);
      known.push_back(std::move(text));
    }
    return fmt::format("no shape of {{field}} is known for this {}, only for {}",
                       model::text_of(*by_.field), joined(known, "and"));
  }

  Reader& reader_;
  const Value& around_;
  const Value& value_;
  model::Field& field_;
  By by_;
  std::vector<Row> rows_;
  std::vector<Scalar> values_;  // that have a row
};

}  // namespace

void read_by(Reader& reader, const Value& around, const Value& value, model::Field& field) {
  ByReader(reader, around, value, field).run();
}

std::vector<std::string> by_key_names() { return names_of<By>({by_table}); }

}  // namespace leadlint::parse
