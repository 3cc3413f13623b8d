// Patterns of file names as `.gitignore` has them: in leadlint.yaml and in .gitignore itself.
//
//   *.json           of that ending, however deep
//   outbound/*.json  in that folder, which stands beside the file that holds the pattern
//   drafts/          all below folders of that name
//   a/**/b           b at any depth below a
//   !keep.json       takes back what patterns above it say
//
// Not of a library: what the distributions have is git itself (libgit2, which opens repositories
// alone), or `fnmatch`, which knows no `**`.
// Tests: tests/glob_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace leadlint::config {

class Glob {
 public:
  /// The error says what is wrong with the text. (Git takes such a pattern for one that nothing
  /// matches.)
  [[nodiscard]] static tl::expected<Glob, std::string> parse(std::string_view text);

  /// `path` is relative to the folder that the pattern belongs to, `a/b/c`. Folders above it are
  /// not looked at: see GlobList.
  [[nodiscard]] bool matches(std::string_view path, bool is_folder) const;
  /// It takes back what those before it say.
  [[nodiscard]] bool negated() const noexcept { return negated_; }

 private:
  std::vector<std::string> steps_;  // between the slashes
  bool negated_ = false;
  bool folders_only_ = false;
};

/// Patterns one below the other, of which the last that matches counts.
class GlobList {
 public:
  void add(Glob glob) { globs_.push_back(std::move(glob)); }
  /// The lines of a .gitignore; what is no pattern matches nothing, as with git.
  static GlobList of_gitignore(std::string_view text);

  enum class Word : char { none, in, out };  // out: a `!` takes it back
  [[nodiscard]] Word of(std::string_view path, bool is_folder) const;
  /// Of a file, or of one of the folders that it is in, from the top: git's own reading, by which
  /// nothing in a folder that is in comes out again.
  [[nodiscard]] bool covers(std::string_view path, bool is_folder) const;

  [[nodiscard]] bool empty() const noexcept { return globs_.empty(); }
  [[nodiscard]] const std::vector<Glob>& globs() const noexcept { return globs_; }

 private:
  std::vector<Glob> globs_;
};

}  // namespace leadlint::config
