// Lists of records inside a JSON text (BulkOptions::records): found however the input is cut, and nothing that
// stands around them is lost from sight.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bulk_support.h"
#include "command_support.h"

namespace leadlint::bulk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What is said, in each way; and how many records there are.
std::vector<std::string> findings_at(const std::string& path, const std::string& text,
                                     std::uint64_t records) {
  const BulkOptions options{.format = BulkFormat::json_array, .bytes = true, .records = path};
  const Ran whole = run(shipment(), text, options, {});
  EXPECT_EQ(whole.counts.records, records) << text;
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text, options, way);
    EXPECT_EQ(ran.notes.findings, whole.notes.findings) << way.name();
    EXPECT_EQ(ran.notes.valid, whole.notes.valid) << way.name();
    EXPECT_EQ(ran.notes.invalid, whole.notes.invalid) << way.name();
  }
  return whole.notes.findings;
}

const std::string one_good = R"({"status": "PACKED"})", one_bad = R"({"status": "PACKD"})";

TEST(BulkRecords, StandWhereThePathLeads) {
  const std::string list = "[" + one_good + ", " + one_bad + "]";
  for (const auto& [path, text] : std::vector<std::pair<std::string, std::string>>{
           {"results", R"({"results": )" + list + "}"},
           {"results", R"({"paging": {"results": [1, "]}"]}, "n": 12,"s":"a\"}", "results": )" +
                           list + R"(, "next": null, "more": [[{}]]})"},
           {"/a~1b", R"({"a\/b": )" + list + "}"},
           {"data.leads",
            "\xEF\xBB\xBF{\"data\":{\"x\":true,\"leads\":" + list + "},\"leads\":[]}"},
           {"data.data", R"({"data":{"data":)" + list + R"(},"x":-1e5})"}}) {
    const std::size_t at = text.find("PACKD") - 1;
    const std::vector<std::string> said = findings_at(path, text, 2);
    ASSERT_FALSE(said.empty()) << text;
    EXPECT_THAT(said.back(), HasSubstr(fmt::format("2 1:{}-", at + 1 - (text[0] == '{' ? 0U : 2U))))
        << text;
  }
}

TEST(BulkRecords, AnEmptyListIsOne) {
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), R"({"results":[]})",
                        {.format = BulkFormat::json_array, .records = "results"}, way);
    EXPECT_EQ(ran.counts.errors, 0U);
  }
}

TEST(BulkRecords, WhatIsWrongAroundThemIsAnError) {
  const std::string list = "[" + one_good + "]";
  struct Case {
    std::string path, text;
    std::uint64_t records;
    std::string said;
  };
  for (const Case& each : std::vector<Case>{
           {"results", R"({"items": )" + list + R"(, "n": 1})", 0,
            "error missing_field \"\"  this object has no member \"results\" (--records results); "
            "its "
            "members are \"items\", \"n\""},
           {"results", "{}", 0,
            "this object has no member \"results\" (--records results); it is empty"},
           {"results", list, 0, "this is the list itself; leave out --records results"},
           {"results", R"({"results": {"a": 1}})", 0,
            "error wrong_type \"\"  \"results\" is no list (--records results)"},
           {"a.b", R"({"a": 5})", 0, "\"a\" is no object (--records a.b)"},
           {"results", "{\"results\": " + list + ", \"results\": " + list + "}", 1,
            "error duplicate_key \"\"  \"results\" stands here a second time; only the first one"},
           {"results", R"({"results": )" + list, 1,
            "error bad_json \"\"  this is not JSON: expected more"},
           {"results", R"({"results": )" + list + R"(, "x": [1, 2)", 1,
            "expected the end of this value"},
           {"results", R"({"results": )" + list + R"(, "x": ]})", 1, "expected a value"},
           {"results", R"({"results": )" + list + R"( "x": 1})", 1, "expected a comma or }"},
           {"results", R"({"x" 5, "results": )" + list + "}", 0, "expected a :"},
           {"results", R"({"results": )" + list + "} {}", 1,
            "this stands behind the list, which is complete"},
           {"a..b", "{}", 0,
            "error bad_value \"\"  --records \"a..b\" is no path: a name is missing (at character "
            "3)"},
       }) {
    const std::vector<std::string> said = findings_at(each.path, each.text, each.records);
    EXPECT_THAT(said, ElementsAre(HasSubstr(each.said))) << each.text;
  }
}

TEST(BulkRecords, AreReadFromALongTextWithLittleMemory) {
  std::string text = R"({"first": [)";
  while (text.size() < 100'000) text += R"({"a": [1, 2, {"b": "c"}]},)";
  text += R"(1], "results": [)" + one_good + R"(], "last": ")" + std::string(100'000, 'x') + "\"}";
  const BulkOptions options{
      .format = BulkFormat::json_array, .max_record_bytes = 1000, .records = "results"};
  for (const Way& way : ways()) {
    const Ran ran = run(shipment(), text, options, way);
    EXPECT_EQ(ran.counts.records, 1U);
    EXPECT_THAT(ran.notes.findings, IsEmpty());
  }
}

class RecordsCommandTest : public support::CommandTest {
 protected:
  RecordsCommandTest() : CommandTest({"command/shipment.yaml"}) {}
};

TEST_F(RecordsCommandTest, AreNamedByAFlag) {
  write("a.json", R"({"data": {"leads": [)" + one_good + ", " + one_bad + "]}}");
  const std::string check = "check --rules shipment.yaml --records data.leads ";
  EXPECT_THAT(run(check + "a.json --valid good.json").out, HasSubstr("2 records: 1 valid"));
  EXPECT_EQ(read("good.json"), "[\n" + one_good + "\n]\n");
  EXPECT_THAT(run(check + "-", read("a.json")).out, HasSubstr("2 records: 1 valid"));
  shell("gzip -k a.json");
  EXPECT_THAT(run(check + "a.json.gz").out, HasSubstr("2 records: 1 valid"));
  EXPECT_THAT(
      run(check + "--input jsonl a.json").err,
      HasSubstr("--records says where a list of records stands in a JSON file, which is --input "
                "array"));
  EXPECT_THAT(run("check --rules shipment.yaml --records a[0] a.json").err,
              HasSubstr("--records \"a[0]\" is no path: brackets do not belong here"));
  write("a.csv", "status\nPACKED\n");
  EXPECT_THAT(run(check + "a.csv").err, HasSubstr("--records is not used"));
}

}  // namespace
}  // namespace leadlint::bulk
