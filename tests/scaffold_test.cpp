// `./tools/dev new` finds the places that it writes to: whoever moves one of them moves it there,
// too.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace {

int ran(const std::string& arguments) {
  const std::string command = "python3 -B \"" LEADLINT_SOURCE_DIR
                              "/tools/scaffold/new.py\" --dry " +
                              arguments + " >/dev/null";
  return std::system(command.c_str());
}

TEST(Scaffold, FindsItsPlaces) {
  if (std::system("python3 --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no python3 here";
  for (const char* check : {"numbers number out_of_range", "text flag bad_format",
                            "lists count too_long", "any members conflict"})
    EXPECT_EQ(ran(std::string("check sample_word ") + check), 0) << check;
  for (const char* kind : {"verb", "function", "report", "input"})
    EXPECT_EQ(ran(std::string(kind) + " sample_word"), 0) << kind;
  for (const char* gives : {"condition", "number", "text"})
    EXPECT_EQ(ran(std::string("function sample_word ") + gives), 0) << gives;
  EXPECT_NE(ran("function length number 2>/dev/null"), 0) << "which is there";
  EXPECT_NE(ran("check max_length 2>/dev/null"), 0) << "which is there";
  EXPECT_NE(ran("verb Wrong 2>/dev/null"), 0);
}

}  // namespace
