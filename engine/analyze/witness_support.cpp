// What the bits of a decision table hang on: the places that a lemma has to name. More than it
// takes makes lemmas weaker, and never wrong.
#include <algorithm>

#include "analyze/witness.h"

namespace leadlint::analyze {

using table::DecisionTable;
using table::Fact;
using table::FactKind;
using table::Field;
using table::Index;
using table::RowId;

void Witness::note_breaking(std::size_t t, PlaceId object) {
  const DecisionTable& table = *places_.tables()[t];
  const table::Block& block = table.blocks[places_.block(object, t)];
  const auto note = [&](const table::Group& group) {
    for (const RowId row : group.rows)
      if (table.rows[row].breaks) {
        // (Not what is around it: that is as good as before.)
        std::set<PlaceId> at{places_.target(object, t, table.rows[row].place.ref)};
        if (at.contains(no_place)) {
          at.clear();
          places_.resolve(object, t, table.rows[row].place.ref, at);
        }
        for (const PlaceId place : at) breaking_[t][place].emplace_back(object, row);
      }
  };
  note(block.always);
  if (block.selector == table::none) return;
  for (const table::GroupId group : block.groups) note(table.groups[group]);
}

void Witness::add_all(std::set<PlaceId>& to) const {
  for (PlaceId id = 0; id < places_.size(); ++id) to.insert(id);
}

/// What it hangs on whether a value is there, and good.
void Witness::add_value(std::size_t t, PlaceId place, std::set<PlaceId>& to) {
  places_.add_around(place, to);
  if (!open_.insert(place).second) return;
  if (places_[place].is_list) places_.add_below(place, to);
  const DecisionTable& table = *places_.tables()[t];
  for (PlaceId around = place; around != no_place; around = places_[around].parent)
    if (const table::BlockId block = places_.block(around, t);
        block != table::none && table.blocks[block].has_forms)
      places_.add_below(around, to);
  if (const table::FieldId id = places_[place].fields[t]; id != table::none) {
    const PlaceId object = places_.object_around(place);
    const Field& field = table.fields[id];
    for (const table::Variant& variant : table.variants[field.variants])
      for (const table::SpanOf<table::Row> rows : {variant.when, variant.unsure})
        for (const RowId row : rows)
          if (object != no_place) add_bits(t, object, row, to);
  }
  if (const auto found = breaking_[t].find(place); found != breaking_[t].end())
    for (const auto& [object, row] : found->second) {
      add_bits(t, object, row, to);
      add_selector(t, object, to);
    }
}

void Witness::add_selector(std::size_t t, PlaceId object, std::set<PlaceId>& to) {
  const DecisionTable& table = *places_.tables()[t];
  add_ref(t, object, table.blocks[places_.block(object, t)].selector, to);
}

void Witness::add_ref(std::size_t t, PlaceId object, table::RefId ref, std::set<PlaceId>& to) {
  if (ref == table::none) return;
  std::set<PlaceId> found;
  places_.resolve(object, t, ref, found);
  for (const PlaceId place : found) add_value(t, place, to);
}

void Witness::add_bits(std::size_t t, PlaceId object, RowId row, std::set<PlaceId>& to) {
  places_.add_around(object, to);
  for (const RowBit& part : bits_of(*places_.tables()[t], row)) add_bit(t, object, part.bit, to);
}

void Witness::add_bit(std::size_t t, PlaceId object, std::uint32_t bit, std::set<PlaceId>& to) {
  places_.add_around(object, to);
  const DecisionTable& table = *places_.tables()[t];
  const table::BlockId id = places_.block(object, t);
  if (id == table::none) return;
  const std::uint32_t fields = table.blocks[id].fields.count;
  std::uint16_t number = table::no_name;
  if (bit < 2 * fields) {
    number = static_cast<std::uint16_t>(bit % fields);
  } else if (const Fact* fact = fact_of(t, id, bit); fact != nullptr) {
    add_fact(t, object, *fact, to);
    return;
  } else if (const std::uint16_t broken = broken_by(t, id, bit); broken != table::no_name) {
    number = broken;
  } else if (layouts_[t]->object_of(id) == nullptr) {
    add_all(to);
    return;
  } else if (const auto listed = layouts_[t]->listed_values(id, bit); listed.member) {
    number = listed.member->field;
  }
  if (number == table::no_name) {  // what it stands for is not known
    add_all(to);
    return;
  }
  if (const PlaceId child = places_.child(object, t, number); child != no_place)
    add_value(t, child, to);
}

/// The field that the bit says is broken, or could not be read.
std::uint16_t Witness::broken_by(std::size_t t, table::BlockId id, std::uint32_t bit) const {
  const DecisionTable& table = *places_.tables()[t];
  const table::Block& block = table.blocks[id];
  for (std::uint16_t number = 0; number < block.fields.count; ++number) {
    const Field& field = table.fields[block.fields[number]];
    if (field.broken_bit == bit || field.unread_bit == bit) return number;
  }
  return table::no_name;
}

const Fact* Witness::fact_of(std::size_t t, table::BlockId id, std::uint32_t bit) const {
  const DecisionTable& table = *places_.tables()[t];
  const table::Block& block = table.blocks[id];
  for (const table::SpanOf<Fact> facts : {block.facts, block.outward_facts})
    for (const Fact& fact : table.facts[facts])
      if (fact.bit == bit) return &fact;
  return nullptr;
}

void Witness::add_fact(std::size_t t, PlaceId object, const Fact& fact, std::set<PlaceId>& to) {
  const DecisionTable& table = *places_.tables()[t];
  add_ref(t, object, fact.a, to);
  add_ref(t, object, fact.b, to);
  switch (fact.kind) {
    using enum FactKind;
    case any_row:
      for (const RowId row : fact.rows()) add_bits(t, object, row, to);
      break;
    case counted:
      for (Index i = 0; i < fact.span.count; ++i)
        add_ref(t, object, table.ref_ids[fact.span.first + i], to);
      break;
    case only:
      for (const PlaceId child : places_[object].children) add_value(t, child, to);
      break;
    case changed:
    case has_current:
    case says_no_current:
    case stored_known:
    case has_request:
    case has_params: {
      std::set<PlaceId> below;
      for (const Place::Root root :
           {Place::Root::current, Place::Root::request, Place::Root::params})
        if (fact.kind == changed)
          places_.add_below(places_.root(root), below);
        else
          below.insert(places_.root(root));
      if (fact.kind != changed || fact.b == table::none) to.insert(below.begin(), below.end());
      break;
    }
    case calculation:
    case some_item:
    case each_item:
    case among_items:
    case in_form:
      add_all(to);
      break;
    default:
      break;
  }
}

std::set<PlaceId> Witness::support_of(const Seen& seen) {
  open_.clear();
  std::set<PlaceId> to;
  const DecisionTable& table = *places_.tables()[seen.table];
  switch (seen.kind) {
    case Seen::Kind::bit:
      add_bit(seen.table, seen.place, seen.number, to);
      break;
    case Seen::Kind::misses_nothing: {
      places_.add_around(seen.place, to);
      const table::Row& row = table.rows[RowId{seen.number}];
      add_ref(seen.table, seen.place, row.place.ref, to);
      add_ref(seen.table, seen.place, row.target, to);
      break;
    }
    case Seen::Kind::null_is_fine:
      add_bit(seen.table, seen.place, seen.number, to);
      break;
    case Seen::Kind::group:
      places_.add_around(seen.place, to);
      add_selector(seen.table, seen.place, to);
      break;
    case Seen::Kind::error:
    case Seen::Kind::warning:
      add_value(seen.table, seen.place, to);
      break;
  }
  return to;
}

}  // namespace leadlint::analyze
