// Record to findings: the one place where a payload is judged.
//
// Two checks of the same record. The first (quick_check.h) only asks "is there anything to say?";
// nearly every record of a good file ends there. The second (full_check.h), for the others, gathers
// every finding as a few numbers; text is made later still (messages.h).
//
//   1. fields   every member's own checks; sets the facts present, good and what values tell
//   2. facts    those that need two values, another block, the stored record or a catalog
//   3. rows     the required mask and the rows of the record's status
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/facts.h"
#include "validate/silenced.h"

namespace leadlint::validate {

using table::Index;
using table::none;
/// Not a numbered member: an item, a free or unknown member, the root.
inline constexpr std::uint16_t no_field = 0xFFFF;

/// A finding before it has words.
struct Raw {
  enum class Origin : std::uint8_t { payload, params, current, request };
  Origin origin = Origin::payload;
  /// Of the stored record or the request (see stored_notes.h): what of it cannot be compared.
  enum class ContextFault : std::uint8_t {
    nothing,
    value,
    label,
    wrapped,
    no_name_known,
    twice,
    unreadable
  };
  ContextFault context_fault = ContextFault::nothing;
  Severity severity = Severity::error;
  Code code = Code::conflict;
  bool presence = false;           // of a rule that looks only at what is there
  ReportId report;                 // table report; none: the reader's issue `issue`
  CheckId check;                   // table check that failed, for its limit
  Index issue = none;              // into Record::issues
  Index node = none;               // the value, where there is one
  Index instance = none;           // the object it belongs to (or would)
  std::uint16_t field = no_field;  // its number there
  std::uint16_t steps = 0;         // with `beyond`: of its ref, from `field` on
  RefId beyond;                    // the place is this ref's, in an object that is not there
  std::uint32_t offset = 0;
};

struct Scratch;

class Evaluator {
 public:
  explicit Evaluator(const table::DecisionTable& table) noexcept : table_(table) {}

  /// Quick check. True: there is nothing to say about the record, not even a warning. False: only
  /// the full check tells.
  [[nodiscard]] bool quick_check(read::Record& record, const ReadContext& context);
  /// Full check: every finding, at most one of a code at a place, in payload order.
  void collect(read::Record& record, const ReadContext& context, std::vector<Raw>& out);
  /// Every finding about the parameters of the URL.
  void collect_params(read::Record& params, const ReadContext& context, std::vector<Raw>& out);
  /// Sets the facts of a context record. What is wrong with its values is no finding of its own: it
  /// goes behind `problems`, for who wants to know why a value cannot be compared.
  void prepare(read::Record& context, FieldId root, std::vector<Raw>* problems = nullptr);

  /// Of all records so far.
  [[nodiscard]] const Silenced& silenced() const noexcept { return silenced_; }

 private:
  [[nodiscard]] Scratch scratch() noexcept;

  const table::DecisionTable& table_;
  // scratch, kept from record to record
  std::vector<Index> live_;
  std::vector<std::pair<std::uint64_t, Index>> hashes_;
  FactMemory memory_;
  Silenced silenced_;
};

}  // namespace leadlint::validate
