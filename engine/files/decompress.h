// Compressed bytes to what was compressed, a piece at a time. Tests: tests/input_test.cpp.
#pragma once

#include <memory>

#include "files/byte_source.h"

namespace leadlint::files {

/// gzip, of one or more members; zero bytes behind the last are passed over, as gzip does. Anything
/// else there, a damaged member and one that ends too early are errors of `read`, behind the last
/// good byte.
[[nodiscard]] std::unique_ptr<ByteSource> gzip_source(std::unique_ptr<ByteSource> compressed);
/// Zstandard, of one or more frames, likewise.
[[nodiscard]] std::unique_ptr<ByteSource> zstd_source(std::unique_ptr<ByteSource> compressed);

/// The largest window of a Zstandard frame, as a power of two: the memory that reading it takes.
/// Only `zstd --long=27` and beyond ask for more.
inline constexpr int max_zstd_window_log = 27;

}  // namespace leadlint::files
