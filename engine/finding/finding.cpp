// Codes, severities and verdicts to the words that reports carry, and back. One table holds a
// code's name and meaning; the compiler refuses a table that misses one. Tests:
// tests/finding_test.cpp.
#include "leadlint/finding.h"

#include <algorithm>
#include <array>

namespace leadlint {
namespace {

struct CodeRow {
  Code code;
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array code_rows{
    CodeRow{
        Code::encoding, "encoding",
        "The text is not clean UTF-8: malformed bytes, a byte order mark, or a lone surrogate."},
    CodeRow{Code::bad_json, "bad_json", "The text is not exactly one well-formed JSON value."},
    CodeRow{Code::bad_csv, "bad_csv",
            "The CSV row cannot be read or does not have the columns of its header."},
    CodeRow{Code::limit_exceeded, "limit_exceeded",
            "The input is larger or deeper than a named limit allows."},
    CodeRow{Code::duplicate_key, "duplicate_key",
            "A member name stands more than once in one object; the last value is the one judged."},
    CodeRow{Code::unknown_field, "unknown_field", "No rule names this member."},
    CodeRow{Code::missing_field, "missing_field", "A member that must be here is not."},
    CodeRow{Code::wrong_type, "wrong_type",
            "The value has another JSON type than the field takes, such as text for a number."},
    CodeRow{Code::not_in_enum, "not_in_enum", "The value is not one of those the field takes."},
    CodeRow{Code::pair_not_allowed, "pair_not_allowed",
            "Each value may be legal, but they do not go together."},
    CodeRow{Code::too_long, "too_long", "There are more characters or items than the field takes."},
    CodeRow{Code::too_short, "too_short",
            "There are fewer characters or items than the field needs."},
    CodeRow{Code::bad_format, "bad_format",
            "The text is not written the way the field needs it: a date, a time, an address."},
    CodeRow{Code::out_of_range, "out_of_range",
            "The value is smaller or larger than the field takes."},
    CodeRow{Code::forbidden_field, "forbidden_field",
            "The member does not belong here, given the other values."},
    CodeRow{Code::conflict, "conflict", "Values contradict each other."},
    CodeRow{Code::immutable, "immutable", "A stored value that may not change is given another."},
    CodeRow{Code::transition_not_allowed, "transition_not_allowed",
            "The record may not go from its current status to this one."},
    CodeRow{Code::unknown_reference, "unknown_reference",
            "The organisation's own list does not have this value."},
    CodeRow{Code::whitespace, "whitespace",
            "The text has blanks around it, or nothing but blanks in it."},
    CodeRow{Code::not_judged, "not_judged",
            "Rules look at this value, which could not be read, and so say nothing."},
    CodeRow{Code::bad_yaml, "bad_yaml", "The rule file is not well-formed YAML."},
    CodeRow{Code::unknown_key, "unknown_key", "The rule language has no such key here."},
    CodeRow{Code::unknown_name, "unknown_name",
            "No field, format, catalog, option or definition has this name."},
    CodeRow{Code::bad_value, "bad_value", "The key cannot take this value."},
    CodeRow{Code::bad_condition, "bad_condition", "The condition cannot be read."},
    CodeRow{Code::bad_pattern, "bad_pattern",
            "The text pattern or date/time pattern cannot be read."},
    CodeRow{Code::type_mismatch, "type_mismatch", "The compared things are of different types."},
    CodeRow{Code::duplicate_id, "duplicate_id", "Two rules, fields or keys have the same name."},
    CodeRow{Code::missing_key, "missing_key", "A key that must be here is not."},
    CodeRow{Code::not_readable, "not_readable", "The file cannot be opened or read."},
};

// `code_name` looks rows up by position.
constexpr bool in_order() {
  for (std::size_t i = 0; i < code_rows.size(); ++i)
    if (static_cast<std::size_t>(code_rows[i].code) != i) return false;
  return true;
}
static_assert(in_order() && code_rows.back().code == Code::not_readable,
              "one row for each code, in the order of `enum class Code`");

constexpr std::array<std::string_view, 4> severity_names{"off", "note", "warning", "error"};
constexpr std::array<std::string_view, 3> verdict_names{"valid", "warning", "invalid"};

constexpr const CodeRow& row(Code code) { return code_rows[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view code_name(Code code) noexcept { return row(code).name; }

std::string_view code_meaning(Code code) noexcept { return row(code).meaning; }

std::optional<Code> code_from_name(std::string_view name) noexcept {
  const auto found = std::ranges::find(code_rows, name, &CodeRow::name);
  if (found == code_rows.end()) return std::nullopt;
  return found->code;
}

const std::vector<Code>& all_codes() {
  static const std::vector<Code> codes = [] {
    std::vector<Code> result;
    result.reserve(code_rows.size());
    for (const CodeRow& each : code_rows) result.push_back(each.code);
    return result;
  }();
  return codes;
}

std::string_view severity_name(Severity severity) noexcept {
  return severity_names[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_from_name(std::string_view name) noexcept {
  const auto found = std::ranges::find(severity_names, name);
  if (found == severity_names.end()) return std::nullopt;
  return static_cast<Severity>(found - severity_names.begin());
}

std::string_view verdict_name(Verdict verdict) noexcept {
  return verdict_names[static_cast<std::size_t>(verdict)];
}

}  // namespace leadlint
