// Table images from the command line: `leadlint rules compile`, and `--rules` with what it wrote.
#include "command_support.h"

namespace {

using testing::AllOf;
using testing::HasSubstr;

class TableImageCommand : public support::CommandTest {
 protected:
  TableImageCommand() : CommandTest({"rulefiles/image/small.yaml"}) {}
};

TEST_F(TableImageCommand, JudgesAsTheRuleFileDoes) {
  write("a.json", R"({"status":"LOST","reason":" x ","lines":[{"sku":"A1"},{"sku":"A1"}]})");
  ASSERT_EQ(run("rules compile small.yaml -o small.image").exit, 0);
  const support::Outcome by_image = run("check --rules small.image a.json");
  EXPECT_EQ(by_image.exit, 1);
  EXPECT_EQ(by_image.out, run("check --rules small.yaml a.json").out);
  EXPECT_EQ(run("check -f api --rules small.image a.json").out,
            run("check -f api --rules small.yaml a.json").out);
  // The rule file may be gone, and the image may be elsewhere.
  ASSERT_EQ(shell("rm small.yaml && mkdir in && mv small.image in/x.y").exit, 0);
  EXPECT_EQ(run("check --rules in/x.y a.json").out, by_image.out);
}

TEST_F(TableImageCommand, HasItsOptions) {
  write("a.json", R"({"status":"OPEN","on":"2024-01-01","amount":"12"})");
  ASSERT_EQ(run("rules compile small.yaml --profile strict -o strict.image").exit, 0);
  EXPECT_EQ(run("check --rules small.yaml a.json").exit, 0);
  EXPECT_EQ(run("check --rules strict.image a.json").exit, 1);
  const support::Outcome again = run("check --rules strict.image --profile strict a.json");
  EXPECT_EQ(again.exit, 2);
  EXPECT_THAT(again.err, AllOf(HasSubstr("strict.image"), HasSubstr("leadlint rules compile")));
}

TEST_F(TableImageCommand, WritesShippedRulesetsToStandardOutput) {
  ASSERT_EQ(run("rules compile caring/lead_status -o - > caring.image").exit, 0);
  write("a.json", "{}");
  EXPECT_EQ(run("check --rules caring.image a.json").out,
            run("check --rules caring/lead_status a.json").out);
}

TEST_F(TableImageCommand, SaysWhatIsWrong) {
  write("a.json", "{}");
  ASSERT_EQ(run("rules compile small.yaml -o small.image").exit, 0);
  ASSERT_EQ(shell("head -c 1000 small.image > cut.image").exit, 0);
  const support::Outcome cut = run("check --rules cut.image a.json");
  EXPECT_EQ(cut.exit, 2);
  EXPECT_THAT(cut.err, AllOf(HasSubstr("cut.image"), HasSubstr("cut off: 1000 of its")));
  const auto onto = run("rules compile small.yaml -o ./small.yaml");
  EXPECT_EQ(onto.exit, 2);
  EXPECT_THAT(onto.err, HasSubstr("-o ./small.yaml is also read"));
  EXPECT_EQ(run("rules compile small.yaml -o small.image").exit, 0);  // it is as it was
  EXPECT_EQ(run("rules compile small.yaml").exit, 2);
  EXPECT_EQ(run("rules compile nothing.yaml -o x.image").exit, 2);
  EXPECT_EQ(run("rules compile small.yaml -o no/such/folder/x.image").exit, 2);
  expect_files({"a.json", "small.image", "cut.image"});
}

}  // namespace
