#include "lint/beside.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "finding/nearest.h"
#include "table/decision_table.h"

namespace leadlint::lint {

std::string param_problem(const Ruleset& rules, std::string_view name) {
  const table::DecisionTable& table = rules.table();
  if (table.params == table::none) return "these rules know no URL parameters";
  std::vector<std::string_view> names;
  const table::Span fields = table.blocks[table.params].fields;
  for (table::Index f = 0; f < fields.count; ++f)
    names.push_back(table.text(table.fields[fields.first + f].name));
  if (std::ranges::find(names, name) != names.end()) return {};
  const auto near = nearest(name, names);
  return near ? fmt::format("there is no URL parameter \"{}\"; did you mean {}?", name, *near)
              : fmt::format("there is no URL parameter \"{}\"; these rules have {}", name,
                            fmt::join(names, ", "));
}

// The roots that other records are read by are made for the first rule that looks at them.
bool looks_at_current(const Ruleset& rules) noexcept {
  return rules.table().current_root != table::none;
}

bool looks_at_request(const Ruleset& rules) noexcept {
  return rules.table().request_root != table::none;
}

bool judges_first_status(const Ruleset& rules) noexcept {
  return std::ranges::find(rules.table().facts, table::FactKind::says_no_current,
                           &table::Fact::kind) != rules.table().facts.end();
}

}  // namespace leadlint::lint
