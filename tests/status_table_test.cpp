// The table of `rules table` against the validator: what it says is required, refused or
// impossible is so for every payload.
#include "author/status_table.h"

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

constexpr const char* statuses[] = {"A", "B", "C"};
constexpr const char* fields[] = {"a", "b", "c", "d"};

class RuleFile {
 public:
  explicit RuleFile(const std::string& rules) : text_(rules) {
    std::ofstream(path_, std::ios::binary)
        << "leadlint: 1\nruleset: acme/table\nstatus: s\nfields:\n"
           "  s: {required: true, values: [A, B, C]}\n  a: {type: number}\n  b: {type: number}\n"
           "  c: {type: number}\n  d: {type: number}\n"
        << rules;
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

void expect_kept(const RuleFile& file) {
  SCOPED_TRACE(file.text());
  const StatusTable table = file.table();
  Validator validator(file.rules());
  for (std::size_t row = 0; row < 3; ++row) {
    const std::set<unsigned> sets = taken(validator, statuses[row]);
    for (unsigned i = 0; i < 4; ++i) {
      const Use use = table.uses[row][i + 1];
      for (const unsigned set : sets) {
        const bool there = (set >> i & 1U) != 0;
        EXPECT_FALSE(use == Use::required && !there) << statuses[row] << " without " << fields[i];
        EXPECT_FALSE(use == Use::forbidden && there) << statuses[row] << " with " << fields[i];
        EXPECT_NE(use, Use::impossible) << statuses[row] << " " << fields[i];
      }
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
    switch (below(4)) {
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
  std::string verb() {
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

TEST(StatusTable, PromisesNothingThatTheRulesRefuse) {
  const std::uint64_t seed = 20;
  for (std::uint64_t i = 0; i < 600 && !HasFailure(); ++i)
    expect_kept(RuleFile(with_partners(Sentences(seed + i).file())));
}

TEST(StatusTable, SaysWhereNothingCanBeSent) {
  const RuleFile file(
      "rules:\n  - {id: x, when: s == B, require: a}\n  - {id: y, when: s == B, forbid: a}\n");
  EXPECT_EQ(letters(file.table()),
            "|---|:-:|:-:|:-:|:-:|:-:|\n"
            "| A | R | O | O | O | O |\n"
            "| B | ! | ! | ! | ! | ! |\n"
            "| C | R | O | O | O | O |");
  EXPECT_NE(
      markdown(file.table()).find("! nothing can be sent: with B, a is required and refused\n"),
      std::string::npos);
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
