// Transitions as a view has them: the moves that the rules refuse which they stand for
// (compile/transitions.cpp), and what is left to follow each value. Tests:
// tests/ruleset_view_test.cpp.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "compile/rules.h"
#include "model/scope.h"
#include "view/origins.h"
#include "view/parts.h"

namespace leadlint::view {
namespace {

using model::Condition;
using model::Path;

void flatten(const Condition& condition, std::vector<const Condition*>& parts) {
  if (condition.kind != Condition::Kind::all_of) return parts.push_back(&condition);
  for (const Condition& child : condition.children) flatten(child, parts);
}

/// Is it about the value of before?
bool asks_before(const Condition& condition, const model::Field& field) {
  const Condition& asked =
      condition.kind == Condition::Kind::negation ? condition.children[0] : condition;
  using enum Condition::Kind;
  if (asked.kind != in_list && asked.kind != present && asked.kind != absent) return false;
  const Path& path = asked.operands[0].path;
  return (path.base == Path::Base::current || path.base == Path::Base::previous) &&
         model::target(path) == &field;
}

/// Takes the condition on the value of before out of a rule's; the rest are words.
void read_when(const Condition& when, const model::Field& field, MovesView& moves) {
  std::vector<const Condition*> parts;
  flatten(when, parts);
  Condition rest;
  rest.kind = Condition::Kind::all_of;
  for (const Condition* part : parts) {
    if (!asks_before(*part, field)) {
      rest.children.push_back(*part);
    } else if (part->kind == Condition::Kind::in_list && part->literals.size() == 1) {
      moves.kind = MovesView::From::value;
      moves.from = value_of(part->literals[0]);
    } else if (part->kind != Condition::Kind::absent) {
      moves.kind = MovesView::From::others;
    }
  }
  moves.when = condition_beside(rest, nullptr);
}

void read_assertion(const Condition& assertion, MovesView& moves) {
  switch (assertion.kind) {
    case Condition::Kind::negation:
      moves.to = values_of(assertion.children[0].literals);
      break;
    case Condition::Kind::any_of:  // ... or it stays as it is
      read_assertion(assertion.children[0], moves);
      break;
    default:
      moves.all_others = true;
      moves.to = values_of(assertion.literals);
      break;
  }
}

bool refuses(const MovesView& moves, const std::optional<ValueView>& from, const ValueView& to) {
  if (moves.severity != Severity::error || !moves.when.empty()) return false;
  const bool here = from ? moves.kind == MovesView::From::value && moves.from == from
                         : moves.kind == MovesView::From::others;
  return here && (std::ranges::find(moves.to, to) != moves.to.end()) != moves.all_others;
}

void add_next(CasesView& cases) {
  for (CaseView& from : cases.cases)
    for (const CaseView& to : cases.cases) {
      if (!to.value || from.value == to.value) continue;
      if (std::ranges::none_of(cases.moves, [&](const MovesView& moves) {
            return refuses(moves, from.value, *to.value);
          }))
        from.next.push_back(*to.value);
    }
}

}  // namespace

void add_moves(const Source& source, const model::Field& field, CasesView& cases) {
  const std::vector<model::Scalar> values = source.known_values(field);
  for_each_block(source.rules(), [&](const model::Block& block, const std::string& path) {
    const auto machines = compile::machines_of(block.transitions, source.rules());
    const bool several = compile::several_begin(machines);
    for (const compile::StatusMachine& machine : machines) {
      if (model::target(machine.status) != &field) continue;
      cases.has_moves = true;
      for (const compile::PlainRule& plain :
           compile::expand_transitions(machine, values, source.values().is_open(field), several)) {
        MovesView moves;
        moves.kind = MovesView::From::none;
        moves.rule = below(home_of(machine.set, path), plain.id);
        moves.severity =
            source.severity(moves.rule, Code::transition_not_allowed, plain.rule.outcome.severity);
        if (moves.severity == Severity::off) continue;
        if (plain.rule.when) read_when(*plain.rule.when, field, moves);
        read_assertion(plain.rule.assertions[0], moves);
        if (std::ranges::none_of(cases.moves, [&](const MovesView& other) {
              return other.rule == moves.rule && other.kind == moves.kind &&
                     other.from == moves.from && other.to == moves.to && other.when == moves.when;
            }))
          cases.moves.push_back(std::move(moves));
      }
    }
  });
  if (cases.has_moves) add_next(cases);
}

}  // namespace leadlint::view
