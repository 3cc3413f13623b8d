// Numbers as texts: when two are one number, and texts that differ in case alone.
#include "text/decimal.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "text/fold_case.h"

namespace leadlint {
namespace {

TEST(Decimal, HasOneSpellingForEachValue) {
  const std::pair<const char*, const char*> rows[] = {
      {"7", "7"},
      {"7.0", "7"},
      {"70e-1", "7"},
      {"0.5", "0.5"},
      {"5E-1", "0.5"},
      {"-0", "0"},
      {"-0.0e5", "0"},
      {"007", "7"},
      {"12.50", "12.5"},
      {"1e3", "1000"},
      {"1.25e1", "12.5"},
      {"-1.250", "-1.25"},
      {"0.00125", "0.00125"},
      {"100", "100"},
      {"10e399", "1e400"},
      {"1.5e400", "1.5e400"},
      {"1e-400", "1e-400"},
      {"12345678901234567890.0", "12345678901234567890"},
      {"1e999999999", "1e999999999"},
      {"x", "x"},
      {"1.", "1."},
      {".5", ".5"},
      {"1e", "1e"}};
  for (const auto& [written, expected] : rows) EXPECT_EQ(canonical(written), expected) << written;
  std::array<char, 4> room;
  EXPECT_EQ(canonical_in(room, "12.5"), "12.5");
  EXPECT_EQ(canonical_in(room, "12.55"), "");
}

TEST(Decimal, TellsHowManyDigitsStandBehindThePoint) {
  const std::pair<const char*, std::int64_t> rows[] = {{"0", 0},
                                                       {"0.000", 0},
                                                       {"7", 0},
                                                       {"7.0", 0},
                                                       {"7.10", 1},
                                                       {"7.05", 2},
                                                       {"700", 0},
                                                       {"1e3", 0},
                                                       {"15e-1", 1},
                                                       {"1.5e1", 0},
                                                       {"-1.255", 3},
                                                       {"1e-3", 3},
                                                       {"1.25e-2", 4},
                                                       {"1e999999999999", 0},
                                                       {"1e-999999999", 999999999}};
  for (const auto& [number, expected] : rows)
    EXPECT_EQ(places(*read_decimal(number)), expected) << number;
}

TEST(Decimal, TellsWhetherANumberIsAMultiple) {
  struct Row {
    const char* number;
    const char* unit;
    bool expected;
  };
  const Row rows[] = {{"0", "7", true},
                      {"-0.0", "0.3", true},
                      {"0.15", "0.05", true},
                      {"0.3", "0.1", true},
                      {"19.99", "0.01", true},
                      {"19.999", "0.01", false},
                      {"1e-2", "0.01", true},
                      {"1", "1e-2", true},
                      {"-36", "12", true},
                      {"-30", "12", false},
                      {"2.5", "5", false},
                      {"1e1", "4", false},
                      {"1e2", "4", true},
                      {"3", "300", false},
                      {"3e2", "300", true},
                      {"3e999999999999", "7", false},
                      {"7e999999999999", "7", true},
                      {"1e60", "576460752303423488", true},  // 2^59
                      {"1e58", "576460752303423488", false},
                      {"999999999999999999e5", "999999999999999999", true},
                      {"1e-999999999", "1", false},
                      {"123456789012345678901234567890", "123456789012345678", false},
                      {"123456789012345678123456789012345678", "123456789012345678", true}};
  for (const Row& row : rows)
    EXPECT_EQ(is_multiple(*read_decimal(row.number), *read_decimal(row.unit)), row.expected)
        << row.number << " of " << row.unit;
}

TEST(Decimal, ComparesByValue) {
  const char* ascending[] = {"-1e400",
                             "-12.5",
                             "-12.4",
                             "-1e-9",
                             "0",
                             "1e-999999999",
                             "0.1",
                             "0.10000000000000000001",
                             "0.2",
                             "9",
                             "9.5",
                             "10",
                             "12345678901234567890",
                             "12345678901234567891",
                             "1e400"};
  for (std::size_t i = 0; i < std::size(ascending); ++i)
    for (std::size_t k = 0; k < std::size(ascending); ++k)
      EXPECT_EQ(compare(*read_decimal(ascending[i]), *read_decimal(ascending[k])), i <=> k)
          << ascending[i] << " and " << ascending[k];
}

TEST(FoldCase, FoldsLettersOneByOne) {
  const std::pair<const char*, const char*> rows[] = {{"WON", "won"},
                                                      {"ÜBERGEBEN", "übergeben"},
                                                      {"ПОТЕРЯНО", "потеряно"},
                                                      {"ΣΑΣ", "σασ"},
                                                      {"STRAẞE", "straße"},
                                                      {"ǅ", "ǆ"},
                                                      {"\u212Aelvin", "kelvin"},
                                                      {"𐐀", "𐐨"},
                                                      {"ſ", "s"}};
  for (const auto& [text, folded] : rows) {
    EXPECT_EQ(fold_case(text), folded);
    EXPECT_TRUE(equal_ignoring_case(text, folded));
  }
  EXPECT_FALSE(equal_ignoring_case("ß", "ss"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
  std::array<char, 3> room;
  std::string_view folded;
  EXPECT_TRUE(fold_case_in(room, "WON", folded));
  EXPECT_EQ(folded, "won");
  EXPECT_FALSE(fold_case_in(room, "OPEN", folded));
}

}  // namespace
}  // namespace leadlint
