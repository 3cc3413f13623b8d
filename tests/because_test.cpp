// Every field, check and rule of a shipped rule set quotes the sentence that it rests on. That the
// sentences are in the documents is for tools/check_because.py to say, which is given the
// documents.
#include <gtest/gtest.h>

#include "leadlint/ruleset.h"
#include "model/checks.h"
#include "parse/parse.h"
#include "ruleset_names.h"

namespace {

namespace model = leadlint::model;

constexpr std::size_t longest_quotation = 300;

/// Gathers every quotation of a rule set with the place it stands at.
class Quotations {
 public:
  void add_ruleset(const model::RuleSet& rules) {
    add_field(rules.root, "");
    add_block(rules.params, "@path.");
    add_block(rules.current_extra, "current.");
  }

  std::vector<std::pair<std::string, std::string>> all;

 private:
  void add(const std::string& place, const std::string& because) {
    all.emplace_back(place, because);
  }

  void add(const std::string& place, const model::Outcome& outcome) {
    if (outcome.severity != leadlint::Severity::off) add(place, outcome.because);
  }

  template <class T>
  void add(const std::string& place, const std::optional<model::Check<T>>& check) {
    if (check) add(place, check->outcome);
  }

  void add_form(const model::Variant& form, const std::string& path) {
    model::for_each_check(form, [&](const leadlint::CheckRow& row, const auto& check) {
      add(path + "." + std::string(row.name), check);
    });
    if (form.fields) add_block(*form.fields, path.empty() ? "" : path + ".");
    if (form.items) add_field(*form.items, path + "[]");
    if (form.each) add_field(*form.each, path + ".*");
  }

  void add_field(const model::Field& field, const std::string& path) {
    if (field.none) return;
    if (!field.name.empty()) add(path, field.because);
    add(path + ".required", field.required);
    add_form(field.main, path);
    for (const model::Variant& form : field.also) {
      add(path + ".also", form.taken);
      add_form(form, path);
    }
  }

  void add_block(const model::Block& block, const std::string& path) {
    add(path + "unknown_type", block.unknown_type);
    for (const model::Field& field : block.fields) add_field(field, path + field.name);
    for (const model::Rule& rule : block.rules) add(path + rule.id, rule.outcome);
    for (const model::Cases& cases : block.cases) {
      // A stray field quotes its own sentence, so `elsewhere` needs none.
      for (const model::Cases::Row& row : cases.rows)
        if (!row.require.empty() || !row.fill.empty()) add(path + cases.id, row.outcome);
    }
    for (const model::Pairs& pairs : block.pairs) {
      add(path + pairs.id, pairs.outcome);
      add(path + pairs.id + ".unlisted", pairs.unlisted);
      add(path + pairs.id + ".left_out", pairs.left_out);
      for (const model::Pairs::Also& also : pairs.also)
        add(path + pairs.id + ".also", also.outcome);
    }
    for (const model::Transitions& moves : block.transitions) {
      if (moves.has_allow) add(path + moves.id + ".allow", moves.allow_outcome);
      if (!moves.deny.empty()) add(path + moves.id + ".deny", moves.deny_outcome);
      if (!moves.final_statuses.empty()) add(path + moves.id + ".final", moves.final_outcome);
      if (moves.has_initial) add(path + moves.id + ".initial", moves.initial_outcome);
    }
  }
};

class Because : public testing::TestWithParam<std::string> {};

TEST_P(Because, IsQuotedByEveryFieldCheckAndRule) {
  const auto rules = leadlint::parse::parse_ruleset(GetParam(), {});
  ASSERT_TRUE(rules);
  Quotations quotations;
  quotations.add_ruleset(*rules);
  EXPECT_FALSE(quotations.all.empty());
  for (const auto& [place, because] : quotations.all) {
    EXPECT_NE(because.find_first_not_of(" \n\t"), std::string::npos) << place << " quotes nothing";
    EXPECT_LE(because.size(), longest_quotation) << place;
  }
}

INSTANTIATE_TEST_SUITE_P(, Because, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

}  // namespace
