// What is wrong with a text that could not be read, and what to write.
#include "validate/issue_words.h"

#include <utility>

#include <fmt/format.h>

#include "finding/edits.h"
#include "read/csv_columns.h"
#include "read/csv_words.h"
#include "read/encoding_words.h"
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
  void typographic(std::string_view then);
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
      return say("the text starts with a byte order mark; leave it out");
    case K::encoding:
      return not_utf8();
    case K::bad_json:
      return not_json();
    case K::repaired_quotes:
      return typographic("; it was read as one");
    case K::too_deep:
      return say(fmt::format(
          "nested deeper than {} level{}, the most that is read; the option limits.max_depth sets "
          "it",
          judged_.table.options.max_depth, judged_.table.options.max_depth == 1 ? "" : "s"));
    case K::doubled_backslashes:
      return say(
          "this is not JSON: its backslashes are doubled, as COPY TO and mariadb -B write them; "
          "psql -At -c and mariadb --raw write them once");
    case K::number_too_large:
      return say(fmt::format("{} does not fit a double-precision number", number()));
    case K::line_break:
      return say("a line break stands here: form text is one line (%0A in a value)");
    case K::duplicate_name:
      mend_repeated();
      return say(fmt::format("{} stands here a second time; the last value counts",
                             last_name(issue_.pointer)));
    case K::lone_surrogate:
    case K::lone_surrogate_name:
      return say("half of a \\u surrogate pair stands alone; it is no character");
    case K::bad_escape:
      return say("a % is not followed by two hexadecimal digits");
    case K::bad_form:
      return bad_form();
    case K::too_large:
      return too_large();
    case K::too_many_values:
      return say(fmt::format(
          "the record has so many values that reading them would take more memory than a record "
          "may ({})",
          limit_setting()));
    case K::bad_csv:
      return say("this is not CSV: expected " + read::fault_words(issue_.row_fault, record_.text,
                                                                  issue_.offset,
                                                                  record_.columns->dialect));
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
  return "this number";
}

void IssueMessages::not_utf8() {
  if (!record_.has_text) return say("this is not UTF-8");
  const bool variant = record_.text_kind == read::TextKind::form;
  say(read::not_utf8(record_.text,
                     variant ? read::broken_utf8_of_form(record_.text, issue_.offset, issue_.end)
                             : issue_.offset));
}

void IssueMessages::too_large() {
  const std::size_t limit = judged_.max_record_bytes;
  if (limit == 0) return say("the record has more bytes than a record may have");
  out_.params.push_back({"limit", static_cast<std::int64_t>(limit)});
  say(fmt::format("the record has more than {} bytes ({})", limit, limit_setting()));
}

void IssueMessages::cell_count() {
  const std::size_t columns = record_.columns->names.size();
  out_.params.push_back({"cells", std::int64_t{issue_.count}});
  out_.params.push_back({"columns", static_cast<std::int64_t>(columns)});
  say(fmt::format("the row has {} cell{}; its header has {}{}", issue_.count,
                  issue_.count == 1 ? "" : "s", columns,
                  issue_.count > columns ? one_too_many(issue_.count - columns) : ""));
}

/// Where the cells come from that the header has no names for, as far as the row tells.
std::string IssueMessages::one_too_many(std::size_t extra) const {
  const read::CsvDialect& dialect = record_.columns->dialect;
  const char delimiter = dialect.delimiter;
  const std::string sign = delimiter == '\t'                       ? "tab"
                           : delimiter > ' ' && delimiter < '\x7F' ? fmt::format("'{}'", delimiter)
                                                                   : "delimiter";
  const std::string_view text = record_.text;
  const std::size_t last = text.find_last_not_of(delimiter);
  const bool at_end = text.size() - (last == text.npos ? 0 : last + 1) >= extra;
  const std::string inside = dialect.has_backslashes() ? "; inside of a cell a tab is written \\t"
                             : dialect.has_quotes()
                                 ? fmt::format("; a cell with a {} inside needs quotes", sign)
                                 : "";
  // (A number in quotes in front is no text that a sign parts: R's write.table puts it there.)
  const bool numbered =
      text.starts_with('"') && text.find_first_not_of("0123456789", 1) == text.find('"', 1);
  if (!at_end) return numbered ? "" : inside;
  return fmt::format(": the row ends in {} {} more than its header; take {} off each row{}",
                     extra == 1 ? "one" : std::to_string(extra), sign, extra == 1 ? "it" : "them",
                     inside);
}

void IssueMessages::repeated_key() {
  out_.params.push_back({"repeats", std::int64_t{issue_.count}});
  say(fmt::format("{} in record {} already", issue_.name, issue_.count));
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
      return say("this is JSON, not a query string; write name=value&name=value");
    case F::url:
      return say("this is a URL, not a query string; write only what stands behind its ?");
    case F::no_pair:
      return say("this is not a query string: no = stands in it; write name=value&name=value");
    case F::no_name:
      return say("there is no name in front of the =; write name=value");
    case F::brackets: {
      const std::string mended = read::mended_form_name(name);
      const std::string likely = mended.empty() ? "a, a[b] or a[]" : mended;
      return say(fmt::format("no two servers read the name \"{}\" alike; write {}", name, likely));
    }
    case F::blank:
      return say(fmt::format("some servers take the blank out of the name \"{}\"; write {}", name,
                             without_blanks(name)));
    case F::control:
      return say("a control character stands in a name; servers cut the name there, or refuse it");
    case F::list_in_list:
      return say(fmt::format(
          "no two servers read [][] in \"{}\" alike; number the lists: a[0][]=1&a[1][]=2", name));
    case F::value_and_more:
      return say(
          fmt::format("\"{}\" contradicts another name: one gives it a value, one puts "
                      "brackets behind it; write one of the two",
                      name));
    case F::mixed:
      return say(
          fmt::format("\"{}\" contradicts another name: a list has [] behind its name in all "
                      "places or [0], [1] in all, an object has neither; write one of them",
                      name));
    case F::json_value:
      return say(
          fmt::format("\"{}\" is JSON in text: write it as one value, {}={{...}}", name, name));
    case F::numbered:
      return say(fmt::format("Rails makes an object, not a list, of {0}[0]; write {0}[]", name));
    case F::semicolon:
      return say(
          "Rails parts pairs at a ; as well, before Rack 3; write & between pairs and %3B in "
          "a value");
  }
}

/// Another kind of text, where JSON should start.
std::string_view words_of(read::Disguise disguise) {
  switch (disguise) {
    case read::Disguise::nothing:
      return {};
    case read::Disguise::form:
      return "this is a query string, not JSON";
    case read::Disguise::url:
      return "this is a URL, not JSON";
    case read::Disguise::markup:
      return "this is XML or HTML, not JSON";
  }
  return {};
}

void IssueMessages::not_json() {
  if (issue_.inside_value)
    return say(fmt::format("{} is JSON in text, and this is not JSON: expected {}",
                           last_name(issue_.pointer), issue_.expected));
  if (record_.has_text && read::is_typographic_quote(judged_.written, issue_.offset))
    return typographic("");
  if (record_.has_text && issue_.offset == record_.text.find_first_not_of(" \t\r\n"))
    if (const auto words = words_of(read::json_disguise(record_.text)); !words.empty())
      return say(std::string(words));
  if (record_.has_text)
    if (const read::ForeignFile file = read::foreign_file(record_.text)) return say(file.words());
  say(fmt::format("this is not JSON: expected {}", issue_.expected));
}

void IssueMessages::typographic(std::string_view then) {
  say(fmt::format("this is not JSON: a typographic quotation mark {} stands where \" belongs{}",
                  judged_.written.substr(issue_.offset, issue_.end - issue_.offset), then));
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
