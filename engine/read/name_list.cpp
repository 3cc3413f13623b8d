// Repeated member names: sorted by hash, compared by text only where hashes agree.
#include "read/name_list.h"

#include <algorithm>
#include <tuple>

namespace leadlint::read {

void NameList::add(std::string_view name, std::uint32_t offset, Index node) {
  entries_.push_back(
      {hash_of_.of(name), name.data(), static_cast<std::uint32_t>(name.size()), offset, node});
}

void NameList::close(std::size_t first) {
  repeats.clear();
  overwritten.clear();
  if (entries_.size() - first > 1) find_repeats(first);
  entries_.resize(first);
}

void NameList::find_repeats(std::size_t first) {
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, entries_.end(), [](const ListedName& a, const ListedName& b) {
    return std::tie(a.hash, a.offset) < std::tie(b.hash, b.offset);
  });
  for (std::size_t at = first; at < entries_.size();) {
    std::size_t end = at + 1;
    while (end < entries_.size() && entries_[end].hash == entries_[at].hash) ++end;
    if (end - at > 1) note_run(at, end);
    at = end;
  }
  std::sort(repeats.begin(), repeats.end(),
            [](const ListedName& a, const ListedName& b) { return a.offset < b.offset; });
  std::sort(overwritten.begin(), overwritten.end());
}

/// Looks over entries of one hash, which nearly always means one name.
void NameList::note_run(std::size_t first, std::size_t last) {
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = entries_.begin() + static_cast<std::ptrdiff_t>(last);
  std::sort(begin, end, [](const ListedName& a, const ListedName& b) {
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
