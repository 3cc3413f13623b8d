// The most frequent of any number of values, in fixed memory.
//
// It counts up to twice `capacity` different values. When there are more, the less frequent half
// goes, and the largest count that went is remembered as the floor: a value that comes later may
// have been among them, so its count starts with the floor, all of which may be too much.
//
//   capacity 2, given a a a b b c d:   a 3  b 2  c 1  d 1   --e comes-->   a 3  b 2  e 2 (or only
//                                                                                    1)
//
// So a value that is frequent enough to matter is kept, and how far its count may be off is known.
// With no more different values than places, all counts are exact. A value costs one look-up;
// pruning costs less, spread over the values between. ("Space saving", Metwally and others 2005,
// does it a value at a time.)
// Tests: tests/bulk_summary_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/text_hash.h"

namespace leadlint::bulk {

class FrequentValues {
 public:
  struct Counted {
    std::uint64_t at_most = 0;
    std::uint64_t error = 0;  // of it may be others'
  };
  using KeyCount = std::pair<std::string, Counted>;

  static constexpr std::size_t default_capacity = 1024;
  explicit FrequentValues(std::size_t capacity = default_capacity) : capacity_(capacity) {}

  void add(std::string_view key, std::uint64_t times = 1);
  /// Adds what another has counted of a later part of the input.
  void add(const FrequentValues& later);
  /// Most certain occurrences first; ties by key.
  [[nodiscard]] std::vector<KeyCount> sorted() const;
  void clear() noexcept;

 private:
  struct Item {
    std::uint64_t hash = 0;
    std::size_t first = 0, size = 0;  // its key, in keys_
    Counted counted;
  };

  [[nodiscard]] std::string_view key_of(const Item& item) const noexcept {
    return {keys_.data() + item.first, item.size};
  }
  [[nodiscard]] bool more_frequent(const Item& a, const Item& b) const noexcept;
  [[nodiscard]] std::vector<std::uint32_t> order() const;
  [[nodiscard]] std::size_t slot_of(std::string_view key, std::uint64_t hash) const noexcept;
  [[nodiscard]] bool has(std::string_view key, std::uint64_t hash) const noexcept;
  [[nodiscard]] bool has_room_for(const FrequentValues& later) const noexcept;
  void add(std::string_view key, std::uint64_t hash, Counted counted);
  void grow_slots();
  void fill_slots();
  void prune();

  std::size_t capacity_;
  std::vector<Item> items_;
  std::string keys_;                  // of the items, one behind the other
  std::vector<std::uint32_t> slots_;  // by hash: an item's number and one; 0: none. A power of two.
  std::uint8_t shift_ = 63;           // slot = hash >> shift_
  std::uint64_t floor_ = 0;
  KeyedHash hash_of_;
};

}  // namespace leadlint::bulk
