// What conditions ask, and where a rule that asks it is silent.
#include <algorithm>

#include <fmt/format.h>

#include "check/values.h"
#include "compile/compile.h"
#include "compile/conditions.h"
#include "compile/numbered_values.h"
#include "model/scalars.h"

namespace leadlint::compile {

using model::Comparison;
using model::Condition;
using model::Operand;
using model::Path;
using model::Scalar;
using Kind = Condition::Kind;

namespace {

/// What the right side of a comparison needs the left one to be; nullopt: it is no moment.
std::optional<table::MomentNeed> need_of(const Condition& condition, bool zoned) {
  using enum table::MomentNeed;
  const Operand &left = condition.operands[0], &right = condition.operands[1];
  if (left.kind == Operand::Kind::time_of_day) return time_of_day;
  if (right.kind == Operand::Kind::today) return date;
  // (In a zone that is named a time without one can be before now, too.)
  if (right.kind == Operand::Kind::now) return zoned ? date : instant;
  if (!right.moment) return std::nullopt;
  switch (right.moment->kind) {
    case model::Moment::Kind::date:
      return date;
    case model::Moment::Kind::time:
      return time;
    case model::Moment::Kind::local:
      return local;
    case model::Moment::Kind::instant:
      return instant;
    case model::Moment::Kind::month:
      return month;
  }
  return std::nullopt;
}

bool is_ordering(const Condition& condition) {
  return condition.comparison != Comparison::eq && condition.comparison != Comparison::ne;
}

}  // namespace

void Conditions::ask(const Condition& condition, Asked& asked) const {
  for (const Condition& child : condition.children) ask(child, asked);
  const bool asks_there = condition.kind == Kind::present || condition.kind == Kind::absent;
  for (const Operand& operand : condition.operands) {
    if (!model::is_column(operand)) continue;
    asked.rows.push_back(operand);
    asked.catalogs.push_back(operand.row_column.catalog_number);
    if (!asks_there) asked.columns.push_back(operand);
    if (asks_there && !Blocks::is_outward(operand.path)) asked.alike.push_back(operand.path);
  }
  if (asks_there && Blocks::is_outward(condition.operands[0].path))
    asked.outward.push_back(condition.operands[0].path);
  if (condition.kind == Kind::same) {
    for (const Operand& operand : condition.operands) {
      if (Blocks::is_outward(operand.path)) {
        asked.outward.push_back(operand.path);
        asked.same_outward.push_back(operand.path);
      } else {
        asked.alike.push_back(operand.path);
      }
    }
  }
  if (!model::looks_at_values(condition.kind)) return;
  if (condition.kind == Kind::in_catalog) asked.catalogs.push_back(*condition.number);
  for (const Operand& operand : condition.operands)
    if (model::names_field(operand)) asked.compared.push_back(operand.path);
  if (condition.kind == Kind::changed) {
    const Path& path = condition.operands[0].path;
    asked.compared.push_back(stored(path));
    asked.against.push_back({path, stored(path), false});
  }
  if (condition.kind == Kind::compare && condition.operands[0].kind == Operand::Kind::path &&
      condition.operands[1].kind == Operand::Kind::path)
    asked.against.push_back(
        {condition.operands[0].path, condition.operands[1].path, is_ordering(condition)});
  if (condition.kind == Kind::compare) ask_moments(condition, asked);
  if (condition.kind == Kind::in_list && condition.operands[0].kind == Operand::Kind::weekday)
    asked.timed.push_back({condition.operands[0].path, table::MomentNeed::date});
  const bool folds = condition.kind == Kind::in_list || condition.kind == Kind::compare ||
                     condition.kind == Kind::calculation;
  if (!folds) return;
  const auto is_selector = [&](const Operand& operand) {
    return operand.kind == Operand::Kind::path && blocks_.is_selector(block_, operand.path);
  };
  if (std::none_of(condition.operands.begin(), condition.operands.end(), is_selector)) return;
  asked.selector = true;
  asked.status = asked.status || block_.selector_is_status;
  std::vector<std::uint32_t>& values = asked.values.emplace_back();
  for (const Scalar& value : condition.literals) values.push_back(number_of(value));
  for (const Operand& operand : condition.operands)
    if (operand.kind == Operand::Kind::literal) values.push_back(number_of(operand.literal));
}

/// What stands beside what is more or less than something.
void Conditions::ask_moments(const Condition& condition, Asked& asked) const {
  const Operand &left = condition.operands[0], &right = condition.operands[1];
  asked.now = asked.now || model::is_clock(right);
  const bool of_time =
      left.kind == Operand::Kind::time_of_day || right.kind == Operand::Kind::time_of_day;
  if (!is_ordering(condition) && !of_time) return;
  const auto need = need_of(condition, blocks_.builder.rules().zone.has_value());
  if (need) asked.timed.push_back({left.path, *need});
  if (right.kind == Operand::Kind::time_of_day)
    asked.timed.push_back({right.path, table::MomentNeed::time_of_day});
  if (need || right.kind == Operand::Kind::time_of_day) return;
  for (const Operand& operand : condition.operands)
    if (operand.kind == Operand::Kind::path) asked.ordered.push_back(operand.path);
}

bool Conditions::is_unread(const Path& path) {
  return unread_ != none && blocks_.reference(block_, path) == unread_;
}

bool Conditions::looks_at_unread(const Condition& condition) {
  const bool of_row = !condition.operands.empty() && model::is_column(condition.operands[0]);
  if (unread_ == none ||
      (!model::looks_at_values(condition.kind) && condition.kind != Kind::same && !of_row))
    return false;
  return std::any_of(condition.operands.begin(), condition.operands.end(),
                     [&](const Operand& operand) {
                       return model::names_field(operand) && is_unread(operand.path);
                     });
}

bool Conditions::is_status(const Path& path) const {
  const std::optional<Path>& status = blocks_.builder.rules().status;
  if (!status || Blocks::is_outward(path)) return false;
  const model::Field* field = model::target(path);
  return field != nullptr && field == model::target(*status);
}

std::uint16_t Conditions::source_of(const Path& path) {
  return path.base == Path::Base::current ? stored_known() : record_given(path.base);
}

std::vector<std::uint16_t> Conditions::sources_of(const Asked& asked) {
  std::vector<std::uint16_t> sources;
  for (const std::vector<Path>* paths : {&asked.compared, &asked.outward})
    for (const Path& path : *paths)
      if (Blocks::is_outward(path)) sources.push_back(source_of(path));
  for (const std::size_t catalog : asked.catalogs) sources.push_back(catalog_given(catalog));
  if (asked.now) sources.push_back(has_now());
  std::ranges::sort(sources);
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  return sources;
}

Cubes Conditions::with_not_given(const Condition& condition, Cubes cubes) {
  if (!condition.children.empty()) return cubes;
  Asked asked;
  ask(condition, asked);
  for (const std::uint16_t source : sources_of(asked)) cubes.push_back({Literal{source, false}});
  return cubes;
}

/// Each source is given, or is not and silences nothing.
Cubes Conditions::ways_to_give(const Asked& asked) {
  Cubes ways{{}};
  for (const std::uint16_t source : sources_of(asked))
    ways = product(ways, {{Literal{source, false}}, {Literal{source, true}}});
  return ways;
}

/// (Without such suppositions no fact about sources is made.)
bool Conditions::supposes_none(const Cube& cube, const Path& path) {
  return not_given_ && Blocks::is_outward(path) && supposes_none(cube, source_of(path));
}

bool Conditions::supposes_none(const Cube& cube, std::uint16_t source) const {
  return not_given_ && std::ranges::find(cube, Literal{source, false}) != cube.end();
}

/// What else must hold, so that the value of a path does not silence a rule that compares it;
/// nullopt: nothing beside what the cube asks.
std::optional<Literal> Conditions::speaks_where(const Path& path, const SelectorAt& at,
                                                const Cube& cube) {
  const table::RefId ref = blocks_.reference(block_, path);
  if (ref == none || is_unread(path)) return std::nullopt;
  if (at.kind != SelectorAt::Kind::anything && blocks_.is_selector(block_, path))
    return std::nullopt;
  if (supposes_none(cube, path)) return std::nullopt;
  const bool told = std::any_of(cube.begin(), cube.end(), [&](const Literal& literal) {
    return blocks_.tells_good(block_, literal, ref);
  });
  if (told) return std::nullopt;
  if (Blocks::is_outward(path) || is_status(path)) return Literal{blocks_.good(block_, path), true};
  if (unread_ != none || !blocks_.may_be_broken(block_, path)) return std::nullopt;
  return Literal{blocks_.broken(block_, path), false};
}

/// Likewise of a value that is asked to be the same as another: what is not there silences nothing.
std::optional<Literal> Conditions::unbroken(const Path& path, const Cube& cube) {
  const table::RefId ref = blocks_.reference(block_, path);
  if (ref == none || unread_ != none) return std::nullopt;
  for (const Literal& literal : cube)
    if (blocks_.tells_good(block_, literal, ref)) return std::nullopt;
  return Literal{blocks_.broken(block_, path), false};
}

Cubes Conditions::spoken(const Asked& asked, const SelectorAt& at, const Cubes& cubes) {
  using At = SelectorAt::Kind;
  if (asked.selector && at.kind == At::illegal) return {};
  if (asked.status && at.kind == At::absent) return {};
  std::vector<std::uint16_t> given;
  for (const std::size_t catalog : asked.catalogs) given.push_back(catalog_given(catalog));
  if (asked.now) given.push_back(has_now());
  Cubes spoken;
  for (const Cube& cube : not_given_ ? product(cubes, ways_to_give(asked)) : cubes) {
    std::optional<Cube> speaks = cube;
    for (const std::uint16_t source : given)
      if (speaks && !supposes_none(cube, source)) speaks = merge(*speaks, {Literal{source, true}});
    for (const Path& path : asked.compared) {
      if (!speaks) break;
      if (const std::optional<Literal> literal = speaks_where(path, at, *speaks))
        speaks = merge(*speaks, {*literal});
    }
    for (const Path& path : asked.alike)
      if (const auto literal = speaks ? unbroken(path, *speaks) : std::nullopt)
        speaks = merge(*speaks, {*literal});
    for (const Operand& column : asked.rows)
      if (speaks && !is_unread(column.path) &&
          !supposes_none(cube, catalog_given(column.row_column.catalog_number)))
        speaks = merge(*speaks, {Literal{of_row(column, table::FactKind::row_known), true}});
    for (const Path& path : asked.outward)
      if (speaks && !supposes_none(cube, path))
        speaks = merge(*speaks, {Literal{record_given(path.base), true}});
    for (const Path& path : asked.ordered)
      if (speaks && blocks_.may_be_no_number(block_, path) && !is_unread(path))
        speaks = merge(*speaks, {Literal{no_number(path), false}});
    for (const Asked::Timed& timed : asked.timed)
      if (speaks && may_be_no_moment(timed) && !is_unread(timed.path))
        speaks = merge(*speaks, {Literal{no_moment(timed), false}});
    if (speaks) spoken.push_back(std::move(*speaks));
  }
  // Whether two objects of which nothing is known are the same nobody can tell.
  for (const Asked::Against& each : asked.against)
    if (blocks_.may_be_containers(block_, each.left, each.right))
      spoken = product(spoken, {{Literal{blocks_.present(block_, each.left), false}},
                                {Literal{blocks_.present(block_, each.right), false}},
                                {Literal{comparable(each), true}}});
  // What is not there is known to be; what is there and cannot be compared is not.
  for (const Path& path : asked.same_outward)
    spoken = product(spoken, {{Literal{blocks_.present(block_, path), false}},
                              {Literal{blocks_.good(block_, path), true}}});
  return without_covered(std::move(spoken));
}

/// Can the field hold what does not compare with such a moment?
bool Conditions::may_be_no_moment(const Asked::Timed& timed) const {
  using enum table::MomentNeed;
  using namespace check;
  const model::Field* field = model::target(timed.path);
  if (field == nullptr) return false;
  const bool of_request = timed.path.base == Path::Base::request && blocks_.builder.rules().request;
  const model::RuleSet& owner =
      of_request ? *blocks_.builder.rules().request : blocks_.builder.rules();
  check::Kinds kinds = kinds_of(*field, owner);
  constexpr check::Kinds days = date_kind | local_kind | instant_kind;
  // A stored date may carry a time.
  if (timed.path.base == Path::Base::current && (kinds & date_kind) != 0) kinds |= days;
  check::Kinds fine = 0;
  switch (timed.need) {
    case date:
      fine = days;
      break;
    case time:
      fine = time_kind;
      break;
    case local:
      fine = local_kind | date_kind;
      break;
    case instant:
      fine = instant_kind | date_kind;
      break;
    case month:
      fine = month_kind;
      break;
    case time_of_day:
      fine = local_kind | instant_kind | time_kind;
      break;
  }
  const bool lists = field->main.values.has_value();  // what is listed may be no moment
  const bool others = !field->also.empty();
  return (kinds & ~fine) != 0 || lists || others;
}

std::uint16_t Conditions::comparable(const Asked::Against& sides) {
  table::Fact fact;
  fact.kind = table::FactKind::comparable;
  fact.compare = sides.ordered ? table::Compare::lt : table::Compare::eq;
  fact.a = blocks_.reference(block_, sides.left);
  fact.b = blocks_.reference(block_, sides.right);
  return blocks_.fact(block_,
                      fmt::format("comparable {} {} {}", sides.ordered,
                                  Blocks::path_name(sides.left), Blocks::path_name(sides.right)),
                      fact, Blocks::is_outward(sides.left) || Blocks::is_outward(sides.right));
}

Cube Conditions::all_good(const Asked& asked) {
  Cube cube;
  for (const Path& path : asked.compared)
    if (!is_unread(path))
      if (auto merged = merge(cube, {Literal{blocks_.good(block_, path), true}}))
        cube = std::move(*merged);
  for (const Operand& column : asked.columns)
    if (!is_unread(column.path))
      if (auto merged = merge(cube, {Literal{of_row(column, table::FactKind::column_there), true}}))
        cube = std::move(*merged);
  for (const Asked::Against& each : asked.against) {
    if (is_unread(each.left) || is_unread(each.right)) continue;
    if (!blocks_.may_differ_in_kind(block_, each.left, each.right)) continue;
    if (auto merged = merge(cube, {Literal{comparable(each), true}})) cube = std::move(*merged);
  }
  return cube;
}

}  // namespace leadlint::compile
