// What is wrong with a text that could not be read, and what to write.
#include "validate/issue_messages.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "finding/edits.h"
#include "finding/words.h"
#include "read/csv_columns.h"
#include "read/csv_messages.h"
#include "read/encoding_messages.h"
#include "read/foreign_file.h"
#include "read/form_names.h"
#include "read/json_diagnosis.h"
#include "read/typographic.h"
#include "text/utf8.h"

namespace leadlint::validate {
namespace {

class IssueMessages {
 public:
  IssueMessages(const read::ReadIssue& issue, const read::Record& record, const Judged& judged,
                OwnedFinding& out)
      : issue_(issue), record_(record), judged_(judged), out_(out) {}

  void make();

 private:
  void say(std::string message) { out_.message = std::move(message); }
  void say(Say what, std::initializer_list<Hole> holes = {}) {
    out_.message = in_words(what, holes);
  }
  [[nodiscard]] std::string number() const;
  [[nodiscard]] std::string limit_setting() const {
    return judged_.setting_text({{Setting::max_record_bytes}});
  }
  void not_utf8();
  void too_large();
  void cell_count();
  [[nodiscard]] std::string one_too_many(std::size_t extra) const;
  void repeated_key();
  void bad_form();
  void not_json();
  void typographic(Say how);
  void mend_repeated();
  [[nodiscard]] Fix straight_quotes() const;

  const read::ReadIssue& issue_;
  const read::Record& record_;
  const Judged& judged_;
  OwnedFinding& out_;
};

void IssueMessages::make() {
  using K = read::ReadIssue::Kind;
  switch (issue_.kind) {
    case K::bom:
      out_.fix = take_out(issue_.offset, issue_.end);
      return say(Say::encoding_byte_order_mark);
    case K::encoding:
      return not_utf8();
    case K::bad_json:
      return not_json();
    case K::repaired_quotes:
      return typographic(Say::bad_json_typographic_read);
    case K::too_deep:
      return say(judged_.table.options.max_depth == 1 ? Say::limit_exceeded_too_deep_one
                                                      : Say::limit_exceeded_too_deep,
                 {{"levels", judged_.table.options.max_depth}});
    case K::doubled_backslashes:
      return say(Say::bad_json_doubled_backslashes);
    case K::number_too_large:
      return say(Say::out_of_range_double_precision, {{"number", number()}});
    case K::line_break:
      return say(Say::bad_json_line_break);
    case K::duplicate_name:
      mend_repeated();
      return say(Say::duplicate_key_twice, {{"field", last_name(issue_.pointer)}});
    case K::lone_surrogate:
    case K::lone_surrogate_name:
      return say(Say::encoding_lone_surrogate);
    case K::bad_escape:
      return say(Say::encoding_percent);
    case K::bad_form:
      return bad_form();
    case K::too_large:
      return too_large();
    case K::too_many_values:
      return say(Say::limit_exceeded_values, {{"setting", limit_setting()}});
    case K::bad_csv:
      return say(Say::bad_csv_expected,
                 {{"expected", read::fault_words(issue_.row_fault, record_.text, issue_.offset,
                                                 record_.columns->dialect)}});
    case K::cell_count:
      return cell_count();
    case K::repeated_key:
      return repeated_key();
  }
}

std::string IssueMessages::number() const {
  constexpr std::uint32_t max = 40;
  if (record_.has_text && !issue_.inside_value && issue_.end - issue_.offset <= max)
    return std::string(record_.text.substr(issue_.offset, issue_.end - issue_.offset));
  return in_words(Say::value_this_number);
}

void IssueMessages::not_utf8() {
  if (!record_.has_text) return say(Say::encoding_no_utf8);
  const bool is_form = record_.text_kind == read::TextKind::form;
  say(read::not_utf8(record_.text,
                     is_form ? read::broken_utf8_of_form(record_.text, issue_.offset, issue_.end)
                             : issue_.offset));
}

void IssueMessages::too_large() {
  const std::size_t limit = judged_.max_record_bytes;
  if (limit == 0) return say(Say::limit_exceeded_record);
  out_.params.push_back({"limit", static_cast<std::int64_t>(limit)});
  say(Say::limit_exceeded_bytes, {{"limit", limit}, {"setting", limit_setting()}});
}

void IssueMessages::cell_count() {
  const std::size_t columns = record_.columns->names.size();
  out_.params.push_back({"cells", std::int64_t{issue_.count}});
  out_.params.push_back({"columns", static_cast<std::int64_t>(columns)});
  const std::string more =
      issue_.count > columns ? one_too_many(issue_.count - columns) : std::string{};
  say(issue_.count == 1 ? Say::bad_csv_one_cell : Say::bad_csv_cells,
      {{"cells", issue_.count}, {"columns", columns}, {"more_part", more}});
}

/// Where the cells come from that the header has no names for, as far as the row tells.
std::string IssueMessages::one_too_many(std::size_t extra) const {
  const read::CsvDialect& dialect = record_.columns->dialect;
  const char delimiter = dialect.delimiter;
  const std::string sign = delimiter == '\t'                       ? in_words(Say::sign_tab)
                           : delimiter > ' ' && delimiter < '\x7F' ? fmt::format("'{}'", delimiter)
                                                                   : in_words(Say::sign_delimiter);
  const std::string_view text = record_.text;
  const std::size_t last = text.find_last_not_of(delimiter);
  const bool at_end = text.size() - (last == text.npos ? 0 : last + 1) >= extra;
  const std::string inside = dialect.has_backslashes() ? in_words(Say::also_tab_in_cell)
                             : dialect.has_quotes()
                                 ? in_words(Say::also_sign_in_cell, {{"sign", sign}})
                                 : std::string{};
  // (A number in quotes in front is no text that a sign parts: R's write.table puts it there.)
  const bool numbered =
      text.starts_with('"') && text.find_first_not_of("0123456789", 1) == text.find('"', 1);
  if (!at_end) return numbered ? "" : inside;
  return in_words(extra == 1 ? Say::also_one_sign_more : Say::also_signs_more,
                  {{"count", extra}, {"sign", sign}, {"inside_part", inside}});
}

void IssueMessages::repeated_key() {
  out_.params.push_back({"repeats", std::int64_t{issue_.count}});
  say(Say::conflict_in_record, {{"key", issue_.name}, {"repeats", issue_.count}});
  if (record_.text_kind != read::TextKind::csv) return;
  const auto cell = record_.columns->cell_of_pointer.find(issue_.pointer);
  if (cell != record_.columns->cell_of_pointer.end())
    out_.column_name = record_.columns->names[cell->second];
}

std::string without_blanks(std::string name) {
  std::erase(name, ' ');
  return name;
}

void IssueMessages::bad_form() {
  using F = read::FormFault;
  const std::string& name = issue_.name;
  switch (issue_.fault) {
    case F::nothing:
      return;
    case F::json:
      return say(Say::bad_json_form_json);
    case F::url:
      return say(Say::bad_json_form_url);
    case F::no_pair:
      return say(Say::bad_json_form_no_pair);
    case F::no_name:
      return say(Say::bad_json_form_no_name);
    case F::brackets: {
      const std::string mended = read::mended_form_name(name);
      const std::string likely = mended.empty() ? in_words(Say::value_form_names) : mended;
      return say(Say::bad_json_form_brackets, {{"name", name}, {"likely", likely}});
    }
    case F::blank:
      return say(Say::bad_json_form_blank, {{"name", name}, {"likely", without_blanks(name)}});
    case F::control:
      return say(Say::bad_json_form_control);
    case F::list_in_list:
      return say(Say::bad_json_form_list_in_list, {{"name", name}});
    case F::value_and_more:
      return say(Say::bad_json_form_value_and_more, {{"name", name}});
    case F::mixed:
      return say(Say::bad_json_form_mixed, {{"name", name}});
    case F::json_value:
      return say(Say::bad_json_form_json_value, {{"name", name}});
    case F::numbered:
      return say(Say::bad_json_form_numbered, {{"name", name}});
    case F::semicolon:
      return say(Say::bad_json_form_semicolon);
  }
}

/// Another kind of text, where JSON should start.
std::optional<Say> words_of(read::Disguise disguise) {
  switch (disguise) {
    case read::Disguise::nothing:
      return {};
    case read::Disguise::form:
      return Say::bad_json_query_string;
    case read::Disguise::url:
      return Say::bad_json_url;
    case read::Disguise::markup:
      return Say::bad_json_markup;
  }
  return {};
}

void IssueMessages::not_json() {
  if (issue_.inside_value)
    return say(Say::bad_json_in_text,
               {{"field", last_name(issue_.pointer)}, {"expected", phrase(issue_.expected)}});
  if (record_.has_text && read::is_typographic_quote(judged_.written, issue_.offset))
    return typographic(Say::bad_json_typographic);
  if (record_.has_text && issue_.offset == record_.text.find_first_not_of(" \t\r\n"))
    if (const auto what = words_of(read::json_disguise(record_.text))) return say(*what);
  if (record_.has_text)
    if (const read::ForeignFile file = read::foreign_file(record_.text)) return say(file.words());
  say(Say::bad_json_expected, {{"expected", phrase(issue_.expected)}});
}

void IssueMessages::typographic(Say how) {
  say(how, {{"sign", judged_.written.substr(issue_.offset, issue_.end - issue_.offset)}});
  out_.suggestion = "\"";
  out_.fix = straight_quotes();
}

/// All of the quotes around names and values, where the text is JSON with them.
Fix IssueMessages::straight_quotes() const {
  constexpr std::size_t max_quotes = 10'000;
  const std::string_view written = judged_.written;
  const std::string straight = read::with_straight_quotes(written);
  const std::size_t end = read::first_value_end(straight, judged_.table.options.max_depth);
  if (end == 0 || straight.find_first_not_of(" \t\r\n", end) != straight.npos) return {};
  Fix fix{{}, true};
  for (std::size_t at = 0; at < written.size(); ++at) {
    if (written[at] == straight[at]) continue;
    const std::size_t size = character_size(written, at);
    if (size == 0 || fix.edits.size() == max_quotes) return {};
    fix.edits.push_back(take_out(at, at + size).edits.front());
    fix.edits.back().text = "\"";
    at += size - 1;
  }
  return fix;
}

void IssueMessages::mend_repeated() {
  if (!record_.has_text || record_.text_kind != read::TextKind::json || issue_.inside_value) return;
  if (!judged_.repeated) judged_.repeated.emplace(record_.text);
  out_.fix = judged_.repeated->at(issue_.offset);
}

}  // namespace

void word_issue(const read::ReadIssue& issue, const read::Record& record, const Judged& judged,
                OwnedFinding& out) {
  out.path = issue.pointer;
  out.offset = issue.offset;
  out.end_offset = issue.end;
  IssueMessages(issue, record, judged, out).make();
}

std::string last_name(std::string_view pointer) {
  std::string name;
  const std::string_view token = pointer.substr(pointer.rfind('/') + 1);
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size())
      name += token[++i] == '1' ? '/' : '~';
    else
      name += token[i];
  }
  return name;
}

}  // namespace leadlint::validate
