// The one file that includes zlib and Zstandard.
#include "files/decompress.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

namespace leadlint::files {
namespace {

constexpr std::size_t input_bytes = std::size_t{64} << 10;

using Read = tl::expected<std::size_t, std::string>;

Read problem(std::string message) { return tl::unexpected(std::move(message)); }

/// What both have in common: the compressed bytes at hand.
class Decompressing : public ByteSource {
 public:
  explicit Decompressing(std::unique_ptr<ByteSource> compressed)
      : compressed_(std::move(compressed)), buffer_(input_bytes) {}

  [[nodiscard]] std::uint64_t position() const noexcept override { return compressed_->position(); }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return compressed_->size();
  }

 protected:
  /// Gets more input where there is none at hand; an empty span then is the end.
  tl::expected<std::span<char>, std::string> input() {
    if (!at_hand_.empty()) return at_hand_;
    const auto got = compressed_->read(buffer_);
    if (!got) return tl::unexpected(got.error());
    return at_hand_ = std::span(buffer_).first(*got);
  }
  void used(std::size_t bytes) noexcept { at_hand_ = at_hand_.subspan(bytes); }

 private:
  std::unique_ptr<ByteSource> compressed_;
  std::vector<char> buffer_;
  std::span<char> at_hand_;
};

class GzipSource final : public Decompressing {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> compressed)
      : Decompressing(std::move(compressed)) {
    constexpr int gzip_only = 16;
    if (inflateInit2(&stream_, MAX_WBITS + gzip_only) != Z_OK) throw std::bad_alloc();
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override { inflateEnd(&stream_); }

  Read read(std::span<char> room) override {
    for (;;) {
      const auto in = input();
      if (!in) return tl::unexpected(in.error());
      if (in->empty()) return in_member_ ? problem(ended_words()) : Read(0);
      if (!in_member_ && behind_first_ && skip_zeros(*in)) continue;
      in_member_ = true;
      if (Read got = inflate_some(*in, room); !got || *got != 0) return got;
    }
  }

 private:
  bool skip_zeros(std::span<char> in) {
    const auto end = std::find_if(in.begin(), in.end(), [](char c) { return c != '\0'; });
    used(static_cast<std::size_t>(end - in.begin()));
    return end != in.begin();
  }

  Read inflate_some(std::span<char> in, std::span<char> room) {
    stream_.next_in = reinterpret_cast<Bytef*>(in.data());
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    const std::size_t wanted = std::min(room.size(), max_wanted);
    stream_.avail_out = static_cast<uInt>(wanted);
    const int outcome = inflate(&stream_, Z_NO_FLUSH);
    used(in.size() - stream_.avail_in);
    if (outcome == Z_STREAM_END) {
      in_member_ = false;
      behind_first_ = true;
      inflateReset(&stream_);
    } else if (outcome == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
      return problem(error_words());
    }
    return wanted - stream_.avail_out;
  }

  /// One byte behind all members is no start of another.
  const char* ended_words() const {
    if (behind_first_ && stream_.total_in < 2) return behind_words;
    return stream_.total_in == 0 ? "the file is empty, and gzip data never is"
                                 : "the gzip data ends too early: the file was cut off";
  }

  std::string error_words() const {
    if (stream_.total_out != 0 || stream_.total_in > header_bytes)
      return "the gzip data is damaged";
    return behind_first_ ? behind_words
                         : "this is no gzip data, though the name says so: take .gz off the name";
  }

  static constexpr const char* behind_words =
      "something that is no gzip data stands behind the gzip data; `gzip -dc` writes what stands "
      "in "
      "front of it";
  /// What stands in front of the data of a member; text that is none is refused within it.
  static constexpr std::size_t header_bytes = 10;
  static constexpr std::size_t max_wanted = std::size_t{1} << 30;

  z_stream stream_{};
  bool in_member_ = true;  // the file must hold at least one
  bool behind_first_ = false;
};

class ZstdSource final : public Decompressing {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> compressed)
      : Decompressing(std::move(compressed)), stream_(ZSTD_createDStream(), &ZSTD_freeDStream) {
    if (stream_ == nullptr) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, max_zstd_window_log);
  }

  Read read(std::span<char> room) override {
    for (;;) {
      const auto in = input();
      if (!in) return tl::unexpected(in.error());
      ZSTD_inBuffer from{in->data(), in->size(), 0};
      ZSTD_outBuffer to{room.data(), room.size(), 0};
      // At the end of the input, too: what is decompressed may not have found room before.
      if (!in->empty() || left_ != 0) {
        const std::size_t outcome = ZSTD_decompressStream(stream_.get(), &to, &from);
        if (ZSTD_isError(outcome) != 0) return problem(error_words(outcome));
        left_ = outcome;
        behind_first_ = behind_first_ || outcome == 0;
        used(from.pos);
        any_ = any_ || from.pos != 0;
      }
      if (to.pos != 0) return to.pos;
      if (in->empty()) return left_ != 0 ? problem(ended_words()) : Read(0);
    }
  }

 private:
  const char* ended_words() const {
    return any_ ? "the Zstandard data ends too early: the file was cut off"
                : "the file is empty, and Zstandard data never is";
  }

  std::string error_words(std::size_t outcome) const {
    switch (ZSTD_getErrorCode(outcome)) {
      case ZSTD_error_memory_allocation:
        throw std::bad_alloc();
      case ZSTD_error_frameParameter_windowTooLarge:
        return "this Zstandard data was written with a window of more than " +
               std::to_string((1 << max_zstd_window_log) >> 20) +
               " MiB (zstd --long=28 and beyond), the most that is read; `zstd -dc --long=31 FILE "
               "| zstd > NEW.zst` writes it anew with a smaller one";
      case ZSTD_error_prefix_unknown:
        return behind_first_
                   ? "something that is no Zstandard data stands behind the Zstandard data; `zstd "
                     "-dc` writes what stands in front of it"
                   : "this is no Zstandard data, though the name says so: take .zst off the name";
      default:
        return "the Zstandard data is damaged";
    }
  }

  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_;
  bool behind_first_ = false;
  bool any_ = false;      // data was there
  std::size_t left_ = 1;  // 0: between frames; the file must hold at least one
};

}  // namespace

std::unique_ptr<ByteSource> gzip_source(std::unique_ptr<ByteSource> compressed) {
  return std::make_unique<GzipSource>(std::move(compressed));
}

std::unique_ptr<ByteSource> zstd_source(std::unique_ptr<ByteSource> compressed) {
  return std::make_unique<ZstdSource>(std::move(compressed));
}

}  // namespace leadlint::files
