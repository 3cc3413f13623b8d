// Counts, speed and time left of a run, on one line.
#include "run/progress.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "report/summary.h"

namespace leadlint::run {
namespace {

std::string size_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> units{"kB", "MB", "GB", "TB", "PB"};
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; size >= 999.5 && unit + 1 < units.size(); ++unit) size /= 1000;
  return fmt::format("{:.{}f} {}", size, size < 9.95 ? 1 : 0, units[unit]);
}

std::string time_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

std::string progress_text(const Progress& progress, double seconds, double file_seconds) {
  std::string text = size_text(progress.bytes);
  const bool sized = progress.size.value_or(0) != 0;
  const double part =
      sized ? static_cast<double>(progress.bytes) / static_cast<double>(*progress.size) : 0;
  if (sized) text += fmt::format(" of {} ({:.0f} %)", size_text(*progress.size), 100 * part);
  if (seconds > 0)
    text += fmt::format(", {} records/s", report::grouped(static_cast<std::uint64_t>(
                                              static_cast<double>(progress.records) / seconds)));
  if (part > 0 && part <= 1)
    text += fmt::format(", {} left", time_text(file_seconds * (1 - part) / part));
  return text;
}

}  // namespace leadlint::run
