// What of the context cannot be compared: a stored value that rules look at, and that
// its field does not take; members by names that no rule knows; a record that lies inside another
// object. No rule speaks where it is so, and nobody shall take that for "nothing has changed".
//
//   {"jobAmount": "1,500"}          the value is none of its field
//   {"Job Amount": 1500}            a label where the name belongs
//   {"data": {"jobAmount": 1500}}   one object too many around it
//
// Tests: tests/stored_notes_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"
#include "validate/evaluate.h"

namespace leadlint::validate {

/// What rules of a table look at in the stored record, or in the request. The table must outlive
/// it.
class StoredNotes {
 public:
  /// `base`: current or request.
  StoredNotes(const table::DecisionTable& table, table::Base base) noexcept
      : table_(table), base_(base) {}

  /// Notes on a record that was read and prepared, with `problems` of its values as
  /// Evaluator::prepare found them. Their places are nodes of the record; for members that it does
  /// not keep some are added. `key`: a member of this name tells whose record it is, and is no
  /// member of interest.
  void collect(read::Record& record, const std::vector<Raw>& problems, std::string_view key,
               Severity severity, std::vector<Raw>& out);
  /// The note on a record that could not be read, or is no object.
  void unreadable(const read::Record& record, Severity severity, std::vector<Raw>& out) const;

  /// The rules that were not judged for what stands at a node of the record, or for what is missing
  /// there (`node` none: all of them): reports, each once.
  [[nodiscard]] std::vector<ReportId> not_judged(const read::Record& record, Index node);
  /// The field that the member was likely meant for which `collect` has added as a label.
  [[nodiscard]] std::string_view meant_by(const read::Record& record, Index label);

 private:
  /// A place that rules look at, and the reports of these rules.
  struct WatchedRef {
    RefId ref;
    std::vector<ReportId> reports;
  };
  /// What is there: `node` none: nothing.
  struct There {
    Index node = none;
    bool good = false;
    bool null = false;  // the record says that there is nothing; that is good
  };

  void repeated_names(const read::Record& record, Severity severity, std::vector<Raw>& out) const;
  const std::vector<WatchedRef>& places();
  void add_place(RefId ref, ReportId report);
  [[nodiscard]] There look(const read::Record& record, const WatchedRef& place) const;
  [[nodiscard]] There look_at(const read::Record& record, const table::Ref& ref) const;
  [[nodiscard]] std::uint16_t first_step(const WatchedRef& place) const;
  [[nodiscard]] std::string_view first_name(const WatchedRef& place) const;
  [[nodiscard]] bool knows(BlockId block, std::string_view name) const;
  [[nodiscard]] bool is_of_name(const read::Record& record, const Raw& problem) const;
  [[nodiscard]] bool is_label(std::string_view label, BlockId block, std::uint16_t number) const;
  [[nodiscard]] const WatchedRef* absent_place(const read::Record& record, Index parent,
                                               std::string_view name);
  /// The step of a way to a value that leads no further, and the object that lacks its member.
  struct Missing {
    Index instance = none;  // none: nothing is missing, or no object is there to have it
    std::uint16_t step = 0;
  };
  [[nodiscard]] Missing missing(const read::Record& record, RefId ref) const;
  [[nodiscard]] std::string_view field_name(BlockId block, std::uint16_t number) const;
  [[nodiscard]] std::string_view meant(const read::Record& record, Index parent,
                                       std::string_view name, const WatchedRef& place) const;
  [[nodiscard]] std::string_view meant_at(const read::Record& record, Index parent,
                                          std::string_view name, const WatchedRef& place) const;
  [[nodiscard]] std::string_view meant_in_row(const read::Record& row, std::string_view column,
                                              const WatchedRef& place) const;
  [[nodiscard]] std::string_view meant_by_pointer(std::string_view pointer, RefId ref) const;

  struct Names;
  void names_of_json(read::Record& record, Names& names);
  void names_of_row(read::Record& record, Names& names);
  void name(read::Record& record, Names& names, std::string_view name, std::size_t offset,
            bool holds_record);
  void labels_inside(read::Record& record, Names& names);
  void add_label(read::Record& record, Names& names, Index parent, std::string_view name,
                 std::size_t offset);
  [[nodiscard]] BlockId inside(BlockId block, std::string_view name) const;
  [[nodiscard]] bool is_lacking(const read::Record& record, std::string_view name,
                                BlockId block) const;
  [[nodiscard]] bool holds_record(const read::Record& record, std::size_t offset, BlockId block,
                                  unsigned depth);

  const table::DecisionTable& table_;
  table::Base base_;
  bool gathered_ = false;
  std::vector<WatchedRef> places_;
};

}  // namespace leadlint::validate
