// A list of names to a table::NameHash: looks for a multiplier that sends every name to a slot of
// its own, in a table as small as may be. Covered by tests/name_hash_test.cpp.
//
// How likely that is: n names fall apart into m slots with probability exp(-n*n / 2m). Six names
// into 16 slots: one multiplier in three will do. 30 names into 128 slots: one in 34. 600 names
// would need 32,768 slots and hundreds of tries: such a list takes 4,096 slots and looks at the
// next slots too (`NameHash::probes`), with the multiplier that needs the fewest.
// Cost: some hundred tries of a few dozen steps, microseconds a list.
#include "fast/name_hash.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "table/name_hash.h"
#include "table/quoted_name.h"

namespace leadlint::fast {
namespace {

constexpr int tries_per_size = 128;
constexpr std::size_t usual_growth = 8;  // so many times the fewest slots, before names share some
/// Names as they stand in JSON text each need a slot of their own.
constexpr std::size_t quoted_growth = 32;
constexpr int tries_with_probes = 16;

/// Odd multipliers, the same ones on every run (splitmix64).
class Multipliers {
 public:
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return (mixed ^ (mixed >> 31U)) | 1U;
  }

 private:
  std::uint64_t state_ = 0;
};

/// One layout: which slot holds which name, and how many slots a search looks at.
struct Layout {
  std::uint64_t multiplier = 1;
  std::uint8_t shift = 63;
  std::uint16_t probes = 1;
  std::vector<std::uint16_t> slots;
};

/// Places the names, each at its own slot or at the next free one behind it. Stops as soon as some
/// name needs more than `max_probes` looks.
bool place(const std::vector<std::uint64_t>& bits, const std::vector<std::uint16_t>& ordinals,
           std::size_t max_probes, Layout& layout) {
  std::fill(layout.slots.begin(), layout.slots.end(), table::no_name);
  layout.probes = 1;
  const std::size_t mask = layout.slots.size() - 1;
  for (const std::uint16_t ordinal : ordinals) {
    auto slot = static_cast<std::size_t>((bits[ordinal] * layout.multiplier) >> layout.shift);
    std::size_t probes = 1;
    while (layout.slots[slot] != table::no_name) {
      if (++probes > max_probes) return false;
      slot = (slot + 1) & mask;
    }
    layout.slots[slot] = ordinal;
    layout.probes = std::max(layout.probes, static_cast<std::uint16_t>(probes));
  }
  return true;
}

void resize(Layout& layout, std::size_t slots) {
  layout.slots.assign(slots, table::no_name);
  layout.shift = static_cast<std::uint8_t>(64 - std::countr_zero(slots));
}

/// The smallest layout found in which every name has a slot of its own, else the one with the
/// shortest search.
Layout find_layout(const std::vector<std::uint64_t>& bits,
                   const std::vector<std::uint16_t>& ordinals, std::size_t growth) {
  Multipliers multipliers;
  Layout layout;
  const std::size_t smallest = std::max<std::size_t>(2, std::bit_ceil(ordinals.size() + 1));
  for (std::size_t slots = smallest; slots <= smallest * growth; slots *= 2) {
    resize(layout, slots);
    for (int i = 0; i < tries_per_size; ++i) {
      layout.multiplier = multipliers.next();
      if (place(bits, ordinals, 1, layout)) return layout;
    }
  }
  resize(layout, smallest * 4);
  Layout best;
  std::size_t fewest = layout.slots.size();  // enough, whatever the names
  for (int i = 0; i < tries_with_probes; ++i) {
    layout.multiplier = multipliers.next();
    if (!place(bits, ordinals, fewest, layout)) continue;
    if (best.slots.empty() || layout.probes < best.probes) best = layout;
    fewest = best.probes;
  }
  return best;
}

/// The ordinals of the names without repeats.
std::vector<std::uint16_t> distinct(const table::DecisionTable& table,
                                    std::span<const table::Text> names) {
  std::vector<std::uint16_t> ordinals(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) ordinals[i] = static_cast<std::uint16_t>(i);
  const auto text = [&](std::uint16_t ordinal) { return table.text(names[ordinal]); };
  const auto same = [&](std::uint16_t a, std::uint16_t b) { return text(a) == text(b); };
  std::ranges::stable_sort(ordinals, {}, text);
  ordinals.erase(std::unique(ordinals.begin(), ordinals.end(), same), ordinals.end());
  std::ranges::sort(ordinals);
  return ordinals;
}

/// Does JSON text spell the name just so, whatever else it could do, and is it short enough?
bool is_quotable(std::string_view name) {
  const auto plain = [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\';
  };
  return name.size() + 2 <= table::longest_quoted_name && std::ranges::all_of(name, plain);
}

table::QuotedName quoted(std::string_view name) {
  table::QuotedName quoted;
  quoted.bytes[0] = '"';
  std::ranges::copy(name, quoted.bytes.begin() + 1);
  quoted.bytes[name.size() + 1] = '"';
  quoted.mask = ~std::uint32_t{0} >> (table::longest_quoted_name - name.size() - 2);
  return quoted;
}

bool all_differ(std::vector<std::uint64_t> bits) {
  std::ranges::sort(bits);
  return std::ranges::adjacent_find(bits) == bits.end();
}

/// The texts of a run of names; those beyond `max_hashed_names` are not found.
std::span<const table::Text> name_texts(const table::DecisionTable& table, table::Span names) {
  return {table.names.data() + names.first, std::min<std::size_t>(names.count, max_hashed_names)};
}

}  // namespace

table::QuotedHashId add_quoted_hash(table::DecisionTable& table, table::Span run) {
  constexpr std::size_t max_quoted_names = 256;
  if (run.count == 0) return table::none;
  const std::span<const table::Text> texts = name_texts(table, run);
  const std::vector<std::uint16_t> ordinals = distinct(table, texts);
  if (ordinals.size() > max_quoted_names) return table::none;
  std::vector<table::QuotedName> names(texts.size());
  std::vector<std::size_t> sizes(texts.size());
  for (const std::uint16_t ordinal : ordinals) {
    const std::string_view name = table.text(texts[ordinal]);
    if (!is_quotable(name)) return table::none;
    names[ordinal] = quoted(name);
    sizes[ordinal] = name.size() + 2;
  }
  for (std::uint8_t from = 1; from + sizeof(std::uint64_t) <= table::longest_quoted_name; ++from) {
    std::vector<std::uint64_t> bits(texts.size()), asked;
    for (const std::uint16_t ordinal : ordinals) {
      bits[ordinal] = table::quoted_bits(names[ordinal].bytes.data(), sizes[ordinal], from);
      asked.push_back(bits[ordinal]);
    }
    if (!all_differ(asked)) continue;
    Layout layout = find_layout(bits, ordinals, quoted_growth);
    if (layout.probes != 1) continue;
    std::ranges::replace(layout.slots, table::no_name, ordinals.front());
    table::FastPart& fast = table.fast;
    fast.quoted_hashes.push_back({layout.multiplier, layout.shift, from,
                                  static_cast<table::Index>(fast.quoted_slots.size()),
                                  static_cast<table::Index>(fast.quoted_names.size())});
    fast.quoted_slots.insert(fast.quoted_slots.end(), layout.slots.begin(), layout.slots.end());
    fast.quoted_names.insert(fast.quoted_names.end(), names.begin(), names.end());
    return table::QuotedHashId{fast.quoted_hashes.count() - 1};
  }
  return table::none;
}

table::NameHash make_name_hash(table::DecisionTable& table, table::Span names) {
  table::NameHash hash;
  hash.names = names;
  hash.slots.first = static_cast<table::Index>(table.hash_slots.size());
  if (names.count == 0) return hash;
  const std::span<const table::Text> texts = name_texts(table, names);
  std::vector<std::uint64_t> bits;
  for (const table::Text& name : texts) bits.push_back(table::name_bits(table.text(name)));
  const std::vector<std::uint16_t> ordinals = distinct(table, texts);
  const Layout layout = find_layout(bits, ordinals, usual_growth);
  hash.multiplier = layout.multiplier;
  hash.shift = layout.shift;
  hash.probes = layout.probes;
  hash.slots.count = static_cast<table::Index>(layout.slots.size());
  table.hash_slots.insert(table.hash_slots.end(), layout.slots.begin(), layout.slots.end());
  return hash;
}

}  // namespace leadlint::fast
