// Chooses how a record is judged, and keeps what came of it.
#include "validate/judge.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "finding/words.h"
#include "read/json_diagnosis.h"
#include "read/typographic.h"
#include "validate/asked.h"
#include "validate/context_records.h"
#include "validate/messages.h"

namespace leadlint::validate {
namespace {

/// When so many records in a row had something to be said about them, the next is expected to have,
/// too, and gets the full check at once. A wrong guess costs time, never a finding. A clean record
/// then takes about four times what looking in vain takes, so this pays where fewer than one in
/// five is clean.
constexpr unsigned many_failing = 8;

/// Findings in a repaired text to findings in the text as given: a straight quote may stand in the
/// middle of the three bytes that it is read for.
/// Edits begin and end where a quote stands, or behind one.
void into_written(OwnedFindings& findings, std::string_view written, std::string_view repaired) {
  const auto place = [&](std::uint64_t offset) {
    const auto at = static_cast<std::size_t>(offset);  // of a text in memory
    const bool at_quote = at < repaired.size() && repaired[at] == '"';
    return at_quote ? read::character_start(written, at) : read::character_end(written, at);
  };
  for (OwnedFinding& finding : findings) {
    if (finding.path.starts_with("/@path/")) continue;
    finding.offset = read::character_start(written, finding.offset);
    finding.end_offset = read::character_end(written, finding.end_offset);
    for (Edit& edit : finding.fix.edits) {
      if (finding.code == Code::bad_json) continue;  // of the text as it was given
      edit.offset = place(edit.offset);
      edit.end_offset = place(edit.end_offset);
    }
  }
}

}  // namespace

Judge::Judge(Ruleset ruleset)
    : ruleset_(std::move(ruleset)),
      evaluator_(ruleset_.table()),
      stream_check_(ruleset_.table()),
      current_notes_(ruleset_.table(), table::Base::current),
      request_notes_(ruleset_.table(), table::Base::request) {}

void Judge::limit_memory(std::size_t max) noexcept {
  max_memory_ = max;
  text_reader_.limit_memory(max);
}

void Judge::allow_marks(bool allowed) noexcept {
  marks_ = allowed;
  text_reader_.allow_marks(allowed);
}

namespace {

/// Is nothing known besides the payload?
bool is_empty(const Context& context) noexcept {
  return context.current.empty() && context.request.empty() && context.params.empty() &&
         !context.no_current && !context.has_params && !context.fail_unknown &&
         context.catalogs == nullptr && !context.now && context.current_name.empty() &&
         context.request_name.empty();
}

}  // namespace

void Judge::set_context(const Context& context) {
  const bool empty = is_empty(context) && !table().asks_now;
  if (empty && has_empty_context_) return;  // nothing of it was changed since
  has_empty_context_ = empty;
  context_ = {};
  context_.no_current = context.no_current;
  misfits_.clear();
  look_for_now(context);
  current_raws_.clear();
  request_raws_.clear();
  current_text_ = {&current_, &current_notes_, context.current_name};
  request_text_ = {&request_, &request_notes_, context.request_name};
  const Severity unknown = unknown_;
  if (context.fail_unknown) unknown_ = Severity::error;
  if (context.catalogs != nullptr) use_catalogs(*context.catalogs);
  // What an earlier check was given may be gone.
  for (read::Record* record : {&current_, &request_})
    if (record->has_text) record->clear();
  if (!context.current.empty())
    context_.current = read_context_record(context.current, table().current_root, current_,
                                           current_text_, current_raws_);
  if (!context.request.empty())
    context_.request = read_context_record(context.request, table().request_root, request_,
                                           request_text_, request_raws_);
  look_for_params(context);
  unknown_ = unknown;
  judge_params();
}

/// Rules that do not look at the clock are judged as if there were none.
void Judge::look_for_now(const Context& context) {
  now_notes_.clear();
  if (!table().asks_now) return;
  if (context.now) {
    using std::chrono::floor, std::chrono::seconds, std::chrono::nanoseconds;
    const std::int64_t offset =
        table().has_zone ? table().zone : seconds{context.now->utc_offset}.count();
    const auto since_epoch = context.now->instant.time_since_epoch();
    const auto whole = floor<seconds>(since_epoch);
    now_ = {table::TimeKind::instant, 0, 0, 0, static_cast<std::int32_t>(offset)};
    now_.add_seconds(whole.count() + offset);
    now_.nanoseconds = static_cast<std::uint32_t>(nanoseconds{since_epoch - whole}.count());
    context_.now = &now_;
    return;
  }
  const Severity severity = context.fail_unknown ? Severity::error : unknown_;
  if (severity == Severity::off) return;
  OwnedFinding& finding = (severity == Severity::error ? misfits_ : now_notes_).emplace_back();
  finding.code = Code::not_judged;
  finding.severity = severity;
  finding.path = "/@now";
  finding.message = words_without_now(table());
}

void Judge::use_catalogs(const Catalogs& catalogs) {
  if (catalogs.store() == nullptr) return;
  const Catalogs::Store& store = *catalogs.store();
  if (store.stamp() != catalogs_stamp_) {
    auto bound = store.bound_to(ruleset_);
    catalogs_ = bound ? std::move(*bound) : nullptr;
    catalog_misfit_ = bound ? CatalogMisfit{} : std::move(bound.error());
    catalogs_stamp_ = store.stamp();
  }
  context_.catalogs = catalogs_.get();
  if (catalogs_ != nullptr) return;
  OwnedFinding& finding = misfits_.emplace_back();
  finding.code = Code::not_judged;
  finding.path = "/@catalogs";
  append_token(finding.path, catalog_misfit_.name);
  finding.message = in_words(Say::not_judged_no_catalogs, {{"why", catalog_misfit_.why}});
}

void Judge::look_for_params(const Context& context) {
  if (context.params.empty() && !context.has_params) return;
  for (const auto& [name, value] : context.params) {
    const std::optional<std::string> problem = param_problem(table(), name);
    if (!problem) continue;
    OwnedFinding& finding = misfits_.emplace_back();
    finding.code = Code::unknown_field;
    finding.path = "/@path";
    append_token(finding.path, name);
    finding.message = *problem;
  }
  if (table().params == none) return;
  read::read_params(table(), context.params, params_);
  context_.params = &params_;
}

void Judge::keep() {
  if (raws_.empty()) return;
  if (payload_.has_text) {
    if (payload_.text.data() == written_.data())
      payload_.move_text(kept_.payload);
    else  // a repaired one, which is ours
      kept_.payload.assign(written_);
    written_ = kept_.payload;
  } else {
    payload_.own_texts();
  }
  if (context_.params != nullptr) params_.own_texts();
  if (current_text_.record == &current_ && current_.has_text) current_.move_text(kept_.current);
  if (request_text_.record == &request_ && request_.has_text) request_.move_text(kept_.request);
  kept_.current_name.assign(current_text_.name);
  current_text_.name = kept_.current_name;
  kept_.request_name.assign(request_text_.name);
  request_text_.name = kept_.request_name;
}

bool Judge::set_current(read::Record* current, bool no_current, const std::vector<Raw>* problems,
                        std::string_view key) {
  has_empty_context_ = false;
  context_.current = current;
  context_.no_current = no_current;
  judge_params();
  current_raws_.clear();
  if (current == nullptr) return false;
  current_text_ = {current, &current_notes_};
  problems_.clear();
  current_notes_.collect(*current, problems != nullptr ? *problems : problems_, key, unknown_,
                         current_raws_);
  const bool found = !current_raws_.empty();
  if (unknown_ == Severity::off) current_raws_.clear();
  return found;
}

void Judge::name_current(std::string_view name, std::uint64_t line) noexcept {
  current_text_.name = name;
  current_text_.line = line;
}

/// A record that cannot be read, or is no object, counts as not known. `root` none: no rule looks
/// at it, so that any JSON will do.
const read::Record* Judge::read_context_record(std::string_view json, FieldId root,
                                               read::Record& record, StoredText& text,
                                               std::vector<Raw>& notes) {
  const std::string_view entry = text_of_entry(table(), root, json);
  if (entry.data() != json.data()) text.line = 0;  // lines of the entry are not those of the file
  json = entry;
  const bool looked_at = root != none;
  const FieldId as = looked_at ? root : table().root;
  const bool is_read = is_form_request(table(), root, json)
                           ? context_form_reader_.read(table(), as, json, record)
                           : context_reader_.read(table(), as, json, record);
  if (is_read && !looked_at) return nullptr;
  const bool readable = is_read && record.nodes[0].kind == read::Kind::object;
  if (readable) {
    problems_.clear();
    evaluator_.prepare(record, root, &problems_);
    text.notes->collect(record, problems_, {}, unknown_, notes);
  } else {
    text.notes->unreadable(record, unknown_, notes);
  }
  if (unknown_ == Severity::off) notes.clear();
  return readable ? &record : nullptr;
}

/// The parameters of the URL are those of every record, so they are judged once.
void Judge::judge_params() {
  param_raws_.clear();
  if (context_.params != nullptr) evaluator_.collect_params(params_, context_, param_raws_);
}

bool Judge::text(std::string_view json) {
  read::Tokens tokens = text_reader_.tokens(json);
  if (first_tier() == Tier::stream_check) {
    stream_check_.begin_text();
    if (tokens.at != tokens.end) {
      if (stream_check_.json(tokens, context_) && tokens.at == tokens.end) return note_clean();
      tripped_ = stream_check_.tripped();
    }
  }
  return judge_read(text_reader_.read_looked_at(table(), table().root, payload_), json);
}

void Judge::begin_batch(std::string_view batch) {
  batch_ = batch;
  text_reader_.begin_batch(batch);
  stream_check_.begin_text();
  doubtful_ = std::string_view::npos;
}

bool Judge::line(std::size_t first, std::size_t last) {
  if (first_tier() == Tier::stream_check) {
    if (first == doubtful_)
      tripped_ = stream_check_.tripped();
    else if (stream_check_line(first, last))
      return note_clean();
  }
  return judge_read(text_reader_.read_line(table(), table().root, first, last, payload_),
                    batch_.substr(first, last - first));
}

/// A document that ends where the line does, as far as tokens go, is just the line.
bool Judge::stream_check_line(std::size_t first, std::size_t last) {
  read::Tokens tokens = text_reader_.line_tokens(first);
  if (tokens.at == tokens.end || *tokens.at >= last) return false;
  if (!stream_check_.json(tokens, context_)) {
    tripped_ = stream_check_.tripped();
    return false;
  }
  if (tokens.at[-1] >= last || (tokens.at != tokens.end && *tokens.at < last)) return false;
  text_reader_.pass_line(tokens);
  return true;
}

Judge::CleanLines Judge::clean_lines(std::size_t first, std::size_t max_bytes) {
  if (first_tier() != Tier::stream_check) return {0, first};
  read::Tokens tokens = text_reader_.line_tokens(first);
  const StreamCheck::Lines lines = stream_check_.lines(tokens, context_, first, max_bytes);
  if (lines.doubtful) doubtful_ = lines.next;
  if (lines.count != 0) {
    text_reader_.pass_line(tokens);
    note_clean();
  }
  return {lines.count, lines.next};
}

/// The one place where it is decided. A stream check knows nothing of URL parameters, and leaves no
/// record behind that a hook could look at. Where the table has no fast part, the full check is
/// all.
Tier Judge::first_tier() const noexcept {
  if (tier_ == Tier::full_check) return tier_;
  if (tier_ == Tier::automatic && failing_in_a_row_ >= many_failing) return Tier::full_check;
  const bool possible = tier_ != Tier::quick_check && stream_check_.possible() &&
                        context_.params == nullptr && hook_ == nullptr && !has_more_to_tell();
  if (possible) return Tier::stream_check;
  return table().fast.made ? Tier::quick_check : Tier::full_check;
}

bool Judge::note_clean() noexcept {
  failing_in_a_row_ = 0;
  forget_last();
  return true;
}

void Judge::forget_last() noexcept {
  raws_.clear();
  verdict_ = Verdict::valid;
}

read::ValueReader& Judge::begin_value() {
  written_ = {};
  value_reader_.begin(table(), table().root, payload_);
  return value_reader_;
}

bool Judge::end_value() {
  value_reader_.end();
  return judge();
}

bool Judge::form(std::string_view text) {
  form_reader_.read(table(), table().root, text, payload_);
  return record(text);
}

bool Judge::too_large(std::string_view start) {
  payload_.clear();
  payload_.text = start;
  payload_.has_text = true;
  payload_.unreadable = true;
  payload_.issues.emplace_back().kind = read::ReadIssue::Kind::too_large;
  return record(start);
}

bool Judge::record(std::string_view written) {
  written_ = written;
  return judge();
}

bool Judge::judge_read(bool readable, std::string_view json) {
  written_ = json;
  if (!readable && table().curly_quotes_repair) read_again_straightened(json);
  return judge();
}

/// Where typographic quotes are all that keeps a text from being JSON, it is read as if they were
/// straight, and says so.
void Judge::read_again_straightened(std::string_view json) {
  read::ReadIssue issue = payload_.issues.back();
  if (issue.kind != read::ReadIssue::Kind::bad_json ||
      !read::is_typographic_quote(json, issue.offset))
    return;
  repaired_ = read::with_straight_quotes(json);
  if (text_reader_.read(table(), table().root, repaired_, payload_)) {
    issue.kind = read::ReadIssue::Kind::repaired_quotes;
    payload_.issues.push_back(std::move(issue));
  } else {  // more is wrong than quotes: what is said is about the text as it stands
    text_reader_.read(table(), table().root, json, payload_);
  }
}

bool Judge::judge() {
  if (hook_ != nullptr) hook_->before(*this);
  forget_last();
  const bool tripped = std::exchange(tripped_, false);
  if (tripped || first_tier() == Tier::full_check || !evaluator_.quick_check(payload_, context_) ||
      has_more_to_tell())
    collect();
  const bool clean = is_clean();
  failing_in_a_row_ = clean ? 0 : failing_in_a_row_ + 1;
  return clean;
}

void Judge::collect() {
  evaluator_.collect(payload_, context_, raws_);
  for (const auto* of_context : {&param_raws_, &current_raws_, &request_raws_})
    raws_.insert(raws_.end(), of_context->begin(), of_context->end());
  if (!misfits_.empty()) verdict_ = Verdict::invalid;
  for (const Raw& raw : raws_) {
    if (raw.severity == Severity::error)
      verdict_ = Verdict::invalid;
    else if (raw.severity == Severity::warning && verdict_ == Verdict::valid)
      verdict_ = Verdict::warning;
  }
}

std::size_t Judge::count(Severity severity) const noexcept {
  const auto raws = std::ranges::count(raws_, severity, &Raw::severity);
  const auto notes = std::ranges::count(now_notes_, severity, &OwnedFinding::severity);
  return static_cast<std::size_t>(raws + notes) +
         (severity == Severity::error ? misfits_.size() : 0);
}

OwnedFindings Judge::findings(std::size_t max, Severity min, std::size_t max_record_bytes,
                              OwnedFindings findings) const {
  findings.reserve(std::min(max, raws_.size()));
  std::size_t made = 0;
  const Judged judged{table(),          payload_,      params_,       context_,     written_,
                      max_record_bytes, current_text_, request_text_, setting_text_};
  OwnedFindings of_context;  // behind all others
  for (const Raw& raw : raws_) {
    if (made + of_context.size() == max) break;
    if (raw.severity < min) continue;
    if (raw.context_fault != Raw::ContextFault::nothing) {
      of_context.push_back(to_finding(raw, judged));
      continue;
    }
    if (made == findings.size()) findings.emplace_back();
    to_finding(raw, judged, findings[made++]);
  }
  findings.resize(made);
  if (payload_.has_text) {
    if (payload_.text.data() != written_.data()) into_written(findings, written_, payload_.text);
    locate(written_, findings);
  }
  findings.insert(findings.end(), std::make_move_iterator(of_context.begin()),
                  std::make_move_iterator(of_context.end()));
  for (const OwnedFindings* const others : {&misfits_, &now_notes_})
    for (const OwnedFinding& other : *others)
      if (findings.size() < max && other.severity >= min) findings.push_back(other);
  return findings;
}

const read::Record& Judge::record_of(const Raw& raw) const noexcept {
  switch (raw.origin) {
    case Raw::Origin::params:
      return params_;
    case Raw::Origin::current:
      return *current_text_.record;
    case Raw::Origin::request:
      return *request_text_.record;
    case Raw::Origin::payload:
      break;
  }
  return payload_;
}

OwnedFindings Judge::context_findings() const {
  const Judged judged{table(), payload_,      params_,       context_,     written_,
                      0,       current_text_, request_text_, setting_text_};
  OwnedFindings findings;
  for (const auto* of_context : {&current_raws_, &request_raws_})
    for (const Raw& raw : *of_context) findings.push_back(to_finding(raw, judged));
  findings.insert(findings.end(), now_notes_.begin(), now_notes_.end());
  return findings;
}

void Judge::shrink() {
  text_reader_ = {};
  text_reader_.limit_memory(max_memory_);
  text_reader_.allow_marks(marks_);
  payload_ = {};
  repaired_ = {};
  raws_ = {};
}

}  // namespace leadlint::validate
