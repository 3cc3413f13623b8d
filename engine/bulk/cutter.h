// Where the text of an input may be cut, so that every batch holds whole records. One
// implementation a format; it sees the input in order, a growing piece at a time.
// Tests: tests/bulk_cutter_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/batch.h"
#include "leadlint/bulk.h"
#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "table/decision_table.h"

namespace leadlint::bulk {

/// What a cutter says of the text it is shown.
struct Cut {
  enum class Kind : std::uint8_t {
    batch,  // the text's first `size` bytes are a batch (0 only where it has notes or is single)
    more,   // show me the same text with more behind it
    end,    // nothing is left
  };
  Kind kind = Kind::more;
  std::size_t size = 0;
};

class Cutter {
 public:
  virtual ~Cutter() = default;
  /// `text` starts behind the last batch that was cut; after `more` it is the same again, and
  /// longer. `at_end`: nothing comes behind it, so the answer is not `more`. Never asks for more
  /// than `max_record_bytes` + `cutter_slack` bytes. Fills what the batch tells beside its bytes.
  [[nodiscard]] virtual Cut cut(std::string_view text, bool at_end, Batch& batch) = 0;
  /// After `more`: with this behind the text, might there be a batch? (Asked where a few bytes
  /// came; where many did, `cut` is.)
  [[nodiscard]] virtual bool may_end_in(std::string_view more) const = 0;
};

/// Line ends and the like that a cutter may have to see beside a record of the largest size.
inline constexpr std::size_t cutter_slack = 16;

struct CutterOptions {
  const table::DecisionTable* table = nullptr;
  std::size_t max_record_bytes = default_max_record_bytes;
  read::CsvDialect dialect = {};  // csv, tsv
  read::CsvMapping columns = {};
  /// Names of the mapping that another text of the run has, so that they need not stand in this
  /// one.
  std::vector<std::string> used_columns = {};
  Severity unused_column = Severity::note;  // how others are told that do not
  std::string records = {};                 // json_array: see BulkOptions
  SettingText setting_text = library_settings;
};

/// How a table of such a format is written. `delimiter`: what is said of csv, by this setting.
[[nodiscard]] read::CsvDialect dialect_of(const BulkOptions& options, BulkFormat format,
                                          std::optional<char> delimiter,
                                          Setting by = Setting::delimiter);

/// The cutter of a format; the list of formats (input_formats.h) has one for each.
[[nodiscard]] std::unique_ptr<Cutter> make_cutter(const table::DecisionTable& table,
                                                  const BulkOptions& options,
                                                  std::vector<std::string> used_columns = {});

[[nodiscard]] std::unique_ptr<Cutter> make_line_cutter(const CutterOptions& options);
[[nodiscard]] std::unique_ptr<Cutter> make_array_cutter(const CutterOptions& options);
[[nodiscard]] std::unique_ptr<Cutter> make_row_cutter(const CutterOptions& options);
/// json and form: all of the input is one record.
[[nodiscard]] std::unique_ptr<Cutter> make_whole_cutter(const CutterOptions& options);

}  // namespace leadlint::bulk
