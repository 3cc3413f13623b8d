// Names and values as messages show them. Tests: tests/parse_test.cpp.
#include "parse/wording.h"

#include <algorithm>

#include "text/nearest.h"

namespace leadlint::parse {
namespace {

constexpr std::size_t shown_names = 20;
constexpr std::size_t shown_bytes = 60;

}  // namespace

std::string nearest_name(std::string_view name, std::span<const std::string> known) {
  return nearest(name, known).value_or("");
}

std::string one_of(std::span<const std::string> names) {
  std::string result;
  const std::size_t shown = std::min(names.size(), shown_names);
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    if (i > 0) result += last ? " or " : ", ";
    result += names[i].empty() ? "\"\"" : names[i];
  }
  if (shown < names.size()) result += ", ...";
  return result;
}

std::string in_quotes(std::string_view text) {
  if (text.size() <= shown_bytes) return "`" + std::string(text) + "`";
  std::size_t cut = shown_bytes;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return "`" + std::string(text.substr(0, cut)) + "...`";
}

}  // namespace leadlint::parse
