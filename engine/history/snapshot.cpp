#include "history/snapshot.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "read/json_token.h"
#include "validate/text_hash.h"

namespace leadlint::history {
namespace {

std::uint64_t short_hash(std::string_view key) { return validate::hash_text(key).low; }

bool is_blank(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return read::is_blank(c); });
}

void add(Findings& findings, Code code, std::uint32_t line, std::string message) {
  Finding& finding = findings.emplace_back();
  finding.code = code;
  finding.line = line;
  finding.message = std::move(message);
}

}  // namespace

Snapshot::Snapshot(const table::DecisionTable& table, KeyPath path, std::string text)
    : table_(&table),
      root_(root_of(table)),
      path_(std::move(path)),
      text_(std::move(text)),
      evaluator_(table) {}

table::Index Snapshot::root_of(const table::DecisionTable& table) noexcept {
  return table.current_root != table::none ? table.current_root : table.root;
}

tl::expected<Snapshot, Findings> Snapshot::read_lines(const table::DecisionTable& table,
                                                      KeyPath path, std::string text) {
  Snapshot made(table, std::move(path), std::move(text));
  Findings findings;
  made.add_records(findings);
  made.find_repeats(findings);
  if (findings.empty()) return made;
  std::ranges::stable_sort(findings, {}, &Finding::line);
  if (findings.size() > most_snapshot_findings) findings.resize(most_snapshot_findings);
  return tl::unexpected(std::move(findings));
}

void Snapshot::add_records(Findings& findings) {
  std::uint32_t number = 0;
  for (std::uint64_t at = 0; at < text_.size() && findings.size() < most_snapshot_findings;) {
    const std::string_view line = line_at(at);
    ++number;
    const std::uint64_t offset = std::exchange(at, at + line.size() + 1);
    if (is_blank(line)) continue;
    if (!read_at(offset)) {
      add(findings, Code::bad_json, number,
          fmt::format("this is not JSON: expected {}", record_.issues.back().expected));
    } else if (record_.nodes[0].kind != read::Kind::object) {
      add(findings, Code::wrong_type, number, "this is not a JSON object");
    } else if (const std::string_view key = path_.of(record_); !key.empty()) {
      entries_.push_back({short_hash(key), offset});
    } else {
      add(findings, Code::missing_field, number,
          fmt::format("this record has no {}, which tells whose it is", path_.text()));
    }
  }
  entries_.shrink_to_fit();
  std::ranges::sort(entries_, {}, [](const Entry& entry) {
    return std::pair{entry.hash, entry.offset};
  });
}

/// Records with equal hashes lie together; nearly always there is one.
void Snapshot::find_repeats(Findings& findings) {
  for (std::size_t i = 1; i < entries_.size(); ++i)
    for (std::size_t before = i; before > 0 && entries_[before - 1].hash == entries_[i].hash;
         --before) {
      if (findings.size() >= most_snapshot_findings) return;
      read_at(entries_[i].offset);
      const std::string key{path_.of(record_)};
      read_at(entries_[before - 1].offset);
      if (path_.of(record_) != key) continue;
      add(findings, Code::duplicate_key, number_of(entries_[i].offset),
          fmt::format("this record has the {} of line {}, \"{}\"", path_.text(),
                      number_of(entries_[before - 1].offset), key));
      break;
    }
}

read::Record* Snapshot::find(std::string_view key) {
  const std::uint64_t hash = short_hash(key);
  auto at = std::ranges::lower_bound(entries_, hash, {}, &Entry::hash);
  for (; at != entries_.end() && at->hash == hash; ++at) {
    read_at(at->offset);
    if (path_.of(record_) != key) continue;
    evaluator_.prepare(record_, root_);
    return &record_;
  }
  return nullptr;
}

bool Snapshot::read_at(std::uint64_t offset) {
  return reader_.read(*table_, root_, line_at(offset), record_);
}

std::string_view Snapshot::line_at(std::uint64_t offset) const {
  const std::string_view rest = std::string_view{text_}.substr(offset);
  return rest.substr(0, std::min(rest.find('\n'), rest.size()));
}

std::uint32_t Snapshot::number_of(std::uint64_t offset) const {
  return 1 + static_cast<std::uint32_t>(std::count(
                 text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::size_t Snapshot::bytes() const noexcept {
  return text_.capacity() + entries_.capacity() * sizeof(Entry);
}

}  // namespace leadlint::history
