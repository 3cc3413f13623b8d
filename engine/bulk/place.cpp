// Tests: tests/bulk_cutter_test.cpp.
#include "bulk/place.h"

#include <algorithm>

namespace leadlint::bulk {

void TextPlace::pass(std::string_view text) noexcept {
  offset_ += text.size();
  if (const std::size_t last = text.rfind('\n'); last != text.npos) {
    line_ += static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + last + 1, '\n'));
    column_ = 1;
    text.remove_prefix(last + 1);
  }
  column_ += static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

void move_into_input(Finding& finding, const TextPlace& place, std::uint64_t record) noexcept {
  finding.record = record;
  if (finding.line == 0) return;  // not in the text: a parameter of the URL
  if (finding.line == 1) finding.column += place.column() - 1;
  if (finding.end_line == 1) finding.end_column += place.column() - 1;
  finding.line += place.line() - 1;
  finding.end_line += place.line() - 1;
  finding.offset += place.offset();
  finding.end_offset += place.offset();
}

}  // namespace leadlint::bulk
