// What a field can hold: which kinds of values (decides what compares with what), and which values
// of its lists. Literals of rules are fitted to their field here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "check/value_index.h"
#include "model/ruleset.h"
#include "model/scalars.h"

namespace leadlint::check {

/// Kinds of values as bits: only like kinds compare. Dates and times are text that stands for a
/// point in time; which kind of point is told by the letters of the format.
using Kinds = std::uint16_t;
inline constexpr Kinds number_kind = 1, boolean_kind = 2, text_kind = 4, object_kind = 8,
                       array_kind = 16, date_kind = 32, time_kind = 64, local_kind = 128,
                       instant_kind = 256, month_kind = 512;
inline constexpr Kinds moment_kinds =
    date_kind | time_kind | local_kind | instant_kind | month_kind;
inline constexpr Kinds ordered_kinds = number_kind | moment_kinds;
inline constexpr Kinds scalar_kinds = ordered_kinds | boolean_kind | text_kind;
inline constexpr Kinds any_kind = scalar_kinds | object_kind | array_kind;

/// The kinds of the texts that fit a format, with or without what may be left out.
[[nodiscard]] Kinds kinds_of_format(const model::Format& format);
/// The kinds of one form of a field.
[[nodiscard]] Kinds kinds_of_variant(const model::Variant& variant, const model::RuleSet& owner);
/// The kinds of all forms of a field; `owner` holds its formats.
[[nodiscard]] Kinds kinds_of(const model::Field& field, const model::RuleSet& owner);
/// A date beside a date with a time: they compare by the day as it is written.
[[nodiscard]] bool share_a_day(Kinds left, Kinds right);
/// "a number", "text or a date": for messages.
[[nodiscard]] std::string kinds_text(Kinds kinds);

/// The values that `pairs` tables give to their second fields (such a field has no list of its
/// own), and what literals are looked up in. Of one rule set, and of one thread.
class PairValues {
 public:
  /// nullptr: no table goes by the field.
  [[nodiscard]] const std::vector<model::Scalar>* of(const model::Field& field) const;
  /// The same, to gather them; `field` may be null.
  [[nodiscard]] std::vector<model::Scalar>* gathered(const model::Field* field);
  void add(const model::Field& field) { lists_.try_emplace(&field); }
  /// Makes of `value` the entry of a list that it means; false: it means none. The list is one of
  /// the rule set, or of `of`.
  [[nodiscard]] bool take(const std::vector<model::Scalar>& list, bool ignore_case,
                          model::Scalar& value) const;

 private:
  std::map<const model::Field*, std::vector<model::Scalar>> lists_;
  mutable std::map<const model::Scalar*, ValueIndex> indexes_;  // by the first entry of each list
};
/// Gathers them from a rule set and from the request that it answers.
[[nodiscard]] PairValues gather_pair_values(const model::RuleSet& rules);

/// Where a literal stands to a field.
enum class Standing : std::uint8_t {
  legal,         // the field can hold it
  other_choice,  // it could under another choice of an option: no record has it
  not_listed,    // of the right type, but not among the field's values
  wrong_type,    // no form of the field takes this type
};
/// Fits `value` to the field: the spelling of the list's entry, or the type of the field (6.0 and
/// 6). `respell` also takes text for numbers and numbers for text (keys of a table have no quotes).
[[nodiscard]] Standing fit(model::Scalar& value, const model::Field& field, const PairValues& pairs,
                           bool respell = false);
/// The same by the field's own form alone.
[[nodiscard]] Standing fit_own(model::Scalar& value, const model::Field& field,
                               const PairValues& pairs);
/// Fits a value to the type only, for `<` and the like, where it need not be on the field's list.
[[nodiscard]] bool fit_type(model::Scalar& value, model::TypeSet types, bool respell = false);

/// Whether the field has a list of values (statuses and selectors need one).
[[nodiscard]] bool has_values(const model::Field& field, const PairValues& pairs);
/// Whether any form of the field lists values.
[[nodiscard]] bool lists_values(const model::Field& field, const PairValues& pairs);
/// Whether one of them is spelled like `value`.
[[nodiscard]] bool lists_value(const model::Field& field, const PairValues& pairs,
                               const model::Scalar& value);
/// The texts of all values that the field lists, those of its `also` forms too.
[[nodiscard]] std::vector<std::string> listed_values(const model::Field& field,
                                                     const PairValues& pairs);
using model::spelling_of;
/// "A, B, C", cut where there are too many to read.
[[nodiscard]] std::string list_text(const std::vector<std::string>& words);

}  // namespace leadlint::check
