// An organisation's lists, from JSON to the keys that rules look up.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "finding/words.h"
#include "leadlint/validator.h"
#include "text/decimal.h"
#include "text/fold_case.h"
#include "text/json_pointer.h"
#include "text/list.h"
#include "text/nearest.h"
#include "text/utf8.h"
#include "validate/context.h"
#include "validate/context_records.h"

namespace leadlint {

/// Most entries of one catalog.
inline constexpr std::size_t max_catalog_entries = 1'000'000;

namespace {

std::uint64_t next_stamp() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

Catalogs::Catalogs() : store_(std::make_unique<Store>()) {}
Catalogs::Catalogs(const Ruleset& ruleset) : store_(std::make_unique<Store>(ruleset)) {}
Catalogs::~Catalogs() = default;
Catalogs::Catalogs(Catalogs&&) noexcept = default;
Catalogs& Catalogs::operator=(Catalogs&&) noexcept = default;

tl::expected<void, std::string> Catalogs::add(std::string_view name, std::string_view json) {
  return store_->add(name, json);
}

Findings Catalogs::notes(const Ruleset& ruleset) const {
  if (store_ == nullptr) return {};
  const auto bound = store_->bound_to(ruleset);
  return bound ? (*bound)->notes() : OwnedFindings{};
}

OwnedFindings Catalogs::Data::notes() const {
  constexpr std::size_t max_shown = 5;
  OwnedFindings notes;
  for (const table::NamedOfCatalog& named : table->named_of_catalogs) {
    const table::CatalogKey& key = table->catalog_keys[named.key];
    if (!given[key.catalog.number()]) continue;
    const std::uint16_t column = table->catalog_columns[key.columns.first];
    const bool folded = (column & table::folded_column) != 0;
    std::vector<std::string> lacking;
    for (table::Index n = 0; n < named.names.count; ++n) {
      const std::string_view name = table->text(table->report_names[named.names.first + n]);
      if (folded ? !keys[named.key.number()].contains(fold_case(name))
                 : !keys[named.key.number()].contains(name))
        lacking.emplace_back(name);
    }
    if (lacking.empty()) continue;
    const auto& values = columns[key.catalog.number()][column & (table::folded_column - 1U)];
    OwnedFinding& note = notes.emplace_back();
    note.code = Code::unknown_reference;
    note.severity = Severity::note;
    const std::string_view catalog = table->text(table->catalogs[key.catalog].name);
    note.path = "/@catalogs";
    append_token(note.path, catalog);
    if (lacking.size() == 1)
      if (const auto near =
              nearest(lacking[0], std::vector<std::string_view>(values.begin(), values.end())))
        note.suggestion = *near;
    const std::size_t more = lacking.size() - std::min(lacking.size(), max_shown);
    lacking.resize(lacking.size() - more);
    const std::string shown =
        more == 0
            ? joined(lacking, phrase(Say::list_and))
            : in_words(Say::list_and_more,
                       {{"shown", fmt::format("{}", fmt::join(lacking, ", "))}, {"count", more}});
    note.message = in_words(
        lacking.size() == 1 ? Say::unknown_reference_rule_names : Say::unknown_reference_rules_name,
        {{"catalog", catalog}, {"values", shown}, {"field", table->text(named.field)}});
  }
  return notes;
}

Catalogs::Data::Data(const Ruleset& ruleset) : rules(ruleset), table(&ruleset.table()) {
  given.resize(table->catalogs.size(), false);
  keys.resize(table->catalog_keys.size());
  columns.resize(table->catalogs.size());
  rows.resize(table->catalog_keys.size());
  entries.resize(table->catalogs.size());
}

namespace {

using nlohmann::json;

/// One value of JSON text. Of a list or an object what is inside follows it, up to `end`.
struct Part {
  enum class Kind : std::uint8_t { null, single, object, list };
  Kind kind = Kind::null;
  std::string name;     // as a member
  std::string text;     // of a single value: what it is compared by
  std::size_t end = 0;  // number of the part behind it
};
/// All of a text, in its order. (The library's own tree asks for memory when it is destroyed, and
/// where none is left that ends the process.)
using Parts = std::deque<Part>;

bool is_structured(const Part& part) {
  return part.kind == Part::Kind::object || part.kind == Part::Kind::list;
}

/// Calls `see` with the number of each value directly inside the list or object `at`, until it
/// returns false.
template <class See>
void each_inside(const Parts& parts, std::size_t at, See see) {
  for (std::size_t child = at + 1; child < parts[at].end; child = parts[child].end)
    if (!see(child)) return;
}

/// The member of an object; nullptr: it has none of that name.
const Part* find_member(const Parts& parts, std::size_t object, std::string_view name) {
  const Part* found = nullptr;
  each_inside(parts, object, [&](std::size_t child) {
    if (parts[child].name == name) found = &parts[child];
    return found == nullptr;
  });
  return found;
}

/// JSON to its parts, a number with a fraction by its value: no double comes between.
class ExactReader final : public nlohmann::json_sax<json> {
 public:
  [[nodiscard]] Parts take() { return std::move(parts_); }
  /// The name that stands twice in one object, where that ended the reading; nullopt: none.
  [[nodiscard]] std::optional<std::string> repeated() const {
    return is_repeated_ ? std::optional(name_) : std::nullopt;
  }
  /// The number that did so, which no double holds; "": none.
  [[nodiscard]] const std::string& too_large() const noexcept { return too_large_; }

  bool null() override { return put(Part::Kind::null, {}); }
  bool boolean(bool value) override { return put(Part::Kind::single, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return put(Part::Kind::single, std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return put(Part::Kind::single, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& spelling) override {
    return put(Part::Kind::single, canonical(spelling));
  }
  bool string(string_t& value) override { return put(Part::Kind::single, std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Part::Kind::object); }
  bool key(string_t& name) override {
    name_ = std::move(name);
    is_repeated_ = !open_.back().names.insert(name_).second;
    return !is_repeated_;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Part::Kind::list); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string& token, const json::exception& error) override {
    constexpr int out_of_range = 406;  // json.exception.out_of_range.406: a number no double holds
    if (error.id == out_of_range) too_large_ = token;
    return false;
  }

 private:
  struct Open {
    std::size_t part;
    std::set<std::string> names;  // that the object has so far
  };

  bool put(Part::Kind kind, std::string text) {
    const bool is_member = !open_.empty() && parts_[open_.back().part].kind == Part::Kind::object;
    Part& part = parts_.emplace_back();
    part.kind = kind;
    part.text = std::move(text);
    part.end = parts_.size();
    if (is_member) part.name = name_;
    return true;
  }
  bool open(Part::Kind kind) {
    put(kind, {});
    open_.push_back({parts_.size() - 1, {}});
    return true;
  }
  bool close() {
    parts_[open_.back().part].end = parts_.size();
    open_.pop_back();
    return true;
  }

  Parts parts_;
  std::vector<Open> open_;
  std::string name_, too_large_;
  bool is_repeated_ = false;
};

/// "CSV", "TSV", "JSON Lines": what a text is that somebody took for JSON; empty: none of these.
std::string_view other_format(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n", ends = "\r\n";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  const std::string_view line = text.substr(0, text.find_first_of(ends));
  text.remove_prefix(std::min(text.find_first_not_of(blanks, line.size()), text.size()));
  const std::string_view second = text.substr(0, text.find_first_of(ends));
  if (json::accept(line)) return json::accept(second) ? "JSON Lines" : "";
  if (line.empty() || line.find_first_of("[{<") == 0) return {};
  if (line.starts_with("- ") || line.find(": ") != line.npos) return "YAML";
  if (line.find('\t') != line.npos) return "TSV";
  if (line.find_first_of(",;|") != line.npos) return "CSV";
  return second.empty() ? "" : phrase(Say::catalog_lines);
}

/// What makes JSON of it.
std::string_view converter(std::string_view format) {
  if (format == "CSV") return phrase(Say::catalog_of_csv);
  if (format == "TSV") return phrase(Say::catalog_of_tsv);
  if (format == "JSON Lines") return phrase(Say::catalog_of_json_lines);
  return {};
}

/// How a catalog is written as JSON.
std::string written_example(const std::vector<std::string_view>& columns) {
  if (columns.size() < 2) return R"(["a", "b"])";
  std::vector<std::string> members;
  for (const std::string_view column : columns)
    members.push_back(fmt::format(R"("{}": "...")", column));
  return fmt::format("[{{{}}}, ...]", fmt::join(members, ", "));
}

/// Text as one JSON value. The error says what is wrong. (The library takes a NUL for the end of
/// the text.)
tl::expected<Parts, std::string> read_exactly(std::string_view text,
                                              const std::vector<std::string_view>& columns) {
  ExactReader reader;
  if (text.find('\0') == std::string_view::npos && json::sax_parse(text, &reader))
    return reader.take();
  if (const auto name = reader.repeated())
    return tl::unexpected(in_words(Say::catalog_member_twice, {{"name", *name}}));
  if (!reader.too_large().empty())
    return tl::unexpected(
        in_words(Say::catalog_number_too_large, {{"number", reader.too_large()}}));
  const std::string_view format = other_format(text);
  if (format.empty()) return tl::unexpected(validate::why_no_json(text));
  return tl::unexpected(
      in_words(Say::catalog_other_format, {{"format", format},
                                           {"example", written_example(columns)},
                                           {"converter_part", converter(format)}}));
}

/// The text that a value is compared by; nullopt for what no catalog holds.
std::optional<std::string> entry_text(const Part& part) {
  return part.kind == Part::Kind::single ? std::optional(part.text) : std::nullopt;
}

/// One entry as its columns; a plain value stands for the first column. A column that is null, or
/// that a plain value lacks, is empty.
using Entry = std::vector<std::optional<std::string>>;

std::string no_column(const Parts& parts, std::size_t entry, std::string_view column,
                      std::size_t number) {
  std::vector<std::string_view> names;
  each_inside(parts, entry, [&](std::size_t child) {
    names.push_back(parts[child].name);
    return true;
  });
  std::ranges::sort(names);
  const auto near = nearest(column, names);
  if (near)
    return in_words(Say::catalog_entry_meant,
                    {{"entry", number}, {"column", column}, {"meant", *near}});
  return names.empty() ? in_words(Say::catalog_entry_empty, {{"entry", number}, {"column", column}})
                       : in_words(Say::catalog_entry_has,
                                  {{"entry", number},
                                   {"column", column},
                                   {"known", fmt::format("{}", fmt::join(names, ", "))}});
}

std::string_view odd_value(const Part& part) {
  if (part.kind == Part::Kind::null) return "null";
  return phrase(part.kind == Part::Kind::object ? Say::word_object : Say::word_array);
}

tl::expected<Entry, std::string> read_entry(const Parts& parts, std::size_t at,
                                            const std::vector<std::string_view>& columns,
                                            const std::vector<bool>& may_lack, std::size_t number) {
  Entry entry(columns.size());
  if (parts[at].kind != Part::Kind::object) {
    entry[0] = entry_text(parts[at]);
    if (!entry[0]) return tl::unexpected(in_words(Say::catalog_entry_kind, {{"entry", number}}));
    if (entry[0]->empty())
      return tl::unexpected(in_words(Say::catalog_entry_no_value, {{"entry", number}}));
    return entry;
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Part* const member = find_member(parts, at, columns[c]);
    if (member == nullptr && may_lack[c]) continue;
    if (member == nullptr) return tl::unexpected(no_column(parts, at, columns[c], number));
    entry[c] = entry_text(*member);
    if (!entry[c] && (c == 0 || member->kind != Part::Kind::null))
      return tl::unexpected(
          in_words(Say::catalog_cell_kind,
                   {{"entry", number}, {"column", columns[c]}, {"kind", odd_value(*member)}}));
    if (c == 0 && entry[c]->empty())
      return tl::unexpected(
          in_words(Say::catalog_cell_no_value, {{"entry", number}, {"column", columns[c]}}));
  }
  return entry;
}

/// The columns that rules ask of a row, and look nothing up in: an entry may lack them.
std::vector<bool> columns_of_rows(const table::DecisionTable& table, table::CatalogId catalog) {
  std::vector<bool> may_lack(table.catalogs[catalog].columns.count, false);
  for (const table::RowColumn& asked : table.row_columns)
    if (table.catalog_keys[asked.key].catalog == catalog) may_lack[asked.column] = true;
  for (const table::CatalogKey& key : table.catalog_keys)
    for (table::Index c = 0; key.catalog == catalog && c < key.columns.count; ++c)
      may_lack[table.catalog_columns[key.columns.first + c] & (table::folded_column - 1U)] = false;
  return may_lack;
}

/// The first column beside the first one that rules ask of a catalog; nullopt: none.
std::optional<std::string_view> other_column_asked(const table::DecisionTable& table,
                                                   table::CatalogId catalog) {
  for (const table::CatalogKey& key : table.catalog_keys)
    for (table::Index c = 0; key.catalog == catalog && c < key.columns.count; ++c) {
      const auto column =
          table.catalog_columns[key.columns.first + c] & (table::folded_column - 1U);
      if (column != 0)
        return table.text(table.catalog_names[table.catalogs[catalog].columns.first + column]);
    }
  for (const table::RowColumn& asked : table.row_columns)
    if (table.catalog_keys[asked.key].catalog == catalog && asked.column != 0)
      return table.text(table.catalog_names[table.catalogs[catalog].columns.first + asked.column]);
  return std::nullopt;
}

}  // namespace

bool Catalogs::Data::declares(std::string_view name) const {
  return std::ranges::any_of(table->catalogs, [&](const table::Catalog& catalog) {
    return table->text(catalog.name) == name;
  });
}

tl::expected<void, std::string> Catalogs::Data::read(std::string_view name, std::string_view text) {
  const table::DecisionTable& declared = *table;
  std::vector<std::string_view> names;
  for (const table::Catalog& catalog : declared.catalogs)
    names.push_back(declared.text(catalog.name));
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) {
    const auto near = nearest(name, names);
    return tl::unexpected(
        names.empty() ? in_words(Say::catalog_none)
        : near        ? in_words(Say::catalog_name_meant, {{"name", name}, {"meant", *near}})
                      : in_words(Say::catalog_names,
                                 {{"name", name}, {"known", fmt::format("{}", fmt::join(names, ", "))}}));
  }
  const auto number = static_cast<std::size_t>(at - names.begin());
  const table::CatalogId id{static_cast<table::Index>(number)};
  const table::Catalog& catalog = declared.catalogs[id];
  std::vector<std::string_view> column_names;
  for (table::Index c = 0; c < catalog.columns.count; ++c)
    column_names.push_back(declared.text(declared.catalog_names[catalog.columns.first + c]));
  auto read = read_exactly(text, column_names);
  if (!read) return tl::unexpected(std::move(read.error()));
  const Parts& parts = *read;
  const std::string list_member{declared.text(catalog.rows)};
  std::size_t list = 0;
  if (parts[0].kind == Part::Kind::object && !list_member.empty())
    each_inside(parts, 0, [&](std::size_t child) {
      if (parts[child].name == list_member) list = child;
      return list == 0;
    });
  if (parts[list].kind != Part::Kind::list)
    return tl::unexpected(
        list_member.empty()
            ? in_words(Say::catalog_no_list, {{"name", name}})
            : in_words(Say::catalog_no_list_member, {{"name", name}, {"member", list_member}}));
  const auto other = other_column_asked(declared, id);
  const std::vector<bool> may_lack = columns_of_rows(declared, id);
  std::vector<bool> lacking = may_lack;  // so far
  std::vector<Entry> listed;
  for (std::size_t element = list + 1; element < parts[list].end; element = parts[element].end) {
    if (listed.size() == max_catalog_entries)
      return tl::unexpected(
          in_words(Say::catalog_too_many, {{"name", name}, {"limit", max_catalog_entries}}));
    if (other && !is_structured(parts[element]))
      return tl::unexpected(
          in_words(Say::catalog_plain_entry,
                   {{"name", name}, {"entry", listed.size() + 1}, {"column", *other}}));
    auto entry = read_entry(parts, element, column_names, may_lack, listed.size() + 1);
    if (!entry)
      return tl::unexpected(
          in_words(Say::catalog_in_catalog, {{"name", name}, {"why", entry.error()}}));
    for (std::size_t c = 0; c < column_names.size(); ++c)
      if (lacking[c] && find_member(parts, element, column_names[c]) != nullptr) lacking[c] = false;
    listed.push_back(std::move(*entry));
  }
  for (std::size_t c = 0; c < column_names.size() && !listed.empty(); ++c)
    if (lacking[c])
      return tl::unexpected(in_words(Say::catalog_column_lacks,
                                     {{"name", name},
                                      {"column", column_names[c]},
                                      {"why", no_column(parts, list + 1, column_names[c], 1)}}));
  if (auto fits = fits_rules(id, name, listed); !fits) return fits;
  if (auto filled = fill_rows(id, name, listed); !filled) return filled;
  fill(number, listed);
  stamp = next_stamp();
  return {};
}

/// What rules compare as numbers are numbers, what as true or false is one of these.
tl::expected<void, std::string> Catalogs::Data::fits_rules(table::CatalogId catalog,
                                                           std::string_view name,
                                                           const std::vector<Entry>& all) const {
  for (const table::ColumnUse& use : table->column_uses) {
    if (use.catalog != catalog) continue;
    const bool number = use.as == table::ColumnUse::As::number;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& cell = all[i][use.column];
      if (!cell || (number ? read_decimal(*cell).has_value() : *cell == "true" || *cell == "false"))
        continue;
      return tl::unexpected(in_words(
          Say::catalog_cell_compared,
          {{"name", name},
           {"entry", i + 1},
           {"column",
            table->text(table->catalog_names[table->catalogs[catalog].columns.first + use.column])},
           {"value", *cell},
           {"kind", phrase(number ? Say::catalog_numbers : Say::word_boolean)}}));
    }
  }
  return {};
}

/// Have two entries the same in all columns that rules ask of a row? If not, in which they differ.
bool Catalogs::Data::agree(table::CatalogId catalog, const Entry& a, const Entry& b,
                           std::uint16_t& column) const {
  for (const table::RowColumn& asked : table->row_columns) {
    if (table->catalog_keys[asked.key].catalog != catalog || a[asked.column] == b[asked.column])
      continue;
    column = asked.column;
    return false;
  }
  return true;
}

/// By each key that rows are found by, the first entry that has it; others with it must agree.
tl::expected<void, std::string> Catalogs::Data::fill_rows(table::CatalogId catalog,
                                                          std::string_view name,
                                                          const std::vector<Entry>& all) {
  std::vector<Rows> made(rows.size());
  for (const table::RowColumn& asked : table->row_columns) {
    const table::CatalogKey& key = table->catalog_keys[asked.key];
    Rows& found = made[asked.key.number()];
    if (key.catalog != catalog || !found.empty()) continue;
    const std::uint16_t column = table->catalog_columns[key.columns.first];
    const std::uint16_t by = column & (table::folded_column - 1U);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i][by]) continue;
      const auto [at, is_new] = found.try_emplace(
          column == by ? *all[i][by] : fold_case(*all[i][by]), static_cast<table::Index>(i));
      std::uint16_t differ = 0;
      if (is_new || agree(catalog, all[at->second], all[i], differ)) continue;
      const auto column_name = [&](std::uint16_t c) {
        return table->text(table->catalog_names[table->catalogs[catalog].columns.first + c]);
      };
      return tl::unexpected(
          in_words(Say::catalog_entries_differ, {{"name", name},
                                                 {"first", at->second + 1},
                                                 {"second", i + 1},
                                                 {"by", column_name(by)},
                                                 {"value", *all[i][by]},
                                                 {"column", column_name(differ)}}));
    }
  }
  bool asked = false;
  for (std::size_t k = 0; k < made.size(); ++k)
    if (table->catalog_keys[table::CatalogKeyId{static_cast<table::Index>(k)}].catalog == catalog) {
      rows[k] = std::move(made[k]);
      asked = asked || !rows[k].empty();
    }
  entries[catalog.number()] = asked ? all : std::vector<Entry>{};
  return {};
}

void Catalogs::Data::fill(std::size_t number, const std::vector<Entry>& listed) {
  given[number] = true;
  const table::CatalogId catalog{static_cast<table::Index>(number)};
  columns[number].assign(table->catalogs[catalog].columns.count, {});
  for (const Entry& entry : listed)
    for (std::size_t c = 0; c < entry.size(); ++c)
      if (entry[c]) columns[number][c].push_back(*entry[c]);
  for (const table::CatalogKeyId id : table->catalog_keys.ids()) {
    const table::CatalogKey& key = table->catalog_keys[id];
    if (key.catalog != catalog) continue;
    keys[id.number()].clear();
    for (const Entry& entry : listed) {
      std::string joined;
      bool whole = true;
      for (table::Index c = 0; c < key.columns.count; ++c) {
        const std::uint16_t column = table->catalog_columns[key.columns.first + c];
        const bool folded = (column & table::folded_column) != 0;
        const auto& part = entry[column & (table::folded_column - 1U)];
        whole = whole && part.has_value();
        if (c > 0) joined += validate::key_separator;
        joined += folded ? fold_case(part.value_or("")) : part.value_or("");
      }
      if (whole) keys[id.number()].insert(std::move(joined));
    }
  }
}

Catalogs::Store::Store() : stamp_(next_stamp()) {}
Catalogs::Store::Store(const Ruleset& ruleset)
    : stamp_(next_stamp()), own_(std::make_shared<Data>(ruleset)) {
  bound_.push_back(own_);
}

tl::expected<void, std::string> Catalogs::Store::add(std::string_view name, std::string_view json) {
  if (own_) {
    if (own_.use_count() > 1) own_ = std::make_shared<Data>(*own_);  // a check holds the one before
    if (auto read = own_->read(name, json); !read) return read;
  } else if (const auto read = read_exactly(json, {}); !read) {
    return tl::unexpected(read.error());
  } else if (!is_structured(read->front())) {
    return tl::unexpected(in_words(Say::catalog_holds_no_list, {{"name", name}}));
  }
  texts_.insert_or_assign(std::string(name), std::string(json));
  stamp_ = next_stamp();
  bound_.clear();
  if (own_) bound_.push_back(own_);
  return {};
}

tl::expected<Catalogs::Store::Bound, CatalogMisfit> Catalogs::Store::bound_to(
    const Ruleset& ruleset) const {
  const std::lock_guard lock(mutex_);
  std::erase_if(bound_, [](const auto& data) { return data.expired(); });
  for (const std::weak_ptr<const Data>& each : bound_)
    if (Bound data = each.lock(); data && data->table == &ruleset.table()) return data;
  const auto made = std::make_shared<Data>(ruleset);
  for (const auto& [name, text] : texts_) {
    if (!made->declares(name)) continue;  // it is for other rules
    if (auto read = made->read(name, text); !read)
      return tl::unexpected(CatalogMisfit{name, std::move(read.error())});
  }
  bound_.push_back(made);
  return made;
}

}  // namespace leadlint
