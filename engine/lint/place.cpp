// Tests: tests/input_test.cpp.
#include "lint/place.h"

namespace leadlint::lint {

void TextPlace::walk_to(std::uint64_t offset) noexcept {
  for (; offset_ < offset && offset_ < text_.size(); ++offset_) {
    const auto byte = static_cast<unsigned char>(text_[offset_]);
    if (byte == '\n') {
      ++line_;
      column_ = 1;
    } else if ((byte & 0xC0U) != 0x80) {
      ++column_;
    }
  }
}

void move_into_file(Finding& finding, const RecordPlace& place) noexcept {
  finding.record = place.number;
  if (finding.line == 0) return;  // not in the text: a parameter of the URL
  if (finding.line == 1) finding.column += place.column - 1;
  if (finding.end_line == 1) finding.end_column += place.column - 1;
  finding.line += place.line - 1;
  finding.end_line += place.line - 1;
  finding.offset += place.offset;
  finding.end_offset += place.offset;
}

}  // namespace leadlint::lint
