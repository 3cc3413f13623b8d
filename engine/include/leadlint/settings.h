// Settings as messages name them: "escapes = CellEscapes::copy reads a line break". A program whose
// users know them by other words (flags, boxes of a form) gives its own `SettingText`.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "leadlint/bulk_format.h"
#include "leadlint/cells.h"

namespace leadlint {

/// What messages advise to set: members of BulkOptions and BulkLeads, by their names there.
enum class Setting : std::uint8_t {
  format,
  max_record_bytes,
  max_details,
  records,
  delimiter,
  escapes,
  cells,
  null_words,
  columns,
  snapshot_delimiter,
  snapshot_columns,
};

/// A setting, and the value that is advised, if there is one: a path (`records`), a word
/// (`null_words`), the name of a column that is to be left out (`columns`), a delimiter, or one of
/// the words that the setting takes.
struct SettingValue {
  Setting setting = Setting::format;
  std::variant<std::monostate, std::string_view, char, BulkFormat, CellEscapes, CellSpelling>
      value = {};
};

/// How settings that go together stand in a sentence, as one name in it. Texts in them last as long
/// as the call. It is called from any of a run's threads, from several at once, and may throw
/// nothing but std::bad_alloc.
using SettingText = std::string (*)(std::initializer_list<SettingValue> settings);

/// As this library calls them: `format = BulkFormat::tsv and escapes = CellEscapes::copy`.
[[nodiscard]] std::string library_settings(std::initializer_list<SettingValue> settings);

}  // namespace leadlint
