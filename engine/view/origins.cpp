// Walks the blocks of a rule set for the names that findings have. Tests:
// tests/ruleset_view_test.cpp, which looks up the name of each report.
#include "view/origins.h"

#include <algorithm>
#include <utility>

#include "check/walk.h"
#include "compile/plain_rules.h"
#include "model/condition_text.h"
#include "model/scope.h"

namespace leadlint::view {
namespace {

using model::Condition;
using model::Path;

bool is_known(const model::Operand& operand, const model::Field* known) {
  if (operand.kind == model::Operand::Kind::literal) return true;
  const bool here =
      operand.path.base == Path::Base::block || operand.path.base == Path::Base::outer;
  return operand.kind == model::Operand::Kind::path && here && model::target(operand.path) == known;
}

/// Is it decided by the value of that field?
bool hangs_on(const Condition& condition, const model::Field* known) {
  using enum Condition::Kind;
  switch (condition.kind) {
    case all_of:
    case any_of:
    case negation:
      return std::ranges::all_of(
          condition.children, [known](const Condition& child) { return hangs_on(child, known); });
    case compare:
    case in_list:
    case present:
    case absent:
    case blank:
    case starts_with:
    case ends_with:
    case contains:
      return std::ranges::all_of(condition.operands, [known](const model::Operand& operand) {
        return is_known(operand, known);
      });
    case always:
    case never:
    case calculation:
    case in_catalog:
    case sent:
    case cleared:
    case given:
    case matches:
    case same:
    case changed:
    case only:
    case in_form:
    case any_item:
    case all_items:
    case in_items:
    case named:
      break;
  }
  return false;
}

void add_rest(const Condition& condition, const model::Field* known, std::vector<Condition>& rest) {
  if (condition.kind == Condition::Kind::all_of) {
    for (const Condition& child : condition.children) add_rest(child, known, rest);
  } else if (condition.kind != Condition::Kind::always &&
             (known == nullptr || !hangs_on(condition, known))) {
    rest.push_back(condition);
  }
}

std::optional<Condition> both(const std::optional<Condition>& when, Condition more) {
  return compile::with(when, std::move(more));
}

/// The values whose rows name the field.
std::vector<model::Scalar> owners(const model::Cases& cases, const std::string& path,
                                  const std::string& field) {
  std::vector<model::Scalar> values;
  for (const model::Cases::Row& row : cases.rows) {
    const auto names = [&](const std::vector<Path>& list) {
      return std::ranges::any_of(
          list, [&](const Path& each) { return below(path, model::text_of(each)) == field; });
    };
    if (!row.key.absent && (names(row.require) || names(row.fill) || names(row.optional)))
      values.push_back(row.key.value);
  }
  return values;
}

std::optional<Condition> condition_of_cases(const Origin& origin, std::string_view rule,
                                            const std::string& field) {
  const model::Cases& cases = *origin.cases;
  if (rule.ends_with(".elsewhere")) {
    std::vector<model::Scalar> values = owners(cases, origin.path, field);
    if (values.empty()) return cases.when;
    return both(cases.when, compile::negation(compile::one_of(cases.field, std::move(values))));
  }
  for (const model::Cases::Row& row : cases.rows)
    if (rule == below(origin.path,
                      cases.id + "." + (row.key.absent ? "absent" : value_of(row.key.value).text)))
      return both(cases.when, compile::is(cases.field, row.key));
  return cases.when;
}

/// The values of the first field that others have to stand beside.
std::optional<Condition> condition_of_pairs(const model::Pairs& pairs) {
  std::vector<model::Scalar> values;
  for (const model::Pairs::Row& row : pairs.rows)
    if (row.before.size() == 1 && !row.before[0].absent && !row.goes.empty())
      values.push_back(row.before[0].value);
  return values.empty() ? pairs.when
                        : both(pairs.when, compile::one_of(pairs.fields[0], std::move(values)));
}

/// Shapes that ask for a field which is not required as such; of one that is, those that do not.
std::optional<Condition> condition_of_required(const model::Field& field) {
  const bool as_such = field.required && field.required->is;
  Condition all;
  all.kind = as_such ? Condition::Kind::all_of : Condition::Kind::any_of;
  for (const model::RequiredWhere& where : field.required_where)
    if (where.required.is != as_such)
      all.children.push_back(as_such ? compile::negation(where.when) : where.when);
  if (all.children.empty()) return std::nullopt;
  return all.children.size() == 1 ? all.children[0] : all;
}

/// What else asks for the target of a group of which some are there.
std::optional<Condition> condition_of_rule(const Origin& origin, const std::string& field) {
  const model::Rule& rule = *origin.rule;
  if (rule.verb != model::Verb::all_or_none) return rule.when;
  Condition any;
  any.kind = Condition::Kind::any_of;
  for (const Path& target : rule.targets) {
    if (below(origin.path, model::text_of(target)) == field) continue;
    any.children.push_back(compile::is_absent(target));
    any.children.back().kind = Condition::Kind::present;
  }
  return both(rule.when, any.children.size() == 1 ? any.children[0] : any);
}

}  // namespace

std::string home_of(const model::Transitions& set, const std::string& path) {
  if (!set.history) return path;
  const std::string history = model::text_of(*set.history);
  return below(path, history.substr(0, history.rfind("[]") + 2));
}

std::string condition_beside(const Condition& when, const model::Field* known) {
  std::vector<Condition> rest;
  add_rest(when, known, rest);
  if (rest.empty()) return {};
  if (rest.size() == 1) return model::text_of(rest[0]);
  Condition all;
  all.kind = Condition::Kind::all_of;
  all.children = std::move(rest);
  return model::text_of(all);
}

Origins::Origins(const model::RuleSet& rules) {
  struct Visitor {
    Origins& all;

    void field(const model::Field& field, const model::Scope&, const std::string& path) {
      Origin origin;
      origin.required = &field;
      all.exact_.emplace(below(path, "required"), origin);
    }
    void block(const model::Block& block, const model::Scope&, const std::string& path) {
      Origin origin;
      origin.path = path;
      for (const model::Rule& rule : block.rules) {
        origin.rule = &rule;
        all.exact_.emplace(below(path, rule.id), origin);
      }
      origin.rule = nullptr;
      for (const model::Cases& cases : block.cases) {
        origin.cases = &cases;
        all.tables_.emplace(below(path, cases.id), origin);
      }
      origin.cases = nullptr;
      for (const model::Pairs& pairs : block.pairs) {
        origin.pairs = &pairs;
        all.tables_.emplace(below(path, pairs.id), origin);
      }
      origin.pairs = nullptr;
      for (const model::Transitions& transitions : block.transitions) {
        origin.transitions = &transitions;
        all.tables_.emplace(below(home_of(transitions, path), transitions.id), origin);
      }
    }
  } visitor{*this};
  check::walk_ruleset(rules, visitor);
}

const Origin* Origins::find(std::string_view rule) const {
  if (const auto found = exact_.find(rule); found != exact_.end()) return &found->second;
  for (std::string_view name = rule;;) {
    if (const auto found = tables_.find(name); found != tables_.end()) return &found->second;
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return nullptr;
    name = name.substr(0, dot);
  }
}

bool Origins::refuses(const Origin& origin, std::string_view rule) {
  if (origin.rule != nullptr) return origin.rule->verb == model::Verb::forbid;
  return origin.cases != nullptr && rule.ends_with(".elsewhere");
}

std::string Origins::condition(const Origin& origin, std::string_view rule,
                               const std::string& field, const model::Field* known) const {
  std::optional<Condition> when;
  if (origin.rule != nullptr) when = condition_of_rule(origin, field);
  if (origin.cases != nullptr) when = condition_of_cases(origin, rule, field);
  if (origin.pairs != nullptr) when = condition_of_pairs(*origin.pairs);
  if (origin.transitions != nullptr) when = origin.transitions->when;
  if (origin.required != nullptr) when = condition_of_required(*origin.required);
  return when ? condition_beside(*when, known) : std::string();
}

}  // namespace leadlint::view
