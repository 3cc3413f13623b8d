// Typographic quotes around names and values to straight ones. Tests: tests/typographic_test.cpp.
#include "read/typographic.h"

#include <algorithm>
#include <cstddef>

#include "read/json_diagnosis.h"
#include "text/place_in.h"
#include "text/utf8.h"

namespace leadlint::read {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

/// Quotes that go together: “ ” „ ‟, or ‘ ’ ‚ ‛, or « ».
enum class Family : std::uint8_t { single, twofold, guillemet };

Family family_of(std::string_view text, std::size_t offset) {
  if (text[offset] == '\xC2') return Family::guillemet;
  return static_cast<unsigned char>(text[offset + 2]) < 0x9C ? Family::single : Family::twofold;
}

/// Does what JSON has behind a name or value stand here?
bool value_ends(std::string_view text, std::size_t offset) {
  const std::size_t next = text.find_first_not_of(" \t\r\n", offset);
  return next == nowhere || std::string_view(",:}]").find(text[next]) != nowhere;
}

/// One past the straight text that begins at `offset`; `nowhere` when it does not end.
std::size_t behind_text(std::string_view text, std::size_t offset) {
  for (++offset; offset < text.size(); ++offset) {
    if (text[offset] == '"') return offset + 1;
    if (text[offset] == '\\') ++offset;
  }
  return nowhere;
}

/// The quote that closes what a quote of `family` opened. Quotes that other text follows are part
/// of what is quoted: ‘It’s new’.
std::size_t closing(std::string_view text, std::size_t from, Family family) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return value_ends(text, at + 1) ? at : nowhere;
    } else if (is_typographic_quote(text, at) && family_of(text, at) == family &&
               value_ends(text, at + character_size(text, at))) {
      return at;
    }
  }
  return nowhere;
}

bool continues(std::string_view text, std::size_t offset) {
  return offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80;
}

}  // namespace

std::string with_straight_quotes(std::string_view text) {
  std::string result(text);
  // The blanks stand outside of the quotes.
  const auto straighten = [&](std::size_t at, bool opens) {
    const std::size_t size = character_size(text, at);
    std::fill_n(result.begin() + static_cast<std::ptrdiff_t>(at), size, ' ');
    result[opens ? at + size - 1 : at] = '"';
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      at = behind_text(text, at);
    } else if (is_typographic_quote(text, at)) {
      const std::size_t inside = at + character_size(text, at);
      const std::size_t end = closing(text, inside, family_of(text, at));
      if (end == nowhere) break;
      straighten(at, true);
      if (text[end] != '"') straighten(end, false);
      at = end + character_size(text, end);
    } else {
      ++at;
    }
  }
  return result;
}

std::uint64_t character_start(std::string_view text, std::uint64_t offset) noexcept {
  std::size_t at = place_in(text, offset);
  while (at > 0 && continues(text, at)) --at;
  return at;
}

std::uint64_t character_end(std::string_view text, std::uint64_t offset) noexcept {
  std::size_t at = place_in(text, offset);
  while (continues(text, at)) ++at;
  return at;
}

}  // namespace leadlint::read
