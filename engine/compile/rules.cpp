// Rows to the groups of the selector's values; verbs to rows is verbs.cpp.
#include "compile/rules.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "compile/compile.h"
#include "compile/fields.h"
#include "compile/numbered_values.h"
#include "finding/placeholders.h"
#include "finding/words.h"
#include "model/limits.h"
#include "model/scalars.h"

namespace leadlint::compile {

using model::Condition;
using model::Path;

Rules::Rules(Blocks& blocks, BlockDraft& block, Purpose purpose)
    : purpose_(purpose),
      blocks_(blocks),
      block_(block),
      conditions_(blocks, block),
      messages_(blocks.builder.rules()) {
  if (block.selector == nullptr) return;
  for (const model::Scalar& value : block.selector_values) {
    selector_numbers_.emplace(number_of(value), selectors_.size());
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
            told.when.empty() ? when_words(plain, place) : told.when,
            told.expected,
            plain.rule.where,
            outcome.derived,
            plain.words.empty() ? told.words : plain.words,
            told.members,
            plain.allowed,
            told.catalog,
            told.calculation,
            {},
            defaults_of(plain, place)};
  if (told.calculation != none || !said.defaults.empty()) said.block = block_.index;
  if (said.because.empty())  // a rule that quotes nothing stands on its field's sentence
    if (const model::Field* field = model::target(place)) {
      said.because = field->because;
      said.derived = said.derived || field->derived;
    }
  table::Row made;
  made.report = blocks_.builder.report(outcome.code.value_or(code), outcome.severity, said);
  made.place.ref = place.steps.empty() ? table::RefId{none} : blocks_.reference(block_, place);
  if (made.place.ref == none) made.place.kind = table::FindingLocation::Kind::block;
  return made;
}

/// What a rule compares beside the value that it is said of, where it may be so by default.
std::vector<table::RefId> Rules::defaults_of(const PlainRule& plain, const Path& place) {
  Asked asked = asked_when(plain);
  for (const Condition& assertion : plain.rule.assertions) conditions_.ask(assertion, asked);
  std::vector<table::RefId> refs;
  for (const Path& path : asked.compared) {
    const model::Field* const field = model::target(path);
    if (field == nullptr || !field->default_value || Blocks::is_outward(path) ||
        field == model::target(place))
      continue;
    const table::RefId ref = blocks_.reference(block_, path);
    if (ref != none && std::ranges::find(refs, ref) == refs.end()) refs.push_back(ref);
  }
  return refs;
}

std::string Rules::when_words(const PlainRule& plain, const Path& place) const {
  const model::Rule& rule = plain.whole ? *plain.whole : plain.rule;
  if (!rule.when) return {};
  std::vector<Path> about = rule.targets;
  about.push_back(place);
  for (const Condition& assertion : rule.assertions)
    for (const model::Operand& operand : assertion.operands) about.push_back(operand.path);
  return messages_.when(*rule.when, about);
}

/// (A calculation is told with the amounts of the way at hand, in the words of the whole.)
Told Rules::told_of(const PlainRule& plain, std::size_t number, const Path& place) {
  const Condition& assertion = (plain.whole ? *plain.whole : plain.rule).assertions[number];
  const Condition& judged = plain.rule.assertions[number];
  Told told;
  told.expected = messages_.condition(assertion);
  const model::Field* field = model::target(place);
  told.words = messages_.assertion(assertion, place, field != nullptr && field->main.format);
  const std::string when = when_words(plain, place);
  if (!told.words.empty() && !when.empty())
    add_words(told.words, Say::when_when, {{"when", without_placeholders(when)}});
  const Condition* inner = &assertion;
  if (inner->kind == Condition::Kind::only)
    for (const model::Operand& operand : inner->operands)
      told.members.push_back(operand.path.steps.front().name);
  if (judged.kind == Condition::Kind::calculation)
    told.calculation = conditions_.calculation_of(judged);
  if (inner->kind == Condition::Kind::in_catalog) told.catalog = conditions_.catalog_key(*inner);
  return told;
}

Asked Rules::asked_when(const PlainRule& plain) const {
  Asked asked;
  if (plain.rule.when) conditions_.ask(*plain.rule.when, asked);
  for (const Condition& condition : plain.asked_too) conditions_.ask(condition, asked);
  return asked;
}

Cubes Rules::when(const PlainRule& plain, const SelectorAt& at) {
  Cubes cubes = plain.rule.when ? conditions_.holds(*plain.rule.when, at) : Cubes{{}};
  for (const After& after : plain.after)
    cubes = conditions_.product(cubes, conditions_.comes_from(after, at));
  if (plain.rule.since) cubes = conditions_.product(cubes, {conditions_.since(*plain.rule.since)});
  if (plain.needs_no_current || plain.needs_record) {
    table::Fact fact;
    fact.kind = table::FactKind::says_no_current;
    const std::uint16_t bit = blocks_.fact(block_, "no current", fact, true);
    cubes = conditions_.product(cubes, {{Literal{bit, plain.needs_no_current}}});
  }
  if (plain.none_stored) {
    Path stored = *plain.rule.at;
    stored.base = Path::Base::current;
    cubes = conditions_.product(cubes, {{Literal{blocks_.present(block_, stored), false}}});
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
    for (const std::uint32_t value : asked.values[comparison])
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
      const bool alone = row.place.ref != none && row.missing && !row.null_is_missing &&
                         draft.cube.size() == 1 && !draft.cube[0].holds;
      if (alone && blocks_.builder.out.refs[row.place.ref].local == draft.cube[0].bit)
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
  std::set<table::RefId> done;
  std::vector<Path> looked_at = asked.compared;
  looked_at.insert(looked_at.end(), asked.alike.begin(), asked.alike.end());
  for (const Path& path : looked_at) {
    const std::optional<std::uint16_t> unread = blocks_.unread(block_, path);
    const table::RefId ref = unread ? blocks_.reference(block_, path) : none;
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

table::ReportId Rules::note_of(const PlainRule& plain, table::ReportId report) {
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

/// Where a condition holds, and where it may: a value that it compares cannot be read, or something
/// in a list that it looks through, or the caller did not give what it asks for.
void Rules::add_cubes_of(const PlainRule& plain, Cubes& sure, Cubes& unsure) {
  const Asked asked = asked_when(plain);
  const Cubes holds = conditions_.spoken(asked, {}, when(plain, {}));
  sure.insert(sure.end(), holds.begin(), holds.end());
  const bool untold = plain.rule.when && Conditions::may_be_untold(*plain.rule.when);
  const auto is_outward = [](const Path& path) { return Blocks::is_outward(path); };
  const bool asks_given = asked.now || !asked.catalogs.empty() || !asked.outward.empty() ||
                          std::ranges::any_of(asked.compared, is_outward);
  conditions_.suppose_untold(untold);
  conditions_.suppose_not_given(asks_given);
  if (untold || asks_given)
    for (Cube& cube : conditions_.spoken(asked, {}, when(plain, {})))
      unsure.push_back(std::move(cube));
  std::vector<Path> looked_at = asked.compared;
  looked_at.insert(looked_at.end(), asked.alike.begin(), asked.alike.end());
  for (const Path& path : looked_at) {
    const table::RefId ref = blocks_.reference(block_, path);
    if (Blocks::is_outward(path) || ref == none || !blocks_.may_be_broken(block_, path)) continue;
    conditions_.suppose_unread(ref);
    const Cubes might = conditions_.spoken(asked, {}, when(plain, {}));
    conditions_.suppose_unread(none);
    for (Cube& cube : conditions_.product({{Literal{blocks_.broken(block_, path), true}}}, might))
      unsure.push_back(std::move(cube));
  }
  conditions_.suppose_untold(false);
  conditions_.suppose_not_given(false);
}

void Rules::variant_condition(const Condition& condition, table::VariantId variant) {
  PlainRule plain;
  plain.rule.when = condition;
  const std::optional<std::vector<PlainRule>> ways = ways_of(plain, blocks_, block_);
  Cubes sure, unsure;
  for (const PlainRule& way : ways.value_or(std::vector<PlainRule>{plain}))
    add_cubes_of(way, sure, unsure);
  if (conditions_.take_too_many())
    blocks_.builder.limit_passed(
        fmt::format("this `when` expands to more than {} rows", max_rows_of_rule), condition.where);
  const table::SpanOf<table::Row> when = write_rows(blocks_.builder.out, sure),
                                  maybe = write_rows(blocks_.builder.out,
                                                     without_covered(std::move(unsure)));
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
