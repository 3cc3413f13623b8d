// What threads may share: a rule set, catalogs, and the loading of rule sets. Every thread says
// what one alone says. `./tools/dev tsan` runs these tests under ThreadSanitizer.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "conformance/vectors.h"
#include "leadlint/leadlint.h"
#include "ruleset_names.h"
#include "table/decision_table.h"

namespace leadlint {
namespace {

constexpr std::size_t thread_count = 4;

/// Runs `work(number of the thread)` in all threads at once.
void in_threads(const std::function<void(std::size_t)>& work) {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < thread_count; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

std::string said_of(const Result& result) {
  std::string text(verdict_name(result.verdict()));
  for (const OwnedFinding& finding : result.findings().owned())
    text += "\n" + finding.path + ": " + finding.message;
  return text;
}

/// What a validator says of each payload, from the `first` one on and around to it again.
std::vector<std::string> all_said(const Ruleset& ruleset,
                                  const std::vector<conformance::Vector>& vectors,
                                  const Context& context, std::size_t first) {
  Validator validator(ruleset);
  std::vector<std::string> said(vectors.size());
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    const std::size_t at = (first + i) % vectors.size();
    said[at] = said_of(validator.check(vectors[at].payload, context));
  }
  return said;
}

void expect_one_answer(const Ruleset& ruleset, const Context& context) {
  const auto vectors = conformance::load_vectors(std::string(ruleset.id()));
  ASSERT_FALSE(vectors.empty());
  const std::vector<std::string> alone = all_said(ruleset, vectors, context, 0);
  std::vector<std::vector<std::string>> said(thread_count);
  in_threads([&](std::size_t thread) {
    said[thread] = all_said(ruleset, vectors, context, thread * vectors.size() / thread_count);
  });
  for (const auto& of_thread : said) EXPECT_EQ(of_thread, alone);
}

class SharedRuleset : public testing::TestWithParam<std::string> {};

TEST_P(SharedRuleset, ThreadsSayWhatOneAloneSays) {
  expect_one_answer(load_ruleset(GetParam()).value(), {});
}

INSTANTIATE_TEST_SUITE_P(, SharedRuleset, testing::ValuesIn(conformance::rulesets_with_vectors()),
                         ruleset_test_name);

TEST(SharedCatalogs, ThreadsSayWhatOneAloneSays) {
  const Ruleset ruleset = load_ruleset("capillary/update_status").value();
  Catalogs catalogs(ruleset);
  ASSERT_TRUE(catalogs.add("reasons", R"([{"id": 1, "reason": "no stock"}])"));
  ASSERT_TRUE(catalogs.add("substatuses", R"([{"status": "LOST", "subStatus": "BadNumber"}])"));
  Context context;
  context.current = R"({"status": "LOST"})";
  context.catalogs = &catalogs;
  expect_one_answer(ruleset, context);
}

TEST(SharedLoading, ThreadsLoadRulesetsAtOnce) {
  std::vector<std::vector<std::string>> dumps(thread_count);
  in_threads([&](std::size_t thread) {
    for (const std::string& id : shipped_rulesets())
      dumps[thread].push_back(load_ruleset(id).value().table().dump());
  });
  ASSERT_FALSE(dumps.front().empty());
  for (const auto& of_thread : dumps) EXPECT_EQ(of_thread, dumps.front());
}

}  // namespace
}  // namespace leadlint
