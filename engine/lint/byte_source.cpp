// Tests: tests/input_test.cpp.
#include "lint/byte_source.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fmt/format.h>

#include "lint/decompress.h"
#include "lint/input.h"

namespace leadlint::lint {
namespace {

/// So many bytes tell what they are the start of.
constexpr std::size_t longest_mark = 4;
/// How long a pipe is waited for before `stop` is looked at again: a signal may come to another
/// thread.
constexpr int wait_milliseconds = 100;

class FileSource final : public ByteSource {
 public:
  FileSource(File file, const std::atomic<bool>* stop) : file_(std::move(file)), stop_(stop) {
    struct stat status {};
    if (fstat(fileno(file_.get()), &status) != 0) return;
    if (S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
  }

  tl::expected<std::size_t, std::string> read(std::span<char> room) override {
    while (wait()) {
      const ssize_t got = ::read(fileno(file_.get()), room.data(), room.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return tl::unexpected(system_message(errno));
      if (got == 0 && room.size() != 0 && has_shrunk())
        return tl::unexpected(std::string("it became shorter while it was read"));
      position_ += static_cast<std::uint64_t>(got);
      return static_cast<std::size_t>(got);
    }
    return 0;
  }

  [[nodiscard]] std::uint64_t position() const noexcept override { return position_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override { return size_; }

 private:
  /// Waits until there is something to read; false: told to stop.
  [[nodiscard]] bool wait() const {
    const auto stopped = [this] { return stop_ != nullptr && stop_->load(); };
    pollfd waiting{fileno(file_.get()), POLLIN, 0};
    // What cannot be waited for (an error) is for `read` to tell.
    while (!stopped())
      if (size_ || poll(&waiting, 1, wait_milliseconds) > 0 ||
          (errno != EINTR && waiting.revents != 0))
        return true;
    return false;
  }

  /// Its end came sooner than when it was opened: records are gone that it had.
  [[nodiscard]] bool has_shrunk() const {
    struct stat status {};
    return size_ && fstat(fileno(file_.get()), &status) == 0 &&
           static_cast<std::uint64_t>(status.st_size) < *size_;
  }

  File file_;
  const std::atomic<bool>* stop_;
  std::optional<std::uint64_t> size_;
  std::atomic<std::uint64_t> position_ = 0;  // read while another thread reads on
};

/// Texts of two bytes a character without a mark that says so: each other byte of ASCII is 0, and
/// no record holds such a byte. The name of the encoding; empty: it is none.
std::string_view utf16_without_mark(std::string_view start) noexcept {
  if (start.size() < longest_mark) return {};
  const auto zero = [start](std::size_t at) { return start[at] == '\0'; };
  if (!zero(0) && zero(1) && !zero(2) && zero(3)) return "UTF-16LE";
  if (zero(0) && !zero(1) && zero(2) && !zero(3)) return "UTF-16BE";
  return {};
}

/// A source whose bytes are looked at before anyone reads them.
class KnownSource final : public ByteSource {
 public:
  explicit KnownSource(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  tl::expected<std::size_t, std::string> read(std::span<char> room) override {
    auto got = source_->read(room);
    if (!got || !first_) return got;
    first_ = false;
    while (*got != 0 && *got < std::min(longest_mark, room.size())) {  // a pipe gives what it has
      const auto more = source_->read(room.subspan(*got));
      if (!more) return more;
      if (*more == 0) break;
      *got += *more;
    }
    if (std::string foreign = foreign_format({room.data(), *got}); !foreign.empty())
      return tl::unexpected(std::move(foreign));
    return got;
  }

  [[nodiscard]] std::uint64_t position() const noexcept override { return source_->position(); }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return source_->size();
  }

 private:
  std::unique_ptr<ByteSource> source_;
  bool first_ = true;
};

std::unique_ptr<ByteSource> known(std::unique_ptr<ByteSource> source) {
  return std::make_unique<KnownSource>(std::move(source));
}

enum class Compression : std::uint8_t { none, gzip, zstd };
struct CompressedEnding {
  std::string_view text;
  Compression compression;
};
constexpr std::array compressed_endings{CompressedEnding{".gz", Compression::gzip},
                                        CompressedEnding{".zst", Compression::zstd}};

CompressedEnding compressed_ending(std::string_view name) noexcept {
  for (const CompressedEnding& ending : compressed_endings)
    if (ends_in(name, ending.text)) return ending;
  return {"", Compression::none};
}

}  // namespace

std::string foreign_format(std::string_view start) {
  using namespace std::string_view_literals;
  if (start.starts_with("PK\x03\x04"))
    return "this is a workbook or another ZIP file: save the sheet as CSV UTF-8, or unpack it";
  std::string_view encoding = utf16_without_mark(start);
  if (start.starts_with("\xFF\xFE\0\0"sv) || start.starts_with("\0\0\xFE\xFF"sv))
    encoding = "UTF-32";
  else if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF"))
    encoding = "UTF-16";
  if (encoding.empty()) return {};
  return fmt::format(
      "this text is {}: save it as UTF-8 (Excel: \"CSV UTF-8\"; or iconv -f {} -t UTF-8)",
      encoding.substr(0, 6), encoding);
}

tl::expected<std::unique_ptr<ByteSource>, std::string> open_source(std::string_view name,
                                                                   const std::string& path,
                                                                   const std::atomic<bool>* stop) {
  auto file = open_file(path);
  if (!file) return tl::unexpected(std::move(file.error()));
  auto source = std::make_unique<FileSource>(std::move(*file), stop);
  switch (compressed_ending(name).compression) {
    case Compression::none:
      break;
    case Compression::gzip:
      return known(gzip_source(std::move(source)));
    case Compression::zstd:
      return known(zstd_source(std::move(source)));
  }
  return known(std::move(source));
}

std::string_view name_without_compression(std::string_view name) noexcept {
  return name.substr(0, name.size() - compressed_ending(name).text.size());
}

}  // namespace leadlint::lint
