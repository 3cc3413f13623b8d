// Transitions to the rules they stand for.
//
// Sets that judge the same moves stand together: a move that one of them allows is allowed, and so
// is what one of them takes for the start, where that one counts. Of a set under another condition
// a rule is said of moves that none allows, and once more of those that it allows, for where it
// does not count (as in pairs.cpp).
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "check/field_values.h"
#include "compile/numbered_values.h"
#include "compile/plain_rules.h"
#include "compile/rules.h"
#include "finding/placeholders.h"
#include "finding/words.h"
#include "model/scalars.h"

namespace leadlint::compile {

using model::Condition;
using model::Path;
using model::Scalar;
using model::Transitions;
using model::Verb;
using Kind = Condition::Kind;

namespace {

/// Moves, to look up where each status leads.
class MoveSet {
 public:
  explicit MoveSet(const std::vector<Transitions::Move>& moves) {
    for (const Transitions::Move& move : moves) {
      NumberedValues& to = !move.from          ? from_any_
                           : move.from->absent ? from_none_
                                               : from_[number_of(move.from->value)];
      for (const Scalar& value : move.to) to.insert(value);
    }
  }

  [[nodiscard]] bool leads(const Scalar& from, const Scalar& to) const {
    const auto at = from_.find(number_of(from));
    return from_any_.contains(to) || (at != from_.end() && at->second.contains(to));
  }
  /// From a status that is not listed.
  [[nodiscard]] bool leads_from_any(const Scalar& to) const { return from_any_.contains(to); }
  /// From where there is none.
  [[nodiscard]] bool begins(const Scalar& value) const { return from_none_.contains(value); }

 private:
  std::map<std::uint32_t, NumberedValues> from_;
  NumberedValues from_any_, from_none_;
};

bool begins(const Transitions::Move& move) { return move.from && move.from->absent; }

/// What a set takes where nothing is stored yet: what `initial` says, or else its rows of `absent`.
std::vector<Scalar> starts_of(const Transitions& set) {
  if (set.has_initial || set.history) return set.initial_statuses;
  std::vector<Scalar> starts;
  for (const Transitions::Move& move : set.allow)
    if (begins(move)) starts.insert(starts.end(), move.to.begin(), move.to.end());
  return starts;
}

std::string move_words(const Scalar& from, Severity severity, bool goes_on) {
  const std::string before = without_placeholders(shown_value(from));
  if (severity != Severity::error)
    return in_words(Say::transition_not_allowed_from_to_warned, {{"stored", before}});
  return in_words(goes_on ? Say::transition_not_allowed_goes_to : Say::transition_not_allowed_last,
                  {{"from", before}});
}

class MoveRules {
 public:
  /// `open`: the status may have values that are not among `statuses`, too.
  MoveRules(const StatusMachine& machine, const std::vector<Scalar>& statuses, bool open,
            bool one_of_several)
      : set_(machine.set),
        own_moves_(machine.own_moves),
        status_(machine.status),
        before_(machine.status),
        statuses_(statuses),
        open_(open),
        one_of_several_(one_of_several),
        allowed_(machine.set.allow),
        denied_(machine.set.deny),
        starts_(machine.starts) {
    before_.base = set_.history ? Path::Base::previous : Path::Base::current;
    for (const Transitions* other : machine.others)
      others_.push_back({other, MoveSet(other->allow), NumberedValues(starts_of(*other))});
  }

  std::vector<PlainRule> run() {
    const NumberedValues final_statuses(set_.final_statuses);
    for (const Scalar& from : statuses_)
      if (set_.final_outcome.severity == Severity::off || !final_statuses.contains(from))
        moves_from(from);
    for (const Scalar& from : set_.final_statuses)
      add(from, but(from, [](const Scalar&) { return true; }), {}, set_.final_outcome, true, {});
    if (open_) moves_from_unlisted();
    moves_from_none();
    initial_rules();
    return std::move(out_);
  }

 private:
  struct Other {
    const Transitions* set;
    MoveSet allowed;
    NumberedValues starts;
  };
  using Taken = std::vector<TakenBy<Transitions>>;

  template <class Meant>
  [[nodiscard]] std::vector<Scalar> but(const Scalar& from, Meant is_meant) const {
    std::vector<Scalar> meant;
    for (const Scalar& to : statuses_)
      if (!are_same(to, from) && is_meant(to)) meant.push_back(to);
    return meant;
  }

  /// The values by the sets under other conditions that take them; `takes(other, value)`.
  template <class Takes>
  [[nodiscard]] Taken taken_by_others(const std::vector<Scalar>& values, Takes takes) const {
    Taken groups;
    for (const Scalar& value : values) {
      std::vector<const Transitions*> sets;
      for (const Other& other : others_)
        if (takes(other, value)) sets.push_back(other.set);
      if (!sets.empty()) add_taken(std::move(sets), value, groups);
    }
    return groups;
  }
  /// Takes those values out of `values`.
  static void without(const Taken& groups, std::vector<Scalar>& values) {
    NumberedValues taken;
    for (const TakenBy<Transitions>& group : groups)
      for (const Scalar& value : group.values) taken.insert(value);
    std::erase_if(values, [&](const Scalar& value) { return taken.contains(value); });
  }

  PlainRule& rule(const std::string& id, const model::Outcome& outcome,
                  std::optional<Condition> when, Condition assertion) {
    PlainRule& plain = out_.emplace_back(plain_rule(id, Verb::assert_that, outcome, set_.where));
    plain.rule.outcome.code = outcome.code.value_or(Code::transition_not_allowed);
    plain.rule.when = std::move(when);
    plain.rule.assertions.push_back(std::move(assertion));
    plain.rule.at = status_;
    return plain;
  }

  void moves_from(const Scalar& from) {
    const auto is_denied = [&](const Scalar& to) { return denied_.leads(from, to); };
    const auto is_unlisted = [&](const Scalar& to) {
      return set_.has_allow && !allowed_.leads(from, to);
    };
    const std::vector<Scalar> follow =
        but(from, [&](const Scalar& to) { return !is_denied(to) && !is_unlisted(to); });
    if (set_.has_allow) {
      std::vector<Scalar> refused = but(from, is_unlisted);
      const Taken taken = taken_by_others(refused, [&](const Other& other, const Scalar& to) {
        return other.allowed.leads(from, to);
      });
      without(taken, refused);
      add(from, std::move(refused), follow, set_.allow_outcome, true, taken);
    }
    add(from, but(from, is_denied), follow, set_.deny_outcome, false, {});
  }

  /// `follow`: what may come; `closed`: nothing else does, listed or not.
  void add(const Scalar& from, std::vector<Scalar> refused, const std::vector<Scalar>& follow,
           const model::Outcome& outcome, bool closed, const Taken& taken) {
    const Condition here = with(set_.when, one_of(before_, {from}));
    const auto tell = [&](PlainRule& plain) {
      plain.allowed = texts_of(follow);
      plain.words = move_words(from, outcome.severity, !plain.allowed.empty());
    };
    if (open_ && closed) {
      std::vector<Scalar> fine;
      const NumberedValues out_of_reach(refused);
      for (const Scalar& to : statuses_)
        if (!out_of_reach.contains(to)) fine.push_back(to);
      tell(rule(set_.id, outcome, here, one_of(status_, std::move(fine))));
    } else if (!refused.empty()) {
      tell(rule(set_.id, outcome, here, negation(one_of(status_, std::move(refused)))));
    }
    for (const TakenBy<Transitions>& group : taken)
      tell(rule(set_.id, outcome, where_none_counts(here, group.tables),
                negation(one_of(status_, group.values))));
  }

  /// The statuses that may follow one that is not listed: those that follow `any`.
  void moves_from_unlisted() {
    Condition there = is_absent(before_);
    there.kind = Kind::present;
    const Condition when =
        with(set_.when, both(std::move(there), negation(one_of(before_, statuses_))));
    if (set_.has_allow) {
      std::vector<Scalar> fine = to_of_any(set_.allow), beyond;
      for (const Other& other : others_)
        for (const Scalar& to : to_of_any(other.set->allow))
          if (!allowed_.leads_from_any(to) && !holds(beyond, to)) beyond.push_back(to);
      const Taken taken = taken_by_others(beyond, [](const Other& other, const Scalar& to) {
        return other.allowed.leads_from_any(to);
      });
      fine.insert(fine.end(), beyond.begin(), beyond.end());
      Condition stays;
      stays.kind = Kind::compare;
      stays.operands = {{.path = status_}, {.path = before_}};
      Condition either;
      either.kind = Kind::any_of;
      either.children = {one_of(status_, std::move(fine)), std::move(stays)};
      rule(set_.id, set_.allow_outcome, when, std::move(either));
      for (const TakenBy<Transitions>& group : taken)
        rule(set_.id, set_.allow_outcome, where_none_counts(when, group.tables),
             negation(one_of(status_, group.values)));
    }
    if (std::vector<Scalar> denied = to_of_any(set_.deny); !denied.empty())
      rule(set_.id, set_.deny_outcome, when, negation(one_of(status_, std::move(denied))));
  }

  static std::vector<Scalar> to_of_any(const std::vector<Transitions::Move>& moves) {
    std::vector<Scalar> values;
    for (const Transitions::Move& move : moves)
      if (!move.from) values.insert(values.end(), move.to.begin(), move.to.end());
    return values;
  }

  /// Rows of `absent`: what may come where no status is stored. Of a stored record without one; and
  /// where there is none, unless `initial` is about that.
  void moves_from_none() {
    const auto own_end = set_.allow.begin() + static_cast<std::ptrdiff_t>(own_moves_);
    if (std::any_of(set_.allow.begin(), own_end, begins)) {
      allowed_from_none(
          true, [&](const Scalar& to) { return allowed_.begins(to); },
          [](const Other& other, const Scalar& to) { return other.allowed.begins(to); });
      const NumberedValues starts(starts_);
      if (!set_.has_initial)
        allowed_from_none(
            false, [&](const Scalar& to) { return starts.contains(to); },
            [](const Other& other, const Scalar& to) { return other.starts.contains(to); });
    }
    if (std::any_of(set_.deny.begin(), set_.deny.end(), begins)) {
      std::vector<Scalar> denied;
      for (const Transitions::Move& move : set_.deny)
        if (begins(move)) denied.insert(denied.end(), move.to.begin(), move.to.end());
      const Condition assertion = negation(one_of(status_, std::move(denied)));
      from_none(true, set_.deny_outcome, set_.when, assertion);
      if (!set_.has_initial) from_none(false, set_.deny_outcome, set_.when, assertion);
    }
  }

  /// `takes`: what the sets that count wherever this one does; `others`: what one that may not.
  template <class Takes, class Others>
  void allowed_from_none(bool stored, Takes takes, Others others) {
    std::vector<Scalar> refused;
    for (const Scalar& to : statuses_)
      if (!takes(to)) refused.push_back(to);
    const Taken taken = taken_by_others(refused, others);
    without(taken, refused);
    const NumberedValues out_of_reach(refused);
    std::vector<Scalar> fine;
    for (const Scalar& to : statuses_)
      if (!out_of_reach.contains(to)) fine.push_back(to);
    from_none(stored, set_.allow_outcome, set_.when, one_of(status_, fine));
    for (const TakenBy<Transitions>& group : taken)
      from_none(stored, set_.allow_outcome,
                where_none_counts(set_.when.value_or(Condition{}), group.tables),
                negation(one_of(status_, group.values)));
  }

  /// `stored`: of a stored record without a status; else of where none is.
  void from_none(bool stored, const model::Outcome& outcome, const std::optional<Condition>& when,
                 Condition assertion) {
    PlainRule& plain = rule(set_.id, outcome, stored ? with(when, is_absent(before_)) : when,
                            std::move(assertion));
    const NumberedValues starts(starts_);
    for (const Scalar& to : statuses_)
      if (stored ? allowed_.begins(to) : starts.contains(to))
        plain.allowed.push_back(literal_text(to));
    plain.words = in_words(plain.allowed.empty() ? Say::transition_not_allowed_none_stored
                                                 : Say::transition_not_allowed_none_stored_one_of);
    plain.needs_record = stored && set_.has_initial;
    plain.needs_no_current = !stored;
    plain.none_stored = !stored && one_of_several_;
  }

  void initial_rules() {
    if (!set_.has_initial) return;
    std::vector<Scalar> fine = starts_, beyond;
    const NumberedValues known(fine);
    for (const Other& other : others_)
      for (const Scalar& value : starts_of(*other.set))
        if (!known.contains(value) && !holds(beyond, value)) beyond.push_back(value);
    const Taken taken = taken_by_others(beyond, [](const Other& other, const Scalar& value) {
      return other.starts.contains(value);
    });
    fine.insert(fine.end(), beyond.begin(), beyond.end());
    initial_rule(set_.when, one_of(status_, std::move(fine)));
    for (const TakenBy<Transitions>& group : taken)
      initial_rule(where_none_counts(set_.when.value_or(Condition{}), group.tables),
                   negation(one_of(status_, group.values)));
  }

  void initial_rule(std::optional<Condition> when, Condition assertion) {
    PlainRule& plain =
        rule(set_.id + ".initial", set_.initial_outcome, std::move(when), std::move(assertion));
    plain.needs_no_current = !set_.history;
    plain.none_stored = !set_.history && one_of_several_;
    plain.first_of_history = set_.history.has_value();
    plain.allowed = texts_of(starts_);
    plain.words = in_words(Say::transition_not_allowed_begin);
  }

  const Transitions& set_;
  std::size_t own_moves_;
  const Path& status_;
  Path before_;  // the stored one, or that of the entry before
  const std::vector<Scalar>& statuses_;
  bool open_, one_of_several_;
  MoveSet allowed_, denied_;
  const std::vector<Scalar>& starts_;
  std::vector<Other> others_;
  std::vector<PlainRule> out_;
};

}  // namespace

std::vector<StatusMachine> machines_of(const std::vector<Transitions>& sets,
                                       const model::RuleSet& rules) {
  std::vector<StatusMachine> machines;
  for (const Transitions& set : sets) {
    StatusMachine& machine = machines.emplace_back();
    machine.set = set;
    machine.own_moves = set.allow.size();
    machine.starts = starts_of(set);
    machine.status = check::moving_field(set, rules);
    for (const Transitions& other : sets) {
      const bool same = other.history.has_value() == set.history.has_value() &&
                        Blocks::same_place(check::moving_field(other, rules), machine.status);
      if (&other == &set || !same) continue;
      if (!counts_with(other, set)) {
        machine.others.push_back(&other);
        continue;
      }
      machine.set.allow.insert(machine.set.allow.end(), other.allow.begin(), other.allow.end());
      for (const Scalar& start : starts_of(other))
        if (!holds(machine.starts, start)) machine.starts.push_back(start);
    }
  }
  return machines;
}

bool several_begin(const std::vector<StatusMachine>& machines) {
  std::set<std::string> fields;
  for (const StatusMachine& machine : machines) {
    const std::vector<Transitions::Move>& moves = machine.set.allow;
    const bool begins_somehow =
        machine.set.has_initial || std::any_of(moves.begin(), moves.end(), begins);
    if (begins_somehow && !machine.set.history) fields.insert(Blocks::path_name(machine.status));
  }
  return fields.size() > 1;
}

std::vector<PlainRule> expand_transitions(const StatusMachine& machine,
                                          const std::vector<Scalar>& statuses, bool open,
                                          bool one_of_several) {
  return MoveRules(machine, statuses, open, one_of_several).run();
}

}  // namespace leadlint::compile
