// An example: a form to fill in, made from what a rule set says of itself.
#pragma once

#include <string>

#include <leadlint/ruleset_view.h>

namespace html_form {

/// A page with an input for each field of the payload, and for each status which fields it
/// requires, does not take, and what may follow it. All that comes from the rule file is escaped.
[[nodiscard]] std::string page_of(const leadlint::RulesetView& view);

}  // namespace html_form
