// Leads by the hash of their key, each with a state of a fixed size.
//
//   entries   hash (16 bytes, or 12 of them), state (as many as asked for): one behind the other in
//             chunks that are never moved
//   index     in 256 parts, by the hash's first byte; a slot is the number of an entry (4 bytes)
//             and a byte of its hash, so that nearly every look at an entry finds the right one
//
// A part of the index grows by a quarter when it is four fifths full, so 8 bytes a lead are enough
// for it, and what growing copies is never more than a part: memory has no peaks. Two leads are
// told apart by the hash alone (see text/text_hash.h). By 12 bytes of it any two of 100 million
// leads are taken for one with a chance of 1 in 10^13, any two of as many as there can be with one
// of 1 in 8,000 million (2^63 pairs, 2^96 hashes).
// Tests: tests/lead_table_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "text/text_hash.h"

namespace leadlint::history {

/// Not thread-safe. Throws std::bad_alloc where memory ends, and stays as it was.
class LeadTable {
 public:
  /// What the index can number; a lead beyond is not taken.
  static constexpr std::uint32_t max_leads = 0xFFFFFFFE;

  /// `hash_bytes`: what is kept of a hash, 12 or 16.
  explicit LeadTable(std::size_t state_bytes, std::size_t hash_bytes = sizeof(TextHash));

  struct FoundLead {
    std::byte* state = nullptr;  // stays where it is; null: the limit is reached
    bool is_new = false;         // its state is all zero
  };
  /// The lead with this key, added where there is none yet.
  FoundLead find_or_add(TextHash key);
  /// Its state; nullptr: there is none with this key.
  [[nodiscard]] std::byte* find(TextHash key) const noexcept;

  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  /// Bytes of memory, all told.
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  /// Open addressing with linear probing. An entry's place follows from its hash by multiplication,
  /// so that any number of slots will do.
  struct Part {
    std::vector<std::uint32_t> numbers;
    std::vector<std::uint8_t> marks;
    std::uint32_t used = 0;
  };

  [[nodiscard]] std::byte* entry(std::uint32_t number) const noexcept;
  [[nodiscard]] TextHash hash_of(std::uint32_t number) const noexcept;
  static std::size_t first_slot(const TextHash& key, std::size_t slots) noexcept;
  static void place(Part& part, const TextHash& key, std::uint32_t number) noexcept;
  void grow(Part& part);
  std::byte* add(Part& part, const TextHash& key);

  std::size_t hash_bytes_, entry_bytes_;
  std::uint32_t size_ = 0;
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::array<Part, 256> parts_;
};

}  // namespace leadlint::history
