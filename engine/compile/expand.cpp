// Cases, pairs and transitions to the rules they stand for.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compile/rules.h"
#include "finding/placeholders.h"

namespace leadlint::compile {
namespace {

using model::Condition;
using model::Operand;
using model::Path;
using model::Scalar;
using model::Verb;
using Kind = Condition::Kind;

Condition one_of(const Path& path, std::vector<Scalar> values) {
  Condition condition;
  condition.kind = Kind::in_list;
  condition.operands.push_back({.path = path});
  condition.literals = std::move(values);
  return condition;
}

Condition is(const Path& path, const Scalar& value) {
  Condition condition;
  condition.kind = Kind::compare;
  condition.operands.push_back({.path = path});
  condition.operands.push_back({.kind = Operand::Kind::literal, .literal = value});
  return condition;
}

Condition negation(Condition inner) {
  Condition condition;
  condition.kind = Kind::negation;
  condition.children.push_back(std::move(inner));
  return condition;
}

Condition both(Condition a, Condition b) {
  Condition condition;
  condition.kind = Kind::all_of;
  condition.children.push_back(std::move(a));
  condition.children.push_back(std::move(b));
  return condition;
}

Condition with(const std::optional<Condition>& when, Condition condition) {
  return when ? both(*when, std::move(condition)) : std::move(condition);
}

bool holds_value(const std::vector<Scalar>& values, const Scalar& value) {
  return std::any_of(values.begin(), values.end(), [&](const Scalar& other) {
    return literal_text(other) == literal_text(value);
  });
}

PlainRule make(std::string id, Verb verb, const model::Outcome& outcome, model::Where where) {
  PlainRule plain;
  plain.id = std::move(id);
  plain.rule.verb = verb;
  plain.rule.outcome = outcome;
  plain.rule.where = where;
  return plain;
}

// ------------------------------------------------------------------------------------------ cases

/// The fields of a table with the values whose rows name them.
using Owners = std::vector<std::pair<Path, std::vector<Scalar>>>;

Owners owners_of(const model::Cases& cases) {
  Owners owners;
  for (const model::Cases::Row& row : cases.rows)
    for (const auto* list : {&row.require, &row.fill, &row.optional})
      for (const Path& path : *list) {
        const auto at = std::find_if(owners.begin(), owners.end(), [&](const auto& owner) {
          return Blocks::path_name(owner.first) == Blocks::path_name(path);
        });
        if (at == owners.end())
          owners.push_back({path, {row.value}});
        else
          at->second.push_back(row.value);
      }
  return owners;
}

std::string belongs_words(const Path& field, const std::vector<Scalar>& values) {
  std::string words = fmt::format("{{field}}: belongs to {} ", RuleWords::path(field));
  for (std::size_t i = 0; i < values.size(); ++i)
    words += (i == 0                   ? ""
              : i + 1 == values.size() ? " or "
                                       : ", ") +
             without_placeholders(literal_text(values[i]));
  return words;
}

void elsewhere_rules(const model::Cases& cases, const std::vector<Scalar>& legal,
                     std::vector<PlainRule>& out) {
  for (const auto& [path, owners] : owners_of(cases)) {
    std::vector<Scalar> others;
    for (const Scalar& value : legal)
      if (!holds_value(owners, value)) others.push_back(value);
    if (others.empty()) continue;
    PlainRule plain = make(cases.id + ".elsewhere", Verb::forbid, cases.elsewhere, cases.where);
    plain.rule.when = with(cases.when, one_of(cases.field, std::move(others)));
    plain.words = belongs_words(cases.field, owners);
    plain.rule.targets.push_back(path);
    out.push_back(std::move(plain));
  }
}

// ------------------------------------------------------------------------------------------ pairs

bool is_empty(const Scalar& value) {
  const auto* text = std::get_if<std::string>(&value.value);
  return text != nullptr && text->empty();
}

/// Every value that the rows and other tables list for `first`.
std::vector<Scalar> listed_for(const model::Pairs& pairs, const Scalar& first) {
  std::vector<Scalar> listed;
  const auto add = [&](const std::vector<model::Pairs::Row>& rows) {
    for (const model::Pairs::Row& row : rows)
      if (literal_text(row.first) == literal_text(first))
        listed.insert(listed.end(), row.second.begin(), row.second.end());
  };
  add(pairs.rows);
  for (const model::Pairs::Also& also : pairs.also) add(also.rows);
  return listed;
}

std::vector<std::string> texts_of(const std::vector<Scalar>& values) {
  std::vector<std::string> texts;
  for (const Scalar& value : values) texts.push_back(literal_text(value));
  return texts;
}

/// What the table itself lists for a value of `first`.
std::vector<std::string> own_list(const model::Pairs& pairs, const Scalar& first) {
  std::vector<Scalar> listed;
  for (const model::Pairs::Row& row : pairs.rows)
    if (literal_text(row.first) == literal_text(first))
      listed.insert(listed.end(), row.second.begin(), row.second.end());
  return texts_of(listed);
}

/// Of a value that does not go with `first`: what does, or that nothing does.
void add_pair_words(const model::Pairs& pairs, const Scalar& first, PlainRule& plain) {
  const std::string value = without_placeholders(literal_text(first));
  plain.allowed = own_list(pairs, first);
  plain.words = fmt::format("{{it}} does not go with {} {}", RuleWords::path(pairs.first), value);
  plain.words += plain.allowed.empty() ? fmt::format("; leave it out: {} has none", value)
                                       : "; expected {allowed}";
}

void row_rules(const model::Pairs& pairs, std::vector<PlainRule>& out) {
  const auto place = [&](PlainRule& plain) { plain.rule.at = pairs.second; };
  for (const model::Pairs::Row& row : pairs.rows) {
    const Condition here = is(pairs.first, row.first);
    std::vector<Scalar> listed = listed_for(pairs, row.first);
    PlainRule plain = make(pairs.id, Verb::assert_that, pairs.outcome, pairs.where);
    plain.rule.outcome.code = pairs.outcome.code.value_or(Code::pair_not_allowed);
    plain.rule.when = here;
    if (!pairs.open && !holds_value(listed, Scalar{std::string{}, {}}))
      plain.rule.when = both(here, negation(one_of(pairs.second, {Scalar{std::string{}, {}}})));
    plain.rule.assertions.push_back(one_of(pairs.second, std::move(listed)));
    place(plain);
    add_pair_words(pairs, row.first, plain);
    out.push_back(std::move(plain));
    if (row.second.empty()) continue;
    PlainRule missing = make(pairs.id + ".left_out", Verb::require, pairs.left_out, pairs.where);
    missing.rule.when = here;
    missing.rule.targets.push_back(pairs.second);
    missing.allowed = own_list(pairs, row.first);
    missing.words =
        fmt::format("{{field}} is missing; {} {} goes with {{allowed}}",
                    RuleWords::path(pairs.first), without_placeholders(literal_text(row.first)));
    out.push_back(std::move(missing));
  }
}

void also_rules(const model::Pairs& pairs, std::vector<PlainRule>& out) {
  for (const model::Pairs::Also& also : pairs.also)
    for (const model::Pairs::Row& row : also.rows) {
      if (row.second.empty()) continue;
      PlainRule plain = make(pairs.id + ".also", Verb::assert_that, also.outcome, pairs.where);
      plain.rule.outcome.code = also.outcome.code.value_or(Code::pair_not_allowed);
      plain.rule.when = is(pairs.first, row.first);
      plain.rule.assertions.push_back(negation(one_of(pairs.second, row.second)));
      plain.rule.at = pairs.second;
      add_pair_words(pairs, row.first, plain);
      out.push_back(std::move(plain));
    }
}

/// "" stands for nothing: a value only where a row lists it, whatever becomes of `first`.
void empty_rule(const model::Pairs& pairs, std::vector<PlainRule>& out) {
  std::vector<Scalar> with_empty;
  for (const model::Pairs::Also& also : pairs.also)
    for (const model::Pairs::Row& row : also.rows)
      if (std::any_of(row.second.begin(), row.second.end(), is_empty))
        with_empty.push_back(row.first);
  if (with_empty.empty() || pairs.open) return;
  PlainRule plain = make(pairs.id + ".empty", Verb::assert_that, pairs.outcome, pairs.where);
  plain.rule.outcome.code = Code::not_in_enum;
  plain.speaks_anyway = true;
  plain.rule.when = negation(one_of(pairs.first, std::move(with_empty)));
  plain.rule.assertions.push_back(negation(one_of(pairs.second, {Scalar{std::string{}, {}}})));
  plain.rule.at = pairs.second;
  plain.words = "{field} is empty: leave it out";
  out.push_back(std::move(plain));
}

void unlisted_rule(const model::Pairs& pairs, const std::vector<Scalar>& legal,
                   std::vector<PlainRule>& out) {
  std::vector<Scalar> listed, others;
  for (const model::Pairs::Row& row : pairs.rows) listed.push_back(row.first);
  for (const Scalar& value : legal)
    if (!holds_value(listed, value)) others.push_back(value);
  if (others.empty()) return;
  PlainRule plain = make(pairs.id + ".unlisted", Verb::assert_that, pairs.unlisted, pairs.where);
  plain.rule.outcome.code = pairs.unlisted.code.value_or(Code::pair_not_allowed);
  plain.rule.assertions.push_back(negation(one_of(pairs.first, std::move(others))));
  plain.rule.at = pairs.first;
  plain.allowed = texts_of(listed);
  plain.words = "{it} is a legal value, but not one that may stand here; expected {allowed}";
  out.push_back(std::move(plain));
}

}  // namespace

std::vector<PlainRule> expand_cases(const model::Block& block, const Blocks& blocks,
                                    const BlockDraft& draft) {
  std::vector<PlainRule> out;
  for (const model::Cases& cases : block.cases) {
    const model::Field* field = blocks.target(draft, cases.field);
    const std::vector<Scalar>* legal = field == nullptr ? nullptr : blocks.values_of(*field);
    for (const model::Cases::Row& row : cases.rows) {
      const std::string id = cases.id + "." + literal_text(row.value);
      for (const auto& [verb, list] :
           {std::pair{Verb::require, &row.require}, std::pair{Verb::fill, &row.fill}}) {
        if (list->empty()) continue;
        PlainRule plain = make(id, verb, row.outcome, row.outcome.where);
        plain.rule.when = with(cases.when, is(cases.field, row.value));
        plain.rule.targets = *list;
        out.push_back(std::move(plain));
      }
    }
    if (legal != nullptr) elsewhere_rules(cases, *legal, out);
  }
  return out;
}

model::Check<std::vector<Scalar>> pair_values(const model::Pairs& pairs) {
  model::Check<std::vector<Scalar>> values;
  values.outcome = pairs.outcome;
  values.outcome.code = Code::not_in_enum;
  const auto add = [&](const std::vector<model::Pairs::Row>& rows) {
    for (const model::Pairs::Row& row : rows)
      for (const Scalar& value : row.second)
        if (!holds_value(values.is, value)) values.is.push_back(value);
  };
  add(pairs.rows);
  for (const model::Pairs::Also& also : pairs.also) add(also.rows);
  return values;
}

std::vector<PlainRule> expand_pairs(const model::Block& block, const Blocks& blocks,
                                    const BlockDraft& draft) {
  std::vector<PlainRule> out;
  for (const model::Pairs& pairs : block.pairs) {
    row_rules(pairs, out);
    also_rules(pairs, out);
    empty_rule(pairs, out);
    const model::Field* first = blocks.target(draft, pairs.first);
    if (first != nullptr)
      if (const auto* legal = blocks.values_of(*first)) unlisted_rule(pairs, *legal, out);
  }
  return out;
}

// ------------------------------------------------------------------------------------- transitions

namespace {

/// The status before: the stored one, or that of the entry before.
Path status_before(const Path& status, bool history) {
  Path before = status;
  before.base = history ? Path::Base::previous : Path::Base::current;
  return before;
}

std::string move_words(const Scalar& from, Severity severity, bool goes_on) {
  const std::string before = without_placeholders(shown_value(from));
  if (severity != Severity::error)
    return fmt::format("a change of {{field}} from {} to {{value}} is doubtful", before);
  return fmt::format("{{field}} may not go from {} to {{value}}; {}", before,
                     goes_on ? before + " goes to {allowed}" : "nothing follows " + before);
}

void move_rules(const model::Transitions& transitions, const Path& status, const Path& before,
                const std::vector<Scalar>& statuses, std::vector<PlainRule>& out) {
  const auto add = [&](const Scalar& from, std::vector<Scalar> refused,
                       const model::Outcome& outcome) {
    if (refused.empty()) return;
    PlainRule plain = make(transitions.id, Verb::assert_that, outcome, transitions.where);
    plain.rule.outcome.code = outcome.code.value_or(Code::transition_not_allowed);
    plain.rule.when = one_of(before, {from});
    for (const Scalar& to : statuses)
      if (literal_text(to) != literal_text(from) && !holds_value(refused, to))
        plain.allowed.push_back(literal_text(to));
    plain.words = move_words(from, outcome.severity, !plain.allowed.empty());
    plain.rule.assertions.push_back(negation(one_of(status, std::move(refused))));
    plain.rule.at = status;
    out.push_back(std::move(plain));
  };
  for (const Scalar& from : statuses) {
    if (holds_value(transitions.final_statuses, from)) continue;
    std::vector<Scalar> allowed, denied;
    for (const auto* moves : {&transitions.allow, &transitions.deny})
      for (const model::Transitions::Move& move : *moves)
        if (!move.from || literal_text(*move.from) == literal_text(from)) {
          auto& list = moves == &transitions.allow ? allowed : denied;
          list.insert(list.end(), move.to.begin(), move.to.end());
        }
    std::vector<Scalar> refused;
    for (const Scalar& to : statuses)
      if (literal_text(to) != literal_text(from) &&
          (holds_value(denied, to) || (transitions.has_allow && !holds_value(allowed, to))))
        refused.push_back(to);
    add(from, std::move(refused),
        transitions.has_allow ? transitions.allow_outcome : transitions.deny_outcome);
  }
  for (const Scalar& from : transitions.final_statuses) {
    std::vector<Scalar> others;
    for (const Scalar& to : statuses)
      if (literal_text(to) != literal_text(from)) others.push_back(to);
    add(from, std::move(others), transitions.final_outcome);
  }
}

}  // namespace

std::vector<PlainRule> expand_transitions(const model::Transitions& transitions, const Path& status,
                                          const std::vector<Scalar>& statuses) {
  std::vector<PlainRule> out;
  const bool history = transitions.history.has_value();
  move_rules(transitions, status, status_before(status, history), statuses, out);
  if (transitions.has_initial) {
    PlainRule plain = make(transitions.id + ".initial", Verb::assert_that,
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
