// What shapes of a field say alike is said once, and what is true of the field alone becomes the
// field's. See lay_shapes.h.
#pragma once

#include <vector>

#include "model/mistakes.h"
#include "model/ruleset.h"
#include "parse/lay_shapes.h"

namespace leadlint::parse {

/// One of them holds. Values of one field are listed together, as messages show them.
[[nodiscard]] model::Condition either(std::vector<model::Condition> conditions);

/// `required` of a shape goes before that of the field.
void lay_required(model::Field& target, Shape& shape);

/// Shapes that say the same become one. (Of objects and lists: what is inside does.)
void join_alike(std::vector<Shape>& shapes);

/// `was`, `default`, `words`, `encoded` and `unit` are the field's where it has no form but this
/// one; where it has, they are mistakes: nobody knows the shape of what is not sent, or of text.
void lay_lasting(model::Field& target, std::vector<Shape>& shapes, Laid laid, model::Mistakes& log);

}  // namespace leadlint::parse
