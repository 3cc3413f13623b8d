// Tests: tests/status_table_test.cpp.
#include "view/known_text.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "model/condition_text.h"
#include "model/scalars.h"
#include "model/scope.h"

namespace leadlint::view {

std::string json_of(const model::Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar.value);
  return text != nullptr ? nlohmann::json(*text).dump() : model::text_of(scalar);
}

std::string json_of_another(const std::vector<model::Scalar>& values, const model::Field& field) {
  const bool text = (model::types_of(field.main) & model::string_type) != 0;
  for (std::int64_t number = 0;; ++number) {
    const model::Scalar other{
        text ? decltype(model::Scalar::value){"another " + std::to_string(number)}
             : decltype(model::Scalar::value){number},
        {}};
    if (!model::holds_value(values, other)) return json_of(other);
  }
}

}  // namespace leadlint::view
