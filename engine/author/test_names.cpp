// See test_names.h. Tests: tests/rule_tests_test.cpp.
#include "author/test_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "parse/parse.h"
#include "parse/read_parts.h"
#include "parse/wording.h"
#include "table/decision_table.h"

namespace leadlint::author {
namespace {

using Names = std::set<std::string, std::less<>>;

struct Known {
  Names rules, params, catalogs, options, profiles;
};

/// What findings call rules and checks, under the choices of one test.
void add_rules(Known& known, std::string_view rules, const LoadOptions& choices) {
  const auto loaded = load_ruleset(rules, choices);
  if (!loaded) return;
  const table::DecisionTable& table = loaded->table();
  for (const table::Report& report : table.reports) known.rules.emplace(table.text(report.rule));
}

void add_model(Known& known, model::RuleSet& rules) {
  for (std::string& name : parse::outcome_names(rules)) known.rules.insert(std::move(name));
  known.rules.insert("unknown_fields");
  for (const model::Field& field : rules.params.fields) known.params.insert(field.name);
  for (const model::Catalog& catalog : rules.catalogs) known.catalogs.insert(catalog.name);
  for (const model::RuleSet* each = &rules; each != nullptr; each = each->request.get())
    for (const model::Option& option : each->options) known.options.insert(option.name);
  for (const model::Profile& profile : rules.profiles) known.profiles.insert(profile.name);
  known.profiles.insert({"documented", "strict"});
}

struct Sort {
  std::string_view noun;
  const Names& names;
};
Sort sort_of(Mention::Kind kind, const Known& known) {
  switch (kind) {
    case Mention::Kind::rule:
      return {"rule or check", known.rules};
    case Mention::Kind::param:
      return {"parameter", known.params};
    case Mention::Kind::catalog:
      return {"catalog", known.catalogs};
    case Mention::Kind::option:
      return {"option", known.options};
    case Mention::Kind::profile:
      break;
  }
  return {"profile", known.profiles};
}

}  // namespace

void check_mentions(model::Mistakes& log, std::string_view rules,
                    const std::vector<RuleTest>& tests) {
  auto read = parse::parse_ruleset(rules, {});
  if (!read) return;
  Known known;
  add_model(known, *read);
  add_rules(known, rules, {});
  std::set<std::pair<std::string, decltype(LoadOptions::options)>> seen;
  for (const RuleTest& test : tests)
    if (seen.emplace(test.load.profile, test.load.options).second)
      add_rules(known, rules, test.load);
  for (const RuleTest& test : tests)
    for (const Mention& mention : test.mentions) {
      const auto [noun, names] = sort_of(mention.kind, known);
      if (mention.name.empty() || names.contains(mention.name)) continue;
      const std::vector<std::string> all(names.begin(), names.end());
      log.add(Code::unknown_name, mention.range,
              fmt::format("the ruleset has no {} {}", noun, parse::in_quotes(mention.name)),
              parse::nearest_name(mention.name, all));
    }
}

}  // namespace leadlint::author
