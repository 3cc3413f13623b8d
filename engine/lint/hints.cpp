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

/// A first column that no rule knows, with what often parts columns in its name.
std::string hint_about_csv(const Findings& findings) {
  for (const Finding& finding : findings) {
    if (finding.code != Code::unknown_field || finding.column != 1) continue;
    const std::size_t at = finding.column_name.find_first_of(";\t|,");
    if (at == std::string::npos) continue;
    const char found = finding.column_name[at];
    return fmt::format("has a column \"{}\"; --delimiter {} makes several of it",
                       finding.column_name,
                       found == '\t' ? std::string("tab") : fmt::format("'{}'", found));
  }
  return {};
}

}  // namespace

std::string hint_about(BulkFormat format, const BulkRecord& record) {
  if (record.number > 1) return {};
  if (is_compressed(record.text))
    return "is compressed; a name that ends in .gz or .zst (--stdin-filename) says so";
  if (format == BulkFormat::json) return hint_about_json(record.text, record.findings);
  return format == BulkFormat::csv ? hint_about_csv(record.findings) : std::string();
}

}  // namespace leadlint::lint
