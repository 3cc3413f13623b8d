// Writes what a check has mended.
#include "run/fixed_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <ostream>

#include "files/input.h"

namespace leadlint::run {
namespace {

using Problem = tl::unexpected<std::string>;

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
         a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

/// May it be written? (A file that nobody may write is not for root either: who took the permission
/// away meant it.)
std::string why_not_written(const std::string& path, const struct stat& file) {
  constexpr mode_t any_write = S_IWUSR | S_IWGRP | S_IWOTH;
  if (!S_ISREG(file.st_mode)) return "it is no plain file, which could give way to another";
  if ((file.st_mode & any_write) == 0) return files::system_message(EACCES);
  if (::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0)
    return files::system_message(errno);
  return {};
}

}  // namespace

tl::expected<void, std::string> FixedFiles::open() {
  if (target_.empty()) return {};
  file_ = std::make_unique<files::OutputFile>();
  if (auto opened = file_->open(target_); !opened)
    return Problem(fmt::format("cannot write {}: {}", target_, opened.error()));
  return {};
}

void FixedFiles::begin_file(std::string_view name, const std::string& path) {
  name_ = name;
  path_ = path;
  same_ = 0;
  why_not_.clear();
  was_ = {};
  const bool is_there = path != "-" && ::stat(path.c_str(), &was_) == 0;
  passed_over_ = patch_ != nullptr && is_there && S_ISREG(was_.st_mode) &&
                 !seen_.emplace(was_.st_dev, was_.st_ino).second;
  if (diff_) diff_->begin(name);
}

bool FixedFiles::write(std::string_view bytes) {
  file_->stream().write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file_->stream()) return true;
  const std::string why = file_->why_failed();
  if (writes_places()) {
    why_not_ = why;
    file_.reset();
    return true;  // the other files go on
  }
  error_ = fmt::format("cannot write {}: {}", target_, why);
  return false;
}

bool FixedFiles::piece(const BulkFixed& piece) {
  if (passed_over_ || !why_not_.empty()) return true;
  if (diff_) {
    const bool fits =
        piece.is_changed() ? diff_->changed(piece.input, piece.fixed) : diff_->same(piece.fixed);
    if (!fits) error_ = fmt::format("{}: a line is too long for a patch", name_);
    return fits && patch_->good();
  }
  if (!writes_places()) return write(piece.fixed);
  if (!file_ && !piece.is_changed()) {
    same_ += piece.input.size();
    return true;
  }
  if (!file_)
    if (auto begun = begin_place(); !begun) {
      why_not_ = begun.error();
      file_.reset();
      return true;
    }
  return write(piece.fixed);
}

/// The file beside it gets what has been passed over so far.
tl::expected<void, std::string> FixedFiles::begin_place() {
  if (std::string why = why_not_written(path_, was_); !why.empty()) return Problem(std::move(why));
  file_ = std::make_unique<files::OutputFile>();
  if (auto opened = file_->open(path_); !opened) return opened;
  std::ifstream from(path_, std::ios::binary);
  std::array<char, 65536> room;
  for (std::uint64_t left = same_; left != 0;) {
    const std::uint64_t size = std::min<std::uint64_t>(left, room.size());
    if (!from.read(room.data(), static_cast<std::streamsize>(size)))
      return Problem(std::string("it was changed while it was read"));
    if (!write({room.data(), static_cast<std::size_t>(size)}) || !why_not_.empty())
      return Problem(why_not_);
    left -= size;
  }
  return {};
}

tl::expected<void, std::string> FixedFiles::end_file(bool whole, const FixCounts& fixes) {
  if (diff_ && whole && !passed_over_) diff_->end();
  if (writes_places() && file_ && whole && why_not_.empty()) {
    struct stat now {};
    if (::stat(path_.c_str(), &now) != 0 || !is_same(was_, now))
      why_not_ = "it was changed while it was read";
    else if (auto placed = file_->commit(); !placed)
      why_not_ = placed.error();
  }
  if (writes_places()) file_.reset();
  if (!why_not_.empty())
    return Problem(fmt::format("{} is not fixed and stays as it was: {}", name_, why_not_));
  if (!whole || passed_over_) return {};
  fixes_.add(fixes);
  if (fixes.fixes != 0) ++files_;
  return {};
}

tl::expected<void, std::string> FixedFiles::finish() {
  if (target_.empty()) return {};
  return file_->finish().map_error(
      [this](const std::string& why) { return fmt::format("cannot write {}: {}", target_, why); });
}

tl::expected<void, std::string> FixedFiles::commit() {
  if (target_.empty()) return {};
  return file_->commit().map_error(
      [this](const std::string& why) { return fmt::format("cannot write {}: {}", target_, why); });
}

}  // namespace leadlint::run
