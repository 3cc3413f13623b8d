// Indexes the records of a snapshot by the hash of their key, and reads one when it is asked for.
#include "history/snapshot.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "finding/words.h"
#include "read/json_diagnosis.h"
#include "read/list_in_json.h"
#include "validate/context_records.h"
#include "validate/messages.h"

namespace leadlint::history {
namespace {

constexpr std::size_t counted_at_a_time = 1 << 16;  // bytes whose line ends are added up

void add(OwnedFindings& findings, Code code, std::uint32_t line, std::string message) {
  OwnedFinding& finding = findings.emplace_back();
  finding.code = code;
  finding.line = line;
  finding.message = std::move(message);
}

/// The path to a list of objects, where nothing but the object around it stands in the text.
std::string path_of_list(std::string_view text, std::size_t start, std::size_t end) {
  constexpr int max_levels_down = 3;
  if (start == end || text.find_first_not_of(" \t\r\n", end) != text.npos) return {};
  return read::path_to_list(text, start, max_levels_down);
}

/// What lines of a text are no use for that starts with a list, or with an object over several
/// lines: what would be said of each of them would lead astray.
std::optional<OwnedFinding> no_lines(std::string_view text, std::uint32_t max_depth) {
  const std::size_t end = read::first_value_end(text, max_depth);
  const std::size_t start = std::min(text.find_first_of("{["), end);
  const bool list = start < end && text[start] == '[';
  const bool lines = text.substr(start, end - start).find('\n') != text.npos;
  const std::string inside = list || lines ? "" : path_of_list(text, start, end);
  if (!list && !lines && inside.empty()) return std::nullopt;
  OwnedFindings found(1);
  found[0].code = Code::wrong_type;
  found[0].message =
      in_words(Say::wrong_type_stored_lines,
               {{"what", list    ? in_words(Say::value_this_list)
                         : lines ? in_words(Say::value_this_object)
                                 : in_words(Say::value_this_around, {{"path", inside}})}});
  found[0].offset = start;
  found[0].end_offset = end;
  validate::locate(text, found);
  return std::move(found[0]);
}

}  // namespace

Snapshot::Snapshot(const table::DecisionTable& table, KeyPath path,
                   std::unique_ptr<SnapshotRecords> records)
    : table_(&table),
      root_(root_of(table)),
      path_(std::move(path)),
      records_(std::move(records)),
      evaluator_(table) {}

table::FieldId Snapshot::root_of(const table::DecisionTable& table) noexcept {
  return table.current_root != table::none ? table.current_root : table.root;
}

tl::expected<Snapshot, OwnedFindings> Snapshot::read(const table::DecisionTable& table,
                                                     KeyPath path, std::string text,
                                                     const SnapshotFormat& format) {
  auto records = SnapshotRecords::make(table, root_of(table), path, std::move(text), format);
  if (!records) return tl::unexpected(std::move(records.error()));
  Snapshot made(table, std::move(path), std::move(*records));
  OwnedFindings findings;
  made.add_records(findings);
  if (!findings.empty() && !format.csv)
    if (auto found = no_lines(made.records_->text(), table.options.max_depth))
      return tl::unexpected(OwnedFindings{std::move(*found)});
  made.find_repeats(findings);
  if (findings.empty()) return made;
  std::ranges::stable_sort(findings, {}, &OwnedFinding::line);
  if (findings.size() > max_snapshot_findings) findings.resize(max_snapshot_findings);
  return tl::unexpected(std::move(findings));
}

void Snapshot::add_records(OwnedFindings& findings) {
  while (findings.size() < max_snapshot_findings && records_->next(record_)) add_record(findings);
  entries_.shrink_to_fit();
  std::ranges::sort(entries_, {}, [](const RecordAt& entry) {
    return std::pair{entry.hash, entry.offset};
  });
}

void Snapshot::add_record(OwnedFindings& findings) {
  const std::size_t offset = records_->offset();
  if (auto problem = validate::why_unusable(*table_, record_)) {
    problem->line += line_of(offset) - 1;
    findings.push_back(std::move(*problem));
  } else if (const std::string_view key = path_.of(record_); !key.empty()) {
    entries_.push_back({hash_of_.of(key), offset});
  } else {
    add(findings, Code::missing_field, line_of(offset),
        in_words(Say::missing_field_no_key, {{"key", path_.text()}}));
  }
}

/// Of records whose keys have one hash (nearly always there is one), those with the key of an
/// earlier one.
void Snapshot::repeats_among(std::span<const RecordAt> same_hash, std::vector<Repeat>& repeats) {
  struct Seen {
    std::string key;
    std::size_t last = 0;
  };
  std::vector<Seen> seen;
  for (const RecordAt& entry : same_hash) {
    const std::string_view key = key_at(entry.offset);
    const auto known = std::ranges::find(seen, key, &Seen::key);
    if (known == seen.end()) {
      seen.push_back({std::string(key), entry.offset});
    } else {
      repeats.push_back({entry.offset, known->last});
      known->last = entry.offset;
    }
  }
}

/// The first ones of the file are told: which those are must not depend on hashes.
void Snapshot::find_repeats(OwnedFindings& findings) {
  std::vector<Repeat> repeats;
  for (auto first = entries_.cbegin(), last = first; first != entries_.cend(); first = last) {
    last = std::find_if(first, entries_.cend(),
                        [&](const RecordAt& entry) { return entry.hash != first->hash; });
    if (last - first > 1) repeats_among({first, last}, repeats);
  }
  const std::size_t told = std::min(max_snapshot_findings, repeats.size());
  std::ranges::partial_sort(repeats, repeats.begin() + static_cast<std::ptrdiff_t>(told), {},
                            &Repeat::offset);
  for (const Repeat& repeat : std::span(repeats).first(told))
    add(findings, Code::duplicate_key, line_of(repeat.offset),
        in_words(Say::duplicate_key_of_line,
                 {{"key", path_.text()}, {"line", line_of(repeat.of)}}));
}

read::Record* Snapshot::find(std::string_view key) {
  const std::uint64_t hash = hash_of_.of(key);
  auto at = std::ranges::lower_bound(entries_, hash, {}, &RecordAt::hash);
  for (; at != entries_.end() && at->hash == hash; ++at) {
    if (key_at(at->offset) != key) continue;
    found_ = at->offset;
    problems_.clear();
    evaluator_.prepare(record_, root_, &problems_);
    return &record_;
  }
  return nullptr;
}

/// Reads the record there.
std::string_view Snapshot::key_at(std::size_t offset) {
  records_->read_at(offset, record_);
  return path_.of(record_);
}

std::uint32_t Snapshot::line_of(std::size_t offset) {
  const std::string_view text = records_->text();
  const auto count = [text](std::size_t first, std::size_t last) {
    return static_cast<std::uint32_t>(std::ranges::count(text.substr(first, last - first), '\n'));
  };
  while (lines_.size() <= offset / counted_at_a_time) {
    const std::size_t part = lines_.size();
    lines_.push_back(part == 0 ? 0
                               : lines_.back() + count((part - 1) * counted_at_a_time,
                                                       part * counted_at_a_time));
  }
  const std::size_t part = offset / counted_at_a_time;
  return 1 + lines_[part] + count(part * counted_at_a_time, offset);
}

std::size_t Snapshot::bytes() const noexcept {
  return records_->text().capacity() + entries_.capacity() * sizeof(RecordAt);
}

}  // namespace leadlint::history
