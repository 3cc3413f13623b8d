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
