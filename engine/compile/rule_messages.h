// What messages say of a rule, made once from its conditions: templates in the placeholders of
// finding/placeholders.h, and {it} for the field with its value.
#pragma once

#include <string>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::compile {

/// Conditions and places in words, for people who see the payload and not the rules.
class RuleMessages {
 public:
  explicit RuleMessages(const model::RuleSet& rules) noexcept : rules_(rules) {}

  /// "category.id", "the stored status", "facility_id of the request".
  [[nodiscard]] static std::string path(const model::Path& path);
  /// "status is LEAD_WON and startDateTbd is not true".
  [[nodiscard]] std::string condition(const model::Condition& condition) const;
  /// A rule's `when` without what goes without saying: that the fields it is `about` are there and
  /// not empty, and that what it looks at is known. Empty: nothing is left.
  [[nodiscard]] std::string when(const model::Condition& when,
                                 const std::vector<model::Path>& about) const;
  /// "{it} must be at least begin"; `moments`: of dates and times, "{it} must not be before begin".
  /// Empty where the assertion says nothing in particular of the field at `place`.
  [[nodiscard]] std::string assertion(const model::Condition& assertion, const model::Path& place,
                                      bool moments) const;
  /// Of a `forbid` at `target`; empty: there is nothing to say beside its `when`.
  [[nodiscard]] std::string forbidden(const model::Rule& rule, const model::Path& target) const;

 private:
  [[nodiscard]] std::string product(const model::Operand& sum) const;
  [[nodiscard]] std::string side(const model::Condition& calculation, bool right) const;
  [[nodiscard]] static bool literal_side(const model::Condition& calculation, bool right);
  [[nodiscard]] std::string distance(const model::Condition& calculation) const;
  [[nodiscard]] std::string calculated(const model::Condition& condition, bool negated,
                                       const model::Path& place) const;
  [[nodiscard]] std::string all_of(const std::vector<model::Operand>& operands,
                                   std::size_t first = 0) const;
  [[nodiscard]] std::string operand(const model::Operand& operand) const;
  [[nodiscard]] std::string part(const model::Operand& operand) const;
  [[nodiscard]] std::string words_of(const model::Condition& condition, bool negated) const;
  [[nodiscard]] static std::string of_row(const model::Condition& condition, bool negated,
                                          const model::Path& place);
  [[nodiscard]] static std::string held_value(const model::Condition& any);
  [[nodiscard]] static std::string values_of(const model::Condition& among);
  [[nodiscard]] std::string of_items(const model::Condition& condition, bool negated) const;
  [[nodiscard]] std::string joined(const model::Condition& condition, bool negated) const;
  [[nodiscard]] std::string compared(const model::Condition& condition, bool negated,
                                     const model::Path& place, bool moments) const;

  const model::RuleSet& rules_;
};

/// A value as messages show it: texts in quotes.
[[nodiscard]] std::string shown_value(const model::Scalar& value);

}  // namespace leadlint::compile
