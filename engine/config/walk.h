// A folder to the files below it, in the order of their names.
//
// What .gitignore files say is passed over, those of the repository around the folder included; so
// is `.git`. Links are followed: one that leads to a folder around itself is a problem.
// Tests: tests/configuration_test.cpp.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace leadlint::config {

inline constexpr std::size_t max_walked_depth = 100;
inline constexpr std::size_t max_walked_files = 1'000'000;

struct Walk {
  enum class Kind : char { file, broken_link, other };

  /// Is the folder passed over? By its whole path.
  std::function<bool(const std::filesystem::path& folder)> skips = {};
  /// Do .gitignore files count there?
  std::function<bool(const std::filesystem::path& folder)> heeds_gitignore = {};
  /// What is there, by its whole path. Broken links, pipes and devices are told too.
  std::function<void(const std::filesystem::path& path, Kind kind)> found = {};
  /// What cannot be walked, and why.
  std::function<void(const std::filesystem::path& path, std::string_view why)> problem = {};
};

/// `folder` by its whole path.
void walk(const std::filesystem::path& folder, const Walk& walk);

}  // namespace leadlint::config
