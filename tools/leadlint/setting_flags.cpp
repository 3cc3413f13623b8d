// Settings to flags and their arguments, as a shell takes them.
#include "setting_flags.h"

#include <algorithm>
#include <cstddef>
#include <variant>

#include "bulk/input_formats.h"
#include "config/input_words.h"
#include "report/json.h"
#include "text/ascii.h"

namespace leadlint::command {
namespace {

std::string_view flag(Setting setting) noexcept {
  switch (setting) {
    case Setting::format:
      return "--input";
    case Setting::max_record_bytes:
      return "--max-record-bytes";
    case Setting::max_details:
      return "--max-findings";
    case Setting::records:
      return "--records";
    case Setting::delimiter:
      return "--delimiter";
    case Setting::escapes:
      return "--escapes";
    case Setting::cells:
      return "--cells";
    case Setting::null_words:
      return "--null";
    case Setting::columns:
      return "--columns";
    case Setting::snapshot_delimiter:
      return "--current-delimiter";
    case Setting::snapshot_columns:
      return "--current-columns";
  }
  return {};
}

/// In quotes, where a shell would take it for something else.
std::string as_argument(std::string_view word) {
  const bool plain = std::ranges::all_of(word, [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("./_-").find(c) != std::string_view::npos;
  });
  if (plain && !word.empty()) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) c == '\'' ? quoted += "'\\''" : quoted += c;
  return quoted + "'";
}

/// What stands behind a flag.
struct Argument {
  Setting setting;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(std::string_view text) const {
    const bool column = setting == Setting::columns || setting == Setting::snapshot_columns;
    if (column) return "FILE with {" + report::json_string(text) + ": null} in it";
    return as_argument(text);
  }
  std::string operator()(char sign) const { return sign == '\t' ? "tab" : as_argument({&sign, 1}); }
  std::string operator()(BulkFormat format) const {
    return std::string(bulk::input_format(format).name);
  }
  std::string operator()(CellEscapes escapes) const {
    return std::string(word_for(config::escapes_words, escapes));
  }
  std::string operator()(CellSpelling cells) const {
    return std::string(word_for(config::cells_words, cells));
  }
};

}  // namespace

std::string flags_of(std::initializer_list<SettingValue> settings) {
  std::string out;
  for (const SettingValue& each : settings) {
    if (!out.empty()) out += ' ';
    out += flag(each.setting);
    const std::string argument = std::visit(Argument{each.setting}, each.value);
    if (!argument.empty()) out += ' ' + argument;
  }
  return out;
}

}  // namespace leadlint::command
