// A number is compared by its value, however it is spelled. Tests: tests/checks_test.cpp,
// tests/default_test.cpp.
#include "finding/simple_checks.h"

#include "text/blanks.h"
#include "text/decimal.h"

namespace leadlint {
namespace {

/// `holds(number, operand)`, where both are numbers.
template <class Holds>
bool of_numbers(const SimpleValue& value, const SimpleOperand& operand, Holds holds) noexcept {
  const auto number = read_decimal(value.text), other = read_decimal(operand.number);
  return !number || !other || holds(*number, *other);
}

}  // namespace

bool simple_check_holds(CheckKind kind, const SimpleValue& value,
                        const SimpleOperand& operand) noexcept {
  using K = CheckKind;
  switch (kind) {
    case K::min_length:
    case K::min_items:
      return value.length < 0 || value.length >= operand.count;
    case K::max_length:
    case K::max_items:
      return value.length <= operand.count;
    case K::trimmed:
      return is_tight(value.text);
    case K::min:
      return of_numbers(value, operand,
                        [](const Decimal& a, const Decimal& b) { return compare(a, b) >= 0; });
    case K::max:
      return of_numbers(value, operand,
                        [](const Decimal& a, const Decimal& b) { return compare(a, b) <= 0; });
    case K::decimals: {
      const auto number = read_decimal(value.text);
      return !number || places(*number) <= operand.count;
    }
    case K::multiple_of:
      return of_numbers(value, operand, is_multiple);
    case K::type:
    case K::readable:
    case K::integer_range:
    case K::values:
    case K::catalog:
    case K::pattern:
    case K::format:
    case K::unique:
    case K::ascending:
    case K::not_descending:
    case K::enumerates:
      break;
  }
  return true;
}

}  // namespace leadlint
