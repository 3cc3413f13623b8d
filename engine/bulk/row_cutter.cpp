// CSV: the header first, then cut behind the last row that is whole. A quoted line break is no end
// of a row, so quotes are followed from the start of the input on. Tests: tests/bulk_csv_test.cpp.
#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "bulk/cutter.h"
#include "finding/words.h"
#include "read/csv_row_end.h"
#include "validate/messages.h"

namespace leadlint::bulk {
namespace {

class RowCutter final : public Cutter {
 public:
  explicit RowCutter(const CutterOptions& options)
      : table_(*options.table),
        dialect_(options.dialect),
        mapping_(options.columns),
        used_columns_(options.used_columns),
        unused_column_(options.unused_column),
        rows_(options.dialect),
        row_end_(options.dialect),
        first_row_end_(options.dialect) {}

  Cut cut(std::string_view text, bool at_end, Batch& batch) override {
    const Cut made = started_ ? next_rows(text, at_end, batch) : header(text, at_end, batch);
    if (made.kind != Cut::Kind::batch) return made;
    batch.placed = true;
    batch.place = place_;
    place_.pass(text.substr(0, made.size));
    batch.columns = columns_;
    return made;
  }

  bool may_end_in(std::string_view more) const override {
    return more.find_first_of("\r\n") != more.npos;
  }

 private:
  Cut next_rows(std::string_view text, bool at_end, Batch& batch) {
    if (inside_) return go_on(text, at_end, batch);
    if (text.empty()) return {at_end ? Cut::Kind::end : Cut::Kind::more};
    const bool may_be_held = !at_end && text.size() <= dialect_.max_row + 1;  // one more: a CR
    if (may_be_held && first_row_goes_on(text)) return {Cut::Kind::more};
    const std::size_t size = read::whole_csv_rows(rows_, text, at_end);
    if (size != 0) {
      first_row_seen_ = 0;
      return {Cut::Kind::batch, size};
    }
    if (may_be_held) return {Cut::Kind::more};
    first_row_seen_ = 0;
    batch.kind = Batch::Kind::too_large;
    row_end_ = read::CsvRowEnd(dialect_);
    return {Cut::Kind::batch, pass_row(text)};
  }

  /// Does the text hold but the start of a row? It is looked at once, in whatever pieces it comes.
  bool first_row_goes_on(std::string_view text) {
    if (first_row_seen_ == 0) first_row_end_ = read::CsvRowEnd(dialect_);
    if (first_row_end_.ended()) return false;
    static_cast<void>(first_row_end_.pass(text.substr(first_row_seen_)));
    first_row_seen_ = text.size();
    return !first_row_end_.ended();
  }

  /// Passes over what is left of a row that is too large, or of rows that no header is known for.
  Cut go_on(std::string_view text, bool at_end, Batch& batch) {
    if (text.empty() && !at_end) return {Cut::Kind::more};
    batch.kind = Batch::Kind::more;
    if (columns_ == nullptr) return {text.empty() ? Cut::Kind::end : Cut::Kind::batch, text.size()};
    if (!text.empty()) return {Cut::Kind::batch, pass_row(text)};
    inside_ = false;
    if (!row_end_.in_quotes()) return {Cut::Kind::end};
    batch.notes.push_back(never_closed());
    return {Cut::Kind::batch, 0};
  }

  /// How much of the row that is too large stands here.
  std::size_t pass_row(std::string_view text) {
    const std::size_t size = row_end_.pass(text);
    inside_ = !row_end_.ended();
    if (row_end_.opened_at() != text.npos) {
      quote_ = place_;
      quote_.pass(text.substr(0, row_end_.opened_at()));
    }
    return size;
  }

  /// That a row is too large was told at its start, when nobody knew that it would not end.
  [[nodiscard]] OwnedFinding never_closed() const {
    OwnedFinding finding;
    finding.code = Code::bad_csv;
    finding.line = finding.column = finding.end_line = finding.end_column = 1;
    finding.message =
        in_words(Say::bad_csv_never_closed, {{"line", quote_.line()}, {"column", quote_.column()}});
    return finding;
  }

  /// The first row, and what rows come with it.
  Cut header(std::string_view text, bool at_end, Batch& batch) {
    read::CsvRow row;
    begin_header(text, at_end);
    if (!rows_.next(row)) {
      if (!at_end && text.size() < max_header()) return {Cut::Kind::more};
      if (!start_of_long_line(text, row)) {
        row = {};
        row.next = text.size();
      }
    }
    read::CsvHeader header =
        read::read_csv_header(table_, table_.root, dialect_, text, row, mapping_);
    if (!header.usable && !at_end && text.size() < read::csv_titles_end(row.next, dialect_.max_row))
      return {Cut::Kind::more};
    judge_unused(header.problems);
    validate::locate(text, header.problems);
    batch.notes = std::move(header.problems);
    started_ = true;
    inside_ = !header.usable;
    if (inside_) {  // it is none: like all that comes behind it
      batch.kind = Batch::Kind::more;
      return {Cut::Kind::batch, row.next};
    }
    batch.header = row.next;
    columns_ = std::make_shared<const read::CsvColumns>(std::move(header.columns));
    const std::string_view behind = text.substr(row.next);
    const std::size_t size = read::whole_csv_rows(rows_, behind, at_end);
    return {Cut::Kind::batch, row.next + size};
  }

  /// The row that a line starts with which is too long for a header: what is wrong with it, if it
  /// is not its length. False: there is none, and no more text.
  bool start_of_long_line(std::string_view text, read::CsvRow& row) {
    if (text.size() < max_header()) return false;
    begin_header(text, true);
    return rows_.next(row);
  }

  void begin_header(std::string_view text, bool is_whole) {
    const std::size_t start = read::csv_start(text, dialect_);
    if (dialect_.delimiter != rows_.dialect().delimiter) rows_ = read::CsvRows(dialect_);
    rows_.begin(text, is_whole, start);
  }

  /// Names of the mapping that no column has here.
  void judge_unused(OwnedFindings& problems) const {
    const auto name_in = [](const OwnedFinding& finding) -> const std::string* {
      for (const Param& param : finding.params)
        if (param.name == read::unused_column_param) return std::get_if<std::string>(&param.value);
      return nullptr;
    };
    std::erase_if(problems, [&](const OwnedFinding& finding) {
      const std::string* const name = name_in(finding);
      return name != nullptr && std::ranges::find(used_columns_, *name) != used_columns_.end();
    });
    for (OwnedFinding& finding : problems)
      if (name_in(finding) != nullptr) finding.severity = unused_column_;
  }

  /// Text of this size that holds no whole row holds no header: a reader shows no more.
  [[nodiscard]] std::size_t max_header() const noexcept {
    return std::min(read::max_csv_header, dialect_.max_row) + cutter_slack;
  }

  const table::DecisionTable& table_;
  read::CsvDialect dialect_;
  read::CsvMapping mapping_;
  std::vector<std::string> used_columns_;
  Severity unused_column_;
  read::CsvRows rows_;
  std::shared_ptr<const read::CsvColumns> columns_;
  TextLocation place_;
  bool started_ = false;
  bool inside_ = false;             // of something that is passed over
  read::CsvRowEnd row_end_;         // of a row that is
  read::CsvRowEnd first_row_end_;   // of the first row of a text that came in pieces
  std::size_t first_row_seen_ = 0;  // bytes of that text
  TextLocation quote_;              // that opened last in it
};

}  // namespace

std::unique_ptr<Cutter> make_row_cutter(const CutterOptions& options) {
  return std::make_unique<RowCutter>(options);
}

}  // namespace leadlint::bulk
