// `names:`: members that no field names, by a pattern, a list or a catalog. See read_parts.h.
// Tests: tests/names_test.cpp.
#include <algorithm>
#include <string>
#include <utility>

#include "parse/keys.h"
#include "parse/read_parts.h"
#include "parse/wording.h"

namespace leadlint::parse {
namespace {

using model::Names;

void read_names_pattern(Reader& reader, const Value& value, Names& out) {
  out.kind = Names::Kind::pattern;
  auto pattern = reader.pattern(value);
  if (!pattern) return;
  if (value->text.empty())
    return reader.bad_value(value, "an empty pattern takes no name but the empty one");
  out.pattern = {value->text, std::move(*pattern)};
}

void read_names_values(Reader& reader, const Value& value, Names& out) {
  out.kind = Names::Kind::values;
  for (const Value& item : reader.items(value))
    if (auto name = reader.text(item, "a name"))
      out.values.push_back({std::move(*name), item->range.start});
  if (reader.items(value).empty())
    reader.bad_value(value, "`values` lists at least one name: `[EMAIL, WORK]`");
}

void read_names_catalog(Reader& reader, const Value& value, Names& out) {
  out.kind = Names::Kind::catalog;
  if (auto column = read_catalog_column(reader, value)) out.catalog = std::move(*column);
}

constexpr Key<Names> names_table[] = {
    {"pattern", read_names_pattern},
    {"values", read_names_values},
    {"catalog", read_names_catalog},
    {"is",
     [](Reader& reader, const Value& value, Names& out) {
       out.is = std::make_unique<model::Field>(read_field(reader, "", value.written, value->range));
     }},
};

void read_entry_of_names(Reader& reader, const Value& value, model::Block& block) {
  constexpr std::string_view tells[] = {"pattern", "values", "catalog"};
  Names names;
  names.where = value->range.start;
  read_map<Names>(reader, *value.node, "`names`", {names_table}, names);
  const YamlEntry* told = nullptr;
  for (const YamlEntry& entry : value->entries) {
    if (std::ranges::find(tells, entry.key) == std::end(tells)) continue;
    if (told != nullptr)
      reader.log.add(Code::bad_value, entry.key_range,
                     "an entry of `names` has one of `pattern`, `values` and `catalog`; this one "
                     "has " +
                         in_quotes(told->key) + " already");
    else
      told = &entry;
  }
  const bool strange = has_unknown_key<Names>(*value.node, {names_table});
  if (told == nullptr && !strange)
    reader.log.add(Code::missing_key, value->range,
                   "an entry of `names` says which: `pattern`, `values` or `catalog`");
  if (value->find("is") == nullptr && !strange)
    reader.log.add(Code::missing_key, value->range,
                   "an entry of `names` says what such a member `is`: `is: {type: string}`");
  if (told == nullptr || names.is == nullptr || names.is->none) return;
  names.where = names.catalog.where = told->key_range.start;
  block.names.push_back(std::move(names));
}

}  // namespace

std::optional<model::CatalogColumn> read_catalog_column(Reader& reader, const Value& value) {
  const auto text = reader.text(value, "`catalog`");
  if (!text) return std::nullopt;
  const std::size_t dot = text->rfind('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text->size()) {
    reader.bad_value(value, "`catalog` names a catalog and its column: `custom_fields.id`");
    return std::nullopt;
  }
  return model::CatalogColumn{text->substr(0, dot), text->substr(dot + 1), value->range.start};
}

void read_names(Reader& reader, const Value& value, model::Block& block) {
  if (block.where.line == 0) block.where = value->range.start;
  for (const Value& item : reader.items(value)) {
    if (item->is_map())
      read_entry_of_names(reader, item, block);
    else
      reader.bad_value(item, "an entry of `names` is a map: `{pattern: \"UF_.*\", is: {...}}`");
  }
}

std::vector<std::string> names_key_names() { return names_of<Names>({names_table}); }

}  // namespace leadlint::parse
