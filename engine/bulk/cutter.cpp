// The cutter of each input format.
#include "bulk/cutter.h"

#include <utility>

#include "bulk/input_formats.h"

namespace leadlint::bulk {

read::CsvDialect dialect_of(const BulkOptions& options, BulkFormat format, char delimiter) {
  const char own = input_format(format).delimiter;
  return {.delimiter = own != '\0' ? own : delimiter,
          .max_row = options.max_record_bytes,
          .null_words = options.null_words,
          .escapes = format == BulkFormat::tsv ? options.escapes : CellEscapes::quotes,
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
  return input_format(options.format).cutter(wanted);
}

}  // namespace leadlint::bulk
