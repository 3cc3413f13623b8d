// The table of `rules table` against the validator: what it says is required, refused or
// impossible is so for every payload.
#include "author/status_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "leadlint/validator.h"
#include "load/checked_rules.h"
#include "temporary_folder.h"

namespace leadlint::author {
namespace {

using testing::HasSubstr;

constexpr const char* statuses[] = {"A", "B", "C"};
constexpr const char* fields[] = {"a", "b", "c", "d"};

class RuleFile {
 public:
  explicit RuleFile(const std::string& rules, const std::string& more_fields = "") : text_(rules) {
    std::ofstream(path_, std::ios::binary)
        << "leadlint: 1\nruleset: acme/table\nstatus: s\nfields:\n"
           "  s: {required: true, values: [A, B, C]}\n  a: {type: number}\n  b: {type: number}\n"
           "  c: {type: number}\n  d: {type: number}\n"
        << more_fields << rules;
  }

  [[nodiscard]] StatusTable table() const {
    return status_table(load::read_checked(path_, {}).value());
  }
  [[nodiscard]] Ruleset rules() const { return load_ruleset(path_).value(); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  support::TemporaryFolder folder_;
  std::string path_ = folder_.path("rules.yaml");
};

/// The sets of fields that a payload may have with a status, as bits.
std::set<unsigned> taken(Validator& validator, const char* status) {
  std::set<unsigned> result;
  for (unsigned set = 0; set < 16; ++set) {
    std::string payload = std::string(R"({"s":")") + status + '"';
    for (unsigned i = 0; i < 4; ++i)
      if ((set >> i & 1U) != 0) payload += std::string(",\"") + fields[i] + "\":1";
    if (validator.check(payload + "}").ok()) result.insert(set);
  }
  return result;
}

/// The table says what is so of all payloads, and whatever is so: these rules know presence alone.
void expect_exact(const RuleFile& file) {
  SCOPED_TRACE(file.text());
  const StatusTable table = file.table();
  Validator validator(file.rules());
  for (std::size_t row = 0; row < 3; ++row) {
    const std::set<unsigned> sets = taken(validator, statuses[row]);
    EXPECT_EQ(table.conflicts[row].empty(), !sets.empty()) << statuses[row];
    for (unsigned i = 0; i < 4; ++i) {
      const auto has = [&](unsigned set) { return (set >> i & 1U) != 0; };
      const Use use = table.uses[row][i + 1];
      const std::string what = std::string(statuses[row]) + " " + fields[i];
      EXPECT_EQ(use == Use::impossible, sets.empty()) << what;
      if (sets.empty()) continue;
      EXPECT_EQ(use == Use::required, std::ranges::all_of(sets, has)) << what;
      EXPECT_EQ(use == Use::forbidden, std::ranges::none_of(sets, has)) << what;
    }
  }
}

std::string letters(const StatusTable& table) {
  const std::string text = markdown(table);
  return text.substr(text.find("|\n|") + 2, text.find("\n\n") - text.find("|\n|") - 2);
}

class Sentences {
 public:
  explicit Sentences(std::uint64_t seed) : random_(seed) {}

  std::string file() {
    std::string text = "rules:\n";
    for (unsigned i = 0, count = 1 + below(4); i < count; ++i)
      text += "  - {id: r" + std::to_string(i) + ", " + when() + verb() + "}\n";
    if (below(3) != 0) return text;
    text += "cases:\n";
    for (unsigned i = 0, count = 1 + below(2); i < count; ++i)
      text += "  - {id: t" + std::to_string(i) + ", field: s, table: {" + status() +
              ": {require: " + field() + "}, C: {optional: " + field() + "}}}\n";
    return text;
  }

 private:
  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }
  std::string field() { return fields[below(4)]; }
  std::string status() { return statuses[below(2)]; }
  std::string fact() {
    switch (below(5)) {
      case 4:
        return "only(s, " + field() + ")";
      case 0:
        return "present(" + field() + ")";
      case 1:
        return "absent(" + field() + ")";
      case 2:
        return "s == " + status();
      default:
        return "s != " + status();
    }
  }
  std::string when() {
    switch (below(4)) {
      case 0:
        return "";
      case 1:
        return "when: \"" + fact() + "\", ";
      case 2:
        return "when: \"" + fact() + " and " + fact() + "\", ";
      default:
        return "when: \"not (" + fact() + " or " + fact() + ")\", ";
    }
  }
  std::string three() {
    constexpr const char* lists[] = {"[a, b, c]", "[b, c, d]", "[a, c, d]", "[d, b, a]"};
    return lists[below(4)];
  }
  std::string verb() {
    switch (below(9)) {
      case 0:
        return "require_some: {of: " + three() + ", at_least: 2}";
      case 1:
        return "at_most_one: " + three();
      case 2:
        return "all_or_none: " + three();
      default:
        break;
    }
    constexpr const char* verbs[] = {"require: ", "forbid: ", "require: ", "forbid: "};
    const unsigned which = below(6);
    if (which < 4) return verbs[which] + field();
    return std::string(which == 4 ? "require_any" : "require_one") + ": [" + field() + ", e]";
  }

  std::mt19937_64 random_;
};

/// A group names two fields that differ.
std::string with_partners(std::string text) {
  for (std::size_t at = text.find(", e]"); at != std::string::npos; at = text.find(", e]"))
    text[at + 2] = text[at - 1] == 'd' ? 'a' : static_cast<char>(text[at - 1] + 1);
  return text;
}

TEST(StatusTable, SaysWhatTheRulesComeToTogether) {
  const std::uint64_t seed = 20;
  for (std::uint64_t i = 0; i < 600 && !HasFailure(); ++i)
    expect_exact(RuleFile(with_partners(Sentences(seed + i).file())));
}

TEST(StatusTable, SaysWhereNothingCanBeSent) {
  const RuleFile file(
      "rules:\n  - {id: x, when: s == B, require: a}\n  - {id: y, when: s == B, forbid: a}\n");
  EXPECT_EQ(letters(file.table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | O | O | O | O |\n"
            "| B | ! | ! | ! | ! | ! |\n"
            "| C | R | O | O | O | O |");
  EXPECT_THAT(markdown(file.table()),
              HasSubstr("\n! nothing can be sent with B: rules x and y exclude each other\n"));
}

TEST(StatusTable, NamesTheRuleThatRefusesAStatus) {
  const RuleFile file(
      "pairs:\n  - {id: p, fields: [s, t], table: {A: [X]}, unlisted: {severity: error}}\n",
      "  t: {values: [X, Y]}\n");
  EXPECT_EQ(letters(file.table()),
            "|---|:-:|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | O | O | O | O | O |\n"
            "| B | ! | ! | ! | ! | ! | ! |\n"
            "| C | ! | ! | ! | ! | ! | ! |");
  EXPECT_THAT(markdown(file.table()),
              HasSubstr("\n! nothing can be sent with B or C: rule p.unlisted refuses it\n"));
}

TEST(StatusTable, FollowsThreeRulesThatInterlock) {
  // One of a and b, of b and c, of a and c: two of the three at least, and d excludes each.
  EXPECT_EQ(letters(RuleFile("rules:\n  - {id: x, require_any: [a, b]}\n"
                             "  - {id: y, require_any: [b, c]}\n  - {id: z, require_any: [a, c]}\n"
                             "  - {id: v, when: present(d) and present(a), forbid: b}\n"
                             "  - {id: u, when: present(d) and present(b), forbid: c}\n"
                             "  - {id: w, when: present(d) and present(c), forbid: a}\n")
                        .table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | A | A | A | F |\n"
            "| B | R | A | A | A | F |\n"
            "| C | R | A | A | A | F |");
}

TEST(StatusTable, TellsWhatIsRequiredByItselfFromOneOfSeveral) {
  const RuleFile file(
      "rules:\n  - {id: x, require_any: [a, b, c]}\n  - {id: y, when: s == B, require: b}\n"
      "  - {id: z, when: s == C and a == 1, require_any: [c, d]}\n");
  EXPECT_EQ(letters(file.table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | A | A | A | O |\n"
            "| B | R | O | R | O | O |\n"
            "| C | R | A | A | A | A |");
  EXPECT_THAT(markdown(file.table()),
              HasSubstr("O optional\n"
                        "A one of a, b and c is required with A or C\n"
                        "A one of c and d is required with C under a further condition\n"));
}

TEST(StatusTable, TellsHowManyOfSeveralAreRequired) {
  const RuleFile file(
      "rules:\n  - {id: x, require_some: {of: [a, b, c], at_least: 2}}\n"
      "  - {id: y, when: s == B, forbid: b}\n  - {id: z, when: s == C, at_most_one: [a, b, c]}\n");
  EXPECT_EQ(letters(file.table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | A | A | A | O |\n"
            "| B | R | R | F | R | O |\n"
            "| C | ! | ! | ! | ! | ! |");
  EXPECT_THAT(markdown(file.table()),
              HasSubstr("O optional\nA 2 of a, b and c are required with A\n! nothing"));
}

TEST(StatusTable, TakesANullThatMayBeSentForSent) {
  const RuleFile file(
      "rules:\n  - {id: x, require: n}\n  - {id: y, when: s == B and sent(n), forbid: a}\n"
      "  - {id: z, when: s == C and sent(n), require: a}\n  - {id: w, when: s == C, forbid: a}\n"
      "  - {id: v, since: 2024-01-01, when: s == A, require: b}\n",
      "  n: {type: string, nullable: true}\n");
  EXPECT_EQ(letters(file.table()),
            "|---|:-:|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | O | R | O | O | R |\n"
            "| B | R | F | O | O | O | R |\n"
            "| C | ! | ! | ! | ! | ! | ! |");
}

TEST(StatusTable, RefusesWhatGoesWithNothing) {
  const std::string fields =
      "  t: {type: string}\n  u: {values: [X, Y]}\n  v: {type: string, nullable: true}\n";
  const RuleFile file(
      "pairs:\n  - {fields: [s, t], table: {A: [X], B: []}}\n"
      "  - {fields: [s, u], table: {A: [], B: [X]}}\n"
      "  - {fields: [s, a], open: true, table: {B: [], C: [1]}}\n"
      "  - {fields: [s, u, v], table: {B: {X: []}, C: {X: [w]}}}\n"
      "  - {fields: [after.s, b], table: {A: [1], B: [1], C: []}}\n",
      fields);
  EXPECT_EQ(letters(file.table()),
            "|---|:-:|:-:|:-:|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | O | O | O | O | O | F | O |\n"
            "| B | R | F | O | O | O | F | O | O |\n"
            "| C | R | O | F | O | O | O | O | O |");
}

TEST(StatusTable, LeavesNoChoiceOfOne) {
  const RuleFile file(
      "rules:\n  - {id: x, require_any: [after.a, b]}\n  - {id: y, when: s == A, forbid: a}\n"
      "  - {id: z, when: s == B, require_one: [after.c, d]}\n");
  EXPECT_EQ(letters(file.table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | F | C | O | O |\n"
            "| B | R | A | A | A | A |\n"
            "| C | R | A | A | O | O |");
  EXPECT_THAT(markdown(file.table()),
              HasSubstr("O optional\n"
                        "A one of a and b is required with B or C under a further condition\n"
                        "A one of c and d is required with B under a further condition\n"));
}

TEST(StatusTable, LooksIntoObjects) {
  EXPECT_EQ(markdown(RuleFile("rules:\n  - {id: x, when: s == A, require: a}\n",
                              "  o:\n    required: true\n    fields:\n"
                              "      p: {type: number, required: true}\n"
                              "      q: {type: object, fields: {r: {type: number}}}\n"
                              "    rules:\n"
                              "      - {id: y, when: outer.s == A, forbid: q}\n"
                              "      - {id: z, when: outer.s == B, require: q.r}\n"
                              "      - {id: w, when: outer.s == B, require: q}\n")
                         .table()),
            "| s | s | a | b | c | d | o | o.p | o.q | o.q.r |\n"
            "|---|:-:|:-:|:-:|:-:|:-:|:-:|:---:|:---:|:-----:|\n"
            "| A | R | R | O | O | O | R |  R  |  F  |   F   |\n"
            "| B | R | O | O | O | O | R |  R  |  R  |   R   |\n"
            "| C | R | O | O | O | O | R |  R  |  O  |   O   |\n"
            "\nR required, C required under a further condition, F does not belong here, O "
            "optional\n");
}

TEST(StatusTable, FollowsOneRuleToTheNext) {
  EXPECT_EQ(letters(RuleFile("rules:\n  - {id: x, when: present(a), require: b}\n"
                             "  - {id: y, when: s == B, forbid: b}\n"
                             "  - {id: z, when: s == C, require_any: [a, c]}\n"
                             "  - {id: w, when: s == C, forbid: c}\n")
                        .table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | O | C | O | O |\n"
            "| B | R | F | F | O | O |\n"
            "| C | R | R | R | F | O |");
}

TEST(StatusTable, TakesTablesOverOneFieldTogether) {
  EXPECT_EQ(letters(RuleFile("cases:\n  - {id: x, field: s, table: {A: {require: a}}}\n"
                             "  - {id: y, field: s, table: {B: {optional: a}}}\n")
                        .table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | R | O | O | O |\n"
            "| B | R | O | O | O | O |\n"
            "| C | R | F | O | O | O |");
}

TEST(StatusTable, TakesTheStatusThatWillBeForTheOneThatIsSent) {
  // What is required of the record as it will be may be stored; what it may not ask, need not be.
  EXPECT_EQ(letters(RuleFile("rules:\n  - {id: x, when: after.s == A, require: after.a}\n"
                             "  - {id: y, when: after.s == B and sent(s), require: b}\n"
                             "  - {id: z, when: absent(after.c), forbid: d}\n"
                             "cases:\n  - {field: after.s, table: {C: {require: c}}}\n")
                        .table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | C | O | F | O |\n"
            "| B | R | O | R | F | O |\n"
            "| C | R | O | O | R | O |");
}

TEST(StatusTable, NeedsNothingThatIsThereByDefault) {
  EXPECT_EQ(letters(RuleFile("rules:\n  - {id: x, when: s == A and e == 1, require: a}\n"
                             "  - {id: y, when: s == B and present(e), forbid: b}\n"
                             "  - {id: z, when: s == C, forbid: e}\n"
                             "  - {id: w, when: s == C and e == 2, require: c}\n",
                             "  e: {type: integer, default: 1, required: true}\n")
                        .table()),
            "|---|:-:|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | C | O | O | O | O |\n"
            "| B | R | O | O | O | O | O |\n"
            "| C | R | O | O | C | O | F |");
}

TEST(StatusTable, HasEachFieldByItsNameOfToday) {
  EXPECT_EQ(letters(RuleFile("rules:\n  - {id: x, when: s == A, require: f}\n"
                             "  - {id: y, when: s == B, forbid: f}\n",
                             "  f: {type: number, was: [g, h]}\n")
                        .table()),
            "|---|:-:|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | O | O | O | O | R |\n"
            "| B | R | O | O | O | O | F |\n"
            "| C | R | O | O | O | O | O |");
}

TEST(StatusTable, WaitsWhereARuleWaits) {
  // The rule is silent while nothing is stored.
  EXPECT_EQ(letters(RuleFile("rules:\n  - {id: x, when: not (current.a == 5), require: b}\n"
                             "  - {id: y, when: s == A or current.a == 1, require: c}\n")
                        .table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | O | C | C | O |\n"
            "| B | R | O | C | C | O |\n"
            "| C | R | O | C | C | O |");
}

}  // namespace
}  // namespace leadlint::author
