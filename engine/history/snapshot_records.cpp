// Reads the records of a snapshot, from JSON Lines or a table.
#include "history/snapshot_records.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "history/snapshot_header.h"
#include "read/csv_columns.h"
#include "read/csv_record.h"
#include "read/csv_rows.h"
#include "read/json_text.h"
#include "read/json_token.h"
#include "validate/messages.h"

namespace leadlint::history {
namespace {

bool is_blank_record(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return read::is_blank(c); });
}

class Lines final : public SnapshotRecords {
 public:
  Lines(const table::DecisionTable& table, table::FieldId root_field, std::string text)
      : table_(table), root_(root_field), text_(std::move(text)) {}

  bool next(read::Record& out) override {
    while (next_ < text_.size()) {
      offset_ = next_;
      const std::string_view line = line_at(offset_);
      next_ = offset_ + line.size() + 1;
      if (is_blank_record(line)) continue;
      read_at(offset_, out);
      return true;
    }
    return false;
  }
  std::size_t offset() const noexcept override { return offset_; }
  void read_at(std::size_t offset, read::Record& out) override {
    reader_.read(table_, root_, line_at(offset), out);
  }
  const std::string& text() const noexcept override { return text_; }

 private:
  [[nodiscard]] std::string_view line_at(std::size_t offset) const {
    const std::string_view rest = std::string_view{text_}.substr(offset);
    return rest.substr(0, std::min(rest.find('\n'), rest.size()));
  }

  const table::DecisionTable& table_;
  table::FieldId root_;
  std::string text_;
  read::JsonReader reader_;
  std::size_t offset_ = 0, next_ = 0;
};

class Rows final : public SnapshotRecords {
 public:
  Rows(std::string text, const SnapshotFormat& format)
      : text_(std::move(text)),
        dialect_(format.dialect),
        mapping_(format.columns),
        start_(read::csv_start(text_, dialect_)),
        rows_(dialect_) {
    rows_.begin(text_, true, start_);
  }

  /// Reads the header. What is wrong with it; columns that no rule knows are fine.
  [[nodiscard]] OwnedFindings begin(const table::DecisionTable& table, table::FieldId root_field,
                                    const KeyPath& key) {
    read::CsvRow row;
    if (!rows_.next(row)) row = {};
    read::CsvHeader header = read::read_csv_header(table, root_field, dialect_, text_, row,
                                                   mapping_, read::CsvNothingKnown::taken);
    unused_columns_ = std::move(header.unused);
    std::erase_if(header.problems,
                  [](const OwnedFinding& finding) { return finding.severity != Severity::error; });
    if (header.usable)
      if (auto keyless = why_keyless(key, header.columns, mapping_, text_, row))
        header.problems.assign(1, std::move(*keyless));  // it may be no header at all
    validate::locate(text_, header.problems);
    columns_ = std::move(header.columns);
    if (header.usable) reader_.emplace(columns_);
    return std::move(header.problems);
  }

  bool next(read::Record& out) override {
    read::CsvRow row;
    if (!rows_.next(row)) return false;
    offset_ = row.first;
    reader_->read(row, out);
    for (const read::CsvNoWord& found : reader_->no_words()) {
      NoWords& word = no_words_[found.word];
      if (word.times++ == 0) word.offset = row.first + found.offset;
    }
    return true;
  }
  std::size_t offset() const noexcept override { return offset_; }
  void read_at(std::size_t offset, read::Record& out) override {
    rows_.begin(text_, true, offset);
    read::CsvRow row;
    if (rows_.next(row)) reader_->read(row, out);
  }
  const std::string& text() const noexcept override { return text_; }
  std::vector<std::string> unused_columns() const override { return unused_columns_; }
  std::vector<NoWords> no_words() const override {
    std::vector<NoWords> found;
    for (std::size_t i = 0; i < no_words_.size(); ++i)
      if (no_words_[i].times != 0)
        found.push_back({read::csv_no_words[i], no_words_[i].times, no_words_[i].offset});
    return found;
  }

 private:
  std::string text_;
  read::CsvDialect dialect_;
  read::CsvMapping mapping_;
  std::size_t start_;
  std::vector<std::string> unused_columns_;
  read::CsvRows rows_;
  read::CsvColumns columns_;
  std::optional<read::CsvReader> reader_;
  std::size_t offset_ = 0;
  std::array<NoWords, read::csv_no_words.size()> no_words_;
};

}  // namespace

tl::expected<std::unique_ptr<SnapshotRecords>, OwnedFindings> SnapshotRecords::make(
    const table::DecisionTable& table, table::FieldId root_field, const KeyPath& key,
    std::string text, const SnapshotFormat& format) {
  if (!format.csv) return std::make_unique<Lines>(table, root_field, std::move(text));
  auto rows = std::make_unique<Rows>(std::move(text), format);
  if (OwnedFindings problems = rows->begin(table, root_field, key); !problems.empty())
    return tl::unexpected(std::move(problems));
  return rows;
}

}  // namespace leadlint::history
