// The reference evaluator's own tools, so that an agreement means something: its JSON tree, its
// dates and its patterns.
#include <gtest/gtest.h>

#include "reference/text.h"
#include "reference/tree.h"

namespace reference {
namespace {

namespace model = leadlint::model;
using Part = model::DatePart;

TEST(ReferenceTree, KeepsSpellingOrderAndRepeats) {
  const auto value = parse_json(R"( {"b":1.0,"a":[1e2,"\u00e9\uD83D\uDE00\ud800"],"b":null} )");
  ASSERT_TRUE(value);
  EXPECT_EQ(write_json(*value), "{\"b\":1.0,\"a\":[1e2,\"é😀\xED\xA0\x80\"],\"b\":null}");
  EXPECT_EQ(find_member(*value, "b")->kind, Value::Kind::null);
  EXPECT_TRUE(find_member(*value, "a")->items[1].lone_surrogate);
}

TEST(ReferenceTree, RefusesWhatIsNotOneJsonText) {
  for (const char* text : {"", "{", "01", "1.", "[1,]", "{\"a\":1,}", "'a'", "\"\\x\"", "\"\t\"",
                           "nul", "1 2", "+1", "\"\\u12g4\""})
    EXPECT_FALSE(parse_json(text)) << text;
}

TEST(ReferenceText, TrimsAndCounts) {
  EXPECT_EQ(trim("\u00a0 a b\u3000\n"), "a b");
  EXPECT_EQ(trim(" \t "), "");
  EXPECT_EQ(length_of("é😀", model::LengthUnit::codepoints), 2U);
  EXPECT_EQ(length_of("é😀", model::LengthUnit::utf16), 3U);
  EXPECT_EQ(length_of("é😀", model::LengthUnit::bytes), 6U);
}

TEST(ReferenceText, MatchesPatterns) {
  // a(b|c){1,2}d?
  model::Pattern a{.kind = model::Pattern::Kind::one_of, .ranges = {{'a', 'a'}}};
  model::Pattern b{.kind = model::Pattern::Kind::one_of, .ranges = {{'b', 'c'}}};
  model::Pattern d{.kind = model::Pattern::Kind::one_of, .ranges = {{'d', 'd'}}};
  model::Pattern some{.kind = model::Pattern::Kind::repeat, .children = {b}, .min = 1, .max = 2};
  model::Pattern perhaps{.kind = model::Pattern::Kind::repeat, .children = {d}, .max = 1};
  const model::Pattern all{.kind = model::Pattern::Kind::sequence, .children = {a, some, perhaps}};
  for (const char* text : {"ab", "abc", "acbd"}) EXPECT_TRUE(matches(all, text)) << text;
  for (const char* text : {"", "a", "abcb", "abdd", "xab"})
    EXPECT_FALSE(matches(all, text)) << text;
}

Part digits(Part::Kind kind, std::uint8_t min, std::uint8_t max) {
  return {kind, "", min, max, {}};
}
Part literal(const char* text) { return {Part::Kind::literal, text, 0, 0, {}}; }

const model::DatePattern loose_date = {digits(Part::Kind::month, 1, 2), literal("/"),
                                       digits(Part::Kind::day, 1, 2), literal("/"),
                                       digits(Part::Kind::year, 4, 4)};
const model::DatePattern instant = {
    digits(Part::Kind::year, 4, 4),   literal("-"),
    digits(Part::Kind::month, 2, 2),  literal("-"),
    digits(Part::Kind::day, 2, 2),    literal("T"),
    digits(Part::Kind::hour, 2, 2),   literal(":"),
    digits(Part::Kind::minute, 2, 2), {Part::Kind::zone_or_z, "", 0, 0, {}}};

TEST(ReferenceDates, KnowTheCalendar) {
  for (const char* text : {"2/29/2024", "02/29/2000", "1/1/0001", "12/31/9999"})
    EXPECT_TRUE(read_moment(loose_date, text)) << text;
  for (const char* text : {"2/29/2023", "2/29/1900", "0/1/2024", "13/1/2024", "4/31/2024",
                           "1/1/0000", "1/1/24", "001/1/2024", "1/1/2024 "})
    EXPECT_FALSE(read_moment(loose_date, text)) << text;
}

TEST(ReferenceDates, CompareInstantsAcrossZones) {
  const auto read = [](const char* text) { return read_moment(instant, text).value(); };
  EXPECT_EQ(compare_moments(read("2024-01-01T00:30+01:00"), read("2023-12-31T23:30Z"), 0), 0);
  EXPECT_EQ(compare_moments(read("2024-03-01T00:00Z"), read("2024-02-29T23:59Z"), 60), 0);
  EXPECT_EQ(compare_moments(read("2024-01-01T00:00-23:59"), read("2024-01-01T00:00Z"), 0), 1);
  EXPECT_FALSE(read_moment(instant, "2024-01-01T24:00Z"));
  EXPECT_FALSE(read_moment(instant, "2024-01-01T00:00+24:00"));
  EXPECT_FALSE(read_moment(instant, "2024-01-01T00:00z"));
}

}  // namespace
}  // namespace reference
