// The signs, and what is said of each. Tests: tests/check_test.cpp.
#include "text/odd_sign.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "text/unseen.h"

namespace leadlint {
namespace {

/// The character at the front, 0 for ASCII; `size` bytes of it.
std::uint32_t character_at(std::string_view text, std::size_t& size) {
  const auto lead = static_cast<unsigned char>(text[0]);
  size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  size = std::min(size, text.size());
  if (size == 1) return 0;
  std::uint32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i)
    code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return code;
}

struct Twin {
  std::uint32_t code;
  char like;
};
/// Letters of Cyrillic and Greek that are drawn as those of ASCII.
constexpr std::array twins{
    Twin{0x430, 'a'}, Twin{0x435, 'e'}, Twin{0x43E, 'o'}, Twin{0x440, 'p'}, Twin{0x441, 'c'},
    Twin{0x443, 'y'}, Twin{0x445, 'x'}, Twin{0x455, 's'}, Twin{0x456, 'i'}, Twin{0x458, 'j'},
    Twin{0x410, 'A'}, Twin{0x412, 'B'}, Twin{0x415, 'E'}, Twin{0x41A, 'K'}, Twin{0x41C, 'M'},
    Twin{0x41D, 'H'}, Twin{0x41E, 'O'}, Twin{0x420, 'P'}, Twin{0x421, 'C'}, Twin{0x422, 'T'},
    Twin{0x425, 'X'}, Twin{0x391, 'A'}, Twin{0x392, 'B'}, Twin{0x395, 'E'}, Twin{0x39F, 'O'},
    Twin{0x3BF, 'o'}, Twin{0x3C1, 'p'}, Twin{0x399, 'I'}, Twin{0x131, 'i'},
};

bool has_no_width(std::uint32_t code) { return is_unseen(code, unseen::no_width); }
bool is_blank_like(std::uint32_t code) { return is_unseen(code, unseen::blank); }

std::string words_of(std::uint32_t code) {
  const std::string name = fmt::format("U+{:04X}", code);
  if (code == 0xA0 || code == 0x202F) return "a no-break space (" + name + ")";
  if (is_blank_like(code)) return "a blank of another kind (" + name + ")";
  if (has_no_width(code)) return "a sign that cannot be seen (" + name + ")";
  if (code >= 0x2018 && code <= 0x201F) return "a curly quote (" + name + ")";
  if (code >= 0x2010 && code <= 0x2015) return "a long dash (" + name + ")";
  const auto twin = std::ranges::find(twins, code, &Twin::code);
  if (twin != twins.end())
    return fmt::format("the letter {}, which looks like {},", name, twin->like);
  return {};
}

/// The sign of ASCII that a character is drawn like; 0: none, or (`no_width`) it is not drawn.
char plain_sign(std::uint32_t code, bool& no_width) {
  no_width = has_no_width(code);
  if (is_blank_like(code)) return ' ';
  if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0x2043 || code == 0xFE58)
    return '-';
  if (code == 0x2044 || code == 0x2215) return '/';
  if (code == 0x2236 || code == 0xA789) return ':';
  if (code >= 0xFF01 && code <= 0xFF5E) return static_cast<char>(code - 0xFEE0);
  for (const std::uint32_t zero : {0x660U, 0x6F0U})
    if (code >= zero && code <= zero + 9) return static_cast<char>('0' + (code - zero));
  const auto twin = std::ranges::find(twins, code, &Twin::code);
  return twin == twins.end() ? '\0' : twin->like;
}

}  // namespace

std::optional<PlainSigns> plain_signs(std::string_view text) {
  PlainSigns plain;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::size_t size = 1;
    const std::uint32_t code = character_at(text, size);
    bool no_width = false;
    const char sign = code == 0 ? '\0' : plain_sign(code, no_width);
    if (sign == '\0' && !no_width) plain.text += text.substr(0, size);
    if (sign != '\0') plain.text += sign;
    if ((sign != '\0' || no_width) && plain.number == 0) {
      plain.number = number;
      plain.code = code;
      plain.like = no_width ? '\0' : sign;
    }
    text.remove_prefix(size);
  }
  if (plain.number == 0) return std::nullopt;
  return plain;
}

std::string odd_sign(std::string_view text) {
  while (!text.empty()) {
    std::size_t size = 1;
    const std::uint32_t code = character_at(text, size);
    if (std::string words = code == 0 ? std::string{} : words_of(code); !words.empty())
      return words;
    text.remove_prefix(size);
  }
  return {};
}

}  // namespace leadlint
