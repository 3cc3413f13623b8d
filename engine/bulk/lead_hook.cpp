// Looks up what is known of a record's lead, before that record is judged.
#include "bulk/lead_hook.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "bulk/input_formats.h"
#include "bulk/told_once.h"
#include "finding/words.h"
#include "validate/messages.h"

namespace leadlint::bulk {
namespace {

tl::expected<std::string, OwnedFindings> read_all(const BulkRead& read) {
  std::string text;
  std::array<char, 65536> room;
  for (;;) {
    const auto got = read(room);
    if (!got) {
      OwnedFinding finding;
      finding.code = Code::not_readable;
      finding.message = got.error();
      return tl::unexpected(OwnedFindings{std::move(finding)});
    }
    if (*got == 0) return text;
    text.append(room.data(), *got);
  }
}

/// What exporters write for "no value", and was taken for text: rules compare it then.
OwnedFindings bare_words(const history::Leads& leads, const std::string& file,
                         SettingText setting_text) {
  OwnedFindings findings;
  for (const history::NoWords& found : leads.no_words()) {
    OwnedFindings place(1);
    place[0].offset = found.offset;
    validate::locate(leads.snapshot_text(), place);
    OwnedFinding& finding = findings.emplace_back();
    finding.code = Code::wrong_type;
    finding.severity = Severity::note;
    finding.path = "/@current";
    finding.message =
        fmt::format("{} ({}:{}:{})", no_word_message(found.word, found.times, setting_text),
                    file.empty() ? phrase(Say::value_stored_records) : std::string_view{file},
                    place[0].line, place[0].column);
  }
  return findings;
}

}  // namespace

tl::expected<std::unique_ptr<LeadHook>, OwnedFindings> make_lead_hook(const Ruleset& ruleset,
                                                                      const BulkLeads& leads,
                                                                      const BulkOptions& options) {
  auto made = history::Leads::make(ruleset.table(), {.key = leads.key,
                                                     .history = leads.history,
                                                     .whole = leads.whole_history,
                                                     .changes = leads.changes});
  if (!made) return tl::unexpected(std::move(made.error()));
  const bool csv = leads.snapshot && has_rows(leads.snapshot_format);
  if (leads.snapshot) {
    auto text = read_all(leads.snapshot);
    if (!text) return tl::unexpected(std::move(text.error()));
    const bool own = leads.snapshot_delimiter.has_value();
    read::CsvDialect dialect = dialect_of(options, leads.snapshot_format,
                                          own ? leads.snapshot_delimiter : options.delimiter,
                                          own ? Setting::snapshot_delimiter : Setting::delimiter);
    dialect.max_row = read::CsvDialect{}.max_row;
    const history::SnapshotFormat form{csv, std::move(dialect),
                                       leads.snapshot_columns.value_or(options.columns)};
    if (auto added = made->add_snapshot(std::move(*text), form); !added)
      return tl::unexpected(std::move(added.error()));
  }
  const std::vector<std::string> unused = made->unused_columns();
  OwnedFindings bare = bare_words(*made, leads.snapshot_name, options.setting_text);
  auto hook =
      std::make_unique<LeadHook>(std::move(*made), leads.snapshot_name, options.fail_unknown);
  hook->uses_columns = csv && !leads.snapshot_columns;
  if (hook->uses_columns) {
    for (const auto& [name, path] : options.columns)
      if (std::ranges::find(unused, name) == unused.end()) hook->used_columns.push_back(name);
  }
  // Of each file by itself: what a snapshot lacks is not known of any lead.
  hook->about_snapshot = unused_columns(unused, leads.snapshot_name, options.fail_unknown);
  hook->about_words = std::move(bare);
  return hook;
}

OwnedFindings unused_columns(const std::vector<std::string>& names, const std::string& file,
                             bool fail_unknown) {
  OwnedFindings findings;
  for (const std::string& name : names) {
    OwnedFinding& finding = findings.emplace_back();
    finding.code = Code::bad_csv;
    finding.severity = fail_unknown ? Severity::error : Severity::note;
    finding.path = "/@current";
    finding.message =
        in_words(Say::bad_csv_unused_column_of,
                 {{"file", file.empty() ? in_words(Say::value_stored_records) : file + ":1"},
                  {"name", name}});
  }
  return findings;
}

}  // namespace leadlint::bulk
