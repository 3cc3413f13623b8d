#include "serve/thread_validators.h"

#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "report/json.h"

namespace leadlint::serve {

ServedValidator::ServedValidator(ServedRules rules, RulesetTally* counted)
    : ruleset(std::move(rules)),
      validator(ruleset->rules),
      tally(counted),
      end(fmt::format(R"(,"ruleset":{},"fingerprint":"{}"}})",
                      report::json_string(ruleset->rules.id()), ruleset->rules.fingerprint())) {}

ServedValidator* ThreadValidators::served(std::string_view id) {
  if (const std::uint64_t now = book_.generation(); now != generation_) {
    std::erase_if(by_id_, [&](const auto& served) {
      return book_.find(served.first) != served.second.ruleset;
    });
    generation_ = now;
  }
  if (const auto found = by_id_.find(id); found != by_id_.end()) return &found->second;
  ServedRules served = book_.find(id);
  if (!served) return nullptr;
  RulesetTally* counted = nullptr;
  {
    const std::lock_guard lock(tally_->mutex);
    counted = &tally_->rulesets[std::string(id)];
  }
  return &by_id_.emplace(id, ServedValidator(std::move(served), counted)).first->second;
}

// (Zones change their clocks on whole minutes.)
Now ThreadValidators::now() {
  const auto instant = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(instant);
  if (seconds >= zone_known_until_ || seconds < zone_known_until_ - 60) {
    std::tm local{};
    const bool known = localtime_r(&seconds, &local) != nullptr;
    utc_offset_ = std::chrono::minutes{known ? local.tm_gmtoff / 60 : 0};
    zone_known_until_ = (seconds / 60 + 1) * 60;
  }
  return {instant, utc_offset_};
}

const Result& judge(ServedValidator& served, std::string_view payload, const Context& context) {
  return served.ruleset->rules.form_input() ? served.validator.check_form(payload, context)
                                            : served.validator.check(payload, context);
}

void count(ThreadValidators& validators, ServedValidator& served, const Result& result) {
  const bool has_findings = result.count(Severity::error) + result.count(Severity::warning) +
                                result.count(Severity::note) !=
                            0;
  static const Findings none;
  const Findings& findings = has_findings ? result.findings() : none;
  const std::lock_guard lock(validators.tally().mutex);
  served.tally->add(result.verdict());
  for (const Finding& finding : findings) served.tally->add(finding);
}

}  // namespace leadlint::serve
