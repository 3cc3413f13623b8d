// Conditions back to text: what is written again reads as the same condition.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/condition_text.h"
#include "parse/syntax.h"

namespace leadlint::model {
namespace {

struct TextCase {
  const char* written;
  const char* shown;
};

TEST(ConditionText, SaysWhatWasWritten) {
  const std::vector<TextCase> cases{
      {"status == LEAD_WON", "status == LEAD_WON"},
      {"a==1 and b!=2.5 and c<'x y'", "a == 1 and b != 2.5 and c < \"x y\""},
      {"(a == 1 or b == 2) and c == 3", "(a == 1 or b == 2) and c == 3"},
      {"a == 1 or b == 2 and c == 3", "a == 1 or b == 2 and c == 3"},
      {"not (a == 1 and b == 2)", "not (a == 1 and b == 2)"},
      {"not present(a)", "not present(a)"},
      {"status in [A, \"b c\", 3]", "status in [A, \"b c\", 3]"},
      {"status not in [A]", "status not in [A]"},
      {"id in reasons.id", "id in reasons.id"},
      {"id not in reasons", "id not in reasons"},
      {"(sub, status) in substatuses", "(sub, status) in substatuses"},
      {"length(a) >= 1", "length(a) >= 1"},
      {"text(a) == text(b)", "text(a) == text(b)"},
      {"until >= from + 3600", "until >= from + 1 hour"},
      {"until >= from - 90 minutes", "until >= from - 5400"},
      {"d > 2024-01-31 or d < today - 90 days", "d > 2024-01-31 or d < today - 90 days"},
      {"weekday(d) in [mon, tue]", "weekday(d) in [mon, tue]"},
      {"time_of_day(t) < '09:00'", "time_of_day(t) < \"09:00\""},
      {"until >= from - 60", "until >= from - 60"},
      {"given(reasons) and given(current.status)", "given(reasons) and given(current.status)"},
      {"matches(a, email)", "matches(a, email)"},
      {"starts_with(a, 'x') or contains(a, b)", "starts_with(a, \"x\") or contains(a, b)"},
      {"same(a, outer.b)", "same(a, outer.b)"},
      {"changed(a) or only(a, b)", "changed(a) or only(a, b)"},
      {"list[last].x == outer.outer.y", "list[last].x == outer.outer.y"},
      {"`two words` == true", "`two words` == true"},
      {"absent(a) or blank(b)", "absent(a) or blank(b)"},
  };
  for (const TextCase& each : cases) {
    const auto condition = parse::parse_condition(each.written, {});
    ASSERT_TRUE(condition) << each.written << ": " << condition.error().message;
    EXPECT_EQ(text_of(*condition), each.shown) << each.written;
    const auto again = parse::parse_condition(text_of(*condition), {});
    ASSERT_TRUE(again) << text_of(*condition) << ": " << again.error().message;
    EXPECT_EQ(text_of(*again), each.shown) << each.written;
  }
}

}  // namespace
}  // namespace leadlint::model
