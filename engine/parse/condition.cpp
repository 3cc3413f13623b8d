// Condition text to model::Condition, path text to model::Path.
//
//   "status == LEAD_WON and not blank(reason)"  -->  all_of(compare(...), negation(blank(...)))
//
// The grammar carries no attributes: its actions push what they read onto the stacks of a Builder,
// and each rule that ends takes from the stacks what it is made of. It never backs up over an action,
// so the stacks need no undoing. Covered by tests/condition_test.cpp.
#include <boost/spirit/home/x3.hpp>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parse/syntax.h"

namespace leadlint::parse {
namespace {

namespace x3 = boost::spirit::x3;
using model::Comparison;
using model::Condition;
using model::Operand;
using model::Path;
using model::Scalar;
using model::Step;
using model::Where;
using Cursor = const char*;
using Range = boost::iterator_range<Cursor>;

/// Largest number of seconds in `x + seconds`: far beyond all calendars, far below overflow.
constexpr std::int64_t max_seconds = 1'000'000'000'000;

/// A mistake that the grammar alone cannot word; `message` is said as it is.
struct Complaint {
  Cursor at;
  std::string message;
};

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_blank_char(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view view(Range range) {
  return {range.begin(), static_cast<std::size_t>(range.end() - range.begin())};
}

// ------------------------------------------------------------------------------ what is being built

class Builder {
 public:
  Builder(std::string_view text, Where where) : text_(text), where_(where) {}

  [[nodiscard]] Where at(Cursor cursor) const {
    Where result = where_;
    for (Cursor c = text_.data(); c != cursor; ++c) {
      if ((static_cast<unsigned char>(*c) & 0xC0U) != 0x80U) ++result.column;
    }
    return result;
  }

  [[nodiscard]] bool blank_at(Cursor cursor) const {
    return cursor != text_.data() + text_.size() && is_blank_char(*cursor);
  }

  // Conditions.
  void open_list() { frames_.push_back(conditions.size()); }
  void close_list(Condition::Kind kind) {
    const auto first = conditions.begin() + static_cast<std::ptrdiff_t>(frames_.back());
    frames_.pop_back();
    if (conditions.end() - first == 1) return;
    Condition joined;
    joined.kind = kind;
    joined.where = first->where;
    joined.children.assign(std::make_move_iterator(first),
                           std::make_move_iterator(conditions.end()));
    conditions.erase(first, conditions.end());
    conditions.push_back(std::move(joined));
  }
  void push(Condition::Kind kind, Where where) {
    Condition condition;
    condition.kind = kind;
    condition.where = where;
    conditions.push_back(std::move(condition));
  }
  void negate_last() {
    Condition inner = std::move(conditions.back());
    conditions.pop_back();
    push(Condition::Kind::negation, inner.where);
    conditions.back().children.push_back(std::move(inner));
  }
  /// Gives every operand read since the last condition began to that condition.
  void take_operands() {
    conditions.back().operands = std::move(operands);
    operands.clear();
  }
  void deeper(Cursor cursor) {
    if (++depth_ > max_condition_depth) {
      throw Complaint{cursor, "a condition may be nested " + std::to_string(max_condition_depth) +
                                  " deep at most"};
    }
  }
  void shallower() { --depth_; }

  // Paths.
  void open_path(Cursor cursor) {
    path = Path{};
    path.where = at(cursor);
    quoted_ = false;
  }
  void add_member(Range name) {
    path.steps.push_back({Step::Kind::member, std::string(view(name)), offset(name.begin())});
  }
  void add_quoted_member(Range name) {
    add_member(name);
    quoted_ = true;
  }
  void add_step(Step::Kind kind, Cursor after) { path.steps.push_back({kind, {}, offset(after)}); }

  // Operands.
  void push_operand(Operand::Kind kind) {
    Operand operand;
    operand.kind = kind;
    operand.where = path.where;
    operand.bare_word = kind == Operand::Kind::path && path.base == Path::Base::block &&
                        path.steps.size() == 1 && !quoted_;
    operand.path = std::move(path);
    operands.push_back(std::move(operand));
  }
  void push_literal(Scalar scalar) {
    Operand operand;
    operand.kind = Operand::Kind::literal;
    operand.where = scalar.where;
    operand.literal = std::move(scalar);
    operands.push_back(std::move(operand));
  }

  std::vector<Condition> conditions;
  std::vector<Operand> operands;
  std::vector<Scalar> scalars;
  Path path;
  Cursor mark = nullptr;  // where the text literal, call or sum being read began

 private:
  [[nodiscard]] std::uint32_t offset(Cursor cursor) const {
    return static_cast<std::uint32_t>(cursor - text_.data());
  }

  std::string_view text_;
  Where where_;
  std::vector<std::size_t> frames_;
  int depth_ = 0;
  bool quoted_ = false;
};

// --------------------------------------------------------------------------------- numbers and texts

/// The number that `text` spells. Only called on what the grammar took for a number.
Scalar read_number(Range range, Where where) {
  const std::string_view text = view(range);
  const char* const end = text.data() + text.size();
  if (text.find_first_of(".eE") == std::string_view::npos) {
    std::int64_t integer = 0;
    if (std::from_chars(text.data(), end, integer).ec != std::errc{}) {
      throw Complaint{range.begin(), "the number " + std::string(text) + " does not fit 64 bits"};
    }
    return {integer, where};
  }
  double number = 0;
  if (std::from_chars(text.data(), end, number).ec != std::errc{}) {
    throw Complaint{range.begin(), "the number " + std::string(text) + " does not fit a double"};
  }
  return {number, where};
}

/// Does all of `text` spell a number: -?digits[.digits][e[+-]digits]?
bool spells_number(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t before = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i > before;
  };
  if (i < text.size() && text[i] == '-') ++i;
  if (!digits()) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

/// A bare word in a list: a number, true, false, null, or the text it is.
Scalar read_word(Range range, Where where) {
  const std::string_view text = view(range);
  if (text == "true") return {true, where};
  if (text == "false") return {false, where};
  if (text == "null") return {std::monostate{}, where};
  if (spells_number(text)) return read_number(range, where);
  if (text.front() == '-' || text.front() == '.' || text.front() == '/') {
    throw Complaint{range.begin(), "expected a value: a text that starts with " +
                                       std::string(1, text.front()) + " stands in quotes"};
  }
  return {std::string(text), where};
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0U | code >> 6U);
    byte(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    byte(0xE0U | code >> 12U);
    byte(0x80U | (code >> 6U & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  } else {
    byte(0xF0U | code >> 18U);
    byte(0x80U | (code >> 12U & 0x3FU));
    byte(0x80U | (code >> 6U & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  }
}

/// Reads the four digits of \uXXXX; nullopt when they are not there.
std::optional<std::uint32_t> read_hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  std::uint32_t value = 0;
  const char* const end = text.data() + at + 4;
  const auto [stop, error] = std::from_chars(text.data() + at, end, value, 16);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

/// The text between the quotes, its escapes undone.
std::string unquote(Range range) {
  const std::string_view text = view(range);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out.push_back(text[i]);
      continue;
    }
    const Cursor escape = range.begin() + i;
    const char letter = text[++i];  // the grammar lets no backslash stand last
    if (letter == 'n') {
      out.push_back('\n');
    } else if (letter == 't') {
      out.push_back('\t');
    } else if (letter == '\\' || letter == '"' || letter == '\'' || letter == '/') {
      out.push_back(letter);
    } else if (letter == 'u') {
      const auto code = read_hex4(text, i + 1);
      if (!code || (*code >= 0xD800 && *code <= 0xDFFF)) {
        throw Complaint{escape, "expected four hex digits of a character behind \\u"};
      }
      append_utf8(out, *code);
      i += 4;
    } else {
      throw Complaint{escape, "there is no escape \\" + std::string(1, letter) +
                                  " in a text: \\\\ \\\" \\' \\n \\t \\uXXXX"};
    }
  }
  return out;
}

// ----------------------------------------------------------------------------------------- grammar

struct BuilderTag {};
template <class Context>
Builder& build(const Context& context) {
  return x3::get<BuilderTag>(context);
}
/// The end of what an action's parser has just read.
template <class Context>
Cursor here(const Context& context) {
  return x3::_where(context).begin();
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
constexpr auto add_member = [](auto& c) { build(c).add_member(x3::_attr(c)); };
constexpr auto add_quoted = [](auto& c) { build(c).add_quoted_member(x3::_attr(c)); };
constexpr auto add_last = [](auto& c) { build(c).add_step(Step::Kind::last, here(c) - 6); };
constexpr auto add_each = [](auto& c) { build(c).add_step(Step::Kind::each, here(c) - 2); };
constexpr auto push_path = [](auto& c) { build(c).push_operand(Operand::Kind::path); };
constexpr auto push_length = [](auto& c) { build(c).push_operand(Operand::Kind::length); };
constexpr auto push_text = [](auto& c) { build(c).push_operand(Operand::Kind::text); };
constexpr auto no_function = [](auto& c) {
  throw Complaint{x3::_attr(c).begin(),
                  "there is no function " + std::string(view(x3::_attr(c))) +
                      ": present absent given blank length matches same changed only text"};
};
constexpr auto push_word_literal = [](auto& c) {
  Builder& b = build(c);
  b.push_literal(read_word(x3::_attr(c), b.at(x3::_attr(c).begin())));
};
constexpr auto push_text_literal = [](auto& c) {
  Builder& b = build(c);
  b.push_literal({unquote(x3::_attr(c)), b.at(b.mark)});
};
constexpr auto check_sign = [](auto& c) {
  const Range range = x3::_attr(c);  // blanks, then the sign
  if (range.size() < 2 || !build(c).blank_at(range.end())) {
    throw Complaint{range.end() - 1,
                    "expected blanks around " + std::string(1, range.end()[-1]) +
                        ": a name with - in it stands in backquotes, a text in quotes"};
  }
  build(c).operands.back().seconds_negated = range.end()[-1] == '-';
};
constexpr auto add_seconds = [](auto& c) {
  Operand& operand = build(c).operands.back();
  const Scalar number = read_number(x3::_attr(c), {});
  const std::int64_t seconds = std::get<std::int64_t>(number.value);
  if (seconds > max_seconds) {
    throw Complaint{x3::_attr(c).begin(), "seconds go up to " + std::to_string(max_seconds)};
  }
  operand.seconds = operand.seconds_negated ? -seconds : seconds;
  operand.seconds_negated = false;
  operand.bare_word = false;
};
constexpr auto add_seconds_option = [](auto& c) {
  Builder& b = build(c);
  b.operands.back().bare_word = false;
  b.operands.back().seconds_option = std::move(b.path);
};
template <Path::Base base>
constexpr auto set_base = [](auto& c) { build(c).path.base = base; };
template <Condition::Kind kind>
constexpr auto begin_call = [](auto& c) {
  Builder& b = build(c);
  b.push(kind, b.at(b.mark));
};
constexpr auto end_call = [](auto& c) { build(c).take_operands(); };
constexpr auto set_name = [](auto& c) {
  build(c).conditions.back().name = std::string(view(x3::_attr(c)));
};
constexpr auto add_column = [](auto& c) {
  build(c).conditions.back().columns.emplace_back(view(x3::_attr(c)));
};
template <Comparison comparison>
constexpr auto begin_compare = [](auto& c) {
  Builder& b = build(c);
  b.push(Condition::Kind::compare, b.operands.front().where);
  b.conditions.back().comparison = comparison;
};
template <Condition::Kind kind>
constexpr auto begin_in = [](auto& c) {
  Builder& b = build(c);
  b.push(kind, b.operands.front().where);
  b.take_operands();
};
constexpr auto add_list_word = [](auto& c) {
  Builder& b = build(c);
  b.conditions.back().literals.push_back(read_word(x3::_attr(c), b.at(x3::_attr(c).begin())));
};
constexpr auto add_list_text = [](auto& c) {
  Builder& b = build(c);
  b.conditions.back().literals.push_back({unquote(x3::_attr(c)), b.at(b.mark)});
};
/// An operand with no comparison behind it: a `let` name, true or false.
constexpr auto stands_alone = [](auto& c) {
  Builder& b = build(c);
  Operand operand = std::move(b.operands.back());
  b.operands.clear();
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
const auto comma = x3::rule<struct Comma>{"a comma"} = token(",");
const auto close_call = x3::rule<struct CloseCall>{")"} = token(")");
const auto close_arguments = x3::rule<struct CloseArguments>{"a comma or )"} = token(")");
const auto close_group = x3::rule<struct CloseGroup>{"and, or or )"} = token(")");
const auto close_items = x3::rule<struct CloseItems>{"a comma or ]"} = token("]");
const auto end_of_text = x3::rule<struct EndOfText>{"and, or or the end"} = x3::eoi;

// Literals.
const auto digits = +x3::char_("0-9");
const auto number_text = -x3::lit('-') >> digits >> -('.' >> digits) >>
                         -(x3::char_("eE") >> -x3::char_("+-") >> digits);
const auto escaped = x3::lit('\\') >> x3::char_;
const auto close_double = x3::rule<struct CloseDouble>{"the closing \" of the text"} = token("\"");
const auto close_single = x3::rule<struct CloseSingle>{"the closing ' of the text"} = token("'");
/// A quoted text: `action` takes what is between the quotes.
const auto quoted_text = [](auto action) {
  return (x3::eps[mark] >> '"' >> x3::raw[*(escaped | (x3::char_ - x3::char_("\"\\")))][action] >
          close_double) |
         (x3::eps[mark] >> '\'' >> x3::raw[*(escaped | (x3::char_ - x3::char_("'\\")))][action] >
          close_single);
};
const auto list_word = x3::raw[+x3::char_("A-Za-z0-9_/.+-")][add_list_word] >> ws;
const auto list_item = x3::rule<struct ListItem>{"a value"} = quoted_text(add_list_text) | list_word;

// Paths. A name with other characters than letters, digits and _ stands in backquotes.
const auto close_name = x3::rule<struct CloseName>{"the closing ` of the name"} = x3::lit('`');
const auto quoted_name = x3::lit('`') >> x3::raw[+(x3::char_ - '`')][add_quoted] > close_name;
const auto first_name = quoted_name | x3::raw[bare_name - reserved][add_member];
const auto next_name = x3::rule<struct NextName>{"a name"} =
    quoted_name | x3::raw[bare_name][add_member];
const auto selector_rest = x3::rule<struct SelectorRest>{"last] or ]"} =
    x3::lit("last]")[add_last] | x3::lit(']')[add_each];
const auto selectors = *(x3::lit('[') > selector_rest);
const auto steps = selectors >> *(x3::lit('.') > next_name > selectors);
const auto option_name = x3::rule<struct OptionName>{"the name of an option"} =
    x3::raw[bare_name >> *('.' >> bare_name)][add_member];
const auto option_path = x3::lit("option.")[set_base<Path::Base::option>] > option_name;
const auto based_path = ((x3::lit("current.")[set_base<Path::Base::current>] |
                          x3::lit("request.")[set_base<Path::Base::request>] |
                          x3::lit("param.")[set_base<Path::Base::param>]) > next_name) >>
                        steps;
const auto outer_path = +x3::lit("outer.")[go_outer] > next_name > steps;
const auto path = x3::rule<struct PathRule>{"a field"} = x3::eps[open_path] >>
                                                         (option_path | based_path | outer_path |
                                                          (first_name >> steps));
const auto field = x3::rule<struct FieldRule>{"a field"} = path >> ws;

// Operands.
const auto is_call = &(bare_name >> ws >> '(');
const auto operand_call = ((token("length") >> '(' >> ws > field > close_call)[push_length]) |
                          ((token("text") >> '(' >> ws > field > close_call)[push_text]);
const auto seconds = x3::rule<struct Seconds>{"whole seconds or option.NAME"} =
    (x3::raw[digits][add_seconds] >> !x3::char_("A-Za-z0-9_.") >> ws) |
    (x3::eps[open_path] >> option_path >> x3::eps[add_seconds_option] >> ws);
const auto sign = x3::raw[*blank >> x3::char_("+-")][check_sign] >> ws;
const auto value = x3::rule<struct ValueRule>{"a value"} =
    quoted_text(push_text_literal) | (x3::raw[number_text >> word_end][push_word_literal] >> ws) |
    (x3::raw[(x3::lit("true") | "false" | "null") >> word_end][push_word_literal] >> ws) |
    (is_call >> (operand_call | x3::raw[bare_name][no_function])) |
    (path >> x3::eps[push_path] >> -(sign > seconds) >> ws);

// Conditions.
const x3::rule<struct ConditionRule> condition = "a condition";
const auto compare_sign =
    (token("==")[begin_compare<Comparison::eq>]) | (token("!=")[begin_compare<Comparison::ne>]) |
    (token("<=")[begin_compare<Comparison::le>]) | (token(">=")[begin_compare<Comparison::ge>]) |
    (token("<")[begin_compare<Comparison::lt>]) | (token(">")[begin_compare<Comparison::gt>]);
const auto name_token = x3::raw[bare_name - reserved][set_name] >> ws;
const auto catalog = x3::raw[bare_name - reserved][set_name] >>
                     -(x3::lit('.') >
                       (x3::rule<struct Column>{
                            "a column of the catalog"} = x3::raw[bare_name][add_column])) >>
                     ws;
const auto among = x3::rule<struct Among>{"[ or a catalog"} =
    ((token("[")[begin_in<Condition::Kind::in_list>] >> -(list_item >> *(comma > list_item))) >
     close_items) |
    (&bare_name >> x3::eps[begin_in<Condition::Kind::in_catalog>] >> catalog);
const auto catalog_name = x3::rule<struct CatalogName>{"a catalog"} =
    x3::eps[begin_in<Condition::Kind::in_catalog>] >> name_token;
const auto in_word = x3::rule<struct InWord>{"in"} = keyword("in");
const auto comparison = x3::rule<struct ComparisonRule>{"a comparison (==, !=, <, in, ...)"} =
    ((compare_sign > value) >> x3::eps[end_call]) | (keyword("in") > among) |
    ((keyword("not") > in_word > among) >> x3::eps[negate]) | x3::eps[stands_alone];
const auto compared = value > comparison;

/// `(subStatus, status) in substatuses`, told from a condition in brackets by its comma.
const auto tuple_ahead =
    &(x3::lit('(') >> *("[last]" | (x3::char_ - x3::char_("(),[]\"'"))) >> ',');
const auto tuple_field = x3::rule<struct TupleField>{"a field"} = field >> x3::eps[push_path];
const auto tuple = (tuple_ahead >> token("(") > tuple_field > +(comma > tuple_field) >
                    close_arguments) >>
                   (((keyword("not") > in_word > catalog_name) >> x3::eps[negate]) |
                    (x3::eps > in_word > catalog_name));

/// The opening of a call; `begin` starts its condition.
const auto call = [](const char* name, auto begin) {
  return x3::eps[mark] >> (token(name) >> '(' >> ws)[begin];
};
const auto argument = x3::rule<struct Argument>{"a field"} = field >> x3::eps[push_path];
const auto format_name = x3::rule<struct FormatName>{"the name of a format"} = name_token;
const auto given_name =
    x3::rule<struct GivenName>{"a catalog, or a path of current, request or param"} =
        (&(x3::lit("current.") | "request." | "param.") >> field >> x3::eps[push_path]) |
        name_token;
using Kind = Condition::Kind;
const auto one_field_call =
    (call("present", begin_call<Kind::present>) | call("absent", begin_call<Kind::absent>) |
     call("blank", begin_call<Kind::blank>) | call("changed", begin_call<Kind::changed>)) >
    argument > close_call;
const auto condition_call =
    (one_field_call | (call("given", begin_call<Kind::given>) > given_name > close_call) |
     (call("matches", begin_call<Kind::matches>) > argument > comma > format_name > close_call) |
     (call("same", begin_call<Kind::same>) > argument > comma > argument > close_call) |
     (call("only", begin_call<Kind::only>) > argument > *(comma > argument) > close_arguments)) >>
    x3::eps[end_call];

const auto group =
    ((token("(") >> x3::eps[deeper]) > condition > close_group) >> x3::eps[shallower];
const x3::rule<struct UnaryRule> unary = "a condition";
const auto unary_def =
    ((keyword("not") >> x3::eps[deeper] > unary) >> x3::eps[negate] >> x3::eps[shallower]) |
    (is_call >> condition_call) | tuple | group | compared;
const auto conjunction = x3::rule<struct Conjunction>{"a condition"} =
    x3::eps[open_list] >> unary >> *(keyword("and") > unary) >> x3::eps[close_all_of];
const auto condition_def = x3::eps[open_list] >> conjunction >>
                           *(keyword("or") > conjunction) >> x3::eps[close_any_of];
BOOST_SPIRIT_DEFINE(condition, unary)

const auto whole_condition = ws > condition > end_of_text;

// Paths that stand alone know no minus, so their names may hold what JSON members often do.
const auto end_of_path = x3::rule<struct EndOfPath>{"the end of the path"} = x3::eoi;
const auto wide_name = x3::rule<struct WideName>{"a name"} =
    quoted_name | x3::raw[+(x3::char_("A-Za-z0-9_$@:-") | x3::char_('\x80', '\xff'))][add_member];
const auto wide_steps = selectors >> *(x3::lit('.') > wide_name > selectors);
const auto wide_base =
    -(+(x3::lit("outer.")[go_outer]) | x3::lit("current.")[set_base<Path::Base::current>] |
      x3::lit("request.")[set_base<Path::Base::request>] |
      x3::lit("param.")[set_base<Path::Base::param>]);
const auto whole_path = x3::eps[open_path] >>
                        (option_path | ((wide_base > wide_name) > wide_steps)) > end_of_path;

// ----------------------------------------------------------------------------------------- mistakes

/// The last word or sign of `before`, for "expected ... after ==".
std::string_view last_token(std::string_view before) {
  while (!before.empty() && is_blank_char(before.back())) before.remove_suffix(1);
  if (before.empty()) return before;
  if (before.back() == '"' || before.back() == '\'') return "the text";
  std::size_t first = before.size() - 1;
  const auto is_word = [](char c) {
    return is_name_char(c) || c == '.' || c == ']' || c == '[' || c == '`' || c == '/';
  };
  const auto is_sign = [](char c) { return c == '=' || c == '!' || c == '<' || c == '>'; };
  if (is_name_char(before[first]) || before[first] == '`') {
    while (first > 0 && is_word(before[first - 1])) --first;
    while (before[first] == '[' || before[first] == ']') ++first;
  } else if (is_sign(before[first])) {
    while (first > 0 && is_sign(before[first - 1])) --first;
  }
  return before.substr(first);
}

/// What was probably meant by a sign that the language does not have there; empty when unknown.
std::string_view hint(std::string_view rest, std::string_view expected) {
  struct Hint {
    std::string_view start, text;
  };
  const bool behind_condition = expected.starts_with("and, or");
  for (const std::string_view chained : {"==", "!=", "<", ">"}) {
    if (behind_condition && rest.starts_with(chained)) {
      return "comparisons do not chain, write a == b and b == c";
    }
  }
  if (expected == "a value" && !rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
    return "a text that starts with a digit stands in quotes";
  }
  static constexpr Hint hints[] = {
      {"==", {}},
      {"!=", {}},
      {"=", "write == to compare"},
      {"&", "write and"},
      {"|", "write or"},
      {"!", "write not"},
      {"-", "a name with - in it stands in backquotes, a text in quotes"},
      {"/", "a text with / in it stands in quotes"},
      {"\xE2\x80\x9C", "write straight quotes"},
      {"\xE2\x80\x9D", "write straight quotes"},
      {"\xE2\x80\x98", "write straight quotes"},
      {"\xE2\x80\x99", "write straight quotes"},
      {"\xC2\xA0", "this is a no-break space, write a plain one"},
  };
  for (const Hint& each : hints) {
    if (rest.starts_with(each.start)) return each.text;
  }
  if (!rest.empty() && static_cast<unsigned char>(rest[0]) >= 0x80) {
    return "a name with such letters stands in backquotes, a text in quotes";
  }
  return {};
}

SyntaxError mistake(std::string_view text, Cursor at, const std::string& expected) {
  const auto offset = static_cast<std::size_t>(at - text.data());
  const std::string_view token_before = last_token(text.substr(0, offset));
  SyntaxError error{static_cast<std::uint32_t>(offset), "expected " + expected};
  const bool unclosed = expected.starts_with("the closing");
  if (!token_before.empty() && !unclosed) error.message += " after " + std::string(token_before);
  if (const std::string_view meant = hint(text.substr(offset), expected); !meant.empty()) {
    error.message += ": " + std::string(meant);
  }
  return error;
}

/// Runs a grammar over a text into `builder`; nullopt when it fits.
template <class Grammar>
std::optional<SyntaxError> run(const Grammar& grammar, std::string_view text, Builder& builder) {
  Cursor first = text.data();
  try {
    if (x3::parse(first, text.data() + text.size(), x3::with<BuilderTag>(builder)[grammar])) {
      return std::nullopt;
    }
    return mistake(text, first, "a condition");
  } catch (const x3::expectation_failure<Cursor>& failure) {
    return mistake(text, failure.where(), failure.which());
  } catch (const Complaint& complaint) {
    return SyntaxError{static_cast<std::uint32_t>(complaint.at - text.data()), complaint.message};
  }
}

}  // namespace

tl::expected<model::Condition, SyntaxError> parse_condition(std::string_view text,
                                                            model::Where where) {
  if (text.size() > max_condition_length) {
    return tl::unexpected(SyntaxError{
        static_cast<std::uint32_t>(max_condition_length),
        "a condition may have " + std::to_string(max_condition_length) + " bytes at most"});
  }
  Builder builder(text, where);
  if (auto error = run(whole_condition, text, builder)) return tl::unexpected(std::move(*error));
  return std::move(builder.conditions.back());
}

tl::expected<model::Path, SyntaxError> parse_path(std::string_view text, model::Where where) {
  if (text.size() > max_condition_length) {
    return tl::unexpected(
        SyntaxError{static_cast<std::uint32_t>(max_condition_length),
                    "a path may have " + std::to_string(max_condition_length) + " bytes at most"});
  }
  Builder builder(text, where);
  if (auto error = run(whole_path, text, builder)) return tl::unexpected(std::move(*error));
  return std::move(builder.path);
}

}  // namespace leadlint::parse
