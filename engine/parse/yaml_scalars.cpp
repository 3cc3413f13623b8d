// See yaml_scalars.h. Tests: tests/yaml_hints_test.cpp.
#include "parse/yaml_scalars.h"

#include <algorithm>
#include <array>
#include <utility>

namespace leadlint::parse {
namespace {

struct QuotePair {
  std::string_view open, close;
};
/// English, German, French ones; a close quote may open as well.
constexpr std::array quote_pairs{
    QuotePair{"\xE2\x80\x9C", "\xE2\x80\x9D"}, QuotePair{"\xE2\x80\x9E", "\xE2\x80\x9C"},
    QuotePair{"\xE2\x80\x9D", "\xE2\x80\x9D"}, QuotePair{"\xC2\xAB", "\xC2\xBB"},
    QuotePair{"\xC2\xBB", "\xC2\xAB"},         QuotePair{"\xE2\x80\x98", "\xE2\x80\x99"},
    QuotePair{"\xE2\x80\x9A", "\xE2\x80\x98"},
};

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

}  // namespace

bool in_curly_quotes(std::string_view text) {
  // `“Won” needs an amount` is a sentence; so is `“Won” or “Lost”`.
  const auto around = [text](const QuotePair& pair) {
    const bool opens = text.starts_with(pair.open), closes = text.ends_with(pair.close);
    const std::size_t quotes =
        count_of(text, pair.open) + (pair.open == pair.close ? 0 : count_of(text, pair.close));
    // (`‘tis` has an apostrophe.)
    if (!opens || quotes > 2) return false;
    return closes || (quotes == 1 && pair.open.size() == 3 && pair.close != "\xE2\x80\x99" &&
                      pair.open != "\xE2\x80\x9A");
  };
  return std::ranges::any_of(quote_pairs, around);
}

std::string without_curly_quotes(std::string_view text) {
  for (const QuotePair& pair : quote_pairs)
    if (text.starts_with(pair.open)) {
      text.remove_prefix(pair.open.size());
      break;
    }
  for (const QuotePair& pair : quote_pairs)
    if (text.ends_with(pair.close)) {
      text.remove_suffix(pair.close.size());
      break;
    }
  return std::string(text);
}

std::optional<YamlHint> odd_escape(std::string_view text, std::size_t begin) {
  if (begin >= text.size() || text[begin] != '"') return std::nullopt;
  static constexpr std::array names{
      std::pair{'a', "a bell"},           std::pair{'b', "a backspace"},
      std::pair{'e', "an escape"},        std::pair{'f', "a form feed"},
      std::pair{'v', "a vertical tab"},   std::pair{'0', "a NUL"},
      std::pair{'N', "a next line"},      std::pair{'_', "a no-break space"},
      std::pair{'L', "a line separator"}, std::pair{'P', "a paragraph separator"},
  };
  for (std::size_t i = begin + 1; i + 1 < text.size() && text[i] != '"'; ++i) {
    if (text[i] != '\\') continue;
    const auto found =
        std::ranges::find(names, text[i + 1], [](const auto& each) { return each.first; });
    if (found != names.end())
      return YamlHint{i, std::string("in double quotes \\") + found->first + " is " +
                             found->second + ": write \\\\" + found->first +
                             ", or put the text in single quotes"};
    ++i;
  }
  return std::nullopt;
}

}  // namespace leadlint::parse
