// Verbs to rows, and rows to the groups of the selector's values.
#include "compile/rules.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "compile/compile.h"
#include "compile/fields.h"
#include "finding/placeholders.h"
#include "model/limits.h"
#include "model/scalars.h"
#include "model/words.h"
#include "text/list.h"

namespace leadlint::compile {

using model::Condition;
using model::Path;
using model::Verb;

namespace {

Code usual_code(const PlainRule& plain) { return model::verb_row(plain.rule.verb).code; }

}  // namespace

Rules::Rules(Blocks& blocks, BlockDraft& block)
    : blocks_(blocks), block_(block), conditions_(blocks, block), words_(blocks.builder.rules()) {
  if (block.selector == nullptr) return;
  for (const model::Scalar& value : block.selector_values) {
    selector_numbers_.emplace(model::value_key(value), selectors_.size());
    selectors_.push_back({SelectorAt::Kind::value, &value});
  }
  if (block.selector_is_open) selectors_.push_back({SelectorAt::Kind::other, nullptr});
  selectors_.push_back({SelectorAt::Kind::absent, nullptr});
  selectors_.push_back({SelectorAt::Kind::illegal, nullptr});
  groups_.resize(selectors_.size());
}

table::Row Rules::row(const PlainRule& plain, Code code, const Path& place, const Told& told) {
  const model::Outcome& outcome = plain.rule.outcome;
  Said said{below(block_.path, plain.id),
            outcome.because,
            outcome.message,
            when_words(plain, place),
            told.expected,
            plain.rule.where,
            outcome.derived,
            plain.words.empty() ? told.words : plain.words,
            told.members,
            plain.allowed,
            told.catalog};
  if (said.because.empty())  // a rule that quotes nothing stands on its field's sentence
    if (const model::Field* field = place.steps.empty() ? nullptr : blocks_.target(block_, place)) {
      said.because = field->because;
      said.derived = said.derived || field->derived;
    }
  table::Row made;
  made.report = blocks_.builder.report(outcome.code.value_or(code), outcome.severity, said);
  made.place.ref = blocks_.reference(block_, place);
  if (made.place.ref == none) made.place.kind = table::FindingLocation::Kind::block;
  return made;
}

std::string Rules::when_words(const PlainRule& plain, const Path& place) const {
  if (!plain.rule.when) return {};
  std::vector<Path> about = plain.rule.targets;
  about.push_back(place);
  for (const Condition& assertion : plain.rule.assertions)
    for (const model::Operand& operand : assertion.operands) about.push_back(operand.path);
  return words_.when(*plain.rule.when, about);
}

Told Rules::told_of(const PlainRule& plain, const Condition& assertion, const Path& place) const {
  Told told;
  told.expected = words_.condition(assertion);
  const model::Field* field = place.steps.empty() ? nullptr : blocks_.target(block_, place);
  told.words = words_.assertion(assertion, place, field != nullptr && field->main.format);
  const std::string when = when_words(plain, place);
  if (!told.words.empty() && !when.empty()) told.words += " when " + without_placeholders(when);
  const Condition* inner = &assertion;
  if (inner->kind == Condition::Kind::only)
    for (const model::Operand& operand : inner->operands)
      told.members.push_back(operand.path.steps.front().name);
  if (inner->kind == Condition::Kind::in_catalog) told.catalog = conditions_.catalog_key(*inner);
  return told;
}

Asked Rules::asked_when(const PlainRule& plain) const {
  Asked asked;
  if (plain.rule.when) conditions_.ask(*plain.rule.when, asked);
  return asked;
}

Cubes Rules::when(const PlainRule& plain, const SelectorAt& at) {
  Cubes cubes = plain.rule.when ? conditions_.holds(*plain.rule.when, at) : Cubes{{}};
  if (plain.needs_no_current) {
    table::Fact fact;
    fact.kind = table::FactKind::says_no_current;
    cubes = conditions_.product(cubes,
                                {{Literal{blocks_.fact(block_, "no current", fact, true), true}}});
  }
  if (plain.first_of_history) {
    Path before = *plain.rule.at;
    before.base = Path::Base::previous;
    cubes = conditions_.product(cubes, {{Literal{blocks_.present(block_, before), false}}});
  }
  return cubes;
}

Rules::Naming Rules::named_by(const Asked& asked) const {
  Naming named;
  for (std::size_t comparison = 0; comparison < asked.values.size(); ++comparison)
    for (const std::string& value : asked.values[comparison])
      if (const auto at = selector_numbers_.find(value); at != selector_numbers_.end())
        if (auto& list = named[at->second]; list.empty() || list.back() != comparison)
          list.push_back(comparison);
  return named;
}

void Rules::add_by_value(const Asked& asked,
                         const std::function<Rows(const SelectorAt&)>& rows_at) {
  const Naming named = named_by(asked);
  const std::size_t values = block_.selector_values.size();
  std::map<std::vector<std::size_t>, Rows>
      made;  // the same for all that the rule does not tell apart
  auto next = named.begin();
  for (std::size_t g = 0; g < values; ++g) {
    const bool is_named = next != named.end() && next->first == g;
    const auto [at, is_new] =
        made.try_emplace(is_named ? next->second : std::vector<std::size_t>{});
    if (is_new) at->second = rows_at(selectors_[g]);
    if (is_named) ++next;
    const Rows& rows = at->second;
    append(groups_[g], rows);
    // Most rules have nothing to say of most values: those are passed over in one step.
    if (!is_named && rows.empty()) g = (next == named.end() ? values : next->first) - 1;
  }
  for (std::size_t g = values; g < selectors_.size(); ++g)
    append(groups_[g], rows_at(selectors_[g]));
}

void Rules::append(Rows& to, const Rows& rows) {
  to.insert(to.end(), rows.begin(), rows.end());
  blocks_.builder.row_count += rows.size();
}

void Rules::rows(const PlainRule& plain, const Asked& asked, table::Row row,
                 const std::function<Cubes(const SelectorAt&)>& cubes) {
  if (plain.rule.outcome.severity == Severity::off || blocks_.builder.row_count > max_rows) return;
  const auto rows_at = [&](const SelectorAt& at) -> Rows {
    Rows made;
    Cubes speaks =
        plain.speaks_anyway ? without_covered(cubes(at)) : conditions_.spoken(asked, at, cubes(at));
    for (Cube& cube : speaks) {
      RowDraft draft{std::move(cube), row, table::no_name};
      const table::Ref& place = blocks_.builder.out.refs[row.place.ref == none ? 0 : row.place.ref];
      const bool alone =
          row.missing && !row.null_is_missing && draft.cube.size() == 1 && !draft.cube[0].holds;
      if (alone && row.place.ref != none && place.local == draft.cube[0].bit)
        draft.required = draft.cube[0].bit;
      made.push_back(std::move(draft));
    }
    return made;
  };
  const std::size_t before = blocks_.builder.row_count;
  if (asked.selector)
    add_by_value(asked, rows_at);
  else
    append(always_, rows_at({}));
  if (!plain.speaks_anyway) add_silences(plain, asked, row, cubes);
  check_limit(plain, before);
}

/// A rule says nothing where a value that it compares cannot be read. Where no error says that of
/// the value, and the rule might have spoken, a note does.
void Rules::add_silences(const PlainRule& plain, const Asked& asked, const table::Row& row,
                         const std::function<Cubes(const SelectorAt&)>& cubes) {
  std::set<Index> done;
  std::vector<Path> looked_at = asked.compared;
  looked_at.insert(looked_at.end(), asked.alike.begin(), asked.alike.end());
  for (const Path& path : looked_at) {
    const std::optional<std::uint16_t> unread = blocks_.unread(block_, path);
    const Index ref = unread ? blocks_.reference(block_, path) : none;
    if (!unread || !done.insert(ref).second) continue;
    conditions_.suppose_unread(ref);
    const Cubes might =
        conditions_.product({{Literal{*unread, true}}}, conditions_.spoken(asked, {}, cubes({})));
    conditions_.suppose_unread(none);
    table::Row made;
    made.report = note_of(plain, row.report);
    made.place.ref = ref;
    made.missing = row.missing;
    made.group = row.group;
    made.target = row.target != none ? row.target : row.place.ref;
    for (const Cube& cube : without_covered(might)) silences_.push_back({cube, made});
  }
}

Index Rules::note_of(const PlainRule& plain, Index report) {
  Said said;
  said.rule = blocks_.builder.out.text(blocks_.builder.out.reports[report].rule);
  said.where = plain.rule.where;
  return blocks_.builder.report(Code::not_judged, Severity::note, said);
}

void Rules::check_limit(const PlainRule& plain, std::size_t rows_before) {
  if (rows_before <= max_rows && blocks_.builder.row_count > max_rows)
    blocks_.builder.limit_passed(
        fmt::format("with rule {} the rule set has more than {} rows; split it", plain.id,
                    max_rows),
        plain.rule.where);
  if (!conditions_.take_too_many()) return;
  blocks_.builder.limit_passed(
      fmt::format("rule {} expands to more than {} rows; split it", plain.id, max_rows_of_rule),
      plain.rule.where);
}

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
    place.steps.push_back({model::Step::Kind::member, field->name, 0});
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
    if (operand.kind != model::Operand::Kind::literal) operand.path = lifted(operand.path, way);
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
      further.push_back({model::Step::Kind::member, field.name, 0});
      add_keeps_of(*deeper, further);
    }
}

void Rules::add_keeps_behind_nulls() {
  for (const model::Field* field : block_.fields) {
    const model::Block* inner = model::block_of(*field);
    const Path place{.steps = {{model::Step::Kind::member, field->name, 0}}};
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
    if (nature.first == nullptr && operand.kind != model::Operand::Kind::literal &&
        !Blocks::is_outward(operand.path))
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

void Rules::variant_condition(const Condition& condition, Index variant) {
  Asked asked;
  conditions_.ask(condition, asked);
  const Cubes sure = conditions_.spoken(asked, {}, conditions_.holds(condition, {}));
  Cubes unsure;
  std::vector<Path> looked_at = asked.compared;
  looked_at.insert(looked_at.end(), asked.alike.begin(), asked.alike.end());
  for (const Path& path : looked_at) {
    const Index ref = blocks_.reference(block_, path);
    if (Blocks::is_outward(path) || ref == none || !blocks_.may_be_broken(block_, path)) continue;
    conditions_.suppose_unread(ref);
    const Cubes might = conditions_.spoken(asked, {}, conditions_.holds(condition, {}));
    conditions_.suppose_unread(none);
    for (Cube& cube : conditions_.product({{Literal{blocks_.broken(block_, path), true}}}, might))
      unsure.push_back(std::move(cube));
  }
  if (conditions_.take_too_many())
    blocks_.builder.limit_passed(
        fmt::format("this `when` expands to more than {} rows", max_rows_of_rule), condition.where);
  const table::Span when = write_rows(blocks_.builder.out, sure),
                    maybe = write_rows(blocks_.builder.out, without_covered(std::move(unsure)));
  blocks_.builder.out.variants[variant].when = when;
  blocks_.builder.out.variants[variant].unsure = maybe;
}

table::Group Rules::write(const Rows& drafts) {
  table::DecisionTable& out = blocks_.builder.out;
  table::Group group;
  std::vector<std::uint64_t> mask;
  group.required_reports.first = static_cast<Index>(out.required_fields.size());
  for (const RowDraft& draft : drafts) {
    if (draft.required == table::no_name) continue;
    mask.resize(std::max<std::size_t>(mask.size(), draft.required / 64U + 1), 0);
    mask[draft.required / 64U] |= std::uint64_t{1} << (draft.required % 64U);
    out.required_fields.push_back({draft.required, draft.row.report});
  }
  group.required_reports.count =
      static_cast<Index>(out.required_fields.size()) - group.required_reports.first;
  group.required = {blocks_.builder.words(mask), static_cast<Index>(mask.size())};

  // Rows that make a value count as broken go first: the others then see it so.
  group.rows.first = static_cast<Index>(out.rows.size());
  for (const bool breaks : {true, false})
    for (const RowDraft& draft : drafts)
      if (draft.required == table::no_name && draft.row.breaks == breaks)
        write_row(out, draft.row, draft.cube);
  group.rows.count = static_cast<Index>(out.rows.size()) - group.rows.first;
  return group;
}

void Rules::finish() {
  table::DecisionTable& out = blocks_.builder.out;
  const table::Group always = write(always_);
  std::vector<table::Group> groups;
  for (const Rows& rows : groups_) groups.push_back(write(rows));
  table::Block& block = out.blocks[block_.index];
  block.always = always;
  block.silences = {static_cast<Index>(out.rows.size()), static_cast<Index>(silences_.size())};
  for (const RowDraft& silence : silences_) write_row(out, silence.row, silence.cube);
  block.groups = {static_cast<Index>(out.groups.size()), static_cast<Index>(groups.size())};
  out.groups.insert(out.groups.end(), groups.begin(), groups.end());
  if (block_.selector != nullptr) {
    block.selector = block_.selector_ref;
    block.selector_values = blocks_.builder.value_set(block_.selector_listed);
    block.open_selector = block_.selector_is_open;
  }
}

}  // namespace leadlint::compile
