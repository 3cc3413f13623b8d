// Transitions to the rules they stand for.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compile/plain_rules.h"
#include "compile/rules.h"
#include "finding/placeholders.h"
#include "model/scalars.h"

namespace leadlint::compile {

using model::Condition;
using model::Path;
using model::same_value;
using model::Scalar;
using model::Verb;
using Kind = Condition::Kind;

namespace {

/// The status before: the stored one, or that of the entry before.
Path status_before(const Path& status, bool history) {
  Path before = status;
  before.base = history ? Path::Base::previous : Path::Base::current;
  return before;
}

PlainRule move_rule(const model::Transitions& transitions, const Path& status,
                    const model::Outcome& outcome, Condition when, Condition assertion) {
  PlainRule plain = plain_rule(transitions.id, Verb::assert_that, outcome, transitions.where);
  plain.rule.outcome.code = outcome.code.value_or(Code::transition_not_allowed);
  plain.rule.when = std::move(when);
  plain.rule.assertions.push_back(std::move(assertion));
  plain.rule.at = status;
  return plain;
}

/// The statuses that may follow one that is not listed: those that follow `any`.
void unlisted_move_rules(const model::Transitions& transitions, const Path& status,
                         const Path& before, const std::vector<Scalar>& statuses,
                         std::vector<PlainRule>& out) {
  Condition there;
  there.kind = Kind::present;
  there.operands.push_back({.path = before});
  const Condition when = both(std::move(there), negation(one_of(before, statuses)));
  const auto follow_any = [](const std::vector<model::Transitions::Move>& moves) {
    std::vector<Scalar> values;
    for (const model::Transitions::Move& move : moves)
      if (!move.from) values.insert(values.end(), move.to.begin(), move.to.end());
    return values;
  };
  if (transitions.has_allow) {
    Condition stays;
    stays.kind = Kind::compare;
    stays.operands = {{.path = status}, {.path = before}};
    Condition either;
    either.kind = Kind::any_of;
    either.children = {one_of(status, follow_any(transitions.allow)), std::move(stays)};
    out.push_back(
        move_rule(transitions, status, transitions.allow_outcome, when, std::move(either)));
  }
  if (std::vector<Scalar> denied = follow_any(transitions.deny); !denied.empty())
    out.push_back(move_rule(transitions, status, transitions.deny_outcome, when,
                            negation(one_of(status, std::move(denied)))));
}

std::string move_words(const Scalar& from, Severity severity, bool goes_on) {
  const std::string before = without_placeholders(shown_value(from));
  if (severity != Severity::error)
    return fmt::format("a change of {{field}} from {} to {{value}} is doubtful", before);
  return fmt::format("{{field}} may not go from {} to {{value}}; {}", before,
                     goes_on ? before + " goes to {allowed}" : "nothing follows " + before);
}

/// Moves, to look up where each status leads.
class MoveSet {
 public:
  explicit MoveSet(const std::vector<model::Transitions::Move>& moves) {
    for (const model::Transitions::Move& move : moves) {
      model::ScalarSet& to = move.from ? from_[model::value_key(*move.from)] : from_any_;
      for (const Scalar& value : move.to) to.insert(value);
    }
  }

  [[nodiscard]] bool leads(const Scalar& from, const Scalar& to) const {
    const auto at = from_.find(model::value_key(from));
    return from_any_.contains(to) || (at != from_.end() && at->second.contains(to));
  }

 private:
  std::map<std::string, model::ScalarSet> from_;
  model::ScalarSet from_any_;
};

/// `open`: the status may have values that are not among `statuses`, too.
void move_rules(const model::Transitions& transitions, const Path& status, const Path& before,
                const std::vector<Scalar>& statuses, bool open, std::vector<PlainRule>& out) {
  const auto but = [&](const Scalar& from, const auto& is_meant) {
    std::vector<Scalar> meant;
    for (const Scalar& to : statuses)
      if (!same_value(to, from) && is_meant(to)) meant.push_back(to);
    return meant;
  };
  // `follow`: what may come; `closed`: nothing else does, listed or not.
  const auto add = [&](const Scalar& from, std::vector<Scalar> refused,
                       const std::vector<Scalar>& follow, const model::Outcome& outcome,
                       bool closed) {
    if (refused.empty() && !(open && closed)) return;
    std::vector<Scalar> taken;
    if (open) {
      const model::ScalarSet out_of_reach(refused);
      for (const Scalar& to : statuses)
        if (!out_of_reach.contains(to)) taken.push_back(to);
    }
    PlainRule plain = move_rule(transitions, status, outcome, one_of(before, {from}),
                                open && closed ? one_of(status, std::move(taken))
                                               : negation(one_of(status, std::move(refused))));
    plain.allowed = texts_of(follow);
    plain.words = move_words(from, outcome.severity, !plain.allowed.empty());
    out.push_back(std::move(plain));
  };
  const MoveSet allowed(transitions.allow), denied(transitions.deny);
  const model::ScalarSet final_statuses(transitions.final_statuses);
  for (const Scalar& from : statuses) {
    if (transitions.final_outcome.severity != Severity::off && final_statuses.contains(from))
      continue;
    const auto is_denied = [&](const Scalar& to) { return denied.leads(from, to); };
    const auto is_unlisted = [&](const Scalar& to) {
      return transitions.has_allow && !allowed.leads(from, to);
    };
    const std::vector<Scalar> follow =
        but(from, [&](const Scalar& to) { return !is_denied(to) && !is_unlisted(to); });
    if (transitions.has_allow)
      add(from, but(from, is_unlisted), follow, transitions.allow_outcome, true);
    add(from, but(from, is_denied), follow, transitions.deny_outcome, false);
  }
  for (const Scalar& from : transitions.final_statuses)
    add(from, but(from, [](const Scalar&) { return true; }), {}, transitions.final_outcome, true);
  if (open) unlisted_move_rules(transitions, status, before, statuses, out);
}

}  // namespace

/// Several sets that judge the same moves are one: a move that one of them allows is allowed, and
/// so is what one of them takes for the start.
std::vector<model::Transitions> together(const std::vector<model::Transitions>& sets) {
  std::vector<model::Transitions> merged = sets;
  const auto of_same = [](const model::Transitions& a, const model::Transitions& b) {
    return a.history.has_value() == b.history.has_value() &&
           (!a.history || Blocks::same_place(*a.history, *b.history));
  };
  for (model::Transitions& set : merged)
    for (const model::Transitions& other : sets) {
      if (other.id == set.id || !of_same(other, set)) continue;
      set.allow.insert(set.allow.end(), other.allow.begin(), other.allow.end());
      set.initial_statuses.insert(set.initial_statuses.end(), other.initial_statuses.begin(),
                                  other.initial_statuses.end());
    }
  return merged;
}

std::vector<PlainRule> expand_transitions(const model::Transitions& transitions, const Path& status,
                                          const std::vector<Scalar>& statuses, bool open) {
  std::vector<PlainRule> out;
  const bool history = transitions.history.has_value();
  move_rules(transitions, status, status_before(status, history), statuses, open, out);
  if (transitions.has_initial) {
    PlainRule plain = plain_rule(transitions.id + ".initial", Verb::assert_that,
                                 transitions.initial_outcome, transitions.where);
    plain.rule.outcome.code =
        transitions.initial_outcome.code.value_or(Code::transition_not_allowed);
    plain.rule.assertions.push_back(one_of(status, transitions.initial_statuses));
    plain.rule.at = status;
    plain.needs_no_current = !history;
    plain.first_of_history = history;
    plain.allowed = texts_of(transitions.initial_statuses);
    plain.words = "{it} is not one to begin with; expected {allowed}";
    out.push_back(std::move(plain));
  }
  return out;
}

}  // namespace leadlint::compile
