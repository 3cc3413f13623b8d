// The context of each record of a file of many leads: by what the lead's earlier records said
// (a history), by what the partner holds (a snapshot), or both, the history over the snapshot.
//
//   Leads leads{table, options};
//   for each record, in the order of the file:
//     stored = leads.before(record)       read, not judged yet
//     found = judge(record, stored)
//     leads.after(record, found)
//
// Tests: tests/leads_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "history/changes.h"
#include "history/history.h"
#include "history/key_path.h"
#include "history/snapshot.h"
#include "leadlint/counts.h"
#include "leadlint/finding.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "validate/evaluate.h"

namespace leadlint::history {

struct LeadsOptions {
  /// Whose record it is: see KeyPath.
  std::string key;
  /// Each record is judged against the ones before it.
  bool history = false;
  /// The records start with each lead's first: before it there was nothing.
  bool whole = false;
  /// Each record is compared with that of the snapshot.
  bool changes = false;
};

/// Not thread-safe. The table must outlive it.
class Leads {
 public:
  /// Fails with what is wrong with the key's path, or with the rules that a history cannot judge.
  [[nodiscard]] static tl::expected<Leads, OwnedFindings> make(const table::DecisionTable& table,
                                                               const LeadsOptions& options);
  /// The partner's records (see Snapshot): the error is what is wrong with them.
  [[nodiscard]] tl::expected<void, OwnedFindings> add_snapshot(std::string text,
                                                               const SnapshotFormat& form = {});
  /// The line that the record of the snapshot starts in which `before` has found.
  [[nodiscard]] std::uint64_t snapshot_line() { return snapshot_->line(); }
  /// Names of the form's mapping that the snapshot's header has not.
  [[nodiscard]] std::vector<std::string> unused_columns() const {
    return snapshot_ ? snapshot_->unused_columns() : std::vector<std::string>{};
  }
  [[nodiscard]] std::vector<NoWords> no_words() const {
    return snapshot_ ? snapshot_->no_words() : std::vector<NoWords>{};
  }
  /// Of the snapshot that was added.
  [[nodiscard]] std::string_view snapshot_text() const noexcept { return snapshot_->text(); }
  /// The member of a record that tells whose it is, or that this one is in.
  [[nodiscard]] std::string_view key_member() const noexcept { return path_.first_name(); }

  /// The member that tells whose record it is is no unknown field of it. To be called once `before`
  /// was.
  void set_key_aside(read::Record& payload) const { path_.set_aside(payload); }

  /// What a record that was read is judged against. It stays valid until the next call; findings
  /// get their words before that.
  [[nodiscard]] Stored before(const read::Record& payload);
  /// While records are on trial, asking counts nothing: `settle` does, for the record that was
  /// asked for last, before `after`.
  void set_trial(bool on) noexcept {
    trial_ = on;
    if (history_ != nullptr) history_->set_trial(on);
  }
  void settle();
  /// Takes the record that `before` was asked for last, judged.
  void after(const read::Record& payload, const std::vector<validate::Raw>& found);

  /// Records are compared with a snapshot.
  [[nodiscard]] bool compares() const noexcept { return changes_ != nullptr && snapshot_; }
  /// Behind `after`: what the record would do. It lasts until the next call.
  [[nodiscard]] Change change_of(const read::Record& payload, bool refused);

  [[nodiscard]] LeadCounts counts() const;
  /// Bytes of memory that grow with the leads.
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  Leads(const table::DecisionTable& table, KeyPath path) : table_(&table), path_(std::move(path)) {}

  const table::DecisionTable* table_;
  KeyPath path_;
  std::unique_ptr<History> history_;
  std::optional<Snapshot> snapshot_;
  std::unique_ptr<Changes> changes_;
  // of the record at hand
  bool has_key_ = false;
  const read::Record* stored_ = nullptr;
  bool trial_ = false;
  std::string trial_key_;
  bool has_partner_ = false;
  std::uint64_t keyless_ = 0, matched_ = 0, unmatched_ = 0;  // records
};

}  // namespace leadlint::history
