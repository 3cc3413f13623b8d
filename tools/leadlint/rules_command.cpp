// leadlint rules list | show | table | diff | compile | check; rules_test_command.cpp has `test`.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <string>

#include "author/check_rules.h"
#include "author/rule_findings.h"
#include "author/rules_diff.h"
#include "author/status_table.h"
#include "commands.h"
#include "leadlint/ruleset.h"
#include "leadlint/ruleset_view.h"
#include "leadlint/table_image.h"
#include "load/checked_rules.h"
#include "model/dump.h"
#include "parse/parse.h"
#include "report/printable.h"
#include "whole_output.h"

namespace leadlint::command {
namespace {

void show(const OwnedFindings& findings, const std::string& rules) {
  std::cerr << author::text_of_rule_findings(
      findings, rules, {.colour = coloured(Colour::automatic, STDERR_FILENO)});
}

Exit show_mistakes(const OwnedFindings& findings, const std::string& rules) {
  show(findings, rules);
  return Exit::failed;
}

// Lines that hold what the author of a rule file wrote.
std::string shown_lines(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    shown += report::printable_line(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shown;
}

}  // namespace

Exit rules_list(const RulesListOptions&) {
  Exit exit = Exit::good;
  for (const std::string& id : shipped_rulesets()) {
    const auto rules = parse::parse_ruleset(id, {});
    if (rules)
      std::cout << fmt::format("{:<40} {}\n", id, report::printable(rules->title));
    else
      exit = show_mistakes(rules.error(), id);
  }
  return exit;
}

Exit rules_show(const RulesShowOptions& options) {
  if (options.json) {
    const auto rules = load_ruleset(options.rules, options.load);
    if (!rules) return show_mistakes(rules.error().owned(), options.rules);
    show(author::rule_warnings(options.rules), options.rules);
    std::cout << to_json(rules->view()) << '\n';
    return Exit::good;
  }
  const auto rules = load::read_checked(options.rules, options.load);
  if (!rules) return show_mistakes(rules.error(), options.rules);
  show(author::rule_warnings(options.rules), options.rules);
  std::cout << shown_lines(options.options ? model::dump_options(rules->rules())
                                           : model::dump(rules->rules()));
  return Exit::good;
}

Exit rules_table(const RulesTableOptions& options) {
  const auto rules = load::read_checked(options.rules, options.load);
  if (!rules) return show_mistakes(rules.error(), options.rules);
  std::cout << author::markdown(author::status_table(*rules));
  return Exit::good;
}

Exit rules_diff(const RulesDiffOptions& options) {
  if (options.rules.size() != 2) {
    complain("name two rulesets or rule files: the old and the new");
    return Exit::failed;
  }
  const auto before = load_ruleset(options.rules[0], options.before);
  if (!before) return show_mistakes(before.error().owned(), options.rules[0]);
  const auto after = load_ruleset(options.rules[1], options.after);
  if (!after) return show_mistakes(after.error().owned(), options.rules[1]);
  const author::RulesDiff diff = author::rules_diff(*before, *after);
  std::cout << shown_lines(author::text_of(diff, options.format, options.classes));
  const bool fails = options.fail_on == FailOnDiff::breaking ? diff.breaks()
                     : options.fail_on == FailOnDiff::any    ? !diff.classes.empty()
                                                             : false;
  return fails ? Exit::findings : Exit::good;
}

Exit rules_compile(const RulesCompileOptions& options) {
  const auto rules = load_ruleset(options.rules, options.load);
  if (!rules) return show_mistakes(rules.error().owned(), options.rules);
  return write_whole(options.output, table_image(*rules), rules->files());
}

Exit rules_check(const RulesCheckOptions& options) {
  Exit exit = Exit::good;
  for (const std::string& rules : options.rules) {
    const author::RuleFaults faults = author::check_rules(rules);
    if (!faults.mistakes.empty()) exit = show_mistakes(faults.mistakes, rules);
    show(faults.warnings, rules);
    for (const OwnedFinding& warning : faults.warnings)
      if (options.fail_severity && warning.severity >= *options.fail_severity)
        exit = std::max(exit, Exit::findings);
  }
  return exit;
}

}  // namespace leadlint::command
