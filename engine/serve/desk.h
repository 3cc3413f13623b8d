// What one thread judges with: a validator for each rule set that it was asked for. The rules of a
// seat are those of the book; where they changed, the next request has the new ones.
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

struct Seat {
  ServedRules served;
  Validator validator;
  RulesetTally* tally;
  /// `,"ruleset":"a/b","fingerprint":"..."}`: how an answer with a verdict ends.
  std::string end;

  Seat(ServedRules rules, RulesetTally* counted);
};

class Desk {
 public:
  Desk(const Rulebook& book, Metrics& metrics) : book_(book), tally_(metrics.open()) {}

  /// nullptr: there is no rule set of this id. What it gives lasts until the next call.
  [[nodiscard]] Seat* seat(std::string_view id);
  [[nodiscard]] Tally& tally() const noexcept { return *tally_; }
  /// The clock's, in the zone that the system is set to.
  [[nodiscard]] Now now();

 private:
  const Rulebook& book_;
  std::shared_ptr<Tally> tally_;
  std::uint64_t generation_ = 0;
  std::map<std::string, Seat, std::less<>> seats_;
  std::int64_t zone_known_until_ = 0;
  std::chrono::minutes utc_offset_{0};
};

/// What a payload is read as: the rule set's own input.
const Result& judge(Seat& seat, std::string_view payload, const Context& context);
/// Counts one verdict and its findings.
void count(Desk& desk, Seat& seat, const Result& result);

}  // namespace leadlint::serve
