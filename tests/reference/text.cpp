// Code points, white space, lengths, numbers in texts, and patterns by trying everything.
#include "reference/text.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <set>

#include "reference/tree.h"

namespace reference {

namespace model = leadlint::model;

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += static_cast<char32_t>(byte);
    } else if (byte < 0xC0) {
      out.back() = (out.back() << 6) | (byte & 0x3FU);
    } else if (byte < 0xE0) {
      out += static_cast<char32_t>(byte & 0x1FU);
    } else if (byte < 0xF0) {
      out += static_cast<char32_t>(byte & 0x0FU);
    } else {
      out += static_cast<char32_t>(byte & 0x07U);
    }
  }
  return out;
}

bool is_white_space(char32_t point) {
  static const std::u32string all =
      U"\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
      U"\u200A\u2028\u2029\u202F\u205F\u3000";
  return all.find(point) != std::u32string::npos;
}

std::string trim(std::string_view utf8) {
  const auto starts_code_point = [&](std::size_t at) {
    return at == utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0U) != 0x80U;
  };
  while (!utf8.empty()) {
    std::size_t end = 1;
    while (!starts_code_point(end)) ++end;
    if (!is_white_space(code_points(utf8.substr(0, end))[0])) break;
    utf8.remove_prefix(end);
  }
  while (!utf8.empty()) {
    std::size_t start = utf8.size() - 1;
    while (!starts_code_point(start)) --start;
    if (!is_white_space(code_points(utf8.substr(start))[0])) break;
    utf8.remove_suffix(utf8.size() - start);
  }
  return std::string(utf8);
}

bool shows_nothing(std::string text) {
  static const std::vector<std::string> hidden = {
      "\u00AD", "\u061C", "\u180E", "\u200B", "\u200C", "\u200D", "\u200E", "\u200F",
      "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2060", "\u2061", "\u2062",
      "\u2063", "\u2064", "\u115F", "\u1160", "\u2800", "\u3164", "\uFFA0", "\u2066",
      "\u2067", "\u2068", "\u2069", "\uFEFF", "\u034F", "\uFE00", "\uFE0E", "\uFE0F"};
  for (const std::string& sign : hidden)
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign))
      text.replace(at, sign.size(), " ");
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return trim(text).empty();
}

bool is_tight(const std::string& text) {
  if (text.empty()) return true;
  if (shows_nothing(text) || trim(text) != text) return false;
  const std::u32string points = code_points(text);
  static const std::u32string narrow = U"\u00AD\u180E\u200B\u2060\uFEFF";
  return narrow.find(points.front()) == std::u32string::npos &&
         narrow.find(points.back()) == std::u32string::npos;
}

std::size_t length_of(std::string_view utf8, model::LengthUnit unit) {
  if (unit == model::LengthUnit::bytes) return utf8.size();
  const std::u32string points = code_points(utf8);
  std::size_t length = points.size();
  if (unit == model::LengthUnit::utf16)
    for (const char32_t point : points)
      if (point > 0xFFFF) ++length;
  return length;
}

std::string fold_case(std::string_view text) {
  std::string out;
  for (char32_t point : code_points(text)) {
    const bool latin = (point >= 0xC0 && point <= 0xDE && point != 0xD7);
    const bool greek = (point >= 0x391 && point <= 0x3A9);
    const bool cyrillic = (point >= 0x410 && point <= 0x42F);
    if ((point >= U'A' && point <= U'Z') || latin || greek || cyrillic) point += 32;
    append_utf8(out, point);
  }
  return out;
}

Exact exact(std::string_view number) {
  Exact out;
  out.negative = number[0] == '-';
  bool fraction = false;
  for (std::size_t i = out.negative ? 1 : 0; i < number.size(); ++i) {
    if (number[i] == '.') {
      fraction = true;
    } else if (number[i] == 'e' || number[i] == 'E') {
      out.exponent += std::atol(std::string(number.substr(i + 1)).c_str());
      break;
    } else {
      out.digits += number[i];
      if (fraction) --out.exponent;
    }
  }
  while (!out.digits.empty() && out.digits.front() == '0') out.digits.erase(0, 1);
  while (!out.digits.empty() && out.digits.back() == '0') {
    out.digits.pop_back();
    ++out.exponent;
  }
  return out.digits.empty() ? Exact{} : out;
}

bool is_multiple(const Exact& number, const Exact& unit) {
  if (number.digits.empty()) return true;
  if (number.exponent < unit.exponent) return false;
  const auto zeros = static_cast<std::size_t>(number.exponent - unit.exponent);
  const unsigned long long divisor = std::stoull(unit.digits);
  unsigned long long rest = 0;
  for (const char digit : number.digits + std::string(zeros, '0'))
    rest = (rest * 10 + static_cast<unsigned long long>(digit - '0')) % divisor;
  return rest == 0;
}

int compare_exact(const Exact& left, const Exact& right) {
  const auto sign = [](const Exact& number) {
    return number.digits.empty() ? 0 : number.negative ? -1 : 1;
  };
  if (sign(left) != sign(right)) return sign(left) < sign(right) ? -1 : 1;
  const auto places = [](const Exact& number) {
    return static_cast<long>(number.digits.size()) + number.exponent;
  };
  int order = 0;
  if (places(left) != places(right))
    order = places(left) < places(right) ? -1 : 1;
  else
    order = left.digits < right.digits ? -1 : right.digits < left.digits ? 1 : 0;
  return order * sign(left);
}

std::string plain_spelling(const Exact& number) {
  if (number.digits.empty()) return "0";
  std::string out = number.digits;
  const long places = static_cast<long>(out.size()) + number.exponent;
  if (places - 1 >= std::max(40L, static_cast<long>(out.size())) || places - 1 < -40) {
    if (out.size() > 1) out.insert(1, ".");
    out += "e" + std::to_string(places - 1);
  } else if (number.exponent >= 0) {
    out.append(static_cast<std::size_t>(number.exponent), '0');
  } else if (places > 0) {
    out.insert(static_cast<std::size_t>(places), ".");
  } else {
    out = "0." + std::string(static_cast<std::size_t>(-places), '0') + out;
  }
  return (number.negative ? "-" : "") + out;
}

std::optional<std::int64_t> to_int64(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

namespace {
std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}
}  // namespace

bool is_integer_text(std::string_view text) {
  const std::size_t start = !text.empty() && text[0] == '-' ? 1 : 0;
  return text.size() > start && skip_digits(text, start) == text.size();
}

bool is_number_text(std::string_view text) {
  const std::size_t start = !text.empty() && text[0] == '-' ? 1 : 0;
  std::size_t at = skip_digits(text, start);
  if (at == start) return false;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = at + 1;
    at = skip_digits(text, fraction);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = skip_digits(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

namespace {

using Places = std::set<std::size_t>;

/// Every place where a match of `pattern` can end that starts at one of `starts`.
Places ends(const model::Pattern& pattern, const std::u32string& text, const Places& starts,
            bool any_case) {
  Places out;
  switch (pattern.kind) {
    case model::Pattern::Kind::nothing:
      return starts;
    case model::Pattern::Kind::one_of:
      for (const std::size_t at : starts)
        for (const model::CodePointRange& range :
             any_case&& pattern.any_case ? *pattern.any_case : pattern.ranges)
          if (at < text.size() && text[at] >= range.first && text[at] <= range.last)
            out.insert(at + 1);
      return out;
    case model::Pattern::Kind::sequence:
      out = starts;
      for (const model::Pattern& child : pattern.children) out = ends(child, text, out, any_case);
      return out;
    case model::Pattern::Kind::alternation:
      for (const model::Pattern& child : pattern.children)
        out.merge(ends(child, text, starts, any_case));
      return out;
    case model::Pattern::Kind::repeat: {
      Places now = starts;
      // More rounds than places bring nothing new.
      const std::size_t max =
          pattern.max.value_or(static_cast<std::uint32_t>(pattern.min + text.size() + 1));
      for (std::size_t round = 0;; ++round) {
        if (round >= pattern.min) out.insert(now.begin(), now.end());
        if (round >= max || now.empty() || round > pattern.min + text.size()) return out;
        now = ends(pattern.children[0], text, now, any_case);
      }
    }
  }
  return out;
}

}  // namespace

bool matches(const model::Pattern& pattern, std::string_view utf8, bool any_case) {
  const std::u32string text = code_points(utf8);
  return ends(pattern, text, {0}, any_case).count(text.size()) != 0;
}

}  // namespace reference
