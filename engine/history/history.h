// The records of each lead, in the order they come in, as a history: what a lead's earlier records
// leave behind is the stored record that the next one is judged against.
//
//   History history{table, plan, options};
//   for each record:
//     history.before(key, known);            known.current, known.no_current
//     verdict = judge(record, known)
//     history.after(record, verdict);
//
// A record is an update: a field that it does not name keeps the value last sent, as it would at
// the partner. A record with an error would be refused there and leaves nothing behind.
// Tests: tests/history_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "history/kept_value.h"
#include "history/lead_table.h"
#include "history/plan.h"
#include "history/tree.h"
#include "leadlint/finding.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/evaluate.h"

namespace leadlint::history {

struct Counts {
  std::uint64_t leads = 0;      // seen
  std::uint64_t unknown = 0;    // of them, whose first record was judged without a state before it
  std::uint64_t keyless = 0;    // records without a key, judged alone
  std::uint64_t refused = 0;    // records with an error: they changed no state
  std::uint64_t forgotten = 0;  // values that a limit kept from being kept
};

/// Not thread-safe; records of one lead must come in their order.
class History {
 public:
  /// `whole`: the file holds each lead's records from the first on, so that before the first there
  /// was nothing. The table must outlive the history.
  History(const table::DecisionTable& table, Plan plan, bool whole);

  /// Sets what is known before a lead's next record. An empty key: no lead is known. What `known`
  /// points to stays valid until the next call; findings get their words before that.
  void before(std::string_view key, validate::Known& known);
  /// Likewise, over a record of the partner's: its values stand where the history has none. It was
  /// read by the table's current_root, prepared, and is changed.
  void before(std::string_view key, read::Record& stored, validate::Known& known);
  /// Takes the record that `before` was asked for, read by the table's root and judged.
  void after(const read::Record& payload, Verdict verdict);

  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
  /// Bytes of memory that the leads take.
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  void look_up(std::string_view key);
  void lay_over(read::Record& current) const;
  void take(const read::Record& payload);

  const table::DecisionTable& table_;
  Plan plan_;
  bool whole_;
  LeadTable leads_;
  KeptValues values_;
  validate::Evaluator evaluator_;
  std::byte* state_ = nullptr;  // of the record at hand
  read::Record current_;        // what it is judged against
  read::Record sent_;           // and, once judged, what it says, read as the stored record is
  std::vector<Spot> spots_;
  Counts counts_;
};

}  // namespace leadlint::history
