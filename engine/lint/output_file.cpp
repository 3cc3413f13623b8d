#include "lint/output_file.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "lint/input.h"

namespace leadlint::lint {

namespace fs = std::filesystem;

namespace {
constexpr std::size_t buffer_bytes = std::size_t{128} << 10;
}  // namespace

tl::expected<void, std::string> OutputFile::open(const std::string& target) {
  std::error_code ignored;
  target_ = target;
  if (fs::is_symlink(target_, ignored)) target_ = fs::weakly_canonical(target_, ignored);
  if (fs::is_directory(target_, ignored)) return tl::unexpected(std::string("is a directory"));
  const bool special = fs::exists(target_, ignored) && !fs::is_regular_file(target_, ignored);
  written_ = target_;
  if (!special) written_ += "." + std::to_string(getpid()) + ".tmp";
  buffer_.resize(buffer_bytes);
  stream_.rdbuf()->pubsetbuf(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  errno = 0;
  stream_.open(written_, std::ios::binary | std::ios::trunc);
  if (!stream_) {
    written_.clear();
    return tl::unexpected(system_message(errno));
  }
  return {};
}

tl::expected<void, std::string> OutputFile::finish() {
  if (!stream_.is_open()) return {};
  errno = 0;
  stream_.close();
  if (!stream_) return tl::unexpected(system_message(errno != 0 ? errno : EIO));
  return {};
}

/// What failed is long past by now: writing once more tells.
std::string OutputFile::why_failed() {
  stream_.clear();
  errno = 0;
  stream_.put('\n').flush();
  const int number = errno;
  stream_.setstate(std::ios::badbit);
  return system_message(number != 0 ? number : EIO);
}

tl::expected<void, std::string> OutputFile::commit() {
  if (auto finished = finish(); !finished) return finished;
  if (written_ != target_) {
    std::error_code error;
    fs::rename(written_, target_, error);
    if (error) return tl::unexpected(error.message());
  }
  written_.clear();
  return {};
}

OutputFile::~OutputFile() {
  if (written_.empty() || written_ == target_) return;
  stream_.close();
  std::error_code ignored;
  fs::remove(written_, ignored);
}

}  // namespace leadlint::lint
