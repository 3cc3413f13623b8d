// What rules ask beyond the values themselves: facts that need two values, another block, the stored
// record or a catalog. Both looks ask here.
// Tests: the reference evaluator must agree (tests/agreement_test.cpp).
#pragma once

#include <cstdint>
#include <string>

#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"

namespace leadlint::validate {

using table::Index;
using table::none;

[[nodiscard]] inline bool test_bit(const std::uint64_t* words, std::uint32_t bit) noexcept {
  return (words[bit / 64] >> (bit % 64) & 1) != 0;
}
inline void set_bit(std::uint64_t* words, std::uint32_t bit) noexcept {
  words[bit / 64] |= std::uint64_t{1} << (bit % 64);
}
inline void reset_bit(std::uint64_t* words, std::uint32_t bit) noexcept {
  words[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
}

/// The members of one object that is judged without a record.
struct Members {
  const read::Node* values = nullptr;    // by number; set where the facts say that one is there
  const std::uint64_t* words = nullptr;  // its facts
  std::uint32_t count = 0;               // of its block's fields
};

/// Facts of a record, or of an object without one. `key` is memory to work in.
class Facts {
 public:
  Facts(const table::DecisionTable& table, read::Record& record, const Known& known,
        std::string& key) noexcept
      : table_(table), record_(&record), known_(known), key_(key) {}
  /// Precondition: `table.glances`.
  Facts(const table::DecisionTable& table, Members members, const Known& known,
        std::string& key) noexcept
      : table_(table), members_(members), known_(known), key_(key) {}

  struct Found {
    const read::Node* value = nullptr;  // null: absent
    Index instance = none;              // that holds the value
    Index node = none;                  // the value in its record
    Index field = none;
    bool present = false, good = false;
  };
  /// Follows a reference from a block. (Without a record, `instance` means nothing.)
  [[nodiscard]] Found find(Index index, Index instance) const {
    const table::Ref& ref = table_.refs[index];
    if (ref.local == table::no_name) return find_elsewhere(ref, instance);
    return record_ == nullptr ? member(ref) : member(ref, instance);
  }

  /// Does it hold, as far as the values are judged?
  [[nodiscard]] bool holds(const table::Fact& fact, Index instance);
  /// Sets the bits of all facts of a block that hold; `outward`: of those that look beside the record.
  void set_all(Index instance, bool outward);

 private:
  [[nodiscard]] Found member(const table::Ref& ref) const {
    const bool present = test_bit(members_.words, ref.local);
    return {members_.values + ref.local,
            none,
            none,
            ref.field,
            present,
            present && test_bit(members_.words, members_.count + ref.local)};
  }
  [[nodiscard]] Found member(const table::Ref& ref, Index instance) const {
    const read::Instance& object = record_->instances[instance];
    const std::uint32_t count = table_.blocks[object.block].fields.count;
    const std::uint64_t* words = record_->facts.data() + object.words;
    const Index slot = record_->slots[object.slots + ref.local];
    const bool present = test_bit(words, ref.local);
    return {slot == none ? nullptr : &record_->nodes[slot], instance, slot, ref.field, present,
            present && test_bit(words, count + ref.local)};
  }
  [[nodiscard]] Found find_elsewhere(const table::Ref& ref, Index instance) const;
  [[nodiscard]] Found find_step(const table::Ref& ref, const read::Record& record,
                                Index instance) const;
  [[nodiscard]] bool compare_holds(const table::Fact& fact, Index instance);
  [[nodiscard]] bool only_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool catalog_holds(const table::Fact& fact, Index instance);
  [[nodiscard]] const read::Node& node(Index index) const { return record_->nodes[index]; }

  const table::DecisionTable& table_;
  read::Record* record_ = nullptr;  // null: there are only members
  Members members_;
  const Known& known_;
  std::string& key_;
};

}  // namespace leadlint::validate
