// The objects of a record, as the decision table has them: one inside the other, with their names,
// and where references lead.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "table/decision_table.h"

namespace leadlint::analyze {

using table::BlockId;
using table::RefId;
using table::RowId;

/// A member of an object.
struct Member {
  BlockId block;
  std::uint16_t field = 0;  // its number there

  friend bool operator==(const Member&, const Member&) = default;
};

/// One bit of a row's pattern.
struct RowBit {
  std::uint32_t bit = 0;
  bool holds = false;
};
[[nodiscard]] std::vector<RowBit> bits_of(const table::DecisionTable& table, RowId row);

class Layout {
 public:
  explicit Layout(const table::DecisionTable& table);

  /// An object of the record, or what every item of a list is.
  struct Object {
    BlockId block;
    std::optional<Member> around;  // the member that holds it, or its list; the record: none
    bool in_list = false;          // there may be any number of them; of the record: no, even where
                                   // a payload is a list of records
    std::string prefix;            // of its members' names: "", "lead.", "lead.phones[]."
  };
  /// Outer ones first, in the order of their members. What lies in objects with free names is not
  /// among them.
  [[nodiscard]] const std::vector<Object>& objects() const noexcept { return objects_; }
  [[nodiscard]] const Object* object_of(BlockId block) const noexcept;
  /// What a bit of an object's facts stands for; nullptr: that a member is there, or good, or has
  /// one of some values of its list.
  [[nodiscard]] const table::Fact* fact_of(BlockId block, std::uint32_t bit) const;
  /// Some values that a member's list has, of which a bit that has no fact tells.
  struct ListedValues {
    std::optional<Member> member;    // nullopt: of none, so that it never holds
    std::vector<std::string> names;  // as the table has them
    bool yes = false, no = false;    // true, false
  };
  [[nodiscard]] ListedValues listed_values(BlockId block, std::uint32_t bit) const;
  [[nodiscard]] std::string name(Member member) const;
  [[nodiscard]] const table::Field& field(Member member) const;

  /// The member that a reference leads to, seen from an object; nullopt: a list's item, or not of
  /// the payload.
  [[nodiscard]] std::optional<Member> resolve(BlockId from, RefId ref) const;

 private:
  void add(BlockId block, std::optional<Member> around, bool in_list, const std::string& prefix);

  const table::DecisionTable& table_;
  std::vector<Object> objects_;
  std::vector<std::size_t> by_block_;  // place in objects_, + 1
  std::map<std::pair<table::Index, std::uint32_t>, const table::Fact*> facts_;  // by block and bit
};

}  // namespace leadlint::analyze
