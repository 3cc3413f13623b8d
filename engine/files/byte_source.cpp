// Reads by file descriptor, with what its first bytes say of it. Tests: tests/input_test.cpp.
#include "files/byte_source.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fmt/format.h>

#include "files/decompress.h"
#include "files/input.h"
#include "read/foreign_file.h"
#include "text/utf8.h"

namespace leadlint::files {
namespace {

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

enum class Compression : std::uint8_t { none, gzip, zstd };

/// Where bytes stand that are looked at.
enum class Layer : std::uint8_t { plain, compressed, decompressed };

std::string_view name_of(Compression compression) noexcept {
  return compression == Compression::gzip ? "gzip data" : "Zstandard data";
}

bool is_compressed_so(std::string_view start, Compression compression) noexcept {
  return start.starts_with(compression == Compression::gzip ? "\x1F\x8B" : "\x28\xB5\x2F\xFD");
}

struct CompressedEnding {
  std::string_view text;
  Compression compression;
};
constexpr std::array compressed_endings{CompressedEnding{".gz", Compression::gzip},
                                        CompressedEnding{".zst", Compression::zstd}};

/// The ending of a name that tells of data that start so; empty: none does.
std::string_view ending_of(std::string_view start) noexcept {
  for (const CompressedEnding& ending : compressed_endings)
    if (is_compressed_so(start, ending.compression)) return ending.text;
  return {};
}

/// What is wrong with a file that starts as one of another kind does; empty: nothing.
std::string complaint_about(const read::ForeignFile& file, std::string_view start, Layer layer,
                            Compression compression) {
  if (!file || (layer == Layer::compressed && is_compressed_so(start, compression))) return {};
  const std::string_view ending = ending_of(start);
  const std::string advice =
      ending.empty() ? file.advice
                     : fmt::format("a name that ends in {} says so; or {}", ending, file.advice);
  if (layer == Layer::compressed)
    return fmt::format("this is {}, not {} as the name says: {}", file.what, name_of(compression),
                       advice);
  if (layer == Layer::decompressed && file.compressed)
    return fmt::format("inside of the {} is {}: compressed twice; take one off before",
                       name_of(compression), file.what);
  return fmt::format("this is {}: {}", file.what, advice);
}

/// A source whose bytes are looked at before anyone reads them.
class KnownSource final : public ByteSource {
 public:
  KnownSource(std::unique_ptr<ByteSource> source, Layer layer, Compression compression)
      : source_(std::move(source)), layer_(layer), compression_(compression) {}

  tl::expected<std::size_t, std::string> read(std::span<char> room) override {
    auto got = source_->read(room);
    if (!got || !first_) return got;
    first_ = false;
    // A pipe gives what it has.
    while (*got != 0 && *got < std::min(read::foreign_start, room.size()) &&
           read::may_be_foreign({room.data(), *got})) {
      const auto more = source_->read(room.subspan(*got));
      if (!more) return more;
      if (*more == 0) break;
      *got += *more;
    }
    const std::string_view start{room.data(), *got};
    const read::ForeignFile file = read::foreign_file(start);
    std::string why = complaint_about(file, start, layer_, compression_);
    if (why.empty()) return got;
    other_kind_ = file.what;
    return tl::unexpected(std::move(why));
  }

  [[nodiscard]] std::string_view other_kind() const noexcept override { return other_kind_; }

  [[nodiscard]] std::uint64_t position() const noexcept override { return source_->position(); }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return source_->size();
  }

 private:
  std::unique_ptr<ByteSource> source_;
  Layer layer_;
  Compression compression_;
  bool first_ = true;
  std::string other_kind_;
};

std::unique_ptr<ByteSource> known(std::unique_ptr<ByteSource> source, Layer layer,
                                  Compression compression = Compression::none) {
  return std::make_unique<KnownSource>(std::move(source), layer, compression);
}

CompressedEnding compressed_ending(std::string_view name) noexcept {
  for (const CompressedEnding& ending : compressed_endings)
    if (ends_in(name, ending.text)) return ending;
  return {"", Compression::none};
}

}  // namespace

tl::expected<std::unique_ptr<ByteSource>, std::string> open_source(std::string_view name,
                                                                   const std::string& path,
                                                                   const std::atomic<bool>* stop) {
  auto file = open_file(path);
  if (!file) return tl::unexpected(std::move(file.error()));
  std::unique_ptr<ByteSource> source = std::make_unique<FileSource>(std::move(*file), stop);
  const Compression compression = compressed_ending(name).compression;
  if (compression == Compression::none) return known(std::move(source), Layer::plain);
  source = known(std::move(source), Layer::compressed, compression);
  source = compression == Compression::gzip ? gzip_source(std::move(source))
                                            : zstd_source(std::move(source));
  return known(std::move(source), Layer::decompressed, compression);
}

tl::expected<std::string, SourceError> read_source(const std::string& path) {
  constexpr std::size_t piece = std::size_t{64} << 10;
  auto source = open_source(path, path);
  if (!source) return tl::unexpected(SourceError{std::move(source.error()), {}});
  std::string text;
  for (std::size_t size = 0;;) {
    text.resize(size + piece);
    const auto got = (*source)->read(std::span(text).subspan(size));
    if (!got) return tl::unexpected(SourceError{got.error(), std::string((*source)->other_kind())});
    size += *got;
    if (*got != 0) continue;
    text.resize(size);
    return text;
  }
}

std::string_view name_without_compression(std::string_view name) noexcept {
  return name.substr(0, name.size() - compressed_ending(name).text.size());
}

}  // namespace leadlint::files
