// leadlint rules list | show | table.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <string>

#include "check/check.h"
#include "commands.h"
#include "leadlint/ruleset.h"
#include "lint/rule_findings.h"
#include "lint/status_table.h"
#include "model/dump.h"
#include "parse/parse.h"

namespace leadlint::command {
namespace {

Exit show_mistakes(const Findings& findings, const std::string& rules) {
  std::cerr << lint::text_of_rule_findings(findings, rules,
                                           {.colour = coloured(Colour::automatic, STDERR_FILENO)});
  return Exit::failed;
}

tl::expected<check::CheckedRuleSet, Findings> checked(const std::string& rules,
                                                      const LoadOptions& load) {
  return parse::parse_ruleset(rules, load).and_then([](model::RuleSet&& parsed) {
    return check::check_ruleset(std::move(parsed));
  });
}

}  // namespace

Exit rules_list(const RulesListOptions&) {
  Exit exit = Exit::good;
  for (const std::string& id : shipped_rulesets()) {
    const auto rules = parse::parse_ruleset(id, {});
    if (rules)
      std::cout << fmt::format("{:<40} {}\n", id, rules->title);
    else
      exit = show_mistakes(rules.error(), id);
  }
  return exit;
}

Exit rules_show(const RulesShowOptions& options) {
  const auto rules = checked(options.rules, options.load);
  if (!rules) return show_mistakes(rules.error(), options.rules);
  std::cout << (options.options ? model::dump_options(rules->rules())
                                : model::dump(rules->rules()));
  return Exit::good;
}

Exit rules_table(const RulesTableOptions& options) {
  const auto rules = checked(options.rules, options.load);
  if (!rules) return show_mistakes(rules.error(), options.rules);
  std::cout << lint::markdown(lint::status_table(*rules));
  return Exit::good;
}

}  // namespace leadlint::command
