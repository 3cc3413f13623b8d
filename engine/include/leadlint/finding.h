// What Leadlint says about one problem. Every stage speaks this type: payload checks, rule-file
// checks and input/output limits alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace leadlint {

/// How bad a finding is. `off` is a switched-off check: it never appears in a finding.
enum class Severity : std::uint8_t { off, note, warning, error };

/// What kind of problem it is. `code_name` gives the word that reports carry; the order here is the
/// order in which findings at one place are listed.
enum class Code : std::uint8_t {
  // payloads
  encoding,                // not UTF-8, a byte order mark, a lone surrogate
  bad_json,                // not one JSON text
  bad_csv,                 // a row that does not fit its header
  limit_exceeded,          // larger than a named limit
  duplicate_key,           // a member name that stands twice in one object
  unknown_field,           // a member that no rule names
  missing_field,           // a required member is not there
  wrong_type,              // text where a number belongs, and the like
  not_in_enum,             // a value outside its list
  pair_not_allowed,        // two values that do not go together
  too_long,                // more characters or items than allowed
  too_short,               // fewer characters or items than needed
  bad_format,              // text that is not a date, a time, an e-mail address, ...
  out_of_range,            // a number too small or too large
  forbidden_field,         // a member that does not belong here
  conflict,                // values that contradict each other
  immutable,               // a stored value that may not change
  transition_not_allowed,  // a status change that is refused
  unknown_reference,       // a value that the organisation's catalog does not list
  whitespace,              // blanks around (or instead of) a text
  not_judged,              // rules that say nothing, for want of a value that could not be read
  // rule files
  bad_yaml,       // the file is not YAML
  unknown_key,    // a key that the rule language does not have
  unknown_name,   // a field, format, catalog, option or definition that does not exist
  bad_value,      // a value the key cannot take
  bad_condition,  // a condition that cannot be read
  bad_pattern,    // a text pattern or date/time pattern that cannot be read
  type_mismatch,  // a comparison of things that do not compare
  duplicate_id,   // two rules, fields or keys of one name
  missing_key,    // a key that must be there
  not_readable,   // a file that cannot be opened or read
};

/// The word for a code in every report, for example "missing_field".
[[nodiscard]] std::string_view code_name(Code code) noexcept;
/// One plain line on what a code means.
[[nodiscard]] std::string_view code_meaning(Code code) noexcept;
/// The code with this name; nullopt when there is none.
[[nodiscard]] std::optional<Code> code_from_name(std::string_view name) noexcept;
/// All codes, in their order.
[[nodiscard]] const std::vector<Code>& all_codes();

/// "off", "note", "warning" or "error".
[[nodiscard]] std::string_view severity_name(Severity severity) noexcept;
[[nodiscard]] std::optional<Severity> severity_from_name(std::string_view name) noexcept;

/// One named detail of a finding, for programs: {"limit", 500}, {"allowed", ["PRICE", "TIMING"]}.
struct Param {
  std::string name;
  std::variant<std::int64_t, double, std::string, std::vector<std::string>> value;
};

/// One problem, located and explained. All text is UTF-8. A plain value: copy it, keep it.
struct Finding {
  Code code = Code::bad_json;
  Severity severity = Severity::error;
  /// JSON Pointer (RFC 6901) into the payload; "/@path/NAME" for a parameter of the URL,
  /// "/@current/NAME" and "/@request/NAME" for what the stored record and the request hold. Empty
  /// for the root, and for findings in rule files.
  std::string path;
  /// 1-based; columns count Unicode code points; `end_column` is one past the last. 0: the input
  /// has no text (a JSON value).
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  /// Bytes from the start of the input, [offset, end_offset). Both 0 where there is no text.
  std::uint64_t offset = 0, end_offset = 0;
  /// 1-based number of the record in a JSON Lines, array or CSV input; 0 for a single record.
  std::uint64_t record = 0;
  /// CSV: the header's name for the column that the finding stands in. Empty: in none.
  std::string column_name;
  /// "vendor/operation#rule-id"; empty where no rule stands behind it (bad_json).
  std::string rule;
  std::string message;
  std::vector<Param> params;
  /// The documentation's own words, where the rule quotes them.
  std::string because;
  /// The rule follows from those words, which do not say it themselves.
  bool derived = false;
  /// "file:line" of the rule.
  std::string rule_location;
  /// The value or name that was likely meant; empty when nothing is near.
  std::string suggestion;
};

using Findings = std::vector<Finding>;

/// What becomes of a record: `invalid` with an error, `warning` with a warning and no error.
enum class Verdict : std::uint8_t { valid, warning, invalid };
/// "valid", "warning" or "invalid".
[[nodiscard]] std::string_view verdict_name(Verdict verdict) noexcept;

}  // namespace leadlint
