// Conditions to cubes: where they hold, and where they fail.
#include "compile/conditions.h"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "compile/compile.h"
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

constexpr std::size_t max_products = 4 * max_rows_of_rule;  // some may cover others

}  // namespace

Cubes Conditions::as_one(const Cubes& cubes) {
  if (cubes.size() < 2) return cubes;
  std::string name = "one of";
  bool outward = false;
  for (const Cube& cube : cubes) {
    name += ';';
    for (const Literal& literal : cube) {
      name += fmt::format(" {}{}", literal.holds ? "" : "!", literal.bit);
      outward = outward || block_.outward_bits.contains(literal.bit);
    }
  }
  table::Fact fact;
  fact.kind = table::FactKind::any_row;
  if (!block_.named_facts.contains(name)) {
    const table::SpanOf<table::Row> rows = write_rows(blocks_.builder.out, cubes);
    fact.span = {rows.first, rows.count};
  }
  return {{Literal{blocks_.fact(block_, name, fact, outward), true}}};
}

Cubes Conditions::all_of(std::vector<Cubes> parts) {
  std::size_t products = 1;
  for (const Cubes& part : parts)
    products = std::min(max_products + 1, products * std::max<std::size_t>(1, part.size()));
  if (products > max_products)
    for (Cubes& part : parts) part = as_one(part);
  Cubes result{{}};
  for (const Cubes& part : parts) result = without_covered(multiply(result, part));
  if (result.size() <= max_rows_of_rule) return result;
  result = {{}};
  for (const Cubes& part : parts) result = multiply(result, as_one(part));
  return result;
}

Cubes Conditions::any_of(const std::vector<Cubes>& parts) {
  Cubes result;
  for (const Cubes& part : parts) {
    result.insert(result.end(), part.begin(), part.end());
    result = limited(std::move(result));
  }
  return result;
}

Cubes Conditions::product(const Cubes& a, const Cubes& b) {
  if (a.size() * b.size() <= max_products) return multiply(a, b);
  return multiply(a, as_one(b));
}

Cubes Conditions::multiply(const Cubes& a, const Cubes& b) {
  Cubes result;
  for (const Cube& left : a)
    for (const Cube& right : b) {
      auto merged = merge(left, right);
      if (!merged) continue;
      if (result.size() == max_products) {
        too_many_ = true;
        return result;
      }
      result.push_back(std::move(*merged));
    }
  return result;
}

Cubes Conditions::limited(Cubes cubes) {
  cubes = without_covered(std::move(cubes));
  if (cubes.size() > max_rows_of_rule) {
    too_many_ = true;
    cubes.resize(max_rows_of_rule);
  }
  return cubes;
}

Cubes Conditions::holds(const Condition& condition, const SelectorAt& at) {
  return limited(expand(condition, false, at));
}

Cubes Conditions::fails(const Condition& condition, const SelectorAt& at) {
  return limited(expand(condition, true, at));
}

Cubes Conditions::atom(std::uint16_t bit, bool negated) const { return {{Literal{bit, !negated}}}; }

Cubes Conditions::expand(const Condition& condition, bool negated, const SelectorAt& at) {
  if (too_many_) return {};  // what comes of it is of no use any more
  Cubes cubes = expand_given(condition, negated, at);
  return not_given_ ? with_not_given(condition, std::move(cubes)) : cubes;
}

Cubes Conditions::expand_given(const Condition& condition, bool negated, const SelectorAt& at) {
  if (looks_at_unread(condition)) return {{}};
  if (untold_ && condition.children.empty() && may_be_untold(condition))
    return may_come_out(condition, negated);
  switch (condition.kind) {
    case Kind::always:
      return negated ? Cubes{} : Cubes{{}};
    case Kind::never:
      return negated ? Cubes{{}} : Cubes{};
    case Kind::negation:
      return expand(condition.children[0], !negated, at);
    case Kind::all_of:
    case Kind::any_of: {
      const bool both = (condition.kind == Kind::all_of) != negated;
      std::vector<Cubes> parts;
      for (const Condition& child : condition.children) parts.push_back(expand(child, negated, at));
      if (too_many_) return {};
      return both ? all_of(std::move(parts)) : any_of(parts);
    }
    case Kind::compare:
      return compare(condition, negated, at);
    case Kind::calculation:
      return calculation(condition, negated);
    case Kind::in_list:
      if (condition.operands[0].kind == Operand::Kind::weekday)
        return atom(weekday_fact(condition), negated);
      return one_of(condition.operands[0].path, condition.literals, negated, at);
    case Kind::present:
    case Kind::absent: {
      const Operand& asked = condition.operands[0];
      return atom(model::is_column(asked) ? of_row(asked, table::FactKind::column_there)
                                          : blocks_.itself(block_, asked.path),
                  negated != (condition.kind == Kind::absent));
    }
    case Kind::cleared:
      if (!may_be_emptied(condition.operands[0].path)) return negated ? Cubes{{}} : Cubes{};
      return atom(cleared(condition.operands[0].path), negated);
    case Kind::sent:
    case Kind::in_catalog:
    case Kind::given:
    case Kind::blank:
    case Kind::matches:
    case Kind::starts_with:
    case Kind::ends_with:
    case Kind::contains:
    case Kind::same:
    case Kind::changed:
    case Kind::only:
    case Kind::in_form:
      return atom(other_fact(condition), negated);
    case Kind::any_item:
    case Kind::all_items:
      return of_items(condition, negated);
    case Kind::in_items:
      return among_items(condition, negated);
    case Kind::named:
      break;  // check has put its body in place
  }
  return {};
}

namespace {

bool is_text_or_truth(const Scalar& value) {
  return std::holds_alternative<std::string>(value.value) ||
         std::holds_alternative<bool>(value.value);
}

table::Compare compiled(Comparison comparison) {
  switch (comparison) {
    case Comparison::eq:
      return table::Compare::eq;
    case Comparison::ne:
      return table::Compare::ne;
    case Comparison::lt:
      return table::Compare::lt;
    case Comparison::le:
      return table::Compare::le;
    case Comparison::gt:
      return table::Compare::gt;
    case Comparison::ge:
      return table::Compare::ge;
  }
  return table::Compare::eq;
}

/// A literal on the right and a length on the left, whichever side they were written on.
Condition with_sides_in_order(Condition condition) {
  const Operand::Kind left = condition.operands[0].kind, right = condition.operands[1].kind;
  if (left == Operand::Kind::literal ||
      (left == Operand::Kind::path && right == Operand::Kind::length)) {
    std::swap(condition.operands[0], condition.operands[1]);
    condition.comparison = mirrored(condition.comparison);
  }
  return condition;
}

}  // namespace

Cubes Conditions::compare(const Condition& written, bool negated, const SelectorAt& at) {
  if (model::is_column(written.operands[0])) return columns(written, negated);
  const Condition condition = with_sides_in_order(written);
  Comparison comparison = condition.comparison;
  if (comparison == Comparison::ne) {  // the exact negation of ==
    negated = !negated;
    comparison = Comparison::eq;
  }
  const Operand& left = condition.operands[0];
  const Operand& right = condition.operands[1];
  const bool times =
      left.kind == Operand::Kind::time_of_day || right.kind == Operand::Kind::time_of_day;
  if (times || right.moment || model::is_clock(right))
    return atom(compare_moment_fact(condition, comparison), negated);
  if (left.kind == Operand::Kind::path && right.kind == Operand::Kind::literal &&
      comparison == Comparison::eq) {
    const model::Field* field = model::target(left.path);
    if (is_text_or_truth(right.literal) || (field != nullptr && blocks_.values.has_list(*field)))
      return one_of(left.path, {right.literal}, negated, at);
  }
  return atom(compare_fact(condition, comparison), negated);
}

Cubes Conditions::one_of(const Path& path, const std::vector<Scalar>& values, bool negated,
                         const SelectorAt& at) {
  if (at.kind != SelectorAt::Kind::anything && blocks_.is_selector(block_, path)) {
    bool holds = false;
    if (at.kind == SelectorAt::Kind::value)
      for (const Scalar& value : values) holds = holds || are_same(value, *at.value);
    return holds != negated ? Cubes{{}} : Cubes{};
  }
  return atom(blocks_.in_values(block_, path, values), negated);
}

std::uint16_t Conditions::compare_fact(const Condition& condition, Comparison comparison) {
  const Operand& left = condition.operands[0];
  const Operand& right = condition.operands[1];
  table::Fact fact;
  fact.compare = compiled(comparison);
  fact.a = blocks_.reference(block_, left.path);
  std::string name =
      fmt::format("{} {}", Blocks::path_name(left.path), static_cast<int>(comparison));
  bool outward = Blocks::is_outward(left.path);
  if (right.kind == Operand::Kind::literal) {
    const bool length = left.kind == Operand::Kind::length;
    fact.kind = length ? table::FactKind::compare_length : table::FactKind::compare_number;
    if (const auto* integer = std::get_if<std::int64_t>(&right.literal.value)) {
      fact.integral = true;
      fact.integer = *integer;
      fact.number = static_cast<double>(*integer);
    } else if (const auto* number = std::get_if<model::Number>(&right.literal.value)) {
      fact.number = number->nearest;
      fact.text = blocks_.builder.text(number->text);
    }
    name += (length ? " length " : " ") + literal_text(right.literal);
  } else {
    const bool text = left.kind == Operand::Kind::text || right.kind == Operand::Kind::text;
    fact.kind = text ? table::FactKind::compare_text : table::FactKind::compare;
    if (left.kind == Operand::Kind::length)
      fact.kind = right.kind == Operand::Kind::length ? table::FactKind::compare_lengths
                                                      : table::FactKind::compare_length_to;
    fact.b = blocks_.reference(block_, right.path);
    // a + x ? b + y  is  a ? b + (y - x)
    fact.integer = right.seconds - left.seconds;
    outward = outward || Blocks::is_outward(right.path);
    name += fmt::format(" {} {} {}", static_cast<int>(fact.kind), Blocks::path_name(right.path),
                        fact.integer);
  }
  return blocks_.fact(block_, name, fact, outward);
}

std::uint16_t Conditions::compare_moment_fact(const Condition& condition, Comparison comparison) {
  const Operand& left = condition.operands[0];
  const Operand& right = condition.operands[1];
  const bool time = left.kind == Operand::Kind::time_of_day;
  table::Fact fact;
  fact.compare = compiled(comparison);
  fact.a = blocks_.reference(block_, left.path);
  fact.integer = right.seconds - left.seconds;
  bool outward = Blocks::is_outward(left.path);
  std::string what;
  if (model::is_clock(right)) {
    const bool now = right.kind == Operand::Kind::now;
    fact.kind = now ? table::FactKind::compare_now : table::FactKind::compare_today;
    what = now ? "now" : "today";
    outward = true;
  } else if (right.moment) {
    fact.kind = time ? table::FactKind::compare_time : table::FactKind::compare_moment;
    fact.index = blocks_.builder.moment(*right.moment);
    fact.integer = left.seconds;
    what = fmt::format("moment {}", fact.index);
  } else {
    fact.kind = table::FactKind::compare_times;
    fact.b = blocks_.reference(block_, right.path);
    outward = outward || Blocks::is_outward(right.path);
    what = Blocks::path_name(right.path);
  }
  return blocks_.fact(
      block_,
      fmt::format("{} {} {} {} {}", Blocks::path_name(left.path), static_cast<int>(fact.kind),
                  static_cast<int>(comparison), what, fact.integer),
      fact, outward);
}

std::uint16_t Conditions::weekday_fact(const Condition& condition) {
  static constexpr std::string_view days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const Path& path = condition.operands[0].path;
  table::Fact fact;
  fact.kind = table::FactKind::on_weekday;
  fact.a = blocks_.reference(block_, path);
  for (const Scalar& literal : condition.literals)
    for (std::size_t day = 0; day < std::size(days); ++day)
      if (std::get<std::string>(literal.value) == days[day]) fact.integer |= std::int64_t{1} << day;
  return blocks_.fact(block_, fmt::format("weekday {} {}", Blocks::path_name(path), fact.integer),
                      fact, Blocks::is_outward(path));
}

std::uint16_t Conditions::has_now() {
  table::Fact fact;
  fact.kind = table::FactKind::has_now;
  return blocks_.fact(block_, "now given", fact, true);
}

Cube Conditions::since(const model::Since& since) {
  table::Fact fact;
  fact.kind = table::FactKind::before;
  fact.index = blocks_.builder.moment(since.moment);
  return {Literal{blocks_.fact(block_, fmt::format("before moment {}", fact.index), fact, true),
                  false}};
}

/// A value of another kind, taken by a form of its own: it is neither before nor after a moment.
std::uint16_t Conditions::no_moment(const Asked::Timed& timed) {
  table::Fact fact;
  fact.kind = table::FactKind::no_moment;
  fact.a = blocks_.reference(block_, timed.path);
  fact.index = static_cast<Index>(timed.need);
  return blocks_.fact(block_,
                      fmt::format("no moment {} {}", fact.index, Blocks::path_name(timed.path)),
                      fact, Blocks::is_outward(timed.path));
}

/// Where the stored record has what a path leads to in this one.
Path Conditions::stored(const Path& path) const {
  Path stored = path;
  stored.base = Path::Base::current;
  const BlockDraft* from = &block_;
  for (std::uint8_t up = 0; up < path.up && from->outer != nullptr; ++up) from = from->outer;
  const std::vector<model::Step> trail = blocks_.trail(*from);
  stored.steps.insert(stored.steps.begin(), trail.begin(), trail.end());
  return stored;
}

std::uint16_t Conditions::emptied(const Path& path) {
  table::Fact fact;
  fact.kind = table::FactKind::emptied;
  fact.a = blocks_.reference(block_, path);
  fact.b = blocks_.reference(block_, stored(path));
  return blocks_.fact(block_, "emptied " + Blocks::path_name(path), fact, true);
}

std::uint16_t Conditions::cleared(const Path& path) {
  table::Fact fact;
  fact.kind = table::FactKind::cleared;
  fact.a = blocks_.reference(block_, path);
  return blocks_.fact(block_, "cleared " + Blocks::path_name(path), fact, false);
}

std::uint16_t Conditions::stored_known() {
  table::Fact fact;
  fact.kind = table::FactKind::stored_known;
  return blocks_.fact(block_, "stored known", fact, true);
}

Cubes Conditions::comes_from(const After& after, const SelectorAt& at) {
  const bool told = at.kind != SelectorAt::Kind::anything &&
                    blocks_.is_selector(block_, after.sent) &&
                    !blocks_.has_default(block_, after.sent);
  const bool has_value = at.kind != SelectorAt::Kind::absent;
  const std::uint16_t sent = blocks_.itself(block_, after.sent);
  if (after.from == After::From::sent) {
    if (told) return has_value ? Cubes{{}} : Cubes{};
    return {{Literal{sent, true}}};
  }
  if (told && has_value) return {};
  Cube unsent;
  const auto add = [&unsent](std::uint16_t bit, bool holds) {
    unsent = *merge(unsent, {Literal{bit, holds}});
  };
  if (!told) add(sent, false);
  const bool may_clear = may_be_emptied(after.sent);
  if (may_clear) add(cleared(after.sent), false);
  const Cube untold = unsent;
  add(blocks_.present(block_, after.stored), after.from == After::From::stored);
  if (after.from == After::From::stored) {
    if (!not_given_) return {unsent};
    return {unsent, *merge(untold, {Literal{stored_known(), false}})};
  }
  add(stored_known(), true);
  if (!may_clear) return {unsent};
  return {unsent, {Literal{cleared(after.sent), true}}};
}

Cubes Conditions::will_be_there(const Path& object, const SelectorAt& at) {
  After after;
  after.path = after.stored = object;
  after.stored.base = Path::Base::current;
  after.sent = Blocks::in_payload(block_, object);
  Cubes there = comes_from(after, at);
  after.from = After::From::stored;
  for (Cube& cube : comes_from(after, at)) there.push_back(std::move(cube));
  return there;
}

/// Is the stored record, the request or the URL known at all?
std::uint16_t Conditions::record_given(Path::Base base) {
  table::Fact fact;
  fact.kind = base == Path::Base::current   ? table::FactKind::has_current
              : base == Path::Base::request ? table::FactKind::has_request
                                            : table::FactKind::has_params;
  return blocks_.fact(block_, fmt::format("record {} given", static_cast<int>(base)), fact, true);
}

/// A value of another kind, taken by a form of its own: it is neither more nor less than a number.
std::uint16_t Conditions::no_number(const Path& path) {
  table::Fact fact;
  fact.kind = table::FactKind::no_number;
  fact.a = blocks_.reference(block_, path);
  return blocks_.fact(block_, "no number " + Blocks::path_name(path), fact,
                      Blocks::is_outward(path));
}

bool Conditions::may_be_emptied(const Path& path) {
  for (Path way = path; !way.steps.empty(); way.steps.pop_back()) {
    if (way.steps.back().kind != model::Step::Kind::member) continue;
    const table::RefId ref = blocks_.reference(block_, way);
    if (ref == none) continue;
    const table::Field& field = blocks_.builder.out.fields[blocks_.builder.out.refs[ref].field];
    if (field.nullable || (field.kinds & table::k_null) != 0) return true;
  }
  return false;
}

table::CatalogKeyId Conditions::catalog_key(const Condition& condition) const {
  const table::DecisionTable& out = blocks_.builder.out;
  std::vector<bool> any_case;
  for (const Operand& operand : condition.operands) {
    const table::RefId ref = blocks_.reference(block_, operand.path);
    any_case.push_back(ref != none && out.fields[out.refs[ref].field].ignore_case);
  }
  return blocks_.builder.catalog_key(*condition.number, condition.column_numbers, any_case);
}

std::uint16_t Conditions::catalog_given(std::size_t number) {
  table::Fact fact;
  fact.kind = table::FactKind::catalog_given;
  fact.index = static_cast<Index>(number);
  return blocks_.fact(block_, fmt::format("given catalog {}", number), fact, true);
}

std::uint16_t Conditions::part_fact(const Condition& condition, TextPart where) {
  const Path& whole = condition.operands[0].path;
  const Operand& part = condition.operands[1];
  table::Fact fact;
  fact.a = blocks_.reference(block_, whole);
  fact.index = static_cast<Index>(where);
  std::string name = fmt::format("part {} {} ", fact.index, Blocks::path_name(whole));
  bool outward = Blocks::is_outward(whole);
  if (part.kind == Operand::Kind::literal) {
    fact.kind = table::FactKind::text_part;
    fact.text = blocks_.builder.text(literal_text(part.literal));
    name += "text " + literal_text(part.literal);
  } else {
    fact.kind = table::FactKind::text_part_of;
    fact.b = blocks_.reference(block_, part.path);
    outward = outward || Blocks::is_outward(part.path);
    name += "of " + Blocks::path_name(part.path);
  }
  return blocks_.fact(block_, name, fact, outward);
}

std::uint16_t Conditions::other_fact(const Condition& condition) {
  table::Fact fact;
  std::string name;
  bool outward = false;
  for (const Operand& operand : condition.operands) {
    name += " " + Blocks::path_name(operand.path);
    outward = outward || Blocks::is_outward(operand.path);
  }
  if (!condition.operands.empty() && condition.kind != Kind::only)
    fact.a = blocks_.reference(block_, condition.operands[0].path);
  switch (condition.kind) {
    case Kind::in_catalog: {
      fact.kind = table::FactKind::catalog_has;
      std::vector<table::RefId> ids;
      for (const Operand& operand : condition.operands)
        ids.push_back(blocks_.reference(block_, operand.path));
      fact.index = catalog_key(condition).number();
      auto& refs = blocks_.builder.out.ref_ids;
      fact.span = {static_cast<Index>(refs.size()), static_cast<Index>(ids.size())};
      refs.insert(refs.end(), ids.begin(), ids.end());
      return blocks_.fact(block_, fmt::format("catalog {}{}", fact.index, name), fact, true);
    }
    case Kind::given: {
      if (!condition.operands.empty()) return blocks_.good(block_, condition.operands[0].path);
      if (!condition.number) {
        fact.kind = table::FactKind::has_params;
        return blocks_.fact(block_, "given param", fact, true);
      }
      return catalog_given(*condition.number);
    }
    case Kind::sent:
      fact.kind = table::FactKind::sent;
      name = "sent" + name;
      break;
    case Kind::blank:
      fact.kind = table::FactKind::blank;
      name = "blank" + name;
      break;
    case Kind::matches: {
      fact.kind = table::FactKind::matches;
      fact.index = blocks_.builder.format(blocks_.builder.rules(), *condition.number).number();
      const auto& fields = blocks_.builder.out.fields;
      const bool any_case =
          fact.a != none && fields[blocks_.builder.out.refs[fact.a].field].ignore_case;
      fact.integer =
          any_case
              ? blocks_.builder.format(blocks_.builder.rules(), *condition.number, true).number()
              : none;
      name = "matches " + condition.name + name;
      break;
    }
    case Kind::starts_with:
      return part_fact(condition, TextPart::start);
    case Kind::ends_with:
      return part_fact(condition, TextPart::end);
    case Kind::contains:
      return part_fact(condition, TextPart::inside);
    case Kind::same:
      fact.kind = table::FactKind::same;
      fact.b = blocks_.reference(block_, condition.operands[1].path);
      name = "same" + name;
      // Two values that are not there are the same, also without a context.
      outward = false;
      break;
    case Kind::changed: {
      fact.kind = table::FactKind::changed;
      fact.b = blocks_.reference(block_, stored(condition.operands[0].path));
      name = "changed" + name;
      outward = true;
      break;
    }
    case Kind::only: {
      fact.kind = table::FactKind::only;
      std::vector<std::uint64_t> words(block_.fields.size() / 64 + 1, 0);
      for (const Operand& operand : condition.operands)
        if (const std::uint16_t number = block_.number_of(model::target(operand.path));
            number != table::no_name)
          words[number / 64] |= std::uint64_t{1} << (number % 64);
      fact.span = {blocks_.builder.words(words), static_cast<Index>(words.size())};
      name = "only" + name;
      break;
    }
    case Kind::in_form:
      fact.kind = table::FactKind::in_form;
      fact.index = condition.form;
      fact.integer = condition.up;
      name = fmt::format("form {} {}", condition.form, condition.up);
      break;
    case Kind::always:
    case Kind::never:
    case Kind::all_of:
    case Kind::any_of:
    case Kind::negation:
    case Kind::compare:
    case Kind::calculation:
    case Kind::in_list:
    case Kind::present:
    case Kind::absent:
    case Kind::cleared:
    case Kind::any_item:
    case Kind::all_items:
    case Kind::in_items:
    case Kind::named:
      break;
  }
  return blocks_.fact(block_, name, fact, outward);
}

}  // namespace leadlint::compile
