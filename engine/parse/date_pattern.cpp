// Date/time pattern in LDML letters to model::DatePattern.
//
//   "yyyy-MM-dd'T'HH:mm[:ss]"  -->  year literal(-) month literal(-) day literal(T) hour literal(:)
//                                   minute optional(literal(:) second)
//
//   yyyy uuuu  year, four digits       HH  hour 00-23, H one or two digits   XXX     Z, +05:30
//   yy         year 2000-2099          mm  minute, m                         xxx     +05:30
//   MM  M      month                   ss  second, s                         xx, Z   +0530
//   dd  d      day                     S   fraction, one or more digits; SSS: just three
//   MMM        Mar, MMMM March         hh  hour 01-12, h, with a: AM, PM, am or pm
//
// 'text' is itself, '' a single quote, [ ] an optional part, any other sign itself. What is read
// here is known to make a date, a time or both whatever optional parts are left out, and never to
// be ambiguous: no number of one or two digits stands directly before another. Covered by
// tests/date_pattern_test.cpp.
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

#ifdef __clang__
// `a >> b > c` is how these grammars say "a, b, and then c or it is a mistake".
#pragma clang diagnostic ignored "-Woverloaded-shift-op-parentheses"
#endif

namespace leadlint::parse {
namespace {

namespace x3 = boost::spirit::x3;
using model::DatePart;
using model::DatePattern;
using Kind = model::DatePart::Kind;
using Cursor = const char*;
using Range = boost::iterator_range<Cursor>;

constexpr std::size_t max_length = 128;
constexpr std::size_t max_depth = 8;

// ----------------------------------------------------------------------------------------- letters

struct Letter {
  char letter;
  std::uint8_t count;
  Kind kind;
  std::uint8_t min, max;
};
constexpr Letter letters[] = {
    {'y', 4, Kind::year, 4, 4},         {'u', 4, Kind::year, 4, 4},
    {'y', 2, Kind::year, 2, 2},         {'M', 2, Kind::month, 2, 2},
    {'M', 1, Kind::month, 1, 2},        {'d', 2, Kind::day, 2, 2},
    {'d', 1, Kind::day, 1, 2},          {'H', 2, Kind::hour, 2, 2},
    {'H', 1, Kind::hour, 1, 2},         {'m', 2, Kind::minute, 2, 2},
    {'m', 1, Kind::minute, 1, 2},       {'s', 2, Kind::second, 2, 2},
    {'s', 1, Kind::second, 1, 2},       {'S', 1, Kind::fraction, 1, 255},
    {'X', 3, Kind::zone_or_z, 0, 0},    {'x', 3, Kind::zone_colon, 0, 0},
    {'x', 2, Kind::zone_plain, 0, 0},   {'Z', 1, Kind::zone_plain, 0, 0},
    {'M', 3, Kind::month_short, 0, 0},  {'M', 4, Kind::month_full, 0, 0},
    {'h', 2, Kind::hour_of_half, 2, 2}, {'h', 1, Kind::hour_of_half, 1, 2},
    {'a', 1, Kind::half, 0, 0},
};
constexpr std::string_view known =
    "yyyy uuuu yy MM M MMM MMMM dd d HH H hh h a mm m ss s S XXX xxx xx Z; other text stands in "
    "single quotes";

/// What a letter of other date languages is called here; empty when nothing is near.
std::string_view meant(char letter) {
  switch (letter) {
    case 'Y':
      return "yyyy";
    case 'L':
      return "MM";
    case 'D':
      return "dd";
    case 'k':
      return "HH";
    case 'K':
      return "hh";
    case 'b':
    case 'B':
      return "a";
    case 'n':
    case 'N':
    case 'A':
      return "S";
    case 'z':
    case 'O':
    case 'V':
    case 'v':
      return "XXX";
    case 'T':
      return "'T'";
    default:
      return {};
  }
}

/// The part that `count` times `letter` is; complains at `at` when there is none.
Letter find_letter(char letter, std::size_t count, Cursor at) {
  bool exists = false;
  std::string variants;
  for (const Letter& each : letters) {
    if (each.letter != letter) continue;
    if (each.count == count) return each;
    const auto digits = static_cast<std::uint8_t>(std::min(count, max_length));
    if (each.kind == Kind::fraction) return {letter, digits, each.kind, digits, digits};
    exists = true;
    variants += (variants.empty() ? "" : " or ") + std::string(each.count, letter);
  }
  if (exists) {
    throw Complaint{at, "there is no " + std::string(std::min<std::size_t>(count, 20), letter) +
                            ", only " + variants};
  }
  std::string message = "there is no pattern letter " + std::string(1, letter);
  if (!meant(letter).empty()) message += ", write " + std::string(meant(letter));
  throw Complaint{at, message + " (there are " + std::string(known) + ")"};
}

bool is_digits(Kind kind) {
  return (kind >= Kind::year && kind <= Kind::fraction) || kind == Kind::hour_of_half;
}
/// What it says, however that is written.
Kind said_by(Kind kind) {
  if (kind == Kind::month_short || kind == Kind::month_full) return Kind::month;
  return kind == Kind::hour_of_half ? Kind::hour : kind;
}
bool is_zone(Kind kind) { return kind >= Kind::zone_or_z && kind <= Kind::zone_plain; }

std::string_view words(Kind kind) {
  switch (kind) {
    case Kind::year:
      return "year (yyyy)";
    case Kind::month:
      return "month (MM)";
    case Kind::day:
      return "day (dd)";
    case Kind::hour:
      return "hour (HH)";
    case Kind::minute:
      return "minute (mm)";
    case Kind::second:
      return "second (ss)";
    case Kind::fraction:
      return "fraction (S)";
    case Kind::zone_or_z:
    case Kind::zone_colon:
    case Kind::zone_plain:
      return "zone (XXX)";
    case Kind::hour_of_half:
      return "hour of half a day (hh)";
    case Kind::half:
      return "half of the day (a)";
    case Kind::month_short:
    case Kind::month_full:
    case Kind::literal:
    case Kind::optional:
      break;
  }
  return "text";
}

// ----------------------------------------------------------------------------- what is being built

/// A letter group as it stands in the text, with the optional parts around it.
struct Written {
  Kind kind;      // a month and an hour, however they are written
  Kind as;        // as they are
  bool variable;  // one or two digits, or any number of them
  Cursor at;
  std::vector<int> around;  // the optional parts around it, outermost first
};

class Builder {
 public:
  Builder() { open_.emplace_back(); }

  void add_letters(std::string_view run) {
    while (!run.empty()) {
      const std::size_t count = std::min(run.find_first_not_of(run[0]), run.size());
      const Letter letter = find_letter(run[0], count, run.data());
      DatePart part;
      part.kind = letter.kind;
      part.min = letter.min;
      part.max = letter.max;
      refuse_behind_variable(is_digits(part.kind), run.data());
      open_.back().push_back(std::move(part));
      written.push_back(
          {said_by(letter.kind), letter.kind, letter.min != letter.max, run.data(), around_});
      behind_variable_ = letter.min != letter.max;
      run.remove_prefix(count);
    }
  }
  void add_literal(std::string_view text) {
    if (text.empty()) return;
    refuse_behind_variable(text[0] >= '0' && text[0] <= '9', text.data());
    behind_variable_ = false;
    if (open_.back().empty() || open_.back().back().kind != Kind::literal) {
      open_.back().emplace_back();
    }
    open_.back().back().text += text;
  }
  void open_optional(Cursor at) {
    if (around_.size() == max_depth) {
      throw Complaint{
          at - 1, "optional parts may be nested " + std::to_string(max_depth) + " deep at most"};
    }
    around_.push_back(++optionals_);
    open_.emplace_back();
  }
  void close_optional() {
    DatePart part;
    part.kind = Kind::optional;
    part.parts = std::move(open_.back());
    open_.pop_back();
    around_.pop_back();
    open_.back().push_back(std::move(part));
  }
  DatePattern take() { return std::move(open_.front()); }

  std::vector<Written> written;

 private:
  void refuse_behind_variable(bool digit, Cursor at) const {
    if (!behind_variable_ || !digit) return;
    throw Complaint{at,
                    "a number cannot follow one with no fixed count of digits: write two "
                    "letters (HH) or put a sign between"};
  }

  std::vector<DatePattern> open_;
  std::vector<int> around_;
  int optionals_ = 0;
  bool behind_variable_ = false;
};

// ---------------------------------------------------------------------------------- does it add up

/// Is `needed` there whenever `one` is?
bool always_with(const Written& needed, const Written& one) {
  return needed.around.size() <= one.around.size() &&
         std::equal(needed.around.begin(), needed.around.end(), one.around.begin());
}

void refuse_repeats(const std::vector<Written>& written) {
  for (std::size_t i = 0; i < written.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const bool both_zones = is_zone(written[i].kind) && is_zone(written[k].kind);
      if (!both_zones && written[i].kind != written[k].kind) continue;
      // [XXX][xx]: one zone or the other
      const bool either = both_zones && !written[i].around.empty() && !written[k].around.empty();
      if (either) continue;
      throw Complaint{written[i].at,
                      "the " + std::string(words(written[i].kind)) + " stands twice" +
                          (written[i].kind == Kind::month ? ": minutes are written mm" : "")};
    }
  }
}

/// Complains where `kind` stands without `needed`, or may.
void require(const std::vector<Written>& written, Kind kind, Kind needed,
             Kind Written::*member = &Written::kind) {
  for (const Written& one : written) {
    if (one.*member != kind) continue;
    const auto found = std::ranges::find(written, needed, member);
    if (found == written.end()) {
      const bool minutes =
          needed == Kind::month &&
          std::ranges::find(written, Kind::minute, &Written::kind) != written.end();
      throw Complaint{one.at, "the " + std::string(words(kind)) + " cannot stand without the " +
                                  std::string(words(needed)) + (minutes ? ": mm are minutes" : "")};
    }
    if (!always_with(*found, one)) {
      throw Complaint{found->at, "the " + std::string(words(needed)) +
                                     " cannot be left out while the " + std::string(words(kind)) +
                                     " stands"};
    }
  }
}

void check_whole(const std::vector<Written>& written, Cursor end) {
  if (written.empty()) throw Complaint{end, "expected letters of a date or a time, such as yyyy"};
  refuse_repeats(written);
  require(written, Kind::month, Kind::year);
  require(written, Kind::day, Kind::month);
  require(written, Kind::minute, Kind::hour);
  require(written, Kind::second, Kind::minute);
  require(written, Kind::fraction, Kind::second);
  require(written, Kind::hour_of_half, Kind::half, &Written::as);
  require(written, Kind::half, Kind::hour_of_half, &Written::as);
  for (const Kind zone : {Kind::zone_or_z, Kind::zone_colon, Kind::zone_plain}) {
    require(written, zone, Kind::hour);
  }
  const bool dated = std::ranges::find(written, Kind::year, &Written::kind) != written.end();
  if (dated) require(written, Kind::hour, Kind::day);
}

// ----------------------------------------------------------------------------------------- grammar

struct BuilderTag {};
template <class Context>
Builder& build(const Context& context) {
  return x3::get<BuilderTag>(context);
}
std::string_view view(Range range) { return {range.begin(), range.size()}; }

constexpr auto add_letters = [](auto& c) { build(c).add_letters(view(x3::_attr(c))); };
constexpr auto add_literal = [](auto& c) { build(c).add_literal(view(x3::_attr(c))); };
constexpr auto open_optional = [](auto& c) { build(c).open_optional(x3::_where(c).begin()); };
constexpr auto close_optional = [](auto& c) { build(c).close_optional(); };

const x3::rule<struct PartRule> part = "something between [ and ]";
const x3::rule<struct QuoteEnd> quote_end = "the closing ' of the text";
const auto quote_end_def = x3::lit('\'');
BOOST_SPIRIT_DEFINE(quote_end)
const auto quote_sign = x3::lit('\'') >> x3::raw[x3::lit('\'')][add_literal];
const auto quoted =
    quote_sign |
    ((x3::lit('\'') >> *(quote_sign | x3::raw[+(x3::char_ - '\'')][add_literal])) > quote_end);
const x3::rule<struct OptionalEnd> optional_end = "] at the end of the optional part";
const auto optional_end_def = x3::lit(']');
BOOST_SPIRIT_DEFINE(optional_end)
const auto optional =
    (x3::lit('[')[open_optional] > part > *part > optional_end) >> x3::eps[close_optional];
const auto letter_run = x3::raw[+x3::char_("A-Za-z")][add_letters];
const auto plain = x3::raw[x3::char_ - x3::char_("]'")][add_literal];
const auto part_def = optional | quoted | letter_run | plain;
BOOST_SPIRIT_DEFINE(part)
const x3::rule<struct EndOfPattern> end_of_pattern = "a [ in front of this ]";
const auto end_of_pattern_def = x3::eoi;
BOOST_SPIRIT_DEFINE(end_of_pattern)
const auto whole = *part > end_of_pattern;

}  // namespace

tl::expected<model::DatePattern, SyntaxError> parse_date_pattern(std::string_view text) {
  if (text.size() > max_length) {
    return tl::unexpected(
        SyntaxError{static_cast<std::uint32_t>(max_length),
                    "a date pattern may have " + std::to_string(max_length) + " bytes at most"});
  }
  for (std::size_t at = text.find('%'); at < text.size(); at = text.find('%', at + 1))
    if (at + 1 < text.size() &&
        std::string_view("YymdHMSBbfzjI").find(text[at + 1]) != std::string_view::npos)
      return tl::unexpected(SyntaxError{
          static_cast<std::uint32_t>(at),
          "date letters stand without %: %Y is yyyy, %m MM, %d dd, %H HH, %M mm, %S ss, %f S, %z "
          "xx"});
  Builder builder;
  Cursor first = text.data();
  const Cursor end = first + text.size();
  try {
    x3::parse(first, end, x3::with<BuilderTag>(builder)[whole]);
    check_whole(builder.written, end);
  } catch (const x3::expectation_failure<Cursor>& failure) {
    return tl::unexpected(SyntaxError{static_cast<std::uint32_t>(failure.where() - text.data()),
                                      "expected " + failure.which()});
  } catch (const Complaint& complaint) {
    return tl::unexpected(complaint.in(text));
  }
  return builder.take();
}

}  // namespace leadlint::parse
