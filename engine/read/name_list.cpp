// Repeated member names: sorted by hash, compared by text only where hashes agree.
#include "read/name_list.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace leadlint::read {

namespace {

/// Folds a 128-bit product, which carries every input bit into every output bit.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t hash_of(std::string_view name) noexcept {
  std::uint64_t hash = 0x9E3779B97F4A7C15U ^ name.size();
  while (!name.empty()) {
    const std::size_t size = std::min<std::size_t>(name.size(), 8);
    std::uint64_t word = 0;
    std::memcpy(&word, name.data(), size);
    hash = mix(hash ^ word, 0xD6E8FEB86659FD93U);
    name.remove_prefix(size);
  }
  return hash;
}

}  // namespace

void NameList::add(std::string_view name, std::uint32_t offset, Index node) {
  entries_.push_back(
      {hash_of(name), name.data(), static_cast<std::uint32_t>(name.size()), offset, node});
}

void NameList::close(std::size_t first) {
  repeats.clear();
  overwritten.clear();
  if (entries_.size() - first > 1) find_repeats(first);
  entries_.resize(first);
}

void NameList::find_repeats(std::size_t first) {
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.hash, a.offset) < std::tie(b.hash, b.offset);
  });
  for (std::size_t at = first; at < entries_.size();) {
    std::size_t end = at + 1;
    while (end < entries_.size() && entries_[end].hash == entries_[at].hash) ++end;
    if (end - at > 1) note_run(at, end);
    at = end;
  }
  std::sort(repeats.begin(), repeats.end(),
            [](const Entry& a, const Entry& b) { return a.offset < b.offset; });
}

/// Looks over entries of one hash, which nearly always means one name.
void NameList::note_run(std::size_t first, std::size_t last) {
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = entries_.begin() + static_cast<std::ptrdiff_t>(last);
  std::sort(begin, end, [](const Entry& a, const Entry& b) {
    return std::make_tuple(a.text(), a.offset) < std::make_tuple(b.text(), b.offset);
  });
  bool noted = false;
  for (std::size_t i = first + 1; i < last; ++i) {
    if (entries_[i].text() != entries_[i - 1].text()) {
      noted = false;
      continue;
    }
    if (!noted) repeats.push_back(entries_[i]);
    noted = true;
    if (entries_[i - 1].node != none) overwritten.push_back(entries_[i - 1].node);
  }
}

}  // namespace leadlint::read
