// Counts the most frequent of many values: the rarest makes room for a new one.
#include "bulk/frequent.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "table/name_hash.h"

namespace leadlint::bulk {
namespace {

/// Keys that took more memory than this give it back when they go.
constexpr std::size_t max_kept_bytes = std::size_t{1} << 20;
constexpr std::size_t fewest_slots = 64;

}  // namespace

/// A total order, so that what is kept does not depend on the order in which values came.
bool FrequentValues::more_frequent(const Item& a, const Item& b) const noexcept {
  const std::uint64_t certain_a = a.counted.at_most - a.counted.error;
  const std::uint64_t certain_b = b.counted.at_most - b.counted.error;
  if (certain_a != certain_b) return certain_a > certain_b;
  if (a.counted.at_most != b.counted.at_most) return a.counted.at_most > b.counted.at_most;
  return key_of(a) < key_of(b);
}

/// The numbers of all items, the most frequent first.
std::vector<std::uint32_t> FrequentValues::order() const {
  std::vector<std::uint32_t> numbers(items_.size());
  std::iota(numbers.begin(), numbers.end(), 0U);
  std::sort(numbers.begin(), numbers.end(), [this](std::uint32_t a, std::uint32_t b) {
    return more_frequent(items_[a], items_[b]);
  });
  return numbers;
}

/// Where the key's item is, or would be. Precondition: there is an empty slot.
std::size_t FrequentValues::slot_of(std::string_view key, std::uint64_t hash) const noexcept {
  auto slot = static_cast<std::size_t>(hash >> shift_);
  for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const Item& item = items_[slots_[slot] - 1];
    if (item.hash == hash && item.size == key.size() &&
        table::same_bytes(keys_.data() + item.first, key.data(), key.size()))
      break;
  }
  return slot;
}

bool FrequentValues::has(std::string_view key, std::uint64_t hash) const noexcept {
  return !slots_.empty() && slots_[slot_of(key, hash)] != 0;
}

void FrequentValues::add(std::string_view key, std::uint64_t times) {
  add(key, hash_of_.of(key), {times, 0});
}

void FrequentValues::add(std::string_view key, std::uint64_t hash, Counted counted) {
  if (2 * (items_.size() + 1) > slots_.size()) grow_slots();
  std::uint32_t& number = slots_[slot_of(key, hash)];
  const bool fresh = number == 0;
  if (fresh) {
    items_.push_back({hash, keys_.size(), key.size(), {floor_, floor_}});
    keys_ += key;
    number = static_cast<std::uint32_t>(items_.size());
  }
  Counted& total = items_[number - 1].counted;
  total.at_most += counted.at_most;
  total.error += counted.error;
  if (fresh && items_.size() > 2 * capacity_) prune();
}

void FrequentValues::grow_slots() {
  slots_.resize(std::max(fewest_slots, 2 * slots_.size()));
  shift_ = static_cast<std::uint8_t>(64 - std::countr_zero(slots_.size()));
  fill_slots();
}

void FrequentValues::fill_slots() {
  std::fill(slots_.begin(), slots_.end(), 0U);
  for (std::uint32_t number = 0; number < items_.size(); ++number)
    slots_[slot_of(key_of(items_[number]), items_[number].hash)] = number + 1;
}

void FrequentValues::prune() {
  const auto kept = items_.begin() + static_cast<std::ptrdiff_t>(capacity_);
  std::nth_element(items_.begin(), kept, items_.end(),
                   [this](const Item& a, const Item& b) { return more_frequent(a, b); });
  for (auto item = kept; item != items_.end(); ++item)
    floor_ = std::max(floor_, item->counted.at_most);
  items_.erase(kept, items_.end());
  std::string keys;
  for (Item& item : items_) {
    const std::string_view key = key_of(item);
    item.first = keys.size();
    keys += key;
  }
  keys_ = std::move(keys);
  fill_slots();
}

/// Whether none of the values is pruned for the later ones: then their order makes no difference.
bool FrequentValues::has_room_for(const FrequentValues& later) const noexcept {
  const std::size_t max = 2 * capacity_;
  if (items_.size() + later.items_.size() <= max) return true;
  std::size_t all = items_.size();
  for (const Item& item : later.items_)
    if (!has(later.key_of(item), item.hash) && ++all > max) return false;
  return true;
}

void FrequentValues::add(const FrequentValues& later) {
  const auto add_item = [&](const Item& item) { add(later.key_of(item), item.hash, item.counted); };
  if (has_room_for(later))
    for (const Item& item : later.items_) add_item(item);
  else
    for (const std::uint32_t number : later.order()) add_item(later.items_[number]);
  if (later.floor_ == 0) return;
  // What it does not list, it may have seen as often as its floor.
  floor_ += later.floor_;
  for (Item& item : items_) {
    if (later.has(key_of(item), item.hash)) continue;
    item.counted.at_most += later.floor_;
    item.counted.error += later.floor_;
  }
}

std::vector<FrequentValues::KeyCount> FrequentValues::sorted() const {
  std::vector<KeyCount> entries;
  entries.reserve(items_.size());
  for (const std::uint32_t number : order())
    entries.emplace_back(key_of(items_[number]), items_[number].counted);
  return entries;
}

void FrequentValues::clear() noexcept {
  items_.clear();
  keys_.clear();
  if (keys_.capacity() > max_kept_bytes) keys_ = {};
  std::fill(slots_.begin(), slots_.end(), 0U);
  floor_ = 0;
}

}  // namespace leadlint::bulk
