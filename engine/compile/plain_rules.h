// What tables are made of when they become rules: conditions and plain rules.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compile/rules.h"
#include "model/condition_text.h"
#include "model/ruleset.h"

namespace leadlint::compile {

/// `path in [values]`.
[[nodiscard]] model::Condition one_of(const model::Path& path, std::vector<model::Scalar> values);
[[nodiscard]] model::Condition negation(model::Condition inner);
[[nodiscard]] model::Condition both(model::Condition a, model::Condition b);
[[nodiscard]] model::Condition is_absent(const model::Path& path);
/// The field is what a row goes by: that value, or not there.
[[nodiscard]] model::Condition is(const model::Path& path, const model::RowKey& key);
/// The condition, where the table counts at all.
[[nodiscard]] model::Condition with(const std::optional<model::Condition>& when,
                                    model::Condition condition);

/// Values that tables beside one take, which count under conditions of their own. (No tables: those
/// that none takes.)
template <class Table>
struct TakenBy {
  std::vector<const Table*> tables;
  std::vector<model::Scalar> values;
};
template <class Table>
void add_taken(std::vector<const Table*> tables, const model::Scalar& value,
               std::vector<TakenBy<Table>>& groups) {
  const auto same = [&tables](const TakenBy<Table>& group) { return group.tables == tables; };
  if (const auto at = std::find_if(groups.begin(), groups.end(), same); at != groups.end())
    at->values.push_back(value);
  else
    groups.push_back({std::move(tables), {value}});
}
/// The condition, where none of the tables counts.
template <class Table>
[[nodiscard]] model::Condition where_none_counts(model::Condition condition,
                                                 const std::vector<const Table*>& tables) {
  for (const Table* table : tables) condition = both(std::move(condition), negation(*table->when));
  return condition;
}
/// Does `other` count wherever `table` does, as far as their conditions tell?
template <class Table>
[[nodiscard]] bool counts_with(const Table& other, const Table& table) {
  return !other.when || (table.when && model::text_of(*other.when) == model::text_of(*table.when));
}

/// A rule that asks for nothing yet.
[[nodiscard]] PlainRule plain_rule(std::string id, model::Verb verb, const model::Outcome& outcome,
                                   model::SourceLocation where);
/// Values as messages list them.
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<model::Scalar>& values);

}  // namespace leadlint::compile
