// Appends to a decision table: texts once each, reports, value sets, formats, masks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "compile/listed.h"
#include "leadlint/finding.h"
#include "model/mistakes.h"
#include "model/ruleset.h"
#include "table/decision_table.h"

namespace leadlint::compile {

using table::Index;
using table::none;

/// What a report says besides its code and severity.
struct Said {
  std::string rule;
  std::string because, message, when, expected;
  model::SourceLocation where;
  bool derived = false;
  std::string words;                          // table::Report::words
  std::vector<std::string> members, allowed;  // likewise
  table::CatalogKeyId catalog;
  table::Index calculation = table::none;  // likewise
  table::BlockId block;
  std::vector<table::RefId> defaults;
};

class Builder {
 public:
  Builder(const model::RuleSet& rules, model::Mistakes& collector)
      : mistakes(collector), rules_(rules) {}

  table::DecisionTable out;
  model::Mistakes& mistakes;  // passed limits
  std::size_t row_count = 0;  // of rules, so far

  [[nodiscard]] const model::RuleSet& rules() const noexcept { return rules_; }

  table::Text text(std::string_view value);
  table::ReportId report(Code code, Severity severity, const Said& said);
  /// Names or values that a report or a pair list shows; equal lists share their entries.
  table::Span report_names(const std::vector<std::string>& names);
  /// A set of literals; equal sets share one entry.
  table::ValueSetId value_set(const std::vector<model::Scalar>& values, bool ignore_case);
  /// No value of the list stands for another one.
  table::ValueSetId value_set(const std::vector<Listed>& values);
  /// A date or time that rules name; equal ones share one entry.
  Index moment(const model::Moment& moment);
  /// A format of a rule set (this one, or the one it answers) by its number there.
  table::FormatId format(const model::RuleSet& rules, std::size_t index, bool any_case = false);
  /// A format made of one text pattern, named by its text.
  table::FormatId pattern_format(const model::PatternText& pattern, bool any_case,
                                 model::SourceLocation where);
  /// The automaton of a pattern; 0 where it passes a limit.
  Index automaton(const model::Pattern& pattern, bool any_case, model::SourceLocation where);
  table::NameHash name_hash(const std::vector<std::string>& names);
  /// The catalog key for columns of a catalog, all by number, one by one with or without regard to
  /// case; equal keys share one entry.
  table::CatalogKeyId catalog_key(std::size_t number, const std::vector<std::size_t>& columns,
                                  const std::vector<bool>& any_case);
  /// A column of rows that are found by a key.
  Index row_column(table::CatalogKeyId key, std::size_t column);
  /// Notes what the cells of a column have to be.
  void column_use(const table::ColumnUse& use);
  /// Appends words and returns where they start.
  Index words(const std::vector<std::uint64_t>& values);

  void limit_passed(model::Message message, model::SourceLocation where);

 private:
  /// How a report words its message; equal ones share one entry.
  table::WordingId wording(const Said& said);

  const model::RuleSet& rules_;
  std::unordered_map<std::string, table::Text> texts_;
  using Names = std::vector<std::string>;
  std::map<std::tuple<std::string, std::string, std::string, std::string, Names, Names,
                      table::CatalogKeyId, table::Index, table::BlockId, std::vector<table::RefId>>,
           table::WordingId>
      wordings_;
  std::map<Names, table::Span> report_names_;
  /// Of all automata so far; one that is too large counts as one at its limit.
  std::size_t pattern_states_ = 0;
  std::map<std::string, table::ValueSetId> value_sets_;  // by all that tells one from another
  std::map<std::tuple<const model::RuleSet*, std::size_t, bool>, table::FormatId> formats_;
};

[[nodiscard]] table::Moment table_moment(const model::Moment& moment);
/// Its kind, as one bit.
[[nodiscard]] table::Kinds kind_of(const model::Scalar& scalar);
/// A literal as people read it: integers in decimal, booleans as true and false.
[[nodiscard]] std::string literal_text(const model::Scalar& scalar);

}  // namespace leadlint::compile
