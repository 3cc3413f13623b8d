// A folder, file by file, with the patterns of the .gitignore files on the way down.
#include "config/walk.h"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "config/glob.h"
#include "files/input.h"

namespace leadlint::config {
namespace {

namespace fs = std::filesystem;

class Walker {
 public:
  explicit Walker(const Walk& walk) : walk_(walk) {}

  void start(const fs::path& folder) {
    add_ignores_above(folder);
    enter(folder);
  }

 private:
  /// A .gitignore, and how long the path of its folder is, with the slash behind it.
  struct Ignores {
    std::size_t prefix = 0;
    GlobList globs;
  };

  void problem(const fs::path& path, std::string_view why) const { walk_.problem(path, why); }

  // ------------------------------------------------------------------------------ .gitignore

  static std::size_t prefix_of(const fs::path& folder) {
    return folder.has_relative_path() ? folder.native().size() + 1 : folder.native().size();
  }

  void add_ignores(const fs::path& folder, const char* name) {
    const fs::path file = folder / name;
    std::error_code error;
    if (!fs::exists(fs::symlink_status(file, error))) return;
    const auto text = files::read_file(file.string());
    if (!text) return problem(file, fmt::format("cannot be read: {}", text.error()));
    ignores_.push_back({prefix_of(folder), GlobList::of_gitignore(*text)});
  }

  /// Those of the repository that the folder is in, from its top down to the folder above.
  void add_ignores_above(const fs::path& folder) {
    std::vector<fs::path> above;
    std::error_code error;
    for (fs::path at = folder; !fs::exists(at / ".git", error); at = at.parent_path()) {
      if (!at.has_relative_path()) return;  // in none
      above.push_back(at.parent_path());
    }
    for (auto at = above.rbegin(); at != above.rend(); ++at) add_ignores(*at, ".gitignore");
  }

  /// The deepest file that has a word on it counts.
  [[nodiscard]] bool is_ignored(const fs::path& path, bool is_folder) const {
    for (auto at = ignores_.rbegin(); at != ignores_.rend(); ++at) {
      const auto word = at->globs.of(std::string_view(path.native()).substr(at->prefix), is_folder);
      if (word != GlobList::Word::none) return word == GlobList::Word::in;
    }
    return false;
  }

  // --------------------------------------------------------------------------------- folders

  struct Child {
    fs::path path;
    fs::file_status status;  // of what a link leads to
    bool link = false, broken = false;
  };

  std::vector<Child> children_of(const fs::path& folder) {
    std::vector<Child> children;
    std::error_code error;
    fs::directory_iterator at(folder, error);
    if (error) {
      problem(folder, fmt::format("cannot be read: {}", files::system_message(error.value())));
      return children;
    }
    while (at != fs::directory_iterator()) {
      Child child{at->path(), {}, at->is_symlink(error), false};
      // (What the folder itself tells of its files saves asking for each.)
      child.status = !child.link && at->is_regular_file(error)
                         ? fs::file_status(fs::file_type::regular)
                         : at->status(error);
      child.broken = child.link && !fs::exists(child.status);
      if (child.path.filename() != ".git") children.push_back(std::move(child));
      at.increment(error);
      if (error) {
        problem(folder, fmt::format("cannot be read: {}", files::system_message(error.value())));
        break;
      }
    }
    std::ranges::sort(children, {},
                      [](const Child& child) -> const std::string& { return child.path.native(); });
    return children;
  }

  void enter(const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (const auto around = std::ranges::find(around_, real); !error && around != around_.end())
      return problem(folder, "is a loop: the link leads to a folder that it is in");
    if (++seen_ > max_walked_files) return too_many(folder);
    if (around_.size() == max_walked_depth)
      return problem(folder, fmt::format("is more than {} folders deep", max_walked_depth));
    around_.push_back(real);
    const std::size_t ignores = ignores_.size();
    add_ignores(folder, ".gitignore");
    const bool heeds = walk_.heeds_gitignore(folder);
    for (const Child& child : children_of(folder)) {
      if (seen_ > max_walked_files) break;
      const bool is_folder = fs::is_directory(child.status);
      // Git takes a link for a file, wherever it leads.
      if (heeds && is_ignored(child.path, is_folder && !child.link)) continue;
      if (!is_folder)
        tell(child);
      else if (!walk_.skips(child.path))
        enter(child.path);
    }
    ignores_.resize(ignores);
    around_.pop_back();
  }

  void too_many(const fs::path& path) {
    problem(path, fmt::format("is left out, and what would come behind it: there are more than {} "
                              "files and folders",
                              max_walked_files));
  }

  void tell(const Child& child) {
    if (++seen_ > max_walked_files) return too_many(child.path);
    walk_.found(child.path, child.broken                        ? Walk::Kind::broken_link
                            : fs::is_regular_file(child.status) ? Walk::Kind::file
                                                                : Walk::Kind::other);
  }

  const Walk& walk_;
  std::vector<Ignores> ignores_;
  std::vector<fs::path> around_;  // the folder at hand and those around it, without links
  std::size_t seen_ = 0;          // files and folders
};

}  // namespace

void walk(const fs::path& folder, const Walk& walk) { Walker(walk).start(folder); }

}  // namespace leadlint::config
