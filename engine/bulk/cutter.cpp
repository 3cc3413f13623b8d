// The cutter of each input format.
#include "bulk/cutter.h"

#include <utility>

#include "bulk/input_formats.h"

namespace leadlint::bulk {

read::CsvDialect dialect_of(const BulkOptions& options, BulkFormat format,
                            std::optional<char> delimiter, Setting by) {
  const char own = input_format(format).delimiter;
  return {.delimiter = own != '\0' ? own : delimiter.value_or(','),
          .given_delimiter = own != '\0' ? own : delimiter.value_or('\0'),
          .given_by = own != '\0' ? std::nullopt : std::optional(by),
          .max_row = options.max_record_bytes,
          .null_words = options.null_words,
          .escapes = format == BulkFormat::tsv ? options.escapes : CellEscapes::quotes,
          .cells = options.cells,
          .setting_text = options.setting_text};
}

std::unique_ptr<Cutter> make_cutter(const table::DecisionTable& table, const BulkOptions& options,
                                    std::vector<std::string> used_columns) {
  const CutterOptions wanted{&table,
                             options.max_record_bytes,
                             dialect_of(options, options.format, options.delimiter),
                             options.columns,
                             std::move(used_columns),
                             options.fail_unknown ? Severity::error : Severity::note,
                             options.records,
                             options.setting_text};
  return input_format(options.format).cutter(wanted);
}

}  // namespace leadlint::bulk
