// Looks at the text of a record again, where a value was read from.
#include "validate/written_text.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "finding/edits.h"
#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "read/json_token.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace leadlint::validate {
namespace {

using read::Record;
using read::TextKind;

/// How the characters of a text are written.
enum class Writing : std::uint8_t { json, quoted_cell, bare_cell, copied_cell, form };

/// A run of bytes that cannot be parted, and how many bytes of the text it stands for.
struct WrittenCharacter {
  std::size_t bytes = 1, says = 1;
};

WrittenCharacter json_escape(std::string_view raw) {
  if (raw.size() < 2 || raw[1] != 'u') return {2, 1};
  constexpr std::size_t one = 6, pair = 12;
  if (raw.size() >= pair && raw[one] == '\\') {
    const read::Unescaped both = read::unescape(raw.substr(0, pair), nullptr);
    if (both.ok && both.size == 4 && !both.lone_surrogate) return {pair, both.size};
  }
  return {one, read::unescape(raw.substr(0, one), nullptr).size};
}

WrittenCharacter character_at(std::string_view raw, Writing writing) {
  switch (writing) {
    case Writing::json:
      if (raw.front() == '\\') return json_escape(raw);
      break;
    case Writing::quoted_cell:
      if (raw.front() == '"') return {2, 1};
      break;
    case Writing::copied_cell:
      if (raw.front() == '\\') return {2, 1};
      break;
    case Writing::form:
      if (raw.front() == '%') return {3, 1};
      break;
    case Writing::bare_cell:
      break;
  }
  return {};
}

/// Where the text stands, without the quotes around it.
struct Place {
  std::size_t first = 0, last = 0;
  Writing writing = Writing::json;

  [[nodiscard]] std::string_view of(std::string_view all) const {
    return all.substr(first, last - first);
  }
};

std::string form_text(std::string_view raw) {
  std::string text;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != '%' || at + 2 >= raw.size()) {
      text += raw[at] == '+' ? ' ' : raw[at];
      continue;
    }
    text += static_cast<char>(hex_digit(raw[at + 1]) * 16 + hex_digit(raw[at + 2]));
    at += 2;
  }
  return text;
}

/// Does the value stand there, as it is, and not something that it was read out of?
bool says(std::string_view raw, const Place& place, const Record& record, const read::Node& value) {
  switch (place.writing) {
    case Writing::json:
      return true;
    case Writing::form:
      return form_text(raw) == value.text();
    case Writing::quoted_cell:
    case Writing::bare_cell:
    case Writing::copied_cell:
      break;
  }
  const std::size_t quote = place.writing == Writing::quoted_cell ? 1 : 0;
  const std::string_view cell =
      record.text.substr(place.first - quote, place.last - place.first + 2 * quote);
  return read::cell_text(cell, record.columns->dialect) == value.text();
}

/// last < first: it does not stand there.
Place place_of(const Record& record, const read::Node& value) {
  constexpr Place nowhere{1, 0};
  Place place{value.offset, record.end_offset(value)};
  if (place.last <= place.first || place.last > record.text.size()) return nowhere;
  const bool in_quotes = record.text[place.first] == '"' && place.last - place.first >= 2;
  switch (record.text_kind) {
    case TextKind::json:
      if (in_quotes != (value.kind == read::Kind::string)) return nowhere;
      break;
    case TextKind::form:
      place.writing = Writing::form;
      break;
    case TextKind::csv: {
      const read::CsvDialect& dialect = record.columns->dialect;
      place.writing = dialect.has_backslashes()           ? Writing::copied_cell
                      : dialect.has_quotes() && in_quotes ? Writing::quoted_cell
                                                          : Writing::bare_cell;
      break;
    }
  }
  if (in_quotes && (place.writing == Writing::json || place.writing == Writing::quoted_cell)) {
    ++place.first;
    --place.last;
  }
  return says(place.of(record.text), place, record, value) ? place : nowhere;
}

/// Would a bare cell be read as what it holds?
bool may_be_bare(const read::CsvDialect& dialect, std::string_view cell) {
  const auto ends = [&](char c) { return c == dialect.delimiter || c == '\n' || c == '\r'; };
  if (cell.empty() || read::is_null_cell(cell, dialect) || std::ranges::any_of(cell, ends))
    return false;
  if (dialect.has_quotes()) return cell.find('"') == cell.npos;
  return !dialect.has_backslashes() || cell.find('\\') == cell.npos;
}

std::string json_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      result.append({'\\', c});
    else if (static_cast<unsigned char>(c) < 0x20)
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else
      result += c;
  }
  return result += '"';
}

std::string quoted_cell(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) result.append(c == '"' ? 2 : 1, c);
  return result += '"';
}

std::string form_value(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos)
      result += c;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return result;
}

Fix one_edit(std::size_t first, std::size_t last, std::string text) {
  Fix fix = take_out(first, last);
  fix.edits.back().text = std::move(text);
  return fix;
}

/// How many bytes of `raw` stand for the first `said` bytes of its text; npos: it cannot be parted
/// there.
std::size_t bytes_for(std::string_view raw, Writing writing, std::size_t said) {
  std::size_t at = 0;
  while (said != 0 && at < raw.size()) {
    const WrittenCharacter character = character_at(raw.substr(at), writing);
    if (character.says > said) return raw.npos;
    said -= character.says;
    at += character.bytes;
  }
  return said == 0 && at <= raw.size() ? at : raw.npos;
}

}  // namespace

Fix keep_only(const Record& record, const read::Node& text, std::string_view kept) {
  const Place place = place_of(record, text);
  if (place.last < place.first) return {};
  const std::string_view raw = place.of(record.text);
  const auto before = static_cast<std::size_t>(kept.data() - text.data);
  const std::size_t first = bytes_for(raw, place.writing, before);
  const std::size_t last = bytes_for(raw, place.writing, before + kept.size());
  if (first == raw.npos || last == raw.npos) return {};
  const std::string_view left = raw.substr(first, last - first);
  if (place.writing == Writing::bare_cell || place.writing == Writing::copied_cell) {
    const read::CsvDialect& dialect = record.columns->dialect;
    if (read::is_null_cell(left, dialect) || (dialect.has_quotes() && left.starts_with('"')))
      return {};
  }
  Fix fix{{}, true};
  const auto take = [&](std::size_t from, std::size_t to) {
    if (from == to) return;
    fix.edits.push_back(take_out(place.first + from, place.first + to).edits.front());
  };
  take(0, first);
  take(last, raw.size());
  return fix;
}

Fix write_instead(const Record& record, const read::Node& value, std::string_view text,
                  bool as_text) {
  const Place place = place_of(record, value);
  if (place.last < place.first) return {};
  const std::size_t quote =
      value.kind == read::Kind::string && place.writing == Writing::json ? 1 : 0;
  switch (place.writing) {
    case Writing::json:
      return one_edit(place.first - quote, place.last + quote,
                      as_text ? json_text(text) : std::string(text));
    case Writing::form:
      return one_edit(place.first, place.last, form_value(text));
    case Writing::quoted_cell:
      return one_edit(place.first - 1, place.last + 1, quoted_cell(text));
    case Writing::bare_cell:
    case Writing::copied_cell:
      break;
  }
  const read::CsvDialect& dialect = record.columns->dialect;
  if (may_be_bare(dialect, text)) return one_edit(place.first, place.last, std::string(text));
  if (!dialect.has_quotes() || text.empty()) return {};
  return one_edit(place.first, place.last, quoted_cell(text));
}

Fix write_name(const Record& record, const read::Node& value, std::string_view name) {
  const std::size_t first = value.name_offset;
  if (record.text_kind != TextKind::json || first >= record.text.size() ||
      record.text[first] != '"')
    return {};
  return one_edit(first, read::string_token_end(record.text, first), json_text(name));
}

}  // namespace leadlint::validate
