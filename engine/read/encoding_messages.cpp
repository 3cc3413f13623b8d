// Tells the encodings that bytes may be of.
#include "read/encoding_messages.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "finding/words.h"
#include "read/foreign_file.h"
#include "text/utf8.h"

namespace leadlint::read {
namespace {

/// What Windows-1252 has in place of the control characters of Latin-1; 0: nothing.
constexpr std::array<std::uint16_t, 32> windows_1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct Byte {
  unsigned value = 0;
  std::size_t size = 1;  // in the text
};

std::optional<Byte> sent_byte(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if (text[at] != '%') return Byte{static_cast<unsigned char>(text[at])};
  if (text.size() - at < 3 || hex_digit(text[at + 1]) < 0 || hex_digit(text[at + 2]) < 0)
    return std::nullopt;
  return Byte{static_cast<unsigned>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2])), 3};
}

/// Does a character of UTF-8 start with the byte?
bool leads(unsigned byte) {
  constexpr unsigned first_lead = 0xC2, last_lead = 0xF4;
  return byte >= first_lead && byte <= last_lead;
}

/// Does one start there that breaks off after some bytes?
bool breaks_off(unsigned byte, std::optional<Byte> behind) {
  return leads(byte) && behind && (behind->value & 0xC0U) == 0x80;
}

/// The character of Windows-1252, if it is likely that: what nobody sees is not.
std::optional<std::string> in_windows_1252(unsigned byte) {
  constexpr unsigned no_break_space = 0xA0, soft_hyphen = 0xAD, last = 0xFE;
  if (byte < 0x80 || byte == no_break_space || byte == soft_hyphen || byte > last)
    return std::nullopt;
  const unsigned point = byte < no_break_space ? windows_1252[byte - 0x80] : byte;
  if (point == 0) return std::nullopt;
  std::array<char, 4> bytes{};
  return std::string(bytes.data(), encode_utf8(point, bytes.data()));
}

std::string percent_escapes(std::string_view character) {
  std::string escapes;
  for (const char byte : character)
    escapes += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  return escapes;
}

}  // namespace

std::string not_utf8(std::string_view text, std::size_t at) {
  if (const ForeignFile file = foreign_file(text)) return file.words();
  const std::string said = in_words(Say::encoding_no_utf8);
  const auto byte = sent_byte(text, at);
  if (!byte) return said;
  const auto behind = sent_byte(text, at + byte->size);
  if (breaks_off(byte->value, behind)) return said;
  const auto character = in_windows_1252(byte->value);
  if (!character) return said;
  // At the end of a text either may be meant.
  const std::string_view unless = leads(byte->value) && at + byte->size == text.size()
                                      ? phrase(Say::also_unless_breaks_off)
                                      : "";
  if (byte->size != 1)
    return in_words(Say::encoding_windows_escape, {{"byte", fmt::format("{:02X}", byte->value)},
                                                   {"character", *character},
                                                   {"unless_part", unless},
                                                   {"written", percent_escapes(*character)}});
  return in_words(Say::encoding_windows, {{"byte", fmt::format("{:02X}", byte->value)},
                                          {"character", *character},
                                          {"unless_part", unless}});
}

std::size_t broken_utf8_of_form(std::string_view text, std::size_t first, std::size_t last) {
  std::string bytes;
  std::vector<std::size_t> places;
  for (std::size_t at = first; at < last;) {
    const Byte byte = sent_byte(text, at).value_or(Byte{'%'});
    bytes += static_cast<char>(byte.value);
    places.push_back(at);
    at += byte.size;
  }
  const std::size_t broken = find_broken_utf8(bytes);
  return broken == bytes.npos ? first : places[broken];
}

}  // namespace leadlint::read
