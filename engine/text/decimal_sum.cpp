// Adds and multiplies in limbs of nine digits.
#include "text/decimal_sum.h"

#include <algorithm>
#include <optional>

#include "text/ascii.h"
#include "text/decimal.h"

namespace leadlint {
namespace {

bool has_few_digits(const Decimal& number) noexcept {
  return number.digits.empty() ||
         (number.power < max_calculated_digits && places(number) <= max_calculated_digits);
}

constexpr std::array<std::uint32_t, 10> powers_of_ten{
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/// Digits, perhaps with a point among them, as JSON writes them.
struct Short {
  std::uint64_t digits = 0;
  int count = 0, places = 0;
  bool negative = false;

  /// False: it is longer than `most` digits, has an exponent, or is no number.
  bool read(std::string_view text, int most) noexcept {
    const char* at = text.data();
    const char* const end = at + text.size();
    negative = at != end && *at == '-';
    if (negative) ++at;
    if (at == end || (end - at > 1 && at[0] == '0' && at[1] != '.')) return false;
    const char* const first = at;
    for (; at != end && is_digit(*at); ++at)
      digits = digits * 10 + static_cast<unsigned>(*at - '0');
    const auto whole = at - first;
    if (whole == 0 || whole > most) return false;
    count = static_cast<int>(whole);
    if (at == end) return true;
    if (*at++ != '.' || at == end || end - at > most - whole) return false;
    places = static_cast<int>(end - at);
    count += places;
    for (; at != end; ++at) {
      if (!is_digit(*at)) return false;
      digits = digits * 10 + static_cast<unsigned>(*at - '0');
    }
    return true;
  }
};

/// The limb that a place lies in: 0 for 0 to 8, -1 for -1 to -9.
constexpr int limb_of(int place) noexcept { return place >= 0 ? place / 9 : -((8 - place) / 9); }

}  // namespace

/// Limbs from the lowest that counts; `exponent`: how far that is from the point.
struct DecimalSum::Product {
  std::array<std::uint32_t, static_cast<std::size_t>(2 * point)> limbs;
  int exponent = 0;
  int count = 0;
  bool negative = false;

  /// (Digits come highest first.)
  void read(const Decimal& number) noexcept {
    negative = number.negative;
    const int top = limb_of(static_cast<int>(number.power));
    const int lowest = static_cast<int>(number.power - digit_count(number) + 1);
    exponent = limb_of(lowest);
    count = top - exponent + 1;
    int at = count - 1;
    int left = static_cast<int>(number.power) - top * digits_of_limb + 1;  // digits of this limb
    std::uint32_t limb = 0;
    for (const char c : number.digits) {
      if (c == '.') continue;
      limb = limb * 10 + static_cast<std::uint32_t>(c - '0');
      if (--left != 0) continue;
      limbs[static_cast<std::size_t>(at--)] = limb;
      limb = 0;
      left = digits_of_limb;
    }
    if (at >= 0)
      limbs[static_cast<std::size_t>(at)] = limb * powers_of_ten[static_cast<std::size_t>(left)];
  }

  void multiply(const Product& other) noexcept {
    constexpr auto unit = static_cast<std::uint64_t>(limb_unit);
    const Product own = *this;
    exponent += other.exponent;
    count += other.count;
    negative = negative != other.negative;
    std::fill_n(limbs.begin(), count, 0U);
    for (int i = 0; i < own.count; ++i) {
      std::uint64_t carried = 0;
      for (int j = 0; j < other.count; ++j) {
        std::uint32_t& limb = limbs[static_cast<std::size_t>(i + j)];
        carried += limb + std::uint64_t{own.limbs[static_cast<std::size_t>(i)]} *
                              other.limbs[static_cast<std::size_t>(j)];
        limb = static_cast<std::uint32_t>(carried % unit);
        carried /= unit;
      }
      limbs[static_cast<std::size_t>(i + other.count)] = static_cast<std::uint32_t>(carried);
    }
  }
};

bool is_calculable(std::string_view number) noexcept {
  const auto read = read_decimal(number);
  return read && has_few_digits(*read);
}

bool DecimalSum::add_short(std::span<const std::string_view> factors, bool negative) noexcept {
  constexpr int max_digits = 18;
  if (short_count_ == max_short) return false;
  std::uint64_t product = 1;
  int digits = 0, places = 0;
  for (const std::string_view text : factors) {
    Short factor;
    if (!factor.read(text, max_digits - digits)) return false;
    digits += factor.count;
    places += factor.places;
    product *= factor.digits;
    negative = negative != factor.negative;
  }
  if (places > digits_of_limb) return false;
  const Wide scaled =
      static_cast<Wide>(product) * powers_of_ten[static_cast<std::size_t>(digits_of_limb - places)];
  short_sum_ += negative ? -scaled : scaled;
  ++short_count_;
  return true;
}

bool DecimalSum::add(std::span<const std::string_view> factors, bool negative) noexcept {
  if (add_short(factors, negative)) return true;
  Product product, factor;
  bool is_zero = false, is_first = true;
  for (const std::string_view text : factors) {
    const auto number = read_decimal(text);
    if (!number || !has_few_digits(*number)) return false;
    is_zero = is_zero || number->digits.empty();
    if (is_zero) continue;
    (is_first ? product : factor).read(*number);
    if (!is_first) product.multiply(factor);
    is_first = false;
  }
  if (!is_zero) add_limbs(product, negative);
  return true;
}

void DecimalSum::add_limbs(const Product& product, bool negative) noexcept {
  if (!has_limbs_) limbs_.fill(0);
  has_limbs_ = true;
  const std::int64_t sign = product.negative != negative ? -1 : 1;
  for (int i = 0; i < product.count; ++i)
    limbs_[static_cast<std::size_t>(point + product.exponent + i)] +=
        sign * product.limbs[static_cast<std::size_t>(i)];
  // So many limbs of nine digits still fit 64 bits.
  constexpr std::uint32_t most = std::uint32_t{1} << 30;
  if (++added_ == most) {
    carry(limbs_);
    added_ = 0;
  }
}

/// All but the highest limb are from 0 on afterwards: the highest has the sign.
void DecimalSum::carry(Limbs& limbs) noexcept {
  std::int64_t carried = 0;
  for (std::size_t i = 0; i + 1 < limbs.size(); ++i) {
    const std::int64_t limb = limbs[i] + carried;
    carried = limb / limb_unit - (limb % limb_unit < 0 ? 1 : 0);
    limbs[i] = limb - carried * limb_unit;
  }
  limbs.back() += carried;
}

/// All that was added.
DecimalSum::Limbs DecimalSum::carried() const noexcept {
  Limbs limbs{};
  if (has_limbs_) limbs = limbs_;
  Wide rest = short_sum_;
  for (auto at = static_cast<std::size_t>(point) - 1; rest != 0; ++at) {  // billionths first
    limbs[at] += static_cast<std::int64_t>(rest % limb_unit);
    rest /= limb_unit;
  }
  carry(limbs);
  return limbs;
}

std::string DecimalSum::text() const {
  Limbs limbs = carried();
  const bool negative = limbs.back() < 0;
  if (negative) {
    for (std::int64_t& limb : limbs) limb = -limb;
    carry(limbs);
  }
  std::string digits;
  for (int i = limb_count - 1; i >= 0; --i) {
    const std::string limb = std::to_string(limbs[static_cast<std::size_t>(i)]);
    digits.append(digits_of_limb - std::min<std::size_t>(limb.size(), digits_of_limb), '0');
    digits += limb;
    if (i == point) digits += '.';
  }
  digits.resize(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  digits.erase(0, std::min(digits.find_first_not_of('0'), whole - 1));
  return (negative ? "-" : "") + digits;
}

std::strong_ordering DecimalSum::sign() const noexcept {
  if (!has_limbs_) return short_sum_ <=> Wide{0};
  const Limbs limbs = carried();
  if (limbs.back() < 0) return std::strong_ordering::less;
  const bool is_zero = std::ranges::all_of(limbs, [](std::int64_t limb) { return limb == 0; });
  return is_zero ? std::strong_ordering::equal : std::strong_ordering::greater;
}

}  // namespace leadlint
