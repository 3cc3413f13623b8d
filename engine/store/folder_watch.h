// What rule files a folder holds, and when that may have changed.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace leadlint::store {

/// What tells one state of a file from another without reading it.
struct FileState {
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t seconds = 0, nanoseconds = 0;  // when it was changed
  bool leads_out = false;                     // a link to what is not below the folder
  bool operator==(const FileState&) const = default;
};

/// The files below a folder that end in .yaml or .yml, by their paths below it.
using FolderState = std::map<std::string, FileState, std::less<>>;

/// Looks through the folder. What cannot be read is passed over; folders that are links are not
/// entered.
[[nodiscard]] FolderState look_through(const std::string& folder);

/// Waits for changes. One thread waits, any may wake it.
class FolderWatch {
 public:
  explicit FolderWatch(std::string folder);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  /// Returns when something may have changed, when `most` has passed, or when it was woken.
  void wait(std::chrono::milliseconds most);
  void wake() noexcept;
  /// Watches this folder from now on; for the thread that waits.
  void move_to(std::string folder);

 private:
  void watch_folders();

  std::string folder_;
  std::set<std::string> watched_;
  int events_ = -1;  // inotify; -1: there is none, and time alone tells
  int wake_[2] = {-1, -1};
};

}  // namespace leadlint::store
