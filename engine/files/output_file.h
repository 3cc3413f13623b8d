// A file that is there whole or not at all: written beside its target and renamed.
//
// The file beside it is `TARGET.XXXXXX.tmp`, X for signs that nobody can guess; it is made new,
// never through a link, with the target's mode and owner. It is locked while it is written: one
// without a lock was left behind by a process that was killed, and the next one that writes the
// target removes it.
//
// What is no plain file is written as it is: a pipe, a device, a descriptor that the process was
// started with (/dev/stdout, /dev/fd/3; whatever file that leads to is not put in another's place).
// Tests: tests/command_test.cpp, tests/bulk_command_test.cpp.
#pragma once

#include <filesystem>
#include <optional>
#include <ostream>
#include <string>

#include <tl/expected.hpp>

#include "files/descriptor_buffer.h"

namespace leadlint::files {

/// The descriptor of this process that a name stands for, through links or not; of others nothing.
[[nodiscard]] std::optional<int> descriptor_named(const std::string& name);

class OutputFile {
 public:
  OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Without a commit the target stays as it was.
  ~OutputFile();

  [[nodiscard]] tl::expected<void, std::string> open(const std::string& target);
  [[nodiscard]] std::ostream& stream() noexcept { return stream_; }
  /// Everything that was written has arrived in the file beside the target.
  [[nodiscard]] tl::expected<void, std::string> finish();
  /// Why a stream that failed did.
  [[nodiscard]] std::string why_failed() const;
  /// `finish`, and the file takes the target's place.
  [[nodiscard]] tl::expected<void, std::string> commit();

 private:
  [[nodiscard]] tl::expected<int, std::string> open_beside();
  [[nodiscard]] tl::expected<void, std::string> write_to(int descriptor);

  DescriptorBuffer buffer_;
  std::ostream stream_;
  std::filesystem::path target_,
      written_;    // the same for what is no plain file
  int lock_ = -1;  // a second descriptor of `written_`: it is locked until it has its place
};

}  // namespace leadlint::files
