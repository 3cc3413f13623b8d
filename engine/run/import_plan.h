// What an import would do, a line a record of the payload files:
//
//   {"file":"today.jsonl","record":3,"lead":"L-17","change":"changed","places":["/status"]}
//
// The file is there whole or not at all. Tests: tests/changes_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "files/output_file.h"
#include "leadlint/bulk.h"

namespace leadlint::run {

class ImportPlan {
 public:
  /// `redact`: without keys, which are values of payloads.
  ImportPlan(std::string name, bool redact) : name_(std::move(name)), redact_(redact) {}

  [[nodiscard]] tl::expected<void, std::string> open();
  /// False: `error` says what is wrong.
  [[nodiscard]] bool add(std::string_view file, const BulkChange& change);
  /// All that was written has arrived beside its place.
  [[nodiscard]] tl::expected<void, std::string> finish();
  [[nodiscard]] tl::expected<void, std::string> commit();
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

 private:
  [[nodiscard]] std::string unwritten(std::string_view why) const;

  std::string name_, error_;
  bool redact_;
  files::OutputFile file_;
};

}  // namespace leadlint::run
