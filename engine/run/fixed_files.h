// Where files go whose records were mended: into their own places, each whole or not at all; into
// one other file; or into a patch, and nothing is written.
//
//   file --BulkChecker--> pieces --FixedFiles--> OutputFile in its place | another | a patch
//
// In its place a file is not touched before there is something to mend in it.
// Tests: tests/fix_command_test.cpp.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

#include "files/output_file.h"
#include "leadlint/bulk.h"
#include "run/unified_diff.h"

namespace leadlint::run {

class FixedFiles {
 public:
  /// Into their places.
  FixedFiles() = default;
  /// Into one file.
  explicit FixedFiles(std::string target) : target_(std::move(target)) {}
  /// Into a patch.
  explicit FixedFiles(std::ostream& patch) : patch_(&patch), diff_(patch) {}

  [[nodiscard]] bool writes_one() const noexcept { return !target_.empty(); }
  [[nodiscard]] bool writes_places() const noexcept { return target_.empty() && patch_ == nullptr; }

  /// The one file.
  [[nodiscard]] tl::expected<void, std::string> open();
  void begin_file(std::string_view name, const std::string& path);
  /// False: what is written cannot be; `error` says why, but of a patch that nobody reads.
  [[nodiscard]] bool piece(const BulkFixed& piece);
  /// `whole`: it was read to its end. Puts a file into its place; the error says why not.
  [[nodiscard]] tl::expected<void, std::string> end_file(bool whole, const FixCounts& fixes);
  /// All that was written has arrived beside its place.
  [[nodiscard]] tl::expected<void, std::string> finish();
  [[nodiscard]] tl::expected<void, std::string> commit();

  [[nodiscard]] const std::string& error() const noexcept { return error_; }
  [[nodiscard]] const FixCounts& fixes() const noexcept { return fixes_; }
  /// That have fixes.
  [[nodiscard]] std::uint64_t files() const noexcept { return files_; }

 private:
  [[nodiscard]] tl::expected<void, std::string> begin_place();
  [[nodiscard]] bool write(std::string_view bytes);

  std::string target_;
  std::ostream* patch_ = nullptr;
  std::optional<UnifiedDiff> diff_;
  std::set<std::pair<dev_t, ino_t>> seen_;  // in a patch a file stands once
  std::string error_;
  FixCounts fixes_;
  std::uint64_t files_ = 0;
  // of the file at hand
  std::string name_, path_;
  struct stat was_ = {};
  bool passed_over_ = false;
  std::uint64_t same_ = 0;  // bytes before the first change
  std::unique_ptr<files::OutputFile> file_;
  std::string why_not_;
};

}  // namespace leadlint::run
