// What conditions ask of the items of a list (table::ListTest): in memory of one size, whatever the
// list's.
#include <array>
#include <optional>
#include <utility>

#include "validate/facts.h"
#include "validate/value.h"

namespace leadlint::validate {

/// (An object that stands for a list of one is its own item.)
Index Facts::first_item(const Found& list) const {
  return list.value->kind == read::Kind::array ? list.value->first : list.node;
}
Index Facts::next_item(const Found& list, Index item) const {
  return list.value->kind == read::Kind::array ? node(item).next : Index{none};
}

/// An item that is a null, where one may be, is no object of which anything could hold.
Facts::Fit Facts::fit_of(const table::ListTest& test, Index item, Index around) const {
  const read::Node& value = node(item);
  if (value.broken) return Fit::unknown;
  if (!test.of_values) {
    if (value.kind == read::Kind::null) return Fit::no;
    if (value.instance == none) return Fit::unknown;
  }
  const Index instance = test.of_values ? around : value.instance;
  const Index outer_item = std::exchange(memory_.item, test.of_values ? item : memory_.item);
  std::array<std::uint64_t, table::max_item_facts / 64> words{};
  for (const table::FactId id : test.facts) {
    const table::Fact& fact = table_.facts[id];
    const bool set = fact.kind == table::FactKind::any_row ? one_fits(fact.rows(), words.data())
                                                           : holds(fact, instance);
    if (set) set_bit(words.data(), fact.bit);
  }
  memory_.item = outer_item;
  if (one_fits(test.yes, words.data())) return Fit::yes;
  return one_fits(test.no, words.data()) ? Fit::no : Fit::unknown;
}

/// Of a list further out it is kept: each object in it asks the same.
Facts::Tally Facts::tally_of(Index test, const Found& list) const {
  const table::ListTest& asked = table_.list_tests[test];
  const bool kept = table_.refs[asked.list].up > 0;
  if (kept)
    for (const Tallied& each : memory_.tallied)
      if (each.test == test && each.list == list.node) return {each.yes, each.no, each.unknown};
  Tally tally;
  for (Index item = first_item(list); item != none; item = next_item(list, item)) {
    const Fit fit = fit_of(asked, item, list.instance);
    ++(fit == Fit::yes ? tally.yes : fit == Fit::no ? tally.no : tally.unknown);
  }
  if (!kept) return tally;
  const Tallied made{test, list.node, tally.yes, tally.no, tally.unknown};
  for (Tallied& each : memory_.tallied)
    if (each.test == test) {
      each = made;
      return tally;
    }
  memory_.tallied.push_back(made);
  return tally;
}

bool Facts::items_hold(const table::Fact& fact, Index instance) const {
  const bool some = fact.kind == table::FactKind::some_item, opposite = fact.integer != 0;
  const Found list = find(fact.a, instance);
  if (!list.good) return !some && !list.present;  // a list that is not there has no items
  const table::ListTest& test = table_.list_tests[fact.index];
  if (table_.refs[fact.a].up > 0) {
    const Tally tally = tally_of(fact.index, list);
    const Index fitting = opposite ? tally.no : tally.yes;
    return some ? fitting != 0 : fitting == tally.yes + tally.no + tally.unknown;
  }
  for (Index item = first_item(list); item != none; item = next_item(list, item)) {
    const bool fits = fit_of(test, item, list.instance) == (opposite ? Fit::no : Fit::yes);
    if (fits == some) return some;
  }
  return !some;
}

bool Facts::among_holds(const table::Fact& fact, Index instance) const {
  const bool among = fact.compare == table::Compare::eq;
  const Found value = find(fact.a, instance);
  if (!value.good) return false;
  const Found list = find(fact.b, instance);
  if (!list.good) return !among && !list.present;
  const Side side{value.value, &table_.fields[value.field]};
  for (Index item = first_item(list); item != none; item = next_item(list, item)) {
    const read::Node& each = node(item);
    Found found{&each,       none, item, each.field, each.broken || each.kind != read::Kind::null,
                !each.broken};
    if (fact.index != none && found.good && found.present) {
      if (each.instance == none)
        found.good = false;  // of another form
      else
        found = find(RefId{fact.index}, each.instance);
    }
    if (found.present && !found.good) {
      if (!among) return false;
      continue;
    }
    if (!found.present) continue;
    const auto order =
        compare_values(table_, side, {found.value, &table_.fields[found.field]}, 0, true);
    if (order && *order == 0) return among;
  }
  return !among;
}

std::optional<std::pair<Index, Index>> Facts::count_of(const table::CalculationFactor& count,
                                                       Index instance) const {
  const Found list = find(count.ref, instance);
  if (!list.present) return std::pair<Index, Index>{0, 0};
  if (!list.good) return std::nullopt;
  if (count.test == none) {
    const Index all = list.value->kind == read::Kind::array ? list.value->size : 1;
    return std::pair{all, all};
  }
  const Tally tally = tally_of(count.test, list);
  return std::pair{tally.yes, tally.yes + tally.unknown};
}

}  // namespace leadlint::validate
