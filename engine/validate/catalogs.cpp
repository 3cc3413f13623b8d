// An organisation's lists, from JSON to the keys that rules look up.
#include <array>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "finding/nearest.h"
#include "leadlint/validator.h"
#include "validate/beside.h"
#include "validate/context.h"

namespace leadlint {

/// Most entries of one catalog.
inline constexpr std::size_t max_catalog_entries = 1'000'000;

Catalogs::Catalogs(const Ruleset& ruleset) : data_(std::make_unique<Data>()) {
  data_->rules.emplace(ruleset);
  const table::DecisionTable& table = ruleset.table();
  data_->table = &table;
  data_->given.resize(table.catalogs.size(), false);
  data_->keys.resize(table.catalog_keys.size());
  data_->columns.resize(table.catalogs.size());
}
Catalogs::~Catalogs() = default;
Catalogs::Catalogs(Catalogs&&) noexcept = default;
Catalogs& Catalogs::operator=(Catalogs&&) noexcept = default;

namespace {

using nlohmann::json;

/// The text that values are compared by; nullopt for what no catalog holds.
std::optional<std::string> entry_text(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer() || value.is_boolean()) return value.dump();
  return std::nullopt;
}

/// One entry as its columns; a plain value stands for the first column. Columns it lacks are empty.
using Entry = std::vector<std::optional<std::string>>;

tl::expected<Entry, std::string> read_entry(const json& value,
                                            const std::vector<std::string_view>& columns,
                                            std::size_t number) {
  Entry entry(columns.size());
  if (!value.is_object()) {
    entry[0] = entry_text(value);
    if (!entry[0])
      return tl::unexpected(fmt::format("entry {} is neither an object nor a plain value", number));
    return entry;
  }
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (const auto at = value.find(columns[c]); at != value.end()) entry[c] = entry_text(*at);
  if (!entry[0]) return tl::unexpected(fmt::format("entry {} has no \"{}\"", number, columns[0]));
  return entry;
}

}  // namespace

tl::expected<void, std::string> Catalogs::add(std::string_view name, std::string_view text) {
  const table::DecisionTable& table = *data_->table;
  std::vector<std::string_view> names;
  for (const table::Catalog& catalog : table.catalogs) names.push_back(table.text(catalog.name));
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) {
    const auto near = nearest(name, names);
    return tl::unexpected(
        names.empty() ? fmt::format("these rules use no catalogs")
        : near        ? fmt::format("there is no catalog \"{}\"; did you mean {}?", name, *near)
                      : fmt::format("there is no catalog \"{}\"; these rules have {}", name,
                                    fmt::join(names, ", ")));
  }
  const auto number = static_cast<std::size_t>(at - names.begin());
  const table::Catalog& catalog = table.catalogs[number];
  json list = json::parse(text, nullptr, false);
  if (list.is_discarded()) return tl::unexpected(validate::why_no_json(text));
  const std::string rows{table.text(catalog.rows)};
  if (list.is_object() && !rows.empty() && list.contains(rows)) list = json(list[rows]);
  if (!list.is_array())
    return tl::unexpected(
        rows.empty() ? fmt::format("catalog {} is not a list", name)
                     : fmt::format("catalog {} is neither a list nor an object with a list \"{}\"",
                                   name, rows));
  if (list.size() > max_catalog_entries)
    return tl::unexpected(
        fmt::format("catalog {} has more than {} entries", name, max_catalog_entries));

  std::vector<std::string_view> columns;
  for (table::Index c = 0; c < catalog.columns.count; ++c)
    columns.push_back(table.text(table.catalog_names[catalog.columns.first + c]));
  std::vector<Entry> entries;
  for (const json& value : list) {
    auto entry = read_entry(value, columns, entries.size() + 1);
    if (!entry) return tl::unexpected(fmt::format("catalog {}: {}", name, entry.error()));
    entries.push_back(std::move(*entry));
  }
  data_->fill(number, entries);
  return {};
}

void Catalogs::Data::fill(std::size_t number, const std::vector<Entry>& entries) {
  given[number] = true;
  columns[number].assign(table->catalogs[number].columns.count, {});
  for (const Entry& entry : entries)
    for (std::size_t c = 0; c < entry.size(); ++c)
      if (entry[c]) columns[number][c].push_back(*entry[c]);
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const table::CatalogKey& key = table->catalog_keys[k];
    if (key.catalog != number) continue;
    keys[k].clear();
    for (const Entry& entry : entries) {
      std::string joined;
      bool whole = true;
      for (table::Index c = 0; c < key.columns.count; ++c) {
        const auto& part = entry[table->catalog_columns[key.columns.first + c]];
        whole = whole && part.has_value();
        if (c > 0) joined += validate::key_separator;
        joined += part.value_or("");
      }
      if (whole) keys[k].insert(std::move(joined));
    }
  }
}

}  // namespace leadlint
