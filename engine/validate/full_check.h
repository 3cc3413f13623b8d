// The full check of a record: every problem it has. Everything is judged from the start, by the
// forms of the fields and the rows of the blocks.
//
// Split by job: full_check_fields.cpp (checks of values), full_check_lists.cpp (of items among each
// other), full_check_rows.cpp (rules).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/evaluate.h"
#include "validate/facts.h"

namespace leadlint::validate {

/// Where problems go. Of context records only the values are wanted: they have no list.
struct Problems {
  std::vector<Raw>* out = nullptr;
  Raw::Origin origin = Raw::Origin::payload;
};

/// Memory that looks share, kept from record to record.
struct Scratch {
  std::vector<Index>& live;  // instances still part of the record, outermost first
  std::vector<std::pair<std::uint64_t, Index>>& hashes;  // of list items, with their nodes
  FactMemory& facts;
};

class FullCheck {
 public:
  FullCheck(const table::DecisionTable& table, read::Record& record, const ReadContext& context,
            Scratch scratch, Problems problems) noexcept
      : table_(table),
        record_(record),
        context_(context),
        scratch_(scratch),
        facts_(table, record, context, scratch.facts),
        problems_(problems) {}

  /// Judges the whole record as `root`.
  void run(const table::Field& root);
  /// Judges URL parameters by the fields of their block.
  void run_params(const table::Field& root);
  /// Step 1 alone: sets present, good and value facts.
  void run_fields(const table::Field& root);

 private:
  struct At {  // where a value stands, for findings
    Index node = none;
    Index instance = none;
    std::uint16_t field = no_field;
    RefId beyond;     // the object that `field` would be is not there: the place is this ref's,
    Index steps = 0;  // which goes on so many steps, the one to `field` included
  };
  struct VariantResult {
    CheckId failed;       // the first check that failed
    bool broken = false;  // a failed check that breaks the value
    bool error = false;   // one that is an error
  };

  // full_check_fields.cpp
  void issues();
  void root_value(const table::Field& root);
  void instance_fields(Index instance);
  void field_value(const table::Field& field, At at);
  void null_value(const table::Field& field, At at);
  [[nodiscard]] bool is_member(At at) const;
  bool plain_value_passes(const table::Field& field, read::Node& value, read::Instance& instance);
  void note_good(const table::Field& field, read::Node& value, read::Instance& instance);
  [[nodiscard]] bool is_payload() const noexcept;
  void note_long_number(const table::Field& field, At at);
  bool judge(const table::Field& field, At at);
  [[nodiscard]] bool lasts_here(const table::Field& field, Index instance) const;
  void await_shape(const table::Field& field, Index slot, Index instance);
  void conclude_default(const table::Field& field, Index slot, Index instance);
  VariantResult try_variant(const table::Variant& variant, const table::Field& field, At at,
                            bool report);
  bool item_checks(const table::Variant& variant, const table::Field& field, At at);
  [[nodiscard]] std::int64_t free_count(const read::Node& object) const;
  bool value_check_holds(const table::Check& check, const table::Variant& variant,
                         const table::Field& field, read::Node& value);
  bool also_taken(const table::Field& field, At at, CheckId failed_check, bool& good);
  void take_old_value(const table::Field& field, At at);
  bool does_not_fit(const table::Field& field, At at, CheckId failed_check);
  void children(const table::Field& field, At at);
  void choose_form(const table::Field& field, At at, Index instance);
  bool form_is_fine(const table::Field& field, At at);
  void set_value_facts(const table::Field& field, const read::Node& value,
                       const read::Instance& instance);
  void free_members(Index object, Index instance);
  void unknown_member(Index member, const table::Block& block);
  void unknown_members(const read::Instance& instance, const table::Block& block);
  void former_member(Index member, const table::Block& block);

  // full_check_shapes.cpp
  bool shape_fits(const table::Variant& shape, At at);
  bool respell(const table::Variant& shape, read::Node& value);
  bool some_shape_takes(const table::Field& field, At at);
  [[nodiscard]] bool was_left_empty(const table::Field& field, At at) const;
  void leave_out(At at);

  // full_check_lists.cpp
  void repeats_among(const table::Check& check, std::size_t first, std::size_t last);
  bool unique_items(const table::Check& check, At list, CheckId id);
  bool ordered_items(const table::Check& check, const table::Field& field, At list, CheckId id);
  [[nodiscard]] Index key_node(Index item, std::uint16_t key);
  using Steps = std::span<const std::uint16_t>;  // of a key, see table/item_key.h
  [[nodiscard]] Steps keys_of(const table::Check& check) const;
  template <class Take>
  void key_values(Index item, Steps steps, const Take& take);
  [[nodiscard]] At place_of(Index node) const;
  void append_key_part(Index part);
  bool item_key(const table::Check& check, Index item);

  // full_check_rows.cpp
  void instance_rows(Index instance);
  void group_rows(const table::Group& group, Index instance, bool breaking);
  void required_fields(const table::Group& group, Index instance);
  void silences(const table::Block& block, Index instance);
  void note_param(ReportId report, const Facts::Found& found, std::uint16_t number);
  void fire(const table::Row& row, Index instance);
  [[nodiscard]] const table::Group* selected_group(const table::Block& block, Index instance) const;

  void reset_facts(const table::Block& block, Index instance);
  void set_facts(Index instance);
  void problem(ReportId report, At at, CheckId check = none, bool presence = false);
  void problem_with(Code code, Severity severity, ReportId report, At at, CheckId check,
                    bool presence = false);
  void add(const Raw& raw);

  [[nodiscard]] const read::Node& node(Index index) const { return record_.nodes[index]; }

  const table::DecisionTable& table_;
  read::Record& record_;
  const ReadContext& context_;
  Scratch scratch_;
  Facts facts_;
  Problems problems_;
  /// What is wrong with an object in a form that is tried. One with no error is taken before all
  /// others; of these, members that do not fit or belong there count first.
  struct Score {
    std::uint32_t errors = 0, wrong = 0, missing = 0, warnings = 0;
    [[nodiscard]] bool operator<(const Score& other) const noexcept {
      if ((errors == 0) != (other.errors == 0)) return errors == 0;
      return std::tie(wrong, missing, warnings) <
             std::tie(other.wrong, other.missing, other.warnings);
    }
  };
  Score* score_ = nullptr;  // while forms are tried nothing is told
  bool broke_ = false;      // a row broke a value of the object at hand
  bool beside_ = false;     // the record is not the payload, but what is stored, or the request
  bool judged_while_read_ = false;  // good bits were set while the record was read, by fast checks
};

}  // namespace leadlint::validate
