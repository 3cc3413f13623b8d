// What Leadlint says about one problem. Every stage speaks this type: payload checks, rule-file
// checks and input/output limits alike.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
  std::string name = {};
  std::variant<std::int64_t, double, std::string, std::vector<std::string>> value = {};
};

/// A piece of the input, and what stands there instead: bytes [offset, end_offset), which may be
/// none, give way to `text`, which may be empty. Lines and columns as those of a finding.
struct Edit {
  std::uint64_t offset = 0, end_offset = 0;
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  std::string text;

  friend bool operator==(const Edit&, const Edit&) = default;
};

/// What mends a finding: edits that go together, in the order of the input, none over another.
struct Fix {
  std::vector<Edit> edits;  // empty: there is none
  /// It changes how something is written, and never what is meant: white space around a value, a
  /// quote that is none, a number in quotes where rules take no text, a member that is there twice
  /// with one value. What is not safe is what was likely meant (the nearest legal value, another
  /// case): a person should look at it.
  bool safe = false;

  [[nodiscard]] explicit operator bool() const noexcept { return !edits.empty(); }
  friend bool operator==(const Fix&, const Fix&) = default;
};

/// Which fixes are to be made.
enum class Fixes : std::uint8_t { none, safe, unsafe };  // (unsafe: the safe ones too)

/// One problem, located and explained, as a value of its own: copy it, change it, keep it. All text
/// is UTF-8. What its parts are, Finding says.
struct OwnedFinding {
  Code code = Code::bad_json;
  Severity severity = Severity::error;
  std::string path = {};
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  std::uint64_t offset = 0, end_offset = 0;
  std::uint64_t record = 0;
  std::string column_name = {};
  std::string rule = {};
  std::string message = {};
  std::vector<Param> params = {};
  std::string because = {};
  bool derived = false;
  std::string rule_location = {};
  std::string suggestion = {};
  Fix fix = {};
};
using OwnedFindings = std::vector<OwnedFinding>;

/// A look at one problem: costs nothing to copy, and lasts as long as what it was got from (the
/// result of a check: until its Validator checks again; Findings; an OwnedFinding). `to_owned`
/// makes one to keep.
class Finding {
 public:
  // (Not explicit: what takes a Finding takes those that are kept.)
  Finding(const OwnedFinding& finding) noexcept : finding_(&finding) {}

  [[nodiscard]] Code code() const noexcept { return finding_->code; }
  [[nodiscard]] Severity severity() const noexcept { return finding_->severity; }
  /// JSON Pointer (RFC 6901) into the payload; "/@path/NAME" for a parameter of the URL,
  /// "/@current/NAME" and "/@request/NAME" for what the stored record and the request hold. Empty
  /// for the root, and for findings in rule files.
  [[nodiscard]] std::string_view path() const noexcept { return finding_->path; }
  /// From 1; columns count Unicode code points; `end_column` is one past the last. 0: the input has
  /// no text (a JSON value).
  [[nodiscard]] std::uint32_t line() const noexcept { return finding_->line; }
  [[nodiscard]] std::uint32_t column() const noexcept { return finding_->column; }
  [[nodiscard]] std::uint32_t end_line() const noexcept { return finding_->end_line; }
  [[nodiscard]] std::uint32_t end_column() const noexcept { return finding_->end_column; }
  /// Bytes from the start of the input, [offset, end_offset). Both 0 where there is no text.
  [[nodiscard]] std::uint64_t offset() const noexcept { return finding_->offset; }
  [[nodiscard]] std::uint64_t end_offset() const noexcept { return finding_->end_offset; }
  /// Number of the record in a JSON Lines, array or CSV input, from 1; 0 for a single record.
  [[nodiscard]] std::uint64_t record() const noexcept { return finding_->record; }
  /// CSV: the header's name for the column that the finding stands in. Empty: in none.
  [[nodiscard]] std::string_view column_name() const noexcept { return finding_->column_name; }
  /// "vendor/operation#rule-id"; empty where no rule stands behind it (bad_json).
  [[nodiscard]] std::string_view rule() const noexcept { return finding_->rule; }
  [[nodiscard]] std::string_view message() const noexcept { return finding_->message; }
  [[nodiscard]] std::span<const Param> params() const noexcept { return finding_->params; }
  /// The documentation's own words, where the rule quotes them.
  [[nodiscard]] std::string_view because() const noexcept { return finding_->because; }
  /// The rule follows from those words, which do not say it themselves.
  [[nodiscard]] bool derived() const noexcept { return finding_->derived; }
  /// "file:line" of the rule.
  [[nodiscard]] std::string_view rule_location() const noexcept { return finding_->rule_location; }
  /// The value or name that was likely meant; empty when nothing is near.
  [[nodiscard]] std::string_view suggestion() const noexcept { return finding_->suggestion; }

  /// What to change in the input, where that is known and the input has text (JSON, CSV, a form).
  [[nodiscard]] const Fix& fix() const noexcept { return finding_->fix; }

  [[nodiscard]] OwnedFinding to_owned() const { return *finding_; }

 private:
  const OwnedFinding* finding_;
};

/// Problems in their order, to be looked at one by one. Owns them: a copy may be kept.
class Findings {
 public:
  class const_iterator;
  using iterator = const_iterator;
  using value_type = Finding;

  Findings() = default;
  Findings(OwnedFindings findings) noexcept : findings_(std::move(findings)) {}

  [[nodiscard]] bool empty() const noexcept { return findings_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return findings_.size(); }
  [[nodiscard]] const_iterator begin() const noexcept;
  [[nodiscard]] const_iterator end() const noexcept;
  [[nodiscard]] Finding operator[](std::size_t number) const& noexcept { return findings_[number]; }
  [[nodiscard]] Finding front() const& noexcept { return findings_.front(); }
  [[nodiscard]] Finding back() const& noexcept { return findings_.back(); }
  // Of Findings that are about to go, it would be a look at nothing.
  Finding operator[](std::size_t number) const&& = delete;
  Finding front() const&& = delete;
  Finding back() const&& = delete;

  /// To change, sort, or keep one by one.
  [[nodiscard]] const OwnedFindings& owned() const& noexcept { return findings_; }
  [[nodiscard]] OwnedFindings owned() && noexcept { return std::move(findings_); }

 private:
  OwnedFindings findings_;
};

class Findings::const_iterator {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = Finding;
  using difference_type = std::ptrdiff_t;
  using reference = Finding;
  /// `found->path()` on the Finding that the iterator stands at.
  struct pointer {
    Finding finding;
    const Finding* operator->() const noexcept { return &finding; }
  };

  const_iterator() = default;
  explicit const_iterator(const OwnedFinding* at) noexcept : at_(at) {}

  reference operator*() const noexcept { return *at_; }
  pointer operator->() const noexcept { return {*at_}; }
  reference operator[](difference_type n) const noexcept { return at_[n]; }
  const_iterator& operator++() noexcept { return *this += 1; }
  const_iterator& operator--() noexcept { return *this -= 1; }
  const_iterator operator++(int) noexcept { return const_iterator(at_++); }
  const_iterator operator--(int) noexcept { return const_iterator(at_--); }
  const_iterator& operator+=(difference_type n) noexcept {
    at_ += n;
    return *this;
  }
  const_iterator& operator-=(difference_type n) noexcept {
    at_ -= n;
    return *this;
  }
  friend const_iterator operator+(const_iterator at, difference_type n) noexcept { return at += n; }
  friend const_iterator operator+(difference_type n, const_iterator at) noexcept { return at += n; }
  friend const_iterator operator-(const_iterator at, difference_type n) noexcept { return at -= n; }
  friend difference_type operator-(const_iterator a, const_iterator b) noexcept {
    return a.at_ - b.at_;
  }
  friend auto operator<=>(const const_iterator&, const const_iterator&) = default;

 private:
  const OwnedFinding* at_ = nullptr;
};

inline Findings::const_iterator Findings::begin() const noexcept {
  return const_iterator(findings_.data());
}
inline Findings::const_iterator Findings::end() const noexcept {
  return const_iterator(findings_.data() + findings_.size());
}

/// The text that findings were made of, with their fixes: where two are in each other's way the
/// first counts, so that a text may have to be checked and mended more than once. Nothing is known
/// yet of what the new text is: check it. `first`: which byte of their input the text starts with.
[[nodiscard]] std::string fixed_text(std::string_view text, const Findings& findings,
                                     Fixes fixes = Fixes::safe, std::uint64_t first = 0);

/// What becomes of a record: `invalid` with an error, `warning` with a warning and no error.
enum class Verdict : std::uint8_t { valid, warning, invalid };
/// "valid", "warning" or "invalid".
[[nodiscard]] std::string_view verdict_name(Verdict verdict) noexcept;

}  // namespace leadlint
