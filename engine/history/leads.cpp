// A history over a snapshot: the one is asked first, the other where it knows nothing.
#include "history/leads.h"

#include <utility>

namespace leadlint::history {
namespace {

tl::unexpected<OwnedFindings> bad_path(std::string message) {
  OwnedFinding finding;
  finding.code = Code::bad_value;
  finding.message = std::move(message);
  return tl::unexpected(OwnedFindings{std::move(finding)});
}

}  // namespace

tl::expected<Leads, OwnedFindings> Leads::make(const table::DecisionTable& table,
                                               const LeadsOptions& options) {
  auto path = KeyPath::make(table, table.root, options.key);
  if (!path) return bad_path(path.error());
  Leads made(table, std::move(*path));
  if (options.changes) made.changes_ = std::make_unique<Changes>(table);
  if (!options.history) return made;
  auto layout = make_state_layout(table);
  if (!layout) return tl::unexpected(std::move(layout.error()));
  made.history_ = std::make_unique<History>(table, std::move(*layout), options.whole);
  return made;
}

tl::expected<void, OwnedFindings> Leads::add_snapshot(std::string text,
                                                      const SnapshotFormat& form) {
  auto path = KeyPath::make(*table_, Snapshot::root_of(*table_), path_.text());
  if (!path) return bad_path(path.error());
  auto read = Snapshot::read(*table_, std::move(*path), std::move(text), form);
  if (!read) return tl::unexpected(std::move(read.error()));
  snapshot_.emplace(std::move(*read));
  return {};
}

Stored Leads::before(const read::Record& payload) {
  const std::string_view key = path_.of(payload);
  has_key_ = !key.empty();
  stored_ = nullptr;
  if (changes_ != nullptr) changes_->begin(key);
  if (!has_key_) {
    if (!trial_) ++keyless_;
    return {};
  }
  read::Record* const partner = snapshot_ ? snapshot_->find(key) : nullptr;
  has_partner_ = partner != nullptr;
  if (trial_) trial_key_ = key;
  if (snapshot_ && !trial_) ++(partner == nullptr ? unmatched_ : matched_);
  stored_ = partner;
  if (history_ != nullptr)
    return partner != nullptr ? history_->before(key, *partner, snapshot_->problems())
                              : history_->before(key);
  if (partner == nullptr || table_->current_root == none) return {};
  return {partner, false, true, &snapshot_->problems()};
}

void Leads::settle() {
  if (!has_key_) {
    ++keyless_;
    return;
  }
  if (snapshot_) ++(has_partner_ ? matched_ : unmatched_);
  if (history_ != nullptr) history_->settle(trial_key_, has_partner_);
}

void Leads::after(const read::Record& payload, const std::vector<validate::Raw>& found) {
  if (history_ != nullptr && has_key_) history_->after(payload, found);
}

Change Leads::change_of(const read::Record& payload, bool refused) {
  return changes_->of(payload, stored_, has_key_ ? path_.said() : KeyPath::Said{}, refused);
}

LeadCounts Leads::counts() const {
  LeadCounts counts = history_ != nullptr ? history_->counts() : LeadCounts{};
  counts.matched = matched_;
  counts.unmatched = unmatched_;
  counts.keyless = keyless_;
  if (compares()) counts.changes = changes_->counts();
  return counts;
}

std::size_t Leads::bytes() const noexcept {
  return (history_ != nullptr ? history_->bytes() : 0) + (snapshot_ ? snapshot_->bytes() : 0) +
         (changes_ != nullptr ? changes_->bytes() : 0);
}

}  // namespace leadlint::history
