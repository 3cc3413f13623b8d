// What must be kept of a lead's earlier records, so that rules about the stored record can judge
// the next one.
//
//   DecisionTable --make_state_layout--> StateLayout   (or findings: rules that need too much)
//
// A lead takes at most 64 bytes:
//
//   16  the hash of its key
//   40  its state: a byte that says whether a record was taken, then the slots
//    8  its share of the index (see lead_table.h)
//
//   slot   one byte that says what is there, then its data: nothing for a yes/no or where rules ask
//          only whether it is there, 2 bytes for a word, 8 for a number, 7 or 11 for a moment,
//          16 for the hash of a text, 4 for the length of a list
//
// Only fields that a payload can carry have slots: what no record sends is never known from one.
// Tests: tests/state_layout_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "table/decision_table.h"

namespace leadlint::history {

using table::Index;
using table::none;

inline constexpr std::size_t bytes_of_key = 16;
inline constexpr std::size_t max_state_bytes = 40;
inline constexpr std::size_t bytes_of_index = 8;
inline constexpr std::size_t max_bytes_a_lead = bytes_of_key + max_state_bytes + bytes_of_index;
static_assert(max_bytes_a_lead == 64);

/// What of a value is kept, as far as its field can have such values.
struct Keeps {
  bool values = false;    // more than whether it is there and good
  bool numbers = false;   // 8 bytes
  bool moments = false;   // days, seconds, zone: 7 bytes
  bool fraction = false;  // and parts of a second: 4 more
  bool hash = false;      // of a text
  bool words = false;     // texts of a closed list, whole, by their number in a list of words
  bool blanks = false;    // likewise texts of nothing but blanks
  bool length = false;    // of a list
  std::vector<table::ValueSetId> asked;  // whose texts are kept as words
};

/// The share of a lead's state that one field has.
struct StateSlot {
  std::vector<std::uint16_t> stored;  // the way to it from the stored record's root: see table::Ref
  std::vector<std::uint16_t> sent;    // and from the payload's
  table::FieldId field;               // of the stored record
  Keeps keeps;
  bool elsewhere = false;  // `also_at` has the stored record looked through for it
  std::size_t at = 0;      // where in the state its first byte lies
  std::size_t bytes = 0;   // of data behind that byte
};

struct StateLayout {
  std::vector<StateSlot> slots;
  std::size_t state_bytes = 1;
  /// A field has a form that is taken under a condition only: a value may be right in a payload and
  /// wrong in the stored record.
  bool conditional = false;
};

/// Fails with one finding a rule and field that cannot be kept: which, why, and where the rule is.
[[nodiscard]] tl::expected<StateLayout, OwnedFindings> make_state_layout(
    const table::DecisionTable& table);

}  // namespace leadlint::history
