// What the dump of a table is made of: its lines, and what it calls kinds, values, references,
// facts, bits and the patterns of rows. Covered by the golden dumps of tests/table_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "table/decision_table.h"

namespace leadlint::table {

class DumpText {
 public:
  explicit DumpText(const DecisionTable& table) : table_(table) {}

 protected:
  void line(int depth, const std::string& text);
  [[nodiscard]] std::string_view text(Text at) const { return table_.text(at); }
  [[nodiscard]] static std::string kinds(Kinds set);
  [[nodiscard]] std::string values(ValueSetId set) const;
  [[nodiscard]] std::string quoted(Text value) const;
  /// "catalog stages.id"
  [[nodiscard]] std::string column(CatalogKeyId key) const;
  [[nodiscard]] std::string ref(RefId id) const;
  /// "stages[status].order"
  [[nodiscard]] std::string row_column(Index index, RefId value) const;
  [[nodiscard]] std::string moment(Index index) const;
  [[nodiscard]] std::string fact(const Fact& fact) const;
  [[nodiscard]] std::string calculation(const Calculation& calculation,
                                        std::string_view sign) const;
  /// A bit of a block by name: present(x), good(x), or the number of a fact.
  [[nodiscard]] std::string bit_name(const Block* block, std::uint32_t bit) const;
  [[nodiscard]] std::string pattern(RowId row, const Block* block) const;
  /// What a group of a block with a selector is for: a value, "(absent)" and the like.
  [[nodiscard]] std::string group_name(const Block& block, Index group) const;

  const DecisionTable& table_;
  std::string out_;
};

/// Every member of every entry, list by list.
[[nodiscard]] std::string dump_lists(const DecisionTable& table);
/// The fast part as text.
[[nodiscard]] std::string dump_fast_part(const DecisionTable& table);

}  // namespace leadlint::table
