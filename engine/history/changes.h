// What a record would change of the stored one of its lead: an update, whose members are put over
// those that are there.
//
//   payload {status: WON, amount: 1.50}  over  stored {status: OPEN, amount: 1.5}  ->
//   changed: /status
//
// A member that the record does not name is not compared, a null is the same as nothing, a list is
// compared as a whole. Values are compared as `keep` compares them, those that rules cannot compare
// as they are written. A stored value is looked for at the places of `also_at` as well where a rule
// looks at it. Tests: tests/changes_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "history/key_path.h"
#include "history/lead_table.h"
#include "leadlint/counts.h"
#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::history {

/// Different places at which changes are counted one by one; those at others are counted together.
inline constexpr std::size_t max_changed_places = 1'000;

struct Change {
  enum class Kind : std::uint8_t { created, changed, unchanged, refused, keyless };
  Kind kind = Kind::refused;
  KeyPath::Said key;
  const std::vector<std::string>& places;
};

/// Not thread-safe. The table must outlive it.
class Changes {
 public:
  explicit Changes(const table::DecisionTable& table);

  /// Whose record comes next, by its key; empty: it does not say.
  void begin(std::string_view key);
  /// `stored`: nullptr: the lead is not there. The result lasts until the next call.
  [[nodiscard]] Change of(const read::Record& payload, const read::Record* stored,
                          KeyPath::Said key, bool refused);
  [[nodiscard]] LeadChanges counts() const;
  /// Bytes of memory that grow with the leads.
  [[nodiscard]] std::size_t bytes() const noexcept { return leads_.bytes(); }

 private:
  using Index = table::Index;

  void compare_objects(Index sent, Index there, const std::string& at);
  void compare_members(const read::Node& sent, const read::Node& there, const std::string& at);
  void compare(const read::Node& sent, const read::Node* there, const std::string& at);
  void compare_lists(const read::Node& sent, const read::Node& there, const std::string& at);
  [[nodiscard]] bool lacks(Index sent, Index there) const;
  [[nodiscard]] const read::Node* member(Index there, std::string_view name) const;
  [[nodiscard]] const read::Node* elsewhere(const std::string& at) const;
  [[nodiscard]] const read::Node* follow(const table::Ref& ref) const;
  [[nodiscard]] bool is_same(const read::Node& sent, const read::Node& there) const;
  [[nodiscard]] bool is_same_text(const read::Node& sent, const read::Node& there) const;
  void count(Change::Kind kind);

  const table::DecisionTable& table_;
  std::map<std::string, table::RefId, std::less<>> elsewhere_;  // by pointer
  LeadTable leads_{1, 12};
  LeadChanges counts_;
  std::map<std::string, std::uint64_t, std::less<>> by_place_;
  std::uint64_t other_places_ = 0;
  // of the record at hand
  std::byte* state_ = nullptr;
  const read::Record* sent_ = nullptr;
  const read::Record* there_ = nullptr;
  std::vector<std::string> places_;
};

}  // namespace leadlint::history
