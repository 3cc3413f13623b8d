// A record as a row of CSV: columns are field paths (`lead.phones[0].number`), and an empty cell is
// a member that is not there.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "model/ruleset.h"
#include "reference/tree.h"

namespace corpus {

/// Makes the record what a row can say of it: no null, no empty text, object or list; texts that
/// read as the type of their field are of that type. False when nothing is left.
bool bind(reference::Value& value, const leadlint::model::Field* field);

/// The columns of records, by their first appearance.
class Columns {
 public:
  void add(const reference::Value& record);
  /// Is there a column for each value of the record?
  [[nodiscard]] bool cover(const reference::Value& record) const;
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// The place of a column that there is.
  [[nodiscard]] std::size_t index_of(const std::string& name) const { return index_.at(name); }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> index_;
};

/// Header and rows, without the line's end. The columns must cover the record.
[[nodiscard]] std::string csv_header(const Columns& columns);
[[nodiscard]] std::string csv_row(const Columns& columns, const reference::Value& record);

}  // namespace corpus
