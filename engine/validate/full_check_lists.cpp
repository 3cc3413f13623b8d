// Checks over the items of a list, reported at the item that breaks them.
#include "validate/full_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "table/item_key.h"
#include "text/fold_case.h"
#include "text/text_hash.h"
#include "validate/text_checks.h"
#include "validate/value.h"

namespace leadlint::validate {

/// The node that a key of an item means: its member `key`, where that is good.
Index FullCheck::key_node(Index item, std::uint16_t key) {
  const Index instance = record_.nodes[item].instance;
  if (instance == none) return none;
  const read::Instance& object = record_.instances[instance];
  const std::uint32_t count = table_.blocks[object.block].fields.count;
  const std::uint64_t* words = record_.facts_of(instance);
  return test_bit(words, count + key) ? record_.slots[object.slots + key] : none;
}

namespace {

/// A value by what it means: its entry of an enumeration, a moment, a number, true or false, a
/// text.
void append_unique_key(const table::DecisionTable& table, const table::Field* field,
                       const read::Node& value, std::string& key) {
  if (field != nullptr && field->value_set != none) {
    const std::uint16_t entry =
        find_value(table, table.value_sets[field->value_set], value, *field);
    if (entry != table::no_name) {
      key += 'e';
      key += std::to_string(entry);
      return;
    }
  }
  TimeValue moment;
  const bool text = value.kind == read::Kind::string;
  if (text && field != nullptr && field->moments &&
      read_moment(table, *field, value.text(), moment)) {
    key += static_cast<char>('0' + static_cast<int>(moment.kind));
    key += std::to_string(moment.total_seconds());
    key += '.';
    key += std::to_string(moment.nanoseconds);
    return;
  }
  const bool from_text = field != nullptr && field->read_kinds != 0;
  key += text && !from_text ? 's' : 'v';
  if (text && field != nullptr && field->any_text_folds)
    key += fold_case(value.text());
  else
    append_key(field, value, key);
}

}  // namespace

FullCheck::Steps FullCheck::keys_of(const table::Check& check) const {
  return {table_.key_fields.data() + check.span.first, check.span.count};
}

/// Takes each good value that a key leads to, of the lists on its way too.
template <class Take>
void FullCheck::key_values(Index item, Steps steps, const Take& take) {
  const Index value = key_node(item, steps[0]);
  if (value == none) return;
  steps = steps.subspan(1);
  if (steps.empty()) return take(value);
  if (steps[0] != table::each_item_step) return key_values(value, steps, take);
  steps = steps.subspan(1);
  const bool list = node(value).kind == read::Kind::array;
  if (!list && !node(value).bare_item) return;
  for (Index each = list ? node(value).first : value; each != none;
       each = list ? node(each).next : Index{none}) {
    if (!steps.empty())
      key_values(each, steps, take);
    else if (!node(each).broken && node(each).kind != read::Kind::null)
      take(each);
  }
}

/// Where a value stands that a key led to.
FullCheck::At FullCheck::place_of(Index value) const {
  Index around = node(value).parent;
  while (around != none && node(around).instance == none) around = node(around).parent;
  const Index instance = around == none ? Index{none} : node(around).instance;
  if (instance == none || around != node(value).parent) return {value, instance, no_field};
  const table::SpanOf<table::Field> fields =
      table_.blocks[record_.instances[instance].block].fields;
  const FieldId field = node(value).field;
  if (field == none || !fields.has(field)) return {value, instance, no_field};
  return {value, instance, static_cast<std::uint16_t>(fields.place_of(field))};
}

void FullCheck::append_key_part(Index part) {
  append_unique_key(table_, node(part).field == none ? nullptr : &table_.fields[node(part).field],
                    node(part), scratch_.facts.key);
  scratch_.facts.key += key_separator;
}

/// Puts what `unique` compares of an item into the scratch key; false where a part is missing. Of a
/// key through lists the item is the value itself.
bool FullCheck::item_key(const table::Check& check, Index item) {
  scratch_.facts.key.clear();
  const Steps keys = keys_of(check);
  if (keys.empty()) {
    const read::Node& value = node(item);
    if (value.broken || read::is_container(value.kind)) return false;
    if (value.kind == read::Kind::null)
      scratch_.facts.key += 'n';
    else
      append_key_part(item);
    return true;
  }
  if (table::goes_through_lists(table::first_key(keys))) {
    append_key_part(item);
    return true;
  }
  for (Steps rest = keys; !rest.empty(); rest = table::other_keys(rest)) {
    Index part = none;
    key_values(item, table::first_key(rest), [&part](Index value) { part = value; });
    if (part == none || read::is_container(node(part).kind))
      return false;  // nothing equals an object or a list
    append_key_part(part);
  }
  return true;
}

/// Of the items from `first` to `last` in the scratch hashes, which have one hash, those that
/// repeat an earlier one go behind the hashes.
void FullCheck::repeats_among(const table::Check& check, std::size_t first, std::size_t last) {
  std::vector<std::string> seen;
  for (std::size_t i = first; i < last; ++i) {
    const auto hash = scratch_.hashes[i];
    item_key(check, hash.second);
    if (std::find(seen.begin(), seen.end(), scratch_.facts.key) != seen.end())
      scratch_.hashes.push_back(hash);
    else
      seen.push_back(scratch_.facts.key);
  }
}

/// False: one stands there twice.
bool FullCheck::unique_items(const table::Check& check, At list, CheckId id) {
  auto& hashes = scratch_.hashes;
  hashes.clear();
  const KeyedHash hash_of;
  const Steps keys = keys_of(check);
  const bool through_lists = !keys.empty() && table::goes_through_lists(table::first_key(keys));
  const auto take = [&](Index item) {
    if (item_key(check, item)) hashes.emplace_back(hash_of.of(scratch_.facts.key), item);
  };
  for (Index item = node(list.node).first; item != none; item = node(item).next) {
    if (!through_lists) {
      take(item);
      continue;
    }
    key_values(item, table::first_key(keys), [&](Index value) {
      if (!read::is_container(node(value).kind)) take(value);
    });
  }
  std::sort(hashes.begin(), hashes.end());
  const std::size_t count = hashes.size();
  for (std::size_t first = 0, last = 0; first < count; first = last) {
    while (last < count && hashes[last].first == hashes[first].first) ++last;
    if (last - first > 1) repeats_among(check, first, last);
  }
  const auto by_item = [](const auto& a, const auto& b) { return a.second < b.second; };
  std::sort(hashes.begin() + static_cast<std::ptrdiff_t>(count), hashes.end(), by_item);
  for (std::size_t i = count; i < hashes.size(); ++i) {
    const Index item = hashes[i].second;
    if (through_lists) {
      problem(check.report, place_of(item), id);
    } else if (!keys.empty() && table::other_keys(keys).empty()) {
      key_values(item, table::first_key(keys),
                 [&](Index value) { problem(check.report, place_of(value), id); });
    } else {
      problem(check.report, At{item, list.instance, no_field}, id);
    }
  }
  return hashes.size() == count;
}

/// `ascending` and `not_descending`: each item that has a value against the nearest before it that
/// has one.
bool FullCheck::ordered_items(const table::Check& check, const table::Field& field, At list,
                              CheckId id) {
  const bool by_member = check.span.count != 0;
  const std::uint16_t key = by_member ? table_.key_fields[check.span.first] : table::no_name;
  const table::Field* described = field.item == none ? nullptr : &table_.fields[field.item];
  if (by_member && described != nullptr && described->block != none)
    described = &table_.fields[table_.blocks[described->block].fields[key]];
  Index before = none;
  bool in_order = true;
  for (Index item = node(list.node).first; item != none; item = node(item).next) {
    const Index value = by_member ? key_node(item, key) : node(item).broken ? none : item;
    if (value == none) continue;
    const Index earlier = std::exchange(before, value);
    if (earlier == none) continue;
    const auto order =
        compare_values(table_, {&node(earlier), described}, {&node(value), described}, 0, false);
    if (!order || *order == std::partial_ordering::unordered) continue;
    const bool good = check.kind == table::CheckKind::ascending ? *order < 0 : *order <= 0;
    if (good) continue;
    in_order = false;
    problem(check.report,
            by_member ? At{value, node(item).instance, key} : At{item, list.instance, no_field},
            id);
  }
  return in_order;
}

}  // namespace leadlint::validate
