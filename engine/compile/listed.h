// Values of a list with what else is taken for each, and a list of them that is quick to look in.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "model/ruleset.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// A value of a list, and what else is taken for it.
struct Listed {
  model::Scalar value;
  bool ignore_case = false;  // a text in any case
  table::Moment moment;      // known: any text for the same moment
};
/// Is `value` one that `listed` stands for?
[[nodiscard]] bool stands_for(const Listed& listed, const Listed& value);

/// Listed values in the order they came. Looking one up does not take longer for a long list.
class ListedValues {
 public:
  ListedValues() = default;
  explicit ListedValues(std::vector<Listed> values);

  [[nodiscard]] const std::vector<Listed>& all() const noexcept { return all_; }
  [[nodiscard]] std::vector<Listed> take() { return std::move(all_); }
  [[nodiscard]] Listed& operator[](std::size_t number) { return all_[number]; }

  void add(Listed value);
  /// Adds it where no value of the list stands for it.
  void add_new(Listed value);
  /// The numbers of those that stand for `value`, in order.
  [[nodiscard]] std::vector<std::size_t> standing_for(const Listed& value) const;

 private:
  std::vector<Listed> all_;
  // By what two values must share for one to stand for the other; ordered, so that no file of rules
  // can make it slow.
  std::multimap<std::string, std::size_t> numbers_;
};

}  // namespace leadlint::compile
