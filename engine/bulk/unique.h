// No record twice: the keys of an input's records by the paths of `BulkOptions::unique`, and which
// of them a record before has.
//
//   record --RecordKeys--> hash of its key --Repeats--> the first record with that key
//
// A key takes no more than its record, so each thread makes those of the batches that it judges;
// which is the first depends on the order, so one thread asks for that. A record is a repeat
// whenever it is judged behind that (pipeline.h). Tests: tests/bulk_unique_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "history/key_path.h"
#include "history/lead_table.h"
#include "leadlint/bulk.h"
#include "leadlint/finding.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "text/text_hash.h"

namespace leadlint::bulk {

/// The key of a record of a batch.
struct RecordKey {
  TextHash hash;
  std::uint32_t index = 0;  // of the record in its batch, from 0
};

/// Which paths any record has a key at.
struct PathsFound {
  std::vector<bool> paths;  // in the order of BulkOptions::unique; empty: no record was looked at

  void add(const PathsFound& more);
};

/// One per thread.
class RecordKeys {
 public:
  /// The error says which path is none, and why. The table must outlive the keys.
  [[nodiscard]] static tl::expected<RecordKeys, std::string> make(
      const table::DecisionTable& table, const std::vector<std::string>& paths);

  /// The key of a record; nullptr: it cannot be read, or has nothing at one of the paths.
  [[nodiscard]] const TextHash* of(const read::Record& record);
  /// Puts into the record that was asked for last that the one with this number has the same key.
  void tell(read::Record& record, std::uint32_t first) const;
  /// See history::KeyPath::set_aside.
  void set_aside(read::Record& record) const;

  /// In all records that were asked for since it was cleared.
  PathsFound found;

 private:
  [[nodiscard]] std::string said() const;

  std::vector<history::KeyPath> paths_;
  std::string joined_;  // of the record at hand: its keys one behind the other
  TextHash hash_;
};

/// The keys of an input, each with the first record that has it: 12 bytes of its hash (two keys are
/// taken for one with the chances that lead_table.h names), 4 of the record's number, at most 8 of
/// an index.
class Repeats {
 public:
  static constexpr std::size_t max_bytes_a_key = 24;

  explicit Repeats(std::uint64_t max_records = max_unique_records) : max_records_(max_records) {}

  /// The number (from 1) of the first record with this key where that is not `number` itself; 0: it
  /// is. To be asked of records in their order, of any of them once more as well.
  [[nodiscard]] std::uint32_t first_with(const TextHash& key, std::uint64_t number);
  /// The same without adding the key: 0 where none has it.
  [[nodiscard]] std::uint32_t known_with(const TextHash& key) const;
  /// Of a batch behind so many records: is any of its keys that of an earlier record?
  [[nodiscard]] bool any_among(const std::vector<RecordKey>& keys, std::uint64_t records);
  /// A record beyond the limit has a key: nobody knows whether it is a repeat.
  [[nodiscard]] bool is_full() const noexcept { return full_; }
  /// What is said of that.
  [[nodiscard]] std::string full_message() const;
  /// Bytes of memory, all told.
  [[nodiscard]] std::size_t bytes() const noexcept { return keys_.bytes(); }

 private:
  std::uint64_t max_records_;
  bool full_ = false;
  history::LeadTable keys_{sizeof(std::uint32_t), 12};
};
static_assert(max_unique_records <= history::LeadTable::max_leads);

/// Where a batch stands for who knows all keys before it.
struct InOrder {
  Repeats* repeats = nullptr;  // nullptr: keys are only gathered
  std::uint64_t records = 0;   // of the input before the batch
};

/// Says of each path that no record has anything there: nothing was compared.
[[nodiscard]] OwnedFindings paths_not_found(const PathsFound& found, const BulkOptions& options);

}  // namespace leadlint::bulk
