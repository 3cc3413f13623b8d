#include "bulk/lead_hook.h"

#include <array>
#include <string>
#include <utility>

namespace leadlint::bulk {
namespace {

tl::expected<std::string, Findings> read_all(const BulkRead& read) {
  std::string text;
  std::array<char, 65536> room;
  for (;;) {
    const auto got = read(room);
    if (!got) {
      Finding finding;
      finding.code = Code::not_readable;
      finding.message = got.error();
      return tl::unexpected(Findings{std::move(finding)});
    }
    if (*got == 0) return text;
    text.append(room.data(), *got);
  }
}

}  // namespace

tl::expected<std::unique_ptr<LeadHook>, Findings> make_lead_hook(const Ruleset& ruleset,
                                                                 const BulkLeads& leads,
                                                                 const BulkOptions& options) {
  auto made = history::Leads::make(
      ruleset.table(), {.key = leads.key, .history = leads.history, .whole = leads.whole_history});
  if (!made) return tl::unexpected(std::move(made.error()));
  if (leads.snapshot) {
    auto text = read_all(leads.snapshot);
    if (!text) return tl::unexpected(std::move(text.error()));
    const history::SnapshotForm form{leads.snapshot_format == BulkFormat::csv, options.delimiter,
                                     options.null_words};
    if (auto added = made->add_snapshot(std::move(*text), form); !added)
      return tl::unexpected(std::move(added.error()));
  }
  return std::make_unique<LeadHook>(std::move(*made));
}

}  // namespace leadlint::bulk
