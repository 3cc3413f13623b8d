// Sums and products as they are done on paper: digit by digit, whatever their length.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference/nodes.h"

namespace reference {

using OperandKind = model::Operand::Kind;

/// Digits of any length, lowest first, and where the point stands: slow, and plain to see.
struct Big {
  std::vector<int> digits;
  long scale = 0;
  bool negative = false;
};

namespace {

Big big(const Exact& number) {
  Big out;
  out.digits.assign(number.digits.rbegin(), number.digits.rend());
  for (int& digit : out.digits) digit -= '0';
  out.negative = number.negative;
  out.scale = -number.exponent;
  return out;
}

void scale_to(Big& number, long scale) {
  number.digits.insert(number.digits.begin(), static_cast<std::size_t>(scale - number.scale), 0);
  number.scale = scale;
}

void settle(std::vector<int>& digits) {
  int carried = 0;
  for (int& digit : digits) {
    const int value = digit + carried;
    carried = value >= 0 ? value / 10 : -((9 - value) / 10);
    digit = value - carried * 10;
  }
  for (; carried > 0; carried /= 10) digits.push_back(carried % 10);
  while (!digits.empty() && digits.back() == 0) digits.pop_back();
}

Big times(const Big& a, const Big& b) {
  Big out;
  out.digits.assign(a.digits.size() + b.digits.size() + 1, 0);
  for (std::size_t i = 0; i < a.digits.size(); ++i)
    for (std::size_t j = 0; j < b.digits.size(); ++j)
      out.digits[i + j] += a.digits[i] * b.digits[j];
  settle(out.digits);
  out.scale = a.scale + b.scale;
  out.negative = a.negative != b.negative;
  return out;
}

bool is_less(const std::vector<int>& a, const std::vector<int>& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

Big plus(Big a, Big b) {
  const long scale = std::max(a.scale, b.scale);
  scale_to(a, scale);
  scale_to(b, scale);
  settle(a.digits);
  settle(b.digits);
  if (a.negative != b.negative && is_less(a.digits, b.digits)) std::swap(a, b);
  const int sign = a.negative == b.negative ? 1 : -1;
  a.digits.resize(std::max(a.digits.size(), b.digits.size()), 0);
  for (std::size_t i = 0; i < b.digits.size(); ++i) a.digits[i] += sign * b.digits[i];
  settle(a.digits);
  return a;
}

int sign_of(const Big& number) {
  const bool zero =
      std::all_of(number.digits.begin(), number.digits.end(), [](int digit) { return digit == 0; });
  return zero ? 0 : number.negative ? -1 : 1;
}

}  // namespace

bool is_short(const Exact& number) {
  return -number.exponent <= 36 && static_cast<long>(number.digits.size()) + number.exponent <= 36;
}

/// nullopt: the result is not known. What is counted may come to less or to more: then the least
/// and the most that the calculation comes to decide, where they do.
std::optional<bool> Judge::calculated(const model::Condition& condition, Node& instance) {
  const bool differ = condition.comparison == model::Comparison::ne;
  for (const model::Operand& side : condition.operands)
    if (model::names_field(side) && !look_up(side.path, instance).good()) return differ;
  std::vector<Count> counts;
  for (const model::Operand& side : condition.operands) {
    if (side.kind != OperandKind::count) continue;
    const std::optional<Count> counted = count(side, instance);
    if (!counted) return std::nullopt;
    counts.push_back(*counted);
  }
  std::optional<Big> least, most;
  for (std::size_t choice = 0; choice < (std::size_t{1} << counts.size()); ++choice) {
    std::vector<long> chosen;
    for (std::size_t i = 0; i < counts.size(); ++i)
      chosen.push_back((choice >> i & 1) != 0 ? counts[i].most : counts[i].least);
    const std::optional<Big> total = total_of(condition, instance, chosen);
    if (!total) return std::nullopt;
    const auto exceeds = [](const Big& a, Big b) {
      b.negative = !b.negative;
      return sign_of(plus(a, b)) > 0;
    };
    if (!least || exceeds(*least, *total)) least = total;
    if (!most || exceeds(*total, *most)) most = total;
  }
  const auto side_of = [&](const Big& total, bool up) {
    Big distance = condition.within ? big(std::get<Exact>(typed_scalar(*condition.within))) : Big{};
    distance.negative = !up;
    return sign_of(plus(total, distance));
  };
  const bool above = side_of(*least, false) > 0, below = side_of(*most, true) < 0;
  const bool inside = side_of(*most, false) <= 0 && side_of(*least, true) >= 0;
  const auto decided = [](bool yes, bool no) {
    return yes ? std::optional{true} : no ? std::optional{false} : std::nullopt;
  };
  switch (condition.comparison) {
    case model::Comparison::eq:
      return decided(inside, above || below);
    case model::Comparison::ne:
      return decided(above || below, inside);
    case model::Comparison::lt:
      return decided(sign_of(*most) < 0, sign_of(*least) >= 0);
    case model::Comparison::le:
      return decided(sign_of(*most) <= 0, sign_of(*least) > 0);
    case model::Comparison::gt:
      return decided(sign_of(*least) > 0, sign_of(*most) <= 0);
    case model::Comparison::ge:
      return decided(sign_of(*least) >= 0, sign_of(*most) < 0);
  }
  return std::nullopt;
}

/// With what is counted coming to these numbers; nullopt: it is not known.
std::optional<Big> Judge::total_of(const model::Condition& condition, Node& instance,
                                   const std::vector<long>& counts) {
  Big total;
  std::size_t at = 0, count_at = 0;
  for (const model::Term& term : condition.terms) {
    std::vector<const model::Operand*> factors;
    const model::Operand* sum = nullptr;
    for (std::uint32_t i = 0; i < term.factors; ++i) {
      const model::Operand& side = condition.operands[at++];
      if (side.kind == OperandKind::sum) sum = &side;
      factors.push_back(&side);
    }
    std::vector<Node*> items{nullptr};
    if (sum != nullptr) {
      Node* list = look_up(sum->path, instance).node;
      if (list->value->kind != Value::Kind::array && !list->bare_item) return std::nullopt;
      items = list->items;
    }
    const std::size_t first_count = count_at;
    count_at += static_cast<std::size_t>(
        std::count_if(factors.begin(), factors.end(),
                      [](const model::Operand* side) { return side->kind == OperandKind::count; }));
    for (Node* item : items) {
      std::size_t count_of = first_count;
      std::optional<Big> product = Big{{1}, 0, term.negative != term.right};
      bool adds = true;
      const auto multiply = [&](const Typed& value) {
        const auto* number = std::get_if<Exact>(&value);
        if (number == nullptr || !is_short(*number)) product.reset();
        if (product) product = times(*product, big(*number));
      };
      for (const model::Operand* side : factors) {
        if (side->kind == OperandKind::count) {
          multiply(exact(std::to_string(counts[count_of++])));
          continue;
        }
        if (side->kind != OperandKind::sum) {
          multiply(operand(*side, *side, instance));
          continue;
        }
        judge(*item);
        const bool is_null = item->value->kind == Value::Kind::null;
        if (is_null ? item->present : !item->good) return std::nullopt;
        for (const model::Operand& inner : side->summed) {
          if (inner.kind == OperandKind::literal) {
            multiply(typed_scalar(inner.literal));
            continue;
          }
          if (is_null) {
            adds = false;
            break;
          }
          if (inner.path.steps.empty()) {
            multiply(typed(*item));
            continue;
          }
          const Place place = look_up(inner.path, *item);
          const model::Field& member = *inner.path.steps.back().field;
          const bool required = member.required && member.required_where.empty();
          if (!place.present() && !required) {
            adds = false;
            break;
          }
          if (!place.good()) return std::nullopt;
          multiply(typed(*place.node));
        }
      }
      if (!adds) continue;
      if (!product) return std::nullopt;
      total = plus(total, *product);
    }
  }
  return total;
}

}  // namespace reference
