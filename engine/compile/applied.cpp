// See applied.h.
#include "compile/applied.h"

#include <string>
#include <utility>
#include <vector>

#include "compile/plain_rules.h"

namespace leadlint::compile {
namespace {

using model::Condition;
using model::Path;
using model::Verb;

model::Outcome note() {
  model::Outcome outcome;
  outcome.severity = Severity::note;
  outcome.code = Code::conflict;
  return outcome;
}

Condition about(Condition::Kind kind, const Path& path) {
  Condition condition;
  condition.kind = kind;
  condition.operands.push_back({.path = path});
  return condition;
}

/// What fails where the rule is kept.
std::vector<Condition> fails_where_kept(const model::Rule& rule) {
  std::vector<Condition> all;
  switch (rule.verb) {
    case Verb::assert_that:
      for (const Condition& assertion : rule.assertions) all.push_back(negation(assertion));
      break;
    case Verb::keep:
      for (const Path& target : rule.targets)
        all.push_back(about(Condition::Kind::changed, target));
      break;
    case Verb::all_or_none:
    case Verb::at_most_one:
      for (const Path& target : rule.targets) all.push_back(is_absent(target));
      break;
    case Verb::require:
    case Verb::fill:
    case Verb::require_any:
    case Verb::require_one:
    case Verb::require_some:
    case Verb::forbid:
      all.emplace_back();
      all.back().kind = Condition::Kind::never;
      break;
  }
  return all;
}

}  // namespace

PlainRule applied(const PlainRule& plain) {
  PlainRule made = plain;
  made.rule.assertions = fails_where_kept(plain.rule);
  made.rule.verb = Verb::assert_that;
  made.rule.targets.clear();
  made.rule.outcome = note();
  made.words.clear();
  made.allowed.clear();
  return made;
}

PlainRule presence_of(const model::Field& field) {
  Path place;
  place.steps.push_back({model::Step::Kind::member, field.name, 0, &field});
  PlainRule made =
      plain_rule(field.name + std::string(presence_name), Verb::assert_that, note(), field.where);
  made.rule.assertions.push_back(is_absent(place));
  made.speaks_anyway = true;
  return made;
}

}  // namespace leadlint::compile
