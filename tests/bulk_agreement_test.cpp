// The bulk check says what the one-record API says, in every way it can be run: records cut
// anywhere, many threads, blocks that wait to be told of.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bulk_support.h"
#include "conformance/vectors.h"
#include "leadlint/leadlint.h"
#include "ruleset_names.h"

namespace leadlint::bulk {
namespace {

/// An input, and what it must come to: each record judged by a Validator of its own.
struct Corpus {
  std::string text;
  std::vector<std::string> findings;
  std::string valid, invalid;
  Counts counts;
};

class CorpusMaker {
 public:
  explicit CorpusMaker(const Ruleset& ruleset) : ruleset_(ruleset) {}

  /// A record that stands in `record` of the corpus's text, followed by `behind`.
  void add(std::string_view record, std::string_view behind) {
    Validator validator(ruleset_);
    const Result& result = validator.check(record);
    corpus.counts.add(result.verdict());
    TextLocation place;
    place.pass(corpus.text);
    for (OwnedFinding finding : result.findings().owned()) {
      corpus.counts.add(finding.severity);
      move_into_input(finding, place, corpus.counts.records);
      corpus.findings.push_back(told(finding));
    }
    std::string& half = result.ok() ? corpus.valid : corpus.invalid;
    half.append(record).append(behind);
    corpus.text.append(record).append(behind);
  }

  Corpus corpus;

 private:
  const Ruleset& ruleset_;
};

/// Payloads of the conformance vectors that fit on a line.
std::vector<std::string> payloads_of(const std::string& ruleset) {
  std::vector<std::string> payloads;
  for (const conformance::Vector& vector : conformance::load_vectors(ruleset))
    if (!vector.is_query && vector.payload.find_first_of("\r\n") == std::string::npos &&
        vector.payload.find_first_not_of(" \t") != std::string::npos)
      payloads.push_back(vector.payload);
  return payloads;
}

/// Lines that cost their neighbours something in readers that are not careful.
const std::vector<std::string>& broken_lines() {
  static const std::vector<std::string> lines{"{\"a\": \"",
                                              "}",
                                              "]",
                                              "{\"status\"",
                                              "\"",
                                              "{\"a\": 1}}",
                                              "{} {}",
                                              "[1, 2",
                                              "nul",
                                              "{\"a\": \"\\\"}",
                                              "\xFF",
                                              "{\"a\": \"\xC3\"}",
                                              "{\"a\": \"\t\"}",
                                              ",",
                                              "{\"a\"}",
                                              "\\",
                                              "{\"status\": \"PACKED\"",
                                              std::string("{\"a\":\0}", 7)};
  return lines;
}

Corpus lines_of(const std::string& ruleset_id) {
  const Ruleset ruleset = load_ruleset(ruleset_id).value();
  CorpusMaker maker(ruleset);
  const std::vector<std::string> payloads = payloads_of(ruleset_id);
  std::size_t broken = 0;
  for (std::size_t i = 0; i < payloads.size(); ++i) {
    maker.add(payloads[i], i % 3 == 0 ? "\r\n" : "\n");
    if (i % 4 == 0) maker.add(broken_lines()[broken++ % broken_lines().size()], "\n");
    if (i % 7 == 0) maker.corpus.text += " \t\r\n";  // no record
  }
  maker.add(payloads.front(), "");  // the last line has no end
  return maker.corpus;
}

void expect_same(const Ran& ran, const Corpus& corpus, const std::string& way) {
  EXPECT_EQ(ran.notes.findings, corpus.findings) << way;
  EXPECT_EQ(ran.counts, corpus.counts) << way;
  EXPECT_EQ(ran.notes.outside, 0U) << way;
  EXPECT_FALSE(ran.notes.went_back) << way;
}

class BulkAgreement : public testing::TestWithParam<std::string> {};

TEST_P(BulkAgreement, OfLinesWithSingleRecords) {
  const Ruleset ruleset = load_ruleset(GetParam()).value();
  const Corpus corpus = lines_of(GetParam());
  for (const Way& way : ways()) {
    const Ran ran = run(ruleset, corpus.text, {.bytes = true}, way);
    expect_same(ran, corpus, way.name());
    EXPECT_EQ(ran.notes.valid, corpus.valid) << way.name();
    EXPECT_EQ(ran.notes.invalid, corpus.invalid) << way.name();
  }
}

TEST_P(BulkAgreement, OfElementsWithSingleRecords) {
  const Ruleset ruleset = load_ruleset(GetParam()).value();
  CorpusMaker maker(ruleset);
  maker.corpus.text = "[\n ";
  std::size_t count = 0;
  for (const std::string& payload : payloads_of(GetParam())) {
    if (!nlohmann::json::accept(payload) || payload.starts_with("\xEF\xBB\xBF")) continue;
    if (count != 0) maker.corpus.text += count % 3 == 0 ? ",\n " : " , ";
    ++count;
    maker.add(payload, "");
  }
  maker.corpus.text += "\n]\n";
  for (const Way& way : ways()) {
    const Ran ran =
        run(ruleset, maker.corpus.text, {.format = BulkFormat::json_array, .bytes = true}, way);
    expect_same(ran, maker.corpus, way.name());
    EXPECT_EQ(ran.notes.pieces, count) << "each element apart; " << way.name();
    EXPECT_EQ(ran.notes.valid, maker.corpus.valid) << way.name();
    EXPECT_EQ(ran.notes.invalid, maker.corpus.invalid) << way.name();
  }
}

INSTANTIATE_TEST_SUITE_P(, BulkAgreement, testing::ValuesIn(conformance::rulesets_with_vectors()),
                         ruleset_test_name);

TEST(Bulk, LinesAreCutAtEveryByte) {
  CorpusMaker maker(shipment());
  maker.add(good, "\r\n");
  maker.add(bad, "\n");
  maker.add("{\"status\": \"", "\n");
  maker.add(R"({"status": "SENT", "note": "é€ and more"})", "");
  for (std::size_t cut = 1; cut < maker.corpus.text.size(); ++cut) {
    const Way way{1, cut, cut};
    expect_same(run(shipment(), maker.corpus.text, {}, way), maker.corpus, way.name());
  }
}

TEST(Bulk, ARecordIsJudgedAlikeWhateverCameBefore) {
  CorpusMaker maker(shipment());
  for (const std::size_t failing : {0U, 1U, 7U, 8U, 9U, 40U}) {
    for (std::size_t i = 0; i < failing; ++i) maker.add(bad, "\n");
    for (const std::string_view record :
         {good, std::string_view(R"({"status": "PACKED", "more": 1})"), good,
          std::string_view("{}"), good})
      maker.add(record, "\n");
  }
  for (const Way& way : ways())
    expect_same(run(shipment(), maker.corpus.text, {}, way), maker.corpus, way.name());
}

TEST(Bulk, AByteOrderMarkBelongsToTheFirstLine) {
  CorpusMaker maker(shipment());
  maker.add("\xEF\xBB\xBF" + std::string(good), "\n");
  maker.add(good, "\n");
  const Ran ran = run(shipment(), maker.corpus.text, {}, {});
  expect_same(ran, maker.corpus, "");
  EXPECT_EQ(ran.counts.warning, 1U);
}

TEST(Bulk, BlocksAreToldOfAfterOthersTookTheirMemory) {
  // Clean blocks give their memory back before they are delivered, those that are quoted do not.
  CorpusMaker maker(shipment());
  for (int stretch = 0; stretch < 60; ++stretch) {
    for (int i = 0; i < 12; ++i) maker.add(good, "\n");
    for (int i = 0; i < stretch % 4; ++i) maker.add(bad, "\r\n");
    if (stretch % 7 == 0) maker.add(R"({"status": "PACKED", "more": 1})", "\n");
    if (stretch % 20 == 3) maker.corpus.text += "\n \n";
  }
  const Corpus& corpus = maker.corpus;
  for (const Way& way : ways())
    for (const bool bytes : {false, true})
      for (const std::size_t max : {std::size_t{0}, std::size_t{5}, corpus.findings.size()}) {
        const Ran ran = run(shipment(), corpus.text,
                            {.max_details = max, .bytes = bytes, .summary = true}, way);
        const std::vector<std::string> first(corpus.findings.begin(),
                                             corpus.findings.begin() + std::ptrdiff_t(max));
        EXPECT_EQ(ran.notes.findings, first) << way.name();
        EXPECT_EQ(ran.notes.outside, 0U) << way.name();
        EXPECT_EQ(ran.counts.cut, corpus.findings.size() - max) << way.name();
        EXPECT_EQ(ran.counts.records, corpus.counts.records) << way.name();
        EXPECT_EQ(ran.counts.invalid, corpus.counts.invalid) << way.name();
        EXPECT_EQ(ran.notes.invalid, bytes ? corpus.invalid : "") << way.name();
        ASSERT_FALSE(ran.summary.values.empty());
        EXPECT_EQ(ran.summary.values[0].at_least, corpus.counts.invalid) << way.name();
      }
}

TEST(Bulk, RecordsAroundTheSizeOfALargeBlockKeepTheirOrder) {
  CorpusMaker maker(shipment());
  for (int i = 0; i < 24; ++i) {
    const std::size_t size = (std::size_t{1} << 20) - 60 + 10 * std::size_t(i);
    maker.add(R"({"status": "PACKED", "note": ")" + std::string(i % 3 == 0 ? size : 3, 'x') + "\"}",
              "\n");
    if (i % 5 == 0) maker.add(bad, "\n");
  }
  for (const bool reads_may_wait : {false, true}) {
    const Way way{3, 1 << 20, block_bytes, reads_may_wait};
    expect_same(run(shipment(), maker.corpus.text, {}, way), maker.corpus, way.name());
  }
}

}  // namespace
}  // namespace leadlint::bulk
