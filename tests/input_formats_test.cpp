// Each input format judges its example, tests/inputs/NAME.txt: a record that
// tests/command/shipment.yaml refuses, behind one that it takes where the format holds many. In
// every way to run.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "bulk/input_formats.h"
#include "bulk_support.h"

namespace leadlint::bulk {
namespace {

TEST(BulkInputFormats, EachJudgesItsExample) {
  for (const InputFormat& format : input_formats) {
    const std::string path =
        LEADLINT_SOURCE_DIR "/tests/inputs/" + std::string(format.name) + ".txt";
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    ASSERT_FALSE(text.empty()) << "no example in " << path;
    for (const Way& way : ways()) {
      const Ran ran = run(shipment(), text, {.format = format.format}, way);
      EXPECT_EQ(ran.counts.records, format.holds_many() ? 2U : 1U) << path << way.name();
      EXPECT_EQ(ran.counts.invalid, 1U) << path << way.name();
      EXPECT_EQ(ran.notes.failed.size(), 1U) << path << way.name();
    }
  }
}

}  // namespace
}  // namespace leadlint::bulk
