// The cutter of each input format.
#include "bulk/cutter.h"

#include <utility>

namespace leadlint::bulk {

read::CsvDialect dialect_of(const BulkOptions& options, BulkFormat format, char delimiter) {
  const bool tsv = format == BulkFormat::tsv;
  return {.delimiter = tsv ? '\t' : delimiter,
          .max_row = options.max_record_bytes,
          .null_words = options.null_words,
          .escapes = tsv ? options.escapes : CellEscapes::quotes,
          .cells = options.cells};
}

std::unique_ptr<Cutter> make_cutter(const table::DecisionTable& table, const BulkOptions& options,
                                    std::vector<std::string> used_columns) {
  const CutterOptions wanted{&table,
                             options.max_record_bytes,
                             dialect_of(options, options.format, options.delimiter),
                             options.columns,
                             std::move(used_columns),
                             options.fail_unknown ? Severity::error : Severity::note,
                             options.records};
  switch (options.format) {
    case BulkFormat::json_lines:
      return make_line_cutter(wanted);
    case BulkFormat::json_array:
      return make_array_cutter(wanted);
    case BulkFormat::csv:
    case BulkFormat::tsv:
      return make_row_cutter(wanted);
    case BulkFormat::json:
    case BulkFormat::form:
      break;
  }
  return make_whole_cutter(wanted);
}

}  // namespace leadlint::bulk
