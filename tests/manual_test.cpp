// The man page and the completions, which are made from the definitions of the flags.
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "command_support.h"

namespace {

using support::Outcome;

struct Manual : support::CommandTest {
  Manual() : CommandTest(std::vector<std::string>{}) {}

  /// What bash offers for the word at a place among others.
  std::string offered(const std::string& words, int at) {
    const std::string command = LEADLINT_COMMAND;
    write("complete.sh", "eval \"$(leadlint completion bash)\"; COMP_WORDS=(" + words +
                             "); COMP_CWORD=" + std::to_string(at) +
                             "; _leadlint; echo \"${COMPREPLY[*]}\"");
    return shell("PATH=\"$(dirname '" + command + "'):$PATH\" bash complete.sh").out;
  }
};

TEST_F(Manual, HasEveryCommandAndFlag) {
  const Outcome page = run("manual");
  ASSERT_EQ(page.exit, 0) << page.err;
  EXPECT_EQ(page.out.rfind(".TH LEADLINT 1 ", 0), 0U);
  for (const char* part :
       {".SS \"leadlint check\"", ".SS \"leadlint rules test\"", "\\fB\\-f, \\-\\-format\\fR",
        "\\fB\\-\\-max\\-record\\-bytes\\fR", "LEADLINT_FAIL_SEVERITY"})
    EXPECT_NE(page.out.find(part), std::string::npos) << part;
  // A line that starts with a point is an order to roff; these are all that are meant.
  std::istringstream lines(page.out);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind('.', 0) != 0) continue;
    const std::string order = line.substr(0, line.find(' '));
    EXPECT_NE(std::string(".TH .SH .SS .TP .PP .B .br .nf .fi").find(order), std::string::npos)
        << line;
  }
}

TEST_F(Manual, IsRead) {
  if (shell("command -v groff").exit != 0) GTEST_SKIP() << "no groff here";
  const std::string command = LEADLINT_COMMAND;
  const Outcome read = shell("'" + command + "' manual | groff -ww -man -Tutf8 -z");
  EXPECT_EQ(read.exit, 0);
  EXPECT_EQ(read.err, "");
}

TEST_F(Manual, BashCompletesCommandsFlagsAndRulesets) {
  EXPECT_NE(offered("leadlint ''", 1).find("check"), std::string::npos);
  EXPECT_EQ(offered("leadlint rules te", 2), "test\n");
  EXPECT_EQ(offered("leadlint check --max-f", 2), "--max-findings\n");
  EXPECT_EQ(offered("leadlint check --rules caring/lead_st", 3),
            "caring/lead_status caring/lead_status.error caring/lead_status.response\n");
  EXPECT_EQ(offered("leadlint rules list --max-f", 3), "\n");
}

TEST_F(Manual, OtherShellsReadTheirs) {
  const std::string command = LEADLINT_COMMAND;
  for (const std::string shell_name : {"zsh", "fish"}) {
    const Outcome made = run("completion " + shell_name);
    EXPECT_EQ(made.exit, 0) << made.err;
    EXPECT_NE(made.out.find("max-findings"), std::string::npos);
    if (shell("command -v " + shell_name).exit != 0) continue;
    write("script", made.out);
    const Outcome read = shell(shell_name + " -n script");
    EXPECT_EQ(read.exit, 0) << read.err;
  }
  const Outcome other = run("completion tcsh");
  EXPECT_EQ(other.exit, 2);
  EXPECT_NE(other.err.find("there is no completion for 'tcsh': bash, fish or zsh"),
            std::string::npos);
}

}  // namespace
