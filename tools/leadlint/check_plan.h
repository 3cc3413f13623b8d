// leadlint check: what the command line and leadlint.yaml together ask for, a part for each entry
// of a configuration. Tests: tests/configuration_test.cpp.
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "config/configuration.h"
#include "leadlint/finding.h"
#include "options.h"

namespace leadlint::command {

/// Files that are judged and read alike: those of an entry, or all.
struct CheckPart {
  CheckOptions options;  // its own files and rules; of the rest what a flag says goes first
  std::shared_ptr<const config::Configuration> configuration;  // nullptr: none
  const config::Entry* entry = nullptr;                        // nullptr: none

  /// A problem in words, with the entry's place in front.
  [[nodiscard]] std::string located(const std::string& problem) const;
  /// Findings without a place get that of what they name in the configuration.
  [[nodiscard]] OwnedFindings placed(OwnedFindings findings) const;
};

struct CheckPlan {
  CheckOptions options;  // of the run as a whole
  std::vector<CheckPart> parts;
  /// The files in their order, by their part and their number in it.
  std::vector<std::pair<std::size_t, std::size_t>> files;
  /// Configurations all of whose files are among them.
  std::set<const config::Configuration*> whole;
  /// So many were asked for and cannot be judged, which has been said.
  std::size_t problems = 0;
};

/// What is wrong has been said; an error: nothing is left to be checked.
[[nodiscard]] tl::expected<CheckPlan, Exit> plan_check(const CheckOptions& options);

/// A line for each file.
[[nodiscard]] Exit list_files(const CheckPlan& plan);

}  // namespace leadlint::command
