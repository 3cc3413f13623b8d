// Tokens of JSON text: the parts off the beaten track (escapes, fractions, very long integers).
#include "read/json_token.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "text/utf8.h"

namespace leadlint::read {

std::size_t string_token_end(std::string_view text, std::size_t offset) noexcept {
  std::size_t at = offset + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2U : 1U;
  return std::min(at + 1, text.size());
}

namespace {

/// The four hexadecimal digits at the start of `text`; -1 where they are not that.
int hex4(std::string_view text) noexcept {
  if (text.size() < 4) return -1;
  int value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool is_high(int unit) noexcept { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(int unit) noexcept { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// What a one-letter escape stands for; 0 where JSON has no such escape.
char plain_escape(char letter) noexcept {
  switch (letter) {
    case '"':
    case '\\':
    case '/':
      return letter;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

/// A \u escape, and its second half where it is one of a pair.
struct CodeUnit {
  std::size_t taken = 0;  // bytes behind the \u; 0: malformed
  std::uint32_t point = 0;
  bool lone = false;
};
CodeUnit read_unit(std::string_view behind) noexcept {
  const int first = hex4(behind);
  if (first < 0) return {};
  if (is_high(first) && behind.size() >= 10 && behind[4] == '\\' && behind[5] == 'u') {
    const int second = hex4(behind.substr(6));
    if (is_low(second)) {
      const int point = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
      return {10, static_cast<std::uint32_t>(point), false};
    }
  }
  if (is_high(first) || is_low(first)) return {4, replacement_character, true};
  return {4, static_cast<std::uint32_t>(first), false};
}

}  // namespace

Unescaped unescape(std::string_view raw, char* out) noexcept {
  Unescaped done;
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t escape = std::min(raw.find('\\', at), raw.size());
    if (out != nullptr && escape != at) std::memcpy(out + done.size, raw.data() + at, escape - at);
    done.size += escape - at;
    if (escape == raw.size()) break;
    at = escape + 2;
    if (at > raw.size()) return done;
    if (raw[at - 1] == 'u') {
      const CodeUnit unit = read_unit(raw.substr(at));
      if (unit.taken == 0) return done;
      at += unit.taken;
      done.lone_surrogate |= unit.lone;
      char bytes[4];
      const std::size_t size = encode_utf8(unit.point, bytes);
      if (out != nullptr) std::memcpy(out + done.size, bytes, size);
      done.size += size;
    } else {
      const char byte = plain_escape(raw[at - 1]);
      if (byte == 0) return done;
      if (out != nullptr) out[done.size] = byte;
      ++done.size;
    }
  }
  done.ok = true;
  return done;
}

std::string name_at(std::string_view text, std::size_t offset) {
  const std::size_t end = string_token_end(text, offset);
  const std::string_view raw = text.substr(offset + 1, end - offset - 2);
  std::string name(raw.size(), '\0');
  name.resize(unescape(raw, name.data()).size);
  return name;
}

bool fits_int64(std::string_view digits, bool negative) noexcept {
  const std::string_view limit = negative ? "9223372036854775808" : "9223372036854775807";
  return digits.size() < limit.size() || (digits.size() == limit.size() && digits <= limit);
}

namespace {

/// Can no double hold the number? Its power of ten tells, but for 1e308 and what is near it.
bool beyond_double(std::string_view digits, std::string_view fraction, std::int64_t exponent,
                   const char* begin, const char* end) noexcept {
  std::int64_t power = static_cast<std::int64_t>(digits.size()) - 1;
  if (digits == "0") {
    const std::size_t first = fraction.find_first_not_of('0');
    if (first == std::string_view::npos) return false;
    power = -static_cast<std::int64_t>(first) - 1;
  }
  power += exponent;
  if (power != 308) return power > 308;
  double value = 0;
  return std::from_chars(begin, end, value).ec == std::errc::result_out_of_range;
}

}  // namespace

bool read_fraction(const char* begin, const char* at, const char* end, Node& node) noexcept {
  const char* const digits = *begin == '-' ? begin + 1 : begin;
  const std::string_view whole(digits, static_cast<std::size_t>(at - digits));
  const NumberTail tail = read_number_tail(at, end);
  if (!tail.ok || tail.end != end) return false;
  node.kind = Kind::number;
  node.too_large = beyond_double(whole, tail.fraction, tail.exponent, begin, end);
  return true;
}

bool is_beyond_double(const Node& node) noexcept {
  if (!node.too_large || node.kind == Kind::number) return node.too_large;
  std::string_view digits = node.text();
  if (digits.starts_with('-')) digits.remove_prefix(1);
  return beyond_double(digits, {}, 0, digits.data(), digits.data() + digits.size());
}

}  // namespace leadlint::read
