// Literals of rule files looked up in lists of values, however long those are.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::check {

/// What a literal may name an entry of a list by, and the entry's number; of several the first
/// counts. Ordered maps: no file of rules can make them slow.
class ValueIndex {
 public:
  explicit ValueIndex(const std::vector<model::Scalar>& list);

  /// The entry that the literal means. The same value goes first, then what is spelled alike: a
  /// list of texts may hold "6" where a rule says 6. With `ignore_case` a text means the first
  /// entry that differs from it in case alone.
  [[nodiscard]] std::optional<std::size_t> find(const model::Scalar& value, bool ignore_case) const;

 private:
  std::map<std::string, std::size_t> by_value_, by_spelling_, by_folded_;
};

}  // namespace leadlint::check
