// Maps laid over maps; see overlay.h. Nodes are shared, never changed. Tests: tests/parse_test.cpp.
#include "parse/overlay.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace leadlint::parse {
namespace {

using Merge = NodePtr (*)(const NodePtr& base, const NodePtr& over);

bool is_plain_map(const NodePtr& node) { return node && node->is_map() && !is_choice(*node); }

NodePtr take_over(const NodePtr&, const NodePtr& over) { return over; }

/// A map of names: what both have is merged by `merge`, what `over` alone has comes behind.
NodePtr by_name(const NodePtr& base, const NodePtr& over, Merge merge) {
  if (!is_plain_map(base) || !is_plain_map(over)) return over;
  auto result = std::make_shared<YamlNode>(*over);
  result->entries = base->entries;
  for (const YamlEntry& entry : over->entries) {
    const auto same = std::ranges::find(result->entries, entry.key, &YamlEntry::key);
    if (same == result->entries.end()) {
      result->entries.push_back(entry);
    } else {
      NodePtr merged = merge(same->value, entry.value);
      *same = entry;
      same->value = std::move(merged);
    }
  }
  return result;
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

/// By what a rule, a cases table or a pairs table is known: its id, else what it is about.
std::string identity(const NodePtr& node) {
  if (!node->is_map()) return {};
  for (const std::string_view key : {"id", "field", "fields"})
    if (node->find(key)) return std::string(key) + ":" + text_of(*node, key);
  return {};
}

NodePtr list_merged(const NodePtr& base, const NodePtr& over, Merge merge) {
  auto result = std::make_shared<YamlNode>(*over);
  result->kind = YamlNode::Kind::sequence;
  result->entries.clear();
  result->items = listed(base);
  for (const NodePtr& item : listed(over)) {
    const std::string name = identity(item);
    const auto same =
        name.empty() ? result->items.end() : std::ranges::find(result->items, name, identity);
    if (same == result->items.end())
      result->items.push_back(item);
    else
      *same = merge(*same, item);
  }
  return result;
}

constexpr std::string_view verbs[] = {"require", "fill", "require_any", "require_one",
                                      "forbid",  "keep", "assert"};

/// A rule that has a verb takes the place of the other; one without changes what it says.
NodePtr rule_merged(const NodePtr& base, const NodePtr& over) {
  const bool whole =
      std::ranges::any_of(verbs, [&over](std::string_view verb) { return over->find(verb); });
  return whole ? over : names_replaced(base, over);
}

NodePtr table_merged(const NodePtr& base, const NodePtr& over) {
  if (!is_plain_map(base) || !is_plain_map(over)) return over;
  NodePtr merged = names_replaced(base, over);
  const YamlEntry *below = base->find("table"), *above = over->find("table");
  if (!below || !above) return merged;
  auto result = std::make_shared<YamlNode>(*merged);
  std::ranges::find(result->entries, "table", &YamlEntry::key)->value =
      names_replaced(below->value, above->value);
  return result;
}

NodePtr rules_merged(const NodePtr& base, const NodePtr& over) {
  return list_merged(base, over, rule_merged);
}
NodePtr tables_merged(const NodePtr& base, const NodePtr& over) {
  return list_merged(base, over, table_merged);
}

/// Two maps without a list are one set of transitions.
NodePtr transitions_merged(const NodePtr& base, const NodePtr& over) {
  if (is_plain_map(base) && is_plain_map(over) && text_of(*base, "id") == text_of(*over, "id"))
    return names_replaced(base, over);
  return list_merged(base, over, names_replaced);
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
    {"rules", rules_merged},
    {"cases", tables_merged},
    {"pairs", tables_merged},
    {"transitions", transitions_merged},
    {"let", names_replaced},
    {"definitions", names_replaced},
    {"formats", names_replaced},
    {"catalogs", names_replaced},
    {"options", names_replaced},
    {"profiles", names_merged},
    {"severities", names_replaced},
    {"errors", names_merged},
    {"text", names_replaced},
};

NodePtr merged_value(std::string_view key, const NodePtr& base, const NodePtr& over) {
  const auto rule = std::ranges::find(key_merges, key, &KeyMerge::key);
  return rule == std::end(key_merges) ? over : rule->merge(base, over);
}

}  // namespace

bool is_choice(const YamlNode& node) noexcept {
  const YamlEntry* entry = node.find("option");
  return entry && entry->value->is_scalar();
}

bool is_use(const YamlNode& node) noexcept {
  const YamlEntry* entry = node.find("use");
  return entry && !entry->value->is_map();
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
    NodePtr merged = merged_value(entry.key, same->value, entry.value);
    *same = entry;
    same->value = std::move(merged);
  }
  return result;
}

}  // namespace leadlint::parse
