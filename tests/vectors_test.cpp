// Every conformance vector of every shipped rule set, through each way in: JSON text, JSON value
// and the command; and once more by tables without their fast part, and by tables that went through
// an image. What a way cannot carry is counted with the reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "conformance/vectors.h"
#include "ruleset_names.h"

namespace {

using conformance::Answer;
using conformance::Vector;

bool is_shipped(const std::string& ruleset) {
  static const std::vector<std::string> shipped = leadlint::shipped_rulesets();
  return std::find(shipped.begin(), shipped.end(), ruleset) != shipped.end();
}

/// Compares answers with vectors and prints the sum.
class Tally {
 public:
  Tally(std::string ruleset, std::string way)
      : ruleset_(std::move(ruleset)),
        way_(std::move(way)),
        deviations_(conformance::load_deviations()) {}

  void compare(const Vector& vector, const Answer& answer) {
    const std::string different = difference(vector, answer);
    const auto deviation = deviations_.find({vector.ruleset, vector.name});
    if (deviation != deviations_.end()) {
      ++deviating_;
      EXPECT_FALSE(different.empty())
          << "agrees with the vector, so it is no deviation: " << vector.name;
      return;
    }
    ++total_;
    if (different.empty()) ++passed_;
    EXPECT_EQ(different, "") << way_;
  }
  void leave_out(const std::string& reason) { ++left_out_[reason]; }

  void print() const {
    std::cout << "[ VECTORS  ] " << ruleset_ << ", " << way_ << ": " << passed_ << "/" << total_;
    if (deviating_ != 0) std::cout << ", held to be wrong: " << deviating_;
    for (const auto& [reason, count] : left_out_)
      std::cout << ", not carried: " << count << " (" << reason << ")";
    std::cout << "\n";
  }

 private:
  std::string ruleset_, way_;
  std::map<std::pair<std::string, std::string>, std::string> deviations_;
  int passed_ = 0, total_ = 0, deviating_ = 0;
  std::map<std::string, int> left_out_;
};

class Vectors : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (!is_shipped(GetParam())) GTEST_SKIP() << "not shipped yet: " << GetParam();
    vectors_ = conformance::load_vectors(GetParam());
  }
  std::vector<Vector> vectors_;
};

TEST_P(Vectors, AsText) {
  conformance::Library library;
  Tally tally(GetParam(), "JSON text");
  for (const Vector& vector : vectors_)
    tally.compare(vector, library.check(vector, conformance::Library::Input::text));
  tally.print();
}

TEST_P(Vectors, WithoutTheFastPart) {
  conformance::Library library(conformance::Library::Tables::without_fast_part);
  Tally tally(GetParam(), "no fast part");
  for (const Vector& vector : vectors_)
    tally.compare(vector, library.check(vector, conformance::Library::Input::text));
  tally.print();
}

TEST_P(Vectors, ThroughAnImage) {
  conformance::Library library(conformance::Library::Tables::through_image);
  Tally tally(GetParam(), "table image");
  for (const Vector& vector : vectors_)
    tally.compare(vector, library.check(vector, conformance::Library::Input::text));
  tally.print();
}

TEST_P(Vectors, AsValue) {
  conformance::Library library;
  Tally tally(GetParam(), "JSON value");
  for (const Vector& vector : vectors_) {
    const std::string reason = conformance::not_a_value_because(vector);
    if (reason.empty()) {
      tally.compare(vector, library.check(vector, conformance::Library::Input::value));
    } else {
      tally.leave_out(reason);
    }
  }
  tally.print();
}

TEST_P(Vectors, ByCommand) {
  const std::vector<std::optional<Answer>> answers = conformance::check_by_command(vectors_);
  Tally tally(GetParam(), "command");
  for (std::size_t i = 0; i < vectors_.size(); ++i) {
    if (answers[i]) {
      tally.compare(vectors_[i], *answers[i]);
    } else {
      tally.leave_out("an empty set of parameters");
    }
  }
  tally.print();
}

INSTANTIATE_TEST_SUITE_P(, Vectors, testing::ValuesIn(conformance::rulesets_with_vectors()),
                         ruleset_test_name);

TEST(VectorFiles, CoverEveryShippedRuleset) {
  const std::vector<std::string> with_vectors = conformance::rulesets_with_vectors();
  for (const std::string& ruleset : leadlint::shipped_rulesets())
    EXPECT_TRUE(std::binary_search(with_vectors.begin(), with_vectors.end(), ruleset)) << ruleset;
  for (const char* ruleset :
       {"renovationfind/update_status", "renovationfind/update_status.response",
        "caring/lead_status", "caring/lead_status.response", "caring/lead_status.error"})
    EXPECT_TRUE(is_shipped(ruleset)) << ruleset;
}

TEST(VectorFiles, NameEachVectorOnce) {
  std::set<std::pair<std::string, std::string>> names;
  for (const std::string& ruleset : conformance::rulesets_with_vectors())
    for (const Vector& vector : conformance::load_vectors(ruleset))
      EXPECT_TRUE(names.emplace(vector.ruleset, vector.name).second) << vector.name;
  for (const auto& [place, reason] : conformance::load_deviations())
    EXPECT_EQ(names.count(place), 1U) << "a deviation of no vector: " << place.second;
}

}  // namespace
