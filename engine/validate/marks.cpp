// Finds letters with a mark of their own in a text.
#include "validate/marks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "finding/words.h"
#include "text/utf8.h"

namespace leadlint::validate {
namespace {

using Points = std::vector<std::uint32_t>;

struct PointRange {
  std::uint32_t first, last;
};
// Signs that are part of the letter in front of them (accents, the vowels of Korean, Japanese sound
// marks), and blocks in which letters stand that have such a sign with them.
constexpr std::array marks{PointRange{0x0300, 0x036F}, PointRange{0x1161, 0x11C2},
                           PointRange{0x3099, 0x309A}};
constexpr std::array composed{PointRange{0x00C0, 0x024F}, PointRange{0x0370, 0x052F},
                              PointRange{0x1E00, 0x1FFF}, PointRange{0x3040, 0x30FF},
                              PointRange{0xAC00, 0xD7A3}};

template <std::size_t size>
bool is_among(std::uint32_t point, const std::array<PointRange, size>& ranges) {
  return std::ranges::any_of(ranges, [point](const PointRange& range) {
    return range.first <= point && point <= range.last;
  });
}

Points points_of(std::string_view text) {
  Points points;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (!is_continuation(text[at])) points.push_back(code_point_at(text, at));
  return points;
}

std::string named(const Points& points, std::size_t first, std::size_t last) {
  std::string names;
  for (std::size_t i = first; i < last; ++i)
    names += fmt::format("{}U+{:04X}", i == first ? "" : " ", points[i]);
  return names;
}

/// How many signs of `parted` from `at` on may be what `whole` is in one: a letter and its marks.
std::size_t letter_and_marks(const Points& parted, std::size_t at, std::uint32_t whole) {
  if (!is_among(whole, composed) || is_among(parted[at], marks)) return 0;
  std::size_t end = at + 1;
  while (end < parted.size() && is_among(parted[end], marks)) ++end;
  return end - at > 1 ? end - at : 0;
}

struct MarkedPlace {
  std::size_t said, said_size, legal, legal_size;
};

/// The first place where one has marks and the other has not; nothing: there is none, or another
/// difference.
std::optional<MarkedPlace> first_place(const Points& said, const Points& legal) {
  std::optional<MarkedPlace> first;
  std::size_t i = 0, j = 0;
  while (i < said.size() && j < legal.size()) {
    std::size_t of_said = 1, of_legal = 1;
    if (const bool next_differs = said[i] != legal[j]; next_differs) {
      if (const std::size_t parts = letter_and_marks(said, i, legal[j]); parts != 0)
        of_said = parts;
      else if (const std::size_t others = letter_and_marks(legal, j, said[i]); others != 0)
        of_legal = others;
      else
        return std::nullopt;
      if (!first) first = MarkedPlace{i, of_said, j, of_legal};
    }
    i += of_said;
    j += of_legal;
  }
  return i == said.size() && j == legal.size() ? first : std::nullopt;
}

}  // namespace

std::string words_of_marks(std::string_view said, std::string_view legal) {
  const Points points = points_of(said), wanted = points_of(legal);
  const auto place = first_place(points, wanted);
  if (!place) return {};
  return in_words(Say::sign_mark,
                  {{"number", place->said + 1},
                   {"signs", named(points, place->said, place->said + place->said_size)},
                   {"legal", legal},
                   {"wanted", named(wanted, place->legal, place->legal + place->legal_size)}});
}

std::string words_of_signs(const PlainSigns& signs) {
  const Say what = signs.like == '\0'  ? Say::sign_unseen
                   : signs.like == ' ' ? Say::sign_looks_like_blank
                                       : Say::sign_looks_like;
  return in_words(what, {{"number", signs.number},
                         {"sign", fmt::format("{:04X}", signs.code)},
                         {"like", std::string_view(&signs.like, 1)}});
}

std::string words_of_letters(const DigitLetters& digits) {
  return in_words(Say::sign_letter_for_digit, {{"letter", std::string_view(&digits.letter, 1)}});
}

}  // namespace leadlint::validate
