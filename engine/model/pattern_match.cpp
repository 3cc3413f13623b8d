// All places of the text that a part of the pattern may lead to, at once. Tests:
// tests/default_test.cpp.
#include "model/pattern_match.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "text/utf8.h"

namespace leadlint::model {
namespace {

using Places = std::set<std::size_t>;  // offsets in the text

Places behind(const Pattern& pattern, std::string_view text, const Places& from) {
  using Kind = Pattern::Kind;
  Places to;
  switch (pattern.kind) {
    case Kind::nothing:
      return from;
    case Kind::one_of:
      for (const std::size_t at : from) {
        if (at == text.size()) continue;
        const char32_t point = code_point_at(text, at);
        if (std::ranges::any_of(pattern.ranges, [point](const CodePointRange& range) {
              return range.first <= point && point <= range.last;
            }))
          to.insert(at + character_size(text, at));
      }
      return to;
    case Kind::sequence:
      to = from;
      for (const Pattern& child : pattern.children) to = behind(child, text, to);
      return to;
    case Kind::alternation:
      for (const Pattern& child : pattern.children) to.merge(behind(child, text, from));
      return to;
    case Kind::repeat:
      break;
  }
  Places now = from;
  for (std::uint32_t i = 0; i < pattern.min && !now.empty(); ++i)
    now = behind(pattern.children[0], text, now);
  to = now;
  for (std::uint32_t i = pattern.min; !pattern.max || i < *pattern.max; ++i) {
    now = behind(pattern.children[0], text, now);
    std::erase_if(now, [&to](std::size_t at) { return to.contains(at); });
    if (now.empty()) break;
    to.insert(now.begin(), now.end());
  }
  return to;
}

}  // namespace

bool matches(const Pattern& pattern, std::string_view text) {
  return behind(pattern, text, {0}).contains(text.size());
}

}  // namespace leadlint::model
