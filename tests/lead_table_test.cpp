// Leads by the hash of their key: found again, told apart, and no more than 64 bytes each.
#include "history/lead_table.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "history/state_layout.h"

namespace leadlint::history {
namespace {

std::byte* state_of(LeadTable& leads, std::uint64_t lead, bool is_new) {
  const LeadTable::FoundLead entry = leads.find_or_add(hash_text(std::to_string(lead)));
  EXPECT_EQ(entry.is_new, is_new) << lead;
  return entry.state;
}

void find_each_again(std::size_t hash_bytes) {
  constexpr std::uint64_t many = 1'000'000;
  LeadTable leads(sizeof(std::uint64_t), hash_bytes);
  for (std::uint64_t lead = 0; lead < many; ++lead) {
    std::byte* const state = state_of(leads, lead, true);
    std::uint64_t empty = 1;
    std::memcpy(&empty, state, sizeof empty);
    ASSERT_EQ(empty, 0U);
    std::memcpy(state, &lead, sizeof lead);
  }
  EXPECT_EQ(leads.size(), many);
  for (std::uint64_t lead = 0; lead < many; ++lead) {
    std::uint64_t kept = 0;
    std::memcpy(&kept, state_of(leads, lead, false), sizeof kept);
    ASSERT_EQ(kept, lead);
  }
  EXPECT_EQ(leads.size(), many);
}

TEST(LeadTable, FindsEachLeadAgain) { find_each_again(sizeof(TextHash)); }
TEST(LeadTable, FindsEachLeadAgainByTwelveBytesOfItsHash) { find_each_again(12); }

TEST(LeadTable, TakesAtMostSixtyFourBytesALead) {
  LeadTable leads(max_state_bytes);
  for (std::uint64_t lead = 0, next = 100'000; lead < 1'000'000; ++lead) {
    leads.find_or_add(hash_text(std::to_string(lead)));
    if (lead + 1 < next) continue;  // at many sizes: the index grows in steps
    EXPECT_LE(leads.bytes(), (lead + 1) * max_bytes_a_lead) << lead + 1;
    next += next / 20;
  }
}

}  // namespace
}  // namespace leadlint::history
