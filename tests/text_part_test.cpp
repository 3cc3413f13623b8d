// One text at the start of another, at its end, in it.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/text_part.h"

namespace leadlint {
namespace {

TEST(TextPart, StandsWhereItIsAskedFor) {
  struct Row {
    std::string_view text, part;
    bool start, end, inside;
  };
  static constexpr Row rows[] = {
      {"abcab", "ab", true, true, true},
      {"abc", "abc", true, true, true},
      {"abc", "b", false, false, true},
      {"abc", "abcd", false, false, false},
      {"abc", "B", false, false, false},
      {"", "a", false, false, false},
      {"abc", "", true, true, true},
      {"", "", true, true, true},
      {"\u00e9t\u00e9", "t\u00e9", false, true, true},
      {"a\u00e9", "\u00e8", false, false, false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(has_part(row.text, row.part, TextPart::start), row.start) << row.text << row.part;
    EXPECT_EQ(has_part(row.text, row.part, TextPart::end), row.end) << row.text << row.part;
    EXPECT_EQ(has_part(row.text, row.part, TextPart::inside), row.inside) << row.text << row.part;
  }
}

/// Where each place of the text begins like the part: a search by trying takes hours.
TEST(TextPart, TakesNoLongerThanTheTwoTexts) {
  const std::string text(2'000'000, 'a'), part = std::string(500'000, 'a') + 'b';
  EXPECT_FALSE(has_part(text, part, TextPart::inside));
  EXPECT_TRUE(has_part(text + 'b', part, TextPart::inside));
}

}  // namespace
}  // namespace leadlint
