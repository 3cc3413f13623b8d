// What a check knows beside the payload, read and ready: records and catalogs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "finding/text_hash.h"
#include "leadlint/validator.h"
#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint {

/// For every set of columns that a rule asks of a catalog (table::CatalogKey), the rows as keys.
/// A key is its values joined by a byte that no UTF-8 text holds.
class Catalogs::Data {
 public:
  using Keys = std::unordered_set<std::string, KeyedHash, std::equal_to<>>;

  using Entry = std::vector<std::optional<std::string>>;  // by column; absent: the entry lacks it

  /// Replaces the catalog `number` by these entries.
  void fill(std::size_t number, const std::vector<Entry>& entries);

  std::optional<Ruleset> rules;  // keeps the table alive
  const table::DecisionTable* table = nullptr;
  std::vector<bool> given;  // by catalog
  std::vector<Keys> keys;   // by catalog key
  /// By catalog, the values of each column: what "did you mean" looks through.
  std::vector<std::vector<std::vector<std::string>>> columns;
};

namespace validate {

inline constexpr char key_separator = '\xFF';

/// The other records and lists a check may look at. Null where not given.
struct Known {
  const read::Record* current = nullptr;
  const read::Record* request = nullptr;
  const read::Record* params = nullptr;
  const Catalogs::Data* catalogs = nullptr;
  bool no_current = false;

  /// Is anything at all known? Outward facts (table::Fact) all fail where nothing is.
  [[nodiscard]] bool anything() const noexcept {
    return current != nullptr || request != nullptr || params != nullptr || catalogs != nullptr ||
           no_current;
  }
};

}  // namespace validate
}  // namespace leadlint
