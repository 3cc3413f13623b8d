// Walks a payload beside the stored record.
#include "history/changes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "text/json_pointer.h"
#include "text/text_hash.h"
#include "validate/stored_places.h"
#include "validate/value.h"

namespace leadlint::history {
namespace {

using read::Kind;
using read::Node;
using read::Record;
using table::none;

/// In place of a JSON Pointer, which begins with a slash.
constexpr std::string_view other_places = "(other places)";

bool is_nothing(const Node* node) {
  return node == nullptr || node->kind == Kind::null || node->kept == read::Kept::gone;
}

/// How far an import takes a lead; what it is counted as is the furthest of its records.
constexpr std::byte rank(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::created:
      return std::byte{4};
    case Change::Kind::changed:
      return std::byte{3};
    case Change::Kind::unchanged:
      return std::byte{2};
    case Change::Kind::refused:
      return std::byte{1};
    case Change::Kind::keyless:
      break;
  }
  return std::byte{0};
}

std::string_view written(const Record& record, const Node& node) {
  if (!record.has_text || node.kept != read::Kept::whole) return {};
  return record.text.substr(node.offset, record.end_offset(node) - node.offset);
}

/// The pointer that a reference of the stored record is; empty: it goes through a list.
std::string pointer_of(const table::DecisionTable& table, const table::Ref& ref) {
  std::string pointer;
  table::BlockId block = table.fields[table.current_root].block;
  for (table::Index s = 0; s < ref.steps.count; ++s) {
    const std::uint16_t number = table.ref_steps[ref.steps.first + s];
    if (number == table::last_step || block == none) return {};
    const table::Field& field = table.fields[table.blocks[block].fields[number]];
    append_token(pointer, table.text(field.name));
    block = field.block;
  }
  return pointer;
}

}  // namespace

Changes::Changes(const table::DecisionTable& table) : table_(table) {
  for (Index i = 0; i < table.refs.size(); ++i) {
    const table::Ref& ref = table.refs[table::RefId{i}];
    if (ref.base != table::Base::current || ref.alternative == none) continue;
    if (std::string pointer = pointer_of(table, ref); !pointer.empty())
      elsewhere_.try_emplace(std::move(pointer), table::RefId{i});
  }
}

void Changes::begin(std::string_view key) {
  state_ = key.empty() ? nullptr : leads_.find_or_add(hash_text(key)).state;
}

Change Changes::of(const Record& payload, const Record* stored, KeyPath::Said key, bool refused) {
  places_.clear();
  sent_ = &payload;
  there_ = stored;
  Change::Kind kind = Change::Kind::unchanged;
  if (refused) {
    kind = Change::Kind::refused;
  } else if (key.text.empty()) {
    kind = Change::Kind::keyless;
  } else if (stored == nullptr) {
    kind = Change::Kind::created;
  } else if (!payload.instances.empty() && !stored->instances.empty()) {
    compare_objects(0, 0, {});
    if (!places_.empty()) kind = Change::Kind::changed;
  }
  count(kind);
  return {kind, key, places_};
}

void Changes::count(Change::Kind kind) {
  for (const std::string& place : places_) {
    if (const auto known = by_place_.find(place); known != by_place_.end())
      ++known->second;
    else if (by_place_.size() < max_changed_places)
      by_place_.emplace(place, 1);
    else
      ++other_places_;
  }
  if (state_ == nullptr || rank(kind) <= *state_) return;
  const auto counter = [this](std::byte at) -> std::uint64_t* {
    std::uint64_t* const counters[] = {nullptr, &counts_.refused, &counts_.unchanged,
                                       &counts_.changed, &counts_.created};
    return counters[static_cast<std::size_t>(at)];
  };
  if (std::uint64_t* const before = counter(*state_)) --*before;
  ++*counter(rank(kind));
  *state_ = rank(kind);
}

LeadChanges Changes::counts() const {
  LeadChanges result = counts_;
  for (const auto& [path, records] : by_place_) result.places.push_back({path, records});
  if (other_places_ != 0) result.places.push_back({std::string(other_places), other_places_});
  std::stable_sort(result.places.begin(), result.places.end(),
                   [](const auto& a, const auto& b) { return a.records > b.records; });
  return result;
}

/// Both are numbers of instances.
void Changes::compare_objects(Index sent, Index there, const std::string& at) {
  const read::Instance& object = sent_->instances[sent];
  std::uint32_t number = 0;
  for (const table::FieldId field : table_.blocks[object.block].fields) {
    const Index node = sent_->slots[object.slots + number++];
    if (node == none || sent_->nodes[node].by_default) continue;
    const std::string_view name = table_.text(table_.fields[field].name);
    std::string place = at;
    append_token(place, name);
    compare(sent_->nodes[node], member(there, name), place);
  }
  const Index there_node = there_->instances[there].node;
  if (object.node != none && there_node != none)
    compare_members(sent_->nodes[object.node], there_->nodes[there_node], at);
}

/// Members by names that no field has.
void Changes::compare_members(const Node& sent, const Node& there, const std::string& at) {
  if (sent.kind != Kind::object) return;
  for (Index i = sent.first; i != none; i = sent_->nodes[i].next) {
    const Node& node = sent_->nodes[i];
    const Node* same = nullptr;
    for (Index j = there.kind == Kind::object ? there.first : none; j != none && same == nullptr;
         j = there_->nodes[j].next)
      if (there_->nodes[j].name_text() == node.name_text()) same = &there_->nodes[j];
    std::string place = at;
    append_token(place, node.name_text());
    compare(node, same, place);
  }
}

void Changes::compare(const Node& sent, const Node* there, const std::string& at) {
  if (is_nothing(there)) there = elsewhere(at);
  if (is_nothing(&sent) && is_nothing(there)) return;
  if (is_nothing(&sent) || is_nothing(there)) return places_.push_back(at);
  if (sent.kind == Kind::array && there->kind == Kind::array)
    return compare_lists(sent, *there, at);
  if (sent.kind == Kind::object && there->kind == Kind::object) {
    if (sent.instance != none && there->instance != none)
      return compare_objects(sent.instance, there->instance, at);
    if (sent.first != none && there->first != none) return compare_members(sent, *there, at);
    if (is_same_text(sent, *there)) return;
    return places_.push_back(at);
  }
  if (!is_same(sent, *there)) places_.push_back(at);
}

/// A list takes the place of the one before: what an item does not name is no more.
void Changes::compare_lists(const Node& sent, const Node& there, const std::string& at) {
  const std::size_t before = places_.size();
  Index i = sent.first, j = there.first;
  bool same = sent.size == there.size && (sent.first == none) == (there.first == none);
  if (same && i == none && sent.size != 0) same = is_same_text(sent, there);
  for (; same && i != none && j != none; i = sent_->nodes[i].next, j = there_->nodes[j].next) {
    const Node &one = sent_->nodes[i], &other = there_->nodes[j];
    compare(one, &other, at);
    const bool objects = one.instance != none && other.instance != none;
    same = places_.size() == before && !(objects && lacks(one.instance, other.instance));
  }
  places_.resize(before);
  if (!same) places_.push_back(at);
}

/// Has the stored object a member that the sent one has not?
bool Changes::lacks(Index sent, Index there) const {
  const read::Instance &object = sent_->instances[sent], &stored = there_->instances[there];
  std::uint32_t number = 0;
  for (const table::FieldId field : table_.blocks[stored.block].fields) {
    const Index node = there_->slots[stored.slots + number++];
    if (node == none || is_nothing(&there_->nodes[node]) || there_->nodes[node].by_default)
      continue;
    const std::string_view name = table_.text(table_.fields[field].name);
    std::uint32_t own = 0;
    bool found = false;
    for (const table::FieldId other : table_.blocks[object.block].fields) {
      const Index at = sent_->slots[object.slots + own++];
      found = found || (at != none && table_.text(table_.fields[other].name) == name);
    }
    if (!found) return true;
  }
  return false;
}

const Node* Changes::member(Index there, std::string_view name) const {
  const read::Instance& object = there_->instances[there];
  std::uint32_t number = 0;
  for (const table::FieldId field : table_.blocks[object.block].fields) {
    const Index node = there_->slots[object.slots + number++];
    if (node != none && table_.text(table_.fields[field].name) == name) return &there_->nodes[node];
  }
  return nullptr;
}

/// At a place of `also_at`.
const Node* Changes::elsewhere(const std::string& at) const {
  const auto known = elsewhere_.find(at);
  if (known == elsewhere_.end()) return nullptr;
  const Node* found = nullptr;
  validate::look_in_turn(table_, table_.refs[known->second], *there_, [&](const table::Ref& ref) {
    const Node* const node = follow(ref);
    if (is_nothing(node)) return false;
    found = node;
    return true;
  });
  return found;
}

const Node* Changes::follow(const table::Ref& ref) const {
  Index instance = there_->nodes.empty() ? none : there_->nodes[0].instance;
  Index node = none;
  for (Index s = 0; s < ref.steps.count; ++s) {
    const std::uint16_t number = table_.ref_steps[ref.steps.first + s];
    if (instance == none || number == table::last_step) return nullptr;
    node = there_->slots[there_->instances[instance].slots + number];
    if (node == none) return nullptr;
    instance = there_->nodes[node].instance;
  }
  return node == none ? nullptr : &there_->nodes[node];
}

bool Changes::is_same(const Node& sent, const Node& there) const {
  if (is_container(sent.kind) || is_container(there.kind)) return is_same_text(sent, there);
  if (!sent.broken && !there.broken && sent.field != none && there.field != none) {
    const auto order = validate::compare_values(table_, {&sent, &table_.fields[sent.field]},
                                                {&there, &table_.fields[there.field]}, 0, true);
    if (order && *order == 0) return true;
  }
  if (validate::same_raw(sent, there)) return true;
  // A cell does not say what it is.
  const bool cells =
      sent_->text_kind != read::TextKind::json || there_->text_kind != read::TextKind::json;
  return cells && sent.kept == read::Kept::whole && there.kept == read::Kept::whole &&
         validate::plain_text(sent) == validate::plain_text(there);
}

/// Of what no rule describes.
bool Changes::is_same_text(const Node& sent, const Node& there) const {
  const std::string_view a = written(*sent_, sent), b = written(*there_, there);
  if (a == b) return true;
  const auto json = [](std::string_view text) {
    return nlohmann::json::parse(text, nullptr, false);
  };
  const nlohmann::json x = json(a), y = json(b);
  return !x.is_discarded() && !y.is_discarded() && x == y;
}

}  // namespace leadlint::history
