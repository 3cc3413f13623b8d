// Findings counted by what they are about, without words: what `--summary` shows.
//
// Counting is by number (code, report, table field, value of the status field), so that a file in which
// nearly every record fails is still counted quickly; names are looked up at the end. Tallies of blocks
// add up to that of the input in the order of the input, whichever thread made them.
// Tests: tests/bulk_summary_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bulk/frequent.h"
#include "leadlint/bulk.h"
#include "table/decision_table.h"
#include "validate/judge.h"

namespace leadlint::bulk {

/// Different names of members that no rule knows which are counted one by one; the others are counted
/// together.
inline constexpr std::size_t max_unknown_names = 1'000;

/// Not yet the summary: may be added to others.
class Tally {
 public:
  /// Counts the findings of the judge's last record. `values`: the bad values, too.
  void add(const validate::Judge& judge, bool values);
  /// Counts a finding that no judge made.
  void add(const Finding& finding);
  /// Adds what a later part of the input has.
  void add(const Tally& later);
  void clear() noexcept;

  [[nodiscard]] Summary summary(const table::DecisionTable& table) const;

 private:
  using Index = table::Index;

  void count_place(const validate::Judge& judge, const validate::Raw& raw, bool values);
  void count_status(const validate::Judge& judge, const validate::Raw& raw);

  std::vector<std::uint64_t> codes_;     // by code
  std::vector<std::uint64_t> reports_;   // by table report
  std::vector<std::uint64_t> fields_;    // by table field
  std::vector<std::uint64_t> statuses_;  // by value of the selector, then none, then illegal
  std::map<std::string, std::uint64_t, std::less<>> others_;  // places that are no table field
  std::uint64_t unnamed_ = 0;                                 // ... over the limit
  FrequentValues values_;
};

}  // namespace leadlint::bulk
