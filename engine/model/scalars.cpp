// Reads, spells and compares literals.
#include "model/scalars.h"

#include <algorithm>
#include <charconv>

#include "text/decimal.h"

namespace leadlint::model {

std::optional<Scalar> number_scalar(std::string_view text, SourceLocation where) {
  const auto decimal = read_decimal(text);
  if (!decimal) return std::nullopt;
  const char* const end = text.data() + text.size();
  std::int64_t whole = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, whole);
  if (error == std::errc{} && stop == end) return Scalar{whole, where};
  Number number{canonical(text), 0};
  if (std::from_chars(text.data(), end, number.nearest).ec != std::errc{}) return std::nullopt;
  return Scalar{std::move(number), where};
}

bool is_number(const Scalar& scalar) noexcept {
  return std::holds_alternative<std::int64_t>(scalar.value) ||
         std::holds_alternative<Number>(scalar.value);
}

std::string spelling_of(const Scalar& scalar) {
  struct Text {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const Number& number) const { return number.text; }
    std::string operator()(const std::string& text) const { return text; }
  };
  return std::visit(Text{}, scalar.value);
}

bool same_value(const Scalar& a, const Scalar& b) {
  if (const auto* text = std::get_if<std::string>(&a.value)) {
    const auto* other = std::get_if<std::string>(&b.value);
    return other != nullptr && *text == *other;
  }
  const auto* whole = std::get_if<std::int64_t>(&a.value);
  const auto* other = std::get_if<std::int64_t>(&b.value);
  if (whole != nullptr && other != nullptr) return *whole == *other;
  const bool numbers = is_number(a) && is_number(b);
  return (numbers || a.value.index() == b.value.index()) && spelling_of(a) == spelling_of(b);
}

bool holds_value(const std::vector<Scalar>& values, const Scalar& value) {
  return std::ranges::any_of(values,
                             [&value](const Scalar& each) { return same_value(each, value); });
}

std::string value_key(const Scalar& value) {
  const std::size_t kind =
      is_number(value) ? std::variant_size_v<decltype(value.value)> : value.value.index();
  return static_cast<char>('0' + kind) + spelling_of(value);
}

}  // namespace leadlint::model
