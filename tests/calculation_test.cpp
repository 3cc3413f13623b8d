// Calculations in conditions, as a rule author and a sender meet them: what is exact, what an
// absent or broken part does, and what is a mistake. (That all tiers agree with arithmetic on paper
// is tests/agreement_test.cpp, with tests/rulefiles/agreement/sums.yaml.)
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

constexpr std::string_view sum_header = "leadlint: 1\nruleset: test/sums\n";

struct CalculationRow {
  std::string_view fields, rule;  // flow YAML
  std::string_view payload;
  std::string_view told;  // the findings' messages; empty: none
};

constexpr std::string_view money_fields =
    "{net: {type: number}, tax: {type: number}, total: {type: number, accept: [json, text]}, "
    "rate: {type: number, nullable: true}}";
constexpr std::string_view line_fields =
    "{total: {type: number}, shares: {items: {type: number}}, lines: {items: {fields: {amount: "
    "{type: number, required: true}, off: {type: number}, count: {type: integer, max: 99}}}}}";
constexpr std::string_view soft_lines =
    "{total: {type: number}, tags: {items: {type: {is: integer, severity: warning}}}, lines: "
    "{items: "
    "{fields: {n: {type: {is: integer, severity: warning}}}}}}";
constexpr std::string_view text_fields =
    "{a: {type: string}, b: {type: string}, n: {type: number}, l: {items: {type: number}}}";
constexpr std::string_view adds_up = "assert: total == net + tax";
constexpr std::string_view sums_up = "assert: sum(lines.amount) - sum(lines.off) == total";

std::string what_is_told(const CalculationRow& row) {
  const support::TemporaryFolder folder;
  const std::string_view id = row.rule.starts_with('{') ? "" : "id: r\n    ";
  std::string text(sum_header);
  for (const std::string_view part :
       {std::string_view("fields: "), row.fields, std::string_view("\nrules:\n  - "), id, row.rule})
    text += part;
  const auto ruleset = load_ruleset(folder.write("rules.yaml", text + "\n"));
  if (!ruleset) return "does not load: " + ruleset.error().owned().front().message;
  Validator validator{*ruleset};
  std::string out;
  for (const OwnedFinding& finding : validator.check(row.payload).findings().owned())
    out += (out.empty() ? "" : "; ") + finding.message;
  return out;
}

TEST(Calculation, IsExactAndSilentWhereNotAllIsKnown) {
  const std::string nines(36, '9');
  const std::string long_sum = R"({"net":)" + nines + R"(,"tax":1,"total":1e36})";
  const CalculationRow rows[] = {
      {money_fields, adds_up, R"({"net":0.1,"tax":0.2,"total":0.3})", ""},
      {money_fields, adds_up, R"({"net":0.1,"tax":0.2,"total":"0.30"})", ""},
      {money_fields, adds_up, R"({"net":1e2,"tax":19.00,"total":119})", ""},
      {money_fields, adds_up, R"({"net":100,"tax":19,"total":119.0000000000000000001})",
       "total 119.0000000000000000001 must equal net + tax (119)"},
      {money_fields, adds_up, R"({"net":100,"total":119})", ""},
      {money_fields, adds_up, R"({"net":100,"tax":null,"total":119})",
       "tax is null, which counts as left out"},
      // (The number itself is broken, or longer than what is calculated with.)
      {money_fields, adds_up, R"({"net":"x","tax":19,"total":119})",
       "net \"x\" must be a number, not text"},
      {money_fields, adds_up, long_sum,
       "total 1e36 has more than 36 digits before the point or behind it, so the rule r was not "
       "judged"},
      {money_fields, adds_up, R"({"net":1e-40,"tax":1,"total":"1"})",
       "net 1e-40 has more than 36 digits before the point or behind it, so the rule r was not "
       "judged"},
      {money_fields, adds_up, R"({"net":1,"tax":1,"total":2,"rate":1e40})", ""},
      {line_fields, sums_up, R"({"lines":[{"amount":1e37}],"total":3})",
       "amount 1e37 has more than 36 digits before the point or behind it, so the rule r was not "
       "judged"},
      {line_fields, "assert: sum(shares) == 100", R"({"shares":[1e-37, 3]})",
       "item 1 1e-37 has more than 36 digits before the point or behind it, so the rule r was not "
       "judged"},
      // (What could not be read of an item.)
      {soft_lines, "assert: sum(lines.n) == total", R"({"lines":[{"n":"x"}],"total":3})",
       "n \"x\" must be a whole number, not text; n \"x\" could not be read, so the rule r was not "
       "judged"},
      {soft_lines, "{id: s, when: \"any(lines, n > 3)\", require: total}",
       R"({"lines":[{"n":"x"}]})",
       "n \"x\" must be a whole number, not text; n \"x\" could not be read, so the rule s was not "
       "judged"},
      {soft_lines, "assert: \"count(tags, item > 3) <= 1 and total in lines.n\"",
       R"({"lines":[{"n":"x"}],"tags":["y"],"total":1})",
       "n \"x\" must be a whole number, not text; n \"x\" could not be read, so the rule r was not "
       "judged; item 1 \"y\" must be a whole number, not text; item 1 \"y\" could not be read, so "
       "the rule r was not judged"},
      {soft_lines, "{id: s, severity: \"off\", when: \"any(lines, n > 3)\", require: total}",
       R"({"lines":[{"n":"x"}]})", "n \"x\" must be a whole number, not text"},
      // Lengths.
      {text_fields, "assert: length(a) + length(b) <= 5", R"({"a":"xyz","b":"é"})", ""},
      {text_fields, "assert: length(a) + length(b) <= 5", R"({"a":"xyz","b":"xyz"})",
       "the length of a + the length of b (6) must be at most 5"},
      {text_fields, "assert: length(a) * 2 + 1 == length(l) + n", R"({"a":"xyz","l":[1,2],"n":5})",
       ""},
      {text_fields, "assert: length(a) + 1 <= n", R"({"a":"xyz","n":3})",
       "the length of a + 1 (4) must be at most n (3)"},
      {text_fields, "assert: length(a) + length(b) <= 1", R"({"a":"xyz"})", ""},
      {text_fields, "assert: length(a) + length(n) <= 1", "{}",
       "does not load: length() counts text and lists; `n` is a number"},
      {text_fields, "assert: length(a) + 2 days <= 1", "{}",
       "does not load: a duration moves one moment: d >= start + 90 days"},
      {money_fields, "assert: total == net + tax within 0.01", R"({"net":1,"tax":1,"total":2.01})",
       ""},
      {money_fields, "assert: total == net + tax within 0.01", R"({"net":1,"tax":1,"total":1.989})",
       "total 1.989 must equal net + tax (2) within 0.01"},
      {money_fields, "assert: total != net within 1", R"({"net":1,"total":1.5})",
       "total 1.5 must differ from net (1) within 1"},
      {money_fields, "assert: net + tax <= total", R"({"net":1,"tax":1.01,"total":2})",
       "net + tax (2.01) must be at most total (2)"},
      {money_fields, "assert: net + 5 == total", R"({"net":1,"total":6})", ""},
      {money_fields, "assert: net + 5 == total", R"({"net":1,"total":6.5})",
       "net + 5 (6) must equal total (6.5)"},
      {money_fields, "assert: total == 2 * net * rate - 1", R"({"net":1.5,"rate":-2,"total":-7})",
       ""},
      {money_fields, "{id: s, when: total != net + tax, require: rate}", R"({"net":1,"total":1})",
       "rate is missing; it is needed when total is not net + tax"},
      {line_fields, sums_up, R"({"lines":[],"total":0})", ""},
      {line_fields, sums_up, R"({"total":5})", ""},
      {line_fields, sums_up, R"({"lines":[{"amount":2.5,"off":0.5},{"amount":1}],"total":3})", ""},
      {line_fields, sums_up, R"({"lines":[{"amount":2.5},{"amount":1}],"total":3})",
       "the sum of lines.amount - the sum of lines.off (3.5) must equal total (3)"},
      {line_fields, sums_up, R"({"lines":[{"amount":2.5},{"off":1}],"total":3})",
       "amount is missing"},
      {line_fields, "assert: sum(lines.amount * lines.count) == total",
       R"({"lines":[{"amount":2,"count":3},{"amount":1}],"total":6})", ""},
      {line_fields, "assert: sum(lines.amount * lines.count) == total",
       R"({"lines":[{"amount":2,"count":100}],"total":6})", "count 100 is more than 99"},
      {line_fields, "assert: sum(shares) == 100", R"({"shares":[33.3,33.3,33.4]})", ""},
      {line_fields, "assert: sum(shares) == 100", R"({"shares":[33.3,33.3,33.3]})",
       "the sum of shares (99.9) must equal 100"},
      {line_fields, "assert: 0.5 * sum(shares) == total", R"({"shares":[1,2],"total":1.5})", ""},
      // Mistakes.
      {money_fields, "assert: total == net + word", "{}",
       "does not load: there is no field `word` here"},
      {money_fields, "assert: total < net within 1", "{}",
       "does not load: `within` goes with == and !=: it says how far the two sides may be apart"},
      {"{a: {type: number}, s: {type: string}}", "assert: a == a + s", "{}",
       "does not load: `s` is text: only numbers are calculated with"},
      {"{a: {type: number}, d: {format: rfc3339}}", "assert: a == d - a", "{}",
       "does not load: `d` is an instant: only numbers are calculated with"},
      {money_fields, "assert: sum(net) == total", "{}",
       "does not load: `net` stands in no list, and sum() adds up what a list's items have: "
       "sum(lines.amount)"},
      {line_fields, "assert: sum(lines) == total", "{}",
       "does not load: `lines[]` is an object: only numbers are calculated with"},
      {line_fields, "assert: sum(lines.amount * shares) == total", "{}",
       "does not load: one sum() goes over one list: `shares` is in another than `lines`"},
      {line_fields, "assert: sum(lines.price) == total", "{}",
       "does not load: there is no field `price` here"},
      {line_fields, "assert: sum(current.lines.amount) == total", "{}",
       "does not load: sum() goes over a list of the record; `current.lines.amount` is not part of "
       "it"},
      {line_fields, "assert: sum(lines.amount * lines.off * 2) * 3 == total", "{}",
       "does not load: a product has 3 numbers at most, those in sum() included"},
      {line_fields, "assert: sum(shares) * sum(shares) == total", "{}",
       "does not load: two sums are added, and not multiplied"},
      {line_fields, "assert: sum(2) == total", "{}",
       "does not load: sum() adds up a member of a list's items: sum(lines.amount)"}};
  for (const CalculationRow& row : rows)
    EXPECT_EQ(what_is_told(row), row.told) << row.rule << "\n" << row.payload;
}

}  // namespace
}  // namespace leadlint
