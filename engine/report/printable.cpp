// Bytes to glyphs. Tests: tests/report_test.cpp.
#include "report/printable.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "report/cell_widths.h"
#include "text/unseen.h"
#include "text/utf8.h"

namespace leadlint::report {
namespace {

/// The escapes of what is hidden, one behind the other: `\u200b`, or the pair of a surrogate pair.
struct Escape {
  char32_t code_point = 0;
  std::array<char, 12> text{};
  std::size_t size = 0;
};

constexpr void add_escape(Escape& to, std::uint32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  to.text[to.size++] = '\\';
  to.text[to.size++] = 'u';
  for (int shift = 12; shift >= 0; shift -= 4)
    to.text[to.size++] = digits[(unit >> static_cast<unsigned>(shift)) & 0xFU];
}

constexpr std::size_t hidden_count = [] {
  std::size_t count = 0;
  for (const UnseenRange& range : unseen_ranges)
    if ((range.kind & unseen::hidden) != 0) count += range.last - range.first + 1;
  return count;
}();

constexpr auto escapes = [] {
  std::array<Escape, hidden_count> made{};
  std::size_t at = 0;
  for (const UnseenRange& range : unseen_ranges) {
    if ((range.kind & unseen::hidden) == 0) continue;
    for (char32_t point = range.first; point <= range.last; ++point) {
      Escape& escape = made[at++];
      escape.code_point = point;
      if (point > 0xFFFF) add_escape(escape, 0xD7C0 + (static_cast<std::uint32_t>(point) >> 10U));
      add_escape(escape, point > 0xFFFF ? 0xDC00 + (static_cast<std::uint32_t>(point) & 0x3FFU)
                                        : static_cast<std::uint32_t>(point));
    }
  }
  return made;
}();

template <std::size_t n>
constexpr bool within(const CodePoints (&sorted)[n], char32_t code_point) {
  const auto* const range = std::ranges::lower_bound(sorted, code_point, {}, &CodePoints::last);
  return range != std::end(sorted) && range->first <= code_point;
}

constexpr std::string_view stand_in = "\xEF\xBF\xBD";  // U+FFFD
// U+2400 to U+241F, the pictures of the control characters U+0000 to U+001F.
constexpr std::string_view control_pictures =
    "\xE2\x90\x80\xE2\x90\x81\xE2\x90\x82\xE2\x90\x83\xE2\x90\x84\xE2\x90\x85\xE2\x90\x86\xE2\x90"
    "\x87"
    "\xE2\x90\x88\xE2\x90\x89\xE2\x90\x8A\xE2\x90\x8B\xE2\x90\x8C\xE2\x90\x8D\xE2\x90\x8E\xE2\x90"
    "\x8F"
    "\xE2\x90\x90\xE2\x90\x91\xE2\x90\x92\xE2\x90\x93\xE2\x90\x94\xE2\x90\x95\xE2\x90\x96\xE2\x90"
    "\x97"
    "\xE2\x90\x98\xE2\x90\x99\xE2\x90\x9A\xE2\x90\x9B\xE2\x90\x9C\xE2\x90\x9D\xE2\x90\x9E\xE2\x90"
    "\x9F";

struct Decoded {
  char32_t code_point = 0;
  std::size_t bytes = 0;  // 0: not UTF-8
};

Decoded decode(std::string_view text) noexcept {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = character_size(text, 0);
  return {size == 0 ? 0 : code_point_at(text, 0), size};
}

bool starts_order(std::string_view text) {
  return text.starts_with("##[") || text.starts_with("##vso[");
}

// What .NET, in which the runners are written, trims from a line.
constexpr CodePoints blanks[] = {{U'\t', U'\t'},   {U' ', U' '},     {0xA0, 0xA0},
                                 {0x1680, 0x1680}, {0x2000, 0x200A}, {0x202F, 0x202F},
                                 {0x205F, 0x205F}, {0x3000, 0x3000}};

}  // namespace

Glyph first_glyph(std::string_view text) noexcept {
  if (text.empty()) return {{}, 0, 0};
  const Decoded decoded = decode(text);
  if (decoded.bytes == 0) return {stand_in, 1, 1};
  const char32_t code_point = decoded.code_point;
  if (code_point == U'\t') return {"    ", 1, 4};
  if (code_point < 0x20) return {control_pictures.substr(std::size_t{code_point} * 3, 3), 1, 1};
  if (code_point == U'#' && starts_order(text)) return {"\\u0023", 1, 6};
  const std::string_view as_is = text.substr(0, decoded.bytes);
  if (code_point < 0x7F) return {as_is, 1, 1};
  if (is_hidden(code_point)) {
    const Escape& escape = *std::ranges::lower_bound(escapes, code_point, {}, &Escape::code_point);
    return {{escape.text.data(), escape.size}, decoded.bytes, static_cast<int>(escape.size)};
  }
  const int width = within(combining_characters, code_point) ? 0
                    : within(wide_characters, code_point)    ? 2
                                                             : 1;
  return {as_is, decoded.bytes, width};
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    result += glyph.shown;
    text.remove_prefix(glyph.bytes);
  }
  return result;
}

std::size_t order_start(std::string_view line) noexcept {
  std::size_t at = 0;
  while (at < line.size()) {
    const Decoded next = decode(line.substr(at));
    if (next.bytes == 0 || !within(blanks, next.code_point)) break;
    at += next.bytes;
  }
  return line.substr(at).starts_with("::") ? at : std::string_view::npos;
}

std::string printable_line(std::string_view line) {
  const std::size_t order = order_start(line);
  if (order == std::string_view::npos) return printable(line);
  return printable(line.substr(0, order)) + std::string(order_glyph.shown) +
         printable(line.substr(order + 1));
}

}  // namespace leadlint::report
