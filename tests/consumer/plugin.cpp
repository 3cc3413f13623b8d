// A plugin with Leadlint inside.
#include <leadlint/leadlint.h>

#include <string_view>

/// 1: taken, 0: refused, -1: there are no such rules.
extern "C" __attribute__((visibility("default"))) int judge_payload(const char* rules,
                                                                    const char* payload) {
  static const auto ruleset = leadlint::load_ruleset(rules);
  if (!ruleset) return -1;
  leadlint::Validator validator{*ruleset};
  return validator.check(std::string_view(payload)).ok() ? 1 : 0;
}
