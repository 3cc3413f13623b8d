// Writes a file beside its target and renames it; streams are written as they are.
#include "files/output_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "files/input.h"

namespace leadlint::files {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t buffer_bytes = std::size_t{128} << 10;
constexpr std::string_view guess = ".XXXXXX", ending = ".tmp";
constexpr mode_t all_modes = 07777, usual_mode = 0666;
constexpr int max_name_tries = 8, max_links = 40;

auto failed(int number) { return tl::unexpected(system_message(number)); }

/// Nobody else holds it: its lock is ours now.
bool lock(int descriptor) { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

/// Did someone take it for left behind before it was locked?
bool is_gone(int descriptor) {
  struct stat state {};
  return ::fstat(descriptor, &state) != 0 || state.st_nlink == 0;
}

bool is_beside(const std::string& name, const std::string& target) {
  return name.size() == target.size() + guess.size() + ending.size() && name.starts_with(target) &&
         name[target.size()] == '.' && name.ends_with(ending);
}

void remove_unlocked(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return;
  struct stat state {};
  if (::fstat(descriptor, &state) == 0 && S_ISREG(state.st_mode) && lock(descriptor))
    ::unlink(file.c_str());
  ::close(descriptor);
}

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

/// What processes that were killed left beside the target. (Where there is no memory left,
/// libstdc++ 12's directory_iterator ends the process.)
void remove_left_behind(const fs::path& target) {
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  const std::string name = target.filename().string();
  const std::unique_ptr<DIR, CloseFolder> entries(::opendir(folder.c_str()));
  if (!entries) return;
  while (const dirent* entry = ::readdir(entries.get()))
    if (is_beside(entry->d_name, name)) remove_unlocked(folder / entry->d_name);
}

/// The target's mode and owner; of a new file, what files are made with.
void dress(int descriptor, const fs::path& target) {
  struct stat before {};
  if (::stat(target.c_str(), &before) == 0) {
    // (Only root may give files away; the others keep what they can.)
    if (::fchown(descriptor, before.st_uid, before.st_gid) != 0)
      static_cast<void>(::fchown(descriptor, static_cast<uid_t>(-1), before.st_gid));
    static_cast<void>(::fchmod(descriptor, before.st_mode & all_modes));
    return;
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  static_cast<void>(::fchmod(descriptor, usual_mode & ~mask));
}

/// Is it the folder in which the system shows the descriptors of this process (/dev/fd leads
/// there)?
bool shows_descriptors(const fs::path& folder) {
  std::error_code error;
  const std::string place = fs::canonical(folder, error).string();
  return !error && place.ends_with("/fd") &&
         place.starts_with("/proc/" + std::to_string(::getpid()) + "/");
}

/// Follows links, one after the other, until `is_there` or there are no more. (What a descriptor's
/// name links to need not be what it is open on, nor have a name at all.)
template <class IsThere>
tl::expected<fs::path, std::string> follow_links(fs::path file, IsThere is_there) {
  std::error_code ignored;
  for (int links = 0; !is_there(file) && fs::is_symlink(file, ignored); ++links) {
    if (links == max_links) return failed(ELOOP);
    const fs::path to = fs::read_symlink(file, ignored);
    file = file.parent_path() / to;  // (an absolute one takes the place of all)
  }
  return file;
}

/// A descriptor of one's own for what the process was started with. Those that it opened are no
/// names for others.
int doubled(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFD);
  if (flags < 0) return -1;
  if ((flags & FD_CLOEXEC) != 0) {
    errno = EBADF;
    return -1;
  }
  return ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
}

}  // namespace

std::optional<int> descriptor_named(const std::string& name) {
  const auto is_one = [](const fs::path& file) { return shows_descriptors(file.parent_path()); };
  const auto found = follow_links(name, is_one);
  if (!found || !is_one(*found)) return std::nullopt;
  const std::string number = found->filename().string();
  int descriptor = 0;
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), descriptor);
  if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  return descriptor;
}

OutputFile::OutputFile() : buffer_(buffer_bytes), stream_(&buffer_) {}

tl::expected<int, std::string> OutputFile::open_beside() {
  remove_left_behind(target_);
  for (int tries = 0; tries < max_name_tries; ++tries) {
    std::string name = target_.string();
    name.append(guess).append(ending);
    const int descriptor = ::mkostemps(name.data(), static_cast<int>(ending.size()), O_CLOEXEC);
    if (descriptor < 0) return failed(errno);
    // Where a file system has no locks, nothing is found to be left behind either.
    if (!lock(descriptor) && errno == EWOULDBLOCK) {
      ::close(descriptor);
      continue;
    }
    if (is_gone(descriptor)) {
      ::close(descriptor);
      continue;
    }
    written_ = name;
    dress(descriptor, target_);
    return descriptor;
  }
  return failed(EAGAIN);
}

/// Writes to what is no plain file; negative: it could not be opened.
tl::expected<void, std::string> OutputFile::write_to(int descriptor) {
  if (descriptor < 0) return failed(errno);
  written_ = target_;
  buffer_.open(descriptor);
  return {};
}

tl::expected<void, std::string> OutputFile::open(const std::string& target) {
  std::error_code ignored;
  target_ = target;
  if (const auto named = descriptor_named(target)) return write_to(doubled(*named));
  auto at_end = follow_links(target_, [](const fs::path&) { return false; });
  if (!at_end) return tl::unexpected(at_end.error());
  target_ = std::move(*at_end);
  if (fs::is_directory(target_, ignored)) return failed(EISDIR);
  if (fs::exists(target_, ignored) && !fs::is_regular_file(target_, ignored))
    return write_to(::open(target_.c_str(), O_WRONLY | O_CLOEXEC));
  const auto descriptor = open_beside();
  if (!descriptor) return tl::unexpected(descriptor.error());
  buffer_.open(*descriptor);
  lock_ = ::fcntl(*descriptor, F_DUPFD_CLOEXEC, 0);
  return {};
}

tl::expected<void, std::string> OutputFile::finish() {
  if (buffer_.descriptor() < 0 && buffer_.error() == 0) return {};
  if (!buffer_.close()) return failed(buffer_.error());
  return {};
}

std::string OutputFile::why_failed() const {
  return system_message(buffer_.error() != 0 ? buffer_.error() : EIO);
}

tl::expected<void, std::string> OutputFile::commit() {
  if (auto finished = finish(); !finished) return finished;
  if (written_ != target_) {
    std::error_code error;
    fs::rename(written_, target_, error);
    if (error) return failed(error.value());
  }
  written_.clear();
  if (lock_ >= 0) ::close(lock_);
  lock_ = -1;
  return {};
}

OutputFile::~OutputFile() {
  buffer_.close();
  if (!written_.empty() && written_ != target_) {
    std::error_code ignored;
    fs::remove(written_, ignored);
  }
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace leadlint::files
