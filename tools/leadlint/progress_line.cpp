// Draws the progress line, and takes it away before anything else is written.
#include "progress_line.h"

#include <iostream>

namespace leadlint::command {
namespace {

constexpr double seconds_before_first = 1, seconds_between = 0.2;
constexpr const char* erase_line = "\r\x1b[K";

}  // namespace

void ProgressLine::advanced(const run::Progress& progress) {
  if (!on_) return;
  const double now = since(began_);
  if (now < seconds_before_first || since(last_shown_) < seconds_between) return;
  last_shown_ = Clock::now();
  std::cout.flush();  // findings on the same terminal come before it
  std::cerr << erase_line << run::progress_text(progress, now, since(file_began_)) << std::flush;
  shown_ = true;
}

void ProgressLine::clear() {
  if (shown_) std::cerr << erase_line << std::flush;
  shown_ = false;
}

}  // namespace leadlint::command
