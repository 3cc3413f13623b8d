// A top-level JSON array, a growing piece at a time, to its elements: no tree is built, and nothing
// is held but the element at hand.
//
//   [ {"a": "]"}, [1, 2], 3 ]   -->   {"a": "]"}   [1, 2]   3
//
// Where members lead to the list (BulkOptions::records), what stands around it is followed by
// ListPath, and is part of no record. What an element holds is for the judge. Where its brackets do
// not match, or a string does not end on its line, it reaches to the byte that shows that, so that
// the judge finds what is wrong; behind it nothing can be told apart any more, and the rest of the
// input belongs to that record.
// Tests: tests/bulk_cutter_test.cpp.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "bulk/cutter.h"
#include "bulk/list_path.h"
#include "bulk/value_scan.h"
#include "finding/edits.h"
#include "finding/words.h"
#include "history/key_path.h"
#include "read/json_text.h"
#include "read/json_token.h"
#include "read/list_in_json.h"
#include "text/utf8.h"

namespace leadlint::bulk {
namespace {

std::string_view value_name(char first) {
  switch (first) {
    case '{':
      return phrase(Say::word_object);
    case '"':
      return phrase(Say::kind_string);
    case 't':
    case 'f':
      return phrase(Say::kind_boolean);
    case 'n':
      return phrase(Say::word_null);
    default:
      return phrase(Say::word_number);
  }
}

/// A finding about the character at `at`, or about the end of the text.
OwnedFinding finding_at(std::string_view text, std::size_t at, Code code, Severity severity,
                        std::string message) {
  OwnedFinding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  TextLocation place;
  place.pass(text.substr(0, at));
  finding.line = finding.end_line = place.line();
  finding.column = finding.end_column = place.column();
  finding.offset = finding.end_offset = at;
  if (at == text.size()) return finding;
  finding.end_offset += std::max<std::size_t>(character_size(text, at), 1);
  ++finding.end_column;
  return finding;
}

class ArrayCutter final : public Cutter {
 public:
  explicit ArrayCutter(const CutterOptions& options)
      : table_(*options.table),
        max_bytes_(options.max_record_bytes),
        setting_text_(options.setting_text) {
    if (options.records.empty()) return;
    auto names = history::names_of_path(options.records);
    if (names)
      path_.emplace(options.records, std::move(*names), max_bytes_, setting_text_);
    else
      no_path_ = fmt::format("{} {}", setting_text_({{Setting::records}}), names.error());
  }

  Cut cut(std::string_view text, bool at_end, Batch& batch) override {
    text_ = text;
    at_end_ = at_end;
    batch_ = &batch;
    const Cut made = make();
    if (made.kind != Cut::Kind::batch) return made;
    at_ -= made.size;
    element_ -= std::min(element_, made.size);
    batch.notes.insert(batch.notes.begin(), faults_.begin(), faults_.end());
    faults_.clear();
    batch.placed = true;
    batch.place = place_;
    place_.pass(text.substr(0, made.size));
    return made;
  }

  bool may_end_in(std::string_view more) const override {
    return !std::ranges::all_of(more, read::is_blank);
  }

 private:
  enum class State : std::uint8_t {
    start,           // in front of the list
    seek,            // on the way to it
    beyond,          // on the way from behind it to the end of what is around it
    lost,            // at what is wrong on these ways
    no_list,         // nothing is read any more, and none of it is a record
    first,           // behind its [
    value,           // behind a comma
    element,         // inside an element
    passing,         // inside an element that is too large to be held
    behind_element,  // in front of a comma or ]
    behind_list,     // behind its ]
    other,           // the text is something else than a list
    broken,          // at the byte that does not belong there
    rest,            // nothing can be told apart any more
  };

  Cut make() {
    while (step()) {
    }
    if (state_ == State::other) return other_value();
    if (state_ == State::broken && at_ == 0) return broken_list();
    if (state_ == State::lost && at_ == 0) return lost_way();
    if (state_ == State::behind_list && at_ == 0 && !text_.empty()) return text_behind();
    const std::size_t size = state_ == State::element ? element_ : at_;
    if (size == 0)
      return state_ == State::element && text_.size() > max_bytes_ ? too_large() : nothing();
    return {Cut::Kind::batch, size};
  }

  [[nodiscard]] Cut nothing() const { return {at_end_ ? Cut::Kind::end : Cut::Kind::more}; }

  Cut all() {
    at_ = text_.size();
    return {Cut::Kind::batch, at_};
  }

  Cut too_large() {
    batch_->kind = Batch::Kind::too_large;
    state_ = State::passing;
    return all();
  }

  Cut broken_list() {
    batch_->kind = Batch::Kind::refused;
    return not_json(in_words(Say::bad_json_list_breaks_off, {{"expected", phrase(expected_)}}));
  }

  /// Records may stand in what follows, but none can be told. Where there is nothing wrong but the
  /// path, the text is no record.
  Cut lost_way() {
    const Code code = no_path_.empty() ? path_->code() : Code::bad_value;
    batch_->notes.push_back(
        finding_at(text_, 0, code, Severity::error, no_path_.empty() ? path_->why() : no_path_));
    const bool wrong_text = code == Code::bad_json || code == Code::duplicate_key;
    state_ = wrong_text ? State::rest : State::no_list;
    if (wrong_text && !text_.empty()) batch_->kind = Batch::Kind::more;
    return all();
  }

  /// It is no record: the list has told all of them.
  Cut text_behind() {
    batch_->kind = Batch::Kind::more;
    return not_json(in_words(Say::bad_json_behind_list));
  }

  Cut not_json(std::string message) {
    batch_->notes.push_back(
        finding_at(text_, 0, Code::bad_json, Severity::error, std::move(message)));
    state_ = State::rest;
    return all();
  }

  /// Into the object at hand.
  [[nodiscard]] std::string way_to_list() const {
    constexpr int max_levels_down = 3;
    const std::string path = read::path_to_list(text_, at_, max_levels_down);
    return path.empty() ? in_words(Say::also_setting_says_where,
                                   {{"setting", setting_text_({{Setting::records}})}})
                        : in_words(Say::also_setting_reads_list,
                                   {{"setting", setting_text_({{Setting::records, path}})}});
  }

  /// All of the text is one record, if it is not too large: what is not JSON at all is for the
  /// judge to explain.
  Cut other_value() {
    if (text_.size() <= max_bytes_ && !at_end_) return nothing();
    batch_->single = true;
    read::Record record;
    if (text_.size() > max_bytes_) {
      batch_->kind = Batch::Kind::too_large;
    } else if (!read::JsonReader().read(table_, table_.root, text_, record)) {
      batch_->records.push_back({0, text_.size()});
    } else {
      batch_->kind = Batch::Kind::refused;
      batch_->notes.push_back(
          finding_at(text_, at_, Code::wrong_type, Severity::error,
                     in_words(Say::wrong_type_list_of_records,
                              {{"kind", value_name(text_[at_])},
                               {"way_part", text_[at_] == '{' ? way_to_list() : std::string{}}})));
    }
    state_ = State::rest;
    return all();
  }

  /// One token further; false: this is as far as it goes, in this text or at all.
  bool step() {
    switch (state_) {
      case State::start:
        return start();
      case State::seek:
      case State::beyond:
        return follow();
      case State::first:
      case State::value:
        return value();
      case State::element:
        return element();
      case State::passing:
        return pass();
      case State::behind_element:
        if (!token()) return at_end_ && breaks(Say::json_comma_or_bracket);
        if (text_[at_] != ',' && text_[at_] != ']') return breaks(Say::json_comma_or_bracket);
        if (text_[at_] == ',') return over(State::value);
        return end_list();
      case State::behind_list:
        token();
        return false;
      case State::rest:
        batch_->kind = Batch::Kind::more;
        at_ = text_.size();
        return false;
      case State::no_list:
        at_ = text_.size();
        return false;
      case State::other:
      case State::broken:
      case State::lost:
        break;
    }
    return false;
  }

  /// Passes over blanks; false: the text has nothing else.
  bool token() {
    while (at_ < text_.size() && read::is_blank(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  bool over(State next) {
    ++at_;
    state_ = next;
    return true;
  }

  /// What is said of the text behind the list comes behind what is said of its records, so in
  /// another batch.
  bool end_list() {
    return over(path_ ? State::beyond : State::behind_list) && batch_->records.empty();
  }

  bool breaks(Say expected) {
    expected_ = expected;
    state_ = State::broken;
    return false;
  }

  /// What stands around the list.
  bool follow() {
    const ListPath::Step step = path_->go_on(text_, at_, at_end_);
    for (ValueCheck::Fault& fault : path_->take_faults()) {
      const Severity severity =
          fault.code == Code::duplicate_key ? table_.options.duplicate_keys : Severity::error;
      if (severity != Severity::off)
        faults_.push_back(finding_at(text_, fault.at, fault.code, severity, std::move(fault.why)));
    }
    switch (step) {
      case ListPath::Step::more:
        return false;
      case ListPath::Step::list:
        state_ = State::first;
        return true;
      case ListPath::Step::end:
        state_ = State::behind_list;
        return true;
      case ListPath::Step::wrong:
        break;
    }
    state_ = State::lost;
    return false;
  }

  bool start() {
    if (!no_path_.empty()) {
      state_ = State::lost;
      return false;
    }
    const bool mark = text_.starts_with(byte_order_mark);
    at_ = mark ? byte_order_mark.size() : 0;
    if (token() && (text_[at_] == '[' || (path_ && text_[at_] == '{'))) {
      if (mark) note_mark();
      if (!path_) return over(State::first);
      state_ = State::seek;
      return true;
    }
    const bool unsure = at_ == text_.size() || byte_order_mark.starts_with(text_);
    if (at_end_ || text_.size() > max_bytes_ || !unsure)
      state_ = State::other;
    else
      at_ = 0;
    return false;
  }

  void note_mark() {
    if (table_.options.bom == Severity::off) return;
    batch_->notes.push_back(finding_at(text_, 0, Code::encoding, table_.options.bom,
                                       in_words(Say::encoding_starts_with_mark)));
    Fix& fix = batch_->notes.back().fix = take_out(0, byte_order_mark.size());
    Edit& edit = fix.edits.front();
    edit.line = edit.column = edit.end_line = 1;
    edit.end_column = 2;
  }

  bool value() {
    if (!token()) return at_end_ && breaks(Say::json_value);
    if (text_[at_] == ']' && state_ == State::first) return end_list();
    if (text_[at_] == ']' || text_[at_] == ',') return breaks(Say::json_value);
    const std::size_t start = behind_marks();
    if (start == text_.size() && !at_end_ && start - at_ <= max_bytes_) return false;
    element_ = at_;
    at_ = start;
    scan_.begin(start < text_.size() ? text_[start] : ' ');
    state_ = State::element;
    return true;
  }

  /// Where the value starts that stands here. Byte order marks in front of it are part of the
  /// element, which is refused for them; so that no more than the element is, it is taken whole.
  [[nodiscard]] std::size_t behind_marks() const {
    std::size_t at = at_;
    while (text_.substr(at).starts_with(byte_order_mark)) {
      at += byte_order_mark.size();
      while (at < text_.size() && read::is_blank(text_[at])) ++at;
    }
    const std::string_view rest = text_.substr(at);
    return byte_order_mark.starts_with(rest) ? text_.size() : at;
  }

  bool element() {
    const ValueScan::Step step = scan_.go_on(text_, at_);
    if (step == ValueScan::Step::inside && !at_end_) return false;
    // The byte that shows what is wrong is part of the element.
    if (step == ValueScan::Step::broken) ++at_;
    batch_->records.push_back({element_, at_});
    return ends(step);
  }

  /// Like `element`, but what is passed over is a batch of its own.
  bool pass() {
    const ValueScan::Step step = scan_.go_on(text_, at_);
    if (at_ != 0) batch_->kind = Batch::Kind::more;
    const bool lost = step == ValueScan::Step::inside && scan_.depth() > max_bytes_;
    if (step == ValueScan::Step::inside && !at_end_ && !lost) return false;
    return ends(lost ? ValueScan::Step::broken : step) && at_ == 0;
  }

  bool ends(ValueScan::Step step) {
    const bool well = step == ValueScan::Step::ended || scan_.is_scalar();
    state_ = well ? State::behind_element : State::rest;
    return well;
  }

  const table::DecisionTable& table_;
  std::size_t max_bytes_;
  SettingText setting_text_;
  State state_ = State::start;
  ValueScan scan_;
  std::optional<ListPath> path_;
  std::string no_path_;   // why the path is none
  OwnedFindings faults_;  // of what stands around the list, in the text at hand
  Say expected_ = Say::json_value;
  TextLocation place_;       // of the text
  std::size_t at_ = 0;       // how far it was looked at
  std::size_t element_ = 0;  // where the element starts
  // what `cut` was given
  std::string_view text_;
  bool at_end_ = false;
  Batch* batch_ = nullptr;
};

}  // namespace

std::unique_ptr<Cutter> make_array_cutter(const CutterOptions& options) {
  return std::make_unique<ArrayCutter>(options);
}

}  // namespace leadlint::bulk
