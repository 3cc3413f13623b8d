// The records of each lead, in the order they come in, as a history: what a lead's earlier records
// leave behind is the stored record that the next one is judged against.
//
//   History history{table, layout, options};
//   for each record:
//     stored = history.before(key)
//     found = judge(record, stored)
//     history.after(record, found)
//
// A record is an update: a field that it does not name keeps the value last sent, as it would at
// the partner. A record with an error would be refused there and leaves nothing behind.
// Tests: tests/history_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "history/encoded_state.h"
#include "history/lead_table.h"
#include "history/state_layout.h"
#include "history/tree.h"
#include "leadlint/counts.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "validate/evaluate.h"

namespace leadlint::history {

/// What a record is judged against.
struct Stored {
  read::Record* current = nullptr;  // null: not known
  bool none = false;                // there is no stored record, or none with a status: known
  bool of_snapshot = false;         // `current` has a text, which stands in the snapshot
  /// What preparing a record of a snapshot found; nullptr: its values were judged before.
  const std::vector<validate::Raw>* problems = nullptr;
};

/// Not thread-safe; records of one lead must come in their order.
class History {
 public:
  /// `whole`: the file holds each lead's records from the first on, so that before the first there
  /// was nothing, and before the first with a status none. The table must outlive the history.
  History(const table::DecisionTable& table, StateLayout layout, bool whole);

  /// What is known before a lead's next record. It stays valid until the next call; findings get
  /// their words before that.
  [[nodiscard]] Stored before(std::string_view key);
  /// Likewise, where the partner's record is at hand: what the history knows is put over its
  /// values. It was read by the table's current_root and prepared, which found `problems`: those of
  /// values that the history knows better are taken out.
  [[nodiscard]] Stored before(std::string_view key, read::Record& partner,
                              std::vector<validate::Raw>& problems);
  /// Takes the record that `before` was asked for, read by the table's root, and what was found.
  void after(const read::Record& payload, const std::vector<validate::Raw>& found);

  /// While records are on trial, asking counts nothing and adds no lead: `settle` does, for what
  /// has become of the record. `has_partner`: the partner's record was at hand.
  void set_trial(bool on) noexcept { trial_ = on; }
  void settle(std::string_view key, bool has_partner);

  /// What a history counts.
  [[nodiscard]] const LeadCounts& counts() const noexcept { return counts_; }
  /// Bytes of memory that the leads take.
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  bool look_up(std::string_view key);
  void lay_over(read::Record& current, std::vector<validate::Raw>* problems) const;
  void take(const read::Record& payload);
  void take_judged(const read::Record& payload);
  void keep(const StateSlot& slot, const read::Node& value, bool good);
  [[nodiscard]] bool has_status(const read::Record& payload) const;

  const table::DecisionTable& table_;
  StateLayout layout_;
  bool whole_;
  /// Where a payload has the status that a lead's first one is judged by, as StateSlot::sent.
  std::vector<std::vector<std::uint16_t>> first_judged_;
  LeadTable leads_;
  EncodedState values_;
  validate::Evaluator evaluator_;
  std::byte* state_ = nullptr;  // of the record at hand
  bool trial_ = false;
  std::vector<std::byte> nothing_;  // the state of a lead that is not known yet
  read::Record current_;            // what it is judged against
  read::Record sent_;               // and what it says itself, as the stored record would be read
  std::vector<MemberAt> members_;
  LeadCounts counts_;
};

}  // namespace leadlint::history
