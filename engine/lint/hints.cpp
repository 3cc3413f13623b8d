#include "lint/hints.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "read/json_diagnosis.h"

namespace leadlint::lint {
namespace {

/// Deeper than any record is read.
constexpr std::uint32_t most_levels = 1U << 20;

bool is_compressed(std::string_view text) {
  return text.starts_with("\x1F\x8B") || text.starts_with("\x28\xB5\x2F\xFD");
}

bool is_list(std::string_view text, const Finding& finding) {
  if (finding.code != Code::wrong_type || !finding.path.empty()) return false;
  const std::size_t at = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return at != text.npos && text[at] == '[';
}

/// A value on one line, and behind it, on another line, the text that `finding` says should not be there.
bool is_lines(std::string_view text, const Finding& finding) {
  if (finding.code != Code::bad_json) return false;
  const std::size_t end = read::first_value_end(text, most_levels);
  if (end == 0 || finding.offset < end) return false;
  const std::string_view first = text.substr(0, end);
  return first.find('\n', first.find_first_of("{[")) == first.npos &&
         text.substr(end, finding.offset - end).find('\n') != text.npos;
}

std::string hint_about_json(std::string_view text, const Findings& findings) {
  const auto any = [&](auto is) {
    return std::ranges::any_of(findings, [&](const Finding& each) { return is(text, each); });
  };
  if (any(is_list)) return "holds a list; --input array checks each of its items as a record";
  if (any(is_lines)) return "holds a record a line (JSON Lines); --input jsonl checks each of them";
  return {};
}

/// A header of one column, none that rules know, with what often parts columns in its name. (The name is not
/// told: it may be a value of a first record.)
std::string hint_about_csv(const BulkRecord& record, char delimiter) {
  const auto header = std::ranges::find(record.findings, Code::bad_csv, &Finding::code);
  if (record.number != 0 || header == record.findings.end()) return {};
  const std::string_view line =
      record.text.substr(std::min<std::size_t>(header->offset, record.text.size()),
                         header->end_offset - header->offset);
  const std::size_t at = line.find_first_of(";\t|,");
  if (at == line.npos || line.find(delimiter) != line.npos) return {};
  return line[at] == '\t' ? "has a header of one column with tabs in its name; --delimiter tab "
                            "makes several of it"
                          : fmt::format(
                                "has a header of one column with {0} in its name; --delimiter "
                                "'{0}' makes several "
                                "of it",
                                line[at]);
}

}  // namespace

std::string hint_about(BulkFormat format, const BulkRecord& record, char delimiter) {
  if (record.number > 1) return {};
  if (is_compressed(record.text))
    return "is compressed; a name that ends in .gz or .zst (--stdin-filename) says so";
  if (format == BulkFormat::json) return hint_about_json(record.text, record.findings);
  return format == BulkFormat::csv ? hint_about_csv(record, delimiter) : std::string();
}

}  // namespace leadlint::lint
