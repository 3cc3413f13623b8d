#include "serve/desk.h"

#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "report/json.h"

namespace leadlint::serve {

Seat::Seat(ServedRules rules, RulesetTally* counted)
    : served(std::move(rules)),
      validator(served->rules),
      tally(counted),
      end(fmt::format(R"(,"ruleset":{},"fingerprint":"{}"}})",
                      report::json_string(served->rules.id()), served->rules.fingerprint())) {}

Seat* Desk::seat(std::string_view id) {
  if (const std::uint64_t now = book_.generation(); now != generation_) {
    std::erase_if(seats_,
                  [&](const auto& seat) { return book_.find(seat.first) != seat.second.served; });
    generation_ = now;
  }
  if (const auto found = seats_.find(id); found != seats_.end()) return &found->second;
  ServedRules served = book_.find(id);
  if (!served) return nullptr;
  RulesetTally* counted = nullptr;
  {
    const std::lock_guard lock(tally_->mutex);
    counted = &tally_->rulesets[std::string(id)];
  }
  return &seats_.emplace(id, Seat(std::move(served), counted)).first->second;
}

// (Zones change their clocks on whole minutes.)
Now Desk::now() {
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

const Result& judge(Seat& seat, std::string_view payload, const Context& context) {
  return seat.served->rules.form_input() ? seat.validator.check_form(payload, context)
                                         : seat.validator.check(payload, context);
}

void count(Desk& desk, Seat& seat, const Result& result) {
  const bool has_findings = result.count(Severity::error) + result.count(Severity::warning) +
                                result.count(Severity::note) !=
                            0;
  static const Findings none;
  const Findings& findings = has_findings ? result.findings() : none;
  const std::lock_guard lock(desk.tally().mutex);
  seat.tally->add(result.verdict());
  for (const Finding& finding : findings) seat.tally->add(finding);
}

}  // namespace leadlint::serve
