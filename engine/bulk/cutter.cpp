#include "bulk/cutter.h"

#include <utility>

namespace leadlint::bulk {

std::unique_ptr<Cutter> make_cutter(const table::DecisionTable& table, const BulkOptions& options,
                                    std::vector<std::string> used_columns) {
  const CutterOptions wanted{&table,
                             options.max_record_bytes,
                             {options.delimiter, options.max_record_bytes, options.null_words},
                             options.columns,
                             std::move(used_columns),
                             options.fail_unknown ? Severity::error : Severity::note};
  switch (options.format) {
    case BulkFormat::json_lines:
      return make_line_cutter(wanted);
    case BulkFormat::json_array:
      return make_array_cutter(wanted);
    case BulkFormat::csv:
      return make_row_cutter(wanted);
    case BulkFormat::json:
    case BulkFormat::form:
      break;
  }
  return make_whole_cutter(wanted);
}

}  // namespace leadlint::bulk
