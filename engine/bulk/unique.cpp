// Records to the hashes of their keys, and those to the records that had them first.
#include "bulk/unique.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "finding/words.h"
#include "text/list.h"
#include "validate/value_text.h"

namespace leadlint::bulk {

void PathsFound::add(const PathsFound& more) {
  if (paths.size() < more.paths.size()) paths.resize(more.paths.size());
  for (std::size_t i = 0; i < more.paths.size(); ++i) paths[i] = paths[i] || more.paths[i];
}

tl::expected<RecordKeys, std::string> RecordKeys::make(const table::DecisionTable& table,
                                                       const std::vector<std::string>& paths) {
  RecordKeys made;
  for (const std::string& path : paths) {
    auto read = history::KeyPath::make(table, table.root, path);
    if (!read) return tl::unexpected("unique: " + read.error());
    const auto same = [&](const history::KeyPath& other) {
      return other.leads_where(read->pointer());
    };
    if (std::ranges::any_of(made.paths_, same))
      return tl::unexpected("unique: " + path + " is named twice");
    read->take_booleans();
    made.paths_.push_back(std::move(*read));
  }
  return made;
}

/// Several keys are one text in which each stands behind its length, so that no two lists of keys
/// make the same.
const TextHash* RecordKeys::of(const read::Record& record) {
  if (record.unreadable || record.nodes.empty()) return nullptr;
  found.paths.resize(paths_.size());
  bool whole = true;
  joined_.clear();
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    const std::string_view key = paths_[i].of(record);
    whole = whole && !key.empty();
    if (key.empty()) continue;
    found.paths[i] = true;
    if (paths_.size() == 1) {
      hash_ = hash_text(key);
      break;
    }
    const std::size_t size = key.size();
    joined_.append(reinterpret_cast<const char*>(&size), sizeof size).append(key);
  }
  if (!whole) return nullptr;
  if (paths_.size() > 1) hash_ = hash_text(joined_);
  return &hash_;
}

void RecordKeys::tell(read::Record& record, std::uint32_t first) const {
  const history::KeyPath::TextRange range = paths_.front().range_in(record);
  read::ReadIssue& issue = record.issues.emplace_back();
  issue.kind = read::ReadIssue::Kind::repeated_key;
  issue.offset = range.first;
  issue.end = range.last;
  issue.pointer = paths_.front().pointer_in(record);
  issue.count = first;
  issue.name = said();
}

/// "id 17 stands", "id 17 and day "2026-01-02" stand together".
std::string RecordKeys::said() const {
  std::vector<std::string> values;
  for (const history::KeyPath& path : paths_) {
    const auto [text, number] = path.said();
    values.push_back(fmt::format("{} {}", validate::shown_name(path.text()),
                                 number ? validate::cut(text) : validate::shown_text(text)));
  }
  return in_words(values.size() == 1 ? Say::value_key_stands : Say::value_keys_stand,
                  {{"keys", joined(values, phrase(Say::list_and))}});
}

void RecordKeys::set_aside(read::Record& record) const {
  for (const history::KeyPath& path : paths_) path.set_aside(record);
}

std::uint32_t Repeats::first_with(const TextHash& key, std::uint64_t number) {
  const auto [state, is_new] =
      number <= max_records_ ? keys_.find_or_add(key) : history::LeadTable::FoundLead{};
  if (state == nullptr) {
    full_ = true;
    return 0;
  }
  auto first = static_cast<std::uint32_t>(number);
  if (is_new) std::memcpy(state, &first, sizeof first);
  std::memcpy(&first, state, sizeof first);
  return first == number ? 0 : first;
}

std::uint32_t Repeats::known_with(const TextHash& key) const {
  const std::byte* const state = keys_.find(key);
  std::uint32_t first = 0;
  if (state != nullptr) std::memcpy(&first, state, sizeof first);
  return first;
}

/// (All of them are asked for: a key is known from then on.)
bool Repeats::any_among(const std::vector<RecordKey>& keys, std::uint64_t records) {
  bool any = false;
  for (const auto& [hash, index] : keys)
    if (first_with(hash, records + index + 1) != 0) any = true;
  return any;
}

std::string Repeats::full_message() const {
  return in_words(Say::limit_exceeded_repeats, {{"limit", max_records_}});
}

OwnedFindings paths_not_found(const PathsFound& found, const BulkOptions& options) {
  OwnedFindings findings;
  for (std::size_t i = 0; i < found.paths.size(); ++i) {
    if (found.paths[i]) continue;
    OwnedFinding& finding = findings.emplace_back();
    finding.code = Code::not_judged;
    finding.severity = options.fail_unknown ? Severity::error : Severity::note;
    finding.message =
        in_words(Say::not_judged_no_key, {{"path", validate::shown_name(options.unique[i])}});
    finding.line = finding.column = finding.end_line = finding.end_column = 1;
  }
  return findings;
}

}  // namespace leadlint::bulk
