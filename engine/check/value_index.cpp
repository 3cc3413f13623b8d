// See value_index.h. Tests: tests/check_test.cpp, tests/limits_test.cpp.
#include "check/value_index.h"

#include <variant>

#include "model/scalars.h"
#include "text/fold_case.h"

namespace leadlint::check {
namespace {

using Numbers = std::map<std::string, std::size_t>;

std::optional<std::size_t> number_at(const Numbers& numbers, const std::string& key) {
  const auto at = numbers.find(key);
  return at == numbers.end() ? std::nullopt : std::optional(at->second);
}

bool is_null_literal(const model::Scalar& value) {
  return std::holds_alternative<std::monostate>(value.value);
}

}  // namespace

ValueIndex::ValueIndex(const std::vector<model::Scalar>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    by_value_.emplace(model::value_key(list[i]), i);
    if (is_null_literal(list[i])) continue;
    by_spelling_.emplace(model::spelling_of(list[i]), i);
    if (const auto* text = std::get_if<std::string>(&list[i].value))
      by_folded_.emplace(fold_case(*text), i);
  }
}

std::optional<std::size_t> ValueIndex::find(const model::Scalar& value, bool ignore_case) const {
  const auto* const text = std::get_if<std::string>(&value.value);
  if (ignore_case && text != nullptr)
    if (const auto number = number_at(by_folded_, fold_case(*text))) return number;
  if (const auto number = number_at(by_value_, model::value_key(value))) return number;
  if (is_null_literal(value)) return std::nullopt;
  return number_at(by_spelling_, model::spelling_of(value));
}

}  // namespace leadlint::check
