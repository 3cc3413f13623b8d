// Which list, and what stands for an item of it. Covered by tests/items_test.cpp.
#include "check/items.h"

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "check/conditions.h"
#include "check/item_keys.h"
#include "check/names.h"
#include "check/operands.h"
#include "model/condition_text.h"

namespace leadlint::check {
namespace {

using model::Condition;
using model::Field;
using model::Operand;
using model::Path;
using model::Scope;
using model::Step;
using model::text_of;
using Kind = Condition::Kind;

/// A list, and the scope that its items are seen in.
class ItemScope {
 public:
  /// Binds the path. `function` is what looks at the items, as it is written: "any()".
  ItemScope(Path& list, const Scope& scope, std::string function, CheckContext& context)
      : scope_(scope), context_(context), function_(std::move(function)) {
    if (!list.steps.empty() && list.steps.back().kind == Step::Kind::each) list.steps.pop_back();
    if (!is_of_record(list)) return;
    const Field* field = find(list, scope_, Use::condition, context_);
    if (field == nullptr) return;
    found_ = true;
    if (field->none) return;
    const Kinds kinds = kinds_of(*field, owner_of(list, context_));
    if ((kinds & array_kind) == 0) {
      found_ = false;
      complain(Code::type_mismatch, list.where,
               worded("`{}` is {}, and {} goes over the items of a list", text_of(list),
                      kinds_text(kinds), function_));
      return;
    }
    item_ = model::item_of(*field);
    inside_ =
        Scope{item_ == nullptr ? nullptr : model::block_of(*item_), around(list), scope.rules};
    if (inside_.block == nullptr) inside_.item = item_;
  }

  /// There is such a list (which may be `none`).
  [[nodiscard]] bool found() const { return found_; }
  [[nodiscard]] const Field* item() const { return item_; }
  [[nodiscard]] const Scope& inside() const { return inside_; }

  /// False: nothing says what the items are, and that is a mistake.
  bool need_items(const Path& list) {
    if (item_ != nullptr) return true;
    complain(Code::type_mismatch, list.where,
             fmt::format("nothing says what the items of `{0}` are: `items:` at `{0}` does",
                         text_of(list)));
    return false;
  }

  void bind(Condition& asked, const Path& list) {
    if (item_ == nullptr && !need_items(list)) return;
    if (inside_.item != nullptr) mark_item(asked);
    if (!asks_after(asked)) bind_condition(asked, inside_, context_);
  }

 private:
  void complain(Code code, model::SourceLocation where, Message message) {
    context_.mistakes.add(code, where, std::move(message));
  }

  bool is_of_record(const Path& list) {
    std::string advice;
    switch (list.base) {
      case Path::Base::block:
      case Path::Base::outer:
      case Path::Base::previous:
        return true;
      case Path::Base::after: {
        Path sent = list;
        sent.base = Path::Base::block;
        advice = fmt::format(
            "; lists are sent as a whole, so that of one that is sent write `{0}`, in a rule under "
            "`when: present({0})`",
            text_of(sent));
        break;
      }
      case Path::Base::item:
        complain(Code::bad_condition, list.where,
                 fmt::format("`{}` is an item already: {} does not look through lists in a list of "
                             "no objects",
                             text_of(list), function_));
        return false;
      case Path::Base::before:
      case Path::Base::current:
      case Path::Base::request:
      case Path::Base::param:
      case Path::Base::option:
        break;
    }
    complain(Code::bad_condition, list.where,
             fmt::format("{} goes over a list of the payload, and `{}` is none{}", function_,
                         text_of(list), advice));
    return false;
  }

  /// The objects on the way to the list, each with those around it.
  const Scope* around(const Path& list) {
    const Scope* at = &scope_;
    for (int up = 0; up < list.up && at != nullptr; ++up) at = at->outer;
    for (std::size_t step = 0; step + 1 < list.steps.size(); ++step)
      if (const model::Block* block = model::block_of(*list.steps[step].field))
        at = &way_.emplace_back(Scope{block, at, scope_.rules});
    return at;
  }

  // `item` is the item itself, where it has no members.
  static void mark_item(Path& path) {
    if (path.base == Path::Base::block && !path.steps.empty() &&
        path.steps[0].kind == Step::Kind::member && path.steps[0].name == "item")
      path.base = Path::Base::item;
  }
  static void mark_item(Condition& condition) {
    for (Condition& child : condition.children) mark_item(child);
    for (Operand& operand : condition.operands) {
      mark_item(operand.path);
      if (operand.path.base == Path::Base::item) operand.bare_word = false;
    }
    if (condition.kind == Kind::in_catalog || condition.kind == Kind::in_items)
      for (Operand& list : condition.of_items[0].operands) mark_item(list.path);
  }

  /// The record as it will be is asked beside a list, not in it.
  bool asks_after(const Condition& condition) {
    const auto complains = [this](const Path& path) {
      if (path.base != Path::Base::after) return false;
      complain(Code::bad_condition, path.where,
               fmt::format("`{}` stands beside {}, and not in it: the record as it will be is not "
                           "asked for with each item",
                           text_of(path), function_));
      return true;
    };
    for (const Operand& operand : condition.operands) {
      if (complains(operand.path)) return true;
      for (const Condition& asked : operand.counted)
        if (asks_after(asked)) return true;
    }
    const auto asks = [this](const Condition& each) { return asks_after(each); };
    return std::ranges::any_of(condition.children, asks) ||
           std::ranges::any_of(condition.of_items, asks);
  }

  const Scope& scope_;
  CheckContext& context_;
  std::string function_;
  bool found_ = false;
  const Field* item_ = nullptr;
  std::deque<Scope> way_;
  Scope inside_;
};

/// How many steps lead to the first list on the way; 0: none of them does.
std::size_t steps_to_list(const Path& path, const Scope& scope) {
  Path part = path;
  for (std::size_t count = 1; count <= path.steps.size(); ++count) {
    part.steps.assign(path.steps.begin(), path.steps.begin() + static_cast<std::ptrdiff_t>(count));
    const Field* field = model::resolve(part, scope);
    if (field == nullptr) return 0;
    if (field->none || model::item_of(*field) != nullptr) return count;
  }
  return 0;
}

/// `item`, of a list whose items are no objects.
Path item_path(model::SourceLocation where, const Field* item) {
  Path path;
  path.base = Path::Base::item;
  path.where = where;
  path.steps.push_back({Step::Kind::member, "item", 0, item});
  return path;
}

/// Tells list and member apart; false: one of them is a mistake. What is left of the path is that
/// of the list.
class Members {
 public:
  Members(Path& path, const Scope& scope, CheckContext& context)
      : scope_(scope), context_(context), written_(path), list_(path) {}

  /// The scope of the list's items, with `member()` bound in it; nullptr: a mistake.
  [[nodiscard]] bool bind() {
    const std::size_t count = steps_to_list(list_, scope_);
    if (count != 0) {
      member_.steps.assign(list_.steps.begin() + static_cast<std::ptrdiff_t>(count),
                           list_.steps.end());
      list_.steps.resize(count);
    }
    if (!member_.steps.empty() && member_.steps[0].kind == Step::Kind::each)
      member_.steps.erase(member_.steps.begin());
    member_.where = list_.where;
    inside_.emplace(list_, scope_, "in", context_);
    if (!inside_->found()) return false;
    none_ = is_none(list_);
    if (none_) return true;
    if (!inside_->need_items(list_)) return false;
    const bool object = inside_->inside().block != nullptr;
    if (member_.steps.empty() && object) {
      context_.mistakes.add(Code::type_mismatch, list_.where,
                            fmt::format("the items of `{0}` are objects: name the member that is "
                                        "compared, as in `{0}.{1}`",
                                        text_of(list_), first_name(*inside_->inside().block)));
      return false;
    }
    if (member_.steps.empty()) {
      member_ = item_path(list_.where, inside_->item());
      field_ = inside_->item();
      return true;
    }
    const auto is_member = [](const Step& step) { return step.kind == Step::Kind::member; };
    const std::size_t to_list = steps_to_list(member_, inside_->inside());
    const bool two = to_list != 0 && to_list < member_.steps.size();
    if (two || !std::ranges::all_of(member_.steps, is_member)) {
      context_.mistakes.add(
          Code::bad_condition, list_.where,
          fmt::format("`in` looks through one list: `{}` leads through two", text_of(written_)));
      return false;
    }
    field_ = find(member_, inside_->inside(), Use::condition, context_);
    none_ = field_ != nullptr && field_->none;
    return field_ != nullptr;
  }

  [[nodiscard]] bool none() const { return none_; }
  [[nodiscard]] const Field* field() const { return field_; }
  [[nodiscard]] const Scope& inside() const { return inside_->inside(); }
  [[nodiscard]] Path& member() { return member_; }

 private:
  static std::string first_name(const model::Block& block) {
    return block.fields.empty() ? "id" : block.fields.front().name;
  }

  const Scope& scope_;
  CheckContext& context_;
  Path written_;
  Path& list_;
  Path member_;
  std::optional<ItemScope> inside_;
  const Field* field_ = nullptr;
  bool none_ = false;
};

Operand path_operand(Path path) {
  Operand operand;
  operand.where = path.where;
  operand.path = std::move(path);
  return operand;
}

/// `"vip" in tags` is any(tags, item == "vip").
void bind_literal_among(Condition& condition, Members& members, CheckContext& context) {
  Condition any = std::move(condition.of_items[0]);
  any.where = condition.where;
  Condition& same = any.of_items.emplace_back();
  same.kind = Kind::compare;
  same.where = condition.where;
  same.operands = {path_operand(std::move(members.member())), std::move(condition.operands[0])};
  bind_condition(same, members.inside(), context);
  condition = std::move(any);
}

void report_unlike(const Condition& condition, Kinds left, Kinds right, const std::string& list,
                   CheckContext& context) {
  const std::string& name = text_of(condition.operands[0].path);
  if ((left & right) == 0)
    context.mistakes.add(Code::type_mismatch, condition.where,
                         worded("`{}` is {}, `{}` is {}: it is never among them", name,
                                kinds_text(left), list, kinds_text(right)));
  else if ((left & right & scalar_kinds) == 0)
    context.mistakes.add(
        Code::type_mismatch, condition.where,
        worded("`{}` is {}: only single values are compared", name, kinds_text(left & right)));
}

bool is_list(const Field* field) {
  return field != nullptr && (field->none || model::item_of(*field) != nullptr ||
                              (model::types_of(field->main) & model::array_type) != 0);
}

/// Is it an item of a list, with members or without?
bool is_item_scope(const Scope& scope) {
  if (scope.item != nullptr) return true;
  const auto is_item = [&](const Field& field) {
    const Field* item = model::item_of(field);
    return item != nullptr && model::block_of(*item) == scope.block;
  };
  if (scope.block == nullptr) return false;
  return scope.outer == nullptr || scope.outer->block == nullptr
             ? is_item(scope.rules->root)
             : std::ranges::any_of(scope.outer->block->fields, is_item);
}

/// `index`, `outer.index`: no field, and an item's.
bool is_index(const Operand& operand, const Scope& scope) {
  const Path& path = operand.path;
  if (operand.kind != Operand::Kind::path || path.steps.size() != 1 ||
      path.steps[0].kind != Step::Kind::member || path.steps[0].name != "index")
    return false;
  if (path.base != Path::Base::block && path.base != Path::Base::outer) return false;
  const Scope* at = &scope;
  for (int up = 0; up < path.up && at != nullptr; ++up) at = at->outer;
  return at != nullptr && is_item_scope(*at) && model::resolve(path, scope) == nullptr;
}

/// `kind == index`: the word itself, where the field on the left is one of texts.
bool may_be_text(const Condition& condition, const Operand& operand, const Scope& scope,
                 const CheckContext& context) {
  if (condition.kind != Condition::Kind::compare || !operand.bare_word ||
      &operand != &condition.operands[1])
    return false;
  const Operand& left = condition.operands[0];
  if (left.kind == Operand::Kind::text) return true;
  if (left.kind != Operand::Kind::path) return false;
  const Field* field = model::resolve(left.path, scope);
  return field == nullptr || (kinds_of(*field, owner_of(left.path, context)) & number_kind) == 0;
}

}  // namespace

void bind_items(Condition& condition, const Scope& scope, CheckContext& context) {
  Operand& list = condition.operands[0];
  list.bare_word = false;
  const char* name = condition.kind == Kind::any_item ? "any()" : "all()";
  ItemScope items(list.path, scope, name, context);
  if (items.found() && !is_none(list.path)) items.bind(condition.of_items[0], list.path);
}

void bind_count(Operand& count, const Scope& scope, CheckContext& context) {
  ItemScope items(count.path, scope, "count()", context);
  if (!items.found() || is_none(count.path)) return;
  for (Condition& asked : count.counted) items.bind(asked, count.path);
}

bool is_among_items(const Condition& condition, const Scope& scope, CheckContext& context) {
  if (condition.of_items.empty()) return false;
  const Path& path = condition.of_items[0].operands[0].path;
  const bool list = path.steps.size() == 1 ? is_list(model::resolve(path, scope))
                                           : steps_to_list(path, scope) != 0;
  if (!list || find_catalog(condition.name, context.rules) == nullptr) return list;
  const Operand& value = condition.operands[0];
  if (value.kind == Operand::Kind::literal) return true;
  const std::string member =
      path.steps.size() == 1 ? "item" : text_of(path).substr(text_of(path).find('.') + 1);
  context.mistakes.add(
      Code::bad_condition, condition.where,
      fmt::format(
          "`{0}` is a catalog and a list: of the list write any({0}, {1} == outer.{2}), for "
          "the catalog give one of the two another name",
          condition.name, member, text_of(value.path)),
      {condition.name});
  return false;
}

void bind_among(Condition& condition, const Scope& scope, CheckContext& context) {
  condition.kind = Kind::in_items;
  condition.name.clear();
  condition.columns.clear();
  Condition& any = condition.of_items[0];
  const std::string written = text_of(any.operands[0].path);
  Members members(any.operands[0].path, scope, context);
  const bool fits = members.bind();
  Operand& value = condition.operands[0];
  if (value.kind == Operand::Kind::literal) {
    if (!fits) return;
    if (!members.none()) return bind_literal_among(condition, members, context);
    condition = std::move(any);  // of a list that is none: never
    Condition& never = condition.of_items.emplace_back();
    never.kind = Kind::never;
    return;
  }
  value.bare_word = false;
  if (value.kind != Operand::Kind::path || value.moved || value.seconds != 0) {
    context.mistakes.add(Code::bad_condition, value.where,
                         "a field or a constant is looked for in a list, as it is");
    return;
  }
  const Field* field = find(value.path, scope, Use::condition, context);
  if (!fits || field == nullptr) return;
  if (!members.none()) {
    any.operands.resize(1);
    any.operands.push_back(path_operand(members.member()));
  }
  if (members.none() || field->none) return;
  report_unlike(condition, kinds_of(*field, owner_of(value.path, context)),
                kinds_of(*members.field(), context.rules), written, context);
}

void read_index(Condition& condition, const Scope& scope, const CheckContext& context) {
  for (Operand& operand : condition.operands)
    if (is_index(operand, scope) && !may_be_text(condition, operand, scope, context)) {
      operand.kind = Operand::Kind::index;
      operand.bare_word = false;
      operand.path.steps.clear();
    }
}

bool is_of_item(const Path& path, const Scope& scope, CheckContext& context) {
  if (scope.item == nullptr && is_item_scope(scope)) return true;
  Path stored = path;
  stored.base = Path::Base::current;
  context.mistakes.add(
      Code::bad_condition, path.where,
      fmt::format("`{}` asks for the item before, and this is no item of a list; the stored record "
                  "is `current`: write `{}`",
                  text_of(path), text_of(stored)),
      {text_of(path)});
  return false;
}

// ------------------------------------------------------------------------------- keys of items

std::vector<KeyStep> key_steps(const model::Block* items, const std::string& key) {
  if (items != nullptr)  // a member whose name has dots in it
    if (const model::Field* whole = model::find_field(*items, key))
      return {{key, false, items, whole}};
  std::vector<KeyStep> steps;
  std::string_view rest = key;
  const model::Block* block = items;
  for (bool more = true; more;) {
    const std::size_t dot = rest.find('.');
    more = dot != std::string_view::npos;
    std::string_view name = rest.substr(0, dot);
    if (more) rest.remove_prefix(dot + 1);
    KeyStep& step = steps.emplace_back();
    step.each = name.ends_with("[]");
    if (step.each) name.remove_suffix(2);
    step.name = name;
    step.block = block;
    step.field = block == nullptr ? nullptr : model::find_field(*block, name);
    if (step.field == nullptr) return steps;
    const model::Field* inner = step.each ? model::item_of(*step.field) : step.field;
    block = inner == nullptr ? nullptr : model::block_of(*inner);
  }
  return steps;
}

bool is_none(const std::vector<KeyStep>& steps) {
  return std::ranges::any_of(
      steps, [](const KeyStep& step) { return step.field != nullptr && step.field->none; });
}

std::size_t number_in_block(const KeyStep& step) {
  const auto is_there = [](const model::Field& field) { return !field.none; };
  return static_cast<std::size_t>(std::count_if(step.block->fields.data(), step.field, is_there));
}

}  // namespace leadlint::check
