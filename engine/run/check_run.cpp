// Runs the files of a check one after the other, and ends a run in order.
#include "run/check_run.h"

#include <utility>

#include <fmt/format.h>

#include "bulk/input_formats.h"

namespace leadlint::run {

namespace {

Counts without_hidden(Counts counts, const std::array<std::uint64_t, 4>& hidden) {
  for (const Severity severity : {Severity::note, Severity::warning, Severity::error})
    counts.hide(severity, hidden[static_cast<std::size_t>(severity)]);
  return counts;
}

}  // namespace

CheckRun::CheckRun(const Ruleset& ruleset, const Context& context, Reports& reports,
                   const RunOptions& options)
    : context_(context), reports_(reports), options_(options), checker_(ruleset, options.bulk) {}

tl::expected<void, Findings> CheckRun::set_leads(const BulkLeads& leads) {
  by_leads_ = true;
  return checker_.set_leads(leads);
}

tl::expected<void, std::string> CheckRun::check_file(std::string_view name, const std::string& path,
                                                     BulkFormat format) {
  hint_.clear();
  not_fixed_.clear();
  asides_.clear();
  name_ = name;
  auto source = files::open_source(name, path, options_.stop);
  if (!source) {
    ++totals_.unreadable;
    return tl::unexpected(std::move(source.error()));
  }
  source_ = source->get();
  options_.bulk.format = format;
  checker_.set_format(format);
  checker_.set_reads_may_wait(!(*source)->size());
  reports_.begin_file(name);
  hidden_ = {};
  if (options_.verdicts != nullptr) options_.verdicts->begin_input();
  if (options_.baseline != nullptr) options_.baseline->begin_file(path, name);
  if (options_.fixed != nullptr) options_.fixed->begin_file(name, path);
  const BulkRead read = [&](std::span<char> room) { return (*source)->read(room); };
  const auto end = checker_.run(read, *this, context_, options_.stop);
  if (options_.verdicts != nullptr) options_.verdicts->flush();
  const Counts counts = without_hidden(checker_.counts(), hidden_);
  reports_.end_file(counts);
  totals_.counts.add(counts);
  if (options_.baseline != nullptr) options_.baseline->end_file(end == BulkEnd::complete);
  if (options_.fixed != nullptr)
    if (auto fixed = options_.fixed->end_file(end == BulkEnd::complete, checker_.fix_counts());
        !fixed)
      not_fixed_ = std::move(fixed.error());
  cancelled_ = end == BulkEnd::cancelled;
  ++(end ? totals_.files : totals_.unreadable);
  if (!end) return tl::unexpected(end.error());
  return {};
}

const report::Totals& CheckRun::totals() {
  if (options_.bulk.summary) {
    summary_ = checker_.summary();
    totals_.summary = &summary_;
  }
  if (by_leads_) {
    leads_ = checker_.lead_counts();
    totals_.leads = &leads_;
  }
  return totals_;
}

bool CheckRun::record(const BulkRecord& record) {
  if (hint_.empty()) hint_ = input_hint(options_.bulk, record);
  if (options_.watcher != nullptr) options_.watcher->before_output();
  for (const Finding finding : record.findings)
    if (!hides(finding)) reports_.finding(finding, {record.around, record.around_offset});
  if (options_.verdicts != nullptr) answer(record);
  return goes_on(reports_.good());
}

/// What is found of no record has no line of its own among the answers.
void CheckRun::answer(const BulkRecord& record) {
  options_.verdicts->record(record.number, record.verdict, record.findings);
  if (record.number != 0) return;
  for (const Finding finding : record.findings) {
    const auto shown = report::redacted_if(options_.bulk.redact, finding);
    const std::string message(shown ? std::string_view(shown->message) : finding.message());
    const std::string place =
        finding.line() == 0 ? "" : fmt::format("{}:{}:", finding.line(), finding.column());
    asides_.push_back(fmt::format("{}:{} {}", name_, place, message));
  }
}

bool CheckRun::hides(const Finding& finding) {
  if (options_.baseline == nullptr || !options_.baseline->hides(finding)) return false;
  ++hidden_[static_cast<std::size_t>(finding.severity())];
  return true;
}

/// An output that fails ends the run, also for a thread that waits for input.
bool CheckRun::goes_on(bool good) {
  if (!good && options_.stop != nullptr) options_.stop->store(true);
  return good;
}

bool CheckRun::header(std::string_view bytes) {
  return goes_on(options_.split == nullptr || options_.split->header(bytes, name_));
}

bool CheckRun::bytes(const BulkBytes& bytes) {
  return goes_on(options_.split == nullptr || options_.split->add(bytes));
}

bool CheckRun::fixed(const BulkFixed& piece) {
  return goes_on(options_.fixed == nullptr || options_.fixed->piece(piece));
}

bool CheckRun::verdicts(Verdict verdict, std::uint64_t records) {
  if (options_.verdicts == nullptr) return true;
  options_.verdicts->verdicts(verdict, records);
  return goes_on(options_.verdicts->good());
}

bool CheckRun::change(const BulkChange& change) {
  return goes_on(options_.plan == nullptr || options_.plan->add(name_, change));
}

/// Who waits for answers gets them before more is asked for.
bool CheckRun::progress(const Counts& so_far) {
  if (options_.verdicts != nullptr) {
    options_.verdicts->flush();
    if (!goes_on(options_.verdicts->good())) return false;
  }
  if (options_.watcher != nullptr)
    options_.watcher->advanced(
        {source_->position(), source_->size(), totals_.counts.records + so_far.records});
  return true;
}

}  // namespace leadlint::run
