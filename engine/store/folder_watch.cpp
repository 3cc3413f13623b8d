// Folders through the file system, and inotify where there is one. Tests: tests/store_test.cpp.
#include "store/folder_watch.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#ifdef __linux__
#include <sys/inotify.h>
#endif

namespace leadlint::store {
namespace {

namespace fs = std::filesystem;

bool has_yaml_ending(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

/// Calls `take` with every entry below the folder, its folders included.
template <class Take>
void for_each_entry(const std::string& folder, Take take) {
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error))
    take(*at);
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [rest, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return rest == folder.end();
}

}  // namespace

FolderState look_through(const std::string& folder) {
  FolderState found;
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return found;
  for_each_entry(root.string(), [&](const fs::directory_entry& entry) {
    if (!has_yaml_ending(entry.path())) return;
    struct stat status {};
    if (::stat(entry.path().c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return;
    FileState state;
    state.device = status.st_dev;
    state.inode = status.st_ino;
    state.size = static_cast<std::uint64_t>(status.st_size);
    state.seconds = status.st_mtim.tv_sec;
    state.nanoseconds = status.st_mtim.tv_nsec;
    std::error_code unresolved;
    const fs::path real = fs::canonical(entry.path(), unresolved);
    state.leads_out = unresolved || !is_below(real, root);
    found.emplace(entry.path().lexically_relative(root).generic_string(), state);
  });
  return found;
}

FolderWatch::FolderWatch(std::string folder) : folder_(std::move(folder)) {
  if (::pipe2(wake_, O_CLOEXEC | O_NONBLOCK) != 0) wake_[0] = wake_[1] = -1;
#ifdef __linux__
  events_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
#endif
  watch_folders();
}

FolderWatch::~FolderWatch() {
  for (const int file : {events_, wake_[0], wake_[1]})
    if (file >= 0) ::close(file);
}

void FolderWatch::watch_folders() {
#ifdef __linux__
  if (events_ < 0) return;
  const auto watch = [this](const std::string& folder) {
    constexpr std::uint32_t changes = IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO |
                                      IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF |
                                      IN_ATTRIB | IN_ONLYDIR;
    ::inotify_add_watch(events_, folder.c_str(), changes);  // again does no harm
  };
  watch(folder_);
  for_each_entry(folder_, [&](const fs::directory_entry& entry) {
    std::error_code error;
    if (entry.is_directory(error) && !entry.is_symlink(error)) watch(entry.path().string());
  });
#endif
}

void FolderWatch::move_to(std::string folder) {
  folder_ = std::move(folder);
  watch_folders();
}

void FolderWatch::wait(std::chrono::milliseconds most) {
  std::array<pollfd, 2> files{pollfd{events_, POLLIN, 0}, pollfd{wake_[0], POLLIN, 0}};
  constexpr std::chrono::milliseconds longest{60'000};
  ::poll(files.data(), files.size(), static_cast<int>(std::clamp(most, {}, longest).count()));
  std::array<char, 4096> unread;
  for (const pollfd& file : files)
    if ((file.revents & POLLIN) != 0)
      while (::read(file.fd, unread.data(), unread.size()) > 0) {
      }
  if ((files[0].revents & POLLIN) != 0) watch_folders();  // there may be new ones
}

void FolderWatch::wake() noexcept {
  const char any = 0;
  if (wake_[1] >= 0) static_cast<void>(!::write(wake_[1], &any, 1));
}

}  // namespace leadlint::store
