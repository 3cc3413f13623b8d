// The two sides of a comparison: what kind of value each has, and which literals fit.
#pragma once

#include <string>
#include <string_view>

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// What stands on one side.
struct Side {
  bool known = false;                   // false: a mistake was reported, or the field is `none`
  const model::Field* field = nullptr;  // a field compared by its value
  Kinds kinds = any_kind;
};

/// Looks up a field, length(field) or text(field).
[[nodiscard]] Side bind_side(model::Operand& operand, const model::Scope& scope,
                             CheckContext& context);
/// Readies a side for literals: text(x) of a text is x itself; seconds have no place here.
void read_as_value(model::Operand& operand, Side& side, CheckContext& context);
/// Both sides of `condition`, a field on the left.
void bind_sides(model::Condition& condition, const model::Scope& scope, CheckContext& context);
/// A literal against the side it is compared with.
void bind_literal(model::Scalar& literal, const model::Operand& operand, const Side& side,
                  model::Comparison comparison, CheckContext& context);

/// A literal of a list that the field is to be in.
void bind_listed(model::Scalar& literal, const model::Operand& operand, const Side& side,
                 CheckContext& context);
/// Is it a word of other languages, or of this one, for what is not there or holds nothing: None,
/// nil, undefined, empty?
[[nodiscard]] bool asks_null(std::string_view word);

/// Does the word stand at this place of its file: does it stand there without quotes?
[[nodiscard]] bool is_bare(const model::Scalar& value, std::string_view word,
                           const CheckContext& context);

/// "`day` is never `2024-02-30`: it has the form date; write it as in 2025-03-01".
/// The place that says what a field takes: of the file that is laid over the others, where one is.
[[nodiscard]] model::SourceLocation cause_of(const model::Field& field, const model::Path& path);

[[nodiscard]] Message no_moment(const std::string& text, const std::string& name,
                                const model::Variant& variant, const model::RuleSet& owner);

}  // namespace leadlint::check
