// One object is made of the objects of all shapes: each member has, as its own shapes, what the
// shapes say of it, and rules hold where their shape is the one. So whatever names a member (rules,
// CSV columns, a history) needs to know nothing of shapes:
//
//   by: {field: kind, table: {call: {fields: {length: {type: integer, required: true}}},
//                             visit: {fields: {length: {type: string}, place: {}}}}}
//
//   length   where kind is call: a whole number, and there; where kind is visit: a text
//   place    where kind is call: no member that a rule knows
//
// See parse/lay_shapes.h. Tests: tests/shapes_test.cpp.
#include "parse/lay_shapes.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "model/condition_text.h"
#include "model/limits.h"
#include "model/scope.h"
#include "parse/join_shapes.h"

namespace leadlint::parse {
namespace {

using model::Block;
using model::Condition;
using model::Field;
using model::Path;
using model::Variant;

void move_inward(Path& path) {
  const bool here = path.base == Path::Base::block;
  // (`after.f` is told from a member of that name only later, and is the same from everywhere.)
  const bool is_after = here && path.steps.size() > 1 && path.steps.front().name == "after";
  if (is_after || (!here && path.base != Path::Base::outer)) return;
  path.base = Path::Base::outer;
  ++path.up;
}

/// What a form takes, said by its type once what told it is moved elsewhere.
void tell_type(Variant& variant, const Field& of) {
  if (variant.type || variant.bare_item || model::takes_anything(variant)) return;
  model::Check<model::TypeSet> type{model::types_of(variant), {}};
  type.outcome.where = variant.where;
  type.outcome.because = of.because;
  type.outcome.derived = of.derived;
  variant.type = std::move(type);
}

void tell_opens(Variant& variant) {
  variant.opens = 0;
  if (variant.fields || variant.each) variant.opens |= model::object_type;
  if (variant.items || variant.bare_item) variant.opens |= model::array_type;
}

/// What the forms of a field have inside, wherever it stands.
template <class T>
std::unique_ptr<T> taken_out(Field& field, std::unique_ptr<T> Variant::*member) {
  if (field.main.*member) return std::move(field.main.*member);
  for (Variant& variant : field.also)
    if (variant.*member) return std::move(variant.*member);
  return nullptr;
}

template <class T>
T* found_in(Field& field, std::unique_ptr<T> Variant::*member) {
  if (field.main.*member) return (field.main.*member).get();
  for (Variant& variant : field.also)
    if (variant.*member) return (variant.*member).get();
  return nullptr;
}

/// A shape's place among the forms of its field, and what is inside it.
struct Inside {
  std::size_t variant = 0;
  Condition when;
  std::unique_ptr<Block> fields;
  std::unique_ptr<Field> items, each;
};

/// The list's items, or the values of an object with free names, of all shapes to those of the
/// field.
void lay_fields(Field& target, std::vector<Inside>& insides, std::unique_ptr<Field> Inside::*part,
                std::unique_ptr<Field> Variant::*member, Laid laid, model::Mistakes& log) {
  std::vector<Inside*> with;
  for (Inside& inside : insides)
    if (inside.*part) with.push_back(&inside);
  if (with.empty()) return;
  Field* known = found_in(target, member);
  if (known == nullptr && with.size() == 1) {
    target.also[with.front()->variant].*member = std::move(with.front()->*part);
    return;
  }
  if (known == nullptr) {
    auto made = std::make_unique<Field>();
    made->where = made->main.where = (with.front()->*part)->where;
    known = made.get();
    target.also[with.front()->variant].*member = std::move(made);
  }
  std::vector<Shape> shapes;
  for (Inside* inside : with) shapes.push_back({std::move(*(inside->*part)), inside->when});
  lay_over(*known, std::move(shapes), laid, log);
}

void lay_objects(Field& target, std::vector<Inside>& insides, Laid laid, model::Mistakes& log) {
  std::vector<Inside*> with;
  for (Inside& inside : insides)
    if (inside.fields) with.push_back(&inside);
  if (with.empty()) return;
  Block* known = found_in(target, &Variant::fields);
  if (known == nullptr && with.size() == 1) {
    target.also[with.front()->variant].fields = std::move(with.front()->fields);
    return;
  }
  if (known == nullptr) {
    auto made = std::make_unique<Block>();
    made->where = with.front()->fields->where;
    known = made.get();
    target.also[with.front()->variant].fields = std::move(made);
  }
  std::vector<ShapeBlock> shapes;
  for (Inside* inside : with) shapes.push_back({std::move(inside->fields), inward(inside->when)});
  lay_inside(*known, std::move(shapes), laid, log);
}

/// The forms of a shape, its own last: where a shape inside it counts, that goes first.
Inside add_forms(Shape& shape, std::vector<Variant>& in_place, std::vector<Variant>& others) {
  Field& field = shape.field;
  for (Variant* variant : {&field.main}) tell_type(*variant, field);
  for (Variant& variant : field.also) tell_type(variant, field);
  if (!field.has_shapes()) tell_opens(field.main);
  for (Variant& variant : field.also)
    if (!variant.in_place && !field.has_shapes()) tell_opens(variant);
  Inside inside{0, shape.when, taken_out(field, &Variant::fields),
                taken_out(field, &Variant::items), taken_out(field, &Variant::each)};
  for (Variant& variant : field.also) {
    variant.when = variant.when ? both(shape.when, std::move(*variant.when)) : shape.when;
    (variant.in_place ? in_place : others).push_back(std::move(variant));
  }
  Variant& own = field.main;
  own.in_place = true;
  own.when = shape.when;
  own.taken.severity = Severity::off;
  inside.variant = in_place.size();
  in_place.push_back(std::move(own));
  return inside;
}

/// What holds for an object as a whole stands beside `by`. (Beside forms it stands nowhere.)
void refuse_others(const Block& block, Laid laid, model::Mistakes& log) {
  const auto complain = [&](model::SourceLocation where, std::string_view key) {
    log.add(Code::bad_value, where,
            laid == Laid::by
                ? model::worded("a shape of an object has `fields`, `rules` and `cases`: `{}` "
                                "stands beside `by`",
                                key)
                : model::worded("each form of an object that has several (`also` with `fields`) "
                                "has `fields`, `rules` and `cases`, and no `{}`",
                                key));
  };
  if (!block.names.empty())
    complain(block.names.front().where,
             block.names.front().kind == model::Names::Kind::rest ? "each" : "names");
  if (!block.lets.empty()) complain(block.lets.front().where, "let");
  if (!block.pairs.empty()) complain(block.pairs.front().where, "pairs");
  if (!block.transitions.empty()) complain(block.transitions.front().where, "transitions");
  if (block.unknown_fields) complain(block.where, "unknown_fields");
  if (block.unknown_type) complain(block.unknown_type->outcome.where, "unknown_type");
}

template <class T>
void hold_where(std::vector<T>& list, const Condition& when, std::vector<T>& to) {
  for (T& each : list) {
    each.when = each.when ? both(when, std::move(*each.when)) : when;
    to.push_back(std::move(each));
  }
}

/// A member of some shapes is none that the others know.
model::Rule stray(const Field& member, std::vector<Condition> others) {
  model::Rule rule;
  rule.id = member.name + ".by";
  rule.where = member.where;
  rule.when = either(std::move(others));
  rule.verb = model::Verb::forbid;
  rule.of_unknown = true;
  Path path;
  path.where = member.where;
  path.steps.push_back({model::Step::Kind::member, member.name, 0, nullptr});
  rule.targets.push_back(std::move(path));
  rule.outcome.code = Code::unknown_field;
  rule.outcome.where = member.where;
  return rule;
}

/// Which shapes have a member of this name.
using Having = std::vector<std::size_t>;

/// The forms of an object that are tried. In one with `each` a member that only others have is one
/// of its free names; in one without, free names are unknown.
class ObjectForms {
 public:
  explicit ObjectForms(const EachAgain& each_again) : each_again_(each_again) {}

  [[nodiscard]] std::size_t count() const { return blocks_.size(); }

  Block& add(Variant& variant) {
    if (!variant.fields) {
      variant.fields = std::make_unique<Block>();
      variant.fields->where = variant.each->where;
      model::Names rest;
      rest.where = variant.each->where;
      rest.is = std::move(variant.each);
      variant.fields->names.push_back(std::move(rest));
    }
    Condition when;
    when.kind = Condition::Kind::in_form;
    when.form = variant.object_form = static_cast<std::uint8_t>(blocks_.size());
    when.where = variant.where;
    std::vector<model::Names>& names = variant.fields->names;
    const bool has_rest = names.size() == 1 && names.front().kind == model::Names::Kind::rest;
    variants_.push_back({&variant, has_rest ? std::move(names.front().is) : nullptr});
    if (has_rest) names.clear();
    blocks_.push_back({std::move(variant.fields), std::move(when)});
    return *blocks_.back().block;
  }

  void lay(Block& target, model::Mistakes& log) {
    for (std::size_t i = 0; i < variants_.size(); ++i)
      if (variants_[i].each) name_members_of_others(i);
    lay_free_names(target, log);
    lay_inside(target, std::move(blocks_), Laid::also, log);
  }

 private:
  struct EachOfVariant {
    const Variant* variant;
    std::unique_ptr<Field> each;
  };

  void name_members_of_others(std::size_t own) {
    Block& block = *blocks_[own].block;
    for (const ShapeBlock& other : blocks_)
      for (const Field& member : other.block->fields) {
        if (member.none || model::find_field(block, member.name) != nullptr) continue;
        std::unique_ptr<Field> free = each_again_(*variants_[own].variant);
        if (free == nullptr || free->none) continue;
        free->name = member.name;
        block.fields.push_back(std::move(*free));
      }
  }

  void lay_free_names(Block& target, model::Mistakes& log) {
    model::Names rest;
    std::vector<Shape> shapes;
    std::vector<Condition> none;
    for (std::size_t i = 0; i < variants_.size(); ++i) {
      if (variants_[i].each == nullptr) {
        none.push_back(blocks_[i].when);
        continue;
      }
      if (rest.where.line == 0) rest.where = variants_[i].each->where;
      shapes.push_back({std::move(*variants_[i].each), blocks_[i].when});
    }
    if (shapes.empty()) return;
    rest.is = std::make_unique<Field>();
    rest.is->where = rest.is->main.where = rest.where;
    lay_over(*rest.is, std::move(shapes), Laid::also, log);
    if (!none.empty()) {
      Variant unknown;  // as severe as others are (check/check.cpp)
      unknown.in_place = unknown.nullable = true;
      unknown.when = either(std::move(none));
      unknown.opens = 0;
      unknown.where = rest.where;
      unknown.taken.code = Code::unknown_field;
      unknown.taken.message = "{field} does not belong here";
      std::vector<Variant>& forms = rest.is->also;
      forms.insert(std::ranges::find_if_not(forms, &Variant::in_place), std::move(unknown));
    }
    target.names.push_back(std::move(rest));
  }

  const EachAgain& each_again_;
  std::vector<EachOfVariant> variants_;
  std::vector<ShapeBlock> blocks_;  // of the same forms
};

}  // namespace

Condition inward(Condition condition) {
  if (condition.kind == Condition::Kind::in_form) ++condition.up;
  for (model::Operand& operand : condition.operands) move_inward(operand.path);
  for (Condition& child : condition.children) child = inward(std::move(child));
  return condition;
}

Condition both(Condition left, Condition right) {
  Condition all;
  all.kind = Condition::Kind::all_of;
  all.where = left.where;
  all.children.push_back(std::move(left));
  all.children.push_back(std::move(right));
  return all;
}

void lay_over(Field& target, std::vector<Shape> shapes, Laid laid, model::Mistakes& log) {
  std::erase_if(shapes, [](const Shape& shape) { return shape.field.none; });
  if (!target.has_shapes()) {
    tell_type(target.main, target);
    tell_opens(target.main);
    for (Variant& variant : target.also) tell_opens(variant);
  }
  for (Shape& shape : shapes) {
    lay_required(target, shape);
    std::ranges::move(shape.field.by, std::back_inserter(target.by));
    target.open_shapes = target.open_shapes || shape.field.open_shapes;
    target.recovered = target.recovered || shape.field.recovered;
  }
  join_alike(shapes);
  lay_lasting(target, shapes, laid, log);
  std::vector<Variant> in_place, others;
  std::vector<Inside> insides;
  for (Shape& shape : shapes) insides.push_back(add_forms(shape, in_place, others));
  // What is inside for all of them is so for each.
  for (std::vector<Variant>* forms : {&in_place, &others})
    for (Variant& variant : *forms) variant.opens |= target.main.opens;
  for (Variant& variant : target.also)
    (variant.in_place ? in_place : others).push_back(std::move(variant));
  target.also = std::move(in_place);
  std::ranges::move(others, std::back_inserter(target.also));
  lay_objects(target, insides, laid, log);
  lay_fields(target, insides, &Inside::items, &Variant::items, laid, log);
  lay_fields(target, insides, &Inside::each, &Variant::each, laid, log);
}

void lay_forms(Field& field, const EachAgain& each_again, model::Mistakes& log) {
  const auto is_object = [](const Variant& variant) { return variant.fields || variant.each; };
  if (!is_object(field.main) || std::ranges::none_of(field.also, is_object)) return;
  ObjectForms forms(each_again);
  tell_type(field.main, field);
  Block& own = forms.add(field.main);
  auto target = std::make_unique<Block>();
  target->where = own.where;
  target->unknown_fields = std::exchange(own.unknown_fields, std::nullopt);
  target->unknown_type = std::exchange(own.unknown_type, std::nullopt);
  for (Variant& variant : field.also) {
    if (!is_object(variant)) continue;
    tell_type(variant, field);
    if (forms.count() == max_object_forms)
      return log.add(
          Code::limit_exceeded, variant.where,
          model::worded("an object has at most {} forms; this is one more", max_object_forms));
    forms.add(variant);
    const bool says = variant.places.severity.line != 0 || variant.taken.code;
    if (!says && variant.taken.message.empty()) variant.taken.severity = Severity::off;
  }
  forms.lay(*target, log);
  field.main.fields = std::move(target);
}

void lay_inside(Block& target, std::vector<ShapeBlock> shapes, Laid laid, model::Mistakes& log) {
  std::vector<std::string> names;  // in their order
  std::map<std::string, Having> having;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Block& block = *shapes[i].block;
    refuse_others(block, laid, log);
    for (const Field& member : block.fields) {
      if (member.none) continue;
      Having& all = having[member.name];
      if (all.empty()) names.push_back(member.name);
      all.push_back(i);
    }
  }
  for (const std::string& name : names) {
    const auto is_meant = [&name](const Field& field) { return field.name == name; };
    auto known = std::ranges::find_if(target.fields, is_meant);
    const bool common = known != target.fields.end();
    if (!common) {
      Field made;
      made.name = name;
      known = target.fields.insert(target.fields.end(), std::move(made));
    }
    std::vector<Shape> members;
    std::vector<Condition> others;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      Block& block = *shapes[i].block;
      const auto member = std::ranges::find_if(block.fields, is_meant);
      if (member == block.fields.end() || member->none) {
        others.push_back(shapes[i].when);
        continue;
      }
      if (!common && members.empty()) known->where = known->main.where = member->where;
      members.push_back({std::move(*member), shapes[i].when});
      member->name = name;
    }
    lay_over(*known, std::move(members), laid, log);
    if (!common && !others.empty()) target.rules.push_back(stray(*known, std::move(others)));
  }
  for (ShapeBlock& shape : shapes) {
    hold_where(shape.block->rules, shape.when, target.rules);
    hold_where(shape.block->cases, shape.when, target.cases);
  }
}

}  // namespace leadlint::parse
