// Rules, cases, pairs and transitions of a block to rows, grouped by the value of its selector.
//
// Cases, pairs and transitions are short ways to write rules; they become rules first (expand.cpp)
// and rows then, so there is one way from a rule to its rows.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "compile/after.h"
#include "compile/blocks.h"
#include "compile/compile.h"
#include "compile/conditions.h"
#include "compile/rule_messages.h"

namespace leadlint::compile {

/// A rule as rows are made from it: a model::Rule, or what cases, pairs and transitions stand for.
struct PlainRule {
  model::Rule rule;
  std::string id;
  bool speaks_anyway = false;  // not silenced by broken values of what it compares
  bool needs_no_current =
      false;                  // judged only where the caller says that there is no stored record
  bool needs_record = false;  // ... and this one only where the caller does not
  bool none_stored = false;   // ... where the stored record has no value at `at`
  bool first_of_history = false;  // judged only for the first entry of a list that has its field
  bool null_is_missing = false;   // `require`: a null that may be sent is not enough
  bool only_emptied = false;      // `keep`: judged only where a null takes the value away
  // One way of a rule that asks for the record as it will be (compile/after.h): where the values of
  // its places come from, what it compares with what is not there, and the rule as it is written.
  // (Of its targets, those keep their base.)
  std::vector<After> after = {};
  std::vector<model::Condition> asked_too = {};
  std::shared_ptr<const model::Rule> whole = {};
  // What messages say: see table::Report. Empty: made from the rule.
  std::string words = {};
  std::vector<std::string> allowed = {};
};

/// The rules that the cases, pairs and transitions of a block stand for. Transitions with a history
/// belong to the block of the list's items: `history_rules` has those, and for which block.
[[nodiscard]] std::vector<PlainRule> expand_cases(const BlockDraft& draft, const Blocks& blocks);
[[nodiscard]] std::vector<PlainRule> expand_pairs(const BlockDraft& draft, const Blocks& blocks);
/// A set of transitions among those of its field: it has what the others allow that count wherever
/// it does.
struct StatusMachine {
  model::Transitions set;
  std::size_t own_moves = 0;          // of `allow`, the first ones
  model::Path status;                 // the field that moves
  std::vector<model::Scalar> starts;  // what may come first, where something is said of it
  std::vector<const model::Transitions*> others;  // that count under conditions of their own
};
[[nodiscard]] std::vector<StatusMachine> machines_of(const std::vector<model::Transitions>& sets,
                                                     const model::RuleSet& rules);
/// Do several fields begin, each in its own time?
[[nodiscard]] bool several_begin(const std::vector<StatusMachine>& machines);
/// `one_of_several`: other fields begin, too, so that a record with none of this one's values may
/// be stored already.
[[nodiscard]] std::vector<PlainRule> expand_transitions(const StatusMachine& machine,
                                                        const std::vector<model::Scalar>& statuses,
                                                        bool open, bool one_of_several);

/// What the report of a row says beside what is the same for all rules; see table::Report.
struct Told {
  std::string words, expected;
  std::string when;  // beside that of the rule
  std::vector<std::string> members;
  table::CatalogKeyId catalog;
  table::Index calculation = table::none;
};

class Rules {
 public:
  Rules(Blocks& blocks, BlockDraft& block, Purpose purpose);

  /// `required` of the block's fields.
  void add_required_fields();
  /// Where it is asked which rules are kept: which fields are there (applied.h).
  void add_presence();
  void add(const PlainRule& rule);
  /// `keep` of values inside the block's nullable objects: where a null stands for the object, no
  /// block is left to judge it.
  void add_keeps_behind_nulls();
  /// Gives an `also` form its condition, as rows of the table.
  void variant_condition(const model::Condition& condition, table::VariantId variant);
  /// Writes the groups; call once, after all rules.
  void finish();

 private:
  struct RowDraft {
    Cube cube;
    table::Row row;
    std::uint16_t required = table::no_name;  // this row is just "field is not there"
  };
  using Rows = std::vector<RowDraft>;

  void add_required(const model::Field& field, const model::Check<bool>& required,
                    const model::Condition* when);

  /// The groups whose value comparisons name, and which do: groups with the same ones get the same
  /// rows.
  using Naming = std::map<std::size_t, std::vector<std::size_t>>;
  [[nodiscard]] Naming named_by(const Asked& asked) const;
  /// Adds a rule's rows to the groups of the selector's values.
  void add_by_value(const Asked& asked, const std::function<Rows(const SelectorAt&)>& rows_at);
  void rows(const PlainRule& rule, const Asked& asked, table::Row row,
            const std::function<Cubes(const SelectorAt&)>& cubes);
  void presence_rule(const PlainRule& plain, const model::Path& target);
  void fill_rule(const PlainRule& plain, const model::Path& target);
  void any_rule(const PlainRule& plain);
  void one_rule(const PlainRule& plain);
  void some_rule(const PlainRule& plain);
  void at_most_rule(const PlainRule& plain);
  void together_rule(const PlainRule& plain);
  /// Where of the first `count` targets no fewer than `least` and no more than `most` are there.
  [[nodiscard]] Cubes counted(const PlainRule& plain, std::size_t count, std::size_t least,
                              std::size_t most);
  void forbid_rule(const PlainRule& plain, const model::Path& target);
  void add_keeps_of(const model::Block& inner, const std::vector<model::Step>& way);
  void keep_rule(const PlainRule& plain, const model::Path& target);
  void assert_rule(const PlainRule& plain, std::size_t number);
  /// Where the value of a target comes from; nullopt: the payload alone is asked.
  [[nodiscard]] static std::optional<After::From> comes_from(const PlainRule& plain,
                                                             const model::Path& target);
  void add_ways(const PlainRule& plain);
  void add_way(const PlainRule& plain);
  void stored_empty_rule(const PlainRule& plain, const model::Path& target);
  [[nodiscard]] Cubes when(const PlainRule& plain, const SelectorAt& at);
  [[nodiscard]] Asked asked_when(const PlainRule& plain) const;
  [[nodiscard]] table::Row row(const PlainRule& plain, Code code, const model::Path& place,
                               const Told& told = {});
  [[nodiscard]] Told told_of(const PlainRule& plain, std::size_t assertion,
                             const model::Path& place);
  [[nodiscard]] Told told_of_any(const PlainRule& plain, const model::Path& place) const;
  [[nodiscard]] std::vector<table::RefId> defaults_of(const PlainRule& plain,
                                                      const model::Path& place);
  [[nodiscard]] std::string when_words(const PlainRule& plain, const model::Path& place) const;
  [[nodiscard]] table::Group write(const Rows& rows);
  void add_silences(const PlainRule& plain, const Asked& asked, const table::Row& row,
                    const std::function<Cubes(const SelectorAt&)>& cubes);
  void add_cubes_of(const PlainRule& plain, Cubes& sure, Cubes& unsure);
  [[nodiscard]] table::ReportId note_of(const PlainRule& plain, table::ReportId report);
  void append(Rows& to, const Rows& rows);
  void check_limit(const PlainRule& plain, std::size_t rows_before);

  Purpose purpose_;
  Blocks& blocks_;
  BlockDraft& block_;
  Conditions conditions_;
  RuleMessages messages_;
  Rows always_;
  std::vector<SelectorAt> selectors_;  // each value, then other (if any), absent, illegal
  std::map<std::uint32_t, std::size_t> selector_numbers_;  // by the numbers of their values
  std::vector<Rows> groups_;                               // by number of selector
  Rows silences_;
};

}  // namespace leadlint::compile
