// Finds the line around a span and cuts it to a width. Tests: tests/report_test.cpp.
//
// A payload may be one line of megabytes with thousands of findings, so nothing here walks the
// whole line: the window is found by walking outward from the span, a glyph at a time.
#include "report/excerpt.h"

#include <algorithm>

#include "report/printable.h"
#include "text/utf8.h"

namespace leadlint::report {
namespace {

constexpr std::size_t room_before = 40;  // cells in front of the span, where the line is cut

bool is_break(char c) { return c == '\n' || c == '\r'; }

// Where the code point in front of `at` starts.
std::size_t previous(std::string_view text, std::size_t at) {
  std::size_t start = at - 1;
  for (int steps = 0; steps < 3 && start > 0 && is_continuation(text[start]); ++steps) --start;
  return first_glyph(text.substr(start)).bytes == at - start ? start : at - 1;
}

std::size_t width_at(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(first_glyph(text.substr(at)).width);
}

// The furthest place in front of `at`, on its line, that is no more than `cells` away.
std::size_t back(std::string_view text, std::size_t at, std::size_t cells) {
  std::size_t used = 0;
  while (at > 0 && !is_break(text[at - 1])) {
    const std::size_t before = previous(text, at);
    used += width_at(text, before);
    if (used > cells) break;
    at = before;
  }
  return at;
}

// The cells from `begin` up to `end` or the end of the line; never more than `max`.
std::size_t cells_between(std::string_view text, std::size_t begin, std::size_t end,
                          std::size_t max) {
  std::size_t cells = 0;
  while (begin < end && cells < max && !is_break(text[begin])) {
    const Glyph glyph = first_glyph(text.substr(begin));
    cells += static_cast<std::size_t>(glyph.width);
    begin += glyph.bytes;
  }
  return std::min(cells, max);
}

// Where the window starts: the line's start if the span's first cells fit behind it, else
// `room_before` in front of the span.
std::size_t window_start(std::string_view text, std::size_t begin, std::size_t marks) {
  const std::size_t whole = excerpt_width - std::min(marks, excerpt_width - room_before);
  const std::size_t start = back(text, begin, whole);
  const bool at_line_start = start == 0 || is_break(text[start - 1]);
  return at_line_start ? start : back(text, begin, room_before);
}

}  // namespace

Excerpt excerpt(std::string_view text, std::size_t begin, std::size_t end) {
  begin = std::min(begin, text.size());
  end = std::clamp(end, begin, text.size());
  std::size_t marks = std::max<std::size_t>(1, cells_between(text, begin, end, excerpt_width));

  Excerpt result;
  std::size_t at = window_start(text, begin, marks);
  std::size_t used = 0;
  std::size_t order = std::string_view::npos;
  if (at > 0 && !is_break(text[at - 1])) {
    result.line += "…";
    used = 1;
  } else if (const std::size_t found = order_start(text.substr(at, excerpt_width));
             found != std::string_view::npos) {
    order = at + found;
  }
  while (at < text.size() && !is_break(text[at])) {
    const Glyph glyph = at == order ? order_glyph : first_glyph(text.substr(at));
    if (at == begin) result.blanks = used;
    if (used + static_cast<std::size_t>(glyph.width) > excerpt_width) {
      result.line += "…";
      break;
    }
    result.line += glyph.shown;
    used += static_cast<std::size_t>(glyph.width);
    at += glyph.bytes;
  }
  if (at <= begin) result.blanks = used;
  result.marks = std::min(marks, std::max<std::size_t>(1, used - std::min(used, result.blanks)));
  return result;
}

}  // namespace leadlint::report
