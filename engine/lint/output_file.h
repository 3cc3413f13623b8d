// A file that is there whole or not at all: written beside its target and renamed.
// Tests: tests/command_test.cpp, tests/bulk_command_test.cpp.
#pragma once

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace leadlint::lint {

class OutputFile {
 public:
  OutputFile() = default;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Without a commit the target stays as it was.
  ~OutputFile();

  [[nodiscard]] tl::expected<void, std::string> open(const std::string& target);
  [[nodiscard]] std::ostream& stream() noexcept { return stream_; }
  /// Everything that was written has arrived in the file beside the target.
  [[nodiscard]] tl::expected<void, std::string> finish();
  /// Why a stream that failed did; it is of no use any more.
  [[nodiscard]] std::string why_failed();
  /// `finish`, and the file takes the target's place.
  [[nodiscard]] tl::expected<void, std::string> commit();

 private:
  std::vector<char> buffer_;  // of the stream; must outlive it
  std::ofstream stream_;
  std::filesystem::path target_,
      written_;  // the same for what is no plain file (/dev/null, a pipe)
};

}  // namespace leadlint::lint
