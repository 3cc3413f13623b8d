// Records of a few values, built without a text: the stored record as far as a history knows it.
#pragma once

#include <cstdint>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::history {

using table::Index;
using table::none;

/// A value's place in a record: the object it is a member of, and its number there.
struct MemberAt {
  Index instance = none;
  std::uint16_t number = 0;
  Index node = none;
};

/// Gives a record without nodes its root, an object by `root_field`.
void put_root(const table::DecisionTable& table, table::FieldId root_field, read::Record& record);
/// Puts an empty value (null until it is filled) at the end of `steps` (see table::Ref), with the
/// objects and lists on the way there: what of them is there already is used.
MemberAt put_value(const table::DecisionTable& table, table::FieldId root_field,
                   const std::vector<std::uint16_t>& steps, read::Record& record);
/// Forgets what a value is, and what a reader or a check noted of it; what is below it stays.
void clear_value(read::Node& node);
/// Copies what a value is, without what is around it and below it.
void copy_value(const read::Node& from, read::Node& to);
/// Sets the facts that the value is there (unless it is null) and good.
void note_value(const table::DecisionTable& table, const MemberAt& at, bool good,
                read::Record& record);
/// Is the value there known to be good?
[[nodiscard]] bool is_good(const table::DecisionTable& table, const MemberAt& at,
                           const read::Record& record);

/// Follows steps through a record that is there.
struct Walked {
  MemberAt at;         // of the value, where `there`
  bool there = false;  // a value stands at the end
  /// None does, but the record says so: a null that its field takes, or a list whose last item has
  /// no such member.
  bool emptied = false;
};
[[nodiscard]] Walked walk(const table::DecisionTable& table,
                          const std::vector<std::uint16_t>& steps, const read::Record& record);
/// Makes the value at the end of `steps` a null, if there is one.
void empty_value(const table::DecisionTable& table, const std::vector<std::uint16_t>& steps,
                 read::Record& record);
/// Notes that this is known to be so, wherever else the value is looked for.
void note_emptied(const table::DecisionTable& table, const std::vector<std::uint16_t>& steps,
                  read::Record& record);

}  // namespace leadlint::history
