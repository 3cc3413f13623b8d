// Texts against automata. Tests: tests/automaton_test.cpp.
#include "read/text_match.h"

#include <cstddef>
#include <cstdint>

#include "text/eight_bytes.h"

namespace leadlint::read {
namespace {

/// Are all bytes from `low` to `high`, both ASCII? Eight at a time: a byte under `low` or over
/// `high` leaves its high bit set in one of two sums. (A byte that carries into the next one is
/// itself over.)
bool all_within(std::string_view text, std::uint8_t low, std::uint8_t high) noexcept {
  using namespace bits;
  const char* const data = text.data();
  if (text.size() < 8) {
    bool within = true;
    for (const char c : text)
      within &= static_cast<unsigned char>(c) >= low && static_cast<unsigned char>(c) <= high;
    return within;
  }
  std::uint64_t outside = 0;
  const auto take = [&](const char* at) {
    const auto word = load<std::uint64_t>(at);
    outside |= word | (word + (0x7FU - high) * each_byte) | ~((word | high_bits) - low * each_byte);
  };
  for (std::size_t at = 0; at + 8 < text.size(); at += 8) take(data + at);
  take(data + text.size() - 8);
  return (outside & high_bits) == 0;
}

}  // namespace

bool matches(const table::DecisionTable& table, const table::Automaton& automaton,
             std::string_view text) noexcept {
  const table::Automaton::Run& run = automaton.run;
  if (run.max != 0)
    return text.size() >= run.min && text.size() <= run.max && all_within(text, run.low, run.high);
  const std::uint16_t* const next =
      table.automaton_transitions.data() + automaton.transitions.first;
  const std::uint32_t classes = automaton.classes;
  std::uint32_t state = 1;
  for (const char c : text) {
    state = next[state * classes + automaton.byte_class[static_cast<unsigned char>(c)]];
    if (state == 0) return false;
  }
  return table.automaton_accepting[automaton.accepting.first + state] != 0;
}

}  // namespace leadlint::read
