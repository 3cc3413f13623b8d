// Recognises inputs by how they begin. Tests: tests/wrong_input_test.cpp, tests/settings_test.cpp.

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "bulk/input_formats.h"
#include "bulk/text_kinds.h"
#include "leadlint/bulk.h"
#include "read/form_names.h"
#include "read/json_diagnosis.h"
#include "read/json_members.h"
#include "read/list_in_json.h"
#include "text/ascii.h"
#include "text/place_in.h"

namespace leadlint::bulk {
namespace {

/// Deeper than any record is read.
constexpr std::uint32_t max_levels = 1U << 20;

/// Precondition: `from` is in the text, and not behind `to`.
std::string_view between(std::string_view text, std::size_t from, std::uint64_t to) {
  return text.substr(from, static_cast<std::size_t>(to - from));
}

bool is_list(std::string_view text, const Finding& finding) {
  if (finding.code() != Code::wrong_type || !finding.path().empty()) return false;
  const std::size_t at = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return at != text.npos && text[at] == '[';
}

/// A value on one line, and behind it, on another line, the text that `finding` says should not be
/// there.
bool is_lines(std::string_view text, const Finding& finding) {
  if (finding.code() != Code::bad_json) return false;
  const std::size_t end = read::first_value_end(text, max_levels);
  if (end == 0 || finding.offset() < end) return false;
  const std::string_view first = text.substr(0, end);
  return first.find('\n', first.find_first_of("{[")) == first.npos &&
         between(text, end, finding.offset()).find('\n') != text.npos;
}

/// A text that holds an object or a list.
bool is_doubled(std::string_view text, const Finding& finding) {
  const std::string_view start = text.substr(std::min(text.find('"'), text.size()));
  return finding.code() == Code::wrong_type && finding.path().empty() &&
         finding.offset() == text.size() - start.size() &&
         (start.starts_with("\"{\\\"") || start.starts_with("\"[{\\\""));
}

/// {""status"": ...
bool is_quoted_twice(std::string_view text, const Finding& finding) {
  const std::size_t at = place_in(text, finding.offset());
  return finding.code() == Code::bad_json && at >= 2 && text.substr(at - 2, 2) == "\"\"" &&
         at < text.size() && text.substr(0, at - 2).find_first_not_of("{[ \t\r\n") == text.npos;
}

/// Objects on one line, the second where the end should be.
bool is_row_of_records(std::string_view text, const Finding& finding) {
  const std::size_t end = read::first_value_end(text, max_levels);
  return finding.code() == Code::bad_json && end != 0 && finding.offset() >= end &&
         text.substr(place_in(text, finding.offset())).starts_with('{') &&
         between(text, end, finding.offset()).find('\n') == text.npos;
}

struct Wrapped {
  std::string path;
  bool is_empty = false;
};

/// A list of objects in a member of the record that the rules do not know, as answers of other
/// programs have it; also an empty one, where the rules know no member.
Wrapped wrapped_list(std::string_view text, const Findings& findings) {
  constexpr int max_levels_down = 3;
  const auto is_unknown = [&](std::string_view name) {
    return std::ranges::any_of(findings, [&](const Finding& each) {
      return each.code() == Code::unknown_field && each.path() == fmt::format("/{}", name);
    });
  };
  const std::size_t start = text.find('{');
  if (start == text.npos ||
      std::ranges::find(findings, Code::bad_json, &Finding::code) != findings.end())
    return {};
  std::string empty;
  bool any_known = false;
  for (read::JsonMembers members(text, start); members.next();) {
    const std::string_view name = members.raw_name(), value = members.value_text();
    if (!is_unknown(name)) {
      any_known = true;
      continue;
    }
    if (!read::is_path_name(name)) continue;
    if (read::is_object_list(value)) return {std::string(name)};
    if (value.starts_with('[') && value.find_first_not_of(" \t\r\n", 1) == value.size() - 1 &&
        empty.empty())
      empty = name;
    if (!value.starts_with('{')) continue;
    const std::string inner = read::path_to_list(text, members.value(), max_levels_down);
    if (!inner.empty()) return {fmt::format("{}.{}", name, inner)};
  }
  if (any_known) empty.clear();
  return {empty, true};
}

using Value = SettingValue;

std::string hint_about_wrapped(std::string_view text, const Findings& findings,
                               SettingText setting_text) {
  const auto [path, is_empty] = wrapped_list(text, findings);
  if (path.empty()) return {};
  const std::string setting = setting_text({{Setting::records, path}});
  if (is_empty)
    return fmt::format("holds an empty list in {}; {} checks the items of such a list", path,
                       setting);
  return fmt::format("holds a list of objects in {}; {} checks each of them as a record", path,
                     setting);
}

/// Form text where JSON was expected.
std::string hint_about_query_string(std::string_view text, const Findings& findings,
                                    SettingText setting_text) {
  if (std::ranges::find(findings, Code::bad_json, &Finding::code) == findings.end() ||
      read::json_disguise(text) != read::Disguise::form)
    return {};
  return fmt::format("is a query string; {} checks it",
                     setting_text({{Setting::format, BulkFormat::form}}));
}

/// JSON where form text was expected.
std::string hint_about_form(std::string_view text, const Findings& findings,
                            SettingText setting_text) {
  if (std::ranges::find(findings, Code::bad_format, &Finding::code) == findings.end() ||
      !looks_like_json(text))
    return {};
  return fmt::format("holds JSON, not a query string; {} checks it",
                     setting_text({{Setting::format, BulkFormat::json}}));
}

/// Words with commas or tabs between them where JSON was expected, or a text of another kind.
std::string hint_about_no_json(std::string_view text, const Findings& findings,
                               SettingText setting_text) {
  const auto wrong = std::ranges::find(findings, Code::bad_json, &Finding::code);
  if (wrong == findings.end()) return {};
  if (std::string form = hint_about_query_string(text, findings, setting_text); !form.empty())
    return form;
  if (std::string kind = text_kind(text, setting_text); !kind.empty()) return kind;
  const char sign = looks_like_table(text);
  if (sign == '\0') return {};
  const Value csv{Setting::format, BulkFormat::csv};
  return fmt::format(
      "is no JSON; if its first line names columns, {} reads a record from each other line",
      sign == '\t'  ? setting_text({{Setting::format, BulkFormat::tsv}})
      : sign == ',' ? setting_text({csv})
                    : setting_text({csv, {Setting::delimiter, ';'}}));
}

std::string items_of(std::string_view what, SettingText setting_text) {
  return fmt::format("holds {}; {} checks each of its items as a record", what,
                     setting_text({{Setting::format, BulkFormat::json_array}}));
}

std::string hint_about_json(std::string_view text, const Findings& findings,
                            SettingText setting_text) {
  const auto any = [&](auto is) {
    return std::ranges::any_of(findings, [&](const Finding& each) { return is(text, each); });
  };
  const Value lines{Setting::format, BulkFormat::json_lines};
  if (any(is_list)) return items_of("a list", setting_text);
  if (any(is_doubled))
    return "holds JSON inside of a text, its quotes escaped: it was encoded twice; `jq -r .` takes "
           "one off";
  if (any(is_quoted_twice))
    return "has each quote twice, as a cell of a CSV file does; take the text out of the cell with "
           "a program that reads CSV";
  if (any(is_row_of_records))
    return fmt::format(
        "holds records one behind the other; `jq -c .` writes each on a line, which {} reads",
        setting_text({lines}));
  if (any(is_lines))
    return fmt::format("holds a record a line (JSON Lines); {} checks each of them",
                       setting_text({lines}));
  if (std::string wrapped = hint_about_wrapped(text, findings, setting_text); !wrapped.empty())
    return wrapped;
  return hint_about_no_json(text, findings, setting_text);
}

/// The line without the blanks around it.
std::string_view bare(std::string_view line) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = line.find_first_not_of(blanks);
  return first == line.npos ? std::string_view{}
                            : line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

/// Is nothing else on the lines behind the record's?
bool is_last_line(const BulkRecord& record) {
  return bare(record.around.substr(
                  static_cast<std::size_t>(record.text.data() - record.around.data()) +
                  record.text.size()))
      .empty();
}

/// JSON on one line that is written otherwise than JSON Lines are.
std::string hint_about_line(std::string_view line, SettingText setting_text) {
  if (line.front() == '\x1E')
    return "has the sign U+001E in front of its records (a JSON text sequence); `tr -d '\\036'` "
           "takes it away";
  if (line.front() == '{' && bare(line.substr(0, line.size() - 1)).ends_with('}') &&
      line.back() == ',')
    return fmt::format(
        "has a comma behind its records; take it off each line, or put [ in front of them and ] in "
        "place of the last comma, for {}",
        setting_text({{Setting::format, BulkFormat::json_array}}));
  const std::size_t start = line.find('{');
  if (start != 0 && start != line.npos && line.ends_with('}') && line.front() != '[' &&
      line.front() != '"' && bare(line.substr(start + 1)).starts_with('"'))
    return "has other text in front of the JSON of its lines; `sed 's/^[^{]*//'` takes it away";
  return {};
}

/// The input from the record on, as far as it is at hand.
std::string_view from_record_on(const BulkRecord& record) {
  const auto before = static_cast<std::size_t>(record.text.data() - record.around.data());
  return record.around.substr(std::min(before, record.around.size()));
}

/// A list of objects inside of the first line.
std::string hint_about_wrapped_line(const BulkRecord& record, SettingText setting_text) {
  const auto [path, is_empty] = wrapped_list(record.text, record.findings);
  if (path.empty() || is_empty) return {};
  if (is_last_line(record))
    return fmt::format(
        "holds a list of objects in {}; {} checks each of them as a record", path,
        setting_text({{Setting::format, BulkFormat::json_array}, {Setting::records, path}}));
  return fmt::format(
      "has a list of objects in {0} on its lines; `jq -c '.{0}[]'` writes each of "
      "them on a line",
      path);
}

/// A list of objects inside of one object over several lines, which is all that there is.
std::string hint_about_wrapped_lines(const BulkRecord& record, SettingText setting_text) {
  constexpr int max_levels_down = 3;
  const std::string_view text = from_record_on(record);
  const std::size_t start = text.find('{'), end = read::first_value_end(text, max_levels);
  if (start == text.npos || end == 0 || !bare(text.substr(end)).empty()) return {};
  const std::string path = read::path_to_list(text, start, max_levels_down);
  if (path.empty()) return {};
  return fmt::format(
      "holds a list of objects in {} over several lines; {} checks each of them as a record", path,
      setting_text({{Setting::format, BulkFormat::json_array}, {Setting::records, path}}));
}

/// One value over several lines, or a list on one, where a record a line is expected.
std::string hint_about_lines(const BulkRecord& record, SettingText setting_text) {
  const std::string_view line = bare(record.text);
  if (line.empty() || record.text.data() < record.around.data()) return {};
  const auto has = [&](Code code) {
    return std::ranges::find(record.findings, code, &Finding::code) != record.findings.end();
  };
  const bool alone = is_last_line(record), list = line.front() == '[';
  if (record.number == 1 && list && alone && has(Code::wrong_type))
    return items_of("a list", setting_text);
  if (!has(Code::bad_json))
    return record.number == 1 ? hint_about_wrapped_line(record, setting_text) : "";
  if (record.number == 1) {
    if (std::string hint =
            hint_about_no_json(from_record_on(record), record.findings, setting_text);
        !hint.empty())
      return hint;
    if (std::string hint = hint_about_line(line, setting_text); !hint.empty()) return hint;
  }
  // (Behind the first one, a line may end early for other reasons.)
  const bool opens = list || line.front() == '{';
  const bool goes_on = std::string_view("{[,").find(line.back()) != std::string_view::npos;
  if (alone || !opens || !goes_on || (record.number != 1 && line.size() != 1)) return {};
  if (std::string wrapped = list ? "" : hint_about_wrapped_lines(record, setting_text);
      !wrapped.empty())
    return wrapped;
  if (list) return items_of("a list over several lines", setting_text);
  return fmt::format(
      "has a record that goes over several lines; {} checks it, if it is the only one, and `jq -c "
      ".` writes each on a line of its own",
      setting_text({{Setting::format, BulkFormat::json}}));
}

/// What no CSV starts with; empty: nothing of the kind.
std::string hint_about_no_table(std::string_view text, SettingText setting_text) {
  const auto as = [setting_text](BulkFormat format) {
    return setting_text({{Setting::format, format}});
  };
  if (looks_like_json(text))
    return fmt::format("holds JSON, not CSV; {} checks a record a line, {} one, {} a list",
                       as(BulkFormat::json_lines), as(BulkFormat::json),
                       as(BulkFormat::json_array));
  if (bare(text).starts_with('\''))
    return "has single quotes around its cells; CSV has double ones";
  return text_kind(text, setting_text);
}

/// Rows with one cell more than the header has names, a number in front: R's write.table.
std::string hint_about_row_names(const BulkRecord& record) {
  const std::string_view row = record.text;
  if (!row.starts_with("1,") && !row.starts_with("\"1\",") && !row.starts_with("1\t") &&
      !row.starts_with("\"1\"\t") && !row.starts_with("1;") && !row.starts_with("\"1\";"))
    return {};
  for (const Finding& finding : record.findings) {
    std::int64_t cells = 0, columns = 0;
    for (const Param& param : finding.params()) {
      const auto* const number = std::get_if<std::int64_t>(&param.value);
      if (number != nullptr && param.name == "cells") cells = *number;
      if (number != nullptr && param.name == "columns") columns = *number;
    }
    if (cells != 0 && cells == columns + 1)
      return "has one cell more in its rows than its header has names, and numbers the rows; where "
             "R's write.table wrote it, row.names = FALSE leaves the numbers away";
  }
  return {};
}

/// `"sep=;"`, `SEP=;`, `sep=; ` and the like.
bool is_like_separator_line(std::string_view line) {
  if (line.starts_with('"')) line.remove_prefix(1);
  constexpr std::string_view sep = "sep=";
  constexpr std::size_t max = 8;
  return line.size() <= max && line.size() >= sep.size() &&
         std::equal(sep.begin(), sep.end(), line.begin(),
                    [](char a, char b) { return a == b || a == to_lower(b); });
}

/// A header of one column, none that rules know, with what often parts columns in its name. (The
/// name is not told: it may be a value of a first record.)
std::string hint_about_columns(const BulkOptions& options, const BulkRecord& record,
                               SettingText setting_text) {
  const auto header = std::ranges::find(record.findings, Code::bad_csv, &Finding::code);
  if (record.number != 0 || header == record.findings.end()) return {};
  const bool tabs = input_format(options.format).delimiter == '\t';
  const std::string_view line =
      between(record.text, place_in(record.text, header->offset()), header->end_offset());
  if (std::string hint = hint_about_no_table(record.text, setting_text); !hint.empty()) return hint;
  std::string_view first = record.text.substr(0, record.text.find('\n'));
  if (first.ends_with('\r')) first.remove_suffix(1);
  constexpr std::string_view separator = "sep=;";
  if (first.size() == separator.size() && first.starts_with(separator.substr(0, 4)))
    return {};  // which was read as Excel does: the delimiter is no question
  if (is_like_separator_line(bare(first)))
    return fmt::format(
        "has a first line that is like Excel's sep=; but spelled otherwise (in small letters, "
        "without quotes and blanks); take it out, and say it by {}",
        setting_text({{Setting::delimiter}}));
  const std::size_t at = line.find_first_of(";\t|,");
  if (at == line.npos) return {};
  if (line.find(tabs ? '\t' : options.delimiter.value_or(',')) != line.npos)
    return line.front() == '"' && line.find('"', 1) == line.size() - 1
               ? "has quotes around all names of its header together, which makes one column of "
                 "them; take them off each line"
               : "";
  const Value csv{Setting::format, BulkFormat::csv}, sign{Setting::delimiter, line[at]};
  return fmt::format("has a header of one column with {} in its name; {} makes several of it",
                     line[at] == '\t' ? "tabs" : line.substr(at, 1),
                     tabs ? setting_text({csv, sign}) : setting_text({sign}));
}

}  // namespace
}  // namespace leadlint::bulk

namespace leadlint {

std::string input_hint(const BulkOptions& options, const BulkRecord& record) {
  const SettingText settings =
      options.setting_text != nullptr ? options.setting_text : library_settings;
  const bool later = record.number > 1;
  switch (bulk::records_of(options.format)) {
    case bulk::RecordForm::line:
      return bulk::hint_about_lines(record, settings);
    case bulk::RecordForm::json:
      return later ? "" : bulk::hint_about_json(record.text, record.findings, settings);
    case bulk::RecordForm::row:
      if (later) return {};
      return record.number == 1 ? bulk::hint_about_row_names(record)
                                : bulk::hint_about_columns(options, record, settings);
    case bulk::RecordForm::form:
      return bulk::hint_about_form(record.text, record.findings, settings);
    case bulk::RecordForm::element:
      return record.number != 0 || record.around_offset != 0
                 ? ""
                 : bulk::hint_about_query_string(record.text, record.findings, settings);
  }
  return {};
}

}  // namespace leadlint
