// Bits that are the same of every record by both tables, so that one statement does for both: what
// two rules ask alike needs no lemma. Anything that is not plainly the same counts as different.
// Tests: tests/rules_diff_test.cpp.
#include <algorithm>
#include <set>
#include <string_view>

#include "analyze/witness.h"

namespace leadlint::analyze {

using table::Check;
using table::DecisionTable;
using table::Fact;
using table::FactKind;
using table::Field;
using table::Variant;

namespace {

bool same_sets(const DecisionTable& a, table::ValueSetId in_a, const DecisionTable& b,
               table::ValueSetId in_b) {
  const table::ValueSet &p = a.value_sets[in_a], &q = b.value_sets[in_b];
  if (p.kinds != q.kinds || p.ignore_case || q.ignore_case || p.moments != table::none ||
      q.moments != table::none || p.hash.names.count != q.hash.names.count)
    return false;
  std::set<std::string_view> left, right;
  for (table::Index i = 0; i < p.hash.names.count; ++i) {
    left.insert(a.text(a.names[p.hash.names.first + i]));
    right.insert(b.text(b.names[q.hash.names.first + i]));
  }
  return left == right;
}

bool same_checks(const DecisionTable& a, const Variant& of_a, const DecisionTable& b,
                 const Variant& of_b) {
  return std::ranges::equal(
      a.checks[of_a.checks], b.checks[of_b.checks], [&](const Check& x, const Check& y) {
        const table::Report &tells_x = a.reports[x.report], &tells_y = b.reports[y.report];
        if (x.kind != y.kind || x.unit != y.unit || x.integral != y.integral ||
            x.integer != y.integer || x.number != y.number || a.text(x.text) != b.text(y.text) ||
            tells_x.severity != tells_y.severity)
          return false;
        switch (x.kind) {
          case CheckKind::type:
          case CheckKind::readable:
          case CheckKind::integer_range:
          case CheckKind::min_length:
          case CheckKind::max_length:
          case CheckKind::trimmed:
          case CheckKind::decimals:
          case CheckKind::multiple_of:
          case CheckKind::min_items:
          case CheckKind::max_items:
            return true;
          case CheckKind::min:
          case CheckKind::max:
            return x.moment == table::none && y.moment == table::none;
          case CheckKind::format:
            // Formats that are programs of dates; patterns may be anything by their name.
            if (x.span.count != y.span.count) return false;
            for (table::Index i = 0; i < x.span.count; ++i) {
              const table::Format& p = a.formats[a.format_ids[x.span.first + i]];
              const table::Format& q = b.formats[b.format_ids[y.span.first + i]];
              if (p.kind != table::FormatKind::date_time || q.kind != p.kind ||
                  a.text(p.name) != b.text(q.name) || p.alternatives.count != q.alternatives.count)
                return false;
              for (table::Index n = 0; n < p.alternatives.count; ++n) {
                const table::DateTime& s = a.date_times[p.alternatives.first + n];
                const table::DateTime& r = b.date_times[q.alternatives.first + n];
                if (s.kind != r.kind || s.steps.count != r.steps.count) return false;
                for (table::Index step = 0; step < s.steps.count; ++step) {
                  const table::DateStep& u = a.date_steps[s.steps.first + step];
                  const table::DateStep& v = b.date_steps[r.steps.first + step];
                  if (u.op != v.op || u.literal != v.literal || u.min != v.min || u.max != v.max ||
                      u.skip != v.skip)
                    return false;
                }
              }
            }
            return true;
          case CheckKind::values:
            return same_sets(a, x.values, b, y.values);
          default:
            return false;
        }
      });
}

bool same_fields(const DecisionTable& a, const Field& x, const DecisionTable& b, const Field& y) {
  const auto is_plain = [](const Field& field) {
    return !field.has_default && !field.deferred && !field.has_shapes &&
           field.each == table::none && field.item == table::none && field.former == table::none &&
           !field.asks_catalog && field.text_reading == table::none &&
           field.folded_values == table::none;
  };
  return is_plain(x) && is_plain(y) && x.kinds == y.kinds && x.nullable == y.nullable &&
         x.moments == y.moments && x.ignore_case == y.ignore_case &&
         x.length_unit == y.length_unit && x.text_kinds == y.text_kinds &&
         x.read_kinds == y.read_kinds && (x.block == table::none) == (y.block == table::none) &&
         std::ranges::equal(a.variants[x.variants], b.variants[y.variants],
                            [&](const Variant& v, const Variant& w) {
                              return v.kinds == w.kinds && v.text_kinds == w.text_kinds &&
                                     v.bare_item == w.bare_item && v.trims == w.trims &&
                                     v.lexical_integer == w.lexical_integer && !v.conditional &&
                                     !w.conditional && v.object_form == 0 && w.object_form == 0 &&
                                     v.opens == w.opens && same_checks(a, v, b, w);
                            });
}

/// Facts that their operands and plain numbers tell whole.
bool is_plain(FactKind kind) {
  switch (kind) {
    using enum FactKind;
    case present:
    case there:
    case itself:
    case good:
    case known:
    case broken:
    case unread:
    case in_values:
    case is_true:
    case is_false:
    case compare:
    case comparable:
    case compare_length:
    case compare_lengths:
    case blank:
    case empty:
    case same:
    case changed:
    case sent:
    case cleared:
    case emptied:
    case has_current:
    case has_request:
    case has_params:
    case says_no_current:
    case stored_known:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Witness::same_values(std::span<const PlaceId> support) {
  const DecisionTable &a = *places_.tables()[0], &b = *places_.tables()[1];
  return std::ranges::all_of(support, [&](PlaceId id) {
    if (breaking_[0].contains(id) || breaking_[1].contains(id)) return false;
    const table::FieldId x = places_[id].fields[0], y = places_[id].fields[1];
    if (x == table::none || y == table::none) return x == y;
    return id == places_.payload() || same_fields(a, a.fields[x], b, b.fields[y]);
  });
}

bool Witness::same_fact(PlaceId object, const Fact& x, const Fact& y) {
  if (x.kind != y.kind || !is_plain(x.kind) || x.compare != y.compare || x.integral != y.integral ||
      x.integer != y.integer || x.number != y.number || x.outward != y.outward ||
      x.span.count != 0 || y.span.count != 0 || x.text.size != 0 || y.text.size != 0)
    return false;
  const DecisionTable &a = *places_.tables()[0], &b = *places_.tables()[1];
  if (x.kind == FactKind::in_values ? !same_sets(a, x.value_set(), b, y.value_set())
                                    : x.index != y.index)
    return false;
  for (auto [left, right] : {std::pair{x.a, y.a}, std::pair{x.b, y.b}})
    while (left != table::none || right != table::none) {
      if (left == table::none || right == table::none) return false;
      const PlaceId p = places_.target(object, 0, left), q = places_.target(object, 1, right);
      if (p == no_place || p != q || a.refs[left].base != b.refs[right].base) return false;
      left = a.refs[left].alternative;
      right = b.refs[right].alternative;
    }
  return true;
}

/// What is the same by the other table, which was asked before.
std::optional<Seen> Witness::same_before(const Seen& seen) {
  if (seen.table != 1 || seen.kind != Seen::Kind::bit) return std::nullopt;
  const table::BlockId in_a = places_.block(seen.place, 0), in_b = places_.block(seen.place, 1);
  if (in_a == table::none || in_b == table::none) return std::nullopt;
  const Fact* const mine = fact_of(1, in_b, seen.number);
  if (mine == nullptr) return std::nullopt;
  const DecisionTable& a = *places_.tables()[0];
  for (const auto facts : {a.blocks[in_a].facts, a.blocks[in_a].outward_facts})
    for (const Fact& other : a.facts[facts]) {
      const Seen there{0, Seen::Kind::bit, seen.place, other.bit};
      const auto asked = asked_.find(there);
      if (asked == asked_.end() || !same_fact(seen.place, other, *mine)) continue;
      if (asked->second.support == asked_.at(seen).support && same_values(asked->second.support))
        return there;
    }
  return std::nullopt;
}

}  // namespace leadlint::analyze
