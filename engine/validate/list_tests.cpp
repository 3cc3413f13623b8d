// What conditions ask of the items of a list (table::ListTest): in memory of one size, whatever the
// list's.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "text/text_hash.h"
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

/// Most facts about an item ask for one of its own members: what is known of that stands in its
/// words.
bool Facts::holds_of_item(const table::Fact& fact, const read::Instance& item,
                          Index instance) const {
  using K = table::FactKind;
  const std::uint16_t number = fact.a == none ? table::no_name : table_.refs[fact.a].local;
  if (number == table::no_name) return holds(fact, instance);
  const std::uint64_t* const words = record_->facts.data() + item.words;
  const table::SpanOf<table::Field> fields = table_.blocks[item.block].fields;
  const bool good = test_bit(words, fields.count + number);
  switch (fact.kind) {
    case K::good:
      return good;
    case K::present:
      return test_bit(words, number);
    case K::broken:
      return !good && test_bit(words, number);
    case K::in_values:
    case K::is_true:
    case K::is_false:
    case K::compare_number:
      return good && told_by(fact, node(record_->slots[item.slots + number]), fields[number]);
    default:
      return holds(fact, instance);
  }
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
                     : test.of_values                      ? holds(fact, instance)
                                      : holds_of_item(fact, record_->instances[instance], instance);
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

/// What counts of an item: itself, or its member.
Facts::Found Facts::among_value(const table::Fact& fact, Index item) const {
  const read::Node& each = node(item);
  Found found{&each,       none, item, each.field, each.broken || each.kind != read::Kind::null,
              !each.broken};
  if (fact.index == none || !found.good || !found.present) return found;
  if (each.instance != none) return find(RefId{fact.index}, each.instance);
  found.good = false;  // of another form
  return found;
}

/// Made when the first object asks, so that many objects beside many items cost what both are long.
const Facts::Indexed& Facts::index_of(const table::Fact& fact, const Found& list,
                                      const table::Field& field) const {
  for (const Indexed& each : memory_.indexed)
    if (each.fact == &fact && each.list == list.node) return each;
  Indexed made{&fact, list.node, false, {}};
  for (Index item = first_item(list); item != none; item = next_item(list, item)) {
    const Found found = among_value(fact, item);
    if (!found.present) continue;
    if (!found.good) {
      made.some_unread = true;
      continue;
    }
    memory_.key.clear();
    append_equality_key({found.value, &table_.fields[found.field]}, field, memory_.key);
    made.values.emplace_back(keyed_hash(memory_.key), found.node);
  }
  std::sort(made.values.begin(), made.values.end());
  return memory_.indexed.emplace_back(std::move(made));
}

bool Facts::among_holds(const table::Fact& fact, Index instance) const {
  const bool among = fact.compare == table::Compare::eq;
  const Found value = find(fact.a, instance);
  if (!value.good) return false;
  const Found list = find(fact.b, instance);
  if (!list.good) return !among && !list.present;
  const Side side{value.value, &table_.fields[value.field]};
  const auto is_it = [&](Index item, FieldId field) {
    const auto order = compare_values(table_, side, {&node(item), &table_.fields[field]}, 0, true);
    return order && *order == 0;
  };
  const table::Ref& ref = table_.refs[fact.b];
  const FieldId of_items =
      fact.index == none ? table_.fields[list.field].item : table_.refs[RefId{fact.index}].field;
  const bool many_ask = ref.base == table::Base::block && ref.up > 0;
  if (many_ask && value.value->kept == read::Kept::whole && of_items != none &&
      have_equality_keys(*side.field, table_.fields[of_items])) {
    const Indexed& indexed = index_of(fact, list, *side.field);
    if (!among && indexed.some_unread) return false;
    memory_.key.clear();
    append_equality_key(side, table_.fields[of_items], memory_.key);
    const std::uint64_t hash = keyed_hash(memory_.key);
    auto at =
        std::ranges::lower_bound(indexed.values, hash, {}, &std::pair<std::uint64_t, Index>::first);
    for (; at != indexed.values.end() && at->first == hash; ++at)
      if (is_it(at->second, node(at->second).field)) return among;
    return !among;
  }
  for (Index item = first_item(list); item != none; item = next_item(list, item)) {
    const Found found = among_value(fact, item);
    if (!found.present) continue;
    if (!found.good && !among) return false;
    if (found.good && is_it(found.node, found.field)) return among;
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
