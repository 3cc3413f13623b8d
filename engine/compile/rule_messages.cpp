// Rules to words; see rule_messages.h. Tests: tests/words_test.cpp.
#include "compile/rule_messages.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compile/blocks.h"
#include "compile/format_messages.h"
#include "finding/placeholders.h"
#include "model/condition_text.h"
#include "text/list.h"

namespace leadlint::compile {
namespace {

using model::Comparison;
using model::Condition;
using model::Operand;
using model::Path;
using Kind = Condition::Kind;

std::string_view comparison_words(Comparison comparison, bool negated) {
  switch (comparison) {
    case Comparison::eq:
      return negated ? "is not" : "is";
    case Comparison::ne:
      return negated ? "is" : "is not";
    case Comparison::lt:
      return negated ? "is not less than" : "is less than";
    case Comparison::le:
      return negated ? "is more than" : "is at most";
    case Comparison::gt:
      return negated ? "is not more than" : "is more than";
    case Comparison::ge:
      return negated ? "is less than" : "is at least";
  }
  return {};
}

Comparison opposite(Comparison comparison) {
  switch (comparison) {
    case Comparison::eq:
      return Comparison::ne;
    case Comparison::ne:
      return Comparison::eq;
    case Comparison::lt:
      return Comparison::ge;
    case Comparison::le:
      return Comparison::gt;
    case Comparison::gt:
      return Comparison::le;
    case Comparison::ge:
      return Comparison::lt;
  }
  return comparison;
}

std::string_view moment_words(Comparison comparison, bool negated) {
  switch (negated ? opposite(comparison) : comparison) {
    case Comparison::eq:
      return "is";
    case Comparison::ne:
      return "is not";
    case Comparison::lt:
      return "is before";
    case Comparison::le:
      return "is not after";
    case Comparison::gt:
      return "is after";
    case Comparison::ge:
      return "is not before";
  }
  return {};
}

bool is_moment(const Operand& operand) {
  return operand.moment || model::is_clock(operand) || operand.kind == Operand::Kind::time_of_day;
}

/// "Monday or Tuesday"
std::string weekdays(const std::vector<model::Scalar>& days) {
  static constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"mon", "Monday"}, {"tue", "Tuesday"},  {"wed", "Wednesday"}, {"thu", "Thursday"},
      {"fri", "Friday"}, {"sat", "Saturday"}, {"sun", "Sunday"}};
  std::vector<std::string> shown;
  for (const model::Scalar& day : days)
    for (const auto& [word, name] : names)
      if (literal_text(day) == word) shown.emplace_back(name);
  return joined(shown, "or");
}

std::string_view demand(Comparison comparison, bool moments, bool field) {
  switch (comparison) {
    case Comparison::eq:
      return field ? "must equal" : "must be";
    case Comparison::ne:
      return field ? "must differ from" : "must not be";
    case Comparison::lt:
      return moments ? "must be before" : "must be less than";
    case Comparison::le:
      return moments ? "must not be after" : "must be at most";
    case Comparison::gt:
      return moments ? "must be after" : "must be more than";
    case Comparison::ge:
      return moments ? "must not be before" : "must be at least";
  }
  return {};
}

bool is_place(const Operand& operand, const Path& place) {
  return (operand.kind == Operand::Kind::path || operand.kind == Operand::Kind::text) &&
         Blocks::same_place(operand.path, place);
}

bool is_empty_text(const Operand& operand) {
  const auto* text = std::get_if<std::string>(&operand.literal.value);
  return operand.kind == Operand::Kind::literal && text != nullptr && text->empty();
}

/// Does a part of a `when` only say that one of these fields is there and filled?
bool is_guard(const Condition& part, bool negated, const std::vector<Path>& about) {
  if (part.kind == Kind::negation) return is_guard(part.children[0], !negated, about);
  if (part.kind == Kind::given)
    return !negated && (part.operands.empty() || part.operands[0].path.base != Path::Base::current);
  if (part.operands.empty() || !model::names_field(part.operands[0]) ||
      model::is_column(part.operands[0]))
    return false;
  const bool one_of_them = std::ranges::any_of(
      about, [&](const Path& path) { return Blocks::same_place(path, part.operands[0].path); });
  if (!one_of_them) return false;
  switch (part.kind) {
    case Kind::present:
      return !negated;
    case Kind::absent:
    case Kind::blank:
      return negated;
    case Kind::compare:
      return is_empty_text(part.operands[1]) &&
             (part.comparison == (negated ? Comparison::eq : Comparison::ne));
    default:
      return false;
  }
}

/// The parts of `a and b and c`.
void collect_parts(const Condition& condition, std::vector<Condition>& parts) {
  if (condition.kind == Kind::all_of)
    for (const Condition& child : condition.children) collect_parts(child, parts);
  else if (condition.kind != Kind::always)
    parts.push_back(condition);
}

std::string literals(const std::vector<model::Scalar>& values) {
  constexpr std::size_t max = 8;
  std::vector<std::string> shown;
  for (const model::Scalar& value : std::span(values).first(std::min(values.size(), max))) {
    std::string text = literal_text(value);
    shown.push_back(text.empty() ? "\"\"" : std::move(text));
  }
  if (values.size() <= max) return joined(shown, "or");
  return fmt::format("{} or {} more", fmt::join(shown, ", "), values.size() - max);
}

}  // namespace

std::string shown_value(const model::Scalar& value) {
  const bool text = std::holds_alternative<std::string>(value.value);
  return text ? fmt::format("\"{}\"", literal_text(value)) : literal_text(value);
}

std::string RuleMessages::path(const Path& path) {
  std::string name, list;  // `list`: what the last step `[last]` stands behind
  for (const model::Step& step : path.steps) {
    if (step.kind == model::Step::Kind::member)
      name += (name.empty() ? "" : ".") + step.name;
    else if (step.kind == model::Step::Kind::last)
      list = std::exchange(name, std::string{});
  }
  std::string& whose = list.empty() ? name : list;
  switch (path.base) {
    case Path::Base::current:
      whose = "the stored " + whose;
      break;
    case Path::Base::after:
      whose = "the resulting " + whose;
      break;
    case Path::Base::request:
      whose += " of the request";
      break;
    case Path::Base::param:
      whose += " of the URL";
      break;
    case Path::Base::previous:
      whose += " of the entry before";
      break;
    case Path::Base::before:
      whose += " of the item before";
      break;
    case Path::Base::item:
    case Path::Base::block:
    case Path::Base::outer:
    case Path::Base::option:
      break;
  }
  if (list.empty()) return name;
  return (name.empty() ? "the last entry of " : name + " of the last entry of ") + list;
}

/// "lines.quantity * lines.price"
std::string RuleMessages::product(const Operand& sum) const {
  std::string words;
  for (const Operand& factor : sum.summed) {
    if (!words.empty()) words += " * ";
    if (factor.kind == Operand::Kind::literal) {
      words += operand(factor);
      continue;
    }
    Path whole = sum.path;
    whole.steps.insert(whole.steps.end(), factor.path.steps.begin(), factor.path.steps.end());
    words += path(whole);
  }
  return words;
}

/// "net + quantity * price": one side of a calculation.
std::string RuleMessages::side(const Condition& calculation, bool right) const {
  std::string words;
  std::size_t at = 0;
  for (const model::Term& term : calculation.terms) {
    const std::size_t behind = at + term.factors;
    for (bool first = true; at < behind; ++at, first = false) {
      if (term.right != right) continue;
      const char* sign = !first ? " * " : words.empty() ? "" : term.negative ? " - " : " + ";
      words += sign + operand(calculation.operands[at]);
    }
  }
  return words;
}

/// Is the side one number, as it stands there?
bool RuleMessages::literal_side(const Condition& calculation, bool right) {
  const auto count = [right](const model::Term& term) { return term.right == right; };
  const Operand& operand = right ? calculation.operands.back() : calculation.operands.front();
  return operand.kind == Operand::Kind::literal &&
         std::ranges::count_if(calculation.terms, count) == 1 &&
         std::ranges::find_if(calculation.terms, count)->factors == 1;
}

/// " within 0.01"
std::string RuleMessages::distance(const Condition& calculation) const {
  if (!calculation.within) return {};
  return fmt::format(" within {}", literal_text(*calculation.within));
}

std::string RuleMessages::operand(const Operand& operand) const {
  switch (operand.kind) {
    case Operand::Kind::literal: {
      const std::string text = literal_text(operand.literal);
      return text.empty() ? "\"\"" : text;
    }
    case Operand::Kind::length:
      return fmt::format("the length of {}", path(operand.path));
    case Operand::Kind::sum:
      return fmt::format("the sum of {}", product(operand));
    case Operand::Kind::count:
      return operand.counted.empty() ? fmt::format("the number of {}", path(operand.path))
                                     : fmt::format("the number of {} where {}", path(operand.path),
                                                   condition(operand.counted[0]));
    case Operand::Kind::index:
      return operand.path.up == 0 ? "its index" : "the index of the object around it";
    case Operand::Kind::weekday:
      return fmt::format("the day of {}", path(operand.path));
    case Operand::Kind::time_of_day:
      return fmt::format("the time of {}", path(operand.path));
    case Operand::Kind::column:
      return fmt::format("the {} of {}", operand.row_column.column, path(operand.path));
    case Operand::Kind::text:
    case Operand::Kind::path:
    case Operand::Kind::now:
    case Operand::Kind::today:
      break;
  }
  std::string words = operand.kind == Operand::Kind::now     ? "now"
                      : operand.kind == Operand::Kind::today ? "today"
                                                             : path(operand.path);
  if (operand.seconds == 0) return words;
  const std::string duration = model::text_of_duration(operand.seconds);
  words += fmt::format(" {} {}", operand.seconds < 0 ? "-" : "+", duration);
  return words + (duration.find(' ') == std::string::npos ? " s" : "");
}

std::string RuleMessages::joined(const Condition& condition, bool negated) const {
  const bool both = (condition.kind == Kind::all_of) != negated;
  std::string words;
  for (const Condition& child : condition.children) {
    std::string part = words_of(child, negated);
    const bool nested = child.kind == Kind::all_of || child.kind == Kind::any_of;
    if (nested) part = "(" + part + ")";
    words += (words.empty() ? "" : both ? " and " : " or ") + part;
  }
  return words;
}

namespace {

std::string_view part_words(Kind kind, bool negated) {
  if (kind == Kind::starts_with) return negated ? "does not start with" : "starts with";
  if (kind == Kind::ends_with) return negated ? "does not end with" : "ends with";
  return negated ? "does not contain" : "contains";
}

}  // namespace

/// A field, or a text in quotes.
std::string RuleMessages::part(const Operand& operand) const {
  return operand.kind == Operand::Kind::literal
             ? fmt::format("\"{}\"", literal_text(operand.literal))
             : this->operand(operand);
}

std::string RuleMessages::words_of(const Condition& condition, bool negated) const {
  const auto& operands = condition.operands;
  const std::string first = operands.empty() ? "" : operand(operands[0]);
  const auto all = [&] {
    std::string words;
    for (const Operand& each : operands) words += (words.empty() ? "" : " and ") + operand(each);
    return words;
  };
  switch (condition.kind) {
    case Kind::always:
      return negated ? "never" : "always";
    case Kind::never:
      return negated ? "always" : "never";
    case Kind::negation:
      return words_of(condition.children[0], !negated);
    case Kind::all_of:
    case Kind::any_of:
      return joined(condition, negated);
    case Kind::compare:
      return fmt::format("{} {} {}", first,
                         is_moment(operands[0]) || is_moment(operands[1])
                             ? moment_words(condition.comparison, negated)
                             : comparison_words(condition.comparison, negated),
                         operand(operands[1]));
    case Kind::calculation:
      return fmt::format("{} {} {}{}", side(condition, false),
                         comparison_words(condition.comparison, negated), side(condition, true),
                         distance(condition));
    case Kind::in_list:
      if (operands[0].kind == Operand::Kind::weekday)
        return fmt::format("{} is {}a {}", first, negated ? "not " : "",
                           weekdays(condition.literals));
      return fmt::format("{} {} {}", first, negated ? "is not" : "is",
                         literals(condition.literals));
    case Kind::in_catalog:
      return fmt::format("{} {} {}in the catalog {}", all(), operands.size() > 1 ? "are" : "is",
                         negated ? "not " : "", condition.name);
    case Kind::present:
      return fmt::format("{} is {}", first, negated ? "left out" : "there");
    case Kind::absent:
      return fmt::format("{} is {}", first, negated ? "there" : "left out");
    case Kind::sent:
      return fmt::format("{} is {}sent", first, negated ? "not " : "");
    case Kind::cleared:
      return fmt::format("{} is {}cleared", first, negated ? "not " : "");
    case Kind::given:
      return fmt::format("{} is {}known", operands.empty() ? condition.name : first,
                         negated ? "not " : "");
    case Kind::blank:
      return fmt::format("{} is {}blank", first, negated ? "not " : "");
    case Kind::matches: {
      const std::string called = format_words(rules_.formats[*condition.number]);
      if (!called.empty()) return fmt::format("{} {} {}", first, negated ? "is not" : "is", called);
      return fmt::format("{} {} the form that is asked for", first,
                         negated ? "does not have" : "has");
    }
    case Kind::starts_with:
    case Kind::ends_with:
    case Kind::contains:
      return fmt::format("{} {} {}", first, part_words(condition.kind, negated), part(operands[1]));
    case Kind::same:
      return fmt::format("{} and {} {}", first, operand(operands[1]), negated ? "differ" : "agree");
    case Kind::changed:
      return fmt::format("{} {}", first, negated ? "stays as it is" : "changes");
    case Kind::only:
      return fmt::format("{} beside {} is there", negated ? "something" : "nothing", all());
    case Kind::in_form:
      return fmt::format("the object {} of its form {}", negated ? "is not" : "is",
                         condition.form + 1);
    case Kind::any_item:
      if (const std::string held = held_value(condition); !held.empty())
        return fmt::format("{} {} {}", first, negated ? "does not hold" : "holds", held);
      return fmt::format("there is {} item of {} where {}", negated ? "no" : "an", first,
                         words_of(condition.of_items[0], false));
    case Kind::all_items:
      return negated ? fmt::format("there is an item of {} where {}", first,
                                   words_of(condition.of_items[0], true))
                     : fmt::format("in each item of {} {}", first,
                                   words_of(condition.of_items[0], false));
    case Kind::in_items:
      return fmt::format("{} is {}among {}", first, negated ? "not " : "", values_of(condition));
    case Kind::named:
      return condition.name;
  }
  return {};
}

/// `vip`, of any(tags, item == "vip"); empty: it asks something else.
std::string RuleMessages::held_value(const Condition& any) {
  const Condition& asked = any.of_items[0];
  if (asked.kind != Kind::compare || asked.comparison != Comparison::eq ||
      asked.operands[0].kind != Operand::Kind::path ||
      asked.operands[0].path.base != Path::Base::item ||
      asked.operands[1].kind != Operand::Kind::literal)
    return {};
  return shown_value(asked.operands[1].literal);
}

/// `products.id`, that a value is looked for among.
std::string RuleMessages::values_of(const Condition& among) {
  const std::vector<Operand>& list = among.of_items[0].operands;
  std::string words = path(list[0].path);
  if (list.size() > 1 && list[1].path.base != Path::Base::item) words += "." + path(list[1].path);
  return words;
}

/// What a list must hold, or (`negated`) must not.
std::string RuleMessages::of_items(const Condition& condition, bool negated) const {
  const Condition& asked = condition.of_items[0];
  const bool all = condition.kind == Kind::all_items;
  if (const std::string held = all ? "" : held_value(condition); !held.empty())
    return fmt::format("{{field}} {} {}", negated ? "must not hold" : "must hold",
                       without_placeholders(held));
  if (all && !negated)
    return "each item of {field} must be one where " + without_placeholders(words_of(asked, false));
  return fmt::format("{{field}} must have {} item where {}", negated && !all ? "no" : "an",
                     without_placeholders(words_of(asked, all)));
}

std::string RuleMessages::condition(const Condition& condition) const {
  return words_of(condition, false);
}

namespace {

/// Which form of an object it is nobody has written: what is wrong is what that form says.
bool is_of_form(const Condition& part) {
  return part.kind == Kind::in_form ||
         (part.kind == Kind::any_of && std::ranges::all_of(part.children, is_of_form));
}

}  // namespace

std::string RuleMessages::when(const Condition& when, const std::vector<Path>& about) const {
  std::vector<Condition> parts;
  collect_parts(when, parts);
  std::erase_if(parts, [&](const Condition& part) {
    return is_of_form(part) || is_guard(part, false, about);
  });
  if (parts.empty()) return {};
  if (parts.size() == 1) return condition(parts.front());
  Condition rest;
  rest.kind = Kind::all_of;
  rest.children = std::move(parts);
  return condition(rest);
}

std::string RuleMessages::compared(const Condition& condition, bool negated, const Path& place,
                                   bool moments) const {
  const Operand &left = condition.operands[0], &right = condition.operands[1];
  const Comparison comparison = negated ? opposite(condition.comparison) : condition.comparison;
  const bool on_left = is_place(left, place) && left.seconds == 0;
  const bool on_right = !on_left && is_place(right, place) && right.seconds == 0;
  if (left.kind == Operand::Kind::length && Blocks::same_place(left.path, place))
    return fmt::format("the length of {{field}} {} {}", demand(comparison, false, false),
                       without_placeholders(operand(right)));
  if (left.kind == Operand::Kind::time_of_day && Blocks::same_place(left.path, place))
    return fmt::format("the time of {{field}} {} {}",
                       demand(comparison, true, model::names_field(right)),
                       without_placeholders(operand(right)));
  if (model::is_column(left) && Blocks::same_place(left.path, place))
    return fmt::format("the {} of {{it}} {} {}", without_placeholders(left.row_column.column),
                       demand(comparison, false, model::names_field(right)),
                       without_placeholders(operand(right)));
  if (!on_left && !on_right) return {};
  const Operand& other = on_left ? right : left;
  const bool field = model::names_field(other);
  return fmt::format("{{it}} {} {}",
                     demand(on_left ? comparison : mirrored(comparison), moments, field),
                     without_placeholders(operand(other)));
}

/// "{it} must equal net + tax ({right})", where the place is one side all by itself; else both
/// sides, with what they come to.
std::string RuleMessages::calculated(const Condition& condition, bool negated,
                                     const Path& place) const {
  Comparison comparison = negated ? opposite(condition.comparison) : condition.comparison;
  const auto is_alone = [&](bool right) {
    const auto on_side = [right](const model::Term& term) { return term.right == right; };
    const auto& operand = right ? condition.operands.back() : condition.operands.front();
    return std::ranges::count_if(condition.terms, on_side) == 1 &&
           std::ranges::find_if(condition.terms, on_side)->factors == 1 && is_place(operand, place);
  };
  const bool on_left = is_alone(false), on_right = !on_left && is_alone(true);
  // (A number is not what is to be something else.)
  const bool turned = on_right || (condition.operands[0].kind == Operand::Kind::literal &&
                                   condition.terms[1].right && condition.terms[0].factors == 1);
  if (turned) comparison = mirrored(comparison);
  // (What is said at another object's place does not know this one's values.)
  const bool knows = !negated && place.base == Path::Base::block;
  const auto shown = [&](bool right) {
    std::string words = without_placeholders(side(condition, right));
    const bool told = literal_side(condition, right);
    if (knows && !told) words += right ? " ({right})" : " ({left})";
    return words;
  };
  return fmt::format("{} {} {}{}", on_left || on_right ? "{it}" : shown(turned),
                     demand(comparison, false, true), shown(!turned), distance(condition));
}

/// "state and kind": all but the first.
std::string RuleMessages::others_of(const std::vector<Operand>& operands) const {
  std::string words;
  for (std::size_t i = 1; i < operands.size(); ++i)
    words += (i == 1 ? "" : " and ") + operand(operands[i]);
  return words;
}

/// Of a column of the row that the field's value stands for.
std::string RuleMessages::of_row(const Condition& condition, bool negated, const Path& place) {
  const Operand& operand = condition.operands[0];
  if (!Blocks::same_place(operand.path, place)) return {};
  const std::string column = without_placeholders(operand.row_column.column),
                    catalog = without_placeholders(operand.row_column.catalog);
  if (condition.kind == Kind::in_list)
    return fmt::format("the {} of {{it}} {} {}", column, negated ? "must not be" : "must be",
                       without_placeholders(literals(condition.literals)));
  const bool there = (condition.kind == Kind::present) != negated;
  return fmt::format("{{it}} {} no {} in the catalog {}", there ? "has" : "must have", column,
                     catalog);
}

std::string RuleMessages::assertion(const Condition& assertion, const Path& place,
                                    bool moments) const {
  const Condition* inner = &assertion;
  bool negated = false;
  for (; inner->kind == Kind::negation; inner = &inner->children[0]) negated = !negated;
  const auto& operands = inner->operands;
  if (inner->kind == Kind::compare) return compared(*inner, negated, place, moments);
  if (inner->kind == Kind::calculation) return calculated(*inner, negated, place);
  if (inner->kind == Kind::only && !negated) {
    std::string rest;
    for (const Operand& each : operands)
      if (!Blocks::same_place(each.path, place))
        rest += (rest.empty() ? "" : " or ") + path(each.path);
    return fmt::format("beside {{field}} {}: take out {{others}}",
                       rest.empty() ? "nothing else may stand" : "only " + rest + " may stand");
  }
  const bool there = (inner->kind == Kind::present) != negated;
  if (operands.empty()) return {};
  if (operands[0].kind == Operand::Kind::weekday && Blocks::same_place(operands[0].path, place))
    return fmt::format("{{it}} {} on a {}", negated ? "must not be" : "must be",
                       weekdays(inner->literals));
  if (model::is_column(operands[0])) return of_row(*inner, negated, place);
  if (!is_place(operands[0], place)) {
    if (inner->kind != Kind::present && inner->kind != Kind::absent) return {};
    if (Blocks::is_outward(operands[0].path)) return {};  // nothing that a sender could mend
    return fmt::format("{} must be {}", without_placeholders(path(operands[0].path)),
                       there ? "there" : "left out");
  }
  switch (inner->kind) {
    case Kind::in_catalog:
      return operands.size() < 2 || negated
                 ? std::string{}
                 : fmt::format("{{it}} and {} do not stand together in the catalog {}",
                               others_of(operands), without_placeholders(inner->name));
    case Kind::any_item:
    case Kind::all_items:
      return of_items(*inner, negated);
    case Kind::in_items:
      return fmt::format("{{it}} {} {}", negated ? "must not be among" : "must be among",
                         without_placeholders(values_of(*inner)));
    case Kind::in_list:
      return fmt::format("{{it}} {} {}", negated ? "must not be" : "must be",
                         without_placeholders(literals(inner->literals)));
    case Kind::same:
      return fmt::format("{{it}} must {} {}", negated ? "differ from" : "be the same as",
                         operand(operands[1]));
    case Kind::matches: {
      const std::string called = format_words(rules_.formats[*inner->number]);
      if (called.empty()) return "{it} does not have the form that is asked for";
      return fmt::format("{{it}} {} {}", negated ? "must not be" : "must be",
                         without_placeholders(called));
    }
    case Kind::starts_with:
      return fmt::format("{{it}} must {}start with {}", negated ? "not " : "",
                         without_placeholders(part(operands[1])));
    case Kind::ends_with:
      return fmt::format("{{it}} must {}end with {}", negated ? "not " : "",
                         without_placeholders(part(operands[1])));
    case Kind::contains:
      return fmt::format("{{it}} must {}contain {}", negated ? "not " : "",
                         without_placeholders(part(operands[1])));
    case Kind::present:
      return negated ? "{field} must not be there" : "{field} must be there";
    case Kind::absent:
      return negated ? "{field} must be there" : "{field} must not be there";
    case Kind::blank:
      return negated ? "{field} must not be blank" : "{it} must be blank";
    default:
      return {};
  }
}

std::string RuleMessages::forbidden(const model::Rule& rule, const Path& target) const {
  if (!rule.when || rule.when->kind == Kind::always)
    return "{field} must not be there: leave it out";
  std::vector<Condition> parts;
  collect_parts(*rule.when, parts);
  if (rule.outcome.code != Code::conflict || parts.empty()) return {};
  const Condition& first = parts.front();
  if (first.kind != Kind::present || Blocks::same_place(first.operands[0].path, target)) return {};
  std::string rest;
  if (parts.size() > 1) {
    Condition others;
    others.kind = Kind::all_of;
    others.children.assign(parts.begin() + 1, parts.end());
    rest = when(others, {target});
  }
  return fmt::format("{{field}} does not go together with {}{}{}: send one of the two",
                     path(first.operands[0].path), rest.empty() ? "" : " when ", rest);
}

}  // namespace leadlint::compile
