// Each verb, and `required` of a field, to the rows of a rule: what its targets are asked, and what
// is said where they fail.
#include <algorithm>

#include "compile/compile.h"
#include "compile/rules.h"
#include "finding/placeholders.h"
#include "model/words.h"
#include "text/list.h"

namespace leadlint::compile {

using model::Condition;
using model::Path;
using model::Verb;

namespace {

Code usual_code(const PlainRule& plain) { return model::verb_row(plain.rule.verb).code; }

}  // namespace

void Rules::add_required_fields() {
  for (const model::Field* field : block_.fields) {
    if (!field->required || !field->required->is) continue;
    PlainRule plain;
    plain.id = field->name + ".required";
    plain.rule.where = field->where;
    plain.rule.outcome = field->required->outcome;
    if (plain.rule.outcome.because.empty()) {
      plain.rule.outcome.because = field->because;
      plain.rule.outcome.derived = field->derived;
    }
    Path place;
    place.steps.push_back({model::Step::Kind::member, field->name, 0, field});
    presence_rule(plain, place);
  }
}

void Rules::add(const PlainRule& plain) {
  switch (plain.rule.verb) {
    case Verb::require:
      for (const Path& target : plain.rule.targets) presence_rule(plain, target);
      break;
    case Verb::fill:
      for (const Path& target : plain.rule.targets) fill_rule(plain, target);
      break;
    case Verb::require_any:
      if (!plain.rule.targets.empty()) any_rule(plain);
      break;
    case Verb::require_one:
      if (!plain.rule.targets.empty()) one_rule(plain);
      break;
    case Verb::forbid:
      for (const Path& target : plain.rule.targets) forbid_rule(plain, target);
      break;
    case Verb::keep:
      for (const Path& target : plain.rule.targets) keep_rule(plain, target);
      break;
    case Verb::assert_that:
      for (const Condition& assertion : plain.rule.assertions) assert_rule(plain, assertion);
      break;
  }
}

void Rules::presence_rule(const PlainRule& plain, const Path& target) {
  const Asked asked = asked_when(plain);
  Told told;
  if (plain.rule.at) {  // the place is that of another field
    const std::string when = when_words(plain, target);
    told.words = RuleMessages::path(target) + " is missing" +
                 (when.empty() ? "" : "; it is needed when " + without_placeholders(when));
  }
  table::Row made = row(plain, usual_code(plain), plain.rule.at.value_or(target), told);
  made.missing = true;
  made.null_is_missing = plain.null_is_missing && conditions_.may_be_emptied(target);
  if (plain.rule.at) made.target = blocks_.reference(block_, target);
  const std::uint16_t there = blocks_.present(block_, target);
  rows(plain, asked, made, [&](const SelectorAt& at) {
    return conditions_.product(when(plain, at), {{Literal{there, false}}});
  });
}

void Rules::fill_rule(const PlainRule& plain, const Path& target) {
  presence_rule(plain, target);
  const Asked asked = asked_when(plain);
  PlainRule empty = plain;
  empty.rule.outcome.code.reset();
  empty.words.clear();
  table::Row made = row(empty, Code::too_short, target);
  made.breaks = plain.rule.outcome.severity == Severity::error;
  table::Fact fact;
  fact.kind = table::FactKind::empty;
  fact.a = blocks_.reference(block_, target);
  const std::uint16_t bit =
      blocks_.fact(block_, "empty " + Blocks::path_name(target), fact, Blocks::is_outward(target));
  rows(empty, asked, made, [&](const SelectorAt& at) {
    return conditions_.product(when(plain, at), {{Literal{bit, true}}});
  });
}

Told Rules::told_of_any(const PlainRule& plain, const Path& place) const {
  Told told;
  for (const Path& target : plain.rule.targets)
    if (std::string name = RuleMessages::path(target);
        std::find(told.members.begin(), told.members.end(), name) == told.members.end())
      told.members.push_back(std::move(name));
  if (told.members.size() < 2) return {};  // said as of any missing member
  told.words = joined(told.members, "or");
  const std::string asked_for = when_words(plain, place);
  told.words += " is missing";
  if (!asked_for.empty())
    told.words += "; one of them is needed when " + without_placeholders(asked_for);
  return told;
}

void Rules::any_rule(const PlainRule& plain) {
  const Asked asked = asked_when(plain);
  const Path place = plain.rule.at.value_or(plain.rule.targets.front());
  const Told told = told_of_any(plain, place);
  table::Row made = row(plain, usual_code(plain), place, told);
  made.missing = made.group = true;
  std::optional<Cube> nothing = Cube{};
  for (const Path& target : plain.rule.targets)
    nothing = merge(*nothing, {Literal{blocks_.there(block_, target), false}});
  rows(plain, asked, made,
       [&](const SelectorAt& at) { return conditions_.product(when(plain, at), {*nothing}); });
}

void Rules::one_rule(const PlainRule& plain) {
  any_rule(plain);
  const Asked asked = asked_when(plain);
  for (std::size_t later = 1; later < plain.rule.targets.size(); ++later) {
    Told told;
    for (std::size_t i = 0; i < plain.rule.targets.size(); ++i)
      if (i != later)
        told.words +=
            (told.words.empty() ? "" : " or ") + RuleMessages::path(plain.rule.targets[i]);
    told.words = "{field} does not go together with " + told.words + ": send one of them";
    table::Row made =
        row(plain, Code::conflict, plain.rule.at.value_or(plain.rule.targets[later]), told);
    made.presence = true;
    Cubes both;
    for (std::size_t earlier = 0; earlier < later; ++earlier)
      if (auto cube = merge({Literal{blocks_.there(block_, plain.rule.targets[earlier]), true}},
                            {Literal{blocks_.there(block_, plain.rule.targets[later]), true}}))
        both.push_back(std::move(*cube));
    rows(plain, asked, made,
         [&](const SelectorAt& at) { return conditions_.product(when(plain, at), both); });
  }
}

void Rules::forbid_rule(const PlainRule& plain, const Path& target) {
  const Asked asked = asked_when(plain);
  Told told{.words = words_.forbidden(plain.rule, target)};
  if (plain.rule.at) {
    const std::string when = when_words(plain, target);
    told.words = RuleMessages::path(target) + " does not belong here" +
                 (when.empty() ? "" : " when " + without_placeholders(when));
  }
  table::Row made = row(plain, usual_code(plain), plain.rule.at.value_or(target), told);
  made.presence = true;
  const std::uint16_t there = blocks_.present(block_, target);
  rows(plain, asked, made, [&](const SelectorAt& at) {
    return conditions_.product(when(plain, at), {{Literal{there, true}}});
  });
}

namespace {

/// What a path of an object means, said from an object around it; `way` leads back down.
Path lifted(Path path, const std::vector<model::Step>& way) {
  const bool inside = path.base == Path::Base::block || path.base == Path::Base::outer;
  if (!inside) return path;
  const std::size_t up = path.base == Path::Base::outer ? path.up : 0;
  path.base = up > way.size() ? Path::Base::outer : Path::Base::block;
  path.up = static_cast<std::uint8_t>(up > way.size() ? up - way.size() : 0);
  if (up < way.size())
    path.steps.insert(path.steps.begin(), way.begin(), way.end() - static_cast<std::ptrdiff_t>(up));
  return path;
}

void lift(Condition& condition, const std::vector<model::Step>& way) {
  for (model::Operand& operand : condition.operands)
    if (model::names_field(operand)) operand.path = lifted(operand.path, way);
  for (Condition& child : condition.children) lift(child, way);
}

}  // namespace

void Rules::add_keeps_of(const model::Block& inner, const std::vector<model::Step>& way) {
  for (const model::Rule& rule : inner.rules) {
    if (rule.verb != Verb::keep || rule.null_empties) continue;
    PlainRule plain;
    plain.rule = rule;
    plain.only_emptied = true;
    for (const model::Step& step : way) plain.id += step.name + ".";
    plain.id += rule.id;
    for (Path& target : plain.rule.targets) target = lifted(target, way);
    if (rule.at) plain.rule.at = lifted(*rule.at, way);
    if (rule.when) lift(*plain.rule.when, way);
    add(plain);
  }
  for (const model::Field& field : inner.fields)
    if (const model::Block* deeper = model::block_of(field); deeper != nullptr && !field.none) {
      std::vector<model::Step> further = way;
      further.push_back({model::Step::Kind::member, field.name, 0, &field});
      add_keeps_of(*deeper, further);
    }
}

void Rules::add_keeps_behind_nulls() {
  for (const model::Field* field : block_.fields) {
    const model::Block* inner = model::block_of(*field);
    const Path place{.steps = {{model::Step::Kind::member, field->name, 0, field}}};
    if (inner != nullptr && conditions_.may_be_emptied(place)) add_keeps_of(*inner, place.steps);
  }
}

void Rules::keep_rule(const PlainRule& plain, const Path& target) {
  Asked asked = asked_when(plain);
  const table::Row made = row(plain, usual_code(plain), plain.rule.at.value_or(target));
  Condition changed;
  changed.kind = Condition::Kind::changed;
  changed.operands.push_back({.path = target});
  conditions_.ask(changed, asked);
  const bool emptied = !plain.rule.null_empties && conditions_.may_be_emptied(target);
  rows(plain, asked, made, [&](const SelectorAt& at) {
    // Two statements: facts are numbered as they come up, and so in one order whatever the
    // compiler.
    Cubes moved = plain.only_emptied ? Cubes{} : conditions_.holds(changed, at);
    if (emptied) moved.push_back({Literal{conditions_.emptied(target), true}});
    return conditions_.product(when(plain, at), moved);
  });
}

namespace {

/// The first field an assertion names, and the code a failure has by nature.
struct Nature {
  const Path* first = nullptr;
  Code code = Code::conflict;
  bool found = false;
};

void look(const Condition& condition, Nature& nature) {
  if (!nature.found && condition.kind == Condition::Kind::in_catalog) {
    nature.code = condition.operands.size() > 1 ? Code::pair_not_allowed : Code::unknown_reference;
    nature.found = true;
  }
  if (!nature.found && condition.kind == Condition::Kind::matches) {
    nature.code = Code::bad_format;
    nature.found = true;
  }
  for (const model::Operand& operand : condition.operands)
    if (nature.first == nullptr && model::names_field(operand) && !Blocks::is_outward(operand.path))
      nature.first = &operand.path;
  for (const Condition& child : condition.children) look(child, nature);
}

}  // namespace

void Rules::assert_rule(const PlainRule& plain, const Condition& assertion) {
  Nature nature;
  look(assertion, nature);
  Asked asked = asked_when(plain), compared;
  conditions_.ask(assertion, compared);
  asked.selector = asked.selector || compared.selector;
  asked.status = asked.status || compared.status;
  asked.values.insert(asked.values.end(), compared.values.begin(), compared.values.end());
  asked.catalogs.insert(asked.catalogs.end(), compared.catalogs.begin(), compared.catalogs.end());
  asked.compared.insert(asked.compared.end(), compared.compared.begin(), compared.compared.end());
  const auto append = [](std::vector<Path>& to, const std::vector<Path>& paths) {
    to.insert(to.end(), paths.begin(), paths.end());
  };
  append(asked.alike, compared.alike);
  append(asked.ordered, compared.ordered);
  asked.timed.insert(asked.timed.end(), compared.timed.begin(), compared.timed.end());
  asked.now = asked.now || compared.now;
  append(asked.outward, compared.outward);
  append(asked.same_outward, compared.same_outward);
  const Path nowhere;
  const Path& place = plain.rule.at ? *plain.rule.at : nature.first ? *nature.first : nowhere;
  const table::Row made = row(plain, nature.code, place, told_of(plain, assertion, place));
  rows(plain, asked, made, [&](const SelectorAt& at) {
    const Cube good = plain.speaks_anyway ? Cube{} : conditions_.all_good(compared);
    const Cubes failed = conditions_.fails(assertion, at);  // first, as in keep_rule
    return conditions_.product(conditions_.product(when(plain, at), {good}), failed);
  });
}

}  // namespace leadlint::compile
