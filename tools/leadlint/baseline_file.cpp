// Reads, writes and words a baseline.
#include "baseline_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <string_view>
#include <vector>

#include "commands.h"
#include "report/printable.h"
#include "report/summary.h"

namespace leadlint::command {
namespace {

using Problem = tl::unexpected<std::string>;

constexpr std::size_t max_told = 20;

std::string counted(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", report::grouped(number), noun, number == 1 ? "" : "s");
}

std::string words_of(const run::Baseline::Entry& entry) {
  const std::string place = entry.path.empty() ? "the record" : entry.path;
  const std::string now = entry.file_is_gone ? "there is no such file"
                          : entry.found == 0 ? "none is found"
                                             : fmt::format("{} found", entry.found);
  return fmt::format("  {}: {} at {}: {} known, {}\n", report::printable(entry.file),
                     report::printable(entry.rule), report::printable(place), entry.known, now);
}

}  // namespace

std::string BaselineFile::unwritten(std::string_view why) const {
  return fmt::format("cannot write {}: {}", name_, why);
}

tl::expected<void, std::string> BaselineFile::open(const CheckOptions& options) {
  if (options.baseline.empty() && options.write_baseline.empty()) return {};
  auto made = run::Baseline::make(options.baseline, options.write_baseline);
  if (!made) return Problem(std::move(made.error()));
  baseline_ = std::move(*made);
  if (options.write_baseline.empty()) return {};
  name_ = options.write_baseline;
  if (auto opened = file_.emplace().open(name_); !opened) return Problem(unwritten(opened.error()));
  return {};
}

tl::expected<void, std::string> BaselineFile::finish() {
  if (!file_) return {};
  const auto text = baseline_->text();
  if (!text) return Problem(unwritten(text.error()));
  file_->stream() << *text;
  if (auto finished = file_->finish(); !finished) return Problem(unwritten(finished.error()));
  return {};
}

tl::expected<void, std::string> BaselineFile::commit() {
  if (!file_) return {};
  if (auto placed = file_->commit(); !placed) return Problem(unwritten(placed.error()));
  remark(fmt::format("{} knows {}", name_, counted(baseline_->findings(), "finding")));
  if (const std::uint64_t left_out = baseline_->left_out(); left_out != 0)
    remark(
        fmt::format("{} of what could not be read or judged {} not in it: no baseline hides that",
                    counted(left_out, "finding"), left_out == 1 ? "is" : "are"));
  return {};
}

bool BaselineFile::note_stale(const CheckOptions& options) const {
  if (!baseline_ || file_) return true;
  const std::vector<run::Baseline::Entry> stale = baseline_->stale();
  if (stale.empty()) return true;
  const std::string text = fmt::format(
      "{} knows findings that are there no more, in {} (--write-baseline makes it anew)",
      options.baseline, stale.size() == 1 ? "one place" : counted(stale.size(), "place"));
  options.strict_baseline ? complain(text) : remark(text);
  for (std::size_t i = 0; i < std::min(stale.size(), max_told); ++i)
    std::cerr << words_of(stale[i]);
  if (stale.size() > max_told) std::cerr << "  and " << stale.size() - max_told << " more\n";
  return !options.strict_baseline;
}

}  // namespace leadlint::command
