// Reads, compares and writes decimal numbers of any length.
#include "text/decimal.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace leadlint {
namespace {

constexpr std::int64_t max_power = 1'000'000'000'000'000'000;
/// Zeros are written out where the digits and they are no more places than this.
constexpr std::int64_t max_places = 40;

std::size_t digits_at_front(std::string_view text) noexcept {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// `e+5` and the like at the start of `text`, or nothing; false: something else.
bool read_exponent_part(std::string_view text, std::int64_t& exponent) noexcept {
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || digits_at_front(text) != text.size()) return false;
  for (const char digit : text) exponent = std::min(exponent * 10 + (digit - '0'), max_power);
  if (negative) exponent = -exponent;
  return true;
}

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
  Decimal number;
  number.negative = text.starts_with('-');
  if (number.negative) text.remove_prefix(1);
  const std::size_t whole = digits_at_front(text);
  if (whole == 0) return std::nullopt;
  std::size_t end = whole;
  if (end < text.size() && text[end] == '.') {
    const std::size_t fraction = digits_at_front(text.substr(end + 1));
    if (fraction == 0) return std::nullopt;
    end += 1 + fraction;
  }
  std::int64_t exponent = 0;
  if (!read_exponent_part(text.substr(end), exponent)) return std::nullopt;
  const std::string_view digits = text.substr(0, end);
  const std::size_t first = digits.find_first_not_of("0.");
  if (first == std::string_view::npos) return Decimal{};
  const std::size_t last = digits.find_last_not_of("0.");
  number.digits = digits.substr(first, last - first + 1);
  const auto place = static_cast<std::int64_t>(whole) - static_cast<std::int64_t>(first);
  number.power = exponent + (first < whole ? place - 1 : place);
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
