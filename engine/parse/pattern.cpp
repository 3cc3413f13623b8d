// Text pattern to model::Pattern.
//
//   "[A-Z][0-9]{1,3}"  -->  sequence(one_of A-Z, repeat 1..3 (one_of 0-9))
//
// A pattern always covers the whole text. `.` is any code point, \d an ASCII digit, \w an ASCII
// letter, digit or _, \s any of Unicode's white space (U+00A0 too), \p{Lu} a class of Unicode. What
// automata cannot do (back-references, look-around) and what makes no sense where the whole text is
// covered (anchors, lazy quantifiers) is refused by name. Covered by tests/pattern_test.cpp.
#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parse/complaint.h"
#include "parse/syntax.h"
#include "parse/unicode_classes.h"
#include "text/fold_case.h"

#ifdef __clang__
// `a >> b > c` is how these grammars say "a, b, and then c or it is a mistake".
#pragma clang diagnostic ignored "-Woverloaded-shift-op-parentheses"
#endif

namespace leadlint::parse {
namespace {

namespace x3 = boost::spirit::x3;
using model::CodePointRange;
using model::Pattern;
using Cursor = const char*;
using Range = boost::iterator_range<Cursor>;
using Ranges = std::vector<CodePointRange>;

constexpr std::size_t max_length = 4096;
constexpr int max_depth = 64;
constexpr std::uint32_t max_repeat = 1000;
constexpr char32_t last_code_point = 0x10FFFF;

// -------------------------------------------------------------------------------------- characters

/// Sorts ranges and joins those that touch.
Ranges tidy(Ranges ranges) {
  std::ranges::sort(ranges, {}, &CodePointRange::first);
  Ranges out;
  for (const CodePointRange& range : ranges) {
    if (!out.empty() && range.first <= out.back().last + 1) {
      out.back().last = std::max(out.back().last, range.last);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

Ranges complement(const Ranges& ranges) {
  Ranges out;
  char32_t next = 0;
  for (const CodePointRange& range : tidy(ranges)) {
    if (range.first > next) out.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= last_code_point) out.push_back({next, last_code_point});
  return out;
}

/// The ranges of \d \w \s; empty for other letters.
Ranges named_class(char letter) {
  switch (letter) {
    case 'd':
      return {{'0', '9'}};
    case 'w':
      return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    case 's':
      return {{0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
              {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
              {0x205F, 0x205F}, {0x3000, 0x3000}};
    default:
      return {};
  }
}

/// With all letters that are one of them but for case.
Ranges in_any_case(Ranges ranges) {
  const auto pairs = case_pairs();
  for (std::size_t i = 0, count = ranges.size(); i < count; ++i) {
    const auto [first, last] = ranges[i];
    for (auto at = std::ranges::lower_bound(pairs, first, {}, &CasePair::letter);
         at != pairs.end() && at->letter <= last; ++at)
      ranges.push_back({at->other, at->other});
  }
  return tidy(std::move(ranges));
}

/// A class that stands for itself, be it what it takes or what it leaves out.
struct Named {
  Ranges ranges, any_case;

  Named(const Ranges& named, bool negated) : ranges(named), any_case(in_any_case(named)) {
    if (!negated) return;
    ranges = complement(ranges);
    any_case = complement(any_case);
  }
};

/// `d`, or `D` for all else.
Named named_class_of(char letter) {
  return {named_class(static_cast<char>(letter | 0x20)), letter < 'a'};
}

/// `pL`, `p{Lu}`, `P{Han}`; `text` starts behind the backslash.
Named unicode_class_of(std::string_view text) {
  const char sign = text[0];
  const Cursor at = text.data() - 1;
  std::string_view name = text.substr(1);
  if (name.starts_with('{')) {
    if (!name.ends_with('}'))
      throw Complaint{name.data() + name.size(), "expected } at the end of the class"};
    name = name.substr(1, name.size() - 2);
  }
  if (name.empty())
    throw Complaint{
        at, std::string("expected the name of a class: \\") + sign + "{L}, \\" + sign + "{Latin}"};
  const Ranges* const ranges = unicode_class(name);
  if (name == "Cs") throw Complaint{at, "no text holds half a surrogate pair, which \\p{Cs} is"};
  if (ranges != nullptr) return {*ranges, sign == 'P'};
  constexpr std::size_t longest_shown = 40;
  const std::string shown = name.size() > longest_shown ? "..." : std::string(name);
  const std::string meant = unicode_class_meant(name, sign);
  throw Complaint{at,
                  std::string("there is no class \\") + sign + "{" + shown + "}: " +
                      (!meant.empty() ? "write " + meant
                                      : "there are general categories, as \\p{L} \\p{Lu} \\p{Nd}, "
                                        "and scripts, as \\p{Latin} \\p{Han}")};
}

/// Why a letter behind a backslash means nothing here.
std::string no_escape(char letter) {
  const std::string_view anchors = "bBAzZG";
  if (letter >= '1' && letter <= '9') {
    return std::string("back-references such as \\") + letter + " are not available";
  }
  if (letter == 'k') return "back-references such as \\k are not available";
  if (anchors.find(letter) != std::string_view::npos) {
    return std::string("anchors such as \\") + letter +
           " are not available: a pattern covers the whole text";
  }
  return std::string("there is no escape \\") + letter +
         ": \\d \\D \\s \\S \\w \\W \\p{L} \\P{L} \\t \\n \\r \\f \\v \\xHH \\uHHHH \\u{H...}, or "
         "\\ before a "
         "sign";
}

/// The character that \t, \n and the like stand for; the sign itself behind a backslash.
char32_t plain_escape(char letter, Cursor at) {
  switch (letter) {
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    default:
      break;
  }
  const bool sign = letter > 0x20 && letter < 0x7F && letter != '_' &&
                    !(letter >= '0' && letter <= '9') && !(letter >= 'A' && letter <= 'Z') &&
                    !(letter >= 'a' && letter <= 'z');
  if (sign || letter == ' ') return static_cast<char32_t>(letter);
  throw Complaint{at, no_escape(letter)};
}

/// \xHH, \uHHHH (two of them for a pair of surrogates) or \u{H...}; `text` starts behind the \.
char32_t numbered_escape(std::string_view text, Cursor at) {
  const Cursor end = text.data() + text.size();
  const auto fail = [at]() -> char32_t {
    throw Complaint{at, "expected a character: \\xHH, \\uHHHH or \\u{H...}, with hex digits"};
  };
  if (text[0] == 'x') {
    const auto code = read_hex(text.data() + 1, end, 2);
    return code ? *code : fail();
  }
  if (text.size() > 2 && text[1] == '{') {
    const std::size_t digits = text.size() - 3;  // the grammar took all up to }
    const auto code = digits <= 6 ? read_hex(text.data() + 2, end, digits) : std::nullopt;
    return code && digits > 0 && *code <= last_code_point && !is_surrogate(*code) ? *code : fail();
  }
  const auto code = read_hex(text.data() + 1, end, 4);
  if (!code) return fail();
  if (!is_surrogate(*code)) return *code;
  const auto second = text.size() == 11 ? read_hex(text.data() + 7, end, 4) : std::nullopt;
  if (*code >= 0xDC00 || !second || *second < 0xDC00 || !is_surrogate(*second)) return fail();
  return 0x10000 + ((*code - 0xD800) << 10U) + (*second - 0xDC00);
}

/// One character written as it is, in UTF-8.
char32_t decode(Range bytes) {
  const std::size_t size = bytes.size();
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[static_cast<long>(i)]));
  };
  const std::uint32_t lead = byte(0);
  if (size == 1 && lead < 0x80) return lead;
  const std::uint32_t mask = size == 2 ? 0x1FU : size == 3 ? 0x0FU : 0x07U;
  std::uint32_t code = lead & mask;
  for (std::size_t i = 1; i < size; ++i) code = code << 6U | (byte(i) & 0x3FU);
  std::string again;
  if (size >= 2 && size <= 4 && code <= last_code_point && !is_surrogate(code)) {
    append_utf8(again, code);
  }
  if (again != std::string_view(bytes.begin(), size)) {
    throw Complaint{bytes.begin(), "this is not a character in UTF-8"};
  }
  return code;
}

// ----------------------------------------------------------------------------- what is being built

class Builder {
 public:
  void open(Cursor cursor) {
    if (++depth_ > max_depth) {
      throw Complaint{cursor,
                      "a pattern may be nested " + std::to_string(max_depth) + " deep at most"};
    }
  }
  void close() { --depth_; }
  void open_list() { frames_.push_back(parts.size()); }
  /// Joins what was read since `open_list`: none is the empty text, one stands for itself.
  void close_list(Pattern::Kind kind) {
    const auto first = parts.begin() + static_cast<std::ptrdiff_t>(frames_.back());
    frames_.pop_back();
    if (parts.end() - first == 1) return;
    Pattern joined;
    if (first != parts.end()) {
      joined.kind = kind;
      joined.children.assign(std::make_move_iterator(first), std::make_move_iterator(parts.end()));
    }
    parts.erase(first, parts.end());
    parts.push_back(std::move(joined));
  }
  void push(Ranges code_points, Ranges any_case) {
    Pattern one;
    one.kind = Pattern::Kind::one_of;
    one.ranges = std::move(code_points);
    if (any_case != one.ranges) one.any_case = std::move(any_case);
    parts.push_back(std::move(one));
  }
  void push(Ranges code_points) {
    Ranges any_case = in_any_case(code_points);
    push(std::move(code_points), std::move(any_case));
  }
  void open_class() {
    ranges.clear();
    named.clear();
    named_in_any_case.clear();
    negated = false;
  }
  void add_named(const Named& added) {
    named.insert(named.end(), added.ranges.begin(), added.ranges.end());
    named_in_any_case.insert(named_in_any_case.end(), added.any_case.begin(), added.any_case.end());
  }
  void close_class(Cursor end) {
    Ranges any_case = in_any_case(ranges);
    ranges.insert(ranges.end(), named.begin(), named.end());
    any_case.insert(any_case.end(), named_in_any_case.begin(), named_in_any_case.end());
    const auto whole = [this](Ranges& all) { return negated ? complement(all) : tidy(all); };
    Ranges code_points = whole(ranges);
    if (code_points.empty()) throw Complaint{end, "no character is outside this class"};
    push(std::move(code_points), whole(any_case));
  }
  void repeat(std::uint32_t from, std::optional<std::uint32_t> to) {
    Pattern around;
    around.kind = Pattern::Kind::repeat;
    around.min = from;
    around.max = to;
    around.children.push_back(std::move(parts.back()));
    parts.back() = std::move(around);
  }

  std::vector<Pattern> parts;
  Ranges ranges;  // of the class being read, as far as they are written out
  Ranges named;   // those of its \d, \p{L} and the like
  Ranges named_in_any_case;
  char32_t single = 0;  // the character just read
  bool negated = false;
  Cursor mark = nullptr;  // where the class or the range in it began
  std::uint32_t min = 0;

 private:
  std::vector<std::size_t> frames_;
  int depth_ = 0;
};

// ----------------------------------------------------------------------------------------- grammar

struct BuilderTag {};
template <class Context>
Builder& build(const Context& context) {
  return x3::get<BuilderTag>(context);
}
template <class Context>
Cursor here(const Context& context) {
  return x3::_where(context).begin();
}
std::string_view view(Range range) { return {range.begin(), range.size()}; }

constexpr auto open = [](auto& c) { build(c).open(here(c)); };
constexpr auto close = [](auto& c) { build(c).close(); };
constexpr auto open_list = [](auto& c) { build(c).open_list(); };
constexpr auto close_sequence = [](auto& c) { build(c).close_list(Pattern::Kind::sequence); };
constexpr auto close_choice = [](auto& c) { build(c).close_list(Pattern::Kind::alternation); };
constexpr auto read_plain = [](auto& c) { build(c).single = decode(x3::_attr(c)); };
constexpr auto read_number = [](auto& c) {
  const Range range = x3::_attr(c);
  build(c).single = numbered_escape(view(range), range.begin() - 1);
};
constexpr auto read_escape = [](auto& c) {
  const Range range = x3::_attr(c);
  build(c).single = plain_escape(range.front(), range.begin() - 1);
};
constexpr auto push_single = [](auto& c) { build(c).push({{build(c).single, build(c).single}}); };
constexpr auto push_any = [](auto& c) { build(c).push({{0, last_code_point}}); };
constexpr auto push_named = [](auto& c) {
  Named named = named_class_of(x3::_attr(c).front());
  build(c).push(std::move(named.ranges), std::move(named.any_case));
};
constexpr auto push_unicode = [](auto& c) {
  Named named = unicode_class_of(view(x3::_attr(c)));
  build(c).push(std::move(named.ranges), std::move(named.any_case));
};
constexpr auto open_class = [](auto& c) { build(c).open_class(); };
constexpr auto negate_class = [](auto& c) { build(c).negated = true; };
constexpr auto close_class = [](auto& c) { build(c).close_class(here(c) - 1); };
constexpr auto add_named = [](auto& c) {
  build(c).add_named(named_class_of(x3::_attr(c).front()));
};
constexpr auto add_unicode = [](auto& c) {
  build(c).add_named(unicode_class_of(view(x3::_attr(c))));
};
constexpr auto add_first = [](auto& c) {
  build(c).ranges.push_back({build(c).single, build(c).single});
};
constexpr auto add_last = [](auto& c) {
  CodePointRange& range = build(c).ranges.back();
  range.last = build(c).single;
  if (range.last < range.first) throw Complaint{here(c) - 1, "this range runs backwards"};
};
constexpr auto many = [](auto& c) { build(c).repeat(0, std::nullopt); };
constexpr auto some = [](auto& c) { build(c).repeat(1, std::nullopt); };
constexpr auto perhaps = [](auto& c) { build(c).repeat(0, 1); };
/// The number of a bound, refused where it is too large.
template <class Context>
std::uint32_t bound(const Context& c) {
  const Range range = x3::_attr(c);
  std::uint32_t value = 0;
  const auto result = std::from_chars(range.begin(), range.end(), value);
  if (result.ec != std::errc{} || value > max_repeat) {
    throw Complaint{range.begin(),
                    "a part may be repeated " + std::to_string(max_repeat) + " times at most"};
  }
  return value;
}
constexpr auto set_least = [](auto& c) { build(c).min = bound(c); };
constexpr auto repeat_exactly = [](auto& c) { build(c).repeat(build(c).min, build(c).min); };
constexpr auto repeat_open = [](auto& c) { build(c).repeat(build(c).min, std::nullopt); };
constexpr auto repeat_to = [](auto& c) {
  const std::uint32_t max = bound(c);
  if (max < build(c).min) {
    throw Complaint{x3::_attr(c).begin(), "the second number is smaller than the first"};
  }
  build(c).repeat(build(c).min, max);
};
/// Refuses what `parser` takes.
constexpr auto refuse = [](auto parser, const char* why) {
  return x3::raw[parser][([why](auto& c) { throw Complaint{x3::_attr(c).begin(), why}; })];
};

// Characters.
const auto tail_byte = x3::char_('\x80', '\xBF');
const auto character = x3::raw[x3::char_ >> *tail_byte][read_plain];
const auto hex = x3::char_("0-9A-Fa-f");
const auto code_text = (x3::char_('x') >> -hex >> -hex) |
                       (x3::lit("u{") >> *(x3::char_ - '}') >> '}') |
                       (x3::char_('u') >> hex >> hex >> hex >> hex >>
                        -(x3::lit("\\u") >> &x3::char_("dD") >> hex >> hex >> hex >> hex)) |
                       x3::char_('u');
const x3::rule<struct EscapeRest> escape_rest = "a character behind the \\";
const auto escape_rest_def = x3::raw[code_text][read_number] | x3::raw[x3::char_][read_escape];
BOOST_SPIRIT_DEFINE(escape_rest)
const auto escape = x3::lit('\\') > escape_rest;
const auto named_letter = x3::raw[x3::char_("dDsSwW")];
const auto unicode_class_text =
    x3::lit('\\') >>
    x3::raw[x3::char_("pP") >>
            -((x3::lit('{') >> *(x3::char_ - '}') >> -x3::lit('}')) | x3::char_("A-Za-z"))];

// Classes. - stands for itself in front and at the end.
const auto class_name = x3::lit('\\') >> named_letter;
const auto class_char = refuse(x3::lit("[:"), "classes such as [:alpha:] are not available") |
                        escape | (!x3::char_("]\\") >> character);
const x3::rule<struct RangeEnd> range_end = "a character that ends the range";
const auto range_end_def = !(class_name | unicode_class_text) >> class_char >> x3::eps[add_last];
BOOST_SPIRIT_DEFINE(range_end)
const auto class_item =
    class_name[add_named] | unicode_class_text[add_unicode] |
    ((class_char >> x3::eps[add_first]) >> -((x3::lit('-') >> !x3::lit(']')) > range_end));
const x3::rule<struct ClassEnd> class_end = "] at the end of the class";
const auto class_end_def = x3::lit(']')[close_class];
BOOST_SPIRIT_DEFINE(class_end)
const x3::rule<struct ClassStart> class_start = "a character of the class";
const auto class_start_def = class_item;
BOOST_SPIRIT_DEFINE(class_start)
const auto char_class = (x3::lit('[')[open_class] >> -x3::lit('^')[negate_class]) > class_start >
                        *class_item > class_end;

// Quantifiers.
const auto digits = +x3::char_("0-9");
const x3::rule<struct Number> number = "a number";
const auto number_def = x3::raw[digits][set_least];
BOOST_SPIRIT_DEFINE(number)
const x3::rule<struct BoundsEnd> bounds_end = "} or a comma";
const auto bounds_end_def = x3::lit('}')[repeat_exactly] | x3::lit(",}")[repeat_open] |
                            (x3::lit(',') >> x3::raw[digits][repeat_to] >> '}');
BOOST_SPIRIT_DEFINE(bounds_end)
const auto quantifier = x3::lit('*')[many] | x3::lit('+')[some] | x3::lit('?')[perhaps] |
                        (x3::lit('{') > number > bounds_end);
const auto second_quantifier =
    refuse(x3::lit('?'), "lazy quantifiers are not available: a pattern covers the whole text") |
    refuse(x3::lit('+'), "possessive quantifiers are not available") |
    refuse(x3::char_("*{"), "a quantifier cannot follow another: use brackets");

// Parts.
const x3::rule<struct ChoiceRule> choice = "a pattern";
const auto look_around =
    refuse(x3::lit("(?=") | "(?!" | "(?<=" | "(?<!", "look-around is not available");
const auto group_option =
    refuse(x3::lit("(?") >> !x3::lit(':'), "named groups and flags are not available");
const x3::rule<struct GroupEnd> group_end = ") at the end of the group";
const auto group_end_def = x3::lit(')');
BOOST_SPIRIT_DEFINE(group_end)
const auto group = (look_around | group_option |
                    (((x3::lit("(?:") | '(') >> x3::eps[open]) > choice > group_end)) >>
                   x3::eps[close];
const auto misplaced =
    refuse(x3::char_("^$"),
           "anchors are not available: a pattern covers the whole text "
           "(write \\^ or \\$ for the sign itself)") |
    refuse(x3::char_("*+?{"), "there is nothing to repeat here (write \\ before the sign itself)") |
    refuse(x3::char_("]}"), "nothing is open here (write \\ before the sign itself)");
const auto atom = group | char_class | x3::lit('.')[push_any] | class_name[push_named] |
                  unicode_class_text[push_unicode] | (escape >> x3::eps[push_single]) | misplaced |
                  (!x3::char_("|)") >> character >> x3::eps[push_single]);
const auto repeated = atom >> -(quantifier >> -second_quantifier);
const auto sequence = x3::eps[open_list] >> *repeated >> x3::eps[close_sequence];
const auto choice_def = x3::eps[open_list] >> sequence >>
                        *('|' >> sequence) >> x3::eps[close_choice];
BOOST_SPIRIT_DEFINE(choice)
const auto whole = choice >> -refuse(x3::lit(')'), "there is no ( to this )");

}  // namespace

tl::expected<model::Pattern, SyntaxError> parse_pattern(std::string_view text) {
  if (text.size() > max_length) {
    return tl::unexpected(
        SyntaxError{static_cast<std::uint32_t>(max_length),
                    "a pattern may have " + std::to_string(max_length) + " bytes at most"});
  }
  Builder builder;
  Cursor first = text.data();
  try {
    x3::parse(first, text.data() + text.size(), x3::with<BuilderTag>(builder)[whole]);
  } catch (const x3::expectation_failure<Cursor>& failure) {
    return tl::unexpected(SyntaxError{static_cast<std::uint32_t>(failure.where() - text.data()),
                                      "expected " + failure.which()});
  } catch (const Complaint& complaint) {
    return tl::unexpected(complaint.in(text));
  }
  return std::move(builder.parts.back());
}

}  // namespace leadlint::parse
