// Files and folders that a run is asked for to the files that it judges, each with the entry of the
// configuration that names it.
//
//   leadlint.yaml, `a.json data/` --> a.json by the entry of line 4; data/b.csv by that of line 9
//
// Nothing is passed over in silence: what cannot be judged is a problem, and what a configuration
// leaves out although it was asked for by name is a note.
// Tests: tests/configuration_test.cpp.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "config/configuration.h"
#include "config/finder.h"

namespace leadlint::config {

struct PlannedFile {
  std::string name;                                    // as people see it, and as it is opened
  std::shared_ptr<const Configuration> configuration;  // nullptr: none goes for it
  const Entry* entry = nullptr;                        // nullptr: none names it
};

struct Asked {
  /// Rules are given beside any configuration: files that no entry names are judged too, of folders
  /// those whose endings tell that they are payloads.
  bool rules_given = false;
  /// Files that no entry names are passed over, where there is a configuration.
  bool only_configured = false;
  /// What standard input goes by; empty: no name.
  std::string stdin_name = {};
};

class Plan {
 public:
  Plan(Finder& finder, Asked asked) : finder_(finder), asked_(std::move(asked)) {}

  /// A file, a folder, or - for standard input.
  void add(const std::string& name);
  /// All that the configuration of the current folder names. False: there is none, not even a
  /// broken one.
  [[nodiscard]] bool add_configured();
  /// Looks at all that was added: globs that name nothing, files with two entries.
  void finish();

  /// Is its whole folder looked through?
  [[nodiscard]] bool is_whole(const Configuration& configuration) const;
  [[nodiscard]] const std::vector<PlannedFile>& files() const noexcept { return files_; }
  /// Files of which nothing says what they are: no entry names them, and no rules are given.
  [[nodiscard]] const std::vector<PlannedFile>& unnamed() const noexcept { return unnamed_; }
  /// In words.
  [[nodiscard]] const std::vector<std::string>& problems() const noexcept { return problems_; }
  [[nodiscard]] const std::vector<std::string>& notes() const noexcept { return notes_; }
  /// With places in a configuration.
  [[nodiscard]] const OwnedFindings& mistakes() const noexcept { return mistakes_; }

 private:
  using Shared = std::shared_ptr<const Configuration>;
  struct Named {
    const Entry* entry = nullptr;
    bool twice = false;
  };

  void add_file(const std::string& name);
  void add_standard_input();
  void add_folder(const std::filesystem::path& folder, const std::string& shown);
  void found(const std::filesystem::path& path, bool link_is_broken, bool is_plain);
  Named entry_of(const Configuration& configuration, const std::string& path);
  void leave_out(const std::string& shown, const Configuration& configuration);
  void put(std::string name, const std::filesystem::path& path, const Shared& configuration,
           const Entry* entry);
  static std::string below(const Configuration& configuration, const std::filesystem::path& path);

  Finder& finder_;
  Asked asked_;
  std::vector<PlannedFile> files_, unnamed_;
  std::filesystem::path here_;             // the current folder, once it is asked for
  std::unordered_set<std::string> known_;  // of what was found, or named beside a configuration
  std::vector<std::string> problems_, notes_;
  OwnedFindings mistakes_;
  // What finish() tells:
  struct Twice {
    std::string file;
    std::size_t times = 0;
  };
  std::map<std::tuple<const Configuration*, const Entry*, const Entry*>, Twice> twice_;
  std::set<std::pair<const Entry*, std::size_t>> used_globs_;
  std::vector<std::filesystem::path> walked_;
};

}  // namespace leadlint::config
