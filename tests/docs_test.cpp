// The documents: what they point at is there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "command_output.h"

namespace leadlint {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> documents() {
  const fs::path root = LEADLINT_SOURCE_DIR;
  std::vector<fs::path> files;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::end(entry); ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory() && (name == "build" || name.starts_with('.')))
      entry.disable_recursion_pending();
    if (entry->path().extension() == ".md") files.push_back(entry->path());
  }
  return files;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Docs, LinksToFilesOfTheProjectLeadSomewhere) {
  static const std::regex link(R"(\]\(([^)#\s]+)(#[^)]*)?\))");
  std::size_t links = 0;
  for (const fs::path& document : documents()) {
    const std::string text = text_of(document);
    for (std::sregex_iterator match(text.begin(), text.end(), link), end; match != end; ++match) {
      const std::string target = (*match)[1];
      if (target.find(':') != std::string::npos) continue;  // https:
      ++links;
      EXPECT_TRUE(fs::exists(document.parent_path() / target))
          << document << " links to " << target;
    }
  }
  EXPECT_GT(links, 5U) << "the documents were not found";
}

/// What docs/embedding.md shows is what the tests of consumers build and run.
TEST(Docs, TheServiceShownIsTheOneTested) {
  const std::string page = text_of(fs::path(LEADLINT_SOURCE_DIR) / "docs/embedding.md");
  const std::string source = text_of(fs::path(LEADLINT_SOURCE_DIR) / "tests/consumer/service.cpp");
  const std::string mark = "// [service]\n";
  const std::size_t first = source.find(mark) + mark.size(), last = source.rfind(mark);
  ASSERT_LT(first, last);
  EXPECT_NE(page.find("```cpp\n" + source.substr(first, last - first) + "```"), std::string::npos);
}

#ifdef LEADLINT_COMMAND

// A line `$ leadlint ...` in the README, and the lines under it up to a blank one or the end of the
// block, are a command and all that it prints.
TEST(Docs, CommandsInTheReadmePrintWhatItShows) {
  static const std::regex shown(R"(\n\$ leadlint ([^\n]*)\n((?:(?!```)[^\n]+\n)*))");
  const std::string text = text_of(fs::path(LEADLINT_SOURCE_DIR) / "README.md");
  std::size_t commands = 0;
  for (std::sregex_iterator match(text.begin(), text.end(), shown), end; match != end; ++match) {
    ++commands;
    EXPECT_EQ(command_output(".", (*match)[1]), (*match)[2]) << "leadlint " << (*match)[1];
  }
  EXPECT_GT(commands, 0U);
}

#endif

}  // namespace
}  // namespace leadlint
