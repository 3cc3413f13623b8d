// The hash table of leads: chunks of entries, and an index in parts.
#include "history/lead_table.h"

#include <algorithm>
#include <cstring>

#include "history/plan.h"

namespace leadlint::history {
namespace {

static_assert(sizeof(TextHash) == bytes_of_key);

constexpr std::uint32_t no_entry = 0xFFFFFFFF;
constexpr std::uint32_t entries_a_chunk = 1024;
constexpr std::size_t min_slots = 10;

// Three pieces of the hash that have nothing to do with each other.
std::size_t part_of(const TextHash& key) noexcept { return key.low >> 56; }
std::uint8_t mark_of(const TextHash& key) noexcept {
  return static_cast<std::uint8_t>(key.low & 0xFF);
}

}  // namespace

LeadTable::LeadTable(std::size_t state_bytes) : entry_bytes_(sizeof(TextHash) + state_bytes) {}

std::byte* LeadTable::entry(std::uint32_t number) const noexcept {
  return chunks_[number / entries_a_chunk].get() + number % entries_a_chunk * entry_bytes_;
}

TextHash LeadTable::hash_of(std::uint32_t number) const noexcept {
  TextHash hash;
  std::memcpy(&hash, entry(number), sizeof hash);
  return hash;
}

std::size_t LeadTable::first_slot(const TextHash& key, std::size_t slots) noexcept {
  return static_cast<std::size_t>((key.high >> 32) * slots >> 32);
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
  std::memcpy(made, &key, sizeof key);
  place(part, key, size_++);
  ++part.used;
  return made + sizeof key;
}

LeadTable::FoundLead LeadTable::find_or_add(const TextHash& key) {
  Part& part = parts_[part_of(key)];
  const std::size_t slots = part.numbers.size();
  if (slots != 0) {
    const std::uint8_t mark = mark_of(key);
    std::size_t slot = first_slot(key, slots);
    for (; part.numbers[slot] != no_entry; slot = slot + 1 == slots ? 0 : slot + 1)
      if (part.marks[slot] == mark && hash_of(part.numbers[slot]) == key)
        return {entry(part.numbers[slot]) + sizeof key, false};
  }
  if (size_ == max_leads) return {};
  return {add(part, key), true};
}

std::size_t LeadTable::bytes() const noexcept {
  std::size_t bytes = sizeof *this + chunks_.capacity() * sizeof chunks_[0] +
                      chunks_.size() * entries_a_chunk * entry_bytes_;
  for (const Part& part : parts_)
    bytes += part.numbers.capacity() * sizeof part.numbers[0] + part.marks.capacity();
  return bytes;
}

}  // namespace leadlint::history
