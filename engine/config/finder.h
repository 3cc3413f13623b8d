// Which leadlint.yaml goes for a file: the nearest of the folders that the file is in, unless one
// is named for all. Each is read once.
// Tests: tests/configuration_test.cpp.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "config/configuration.h"

namespace leadlint::config {

/// How people see a path: from the folder that they are in.
[[nodiscard]] std::string shown_path(const std::filesystem::path& path);
[[nodiscard]] std::string shown_path(const std::filesystem::path& path,
                                     const std::filesystem::path& here);
/// Without `.` and `..`, from the root on; links are not followed.
[[nodiscard]] std::filesystem::path whole_path(const std::filesystem::path& path);

class Finder {
 public:
  struct Found {
    std::shared_ptr<const Configuration> configuration;  // nullptr: none, or a broken one
    bool broken = false;
  };

  Finder() = default;
  /// That file goes for all.
  explicit Finder(const std::string& named);
  /// None goes for any.
  static Finder none();

  /// For files of a folder, by its whole path.
  [[nodiscard]] const Found& of(const std::filesystem::path& folder);
  /// Mistakes of all that were read.
  [[nodiscard]] const OwnedFindings& mistakes() const noexcept { return mistakes_; }
  /// All that were read, in their order.
  [[nodiscard]] const std::vector<std::shared_ptr<const Configuration>>& all() const noexcept {
    return all_;
  }

 private:
  Found refuse(const std::string& name);
  Found read(const std::string& name, const std::filesystem::path& path);

  bool fixed_ = false;
  Found named_;
  std::map<std::string, Found, std::less<>> known_;  // by the folder
  std::vector<std::shared_ptr<const Configuration>> all_;
  OwnedFindings mistakes_;
};

}  // namespace leadlint::config
