// Puts words and places to what failed, and hands all out in the order of the input.
#include "bulk/delivery.h"

#include <algorithm>
#include <string>
#include <utility>

#include "bulk/input_formats.h"
#include "finding/words.h"
#include "text/utf8.h"

namespace leadlint::bulk {

Delivery::Delivery(const BulkOptions& options, BulkSink& sink, Gathered& gathered)
    : options_(options), sink_(sink), gathered_(gathered) {}

void Delivery::begin(const Batch& batch) {
  batch_ = &batch;
  if (batch.dropped_mark) shift_ -= byte_order_mark.size();
  offset_ = batch.offset + shift_;
  const bool placed = batch.placed && options_.fix == Fixes::none;
  start_ = batch.texts ? TextLocation{} : placed ? batch.place : next_;
  at_ = start_;
  passed_ = 0;
  if (batch.header != 0 && options_.bytes && !stopped_)
    stopped_ = !sink_.header(batch.text().substr(0, batch.header));
  if (!batch.notes.empty()) deliver_notes();
}

/// Findings that no judge made. Of a refused record they are all there are.
void Delivery::deliver_notes() {
  const bool refused = batch_->kind == Batch::Kind::refused;
  const std::uint64_t number = refused && !batch_->single ? records_ + 1 : 0;
  Verdict verdict = Verdict::valid;
  OwnedFindings told = pick(batch_->notes, verdict);
  for (OwnedFinding& note : told) move_into_input(note, start_, number);
  tell(std::move(told), {number, verdict, batch_->text(), batch_->text(), offset_});
}

void Delivery::about(const OwnedFindings& findings) {
  if (findings.empty()) return;
  Verdict verdict = Verdict::valid;
  OwnedFindings told = pick(findings, verdict);
  tell(std::move(told), {.verdict = verdict});
}

OwnedFindings Delivery::pick(const OwnedFindings& notes, Verdict& verdict) {
  OwnedFindings told;
  for (const OwnedFinding& note : notes)
    if (count_note(note, told.size(), verdict)) told.push_back(note);
  return told;
}

bool Delivery::count_note(const OwnedFinding& note, std::size_t told, Verdict& verdict) {
  counts_.add(note.severity);
  if (options_.summary) gathered_.tally.add(note);
  if (note.severity == Severity::error) verdict = Verdict::invalid;
  if (note.severity == Severity::warning && verdict == Verdict::valid) verdict = Verdict::warning;
  if (note.severity < options_.min_detail) return false;
  if (told < max_details()) return true;
  ++counts_.cut;
  return false;
}

/// No text is at hand any more.
void Delivery::finish() {
  Verdict verdict = Verdict::valid;
  OwnedFindings found = told_once_.findings(records_, options_.setting_text);
  if (records_ == 0 && counts_.errors == 0 && !options_.every_line) found.push_back(no_record());
  for (OwnedFinding& note : paths_not_found(found_, options_)) found.push_back(std::move(note));
  OwnedFindings told = pick(found, verdict);
  tell(std::move(told), {.verdict = verdict});
}

/// An input without a record is rarely what was meant, and no run says less: so that is told.
OwnedFinding Delivery::no_record() const {
  const InputFormat& format = input_format(options_.format);
  OwnedFinding finding;
  finding.code = has_rows(options_.format) ? Code::bad_csv : Code::bad_json;
  finding.severity = options_.fail_unknown ? Severity::error : Severity::note;
  finding.message = in_words(next_.offset() == 0 ? Say::bad_json_empty_input : format.empty);
  finding.line = finding.column = finding.end_line = finding.end_column = 1;
  return finding;
}

std::size_t Delivery::max_details() const noexcept {
  return static_cast<std::size_t>(
      std::min<std::uint64_t>(gathered_.details_left, max_details_of_a_record));
}

void Delivery::failed(const validate::Judge& judge, const Failed& failed, std::string_view around) {
  if (!wants_details()) return cut(failed.shown);
  OwnedFindings findings =
      judge.findings(max_details(), options_.min_detail, options_.max_record_bytes);
  counts_.cut += failed.shown - findings.size();
  if (!batch_->texts) at_.pass(around.substr(passed_, failed.span.first - passed_));
  passed_ = failed.span.first;
  const std::uint64_t number = batch_->single ? 0 : records_ + failed.index + 1;
  for (OwnedFinding& finding : findings) move_into_input(finding, at_, number);
  const std::string_view text =
      around.substr(failed.span.first, failed.span.last - failed.span.first);
  const bool alone = batch_->texts;
  tell(std::move(findings),
       {number, judge.verdict(), text, alone ? text : around, alone ? 0 : offset_});
}

void Delivery::changes(const BulkChange& change) {
  if (!stopped_) stopped_ = !sink_.change(change);
}

void Delivery::tell(OwnedFindings findings, const Told& record) {
  gathered_.details_left -= findings.size();
  if (findings.empty() || stopped_) return;
  const Findings shown(std::move(findings));
  stopped_ = !sink_.record(
      {record.number, record.verdict, shown, record.text, record.around, record.around_offset});
}

void Delivery::end(const BatchVerdict& verdict) {
  counts_.add(verdict.counts);
  fixes_.add(verdict.fixes);
  told_once_.add(verdict.oddities, *batch_, start_, records_);
  found_.add(verdict.found);
  records_ += verdict.counts.records;
  gathered_.silenced.add(verdict.silenced);
  if (options_.summary) gathered_.tally.add(verdict.tally);
  if (options_.bytes || options_.verdicts) deliver_runs(verdict);
  if (options_.fix != Fixes::none) deliver_fixed();
  pass_batch(verdict.lines);
  if (!stopped_) stopped_ = !sink_.progress(counts_);
}

/// The batch is done with, and the next one starts behind it. (Where a cutter keeps count of where
/// batches start, it is of the input as it was.)
void Delivery::pass_batch(std::uint64_t lines) {
  const std::string_view text = batch_->text();
  if (batch_->placed && options_.fix != Fixes::none) {
    next_ = start_;
    next_.pass(text);
  } else {
    next_ =
        TextLocation(offset_ + text.size(), start_.line() + static_cast<std::uint32_t>(lines), 1);
  }
  shift_ += text.size() - batch_->size;
}

void Delivery::deliver_fixed() {
  const auto tell = [this](std::string_view input, std::string_view fixed) {
    if (!stopped_ && !(input.empty() && fixed.empty())) stopped_ = !sink_.fixed({input, fixed});
  };
  if (batch_->dropped_mark) tell(byte_order_mark, {});
  const std::string_view input = batch_->input(), fixed = batch_->text();
  std::size_t at = 0;
  for (const auto& [was, is] : batch_->changes) {
    const std::string_view same = input.substr(at, was.first - at);
    tell(same, same);
    tell(input.substr(was.first, was.last - was.first), fixed.substr(is.first, is.last - is.first));
    at = was.last;
  }
  tell(input.substr(at), input.substr(at));
}

void Delivery::deliver_runs(const BatchVerdict& verdict) {
  const auto tell = [this](const BulkBytes& bytes) {
    if (options_.bytes && !bytes.bytes.empty() && !stopped_) stopped_ = !sink_.bytes(bytes);
  };
  const std::string_view text = options_.bytes ? batch_->text() : std::string_view{};
  // Of a record that cannot be but invalid, or of none, where a note begins it.
  if (batch_->kind == Batch::Kind::more) tell({text, Verdict::invalid, !batch_->notes.empty()});
  for (const Run& run : verdict.runs) {
    if (options_.verdicts && run.records != 0 && !stopped_)
      stopped_ = !sink_.verdicts(run.verdict, run.records);
    if (options_.bytes)
      tell({text.substr(run.span.first, run.span.last - run.span.first), run.verdict, true});
  }
}

}  // namespace leadlint::bulk
