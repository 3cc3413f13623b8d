// What the rules say of the values that fields take, beside the fields' own lists: part of what
// this stage hands over.
#pragma once

#include <map>
#include <vector>

#include "model/mistakes.h"
#include "model/ruleset.h"

namespace leadlint::check {

/// The fields are those of the checked rule set and of the request that it answers.
struct FieldValues {
  using List = model::Check<std::vector<model::Scalar>>;

  /// The fields that take their values from `pairs` tables, and those values.
  std::map<const model::Field*, List> paired;
  /// What conditions and tables name of open fields: each gets its place among the field's values,
  /// so that `state == CUSTOM` can hold.
  std::map<const model::Field*, std::vector<model::Scalar>> named;

  /// nullptr where no table gives the field its values.
  [[nodiscard]] const List* pairs_of(const model::Field& field) const;
  /// The values a field is limited to, by its own list or a pairs table; nullptr when by none. Of a
  /// field whose values a catalog lists, those that rules name.
  [[nodiscard]] const std::vector<model::Scalar>* of(const model::Field& field) const;
  /// Is the field limited so, or are some of its shapes by lists of theirs?
  [[nodiscard]] bool has_list(const model::Field& field) const;
  /// May a good value of the field be none of those that its forms list?
  [[nodiscard]] bool is_open(const model::Field& field) const;
};

/// Tells of values that rules name in two spellings where a field takes both for one.
void check_spellings(const FieldValues& values, model::Mistakes& mistakes);

/// Of a rule set whose rules are checked and folded.
[[nodiscard]] FieldValues gather_field_values(const model::RuleSet& rules);

/// The path of the field that moves. (Of a rule set that is checked, there is one.)
[[nodiscard]] const model::Path& moving_field(const model::Transitions& transitions,
                                              const model::RuleSet& rules);

/// Does the form take single values that no list of it has, with no error?
[[nodiscard]] bool takes_others(const model::Variant& variant);

}  // namespace leadlint::check
