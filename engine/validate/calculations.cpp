// Calculations of conditions, over members of a record and over the items of its lists: exactly,
// and without memory of their own.
#include <array>
#include <charconv>
#include <span>
#include <string_view>
#include <utility>

#include "finding/words.h"
#include "validate/decimal_range.h"
#include "validate/facts.h"
#include "validate/value.h"

namespace leadlint::validate {
namespace {

using FactorKind = table::CalculationFactor::Kind;

/// The spelling of a good value that is a number; empty: it is none.
std::string_view number_of(const table::DecisionTable& table, const read::Node& value,
                           FieldId field) noexcept {
  switch (value.kind) {
    case read::Kind::integer:
    case read::Kind::number:
      return value.text();
    case read::Kind::string:
      if (value.kept != read::Kept::whole || !reads_numbers(table.fields[field])) return {};
      return value.text();
    case read::Kind::null:
    case read::Kind::false_value:
    case read::Kind::true_value:
    case read::Kind::object:
    case read::Kind::array:
      break;
  }
  return {};
}

/// Is it no further from 0? (The distance was judged with the rule.)
bool is_within(const DecimalSum& sum, std::string_view distance) noexcept {
  const std::array<std::string_view, 1> factors{distance};
  DecimalSum less = sum, more = sum;
  return less.add(factors, true) && more.add(factors, false) && less.sign() <= 0 &&
         more.sign() >= 0;
}

/// Further from 0, on one side with all that it may be?
bool is_beyond(const DecimalRange& range, std::string_view distance) noexcept {
  const std::array<std::string_view, 1> factors{distance};
  DecimalSum least = range.least, most = range.at_most();
  return (least.add(factors, true) && least.sign() > 0) ||
         (most.add(factors, false) && most.sign() < 0);
}

/// Does it compare so with 0, whatever it is within the range?
bool surely(const DecimalRange& range, table::Compare compare) noexcept {
  const auto least = range.least.sign(), most = range.at_most().sign();
  switch (compare) {
    case table::Compare::eq:
      return least == 0 && most == 0;
    case table::Compare::ne:
      return least > 0 || most < 0;
    case table::Compare::lt:
      return most < 0;
    case table::Compare::le:
      return most <= 0;
    case table::Compare::gt:
      return least > 0;
    case table::Compare::ge:
      return least >= 0;
  }
  return false;
}

/// Numbers of items, in digits, while a product is made of them.
class Digits {
 public:
  std::string_view of(Index number) noexcept {
    std::array<char, 10>& room = rooms_[used_++];
    const auto end = std::to_chars(room.data(), room.data() + room.size(), number).ptr;
    return {room.data(), static_cast<std::size_t>(end - room.data())};
  }

 private:
  std::array<std::array<char, 10>, 2 * max_calculated_factors> rooms_;
  std::size_t used_ = 0;
};

}  // namespace

bool DecimalRange::add(std::span<const std::string_view> smallest,
                       std::span<const std::string_view> largest, bool negative) noexcept {
  const bool widens = smallest.data() != largest.data();
  if (widens && !wide) {
    most = least;
    wide = true;
  }
  return least.add(smallest, negative) && (!wide || most.add(largest, negative));
}

/// Does it hold, all its values being good and numbers that can be calculated with?
bool Facts::calculation_holds(const table::Fact& fact, Index instance) const {
  const table::Calculation& calculation = table_.calculations[fact.index];
  DecimalRange range;
  for (Index t = 0; t < calculation.terms.count; ++t) {
    const table::CalculationTerm& term = table_.calculation_terms[calculation.terms.first + t];
    if (!add_term(term, instance, range)) return false;
  }
  if (calculation.within.size == 0) return surely(range, fact.compare);
  const std::string_view distance = table_.text(calculation.within);
  return fact.compare == table::Compare::eq
             ? is_within(range.least, distance) && is_within(range.at_most(), distance)
             : is_beyond(range, distance);
}

std::string Facts::side_of(const table::Calculation& calculation, bool right,
                           Index instance) const {
  DecimalRange range;
  for (Index t = 0; t < calculation.terms.count; ++t) {
    table::CalculationTerm term = table_.calculation_terms[calculation.terms.first + t];
    if (term.right != right) continue;
    term.negative = term.negative != right;
    if (!add_term(term, instance, range)) return {};
  }
  if (!range.wide) return range.least.text();
  return in_words(Say::value_range, {{"least", range.least.text()}, {"most", range.most.text()}});
}

/// False: it cannot be told.
bool Facts::add_term(const table::CalculationTerm& term, Index instance,
                     DecimalRange& range) const {
  return term.list == none ? add_product(term, instance, {}, range)
                           : add_items(term, instance, range);
}

/// The place of an item in its list, from 0. (An object that stands for a list of one is its
/// first.)
Index Facts::index_of(Index instance, std::uint8_t up) const noexcept {
  for (; up > 0 && instance != none; --up) instance = record_->instances[instance].parent;
  if (instance == none) return 0;
  const read::Node& item = node(record_->instances[instance].node);
  const bool in_list = item.parent != none && node(item.parent).kind == read::Kind::array;
  return in_list ? item.ordinal : 0;
}

/// Adds a product of one for each item of a list. False: it cannot be told.
bool Facts::add_items(const table::CalculationTerm& term, Index instance,
                      DecimalRange& range) const {
  const Found list = find(term.list, instance);
  if (!list.good) return false;
  if (list.value->kind != read::Kind::array)
    return list.value->bare_item && add_product(term, instance, {list.value, list.field}, range);
  for (Index item = list.value->first; item != none; item = node(item).next)
    if (!add_product(term, instance, {&node(item), node(item).field}, range)) return false;
  return true;
}

/// The product of a term, of one item where it is a sum. Where a factor is a count of which not all
/// is known, it goes from a smallest to a largest.
struct Facts::Product {
  std::array<std::string_view, max_calculated_factors> low, high;
  Digits digits;
  Index count = 0;
  bool wide = false, negative = false;

  /// (Each text is written where it belongs: copying one from there would wait for the write.)
  void add(std::string_view number) noexcept {
    low[count] = number;
    high[count] = number;
    ++count;
    negative = negative != number.starts_with('-');
  }
  void add(std::pair<Index, Index> range) noexcept {
    low[count] = digits.of(range.first);
    high[count] = digits.of(range.second);
    ++count;
    wide = wide || range.first != range.second;
  }
};

/// What becomes of a product with a factor: `nothing`: it adds nothing; `unknown`: nobody can tell.
enum class Facts::Multiplied : std::uint8_t { fine, nothing, unknown };

Facts::Multiplied Facts::multiply(Product& product, const table::CalculationFactor& factor,
                                  Index instance, Item item) const {
  const auto by_number = [&](std::string_view number) {
    if (number.empty()) return Multiplied::unknown;
    product.add(number);
    return Multiplied::fine;
  };
  const auto by_value = [&](const Found& found) {
    return found.good ? by_number(number_of(table_, *found.value, found.field))
                      : Multiplied::unknown;
  };
  switch (factor.kind) {
    case FactorKind::number:
      return by_number(table_.text(factor.number));
    case FactorKind::count: {
      const auto count = count_of(factor, instance);
      if (!count) return Multiplied::unknown;
      product.add(*count);
      return Multiplied::fine;
    }
    case FactorKind::item_index:
      return by_number(product.digits.of(node(memory_.item).ordinal));
    case FactorKind::index:
      return by_number(product.digits.of(index_of(instance, factor.up)));
    case FactorKind::item:
      if (item.value->kind == read::Kind::null) return Multiplied::nothing;
      return by_number(number_of(table_, *item.value, item.field));
    case FactorKind::member: {
      if (item.value->kind == read::Kind::null) return Multiplied::nothing;
      if (item.value->instance == none) return Multiplied::unknown;
      const Found member = find(factor.ref, item.value->instance);
      return member.present || factor.required ? by_value(member) : Multiplied::nothing;
    }
    case FactorKind::value:
      return by_value(find(factor.ref, instance));
    case FactorKind::length: {
      const Found found = find(factor.ref, instance);
      const auto length = found.good ? length_of(table_, *found.value, found.field) : std::nullopt;
      return length ? by_number(product.digits.of(static_cast<Index>(*length)))
                    : Multiplied::unknown;
    }
  }
  return Multiplied::unknown;
}

/// Adds the product of a term. False: it cannot be told.
bool Facts::add_product(const table::CalculationTerm& term, Index instance, Item item,
                        DecimalRange& range) const {
  if (item.value != nullptr && item.value->broken) return false;
  Product product;
  product.negative = term.negative;
  for (Index f = 0; f < term.factors.count; ++f) {
    const auto done =
        multiply(product, table_.calculation_factors[term.factors.first + f], instance, item);
    if (done != Multiplied::fine) return done == Multiplied::nothing;
  }
  std::span<const std::string_view> smallest{product.low},
      largest{product.wide ? product.high : product.low};
  if (product.negative) std::swap(smallest, largest);
  return range.add(smallest.first(product.count), largest.first(product.count), term.negative);
}

}  // namespace leadlint::validate
