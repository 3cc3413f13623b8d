// Hands findings to the reporters of a run, and their files to their places.
#include "run/reports.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace leadlint::run {
namespace {

std::string report_unwritten(const std::string& file, std::string_view why) {
  return fmt::format("cannot write {}: {}", file, why);
}

}  // namespace

Reports::Reports(std::vector<ReportRequest> requests, std::uint64_t max_findings) {
  for (ReportRequest& request : requests) {
    Report& report = reports_.emplace_back();
    report.request = std::move(request);
    const bool grouped =
        report.request.options.group && report.request.format == report::ReportFormat::text;
    // Of groups so many are shown; what is in one is counted.
    report.request.options.max_groups = max_findings;
    report.left = grouped ? std::numeric_limits<std::uint64_t>::max() : max_findings;
  }
}

tl::expected<void, std::string> Reports::open(std::ostream& standard_output) {
  for (Report& report : reports_) {
    const std::string& file = report.request.file;
    report.out = file.empty() ? &standard_output : &report.file.stream();
    if (file.empty()) continue;
    if (auto opened = report.file.open(file); !opened)
      return tl::unexpected(report_unwritten(file, opened.error()));
  }
  for (Report& report : reports_)
    report.reporter =
        report::make_reporter(report.request.format, *report.out, report.request.options);
  return {};
}

void Reports::begin_file(std::string_view file) {
  for (Report& report : reports_) report.reporter->begin_file(file);
}

void Reports::finding(const Finding& finding, const report::SourceText& source) {
  for (Report& report : reports_) {
    if (finding.severity() < report.request.least) continue;
    if (report.left == 0) {
      ++report.cut_of_file;
      continue;
    }
    --report.left;
    report.reporter->finding(finding, source);
  }
}

void Reports::end_file(const Counts& counts) {
  for (Report& report : reports_) {
    Counts own = counts;
    own.cut += report.cut_of_file;
    report.cut += std::exchange(report.cut_of_file, 0);
    report.reporter->end_file(own);
  }
}

void Reports::end(const report::Totals& totals) {
  for (Report& report : reports_) {
    report::Totals own = totals;
    own.counts.cut += report.cut;
    report.reporter->end(own);
  }
}

bool Reports::good() {
  for (Report& report : reports_) {
    if (!report.out->fail()) continue;
    if (error_.empty() && !report.request.file.empty())
      error_ = report_unwritten(report.request.file, report.file.why_failed());
    return false;
  }
  return true;
}

bool Reports::any_file() const noexcept {
  return std::ranges::any_of(reports_,
                             [](const Report& report) { return !report.request.file.empty(); });
}

tl::expected<void, std::string> Reports::finish() {
  for (Report& report : reports_) {
    if (report.request.file.empty()) continue;
    if (auto finished = report.file.finish(); !finished)
      return tl::unexpected(report_unwritten(report.request.file, finished.error()));
  }
  return {};
}

tl::expected<void, std::string> Reports::commit() {
  std::string done;
  for (Report& report : reports_) {
    const std::string& file = report.request.file;
    if (file.empty()) continue;
    if (auto placed = report.file.commit(); !placed)
      return tl::unexpected(report_unwritten(file, placed.error()) + done);
    done += fmt::format("; {} is written", file);
  }
  return {};
}

}  // namespace leadlint::run
