// How far a run is, in words. Tests: tests/bulk_command_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace leadlint::run {

struct Progress {
  std::uint64_t bytes = 0;            // of the file at hand
  std::optional<std::uint64_t> size;  // of that file, where it has one
  std::uint64_t records = 0;          // of all files
};

/// "1.2 GB of 4.0 GB (30 %), 4,100,000 records/s, 12 s left"; without a size, what is known.
/// `seconds` since the run began, `file_seconds` since the file did.
[[nodiscard]] std::string progress_text(const Progress& progress, double seconds,
                                        double file_seconds);

}  // namespace leadlint::run
