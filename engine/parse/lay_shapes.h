// The shapes of `by`, each read as a field of its own, to forms under conditions of one field: what
// is inside them to one object, whose members have the shapes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "model/mistakes.h"
#include "model/ruleset.h"

namespace leadlint::parse {

/// What a value is where `when` holds.
struct Shape {
  model::Field field;
  model::Condition when;
};

/// `when` of a form of a field to that of what is inside it.
[[nodiscard]] model::Condition inward(model::Condition condition);
[[nodiscard]] model::Condition both(model::Condition left, model::Condition right);

/// What makes the shapes: a table of `by`, or forms in `also`.
enum class Laid : std::uint8_t { by, also };

/// Lays shapes over a field. Their conditions look from the block around it.
void lay_over(model::Field& target, std::vector<Shape> shapes, Laid laid, model::Mistakes& log);

/// Reads the `each` of a form once more.
using EachAgain = std::function<std::unique_ptr<model::Field>(const model::Variant& variant)>;
/// The objects of a field's own form and of forms in `also`, each of which is tried.
void lay_forms(model::Field& field, const EachAgain& each_again, model::Mistakes& log);

/// The objects of shapes.
struct ShapeBlock {
  std::unique_ptr<model::Block> block;
  model::Condition when;
};
/// Lays them over an object. Their conditions look from within it.
void lay_inside(model::Block& target, std::vector<ShapeBlock> shapes, Laid laid,
                model::Mistakes& log);

}  // namespace leadlint::parse
