// engine/store: a folder of rule files that changes while rules are in use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint::store {
namespace {

namespace fs = std::filesystem;
using Kind = StoreChange::Kind;
using testing::HasSubstr;

std::string rules_of(std::string_view id, std::string_view value) {
  return fmt::format("leadlint: 1\nruleset: {}\ntitle: t\nfields: {{a: {{values: [{}]}}}}\n", id,
                     value);
}

/// What a store tells, to be waited for. (How long it takes decides nothing.)
class Told {
 public:
  [[nodiscard]] std::function<void(const StoreChange&)> note() {
    return [this](const StoreChange& change) {
      const std::lock_guard lock(mutex_);
      changes_.push_back(change);
      more_.notify_all();
    };
  }
  /// The next change; it fails where none comes.
  StoreChange next() {
    std::unique_lock lock(mutex_);
    const bool came =
        more_.wait_for(lock, std::chrono::seconds(60), [this] { return changes_.size() > taken_; });
    EXPECT_TRUE(came) << "no change is told";
    return came ? changes_[taken_++] : StoreChange{};
  }

 private:
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<StoreChange> changes_;
  std::size_t taken_ = 0;
};

class SharedStore : public testing::Test {
 protected:
  RulesetStore open() {
    auto opened =
        RulesetStore::open(folder_.path().string(), {.unchanged_for = std::chrono::milliseconds(5),
                                                     .poll = std::chrono::milliseconds(200),
                                                     .on_change = told_.note()});
    EXPECT_TRUE(opened) << opened.error();
    return std::move(*opened);
  }
  /// The whole file at once, as editors do.
  void write(const std::string& name, const std::string& text) {
    fs::create_directories(fs::path(folder_.path(name)).parent_path());
    const std::string made = folder_.write("new.tmp", text);
    fs::rename(made, folder_.path(name));
  }
  static bool takes(const RulesetStore& store, std::string_view id, std::string_view value) {
    const auto stored = store.find(id);
    if (!stored) return false;
    return Validator(stored->rules).check(fmt::format(R"({{"a": "{}"}})", value)).ok();
  }

  support::TemporaryFolder folder_;
  Told told_;
};

TEST_F(SharedStore, HoldsWhatTheFolderHolds) {
  write("one.yaml", rules_of("x/one", "A"));
  write("sub/two.yml", rules_of("x/two", "B"));
  write("broken.yaml", "leadlint: 1\nruleset: x/broken\ntitle: t\nfields: {a: {type: strin}}\n");
  write("notes.txt", "ruleset: x/notes");
  write("parts.yaml", "leadlint: 1\nlibrary: x/parts\n");
  const RulesetStore store = open();
  ASSERT_EQ(store.rulesets().size(), 2U);
  EXPECT_EQ(store.rulesets()[0].id, "x/one");
  EXPECT_EQ(store.rulesets()[1].file, "sub/two.yml");
  EXPECT_TRUE(takes(store, "x/two", "B"));
  EXPECT_FALSE(store.find("x/broken"));
  ASSERT_EQ(store.refused().size(), 1U);
  EXPECT_EQ(store.refused()[0].id, "x/broken");
  EXPECT_THAT(store.refused()[0].problems[0].message(), HasSubstr("strin"));
}

TEST_F(SharedStore, IsOfAFolder) {
  EXPECT_THAT(RulesetStore::open(folder_.path("none")).error(), HasSubstr("cannot be read"));
  EXPECT_THAT(RulesetStore::open(folder_.write("file", "")).error(), HasSubstr("is no folder"));
}

TEST_F(SharedStore, GoesWithTheFolder) {
  write("one.yaml", rules_of("x/one", "A"));
  const RulesetStore store = open();
  const std::uint64_t first = store.generation();

  write("one.yaml", rules_of("x/one", "B"));
  StoreChange change = told_.next();
  EXPECT_EQ(change.kind, Kind::replaced);
  EXPECT_EQ(change.id, "x/one");
  EXPECT_GT(change.generation, first);
  EXPECT_TRUE(takes(store, "x/one", "B"));
  EXPECT_FALSE(takes(store, "x/one", "A"));

  write("deep/below/two.yaml", rules_of("x/two", "A"));
  change = told_.next();
  EXPECT_EQ(change.kind, Kind::added);
  EXPECT_EQ(change.file, "deep/below/two.yaml");
}

TEST_F(SharedStore, KeepsWhatItHasWhereTheNewIsBroken) {
  write("one.yaml", rules_of("x/one", "A"));
  const RulesetStore store = open();
  write("one.yaml", rules_of("x/one", "A") + "rules: [{id: r, require: b}]\n");
  StoreChange change = told_.next();
  EXPECT_EQ(change.kind, Kind::kept);
  EXPECT_THAT(change.problems[0].message(), HasSubstr("`b`"));
  EXPECT_TRUE(takes(store, "x/one", "A"));
  EXPECT_EQ(store.find("x/one")->problems.size(), 1U);

  write("one.yaml", rules_of("x/one", "A"));
  EXPECT_EQ(told_.next().kind, Kind::mended);
  EXPECT_TRUE(store.find("x/one")->problems.empty());

  fs::remove(folder_.path("one.yaml"));
  change = told_.next();
  EXPECT_EQ(change.kind, Kind::kept);
  EXPECT_EQ(change.problems[0].message(), "one.yaml is gone");
  EXPECT_TRUE(takes(store, "x/one", "A"));

  write("one.yaml", rules_of("x/one", "C"));
  EXPECT_EQ(told_.next().kind, Kind::replaced);
  EXPECT_TRUE(takes(store, "x/one", "C"));
}

TEST_F(SharedStore, KnowsWhatAFileIsMadeOf) {
  write("base.yaml", rules_of("x/base", "A"));
  write("one.yaml", "leadlint: 1\nruleset: x/one\ntitle: t\nextends: ./base\n");
  const RulesetStore store = open();
  EXPECT_TRUE(takes(store, "x/one", "A"));
  write("base.yaml", rules_of("x/base", "B"));
  EXPECT_EQ(told_.next().id, "x/base");
  EXPECT_EQ(told_.next().id, "x/one");
  EXPECT_TRUE(takes(store, "x/one", "B"));
}

TEST_F(SharedStore, MovesARulesetToAnotherFile) {
  write("one.yaml", rules_of("x/one", "A"));
  const RulesetStore store = open();
  fs::rename(folder_.path("one.yaml"), folder_.path("another.yaml"));
  EXPECT_EQ(told_.next().file, "another.yaml");
  EXPECT_EQ(store.find("x/one")->file, "another.yaml");
  EXPECT_TRUE(store.find("x/one")->problems.empty());
}

TEST_F(SharedStore, TakesAnIdOnce) {
  write("one.yaml", rules_of("x/one", "A"));
  const RulesetStore store = open();
  write("two.yaml", rules_of("x/one", "B"));
  const StoreChange change = told_.next();
  EXPECT_EQ(change.kind, Kind::refused);
  EXPECT_EQ(change.problems[0].message(), "two.yaml has the id x/one, which is that of one.yaml");
  EXPECT_TRUE(takes(store, "x/one", "A"));
  fs::remove(folder_.path("one.yaml"));
  EXPECT_EQ(told_.next().kind, Kind::kept);
  EXPECT_EQ(told_.next().kind, Kind::replaced);
  EXPECT_TRUE(takes(store, "x/one", "B"));
}

TEST_F(SharedStore, AnIdStaysWithItsFileWhenAllIsReadAgain) {
  write("ok.yaml", rules_of("x/one", "A"));
  RulesetStore store = open();
  write("aaa.yaml", rules_of("x/one", "B"));
  EXPECT_EQ(told_.next().kind, Kind::refused);
  store.reload();
  EXPECT_EQ(store.find("x/one")->file, "ok.yaml");
  EXPECT_TRUE(takes(store, "x/one", "A"));
  ASSERT_EQ(store.refused().size(), 1U);
  EXPECT_EQ(store.refused()[0].file, "aaa.yaml");
  // A file that cannot be used for a while keeps its id, too.
  write("ok.yaml", "leadlint: 1\nruleset: x/one\nx: 1\n");
  EXPECT_EQ(told_.next().kind, Kind::kept);
  store.reload();
  EXPECT_TRUE(takes(store, "x/one", "A"));
}

TEST_F(SharedStore, ReloadFollowsTheLinkToTheFolder) {
  const support::TemporaryFolder links;
  write("old/one.yaml", rules_of("x/one", "A"));
  write("new/one.yaml", rules_of("x/one", "B"));
  fs::create_directory_symlink(folder_.path("old"), links.path("now"));
  auto store = RulesetStore::open(links.path("now"));
  ASSERT_TRUE(store);
  fs::remove(links.path("now"));
  fs::create_directory_symlink(folder_.path("new"), links.path("now"));
  store->reload();
  EXPECT_TRUE(takes(*store, "x/one", "B"));
}

TEST_F(SharedStore, AFileMayTakeAnotherId) {
  write("one.yaml", rules_of("x/one", "A"));
  const RulesetStore store = open();
  write("one.yaml", rules_of("x/two", "B"));
  StoreChange change = told_.next();
  EXPECT_EQ(change.kind, Kind::kept);
  EXPECT_EQ(change.id, "x/one");
  EXPECT_EQ(change.problems[0].message(), "one.yaml has another id now: x/two");
  EXPECT_EQ(told_.next().kind, Kind::added);
  EXPECT_TRUE(takes(store, "x/one", "A"));
  EXPECT_EQ(store.find("x/one")->problems.size(), 1U);
  EXPECT_TRUE(takes(store, "x/two", "B"));
  // What is broken now is the rule set that the file had last.
  write("one.yaml", "leadlint: 1\nruleset: x/two\nx: 1\n");
  EXPECT_EQ(told_.next().id, "x/two");
  // The id that was left is free for others.
  write("other.yaml", rules_of("x/one", "C"));
  change = told_.next();
  EXPECT_EQ(change.kind, Kind::replaced);
  EXPECT_EQ(change.file, "other.yaml");
  EXPECT_TRUE(store.find("x/one")->problems.empty());
  EXPECT_TRUE(takes(store, "x/one", "C"));
}

TEST_F(SharedStore, ReadsNothingBeyondItsFolder) {
  const support::TemporaryFolder other;
  other.write("secret.yaml", rules_of("x/secret", "A"));
  fs::create_symlink(other.path("secret.yaml"), folder_.path("link.yaml"));
  fs::create_directory_symlink(other.path(), folder_.path("folder"));
  write("one.yaml", "leadlint: 1\nruleset: x/one\ntitle: t\nextends: ./link\n");
  const RulesetStore store = open();
  EXPECT_TRUE(store.rulesets().empty());
  ASSERT_EQ(store.refused().size(), 2U);
  EXPECT_EQ(store.refused()[0].problems[0].message(),
            "link.yaml is a link that leads out of the folder: it is not read");
  EXPECT_THAT(store.refused()[1].problems[0].message(), HasSubstr("no readable file"));
}

/// Two threads check while the rules change 1,000 times: each check is by rules of one state.
TEST_F(SharedStore, ChangesWhileThreadsCheck) {
  write("one.yaml", rules_of("x/one", "V0, W0"));
  const RulesetStore store = open();
  std::atomic<bool> done{false};
  std::atomic<std::uint64_t> mixed{0}, checks{0};
  const auto check = [&] {
    while (!done) {
      const auto stored = store.find("x/one");
      Validator validator(stored->rules);
      // A value that is never legal: its finding lists those that are, two of one state.
      const OwnedFinding finding = validator.check(R"({"a": "x"})").findings().owned().at(0);
      const auto param = std::ranges::find(finding.params, "allowed", &Param::name);
      const auto allowed = std::get<std::vector<std::string>>(param->value);
      if (allowed.size() != 2 || allowed[0].substr(1) != allowed[1].substr(1)) ++mixed;
      ++checks;
    }
  };
  std::vector<std::jthread> threads;
  threads.emplace_back(check);
  threads.emplace_back(check);
  constexpr int swaps = 1000;
  for (int i = 1; i <= swaps; ++i) {
    write("one.yaml", rules_of("x/one", fmt::format("V{0}, W{0}", i)));
    ASSERT_EQ(told_.next().kind, Kind::replaced) << i;
  }
  done = true;
  threads.clear();
  EXPECT_EQ(mixed, 0U);
  EXPECT_GT(checks, 0U);
  EXPECT_TRUE(takes(store, "x/one", "V1000"));
}

}  // namespace
}  // namespace leadlint::store
