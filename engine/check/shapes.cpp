// See shapes.h. Tests: tests/shapes_test.cpp.
#include "check/shapes.h"

#include <algorithm>
#include <string>

#include "check/values.h"
#include "model/condition_text.h"
#include "model/moments.h"
#include "text/fold_case.h"

namespace leadlint::check {
namespace {

using model::Field;
using model::Path;
using model::Scalar;
using model::Variant;

/// Are two values one to the field: in any case, by the calendar?
bool are_one(const Scalar& a, const Scalar& b, const Field& field, const model::RuleSet& rules) {
  if (model::same_value(a, b)) return true;
  const auto* left = std::get_if<std::string>(&a.value);
  const auto* right = std::get_if<std::string>(&b.value);
  if (left == nullptr || right == nullptr) return false;
  const auto any_case = [](const Variant& variant) { return variant.ignore_case; };
  if ((any_case(field.main) || std::ranges::any_of(field.also, any_case)) &&
      fold_case(*left) == fold_case(*right))
    return true;
  const auto first = model::read_moment(field, rules, *left);
  const auto second = model::read_moment(field, rules, *right);
  return first && second && model::same_moment(*first, *second);
}

}  // namespace

void check_by(const Field& field, const model::Scope& around, CheckContext& context) {
  const model::Scope within{model::block_of(field), around.block != nullptr ? &around : nullptr,
                            around.rules};
  for (const model::ByTable& table : field.by) {
    const Field* decides = model::resolve(table.field, table.inside ? within : around);
    if (decides == nullptr || decides->none) continue;
    for (auto value = table.values.begin(); value != table.values.end(); ++value) {
      const auto before = std::find_if(table.values.begin(), value, [&](const Scalar& other) {
        return are_one(other, *value, *decides, context.rules);
      });
      if (before == value) continue;
      context.mistakes.add(
          Code::duplicate_id, value->where,
          model::worded("`{}` has one row for a value: to it this is `{}`, whose row is on line {}",
                        text_of(table.field), model::spelling_of(*before), before->where.line));
    }
    if (table.absent && is_never_absent(table.field, *decides))
      complain_of_absent_row(table.field, *table.absent, context);
  }
}

bool is_never_absent(const Path& path, const Field& field) {
  const bool here = path.base == Path::Base::block || path.base == Path::Base::outer;
  if (!here || path.steps.size() != 1) return false;  // (of a path, an object on the way may be)
  const auto takes_null = [](const Variant& variant) {
    return variant.nullable ||
           (!model::takes_anything(variant) && (model::types_of(variant) & model::null_type) != 0);
  };
  return field.default_value && !field.lasts_in_shape && !takes_null(field.main) &&
         std::ranges::none_of(field.also, takes_null);
}

void complain_of_absent_row(const Path& path, model::SourceLocation where, CheckContext& context) {
  context.mistakes.add(Code::bad_value, where,
                       model::worded("this row is never met: where `{}` is not sent it has its "
                                     "`default`",
                                     text_of(path)),
                       {"absent"});
}

}  // namespace leadlint::check
