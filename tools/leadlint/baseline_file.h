// leadlint check: the baseline of a run, read before it, written behind it, and what is said of it.
// Tests: tests/baseline_test.cpp.
#pragma once

#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "files/output_file.h"
#include "options.h"
#include "run/baseline.h"

namespace leadlint::command {

class BaselineFile {
 public:
  /// Reads the one that is named, and opens the one that is to be written.
  [[nodiscard]] tl::expected<void, std::string> open(const CheckOptions& options);
  /// nullptr: neither is asked for.
  [[nodiscard]] run::Baseline* baseline() noexcept { return baseline_ ? &*baseline_ : nullptr; }
  [[nodiscard]] bool is_written() const noexcept { return file_.has_value(); }
  void leave_unwritten() noexcept { file_.reset(); }

  /// Behind the run, all of whose files were read: it has arrived whole beside its place.
  [[nodiscard]] tl::expected<void, std::string> finish();
  [[nodiscard]] tl::expected<void, std::string> commit();
  /// What is known and there no more is said. False: it makes the run fail.
  [[nodiscard]] bool note_stale(const CheckOptions& options) const;

 private:
  [[nodiscard]] std::string unwritten(std::string_view why) const;

  std::optional<run::Baseline> baseline_;
  std::string name_;
  std::optional<files::OutputFile> file_;
};

}  // namespace leadlint::command
