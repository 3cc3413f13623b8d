// What conditions ask of the items of a list, one item after the other.
#include <algorithm>

#include "reference/nodes.h"

namespace reference {

/// nullopt: nobody knows.
std::optional<bool> Judge::fits(const model::Condition& asked, Node& item, Node* around) {
  judge(item);
  const bool is_null = item.value->kind == Value::Kind::null;
  if (is_null ? item.present : !item.good) return std::nullopt;
  const bool object = block_of(*item.field) != nullptr;
  if (object && is_null) return false;
  if (object && item.value->kind != Value::Kind::object) return std::nullopt;
  Node* const outer_item = item_;
  item_ = object ? nullptr : &item;
  Node& instance = object ? item : *around;
  std::optional<bool> result;
  if (!silenced(asked, instance)) {
    if (comes_out(asked, true, instance))
      result = true;
    else if (comes_out(asked, false, instance))
      result = false;
  }
  item_ = outer_item;
  return result;
}

std::optional<std::vector<Node*>> Judge::items_at(const Place& list) {
  if (!list.present()) return std::vector<Node*>{};
  if (!list.good()) return std::nullopt;
  if (list.node->value->kind != Value::Kind::array && !list.node->bare_item) return std::nullopt;
  return list.node->items;
}

std::optional<bool> Judge::of_items(const model::Condition& condition, Node& instance) {
  const bool all = condition.kind == model::Condition::Kind::all_items;
  const Place list = look_up(condition.operands[0].path, instance);
  const auto items = items_at(list);
  if (!items) return std::nullopt;
  bool unknown = false;
  for (Node* item : *items) {
    const std::optional<bool> fit = fits(condition.of_items[0], *item, list.node->instance);
    if (!fit)
      unknown = true;
    else if (*fit != all)
      return !all;
  }
  if (unknown) return std::nullopt;
  return all;
}

std::optional<bool> Judge::among(const model::Condition& condition, Node& instance) {
  const Place value = look_up(condition.operands[0].path, instance);
  if (!value.good()) return false;
  const model::Condition& any = condition.of_items[0];
  const Place list = look_up(any.operands[0].path, instance);
  const auto items = items_at(list);
  if (!items) return std::nullopt;
  bool unknown = false;
  for (Node* item : *items) {
    judge(*item);
    const bool is_null = item->value->kind == Value::Kind::null;
    if (is_null && !item->present) continue;
    if (!item->good) {
      unknown = true;
      continue;
    }
    Place member{item, item->field, item->pointer, true, true};
    if (any.operands[1].path.base != model::Path::Base::item) {
      if (item->value->kind != Value::Kind::object) {
        unknown = true;
        continue;
      }
      Node* const outer_item = item_;
      item_ = nullptr;
      member = look_up(any.operands[1].path, *item);
      item_ = outer_item;
    }
    if (!member.present()) continue;
    if (!member.good())
      unknown = true;
    else if (same(value, member))
      return true;
  }
  if (unknown) return std::nullopt;
  return false;
}

std::optional<Judge::Count> Judge::count(const model::Operand& side, Node& instance) {
  const Place list = look_up(side.path, instance);
  const auto items = items_at(list);
  if (!items) return std::nullopt;
  Count count;
  for (Node* item : *items) {
    const std::optional<bool> fit =
        side.counted.empty() ? true : fits(side.counted[0], *item, list.node->instance);
    if (!fit || *fit) ++count.most;
    if (fit && *fit) ++count.least;
  }
  return count;
}

Node* Judge::item_before(Node& item) {
  for (Node& list : nodes_)
    for (std::size_t i = 1; i < list.items.size(); ++i)
      if (list.items[i] == &item) return list.items[i - 1];
  return nullptr;
}

/// Of the item around, or of that on which a condition about values is asked.
std::size_t Judge::index_of(const model::Path& path, Node& instance) {
  Node* item = &instance;
  if (item_ != nullptr && path.up == 0) item = item_;
  for (int i = item_ != nullptr ? 1 : 0; i < path.up && item != nullptr; ++i) item = item->instance;
  for (const Node& list : nodes_)
    for (std::size_t i = 0; i < list.items.size(); ++i)
      if (list.items[i] == item) return i;
  return 0;
}

}  // namespace reference
