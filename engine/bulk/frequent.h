// The most frequent of any number of values, in fixed memory ("space saving": Metwally, Agrawal, El
// Abbadi 2005).
//
// It keeps `capacity` values with a count each. A value that is not among them takes the place of the one
// counted least, and that one's count with it, remembered as how much may be too much:
//
//   capacity 2, given a a b a c:   a 3    b 1  --c comes-->  a 3    c 2 (1 of it may be b's)
//
// So every value that is more frequent than 1/capacity of all is kept, and its count is right to within
// its error. With no more different values than places, all counts are exact.
// Tests: tests/bulk_summary_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace leadlint::bulk {

class FrequentValues {
 public:
  struct Counted {
    std::uint64_t count = 0, error = 0;
  };

  /// Counts `key` `times` more times, of which `error` may be others'.
  void add(std::string_view key, std::uint64_t times, std::uint64_t error = 0);
  /// Adds what another has counted, in the order of its keys.
  void add(const FrequentValues& other);
  /// Keys and counts, most certain first; ties by key.
  [[nodiscard]] std::vector<std::pair<std::string, Counted>> sorted() const;
  void clear() noexcept;
  [[nodiscard]] bool empty() const noexcept { return counts_.empty(); }

  static constexpr std::size_t capacity = 1024;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  std::unordered_map<std::string, Counted, Hash, std::equal_to<>> counts_;
};

}  // namespace leadlint::bulk
