// Lays the fields of a rule set over a JSON tree, and follows the paths of rules through it.
#include "reference/nodes.h"
#include "reference/generate.h"

#include <algorithm>

namespace reference {

const model::Field* find_field(const model::Block& block, std::string_view name) {
  for (const model::Field& field : block.fields)
    if (field.name == name) return &field;
  return nullptr;
}

const model::Field* field_before(const model::Block& block, std::string_view name) {
  for (const model::Field& field : block.fields)
    if (!field.none && field.was)
      for (const model::OldName& old : field.was->is)
        if (old.text == name) return &field;
  return nullptr;
}

const model::Block* block_of(const model::Field& field) {
  if (field.main.fields) return field.main.fields.get();
  for (const model::Variant& variant : field.also)
    if (variant.fields) return variant.fields.get();
  return nullptr;
}

const model::Field* item_of(const model::Field& field) {
  if (field.main.items) return field.main.items.get();
  for (const model::Variant& variant : field.also)
    if (variant.items) return variant.items.get();
  return nullptr;
}

const model::Field* each_of(const model::Field& field) {
  if (field.main.each) return field.main.each.get();
  for (const model::Variant& variant : field.also)
    if (variant.each) return variant.each.get();
  return nullptr;
}

const model::Variant& only_form(const model::Field& field) {
  const bool says_nothing = types_of(field.main) == 0 && !field.main.bare_item;
  const model::Variant* only = nullptr;
  for (const model::Variant& variant : field.also) {
    if (!variant.in_place || variant.taken.code) continue;
    if (only != nullptr) return field.main;
    only = &variant;
  }
  return says_nothing && only != nullptr ? *only : field.main;
}

const model::Names* names_for(const model::Block& block, std::string_view name) {
  for (const model::Names& names : block.names) {
    switch (names.kind) {
      case model::Names::Kind::pattern:
        if (matches(names.pattern.pattern, name)) return &names;
        break;
      case model::Names::Kind::values:
        for (const model::Scalar& value : names.values)
          if (std::get<std::string>(value.value) == name) return &names;
        break;
      case model::Names::Kind::catalog:
      case model::Names::Kind::rest:
        return &names;
    }
  }
  return nullptr;
}

const model::Field* member_of(const model::Block& block, std::string_view name) {
  const model::Field* field = find_field(block, name);
  if (field != nullptr && !field->none) return field;
  if (const model::Field* before = field_before(block, name)) return before;
  const model::Names* names = names_for(block, name);
  return names == nullptr ? nullptr : names->is.get();
}

Judge::Judge(const model::RuleSet& rules, const Value& payload, const Context& context)
    : rules_(rules), context_(context) {
  root_ = add_node(payload, &rules.root, rules, nullptr, "");
  root_->is_root = true;
  describe_inside(*root_);
  if (context.current != nullptr) current_ = describe_current(*context.current);
  if (context.request != nullptr && rules.request) {
    // Of a list, its last entry.
    const Value* asked = context.request;
    const model::Field* of = &rules.request->root;
    const model::Field* item = item_of(*of);
    if (item != nullptr) of = item;
    if (item != nullptr && asked->kind == Value::Kind::array && !asked->items.empty())
      asked = &asked->items.back();
    request_ = add_node(*asked, of, *rules.request, nullptr, "");
    request_->is_root = true;
    request_->quiet = true;
    describe_inside(*request_);
  }
  if (context.has_params || !context.params.empty()) params_ = describe_params();
  if (rules.status) {
    const model::Field* field = &rules.root;
    for (const model::Step& step : rules.status->steps) {
      const model::Block* block = field != nullptr ? block_of(*field) : nullptr;
      field = block != nullptr ? find_field(*block, step.name) : nullptr;
    }
    status_ = field;
  }
}

std::string Judge::counting_name(const Value& object, const model::Field& field) {
  if (find_member(object, field.name) != nullptr) return field.name;
  for (const model::OldName& old : field.was->is)
    if (find_member(object, old.text) != nullptr) return old.text;
  return "";
}

Node* Judge::add_node(const Value& value, const model::Field* field, const model::RuleSet& rules,
                      Node* instance, std::string pointer) {
  Node& node = nodes_.emplace_back();
  node.value = &value;
  node.field = field;
  node.rules = &rules;
  node.instance = instance;
  node.pointer = std::move(pointer);
  if (value.kind == Value::Kind::object && field != nullptr) node.block = block_of(*field);
  return &node;
}

Node* Judge::describe(const Value& value, const model::Field& field, Node& like, Node* instance,
                      std::string pointer, bool is_item) {
  Node* node = add_node(value, &field, *like.rules, instance, std::move(pointer));
  node->stored = like.stored;
  node->quiet = like.quiet;
  node->is_item = is_item;
  describe_inside(*node);
  return node;
}

void Judge::describe_inside(Node& node) {
  const Value& value = *node.value;
  const model::Field* item = item_of(*node.field);
  const model::Field* each = each_of(*node.field);
  Node* around = node.block != nullptr ? &node : node.instance;
  if (value.kind == Value::Kind::array && item != nullptr) {
    for (std::size_t i = 0; i < value.items.size(); ++i)
      node.items.push_back(describe(value.items[i], *item, node, around,
                                    step_down(node.pointer, std::to_string(i)), true));
  }
  if (value.kind != Value::Kind::object) return;
  if (node.block == nullptr && each == nullptr && item != nullptr) {
    node.bare_item = true;
    node.items.push_back(describe(value, *item, node, around, node.pointer, true));
    return;
  }
  for (const Member& member : value.members) {
    if (&member.value != find_member(value, member.name)) continue;  // overwritten later
    const model::Field* field = node.block != nullptr ? find_field(*node.block, member.name) : each;
    bool named = node.block != nullptr && field != nullptr && !field->none;
    if (const model::Field* now =
            node.block != nullptr && !named ? field_before(*node.block, member.name) : nullptr) {
      if (counting_name(value, *now) != member.name) continue;
      field = now;
      named = true;
    }
    if (node.block != nullptr && !named) {
      const model::Names* names = node.quiet ? nullptr : names_for(*node.block, member.name);
      field = names == nullptr || !is_in_catalog(*names, member.name) ? nullptr : names->is.get();
    }
    if (field == nullptr || field->none) continue;
    Node* inside =
        describe(member.value, *field, node, around, step_down(node.pointer, member.name), false);
    inside->name = named ? field->name : member.name;
    if (named) {
      node.members[field->name] = inside;
    } else {
      node.free_members.push_back(inside);
    }
  }
  if (node.block != nullptr && !node.stored) add_defaults(node);
}

const Value& Judge::default_of(const model::Field& field) {
  Value& value = texts_.emplace_back(make_scalar(*field.default_value));
  if (value.kind == Value::Kind::boolean) value.text = value.truth ? "true" : "false";
  if (!only_form(field).accept_json) value.kind = Value::Kind::string;
  return value;
}

void Judge::add_defaults(Node& node) {
  for (const model::Field& field : node.block->fields) {
    if (field.none || !field.default_value || node.members.count(field.name) != 0) continue;
    Node* inside =
        describe(default_of(field), field, node, &node, step_down(node.pointer, field.name), false);
    inside->name = field.name;
    inside->by_default = true;
    node.members[field.name] = inside;
  }
}

Node* Judge::describe_current(const Value& value) {
  Node* node = add_node(value, &rules_.root, rules_, nullptr, "");
  node->is_root = true;
  node->quiet = true;
  node->stored = true;
  describe_inside(*node);
  if (node->block == nullptr) return node;
  for (const model::Field& field : rules_.current_extra.fields) {
    const Value* member = find_member(value, field.name);
    if (member == nullptr || field.none) continue;
    node->members[field.name] =
        describe(*member, field, *node, node, step_down("", field.name), false);
  }
  return node;
}

namespace {

bool takes_as_json(const model::Variant& variant, model::TypeSet wanted) {
  const model::TypeSet types = types_of(variant);
  return variant.accept_json && (types == 0 || (types & wanted) != 0);
}

/// A parameter is text; where the field takes numbers or booleans, what spells one is one.
Value value_of_param(const model::Field& field, const std::string& text) {
  Value as_text{Value::Kind::string, false, text, false, {}, {}};
  if (text.find_first_of(" \t\r\n") != std::string::npos) return as_text;
  const std::optional<Value> spelled = parse_json(text);
  if (!spelled) return as_text;
  const model::TypeSet numbers = model::integer_type | model::number_type;
  const model::TypeSet plain = numbers | model::boolean_type | model::string_type;
  const model::TypeSet own = types_of(field.main);
  const bool own_alone = own == 0 || (own & plain) != 0;
  const auto takes = [&](model::TypeSet types) {
    return takes_as_json(field.main, types) ||
           (!own_alone &&
            std::any_of(field.also.begin(), field.also.end(),
                        [&](const auto& variant) { return takes_as_json(variant, types); }));
  };
  if (spelled->kind == Value::Kind::number && takes(numbers)) return *spelled;
  if (spelled->kind == Value::Kind::boolean && takes(model::boolean_type)) return *spelled;
  return as_text;
}

}  // namespace

Node* Judge::describe_params() {
  Node& node = nodes_.emplace_back();
  static const Value object{Value::Kind::object, false, "", false, {}, {}};
  node.value = &object;
  node.rules = &rules_;
  node.block = &rules_.params;
  node.pointer = "/@path";
  node.present = node.satisfies = node.good = node.legal = node.open = true;
  node.state = Node::State::judged;
  for (const auto& [name, text] : context_.params) {
    const model::Field* field = find_field(rules_.params, name);
    if (field == nullptr || field->none) continue;
    Value& value = texts_.emplace_back();
    value = value_of_param(*field, text);
    Node* param = describe(value, *field, node, &node, step_down(node.pointer, name), false);
    param->name = name;
    node.members[name] = param;
  }
  add_defaults(node);
  return &node;
}

Place Judge::walk(Place from, const std::vector<model::Step>& steps) {
  bool placed = true;  // the pointer goes on: no list on the way has no last item
  for (const model::Step& step : steps) {
    if (from.node != nullptr) judge(*from.node);
    const bool inside = from.node != nullptr && from.node->open;
    Node* next = nullptr;
    const model::Field* field = nullptr;
    if (step.kind == model::Step::Kind::member) {
      if (placed) from.pointer = step_down(from.pointer, step.name);
      const model::Block* block = from.node != nullptr && from.node->block != nullptr
                                      ? from.node->block
                                      : (from.field != nullptr ? block_of(*from.field) : nullptr);
      field = block != nullptr ? find_field(*block, step.name) : nullptr;
      if (inside && from.node->members.count(step.name) != 0) next = from.node->members[step.name];
      if (next != nullptr && placed) from.pointer = next->pointer;
    } else {
      field = from.field != nullptr ? item_of(*from.field) : nullptr;
      if (inside && !from.node->items.empty()) next = from.node->items.back();
      placed = placed && next != nullptr;
      if (next != nullptr) from.pointer = next->pointer;
    }
    from.inside = inside;
    from.node = next;
    from.field = next != nullptr ? next->field : field;
  }
  if (from.node != nullptr) judge(*from.node);
  return from;
}

Place Judge::look_up(const model::Path& path, Node& instance, Node* previous) {
  Node* from = nullptr;
  switch (path.base) {
    case model::Path::Base::block:
    case model::Path::Base::outer:
      from = &instance;
      for (int i = item_ != nullptr ? 1 : 0; i < path.up && from != nullptr; ++i)
        from = from->instance;
      break;
    case model::Path::Base::item:
      judge(*item_);
      return {item_, item_->field, item_->pointer, true, true};
    case model::Path::Base::before:
      from = item_before(instance);
      break;
    case model::Path::Base::previous:
      from = previous;
      break;
    case model::Path::Base::current:
      return look_up_current(path.steps);
    case model::Path::Base::request:
      from = request_;
      break;
    case model::Path::Base::param:
      from = params_;
      break;
    case model::Path::Base::after:
      return look_up_after(path.steps);
    case model::Path::Base::option:
      break;
  }
  if (from == nullptr) return {};
  return walk({from, from->field, from->pointer}, path.steps);
}

bool Judge::is_cleared(const model::Path& path, Node& instance) {
  for (model::Path way = path; !way.steps.empty(); way.steps.pop_back()) {
    const Place place = look_up(way, instance);
    if (place.node != nullptr && place.node->value->kind == Value::Kind::null &&
        place.node->satisfies && !place.node->present)
      return true;
  }
  return false;
}

Place Judge::look_up_after(const std::vector<model::Step>& steps) {
  model::Path sent_path;
  sent_path.steps = steps;
  Place place = walk({root_, root_->field, root_->pointer}, steps);
  const std::vector<model::Step> around{steps.begin(), steps.end() - 1};
  place.inside = around.empty() || look_up_after(around).present();
  if (place.sent()) return place;
  Node* const by_default = place.present() ? place.node : nullptr;
  const bool cleared = is_cleared(sent_path, *root_);
  place.node = cleared ? nullptr : look_up_current(steps).node;
  place.known = cleared || current_ != nullptr || context_.no_current;
  if (!place.present()) place.node = cleared || !place.known ? nullptr : by_default;
  return place;
}

const model::Field* Judge::stored_field(const std::vector<model::Step>& steps) {
  const model::Field* field = nullptr;
  for (const model::Step& step : steps) {
    if (&step == &steps.front()) {
      field = find_field(rules_.current_extra, step.name);
      if (field == nullptr && current_->block != nullptr)
        field = find_field(*current_->block, step.name);
      continue;
    }
    const model::Block* block = field == nullptr ? nullptr : block_of(*field);
    field = block == nullptr ? nullptr : find_field(*block, step.name);
  }
  return field == nullptr || field->none ? nullptr : field;
}

/// At its own place; then at that of `also_at`; then below those of the objects around it.
Place Judge::look_up_current(const std::vector<model::Step>& steps) {
  if (current_ == nullptr || steps.empty()) return {};
  const Place own = walk({current_, current_->field, ""}, steps);
  if (own.present()) return own;
  for (std::size_t length = steps.size(); length > 0; --length) {
    const auto rest = steps.begin() + static_cast<std::ptrdiff_t>(length);
    const std::vector<model::Step> known(steps.begin(), rest);
    std::string way;
    for (const model::Step& step : known) way += (way.empty() ? "" : ".") + step.name;
    for (const auto& [name, elsewhere] : rules_.current_also_at) {
      if (name != way) continue;
      const model::Field* field = stored_field(known);
      const Value* value = context_.current;
      for (const model::Step& step : elsewhere.steps)
        if (value != nullptr) value = find_member(*value, step.name);
      if (value == nullptr || field == nullptr) continue;
      Node* node = describe(*value, *field, *current_, current_, "", false);
      judge(*node);
      const Place place = walk({node, field, ""}, {rest, steps.end()});
      if (place.present()) return place;
    }
  }
  return own;
}

Place Judge::counterpart(const model::Path& path, Node& instance) {
  std::vector<model::Step> steps = path.steps;
  Node* from = &instance;
  for (std::uint8_t i = 0; i < path.up && from != nullptr; ++i) from = from->instance;
  while (from != nullptr && !from->is_root) {
    if (from->is_item) return {};  // which item of the stored list it is, nobody knows
    model::Step step;
    step.name = from->name;
    steps.insert(steps.begin(), step);
    from = from->instance;
  }
  return from == root_ ? look_up_current(steps) : Place{};
}

}  // namespace reference
