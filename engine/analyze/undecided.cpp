// Goes through the facts that rows ask, and the checks of fields. Tests: tests/rules_diff_test.cpp.
#include "analyze/undecided.h"

#include <optional>
#include <set>
#include <string_view>

#include "analyze/layout.h"

namespace leadlint::analyze {

using table::DecisionTable;
using table::Fact;
using table::FactKind;
using table::Index;
using table::RowId;

namespace {

/// Why not all that a fact may be is looked at; nullopt: it is.
std::optional<std::string_view> why_undecided(const DecisionTable& table, const Fact& fact) {
  switch (fact.kind) {
    using enum FactKind;
    case calculation:
      return "calculates";
    case catalog_given:
    case catalog_has:
    case catalog_lacks:
    case row_known:
    case column_there:
    case compare_column_number:
    case compare_column_text:
    case compare_column_to:
    case compare_columns:
      return "looks into a catalog";
    case compare_now:
    case compare_today:
    case before:
    case has_now:
      return "looks at the clock";
    case some_item:
    case each_item:
    case among_items:
      return "looks through the items of a list";
    case in_form:
      return "asks for the form of an object";
    case compare_lengths:
    case compare_length_to:
      return "compares lengths with each other";
    case compare_time:
    case compare_times:
      return "compares times of day";
    case text_part:
    case text_part_of:
      return "looks into a text";
    case compare_moment:
    case compare:
      if (fact.integer != 0) return "compares moments at a distance";
      break;
    default:
      break;
  }
  for (const table::RefId id : {fact.a, fact.b}) {
    if (id == table::none) continue;
    switch (table.refs[id].base) {
      case table::Base::previous:
      case table::Base::before:
      case table::Base::item:
        return "looks from one item of a list at another";
      default:
        break;
    }
  }
  return std::nullopt;
}

class Search {
 public:
  Search(const DecisionTable& table, std::set<std::string>& to) : table_(table), to_(to) {}

  void look() {
    for (const table::Row& row : table_.rows)
      if (row.breaks && row.place.ref != table::none)
        broken_.insert(table_.refs[row.place.ref].field);
    for (const table::Block& block : table_.blocks) {
      add_group(block, block.always);
      if (block.selector != table::none)
        for (const table::GroupId group : block.groups) add_group(block, table_.groups[group]);
      if (block.shapes.count != 0) to_.insert("members by free or former names");
      if (block.has_forms) to_.insert("objects that have several forms");
    }
    for (const table::Field& field : table_.fields) {
      if (field.each != table::none) to_.insert("members by free or former names");
      if (field.former != table::none) to_.insert("values that were called otherwise before");
      for (const table::Variant& variant : table_.variants[field.variants])
        for (const table::Check& check : table_.checks[variant.checks]) add_check(check);
    }
  }

 private:
  void add(table::ReportId report, std::string_view why) {
    to_.insert("rule " + std::string(table_.text(table_.reports[report].rule)) + ": " +
               std::string(why));
  }

  void add_group(const table::Block& block, const table::Group& group) {
    for (const RowId row : group.rows) {
      add_row(block, row, table_.rows[row].report);
      if (table_.rows[row].breaks && looks_at_broken(block, row))
        add(table_.rows[row].report, "looks at what it, or another rule, takes for broken");
    }
  }

  /// Rows that break a value are judged before it counts as broken, and its facts are known as they
  /// are behind that.
  [[nodiscard]] bool looks_at_broken(const table::Block& block, RowId row) const {
    const auto is_broken = [&](table::FieldId field) { return broken_.contains(field); };
    for (const RowBit& part : bits_of(table_, row)) {
      const std::uint32_t fields = block.fields.count;
      if (part.bit < fields) continue;
      if (part.bit < 2 * fields) {
        if (is_broken(block.fields[part.bit - fields])) return true;
        continue;
      }
      bool is_fact = false;
      for (const auto facts : {block.facts, block.outward_facts})
        for (const Fact& fact : table_.facts[facts]) {
          if (fact.bit != part.bit) continue;
          is_fact = true;
          if (fact.kind == FactKind::any_row) {
            for (const RowId inner : fact.rows())
              if (looks_at_broken(block, inner)) return true;
            continue;
          }
          using enum FactKind;
          if (fact.kind == present || fact.kind == there || fact.kind == itself ||
              fact.kind == sent || fact.kind == empty || fact.kind == cleared ||
              fact.kind == counted || fact.kind == only)
            continue;
          for (const table::RefId ref : {fact.a, fact.b})
            if (ref != table::none && table_.refs[ref].base != table::Base::current &&
                table_.refs[ref].base != table::Base::request && is_broken(table_.refs[ref].field))
              return true;
        }
      if (is_fact) continue;
      for (const table::FieldId field : block.fields)  // one of the values of some field
        if (is_broken(field) && (table_.fields[field].broken_bit == part.bit ||
                                 table_.fields[field].unread_bit == part.bit ||
                                 table_.fields[field].value_masks.count != 0 ||
                                 table_.fields[field].true_mask != table::none ||
                                 table_.fields[field].false_mask != table::none))
          return true;
    }
    return false;
  }

  void add_row(const table::Block& block, RowId row, table::ReportId report) {
    for (const RowBit& part : bits_of(table_, row)) {
      for (const auto facts : {block.facts, block.outward_facts})
        for (const Fact& fact : table_.facts[facts]) {
          if (fact.bit != part.bit) continue;
          if (const auto why = why_undecided(table_, fact)) add(report, *why);
          if (fact.kind == FactKind::any_row)
            for (const RowId inner : fact.rows()) add_row(block, inner, report);
        }
    }
  }

  void add_check(const table::Check& check) {
    switch (check.kind) {
      case CheckKind::catalog:
        add(check.report, "looks into a catalog");
        break;
      case CheckKind::unique:
      case CheckKind::ascending:
      case CheckKind::not_descending:
        add(check.report, "compares the items of a list");
        break;
      case CheckKind::enumerates:
        add(check.report, "reads a list in a text");
        break;
      default:
        break;
    }
  }

  const DecisionTable& table_;
  std::set<std::string>& to_;
  std::set<table::FieldId> broken_;
};

}  // namespace

std::vector<std::string> undecided(const Places& places) {
  std::set<std::string> found;
  for (const DecisionTable* table : places.tables()) Search(*table, found).look();
  for (const std::string& path : places.beyond())
    found.insert("too many different values of " + (path.empty() ? "the record" : path));
  return {found.begin(), found.end()};
}

}  // namespace leadlint::analyze
