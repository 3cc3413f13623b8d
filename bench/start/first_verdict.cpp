// A service at its start: a shipped rule set, one payload, its verdict. start_bench.cpp runs it.
#include "leadlint/leadlint.h"

int main() {
  const auto rules = leadlint::load_ruleset("renovationfind/update_status");
  if (!rules) return 2;
  leadlint::Validator validator{*rules};
  return validator.check(R"({"status": "CONTACT_MADE", "contactMethod": "EMAIL"})").ok() ? 0 : 1;
}
