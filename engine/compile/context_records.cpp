// The root of the stored record, and that of the request.
#include "compile/context_records.h"

#include <algorithm>
#include <utility>

#include "compile/fields.h"

namespace leadlint::compile {
namespace {

/// A field of the table for an object that `block` describes.
Index object_field(Blocks& blocks, Index block) {
  table::DecisionTable& out = blocks.builder.out;
  table::Field root;
  root.kinds = table::k_object;
  root.block = block;
  root.null_report = root.type_report =
      blocks.builder.report(Code::wrong_type, Severity::error, {});
  out.fields.push_back(root);
  return static_cast<Index>(out.fields.size() - 1);
}

/// The objects that `also_at` paths pass through, as fields without checks. Owned by Blocks.
model::Field& member(model::Block& block, const std::string& name) {
  const auto at = std::find_if(block.fields.begin(), block.fields.end(),
                               [&](const model::Field& field) { return field.name == name; });
  if (at != block.fields.end()) return *at;
  model::Field made;
  made.name = name;
  block.fields.push_back(std::move(made));
  return block.fields.back();
}

void add_place(model::Block& block, const model::Path& place) {
  model::Block* at = &block;
  for (std::size_t i = 0; i < place.steps.size(); ++i) {
    model::Field& field = member(*at, place.steps[i].name);
    if (i + 1 == place.steps.size()) return;
    if (!field.main.fields) {
      field.main.type = model::Check<model::TypeSet>{model::object_type, {}};
      field.main.fields = std::make_unique<model::Block>();
    }
    at = field.main.fields.get();
  }
}

/// The table field at the end of a path of plain members; none when a step is missing.
Index field_at(const table::DecisionTable& out, Index block, const model::Path& place) {
  Index field = none;
  for (const model::Step& step : place.steps) {
    if (block == none) return none;
    const std::uint16_t number = out.find(out.blocks[block].names, step.name);
    if (number == table::no_name) return none;
    field = out.blocks[block].fields.first + number;
    block = out.fields[field].block;
  }
  return field;
}

}  // namespace

void make_current_root(Blocks& blocks) {
  const model::RuleSet& rules = blocks.builder.rules();
  Fields fields{blocks, rules, true};
  blocks.drafts.emplace_back();
  BlockDraft& draft = blocks.drafts.back();
  blocks.current_root = &draft;
  draft.judged = false;
  draft.path = "current";
  model::Block& places = blocks.current_places;
  for (const auto& [name, place] : rules.current_also_at) add_place(places, place);
  if (const model::Block* record = model::block_of(rules.root))
    for (const model::Field& field : record->fields)
      if (!field.none) draft.fields.push_back(&field);
  for (const model::Block* more : {&rules.current_extra, &std::as_const(places)})
    for (const model::Field& field : more->fields)
      if (draft.number_of(field.name) == table::no_name) draft.fields.push_back(&field);
  fields.add_members(draft, Severity::off);
  table::DecisionTable& out = blocks.builder.out;
  // What stands at an `also_at` place is read as the field it stands for.
  for (const auto& [name, place] : rules.current_also_at) {
    const std::uint16_t number = draft.number_of(name);
    const Index at = field_at(out, draft.index, place);
    if (number == table::no_name || at == none) continue;
    table::Field copy = out.fields[out.blocks[draft.index].fields.first + number];
    copy.name = out.fields[at].name;
    copy.bit = out.fields[at].bit;
    out.fields[at] = copy;
  }
  const Index root = object_field(blocks, draft.index);
  out.current_root = root;
}

void make_request_root(Blocks& blocks) {
  const model::RuleSet& rules = blocks.builder.rules();
  if (!rules.request) return;
  const model::RuleSet& request = *rules.request;
  Fields fields{blocks, request};
  const model::Field* const item = model::item_of(request.root);
  blocks.builder.out.request_root =
      fields.add(item != nullptr ? *item : request.root, nullptr, "request");
  blocks.builder.out.request_list = item != nullptr;
  blocks.request_root = blocks.find(model::entry_of(request.root));
}

}  // namespace leadlint::compile
