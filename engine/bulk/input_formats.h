// The one list of input formats: a row each, which everything that depends on the format of an
// input asks.
//
//   a.jsonl.gz --ending--> json_lines --cutter--> batches of whole lines --records--> judged by
//   line
//
// Tests: tests/input_test.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "bulk/cutter.h"
#include "finding/words.h"
#include "leadlint/bulk.h"

namespace leadlint::bulk {

/// What a record of an input is, and so how it is judged (batch_judge.cpp).
enum class RecordForm : std::uint8_t {
  json,     // all of the input is one JSON text
  form,     // all of it is one query string
  element,  // of a list in a JSON text
  line,     // of JSON Lines
  row,      // of a table, below its header
};

struct InputFormat {
  BulkFormat format;
  std::string_view name;                    // `--input`'s word for it
  std::string_view help;                    // what the help says of it
  std::array<std::string_view, 2> endings;  // of the names of its files, before .gz and .zst
  RecordForm records;
  std::unique_ptr<Cutter> (*cutter)(const CutterOptions&);
  Say empty;              // what is said of an input without a record
  char delimiter = '\0';  // between two cells, where the format says it

  /// Can it hold more than one record?
  [[nodiscard]] constexpr bool holds_many() const noexcept {
    return records != RecordForm::json && records != RecordForm::form;
  }
};

inline constexpr Say only_blank = Say::bad_csv_only_blank_lines;

/// In the order of BulkFormat.
inline constexpr auto input_formats = std::to_array<InputFormat>({
    {BulkFormat::json,
     "json",
     "one record a file",
     {".json"},
     RecordForm::json,
     make_whole_cutter,
     only_blank},
    {BulkFormat::json_array,
     "array",
     "a list of records",
     {},
     RecordForm::element,
     make_array_cutter,
     Say::bad_json_empty_list},
    {BulkFormat::json_lines,
     "jsonl",
     "a record a line",
     {".jsonl", ".ndjson"},
     RecordForm::line,
     make_line_cutter,
     only_blank},
    {BulkFormat::csv,
     "csv",
     "a record a row",
     {".csv"},
     RecordForm::row,
     make_row_cutter,
     Say::bad_csv_no_row},
    {BulkFormat::tsv,
     "tsv",
     "the same with tabs",
     {".tsv"},
     RecordForm::row,
     make_row_cutter,
     Say::bad_csv_no_row,
     '\t'},
    {BulkFormat::form,
     "form",
     "a query string",
     {},
     RecordForm::form,
     make_whole_cutter,
     only_blank},
});

static_assert(
    [] {
      for (std::size_t i = 0; i < input_formats.size(); ++i)
        if (static_cast<std::size_t>(input_formats[i].format) != i) return false;
      return input_formats.back().format == BulkFormat::form;
    }(),
    "one row for each format, in the order of BulkFormat");

[[nodiscard]] constexpr const InputFormat& input_format(BulkFormat format) noexcept {
  return input_formats[static_cast<std::size_t>(format)];
}
[[nodiscard]] constexpr RecordForm records_of(BulkFormat format) noexcept {
  return input_format(format).records;
}
/// Is it a table: a header, and a record a row?
[[nodiscard]] constexpr bool has_rows(BulkFormat format) noexcept {
  return records_of(format) == RecordForm::row;
}

[[nodiscard]] constexpr std::optional<BulkFormat> input_from_name(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(input_formats, name, &InputFormat::name);
  if (found == input_formats.end()) return std::nullopt;
  return found->format;
}

}  // namespace leadlint::bulk
