// One look over a record. `Sink` decides what a look does with a problem:
//
//   static constexpr bool wants_all   go on after the first problem?
//   void problem(const Raw&)          one problem
//   bool stop() const                 nothing more to do (constant false where wants_all)
//
// Split by job: pass_fields.h (checks of values), pass_lists.h, pass_facts.h, pass_rows.h;
// evaluate.cpp includes them all and instantiates the look for each sink.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/evaluate.h"

namespace leadlint::validate {

/// Stops at the first problem.
struct FirstProblem {
  static constexpr bool wants_all = false;
  bool found = false;
  void problem(const Raw&) noexcept { found = true; }
  [[nodiscard]] bool stop() const noexcept { return found; }
};

/// Keeps every problem.
struct AllProblems {
  static constexpr bool wants_all = true;
  std::vector<Raw>* out = nullptr;
  Raw::Source source = Raw::Source::payload;
  void problem(const Raw& raw) {
    out->push_back(raw);
    out->back().source = source;
  }
  [[nodiscard]] static constexpr bool stop() noexcept { return false; }
};

/// Context records are read for their values only.
struct NoProblems {
  static constexpr bool wants_all = true;
  void problem(const Raw&) const noexcept {}
  [[nodiscard]] static constexpr bool stop() noexcept { return false; }
};

/// Memory that looks share, kept from record to record.
struct Scratch {
  std::vector<Index>& live;  // instances still part of the record, outermost first
  std::vector<std::pair<std::uint64_t, Index>>& hashes;  // of list items, with their nodes
  std::string& key;
};

template <class Sink>
class Pass {
 public:
  Pass(const table::DecisionTable& table, read::Record& record, const Known& known, Scratch scratch,
       Sink& sink) noexcept
      : table_(table), record_(record), known_(known), scratch_(scratch), sink_(sink) {}

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
  };
  struct FormResult {
    Index failed = none;  // the first check that failed
    bool broken = false;  // a failed check that breaks the value
  };

  // fields.cpp
  void issues();
  void root_value(const table::Field& root);
  void instance_fields(Index instance);
  void field_value(const table::Field& field, At at);
  void null_value(const table::Field& field, At at);
  bool plain_value_passes(const table::Field& field, read::Node& value, read::Instance& instance);
  void note_good(const table::Field& field, read::Node& value, read::Instance& instance);
  bool judge(const table::Field& field, At at);
  FormResult try_form(const table::Form& form, const table::Field& field, At at, bool report);
  void item_checks(const table::Form& form, const table::Field& field, At at);
  bool value_check_holds(const table::Check& check, const table::Form& form,
                         const table::Field& field, read::Node& value);
  bool list_check_holds(const table::Check& check, const table::Field& field, At list, Index index,
                        bool report);
  bool unique_holds(const table::Check& check, At list, Index index, bool report);
  bool order_holds(const table::Check& check, const table::Field& field, At list, Index index,
                   bool report);
  [[nodiscard]] Index key_node(Index item, std::uint16_t key);
  bool item_key(const table::Check& check, Index item);
  bool also_taken(const table::Field& field, At at, Index failed_check, bool& good);
  bool form_applies(const table::Form& form, Index instance);
  void children(const table::Field& field, At at);
  void set_value_facts(const table::Field& field, const read::Node& value,
                       const read::Instance& instance);
  void unknown_members(const read::Instance& instance, Index report);

  // facts.cpp
  struct Found {
    const read::Record* record = nullptr;
    Index instance = none;  // that holds the value
    Index node = none;      // none: absent
    Index field = none;
    bool present = false, good = false;
  };
  void instance_facts(Index instance, bool outward);
  [[nodiscard]] Found find(Index ref, Index instance) const;
  [[nodiscard]] Found find_step(const table::Ref& ref, const read::Record& record,
                                Index instance) const;
  [[nodiscard]] bool fact_holds(const table::Fact& fact, Index instance);
  [[nodiscard]] bool compare_holds(const table::Fact& fact, Index instance);
  [[nodiscard]] bool only_holds(const table::Fact& fact, Index instance) const;
  [[nodiscard]] bool catalog_holds(const table::Fact& fact, Index instance);

  // rows.cpp
  void instance_rows(Index instance);
  void group_rows(const table::Group& group, Index instance);
  void required_fields(const table::Group& group, Index instance);
  [[nodiscard]] bool row_fires(Index row, const std::uint64_t* facts) const noexcept;
  void fire(const table::Row& row, Index instance);
  [[nodiscard]] const table::Group* selected_group(const table::Block& block, Index instance) const;
  [[nodiscard]] bool null_is_fine(Index instance, std::uint16_t field);

  void problem(Index report, At at, Index check = none, bool presence = false);
  void problem_with(Code code, Severity severity, Index report, At at, Index check,
                    bool presence = false);

  [[nodiscard]] const read::Node& node(Index index) const { return record_.nodes[index]; }
  [[nodiscard]] std::uint64_t* facts(Index instance) {
    return record_.facts.data() + record_.instances[instance].words;
  }
  static bool test(const std::uint64_t* words, std::uint32_t bit) noexcept {
    return (words[bit / 64] >> (bit % 64) & 1) != 0;
  }
  static void set(std::uint64_t* words, std::uint32_t bit) noexcept {
    words[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  static void reset(std::uint64_t* words, std::uint32_t bit) noexcept {
    words[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
  }

  const table::DecisionTable& table_;
  read::Record& record_;
  const Known& known_;
  Scratch scratch_;
  Sink& sink_;
};

}  // namespace leadlint::validate
