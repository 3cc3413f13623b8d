// Texts against automata, and the white space around them. Covered by tests/automaton_test.cpp.
#include "read/text_match.h"

#include <cstddef>
#include <cstdint>

#include "text/eight_bytes.h"

namespace leadlint::read {
namespace {

std::uint32_t byte_of(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_ascii_space(std::uint32_t byte) { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D); }

/// U+0085, U+00A0.
bool is_space_of_two(std::uint32_t lead, std::uint32_t second) {
  return lead == 0xC2 && (second == 0x85 || second == 0xA0);
}

/// U+1680, U+2000-200A, U+2028, U+2029, U+202F, U+205F, U+3000.
bool is_space_of_three(std::uint32_t lead, std::uint32_t second, std::uint32_t third) {
  switch (lead << 8U | second) {
    case 0xE19A:
      return third == 0x80;
    case 0xE280:
      return (third >= 0x80 && third <= 0x8A) || third == 0xA8 || third == 0xA9 || third == 0xAF;
    case 0xE281:
      return third == 0x9F;
    case 0xE380:
      return third == 0x80;
    default:
      return false;
  }
}

/// Bytes of the white space character at the front; 0: there is none.
std::size_t space_in_front(std::string_view text) {
  if (text.empty()) return 0;
  const std::uint32_t first = byte_of(text, 0);
  if (first < 0x80) return is_ascii_space(first) ? 1 : 0;
  if (text.size() >= 2 && is_space_of_two(first, byte_of(text, 1))) return 2;
  if (text.size() >= 3 && is_space_of_three(first, byte_of(text, 1), byte_of(text, 2))) return 3;
  return 0;
}

/// Bytes of the white space character at the end; 0: there is none.
std::size_t space_at_end(std::string_view text) {
  const std::size_t size = text.size();
  if (size == 0) return 0;
  const std::uint32_t last = byte_of(text, size - 1);
  if (last < 0x80) return is_ascii_space(last) ? 1 : 0;
  if (size >= 2 && is_space_of_two(byte_of(text, size - 2), last)) return 2;
  if (size >= 3 && is_space_of_three(byte_of(text, size - 3), byte_of(text, size - 2), last)) {
    return 3;
  }
  return 0;
}

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

std::string_view trim(std::string_view text) noexcept {
  while (const std::size_t size = space_in_front(text)) text.remove_prefix(size);
  while (const std::size_t size = space_at_end(text)) text.remove_suffix(size);
  return text;
}

}  // namespace leadlint::read
