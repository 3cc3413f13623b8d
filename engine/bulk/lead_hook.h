// Each record of a bulk check against what is known of its lead: by the lead's records before it, by what
// the other side holds, or both (history/leads.h). Tests: tests/bulk_leads_test.cpp.
#pragma once

#include <memory>
#include <utility>

#include <tl/expected.hpp>

#include "bulk/block_judge.h"
#include "history/leads.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

class LeadHook final : public RecordHook {
 public:
  explicit LeadHook(history::Leads leads) : leads_(std::move(leads)) {}

  void before(validate::Judge& judge) override {
    const history::Stored stored = leads_.before(judge.payload());
    judge.set_current(stored.current, stored.none);
    leads_.set_key_aside(judge.payload());
  }
  void after(const validate::Judge& judge) override { leads_.after(judge.payload(), judge.raws()); }

  [[nodiscard]] LeadCounts counts() const noexcept { return leads_.counts(); }

 private:
  history::Leads leads_;
};

/// Reads the snapshot, where there is one. The ruleset must outlive the hook. Fails with what is wrong
/// with the key's path, the snapshot, or the rules that a history cannot judge.
[[nodiscard]] tl::expected<std::unique_ptr<LeadHook>, Findings> make_lead_hook(
    const Ruleset& ruleset, const BulkLeads& leads, const BulkOptions& options);

}  // namespace leadlint::bulk
