// Walks the blocks of the tables together. Tests: tests/witness_test.cpp.
#include "analyze/places.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace leadlint::analyze {

using table::BlockId;
using table::DecisionTable;
using table::Field;
using table::FieldId;

namespace {

/// What a list holds; a field that is none: none.
FieldId item_of(const DecisionTable& table, FieldId field) {
  return field == table::none ? FieldId{} : table.fields[field].item;
}

std::string quoted_name(std::string_view text) { return nlohmann::json(std::string(text)).dump(); }

/// JSON Pointer: ~ and / have spellings of their own.
std::string token(std::string_view name) {
  std::string text = "/";
  for (const char c : name) {
    if (c == '~')
      text += "~0";
    else if (c == '/')
      text += "~1";
    else
      text += c;
  }
  return text;
}

}  // namespace

Places::Places(std::vector<const DecisionTable*> tables) : tables_(std::move(tables)) {
  used_.resize(tables_.size());
  for (std::size_t t = 0; t < tables_.size(); ++t) note_used(t);

  Place payload;
  bool list = false;
  for (const DecisionTable* table : tables_) {
    const Field& root = table->fields[table->root];
    const bool is_list = root.block == table::none && root.item != table::none;
    list = list || is_list;
    payload.fields.push_back(is_list ? root.item : table->root);
  }
  if (list) payload.pointer = "/0";
  add(std::move(payload), 0);
  const auto add_root = [&](Place::Root root, std::string path, std::string pointer,
                            auto field_of) {
    Place place;
    place.root = root;
    place.path = std::move(path);
    place.pointer = std::move(pointer);
    for (const DecisionTable* table : tables_) place.fields.push_back(field_of(*table));
    add(std::move(place), 0);
  };
  add_root(Place::Root::current, "current", "/@current",
           [](const DecisionTable& table) { return table.current_root; });
  add_root(Place::Root::request, "request", "/@request",
           [](const DecisionTable& table) { return table.request_root; });
  Place params;
  params.root = Place::Root::params;
  params.path = "parameters";
  params.pointer = "/@path";
  params.fields.resize(tables_.size());
  add(std::move(params), 0);
}

/// Of the context only what rules look at: what else is stored changes nothing.
void Places::note_used(std::size_t t) {
  const DecisionTable& table = *tables_[t];
  for (const table::Ref& ref : table.refs) {
    if (ref.base != table::Base::current && ref.base != table::Base::request) continue;
    const FieldId root = ref.base == table::Base::current ? table.current_root : table.request_root;
    if (root == table::none) continue;
    FieldId at = root;
    for (table::Index step = 0; step < ref.steps.count; ++step) {
      const std::uint16_t number = table.ref_steps[ref.steps.first + step];
      if (number == table::last_step) {
        at = item_of(table, at);
      } else {
        if (at != table::none && table.fields[at].block == table::none) at = item_of(table, at);
        const BlockId block = at == table::none ? BlockId{} : table.fields[at].block;
        if (block == table::none || number >= table.blocks[block].fields.count) break;
        at = table.blocks[block].fields[number];
      }
      if (at == table::none) break;
      used_[t].insert(at);
    }
  }
}

bool Places::is_used(PlaceId id) const {
  const Place& place = places_[id];
  for (std::size_t t = 0; t < tables_.size(); ++t)
    if (place.fields[t] != table::none && used_[t].contains(place.fields[t])) return true;
  return false;
}

PlaceId Places::root(Place::Root root) const noexcept {
  for (PlaceId id = 0; id < places_.size(); ++id)
    if (places_[id].root == root) return id;
  return no_place;
}

BlockId Places::block(PlaceId id, std::size_t t) const noexcept {
  const Place& place = places_[id];
  if (place.root == Place::Root::params && place.parent == no_place) return tables_[t]->params;
  return place.fields[t] == table::none ? BlockId{} : tables_[t]->fields[place.fields[t]].block;
}

PlaceId Places::object_around(PlaceId id) const noexcept {
  PlaceId around = places_[id].parent;
  while (around != no_place && places_[around].is_list) around = places_[around].parent;
  return around;
}

PlaceId Places::child(PlaceId object, std::size_t t, std::uint16_t number) const {
  const BlockId block_id = block(object, t);
  if (block_id == table::none) return no_place;
  const table::Block& block = tables_[t]->blocks[block_id];
  if (number >= block.fields.count) return no_place;
  for (const PlaceId each : places_[object].children)
    if (places_[each].fields[t] == block.fields[number]) return each;
  return no_place;
}

void Places::add_below(PlaceId id, std::set<PlaceId>& to) const {
  to.insert(id);
  for (const PlaceId each : places_[id].children) add_below(each, to);
}

void Places::add_around(PlaceId id, std::set<PlaceId>& to) const {
  for (; id != no_place; id = places_[id].parent) to.insert(id);
}

PlaceId Places::add(Place place, int depth) {
  const PlaceId id = places_.size();
  place.is_list =
      std::ranges::any_of(tables_, [&, t = std::size_t{0}](const DecisionTable* table) mutable {
        const FieldId field = place.fields[t++];
        return field != table::none && table->fields[field].item != table::none;
      });
  const bool is_list = place.is_list;
  places_.push_back(std::move(place));
  if (depth > 12 || places_.size() > max_places) {
    beyond_.insert(places_[id].path);
    return id;
  }
  add_members(id, depth);
  if (!is_list) return id;
  for (std::uint32_t number = 0; number < listed_items; ++number) {
    const Place& list = places_[id];
    Place item;
    item.root = list.root;
    item.path = list.path + '[' + std::to_string(number) + ']';
    item.pointer = list.pointer + '/' + std::to_string(number);
    item.parent = id;
    item.item = number;
    for (std::size_t t = 0; t < tables_.size(); ++t)
      item.fields.push_back(item_of(*tables_[t], list.fields[t]));
    const PlaceId added = add(std::move(item), depth + 1);
    places_[id].children.push_back(added);
  }
  return id;
}

void Places::add_members(PlaceId id, int depth) {
  std::vector<std::string> names;  // in the order of the first table that has them
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    const BlockId block_id = block(id, t);
    if (block_id == table::none) continue;
    for (const FieldId field : tables_[t]->blocks[block_id].fields)
      if (std::string name{tables_[t]->text(tables_[t]->fields[field].name)};
          std::ranges::find(names, name) == names.end())
        names.push_back(std::move(name));
  }
  const bool context =
      places_[id].root == Place::Root::current || places_[id].root == Place::Root::request;
  // One that no field names.
  if (!names.empty() && places_[id].root == Place::Root::payload) names.push_back(unknown_name);
  for (const std::string& name : names) {
    const Place& object = places_[id];
    Place member;
    member.root = object.root;
    member.name = name;
    member.path = object.path.empty() ? name : object.path + '.' + name;
    member.pointer = object.pointer + token(name);
    member.parent = id;
    bool used = !context;
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      FieldId found;
      if (const BlockId block_id = block(id, t); block_id != table::none) {
        const table::Block& block = tables_[t]->blocks[block_id];
        if (const std::uint16_t number = tables_[t]->find(block.names, name);
            number != table::no_name)
          found = block.fields[number];
      }
      member.fields.push_back(found);
      used = used || (found != table::none && used_[t].contains(found));
    }
    if (!used) continue;
    const PlaceId added = add(std::move(member), depth + 1);
    places_[id].children.push_back(added);
  }
}

void Places::resolve(PlaceId object, std::size_t t, table::RefId id, std::set<PlaceId>& to) const {
  if (id == table::none) return;
  const DecisionTable& table = *tables_[t];
  const table::Ref& ref = table.refs[id];
  PlaceId at = object;
  switch (ref.base) {
    case table::Base::block:
      for (std::uint8_t up = 0; up < ref.up && at != no_place; ++up) at = object_around(at);
      break;
    case table::Base::current:
      at = root(Place::Root::current);
      break;
    case table::Base::request:
      at = root(Place::Root::request);
      break;
    case table::Base::param:
      at = root(Place::Root::params);
      break;
    case table::Base::previous:
    case table::Base::before:
    case table::Base::item: {
      // Whatever the list has.
      while (at != no_place && !places_[at].is_list) at = places_[at].parent;
      add_below(at == no_place ? payload() : at, to);
      if (at == no_place) add_below(object, to);
      return;
    }
  }
  for (table::Index step = 0; step < ref.steps.count && at != no_place; ++step) {
    add_around(at, to);
    if (places_[at].is_list) {  // its last item, or what is in all of them
      add_below(at, to);
      at = no_place;
      break;
    }
    at = child(at, t, table.ref_steps[ref.steps.first + step]);
  }
  if (at != no_place) {
    add_around(at, to);
    to.insert(at);
  }
  resolve(object, t, ref.alternative, to);
}

PlaceId Places::target(PlaceId object, std::size_t t, table::RefId id) const {
  if (id == table::none) return no_place;
  const DecisionTable& table = *tables_[t];
  const table::Ref& ref = table.refs[id];
  PlaceId at = object;
  if (ref.base == table::Base::block)
    for (std::uint8_t up = 0; up < ref.up && at != no_place; ++up) at = object_around(at);
  else if (ref.base == table::Base::current)
    at = root(Place::Root::current);
  else if (ref.base == table::Base::request)
    at = root(Place::Root::request);
  else if (ref.base == table::Base::param)
    at = root(Place::Root::params);
  else
    return no_place;
  for (table::Index step = 0; step < ref.steps.count && at != no_place; ++step)
    at = child(at, t, table.ref_steps[ref.steps.first + step]);
  return at;
}

// ------------------------------------------------------------------------------------ assignments

std::optional<std::size_t> Places::opened(PlaceId id) const noexcept {
  const auto& choices = places_[id].choices;
  for (const PlaceValue::Kind kind : {PlaceValue::Kind::object, PlaceValue::Kind::list})
    for (std::size_t i = 0; i < choices.size(); ++i)
      if (choices[i].kind == kind && (kind == PlaceValue::Kind::object || choices[i].items > 0))
        return i;
  return std::nullopt;
}

Assignment Places::nothing() const {
  Assignment at(places_.size(), 0);
  at[payload()] = opened(payload()).value_or(0);
  return at;
}

void Places::put(Assignment& at, PlaceId id, std::size_t choice) const {
  at[id] = choice;
  for (PlaceId inner = id, around = places_[id].parent; around != no_place;
       inner = around, around = places_[around].parent) {
    const auto holds = [&](const PlaceValue& chosen) {
      return places_[inner].item ? chosen.items > *places_[inner].item
                                 : chosen.kind == PlaceValue::Kind::object;
    };
    const auto& choices = places_[around].choices;
    if (holds(choices[at[around]])) continue;
    for (std::size_t i = 0; i < choices.size(); ++i)
      if (holds(choices[i])) {
        at[around] = i;
        break;
      }
  }
  // Items before it have to be there.
  for (PlaceId inner = id; inner != no_place; inner = places_[inner].parent) {
    if (!places_[inner].item) continue;
    const Place& list = places_[places_[inner].parent];
    for (const PlaceId other : list.children)
      if (places_[other].item && at[other] == 0 && other != inner &&
          *places_[other].item < list.choices[at[places_[inner].parent]].items)
        at[other] = opened(other).value_or(1);
  }
}

void Places::take(Assignment& at, PlaceId id) const {
  at[id] = 0;
  for (const PlaceId each : places_[id].children) take(at, each);
}

void Places::write(std::string& to, const Assignment& at, PlaceId id) const {
  const Place& place = places_[id];
  const PlaceValue& choice = place.choices[at[id]];
  switch (choice.kind) {
    case PlaceValue::Kind::absent:
    case PlaceValue::Kind::no_record:
    case PlaceValue::Kind::null:
      to += "null";
      return;
    case PlaceValue::Kind::value:
      to += choice.json;
      return;
    case PlaceValue::Kind::list: {
      to += '[';
      PlaceId last = no_place;
      for (std::uint32_t number = 0; number < choice.items; ++number) {
        for (const PlaceId each : place.children)
          if (places_[each].item == number) last = each;
        if (number > 0) to += ',';
        if (last != no_place) write(to, at, last);
      }
      to += ']';
      return;
    }
    case PlaceValue::Kind::object: {
      to += '{';
      bool first = true;
      for (const PlaceId each : place.children) {
        if (places_[each].item || places_[each].choices[at[each]].kind == PlaceValue::Kind::absent)
          continue;
        if (!first) to += ',';
        first = false;
        to += quoted_name(places_[each].name) + ':';
        write(to, at, each);
      }
      to += '}';
      return;
    }
  }
}

Input Places::input_of(const Assignment& at) const {
  Input input;
  write(input.payload, at, payload());
  if (!places_[payload()].pointer.empty()) input.payload = '[' + input.payload + ']';
  const auto chosen = [&](PlaceId id) { return places_[id].choices[at[id]].kind; };
  const PlaceId current = root(Place::Root::current), request = root(Place::Root::request),
                params = root(Place::Root::params);
  input.no_current = chosen(current) == PlaceValue::Kind::no_record;
  if (chosen(current) == PlaceValue::Kind::object) write(input.current, at, current);
  if (chosen(request) == PlaceValue::Kind::object) write(input.request, at, request);
  if (chosen(params) == PlaceValue::Kind::object) {
    input.has_params = true;
    for (const PlaceId each : places_[params].children) {
      const PlaceValue& choice = places_[each].choices[at[each]];
      if (choice.kind == PlaceValue::Kind::value)
        input.params.emplace_back(places_[each].name,
                                  nlohmann::json::parse(choice.json).get<std::string>());
    }
  }
  return input;
}

}  // namespace leadlint::analyze
