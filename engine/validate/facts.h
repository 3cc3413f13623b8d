// What rules ask beyond the values themselves: facts that need two values, another block, the
// stored record or a catalog. All tiers ask here.
// Tests: the reference evaluator must agree (tests/agreement_test.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/fact_words.h"
#include "validate/value.h"

namespace leadlint::validate {

struct DecimalRange;

using table::BlockId;
using table::CheckId;
using table::FieldId;
using table::Index;
using table::none;
using table::RefId;
using table::ReportId;
using table::RowId;
using table::ValueSetId;

/// The objects of a record that is only checked as a stream (stream_check.h): no record is made,
/// each block of the table has one place for the members and the facts of its object. Of the items
/// of a list there is just the last. A value counts where its object's facts say that it is there,
/// an object's block where its value is an object: else they are those of an earlier record.
struct StreamedObjects {
  std::vector<read::Node> values;
  std::vector<std::uint64_t> words;
  // By block:
  table::List<std::uint32_t, table::Block> values_at, words_at;  // where members and facts start
  table::List<BlockId, table::Block> outer;  // the block around it; none: the root's
};

struct FactMemory;

/// Facts of a record, or of one that is only checked as a stream.
class Facts {
 public:
  Facts(const table::DecisionTable& table, read::Record& record, const ReadContext& context,
        FactMemory& memory) noexcept;
  /// Precondition: `table.fast.stream_checkable`. An object is then called by its block instead of
  /// its instance. To be told the context before anything is asked.
  Facts(const table::DecisionTable& table, const StreamedObjects& streamed,
        FactMemory& memory) noexcept
      : table_(table), streamed_(&streamed), memory_(memory) {}
  void set_context(const ReadContext& context) noexcept { context_ = &context; }

  struct Found {
    const read::Node* value = nullptr;  // null: absent
    Index instance = none;              // that holds the value
    Index node = none;                  // the value in its record
    FieldId field;
    bool present = false, good = false;
  };
  /// What the items of a list, up to but without `item`, have last where a reference leads.
  struct Earlier {
    const table::Ref* ref = nullptr;
    Index list = none, item = none;
    std::uint32_t ordinal = 0;  // of `item`
    Found found;
  };
  /// What came of a list that is looked through for the rules of many objects.
  struct Tallied {
    Index test = none, list = none;
    Index yes = 0, no = 0, unknown = 0;
  };
  /// The values of a list that many objects look for theirs in, by their keys.
  struct Indexed {
    const table::Fact* fact = nullptr;
    Index list = none;
    bool some_unread = false;  // values that are there, and not good
    std::vector<std::pair<std::uint64_t, Index>> values;
  };
  /// Follows a reference from an object.
  /// (A call costs as much as what it does where the value is a member of the object itself.)
  [[nodiscard, gnu::always_inline]] Found find(RefId id, Index instance) const {
    const table::Ref& ref = table_.refs[id];
    if (ref.local == table::no_name) return find_elsewhere(ref, instance);
    return record_ == nullptr ? streamed_member(ref, BlockId{instance})
                              : read_member(ref, instance);
  }

  /// Does a form of a value of this object count? `unsure`: a value that its condition compares is
  /// broken.
  enum class Applies : std::uint8_t { no, yes, unsure };
  [[nodiscard]] Applies applies(const table::Variant& variant, Index instance) const;
  /// What a value of this object is judged by: the first shape that counts, or the field's own
  /// form.
  [[nodiscard]] const table::Variant& own_form(const table::Field& field, Index instance) const;
  /// Is the member a null, where null is one of the ways to write it? As far as `required` goes, it
  /// is there.
  [[nodiscard]] bool null_is_fine(Index instance, std::uint16_t number) const;
  /// Of an object that is not there, or of a member that is a null which may be sent: nothing is
  /// missing, as far as a row about a missing member goes.
  [[nodiscard]] bool misses_nothing(const table::Row& row, Index instance) const;
  /// Do the facts of an object fit the row, and is something missing where it says so?
  [[nodiscard]] bool fires(RowId row, Index instance) const {
    return table_.fires(row, record_->facts_of(instance)) &&
           !misses_nothing(table_.rows[row], instance);
  }
  /// The number of the member that a reference leads to; of a list's last item: table::last_step.
  [[nodiscard]] std::uint16_t last_number(RefId id) const {
    const table::Ref& ref = table_.refs[id];
    return table_.ref_steps[ref.steps.first + ref.steps.count - 1];
  }
  /// The innermost object that is there on the way to a place, and its member on that way.
  struct Nearest {
    Index instance = none;
    std::uint16_t number = 0;
    Index steps = 0;  // that the way takes from there on
  };
  [[nodiscard]] Nearest nearest(RefId id, Index instance) const;

  /// Does it hold, as far as the values are judged?
  [[nodiscard]] bool holds(const table::Fact& fact, Index instance) const;
  /// The same of a fact of the object's own block, its gate set. `value_of(number)` is the value of
  /// a member that is there: a fact that `member` tells alone (table::FactGate) need not look for
  /// it.
  template <class ValueOf>
  [[nodiscard]] bool holds_gated(const table::Block& block, const table::Fact& fact,
                                 std::uint16_t member, Index instance,
                                 const ValueOf& value_of) const {
    if (member == table::no_name) return holds(fact, instance);
    const read::Node& value = value_of(member);
    if (fact.kind == table::FactKind::blank && shows_something(value)) return false;
    return told_by(fact, value, block.fields[member]);
  }
  /// What one side of a calculation comes to, in words; empty: that is not known.
  [[nodiscard]] std::string side_of(const table::Calculation& calculation, bool right,
                                    Index instance) const;
  /// Sets the bits of all facts of a block that hold; `outward`: see table::Fact.
  void set_all(Index instance, bool outward);

  /// Is the catalog given, and has no such value? (It lists texts and numbers.)
  [[nodiscard]] bool catalog_lacks(table::CatalogKeyId key, const table::Field& field,
                                   const read::Node& value) const;
  /// Is the name of a member that hangs on the object one that the catalog of the last shape has,
  /// or none that it would have to? Where the catalog is not given every name will do.
  [[nodiscard]] bool name_is_known(const table::Block& block, Index member) const;
  /// The same of all members of the object.
  [[nodiscard]] bool names_are_known(const table::Block& block, Index object) const;

 private:
  [[nodiscard]] Found streamed_member(const table::Ref& ref, BlockId block) const {
    const std::uint64_t* const words = streamed_->words.data() + streamed_->words_at[block];
    const bool present = test_bit(words, ref.local);
    return {streamed_->values.data() + streamed_->values_at[block] + ref.local,
            none,
            none,
            ref.field,
            present,
            present && test_bit(words, table_.blocks[block].fields.count + ref.local)};
  }
  [[nodiscard]] Found read_member(const table::Ref& ref, Index instance) const {
    const read::Instance& object = record_->instances[instance];
    const std::uint32_t count = table_.blocks[object.block].fields.count;
    const std::uint64_t* words = record_->facts.data() + object.words;
    const Index slot = record_->slots[object.slots + ref.local];
    const bool present = test_bit(words, ref.local);
    return {slot == none ? nullptr : &record_->nodes[slot], instance, slot, ref.field, present,
            present && test_bit(words, count + ref.local)};
  }
  [[nodiscard]] Found find_elsewhere(const table::Ref& ref, Index instance) const;
  [[nodiscard]] static Index last_item(const read::Record& record, Index list);
  [[nodiscard]] Found find_earlier(const table::Ref& ref, Index instance) const;
  [[nodiscard]] Found find_before(const table::Ref& ref, Index instance) const;
  [[nodiscard]] Found find_streamed(const table::Ref& ref, BlockId block) const;
  [[nodiscard]] Found find_step(const table::Ref& ref, const read::Record& record,
                                Index instance) const;
  [[nodiscard]] bool cleared_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool form_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool is_there(RefId ref, Index instance) const;
  [[nodiscard]] bool counted_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool unread_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool told_by(const table::Fact& fact, const read::Node& value, FieldId field) const;
  [[nodiscard]] bool clock_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool times_hold(const table::Fact& fact, const Found& a, const Found& b) const;
  [[nodiscard]] bool moment_tells(const table::Fact& fact, const read::Node& value,
                                  FieldId field) const;
  [[nodiscard, gnu::noinline]] bool format_tells(const table::Fact& fact, const read::Node& value,
                                                 FieldId field) const;
  [[nodiscard, gnu::noinline]] bool number_tells(const table::Fact& fact, const read::Node& value,
                                                 FieldId field) const;
  [[nodiscard, gnu::noinline]] bool part_tells(const table::Fact& fact, const read::Node& value,
                                               FieldId field) const;
  [[nodiscard]] bool same_as_written(const table::Fact& fact, const Found& a, const Found& b) const;
  [[nodiscard]] bool compare_holds(const table::Fact& fact, Index instance) const;
  /// Do the facts in `words` fit one of these rows?
  [[nodiscard]] bool one_fits(table::SpanOf<table::Row> rows, const std::uint64_t* words) const;
  [[nodiscard]] bool part_holds(const table::Fact& fact, const Side& whole, std::string_view part,
                                bool any_case) const;
  [[nodiscard]] bool texts_hold(const table::Fact& fact, const Side& left, const Side& right) const;
  [[nodiscard]] bool lengths_hold(const table::Fact& fact, const Found& a, const Found& b) const;
  [[nodiscard]] bool only_holds(const table::Fact& fact, Index instance) const;
  // calculations.cpp
  /// An item that a sum goes over.
  struct Item {
    const read::Node* value = nullptr;
    FieldId field;
  };
  [[nodiscard]] bool calculation_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool add_term(const table::CalculationTerm& term, Index instance,
                              DecimalRange& range) const;
  [[nodiscard]] bool add_items(const table::CalculationTerm& term, Index instance,
                               DecimalRange& range) const;
  [[nodiscard]] bool add_product(const table::CalculationTerm& term, Index instance, Item item,
                                 DecimalRange& range) const;
  struct Product;
  enum class Multiplied : std::uint8_t;
  [[nodiscard]] Multiplied multiply(Product& product, const table::CalculationFactor& factor,
                                    Index instance, Item item) const;
  [[nodiscard]] Index index_of(Index instance, std::uint8_t up) const noexcept;

  // list_tests.cpp
  /// How many items of a list fit what is asked, and of how many nobody knows.
  struct Tally {
    Index yes = 0, no = 0, unknown = 0;
  };
  enum class Fit : std::uint8_t { unknown, yes, no };
  [[nodiscard]] bool holds_of_item(const table::Fact& fact, const read::Instance& item,
                                   Index instance) const;
  [[nodiscard]] Fit fit_of(const table::ListTest& test, Index item, Index around) const;
  [[nodiscard]] Tally tally_of(Index test, const Found& list) const;
  [[nodiscard]] bool items_hold(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool among_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] Found among_value(const table::Fact& fact, Index item) const;
  [[nodiscard]] const Indexed& index_of(const table::Fact& fact, const Found& list,
                                        const table::Field& field) const;
  /// How many there are, at least and at most; nullopt: that is not known.
  [[nodiscard]] std::optional<std::pair<Index, Index>> count_of(
      const table::CalculationFactor& count, Index instance) const;
  [[nodiscard]] Index first_item(const Found& list) const;
  [[nodiscard]] Index next_item(const Found& list, Index item) const;

  [[nodiscard]] bool catalog_holds(const table::Fact& fact, Index instance) const;
  /// The row that a value stands for; nullopt: nobody knows of one.
  [[nodiscard]] std::optional<Index> row_of(const table::RowColumn& column,
                                            const Found& value) const;
  /// What that row has in the column; nullptr: nothing.
  [[nodiscard]] const std::string* cell_of(Index row_column, const Found& value) const;
  [[nodiscard]] bool column_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool join_key(const table::Fact& fact, Index instance, bool as_written) const;
  [[nodiscard]] const read::Node& node(Index index) const { return record_->nodes[index]; }

  const table::DecisionTable& table_;
  read::Record* record_ = nullptr;  // null: `streamed_`
  const StreamedObjects* streamed_ = nullptr;
  const ReadContext* context_ = nullptr;
  FactMemory& memory_;
};

/// Memory for facts to work in, kept from record to record.
struct FactMemory {
  std::string key, part;
  /// By column of a row, the row that was found last: most records look for the same.
  struct Row {
    std::uint64_t stamp = 0;  // of the catalogs
    std::string value;
    Index row = none;
  };
  std::vector<Row> rows;
  std::vector<Facts::Earlier> earlier;  // of the record at hand, by reference
  std::vector<Facts::Tallied> tallied;  // likewise, by list test
  std::vector<Facts::Indexed> indexed;  // likewise, by fact
  Index item = none;                    // that a list test is at, where it is no object
};

inline Facts::Facts(const table::DecisionTable& table, read::Record& record,
                    const ReadContext& context, FactMemory& memory) noexcept
    : table_(table), record_(&record), context_(&context), memory_(memory) {
  memory.earlier.clear();
  memory.tallied.clear();
  memory.indexed.clear();
}

}  // namespace leadlint::validate
