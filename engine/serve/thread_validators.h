// What one thread judges with: a validator for each rule set that it was asked for. Its rules are
// those of the book; where they changed, the next request has the new ones.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "leadlint/validator.h"
#include "serve/metrics.h"
#include "serve/rulebook.h"

namespace leadlint::serve {

struct ServedValidator {
  ServedRules ruleset;
  Validator validator;
  RulesetTally* tally;
  /// `,"ruleset":"a/b","fingerprint":"..."}`: how an answer with a verdict ends.
  std::string end;

  ServedValidator(ServedRules rules, RulesetTally* counted);
};

class ThreadValidators {
 public:
  ThreadValidators(const Rulebook& book, Metrics& metrics) : book_(book), tally_(metrics.open()) {}

  /// nullptr: there is no rule set of this id. What it gives lasts until the next call.
  [[nodiscard]] ServedValidator* served(std::string_view id);
  [[nodiscard]] Tally& tally() const noexcept { return *tally_; }
  /// The clock's, in the zone that the system is set to.
  [[nodiscard]] Now now();

 private:
  const Rulebook& book_;
  std::shared_ptr<Tally> tally_;
  std::uint64_t generation_ = 0;
  std::map<std::string, ServedValidator, std::less<>> by_id_;
  std::int64_t zone_known_until_ = 0;
  std::chrono::minutes utc_offset_{0};
};

/// What a payload is read as: the rule set's own input.
const Result& judge(ServedValidator& served, std::string_view payload, const Context& context);
/// Counts one verdict and its findings.
void count(ThreadValidators& validators, ServedValidator& served, const Result& result);

}  // namespace leadlint::serve
