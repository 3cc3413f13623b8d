// The hash table of leads: chunks of entries, and an index in parts.
#include "history/lead_table.h"

#include <algorithm>
#include <cstring>

#include "history/state_layout.h"

namespace leadlint::history {
namespace {

static_assert(sizeof(TextHash) == bytes_of_key);

constexpr std::uint32_t no_entry = 0xFFFFFFFF;
constexpr std::uint32_t entries_a_chunk = 1024;
constexpr std::size_t min_slots = 10;

// Three pieces of the hash that have nothing to do with each other (the third: first_slot), all in
// its first 12 bytes.
std::size_t part_of(const TextHash& key) noexcept {
  return static_cast<std::size_t>(key.low >> 56);
}
std::uint8_t mark_of(const TextHash& key) noexcept {
  return static_cast<std::uint8_t>(key.low & 0xFF);
}

/// A hash in the order in which it is kept: the last word is the one that may be left out.
using HashWords = std::array<std::uint32_t, 4>;
static_assert(sizeof(HashWords) == sizeof(TextHash));

HashWords words_of(const TextHash& hash) noexcept {
  const auto word = [](std::uint64_t bits) { return static_cast<std::uint32_t>(bits); };
  return {word(hash.low), word(hash.low >> 32), word(hash.high), word(hash.high >> 32)};
}

}  // namespace

LeadTable::LeadTable(std::size_t state_bytes, std::size_t hash_bytes)
    : hash_bytes_(hash_bytes), entry_bytes_(hash_bytes + state_bytes) {}

std::byte* LeadTable::entry(std::uint32_t number) const noexcept {
  return chunks_[number / entries_a_chunk].get() + number % entries_a_chunk * entry_bytes_;
}

TextHash LeadTable::hash_of(std::uint32_t number) const noexcept {
  HashWords words{};
  std::memcpy(words.data(), entry(number), hash_bytes_);
  return {words[0] | std::uint64_t{words[1]} << 32, words[2] | std::uint64_t{words[3]} << 32};
}

std::size_t LeadTable::first_slot(const TextHash& key, std::size_t slots) noexcept {
  return static_cast<std::size_t>((key.high & 0xFFFFFFFF) * slots >> 32);
}

void LeadTable::place(Part& part, const TextHash& key, std::uint32_t number) noexcept {
  std::size_t slot = first_slot(key, part.numbers.size());
  while (part.numbers[slot] != no_entry) slot = slot + 1 == part.numbers.size() ? 0 : slot + 1;
  part.numbers[slot] = number;
  part.marks[slot] = mark_of(key);
}

void LeadTable::grow(Part& part) {
  const std::size_t slots = std::max(min_slots, part.numbers.size() + part.numbers.size() / 4);
  Part larger{std::vector<std::uint32_t>(slots, no_entry), std::vector<std::uint8_t>(slots),
              part.used};
  for (const std::uint32_t number : part.numbers)
    if (number != no_entry) place(larger, hash_of(number), number);
  part = std::move(larger);
}

std::byte* LeadTable::add(Part& part, const TextHash& key) {
  if (std::size_t{part.used} * 5 >= part.numbers.size() * 4) grow(part);
  if (size_ == chunks_.size() * entries_a_chunk)
    chunks_.push_back(std::make_unique<std::byte[]>(entries_a_chunk * entry_bytes_));
  std::byte* const made = entry(size_);
  std::memcpy(made, words_of(key).data(), hash_bytes_);
  place(part, key, size_++);
  ++part.used;
  return made + hash_bytes_;
}

std::byte* LeadTable::find(TextHash key) const noexcept {
  if (hash_bytes_ < sizeof key) key.high &= 0xFFFFFFFF;  // nothing else is kept
  const Part& part = parts_[part_of(key)];
  const std::size_t slots = part.numbers.size();
  if (slots == 0) return nullptr;
  const std::uint8_t mark = mark_of(key);
  std::size_t slot = first_slot(key, slots);
  for (; part.numbers[slot] != no_entry; slot = slot + 1 == slots ? 0 : slot + 1)
    if (part.marks[slot] == mark && hash_of(part.numbers[slot]) == key)
      return entry(part.numbers[slot]) + hash_bytes_;
  return nullptr;
}

LeadTable::FoundLead LeadTable::find_or_add(TextHash key) {
  if (std::byte* const state = find(key)) return {state, false};
  if (size_ == max_leads) return {};
  if (hash_bytes_ < sizeof key) key.high &= 0xFFFFFFFF;
  return {add(parts_[part_of(key)], key), true};
}

std::size_t LeadTable::bytes() const noexcept {
  std::size_t bytes = sizeof *this + chunks_.capacity() * sizeof chunks_[0] +
                      chunks_.size() * entries_a_chunk * entry_bytes_;
  for (const Part& part : parts_)
    bytes += part.numbers.capacity() * sizeof part.numbers[0] + part.marks.capacity();
  return bytes;
}

}  // namespace leadlint::history
