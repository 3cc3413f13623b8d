#include "history/snapshot.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "validate/messages.h"
#include "validate/text_hash.h"

namespace leadlint::history {
namespace {

std::uint64_t short_hash(std::string_view key) { return validate::hash_text(key).low; }

void add(Findings& findings, Code code, std::uint32_t line, std::string message) {
  Finding& finding = findings.emplace_back();
  finding.code = code;
  finding.line = line;
  finding.message = std::move(message);
}

}  // namespace

Snapshot::Snapshot(const table::DecisionTable& table, KeyPath path,
                   std::unique_ptr<SnapshotRecords> records)
    : table_(&table),
      root_(root_of(table)),
      path_(std::move(path)),
      records_(std::move(records)),
      evaluator_(table) {}

table::Index Snapshot::root_of(const table::DecisionTable& table) noexcept {
  return table.current_root != table::none ? table.current_root : table.root;
}

tl::expected<Snapshot, Findings> Snapshot::read(const table::DecisionTable& table, KeyPath path,
                                                std::string text, const SnapshotForm& form) {
  auto records = SnapshotRecords::make(table, root_of(table), std::move(text), form);
  if (!records) return tl::unexpected(std::move(records.error()));
  Snapshot made(table, std::move(path), std::move(*records));
  Findings findings;
  made.add_records(findings);
  made.find_repeats(findings);
  if (findings.empty()) return made;
  std::ranges::stable_sort(findings, {}, &Finding::line);
  if (findings.size() > most_snapshot_findings) findings.resize(most_snapshot_findings);
  return tl::unexpected(std::move(findings));
}

void Snapshot::add_records(Findings& findings) {
  while (findings.size() < most_snapshot_findings && records_->next(record_)) add_record(findings);
  entries_.shrink_to_fit();
  std::ranges::sort(entries_, {}, [](const Entry& entry) {
    return std::pair{entry.hash, entry.offset};
  });
}

void Snapshot::add_record(Findings& findings) {
  const std::uint64_t offset = records_->offset();
  if (record_.unreadable)
    findings.push_back(why_unreadable());
  else if (record_.nodes[0].kind != read::Kind::object)
    add(findings, Code::wrong_type, line_of(offset), "this is not a JSON object");
  else if (const std::string_view key = path_.of(record_); !key.empty())
    entries_.push_back({short_hash(key), offset});
  else
    add(findings, Code::missing_field, line_of(offset),
        fmt::format("this record has no {}, which tells whose it is", path_.text()));
}

/// What is said of a payload that cannot be read.
Finding Snapshot::why_unreadable() {
  const validate::Known nothing;
  const read::Record no_params;
  std::vector<validate::Raw> raws;
  evaluator_.collect(record_, nothing, raws);
  const auto worst = std::ranges::max_element(raws, {}, &validate::Raw::severity);
  Findings found{
      validate::to_finding(*worst, {*table_, record_, no_params, nothing, record_.text})};
  validate::locate(record_.text, found);
  found[0].line += line_of(records_->offset()) - 1;
  return found[0];
}

/// Records with equal hashes lie together; nearly always there is one.
void Snapshot::find_repeats(Findings& findings) {
  for (std::size_t i = 1; i < entries_.size(); ++i)
    for (std::size_t before = i; before > 0 && entries_[before - 1].hash == entries_[i].hash;
         --before) {
      if (findings.size() >= most_snapshot_findings) return;
      const std::string key{key_at(entries_[i].offset)};
      if (key_at(entries_[before - 1].offset) != key) continue;
      add(findings, Code::duplicate_key, line_of(entries_[i].offset),
          fmt::format("this record has the {} of line {}", path_.text(),
                      line_of(entries_[before - 1].offset)));
      break;
    }
}

read::Record* Snapshot::find(std::string_view key) {
  const std::uint64_t hash = short_hash(key);
  auto at = std::ranges::lower_bound(entries_, hash, {}, &Entry::hash);
  for (; at != entries_.end() && at->hash == hash; ++at) {
    if (key_at(at->offset) != key) continue;
    evaluator_.prepare(record_, root_);
    return &record_;
  }
  return nullptr;
}

/// Reads the record there.
std::string_view Snapshot::key_at(std::uint64_t offset) {
  records_->read_at(offset, record_);
  return path_.of(record_);
}

std::uint32_t Snapshot::line_of(std::uint64_t offset) const {
  const std::string& text = records_->text();
  return 1 + static_cast<std::uint32_t>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::size_t Snapshot::bytes() const noexcept {
  return records_->text().capacity() + entries_.capacity() * sizeof(Entry);
}

}  // namespace leadlint::history
