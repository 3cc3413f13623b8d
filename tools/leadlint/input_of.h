// What a file of a check is called, and what its name tells of what it holds.
#pragma once

#include <optional>
#include <string>

#include "files/input.h"
#include "leadlint/bulk_format.h"
#include "options.h"

namespace leadlint::command {

[[nodiscard]] inline std::string shown_name(const CheckOptions& options, const std::string& file) {
  if (file != "-") return file;
  return options.stdin_filename.empty() ? "<stdin>" : options.stdin_filename;
}

/// nullopt: what the rules take.
[[nodiscard]] inline std::optional<BulkFormat> told_format(const CheckOptions& options,
                                                           const std::string& file) {
  if (options.input) return options.input;
  const auto told = files::input_of_file(shown_name(options, file));
  if (!options.records.empty() && told.value_or(BulkFormat::json) == BulkFormat::json)
    return BulkFormat::json_array;
  return told;
}

}  // namespace leadlint::command
