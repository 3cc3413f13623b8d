// Findings to something that people or programs read. A reporter is told of files and findings as
// they come and writes at once, so that a run over millions of records does not pile up.
//
//   Findings --text.cpp--> lines with carets | --json.cpp--> one object | --jsonl.cpp--> a line
//   each
//            --api.cpp--> the answers of the API itself | --sarif.cpp, github.cpp, gitlab.cpp,
//            junit.cpp, csv.cpp--> what other programs of that name read
//
// Tests: tests/report_test.cpp and tests/golden/*.expected.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "leadlint/counts.h"
#include "leadlint/finding.h"
#include "leadlint/ruleset.h"
#include "leadlint/settings.h"
#include "text/place_in.h"

namespace leadlint::report {

enum class ReportFormat : std::uint8_t {
  text,
  json,
  jsonl,
  api,
  sarif,   // SARIF 2.1.0
  github,  // annotations of GitHub Actions
  gitlab,  // code quality of GitLab
  junit,   // XML
  csv,
};

struct Options {
  bool colour = false;
  /// Shows nothing of a payload's values: payloads hold people's data.
  bool redact = false;
  /// text: findings of one cause together, at the end (grouped_text.h).
  bool group = false;
  /// Of those, so many are shown.
  std::uint64_t max_groups = std::numeric_limits<std::uint64_t>::max();
  /// text and github: ends with a line of counts.
  bool summary = true;
  /// api only: the rules that the findings come from, whose words the answers are in.
  const Ruleset* rules = nullptr;
  /// How settings are named.
  SettingText setting_text = library_settings;
};

/// The text that findings point into: all of a file, or one record of it. `offset` is where the
/// text starts in the file; it starts at the beginning of a line or the whole line is in it.
struct SourceText {
  std::string_view text;
  std::uint64_t offset = 0;

  /// Where in `text` a byte of the file stands; its start or end for what is before or behind it.
  [[nodiscard]] std::size_t place(std::uint64_t byte) const noexcept {
    return place_in(text, byte - std::min(byte, offset));
  }
};

/// All files of a run.
struct Totals {
  std::uint64_t files = 0;       // read
  std::uint64_t unreadable = 0;  // named, but not to be read
  Counts counts = {};
  double seconds = 0;                 // that the run took; told beside a summary only
  const Summary* summary = nullptr;   // of all findings; nullptr: not asked for
  const LeadCounts* leads = nullptr;  // nullptr: records were not judged by their leads
};

/// Calls come as: begin_file (finding)* end_file, for each file, then end.
class Reporter {
 public:
  Reporter() = default;
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;
  virtual ~Reporter() = default;

  /// `file` as shown to people; it must live until end_file.
  virtual void begin_file(std::string_view file) = 0;
  virtual void finding(const Finding& finding, const SourceText& source) = 0;
  virtual void end_file(const Counts& counts) = 0;
  virtual void end(const Totals& totals) = 0;
};

/// The list of report formats, in the order of ReportFormat.
struct ReportFormatRow {
  ReportFormat format;
  std::string_view name;  // `--format`'s word for it
  std::string_view help;  // what the help says of it
  std::unique_ptr<Reporter> (*make)(std::ostream&, const Options&);
};
[[nodiscard]] std::span<const ReportFormatRow> report_formats() noexcept;
[[nodiscard]] std::string_view report_format_name(ReportFormat format) noexcept;
[[nodiscard]] std::optional<ReportFormat> report_format_from_name(std::string_view name) noexcept;

/// The reporter of a format, writing to `out`, which must outlive it.
[[nodiscard]] std::unique_ptr<Reporter> make_reporter(ReportFormat format, std::ostream& out,
                                                      const Options& options);

/// The finding as `--redact` shows it: where it is, its code and its rule, and what the rule
/// allows; nothing of what the payload holds.
[[nodiscard]] OwnedFinding redacted(const Finding& finding);
[[nodiscard]] std::optional<OwnedFinding> redacted_if(bool redact, const Finding& finding);

}  // namespace leadlint::report
