// Rules that change while `leadlint serve` serves them.
#include "serve_support.h"

#include "leadlint/leadlint.h"

#ifdef LEADLINT_COMMAND

namespace leadlint {
namespace {

using support::Response;
using testing::HasSubstr;

std::string rules(const std::string& id, const std::string& values) {
  return "leadlint: 1\nruleset: " + id + "\nfields:\n  a: {type: string, values: [" + values +
         "]}\n";
}

class ServeReload : public support::ServeTest {
 protected:
  /// Waits until the payload has this verdict.
  bool becomes(const std::string& id, const std::string& value, const std::string& verdict) {
    for (int i = 0; i < 500; ++i) {
      if (curl("$S/v1/check/" + id + " -d '{\"a\":\"" + value + "\"}'")
              .header("Leadlint-Verdict") == verdict)
        return true;
      pause_for(20);
    }
    return false;
  }
};

TEST_F(ServeReload, FoldersAreWatched) {
  folder_.write("rules/one.yaml", rules("t/one", "X"));
  start({"--rules", folder_.path("rules")});
  EXPECT_TRUE(becomes("t/one", "Y", "invalid"));
  folder_.write("rules/one.yaml", rules("t/one", "X, Y"));
  EXPECT_TRUE(becomes("t/one", "Y", "valid"));
  folder_.write("rules/deep/two.yaml", rules("t/two", "Z"));
  EXPECT_TRUE(becomes("t/two", "Z", "valid"));
  folder_.write("rules/one.yaml", "leadlint: 1\nruleset: t/one\nfeilds: {}\n");
  EXPECT_TRUE(tells("t/one keeps the rules from before"));
  EXPECT_TRUE(becomes("t/one", "Y", "valid"));
  EXPECT_THAT(curl("$S/v1/rulesets").body, HasSubstr("\"problems\":[{"));
  EXPECT_THAT(curl("$S/metrics").body, HasSubstr("leadlint_stale_rulesets 1\n"));
  folder_.write("rules/one.yaml", rules("t/one", "Q"));
  EXPECT_TRUE(becomes("t/one", "Q", "valid"));
  EXPECT_EQ(curl("$S/v1/rulesets").body.find("problems"), std::string::npos);
}

TEST_F(ServeReload, FilesAreWatchedWithWhatTheyUse) {
  folder_.write("common.yaml", "leadlint: 1\nlibrary: t/common\nformats:\n  f: {values: [X]}\n");
  const std::string path = folder_.write("in/one.yaml",
                                         "leadlint: 1\nruleset: t/one\nfields:\n"
                                         "  a: {type: string, values: [X]}\n");
  start({"--rules", path, "--rules", "caring/lead_status"});
  const std::string before = curl("$S/v1/rulesets/t/one").header("Leadlint-Fingerprint");
  EXPECT_TRUE(becomes("t/one", "Y", "invalid"));
  folder_.write("in/one.yaml", rules("t/one", "X, Y"));
  EXPECT_TRUE(becomes("t/one", "Y", "valid"));
  EXPECT_NE(curl("$S/v1/rulesets/t/one").header("Leadlint-Fingerprint"), before);
  std::filesystem::remove(path);
  EXPECT_TRUE(tells("t/one keeps the rules from before"));
  EXPECT_TRUE(becomes("t/one", "Y", "valid"));
  EXPECT_EQ(curl("$S/v1/check/caring/lead_status -d '{}'").status, 200);
}

TEST_F(ServeReload, HangupReadsEverythingAgain) {
  folder_.write("rules/one.yaml", rules("t/one", "X"));
  const std::string path = folder_.write("two.yaml", rules("t/two", "X"));
  start({"--rules", folder_.path("rules"), "--rules", path});
  folder_.write("rules/one.yaml", rules("t/one", "Y"));
  folder_.write("two.yaml", rules("t/two", "Y"));
  kill(pid(), SIGHUP);
  EXPECT_TRUE(tells("read all rules again: 2 rulesets"));
  EXPECT_TRUE(becomes("t/one", "Y", "valid"));
  EXPECT_TRUE(becomes("t/two", "Y", "valid"));
  EXPECT_THAT(curl("$S/metrics").body, HasSubstr("leadlint_reloads_total 1\n"));
  // A file that is broken by then costs nothing, and folders are watched on.
  folder_.write("rules/one.yaml", "leadlint: 1\nruleset: t/one\nx: 1\n");
  kill(pid(), SIGHUP);
  EXPECT_TRUE(tells("one.yaml cannot be used"));
  EXPECT_TRUE(becomes("t/one", "Y", "valid"));
  folder_.write("rules/one.yaml", rules("t/one", "Z"));
  EXPECT_TRUE(becomes("t/one", "Z", "valid"));
  EXPECT_EQ(stop(), 0);
}

TEST_F(ServeReload, AnIdStaysWithTheRulesThatHadItFirst) {
  folder_.write("rf/own.yaml", rules("t/own", "X"));
  const std::string one = folder_.write("one.yaml", rules("t/one", "X"));
  start({"--rules", "caring/lead_status", "--rules", folder_.path("rf"), "--rules", one});
  const std::string before =
      curl("$S/v1/rulesets/caring/lead_status").header("Leadlint-Fingerprint");
  folder_.write("rf/x.yaml", rules("caring/lead_status", "X"));
  EXPECT_TRUE(tells("x.yaml: the ruleset caring/lead_status is there already"));
  folder_.write("rf/y.yaml", rules("t/one", "Y"));
  EXPECT_TRUE(tells("y.yaml: the ruleset t/one is there already"));
  for (const bool again : {false, true}) {
    if (again) {
      kill(pid(), SIGHUP);
      EXPECT_TRUE(tells("read all rules again: 3 rulesets"));
    }
    EXPECT_EQ(curl("$S/v1/rulesets/caring/lead_status").header("Leadlint-Fingerprint"), before);
    EXPECT_TRUE(becomes("t/one", "Y", "invalid"));
    EXPECT_THAT(curl("$S/v1/rulesets").body,
                HasSubstr("x.yaml: the ruleset caring/lead_status is there already"));
  }
  std::filesystem::remove(folder_.path("rf/x.yaml"));
  EXPECT_TRUE(tells("caring/lead_status: nothing is wrong any more"));
  EXPECT_EQ(curl("$S/v1/rulesets/caring/lead_status").header("Leadlint-Fingerprint"), before);
  // Who had it no longer has it.
  std::filesystem::remove(one);
  EXPECT_TRUE(becomes("t/one", "Y", "valid"));
  EXPECT_EQ(curl("$S/v1/rulesets").body.find("problems"), std::string::npos);
}

TEST_F(ServeReload, HangupLeavesAnIdWithItsFile) {
  folder_.write("rules/ok.yaml", rules("my/ok", "X"));
  start({"--rules", folder_.path("rules")});
  folder_.write("rules/aaa.yaml", rules("my/ok", "Y"));
  EXPECT_TRUE(tells("aaa.yaml has the id my/ok, which is that of ok.yaml"));
  kill(pid(), SIGHUP);
  EXPECT_TRUE(tells("read all rules again: 1 ruleset\n"));
  EXPECT_TRUE(becomes("my/ok", "X", "valid"));
  EXPECT_THAT(curl("$S/v1/rulesets").body, HasSubstr("aaa.yaml has the id my/ok"));
  std::filesystem::remove(folder_.path("rules/aaa.yaml"));
  EXPECT_TRUE(tells("my/ok: nothing is wrong any more"));
}

TEST_F(ServeReload, AnotherIdInAFileIsTold) {
  folder_.write("rules/ok.yaml", rules("my/ok", "X"));
  start({"--rules", folder_.path("rules")});
  folder_.write("rules/ok.yaml", rules("my/other", "Y"));
  EXPECT_TRUE(tells("my/ok keeps the rules from before: ok.yaml has another id now: my/other"));
  EXPECT_TRUE(becomes("my/other", "Y", "valid"));
  EXPECT_TRUE(becomes("my/ok", "X", "valid"));
  EXPECT_THAT(curl("$S/v1/rulesets").body, HasSubstr("ok.yaml has another id now"));
}

TEST_F(ServeReload, NoRequestIsLostMeanwhile) {
  folder_.write("rules/one.yaml", rules("t/one", "X"));
  start({"--rules", folder_.path("rules")});
  std::thread writer([&] {
    for (int i = 0; i < 20; ++i) {
      folder_.write("rules/one.yaml", rules("t/one", i % 2 == 0 ? "X, Y" : "X"));
      kill(pid(), SIGHUP);
      pause_for(50);
    }
  });
  const int client = dial();
  for (int i = 0; i < 2000; ++i) {
    tell(client,
         "POST /v1/check/t/one HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
         "{\"a\":\"X\"}");
    const std::string heard = hear(client, "\"fingerprint\":");
    ASSERT_THAT(heard, HasSubstr("\"verdict\":\"valid\""));
  }
  close(client);
  writer.join();
  EXPECT_EQ(stop(), 0);
}

TEST_F(ServeReload, TableImagesAreServed) {
  const std::string image = folder_.path("x.image");
  output("'" LEADLINT_COMMAND "' rules compile caring/lead_status -o " + image);
  start({"--rules", image});
  EXPECT_EQ(curl("$S/v1/check/caring/lead_status -d '{}'").header("Leadlint-Fingerprint"),
            load_ruleset("caring/lead_status")->fingerprint());
}

}  // namespace
}  // namespace leadlint

#endif
