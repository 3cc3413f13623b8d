// Record to findings: the one place where a payload is judged.
//
// Two looks over the same record. The first only asks "is there anything to say?" and stops at the
// first yes; nearly every record of a good file ends there. The second, for records that failed the
// first, gathers every finding as a few numbers; text is made later still (messages.h). Both are the
// same code with another sink, so they cannot disagree.
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

namespace leadlint::validate {

using table::Index;
using table::none;
/// Not a numbered member: an item, a free or unknown member, the root.
inline constexpr std::uint16_t no_field = 0xFFFF;

/// A finding before it has words.
struct Raw {
  enum class Source : std::uint8_t { payload, params };
  Source source = Source::payload;
  Severity severity = Severity::error;
  Code code = Code::conflict;
  bool presence = false;           // of a rule that looks only at what is there
  Index report = none;             // table report; none: the reader's issue `issue`
  Index check = none;              // table check that failed, for its limit
  Index issue = none;              // into Record::issues
  Index node = none;               // the value, where there is one
  Index instance = none;           // the object it belongs to (or would)
  std::uint16_t field = no_field;  // its number there
  std::uint32_t offset = 0;
};

class Evaluator {
 public:
  explicit Evaluator(const table::DecisionTable& table) noexcept : table_(table) {}

  /// First look. True: there is nothing at all to say about the record.
  [[nodiscard]] bool clean(read::Record& record, const Known& known);
  /// Second look: every finding, at most one of a code at a place, in payload order.
  void collect(read::Record& record, const Known& known, std::vector<Raw>& out);
  /// Judges the parameters of the URL alone.
  [[nodiscard]] bool clean_params(read::Record& params, const Known& known);
  void collect_params(read::Record& params, const Known& known, std::vector<Raw>& out);
  /// Sets the facts of a context record; what is wrong with it is nobody's finding.
  void prepare(read::Record& context, Index root);

 private:
  const table::DecisionTable& table_;
  // scratch, kept from record to record
  std::vector<Index> live_;
  std::vector<std::pair<std::uint64_t, Index>> hashes_;
  std::string key_;
};

}  // namespace leadlint::validate
