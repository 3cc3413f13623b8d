// UTF-8, byte by byte.
#include "text/utf8.h"

#include <cstring>

namespace leadlint::read {

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

}  // namespace leadlint::read
