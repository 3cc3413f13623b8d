// The parts of shapes that belong to the field itself:
//
//   by: {field: kind, table: {a: {fields: {at: {format: date, required: true}}},
//                             b: {fields: {at: {format: date}}}}}
//
//   at   one shape where kind is a or b, and so a date to rules; there, where kind is a
//
// See parse/join_shapes.h. Tests: tests/shapes_test.cpp.
#include "parse/join_shapes.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "model/checks.h"
#include "model/condition_text.h"
#include "model/dump_writer.h"
#include "model/scalars.h"
#include "model/scope.h"

namespace leadlint::parse {
namespace {

using model::Condition;
using model::Field;
using model::Scalar;
using model::SourceLocation;
using model::Variant;

Condition none_of(std::vector<Condition> conditions) {
  Condition negation;
  negation.kind = Condition::Kind::negation;
  negation.where = conditions.front().where;
  negation.children.push_back(either(std::move(conditions)));
  return negation;
}

bool is_said_alike(const model::Check<bool>& a, const model::Check<bool>& b) {
  const model::Outcome &left = a.outcome, &right = b.outcome;
  return a.is == b.is && left.severity == right.severity && left.code == right.code &&
         left.because == right.because && left.message == right.message;
}

bool has_inside(const Variant& variant) { return variant.fields || variant.items || variant.each; }

/// All that a field without anything inside says, sentences of its document included; nullopt:
/// something is inside.
std::optional<std::string> text_of_leaf(const Field& field) {
  if (has_inside(field.main) || std::ranges::any_of(field.also, has_inside)) return std::nullopt;
  model::DumpWriter out;
  dump_field(out, field);
  const auto add = [&out](const model::Outcome& outcome) {
    out.line(outcome.because, outcome.derived ? "derived" : "");
  };
  const auto add_variant = [&add](const Variant& variant) {
    model::for_each_check(variant, [&add](const CheckRow&, const auto& check) {
      if (check) add(check->outcome);
    });
    add(variant.taken);
  };
  add_variant(field.main);
  std::ranges::for_each(field.also, add_variant);
  if (field.was) add(field.was->outcome);
  for (const model::OldValues& old : field.old_values) add(old.was.outcome);
  out.line(field.because, field.derived ? "derived" : "");
  return out.take();
}

/// Where a key stands that holds of a field as a whole, if not beside `by` as well.
class Lasting {
 public:
  Lasting(Laid laid, const Field& target, model::Mistakes& log)
      : laid_(laid), target_(target), log_(log) {}

  void refuse(const Field& shape) {
    if (shape.was) say(shape.was->outcome.where, shape, "was");
    if (!shape.old_values.empty()) say(shape.old_values.front().was.outcome.where, shape, "was");
    if (shape.default_value) say(shape.default_value->where, shape, "default");
    const Variant::KeyPlaces &own = shape.main.places, &beside = target_.main.places;
    say_if_own(own.words, beside.words, shape, "words");
    say_if_own(own.encoded, beside.encoded, shape, "encoded");
    if (target_.main.unit != shape.main.unit) say_if_own(own.unit, beside.unit, shape, "unit");
  }

 private:
  /// (A row has what stands beside `by` as well.)
  void say_if_own(SourceLocation where, SourceLocation beside, const Field& shape,
                  std::string_view key) {
    const bool inherited = where.line == beside.line && where.column == beside.column;
    if (where.line != 0 && !inherited) say(where, shape, key);
  }

  void say(SourceLocation where, const Field& shape, std::string_view key) {
    const std::string name = target_.name.empty() ? "it" : "`" + target_.name + "`";
    log_.add(Code::bad_value, where.line != 0 ? where : shape.where,
             laid_ == Laid::by
                 ? model::worded("`{}` holds whatever the shape, and the shapes of {} are not "
                                 "alike: it stands beside `by` (of a member, in `fields` there)",
                                 key, name)
                 : model::worded("`{}` holds whatever the form of the object, and the forms do "
                                 "not describe {} alike: say the same in each that has it",
                                 key, name));
  }

  Laid laid_;
  const Field& target_;
  model::Mistakes& log_;
};

/// Each once: that two rows are one value is told of the rows.
void add_values(std::vector<Scalar>& values, std::vector<Scalar> more) {
  model::ScalarSet known(values);
  for (Scalar& value : more)
    if (known.insert(value)) values.push_back(std::move(value));
}

}  // namespace

Condition either(std::vector<Condition> conditions) {
  std::vector<Condition> merged;
  for (Condition& each : conditions) {
    const auto same = std::ranges::find_if(merged, [&each](const Condition& other) {
      return each.kind == Condition::Kind::in_list && other.kind == each.kind &&
             model::text_of(each.operands[0].path) == model::text_of(other.operands[0].path);
    });
    if (same == merged.end())
      merged.push_back(std::move(each));
    else
      add_values(same->literals, std::move(each.literals));
  }
  if (merged.size() == 1) return std::move(merged.front());
  Condition all;
  all.kind = Condition::Kind::any_of;
  all.where = merged.front().where;
  all.children = std::move(merged);
  return all;
}

void lay_required(Field& target, Shape& shape) {
  std::vector<Condition> inner;  // shapes in the shape that say it themselves
  for (model::RequiredWhere& where : shape.field.required_where) {
    inner.push_back(where.when);
    target.required_where.push_back(
        {std::move(where.required), both(shape.when, std::move(where.when))});
  }
  shape.field.required_where.clear();
  const std::optional<model::Check<bool>> own = std::exchange(shape.field.required, std::nullopt);
  if (!own || (!own->is && !target.required)) return;
  if (target.required && is_said_alike(*own, *target.required)) return;
  target.required_where.push_back(
      {*own, inner.empty() ? shape.when : both(shape.when, none_of(std::move(inner)))});
}

void join_alike(std::vector<Shape>& shapes) {
  struct Told {
    std::string text;
    std::size_t first;
    std::vector<Condition> where;
  };
  std::vector<Told> all;
  std::vector<Shape> joined;
  for (Shape& shape : shapes) {
    const std::optional<std::string> text = text_of_leaf(shape.field);
    const auto same =
        std::ranges::find_if(all, [&text](const Told& told) { return text && told.text == *text; });
    if (same != all.end()) {
      same->where.push_back(std::move(shape.when));
      continue;
    }
    if (text) all.push_back({*text, joined.size(), {shape.when}});
    joined.push_back(std::move(shape));
  }
  for (Told& told : all) joined[told.first].when = either(std::move(told.where));
  shapes = std::move(joined);
}

void lay_lasting(Field& target, std::vector<Shape>& shapes, Laid laid, model::Mistakes& log) {
  if (shapes.empty()) return;
  Lasting lasting(laid, target, log);
  Field& first = shapes.front().field;
  const bool told_beside = target.was || !target.old_values.empty() || target.default_value;
  const bool is_variant = shapes.size() == 1 && !first.has_shapes() && !target.has_shapes() &&
                          !told_beside && model::takes_anything(target.main);
  if (!is_variant) {
    if (target.lasts_in_shape) lasting.refuse(target);
    for (const Shape& shape : shapes) lasting.refuse(shape.field);
    return;
  }
  target.lasts_in_shape = first.was || !first.old_values.empty() || first.default_value;
  target.was = std::move(first.was);
  target.old_values = std::move(first.old_values);
  target.default_value = std::move(first.default_value);
}

}  // namespace leadlint::parse
