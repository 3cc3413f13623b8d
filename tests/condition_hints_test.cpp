// Conditions as people write them who know SQL, JavaScript, Python or a spreadsheet: each is told
// what to write instead, and what is advised is taken.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "load/checked_rules.h"
#include "parse/syntax.h"
#include "temporary_folder.h"

namespace leadlint::load {
namespace {

struct Slip {
  std::string_view condition, advice;
};

constexpr Slip slips[] = {
    {"s == [A, B]", "s in [A, B]"},
    {"s != (A, B)", "s not in [A, B]"},
    {"s IN (A, B)", "s in [A, B]"},
    {"s NOT IN (A, B)", "s not in [A, B]"},
    {"s notin [A]", "s not in [A]"},
    {"s nin [A]", "s not in [A]"},
    {"s !in [A]", "s not in [A]"},
    {"s is one of A, B", "s in [A, B]"},
    {"s is in [A, B] and n > 5", "s in [A, B]"},
    {"s is not in [A, B]", "s not in [A, B]"},
    {"s is A", "s == A"},
    {"s is not A", "s != A"},
    {"s equals A", "s == A"},
    {"s EQ A", "s == A"},
    {"s ne A", "s != A"},
    {"s : A", "s == A"},
    {"n gt 5", "n > 5"},
    {"n gte 5", "n >= 5"},
    {"n => 5", "n >= 5"},
    {"n =< 5", "n <= 5"},
    {"n is greater than 5", "n > 5"},
    {"n is greater than or equal to 5", "n >= 5"},
    {"n less than 5", "n < 5"},
    {"n is at least 5", "n >= 5"},
    {"n at most 5", "n <= 5"},
    {"n between 1 and 5", "n >= 1 and n <= 5"},
    {"n BETWEEN 1 AND 5 and s == A", "n >= 1 and n <= 5"},
    {"0 < n < 10", "0 < n and n < 10"},
    {"n >= 1 <= 5", "n >= 1 and n <= 5"},
    {"s == A and 0 < n <= 10", "0 < n and n <= 10"},
    {"zip is null", "absent(zip)"},
    {"zip IS NOT NULL", "present(zip)"},
    {"zip is None", "absent(zip)"},
    {"zip is not None", "present(zip)"},
    {"zip is undefined", "absent(zip)"},
    {"zip not null", "present(zip)"},
    {"n not between 1 and 5", "not (n >= 1 and n <= 5)"},
    {"zip is missing", "absent(zip)"},
    {"zip is present", "present(zip)"},
    {"zip exists", "present(zip)"},
    {"zip is empty", "blank(zip)"},
    {"zip is not empty", "not blank(zip)"},
    {"present zip", "present(zip)"},
    {"exists zip", "present(zip)"},
    {"isnull(zip)", "absent(zip)"},
    {"isset(zip)", "present(zip)"},
    {"is_empty(zip)", "blank(zip)"},
    {"present(zip, n)", "present(zip) and present(n)"},
    {"zip changed", "changed(zip)"},
    {"zip like \"A%\"", "matches(zip, NAME)"},
    {"zip NOT LIKE 'A%'", "not matches(zip, NAME)"},
    {"zip ~ \"A.*\"", "matches(zip, NAME)"},
    {"zip =~ /A/", "matches(zip, NAME)"},
    {"zip !~ /A/", "not matches(zip, NAME)"},
    {"zip == /A/", "matches(zip, NAME)"},
    {"zip starts with x", "starts_with(zip, \"x\")"},
    {"zip ends with x", "ends_with(zip, \"x\")"},
    {"zip contains \"x\"", "contains(zip, \"x\")"},
    {"zip.startsWith(\"x\")", "starts_with(zip, \"x\")"},
    {"startswith(zip, \"x\")", "starts_with(zip, \"x\")"},
    {"contains(zip, x)", "contains(zip, \"x\")"},
    {"len(zip) > 5", "length(zip) > 5"},
    {"LENGTH zip > 5", "length(zip) > 5"},
    {"zip.length() > 5", "length(zip) > 5"},
    {"zip.length > 5", "length(zip) > 5"},
    {"zip.isEmpty", "blank(zip)"},
    {"A == s", "s == A"},
    {"s == A or B", "s == B"},
    {"this.n > 5", "n > 5"},
    {"old.n > 5", "current.n > 5"},
    {"n in [1..5]", "n >= 1 and n <= 5"},
    {"n in [1-5]", "n >= 1 and n <= 5"},
    {"n in 1..5", "n >= 1 and n <= 5"},
    {"n > = 5", "n >= 5"},
    {"n < = 5", "n <= 5"},
    {"n ! = 5", "n != 5"},
    {"n = = 5", "n == 5"},
    {"n >< 5", "n != 5"},
    {"n >> 5", "n > 5"},
    {"n === 5", "n == 5"},
    {"n !== 5", "n != 5"},
    {"n !> 5", "n <= 5"},
    {"n !< 5", "n >= 5"},
    {"n > 1/2", "n > 0.5"},
    {"n == 0x10", "n == 16"},
    {"n > 0b11", "n > 3"},
    {"n > 0o17", "n > 15"},
    {"n > 5k", "n > 5000"},
    {"n > 2M", "n > 2000000"},
    {"n > 30days", "n > 30"},
    {"n > +5", "n > 5"},
    {"n > .5", "n > 0.5"},
    {"n > 5.", "n > 5"},
    {"n > - 5", "n > -5"},
    {"n > \xE2\x88\x92"
     "5",
     "n > -5"},
    {"n > 1 000", "n > 1000"},
    {"n > 1'000", "n > 1000"},
    {"n > 1_000", "n > 1000"},
    {"n > 1,000.5", "n > 1000.5"},
    {"n > 1.000.000", "n > 1000000"},
    {"n > 5.000,50", "n > 5000.5"},
    {"n > $1,000", "n > 1000"},
    {"n > 5 %", "n > 5"},
    {"s isn't A", "s != A"},
    {"s not A", "s != A"},
    {"s not-in [A, B]", "s not in [A, B]"},
    {"s isin [A, B]", "s in [A, B]"},
    {"s == any of A, B", "s in [A, B]"},
    {"s == either A or B", "s in [A, B]"},
    {"s in A, B", "s in [A, B]"},
    {"s.equals(\"A\")", "s == \"A\""},
    {"s.in(A, B)", "s in [A, B]"},
    {"s A", "s == A"},
    {"s changed to A", "changed(s) and s == A"},
    {"s changes from A to B", "current.s == A and s == B"},
    {"length(zip) between 1 and 5", "length(zip) >= 1 and length(zip) <= 5"},
    {"zip == A*", "matches(zip, NAME)"},
    {"zip =~ \"^(?=x)\"", "matches(zip, NAME)"},
    {"zip == *", "present(zip)"},
    {"n == null", "absent(n)"},
    {"n != null", "present(n)"},
    {"null == n", "absent(n)"},
    {"null != n", "present(n)"},
    {"n <> null", "present(n)"},
    {"n !== null", "present(n)"},
    {"n === null", "absent(n)"},
    {"n = null", "absent(n)"},
    {"not n == null", "absent(n)"},
    {"n == None", "absent(n)"},
    {"n != None", "present(n)"},
    {"None == n", "absent(n)"},
    {"zip == nil", "absent(zip)"},
    {"zip != nil", "present(zip)"},
    {"zip == undefined", "absent(zip)"},
    {"zip == NULL", "absent(zip)"},
    {"zip == empty", "blank(zip)"},
    {"zip != empty", "not blank(zip)"},
    {"n != empty", "present(n)"},
    {"s == None", "absent(s)"},
    {"s != undefined", "present(s)"},
    {"isNotEmpty(zip)", "not blank(zip)"},
    {"is_not_null(zip)", "present(zip)"},
    {"s not equals A", "s != A"},
    {"s not [A, B]", "s not in [A, B]"},
    {"s is not [A, B]", "s not in [A, B]"},
    {"s == not A", "s != A"},
    {"s != A or B", "s not in [A, B]"},
    {"s != A and B", "s not in [A, B]"},
    {"s == [A or B]", "s in [A, B]"},
    {"s == {A, B}", "s in [A, B]"},
    {"s one of A, B or n > 5", "s in [A, B]"},
    {"s is one of A or B", "s in [A, B]"},
    {"s either A or B", "s in [A, B]"},
    {"l == []", "blank(l)"},
    {"l != []", "not blank(l)"},
    {"zip not exists", "absent(zip)"},
    {"zip does not exist", "absent(zip)"},
    {"zip is not present", "absent(zip)"},
    {"zip not missing", "present(zip)"},
    {"no zip", "absent(zip)"},
    {"given n", "present(n)"},
    {"n is not greater than 5", "n <= 5"},
    {"n not less than 5", "n >= 5"},
    {"n is no more than 5", "n <= 5"},
    {"zip does not start with x", "not starts_with(zip, \"x\")"},
    {"zip doesn't exist", "absent(zip)"},
    {"n between 3, 9", "n >= 3 and n <= 9"},
    {"n between 3 to 9", "n >= 3 and n <= 9"},
    {"n between (3, 9)", "n >= 3 and n <= 9"},
    {"n between 1-5", "n >= 1 and n <= 5"},
    {"n between -5 and 5", "n >= -5 and n <= 5"},
    {"n in 1..5", "n >= 1 and n <= 5"},
    {"n in 1...5", "n >= 1 and n <= 5"},
    {"n in -5..5", "n >= -5 and n <= 5"},
    {"n in (1..5)", "n >= 1 and n <= 5"},
    {"n in [1..5]", "n >= 1 and n <= 5"},
    {"n in [1:5]", "n >= 1 and n <= 5"},
    {"n in 1-5", "n >= 1 and n <= 5"},
    {"n in 1 to 5", "n >= 1 and n <= 5"},
    {"n not in 1..5", "not (n >= 1 and n <= 5)"},
    {"not n in 1..5", "(n >= 1 and n <= 5)"},
    {"n == 1..5", "n >= 1 and n <= 5"},
    {"n == [1..5]", "n >= 1 and n <= 5"},
    {"n != (1 to 5)", "not (n >= 1 and n <= 5)"},
    {"n IN 1..5", "n >= 1 and n <= 5"},
    {"n is in 1-5", "n >= 1 and n <= 5"},
    {"n is not in 1..5", "not (n >= 1 and n <= 5)"},
    {"n is not between 1 and 5", "not (n >= 1 and n <= 5)"},
    {"n not between 1-5", "not (n >= 1 and n <= 5)"},
    {"n in 1\xE2\x80\xA6"
     "5",
     "n >= 1 and n <= 5"},
    {"n between 1\xE2\x80\x93"
     "5",
     "n >= 1 and n <= 5"},
    {"n != 1..5", "not (n >= 1 and n <= 5)"},
    {"n in range(1, 5)", "n >= 1 and n <= 5"},
    {"n not in range(1, 5)", "not (n >= 1 and n <= 5)"},
    {"s == A and n in range(1, 5)", "n >= 1 and n <= 5"},
    {"n range(1, 5)", "n >= 1 and n <= 5"},
    {"n in range 1 to 5", "n >= 1 and n <= 5"},
    {"n within 1 and 5", "n >= 1 and n <= 5"},
    {"range(n, 1, 5)", "n >= 1 and n <= 5"},
    {"between(n, 1, 5)", "n >= 1 and n <= 5"},
    {"inRange(n, 1, 5)", "n >= 1 and n <= 5"},
    {"not between(n, 1, 5)", "(n >= 1 and n <= 5)"},
    {"n.between(1, 5)", "n >= 1 and n <= 5"},
    {"has(zip)", "present(zip)"},
    {"has zip", "present(zip)"},
    {"has o.e", "present(o.e)"},
    {"has(o.e) and s == A", "present(o.e)"},
    {"not has(zip)", "present(zip)"},
    {"zip has value", "present(zip)"},
    {"zip has a value", "present(zip)"},
    {"zip has no value", "absent(zip)"},
    {"hasValue(zip)", "present(zip)"},
    {"hasOwnProperty(zip)", "present(zip)"},
    {"defined(zip)", "present(zip)"},
    {"is_defined(zip)", "present(zip)"},
    {"isPresent(zip)", "present(zip)"},
    {"zip defined", "present(zip)"},
    {"zip isset", "present(zip)"},
    {"isset zip", "present(zip)"},
    {"zip is provided", "present(zip)"},
    {"zip is unset", "absent(zip)"},
    {"zip isn't set", "absent(zip)"},
    {"zip is filled in", "not blank(zip)"},
    {"zip?", "present(zip)"},
    {"not zip?", "present(zip)"},
    {"zip? and s == A", "present(zip)"},
    {"o.e?", "present(o.e)"},
    {"zip.present?", "present(zip)"},
    {"zip.nil?", "absent(zip)"},
    {"zip.blank?", "blank(zip)"},
    {"o.e exists", "present(o.e)"},
    {"n == 1O0", "n == 100"},
    {"n > 1l", "n > 11"},
    {"n < 5o.5", "n < 50.5"},
    {"n from 3 to 9", "n >= 3 and n <= 9"},
    {"between n 3 and 9", "(n >= 3 and n <= 9)"},
    {"not n between 3 and 9", "(n >= 3 and n <= 9)"},
    {"not 0 < n < 10", "(0 < n and n < 10)"},
    {"not present(zip, n)", "(present(zip) and present(n))"},
    {"s was A", "current.s == A"},
    {"s was not A", "current.s != A"},
    {"old(s) == A", "current.s"},
    {"has_changed(s)", "changed(s)"},
    {"d is 2020-01-01", "d == \"2020-01-01\""},
    {"n after \"5\"", "n > 5"},
    {"o[\"e\"] == x", "o.e"},
    {"o->e == x", "o.e"},
    {"o/e == x", "o.e"},
    {"/o/e == x", "o.e"},
    {"o:e == x", "o.e"},
    {"blank(n)", "absent(n)"},
    {"o == {}", "absent(o)"},
    {"o != {}", "present(o)"},
};

class RuleFile {
 public:
  explicit RuleFile(std::string_view condition) {
    std::ofstream(path_, std::ios::binary)
        << "leadlint: 1\nruleset: acme/hints\nfields:\n  s: {values: [A, B]}\n  n: {type: number}\n"
           "  zip: {type: string}\n  d: {format: date}\n  l: {type: array}\n"
           "  o: {fields: {e: {type: string}}}\n  some: {values: [None, Other]}\nformats: {NAME: "
           "{pattern: '[0-9]+'}}\nrules:\n"
           "  - id: one\n    require: n\n    when: |\n      "
        << condition << "\n";
  }

  /// The mistakes, one behind the other; empty where there are none.
  [[nodiscard]] std::string mistakes() const {
    std::string text;
    if (const auto rules = read_checked(path_, {}); !rules)
      for (const OwnedFinding& finding : rules.error()) text += finding.message + "\n";
    return text;
  }

 private:
  support::TemporaryFolder folder_;
  std::string path_ = folder_.path("rules.yaml");
};

/// What stands behind `write`, without the back quotes that may be around it.
std::string advised(const std::string& message) {
  const std::size_t at = message.rfind("write ");
  if (at == std::string::npos) return {};
  std::string advice = message.substr(at + 6);
  if (advice.starts_with('`')) return advice.substr(1, advice.find('`', 1) - 1);
  for (const std::string_view end : {", with", ", or ", "; ", "\n"})
    advice = advice.substr(0, advice.find(end));
  return advice;
}

TEST(ConditionHints, SayWhatToWriteInstead) {
  for (const Slip& slip : slips) {
    const std::string message = RuleFile(slip.condition).mistakes();
    // Of a name alone the advice is the name.
    const std::string advice = advised(message);
    EXPECT_TRUE(!advice.empty() && slip.advice.starts_with(advice))
        << slip.condition << ": " << message;
    const bool name = slip.advice == "o.e" || slip.advice == "current.s";
    EXPECT_EQ(RuleFile(std::string(slip.advice) + (name ? " == A" : "")).mistakes(), "")
        << slip.advice;
  }
}

// Where there is no good advice there is none: nothing is told that is not taken then.
TEST(ConditionHints, AdviseNothingThatIsNotTaken) {
  static constexpr std::string_view conditions[] = {"n mod 2 == 0",
                                                    "range(1, 5)",
                                                    "s has A",
                                                    "not between",
                                                    "d in 2020-01-01..2020-12-31",
                                                    "s == \"A\" \"B\"",
                                                    "n between 3",
                                                    "o == {}",
                                                    "s == $A",
                                                    "n == 1.5.2",
                                                    "d before 2020-01-01",
                                                    "d > 01-02-2020",
                                                    "d after today",
                                                    "s == A // x",
                                                    "s == A /* x */",
                                                    "s == A -- x",
                                                    "o.e? == x",
                                                    "o?.e == x",
                                                    "n != A or B",
                                                    "n is 5 euros"};
  for (const std::string_view condition : conditions) {
    const std::string message = RuleFile(condition).mistakes(), advice = advised(message);
    EXPECT_NE(message, "") << condition;
    const bool general = advice.empty();
    EXPECT_TRUE(general || RuleFile(advice).mistakes().empty() ||
                RuleFile(advice + " == A").mistakes().empty())
        << condition << ": " << message;
  }
}

TEST(ConditionHints, TellAWordForNothingFromATextAndAListedValue) {
  for (const std::string_view taken :
       {"some == None", "some != None", "some in [None]", "zip == \"None\"", "zip == 'empty'",
        "zip in [\"None\", \"nil\"]", "zip != \"\""})
    EXPECT_EQ(RuleFile(taken).mistakes(), "") << taken;
  for (const auto& [told, word] :
       {std::pair<std::string_view, std::string_view>{"zip in [None, A]", "`None`"},
        {"zip not in [nil]", "`nil`"},
        {"zip in [A, null]", "`null`"},
        {"s in [A, undefined]", "`undefined`"},
        {"zip > None", "`None`"}}) {
    const std::string message = RuleFile(told).mistakes();
    EXPECT_NE(message.find(word), std::string::npos) << told << ": " << message;
    EXPECT_EQ(message.find("write"), std::string::npos) << told << ": " << message;
  }
}

TEST(ConditionHints, TellLettersThatStandForDigits) {
  for (const auto& [condition, words] : {
           std::pair<std::string_view, std::string_view>{
               "n == 1O0", "it has the letter O where a digit belongs: write n == 100"},
           {"n == l5",
            "`n` is a number, `l5` is text: it has the letter l where a digit belongs: "
            "write 15\n"},
           {"n == O1", "it has the letter O where a digit belongs: write 1\n"},
           {"n in [1, 2o]", "it has the letter o where a digit belongs: write 20\n"},
           {"n != \"I0\"", "it has the letter I where a digit belongs: write 10\n"},
           {"length(zip) > l0",
            "length(zip) is a number, `l0` is text: it has the letter l where "
            "a digit belongs: write 10\n"},
       })
    EXPECT_NE(RuleFile(condition).mistakes().find(words), std::string::npos)
        << condition << ": " << RuleFile(condition).mistakes();
  for (const std::string_view taken : {"zip == l5", "zip == \"1O0\"", "zip in [O1, l5]"})
    EXPECT_EQ(RuleFile(taken).mistakes(), "") << taken;
}

TEST(ConditionHints, NameWhatIsNotKnownHere) {
  struct Row {
    std::string_view condition, words;
  };
  static constexpr Row rows[] = {
      {"NOT s == A", "write not in lower case"},
      {"n \xE2\x89\xA5 5", "write >="},
      {"s in [A; B]", "commas stand between values"},
      {"$.n > 5", "a field stands by its plain name"},
      {"{n} > 5", "a field stands by its plain name"},
      {"s == A AND n > 5", "write and in lower case"},
      {"if s == A", "take `if` away"},
      {"s == A;", "nothing stands at their end"},
      {"s == A, n == 5", "conditions are joined by and, or"},
      {"s == A ? 1 : 2", "? : is not known"},
      {"s == Very Hot", "a text with a blank in it stands in quotes: \"Very Hot\""},
      {"n > 5 euros", "take `euros` away"},
      {"n == 1,000", "a number has no comma: write n == 1000"},
      {"n == 1,5", "a fraction is written with a point: write n == 1.5"},
      {"n == 5%", "a number has no %"},
      {"n == 1_000", "a number has no _ in it"},
      {"n == $5", "a number stands without its currency"},
      {"n % 2 == 0", "conditions only add, subtract and multiply"},
      {"n / 2 > 1", "conditions only add, subtract and multiply"},
      {"n*2 > 1", "a product has blanks around its *: a * b"},
      {"n == zip*2", "a product has blanks around its *: a * b"},
      {"n+2 > 1", "a sum is written a + b"},
      {"total(n) > 5", "write sum(n)"},
      {"abs(n - 1) < 0.01", "a == b within 0.01"},
      {"zip == 2024-01-01", "put 2024-01-01 in quotes"},
      {"zip == 10:30", "a time stands in quotes"},
      {"present(s) == true", "take `== true` away"},
      {"present(\"zip\")", "a field's name has no quotes"},
      {"present(and)", "stands in backquotes: `and`"},
      {"matches(zip, \"[0-9]+\")", "a pattern gets a name under `formats:`"},
      {"s in A", "a value to compare with stands in [ ]: in [A]"},
      {"s in \"A\"", "a single value stands in [ ] as well: [\"A\"]"},
      {"s in zip", "a rule about each item of a list"},
      {"any(zip) == A", "expected a comma after zip"},
      {"every(zip, n == 1)", "any(list, CONDITION) and all(list, CONDITION)"},
      {"n > now()", "write now, or moved: now + 2 hours"},
      {"n > today", "`n` is a number, `today` is a date: only like kinds compare"},
      {"d + 1 month > d", "months have no fixed length: write + 30 days"},
      {"d > today - 3 h", "write - 3 hours"},
      {"dow(d) == mon", "write weekday(d) in [mon, tue]"},
      {"s == A # open", "a comment cannot stand inside of a text"},
      {"zip == None", "write absent(zip), or \"None\" in quotes where that is a text"},
      {"s == A xor n > 5", "write (a or b) and not (a and b)"},
      {"d before 2020-01-01", "write d < 2020-01-01"},
      {"d > 01-02-2020", "a date stands in quotes"},
      {"s == A // why", "a comment cannot stand inside of a text"},
      {"s == A -- why", "a comment cannot stand inside of a text"},
      {"o.e? == x", "take the ? away"},
      {"o == x", "only single values are compared"},
      {"n == \"5\"", "take the quotes away"},
      {"zip == 5", "put it in quotes"},
      {"given(n)", "write present(n)"},
      {"zip.trim() == A", "`trimmed: true` at the field"},
      {"lower(zip) == a", "write zip itself, and `case: ignore` at the field"},
      {"zi\xE2\x80\x8Bp == A", "U+200B"},
      {"n>5and n<9", "a blank is missing behind the number"},
      {"n == 007", "write 7, or"},
      {"n > \"5\"", "take the quotes away"},
      {"zip == 5A", "a text that starts with a digit stands in quotes"},
      {"zip == 01234", "or \"01234\" where it is a text"},
      {"n is a number", "`n: {type: number}`"},
      {"typeof(n) == number", "with its `type:`"},
      {"is_string(zip)", "`zip: {type: string}`"},
      {"s == A => n > 5", "a rule says with its verb what follows"},
      {"s == A -> n > 5", "a rule says with its verb what follows"},
      {"s == A implies n > 5", "a rule says with its verb what follows"},
      {"s == A but n > 5", "write and"},
      {"either s == A or n > 5", "take `either` away"},
      {"neither s == A nor n > 5", "write not (a or b)"},
      {"case when s == A then n > 5 end", "rules of their own"},
      {"[s == A]", "conditions stand in ( )"},
      {"and s == A", "nothing stands in front of this and"},
      {"s == A and", "nothing stands behind and"},
      {"s == A.", "take the point at the end away"},
      {"s in [\"A\" \"B\"]", "a comma is missing between two values"},
      {"s in [A or B]", "commas stand between the values of a list"},
      {"same(n, n, n)", "same() takes two fields"},
      {"zip > 5", "length(zip)"},
      {"\"n\" > 5", "whose name has no quotes"},
      {"zip + 1 day > zip", "seconds are added to an instant; `zip` is text"},
      {"d + 2 mins > d", "write + 2 minutes"},
      {"zip.contains(\"a.b\")", "write contains(zip, \"a.b\")"},
  };
  for (const Row& row : rows) {
    const std::string message = RuleFile(row.condition).mistakes();
    EXPECT_NE(message.find(row.words), std::string::npos) << row.condition << ": " << message;
  }
}

}  // namespace
}  // namespace leadlint::load
