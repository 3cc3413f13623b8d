// What became of many records, in numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leadlint/finding.h"

namespace leadlint {

/// Records by their verdict and findings by their severity. Exact, however many details are shown.
struct Counts {
  std::uint64_t records = 0, valid = 0, warning = 0, invalid = 0;
  std::uint64_t errors = 0, warnings = 0, notes = 0;  // findings
  std::uint64_t cut = 0;                              // findings that were counted but not shown
  /// Findings that whoever reports knows already: they are in none of the three above. (A checker
  /// knows none.)
  std::uint64_t hidden = 0;

  void add(Verdict verdict) noexcept;
  void add(Severity severity, std::uint64_t times = 1) noexcept;
  void add(const Counts& other) noexcept;
  /// Findings that were added are hidden ones.
  void hide(Severity severity, std::uint64_t times = 1) noexcept;

  friend bool operator==(const Counts&, const Counts&) = default;
};

/// What taking an input would do to the records of a snapshot (`BulkLeads::changes`). Leads, each
/// counted once: one that is new or changed by any of its records is that, and one is refused where
/// all of its records are.
struct LeadChanges {
  std::uint64_t created = 0, changed = 0, unchanged = 0, refused = 0;
  /// Of records that are taken and whose leads are there: how many say something else at a place
  /// (a JSON Pointer; a list as a whole). Most records first, ties by name.
  struct Place {
    std::string path;
    std::uint64_t records = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };
  std::vector<Place> places;

  friend bool operator==(const LeadChanges&, const LeadChanges&) = default;
};

/// Records by their leads, where each is judged against what is known of its lead.
struct LeadCounts {
  // With a history:
  std::uint64_t leads = 0;      // that have records
  std::uint64_t unknown = 0;    // of them, whose first record was judged without a state before it
  std::uint64_t refused = 0;    // records with an error: they changed no lead's state
  std::uint64_t forgotten = 0;  // values that a limit kept from being kept: they count as unknown
  // With a snapshot:
  std::uint64_t matched = 0;    // records whose lead is in it
  std::uint64_t unmatched = 0;  // records whose lead is not in it
  // With either:
  std::uint64_t uncompared =
      0;  // records whose stored one holds what rules look at and cannot compare
  std::uint64_t keyless = 0;                // records that do not say whose they are: judged alone
  std::optional<LeadChanges> changes = {};  // where they are asked for

  friend bool operator==(const LeadCounts&, const LeadCounts&) = default;
};

/// What was mended (`BulkOptions::fix`).
struct FixCounts {
  std::uint64_t fixes = 0;        // that were made
  std::uint64_t records = 0;      // in which
  std::uint64_t more_unsafe = 0;  // that Fixes::unsafe would make, and Fixes::safe does not

  void add(const FixCounts& other) noexcept {
    fixes += other.fixes;
    records += other.records;
    more_unsafe += other.more_unsafe;
  }
  friend bool operator==(const FixCounts&, const FixCounts&) = default;
};

/// Findings by what they are about, most frequent first; ties by name.
struct Summary {
  struct Entry {
    std::string name = {};
    std::uint64_t findings = 0;
  };
  std::vector<Entry> codes = {};
  std::vector<Entry> rules = {};   // as in Finding::rule
  std::vector<Entry> fields = {};  // JSON Pointers with * for the numbers of items
  /// Values of the rule set's status field; see no_status, bad_status.
  std::vector<Entry> statuses = {};

  /// A value that findings are about. The list of values is kept in fixed memory: where there are
  /// very many different ones, `at_least` is what is certain, and `at_most` what may be.
  struct Value {
    std::string field = {}, value = {};
    std::uint64_t at_least = 0, at_most = 0;
  };
  std::vector<Value> values = {};
};
/// Names of status entries that are no values: the record has none, or not a legal one.
inline constexpr std::string_view no_status = "(none)", bad_status = "(not legal)";

}  // namespace leadlint
