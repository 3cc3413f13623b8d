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
#include "finding/words.h"
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
      return negated ? phrase(Say::compare_is_not) : phrase(Say::compare_is);
    case Comparison::ne:
      return negated ? phrase(Say::compare_is) : phrase(Say::compare_is_not);
    case Comparison::lt:
      return negated ? phrase(Say::compare_not_less) : phrase(Say::compare_less);
    case Comparison::le:
      return negated ? phrase(Say::compare_more) : phrase(Say::compare_at_most);
    case Comparison::gt:
      return negated ? phrase(Say::compare_not_more) : phrase(Say::compare_more);
    case Comparison::ge:
      return negated ? phrase(Say::compare_less) : phrase(Say::compare_at_least);
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
      return phrase(Say::compare_is);
    case Comparison::ne:
      return phrase(Say::compare_is_not);
    case Comparison::lt:
      return phrase(Say::compare_before);
    case Comparison::le:
      return phrase(Say::compare_not_after);
    case Comparison::gt:
      return phrase(Say::compare_after);
    case Comparison::ge:
      return phrase(Say::compare_not_before);
  }
  return {};
}

bool is_moment(const Operand& operand) {
  return operand.moment || model::is_clock(operand) || operand.kind == Operand::Kind::time_of_day;
}

/// "Monday or Tuesday"
std::string weekdays(const std::vector<model::Scalar>& days) {
  static constexpr std::pair<std::string_view, Say> names[] = {
      {"mon", Say::day_monday},   {"tue", Say::day_tuesday}, {"wed", Say::day_wednesday},
      {"thu", Say::day_thursday}, {"fri", Say::day_friday},  {"sat", Say::day_saturday},
      {"sun", Say::day_sunday}};
  std::vector<std::string> shown;
  for (const model::Scalar& day : days)
    for (const auto& [word, name] : names)
      if (literal_text(day) == word) shown.emplace_back(phrase(name));
  return joined(shown, phrase(Say::word_or));
}

std::string_view demand(Comparison comparison, bool moments, bool field) {
  switch (comparison) {
    case Comparison::eq:
      return field ? phrase(Say::must_equal) : phrase(Say::must_be);
    case Comparison::ne:
      return field ? phrase(Say::must_differ_from) : phrase(Say::must_not_be);
    case Comparison::lt:
      return moments ? phrase(Say::must_be_before) : phrase(Say::must_be_less);
    case Comparison::le:
      return moments ? phrase(Say::must_not_be_after) : phrase(Say::must_be_at_most);
    case Comparison::gt:
      return moments ? phrase(Say::must_be_after) : phrase(Say::must_be_more);
    case Comparison::ge:
      return moments ? phrase(Say::must_not_be_before) : phrase(Say::must_be_at_least);
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
  if (values.size() <= max) return joined(shown, phrase(Say::word_or));
  return in_words(Say::list_or_more, {{"shown", fmt::format("{}", fmt::join(shown, ", "))},
                                      {"count", values.size() - max}});
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
  const auto say = [&whose](Say how) { whose = in_words(how, {{"path", whose}}); };
  switch (path.base) {
    case Path::Base::current:
      say(Say::path_stored);
      break;
    case Path::Base::after:
      say(Say::path_resulting);
      break;
    case Path::Base::request:
      say(Say::path_of_request);
      break;
    case Path::Base::param:
      say(Say::path_of_url);
      break;
    case Path::Base::previous:
      say(Say::path_of_entry_before);
      break;
    case Path::Base::before:
      say(Say::path_of_item_before);
      break;
    case Path::Base::item:
    case Path::Base::block:
    case Path::Base::outer:
    case Path::Base::option:
      break;
  }
  if (list.empty()) return name;
  return in_words(name.empty() ? Say::path_last_entry : Say::path_in_last_entry,
                  {{"path", name}, {"list", list}});
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
  return in_words(Say::value_within, {{"distance", literal_text(*calculation.within)}});
}

std::string RuleMessages::operand(const Operand& operand) const {
  switch (operand.kind) {
    case Operand::Kind::literal: {
      const std::string text = literal_text(operand.literal);
      return text.empty() ? "\"\"" : text;
    }
    case Operand::Kind::length:
      return in_words(Say::value_length, {{"path", path(operand.path)}});
    case Operand::Kind::sum:
      return in_words(Say::value_sum, {{"product", product(operand)}});
    case Operand::Kind::count:
      return operand.counted.empty() ? in_words(Say::value_number, {{"path", path(operand.path)}})
                                     : in_words(Say::value_number_where,
                                                {{"path", path(operand.path)},
                                                 {"condition", condition(operand.counted[0])}});
    case Operand::Kind::index:
      return in_words(operand.path.up == 0 ? Say::value_index : Say::value_outer_index);
    case Operand::Kind::weekday:
      return in_words(Say::value_day, {{"path", path(operand.path)}});
    case Operand::Kind::time_of_day:
      return in_words(Say::value_time, {{"path", path(operand.path)}});
    case Operand::Kind::column:
      return in_words(Say::value_column,
                      {{"column", operand.row_column.column}, {"path", path(operand.path)}});
    case Operand::Kind::text:
    case Operand::Kind::path:
    case Operand::Kind::now:
    case Operand::Kind::today:
      break;
  }
  std::string words = operand.kind == Operand::Kind::now     ? in_words(Say::value_now)
                      : operand.kind == Operand::Kind::today ? in_words(Say::value_today)
                                                             : path(operand.path);
  if (operand.seconds == 0) return words;
  std::string duration = model::text_of_duration(operand.seconds);
  if (duration.find(' ') == std::string::npos)
    duration = in_words(Say::value_seconds, {{"count", duration}});
  return in_words(operand.seconds < 0 ? Say::value_earlier : Say::value_later,
                  {{"moment", words}, {"duration", duration}});
}

std::string RuleMessages::joined(const Condition& condition, bool negated) const {
  const bool both = (condition.kind == Kind::all_of) != negated;
  std::string words;
  for (const Condition& child : condition.children) {
    std::string part = words_of(child, negated);
    const bool nested = child.kind == Kind::all_of || child.kind == Kind::any_of;
    if (nested) part = "(" + part + ")";
    words = words.empty() ? part
                          : in_words(both ? Say::condition_and : Say::condition_or,
                                     {{"left", words}, {"right", part}});
  }
  return words;
}

namespace {

Say part_words(Kind kind, bool negated) {
  if (kind == Kind::starts_with) return negated ? Say::condition_starts_not : Say::condition_starts;
  if (kind == Kind::ends_with) return negated ? Say::condition_ends_not : Say::condition_ends;
  return negated ? Say::condition_contains_not : Say::condition_contains;
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
  const auto all = [&] { return all_of(operands); };
  const auto say = [&first](Say how) { return in_words(how, {{"it", first}}); };
  switch (condition.kind) {
    case Kind::always:
      return in_words(negated ? Say::condition_never : Say::condition_always);
    case Kind::never:
      return in_words(negated ? Say::condition_always : Say::condition_never);
    case Kind::negation:
      return words_of(condition.children[0], !negated);
    case Kind::all_of:
    case Kind::any_of:
      return joined(condition, negated);
    case Kind::compare:
      return in_words(Say::condition_compared,
                      {{"left", first},
                       {"is", is_moment(operands[0]) || is_moment(operands[1])
                                  ? moment_words(condition.comparison, negated)
                                  : comparison_words(condition.comparison, negated)},
                       {"right", operand(operands[1])},
                       {"within_part", ""}});
    case Kind::calculation:
      return in_words(Say::condition_compared,
                      {{"left", side(condition, false)},
                       {"is", comparison_words(condition.comparison, negated)},
                       {"right", side(condition, true)},
                       {"within_part", distance(condition)}});
    case Kind::in_list:
      if (operands[0].kind == Operand::Kind::weekday)
        return in_words(negated ? Say::condition_not_a_day : Say::condition_a_day,
                        {{"it", first}, {"days", weekdays(condition.literals)}});
      return in_words(negated ? Say::condition_is_not : Say::condition_is,
                      {{"it", first}, {"other", literals(condition.literals)}});
    case Kind::in_catalog: {
      const bool one = operands.size() == 1;
      return in_words(
          negated ? (one ? Say::condition_not_in_catalog : Say::condition_all_not_in_catalog)
                  : (one ? Say::condition_in_catalog : Say::condition_all_in_catalog),
          {{"it", all()}, {"catalog", condition.name}});
    }
    case Kind::present:
      return say(negated ? Say::condition_left_out : Say::condition_there);
    case Kind::absent:
      return say(negated ? Say::condition_there : Say::condition_left_out);
    case Kind::sent:
      return say(negated ? Say::condition_not_sent : Say::condition_sent);
    case Kind::cleared:
      return say(negated ? Say::condition_not_cleared : Say::condition_cleared);
    case Kind::given:
      return in_words(negated ? Say::condition_not_known : Say::condition_known,
                      {{"it", operands.empty() ? condition.name : first}});
    case Kind::blank:
      return say(negated ? Say::condition_not_blank : Say::condition_blank);
    case Kind::matches: {
      const std::string called = format_words(rules_.formats[*condition.number]);
      if (called.empty()) return say(negated ? Say::condition_no_form : Say::condition_form);
      return in_words(negated ? Say::condition_is_not : Say::condition_is,
                      {{"it", first}, {"other", called}});
    }
    case Kind::starts_with:
    case Kind::ends_with:
    case Kind::contains:
      return in_words(part_words(condition.kind, negated),
                      {{"it", first}, {"part", part(operands[1])}});
    case Kind::same:
      return in_words(negated ? Say::condition_differ : Say::condition_agree,
                      {{"it", first}, {"other", operand(operands[1])}});
    case Kind::changed:
      return say(negated ? Say::condition_stays : Say::condition_changes);
    case Kind::only:
      return in_words(negated ? Say::condition_not_only : Say::condition_only,
                      {{"members", all()}});
    case Kind::in_form:
      return in_words(negated ? Say::condition_not_of_form : Say::condition_of_form,
                      {{"number", condition.form + 1}});
    case Kind::any_item:
      if (const std::string held = held_value(condition); !held.empty())
        return in_words(negated ? Say::condition_holds_not : Say::condition_holds,
                        {{"it", first}, {"value", held}});
      return in_words(negated ? Say::condition_no_item : Say::condition_an_item,
                      {{"it", first}, {"condition", words_of(condition.of_items[0], false)}});
    case Kind::all_items:
      return in_words(negated ? Say::condition_an_item : Say::condition_each_item,
                      {{"it", first}, {"condition", words_of(condition.of_items[0], negated)}});
    case Kind::in_items:
      return in_words(negated ? Say::condition_not_among : Say::condition_among,
                      {{"it", first}, {"list", values_of(condition)}});
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
    return in_words(negated ? Say::must_not_hold : Say::must_hold,
                    {{"value", without_placeholders(held)}});
  const std::string condition_words = without_placeholders(words_of(asked, all && negated));
  return in_words(all && !negated   ? Say::must_each_item
                  : negated && !all ? Say::must_have_no_item
                                    : Say::must_have_item,
                  {{"condition", condition_words}});
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
    return in_words(Say::must_length, {{"must", demand(comparison, false, false)},
                                       {"other", without_placeholders(operand(right))}});
  if (left.kind == Operand::Kind::time_of_day && Blocks::same_place(left.path, place))
    return in_words(Say::must_time, {{"must", demand(comparison, true, model::names_field(right))},
                                     {"other", without_placeholders(operand(right))}});
  if (model::is_column(left) && Blocks::same_place(left.path, place))
    return in_words(Say::must_column,
                    {{"column", without_placeholders(left.row_column.column)},
                     {"must", demand(comparison, false, model::names_field(right))},
                     {"other", without_placeholders(operand(right))}});
  if (!on_left && !on_right) return {};
  const Operand& other = on_left ? right : left;
  const bool field = model::names_field(other);
  return in_words(Say::must_it,
                  {{"must", demand(on_left ? comparison : mirrored(comparison), moments, field)},
                   {"other", without_placeholders(operand(other))}});
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
  return in_words(Say::must_calculated, {{"side", on_left || on_right ? "{it}" : shown(turned)},
                                         {"must", demand(comparison, false, true)},
                                         {"other", shown(!turned)},
                                         {"within_part", distance(condition)}});
}

/// "state and kind", from the `first` on.
std::string RuleMessages::all_of(const std::vector<Operand>& operands, std::size_t first) const {
  std::string words;
  for (std::size_t i = first; i < operands.size(); ++i)
    words = i == first
                ? operand(operands[i])
                : in_words(Say::condition_and, {{"left", words}, {"right", operand(operands[i])}});
  return words;
}

/// Of a column of the row that the field's value stands for.
std::string RuleMessages::of_row(const Condition& condition, bool negated, const Path& place) {
  const Operand& operand = condition.operands[0];
  if (!Blocks::same_place(operand.path, place)) return {};
  const std::string column = without_placeholders(operand.row_column.column),
                    catalog = without_placeholders(operand.row_column.catalog);
  if (condition.kind == Kind::in_list)
    return in_words(Say::must_column,
                    {{"column", column},
                     {"must", phrase(negated ? Say::must_not_be : Say::must_be)},
                     {"other", without_placeholders(literals(condition.literals))}});
  const bool there = (condition.kind == Kind::present) != negated;
  return in_words(there ? Say::must_has_no_column : Say::must_have_no_column,
                  {{"column", column}, {"catalog", catalog}});
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
        rest = rest.empty()
                   ? path(each.path)
                   : in_words(Say::condition_or, {{"left", rest}, {"right", path(each.path)}});
    return in_words(rest.empty() ? Say::must_stand_alone : Say::must_stand_with_only,
                    {{"members", rest}});
  }
  const bool there = (inner->kind == Kind::present) != negated;
  if (operands.empty()) return {};
  if (operands[0].kind == Operand::Kind::weekday && Blocks::same_place(operands[0].path, place))
    return in_words(negated ? Say::must_not_be_on : Say::must_be_on,
                    {{"days", weekdays(inner->literals)}});
  if (model::is_column(operands[0])) return of_row(*inner, negated, place);
  if (!is_place(operands[0], place)) {
    if (inner->kind != Kind::present && inner->kind != Kind::absent) return {};
    if (Blocks::is_outward(operands[0].path)) return {};  // nothing that a sender could mend
    return in_words(there ? Say::must_other_there : Say::must_other_left_out,
                    {{"other", without_placeholders(path(operands[0].path))}});
  }
  const auto with_part = [&](Say how) {
    return in_words(how, {{"part", without_placeholders(part(operands[1]))}});
  };
  switch (inner->kind) {
    case Kind::in_catalog:
      return operands.size() < 2 || negated
                 ? std::string{}
                 : in_words(Say::must_stand_in_catalog,
                            {{"those", all_of(operands, 1)},
                             {"catalog", without_placeholders(inner->name)}});
    case Kind::any_item:
    case Kind::all_items:
      return of_items(*inner, negated);
    case Kind::in_items:
      return in_words(negated ? Say::must_not_be_among : Say::must_be_among,
                      {{"list", without_placeholders(values_of(*inner))}});
    case Kind::in_list:
      return in_words(Say::must_it, {{"must", phrase(negated ? Say::must_not_be : Say::must_be)},
                                     {"other", without_placeholders(literals(inner->literals))}});
    case Kind::same:
      return in_words(negated ? Say::must_not_be_same : Say::must_be_same,
                      {{"other", operand(operands[1])}});
    case Kind::matches: {
      const std::string called = format_words(rules_.formats[*inner->number]);
      if (called.empty()) return in_words(Say::must_have_form);
      return in_words(Say::must_it, {{"must", phrase(negated ? Say::must_not_be : Say::must_be)},
                                     {"other", without_placeholders(called)}});
    }
    case Kind::starts_with:
      return with_part(negated ? Say::must_not_start : Say::must_start);
    case Kind::ends_with:
      return with_part(negated ? Say::must_not_end : Say::must_end);
    case Kind::contains:
      return with_part(negated ? Say::must_not_contain : Say::must_contain);
    case Kind::present:
      return in_words(negated ? Say::must_not_be_there : Say::must_be_there);
    case Kind::absent:
      return in_words(negated ? Say::must_be_there : Say::must_not_be_there);
    case Kind::blank:
      return in_words(negated ? Say::must_not_be_blank : Say::must_be_blank);
    default:
      return {};
  }
}

std::string RuleMessages::forbidden(const model::Rule& rule, const Path& target) const {
  if (!rule.when || rule.when->kind == Kind::always) return in_words(Say::must_leave_out);
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
  return in_words(
      Say::conflict_together,
      {{"other", path(first.operands[0].path)},
       {"when_part", rest.empty() ? rest : in_words(Say::when_when, {{"when", rest}})}});
}

}  // namespace leadlint::compile
