// Facts to the rules behind them: a fact is a bit of its block, and a rule asks it where one of its
// rows there cares for that bit.
#include "validate/asked.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "finding/words.h"
#include "text/list.h"

namespace leadlint::validate {
namespace {

using table::DecisionTable;
using table::Index;
using table::none;
using table::RefId;
using table::ReportId;
using table::RowId;

bool cares(const table::RowTerm& term, std::uint16_t bit) {
  return term.word == bit / 64U && (term.care >> (bit % 64U) & 1) != 0;
}

bool row_cares(const DecisionTable& table, RowId row, std::uint16_t bit) {
  if (cares(table.row_heads[row], bit)) return true;
  const table::Span more = table.rows[row].more_terms;
  for (Index t = 0; t < more.count; ++t)
    if (cares(table.row_terms[more.first + t], bit)) return true;
  return false;
}

ReportId report_in(const DecisionTable& table, table::SpanOf<table::Row> rows, std::uint16_t bit) {
  for (const RowId row : rows)
    if (row_cares(table, row, bit)) return table.rows[row].report;
  return none;
}

/// Forms of a field that apply under a condition: the condition's rows report nothing themselves.
ReportId report_of_variant(const DecisionTable& table, const table::Field& field,
                           std::uint16_t bit) {
  for (const table::Variant& variant : table.variants[field.variants]) {
    for (const RowId row : variant.when)
      if (row_cares(table, row, bit))
        return variant.taken_report != none ? variant.taken_report : field.type_report;
  }
  return none;
}

/// The report of the first rule of a block that asks for a bit; none: no rule does.
ReportId report_asking(const DecisionTable& table, const table::Block& block, std::uint16_t bit) {
  ReportId report = report_in(table, block.always.rows, bit);
  for (Index g = 0; g < block.groups.count && report == none; ++g)
    report = report_in(table, table.groups[block.groups[g]].rows, bit);
  for (Index f = 0; f < block.fields.count && report == none; ++f)
    report = report_of_variant(table, table.fields[block.fields[f]], bit);
  return report;
}

/// Calls `tell` with the report of each row of a block, and of each form of its fields, that asks
/// for a bit.
template <class Tell>
void for_rows_asking(const DecisionTable& table, const table::Block& block, std::uint16_t bit,
                     const Tell& tell) {
  const auto look = [&](table::SpanOf<table::Row> rows) {
    for (const RowId row : rows)
      if (row_cares(table, row, bit)) tell(table.rows[row].report);
  };
  look(block.always.rows);
  for (const table::Group& group : table.groups[block.groups]) look(group.rows);
  for (const table::Field& field : table.fields[block.fields])
    tell(report_of_variant(table, field, bit));
}

/// Calls `tell` with each fact that asks a list test, and the block or the list test (its number,
/// the block is none) that the fact is of.
template <class Tell>
void for_facts_asking(const DecisionTable& table, Index test, const Tell& tell) {
  const auto counts = [&](const table::Fact& fact) {
    if (fact.kind != table::FactKind::calculation) return false;
    const table::Span terms = table.calculations[fact.index].terms;
    for (Index t = 0; t < terms.count; ++t) {
      const table::Span factors = table.calculation_terms[terms.first + t].factors;
      for (Index f = 0; f < factors.count; ++f)
        if (table.calculation_factors[factors.first + f].test == test) return true;
    }
    return false;
  };
  const auto look = [&](table::SpanOf<table::Fact> facts, table::BlockId block, Index inside) {
    for (const table::Fact& fact : table.facts[facts]) {
      const bool goes_through =
          fact.kind == table::FactKind::some_item || fact.kind == table::FactKind::each_item;
      if ((goes_through && fact.index == test) || counts(fact)) tell(fact, block, inside);
    }
  };
  for (const table::BlockId id : table.blocks.ids()) {
    look(table.blocks[id].facts, id, none);
    look(table.blocks[id].outward_facts, id, none);
  }
  for (Index other = test + 1; other < table.list_tests.size(); ++other)  // those behind it may
    look(table.list_tests[other].facts, none, other);
}

/// The report of the first rule that looks through a list by this test.
ReportId report_of_test(const DecisionTable& table, Index test) {
  ReportId report = none;
  for_facts_asking(table, test, [&](const table::Fact& fact, table::BlockId block, Index inside) {
    if (report != none) return;
    report = block != none ? report_asking(table, table.blocks[block], fact.bit)
                           : report_of_test(table, inside);
  });
  return report;
}

/// Calls `tell` with the report of each row whose rule looks through a list by this test.
template <class Tell>
void for_rows_of_test(const DecisionTable& table, Index test, const Tell& tell) {
  for_facts_asking(table, test, [&](const table::Fact& fact, table::BlockId block, Index inside) {
    if (block != none)
      for_rows_asking(table, table.blocks[block], fact.bit, tell);
    else
      for_rows_of_test(table, inside, tell);
  });
}

/// "a, b and 3 more"
std::string named(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  const std::vector<std::string> shown(
      names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(most, names.size())));
  if (names.size() <= most) return joined(shown, phrase(Say::list_and));
  return in_words(Say::list_and_more, {{"shown", fmt::format("{}", fmt::join(shown, ", "))},
                                       {"count", names.size() - most}});
}

using Steps = std::vector<std::uint16_t>;

/// Places of the rows that care for a bit.
void add_places(const DecisionTable& table, table::SpanOf<table::Row> rows, std::uint16_t bit,
                std::vector<Steps>& places) {
  for (const RowId row : rows) {
    const RefId ref = table.rows[row].place.ref;
    if (ref == none || !row_cares(table, row, bit)) continue;
    const table::Span steps = table.refs[ref].steps;
    const auto* const first = table.ref_steps.data() + steps.first;
    const Steps place(first, first + steps.count);
    if (std::ranges::find(places, place) == places.end()) places.push_back(place);
  }
}

}  // namespace

std::vector<std::vector<std::uint16_t>> judged_without_current(const DecisionTable& table) {
  std::vector<Steps> places;
  const table::BlockId root = table.fields[table.root].block;
  if (root == none) return places;
  const table::Block& block = table.blocks[root];
  for (const table::Fact& fact : table.facts[block.outward_facts]) {
    if (fact.kind != table::FactKind::says_no_current) continue;
    add_places(table, block.always.rows, fact.bit, places);
    for (const table::Group& group : table.groups[block.groups])
      add_places(table, group.rows, fact.bit, places);
  }
  return places;
}

std::vector<Asked> asked_of(const DecisionTable& table, table::Base base) {
  std::vector<Asked> all;
  const auto look = [&](table::SpanOf<table::Fact> facts, const auto& report_of) {
    for (const table::Fact& fact : table.facts[facts]) {
      const auto add = [&](RefId ref) {
        if (ref == none || table.refs[ref].base != base) return;
        const ReportId report = report_of(fact);
        if (report != none) all.push_back({&fact, ref, report});
      };
      add(fact.a);
      add(fact.b);
      if (!table::looks_at_refs(fact.kind)) continue;
      for (Index r = fact.kind == table::FactKind::calculation ? 1 : 0; r < fact.span.count; ++r)
        add(table.ref_ids[fact.span.first + r]);
    }
  };
  for (const table::Block& block : table.blocks)
    for (const table::SpanOf<table::Fact> facts : {block.facts, block.outward_facts})
      look(facts, [&](const table::Fact& fact) { return report_asking(table, block, fact.bit); });
  for (Index test = 0; test < table.list_tests.size(); ++test)
    look(table.list_tests[test].facts,
         [&](const table::Fact&) { return report_of_test(table, test); });
  return all;
}

std::string words_without_now(const DecisionTable& table) {
  std::vector<std::string> silent, in_force;
  const auto add = [&table](std::vector<std::string>& names, ReportId report) {
    if (report == none) return;
    std::string name{table.text(table.reports[report].rule)};
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  };
  for (const table::Block& block : table.blocks)
    for (const table::Fact& fact : table.facts[block.outward_facts]) {
      using K = table::FactKind;
      if (fact.kind != K::has_now && fact.kind != K::before) continue;
      for_rows_asking(table, block, fact.bit, [&](ReportId report) {
        add(fact.kind == K::before ? in_force : silent, report);
      });
    }
  for (Index test = 0; test < table.list_tests.size(); ++test)
    for (const table::Fact& fact : table.facts[table.list_tests[test].facts])
      if (fact.kind == table::FactKind::has_now)
        for_rows_of_test(table, test, [&](ReportId report) { add(silent, report); });
  std::erase_if(in_force, [&silent](const std::string& name) {
    return std::ranges::find(silent, name) != silent.end();
  });
  std::string words = in_words(Say::not_judged_no_now);
  if (!silent.empty()) add_words(words, Say::also_not_judged, {{"rules", named(silent)}});
  if (!in_force.empty()) add_words(words, Say::also_in_force, {{"rules", named(in_force)}});
  return words;
}

}  // namespace leadlint::validate
