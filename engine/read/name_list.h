// Finds repeated member names. Fields have their slots to tell; all other names go on this list
// while their object is open, as hashes, and are looked over when it closes. Cost: n log n for n
// names in an object, whatever they are; nothing is compared pairwise.
// Tests: tests/read_test.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "read/record.h"
#include "text/text_hash.h"

namespace leadlint::read {

class NameList {
 public:
  struct ListedName {
    std::uint64_t hash = 0;
    const char* name = nullptr;  // unescaped; lives as long as the record
    std::uint32_t size = 0;
    std::uint32_t offset = 0;
    Index node = none;

    [[nodiscard]] std::string_view text() const noexcept { return {name, size}; }
  };

  void clear() noexcept { entries_.clear(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  void add(std::string_view name, std::uint32_t offset, Index node);

  /// Forgets the names from `first` on. Each name that stands there more than once: its second
  /// place goes to `repeats`, and the nodes of all its places but the last to `overwritten`.
  void close(std::size_t first);

  std::vector<ListedName> repeats;  // of the last `close`
  std::vector<Index> overwritten;   // likewise

 private:
  void find_repeats(std::size_t first);
  void note_run(std::size_t first, std::size_t last);

  std::vector<ListedName> entries_;
  KeyedHash hash_of_;
};

}  // namespace leadlint::read
