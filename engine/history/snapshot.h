// What the partner holds now, as a file of its records, joined with payloads by a key.
//
//   text --Snapshot::read_lines--> Snapshot --find(key)--> stored record
//
// The text is kept, with 16 bytes of index for each record: a record is read when it is asked for.
// Keys are compared in full. Tests: tests/snapshot_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "history/key_path.h"
#include "leadlint/finding.h"
#include "read/json_text.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "validate/evaluate.h"

namespace leadlint::history {

/// Most findings about a snapshot that are made.
inline constexpr std::size_t most_snapshot_findings = 20;

/// One per thread. The table must outlive it.
class Snapshot {
 public:
  /// JSON Lines: an object a line; blank lines are passed over. Fails with what is wrong with its
  /// records, by line: not a JSON object, without a key, with the key of an earlier one.
  [[nodiscard]] static tl::expected<Snapshot, Findings> read_lines(
      const table::DecisionTable& table, KeyPath path, std::string text);

  /// The table field that its records are read by: `path` is to be made for it.
  [[nodiscard]] static table::Index root_of(const table::DecisionTable& table) noexcept;

  /// The record with this key, read by the table's current_root (or the payload's where rules do not
  /// look at stored records) and prepared; nullptr: there is none. Valid until the next call.
  [[nodiscard]] read::Record* find(std::string_view key);

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  /// Bytes of memory, all told.
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint64_t offset = 0;  // of the record's line
  };
  Snapshot(const table::DecisionTable& table, KeyPath path, std::string text);
  void add_records(Findings& findings);
  void find_repeats(Findings& findings);
  bool read_at(std::uint64_t offset);
  [[nodiscard]] std::string_view line_at(std::uint64_t offset) const;
  [[nodiscard]] std::uint32_t number_of(std::uint64_t offset) const;

  const table::DecisionTable* table_;
  table::Index root_;
  KeyPath path_;
  std::string text_;
  std::vector<Entry> entries_;  // by hash
  read::JsonReader reader_;
  validate::Evaluator evaluator_;
  read::Record record_;
};

}  // namespace leadlint::history
