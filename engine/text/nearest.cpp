// A value that is not on a list to the value that was likely meant. Tests: tests/nearest_test.cpp.
#include "text/nearest.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace leadlint {
namespace {

/// What is looked at of a text: nobody means a value by writing a much longer one.
constexpr std::size_t longest_text = 128;
constexpr std::size_t shortest_prefix = 5;

/// A text as it is compared. `cut`: there was more than we look at.
struct Folded {
  std::array<char32_t, longest_text> points;
  std::size_t size = 0;
  bool cut = false;

  [[nodiscard]] std::u32string_view view() const { return {points.data(), size}; }
};

/// Takes the next code point off `text`; a malformed byte stands for itself, as no text equals it.
char32_t take_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  constexpr std::array<unsigned char, 5> payload_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t point = length == 1 ? lead : static_cast<char32_t>(lead & payload_bits[length]);
  const std::size_t available = std::min(length, text.size());
  for (std::size_t i = 1; i < available; ++i)
    point = (point << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  text.remove_prefix(available);
  return point;
}

bool is_dropped(char32_t point) {
  constexpr std::u32string_view dropped = U" \t\r\n\f\v_-\u00A0\u200B";
  return dropped.find(point) != dropped.npos;
}

Folded fold(std::string_view text) {
  Folded result;
  // Four bytes a code point and as many dropped ones: what lies behind is not looked at.
  constexpr std::size_t max_bytes = 8 * longest_text;
  result.cut = text.size() > max_bytes;
  text = text.substr(0, max_bytes);
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    if (is_dropped(point)) continue;
    if (result.size == longest_text) {
      result.cut = true;
      break;
    }
    const bool upper = point >= U'A' && point <= U'Z';
    result.points[result.size++] = upper ? point - U'A' + U'a' : point;
  }
  return result;
}

/// Slips between two texts (optimal string alignment: no part is edited twice), or `limit + 1` when
/// there are more than `limit`. Three rows of the usual table are enough, as a swap looks two back:
///
///            l  e  a  d  w  o  n
///         0  1  2  3  4  5  6  7
///      l  1  0  1  2  3  4  5  6
///      e  2  1  0  1  2  3  4  5     ... lower right corner: the distance
std::size_t slips(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  using Row = std::array<std::size_t, longest_text + 1>;
  Row before_last{}, last{}, row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t wrong = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + wrong});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    before_last = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

/// One thing or none, and whether there was a second, different one.
struct OnlyOne {
  std::optional<std::string_view> text;
  bool tie = false;

  void offer(std::string_view candidate) {
    if (text && *text != candidate) tie = true;
    text = candidate;
  }
  [[nodiscard]] std::optional<std::string> get() const {
    if (!text || tie) return std::nullopt;
    return std::string(*text);
  }
};

template <typename Text>
std::optional<std::string> find_nearest(std::string_view value, std::span<const Text> candidates) {
  const Folded ours = fold(value);
  OnlyOne near, prefix;
  std::size_t least = longest_text;
  for (const std::string_view candidate : candidates) {
    const Folded theirs = fold(candidate);
    const std::size_t shorter = std::min(ours.size, theirs.size);
    if (shorter == 0) continue;
    if (!ours.cut && !theirs.cut) {
      // A slip in every character leaves nothing that was meant.
      const std::size_t limit = std::min(std::max<std::size_t>(1, shorter / 4), shorter - 1);
      const std::size_t distance = slips(ours.view(), theirs.view(), limit);
      if (distance <= limit && distance <= least) {
        if (distance < least) near = {};
        least = distance;
        near.offer(candidate);
        continue;
      }
    }
    const auto begins_alike = [&] {
      return ours.view().substr(0, shorter) == theirs.view().substr(0, shorter);
    };
    if (shorter >= shortest_prefix && begins_alike()) prefix.offer(candidate);
  }
  return near.text ? near.get() : prefix.get();
}

}  // namespace

std::optional<std::string> nearest(std::string_view value,
                                   std::span<const std::string_view> candidates) {
  return find_nearest(value, candidates);
}

std::optional<std::string> nearest(std::string_view value,
                                   std::span<const std::string> candidates) {
  return find_nearest(value, candidates);
}

}  // namespace leadlint
