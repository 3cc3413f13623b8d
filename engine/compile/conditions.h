// Conditions to patterns over facts.
//
// A condition becomes a list of cubes, each a conjunction of literals over the block's facts; it
// holds where one of them does. `status` (the selector) is folded away: the expansion is asked for
// once for every value of it.
//
//   status == LEAD_WON and startDateTbd != true
//     at LEAD_WON:  { not startDateTbd-in-true }
//     at JOB_WON:   (no cube: never)
//
// Cost: the product of the sizes of nested `or`s, bounded by max_rows_of_rule.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compile/after.h"
#include "compile/blocks.h"
#include "compile/cubes.h"
#include "text/text_part.h"

namespace leadlint::compile {

/// What the selector is taken to be. Conditions look at a value only to see whether it is one that
/// they name: so all that a rule does not name come to the same (Asked::values).
struct SelectorAt {
  enum class Kind : std::uint8_t { anything, value, other, absent, illegal };
  Kind kind = Kind::anything;
  const model::Scalar* value = nullptr;
};

/// What a set of conditions asks, for the silences of the language.
struct Asked {
  bool selector = false;  // compares the block's selector
  bool status = false;    // the selector compared is the rule set's status
  std::vector<std::vector<std::uint32_t>>
      values;                           // that the selector is compared with, by comparison
  std::vector<model::Path> compared;    // every path whose value is looked at
  std::vector<model::Path> alike;       // values of this record, asked to be the same
  std::vector<std::size_t> catalogs;    // by number
  std::vector<model::Operand> rows;     // columns of catalogs' rows, which are known or are not
  std::vector<model::Operand> columns;  // those of them that are compared
  struct Against {
    model::Path left, right;
    bool ordered = false;  // by < or the like
  };
  std::vector<Against> against;      // compared with each other
  std::vector<model::Path> ordered;  // said to be more or less than a number
  struct Timed {
    model::Path path;
    table::MomentNeed need;
  };
  std::vector<Timed> timed;               // said to be before or after a moment
  bool now = false;                       // compares with `now` or `today`
  std::vector<model::Path> same_outward;  // values of the context, asked to be the same
  std::vector<model::Path> outward;       // of records of the context, of which something is asked
};

class Conditions {
 public:
  Conditions(Blocks& blocks, BlockDraft& block) : blocks_(blocks), block_(block) {}

  [[nodiscard]] Cubes holds(const model::Condition& condition, const SelectorAt& at);
  [[nodiscard]] Cubes fails(const model::Condition& condition, const SelectorAt& at);
  /// Adds what `condition` asks to `asked`.
  void ask(const model::Condition& condition, Asked& asked) const;
  /// The cubes of a rule that asks this, where it is not silent: no value that it compares is
  /// broken, nothing of the context that it asks is unknown.
  [[nodiscard]] Cubes spoken(const Asked& asked, const SelectorAt& at, const Cubes& cubes);
  /// Takes the value of `ref` for one that cannot be read, until told otherwise (none): what
  /// compares it may come out either way, so that conditions hold and fail where they might.
  void suppose_unread(table::RefId ref) noexcept { unread_ = ref; }
  /// From now on what cannot be told of lists and sums may come out either way.
  void suppose_untold(bool untold) noexcept { untold_ = untold; }
  /// From now on what asks something that the caller did not give may come out either way.
  void suppose_not_given(bool not_given) noexcept { not_given_ = not_given; }
  /// Does the condition ask anything of which that is so?
  [[nodiscard]] static bool may_be_untold(const model::Condition& condition);
  /// Where a rule with `since` is in force: not known to be before it.
  [[nodiscard]] Cube since(const model::Since& since);
  /// The literals under which every compared value is good (an assertion is judged only then).
  [[nodiscard]] Cube all_good(const Asked& asked);
  /// The bit of whether the two compare at all.
  [[nodiscard]] std::uint16_t comparable(const Asked::Against& sides);
  /// The stored record has a value there, and a null is sent in its place; can that be?
  [[nodiscard]] std::uint16_t emptied(const model::Path& path);
  [[nodiscard]] bool may_be_emptied(const model::Path& path);
  /// Where the value of a place of the record as it will be comes from there (compile/after.h).
  [[nodiscard]] Cubes comes_from(const After& after, const SelectorAt& at);
  /// Where an object of the record as it will be is there.
  [[nodiscard]] Cubes will_be_there(const model::Path& object, const SelectorAt& at);
  /// An expansion passed max_rows_of_rule and was cut. Asking makes it forgotten.
  [[nodiscard]] bool take_too_many() noexcept { return std::exchange(too_many_, false); }

  /// Where both hold.
  [[nodiscard]] Cubes product(const Cubes& a, const Cubes& b);

  /// The number of a calculation in the table.
  [[nodiscard]] table::Index calculation_of(const model::Condition& condition);
  /// The columns that an `in` asks of a catalog, as the table has them.
  [[nodiscard]] table::CatalogKeyId catalog_key(const model::Condition& condition) const;

 private:
  /// Where all hold. Alternatives multiply: where they come to too many, each part is a fact of its
  /// own (table::FactKind::any_row), and the whole is one cube.
  [[nodiscard]] Cubes all_of(std::vector<Cubes> parts);
  [[nodiscard]] Cubes any_of(const std::vector<Cubes>& parts);
  [[nodiscard]] Cubes as_one(const Cubes& cubes);
  [[nodiscard]] Cubes multiply(const Cubes& a, const Cubes& b);
  Cubes expand(const model::Condition& condition, bool negated, const SelectorAt& at);
  Cubes expand_given(const model::Condition& condition, bool negated, const SelectorAt& at);
  Cubes atom(std::uint16_t bit, bool negated) const;
  Cubes compare(const model::Condition& condition, bool negated, const SelectorAt& at);
  Cubes one_of(const model::Path& path, const std::vector<model::Scalar>& values, bool negated,
               const SelectorAt& at);
  Cubes calculation(const model::Condition& condition, bool negated);
  std::uint16_t calculated_fact(const model::Condition& condition, bool negated);
  [[nodiscard]] table::CalculationFactor factor_of(const model::Operand& operand);
  void add_item_factors(const model::Operand& sum, std::vector<table::CalculationFactor>& factors);
  [[nodiscard]] BlockDraft* around(const model::Path& list) const;
  [[nodiscard]] BlockDraft item_of(const model::Path& list) const;
  [[nodiscard]] table::Index list_test(const model::Path& list, const model::Condition& asked);
  std::uint16_t items_fact(table::FactKind kind, const model::Path& list, table::Index test,
                           bool opposite);
  std::optional<std::uint16_t> of_items_fact(const model::Condition& condition, bool negated);
  Cubes of_items(const model::Condition& condition, bool negated);
  std::optional<std::uint16_t> among_items_fact(const model::Condition& condition, bool negated);
  Cubes may_come_out(const model::Condition& condition, bool negated);
  Cubes among_items(const model::Condition& condition, bool negated);
  [[nodiscard]] table::CalculationFactor count_of(const model::Operand& count);
  std::uint16_t compare_fact(const model::Condition& condition, model::Comparison comparison);
  [[nodiscard]] std::uint16_t record_given(model::Path::Base base);
  [[nodiscard]] std::uint16_t no_number(const model::Path& path);
  void ask_moments(const model::Condition& condition, Asked& asked) const;
  [[nodiscard]] bool may_be_no_moment(const Asked::Timed& timed) const;
  [[nodiscard]] std::uint16_t no_moment(const Asked::Timed& timed);
  /// `starts_with` and the like.
  [[nodiscard]] std::uint16_t part_fact(const model::Condition& condition, TextPart where);
  [[nodiscard]] std::uint16_t has_now();
  std::uint16_t compare_moment_fact(const model::Condition& condition,
                                    model::Comparison comparison);
  std::uint16_t weekday_fact(const model::Condition& condition);
  /// The bit of whether the caller gave the catalog.
  std::uint16_t catalog_given(std::size_t number);
  Cubes columns(const model::Condition& condition, bool negated);
  [[nodiscard]] table::Fact column_fact(const model::Operand& column, table::FactKind kind);
  [[nodiscard]] std::uint16_t of_row(const model::Operand& column, table::FactKind kind);
  std::uint16_t other_fact(const model::Condition& condition);
  [[nodiscard]] std::uint16_t cleared(const model::Path& path);
  [[nodiscard]] std::uint16_t stored_known();
  Cubes limited(Cubes cubes);
  [[nodiscard]] bool looks_at_unread(const model::Condition& condition);
  [[nodiscard]] bool is_unread(const model::Path& path);
  [[nodiscard]] bool is_status(const model::Path& path) const;
  [[nodiscard]] std::optional<Literal> speaks_where(const model::Path& path, const SelectorAt& at,
                                                    const Cube& cube);
  /// Of a path outside of the payload: the bit of whether the record that it leads into is known.
  [[nodiscard]] std::uint16_t source_of(const model::Path& path);
  [[nodiscard]] std::vector<std::uint16_t> sources_of(const Asked& asked);
  [[nodiscard]] Cubes ways_to_give(const Asked& asked);
  /// Adds, for all that a condition asks of what the caller gives, where that is not given.
  [[nodiscard]] Cubes with_not_given(const model::Condition& condition, Cubes cubes);
  /// Does the cube suppose that it is not given?
  [[nodiscard]] bool supposes_none(const Cube& cube, std::uint16_t source) const;
  [[nodiscard]] bool supposes_none(const Cube& cube, const model::Path& path);
  [[nodiscard]] std::optional<Literal> unbroken(const model::Path& path, const Cube& cube);
  [[nodiscard]] model::Path stored(const model::Path& path) const;

  Blocks& blocks_;
  BlockDraft& block_;
  table::RefId unread_;     // see suppose_unread
  bool untold_ = false;     // see suppose_untold
  bool not_given_ = false;  // see suppose_not_given
  bool too_many_ = false;
  std::map<std::string, table::Index> calculations_, list_tests_;  // by their text
};

}  // namespace leadlint::compile
