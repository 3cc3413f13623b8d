// Patterns as automata against texts; white space and lengths of texts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compile/automaton.h"
#include "parse/syntax.h"
#include "read/text_match.h"
#include "reference/text.h"
#include "text/blanks.h"
#include "text/utf8.h"
#include "validate/text_checks.h"

namespace leadlint {
namespace {

using model::Pattern;

/// The text in a buffer of its exact size, so that a sanitizer sees any byte read outside it.
struct Exact {
  explicit Exact(std::string_view text) : bytes(new char[text.size()]), size(text.size()) {
    text.copy(bytes.get(), size);
  }
  [[nodiscard]] std::string_view view() const { return {bytes.get(), size}; }
  std::unique_ptr<char[]> bytes;
  std::size_t size;
};

struct Compiled {
  explicit Compiled(std::string_view pattern, bool any_case = false) {
    const auto parsed = parse::parse_pattern(pattern);
    EXPECT_TRUE(parsed.has_value()) << pattern;
    if (!parsed) return;
    const auto added = compile::add_automaton(table, *parsed, any_case);
    EXPECT_TRUE(added.has_value()) << pattern;
    if (added) index = *added;
  }
  [[nodiscard]] bool matches(std::string_view text) const {
    return read::matches(table, table.automata[index], Exact(text).view());
  }
  table::DecisionTable table;
  table::Index index = 0;
};

TEST(Automaton, TakesTheWholeTextOrNothing) {
  struct Row {
    std::string_view pattern;
    std::vector<std::string_view> yes, no;
  };
  const std::vector<Row> rows = {
      {"", {""}, {"a", " "}},
      {"abc", {"abc"}, {"", "ab", "abcd", "xabc", "ABC"}},
      {"a|bc|", {"a", "bc", ""}, {"b", "abc"}},
      {"(ab)*", {"", "ab", "abab"}, {"a", "aba"}},
      {"(a*)*", {"", "aaa"}, {"b"}},
      {"(a|)+b", {"b", "aab"}, {"", "a"}},
      {"a{2,3}", {"aa", "aaa"}, {"a", "aaaa", ""}},
      {"a{2,}", {"aa", "aaaaaa"}, {"a"}},
      {"a{0}", {""}, {"a"}},
      {"(a{2}){2}", {"aaaa"}, {"aaa", "aaaaa"}},
      {".",
       {"a", "\n", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", std::string_view("\0", 1)},
       {"", "ab", "\xC3", "\xA9", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC0\xAF", "\xE0\x80\xAF"}},
      {"[^@ ]+@[^@ ]+", {"a@b", "\xC3\xA9@x"}, {"@b", "a@", "a@b@c", "a b@c", ""}},
      {"[A-Z][A-Z]?[0-9][0-9A-Z]? [0-9][A-Z][A-Z]", {"SW1A 1AA", "M1 1AE"}, {"sw1a 1aa", "M11AE"}},
      {"\\+?[0-9][0-9 ()-]*", {"+44 20", "0(1)-2"}, {"+", "a", "44+"}},
      {"https?://[^ ]+", {"http://x", "https://x/y?z"}, {"ftp://x", "https://", "https:// x"}},
      {"[\\u00e0-\\u00ff]", {"\xC3\xA0", "\xC3\xBF"}, {"\xC3\x9F", "\xC4\x80", "a"}},
      {"[\\u07ff-\\u0801]", {"\xDF\xBF", "\xE0\xA0\x80", "\xE0\xA0\x81"}, {"\xE0\xA0\x82"}},
      {"[\\uffff-\\u{10001}]",
       {"\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF0\x90\x80\x81"},
       {"\xEF\xBF\xBE", "\xF0\x90\x80\x82"}},
      {"\\s+", {" ", "\t\n", "\xC2\xA0", "\xE3\x80\x80"}, {"\xE2\x80\x8B", "", "a"}},
      {"\\d+", {"0", "0123456789"}, {"\xD9\xA0", "", "1a"}},
      {"\\p{L}+", {"a", "\u00c9t\u00e9", "\u4ef7\u683c", "\U00010400"}, {"", "a1", "_", "\u0301"}},
      {"\\p{Lu}\\p{Ll}*", {"\u00c9t\u00e9", "A"}, {"\u00e9", "AB", "\u01c5"}},
      {"\\p{Nd}{2}", {"12", "\u0661\u0662"}, {"1", "1\u00b2"}},
      {"[\\p{Han}\\p{Hiragana}]+", {"\u4ef7\u3042"}, {"\u30a2", "a"}},
      {"\\P{L}+", {"1 _", "\u0301"}, {"a", "1\u00e9"}},
      {"[^\\p{L}\\p{N}]", {"-", "\U0001F600"}, {"a", "7", "\u4ef7"}},
  };
  for (const Row& row : rows) {
    const Compiled compiled(row.pattern);
    for (const auto text : row.yes)
      EXPECT_TRUE(compiled.matches(text)) << row.pattern << " " << text;
    for (const auto text : row.no)
      EXPECT_FALSE(compiled.matches(text)) << row.pattern << " " << text;
  }
}

TEST(Automaton, TakesLettersInAnyCase) {
  struct Row {
    std::string_view pattern;
    std::vector<std::string_view> yes, no;
  };
  const std::vector<Row> rows = {
      {"abc|[x-z]{2}", {"ABC", "aBc", "Xy"}, {"ab", "XYZ", "wx"}},
      {"stra\u00dfe", {"STRA\u1e9eE", "Stra\u00dfe"}, {"STRASSE"}},
      {"\u0434\u0430", {"\u0414\u0410", "\u0434\u0410"}, {"\u0434"}},
      {"[^a-c]", {"d", "D", "\u00e9"}, {"a", "A", "B"}},
      {"\\p{Lu}{2}", {"ab", "AB", "\u00e9\u00c9"}, {"a1", "\u4ef7\u683c"}},
      {"\\P{Lu}", {"1", "\u4ef7"}, {"a", "A"}},
      {"[0-9]+", {"12"}, {"a"}},
  };
  for (const Row& row : rows) {
    const Compiled compiled(row.pattern, true);
    for (const auto text : row.yes)
      EXPECT_TRUE(compiled.matches(text)) << row.pattern << " " << text;
    for (const auto text : row.no)
      EXPECT_FALSE(compiled.matches(text)) << row.pattern << " " << text;
  }
}

TEST(Automaton, RunsOfOneRangeOfBytes) {
  struct Row {
    std::string_view pattern;
    std::size_t min, max;
    char low, high;
  };
  constexpr std::size_t longest = 20;
  static constexpr Row rows[] = {{"[0-9]+", 1, longest, '0', '9'},
                                 {"[0-9]*", 0, longest, '0', '9'},
                                 {"[a-z]{3,9}", 3, 9, 'a', 'z'},
                                 {"a{8}", 8, 8, 'a', 'a'},
                                 {"[!-~]{16,}", 16, longest, '!', '~'}};
  for (const Row& row : rows) {
    const Compiled run(row.pattern);
    ASSERT_NE(run.table.automata[run.index].run.max, 0U) << row.pattern;
    for (std::size_t size = 0; size <= longest; ++size) {
      const std::string good(size, row.high);
      const bool fits = size >= row.min && size <= row.max;
      EXPECT_EQ(run.matches(good), fits) << row.pattern << " on " << good;
      for (std::size_t at = 0; at < size; ++at)
        for (int byte = 0; byte < 256; ++byte) {
          std::string text = good;
          text[at] = static_cast<char>(byte);
          ASSERT_EQ(run.matches(text), fits && byte >= row.low && byte <= row.high)
              << row.pattern << ", byte " << byte << " at " << at << " of " << size;
        }
    }
  }
  // Not all lengths between the first and the last, two ranges, bytes beyond ASCII.
  for (const char* pattern : {"(aa)+", "a|aaa", "[a-c]|[x-z]", "[\u00E0-\u00E9]+", "ab?", ""}) {
    const auto parsed = parse::parse_pattern(pattern);
    ASSERT_TRUE(parsed.has_value()) << pattern;
    table::DecisionTable table;
    ASSERT_TRUE(compile::add_automaton(table, *parsed).has_value());
    EXPECT_EQ(table.automata[0].run.max, 0U) << pattern;
  }
}

TEST(Automaton, HasTheFewestStates) {
  struct Row {
    std::string_view pattern;
    int states, classes;
  };
  static constexpr Row rows[] = {
      {"", 2, 1},
      {"a", 3, 2},
      {"a*", 2, 2},
      {"(a|b)*abb", 5, 3},
      {"aaa|aab|aac", 5, 3},
      {"(0|1|2)*", 2, 2},
      {"[0-9]{4}-[0-9]{2}-[0-9]{2}", 12, 3},
      {"a{1000}", 1002, 2},
  };
  for (const Row& row : rows) {
    const Compiled compiled(row.pattern);
    EXPECT_EQ(compiled.table.automata[0].states, row.states) << row.pattern;
    EXPECT_EQ(compiled.table.automata[0].classes, row.classes) << row.pattern;
  }
}

TEST(Automaton, NothingMatchesAnImpossiblePattern) {
  Pattern impossible;  // surrogates are not in UTF-8
  impossible.kind = Pattern::Kind::one_of;
  impossible.ranges = {{0xD800, 0xDFFF}};
  table::DecisionTable table;
  ASSERT_EQ(compile::add_automaton(table, impossible), 0U);
  EXPECT_EQ(table.automata[0].states, 2);
  for (const char* text : {"", "a", "\xED\xA0\x80"}) {
    EXPECT_FALSE(read::matches(table, table.automata[0], text));
  }
}

TEST(Automaton, RefusesWhatGrowsTooLarge) {
  static constexpr std::string_view patterns[] = {
      "(a|b)*a(a|b){12}",
      "(a|b)*a(a|b){1000}",
      ".{1000}",
      "(((a{1000}){1000}){1000}){1000}",
      "(((.*x){100}){100}){100}",
      "(.*a.{10}){20}",
      "((a?){1000}){1000}",
      "(a{0,1000}){1000}",
      "(\\w|\\s|[a-f]|.){1000}",
      "\\p{L}{1,40}",
  };
  for (const std::string_view pattern : patterns) {
    table::DecisionTable table;
    const auto parsed = parse::parse_pattern(pattern);
    ASSERT_TRUE(parsed.has_value()) << pattern;
    const auto added = compile::add_automaton(table, *parsed);
    ASSERT_FALSE(added.has_value()) << pattern;
    EXPECT_EQ(
        added.error(),
        "the pattern needs an automaton of more than 4096 states (the limit on pattern states); "
        "how long a text may be is said by `min_length` and `max_length`");
    EXPECT_TRUE(table.automata.empty() && table.automaton_transitions.empty());
  }
}

TEST(Automaton, SeveralShareATable) {
  Compiled first("a+");
  const auto parsed = parse::parse_pattern("b{2}");
  const auto second = compile::add_automaton(first.table, *parsed);
  ASSERT_EQ(second, 1U);
  EXPECT_TRUE(first.matches("aaa"));
  EXPECT_TRUE(read::matches(first.table, first.table.automata[1], "bb"));
  EXPECT_FALSE(read::matches(first.table, first.table.automata[1], "aa"));
}

// ------------------------------------------------------------------ random patterns, random texts

/// Where a match of `pattern` that starts at any of `from` may end: slow and obvious.
std::set<std::size_t> ends(const Pattern& pattern, std::u32string_view text,
                           const std::set<std::size_t>& from) {
  std::set<std::size_t> out;
  switch (pattern.kind) {
    case Pattern::Kind::nothing:
      return from;
    case Pattern::Kind::one_of:
      for (const std::size_t at : from) {
        if (at >= text.size()) continue;
        for (const auto& range : pattern.ranges) {
          if (text[at] >= range.first && text[at] <= range.last) out.insert(at + 1);
        }
      }
      return out;
    case Pattern::Kind::sequence:
      out = from;
      for (const Pattern& child : pattern.children) out = ends(child, text, out);
      return out;
    case Pattern::Kind::alternation:
      for (const Pattern& child : pattern.children) out.merge(ends(child, text, from));
      return out;
    case Pattern::Kind::repeat: {
      std::set<std::size_t> now = from;
      // beyond as many rounds as there are characters nothing new is reached
      const std::uint32_t max =
          pattern.max.value_or(pattern.min + static_cast<std::uint32_t>(text.size()) + 1);
      for (std::uint32_t round = 0; round <= max && !now.empty(); ++round) {
        if (round >= pattern.min) out.insert(now.begin(), now.end());
        now = ends(pattern.children[0], text, now);
      }
      return out;
    }
  }
  return out;
}

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return engine_() % count; }

  std::string pattern(int depth) {
    static constexpr std::string_view atoms[] = {"a",
                                                 "b",
                                                 "c",
                                                 "\xC3\xA9",
                                                 "\xE2\x82\xAC",
                                                 "\xF0\x9F\x98\x80",
                                                 ".",
                                                 "[ab]",
                                                 "[^a]",
                                                 "[b-\xC3\xA9]",
                                                 "[^\xE2\x82\xAC]",
                                                 "\\d",
                                                 "\\s",
                                                 "[\xE2\x82\x80-\xF0\x9F\x98\x80]"};
    static constexpr std::string_view quantifiers[] = {"*",     "+",    "?",  "{2}",
                                                       "{1,3}", "{2,}", "{0}"};
    switch (depth == 0 ? 0 : below(6)) {
      case 0:
      case 1:
        return std::string(atoms[below(std::size(atoms))]);
      case 2:
        return pattern(depth - 1) + pattern(depth - 1);
      case 3:
        return "(" + pattern(depth - 1) + "|" + pattern(depth - 1) + ")";
      case 4:
        return "(" + pattern(depth - 1) + "|)";
      default:
        return "(" + pattern(depth - 1) + ")" +
               std::string(quantifiers[below(std::size(quantifiers))]);
    }
  }

  std::u32string text() {
    static constexpr char32_t letters[] = {U'a',    U'b', U'c', 0xE9,  0x20AC,
                                           0x1F600, U'7', 0xA0, 0x2081};
    std::u32string out;
    for (std::size_t n = below(8); n > 0; --n) out += letters[below(std::size(letters))];
    return out;
  }

 private:
  std::mt19937 engine_;
};

std::string to_utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t code : text) {
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (code < 0x80) {
      byte(code);
      continue;
    }
    const unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    byte((0xF00U >> (more + 1) & 0xFFU) | code >> (6 * more));
    for (unsigned i = more; i-- > 0;) byte(0x80U | (code >> (6 * i) & 0x3FU));
  }
  return out;
}

TEST(Automaton, AgreesWithASlowMatcher) {
  constexpr std::uint32_t seed = 20240229;
  Random random(seed);
  int matched = 0;
  for (int round = 0; round < 1500; ++round) {
    const std::string pattern = random.pattern(4);
    const auto parsed = parse::parse_pattern(pattern);
    ASSERT_TRUE(parsed.has_value()) << pattern;
    table::DecisionTable table;
    const auto added = compile::add_automaton(table, *parsed);
    ASSERT_TRUE(added.has_value()) << pattern;
    for (int i = 0; i < 20; ++i) {
      const std::u32string text = random.text();
      const bool expected = ends(*parsed, text, {0}).contains(text.size());
      matched += expected ? 1 : 0;
      ASSERT_EQ(read::matches(table, table.automata[0], Exact(to_utf8(text)).view()), expected)
          << "seed " << seed << ", round " << round << ": " << pattern << " on " << to_utf8(text);
    }
  }
  EXPECT_GT(matched, 1000);  // the texts are not all beside the point
}

// ------------------------------------------------------------------------ white space and lengths

TEST(TextMatch, TrimsUnicodeWhiteSpace) {
  std::vector<char32_t> spaces = {0x09, 0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,
                                  0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
  for (char32_t code = 0x2000; code <= 0x200A; ++code) spaces.push_back(code);
  for (char32_t code = 1; code < 0x11000; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    const bool space = std::find(spaces.begin(), spaces.end(), code) != spaces.end();
    const std::string one = to_utf8(std::u32string(1, code));
    EXPECT_EQ(leadlint::trim(one).empty(), space) << std::hex << static_cast<std::uint32_t>(code);
    const std::string around = one + "x y" + one + one;
    EXPECT_EQ(leadlint::trim(Exact(around).view()).size(), space ? 3U : around.size())
        << std::hex << static_cast<std::uint32_t>(code);
  }
  EXPECT_TRUE(leadlint::trim("").empty());
  EXPECT_TRUE(leadlint::trim(" \xC2\xA0\t").empty());
  EXPECT_FALSE(leadlint::trim(std::string_view("\0", 1)).empty());
  EXPECT_EQ(leadlint::trim(" \xE2\x80\x8B "), "\xE2\x80\x8B");
  EXPECT_EQ(leadlint::trim("\xEF\xBB\xBFx"), "\xEF\xBB\xBFx");
  for (const char* broken : {"\xC2", "\xE2\x80", "\x80", "\xA0", "\xE3", "a\xC2"}) {
    EXPECT_EQ(leadlint::trim(Exact(broken).view()), broken);
  }
}

struct Ends {
  const char* text;
  bool tight;
};

TEST(TextMatch, TightTextsShowAtBothEnds) {
  const Ends cases[] = {
      {"", true},
      {"Ann", true},
      {"Zo\u00EB", true},
      {"\u00C5sa Berg", true},
      {"ok \U0001F44D\uFE0F", true},       // an emoji and how it is drawn
      {"\u0645\u06CC\u200C\u062E", true},  // a joiner inside of a word
      {"\u05D0\u200F", true},              // a mark of direction
      {" Ann", false},
      {"Ann\u00A0", false},
      {"Ann\u200B", false},
      {"\uFEFFAnn", false},
      {"Ann\u2060", false},
      {"\u00ADAnn", false},
      {"\u200B", false},
      {"\u200D\u200E", false},
      {"\uFE0F", false},
      {"\u034F", false},
      {"\u3164", false},
  };
  for (const Ends& each : cases) {
    EXPECT_EQ(leadlint::is_tight(Exact(each.text).view()), each.tight) << each.text;
    EXPECT_EQ(reference::is_tight(each.text), each.tight) << each.text;
  }
}

TEST(TextMatch, CountsCodePointsAndUtf16) {
  struct Row {
    std::string_view text;
    std::size_t points, units;
  };
  static constexpr Row rows[] = {
      {"", 0, 0},
      {"a", 1, 1},
      {"abcdefgh", 8, 8},
      {"abcdefghi", 9, 9},
      {"\xC3\xA9", 1, 1},
      {"\xE2\x82\xAC", 1, 1},
      {"\xF0\x9F\x98\x80", 1, 2},
      {"\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80", 3, 6},
      {"aaaaaa\xF0\x9F\x98\x80", 7, 8},
      {"e\xCC\x81", 2, 2},
      {std::string_view("\0\0", 2), 2, 2},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(code_points(Exact(row.text).view()), row.points) << row.text;
    EXPECT_EQ(utf16_length(Exact(row.text).view()), row.units) << row.text;
  }
  Random random(7);
  for (int round = 0; round < 500; ++round) {
    std::u32string text;
    for (int part = 0; part < 5; ++part) text += random.text();
    const auto beyond =
        std::count_if(text.begin(), text.end(), [](char32_t c) { return c > 0xFFFF; });
    EXPECT_EQ(code_points(to_utf8(text)), text.size());
    EXPECT_EQ(utf16_length(to_utf8(text)), text.size() + static_cast<std::size_t>(beyond));
  }
}

}  // namespace
}  // namespace leadlint
