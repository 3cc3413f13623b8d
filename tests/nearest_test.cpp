// engine/finding/nearest.cpp: the value that was likely meant.
#include "text/nearest.h"

#include <gtest/gtest.h>

#include <vector>

namespace leadlint {
namespace {

struct Row {
  std::string value;
  std::vector<std::string> candidates;
  std::string meant;  // empty: none
  std::string why;
};

TEST(Nearest, Table) {
  const std::vector<std::string> job{"JOB_WON", "LEAD_WON", "LEAD_LOST", "MEETUP_SCHEDULED"};
  const std::vector<std::string> lead{"valid_lead", "invalid_lead", "closed", "changed_community"};
  const std::vector<std::string> days{"Sunday", "Monday", "Tuesday"};
  const std::vector<Row> rows{
      {"LEAD_WN", job, "LEAD_WON", "a character too few"},
      {"LEAD_WONN", job, "LEAD_WON", "a character too many"},
      {"LEAD_WIN", job, "LEAD_WON", "a wrong character"},
      {"LAED_WON", job, "LEAD_WON", "neighbours swapped"},
      {"lead_won", job, "LEAD_WON", "another case"},
      {"Lead Won", job, "LEAD_WON", "a blank for the underscore"},
      {"lead-won", job, "LEAD_WON", "a hyphen for the underscore"},
      {"LeadWon", job, "LEAD_WON", "camel case"},
      {" LEAD_WON ", job, "LEAD_WON", "blanks around it"},
      {"LEAD_\xE2\x80\x8BWON", job, "LEAD_WON", "a zero-width space"},
      {"LEAD_\xC2\xA0WON", job, "LEAD_WON", "a no-break space"},
      {"MEETUP_SHEDULLED", job, "MEETUP_SCHEDULED", "two slips in a long word"},
      {"MEETUP", job, "MEETUP_SCHEDULED", "its first 5 characters or more"},
      {"MEETUP_SCHEDULED_FOR_TUESDAY", job, "MEETUP_SCHEDULED", "more written behind it"},
      {"LEAD", job, "", "a beginning of 4 characters"},
      {"WON", job, "", "an end is no beginning"},
      {"PENDING", job, "", "nothing near"},
      {"", job, "", "an empty text"},
      {" - ", job, "", "nothing but what is dropped"},
      {"valid_leads", lead, "valid_lead", "nearer than the one two slips away"},
      {"in-valid lead", lead, "invalid_lead", "exact but for blanks"},
      {"unday", days, "Sunday", "one slip, against two for Monday"},
      {"Bunday", {"Sunday", "Munday"}, "", "two equally near"},
      {"sunday", {"Sunday", "SUNDAY"}, "", "two that differ in case only"},
      {"sunday", {"Sunday", "Sunday"}, "Sunday", "one value named twice"},
      {"timeframe", {"timeframe_30", "timeframe_60"}, "", "the beginning of two"},
      {"timeframe_3", {"timeframe_30", "timeframe_60"}, "timeframe_30", "nearest before beginning"},
      {"Februar", {"January", "February"}, "February", "a slip and a beginning"},
      {"a", {"b"}, "", "no character in common"},
      {"ab", {"ac"}, "ac", "one of two characters"},
      {"Wohnk\xC3\xBC"
       "che",
       {"Wohnk\xC3\xA4"
        "che",
        "Wohnung"},
       "Wohnk\xC3\xA4"
       "che",
       "an umlaut is one character"},
      {"\xFF\xFE", {"ab"}, "", "not UTF-8"},
      {"clos\xE2", {"closed"}, "", "cut inside a character: two slips of six"},
      {"anything", {}, "", "no candidates"},
      {"anything", {"", "any thing"}, "any thing", "an empty candidate is none"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(nearest(row.value, std::span{row.candidates}).value_or(""), row.meant)
        << '"' << row.value << "\": " << row.why;
}

TEST(Nearest, TakesViewsToo) {
  const std::vector<std::string_view> candidates{"EMAIL", "MOBILE"};
  EXPECT_EQ(nearest("e-mail", std::span<const std::string_view>{candidates}), "EMAIL");
}

// A payload decides how long a value is: that must not decide how long we look at it.
TEST(Nearest, AVeryLongValueCostsNoMoreThanAShortOne) {
  const std::vector<std::string> candidates(1000, "accepted_by_the_community");
  for (const char filler : {'a', ' ', '\xE2'}) {
    const std::string value = "accepted by the community" + std::string(16 << 20, filler);
    EXPECT_EQ(nearest(value, std::span{candidates}), "accepted_by_the_community");
  }
}

}  // namespace
}  // namespace leadlint
