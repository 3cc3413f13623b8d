// The bulk check through its public API, and what happens at the edges: limits, cancelling, errors
// of the reader, threads.
#include "leadlint/bulk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "bulk_support.h"
#include "leadlint/leadlint.h"

namespace leadlint::bulk {
namespace {

/// Who reads and judges.
struct Pool {
  unsigned threads;
  bool reads_may_wait;
};
constexpr Pool pools[] = {{1, false}, {4, false}, {4, true}};

TEST(Bulk, ChecksThroughTheLibrary) {
  BulkChecker checker(shipment(), {.threads = 2, .summary = true});
  const std::string text = std::string(good) + "\n" + std::string(bad) + "\n";
  Notes notes;
  EXPECT_EQ(checker.run(pieces_of(text), notes), BulkEnd::complete);
  EXPECT_EQ(checker.counts().records, 2U);
  EXPECT_EQ(checker.counts().invalid, 1U);
  EXPECT_EQ(checker.bytes_read(), text.size());
  EXPECT_EQ(notes.failed, std::vector<std::string>{std::string(bad)});

  checker.set_format(BulkFormat::json);  // again, with another input
  EXPECT_EQ(checker.run(pieces_of(bad), notes), BulkEnd::complete);
  EXPECT_EQ(checker.counts().records, 1U) << "counts are those of the last run";
  EXPECT_THAT(notes.findings.back(), testing::StartsWith("0 1:12")) << "the only record: no number";
  ASSERT_EQ(checker.summary().codes.size(), 1U);
  EXPECT_EQ(checker.summary().codes[0].findings, 2U) << "the summary is that of all runs";
}

TEST(Bulk, JudgesBesideAContext) {
  const std::string text =
      "{\"status\": \"PACKED\", \"weight\": 2}\n{\"status\": \"PACKED\", \"weight\": 1}\n";
  const std::string current = R"({"weight": 1})";
  Context context;
  context.current = current;
  context.has_params = true;
  context.params = {{"id", "x"}};
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text, {}, way, context);
    EXPECT_EQ(ran.counts.errors, 3U) << "the weight of one, the parameter of both; " << way.name();
    EXPECT_EQ(ran.counts.invalid, 2U);
  }
}

TEST(Bulk, OneLineOfDoubledBackslashesWarnsOfTheOthers) {
  const std::string doubled = R"({"status": "PACKED", "note": "a \\"b\\""})",
                    other = R"({"status": "PACKED", "note": "a\\nb"})";
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), other + "\n" + doubled + "\n" + doubled + "\n", {}, way);
    ASSERT_EQ(ran.notes.findings.size(), 3U) << way.name();
    EXPECT_THAT(ran.notes.findings[0],
                testing::StartsWith("2 2:36-2:37 +73-74 error bad_json \"\"  this "
                                    "is not JSON: its backslashes are doubled"));
    EXPECT_THAT(
        ran.notes.findings[2],
        testing::StartsWith("2 2:1-2:42 +38-79 warning bad_json \"\"  2 records of this input "
                            "have doubled backslashes"));
    EXPECT_EQ(ran.counts.valid, 1U);
    EXPECT_EQ(ran.counts.warnings, 1U);
    EXPECT_EQ(run(shipment(), doubled, {}, way).counts.warnings, 0U) << "there are no others";
    const Ran list =
        run(shipment(), "[" + other + "," + doubled + "]", {.format = BulkFormat::json_array}, way);
    EXPECT_EQ(list.counts.warnings, 1U) << way.name();
  }
}

TEST(Bulk, TheWorstFindingStays) {
  const std::string mark = "\xEF\xBB\xBF";
  for (const Way& way : ways()) {
    const Ran ran =
        run(shipment(), mark + "{\"status\": \"NOPE\", \"note\": \"\xE9\"}\n" + std::string(bad),
            {}, way);
    EXPECT_THAT(ran.notes.findings,
                testing::ElementsAre(testing::HasSubstr("1 1:30-1:31 +31-32 error encoding"),
                                     testing::HasSubstr("2 2:12-2:13 ")))
        << way.name();
    EXPECT_EQ(ran.counts.invalid, 2U);
    // half a surrogate pair in a name is told at the object around it: at the root, like the mark
    const Ran name = run(shipment(), mark + R"({"status": "PACKED", "\ud800": 1})", {}, way);
    EXPECT_EQ(name.counts.invalid, 1U) << way.name();
    EXPECT_EQ(run(shipment(), mark + std::string(good), {}, way).counts.warning, 1U);
  }
}

TEST(Bulk, NumbersThatNoDoubleHoldsAreRefusedEverywhere) {
  for (const char* record :
       {R"({"status": "PACKED", "x": 1e400})", R"({"status": "PACKED", "x": [{"y": [-1E+999]}]})",
        R"({"status": "PACKED", "weight": 1e400})", R"({"status": "PACKED", "note": 1e400})",
        R"({"status": "PACKED", "address": {"city": "Bonn", "x": 1e400}})"})
    for (const Way& way : ways()) {
      const Ran ran = run(shipment(), std::string(good) + "\n" + record + "\n", {}, way);
      EXPECT_EQ(ran.counts.invalid, 1U) << record << way.name();
      EXPECT_EQ(ran.counts.errors, 1U) << record << way.name();
    }
  const std::string large = R"({"status": "PACKED", "x": )" + std::string(400, '9') + "}";
  EXPECT_EQ(run(shipment(), large, {}, {}).counts.invalid, 1U);
  EXPECT_EQ(
      run(shipment(), R"({"status": "PACKED", "x": 99999999999999999999})", {}, {}).counts.errors,
      0U);
}

TEST(Bulk, AByteOrderMarkInsideAListIsNotJson) {
  const std::string mark = "\xEF\xBB\xBF", packed(good);
  const BulkOptions options{.format = BulkFormat::json_array};
  for (const Way& way : ways()) {
    for (const std::string& text :
         {"[" + mark + packed + "," + packed + "]", "[" + packed + "," + mark + " " + packed + "]",
          "[" + packed + ", " + mark + mark + packed + "]",
          "[" + packed + mark + "," + packed + "]", "[" + packed + "," + packed + mark + "]",
          "[" + packed + "]" + mark}) {
      const Ran ran = run(shipment(), text, options, way);
      EXPECT_EQ(ran.counts.errors, 1U) << text << way.name();
    }
    const Ran ran =
        run(shipment(),
            "[" + mark + "{\"status\": \"PACKED\", \"weight\": 1}," + std::string(bad) + "]",
            options, way);
    EXPECT_EQ(ran.counts.records, 2U) << "the element is taken whole";
    EXPECT_EQ(ran.counts.invalid, 2U);
    const Ran first = run(shipment(), mark + "[" + packed + "]", options, way);
    EXPECT_EQ(first.counts.errors, 0U) << way.name();
    EXPECT_EQ(first.counts.warnings, 1U) << way.name();
  }
}

TEST(Bulk, AnOddQuoteInOneElementLeavesTheOthersAsTheyAre) {
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), R"([a", "", b"])", {.format = BulkFormat::json_array}, way);
    ASSERT_EQ(ran.notes.findings.size(), 3U) << way.name();
    EXPECT_THAT(ran.notes.findings[1],
                testing::HasSubstr("wrong_type \"\" tests/shipment#type the payload \"\" must be"))
        << way.name();
  }
}

// ------------------------------------------------------------------------------------------ limits

TEST(Bulk, ARecordOverTheLimitIsOneFinding) {
  const std::string large = "{\"status\": \"" + std::string(1000, 'x') + "\"}";
  const std::string text =
      std::string(bad) + "\n" + large + "\r\n" + std::string(good) + "\n" + large;
  for (const std::size_t block : {std::size_t{1}, std::size_t{50}, block_bytes})
    for (const Pool& pool : pools) {
      const Way way{pool.threads, 64, block, pool.reads_may_wait};
      const Ran ran = run(shipment(), text, {.max_record_bytes = 100, .bytes = true}, way);
      EXPECT_EQ(ran.counts.records, 4U) << way.name();
      EXPECT_EQ(ran.counts.errors, 3U) << way.name();
      ASSERT_EQ(ran.notes.findings.size(), 3U) << way.name();
      EXPECT_THAT(ran.notes.findings[1],
                  testing::HasSubstr("2 2:1-2:1 +14-14 error limit_exceeded"));
      EXPECT_THAT(ran.notes.findings[2], testing::HasSubstr("4 4:1-4:1 "));
      EXPECT_EQ(ran.notes.valid, std::string(good) + "\n") << way.name();
      EXPECT_EQ(ran.notes.invalid, std::string(bad) + "\n" + large + "\r\n" + large) << way.name();
    }
}

TEST(Bulk, ARecordAsLargeAsTheLimitIsJudged) {
  const std::string text = std::string(good) + "\r\n" + std::string(good) + " \n";
  const Ran ran = run(shipment(), text, {.max_record_bytes = good.size()}, {});
  EXPECT_EQ(ran.counts.valid, 1U);
  EXPECT_THAT(ran.notes.findings, testing::ElementsAre(testing::HasSubstr("limit_exceeded")));
}

TEST(Bulk, ARecordOfVeryManyValuesIsOneFinding) {
  std::string many = "{\"status\": \"PACKED\"";
  for (int i = 0; i < 20'000; ++i) many += ",\"\":1";
  many += "}";
  const std::string text = std::string(bad) + "\n" + many + "\n" + std::string(good) + "\n";
  for (const Pool& pool : pools) {
    const Way way{pool.threads, std::size_t{1} << 20, block_bytes, pool.reads_may_wait};
    const Ran ran = run(shipment(), text, {.max_record_bytes = many.size(), .bytes = true}, way);
    EXPECT_EQ(ran.counts.records, 3U) << way.name();
    ASSERT_EQ(ran.notes.findings.size(), 2U) << way.name();
    EXPECT_THAT(ran.notes.findings[1], testing::HasSubstr("2 2:1-2:1 "));
    EXPECT_THAT(ran.notes.findings[1], testing::HasSubstr(" error limit_exceeded"));
    EXPECT_EQ(ran.notes.valid, std::string(good) + "\n") << way.name();
  }
}

TEST(Bulk, AnElementOverTheLimitIsOneFinding) {
  const std::string large = "{\"status\": [" + std::string(1000, ' ') + "\"]\"]}";
  const std::string text = "[" + std::string(bad) + ",\n" + large + "," + std::string(bad) + "]";
  for (const Way& way : ways()) {
    const Ran ran =
        run(shipment(), text,
            {.format = BulkFormat::json_array, .max_record_bytes = 100, .bytes = true}, way);
    ASSERT_EQ(ran.notes.findings.size(), 3U) << way.name();
    EXPECT_THAT(ran.notes.findings[1], testing::HasSubstr("2 2:1-2:1 +16-16 error limit_exceeded"));
    EXPECT_THAT(ran.notes.findings[2], testing::StartsWith("3 2:1030"));
    EXPECT_EQ(ran.notes.invalid, std::string(bad) + large + std::string(bad)) << way.name();
  }
}

TEST(Bulk, DetailsAreCutAndCountsAreExact) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += std::string(bad) + "\n";
  for (const Way& way : ways())
    for (const std::uint64_t max : {0U, 1U, 7U, 100U, 200U}) {
      const Ran ran = run(shipment(), text, {.max_details = max}, way);
      EXPECT_EQ(ran.notes.findings.size(), std::min<std::uint64_t>(max, 100));
      EXPECT_EQ(ran.counts.cut, 100 - std::min<std::uint64_t>(max, 100)) << way.name();
      EXPECT_EQ(ran.counts.errors, 100U) << way.name();
    }
}

TEST(Bulk, DetailsBelowASeverityAreNotTold) {
  const std::string warned = "{\"status\": \"PACKED\", \"note\": \"far too long\"}\n";
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), warned + std::string(bad),
                        {.max_details = 1, .min_detail = Severity::error}, way);
    EXPECT_THAT(ran.notes.findings, testing::ElementsAre(testing::HasSubstr("wrong_type")));
    EXPECT_EQ(ran.counts.warnings, 1U);
    EXPECT_EQ(ran.counts.cut, 0U) << "what is not to be told is not cut";
  }
}

TEST(Bulk, ARecordOfVeryManyFindingsIsToldInPart) {
  std::string record = "{\"status\": \"PACKED\"";
  for (std::size_t i = 0; i < max_details_of_a_record + 500; ++i)
    record += ",\"x" + std::to_string(i) + "\":0";
  const Ran ran = run(shipment(), record + "}\n", {}, {});
  EXPECT_EQ(ran.notes.findings.size(), max_details_of_a_record);
  EXPECT_EQ(ran.counts.warnings + ran.counts.errors, max_details_of_a_record + 500);
  EXPECT_EQ(ran.counts.cut, 500U);
}

// ------------------------------------------------------------------------------------ ends of runs

TEST(Bulk, AnErrorOfTheReaderEndsARunBehindTheLastWholeRecord) {
  for (const Pool& pool : pools) {
    int calls = 0;
    const BulkRead read = [&](std::span<char> room) -> tl::expected<std::size_t, std::string> {
      if (++calls > 1) return tl::unexpected(std::string("the disk is gone"));
      const std::string text = std::string(bad) + "\n{\"status\":";
      std::copy(text.begin(), text.end(), room.begin());
      return text.size();
    };
    BulkChecker checker(shipment(), {.threads = pool.threads});
    checker.set_reads_may_wait(pool.reads_may_wait);
    Notes notes;
    const auto end = checker.run(read, notes);
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error(), "the disk is gone");
    EXPECT_EQ(checker.counts().records, 1U);
    EXPECT_EQ(notes.findings.size(), 1U);
  }
}

/// Lines without an end, until it is told to stop.
class Endless {
 public:
  tl::expected<std::size_t, std::string> operator()(std::span<char> room) {
    for (char& c : room) {
      c = at_ < bad.size() ? bad[at_] : '\n';
      at_ = at_ < bad.size() ? at_ + 1 : 0;
    }
    return room.size();
  }

 private:
  std::size_t at_ = 0;
};

TEST(Bulk, ASinkEndsARun) {
  for (const Pool& pool : pools) {
    BulkChecker checker(shipment(), {.threads = pool.threads});
    checker.set_reads_may_wait(pool.reads_may_wait);
    Notes notes;
    notes.max_records = 5;
    EXPECT_EQ(checker.run(Endless(), notes), BulkEnd::cancelled);
    EXPECT_EQ(notes.failed.size(), 5U) << "nothing is told once it has had enough";
  }
}

TEST(Bulk, AFlagEndsARun) {
  for (const Pool& pool : pools) {
    BulkChecker checker(shipment(), {.threads = pool.threads, .max_details = 0});
    checker.set_reads_may_wait(pool.reads_may_wait);
    Notes notes;
    std::atomic<bool> stop{false};
    std::thread stopper([&] { stop.store(true); });
    EXPECT_EQ(checker.run(Endless(), notes, {}, &stop), BulkEnd::cancelled);
    stopper.join();
    EXPECT_EQ(checker.counts().records, checker.counts().invalid);
  }
}

TEST(Bulk, WhatAReaderThrowsComesOut) {
  for (const Pool& pool : pools) {
    BulkChecker checker(shipment(), {.threads = pool.threads});
    checker.set_reads_may_wait(pool.reads_may_wait);
    Notes notes;
    const BulkRead read = [](std::span<char>) -> tl::expected<std::size_t, std::string> {
      throw std::bad_alloc();
    };
    EXPECT_THROW(static_cast<void>(checker.run(read, notes)), std::bad_alloc);
  }
}

TEST(Bulk, WhatASinkThrowsComesOut) {
  struct Throwing final : BulkSink {
    bool record(const BulkRecord&) override { throw std::runtime_error("full"); }
  };
  for (const Pool& pool : pools) {
    BulkChecker checker(shipment(), {.threads = pool.threads});
    checker.set_reads_may_wait(pool.reads_may_wait);
    Throwing sink;
    EXPECT_THROW(static_cast<void>(checker.run(Endless(), sink)), std::runtime_error);
  }
}

TEST(Bulk, TheReaderIsCalledByOneThreadAtATime) {
  std::atomic<int> inside{0}, max{0};
  std::size_t left = 30;
  Endless lines;
  const BulkRead read = [&](std::span<char> room) -> tl::expected<std::size_t, std::string> {
    max.store(std::max(max.load(), ++inside));
    const std::size_t got = left > 0 ? lines(room).value() : 0;
    left -= left > 0 ? 1 : 0;
    --inside;
    return got;
  };
  BulkChecker checker(shipment(), {.threads = 4, .max_details = 0});
  Notes notes;
  EXPECT_EQ(checker.run(read, notes), BulkEnd::complete);
  EXPECT_EQ(max.load(), 1);
  EXPECT_GT(checker.counts().records, 200U);
}

TEST(Bulk, ASlowSinkHoldsTheReaderBack) {
  struct Slow final : BulkSink {
    bool record(const BulkRecord&) override { return true; }
    bool bytes(const BulkBytes&) override { return true; }
    bool progress(const Counts&) override {
      if (blocks < 3) std::this_thread::sleep_for(std::chrono::milliseconds(30));
      ahead.store(std::max(ahead.load(), reads.load() - ++blocks));
      return blocks < 40;
    }
    std::atomic<int> reads{0};
    std::atomic<int> ahead{0};
    int blocks = 0;
  };
  // Blocks that wait with their bytes, and without.
  for (const bool bytes : {true, false})
    for (const bool reads_may_wait : {true, false}) {
      Slow sink;
      Endless lines;
      const BulkRead read = [&](std::span<char> room) -> tl::expected<std::size_t, std::string> {
        ++sink.reads;
        return lines(room);
      };
      BulkChecker checker(shipment(), {.threads = 3, .max_details = 0, .bytes = bytes});
      checker.set_reads_may_wait(reads_may_wait);
      EXPECT_EQ(checker.run(read, sink), BulkEnd::cancelled);
      EXPECT_LT(sink.ahead.load(), static_cast<int>(blocks_in_the_works(3)))
          << "only so many blocks wait to be delivered";
    }
}

}  // namespace
}  // namespace leadlint::bulk
