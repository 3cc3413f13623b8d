// A decision table as statements over the facts of one record, for a SAT solver: what the rules
// that are errors leave of all records.
//
// The statements allow every record that the validator takes, and some that do not exist: of what
// facts imply of each other they know presence, objects around and inside, the values of an
// enumeration, and conditions made of others; not order, length, formats, nor what lies in lists.
// So "no such record" is proved, and "there may be one" is not.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "analyze/known_value.h"
#include "analyze/layout.h"
#include "analyze/solver.h"
#include "table/decision_table.h"

namespace leadlint::analyze {

class RecordClauses {
 public:
  /// Records in which one value is known (or none). All three must outlive it.
  RecordClauses(const table::DecisionTable& table, const Layout& layout, const KnownValue& known);

  /// Rules and checks, each of which the contradiction needs, that no record satisfies together;
  /// empty: there may be a record without an error.
  [[nodiscard]] std::vector<table::ReportId> contradiction();

  enum class Presence : std::uint8_t { either, always, never };
  /// Is the member there in every record without an error, or in none? A null that may be sent
  /// counts as there for `always`, as it does for `required`, and not for `never`. Members of lists
  /// are not looked at. Precondition: there is no contradiction.
  [[nodiscard]] std::vector<Presence> presence(std::span<const Member> members);

 private:
  using Bit = std::pair<table::Index, std::uint32_t>;  // block, bit

  [[nodiscard]] bool is_single(BlockId block) const;
  Literal bit(BlockId block, std::uint32_t number);
  Literal exists(BlockId block);
  Literal present(Member member) { return bit(member.block, member.field); }
  Literal good(Member member);
  Literal null(Member member);
  /// The member is present, and not by its default.
  Literal sent(Member member);
  Literal value(Member member, const std::string& name);
  Literal new_fact(BlockId block, std::uint32_t number);
  Literal listed_values(BlockId block, std::uint32_t bit);
  void imply(Literal holds, std::initializer_list<Literal> any);
  void same(Literal a, std::span<const Literal> any_of);
  void add_object(const Layout::Object& object);
  void add_member(Member member);
  void add_only(Literal fact, const table::Fact& of, BlockId block);
  void add_count(Literal fact, const table::Fact& of, BlockId block);
  void add_rows(BlockId block);
  void add_group(BlockId block, table::GroupId group, std::vector<Literal> gate);
  void add_groups_of_other(BlockId block);
  void add_row(BlockId block, RowId row, std::vector<Literal> clause);
  Literal fits(BlockId block, RowId row);
  void limit_values();
  Literal speaks(table::ReportId report);
  [[nodiscard]] bool takes_null(const table::Field& field) const;
  [[nodiscard]] bool breaks_only_by_errors(const table::Field& field) const;
  [[nodiscard]] const table::ValueSet* listed(const table::Field& field) const;

  const table::DecisionTable& table_;
  const Layout& layout_;
  const KnownValue& known_;
  Solver solver_;
  Literal yes_;
  std::map<Bit, Literal> bits_;
  std::map<table::Index, Literal> objects_;
  std::map<Bit, Literal> nulls_;
  std::map<Bit, Literal> sents_;
  std::map<Bit, std::map<std::string, Literal>> values_;
  std::map<table::Index, Literal> reports_;
  bool decided_ = false;
};

}  // namespace leadlint::analyze
