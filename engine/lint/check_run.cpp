// Checks files record by record. Tests: tests/command_test.cpp.
#include "lint/check_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "lint/array_split.h"
#include "lint/line_reader.h"
#include "table/decision_table.h"

namespace leadlint::lint {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

bool starts_as_array(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return at != text.npos && text[at] == '[';
}

std::string_view value_name(std::string_view text) {
  switch (text.empty() ? '\0' : text[0]) {
    case '{':
      return "an object";
    case '"':
      return "a string";
    case 't':
    case 'f':
      return "a boolean";
    case 'n':
      return "null";
    default:
      return "a number";
  }
}

Finding finding_of(Code code, Severity severity, std::string message) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  return finding;
}

}  // namespace

CheckRun::CheckRun(Validator& validator, const Context& context, report::Reporter& reporter,
                   const RunOptions& options)
    : validator_(validator), context_(context), reporter_(reporter), options_(options) {}

tl::expected<void, std::string> CheckRun::check_file(std::string_view name, const std::string& path,
                                                     Input input) {
  looks_like_array_ = false;
  auto file = open_file(path);
  tl::expected<std::string, std::string> text;
  if (file && input != Input::jsonl) text = read_rest(file->get());
  if (!file || !text) {
    ++totals_.unreadable;
    return tl::unexpected(file ? text.error() : file.error());
  }

  counts_ = {};
  reporter_.begin_file(name);
  tl::expected<void, std::string> outcome;
  switch (input) {
    case Input::json:
      check_json(*text);
      break;
    case Input::array:
      check_array(*text);
      break;
    case Input::form:
      check_form(*text);
      break;
    case Input::jsonl:
      outcome = check_lines(file->get());
      break;
  }
  reporter_.end_file(counts_);
  totals_.counts.add(counts_);
  ++(outcome ? totals_.files : totals_.unreadable);
  return outcome;
}

void CheckRun::end() { reporter_.end(totals_); }

void CheckRun::check_json(std::string_view text) {
  const Result& result = validator_.check(text, context_);
  take(result, {}, {text, 0});
  if (!starts_as_array(text)) return;
  looks_like_array_ = std::ranges::any_of(result.findings(), [](const Finding& finding) {
    return finding.code == Code::wrong_type && finding.path.empty();
  });
}

void CheckRun::check_form(std::string_view text) {
  // The line break that an editor or `echo` puts behind the text is not part of the last value.
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  take(validator_.check_form(text, context_), {}, {text, 0});
}

tl::expected<void, std::string> CheckRun::check_lines(std::FILE* file) {
  LineReader reader(file);
  std::uint64_t records = 0;
  while (const auto line = reader.next()) {
    if (is_blank(*line)) continue;
    const RecordPlace place{++records, reader.offset(), static_cast<std::uint32_t>(reader.number()),
                            1};
    check_record(*line, place, {*line, reader.offset()});
  }
  if (reader.failed()) return tl::unexpected(std::string("reading failed"));
  return {};
}

void CheckRun::check_array(std::string_view text) {
  using enum ArraySplitter::Step;
  ArraySplitter splitter(text);
  const Severity bom = validator_.ruleset().table().options.bom;
  if (text.starts_with(byte_order_mark) && bom != Severity::off) {
    own_finding(finding_of(Code::encoding, bom, "the file starts with a byte order mark"),
                byte_order_mark.size(), text, {});
  }
  for (;;) {
    const ArraySplitter::Step step = splitter.next();
    const RecordPlace place = splitter.place();
    switch (step) {
      case element:
        check_record(splitter.element(), place, {text, 0});
        continue;
      case not_array:
        not_an_array(text, place);
        return;
      case end:
        return;
      case broken:
        break;
    }
    counts_.add(Verdict::invalid);
    own_finding(
        finding_of(Code::bad_json, Severity::error,
                   fmt::format("the list breaks off here: expected {}", splitter.expected())),
        place.offset < text.size() ? 1 : 0, text, place);
    return;
  }
}

// Not JSON at all is for the validator to explain.
void CheckRun::not_an_array(std::string_view text, const RecordPlace& place) {
  if (!nlohmann::json::accept(text)) return check_record(text, {}, {text, 0});
  const std::string_view value = text.substr(place.offset);
  counts_.add(Verdict::invalid);
  own_finding(finding_of(Code::wrong_type, Severity::error,
                         fmt::format("expected a list of records, found {}", value_name(value))),
              1, text, place);
}

// A finding about the file rather than a record of it, `size` bytes (of one code point) wide.
void CheckRun::own_finding(Finding finding, std::size_t size, std::string_view text,
                           const RecordPlace& place) {
  finding.line = finding.end_line = 1;
  finding.column = 1;
  finding.end_column = size == 0 ? 1 : 2;
  finding.end_offset = size;
  move_into_file(finding, place);
  counts_.add(finding.severity);
  show(finding, {text, 0});
}

void CheckRun::check_record(std::string_view text, const RecordPlace& place,
                            const report::Source& source) {
  take(validator_.check(text, context_), place, source);
}

void CheckRun::take(const Result& result, const RecordPlace& place, const report::Source& source) {
  counts_.add(result.verdict());
  std::uint64_t visible = 0;
  for (const Severity severity : {Severity::note, Severity::warning, Severity::error}) {
    counts_.add(severity, result.count(severity));
    if (severity >= options_.least_shown) visible += result.count(severity);
  }
  // Texts are made only for what is shown.
  if (visible == 0) return;
  if (options_.max_findings && shown_ >= *options_.max_findings) {
    counts_.cut += visible;
    return;
  }
  for (Finding finding : result.findings()) {
    move_into_file(finding, place);
    show(finding, source);
  }
}

void CheckRun::show(const Finding& finding, const report::Source& source) {
  if (finding.severity < options_.least_shown) return;
  if (options_.max_findings && shown_ >= *options_.max_findings) {
    ++counts_.cut;
    return;
  }
  ++shown_;
  reporter_.finding(finding, source);
}

}  // namespace leadlint::lint
