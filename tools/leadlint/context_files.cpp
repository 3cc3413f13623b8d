// Reads the context of a check's payloads, and says what is wrong with it.
#include "context_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "bulk/text_kinds.h"
#include "commands.h"
#include "files/byte_source.h"
#include "files/input.h"
#include "interrupt.h"
#include "run/columns_file.h"
#include "setting_flags.h"

namespace leadlint::command {
namespace {

using Problem = tl::unexpected<std::string>;

/// Where a finding about leads stands: in the rules, on the command line, or anywhere in the
/// snapshot.
std::string place_of(const OwnedFinding& finding, const CheckOptions& options) {
  if (!finding.rule_location.empty()) return finding.rule_location;
  if (finding.code == Code::bad_value) return options.key.empty() ? "--history" : "--key";
  return options.current;
}

/// A finding about leads.
std::string words_of(const OwnedFinding& finding, const CheckOptions& options) {
  if (finding.line == 0 || !finding.rule_location.empty())
    return fmt::format("{}: {}", place_of(finding, options), finding.message);
  const std::string suggestion =
      finding.suggestion.empty() ? "" : fmt::format("; did you mean \"{}\"?", finding.suggestion);
  return located(options.current, finding) + suggestion;
}

/// The bytes of the snapshot, of which the first are kept: they tell what the file is, if it is
/// none.
class SnapshotInput {
 public:
  tl::expected<void, std::string> open(BulkLeads& leads, const CheckOptions& options,
                                       const std::atomic<bool>& stop) {
    if (options.current.empty()) return {};
    auto opened = files::open_source(options.current, options.current, &stop);
    if (!opened) return Problem(fmt::format("cannot read {}: {}", options.current, opened.error()));
    source_ = std::move(*opened);
    leads.snapshot = [this](std::span<char> room) { return read(room); };
    leads.snapshot_format = snapshot_format(options);
    leads.snapshot_delimiter = options.current_delimiter;
    leads.snapshot_name = options.current;
    if (options.current_columns.empty()) return {};
    auto columns = read_columns(options.current_columns);
    if (!columns) return Problem(std::move(columns.error()));
    leads.snapshot_columns = std::move(*columns);
    return {};
  }

  [[nodiscard]] const std::string& start() const noexcept { return start_; }
  [[nodiscard]] bool is_blank() const noexcept {
    return start_.find_first_not_of("\xEF\xBB\xBF \t\r\n") == start_.npos;
  }

 private:
  tl::expected<std::size_t, std::string> read(std::span<char> room) {
    constexpr std::size_t max_kept = 4096;
    auto got = source_->read(room);
    if (got) start_.append(room.data(), std::min(*got, max_kept - start_.size()));
    return got;
  }

  std::unique_ptr<files::ByteSource> source_;
  std::string start_;
};

}  // namespace

tl::expected<void, std::string> read_into(std::string& text, const std::string& file) {
  if (file.empty()) return {};
  auto content = files::read_source(file);
  if (!content) return Problem(fmt::format("cannot read {}: {}", file, content.error().why));
  text = std::move(*content);
  return {};
}

/// "won.json:3:5: this is not JSON: ..." of a finding in a file.
std::string located(const std::string& file, const OwnedFinding& finding) {
  const std::string column = finding.column != 0 ? fmt::format(":{}", finding.column) : "";
  return fmt::format("{}:{}{}: {}", file, finding.line, column, finding.message);
}

tl::expected<Columns, std::string> read_columns(const std::string& file) {
  std::string json;
  if (auto read = read_into(json, file); !read) return Problem(read.error());
  if (file.empty()) return Columns{};
  return run::read_columns(json).map_error(
      [&](const std::string& why) { return fmt::format("{}: {}", file, why); });
}

BulkFormat snapshot_format(const CheckOptions& options) {
  return files::input_of_file(options.current).value_or(BulkFormat::json_lines);
}

bool set_leads(run::CheckRun& run, const CheckOptions& options, const std::atomic<bool>& stop) {
  if (!options.by_leads()) return true;
  BulkLeads leads{.key = options.key.empty() ? options.history : options.key,
                  .history = !options.history.empty(),
                  .whole_history = options.whole_history,
                  .changes = !options.key.empty() && (options.summary || !options.plan.empty())};
  SnapshotInput input;
  if (const auto opened = input.open(leads, options, stop); !opened) {
    complain(opened.error());
    return false;
  }
  const auto set = run.set_leads(leads);
  if (set) {
    if (!options.current.empty() && input.is_blank())
      remark(fmt::format("{} holds no record: nothing is known of any lead", options.current));
    return true;
  }
  if (interrupted()) {
    complain("interrupted");
    return false;
  }
  for (const OwnedFinding& finding : set.error().owned()) complain(words_of(finding, options));
  if (const std::string hint =
          bulk::hint_about_snapshot(leads.snapshot_format, input.start(), flags_of);
      !hint.empty())
    remark(fmt::format("{} {}", options.current, hint));
  return false;
}

}  // namespace leadlint::command
