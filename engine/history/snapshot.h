// What the partner holds now, as a file of its records, joined with payloads by a key.
//
//   text --Snapshot::read--> Snapshot --find(key)--> stored record
//
// The text is kept, with 16 bytes of index for each record: a record is read when it is asked for.
// Keys are compared in full. Tests: tests/snapshot_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "history/key_path.h"
#include "history/snapshot_records.h"
#include "leadlint/finding.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "text/text_hash.h"
#include "validate/evaluate.h"

namespace leadlint::history {

/// Most findings about a snapshot that are made.
inline constexpr std::size_t max_snapshot_findings = 20;

/// One per thread. The table must outlive it.
class Snapshot {
 public:
  /// Fails with what is wrong with its records, by line: that cannot be read, are no JSON objects,
  /// have no key, or that of an earlier one.
  [[nodiscard]] static tl::expected<Snapshot, OwnedFindings> read(
      const table::DecisionTable& table, KeyPath path, std::string text,
      const SnapshotFormat& format = {});

  /// The table field that its records are read by: `path` is to be made for it.
  [[nodiscard]] static table::FieldId root_of(const table::DecisionTable& table) noexcept;

  /// The record with this key, read by the table's current_root (or the payload's where rules do
  /// not look at stored records) and prepared; nullptr: there is none. Valid until the next call.
  [[nodiscard]] read::Record* find(std::string_view key);
  /// Of the record that `find` has found: what preparing it found, and the line that it starts in.
  [[nodiscard]] std::vector<validate::Raw>& problems() noexcept { return problems_; }
  [[nodiscard]] std::uint64_t line() { return line_of(found_); }
  /// Names of the mapping that the header has not.
  [[nodiscard]] std::vector<std::string> unused_columns() const {
    return records_->unused_columns();
  }
  [[nodiscard]] std::vector<NoWords> no_words() const { return records_->no_words(); }
  [[nodiscard]] const std::string& text() const noexcept { return records_->text(); }

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  /// Bytes of memory, all told.
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  struct RecordAt {
    std::uint64_t hash = 0;
    std::size_t offset = 0;  // where the record starts
  };
  struct Repeat {
    std::size_t offset = 0, of = 0;  // records with one key; no other with it lies between them
  };
  Snapshot(const table::DecisionTable& table, KeyPath path,
           std::unique_ptr<SnapshotRecords> records);
  void add_records(OwnedFindings& findings);
  void add_record(OwnedFindings& findings);
  void find_repeats(OwnedFindings& findings);
  void repeats_among(std::span<const RecordAt> same_hash, std::vector<Repeat>& repeats);
  [[nodiscard]] std::string_view key_at(std::size_t offset);
  [[nodiscard]] std::uint32_t line_of(std::size_t offset);

  const table::DecisionTable* table_;
  table::FieldId root_;
  KeyPath path_;
  std::unique_ptr<SnapshotRecords> records_;
  std::vector<RecordAt> entries_;  // by hash
  KeyedHash hash_of_;
  validate::Evaluator evaluator_;
  read::Record record_;
  std::size_t found_ = 0;  // where the record starts that was found last
  std::vector<validate::Raw> problems_;
  std::vector<std::uint32_t> lines_;  // line ends before each part of the text; made when asked for
};

}  // namespace leadlint::history
