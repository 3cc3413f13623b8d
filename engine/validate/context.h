// The context of a payload, read and ready: records and catalogs.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/validator.h"
#include "read/record.h"
#include "read/times.h"
#include "table/decision_table.h"
#include "text/text_hash.h"

namespace leadlint {

/// For every set of columns that a rule asks of a catalog (table::CatalogKey), the rows as keys.
/// A key is its values joined by a byte that no UTF-8 text holds.
class Catalogs::Data {
 public:
  using Keys = std::unordered_set<std::string, KeyedHash, std::equal_to<>>;

  using Entry = std::vector<std::optional<std::string>>;  // by column; absent: the entry lacks it

  explicit Data(const Ruleset& ruleset);

  /// Replaces the catalog of this name by what JSON text holds. An error says why it does not fit.
  [[nodiscard]] tl::expected<void, std::string> read(std::string_view name, std::string_view text);
  [[nodiscard]] bool declares(std::string_view name) const;
  /// See Catalogs::notes.
  [[nodiscard]] OwnedFindings notes() const;

  Ruleset rules;  // keeps the table alive
  const table::DecisionTable* table;
  std::vector<bool> given;  // by catalog
  std::vector<Keys> keys;   // by catalog key
  /// By catalog, the values of each column: what "did you mean" looks through.
  std::vector<std::vector<std::vector<std::string>>> columns;
  /// By catalog key, where rules ask for columns of a row: the number of its entry.
  using Rows = std::unordered_map<std::string, table::Index, KeyedHash, std::equal_to<>>;
  std::vector<Rows> rows;
  /// What an entry has in a column; nullopt: nothing.
  [[nodiscard]] const std::optional<std::string>& cell(table::CatalogId catalog, table::Index entry,
                                                       std::uint16_t column) const {
    return entries[catalog.number()][entry][column];
  }
  std::uint64_t stamp = 0;  // no two states of any two have the same one

 private:
  [[nodiscard]] tl::expected<void, std::string> fits_rules(table::CatalogId catalog,
                                                           std::string_view name,
                                                           const std::vector<Entry>& entries) const;
  [[nodiscard]] tl::expected<void, std::string> fill_rows(table::CatalogId catalog,
                                                          std::string_view name,
                                                          const std::vector<Entry>& all);
  [[nodiscard]] bool agree(table::CatalogId catalog, const Entry& a, const Entry& b,
                           std::uint16_t& column) const;
  void fill(std::size_t number, const std::vector<Entry>& entries);

  std::vector<std::vector<Entry>> entries;  // by catalog, where rules ask for columns of a row
};

/// A catalog that does not fit the rules it is to be looked up by.
struct CatalogMisfit {
  std::string name, why;
};

/// The lists as they were added, and what rule sets have made of them.
class Catalogs::Store {
 public:
  using Bound = std::shared_ptr<const Data>;

  Store();
  explicit Store(const Ruleset& ruleset);

  [[nodiscard]] tl::expected<void, std::string> add(std::string_view name, std::string_view json);
  /// The lists as the rules look them up: read by the first who asks, shared by all who check with
  /// the same rules. Thread-safe.
  [[nodiscard]] tl::expected<Bound, CatalogMisfit> bound_to(const Ruleset& ruleset) const;
  /// No two states of any two stores have the same one.
  [[nodiscard]] std::uint64_t stamp() const noexcept { return stamp_; }

 private:
  std::map<std::string, std::string, std::less<>> texts_;  // JSON, by name
  std::uint64_t stamp_;
  std::shared_ptr<Data> own_;  // of the rules that are known from the start
  mutable std::mutex mutex_;
  mutable std::vector<std::weak_ptr<const Data>> bound_;
};

namespace validate {

inline constexpr char key_separator = '\xFF';

/// The other records and lists a check may look at. Null where not given.
struct ReadContext {
  const read::Record* current = nullptr;
  const read::Record* request = nullptr;
  const read::Record* params = nullptr;
  const Catalogs::Data* catalogs = nullptr;
  /// In the zone that `today` is of.
  const read::TimeValue* now = nullptr;
  bool no_current = false;

  /// Is anything at all known? Outward facts (table::Fact) all fail where nothing is.
  [[nodiscard]] bool anything() const noexcept {
    return current != nullptr || request != nullptr || params != nullptr || catalogs != nullptr ||
           now != nullptr || no_current;
  }
};

}  // namespace validate
}  // namespace leadlint
