// What the rows of a decision table make of each field of a record, where the value of one member
// is known (or of none): asked for, refused, or neither.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyze/known_value.h"
#include "analyze/layout.h"
#include "table/decision_table.h"

namespace leadlint::analyze {

/// In the order in which one outweighs the other.
enum class Use : std::uint8_t {
  optional,
  alternative,
  conditional,
  forbidden,
  required,
  impossible
};

/// Fields of which some are required.
struct Alternatives {
  std::vector<std::size_t> fields;  // their numbers in Cells::columns
  std::size_t at_least = 1;
  bool conditional = false;  // under a further condition
  friend auto operator<=>(const Alternatives&, const Alternatives&) = default;
};

/// What a row says, and the condition that is left of it: what must be there, and what not;
/// `more`: it looks at other things, too.
struct Reason {
  table::ReportId report;
  std::size_t field = 0;  // its number in Cells::columns
  Use use =
      Use::optional;  // what becomes of it; optional: something is said of it where it is there
  std::set<std::size_t> there, not_there;
  bool more = false;
};
struct ChoiceReason {
  Alternatives choice;
  Reason reason;
};

class Cells {
 public:
  /// Both must outlive it. Precondition: the record is an object, or a list of them.
  Cells(const table::DecisionTable& table, const Layout& layout);
  [[nodiscard]] std::vector<std::string> names() const;
  /// One row of the table; what several fields are asked for together is in `alternatives`.
  [[nodiscard]] std::vector<Use> uses(const KnownValue& known,
                                      std::vector<Alternatives>& alternatives);
  /// Of the last `uses`: the rows that it comes from.
  [[nodiscard]] const std::vector<Reason>& reasons() const noexcept { return reasons_; }
  [[nodiscard]] const std::vector<ChoiceReason>& choices() const noexcept { return choices_; }
  /// Likewise: what is said of the value whatever else is sent.
  [[nodiscard]] const std::vector<table::ReportId>& refusals() const noexcept { return refusals_; }
  [[nodiscard]] const std::vector<Member>& columns() const noexcept { return columns_; }
  /// The column of the object or list that a column lies in.
  [[nodiscard]] std::optional<std::size_t> parent(std::size_t column) const;

 private:
  struct Rest;

  void add_columns(const Layout::Object& object);
  [[nodiscard]] std::optional<std::size_t> column_of(std::optional<Member> member) const;
  [[nodiscard]] std::optional<bool> known_fact(BlockId block, std::uint32_t bit,
                                               const KnownValue& known) const;
  [[nodiscard]] std::optional<bool> fits(BlockId block, RowId row, const KnownValue& known) const;
  [[nodiscard]] std::optional<std::size_t> presence_of(BlockId block, std::uint32_t bit) const;
  [[nodiscard]] std::optional<std::size_t> sent_by(BlockId block, std::uint32_t bit) const;
  [[nodiscard]] Rest rest_of(BlockId block, RowId row, const KnownValue& known) const;
  void add_block(BlockId block, const KnownValue& known);
  void add_group(BlockId block, const table::Group& group, const KnownValue& known, bool certain);
  void add_row(BlockId block, RowId row, const KnownValue& known, bool certain);
  void add_choice(BlockId block, const table::Fact& few, bool certain, const Reason& reason);
  void mark(std::optional<std::size_t> column, Use use, Reason reason);

  const table::DecisionTable& table_;
  const Layout& layout_;
  std::vector<Member> columns_;
  std::map<std::pair<table::Index, std::uint16_t>, std::size_t> by_member_;
  std::vector<Use> uses_;
  std::set<Alternatives> groups_;
  std::vector<Reason> reasons_;
  std::vector<ChoiceReason> choices_;
  std::vector<table::ReportId> refusals_;
};

}  // namespace leadlint::analyze
