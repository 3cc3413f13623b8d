// Text patterns: text to tree, and every mistake at its place.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "parse/syntax.h"

namespace leadlint {
namespace {

using model::Pattern;

std::string show(char32_t code) {
  if (code > 0x20 && code < 0x7F) return std::string(1, static_cast<char>(code));
  char text[16];
  std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(code));
  return text;
}

std::string show(const Pattern& pattern) {
  std::string out;
  switch (pattern.kind) {
    case Pattern::Kind::nothing:
      return "nothing";
    case Pattern::Kind::one_of:
      for (const auto& range : pattern.ranges) {
        if (!out.empty()) out += ' ';
        out += show(range.first);
        if (range.last != range.first) out += ".." + show(range.last);
      }
      return "<" + out + ">";
    case Pattern::Kind::sequence:
      for (const Pattern& child : pattern.children) out += show(child);
      return "(" + out + ")";
    case Pattern::Kind::alternation:
      for (const Pattern& child : pattern.children) out += (out.empty() ? "" : "|") + show(child);
      return "(" + out + ")";
    case Pattern::Kind::repeat:
      return show(pattern.children[0]) + "{" + std::to_string(pattern.min) + "," +
             (pattern.max ? std::to_string(*pattern.max) : "") + "}";
  }
  return out;
}

std::string outcome(std::string_view text) {
  const auto result = parse::parse_pattern(text);
  if (result) return show(*result);
  return std::to_string(result.error().offset) + ": " + result.error().message;
}

struct Row {
  std::string_view text, expected;
};

TEST(Pattern, ReadsToTree) {
  static constexpr Row rows[] = {
      {"", "nothing"},
      {"a", "<a>"},
      {"ab", "(<a><b>)"},
      {"a|b|", "(<a>|<b>|nothing)"},
      {"(a|b)c", "((<a>|<b>)<c>)"},
      {"(?:a)", "<a>"},
      {"()", "nothing"},
      {"a?b*c+", "(<a>{0,1}<b>{0,}<c>{1,})"},
      {"a{3}b{3,}c{0,1000}", "(<a>{3,3}<b>{3,}<c>{0,1000})"},
      {"(ab)*", "(<a><b>){0,}"},
      {".", "<U+0000..U+10FFFF>"},
      {"[a-z]", "<a..z>"},
      {"[^@ ]", "<U+0000..U+001F !..? A..U+10FFFF>"},
      {"[a-cb-fx]", "<a..f x>"},
      {"[-a]", "<- a>"},
      {"[a-]", "<- a>"},
      {"[+-]", "<+ ->"},
      {"[a\\]b]", "<] a..b>"},
      {"[\\-\\\\]", "<- \\>"},
      {"[0-9 ()-]", "<U+0020 (..) - 0..9>"},
      {"[\\d_]", "<0..9 _>"},
      {"[^\\d]", "<U+0000../ :..U+10FFFF>"},
      {"[\\d\\D]", "<U+0000..U+10FFFF>"},
      {"[\\D]", "<U+0000../ :..U+10FFFF>"},
      {"[[(|.*+?$]", "<$ ( *..+ . ? [ |>"},
      {"\\d\\w", "(<0..9><0..9 A..Z _ a..z>)"},
      {"\\s",
       "<U+0009..U+000D U+0020 U+0085 U+00A0 U+1680 U+2000..U+200A U+2028..U+2029 U+202F U+205F "
       "U+3000>"},
      {"\\p{Zs}", "<U+0020 U+00A0 U+1680 U+2000..U+200A U+202F U+205F U+3000>"},
      {"\\pZ\\p{Zl}",
       "(<U+0020 U+00A0 U+1680 U+2000..U+200A U+2028..U+2029 U+202F U+205F U+3000><U+2028>)"},
      {"[\\p{Zs}x-z]", "<U+0020 x..z U+00A0 U+1680 U+2000..U+200A U+202F U+205F U+3000>"},
      {"[^\\P{Zs}]", "<U+0020 U+00A0 U+1680 U+2000..U+200A U+202F U+205F U+3000>"},
      {"\\p{Ogham}", "<U+1680..U+169C>"},
      {"\\P{Ogham}", "<U+0000..U+167F U+169D..U+10FFFF>"},
      {"\\.\\*\\/\\-", "(<.><*></><->)"},
      {"\\t\\n", "(<U+0009><U+000A>)"},
      {"\\x41\\u00e9\\u{1F600}", "(<A><U+00E9><U+1F600>)"},
      {"\\uD83D\\uDE00", "<U+1F600>"},
      {"\xC3\xA9+", "<U+00E9>{1,}"},
      {"[\xC3\xA0-\xC3\xBF]", "<U+00E0..U+00FF>"},
      {"\xF0\x9F\x98\x80", "<U+1F600>"},
      {"a-b", "(<a><-><b>)"},
      {"\"'`/,:;<>=!@#%&~", "(<\"><'><`></><,><:><;><<><>><=><!><@><#><%><&><~>)"},
      {"\\+?[0-9][0-9 ()-]*", "(<+>{0,1}<0..9><U+0020 (..) - 0..9>{0,})"},
      {"([^@ ]+@[^@ ]+)?",
       "(<U+0000..U+001F !..? A..U+10FFFF>{1,}<@><U+0000..U+001F !..? A..U+10FFFF>{1,}){0,1}"},
  };
  for (const Row& row : rows) EXPECT_EQ(outcome(row.text), row.expected) << row.text;
}

TEST(Pattern, KnowsWhatIsOneButForCase) {
  const auto in_any_case = [](std::string_view text) {
    const auto result = parse::parse_pattern(text);
    if (!result || !result->any_case) return std::string("the same");
    Pattern folded = *result;
    folded.ranges = *result->any_case;
    return show(folded);
  };
  static constexpr Row rows[] = {
      {"1", "the same"},
      {".", "the same"},
      {"\\d", "the same"},
      {"\\s", "the same"},
      {"a", "<A a>"},
      {"k", "<K k U+212A>"},
      {"[a-c]", "<A..C a..c>"},
      {"[^a]", "<U+0000..@ B..` b..U+10FFFF>"},
      {"[^A-Z]", "<U+0000..@ [..` {..U+017E U+0180..U+2129 U+212B..U+10FFFF>"},
      {"\\w", "<0..9 A..Z _ a..z U+017F U+212A>"},
      {"[^\\Wk]", "<0..9 A..J L..Z _ a..j l..z U+017F>"},
      {"\u00DF", "<U+00DF U+1E9E>"},
      {"\u03C3", "<U+03A3 U+03C2..U+03C3>"},
  };
  for (const Row& row : rows) EXPECT_EQ(in_any_case(row.text), row.expected) << row.text;
  // A capital is no small letter, and is one but for case.
  const auto capitals = parse::parse_pattern("\\p{Lu}"), small = parse::parse_pattern("\\p{Ll}");
  ASSERT_TRUE(capitals && small && capitals->any_case && small->any_case);
  const auto has = [](const std::vector<model::CodePointRange>& ranges, char32_t point) {
    return std::ranges::any_of(ranges, [point](const model::CodePointRange& range) {
      return range.first <= point && point <= range.last;
    });
  };
  for (const char32_t letter : {U'a', U'\u00e9', U'\u0434', U'\u1e9f', U'\U00010428'})
    EXPECT_TRUE(has(small->ranges, letter) && !has(capitals->ranges, letter))
        << std::uint32_t{letter};
  for (const char32_t letter : {U'a', U'\u00e9', U'\u0434', U'\U00010428', U'\u01c5'})
    EXPECT_TRUE(has(*capitals->any_case, letter)) << std::uint32_t{letter};
  EXPECT_TRUE(has(*small->any_case, U'A') && !has(*small->any_case, U'1'));
}

TEST(Pattern, PlacesMistakes) {
  static constexpr Row rows[] = {
      {"^a",
       "0: anchors are not available: a pattern covers the whole text (write \\^ or \\$ for the "
       "sign itself)"},
      {"a$",
       "1: anchors are not available: a pattern covers the whole text (write \\^ or \\$ for the "
       "sign itself)"},
      {"a\\b", "1: anchors such as \\b are not available: a pattern covers the whole text"},
      {"(a)\\1", "3: back-references such as \\1 are not available"},
      {"(?=a)", "0: look-around is not available"},
      {"a(?!b)", "1: look-around is not available"},
      {"(?<=a)b", "0: look-around is not available"},
      {"(?<name>a)", "0: named groups and flags are not available"},
      {"(?i)a", "0: named groups and flags are not available"},
      {"a*?", "2: lazy quantifiers are not available: a pattern covers the whole text"},
      {"a+?", "2: lazy quantifiers are not available: a pattern covers the whole text"},
      {"a??", "2: lazy quantifiers are not available: a pattern covers the whole text"},
      {"a{2}?", "4: lazy quantifiers are not available: a pattern covers the whole text"},
      {"a++", "2: possessive quantifiers are not available"},
      {"a**", "2: a quantifier cannot follow another: use brackets"},
      {"a*{2}", "2: a quantifier cannot follow another: use brackets"},
      {"*a", "0: there is nothing to repeat here (write \\ before the sign itself)"},
      {"a|+", "2: there is nothing to repeat here (write \\ before the sign itself)"},
      {"(?a", "0: named groups and flags are not available"},
      {"(a", "2: expected ) at the end of the group"},
      {"a)", "1: there is no ( to this )"},
      {"((a)", "4: expected ) at the end of the group"},
      {"a]", "1: nothing is open here (write \\ before the sign itself)"},
      {"a}", "1: nothing is open here (write \\ before the sign itself)"},
      {"[]", "1: expected a character of the class"},
      {"[^]", "2: expected a character of the class"},
      {"[a", "2: expected ] at the end of the class"},
      {"[z-a]", "3: this range runs backwards"},
      {"[a-\\d]", "3: expected a character that ends the range"},
      {"[[:alpha:]]", "1: classes such as [:alpha:] are not available"},
      {"[^\\d\\D]", "6: no character is outside this class"},
      {"a{", "2: expected a number"},
      {"a{x}", "2: expected a number"},
      {"a{,3}", "2: expected a number"},
      {"a{3", "3: expected } or a comma"},
      {"a{3,2}", "4: the second number is smaller than the first"},
      {"a{1001}", "2: a part may be repeated 1000 times at most"},
      {"a{0,1001}", "4: a part may be repeated 1000 times at most"},
      {"a{99999999999}", "2: a part may be repeated 1000 times at most"},
      {"\\", "1: expected a character behind the \\"},
      {"\\q",
       "0: there is no escape \\q: \\d \\D \\s \\S \\w \\W \\p{L} \\P{L} \\t \\n \\r \\f \\v \\xHH "
       "\\uHHHH "
       "\\u{H...}, or \\ before a sign"},
      {"\\p", "0: expected the name of a class: \\p{L}, \\p{Latin}"},
      {"\\P{}", "0: expected the name of a class: \\P{L}, \\P{Latin}"},
      {"a\\p{L", "5: expected } at the end of the class"},
      {"\\p{lu}", "0: there is no class \\p{lu}: write \\p{Lu}"},
      {"[a\\P{Letter}]", "2: there is no class \\P{Letter}: write \\P{L}"},
      {"\\p{Uppercase_Leter}", "0: there is no class \\p{Uppercase_Leter}: write \\p{Lu}"},
      {"\\p{Script=Greek}", "0: there is no class \\p{Script=Greek}: write \\p{Greek}"},
      {"\\p{gc=Nd}", "0: there is no class \\p{gc=Nd}: write \\p{Nd}"},
      {"\\p{IsLatin}", "0: there is no class \\p{IsLatin}: write \\p{Latin}"},
      {"\\p{Hani}", "0: there is no class \\p{Hani}: write \\p{Han}"},
      {"\\p{Cyrilic}", "0: there is no class \\p{Cyrilic}: write \\p{Cyrillic}"},
      {"\\p{Alpha}", "0: there is no class \\p{Alpha}: write \\p{L}"},
      {"\\p{White_Space}", "0: there is no class \\p{White_Space}: write \\s"},
      {"\\pX",
       "0: there is no class \\p{X}: there are general categories, as \\p{L} \\p{Lu} \\p{Nd}, and "
       "scripts, as \\p{Latin} \\p{Han}"},
      {"\\p{Cs}", "0: no text holds half a surrogate pair, which \\p{Cs} is"},
      {"[a-\\p{L}]", "3: expected a character that ends the range"},
      {"\\x4", "0: expected a character: \\xHH, \\uHHHH or \\u{H...}, with hex digits"},
      {"\\u12", "0: expected a character: \\xHH, \\uHHHH or \\u{H...}, with hex digits"},
      {"\\uD83D", "0: expected a character: \\xHH, \\uHHHH or \\u{H...}, with hex digits"},
      {"\\u{110000}", "0: expected a character: \\xHH, \\uHHHH or \\u{H...}, with hex digits"},
      {"\\u{}", "0: expected a character: \\xHH, \\uHHHH or \\u{H...}, with hex digits"},
      {"\xC3", "0: this is not a character in UTF-8"},
      {"\xC0\xAF", "0: this is not a character in UTF-8"},
      {"\xED\xA0\x80", "0: this is not a character in UTF-8"},
      {"\xFF", "0: this is not a character in UTF-8"},
  };
  for (const Row& row : rows) EXPECT_EQ(outcome(row.text), row.expected) << row.text;
}

TEST(Pattern, HasLimits) {
  EXPECT_TRUE(parse::parse_pattern(std::string(4096, 'a')).has_value());
  EXPECT_EQ(outcome(std::string(4097, 'a')), "4096: a pattern may have 4096 bytes at most");
  EXPECT_EQ(outcome(std::string(64, '(') + std::string(64, ')')), "nothing");
  EXPECT_EQ(outcome(std::string(2000, '(')), "65: a pattern may be nested 64 deep at most");
  EXPECT_EQ(outcome(std::string_view("a\0b", 3)), "(<a><U+0000><b>)");
}

}  // namespace
}  // namespace leadlint
