// Each verb, and `required` of a field, to the rows of a rule: what its targets are asked, and what
// is said where they fail.
#include <algorithm>

#include <fmt/format.h>

#include "compile/applied.h"
#include "compile/compile.h"
#include "compile/rules.h"
#include "finding/placeholders.h"
#include "finding/words.h"
#include "model/words.h"
#include "text/list.h"

namespace leadlint::compile {

using model::Condition;
using model::Path;
using model::Verb;

namespace {

Code usual_code(const PlainRule& plain) { return model::verb_row(plain.rule.verb).code; }

/// None of them holds; nullopt: there are none.
std::optional<Condition> holds_nowhere(std::vector<Condition> conditions) {
  if (conditions.empty()) return std::nullopt;
  Condition negation;
  negation.kind = Condition::Kind::negation;
  negation.where = conditions.front().where;
  Condition any = std::move(conditions.front());
  if (conditions.size() > 1) {
    conditions.front() = std::move(any);
    any = {};
    any.kind = Condition::Kind::any_of;
    any.where = negation.where;
    any.children = std::move(conditions);
  }
  negation.children.push_back(std::move(any));
  return negation;
}

}  // namespace

void Rules::add_required_fields() {
  for (const model::Field* field : block_.fields) {
    std::vector<Condition> elsewhere;  // where a shape says it, and not the field
    for (const model::RequiredWhere& where : field->required_where) {
      add_required(*field, where.required, &where.when);
      elsewhere.push_back(where.when);
    }
    if (!field->required) continue;
    const std::optional<Condition> rest = holds_nowhere(std::move(elsewhere));
    add_required(*field, *field->required, rest ? &*rest : nullptr);
  }
}

void Rules::add_required(const model::Field& field, const model::Check<bool>& required,
                         const model::Condition* when) {
  if (!required.is) return;
  PlainRule plain;
  if (when != nullptr) plain.rule.when = *when;
  plain.id = field.name + ".required";
  plain.rule.where = field.where;
  plain.rule.outcome = required.outcome;
  if (plain.rule.outcome.because.empty()) {
    plain.rule.outcome.because = field.because;
    plain.rule.outcome.derived = field.derived;
  }
  Path place;
  place.steps.push_back({model::Step::Kind::member, field.name, 0, &field});
  if (when == nullptr && purpose_ == Purpose::findings) return presence_rule(plain, place);
  plain.rule.verb = Verb::require;
  plain.rule.targets = {std::move(place)};
  add(plain);
}

void Rules::add_presence() {
  if (purpose_ == Purpose::findings) return;
  for (const model::Field* field : block_.fields)
    if (!field->none) add_ways(presence_of(*field));
}

void Rules::add(const PlainRule& plain) {
  add_ways(purpose_ == Purpose::findings ? plain : applied(plain));
}

void Rules::add_ways(const PlainRule& plain) {
  const std::optional<std::vector<PlainRule>> ways = ways_of(plain, blocks_, block_);
  if (!ways) return add_way(plain);
  for (const PlainRule& way : *ways) add_way(way);
}

void Rules::add_way(const PlainRule& plain) {
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
    case Verb::require_some:
      some_rule(plain);
      break;
    case Verb::at_most_one:
      at_most_rule(plain);
      break;
    case Verb::all_or_none:
      together_rule(plain);
      break;
    case Verb::forbid:
      for (const Path& target : plain.rule.targets) forbid_rule(plain, target);
      break;
    case Verb::keep:
      for (const Path& target : plain.rule.targets) keep_rule(plain, target);
      break;
    case Verb::assert_that:
      for (std::size_t i = 0; i < plain.rule.assertions.size(); ++i) assert_rule(plain, i);
      break;
  }
}

std::optional<After::From> Rules::comes_from(const PlainRule& plain, const Path& target) {
  if (target.base != Path::Base::after) return std::nullopt;
  const auto is_it = [&](const After& each) { return Blocks::same_place(each.path, target); };
  return std::find_if(plain.after.begin(), plain.after.end(), is_it)->from;
}

namespace {

/// A part with the words of a condition; nothing where there are none.
std::string part_of(Say what, const std::string& when) {
  return when.empty() ? when : in_words(what, {{"when", without_placeholders(when)}});
}

}  // namespace

void Rules::presence_rule(const PlainRule& plain, const Path& target) {
  const Asked asked = asked_when(plain);
  const std::optional<After::From> from = comes_from(plain, target);
  if (from && *from != After::From::nowhere) return;
  const Path place = Blocks::in_payload(block_, target);
  const bool has_default = blocks_.has_default(block_, place);
  // It is there wherever the object around it is, unless it is the default of a shape alone.
  if (has_default && !from && !model::target(place)->lasts_in_shape) return;
  Told told;
  if (plain.rule.at || from) {  // the place is that of another field, or none is sent
    const std::string when = when_words(plain, target);
    told.words = in_words(from ? Say::missing_field_would_be_missing : Say::missing_field_missing,
                          {{"field", plain.rule.at ? RuleMessages::path(place) : "{field}"},
                           {"when_part", part_of(Say::when_needed, when)}});
  }
  if (from) {
    table::Row made = row(plain, usual_code(plain), plain.rule.at.value_or(target), told);
    made.missing = made.null_is_missing = made.group = true;
    Path around = target;
    around.steps.pop_back();
    rows(plain, asked, made, [&](const SelectorAt& at) {
      Cubes cubes = when(plain, at);
      if (has_default)  // a null that may be sent stands there
        cubes = conditions_.product(cubes, {{Literal{blocks_.present(block_, place), false}}});
      if (around.steps.empty()) return cubes;
      return conditions_.product(cubes, conditions_.will_be_there(around, at));
    });
    return;
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

/// What is stored is "", and nothing is sent: as good as missing.
void Rules::stored_empty_rule(const PlainRule& plain, const Path& target) {
  const Asked asked = asked_when(plain);
  const std::string needed = when_words(plain, target);
  Told told;
  told.words = in_words(Say::missing_field_would_be_empty,
                        {{"when_part", part_of(Say::when_needed, needed)}});
  table::Row made = row(plain, usual_code(plain), plain.rule.at.value_or(target), told);
  made.missing = made.null_is_missing = made.group = true;
  table::Fact fact;
  fact.kind = table::FactKind::empty;
  Path stored = target;
  stored.base = Path::Base::current;
  fact.a = blocks_.reference(block_, stored);
  const std::uint16_t bit = blocks_.fact(block_, "empty " + Blocks::path_name(stored), fact, true);
  rows(plain, asked, made, [&](const SelectorAt& at) {
    return conditions_.product(when(plain, at), {{Literal{bit, true}}});
  });
}

void Rules::fill_rule(const PlainRule& plain, const Path& written) {
  presence_rule(plain, written);
  const std::optional<After::From> from = comes_from(plain, written);
  if (from == After::From::nowhere) return;
  if (from == After::From::stored) return stored_empty_rule(plain, written);
  const Path target = Blocks::in_payload(block_, written);
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
    if (std::string name = RuleMessages::path(Blocks::in_payload(block_, target));
        std::find(told.members.begin(), told.members.end(), name) == told.members.end())
      told.members.push_back(std::move(name));
  if (told.members.size() < 2) return {};  // said as of any missing member
  const std::string asked_for = when_words(plain, place);
  const bool after = std::ranges::any_of(
      plain.rule.targets, [](const Path& target) { return target.base == Path::Base::after; });
  told.words = in_words(after ? Say::missing_field_would_be_missing : Say::missing_field_missing,
                        {{"field", joined(told.members, phrase(Say::word_or))},
                         {"when_part", part_of(Say::when_one_needed, asked_for)}});
  return told;
}

void Rules::any_rule(const PlainRule& plain) {
  const Asked asked = asked_when(plain);
  const Path place = plain.rule.at.value_or(plain.rule.targets.front());
  const Told told = told_of_any(plain, place);
  table::Row made = row(plain, usual_code(plain), place, told);
  made.missing = made.group = true;
  std::optional<Cube> nothing = Cube{};
  for (const Path& target : plain.rule.targets) {
    const std::optional<After::From> from = comes_from(plain, target);
    if (from && *from != After::From::nowhere) return;
    if (!from) nothing = merge(*nothing, {Literal{blocks_.there(block_, target), false}});
  }
  rows(plain, asked, made,
       [&](const SelectorAt& at) { return conditions_.product(when(plain, at), {*nothing}); });
}

void Rules::one_rule(const PlainRule& plain) {
  any_rule(plain);
  const Asked asked = asked_when(plain);
  for (std::size_t later = 1; later < plain.rule.targets.size(); ++later) {
    std::string others;
    for (std::size_t i = 0; i < plain.rule.targets.size(); ++i) {
      if (i == later) continue;
      const std::string name =
          RuleMessages::path(Blocks::in_payload(block_, plain.rule.targets[i]));
      others =
          others.empty() ? name : in_words(Say::condition_or, {{"left", others}, {"right", name}});
    }
    Told told;
    told.words = in_words(Say::conflict_one_of, {{"other", others}});
    table::Row made =
        row(plain, Code::conflict, plain.rule.at.value_or(plain.rule.targets[later]), told);
    made.presence = true;
    const auto there = [&](const Path& target) -> Cubes {
      const std::optional<After::From> from = comes_from(plain, target);
      if (!from) return {{Literal{blocks_.there(block_, target), true}}};
      return *from == After::From::nowhere ? Cubes{} : Cubes{{}};
    };
    Cubes both;
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const Cubes first = there(plain.rule.targets[earlier]);  // numbered in this order
      const Cubes second = there(plain.rule.targets[later]);
      for (Cube& cube : conditions_.product(first, second)) both.push_back(std::move(cube));
    }
    rows(plain, asked, made,
         [&](const SelectorAt& at) { return conditions_.product(when(plain, at), both); });
  }
}

// ------------------------------------------------------------------------------------------ groups

Cubes Rules::counted(const PlainRule& plain, std::size_t count, std::size_t least,
                     std::size_t most) {
  if (least > most) return {};
  if (least == count || most == 0) {  // all of them or none: said without a count
    Cube all;
    for (std::size_t i = 0; i < count; ++i)
      if (auto merged = merge(all, {{blocks_.there(block_, plain.rule.targets[i]), most != 0}}))
        all = std::move(*merged);
    return {all};
  }
  table::Fact fact;
  fact.kind = table::FactKind::counted;
  fact.integer = static_cast<std::int64_t>(least);
  fact.index = static_cast<Index>(most);
  std::string name = fmt::format("{} to {} of", least, most);
  std::vector<table::RefId> refs;
  for (std::size_t i = 0; i < count; ++i) {
    name += " " + Blocks::path_name(plain.rule.targets[i]);
    refs.push_back(blocks_.reference(block_, plain.rule.targets[i]));
  }
  std::vector<table::RefId>& ids = blocks_.builder.out.ref_ids;
  fact.span = {static_cast<Index>(ids.size()), static_cast<Index>(refs.size())};
  ids.insert(ids.end(), refs.begin(), refs.end());
  return {{Literal{blocks_.fact(block_, name, fact, false), true}}};
}

namespace {

/// What messages call the targets of a rule, all but one.
std::vector<std::string> names_beside(const model::Rule& rule, std::size_t left_out) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rule.targets.size(); ++i)
    if (i != left_out) names.push_back(RuleMessages::path(rule.targets[i]));
  return names;
}

}  // namespace

// At the first that is missing: all before it are there.
void Rules::some_rule(const PlainRule& plain) {
  const Asked asked = asked_when(plain);
  const std::vector<Path>& targets = plain.rule.targets;
  const std::size_t least = std::min(targets.size(), static_cast<std::size_t>(plain.rule.at_least));
  Told told;
  told.members = names_beside(plain.rule, targets.size());
  for (std::size_t first = 0; first < least; ++first) {
    const Path place = plain.rule.at.value_or(targets[first]);
    const std::string where = when_words(plain, place);
    told.words =
        in_words(least == 1 ? Say::missing_field_at_least_one : Say::missing_field_at_least,
                 {{"count", least},
                  {"members", joined(told.members, phrase(Say::list_and))},
                  {"when_part", part_of(Say::when_when, where)}});
    table::Row made = row(plain, usual_code(plain), place, told);
    made.missing = made.group = true;
    const std::uint16_t there = blocks_.there(block_, targets[first]);  // first, as in keep_rule
    const Cubes missing =
        conditions_.product(counted(plain, first, first, first), {{Literal{there, false}}});
    const Cubes few = conditions_.product(missing, counted(plain, targets.size(), 0, least - 1));
    rows(plain, asked, made,
         [&](const SelectorAt& at) { return conditions_.product(when(plain, at), few); });
  }
}

// At each one behind the first.
void Rules::at_most_rule(const PlainRule& plain) {
  const Asked asked = asked_when(plain);
  const std::vector<Path>& targets = plain.rule.targets;
  for (std::size_t later = 1; later < targets.size(); ++later) {
    const Path place = plain.rule.at.value_or(targets[later]);
    const std::string where = when_words(plain, place);
    Told told;
    told.words =
        in_words(targets.size() == 2 ? Say::conflict_at_most_one_of_two : Say::conflict_at_most_one,
                 {{"field", RuleMessages::path(targets[later])},
                  {"other", joined(names_beside(plain.rule, later), phrase(Say::word_or))},
                  {"when_part", part_of(Say::when_when, where)}});
    table::Row made = row(plain, usual_code(plain), place, told);
    made.presence = true;
    const Cubes earlier = counted(plain, later, 1, later);  // first, as in keep_rule
    const Cubes another =
        conditions_.product({{Literal{blocks_.there(block_, targets[later]), true}}}, earlier);
    const Cubes many =
        conditions_.product(another, counted(plain, targets.size(), 2, targets.size()));
    rows(plain, asked, made,
         [&](const SelectorAt& at) { return conditions_.product(when(plain, at), many); });
  }
}

// At each one that is missing beside another.
void Rules::together_rule(const PlainRule& plain) {
  const Asked asked = asked_when(plain);
  const std::vector<Path>& targets = plain.rule.targets;
  for (std::size_t missing = 0; missing < targets.size() && targets.size() > 1; ++missing) {
    const Path place = plain.rule.at.value_or(targets[missing]);
    const std::string where = when_words(plain, targets[missing]);
    Told told;
    told.when = in_words(Say::condition_there,
                         {{"it", joined(names_beside(plain.rule, missing), phrase(Say::word_or))}});
    if (!where.empty())
      told.when = in_words(Say::when_and, {{"when", where}, {"other", told.when}});
    if (plain.rule.at)  // the place is that of another field
      told.words = in_words(Say::missing_field_missing,
                            {{"field", RuleMessages::path(targets[missing])},
                             {"when_part", part_of(Say::when_needed, told.when)}});
    table::Row made = row(plain, usual_code(plain), place, told);
    made.missing = made.group = true;
    if (plain.rule.at) made.target = blocks_.reference(block_, targets[missing]);
    const Cubes several =
        counted(plain, targets.size(), 1, targets.size() - 1);  // first, as in keep_rule
    const Cubes some =
        conditions_.product({{Literal{blocks_.there(block_, targets[missing]), false}}}, several);
    rows(plain, asked, made,
         [&](const SelectorAt& at) { return conditions_.product(when(plain, at), some); });
  }
}

void Rules::forbid_rule(const PlainRule& plain, const Path& target) {
  const Asked asked = asked_when(plain);
  Told told{.words = messages_.forbidden(plain.rule, target)};
  if (plain.rule.at) {
    const std::string when = when_words(plain, target);
    told.words = in_words(
        Say::forbidden_field_here,
        {{"field", RuleMessages::path(target)}, {"when_part", part_of(Say::when_when, when)}});
  }
  table::Row made = row(plain, usual_code(plain), plain.rule.at.value_or(target), told);
  made.presence = true;
  const std::uint16_t there = blocks_.itself(block_, target);
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
    if (model::has_place(operand)) operand.path = lifted(operand.path, way);
  for (Condition& child : condition.children) lift(child, way);
  if (condition.kind == Condition::Kind::in_items) {
    Path& list = condition.of_items[0].operands[0].path;
    list = lifted(list, way);
  }
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
    if (nature.first == nullptr && model::has_place(operand) && !Blocks::is_outward(operand.path) &&
        operand.path.base != Path::Base::before)
      nature.first = &operand.path;
  for (const Condition& child : condition.children) look(child, nature);
}

}  // namespace

void Rules::assert_rule(const PlainRule& plain, std::size_t number) {
  const Condition& assertion = plain.rule.assertions[number];
  const Condition& written = plain.whole ? plain.whole->assertions[number] : assertion;
  Nature nature;
  look(written, nature);
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
  asked.rows.insert(asked.rows.end(), compared.rows.begin(), compared.rows.end());
  append(asked.ordered, compared.ordered);
  asked.timed.insert(asked.timed.end(), compared.timed.begin(), compared.timed.end());
  asked.now = asked.now || compared.now;
  append(asked.outward, compared.outward);
  append(asked.same_outward, compared.same_outward);
  const Path nowhere;
  const Path& place = plain.rule.at ? *plain.rule.at : nature.first ? *nature.first : nowhere;
  const table::Row made = row(plain, nature.code, place, told_of(plain, number, place));
  rows(plain, asked, made, [&](const SelectorAt& at) {
    const Cube good = plain.speaks_anyway ? Cube{} : conditions_.all_good(compared);
    const Cubes failed = conditions_.fails(assertion, at);  // first, as in keep_rule
    return conditions_.product(conditions_.product(when(plain, at), {good}), failed);
  });
}

}  // namespace leadlint::compile
