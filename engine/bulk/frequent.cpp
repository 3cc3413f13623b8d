#include "bulk/frequent.h"

#include <algorithm>
#include <tuple>

namespace leadlint::bulk {
namespace {

/// A total order, so that what is kept does not depend on how a hash table lies in memory.
bool more_frequent(const FrequentValues::Entry& a, const FrequentValues::Entry& b) {
  const auto certain = [](const FrequentValues::Entry& entry) {
    return entry.second.at_most - entry.second.error;
  };
  return std::tuple{certain(b), b.second.at_most, std::string_view(a.first)} <
         std::tuple{certain(a), a.second.at_most, std::string_view(b.first)};
}

}  // namespace

void FrequentValues::add(std::string_view key, Counted counted) {
  auto found = counts_.find(key);
  if (found == counts_.end())
    found = counts_.emplace(std::string(key), Counted{floor_, floor_}).first;
  found->second.at_most += counted.at_most;
  found->second.error += counted.error;
  if (counts_.size() > 2 * capacity_) prune();
}

void FrequentValues::prune() {
  std::vector<Entry> entries = sorted();
  for (std::size_t i = capacity_; i < entries.size(); ++i) {
    floor_ = std::max(floor_, entries[i].second.at_most);
    counts_.erase(entries[i].first);
  }
}

void FrequentValues::add(const FrequentValues& later) {
  for (const auto& [key, counted] : later.sorted()) add(key, counted);
  if (later.floor_ == 0) return;
  // What it does not list, it may have seen as often as its floor.
  floor_ += later.floor_;
  for (auto& [key, counted] : counts_) {
    if (later.counts_.contains(key)) continue;
    counted.at_most += later.floor_;
    counted.error += later.floor_;
  }
}

std::vector<FrequentValues::Entry> FrequentValues::sorted() const {
  std::vector<Entry> entries(counts_.begin(), counts_.end());
  std::sort(entries.begin(), entries.end(), more_frequent);
  return entries;
}

void FrequentValues::clear() noexcept {
  counts_.clear();
  floor_ = 0;
}

}  // namespace leadlint::bulk
