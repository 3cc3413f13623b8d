// Condition text to model::Condition, path text to model::Path.
//
//   "status == LEAD_WON and not blank(reason)"  -->  all_of(compare(...), negation(blank(...)))
//
// The grammar carries no attributes: its actions push what they read onto the stacks of a
// ConditionBuilder, and each rule that ends takes from the stacks what it is made of. It never
// backs up over an action, so the stacks need no undoing. Rules are declared and defined apart
// (NAME, NAME_def): written in one they would nest in each other's types, which doubles the time to
// compile. Covered by tests/condition_test.cpp.
#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/words.h"
#include "parse/complaint.h"
#include "parse/condition_builder.h"
#include "parse/condition_hints.h"
#include "parse/condition_literals.h"
#include "parse/condition_mistakes.h"
#include "parse/foreign_words.h"
#include "parse/range_hints.h"
#include "parse/syntax.h"
#include "text/decimal_sum.h"

#ifdef __clang__
// `a >> b > c` is how these grammars say "a, b, and then c or it is a mistake".
#pragma clang diagnostic ignored "-Woverloaded-shift-op-parentheses"
#endif

namespace leadlint::parse {
namespace {

namespace x3 = boost::spirit::x3;
using model::Comparison;
using model::Condition;
using model::Operand;
using model::Path;
using model::Scalar;
using model::Step;
using Cursor = const char*;

/// Largest number of seconds in `x + seconds`: far beyond all calendars, far below overflow.
constexpr std::int64_t max_seconds = 1'000'000'000'000;

// ----------------------------------------------------------------------------------------- grammar

struct BuilderTag {};
template <class Context>
ConditionBuilder& build(const Context& context) {
  return x3::get<BuilderTag>(context);
}
/// The end of what an action's parser has just read.
template <class Context>
Cursor here(const Context& context) {
  return x3::_where(context).begin();
}

/// What the `raw` parser that an action hangs on has read.
template <class Context>
std::string_view taken(const Context& context) {
  const auto& range = x3::_attr(context);
  return {range.begin(), static_cast<std::size_t>(range.end() - range.begin())};
}

// Actions. Each takes the context of the parser it hangs on.
constexpr auto open_list = [](auto& c) { build(c).open_list(); };
constexpr auto close_all_of = [](auto& c) { build(c).close_list(Condition::Kind::all_of); };
constexpr auto close_any_of = [](auto& c) { build(c).close_list(Condition::Kind::any_of); };
constexpr auto negate = [](auto& c) { build(c).negate_last(); };
constexpr auto deeper = [](auto& c) { build(c).deeper(here(c)); };
constexpr auto shallower = [](auto& c) { build(c).shallower(); };
constexpr auto mark = [](auto& c) { build(c).mark = here(c); };
constexpr auto open_path = [](auto& c) { build(c).open_path(here(c)); };
constexpr auto go_outer = [](auto& c) {
  Path& path = build(c).path;
  path.base = Path::Base::outer;
  if (++path.up > 16) throw Complaint{here(c), "outer may stand 16 times at most"};
};
constexpr auto add_member = [](auto& c) { build(c).add_member(taken(c)); };
constexpr auto add_quoted = [](auto& c) { build(c).add_quoted_member(taken(c)); };
constexpr auto add_last = [](auto& c) { build(c).add_step(Step::Kind::last, here(c) - 6); };
constexpr auto add_each = [](auto& c) { build(c).add_step(Step::Kind::each, here(c) - 2); };
constexpr auto push_path = [](auto& c) { build(c).push_operand(Operand::Kind::path); };
template <Operand::Kind kind>
constexpr auto push_function = [](auto& c) { build(c).push_operand(kind); };
/// All functions that there are.
std::string function_names() {
  std::string names;
  for (const model::FunctionRow& row : model::function_rows) names += std::string(" ") + row.name;
  for (const model::ValueFunctionRow& row : model::value_function_rows)
    names += std::string(" ") + row.name;
  return names;
}
constexpr auto no_function = [](auto& c) {
  std::string meant = slips::range_call_advice(build(c).text_before(taken(c).data()), taken(c),
                                               build(c).rest_from(here(c)));
  if (meant.empty()) meant = function_advice(taken(c), build(c).argument_behind(here(c)));
  throw Complaint{taken(c).data(), "there is no function " + std::string(taken(c)) + ": " +
                                       (meant.empty() ? "there are" + function_names() : meant)};
};
constexpr auto push_word_literal = [](auto& c) {
  ConditionBuilder& b = build(c);
  const char* const end = taken(c).data() + taken(c).size();
  if (taken(c).size() > 1 && taken(c)[0] == '0')
    if (std::string meant = moment_in_digits(b.text_before(end), b.rest_from(end)); !meant.empty())
      throw Complaint{taken(c).data(), std::move(meant)};
  b.push_literal(read_word(taken(c), b.at(taken(c).data())));
};
constexpr auto push_moment = [](auto& c) {
  ConditionBuilder& b = build(c);
  b.push_literal({std::string(taken(c)), b.at(taken(c).data())});
  b.operands.back().bare_moment = true;
};
constexpr auto push_text_literal = [](auto& c) {
  ConditionBuilder& b = build(c);
  b.push_literal({unquote(taken(c)), b.at(b.mark)});
};
using Join = ConditionBuilder::Join;
constexpr auto check_sign = [](auto& c) {
  ConditionBuilder& b = build(c);
  const char sign = *taken(c).data();
  const std::string_view before = b.text_before(taken(c).data());
  const bool stands_off = !before.empty() && b.blank_at(&before.back());
  if (!stands_off && b.operands.back().kind == Operand::Kind::literal) {  // 2024-01-01
    x3::_pass(c) = false;
    return;
  }
  if (!stands_off || !b.blank_at(here(c))) {
    throw Complaint{here(c) - 1, "expected blanks around " + std::string(1, sign) + ": " +
                                     blanks_advice(before, b.rest_from(here(c) - 1))};
  }
  if (b.operands_joined() == max_terms)
    throw Complaint{taken(c).data(),
                    "a calculation has " + std::to_string(max_terms) + " terms at most"};
  b.join(sign == '-' ? Join::minus : Join::plus);
};
/// With a blank on both sides: `A*` is a value gone wrong.
constexpr auto check_star = [](auto& c) {
  ConditionBuilder& b = build(c);
  const std::string_view before = b.text_before(taken(c).data());
  if (before.empty() || !b.blank_at(&before.back()) || !b.blank_at(here(c))) {
    x3::_pass(c) = false;
    return;
  }
  if (b.factors() == max_calculated_factors)
    throw Complaint{taken(c).data(),
                    "a product has " + std::to_string(max_calculated_factors) + " numbers at most"};
  b.operands.back().bare_word = false;
  b.join(Join::times);
};
/// Whole seconds behind a path stay with it, until check knows whether that is a moment; all else
/// is a term of its own.
constexpr auto add_number = [](auto& c) {
  ConditionBuilder& b = build(c);
  Operand& operand = b.operands.back();
  Scalar number = read_number(taken(c), b.at(taken(c).data()));
  const auto* seconds = std::get_if<std::int64_t>(&number.value);
  std::string_view rest = b.rest_from(here(c));
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
  if (seconds == nullptr || operand.kind != Operand::Kind::path || operand.seconds != 0 ||
      operand.seconds_option || rest.starts_with('*'))
    return b.push_literal(std::move(number));
  if (*seconds > max_seconds)
    throw Complaint{taken(c).data(), "seconds go up to " + std::to_string(max_seconds)};
  operand.seconds = b.take_join() == Join::minus ? -*seconds : *seconds;
  operand.moved = true;
  operand.bare_word = false;
};
/// `90 days`
constexpr auto add_duration = [](auto& c) {
  const std::string_view text = taken(c);
  const std::size_t digits = text.find_first_not_of("0123456789");
  const std::string_view unit = text.substr(text.find_first_not_of(" \t\r\n", digits));
  const std::int64_t length = unit[0] == 's'   ? 1
                              : unit[0] == 'm' ? 60
                              : unit[0] == 'h' ? 3600
                              : unit[0] == 'd' ? 86400
                                               : 604800;
  const Scalar number = read_number(text.substr(0, digits), {});
  const auto* count = std::get_if<std::int64_t>(&number.value);
  if (count == nullptr || *count > max_seconds / length)
    throw Complaint{text.data(), "a duration goes up to " + std::to_string(max_seconds / length) +
                                     " " + std::string(unit)};
  ConditionBuilder& b = build(c);
  Operand& operand = b.operands.back();
  const bool moves =
      operand.kind == Operand::Kind::path && operand.seconds == 0 && !operand.seconds_option;
  if (!moves) throw Complaint{text.data(), "a duration moves one moment: d >= start + 90 days"};
  operand.seconds = b.take_join() == Join::minus ? -(*count * length) : *count * length;
  operand.moved = operand.duration = true;
  operand.bare_word = false;
};
constexpr auto add_seconds_option = [](auto& c) {
  ConditionBuilder& b = build(c);
  Operand& operand = b.operands.back();
  if (operand.kind != Operand::Kind::path || operand.seconds != 0 || operand.seconds_option)
    return b.push_operand(Operand::Kind::path);
  operand.bare_word = false;
  operand.seconds_negated = b.take_join() == Join::minus;
  operand.seconds_option = std::move(b.path);
  operand.moved = true;
};
constexpr auto open_row = [](auto& c) { build(c).open_row(taken(c)); };
constexpr auto push_column = [](auto& c) { build(c).push_column(taken(c)); };
constexpr auto open_sum = [](auto& c) { build(c).open_sum(); };
constexpr auto close_sum = [](auto& c) { build(c).close_sum(build(c).at(build(c).mark)); };
constexpr auto open_count = [](auto& c) { build(c).open_count(); };
constexpr auto set_counted_list = [](auto& c) { build(c).set_counted_list(); };
constexpr auto take_counted = [](auto& c) { build(c).take_counted(); };
constexpr auto close_count = [](auto& c) { build(c).close_count(); };
constexpr auto take_list = [](auto& c) { build(c).take_operands(); };
constexpr auto take_item_condition = [](auto& c) { build(c).take_item_condition(); };
/// `in NAME`, `in NAME.COLUMN` may be a catalog; any other path leads through a list.
constexpr auto take_path_of_list = [](auto& c) {
  ConditionBuilder& b = build(c);
  Condition& condition = b.conditions.back();
  Condition& any = condition.of_items.emplace_back();
  any.kind = Condition::Kind::any_item;
  any.where = b.path.where;
  Operand& list = any.operands.emplace_back();
  list.where = b.path.where;
  const std::vector<Step>& steps = b.path.steps;
  const bool plain =
      b.path.base == Path::Base::block && steps.size() < 3 &&
      std::ranges::all_of(steps, [](const Step& step) { return step.kind == Step::Kind::member; });
  if (plain) {
    condition.kind = Condition::Kind::in_catalog;
    condition.name = steps[0].name;
    if (steps.size() == 2) condition.columns.push_back(steps[1].name);
  }
  list.path = std::move(b.path);
};
constexpr auto set_within = [](auto& c) {
  ConditionBuilder& b = build(c);
  b.conditions.back().within = read_number(taken(c), b.at(taken(c).data()));
};
template <Path::Base base>
constexpr auto set_base = [](auto& c) { build(c).path.base = base; };
template <Condition::Kind kind>
constexpr auto begin_call = [](auto& c) {
  ConditionBuilder& b = build(c);
  b.push(kind, b.at(b.mark));
};
constexpr auto end_call = [](auto& c) { build(c).take_operands(); };
constexpr auto end_compare = [](auto& c) { build(c).take_sides(); };
constexpr auto set_name = [](auto& c) { build(c).conditions.back().name = std::string(taken(c)); };
template <Comparison comparison>
constexpr auto begin_compare = [](auto& c) {
  ConditionBuilder& b = build(c);
  b.push(Condition::Kind::compare, b.operands.front().where);
  b.conditions.back().comparison = comparison;
  b.join(Join::compared);
};
template <Condition::Kind kind>
constexpr auto begin_in = [](auto& c) {
  ConditionBuilder& b = build(c);
  const auto is_calculated = [](const Operand& operand) {
    return model::always_calculates(operand.kind);
  };
  if (b.calculates() || std::ranges::any_of(b.operands, is_calculated))
    throw Complaint{here(c), "what is calculated stands on a side of == != < <= > >="};
  b.push(kind, b.operands.front().where);
  b.take_operands();
};
constexpr auto add_list_word = [](auto& c) {
  ConditionBuilder& b = build(c);
  b.conditions.back().literals.push_back(read_word(taken(c), b.at(taken(c).data())));
};
constexpr auto add_list_text = [](auto& c) {
  ConditionBuilder& b = build(c);
  b.conditions.back().literals.push_back({unquote(taken(c)), b.at(b.mark)});
};
/// An operand with no comparison behind it: a `let` name, true or false.
constexpr auto stands_alone = [](auto& c) {
  ConditionBuilder& b = build(c);
  if (b.calculates()) {
    x3::_pass(c) = false;
    return;
  }
  Operand operand = std::move(b.operands.back());
  b.drop_operands();
  const bool* truth = std::get_if<bool>(&operand.literal.value);
  if (operand.kind == Operand::Kind::literal && truth != nullptr) {
    b.push(*truth ? Condition::Kind::always : Condition::Kind::never, operand.where);
  } else if (operand.bare_word) {
    b.push(Condition::Kind::named, operand.where);
    b.conditions.back().name = std::move(operand.path.steps.front().name);
  } else {
    x3::_pass(c) = false;  // the expectation around it says what is missing
  }
};

// Tokens. Blanks behind a token belong to it, so that every token starts where its text does.
const auto blank = x3::char_(" \t\r\n");
const auto ws = x3::omit[*blank];
const auto name_char = x3::char_("A-Za-z0-9_");
const auto word_end = !name_char;
const auto bare_name = x3::char_("A-Za-z_") >> *name_char;
const auto token = [](const char* text) { return x3::lit(text) >> ws; };
const auto keyword = [](const char* text) { return x3::lit(text) >> word_end >> ws; };
const auto reserved =
    (x3::lit("and") | "or" | "not" | "in" | "true" | "false" | "null") >> word_end;
const x3::rule<struct Comma> comma = "a comma";
const auto comma_def = token(",");
BOOST_SPIRIT_DEFINE(comma)
const x3::rule<struct CloseCall> close_call = ")";
const auto close_call_def = token(")");
BOOST_SPIRIT_DEFINE(close_call)
const x3::rule<struct CloseArguments> close_arguments = "a comma or )";
const auto close_arguments_def = token(")");
BOOST_SPIRIT_DEFINE(close_arguments)
const x3::rule<struct CloseGroup> close_group = "and, or or )";
const auto close_group_def = token(")");
BOOST_SPIRIT_DEFINE(close_group)
const x3::rule<struct CloseItems> close_items = "a comma or ]";
const auto close_items_def = token("]");
BOOST_SPIRIT_DEFINE(close_items)
const x3::rule<struct EndOfText> end_of_text = "and, or or the end";
const auto end_of_text_def = x3::eoi;
BOOST_SPIRIT_DEFINE(end_of_text)

// Literals.
const auto digits = +x3::char_("0-9");
const auto unsigned_number = digits >> -('.' >> digits) >>
                             -(x3::char_("eE") >> -x3::char_("+-") >> digits);
const auto number_text = -x3::lit('-') >> unsigned_number;
const auto escaped = x3::lit('\\') >> x3::char_;
const x3::rule<struct CloseDouble> close_double = "the closing \" of the text";
const auto close_double_def = token("\"");
BOOST_SPIRIT_DEFINE(close_double)
const x3::rule<struct CloseSingle> close_single = "the closing ' of the text";
const auto close_single_def = token("'");
BOOST_SPIRIT_DEFINE(close_single)
/// A quoted text: `action` takes what is between the quotes.
const auto quoted_text = [](auto action) {
  return (x3::eps[mark] >> '"' >> x3::raw[*(escaped | (x3::char_ - x3::char_("\"\\")))][action] >
          close_double) |
         (x3::eps[mark] >> '\'' >> x3::raw[*(escaped | (x3::char_ - x3::char_("'\\")))][action] >
          close_single);
};
const auto list_word = x3::raw[+x3::char_("A-Za-z0-9_/.+-")][add_list_word] >> ws;
const x3::rule<struct ListItem> list_item = "a value";
const auto list_item_def = quoted_text(add_list_text) | list_word;
BOOST_SPIRIT_DEFINE(list_item)

// Paths. A name with other characters than letters, digits and _ stands in backquotes.
const x3::rule<struct CloseName> close_name = "the closing ` of the name";
const auto close_name_def = x3::lit('`');
BOOST_SPIRIT_DEFINE(close_name)
const auto quoted_name = x3::lit('`') >> x3::raw[+(x3::char_ - '`')][add_quoted] > close_name;
const auto first_name = quoted_name | x3::raw[bare_name - reserved][add_member];
const x3::rule<struct NextName> next_name = "a name";
const auto next_name_def = quoted_name | x3::raw[bare_name][add_member];
BOOST_SPIRIT_DEFINE(next_name)
const x3::rule<struct SelectorRest> selector_rest = "last] or ]";
const auto selector_rest_def = x3::lit("last]")[add_last] | x3::lit(']')[add_each];
BOOST_SPIRIT_DEFINE(selector_rest)
const auto selectors = *(x3::lit('[') > selector_rest);
const auto steps = selectors >> *(x3::lit('.') > next_name > selectors);
const x3::rule<struct OptionName> option_name = "the name of an option";
const auto option_name_def = x3::raw[bare_name >> *('.' >> bare_name)][add_member];
BOOST_SPIRIT_DEFINE(option_name)
const auto option_path = x3::lit("option.")[set_base<Path::Base::option>] > option_name;
const auto based_path = ((x3::lit("current.")[set_base<Path::Base::current>] |
                          x3::lit("request.")[set_base<Path::Base::request>] |
                          x3::lit("param.")[set_base<Path::Base::param>]) > next_name) >>
                        steps;
const auto outer_path = +x3::lit("outer.")[go_outer] > next_name > steps;
const x3::rule<struct PathRule> path = "a field";
const auto path_def = x3::eps[open_path] >>
                      (option_path | based_path | outer_path | (first_name >> steps));
BOOST_SPIRIT_DEFINE(path)
const x3::rule<struct FieldRule> field = "a field";
const auto field_def = path >> ws;
BOOST_SPIRIT_DEFINE(field)

// `stages[status].order`: a column of a catalog's row. (What else stands in brackets behind a name
// is told of as before.)
const x3::rule<struct CloseRow> close_row = "]";
const auto close_row_def = x3::lit(']');
BOOST_SPIRIT_DEFINE(close_row)
const x3::rule<struct RowPoint> row_point =
    "a point and a column of the catalog: stages[status].order";
const auto row_point_def = x3::lit('.');
BOOST_SPIRIT_DEFINE(row_point)
const x3::rule<struct RowColumn> row_column = "a column of the catalog";
const auto row_column_def =
    (x3::lit('`') >> x3::raw[+(x3::char_ - '`')][push_column] > close_name) |
    x3::raw[bare_name][push_column];
BOOST_SPIRIT_DEFINE(row_column)
const auto no_key = (x3::lit("last") | "first" | "each" | "all" | "any") >> ']';
const auto is_row = &(bare_name >> '[' >> ws >> !no_key >> x3::char_("A-Za-z_`"));
const auto row_operand = (is_row >> x3::raw[bare_name][open_row] >> token("[")) > field >
                         close_row > row_point > row_column > ws;
const x3::rule<struct ConditionRule> condition = "a condition";
const x3::rule<struct ListRule> list = "a list";
const auto list_def = path >> ws;
BOOST_SPIRIT_DEFINE(list)

// Operands.
const auto is_call = &(bare_name >> ws >> '(');
/// The places of the rows that take these.
template <const auto& rows, model::Arguments takes>
constexpr auto places_of() {
  constexpr auto is_one = [](const auto& row) { return row.takes == takes; };
  std::array<std::size_t, std::ranges::count_if(rows, is_one)> places{};
  std::size_t found = 0;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (is_one(rows[i])) places[found++] = i;
  return places;
}
/// A function of one field that gives a value.
template <std::size_t place>
auto value_call_at() {
  constexpr model::ValueFunctionRow row = model::value_function_rows[place];
  return (token(row.name) >> '(' >> ws > field > close_call)[push_function<row.kind>];
}
/// Any of them.
const auto value_call = []<std::size_t... i>(std::index_sequence<i...>) {
  constexpr auto places = places_of<model::value_function_rows, model::Arguments::field>();
  return (value_call_at<places[i]>() | ...);
}
(std::make_index_sequence<
    places_of<model::value_function_rows, model::Arguments::field>().size()>());
constexpr const char* sum_name = model::value_function(Operand::Kind::sum)->name;
constexpr const char* count_name = model::value_function(Operand::Kind::count)->name;
const auto unit_word = (x3::lit("second") | "minute" | "hour" | "day" | "week") >>
                       -x3::lit('s') >> word_end;
const auto duration = x3::raw[digits >> +blank >> unit_word][add_duration] >> ws;
/// 2025-03-01, 2025-03-01T10:00:30.5+02:00; a time of day stands in quotes.
const auto digit = x3::char_("0-9");
const auto two_digits = digit >> digit;
const auto zone_text = x3::lit('Z') | (x3::char_("+-") >> two_digits >> ':' >> two_digits);
const auto clock_text = 'T' >> two_digits >> ':' >> two_digits >>
                        -(':' >> two_digits >> -('.' >> digits)) >> -zone_text;
const auto moment_text = two_digits >> two_digits >> '-' >> two_digits >> '-' >> two_digits >>
                         -clock_text >> !x3::char_("A-Za-z0-9_.:/-");
const auto number_literal = x3::raw[number_text >> word_end][push_word_literal] >> ws;
const x3::rule<struct SumFactor> sum_factor = "a number, or a member of a list's items";
const auto sum_factor_def = number_literal | (path >> x3::eps[push_path] >> ws);
BOOST_SPIRIT_DEFINE(sum_factor)
const auto star = x3::raw[x3::char_('*')][check_star] >> ws;
const auto sum_call = (x3::eps[mark] >> token(sum_name) >> '(' >> ws >> x3::eps[open_sum]) >
                      sum_factor > *(star > sum_factor) > close_call;
const auto of_which =
    (token(",") >> x3::eps[deeper] > condition) >> x3::eps[take_counted] >> x3::eps[shallower];
const auto count_call = (x3::eps[mark] >> token(count_name) >> '(' >> ws >> x3::eps[open_count]) >
                        list > x3::eps[set_counted_list] > -of_which > close_arguments;
const auto call_or_path =
    (is_call >> (value_call | (sum_call >> x3::eps[close_sum]) |
                 (count_call >> x3::eps[close_count]) | x3::raw[bare_name][no_function])) |
    row_operand | (path >> x3::eps[push_path] >> ws);
const x3::rule<struct Factor> factor = "a number or a field";
const auto factor_def = number_literal | call_or_path;
BOOST_SPIRIT_DEFINE(factor)
const x3::rule<struct Added> added = "a number, a duration (90 days), a field or option.NAME";
const auto added_def = duration | (x3::raw[unsigned_number >> word_end][add_number] >> ws) |
                       (x3::eps[open_path] >> option_path >> x3::eps[add_seconds_option] >> ws) |
                       call_or_path;
BOOST_SPIRIT_DEFINE(added)
const auto sign = x3::raw[x3::char_("+-")][check_sign] >> ws;
const x3::rule<struct ValueRule> value = "a value";
const auto value_def =
    (quoted_text(push_text_literal) | (x3::raw[moment_text][push_moment] >> ws) | number_literal |
     (x3::raw[(x3::lit("true") | "false" | "null") >> word_end][push_word_literal] >> ws) |
     call_or_path) >>
    *((sign > added) | (star > factor));
BOOST_SPIRIT_DEFINE(value)
const x3::rule<struct Within> distance = "a number";
const auto distance_def = x3::raw[unsigned_number >> word_end][set_within] >> ws;
BOOST_SPIRIT_DEFINE(distance)

// Conditions.
const auto compare_sign =
    (token("==")[begin_compare<Comparison::eq>]) | (token("!=")[begin_compare<Comparison::ne>]) |
    (token("<=")[begin_compare<Comparison::le>]) | (token(">=")[begin_compare<Comparison::ge>]) |
    (token("<")[begin_compare<Comparison::lt>]) | (token(">")[begin_compare<Comparison::gt>]);
const auto name_token = x3::raw[bare_name - reserved][set_name] >> ws;
const auto path_start = bare_name | '`';
const x3::rule<struct Among> among = "[ or a catalog";
const auto among_def = ((token("[")[begin_in<Condition::Kind::in_list>] >>
                         -(list_item >> *(comma > list_item))) > close_items) |
                       (&path_start >> x3::eps[begin_in<Condition::Kind::in_items>] >>
                        (path >> x3::eps[take_path_of_list] >> ws));
BOOST_SPIRIT_DEFINE(among)
const x3::rule<struct CatalogName> catalog_name = "a catalog";
const auto catalog_name_def = x3::eps[begin_in<Condition::Kind::in_catalog>] >> name_token;
BOOST_SPIRIT_DEFINE(catalog_name)
const x3::rule<struct InWord> in_word = "in";
const auto in_word_def = keyword("in");
BOOST_SPIRIT_DEFINE(in_word)
const x3::rule<struct ComparisonRule> comparison = "a comparison (==, !=, <, in, ...)";
const auto comparison_def =
    (((compare_sign > value) >> -(keyword("within") > distance)) >> x3::eps[end_compare]) |
    (keyword("in") > among) | ((keyword("not") > in_word > among) >> x3::eps[negate]) |
    x3::eps[stands_alone];
BOOST_SPIRIT_DEFINE(comparison)
const auto compared = value > comparison;

/// `(subStatus, status) in substatuses`, told from a condition in brackets by its comma.
const auto tuple_ahead =
    &(x3::lit('(') >> *("[last]" | (x3::char_ - x3::char_("(),[]\"'"))) >> ',');
const x3::rule<struct TupleField> tuple_field = "a field";
const auto tuple_field_def = field >> x3::eps[push_path];
BOOST_SPIRIT_DEFINE(tuple_field)
const auto tuple = (tuple_ahead >> token("(") > tuple_field > +(comma > tuple_field) >
                    close_arguments) >>
                   (((keyword("not") > in_word > catalog_name) >> x3::eps[negate]) |
                    (x3::eps > in_word > catalog_name));

/// The opening of a call; `begin` starts its condition.
const auto call = [](const char* name, auto begin) {
  return x3::eps[mark] >> (token(name) >> '(' >> ws)[begin];
};
const x3::rule<struct Argument> argument = "a field";
const auto argument_def = row_operand | (field >> x3::eps[push_path]);
BOOST_SPIRIT_DEFINE(argument)
const x3::rule<struct TextOrField> text_or_field = "a text in quotes, or a field";
const auto text_or_field_def = quoted_text(push_text_literal) | (field >> x3::eps[push_path]);
BOOST_SPIRIT_DEFINE(text_or_field)
const x3::rule<struct FormatName> format_name = "the name of a format";
const auto format_name_def = name_token;
BOOST_SPIRIT_DEFINE(format_name)
const x3::rule<struct GivenName> given_name = "a catalog, or a path of current, request or param";
const auto given_name_def =
    (&(x3::lit("current.") | "request." | "param.") >> field >> x3::eps[push_path]) | name_token;
BOOST_SPIRIT_DEFINE(given_name)
template <std::size_t place>
auto call_at() {
  constexpr model::FunctionRow row = model::function_rows[place];
  return call(row.name, begin_call<row.kind>);
}
/// The opening of any of them.
template <model::Arguments takes>
auto calls() {
  constexpr auto places = places_of<model::function_rows, takes>();
  return []<std::size_t... i>(std::index_sequence<i...>) {
    return (call_at<places_of<model::function_rows, takes>()[i]>() | ...);
  }
  (std::make_index_sequence<places.size()>());
}
using Takes = model::Arguments;
const auto item_call =
    (calls<Takes::list_and_condition>() > list > x3::eps[push_path] > x3::eps[take_list] > comma >
     x3::eps[deeper] > condition > x3::eps[take_item_condition] > x3::eps[shallower] > close_call);
const auto condition_call =
    item_call | (((calls<Takes::field>() > argument > close_call) |
                  (calls<Takes::given>() > given_name > close_call) |
                  (calls<Takes::field_and_format>() > argument > comma > format_name > close_call) |
                  (calls<Takes::field_and_text>() > argument > comma > text_or_field > close_call) |
                  (calls<Takes::two_fields>() > argument > comma > argument > close_call) |
                  (calls<Takes::fields>() > argument > *(comma > argument) > close_arguments)) >>
                 x3::eps[end_call]);

const auto group =
    ((token("(") >> x3::eps[deeper]) > condition > close_group) >> x3::eps[shallower];
const x3::rule<struct UnaryRule> unary = "a condition";
const auto unary_def =
    ((keyword("not") >> x3::eps[deeper] > unary) >> x3::eps[negate] >> x3::eps[shallower]) |
    (is_call >> condition_call) | tuple | group | compared;
const x3::rule<struct Conjunction> conjunction = "a condition";
const auto conjunction_def = x3::eps[open_list] >> unary >>
                             *(keyword("and") > unary) >> x3::eps[close_all_of];
BOOST_SPIRIT_DEFINE(conjunction)
const auto condition_def = x3::eps[open_list] >> conjunction >>
                           *(keyword("or") > conjunction) >> x3::eps[close_any_of];
BOOST_SPIRIT_DEFINE(condition, unary)

const auto whole_condition = ws > condition > end_of_text;

// Paths that stand alone know no minus, so their names may hold what JSON members often do.
const x3::rule<struct EndOfPath> end_of_path = "the end of the path";
const auto end_of_path_def = x3::eoi;
BOOST_SPIRIT_DEFINE(end_of_path)
const x3::rule<struct WideName> wide_name = "a name";
const auto wide_name_def =
    quoted_name | x3::raw[+(x3::char_("A-Za-z0-9_$@:-") | x3::char_('\x80', '\xff'))][add_member];
BOOST_SPIRIT_DEFINE(wide_name)
const auto wide_steps = selectors >> *(x3::lit('.') > wide_name > selectors);
const auto wide_base =
    -(+(x3::lit("outer.")[go_outer]) | x3::lit("current.")[set_base<Path::Base::current>] |
      x3::lit("request.")[set_base<Path::Base::request>] |
      x3::lit("param.")[set_base<Path::Base::param>]);
const auto whole_path = x3::eps[open_path] >>
                        (option_path | ((wide_base > wide_name) > wide_steps)) > end_of_path;

/// Runs a grammar over a text into `builder`; nullopt when it fits.
template <class Grammar>
std::optional<SyntaxError> run(const Grammar& grammar, std::string_view text,
                               ConditionBuilder& builder) {
  Cursor first = text.data();
  try {
    if (x3::parse(first, text.data() + text.size(), x3::with<BuilderTag>(builder)[grammar])) {
      return std::nullopt;
    }
    return expected_instead(text, first, "a condition");
  } catch (const x3::expectation_failure<Cursor>& failure) {
    return expected_instead(text, failure.where(), failure.which());
  } catch (const Complaint& complaint) {
    return complaint.in(text);
  }
}
}  // namespace

tl::expected<model::Condition, SyntaxError> parse_condition(std::string_view text,
                                                            model::SourceLocation where) {
  if (text.size() > max_condition_length) {
    return tl::unexpected(SyntaxError{
        static_cast<std::uint32_t>(max_condition_length),
        "a condition may have " + std::to_string(max_condition_length) + " bytes at most"});
  }
  ConditionBuilder builder(text, where);
  if (auto error = run(whole_condition, text, builder)) return tl::unexpected(std::move(*error));
  return std::move(builder.conditions.back());
}

tl::expected<model::Path, SyntaxError> parse_path(std::string_view text,
                                                  model::SourceLocation where) {
  if (text.size() > max_condition_length) {
    return tl::unexpected(
        SyntaxError{static_cast<std::uint32_t>(max_condition_length),
                    "a path may have " + std::to_string(max_condition_length) + " bytes at most"});
  }
  ConditionBuilder builder(text, where);
  if (auto error = run(whole_path, text, builder)) return tl::unexpected(std::move(*error));
  return std::move(builder.path);
}

}  // namespace leadlint::parse
