// The values of a JSON library that was compiled with other settings than any of ours.
#include <leadlint/leadlint.h>

#include <nlohmann/json.hpp>

#include <iostream>
#include <string_view>

namespace {

template <class Json>
bool judged(leadlint::Validator& validator, std::string_view text, bool good) {
  const bool ok = validator.check(Json::parse(text)).ok();
  if (ok != good) std::cerr << text << " is " << (ok ? "taken" : "refused") << '\n';
  return ok == good;
}

template <class Json>
bool all_judged(leadlint::Validator& validator) {
  return judged<Json>(validator, R"({"status": "JOB_WON", "jobAmount": 18500})", true) &&
         judged<Json>(validator, R"({"jobAmount": "18500", "status": "JOB_WON"})", false) &&
         judged<Json>(validator, R"([[]])", false);
}

}  // namespace

int main() {
  const auto rules = leadlint::load_ruleset("renovationfind/update_status");
  if (!rules) return 1;
  leadlint::Validator validator{*rules};
  return all_judged<nlohmann::json>(validator) && all_judged<nlohmann::ordered_json>(validator) ? 0
                                                                                                : 1;
}
