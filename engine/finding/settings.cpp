// Settings by their names in the library. Tests: tests/settings_test.cpp.
#include "leadlint/settings.h"

namespace leadlint {
namespace {

std::string_view member(Setting setting) noexcept {
  switch (setting) {
    case Setting::format:
      return "format";
    case Setting::max_record_bytes:
      return "max_record_bytes";
    case Setting::max_details:
      return "max_details";
    case Setting::records:
      return "records";
    case Setting::delimiter:
      return "delimiter";
    case Setting::escapes:
      return "escapes";
    case Setting::cells:
      return "cells";
    case Setting::null_words:
      return "null_words";
    case Setting::columns:
      return "columns";
    case Setting::snapshot_delimiter:
      return "snapshot_delimiter";
    case Setting::snapshot_columns:
      return "snapshot_columns";
  }
  return {};
}

std::string_view enumerator(BulkFormat format) noexcept {
  switch (format) {
    case BulkFormat::json:
      return "BulkFormat::json";
    case BulkFormat::json_array:
      return "BulkFormat::json_array";
    case BulkFormat::json_lines:
      return "BulkFormat::json_lines";
    case BulkFormat::csv:
      return "BulkFormat::csv";
    case BulkFormat::tsv:
      return "BulkFormat::tsv";
    case BulkFormat::form:
      return "BulkFormat::form";
  }
  return {};
}

std::string_view enumerator(CellEscapes escapes) noexcept {
  switch (escapes) {
    case CellEscapes::quotes:
      return "CellEscapes::quotes";
    case CellEscapes::copy:
      return "CellEscapes::copy";
    case CellEscapes::none:
      return "CellEscapes::none";
  }
  return {};
}

std::string_view enumerator(CellSpelling cells) noexcept {
  switch (cells) {
    case CellSpelling::json:
      return "CellSpelling::json";
    case CellSpelling::spreadsheet:
      return "CellSpelling::spreadsheet";
    case CellSpelling::spreadsheet_us:
      return "CellSpelling::spreadsheet_us";
    case CellSpelling::spreadsheet_eu:
      return "CellSpelling::spreadsheet_eu";
  }
  return {};
}

/// As a literal of C++.
std::string literal(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote || c == '\\') out += '\\';
    if (c == '\t' || c == '\n' || c == '\r')
      out += c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r";
    else
      out += c;
  }
  return out + quote;
}

/// The value that a setting has behind its `=`.
struct ValueText {
  Setting setting;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(std::string_view text) const {
    const std::string quoted = literal(text, '"');
    if (setting == Setting::null_words) return "{" + quoted + "}";
    const bool left_out = setting == Setting::columns || setting == Setting::snapshot_columns;
    return left_out ? "{{" + quoted + ", \"\"}}" : quoted;
  }
  std::string operator()(char sign) const { return literal({&sign, 1}, '\''); }
  template <class Enum>
  std::string operator()(Enum value) const {
    return std::string(enumerator(value));
  }
};

}  // namespace

std::string library_settings(std::initializer_list<SettingValue> settings) {
  std::string out;
  for (const SettingValue& each : settings) {
    if (!out.empty()) out += " and ";
    out += member(each.setting);
    const std::string value = std::visit(ValueText{each.setting}, each.value);
    if (!value.empty()) out += " = " + value;
  }
  return out;
}

}  // namespace leadlint
