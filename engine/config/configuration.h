// leadlint.yaml as plain values: which ruleset judges which files, how they are read, and what a
// run does unless the command line says otherwise.
//
//   leadlint.yaml --read_configuration--> Configuration --plan--> files, each with its entry
//
// Names of files in it count from the folder that it stands in. It names nothing that is written,
// and runs nothing.
// Tests: tests/configuration_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "config/glob.h"
#include "leadlint/bulk.h"
#include "leadlint/finding.h"
#include "leadlint/ruleset.h"
#include "model/mistakes.h"
#include "report/reporter.h"

namespace leadlint::config {

inline constexpr std::string_view file_name = "leadlint.yaml";

/// A part of `files:`.
struct Entry {
  /// Of `glob:`, in their order.
  std::vector<std::string> texts;
  std::vector<model::SourceRange> places;
  GlobList globs;
  std::string place;  // "leadlint.yaml:7"

  std::string rules;  // an id, or a path
  model::SourceRange rules_place;
  LoadOptions load;
  /// Options, the profile and severities by their names.
  std::vector<std::pair<std::string, model::SourceRange>> mentions;
  std::vector<std::pair<std::string, std::string>> catalogs;  // names and paths

  std::optional<BulkFormat> input;
  std::string records;
  std::optional<char> delimiter;
  std::optional<CellEscapes> escapes;
  std::optional<CellSpelling> cells;
  std::vector<std::string> null_words;
  std::string columns_file;
  std::vector<std::pair<std::string, std::string>> columns;
};

/// Of a run as a whole: what is not given is as usual.
struct RunSettings {
  std::optional<report::ReportFormat> format;
  std::optional<std::optional<Severity>> fail_severity;
  std::optional<bool> fail_unknown, redact, quiet, summary, group;
  std::optional<std::uint64_t> max_findings, jobs, max_record_bytes;

  friend bool operator==(const RunSettings&, const RunSettings&) = default;
};

struct Configuration {
  std::string name;              // as shown to people
  std::filesystem::path folder;  // absolute
  model::SourceFiles text;       // its own, for places
  RunSettings run;
  GlobList exclude;
  bool gitignore = true;
  std::vector<Entry> entries;

  /// Mistakes that are found later, at a place in it.
  [[nodiscard]] model::Mistakes mistakes() const { return model::Mistakes(text.all()); }
};

/// `name` is what people see, `path` what is read.
[[nodiscard]] tl::expected<Configuration, OwnedFindings> read_configuration(
    const std::string& name, const std::filesystem::path& path);

/// All keys, of the top and of an entry, sorted: what the schema describes.
[[nodiscard]] std::vector<std::string> top_key_names();
[[nodiscard]] std::vector<std::string> entry_key_names();

/// The text that `leadlint init` writes.
[[nodiscard]] std::string starter_text();

}  // namespace leadlint::config
