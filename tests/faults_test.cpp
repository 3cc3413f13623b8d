// A run that the system lets down: an allocation, a read, a write or a rename fails, or the process
// is killed. Nothing is lost, half-written or left behind, and the words say what was done.
//
// LEADLINT_FAULTS=all in the environment tries every allocation and kills 100 times; else some of
// them. The faults are made by tests/faults/faults.cpp, which stands in front of the command; not
// under sanitizers.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "command_support.h"
#include "files/byte_source.h"

namespace {

namespace fs = std::filesystem;
using support::CommandTest;
using support::Outcome;
using testing::HasSubstr;

constexpr const char* before = "as it was before\n";

bool try_all() { return std::getenv("LEADLINT_FAULTS") != nullptr; }

/// A run with its outputs, which all are there before.
struct Case {
  const char* arguments;
  std::vector<std::string> outputs = {};
  long may_end = 25;  // of so many failing allocations one may end the process on the spot
};

class Faults : public CommandTest {
 protected:
  Faults() : CommandTest({"command/shipment.yaml"}) {}

  void SetUp() override {
    CommandTest::SetUp();
    std::string lines, rows = "status,weight\n", array = "[\n";
    for (int i = 0; i < 20; ++i) {
      lines += "{\"status\": \"PACKED\"}\n{\"status\": 1, \"q\": [{\"a\": 1}]}\n";
      rows += "PACKED,\nSENT,\"x\"\n";
      array += "{\"status\": \"PACKED\"},\n";
    }
    write("a.jsonl", lines);
    write("a.csv", rows);
    write("a.json", array + "{}]\n");
    write("c.json", R"(["post", {"id": "van", "more": [[{"a": {}}]]}])");
  }

  /// The command with a fault before it; `environment`: more variables.
  Outcome faulty(const std::string& fault, const Case& one, const std::string& environment = "") {
    for (const std::string& output : one.outputs) write(output, before);
    return shell(fmt::format("LD_PRELOAD='{}' LEADLINT_FAULT={} {} '{}' {}", preloaded(), fault,
                             environment, LEADLINT_COMMAND, one.arguments));
  }
  /// What a run without a fault counts: allocations, reads, writes, renames.
  std::vector<long> counts(const Case& one) {
    faulty("none", one, "LEADLINT_FAULTS_COUNT=.count");
    std::ifstream file(folder_ / ".count");
    std::vector<long> numbers(4);
    for (long& number : numbers) file >> number;
    return numbers;
  }
  std::vector<std::string> contents(const Case& one) {
    std::vector<std::string> all;
    for (const std::string& output : one.outputs) all.push_back(read(output));
    return all;
  }
  /// Each output is as it was, or as a run without a fault leaves it; they change in their order,
  /// and nothing is beside them.
  void expect_whole(const Case& one, const std::vector<std::string>& good, const std::string& what,
                    bool ended_in_order = true) {
    bool old = false;
    for (std::size_t i = 0; i < one.outputs.size(); ++i) {
      const std::string now = read(one.outputs[i]);
      if (now == before)
        old = true;
      else
        EXPECT_TRUE(now == good[i] && !old) << what << ": " << one.outputs[i] << "\n" << now;
    }
    for (const auto& entry : fs::directory_iterator(folder_))
      if (entry.path().extension() == ".tmp" && ended_in_order)
        ADD_FAILURE() << what << ": " << entry.path();
  }
  static const char* preloaded() {
#ifdef LEADLINT_FAULTS_LIBRARY
    return LEADLINT_FAULTS_LIBRARY;
#else
    return nullptr;
#endif
  }
};

/// The report's last line tells how long the run took.
const std::vector<Case>& runs() {
  static const std::vector<Case> all{
      {"check -q -r shipment.yaml --valid v --invalid i -o r a.jsonl", {"v", "i", "r"}},
      {"check -q -r shipment.yaml -j 2 --valid v --invalid i -o r a.jsonl", {"v", "i", "r"}},
      {"check -q -r shipment.yaml --summary -o r a.csv a.jsonl", {"r"}},
      {"check -q -r shipment.yaml --valid v -f csv -f text -f json -o csv=r1 -o r2 -o json=r3 "
       "a.jsonl",
       {"v", "r1", "r2", "r3"}},
      {"check -q -r shipment.yaml -f gitlab -o r a.jsonl", {"r"}},
      {"check -q -r shipment.yaml -f sarif -o r a.jsonl", {"r"}, 8},
      {"check -q -r shipment.yaml --input array --valid v a.json", {"v"}},
      {"check -q -r renovationfind/update_status --history status -o r a.jsonl", {"r"}},
      {"check -q -r shipment.yaml --key status --current a.csv -o r a.jsonl", {"r"}},
      {"check -q -r storedge/create_lead --input form -o r a.json", {"r"}},
      {"check -q -r shipment.yaml --catalog carriers=c.json -o r a.jsonl", {"r"}},
      {"rules show shipment.yaml"},
      {"rules check shipment.yaml"},
      {"rules list"}};
  return all;
}

/// Was the process ended on the spot, for want of memory where nothing may be thrown?
bool ended_at_once(const Outcome& outcome) {
  return outcome.err.find("*.tmp") != std::string::npos;
}

/// An error, and nothing half-written. In a few places of libraries a failing allocation ends the
/// process on the spot: simdjson looks at the machine at its first use in a function that may not
/// throw, nlohmann's values allocate while they are destroyed.
TEST_F(Faults, AnAllocationFails) {
  if (preloaded() == nullptr) GTEST_SKIP() << "sanitizers have their own malloc";
  constexpr long some = 25;
  for (const Case& one : runs()) {
    const long count = counts(one)[0];
    ASSERT_GT(count, some) << one.arguments;
    const Outcome good = faulty("none", one);
    const std::vector<std::string> whole = contents(one);
    const long step = try_all() ? 1 : count / some;
    long tried = 0, ended = 0;
    for (long n = 1; n <= count; n += step) {
      const std::string what = fmt::format("allocation {} of {}: {}", n, count, one.arguments);
      const Outcome outcome = faulty(fmt::format("allocate:{}", n), one);
      // The C library's own memory for opening a file: it counts as one that cannot be read, and
      // the outputs are of the others.
      if (outcome.err.find("cannot read a.") != std::string::npos) {
        EXPECT_EQ(outcome.exit, 2) << what;
        continue;
      }
      expect_whole(one, whole, what, !ended_at_once(outcome));
      if (ended_at_once(outcome)) {
        faulty("none", one);
        expect_whole(one, whole, what + ": the next run clears away what was left");
      }
      ++tried;
      // (Some are done without.)
      if (outcome.exit == good.exit && outcome.exit != 2) continue;
      EXPECT_NE(outcome.err, "") << what;
      EXPECT_EQ(outcome.exit, 2) << what << outcome.err;
      if (ended_at_once(outcome)) ++ended;
    }
    EXPECT_LE(ended, 1 + tried / one.may_end) << one.arguments;
  }
}

/// However little memory there is for a large catalog: an error that says so.
TEST_F(Faults, MemoryEndsInACatalog) {
  if (preloaded() == nullptr) GTEST_SKIP() << "sanitizers need much memory";
  std::string catalog = "[\"post\"";
  for (int i = 0; i < 50'000; ++i) catalog += fmt::format(", \"a carrier of some name {}\"", i);
  write("large.json", catalog + "]");
  const std::string check = " check -q -r shipment.yaml --catalog carriers=large.json a.json";
  long min = 10'000;  // kilobytes in which the command starts at all
  const auto with = [&](long limit, const std::string& arguments) {
    return shell(fmt::format("ulimit -v {}; '{}' {}", limit, LEADLINT_COMMAND, arguments));
  };
  while (min < 200'000 && with(min, "rules list").exit != 0) min += 2'000;
  const int good = with(1'000'000, check).exit;
  int failed = 0;
  for (long limit = min; limit < min + 30'000; limit += 1'000) {
    const Outcome outcome = with(limit, check);
    if (outcome.exit == good) continue;
    ++failed;
    EXPECT_EQ(outcome.exit, 2) << limit << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("out of memory; no file was written")) << limit;
  }
  EXPECT_GT(failed, 3);
}

TEST_F(Faults, AReadFails) {
  if (preloaded() == nullptr) GTEST_SKIP() << "not under sanitizers";
  for (const Case& one : runs()) {
    if (one.outputs.empty()) continue;  // (they read a rule file again for its warnings alone)
    const long count = counts(one)[1];
    const std::vector<std::string> whole = contents(one);
    for (long n = 1; n <= count; ++n) {
      const std::string what = fmt::format("read {} of {}: {}", n, count, one.arguments);
      const Outcome outcome = faulty(fmt::format("read:{}", n), one);
      EXPECT_EQ(outcome.exit, 2) << what;
      EXPECT_THAT(outcome.err, HasSubstr("input/output error")) << what;
      // A report of what could be read is one; halves of a split are not.
      for (const std::string& output : one.outputs)
        if (output[0] != 'r' && read(output) != before) ADD_FAILURE() << what << ": " << output;
    }
  }
}

TEST_F(Faults, TheDiskIsFull) {
  if (preloaded() == nullptr) GTEST_SKIP() << "not under sanitizers";
  for (const Case& one : runs()) {
    const long count = counts(one)[2];
    const std::vector<std::string> whole = contents(one);
    for (long n = 1; n <= count; ++n) {
      const std::string what = fmt::format("write {} of {}: {}", n, count, one.arguments);
      const Outcome outcome = faulty(fmt::format("write:{}", n), one);
      EXPECT_EQ(outcome.exit, 2) << what;
      EXPECT_THAT(outcome.err, HasSubstr("no space left on device")) << what;
      expect_whole(one, std::vector<std::string>(one.outputs.size(), before), what);
    }
  }
}

TEST_F(Faults, AFileCannotTakeItsPlace) {
  if (preloaded() == nullptr) GTEST_SKIP() << "not under sanitizers";
  for (const Case& one : runs()) {
    const long count = counts(one)[3];
    EXPECT_LE(count, static_cast<long>(one.outputs.size())) << one.arguments;
    const std::vector<std::string> whole = contents(one);
    for (long n = 1; n <= count; ++n) {
      const std::string what = fmt::format("rename {} of {}: {}", n, count, one.arguments);
      const Outcome outcome = faulty(fmt::format("rename:{}", n), one);
      EXPECT_EQ(outcome.exit, 2) << what;
      EXPECT_THAT(outcome.err, HasSubstr("input/output error")) << what;
      EXPECT_EQ(outcome.err.find("is written") != std::string::npos, n > 1) << outcome.err;
      expect_whole(one, whole, what);
    }
  }
}

TEST_F(Faults, BytesComeInPiecesAndCallsAreInterrupted) {
  if (preloaded() == nullptr) GTEST_SKIP() << "not under sanitizers";
  for (const Case& one : runs()) {
    const Outcome good = faulty("none", one);
    const std::vector<std::string> whole = contents(one);
    const Outcome outcome = faulty("pieces", one);
    EXPECT_EQ(outcome.exit, good.exit) << one.arguments;
    EXPECT_EQ(outcome.out, good.out) << one.arguments;
    EXPECT_EQ(outcome.err, good.err) << one.arguments;
    EXPECT_EQ(contents(one), whole) << one.arguments;
  }
}

/// Killed at any moment, with three outputs: each is old or new as a whole, in the order --valid,
/// --invalid,
/// -o; and the next run takes away what was left beside them.
TEST_F(Faults, TheProcessIsKilled) {
  const Case one{"check -q -r shipment.yaml --valid v --invalid i -o r many.jsonl",
                 {"v", "i", "r"}};
  std::string lines;
  for (int i = 0; i < 20'000; ++i)
    lines += i % 4 == 0 ? "{\"status\": 1}\n" : "{\"status\": \"PACKED\"}\n";
  write("many.jsonl", lines);
  const auto start = std::chrono::steady_clock::now();
  run(one.arguments);
  const auto took = std::chrono::steady_clock::now() - start;
  const std::vector<std::string> whole = contents(one);
  std::mt19937 random(1);
  std::uniform_real_distribution<double> part(0, 1.1);
  for (int i = 0; i < (try_all() ? 100 : 20); ++i) {
    for (const std::string& output : one.outputs) write(output, before);
    const pid_t child = fork();
    if (child == 0) {
      if (chdir(folder_.c_str()) == 0)
        execl("/bin/sh", "sh", "-c",
              fmt::format("exec '{}' {} 2>/dev/null", LEADLINT_COMMAND, one.arguments).c_str(),
              static_cast<char*>(nullptr));
      _exit(127);
    }
    std::this_thread::sleep_for(took * part(random));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    bool old = false;
    for (std::size_t output = 0; output < one.outputs.size(); ++output) {
      const std::string now = read(one.outputs[output]);
      if (now == before)
        old = true;
      else
        EXPECT_TRUE(now == whole[output] && !old) << i << ": " << one.outputs[output];
    }
  }
  run(one.arguments);
  EXPECT_EQ(contents(one), whole);
  expect_files({"v", "i", "r", "a.jsonl", "a.csv", "a.json", "c.json", "many.jsonl"});
}

/// Records that were there when the file was opened, and are gone: that is not its end.
TEST_F(Faults, AFileShrinksWhileItIsRead) {
  write("shrinks.jsonl", std::string(1000, '\n'));
  const std::string path = (folder_ / "shrinks.jsonl").string();
  auto source = leadlint::files::open_source(path, path, nullptr);
  ASSERT_TRUE(source);
  std::vector<char> room(100);
  EXPECT_EQ((*source)->read(room), 100U);
  fs::resize_file(path, 150);
  EXPECT_EQ((*source)->read(room), 50U);
  const auto end = (*source)->read(room);
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error(), "it became shorter while it was read");
}

/// One that grows is read as far as it goes.
TEST_F(Faults, AFileGrowsWhileItIsRead) {
  write("grows.jsonl", "{}\n");
  const std::string path = (folder_ / "grows.jsonl").string();
  auto source = leadlint::files::open_source(path, path, nullptr);
  ASSERT_TRUE(source);
  std::vector<char> room(100);
  EXPECT_EQ((*source)->read(room), 3U);
  std::ofstream(path, std::ios::app) << "[]\n";
  EXPECT_EQ((*source)->read(room), 3U);
  EXPECT_EQ((*source)->read(room), 0U);
}

}  // namespace
