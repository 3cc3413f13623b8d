// Learns from each record of a lead, and makes what is known of it a stored record again.
#include "history/history.h"

#include <algorithm>
#include <utility>

#include "text/text_hash.h"
#include "validate/asked.h"

namespace leadlint::history {
namespace {

// First byte of a state: a record of the lead was taken; one of those had a status.
constexpr std::byte taken{1}, has_begun{2};

bool has(std::byte state, std::byte what) noexcept { return (state & what) == what; }

}  // namespace

History::History(const table::DecisionTable& table, StateLayout layout, bool whole)
    : table_(table),
      layout_(std::move(layout)),
      whole_(whole),
      first_judged_(validate::judged_without_current(table)),
      leads_(layout_.state_bytes),
      values_(table),
      evaluator_(table) {}

/// Finds the lead's state; true: it is a new lead.
bool History::look_up(std::string_view key) {
  if (trial_) {
    nothing_.resize(std::max<std::size_t>(layout_.state_bytes, 1));
    state_ = leads_.find(hash_text(key));
    if (state_ == nullptr) state_ = nothing_.data();
    return false;
  }
  const LeadTable::FoundLead entry = leads_.find_or_add(hash_text(key));
  state_ = entry.state;
  if (entry.is_new) ++counts_.leads;
  if (entry.state == nullptr) ++counts_.forgotten;
  return entry.is_new;
}

Stored History::before(std::string_view key) {
  if (look_up(key) && !whole_) ++counts_.unknown;
  if (state_ == nullptr) return {};
  const bool none_yet = whole_ && !has(*state_, has_begun);
  if (!has(*state_, taken) || table_.current_root == none) return {nullptr, none_yet};
  current_.clear();
  lay_over(current_, nullptr);
  return {&current_, none_yet};
}

Stored History::before(std::string_view key, read::Record& partner,
                       std::vector<validate::Raw>& problems) {
  look_up(key);
  if (table_.current_root == none) return {};
  if (state_ != nullptr && has(*state_, taken)) lay_over(partner, &problems);
  return {&partner, false, true, &problems};
}

void History::settle(std::string_view key, bool has_partner) {
  trial_ = false;
  if (look_up(key) && !whole_ && !has_partner) ++counts_.unknown;
  trial_ = true;
}

void History::lay_over(read::Record& current, std::vector<validate::Raw>* problems) const {
  put_root(table_, table_.current_root, current);
  for (const StateSlot& slot : layout_.slots) {
    if (EncodedState::has(slot, state_) != EncodedState::Has::value) continue;
    const MemberAt at = put_value(table_, table_.current_root, slot.stored, current);
    read::Node& value = current.nodes[at.node];
    clear_value(value);
    const bool good = values_.restore(slot, state_, current, value);
    note_value(table_, at, good, current);
    if (problems != nullptr)
      std::erase_if(*problems, [&](const validate::Raw& raw) { return raw.node == at.node; });
  }
  for (const StateSlot& slot : layout_.slots) {
    if (EncodedState::has(slot, state_) != EncodedState::Has::emptied) continue;
    empty_value(table_, slot.stored, current);
    if (slot.elsewhere) note_emptied(table_, slot.stored, current);
  }
}

void History::after(const read::Record& payload, const std::vector<validate::Raw>& found) {
  const bool refused = std::ranges::any_of(
      found, [](const validate::Raw& raw) { return raw.severity == Severity::error; });
  if (refused) {
    ++counts_.refused;
    return;
  }
  if (state_ == nullptr) return;
  *state_ |= has_status(payload) ? taken | has_begun : taken;
  if (layout_.slots.empty()) return;
  if (found.empty() && !layout_.conditional)
    take(payload);
  else
    take_judged(payload);
}

/// Where no rule judges a first status, all have one.
bool History::has_status(const read::Record& payload) const {
  return std::ranges::all_of(first_judged_, [&](const std::vector<std::uint16_t>& steps) {
    return walk(table_, steps, payload).there;
  });
}

/// There was nothing to say about the record, so all its values are good.
void History::take(const read::Record& payload) {
  for (const StateSlot& slot : layout_.slots) {
    const Walked sent = walk(table_, slot.sent, payload);
    if (sent.emptied) EncodedState::keep_empty(slot, state_);
    if (sent.there) keep(slot, payload.nodes[sent.at.node], true);
  }
}

/// Whether a value is good is asked of the fields of the stored record: they may differ.
void History::take_judged(const read::Record& payload) {
  sent_.clear();
  members_.assign(layout_.slots.size(), MemberAt{});
  for (std::size_t i = 0; i < layout_.slots.size(); ++i) {
    const StateSlot& slot = layout_.slots[i];
    const Walked sent = walk(table_, slot.sent, payload);
    if (sent.emptied) EncodedState::keep_empty(slot, state_);
    if (!sent.there) continue;
    members_[i] = put_value(table_, table_.current_root, slot.stored, sent_);
    copy_value(payload.nodes[sent.at.node], sent_.nodes[members_[i].node]);
    note_value(table_, members_[i], false, sent_);
  }
  sent_.plain = false;  // its values were not judged by the stored record's fields yet
  evaluator_.prepare(sent_, table_.current_root);
  for (std::size_t i = 0; i < layout_.slots.size(); ++i)
    if (members_[i].node != none)
      keep(layout_.slots[i], sent_.nodes[members_[i].node], is_good(table_, members_[i], sent_));
}

void History::keep(const StateSlot& slot, const read::Node& value, bool good) {
  if (!values_.keep(slot, value, good, state_)) ++counts_.forgotten;
}

std::size_t History::bytes() const noexcept { return leads_.bytes() + values_.words().bytes(); }

}  // namespace leadlint::history
