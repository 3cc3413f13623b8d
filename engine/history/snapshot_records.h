// The records of a snapshot's text: one after the other, and then again by where they start.
//
//   JSON Lines   an object a line; blank lines are none
//   CSV          a row each behind the header
//
// Tests: tests/snapshot_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "history/key_path.h"
#include "leadlint/finding.h"
#include "read/csv_columns.h"
#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::history {

/// How a snapshot is written.
struct SnapshotFormat {
  bool csv = false;
  read::CsvDialect dialect = {};  // csv
  read::CsvMapping columns = {};  // csv
};

/// Bare cells that exporters write for "no value", and that were read as text.
struct NoWords {
  std::string_view word;
  std::uint64_t times = 0;
  std::size_t offset = 0;  // of the first one
};

class SnapshotRecords {
 public:
  virtual ~SnapshotRecords() = default;

  /// Reads the next record; false: there is none. What cannot be read is a record too
  /// (`out.unreadable`). Not to be asked once `read_at` was.
  [[nodiscard]] virtual bool next(read::Record& out) = 0;
  /// Where the record that `next` read last starts.
  [[nodiscard]] virtual std::size_t offset() const noexcept = 0;
  /// Reads the record that starts there. It lasts until the next call.
  virtual void read_at(std::size_t offset, read::Record& out) = 0;
  [[nodiscard]] virtual const std::string& text() const noexcept = 0;
  /// Names of the mapping that the header has not.
  [[nodiscard]] virtual std::vector<std::string> unused_columns() const { return {}; }
  /// Those of the records that `next` has read, one entry a word.
  [[nodiscard]] virtual std::vector<NoWords> no_words() const { return {}; }

  /// Records that are read by `root_field`. Fails with what is wrong with a CSV header, which has a
  /// column for the key. The table must outlive them.
  [[nodiscard]] static tl::expected<std::unique_ptr<SnapshotRecords>, OwnedFindings> make(
      const table::DecisionTable& table, table::FieldId root_field, const KeyPath& key,
      std::string text, const SnapshotFormat& format);
};

}  // namespace leadlint::history
