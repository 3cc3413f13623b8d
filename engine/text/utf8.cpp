// UTF-8, byte by byte.
#include "text/utf8.h"

#include <algorithm>
#include <cstring>

#include "text/eight_bytes.h"

namespace leadlint {

namespace {

unsigned byte_at(std::string_view text, std::size_t offset) noexcept {
  return offset < text.size() ? static_cast<unsigned char>(text[offset]) : 0U;
}

bool follows(std::string_view text, std::size_t offset) noexcept {
  return (byte_at(text, offset) & 0xC0U) == 0x80U;
}

/// Are there eight bytes more, all of them ASCII?
bool is_ascii_word(std::string_view text, std::size_t offset) noexcept {
  std::uint64_t word = 0;
  if (text.size() - offset < sizeof word) return false;
  std::memcpy(&word, text.data() + offset, sizeof word);
  return (word & 0x8080808080808080U) == 0;
}

constexpr std::uint64_t low_bits = bits::each_byte;

/// Bit 0 of each byte: is it a continuation byte, 10xxxxxx?
std::uint64_t continuations(std::uint64_t word) { return (word >> 7U) & (~word >> 6U) & low_bits; }
/// Bit 0 of each byte: is it 1111xxxx, the first byte of a code point beyond U+FFFF?
std::uint64_t long_leads(std::uint64_t word) {
  return (word >> 7U) & (word >> 6U) & (word >> 5U) & (word >> 4U) & low_bits;
}

/// The sum of eight bytes.
std::size_t sum_of_bytes(std::uint64_t word) {
  constexpr std::uint64_t even = 0x00FF00FF00FF00FFU;
  return static_cast<std::size_t>(((word & even) + (word >> 8U & even)) * 0x0001000100010001U >>
                                  48U);
}

/// How many bytes `per_word` marks, in bit 0 of each.
template <class PerWord>
std::size_t count(std::string_view text, PerWord per_word) {
  constexpr std::size_t max_words = 255;  // until a byte of the sum would overflow
  std::size_t total = 0, at = 0;
  while (at + 8 <= text.size()) {
    const std::size_t words = std::min((text.size() - at) / 8, max_words);
    std::uint64_t sums = 0;
    for (std::size_t i = 0; i < words; ++i) {
      sums += per_word(bits::load<std::uint64_t>(text.data() + at + 8 * i));
    }
    total += sum_of_bytes(sums);
    at += 8 * words;
  }
  std::uint64_t word = 0;
  if (at < text.size()) std::memcpy(&word, text.data() + at, text.size() - at);
  return total + sum_of_bytes(per_word(word));
}

}  // namespace

// The second byte's range shuts out overlong forms (E0, F0), surrogates (ED) and what lies beyond
// U+10FFFF (F4).
std::size_t character_size(std::string_view text, std::size_t offset) noexcept {
  const unsigned first = byte_at(text, offset);
  if (offset >= text.size()) return 0;
  if (first < 0x80) return 1;
  const unsigned second = byte_at(text, offset + 1);
  if (first >= 0xC2 && first <= 0xDF) return follows(text, offset + 1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned min = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned max = first == 0xED ? 0x9F : 0xBF;
    return second >= min && second <= max && follows(text, offset + 2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned min = first == 0xF0 ? 0x90 : 0x80;
    const unsigned max = first == 0xF4 ? 0x8F : 0xBF;
    const bool tail = follows(text, offset + 2) && follows(text, offset + 3);
    return second >= min && second <= max && tail ? 4 : 0;
  }
  return 0;
}

std::size_t find_broken_utf8(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_ascii_word(text, at)) {
      at += sizeof(std::uint64_t);
      continue;
    }
    const std::size_t size = character_size(text, at);
    if (size == 0) return at;
    at += size;
  }
  return std::string_view::npos;
}

std::size_t encode_utf8(std::uint32_t point, char* out) noexcept {
  const auto tail = [point](unsigned shift) {
    return static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
  };
  if (point < 0x80) {
    out[0] = static_cast<char>(point);
    return 1;
  }
  if (point < 0x800) {
    out[0] = static_cast<char>(0xC0U | (point >> 6));
    out[1] = tail(0);
    return 2;
  }
  if (point < 0x10000) {
    out[0] = static_cast<char>(0xE0U | (point >> 12));
    out[1] = tail(6);
    out[2] = tail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0U | (point >> 18));
  out[1] = tail(12);
  out[2] = tail(6);
  out[3] = tail(0);
  return 4;
}

std::size_t repair_utf8(std::string_view text, char* out) noexcept {
  std::size_t written = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_size(text, at);
    if (size == 0) {
      written += encode_utf8(replacement_character, out + written);
      ++at;
    } else {
      std::memcpy(out + written, text.data() + at, size);
      written += size;
      at += size;
    }
  }
  return written;
}

std::size_t code_points(std::string_view text) noexcept {
  return text.size() - count(text, [](std::uint64_t word) { return continuations(word); });
}

std::size_t utf16_length(std::string_view text) noexcept {
  return code_points(text) + count(text, [](std::uint64_t word) { return long_leads(word); });
}

std::uint32_t code_point_at(std::string_view text, std::size_t offset) noexcept {
  const std::size_t size = character_size(text, offset);
  if (size == 0) return replacement_character;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  if (size == 1) return byte(0);
  std::uint32_t point = byte(0) & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) point = (point << 6U) | (byte(i) & 0x3FU);
  return point;
}

}  // namespace leadlint
