// Where mistakes are told that two places make together: a file and the one it extends, a
// definition and its use; and the columns of conditions that YAML folds or unescapes.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <fmt/format.h>

#include "load/checked_rules.h"
#include "temporary_folder.h"

namespace leadlint::load {
namespace {

/// `base.yaml`, and a file over it.
class TwoFiles {
 public:
  TwoFiles(const std::string& base, const std::string& over) {
    folder_.write("base.yaml", "leadlint: 1\nruleset: acme/base\n" + base);
    folder_.write("over.yaml", "leadlint: 1\nruleset: acme/over\n" + over);
  }

  /// "over.yaml:4:5 what is wrong" each; the folder's name is left out.
  [[nodiscard]] std::vector<std::string> mistakes() const {
    std::vector<std::string> found;
    if (const auto rules = read_checked(folder_.path("over.yaml"), {}); !rules)
      for (const OwnedFinding& finding : rules.error()) {
        const std::string& place = finding.rule_location;
        found.push_back(fmt::format("{}:{} {}", place, finding.column, finding.message));
        std::string& text = found.back();
        const std::string folder = folder_.path().string() + "/";
        for (std::size_t at = text.find(folder); at != text.npos; at = text.find(folder))
          text.erase(at, folder.size());
      }
    return found;
  }

 private:
  support::TemporaryFolder folder_;
};

using Lines = std::vector<std::string>;

constexpr const char* base = R"(status: s
fields:
  s: {values: [A, B, C]}
  k: {values: [X, Y]}
  n: {type: number, min: 0}
  t: {type: string, max_length: 200}
rules:
  - {id: c, when: s == C, require: n}
  - {id: more, assert: n > 5}
transitions: {allow: {A: [B, C]}, final: [C]}
)";

Lines over(const std::string& text) {
  return TwoFiles(base, "extends: ./base.yaml\n" + text).mistakes();
}

TEST(Places, OfWhatAnExtendingFileMadeWrongAreInIt) {
  EXPECT_EQ(over("fields:\n  s: {values: [A, B]}\n"),
            Lines{"over.yaml:5:15 `C` is no value of `s`; it has A, B (what is written at "
                  "base.yaml:10 and 12 no longer fits: give it anew as well, or leave this as it "
                  "was)"});
  EXPECT_EQ(over("fields:\n  t: {min_length: 300}\n"),
            Lines{"over.yaml:5:19 `min_length` 300 is over `max_length` 200: nothing fits "
                  "(`max_length` stands in base.yaml:8)"});
  EXPECT_EQ(over("fields:\n  n: {max: -1}\n"),
            Lines{"over.yaml:5:12 no number is from 0 to -1 (`min` stands in base.yaml:7)"});
  EXPECT_EQ(over("status: k\n"),
            Lines{"over.yaml:4:9 `A` is no value of `k`; it has X, Y (what is written at "
                  "base.yaml:12 no longer fits: give it anew as well, or leave this as it was)"});
  EXPECT_EQ(over("fields:\n  n: {type: string}\n"),
            (Lines{"over.yaml:5:13 `n` is text, `5` is a number: only like kinds compare (what is "
                   "written at base.yaml:11 no longer fits: give it anew as well, or leave this as "
                   "it was)",
                   "over.yaml:5:13 `min` applies to numbers; `n` is text (`min` stands in "
                   "base.yaml:7)"}));
}

TEST(Places, OfWhatAnExtendingFileTakesBackAreOne) {
  EXPECT_EQ(over("fields:\n  s: none\n"),
            Lines{"over.yaml:5:6 `s` is taken back here, but base.yaml:3 and 10 name it: take that "
                  "back, too, or give it anew"});
  EXPECT_EQ(over("fields:\n  t: none\nrules:\n  - {id: d, when: blank(t), require: n}\n"),
            Lines{"over.yaml:5:6 `t` is taken back here, but over.yaml:7 names it: take that back, "
                  "too, or give it anew"});
}

TEST(Places, OfFunctionsAndCatalogsAreWhereTheyWereMadeWrong) {
  const std::string ruled =
      "status: s\nfields:\n  s: {values: [A, B]}\n  t: {type: string}\n  n: {type: integer}\n"
      "catalogs: {known: {columns: [id]}}\nrules:\n";
  const auto told = [&](const std::string& rule, const std::string& text) {
    return TwoFiles(ruled + "  - {id: r, assert: '" + rule + "'}\n",
                    "extends: ./base.yaml\n" + text)
        .mistakes();
  };
  const std::string fits =
      " (what is written at base.yaml:10 no longer fits: give it anew as well, or leave this as it "
      "was)";
  EXPECT_EQ(told("length(t) > 3", "fields:\n  t: {type: number}\n"),
            Lines{"over.yaml:5:13 length() counts text and lists; `t` is a number" + fits});
  EXPECT_EQ(told("n in known.id", "catalogs:\n  known: {columns: [key]}\n"),
            Lines{"over.yaml:5:3 the catalog `known` has no column `id`; it has key" + fits});
  EXPECT_EQ(told("s == A", "fields:\n  s: {values: none, type: integer}\nstatus: s\n").front(),
            "over.yaml:5:27 there is no field `A` here" + fits);
}

TEST(Places, OfWhatIsWrongInOneFileStayThere) {
  EXPECT_EQ(over("rules:\n  - {id: d, when: s == D, require: n}\n"),
            Lines{"over.yaml:5:24 `D` is no value of `s`; it has A, B, C"});
  EXPECT_EQ(TwoFiles("fields: {s: {values: [A]}}\nrules: [{id: d, assert: s == D}]\n",
                     "extends: ./base.yaml\nfields: {s: {required: true}}\n")
                .mistakes(),
            Lines{"base.yaml:4:30 `D` is no value of `s`; it has A"});
}

TEST(Places, OfADefinitionThatDoesNotBelongAreAtItsUse) {
  const auto told = [](const std::string& text) { return TwoFiles("", text).mistakes(); };
  const std::string definitions = "definitions:\n  reasons: [P, T]\n  day: {format: date}\n";
  EXPECT_EQ(told(definitions + "fields:\n  a: {use: reasons}\n"),
            Lines{"over.yaml:7:12 a field is a map of keys: write `values: {use: reasons}`; "
                  "`reasons` (over.yaml:4) is a list"});
  EXPECT_EQ(
      told(definitions + "fields:\n  a: {values: {use: day}}\n"),
      Lines{"over.yaml:7:21 `values` is a list: `[OPEN, WON]`; `day` (over.yaml:5) is a map"});
  EXPECT_EQ(told(definitions + "fields:\n  a: {use: day, max: 5}\n"),
            Lines{"over.yaml:7:22 `max` applies to numbers; `a` is text"});
  EXPECT_EQ(told(definitions + "fields:\n  a: {use: day, type: number}\n"),
            Lines{"over.yaml:7:23 `format` applies to text; `a` is a number (`format` stands in "
                  "over.yaml:5)"});
}

TEST(Places, OfPairsWhoseRowsEndTooEarlyAreTold) {
  EXPECT_EQ(TwoFiles("",
                     "fields: {a: {values: [A]}, b: {values: [B]}, c: {values: [C]}}\n"
                     "pairs:\n  - fields: [a, b, c]\n    table: {A: [B]}\n")
                .mistakes(),
            Lines{"over.yaml:6:16 a table of 3 fields has a row of the next one's values here: "
                  "`A: {VALUE: [A, B]}`; for none write []"});
}

TEST(Places, InQuotedConditionsAreThoseOfTheFile) {
  const auto told = [](const std::string& when) {
    return TwoFiles("", "fields: {s: {values: [A, B]}, n: {type: number}}\nrules:\n  - id: r\n" +
                            ("    require: n\n    when: " + when + "\n"))
        .mistakes();
  };
  const std::string wrong = " `C` is no value of `s`; it has A, B";
  EXPECT_EQ(told("\"s == A\n      or n > 5 \\\n      or \\\"C\\\" == s\""),
            Lines{"over.yaml:9:10" + wrong});
  EXPECT_EQ(told("\"n > 5 \\t and\\x20s == C\""), Lines{"over.yaml:7:33" + wrong});
  EXPECT_EQ(told("\"s == A or\n\n\n      s == C\""), Lines{"over.yaml:10:12" + wrong});
  EXPECT_EQ(told("\"s == A or\\\r\n      \\ s == C\""), Lines{"over.yaml:8:14" + wrong});
  EXPECT_EQ(told("'s == ''A'' or\n      s == ''C'''"), Lines{"over.yaml:8:12" + wrong});
  EXPECT_EQ(told(">-\n      s == A or\n      s == C"), Lines{"over.yaml:9:12" + wrong});
  EXPECT_EQ(told("s == A or\n      s == C"), Lines{"over.yaml:8:12" + wrong});
}

}  // namespace
}  // namespace leadlint::load
