// Bytes to what is said of them; see not_text.h. Tests: tests/yaml_hints_test.cpp.
#include "parse/not_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/utf8.h"

namespace leadlint::parse {
namespace {

std::size_t utf8_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

/// The first byte that is not UTF-8, or a control character that no text needs.
std::size_t first_bad_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(lead);
    if (length == 0 || length > text.size() - i) return i;
    if (lead < 0x20 && lead != '\t' && lead != '\n' && lead != '\r') return i;
    for (std::size_t k = 1; k < length; ++k)
      if (!is_continuation(text[i + k])) return i;
    const auto second = static_cast<unsigned char>(length > 1 ? text[i + 1] : 0x80);
    const bool wrong = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0) ||
                       (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90);
    if (wrong) return i;
    i += length;
  }
  return text.size();
}

/// UTF-16 and UTF-32 have a NUL beside each letter of ASCII; most begin with a mark.
bool is_wide(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  const std::string_view front = text.substr(0, 64);
  return front.size() > 3 &&
         static_cast<std::size_t>(std::ranges::count(front, '\0')) * 3 > front.size();
}

std::string what_it_is(std::string_view text, std::size_t bad) {
  if (is_wide(text))
    return "this file is UTF-16: save it as UTF-8 (in Notepad: Save as, Encoding UTF-8)";
  if (text.starts_with("PK\x03\x04")) return "this is a workbook or ZIP file: a rule file is text";
  if (text.starts_with("\x1F\x8B")) return "this file is compressed (gzip): unpack it first";
  const auto byte = static_cast<unsigned char>(text[bad]);
  if (byte < 0x20)
    return fmt::format(
        "a control character (U+{0:04X}) stands here: take it away (in double quotes it is "
        "written \\x{0:02X})",
        byte);
  return fmt::format(
      "byte {:02X} is not UTF-8: if the file is Windows-1252 or Latin-1, save it as UTF-8", byte);
}

/// A CR that no LF follows: for YAML it ends a line, for the library it is a sign like others.
std::size_t first_bare_cr(std::string_view text) {
  std::size_t at = text.find('\r');
  while (at != text.npos && at + 1 < text.size() && text[at + 1] == '\n')
    at = text.find('\r', at + 1);
  return at;
}

}  // namespace

std::optional<NoText> find_no_text(std::string_view text) {
  if (const std::size_t bad = first_bad_byte(text); bad != text.size())
    return NoText{is_wide(text) || text.starts_with("PK\x03\x04") ? 0 : bad,
                  "not text: " + what_it_is(text, bad)};
  if (const std::size_t cr = first_bare_cr(text); cr != text.npos)
    return NoText{cr, "this line ends in CR alone: save the file with LF or CRLF at line ends"};
  return std::nullopt;
}

}  // namespace leadlint::parse
