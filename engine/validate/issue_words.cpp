#include "validate/issue_words.h"

#include <utility>

#include <fmt/format.h>

#include "read/csv_columns.h"
#include "read/json_diagnosis.h"

namespace leadlint::validate {
namespace {

class IssueWords {
 public:
  IssueWords(const read::ReadIssue& issue, const read::Record& record, const Judged& judged,
             Finding& out)
      : issue_(issue), record_(record), judged_(judged), out_(out) {}

  void make();

 private:
  void say(std::string message) { out_.message = std::move(message); }
  [[nodiscard]] std::string number() const;
  void too_large();
  void cell_count();
  void not_json();
  void typographic(std::string_view then);

  const read::ReadIssue& issue_;
  const read::Record& record_;
  const Judged& judged_;
  Finding& out_;
};

void IssueWords::make() {
  using K = read::ReadIssue::Kind;
  switch (issue_.kind) {
    case K::bom:
      return say("the text starts with a byte order mark; leave it out");
    case K::encoding:
      return say("this is not UTF-8");
    case K::bad_json:
      return not_json();
    case K::repaired_quotes:
      return typographic("; it was read as one");
    case K::too_deep:
      return say(fmt::format("nested deeper than {} level{} (--option limits.max_depth)",
                             judged_.table.options.max_depth,
                             judged_.table.options.max_depth == 1 ? "" : "s"));
    case K::doubled_backslashes:
      return say(
          "this is not JSON: its backslashes are doubled, as COPY TO and mariadb -B write them; "
          "psql "
          "-At -c and mariadb --raw write them once");
    case K::number_too_large:
      return say(fmt::format("{} does not fit a double-precision number", number()));
    case K::line_break:
      return say("a line break stands here: form text is one line (%0A in a value)");
    case K::duplicate_name:
      return say(fmt::format("{} stands here a second time; the last value counts",
                             last_name(issue_.pointer)));
    case K::lone_surrogate:
    case K::lone_surrogate_name:
      return say("half of a \\u surrogate pair stands alone; it is no character");
    case K::bad_escape:
      return say("a % is not followed by two hexadecimal digits");
    case K::too_large:
      return too_large();
    case K::too_many_values:
      return say(
          "the record has so many values that reading them would take more memory than a record "
          "may (--max-record-bytes)");
    case K::bad_csv:
      return say(fmt::format("this is not CSV: expected {}", issue_.expected));
    case K::cell_count:
      return cell_count();
  }
}

std::string IssueWords::number() const {
  constexpr std::uint32_t most = 40;
  if (record_.has_text && issue_.end - issue_.offset <= most)
    return std::string(record_.text.substr(issue_.offset, issue_.end - issue_.offset));
  return "this number";
}

void IssueWords::too_large() {
  const std::size_t limit = judged_.max_record_bytes;
  if (limit == 0) return say("the record has more bytes than a record may have");
  out_.params.push_back({"limit", static_cast<std::int64_t>(limit)});
  say(fmt::format("the record has more than {} bytes (--max-record-bytes)", limit));
}

void IssueWords::cell_count() {
  const std::size_t columns = record_.columns->names.size();
  out_.params.push_back({"cells", std::int64_t{issue_.count}});
  out_.params.push_back({"columns", static_cast<std::int64_t>(columns)});
  say(fmt::format("the row has {} cell{}; its header has {}", issue_.count,
                  issue_.count == 1 ? "" : "s", columns));
}

void IssueWords::not_json() {
  if (record_.has_text && read::is_typographic_quote(judged_.written, issue_.offset))
    return typographic("");
  say(fmt::format("this is not JSON: expected {}", issue_.expected));
}

void IssueWords::typographic(std::string_view then) {
  say(fmt::format("this is not JSON: a typographic quotation mark {} stands where \" belongs{}",
                  judged_.written.substr(issue_.offset, issue_.end - issue_.offset), then));
  out_.suggestion = "\"";
}

}  // namespace

void word_issue(const read::ReadIssue& issue, const read::Record& record, const Judged& judged,
                Finding& out) {
  out.path = issue.pointer;
  out.offset = issue.offset;
  out.end_offset = issue.end;
  IssueWords(issue, record, judged, out).make();
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
