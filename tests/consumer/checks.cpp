// The library as a service uses it: load a ruleset once, check payloads before they are sent.
#include <leadlint/leadlint.h>

#include <iostream>

int main() {
  const auto rules = leadlint::load_ruleset("renovationfind/update_status");
  if (!rules) {
    for (const leadlint::Finding& finding : rules.error()) std::cerr << finding.message() << '\n';
    return 1;
  }
  leadlint::Validator validator{*rules};
  const leadlint::Result& result = validator.check(R"({"status": "LEAD_WN"})");
  for (const leadlint::Finding& finding : result.findings())
    std::cout << finding.path() << ": " << finding.message() << '\n';
  // What the rules say of themselves.
  const leadlint::RulesetView view = rules->view();
  if (view.field("reason") == nullptr || leadlint::to_json(view).empty()) return 1;
  return !result.ok() && result.findings().size() == 1 &&
                 result.findings().front().suggestion() == "LEAD_WON"
             ? 0
             : 1;
}
