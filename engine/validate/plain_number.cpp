// Spellings of numbers and booleans to those of JSON.
#include "validate/plain_number.h"

#include <algorithm>
#include <array>
#include <utility>

#include "read/cell_spelling.h"
#include "read/json_token.h"
#include "text/ascii.h"
#include "text/decimal.h"

namespace leadlint::validate {
namespace {

struct SignOf {
  std::string_view sign, plain;
};
/// Blanks of several widths (no-break, figure, thin, narrow no-break), the true minus, the
/// typographic apostrophe.
constexpr std::array<SignOf, 6> odd_signs{SignOf{"\xC2\xA0", " "}, {"\xE2\x80\x87", " "},
                                          {"\xE2\x80\x89", " "},   {"\xE2\x80\xAF", " "},
                                          {"\xE2\x88\x92", "-"},   {"\xE2\x80\x99", "'"}};

std::string with_plain_signs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* const odd = std::ranges::find_if(
        odd_signs, [text](const SignOf& each) { return text.starts_with(each.sign); });
    const bool is_odd = odd != odd_signs.end();
    out += is_odd ? odd->plain : text.substr(0, 1);
    text.remove_prefix(is_odd ? odd->sign.size() : 1);
  }
  return out;
}

std::string_view without_outer_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// Takes the sign from either end, or the brackets that accountants write for it. False: two.
bool take_sign(std::string_view& text, bool& negative) {
  negative = text.size() > 2 && text.starts_with('(') && text.ends_with(')');
  if (negative) text = text.substr(1, text.size() - 2);
  int signs = negative ? 1 : 0;
  while (text.starts_with('-') || text.starts_with('+')) {
    negative = negative || text[0] == '-';
    ++signs;
    text.remove_prefix(1);
  }
  while (text.ends_with('-')) {
    negative = true;
    ++signs;
    text.remove_suffix(1);
  }
  text = without_outer_blanks(text);
  return signs < 2;
}

/// EUR 5, 5 USD
void drop_currency(std::string_view& text) {
  const auto is_code = [](std::string_view word) { return std::ranges::all_of(word, is_capital); };
  if (text.size() < 4) return;
  if (is_code(text.substr(0, 3)))
    text.remove_prefix(3);
  else if (is_code(text.substr(text.size() - 3)))
    text.remove_suffix(3);
  text = without_outer_blanks(text);
}

/// 1 234 567,5 without its blanks: its comma is a point then. Empty: it is in no such groups.
std::string without_groups(std::string_view text) {
  const std::size_t whole = std::min(text.find_first_of(".,"), text.size());
  const std::size_t first = text.find_first_of(" '_");
  if (first == 0 || first > 3 || first >= whole || (whole - first) % 4 != 0) return {};
  const char group = text[first];
  std::string out;
  for (std::size_t i = 0; i < whole; ++i) {
    const bool between = i >= first && (i - first) % 4 == 0;
    if (between ? text[i] != group : !is_digit(text[i])) return {};
    if (!between) out += text[i];
  }
  if (whole < text.size()) out += '.';
  return out + std::string(text.substr(std::min(whole + 1, text.size())));
}

/// A digit on both sides of the point, no zeros in front.
std::string with_whole_ends(std::string text) {
  if (text.size() > 1 && (text.back() == '.' || text.back() == ',')) text.pop_back();
  const std::size_t zeros = text.find_first_not_of('0');
  if (zeros != std::string::npos && zeros != 0 && is_digit(text[zeros])) text.erase(0, zeros);
  if (!text.empty() && text.find_first_not_of('0') == std::string::npos) text = "0";
  if (text.size() > 1 && (text[0] == '.' || text[0] == ',')) text.insert(0, 1, '0');
  return text;
}

}  // namespace

std::vector<std::string> plain_numbers(std::string_view text) {
  const std::string plain = with_plain_signs(text);
  std::string_view rest = without_outer_blanks(plain);
  if (rest.starts_with("=\"") && rest.ends_with('"') && rest.size() > 3)  // Excel's ="007"
    rest = rest.substr(2, rest.size() - 3);
  const bool percent = rest.size() > 1 && rest.ends_with('%');
  if (percent) rest = without_outer_blanks(rest.substr(0, rest.size() - 1));
  bool negative = false;
  if (!take_sign(rest, negative)) return {};
  drop_currency(rest);
  std::string number{rest};
  if (std::string joined = without_groups(rest); !joined.empty()) number = std::move(joined);
  const read::SpelledCell may = read::spelled_number(with_whole_ends(std::move(number)));
  std::vector<std::string> out;
  for (const std::string& each : {may.us, may.eu}) {
    std::string signed_one = (negative && !each.starts_with('-') ? "-" : "") + each;
    if (!each.empty() && std::ranges::find(out, signed_one) == out.end())
      out.push_back(std::move(signed_one));
  }
  if (percent && out.size() == 1) out.push_back(canonical(out.front() + "e-2"));
  return out;
}

std::string_view plain_boolean(std::string_view text) {
  constexpr std::array<std::string_view, 6> yes{"true", "t", "1", "yes", "y", "on"};
  constexpr std::array<std::string_view, 6> no{"false", "f", "0", "no", "n", "off"};
  std::string word{without_outer_blanks(text)};
  std::ranges::transform(word, word.begin(), to_lower);
  if (std::ranges::find(yes, word) != yes.end()) return "true";
  return std::ranges::find(no, word) != no.end() ? "false" : "";
}

}  // namespace leadlint::validate
