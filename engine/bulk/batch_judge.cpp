// A batch's records to verdicts, by the kind of the batch.
#include "bulk/batch_judge.h"

#include <algorithm>
#include <cstring>

#include "bulk/input_formats.h"

namespace leadlint::bulk {
namespace {

/// A text larger than this takes memory to judge that is given back.
constexpr std::size_t large_text = std::size_t{1} << 20;
/// What reading a record may take in memory, by the bytes that it may have: 72 MiB unless told
/// otherwise.
constexpr std::size_t max_memory(std::size_t bytes) { return 4 * bytes + bytes / 2; }

bool is_blank_line(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

}  // namespace

std::string_view without_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

void BatchVerdict::clear() noexcept {
  counts = {};
  lines = 0;
  fixes = {};
  runs.clear();
  tally.clear();
  oddities.clear();
  found.paths.clear();
  keys.clear();
}

BatchJudge::BatchJudge(const Ruleset& ruleset, const BulkOptions& options, const Context& context)
    : options_(options),
      context_(context),
      judge_(ruleset),
      rows_({.max_row = options.max_record_bytes}) {
  prepare(judge_);
  if (options.fix != Fixes::none) fixer_.emplace(options.fix);
  if (options.unique.empty()) return;
  if (auto keys = RecordKeys::make(judge_.table(), options.unique)) keys_ = std::move(*keys);
  judge_.set_hook(this);
}

void BatchJudge::prepare(validate::Judge& judge) const {
  // Of all records alike: told once, by whoever runs this (see context_notes), or an error of each.
  judge.tell_unknown(options_.fail_unknown ? Severity::error : Severity::off);
  judge.name_settings(options_.setting_text);
  judge.set_context(context_);
  judge.limit_memory(max_memory(options_.max_record_bytes));
}

void BatchJudge::set_hook(RecordHook* hook) {
  hook_ = hook;
  if (hook == nullptr) return;
  judge_.set_hook(this);
  hook->set_trial(fixer_.has_value());
}

void BatchJudge::before(validate::Judge& judge) {
  if (hook_ != nullptr) hook_->before(judge);
  if (keys_) look_for_repeat(judge.payload());
}

void BatchJudge::look_for_repeat(read::Record& record) {
  const TextHash* const key = keys_->of(record);
  key_ = key != nullptr ? std::optional(*key) : std::nullopt;
  if (key != nullptr) {
    const auto index = again_ ? *again_ : static_cast<std::uint32_t>(clean_ + out_->counts.records);
    if (order_.repeats == nullptr)
      out_->keys.push_back({*key, index});
    else if (const auto first = fixer_
                                    ? order_.repeats->known_with(*key)  // it may yet be another one
                                    : order_.repeats->first_with(*key, order_.records + index + 1))
      keys_->tell(record, first);
  }
  keys_->set_aside(record);
}

void BatchJudge::judge(Batch& batch, BatchVerdict& out, FailureSink& failures,
                       const InOrder& order) {
  out.clear();
  order_ = order;
  again_.reset();
  if (keys_) keys_->found.paths.clear();
  batch_ = &batch;
  out_ = &out;
  failures_ = &failures;
  copied_ = 0;
  if (batch.dropped_mark) ++out.fixes.fixes;
  run_first_ = 0;
  run_records_ = clean_ = 0;
  single_ = batch.single;
  apart_ = batch.texts || records_of(options_.format) == RecordForm::element;
  const std::string_view text = batch.input();
  allow_marks(batch);
  switch (batch.kind) {
    case Batch::Kind::records:
      judge_records(batch);
      break;
    case Batch::Kind::too_large:
      judged(judge_.too_large(text), {0, text.size()}, text.size());
      break;
    case Batch::Kind::refused:
      out.counts.add(Verdict::invalid);
      if (hook_ != nullptr) tell_change(hook_->after_unread());
      end_run(text.size(), 1, Verdict::invalid);
      break;
    case Batch::Kind::more:
      break;
  }
  if (!batch.placed && batch.kind != Batch::Kind::records) out.lines = count_line_ends(text);
  out.counts.records += clean_;
  out.counts.valid += clean_;
  if (keys_) out.found = keys_->found;
  if (!batch.changes.empty()) end_fixes();
  if (judge_.table().any_told) out.silenced = judge_.silenced();
  if (text.size() <= large_text) return;
  judge_.shrink();
  again_judge_.reset();
}

/// The elements of a list are no texts of their own.
void BatchJudge::allow_marks(const Batch& batch) {
  judge_.allow_marks(records_of(options_.format) != RecordForm::element || batch.single ||
                     batch.texts);
}

void BatchJudge::judge_records(const Batch& batch) {
  const std::string_view text = batch.input();
  if (batch.texts) return judge_texts(batch);
  switch (records_of(options_.format)) {
    case RecordForm::line:
      judge_lines(text);
      return end_run(moved(text.size()));
    case RecordForm::row:
      return judge_rows(batch);
    case RecordForm::json:
    case RecordForm::form:
    case RecordForm::element:  // of a list, or the text in which none was found
      if (!batch.single || !batch.records.empty()) return judge_elements(batch);
      judged(judge_whole(text), {0, text.size()}, text.size());
      return end_run(moved(text.size()));
  }
}

void BatchJudge::judge_lines(std::string_view text) {
  judge_.begin_batch(text);
  for (std::size_t first = 0, next = 0; first < text.size(); first = next) {
    const validate::Judge::CleanLines clean = judge_.clean_lines(first, options_.max_record_bytes);
    out_->lines += clean.count;
    clean_ += clean.count;
    first = clean.next;
    if (first == text.size()) break;
    const void* newline = std::memchr(text.data() + first, '\n', text.size() - first);
    std::size_t last = text.size();
    if (newline != nullptr)
      last = static_cast<std::size_t>(static_cast<const char*>(newline) - text.data());
    next = newline != nullptr ? last + 1 : last;
    if (last > first && text[last - 1] == '\r') --last;
    ++out_->lines;
    if (!options_.every_line && is_blank_line(text.substr(first, last - first))) {
      end_run(moved(first));
      run_first_ = moved(next);
    } else {
      judged(judge_part(text, {first, last}), {first, last}, next);
    }
  }
}

void BatchJudge::judge_elements(const Batch& batch) {
  const std::string_view text = batch.input();
  judge_.begin_batch(text);
  for (const ByteRange& element : batch.records) {
    run_first_ = moved(element.first);
    judged(judge_part(text, element), element, element.last);
    end_run(moved(element.last));
  }
}

void BatchJudge::judge_texts(const Batch& batch) {
  for (const ByteRange& record : batch.records) {
    const std::string_view text = batch.input().substr(record.first, record.last - record.first);
    judged(text.size() > options_.max_record_bytes ? judge_.too_large(text) : judge_whole(text),
           record, record.last);
    end_run(moved(record.last));
  }
}

void BatchJudge::judge_rows(const Batch& batch) {
  if (batch.columns == nullptr) return;  // a header alone, and none that rows can be read by
  begin_rows(batch, batch.input(), batch.header);
  run_first_ = batch.header;
  std::size_t next = batch.header;
  for (read::CsvRow row; rows_.next(row); next = row.next) {
    if (row.first != next) {  // empty lines are no rows
      end_run(moved(next));
      run_first_ = moved(row.first);
    }
    const std::size_t first = moved(row.first);
    const std::uint64_t number = clean_ + out_->counts.records;
    judged(judge_row(row), {row.first, row.first + row.text.size()}, row.next);
    const read::CsvReader& reader = read_again_ ? *again_reader_ : *row_reader_;
    for (const read::CsvNoWord& word : reader.no_words())
      out_->oddities.add_no_word(word, first, number);
    if (const read::CsvNoWord* escape = reader.escape())
      out_->oddities.add_escape(*escape, first, number);
  }
  end_run(moved(next));
}

void BatchJudge::begin_rows(const Batch& batch, std::string_view text, std::size_t start) {
  if (columns_ != batch.columns) {
    columns_ = batch.columns;
    row_reader_.emplace(*columns_);
    rows_ = read::CsvRows(columns_->dialect);
    again_reader_.reset();
  }
  rows_.begin(text, true, start);
}

bool BatchJudge::judge_row(const read::CsvRow& row) {
  row_reader_->read(row, judge_.payload());
  return judge_.record(row.text);
}

/// A record that is a part of the batch that was begun.
bool BatchJudge::judge_part(std::string_view text, ByteRange part) {
  if (part.last - part.first <= options_.max_record_bytes)
    return judge_.line(part.first, part.last);
  return judge_.too_large(text.substr(part.first, part.last - part.first));
}

bool BatchJudge::judge_whole(std::string_view text) {
  return records_of(options_.format) == RecordForm::form ? judge_.form(without_line_end(text))
                                                         : judge_.text(text);
}

/// `next`: where what follows the record starts.
void BatchJudge::judged(bool clean, ByteRange record, std::size_t next) {
  read_again_ = false;
  const validate::Judge& judge = clean || !fixer_ ? judge_ : mend(record);
  if (fixer_ && key_ && order_.repeats != nullptr)
    static_cast<void>(
        order_.repeats->first_with(*key_, order_.records + clean_ + out_->counts.records + 1));
  if (clean || (read_again_ && judge.is_clean()))
    ++clean_;
  else
    failed(judge, record, next);
  if (hook_ != nullptr) tell_change(hook_->after(judge));
}

void BatchJudge::tell_change(std::optional<BulkChange> change) {
  if (!change) return;
  change->record = single_ ? 0 : order_.records + clean_ + out_->counts.records;
  failures_->changes(*change);
}

/// `record`, `next`: as the input has them.
void BatchJudge::failed(const validate::Judge& judge, ByteRange record, std::size_t next) {
  const std::size_t end = record.last;
  if (batch_->changes.empty() || batch_->changes.back().was.last != record.last)
    record = {moved(record.first), moved(record.last)};
  else
    record = batch_->changes.back().is;
  next = moved(next);
  Failed failed{record, static_cast<std::uint32_t>(clean_ + out_->counts.records), 0};
  const Verdict verdict = judge.verdict();
  out_->counts.add(verdict);
  for (const validate::Raw& raw : judge.raws()) {
    out_->counts.add(raw.severity);
    if (raw.severity >= options_.min_detail) ++failed.shown;
  }
  for (const OwnedFinding& misfit : judge.misfits()) {
    out_->counts.add(misfit.severity);
    ++failed.shown;
  }
  if (options_.summary) out_->tally.add(judge, !options_.redact);
  if (!judge.readable()) note_doubled_backslashes(judge, failed);
  if (verdict != Verdict::valid) {
    end_run(record.first, failed.index, Verdict::valid);
    run_first_ = record.first;
    end_run(next, judged_so_far(), verdict);
  }
  if (failed.shown != 0) tell_failed(judge, failed, end);
}

void BatchJudge::note_doubled_backslashes(const validate::Judge& judge, const Failed& failed) {
  const std::vector<read::ReadIssue>& issues = judge.payload().issues;
  const bool doubled = std::ranges::any_of(issues, [](const read::ReadIssue& issue) {
    return issue.kind == read::ReadIssue::Kind::doubled_backslashes;
  });
  if (doubled) out_->oddities.add_doubled(failed.span.first, failed.span.last, failed.index);
}

/// The records from the end of the run before on, up to `at`, have this verdict; `records`: of the
/// batch, up to there.
void BatchJudge::end_run(std::size_t at, std::uint64_t records, Verdict verdict) {
  const std::size_t first = run_first_;
  const std::uint64_t more = records - run_records_;
  run_first_ = at;
  run_records_ = records;
  if (!(options_.bytes || options_.verdicts) || (first >= at && more == 0)) return;
  const bool joins = !out_->runs.empty() && out_->runs.back().verdict == verdict &&
                     out_->runs.back().span.last == first && !apart_;
  if (!joins) return out_->runs.push_back({{first, at}, verdict, more});
  out_->runs.back().span.last = at;
  out_->runs.back().records += more;
}

/// Which rows there are depends on the text from their start on, so this is the same row again.
bool BatchJudge::judge_row_again(const Batch& batch, std::size_t first) {
  begin_rows(batch, batch.text(), first);
  read::CsvRow row;
  return rows_.next(row) && judge_row(row);
}

const validate::Judge& BatchJudge::judge_again(const Batch& batch, const Failed& failed,
                                               const InOrder& order) {
  order_ = order;
  again_ = failed.index;
  const std::string_view text =
      batch.text().substr(failed.span.first, failed.span.last - failed.span.first);
  const bool csv = has_rows(options_.format);
  bool clean = false;
  allow_marks(batch);
  if (batch.kind == Batch::Kind::too_large || (!csv && text.size() > options_.max_record_bytes))
    clean = judge_.too_large(text);
  else if (csv)
    clean = judge_row_again(batch, failed.span.first);
  else if (batch.single || batch.texts)
    clean = judge_whole(text);
  else
    clean = judge_.text(text);
  static_cast<void>(clean);  // it failed before, and does again
  return judge_;
}

}  // namespace leadlint::bulk
