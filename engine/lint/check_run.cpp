#include "lint/check_run.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "read/json_diagnosis.h"

namespace leadlint::lint {
namespace {

/// Deeper than any record is read.
constexpr std::uint32_t most_levels = 1U << 20;

bool starts_as_array(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return at != text.npos && text[at] == '[';
}

/// A value on one line, and behind it, on another line, the text that `finding` says should not be there.
bool starts_as_lines(std::string_view text, const Finding& finding) {
  if (finding.code != Code::bad_json) return false;
  const std::size_t end = read::first_value_end(text, most_levels);
  if (end == 0 || finding.offset < end) return false;
  const std::string_view first = text.substr(0, end);
  return first.find('\n', first.find_first_of("{[")) == first.npos &&
         text.substr(end, finding.offset - end).find('\n') != text.npos;
}

}  // namespace

CheckRun::CheckRun(const Ruleset& ruleset, const Context& context, report::Reporter& reporter,
                   const std::ostream& out, const RunOptions& options)
    : context_(context),
      reporter_(reporter),
      out_(out),
      options_(options),
      checker_(ruleset, options.bulk) {}

tl::expected<void, Findings> CheckRun::set_leads(const BulkLeads& leads) {
  by_leads_ = true;
  return checker_.set_leads(leads);
}

tl::expected<void, std::string> CheckRun::check_file(std::string_view name, const std::string& path,
                                                     BulkFormat format) {
  looks_like_array_ = looks_like_lines_ = false;
  auto source = open_source(name, path, options_.stop);
  if (!source) {
    ++totals_.unreadable;
    return tl::unexpected(std::move(source.error()));
  }
  source_ = source->get();
  format_ = format;
  checker_.set_format(format);
  checker_.set_reads_may_wait(!(*source)->size());
  reporter_.begin_file(name);
  const auto end = checker_.run([&](std::span<char> room) { return (*source)->read(room); }, *this,
                                context_, options_.stop);
  reporter_.end_file(checker_.counts());
  totals_.counts.add(checker_.counts());
  cancelled_ = end == BulkEnd::cancelled;
  ++(end ? totals_.files : totals_.unreadable);
  if (!end) return tl::unexpected(end.error());
  return {};
}

void CheckRun::end(double seconds) {
  totals_.seconds = seconds;
  if (options_.bulk.summary) {
    summary_ = checker_.summary();
    totals_.summary = &summary_;
  }
  if (by_leads_) {
    leads_ = checker_.lead_counts();
    totals_.leads = &leads_;
  }
  reporter_.end(totals_);
}

bool CheckRun::record(const BulkRecord& record) {
  if (format_ == BulkFormat::json && starts_as_array(record.text))
    looks_like_array_ = std::ranges::any_of(record.findings, [](const Finding& finding) {
      return finding.code == Code::wrong_type && finding.path.empty();
    });
  if (format_ == BulkFormat::json)
    looks_like_lines_ = std::ranges::any_of(record.findings, [&](const Finding& finding) {
      return starts_as_lines(record.text, finding);
    });
  if (options_.watcher != nullptr) options_.watcher->before_output();
  for (const Finding& finding : record.findings)
    reporter_.finding(finding, {record.around, record.around_offset});
  return goes_on(!out_.fail());
}

/// An output that fails ends the run, also for a thread that waits for input.
bool CheckRun::goes_on(bool good) {
  if (!good && options_.stop != nullptr) options_.stop->store(true);
  return good;
}

bool CheckRun::header(std::string_view bytes) {
  return goes_on(options_.split == nullptr || options_.split->header(bytes));
}

bool CheckRun::bytes(const BulkBytes& bytes) {
  return goes_on(options_.split == nullptr || options_.split->add(bytes));
}

bool CheckRun::progress(const Counts& so_far) {
  if (options_.watcher != nullptr)
    options_.watcher->advanced(
        {source_->position(), source_->size(), totals_.counts.records + so_far.records});
  return true;
}

}  // namespace leadlint::lint
