// The files that records are split into: the good ones, and those with an error. Each holds its
// records byte for byte, in the order of the input, and is there whole or not at all.
//
//   JSON Lines, CSV   lines and rows as they are, line ends too; CSV: under the header of the first
//                     input.
//                     Where an input ends without a line end, one comes before the next input's
//                     record.
//   array             a list again: [ LF element , LF element LF ]
// Tests: tests/bulk_command_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "files/output_file.h"
#include "leadlint/bulk.h"

namespace leadlint::run {

class SplitFiles {
 public:
  /// An empty name: that half is not written. `format` is that of all inputs.
  SplitFiles(std::string valid, std::string invalid, BulkFormat format);

  [[nodiscard]] tl::expected<void, std::string> open();
  // False: `error` says what is wrong.
  /// `file`: what people call the input that has it.
  [[nodiscard]] bool header(std::string_view bytes, std::string_view file);
  [[nodiscard]] bool add(const BulkBytes& bytes);
  /// All that was written has arrived beside its place.
  [[nodiscard]] tl::expected<void, std::string> finish();
  /// Behind `finish`: puts the files in their places, the valid half first; without it, what was
  /// there before stays. An error says which half has its place already.
  [[nodiscard]] tl::expected<void, std::string> commit();
  /// What could not be written, and why; empty: nothing.
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

 private:
  struct Half {
    std::string name;
    files::OutputFile file;
    bool any = false;       // a record was written
    char last_byte = '\n';  // that was written
  };

  void write(Half& half, std::string_view bytes);
  [[nodiscard]] bool check(Half& half);
  void separate(Half& half);

  Half valid_, invalid_;
  BulkFormat format_;
  std::string header_, header_file_;
  std::string error_;
};

}  // namespace leadlint::run
