// Each record of a bulk check against what is known of its lead: by the lead's records before it,
// by what the other side holds, or both (history/leads.h). Tests: tests/bulk_leads_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "bulk/batch_judge.h"
#include "history/leads.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

class LeadHook final : public RecordHook {
 public:
  LeadHook(history::Leads leads, std::string snapshot_name, bool fail_unknown)
      : leads_(std::move(leads)),
        snapshot_name_(std::move(snapshot_name)),
        fail_unknown_(fail_unknown) {}

  void before(validate::Judge& judge) override {
    const history::Stored stored = leads_.before(judge.payload());
    judge.tell_unknown(fail_unknown_                                 ? Severity::error
                       : uncompared_ < max_records_with_stored_notes ? Severity::note
                                                                     : Severity::off);
    uncompared_now_ =
        judge.set_current(stored.current, stored.none, stored.problems, leads_.key_member());
    if (uncompared_now_) {
      if (!trial_) ++uncompared_;
      judge.name_current(snapshot_name_, stored.of_snapshot ? leads_.snapshot_line() : 0);
    }
    leads_.set_key_aside(judge.payload());
  }
  std::optional<BulkChange> after(const validate::Judge& judge) override {
    if (trial_) {
      leads_.settle();
      if (uncompared_now_) ++uncompared_;
    }
    leads_.after(judge.payload(), judge.raws());
    if (!leads_.compares()) return std::nullopt;
    const bool refused = judge.verdict() == Verdict::invalid;
    const history::Change change = leads_.change_of(judge.payload(), refused);
    return BulkChange{.kind = static_cast<BulkChange::Kind>(change.kind),
                      .key = change.key.text,
                      .key_is_number = change.key.number,
                      .places = change.places};
  }
  std::optional<BulkChange> after_unread() override {
    static const std::vector<std::string> nowhere;
    if (!leads_.compares()) return std::nullopt;
    return BulkChange{.places = nowhere};
  }
  void set_trial(bool on) override {
    trial_ = on;
    leads_.set_trial(on);
  }

  [[nodiscard]] LeadCounts counts() const noexcept {
    LeadCounts counts = leads_.counts();
    counts.uncompared = uncompared_;
    return counts;
  }

  /// Findings on the snapshot itself, to be told once.
  OwnedFindings about_snapshot;
  /// Likewise, on its bare cells.
  OwnedFindings about_words;
  /// Of the names of BulkOptions::columns: those that the snapshot's header has, if they hold for
  /// it.
  std::vector<std::string> used_columns;
  bool uses_columns = false;  // they do

 private:
  history::Leads leads_;
  std::string snapshot_name_;
  bool fail_unknown_;
  std::uint64_t uncompared_ = 0;  // records
  bool trial_ = false, uncompared_now_ = false;
};

/// Reads the snapshot, where there is one. The ruleset must outlive the hook. Fails with what is
/// wrong with the key's path, the snapshot, or the rules that a history cannot judge.
[[nodiscard]] tl::expected<std::unique_ptr<LeadHook>, OwnedFindings> make_lead_hook(
    const Ruleset& ruleset, const BulkLeads& leads, const BulkOptions& options);

/// Says of each name that the header of the stored records has no such column.
[[nodiscard]] OwnedFindings unused_columns(const std::vector<std::string>& names,
                                           const std::string& file, bool fail_unknown);

}  // namespace leadlint::bulk
