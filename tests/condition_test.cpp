// Conditions and paths: text to tree, and every mistake at its place.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "model/words.h"
#include "parse/syntax.h"

namespace leadlint {
namespace {

using model::Condition;
using model::Operand;
using model::Path;
using model::Scalar;
using model::Step;

std::string show(const Condition& condition);

std::string show(const Scalar& scalar) {
  if (std::holds_alternative<std::monostate>(scalar.value)) return "null";
  if (const auto* truth = std::get_if<bool>(&scalar.value)) return *truth ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&scalar.value)) {
    return std::to_string(*integer);
  }
  if (const auto* number = std::get_if<leadlint::model::Number>(&scalar.value))
    return std::to_string(number->nearest);
  return '"' + std::get<std::string>(scalar.value) + '"';
}

std::string show(const Path& path) {
  std::string out;
  switch (path.base) {
    case Path::Base::block:
      break;
    case Path::Base::outer:
      for (int i = 0; i < path.up; ++i) out += "outer>";
      break;
    case Path::Base::current:
      out = "current>";
      break;
    case Path::Base::request:
      out = "request>";
      break;
    case Path::Base::param:
      out = "param>";
      break;
    case Path::Base::previous:
      out = "previous>";
      break;
    case Path::Base::option:
      out = "option>";
      break;
    case Path::Base::after:
      out = "after>";
      break;
    case Path::Base::before:
    case Path::Base::item:
      out = "(only check makes these)";
      break;
  }
  bool first = true;
  for (const Step& step : path.steps) {
    if (step.kind == Step::Kind::last) {
      out += "[last]";
    } else if (step.kind == Step::Kind::each) {
      out += "[]";
    } else {
      out += (first ? "" : "/") + step.name;
    }
    first = false;
  }
  return out;
}

std::string show(const Operand& operand) {
  std::string out;
  switch (operand.kind) {
    case Operand::Kind::literal:
      return show(operand.literal);
    case Operand::Kind::length:
      return "length(" + show(operand.path) + ")";
    case Operand::Kind::text:
      return "text(" + show(operand.path) + ")";
    case Operand::Kind::sum:
      for (const Operand& factor : operand.summed)
        out += (out.empty() ? "sum(" : " * ") + show(factor);
      return out + ")";
    case Operand::Kind::count:
      for (const Condition& asked : operand.counted) out += ", " + show(asked);
      return "count(" + show(operand.path) + out + ")";
    case Operand::Kind::weekday:
      return "weekday(" + show(operand.path) + ")";
    case Operand::Kind::time_of_day:
      return "time_of_day(" + show(operand.path) + ")";
    case Operand::Kind::column:
      return operand.row_column.catalog + "[" + show(operand.path) + "]." +
             operand.row_column.column;
    case Operand::Kind::now:
    case Operand::Kind::today:
    case Operand::Kind::index:
      return "(only check makes these)";
    case Operand::Kind::path:
      out = (operand.bare_word ? "'" : "") + show(operand.path);
  }
  if (operand.seconds != 0)
    out += (operand.seconds > 0 ? "+" : "") + std::to_string(operand.seconds);
  if (operand.seconds_option) {
    out += (operand.seconds_negated ? "-" : "+") + show(*operand.seconds_option);
  }
  return out;
}

template <class List>
std::string join(const List& list, const char* between) {
  std::string out;
  for (const auto& each : list) out += (out.empty() ? "" : between) + show(each);
  return out;
}

std::string show(const Condition& condition) {
  using Kind = Condition::Kind;
  const auto call = [&](const char* name) {
    return std::string(name) + "(" + join(condition.operands, ", ") +
           (condition.name.empty() ? ""
                                   : (condition.operands.empty() ? "" : "; ") + condition.name) +
           ")";
  };
  switch (condition.kind) {
    case Kind::always:
      return "always";
    case Kind::never:
      return "never";
    case Kind::all_of:
      return "(" + join(condition.children, " and ") + ")";
    case Kind::any_of:
      return "(" + join(condition.children, " or ") + ")";
    case Kind::negation:
      return "not " + join(condition.children, "?");
    case Kind::compare: {
      static constexpr const char* signs[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
      return join(condition.operands, signs[static_cast<int>(condition.comparison)]);
    }
    case Kind::calculation: {
      std::string out;
      bool right = false;
      std::size_t at = 0;
      for (const model::Term& term : condition.terms) {
        static constexpr const char* signs[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
        out += term.right && !right ? signs[static_cast<int>(condition.comparison)]
               : at == 0            ? ""
               : term.negative      ? " - "
                                    : " + ";
        right = term.right;
        for (std::uint32_t factor = 0; factor < term.factors; ++factor)
          out += (factor == 0 ? "" : " * ") + show(condition.operands[at++]);
      }
      return out + (condition.within ? " within " + show(*condition.within) : "");
    }
    case Kind::in_list:
      return join(condition.operands, "?") + " in [" + join(condition.literals, ", ") + "]";
    case Kind::in_catalog: {
      std::string out = join(condition.operands, ", ") + " in catalog " + condition.name;
      for (const std::string& column : condition.columns) out += ":" + column;
      return out;
    }
    case Kind::present:
    case Kind::absent:
    case Kind::sent:
    case Kind::cleared:
    case Kind::given:
    case Kind::blank:
    case Kind::matches:
    case Kind::starts_with:
    case Kind::ends_with:
    case Kind::contains:
    case Kind::same:
    case Kind::changed:
    case Kind::only:
      return call(model::function_row(condition.kind)->name);
    case Kind::any_item:
    case Kind::all_items:
      return (condition.kind == Kind::any_item ? "any(" : "all(") + show(condition.operands[0]) +
             ", " + show(condition.of_items[0]) + ")";
    case Kind::in_form:
      return "(only parse makes this)";
    case Kind::in_items:
      return show(condition.operands[0]) + " in list " +
             show(condition.of_items[0].operands[0].path);
    case Kind::named:
      return "<" + condition.name + ">";
  }
  return {};
}

/// The text in a buffer of its exact size, so that a sanitizer sees any byte read behind it.
struct Exact {
  explicit Exact(std::string_view text) : bytes(new char[text.size()]), size(text.size()) {
    text.copy(bytes.get(), size);
  }
  [[nodiscard]] std::string_view view() const { return {bytes.get(), size}; }
  std::unique_ptr<char[]> bytes;
  std::size_t size;
};

std::string outcome(std::string_view text) {
  const Exact exact(text);
  const auto result = parse::parse_condition(exact.view(), {0, 1, 1});
  if (result) return show(*result);
  return std::to_string(result.error().offset) + ": " + result.error().message;
}

struct Row {
  std::string_view text, expected;
};

TEST(Condition, ReadsToTree) {
  static constexpr Row rows[] = {
      {"status == LEAD_WON", "'status == 'LEAD_WON"},
      {"status==LEAD_WON", "'status == 'LEAD_WON"},
      {"  a  !=  b  ", "'a != 'b"},
      {"a < 1", "'a < 1"},
      {"a <= -1.5", "'a <= -1.500000"},
      {"a > 1e3", "'a > 1000.000000"},
      {"a >= 9223372036854775807", "'a >= 9223372036854775807"},
      {"a + 60 == b", "a+60 == 'b"},
      {"a + b == c - d", "'a + 'b == 'c - 'd"},
      {"a + 5 + 7 == b", "a+5 + 7 == 'b"},
      {"a + 1.5 == b", "'a + 1.500000 == 'b"},
      {"a + 5 * b == c", "'a + 5 * 'b == 'c"},
      {"a * b + 5 <= c", "a * b+5 <= 'c"},
      {"0.5 * a - 2 * b != 7 - c", "0.500000 * 'a - 2 * 'b != 7 - 'c"},
      {"a == b within 0.01", "'a == 'b within 0.010000"},
      {"a == b + option.x", "'a == b+option>x"},
      {"sum(a.b) == c and d", "(sum(a/b) == 'c and <d>)"},
      {"t == sum(a.b * a[].c) + u within 1 or e == f",
       "('t == sum(a/b * a[]/c) + 'u within 1 or 'e == 'f)"},
      {"summary == x", "'summary == 'x"},
      {"any(lines, kind == a and b > 1)", "any('lines, ('kind == 'a and 'b > 1))"},
      {"not all( a.b , any(c, d in [x]) or e )", "not all(a/b, (any('c, 'd in [\"x\"]) or <e>))"},
      {"count(lines, a == count(b, c == 1) + 2) <= d + 1 and e",
       "(count(lines, 'a == count(b, 'c == 1) + 2) <= d+1 and <e>)"},
      {"a == count(b) * 2", "'a == count(b) * 2"},
      {"\"vip\" in tags", "\"vip\" in catalog tags"},
      {"a not in outer.products.id", "not 'a in list outer>products/id"},
      {"a in b.c.d or a in b[last].c", "('a in list b/c/d or 'a in list b[last]/c)"},
      {"counter == 1 and any_of == all", "('counter == 1 and 'any_of == 'all)"},
      {"a == within", "'a == 'within"},
      {"a == true", "'a == true"},
      {"a != null", "'a != null"},
      {"trueish == nullable", "'trueish == 'nullable"},
      {"a == \"x y\"", "'a == \"x y\""},
      {"a == 'it\\'s'", "'a == \"it's\""},
      {"a == \"\"", "'a == \"\""},
      {"a == \"\\u00e9\\n\\\\\"", "'a == \"\xC3\xA9\n\\\""},
      {"5 == a", "5 == 'a"},
      {"a == b and c == d and e == f", "('a == 'b and 'c == 'd and 'e == 'f)"},
      {"a >= 2024-01-31", "'a >= \"2024-01-31\""},
      {"2024-01-31T10:00:30.5+02:00 < a", "\"2024-01-31T10:00:30.5+02:00\" < 'a"},
      {"a < b + 90 days and a > today - 2  hours", "('a < b+7776000 and 'a > today-7200)"},
      {"a < b + 1 week or a < b - 1 minute", "('a < b+604800 or 'a < b-60)"},
      {"weekday( a ) in [mon, tue]", "weekday(a) in [\"mon\", \"tue\"]"},
      {"time_of_day(a) < \"09:00\"", "time_of_day(a) < \"09:00\""},
      {"a == b or c == d and e == f", "('a == 'b or ('c == 'd and 'e == 'f))"},
      {"(a == b or c == d) and e == f", "(('a == 'b or 'c == 'd) and 'e == 'f)"},
      {"((a == b))", "'a == 'b"},
      {"not a == b and c == d", "(not 'a == 'b and 'c == 'd)"},
      {"not not ready", "not not <ready>"},
      {"not(a == b)", "not 'a == 'b"},
      {"not blank(reason)", "not blank('reason)"},
      {"notes == x", "'notes == 'x"},
      {"order == x and android == y", "('order == 'x and 'android == 'y)"},
      {"a in [X, Y]", "'a in [\"X\", \"Y\"]"},
      {"a in [2, 3]", "'a in [2, 3]"},
      {"a in [N/A, \"\"]", "'a in [\"N/A\", \"\"]"},
      {"a in [3d_tour, 2024-01-01, -1, 1.5, true, null, a.b, sub-status]",
       "'a in [\"3d_tour\", \"2024-01-01\", -1, 1.500000, true, null, \"a.b\", \"sub-status\"]"},
      {"a in []", "'a in []"},
      {"a not in [X]", "not 'a in [\"X\"]"},
      {"a in [X,\n  Y]", "'a in [\"X\", \"Y\"]"},
      {"reasonId in reasons.id", "'reasonId in catalog reasons:id"},
      {"reasonId in reasons", "'reasonId in catalog reasons"},
      {"reasonId not in reasons.id and b == c",
       "(not 'reasonId in catalog reasons:id and 'b == 'c)"},
      {"(subStatus, status) in substatuses", "'subStatus, 'status in catalog substatuses"},
      {"(a, b.c, outer.d) not in x", "not 'a, b/c, outer>d in catalog x"},
      {"not (reason in reasons.reason)", "not 'reason in catalog reasons:reason"},
      {"(list[last].x, y) in z", "list[last]/x, 'y in catalog z"},
      {"present(jobAmount)", "present('jobAmount)"},
      {"present( lead.payment_method )", "present(lead/payment_method)"},
      {"absent (a)", "absent('a)"},
      {"blank(a)", "blank('a)"},
      {"changed(a)", "changed('a)"},
      {"given(reasons)", "given(reasons)"},
      {"given(current.status)", "given(current>status)"},
      {"given(param.id)", "given(param>id)"},
      {"given(current)", "given(current)"},
      {"matches(a.b, email)", "matches(a/b; email)"},
      {"starts_with(a, \"x y\")", "starts_with('a, \"x y\")"},
      {"not ends_with( a.b , 'x' )", "not ends_with(a/b, \"x\")"},
      {"contains(a, current.b)", "contains('a, current>b)"},
      {"length(a) <= length(b)", "length(a) <= length(b)"},
      {"same(subStatus, log[last].subStatus)", "same('subStatus, log[last]/subStatus)"},
      {"only(payment_method_id, reuseable)", "only('payment_method_id, 'reuseable)"},
      {"only(a)", "only('a)"},
      {"length(current.attachments) >= 1", "length(current>attachments) >= 1"},
      {"length(a) in [1, 2]", "length(a) in [1, 2]"},
      {"text(a) == text(b)", "text(a) == text(b)"},
      {"present == length", "'present == 'length"},
      {"outer.outer.x == outer.category.id", "outer>outer>x == outer>category/id"},
      {"outer == current", "'outer == 'current"},
      {"current.status == JOB_WON", "current>status == 'JOB_WON"},
      {"request.lead.id == param.id", "request>lead/id == param>id"},
      {"option.capillary.reason_catalog != ignore", "option>capillary.reason_catalog != 'ignore"},
      {"a >= b - 5", "'a >= b-5"},
      {"a + 60 >= b", "a+60 >= 'b"},
      {"lastUpdatedOn >= log[last].createdOn - option.capillary.log_clock_skew_s",
       "'lastUpdatedOn >= log[last]/createdOn-option>capillary.log_clock_skew_s"},
      {"`sub-status` == `x`", "sub-status == x"},
      {"current.`@id`.b == 1", "current>@id/b == 1"},
      {"reason_needed", "<reason_needed>"},
      {"reason_needed and a == b", "(<reason_needed> and 'a == 'b)"},
      {"true", "always"},
      {"false or a == b", "(never or 'a == 'b)"},
      {"emailPermission == true or phonePermission == true",
       "('emailPermission == true or 'phonePermission == true)"},
  };
  for (const Row& row : rows) EXPECT_EQ(outcome(row.text), row.expected) << row.text;
}

TEST(Condition, PlacesMistakes) {
  static constexpr Row rows[] = {
      {"", "0: expected a condition"},
      {"   ", "3: expected a condition"},
      {"status ==", "9: expected a value after =="},
      {"status == ", "10: expected a value after =="},
      {"status == and b", "10: expected a value after =="},
      {"== b", "0: expected a condition: a field stands in front of the comparison"},
      {"a == b == c",
       "7: expected and, or or the end after b: comparisons do not chain: write a == b and b == c"},
      {"a < b < c",
       "6: expected and, or or the end after b: comparisons do not chain: write a < b and b < c"},
      {"weekday(a) == mon == tue",
       "18: expected and, or or the end after mon: comparisons do not chain: write weekday(a) == "
       "mon "
       "and mon == tue"},
      {"(b or length(a) < b < c",
       "20: expected and, or or ) after b: comparisons do not chain: write length(a) < b and b < "
       "c"},
      {"a = b", "2: expected and, or or the end after a: write == to compare"},
      {"a === b", "4: expected a value after ==: write a == b"},
      {"a && b == c", "2: expected and, or or the end after a: write and"},
      {"a == b || c", "7: expected and, or or the end after b: write or"},
      {"!a", "0: expected a condition: write not"},
      {"a == b and", "10: expected a condition after and: nothing stands behind and: take it away"},
      {"a == b and or c",
       "11: expected a condition after and: nothing stands in front of this or: take it away"},
      {"or a", "0: expected a condition: nothing stands in front of this or: take it away"},
      {"(a == b", "7: expected and, or or ) after b"},
      {"a == b)", "6: expected and, or or the end after b: no ( is open here"},
      {"()", "1: expected a condition after ("},
      {"not", "3: expected a condition after not: nothing stands behind not: take it away"},
      {"a not b", "6: expected in after not: write a != b"},
      {"a in", "4: expected [ or a catalog after in"},
      {"a in 5", "5: expected [ or a catalog after in: a single value stands in [ ] as well: [5]"},
      {"a in [X, ]",
       "9: expected a value after ,: take the comma away, or write a value behind it"},
      {"a in [X Y]",
       "8: expected a comma or ] after X: a comma is missing, or a text with a blank in it stands "
       "in quotes"},
      {"a in [X", "7: expected a comma or ] after X"},
      {"a in [-x]", "6: expected a value: a text that starts with - stands in quotes"},
      {"a in reasons.", "13: expected a name after .: take the point at the end away"},
      {"a.b", "3: expected a comparison (==, !=, <, in, ...) after a.b"},
      {"5", "1: expected a comparison (==, !=, <, in, ...) after 5"},
      {"\"x\"", "3: expected a comparison (==, !=, <, in, ...) after the text"},
      {"a. b == c", "2: expected a name after ."},
      {"a[0].b == c",
       "2: expected last] or ] after [: of a list only the last item has a name, [last]; a rule "
       "about each stands in `rules:` under its `items:`"},
      {"sub-status == x",
       "3: expected blanks around -: a name with - in it stands in backquotes, a text in quotes"},
      {"a -5 == b",
       "2: expected blanks around -: a name with - in it stands in backquotes, a text in quotes"},
      {"a - == c",
       "4: expected a number, a duration (90 days), a field or option.NAME after -: write == to "
       "compare"},
      {"a + \"x\" == c",
       "4: expected a number, a duration (90 days), a field or option.NAME after +"},
      {"a * == c", "4: expected a number or a field after *: write == to compare"},
      {"a + b", "5: expected a comparison (==, !=, <, in, ...) after b"},
      {"a == b * c * d * e", "15: a product has 3 numbers at most"},
      {"a + b in [5]", "10: what is calculated stands on a side of == != < <= > >="},
      {"sum(a.b) in [5]", "13: what is calculated stands on a side of == != < <= > >="},
      {"a == b within c", "14: expected a number after within"},
      {"sum() == c", "4: expected a number, or a member of a list's items after ("},
      {"sum(a.b + a.c) == d", "8: expected ) after a.b"},
      {"(a + b) * c == d",
       "6: expected a comparison (==, !=, <, in, ...) after b: ( ) stand around conditions, and "
       "not "
       "within a calculation"},
      {"a - 1000000000001 == c", "4: seconds go up to 1000000000000"},
      {"a == \"x", "7: expected the closing \" of the text"},
      {"a == 'x\\'", "9: expected the closing ' of the text"},
      {"a == \"\\q\"", "6: there is no escape \\q in a text: \\\\ \\\" \\' \\n \\t \\uXXXX"},
      {"a == \"\\u12\"", "6: expected four hex digits of a character behind \\u"},
      {"a == \"\\ud800\"", "6: expected four hex digits of a character behind \\u"},
      {"a == 12x",
       "5: expected a value after ==: a text that starts with a digit stands in quotes"},
      {"a == 1e999", "5: the number 1e999 does not fit a double"},
      {"present()", "8: expected a field after ("},
      {"present(a", "9: expected ) after a"},
      {"present(a, b)",
       "9: expected ) after a: present() takes one field: write present(a) and present(b)"},
      {"matches(a)",
       "9: expected a comma after a: the name of a format follows, matches(f, NAME); inside of { } "
       "a text with a comma in it stands in quotes"},
      {"matches(a, 5)",
       "11: expected the name of a format after ,: a pattern gets a name under `formats:`, `NAME: "
       "{pattern: '...'}`, which is written here"},
      {"contains(a)",
       "10: expected a comma after a: a text in quotes follows, contains(f, \"x\"), or a field; "
       "inside of { } a text with a comma in it stands in quotes"},
      {"starts_with(a, 5)", "15: expected a text in quotes, or a field after ,"},
      {"same(a)",
       "6: expected a comma after a: two fields are compared, same(a, b); inside of { } a text "
       "with a comma in it stands in quotes"},
      {"only(a,)", "7: expected a field after ,"},
      {"presnt(a)",
       "0: there is no function presnt: there are present absent sent cleared given blank "
       "matches starts_with ends_with contains same changed only any all length count text sum "
       "weekday time_of_day"},
      {"given(5)", "6: expected a catalog, or a path of current, request or param after ("},
      {"length(a)", "9: expected a comparison (==, !=, <, in, ...) after )"},
      {"(a, b)", "6: expected in after )"},
      {"(a, b) in [X]", "10: expected a catalog after in"},
      {"(a, b) in x.y", "11: expected and, or or the end after x"},
      {"option. == x", "7: expected the name of an option after ."},
      {"outer. == x", "6: expected a name after ."},
      {"a == \xE2\x80\x9CX\xE2\x80\x9D", "5: expected a value after ==: write straight quotes"},
      {"a == b\xC2\xA0",
       "6: expected and, or or the end after b: this is a no-break space (U+00A0), write a plain "
       "one"},
      {"caf\xC3\xA9 == b",
       "3: expected and, or or the end after caf: a name with such letters stands in backquotes, a "
       "text in quotes"},
      {"a == `b", "7: expected the closing ` of the name"},
  };
  for (const Row& row : rows) EXPECT_EQ(outcome(row.text), row.expected) << row.text;
}

TEST(Condition, HasLimits) {
  EXPECT_EQ(outcome(std::string(4097, 'a')), "4096: a condition may have 4096 bytes at most");
  std::string long_enough = "a == " + std::string(4091, 'b');
  EXPECT_TRUE(parse::parse_condition(long_enough, {}).has_value());
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "a == b" + std::string(depth, ')');
  };
  EXPECT_TRUE(parse::parse_condition(nested(64), {}).has_value());
  EXPECT_EQ(outcome(nested(65)), "65: a condition may be nested 64 deep at most");
  std::string nots;
  for (int i = 0; i < 1000; ++i) nots += "not ";
  EXPECT_EQ(outcome(nots + "a"), "260: a condition may be nested 64 deep at most");
  std::string many = "a == b";
  for (int i = 0; i < 300; ++i) many += " or a == b";
  const auto wide = parse::parse_condition(many, {});
  ASSERT_TRUE(wide.has_value());
  EXPECT_EQ(wide->children.size(), 301U);
}

TEST(Condition, EveryPartKnowsItsColumn) {
  // columns count code points: the e with an accent is one of them
  const auto result =
      parse::parse_condition("a == \"\xC3\xA9\" and not x in [U, V] or ready", {2, 7, 11});
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->where.file, 2);
  EXPECT_EQ(result->where.line, 7U);
  EXPECT_EQ(result->where.column, 11U);
  const Condition& both = result->children[0];
  EXPECT_EQ(both.children[0].operands[1].where.column, 16U);
  EXPECT_EQ(both.children[0].operands[1].literal.where.column, 16U);
  const Condition& in_list = both.children[1].children[0];
  EXPECT_EQ(in_list.operands[0].where.column, 28U);
  EXPECT_EQ(in_list.operands[0].path.where.column, 28U);
  EXPECT_EQ(in_list.literals[1].where.column, 37U);
  EXPECT_EQ(result->children[1].where.column, 43U);
  const auto steps = parse::parse_condition("present(lead.unit_id)", {0, 1, 1});
  ASSERT_TRUE(steps.has_value());
  EXPECT_EQ(steps->operands[0].path.steps[1].offset, 13U);
}

std::string path_outcome(std::string_view text) {
  const Exact exact(text);
  const auto result = parse::parse_path(exact.view(), {0, 1, 1});
  if (result) return show(*result);
  return std::to_string(result.error().offset) + ": " + result.error().message;
}

TEST(Path, ReadsOrPlacesMistake) {
  static constexpr Row rows[] = {
      {"status", "status"},
      {"lead.unit_id", "lead/unit_id"},
      {"outer.outer.id", "outer>outer>id"},
      {"statusLogDetails[last].status", "statusLogDetails[last]/status"},
      {"statusLogDetails[].status", "statusLogDetails[]/status"},
      {"current.data.status", "current>data/status"},
      {"param.id", "param>id"},
      {"option.a.b", "option>a.b"},
      {"sub-status.@id", "sub-status/@id"},
      {"caf\xC3\xA9", "caf\xC3\xA9"},
      {"`a b`.c", "a b/c"},
      {"outer", "outer"},
      {"in.not", "in/not"},
      {"", "0: expected a name"},
      {"a.", "2: expected a name after .: take the point at the end away"},
      {"a..b", "2: expected a name after .: one point stands between two names"},
      {".a", "0: expected a name"},
      {"a b",
       "1: expected the end of the path after a: several fields stand in a list, [a, b]; a name "
       "with such signs in backquotes"},
      {"a[first]",
       "2: expected last] or ] after [: of a list only the last item has a name, [last]; a rule "
       "about each stands in `rules:` under its `items:`"},
      {"a == b",
       "1: expected the end of the path after a: a field's name belongs here; a comparison stands "
       "behind `assert:` or `when:`"},
      {"`a", "2: expected the closing ` of the name"},
  };
  for (const Row& row : rows) EXPECT_EQ(path_outcome(row.text), row.expected) << row.text;
}

}  // namespace
}  // namespace leadlint
