// Opens, ends and puts in place what a run writes.
#include "outputs.h"

#include <unistd.h>

#include <cstdint>
#include <iostream>
#include <limits>
#include <utility>
#include <vector>

#include "commands.h"
#include "setting_flags.h"

namespace leadlint::command {
namespace {

report::Options report_options(const CheckOptions& options, const ReportTarget& target,
                               const Ruleset& rules) {
  return {.colour = target.file.empty() ? coloured(options.colour, STDOUT_FILENO)
                                        : options.colour == Colour::always,
          .redact = options.redact,
          .group = options.group,
          .summary = !options.quiet,
          .rules = &rules,
          .setting_text = flags_of};
}

std::vector<run::ReportRequest> report_requests(const CheckOptions& options, const Ruleset& rules) {
  std::vector<run::ReportRequest> requests;
  for (const ReportTarget& target : options.reports)
    requests.push_back({target.format, target.file, report_options(options, target, rules),
                        min_shown(options, target.format)});
  return requests;
}

}  // namespace

Severity min_shown(const CheckOptions& options, report::ReportFormat format) {
  return options.quiet && format == report::ReportFormat::text
             ? options.fail_severity.value_or(Severity::error)
             : Severity::note;
}

Outputs::Outputs(const CheckOptions& options, const Ruleset& rules)
    : reports(report_requests(options, rules),
              options.max_findings.value_or(std::numeric_limits<std::uint64_t>::max())) {}

tl::expected<void, std::string> Outputs::open(const CheckOptions& options,
                                              std::optional<BulkFormat> format_to_split) {
  if (format_to_split) {
    split.emplace(options.valid, options.invalid, *format_to_split);
    if (auto opened = split->open(); !opened) return opened;
  }
  if (!options.plan.empty())
    if (auto opened = plan.emplace(options.plan, options.redact).open(); !opened) return opened;
  if (auto opened = baseline.open(options); !opened) return opened;
  if (options.diff)
    fixed.emplace(std::cout);
  else if (!options.fixed.empty())
    fixed.emplace(options.fixed);
  else if (options.fix)
    fixed.emplace();
  if (fixed)
    if (auto opened = fixed->open(); !opened) return opened;
  if (options.verdicts) verdicts.emplace(std::cout, *options.verdicts, options.redact);
  return reports.open(std::cout);
}

tl::expected<void, std::string> Outputs::commit() {
  if (split)
    if (auto finished = split->finish(); !finished) return finished;
  if (fixed)
    if (auto finished = fixed->finish(); !finished) return finished;
  if (auto finished = reports.finish(); !finished)
    return tl::unexpected(finished.error() + (several_files() ? "; no file was written" : ""));
  if (plan)
    if (auto finished = plan->finish(); !finished)
      return tl::unexpected(finished.error() + "; no file was written");
  if (auto finished = baseline.finish(); !finished)
    return tl::unexpected(finished.error() + "; no file was written");
  if (split)
    if (auto committed = split->commit(); !committed) return committed;
  if (fixed)
    if (auto committed = fixed->commit(); !committed) return committed;
  if (plan)
    if (auto committed = plan->commit(); !committed) return committed;
  auto committed = reports.commit().map_error([&](std::string why) {
    return why + (split ? "; what --valid and --invalid name is written" : "");
  });
  return committed ? baseline.commit() : committed;
}

}  // namespace leadlint::command
