// What tests of the command share: a folder of its own for each test, which the command runs in.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "temporary_folder.h"

namespace support {

namespace fs = std::filesystem;

struct Outcome {
  int exit = -1;  // -1: a signal ended it
  std::string out, err;
};

inline std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class CommandTest : public testing::Test {
  TemporaryFolder temporary_;

 protected:
  /// `rules`: files to be copied into the folder, by their paths below tests/.
  explicit CommandTest(std::vector<std::string> rules) : rules_(std::move(rules)) {}

  void SetUp() override {
    for (const std::string& rules : rules_) {
      const fs::path path = fs::path(LEADLINT_SOURCE_DIR "/tests") / rules;
      fs::copy_file(path, folder_ / path.filename());
    }
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string read(const std::string& name) { return content(folder_ / name); }

  Outcome shell(const std::string& line, const std::string& standard_input = "") {
    write(".in", standard_input);
    const std::string all =
        "cd '" + folder_.string() + "' && unset NO_COLOR && (" + line + ") <.in >.out 2>.err";
    const int status = std::system(all.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(".out"), read(".err")};
  }
  /// leadlint; `arguments` as a shell reads them.
  Outcome run(const std::string& arguments, const std::string& standard_input = "") {
    return shell("'" LEADLINT_COMMAND "' " + arguments, standard_input);
  }

  /// No file is in the folder but those that are named, the rules, and hidden ones.
  void expect_files(std::vector<std::string> names) {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder_))
      if (const std::string name = entry.path().filename(); !name.starts_with('.'))
        found.push_back(name);
    for (const std::string& rules : rules_) names.push_back(fs::path(rules).filename());
    EXPECT_THAT(found, testing::UnorderedElementsAreArray(names));
  }

  const fs::path folder_ = temporary_.path();

 private:
  std::vector<std::string> rules_;
};

}  // namespace support
