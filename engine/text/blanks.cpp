// Texts of nothing to read, and what surrounds a text that there is. Tests:
// tests/automaton_test.cpp.
#include "text/blanks.h"

#include "text/unseen.h"
#include "text/utf8.h"

namespace leadlint {
namespace {

std::uint32_t byte_of(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_ascii_space(std::uint32_t byte) { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D); }

/// U+0085, U+00A0.
bool is_space_of_two(std::uint32_t lead, std::uint32_t second) {
  return lead == 0xC2 && (second == 0x85 || second == 0xA0);
}

/// U+1680, U+2000-200A, U+2028, U+2029, U+202F, U+205F, U+3000.
bool is_space_of_three(std::uint32_t lead, std::uint32_t second, std::uint32_t third) {
  switch (lead << 8U | second) {
    case 0xE19A:
      return third == 0x80;
    case 0xE280:
      return (third >= 0x80 && third <= 0x8A) || third == 0xA8 || third == 0xA9 || third == 0xAF;
    case 0xE281:
      return third == 0x9F;
    case 0xE380:
      return third == 0x80;
    default:
      return false;
  }
}

/// Bytes of the white space character at the front; 0: there is none.
std::size_t space_in_front(std::string_view text) {
  if (text.empty()) return 0;
  const std::uint32_t first = byte_of(text, 0);
  if (first < 0x80) return is_ascii_space(first) ? 1 : 0;
  if (text.size() >= 2 && is_space_of_two(first, byte_of(text, 1))) return 2;
  if (text.size() >= 3 && is_space_of_three(first, byte_of(text, 1), byte_of(text, 2))) return 3;
  return 0;
}

/// Bytes of the white space character at the end; 0: there is none.
std::size_t space_at_end(std::string_view text) {
  const std::size_t size = text.size();
  if (size == 0) return 0;
  const std::uint32_t last = byte_of(text, size - 1);
  if (last < 0x80) return is_ascii_space(last) ? 1 : 0;
  if (size >= 2 && is_space_of_two(byte_of(text, size - 2), last)) return 2;
  if (size >= 3 && is_space_of_three(byte_of(text, size - 3), byte_of(text, size - 2), last)) {
    return 3;
  }
  return 0;
}

/// Spaces of no width, and the soft hyphen: what copying from a page or a document leaves at the
/// ends of a text. (Joiners and marks of direction may belong to the last word.)
bool is_space_of_no_width(std::uint32_t point) {
  return point == 0xAD || point == 0x180E || point == 0x200B || point == 0x2060 || point == 0xFEFF;
}

std::uint32_t last_code_point(std::string_view text) {
  std::size_t at = text.size() - 1;
  const auto goes_on = [&] { return is_continuation(text[at]); };
  while (at > 0 && text.size() - at < 4 && goes_on()) --at;
  return code_point_at(text, at);
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
  while (const std::size_t size = space_in_front(text)) text.remove_prefix(size);
  while (const std::size_t size = space_at_end(text)) text.remove_suffix(size);
  return text;
}

std::string_view tightened(std::string_view text) noexcept {
  if (is_blank_text(text)) return {};
  for (;;) {
    text = trim(text);
    if (is_space_of_no_width(code_point_at(text, 0)))
      text.remove_prefix(character_size(text, 0));
    else if (const std::uint32_t last = last_code_point(text); is_space_of_no_width(last))
      text.remove_suffix(character_size(text, text.size() - (last < 0x800 ? 2 : 3)));
    else
      return text;
  }
}

bool is_tight_beyond_ascii(std::string_view text) noexcept {
  return trim(text).size() == text.size() && !is_space_of_no_width(code_point_at(text, 0)) &&
         !is_space_of_no_width(last_code_point(text)) && !is_blank_text(text);
}

bool is_blank_text(std::string_view text) noexcept {
  text = trim(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_size(text, at);
    const std::uint32_t point = code_point_at(text, at);
    const bool shown = size == 0 || (point >= 0x20 && !is_hidden(point) &&
                                     !is_unseen(point, unseen::selector | unseen::rare_selector) &&
                                     !trim(text.substr(at, size)).empty());
    if (shown) return false;
    at += size;
  }
  return true;
}

}  // namespace leadlint
