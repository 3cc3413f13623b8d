// Fields: every check applies to the type it stands at, and its values can be.
#pragma once

#include <string>

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// Checks one field's own keys and its `also` forms; what lies below is visited by itself.
void check_field(model::Field& field, const model::Scope& around, const std::string& path,
                 CheckContext& context);
/// Of all forms together.
[[nodiscard]] model::TypeSet all_types_of(const model::Field& field);
/// "an integer or text", as messages say it.
[[nodiscard]] std::string types_text(model::TypeSet types);
/// Is a key written where the field is, rather than in a definition or a file that is extended?
[[nodiscard]] bool is_own(model::SourceLocation key, const model::Field& field);
/// Whether a check of this name stands at the form: `reason.max_length` is then the id of a check.
[[nodiscard]] std::vector<std::string> check_names(const model::Field& field);

}  // namespace leadlint::check
