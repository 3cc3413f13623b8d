// Findings counted by what they are about, without words: what `--summary` shows.
//
// Counting is by number (code, report, table field, value of the status field), so that a file in
// which nearly every record fails is still counted quickly; names are looked up at the end. Tallies
// of batches add up to that of the input in the order of the input, whichever thread made them.
// Tests: tests/bulk_summary_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/frequent.h"
#include "leadlint/counts.h"
#include "table/decision_table.h"
#include "validate/judge.h"

namespace leadlint::bulk {

/// Different places that no rule names (unknown members, mostly) which are counted one by one;
/// findings at others are counted together.
inline constexpr std::size_t max_unnamed_places = 1'000;

/// Bytes of such a place that are kept: one that is longer is cut, and counted with those that
/// begin as it does.
inline constexpr std::size_t max_unnamed_place_bytes = 256;

class Tally {
 public:
  /// Counts the findings of the judge's last record; with `values`, their bad values, too.
  void add(const validate::Judge& judge, bool values);
  /// Counts a finding about the input itself.
  void add(const OwnedFinding& finding);
  /// Adds what a later part of the input has.
  void add(const Tally& later);
  void clear() noexcept;

  [[nodiscard]] Summary summary(const table::DecisionTable& table) const;

 private:
  using Index = table::Index;
  using Numbers = std::vector<std::uint64_t>;

  void count_place(const validate::Judge& judge, const validate::Raw& raw, bool values);
  void count_status(const validate::Judge& judge, const validate::Raw& raw);
  void count_unnamed(std::string place, std::uint64_t times = 1);

  Numbers codes_;     // by code
  Numbers reports_;   // by table report
  Numbers fields_;    // by table field
  Numbers statuses_;  // by name of the table, for values of a status field
  std::uint64_t no_status_ = 0, bad_status_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> places_;  // that are no table field
  std::uint64_t other_places_ = 0;                            // ... over the limit
  FrequentValues values_;  // by the place's key (see tally.cpp), a NUL, and the value
  std::string key_;        // scratch
};

}  // namespace leadlint::bulk
