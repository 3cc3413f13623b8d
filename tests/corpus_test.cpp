// The corpus generator of the benchmarks: the same seed gives the same file, the share of invalid
// records is exact, and the others have nothing to be said about them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "leadlint/leadlint.h"
#include "ruleset_names.h"

namespace {

using corpus::Layout;
using leadlint::Verdict;

std::string written(const corpus::Request& request) {
  std::ostringstream out;
  const auto done = corpus::write(request, out);
  EXPECT_TRUE(done) << (done ? "" : done.error());
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Rows of cells, quotes and quoted line ends understood.
std::vector<std::vector<std::string>> rows_of(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && quoted && text[i + 1] == '"') {
      rows.back().back() += text[i++];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      rows.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      rows.push_back({""});
    } else {
      rows.back().back() += c;
    }
  }
  return rows;
}

std::vector<std::string> requests() {
  std::vector<std::string> ids = leadlint::shipped_rulesets();
  ids.erase(std::remove_if(ids.begin(), ids.end(),
                           [](const std::string& id) { return id.find('.') != std::string::npos; }),
            ids.end());
  return ids;
}

class Corpus : public testing::TestWithParam<std::string> {};

TEST_P(Corpus, HasTheShareOfInvalidRecordsAndNoWarningOnTheOthers) {
  corpus::Request request{GetParam(), 200, 0.1, 7, Layout::jsonl, 0};
  leadlint::Validator validator{leadlint::load_ruleset(GetParam()).value()};
  std::map<Verdict, int> verdicts;
  for (const std::string& line : lines_of(written(request)))
    ++verdicts[validator.check(line).verdict()];
  EXPECT_EQ(verdicts, (std::map<Verdict, int>{{Verdict::valid, 180}, {Verdict::invalid, 20}}));
}

INSTANTIATE_TEST_SUITE_P(ShippedRequests, Corpus, testing::ValuesIn(requests()), ruleset_test_name);

const char* const id = "renovationfind/update_status";

TEST(CorpusGenerator, WritesTheSameForTheSameSeed) {
  for (const Layout layout : {Layout::jsonl, Layout::csv}) {
    corpus::Request request{id, 100, 0.2, 11, layout, 150};
    const std::string first = written(request);
    EXPECT_EQ(first, written(request));
    request.seed = 12;
    EXPECT_NE(first, written(request));
  }
}

TEST(CorpusGenerator, KeepsToTheSizeOfARecord) {
  for (const std::size_t bytes : {150U, 230U, 300U}) {
    const std::string text = written({id, 2000, 0, 3, Layout::jsonl, bytes});
    EXPECT_NEAR(static_cast<double>(text.size()) / 2000, static_cast<double>(bytes),
                static_cast<double>(bytes) / 20);
  }
}

TEST(CorpusGenerator, WritesNoneOrOnlyInvalidRecords) {
  leadlint::Validator validator{leadlint::load_ruleset(id).value()};
  for (const double share : {0.0, 1.0})
    for (const std::string& line : lines_of(written({id, 50, share, 5, Layout::jsonl, 0})))
      EXPECT_EQ(validator.check(line).verdict(), share > 0 ? Verdict::invalid : Verdict::valid)
          << line;
  EXPECT_EQ(written({id, 0, 0, 5, Layout::jsonl, 0}), "");
}

TEST(CorpusGenerator, WritesRowsAsLongAsTheHeader) {
  const auto rows = rows_of(written({id, 300, 0.1, 5, Layout::csv, 0}));
  ASSERT_EQ(rows.size(), 301U);
  EXPECT_THAT(rows[0], testing::IsSupersetOf({"status", "reason", "jobAmount", "startDateTbd"}));
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
}

TEST(CorpusGenerator, SaysWhyThereIsNoFile) {
  std::ostringstream out;
  EXPECT_FALSE(corpus::write({"no/such", 1, 0, 1, Layout::jsonl, 0}, out));
  const auto list = corpus::write({"capillary/configure_reasons", 1, 0, 1, Layout::csv, 0}, out);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error(),
            "capillary/configure_reasons describes a list: a row of CSV is an object");
}

}  // namespace
