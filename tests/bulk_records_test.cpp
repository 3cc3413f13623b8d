// Lists of records inside a JSON text (BulkOptions::records): found however the input is cut, and
// nothing that stands around them is lost from sight.
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
            "error missing_field \"\"  the object that ends here has no member \"results\" "
            "(records = \"results\"); "
            "its "
            "members are \"items\", \"n\""},
           {"results", "{}", 0,
            "the object that ends here has no member \"results\" (records = \"results\"); it is "
            "empty"},
           {"results", list, 0, "this is the list itself; leave out records = \"results\""},
           {"results", R"({"results": {"a": 1}})", 0,
            "error wrong_type \"\"  \"results\" is no list (records = \"results\")"},
           {"data", R"({"data": {"n": 1, "leads": )" + list + "}}", 0,
            "\"data\" is no list (records = \"data\"); records = \"data.leads\" is one"},
           {"/data", R"({"data": {"a": {"b": )" + list + "}}}", 0,
            "\"data\" is no list (records = \"/data\"); records = \"/data/a/b\" is one"},
           {"a.b", R"({"a": 5})", 0, "\"a\" is no object (records = \"a.b\")"},
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
            "error bad_value \"\"  records \"a..b\" is no path: a name is missing (at character "
            "3)"},
       }) {
    const std::vector<std::string> said = findings_at(each.path, each.text, each.records);
    EXPECT_THAT(said, ElementsAre(HasSubstr(each.said))) << each.text;
  }
}

TEST(BulkRecords, WhatStandsBesideThemIsJson) {
  const std::string list = R"("results": [)" + one_good + ", " + one_bad + "]";
  struct Case {
    std::string text, said;
  };
  for (const Case& each : std::vector<Case>{
           {"{" + list + ", \"x\": nope}", "this is not JSON: expected a value"},
           {R"({"x": nope, )" + list + "}",
            "0 1:7-1:8 +6-7 error bad_json \"\"  this is not JSON: expected a value"},
           {"{" + list + ", \"x\": [x]}", "expected a value"},
           {"{" + list + ", \"x\": [1, 2,]}", "expected a value"},
           {"{" + list + ", \"x\": [1 2]}", "expected a comma or ]"},
           {"{" + list + ", \"x\": {\"a\" 1}}", "expected a colon behind the name"},
           {"{" + list + ", \"x\": {\"a\": 1,}}", "no comma stands behind the last member"},
           {"{" + list + ", \"x\": {a: 1}}", "expected a name in quotes"},
           {"{" + list + ", \"x\": {\"a\": {}, \"b\": None}}", "expected null (None is not JSON)"},
           {"{" + list + ", \"x\": 1.}", "expected a digit"},
           {"{" + list + ", \"x\": 012}", "expected a number that does not start with 0"},
           {"{" + list + ", \"x\": 1e400}", "error out_of_range \"\"  1e400 does not fit"},
           {"{" + list + ", \"x\": [[-1e400]]}", "error out_of_range \"\"  -1e400 does not fit"},
           {"{" + list + ", \"x\": \"caf\xE9\"}", "error encoding \"\"  this is not UTF-8"},
           {"{" + list + ", \"x\": \"\xE2\x82\"}", "error encoding \"\"  this is not UTF-8"},
           {"{" + list + ", \"x\xE9\": 1}", "error encoding \"\"  this is not UTF-8"},
           {"{\"x\\q\": 1, " + list + "}", "expected an escape that JSON has"},
           {"{" + list + ", \"x\": [\"\\u12g4\"]}", "expected four hexadecimal digits"},
           {"{" + list + ", \"x\": \"a\tb\"}", "a text holds no bare control character"},
       }) {
    const std::vector<std::string> said = findings_at("results", each.text, 2);
    EXPECT_EQ(said.size(), 2U) << each.text;  // and the status of the bad one
    EXPECT_THAT(said, testing::Contains(HasSubstr(each.said))) << each.text;
  }
  for (const std::string beside :
       {"null", "[true, false, null, -0.5e-3, 12345678901234567890]",
        R"("\\\"\\\\\u20AC\ud83d\ude00€😀")", R"({"a": {}, "b": [], "": [[], {"c": ""}]})"}) {
    EXPECT_EQ(findings_at("results", "{\"x\":" + beside + "," + list + "}", 2).size(), 1U)
        << beside;
    EXPECT_EQ(findings_at("results", "{" + list + ",\"x\":" + beside + "}", 2).size(), 1U)
        << beside;
  }
}

TEST(BulkRecords, NamesThatStandTwiceBesideThemAreTold) {
  const std::string list = R"("results": [)" + one_good + "]";
  for (const auto& [text, said] : std::vector<std::pair<std::string, std::string>>{
           {R"({"a": 1, "a": 2, )" + list + "}",
            "0 1:10-1:11 +9-10 error duplicate_key \"\"  \"a\" stands here a second time"},
           {"{" + list + R"(, "a": 1, "\u0061": {"a": 2}})", "\"a\" stands here a second time"},
           {R"({"x": [{"b": 1}, {"b": 1, "c": {"b": {}}, "b": 2}], )" + list + "}",
            "\"b\" stands here a second time"},
           {R"({"x": {")" + std::string(50, 'n') + R"(":1,")" + std::string(50, 'n') + R"(":1}, )" +
                list + "}",
            "a name of this object stands here a second time"},
       })
    EXPECT_THAT(findings_at("results", text, 1), ElementsAre(HasSubstr(said))) << text;
  EXPECT_EQ(
      findings_at("results", R"({"x": {"b": 1, "b": 2, "b": [nope], "b": 1}, )" + list + "}", 1)
          .size(),
      3U)
      << "two names, and what is no JSON";
  for (const std::string once : {R"("x": {"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}], "A": 1})",
                                 R"("x": ["a", "a"], "y": "x", "result": {"results": 1})"})
    EXPECT_THAT(findings_at("results", "{" + once + ", " + list + "}", 1), IsEmpty()) << once;
}

TEST(BulkRecords, WhatBehindThemMayBeRecordsIsAmongTheInvalid) {
  const std::string list = R"("results": [)" + one_good + "]";
  for (const auto& [text, kept] : std::vector<std::pair<std::string, std::string>>{
           {"{" + list + ", " + list + "}", list + "}"},
           {"{" + list + ", " + one_bad + "]}", one_bad + "]}"},
           {"{" + list + "} " + one_bad, one_bad},
           {"{" + list, ""},
       }) {
    const BulkOptions options{
        .format = BulkFormat::json_array, .bytes = true, .records = "results"};
    for (const Way& way : ways()) {
      const Ran ran = run(shipment(), text, options, way);
      EXPECT_EQ(ran.notes.valid, one_good) << way.name();
      EXPECT_EQ(ran.notes.invalid, kept) << way.name();
    }
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
