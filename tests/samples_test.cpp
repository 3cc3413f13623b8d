// The samples: each turns out as samples/list.txt says, none is left out, and every sample payload
// of the documents (the vectors whose name starts with "sample") is among them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "command_output.h"
#include "conformance/vectors.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path folder = fs::path(LEADLINT_SOURCE_DIR) / "samples";

/// A line of samples/list.txt.
struct Sample {
  std::string outcome, ruleset, file, flags;
};

std::vector<Sample> listed() {
  std::vector<Sample> samples;
  std::ifstream list(folder / "list.txt");
  for (std::string line; std::getline(list, line);) {
    if (line.empty() || line[0] == '#' || line[0] == '[') continue;
    Sample sample;
    std::istringstream words(line);
    words >> sample.outcome >> sample.ruleset >> sample.file;
    std::getline(words, sample.flags);
    samples.push_back(sample);
  }
  return samples;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

/// The same value, or where there is none (a query string, broken JSON) the same text.
bool same(const std::string& left, const std::string& right) {
  const json value = json::parse(left, nullptr, false);
  return value.is_discarded() ? left == right : value == json::parse(right, nullptr, false);
}

TEST(Samples, HaveEveryPayloadOfTheDocuments) {
  const std::vector<Sample> samples = listed();
  std::size_t found = 0;
  for (const std::string& ruleset : conformance::rulesets_with_vectors()) {
    for (const conformance::Vector& vector : conformance::load_vectors(ruleset)) {
      // A query that is an object is the one that is text, in other clothes.
      if (!vector.name.starts_with("sample") || vector.name.ends_with("as an object")) continue;
      const auto is_it = [&](const Sample& sample) {
        return sample.ruleset == ruleset && same(vector.payload, text_of(folder / sample.file));
      };
      EXPECT_TRUE(std::ranges::any_of(samples, is_it)) << ruleset << ", " << vector.name;
      ++found;
    }
  }
  EXPECT_GT(found, 30U);
}

TEST(Samples, AreAllListed) {
  const std::string list = text_of(folder / "list.txt");
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    if (!entry.is_regular_file() || name.find('/') == std::string::npos) continue;
    EXPECT_NE(list.find(name), std::string::npos) << name;
  }
}

#ifdef LEADLINT_COMMAND

std::string outcome_of(const Sample& sample) {
  std::string printed = command_output(
      "samples", "check -f json --rules " + sample.ruleset + " " + sample.file + sample.flags);
  const json report = json::parse(printed, nullptr, false);
  if (report.is_discarded()) return printed;
  const json& totals = report.at("totals");
  if (totals.at("invalid") != 0) return "refused";
  return totals.at("warning") != 0 ? "warned" : "accepted";
}

TEST(Samples, TurnOutAsListed) {
  for (const Sample& sample : listed())
    EXPECT_EQ(outcome_of(sample), sample.outcome) << sample.file << sample.flags;
}

#endif

}  // namespace
