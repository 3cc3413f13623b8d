// Reads, compares and writes decimal numbers of any length.
#include "text/decimal.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/json_number.h"

namespace leadlint {
namespace {

/// Zeros are written out where the digits and they are no more places than this.
constexpr std::int64_t max_places = 40;

/// The digits of a number one by one; the point among them is passed over.
class DigitWalk {
 public:
  explicit DigitWalk(std::string_view text) noexcept : at_(text.data()), end_(at_ + text.size()) {}
  [[nodiscard]] bool done() const noexcept { return at_ == end_; }
  [[nodiscard]] char next() noexcept {
    const char digit = *at_++;
    if (at_ != end_ && *at_ == '.') ++at_;
    return digit;
  }

 private:
  const char* at_;
  const char* end_;
};

std::strong_ordering compare_digits(std::string_view a, std::string_view b) noexcept {
  DigitWalk left(a), right(b);
  while (!left.done() && !right.done())
    if (const auto order = left.next() <=> right.next(); order != 0) return order;
  return !left.done() <=> !right.done();
}

std::strong_ordering reversed(std::strong_ordering order) noexcept { return 0 <=> order; }

/// Characters into memory that may be too small: then it only counts them.
class CountedRoom {
 public:
  explicit CountedRoom(std::span<char> room) noexcept : room_(room) {}
  void put(char c) noexcept {
    if (size_ < room_.size()) room_[size_] = c;
    ++size_;
  }
  [[nodiscard]] std::string_view text() const noexcept {
    return size_ <= room_.size() ? std::string_view{room_.data(), size_} : std::string_view{};
  }

 private:
  std::span<char> room_;
  std::size_t size_ = 0;
};

class AppendedText {
 public:
  explicit AppendedText(std::string& to) noexcept : to_(to) {}
  void put(char c) { to_ += c; }

 private:
  std::string& to_;
};

std::int64_t count_of(std::string_view digits) noexcept {
  const bool point = digits.find('.') != std::string_view::npos;
  return static_cast<std::int64_t>(digits.size()) - (point ? 1 : 0);
}

template <class Out>
void put_zeros(Out& out, std::int64_t count) {
  for (; count > 0; --count) out.put('0');
}

/// 1.25e40: the number's digits with a point behind the first of them.
template <class Out>
void put_scientific(Out& out, const Decimal& number) {
  DigitWalk digits(number.digits);
  out.put(digits.next());
  if (!digits.done()) out.put('.');
  while (!digits.done()) out.put(digits.next());
  out.put('e');
  std::array<char, 24> room;
  const auto end = std::to_chars(room.data(), room.data() + room.size(), number.power).ptr;
  for (const char* at = room.data(); at != end; ++at) out.put(*at);
}

template <class Out>
void put(Out& out, const Decimal& number) {
  if (number.digits.empty()) return out.put('0');
  if (number.negative) out.put('-');
  const std::int64_t count = count_of(number.digits);
  if (number.power >= std::max(max_places, count) || number.power < -max_places)
    return put_scientific(out, number);
  DigitWalk digits(number.digits);
  if (number.power < 0) {
    out.put('0');
    out.put('.');
    put_zeros(out, -number.power - 1);
  }
  for (std::int64_t place = number.power; !digits.done(); --place) {
    if (place == -1 && number.power >= 0) out.put('.');
    out.put(digits.next());
  }
  put_zeros(out, number.power + 1 - count);
}

}  // namespace

std::optional<Decimal> read_decimal(std::string_view text) noexcept {
  const NumberParts parts = read_number_parts(text);
  if (!parts.tail.ok || parts.tail.end != text.data() + text.size()) return std::nullopt;
  const std::string_view fraction = parts.tail.fraction;
  const char* const end = fraction.empty() ? parts.whole.data() + parts.whole.size()
                                           : fraction.data() + fraction.size();
  const std::string_view digits(parts.whole.data(),
                                static_cast<std::size_t>(end - parts.whole.data()));
  const std::size_t first = digits.find_first_not_of("0.");
  if (first == std::string_view::npos) return Decimal{};
  const std::size_t last = digits.find_last_not_of("0.");
  Decimal number;
  number.negative = parts.negative;
  number.digits = digits.substr(first, last - first + 1);
  const std::size_t whole = parts.whole.size();
  const auto place = static_cast<std::int64_t>(whole) - static_cast<std::int64_t>(first);
  number.power = parts.tail.exponent + (first < whole ? place - 1 : place);
  return number;
}

std::strong_ordering compare(const Decimal& a, const Decimal& b) noexcept {
  const auto sign = [](const Decimal& number) {
    return number.digits.empty() ? 0 : number.negative ? -1 : 1;
  };
  if (const auto order = sign(a) <=> sign(b); order != 0 || sign(a) == 0) return order;
  auto order = a.power <=> b.power;
  if (order == 0) order = compare_digits(a.digits, b.digits);
  return a.negative ? reversed(order) : order;
}

std::int64_t digit_count(const Decimal& number) noexcept { return count_of(number.digits); }

std::int64_t places(const Decimal& number) noexcept {
  return std::max<std::int64_t>(0, count_of(number.digits) - 1 - number.power);
}

// Without the zeros at their ends, the number is D * 10^d and the unit U * 10^u. Where d < u, D
// would have to end in a 0, which it doesn't. Else it is about D * 10^(d-u) modulo U; U's factors 2
// and 5 are fewer than 60, so that no more tens than these change whether it leaves nothing.
bool is_multiple(const Decimal& number, const Decimal& unit) noexcept {
  if (number.digits.empty()) return true;
  const auto last_place = [](const Decimal& of) { return of.power - count_of(of.digits) + 1; };
  const std::int64_t tens = last_place(number) - last_place(unit);
  if (tens < 0) return false;
  const auto digit = [](char c) { return static_cast<std::uint64_t>(c - '0'); };
  std::uint64_t divisor = 0, rest = 0;
  for (DigitWalk digits(unit.digits); !digits.done();)
    divisor = divisor * 10 + digit(digits.next());
  for (DigitWalk digits(number.digits); !digits.done();)
    rest = (rest * 10 + digit(digits.next())) % divisor;
  for (std::int64_t ten = std::min<std::int64_t>(tens, 60); ten > 0; --ten)
    rest = rest * 10 % divisor;
  return rest == 0;
}

void append_canonical(std::string& to, std::string_view number) {
  const auto read = read_decimal(number);
  if (!read) {
    to += number;
    return;
  }
  AppendedText out(to);
  put(out, *read);
}

std::string canonical(std::string_view number) {
  std::string text;
  append_canonical(text, number);
  return text;
}

std::string_view canonical_in(std::span<char> room, std::string_view number) noexcept {
  const auto read = read_decimal(number);
  if (!read) return {};
  CountedRoom out(room);
  put(out, *read);
  return out.text();
}

}  // namespace leadlint
