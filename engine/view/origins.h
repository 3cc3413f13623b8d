// Which words of a rule file stand behind the name of a rule, and under which condition they count.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ruleset.h"
#include "view/parts.h"

namespace leadlint::view {

/// What a name of a report stands for. At most one of the pointers is set.
struct Origin {
  std::string path;  // of the block
  const model::Rule* rule = nullptr;
  const model::Cases* cases = nullptr;
  const model::Pairs* pairs = nullptr;
  const model::Transitions* transitions = nullptr;
  const model::Field* required = nullptr;  // its check `required`
};

class Origins {
 public:
  explicit Origins(const model::RuleSet& rules);

  /// nullptr: it is a check of a value.
  [[nodiscard]] const Origin* find(std::string_view rule) const;
  /// Does it refuse fields that are there?
  [[nodiscard]] static bool refuses(const Origin& origin, std::string_view rule);
  /// Under which condition the rule speaks of the field, in the words of the rule language; what
  /// hangs on `known` alone is left out.
  [[nodiscard]] std::string condition(const Origin& origin, std::string_view rule,
                                      const std::string& field, const model::Field* known) const;

 private:
  std::map<std::string, Origin, std::less<>> exact_;
  std::map<std::string, Origin, std::less<>> tables_;  // "cases": of "cases.JOB_WON" and the like
};

/// The object that transitions belong to: the items of the list that their history goes through.
[[nodiscard]] std::string home_of(const model::Transitions& set, const std::string& path);

/// What is left of a condition where the value of `known` is known.
[[nodiscard]] std::string condition_beside(const model::Condition& when, const model::Field* known);

}  // namespace leadlint::view
