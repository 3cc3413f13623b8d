// Maps laid over maps; see overlay.h. Nodes are shared, never changed. Tests: tests/parse_test.cpp.
#include "parse/overlay.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "model/words.h"

namespace leadlint::parse {
namespace {

using Merge = NodePtr (*)(const NodePtr& base, const NodePtr& over);

bool is_plain_map(const NodePtr& node) { return node && node->is_map() && !is_choice(*node); }

NodePtr take_over(const NodePtr&, const NodePtr& over) { return over; }

/// A key with nothing behind it, or with comments alone: it says nothing, and takes nothing away.
bool says_nothing(const YamlEntry& entry) {
  // `type: null` is a type.
  const bool of_types = entry.key == "type" || entry.key == "unknown_type";
  return entry.value->is_null() && !(of_types && entry.value->written);
}

/// A map of names: what both have is merged by `merge`, what `over` alone has comes behind.
NodePtr by_name(const NodePtr& base, const NodePtr& over, Merge merge) {
  if (!is_plain_map(base) || !is_plain_map(over)) return over;
  auto result = std::make_shared<YamlNode>(*over);
  result->entries = base->entries;
  for (const YamlEntry& entry : over->entries) {
    const auto same = std::ranges::find(result->entries, entry.key, &YamlEntry::key);
    if (same == result->entries.end()) {
      result->entries.push_back(entry);
    } else if (!says_nothing(entry)) {
      NodePtr merged = merge(same->value, entry.value);
      *same = entry;
      same->value = std::move(merged);
    }
  }
  return result;
}

/// `none` for a value takes it out of an inherited row; false: there is none for it.
bool take_back_value(const std::string& value, YamlNode& below) {
  if (std::erase_if(below.entries, [&](const YamlEntry& row) { return row.key == value; }) != 0)
    return true;
  for (YamlEntry& row : below.entries) {
    const std::vector<std::string> values = values_of_key(row.key);
    if (values.size() < 2 || std::ranges::find(values, value) == values.end()) continue;
    row.taken_back.push_back(value);
    return true;
  }
  return false;
}

/// The rows of a table: `none` takes an inherited row back.
NodePtr rows_merged(const NodePtr& base, const NodePtr& over) {
  if (!is_plain_map(base) || !is_plain_map(over)) return over;
  auto below = std::make_shared<YamlNode>(*base), above = std::make_shared<YamlNode>(*over);
  std::erase_if(above->entries, [&below](const YamlEntry& row) {
    if (!is_none(*row.value)) return false;
    if (take_back_value(row.key, *below)) return true;
    const std::vector<std::string> values = values_of_key(row.key);
    return values.size() > 1 && std::ranges::all_of(values, [&below](const std::string& value) {
             return take_back_value(value, *below);
           });
  });
  return by_name(below, above, take_over);
}

NodePtr names_replaced(const NodePtr& base, const NodePtr& over) {
  return by_name(base, over, take_over);
}
NodePtr fields_merged(const NodePtr& base, const NodePtr& over) {
  return by_name(base, over, overlay);
}
NodePtr names_merged(const NodePtr& base, const NodePtr& over) {
  return by_name(base, over, names_replaced);
}

std::string text_of(const YamlNode& map, std::string_view key) {
  const YamlEntry* entry = map.find(key);
  if (!entry) return {};
  if (!entry->value->is_sequence()) return entry->value->text;
  std::string text;
  for (const NodePtr& item : entry->value->items) text += item->text + ",";
  return text;
}

/// What a table is about: `field:` of cases and transitions, `fields:` of pairs, `history:` of
/// transitions. Of pairs and transitions also when they count: such tables come in several.
std::string subject(const NodePtr& node) {
  const bool cases = node->find("field") && node->find("table");
  const std::string when =
      node->find("when") && !cases ? " when:" + text_of(*node, "when") : std::string{};
  for (const std::string_view key : {"field", "fields", "history"})
    if (node->find(key)) return std::string(key) + ":" + text_of(*node, key) + when;
  return when;
}

/// The ids of the rules or tables of a list. Tables without one are called by their `stem` and
/// number, as findings and `rules show` call them (name_and_add in read_relations.cpp).
std::vector<std::string> ids_of(const std::vector<NodePtr>& items, std::string_view stem) {
  std::vector<std::string> ids;
  for (const NodePtr& item : items) {
    std::string id = item->find("id") ? text_of(*item, "id") : std::string(stem);
    for (int number = 2;
         !stem.empty() && !item->find("id") && std::ranges::find(ids, id) != ids.end(); ++number)
      id = std::string(stem) + "-" + std::to_string(number);
    ids.push_back(std::move(id));
  }
  return ids;
}

/// Which of the inherited ones an item lays itself over: that of its id, else that of the same
/// subject. Not one that another item has taken: of two with one id the second is a mistake, and
/// several tables stand together.
std::size_t inherited_by(const NodePtr& item, const std::vector<NodePtr>& inherited,
                         const std::vector<std::string>& ids, bool tables,
                         const std::vector<bool>& taken) {
  if (!item->is_map()) return inherited.size();
  const bool named = item->find("id") != nullptr;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (taken[i] || !inherited[i]->is_map()) continue;
    if (named ? ids[i] == text_of(*item, "id") : tables && subject(inherited[i]) == subject(item))
      return i;
  }
  return inherited.size();
}

/// `stem`: what tables without an id are called; empty: rules, which have one.
NodePtr list_merged(const NodePtr& base, const NodePtr& over, Merge merge, std::string_view stem) {
  auto result = std::make_shared<YamlNode>(*over);
  result->kind = YamlNode::Kind::sequence;
  result->entries.clear();
  result->items = listed(base);
  const std::vector<NodePtr> inherited = result->items;
  const std::vector<std::string> ids = ids_of(inherited, stem);
  std::vector<bool> taken(ids.size(), false);
  for (const NodePtr& item : listed(over)) {
    const std::size_t same = inherited_by(item, inherited, ids, !stem.empty(), taken);
    if (same == inherited.size()) {
      result->items.push_back(item);
      continue;
    }
    taken[same] = true;
    result->items[same] = merge(result->items[same], item);
  }
  return result;
}

NodePtr table_merged(const NodePtr& base, const NodePtr& over) {
  if (!is_plain_map(base) || !is_plain_map(over)) return over;
  NodePtr merged = names_replaced(base, over);
  const YamlEntry *below = base->find("table"), *above = over->find("table");
  if (!below || !above || above->value->is_null()) return merged;
  auto result = std::make_shared<YamlNode>(*merged);
  std::ranges::find(result->entries, "table", &YamlEntry::key)->value =
      rows_merged(below->value, above->value);
  return result;
}

NodePtr rules_merged(const NodePtr& base, const NodePtr& over) {
  return list_merged(base, over, overlay_rule, "");
}
NodePtr cases_merged(const NodePtr& base, const NodePtr& over) {
  return list_merged(base, over, table_merged, "cases");
}
NodePtr pairs_merged(const NodePtr& base, const NodePtr& over) {
  return list_merged(base, over, table_merged, "pairs");
}

/// `{OPEN: [WON]}` as `{is: {OPEN: [WON]}}`.
NodePtr long_form(const NodePtr& moves) {
  if (moves->find("is")) return moves;
  auto result = std::make_shared<YamlNode>(*moves);
  result->kind = YamlNode::Kind::map;
  result->entries = {{"is", true, moves->range, moves}};
  return result;
}

/// `allow` and `deny`, row by row, whether short or long.
NodePtr moves_merged(const NodePtr& base, const NodePtr& over) {
  if (!is_plain_map(base) || !is_plain_map(over)) return over;
  if (!base->find("is") && !over->find("is")) return rows_merged(base, over);
  const NodePtr below = long_form(base), above = long_form(over);
  NodePtr merged = names_replaced(below, above);
  const YamlEntry* moves = above->find("is");
  if (moves->value->is_null()) return merged;
  auto result = std::make_shared<YamlNode>(*merged);
  std::ranges::find(result->entries, "is", &YamlEntry::key)->value =
      rows_merged(below->find("is")->value, moves->value);
  return result;
}

/// A set of transitions over the inherited one; `allow: none` takes its part back.
NodePtr transition_set_merged(const NodePtr& base, const NodePtr& over) {
  NodePtr merged = rows_merged(base, over);
  if (!is_plain_map(base) || !is_plain_map(over)) return merged;
  auto result = std::make_shared<YamlNode>(*merged);
  for (const std::string_view key : {"allow", "deny"}) {
    const YamlEntry *below = base->find(key), *above = over->find(key);
    if (below && above && !above->value->is_null() && !is_none(*above->value))
      std::ranges::find(result->entries, key, &YamlEntry::key)->value =
          moves_merged(below->value, above->value);
  }
  return result;
}

NodePtr transitions_merged(const NodePtr& base, const NodePtr& over) {
  return list_merged(base, over, transition_set_merged, "transitions");
}

struct KeyMerge {
  std::string_view key;
  Merge merge;
};
constexpr KeyMerge key_merges[] = {
    {"fields", fields_merged},
    {"params", fields_merged},
    {"items", overlay},
    {"each", overlay},
    {"root", overlay},
    {"current", names_merged},
    {"by", table_merged},
    {"rules", rules_merged},
    {"cases", cases_merged},
    {"pairs", pairs_merged},
    {"transitions", transitions_merged},
    {"let", names_replaced},
    {"definitions", names_replaced},
    {"formats", names_replaced},
    {"catalogs", names_merged},
    {"options", names_merged},
    {"profiles", names_merged},
    {"severities", names_replaced},
    {"errors", names_merged},
    {"text", names_replaced},
};

/// `max_length: {severity: warning}` over `max_length: 3`: says how, and leaves what it is.
NodePtr says_how(const NodePtr& base, const NodePtr& over) {
  constexpr std::string_view hows[] = {"severity", "code", "because", "message", "derived"};
  const auto is_how = [&](const YamlEntry& entry) {
    return std::ranges::find(hows, entry.key) != std::end(hows);
  };
  const bool applies = over->is_map() && !over->entries.empty() && !base->is_null() &&
                       std::ranges::all_of(over->entries, is_how);
  if (!applies) return over;
  if (base->find("is") || (base->find("catalog") && base->entries.size() > 1))
    return names_replaced(base, over);
  if (base->is_map() && !base->find("catalog") && !is_values_map(*base)) return over;
  auto result = std::make_shared<YamlNode>(*over);
  result->entries.push_back({"is", true, base->range, base});
  return result;
}

NodePtr merged_value(std::string_view key, const NodePtr& base, const NodePtr& over) {
  const auto rule = std::ranges::find(key_merges, key, &KeyMerge::key);
  if (rule != std::end(key_merges)) return rule->merge(base, over);
  return says_how(base, over);
}

}  // namespace

bool is_choice(const YamlNode& node) noexcept {
  const YamlEntry* entry = node.find("option");
  return entry && entry->value->is_scalar();
}

std::vector<std::string> values_of_key(std::string_view key) {
  std::vector<std::string> values;
  while (true) {
    const std::size_t comma = key.find(',');
    std::string_view value = key.substr(0, comma);
    while (value.starts_with(' ')) value.remove_prefix(1);
    while (value.ends_with(' ')) value.remove_suffix(1);
    values.emplace_back(value);
    if (comma == std::string_view::npos) return values;
    key.remove_prefix(comma + 1);
  }
}

bool is_use(const YamlNode& node) noexcept {
  const YamlEntry* entry = node.find("use");
  return entry && !entry->value->is_map();
}

bool is_values_map(const YamlNode& node) noexcept {
  return node.is_map() && !node.find("is") &&
         std::ranges::any_of(node.entries, [](const YamlEntry& entry) {
           return entry.value->is_map() && entry.value->find("was");
         });
}

bool is_none(const YamlNode& node) noexcept {
  return node.is_scalar() && node.plain && node.text == "none";
}

std::vector<NodePtr> listed(const NodePtr& node) {
  if (node->is_sequence()) return node->items;
  return {node};
}

NodePtr without(const NodePtr& map, std::string_view key) {
  auto result = std::make_shared<YamlNode>(*map);
  std::erase_if(result->entries, [key](const YamlEntry& entry) { return entry.key == key; });
  return result;
}

NodePtr overlay_rule(const NodePtr& base, const NodePtr& over) {
  const bool whole = std::ranges::any_of(model::verb_rows, [&over](const model::VerbRow& verb) {
    const YamlEntry* said = over->find(verb.name);
    return said && !says_nothing(*said);
  });
  return whole ? over : names_replaced(base, over);
}

NodePtr overlay(const NodePtr& base, const NodePtr& over) {
  if (!is_plain_map(base) || !is_plain_map(over)) return over;
  auto result = std::make_shared<YamlNode>(*over);
  result->entries = base->entries;
  for (const YamlEntry& entry : over->entries) {
    const auto same = std::ranges::find(result->entries, entry.key, &YamlEntry::key);
    if (same == result->entries.end()) {
      result->entries.push_back(entry);
      continue;
    }
    if (says_nothing(entry)) continue;
    NodePtr merged = merged_value(entry.key, same->value, entry.value);
    *same = entry;
    same->value = std::move(merged);
  }
  return result;
}

}  // namespace leadlint::parse
