// Counts line ends, and moves what findings say of a place. Tests: tests/bulk_cutter_test.cpp.
#include "bulk/location.h"

#include <algorithm>

#include "text/utf8.h"

namespace leadlint::bulk {
namespace {

/// How many bytes of the text `counts` says yes to. Short runs are added up in a byte, which
/// compilers make vector instructions of.
template <class Counts>
std::size_t count_bytes(std::string_view text, Counts counts) noexcept {
  constexpr std::size_t run = 128;
  std::size_t total = 0;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, run);
    std::uint8_t found = 0;
    for (const char c : part) found = static_cast<std::uint8_t>(found + (counts(c) ? 1 : 0));
    total += found;
    text.remove_prefix(part.size());
  }
  return total;
}

}  // namespace

std::size_t count_line_ends(std::string_view text) noexcept {
  return count_bytes(text, [](char c) { return c == '\n'; });
}

void TextLocation::pass(std::string_view text) noexcept {
  offset_ += text.size();
  if (const std::size_t last = text.rfind('\n'); last != text.npos) {
    line_ += static_cast<std::uint32_t>(count_line_ends(text.substr(0, last + 1)));
    column_ = 1;
    text.remove_prefix(last + 1);
  }
  column_ +=
      static_cast<std::uint32_t>(count_bytes(text, [](char c) { return !is_continuation(c); }));
}

namespace {

template <class Placed>
void move_to(Placed& placed, const TextLocation& place) noexcept {
  if (placed.line == 1) placed.column += place.column() - 1;
  if (placed.end_line == 1) placed.end_column += place.column() - 1;
  placed.line += place.line() - 1;
  placed.end_line += place.line() - 1;
  placed.offset += place.offset();
  placed.end_offset += place.offset();
}

}  // namespace

void move_into_input(OwnedFinding& finding, const TextLocation& place,
                     std::uint64_t record) noexcept {
  finding.record = record;
  if (finding.line == 0) return;  // not in the text: a parameter of the URL
  move_to(finding, place);
  for (Edit& edit : finding.fix.edits) move_to(edit, place);
}

}  // namespace leadlint::bulk
