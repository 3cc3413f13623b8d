// The root of the stored record, and that of the request.
#include "compile/context_records.h"

#include <vector>

#include "compile/fields.h"

namespace leadlint::compile {
namespace {

/// A field of the table for an object that `block` describes.
table::FieldId object_field(Blocks& blocks, table::BlockId block) {
  table::DecisionTable& out = blocks.builder.out;
  table::Field root;
  root.kinds = table::k_object;
  root.block = block;
  root.null_report = root.type_report =
      blocks.builder.report(Code::wrong_type, Severity::error, {});
  return out.fields.add(root);
}

/// The table's field at the end of a path of `also_at`; none where the table has no such field.
table::FieldId field_at(Blocks& blocks, const model::Path& place) {
  const table::DecisionTable& out = blocks.builder.out;
  table::Ref way;
  std::vector<std::uint16_t> numbers;
  if (!blocks.follow(blocks.current_root, place.steps, way, numbers)) return none;
  // (`way` may lead into the payload's own block, which is described alike.)
  table::BlockId block = blocks.current_root->index;
  table::FieldId field;
  for (const std::uint16_t number : numbers) {
    if (block == none) return none;
    field = out.blocks[block].fields[number];
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
  draft.fields = blocks.stored.fields;
  fields.add_members(draft, Severity::off);
  table::DecisionTable& out = blocks.builder.out;
  // What stands at an `also_at` place is read as the field it stands for.
  for (const check::StoredRecord::AlsoAt& other : blocks.stored.also_at) {
    const table::FieldId from = field_at(blocks, other.field), at = field_at(blocks, other.place);
    if (from == none || at == none) continue;
    table::Field copy = out.fields[from];
    copy.name = out.fields[at].name;
    copy.bit = out.fields[at].bit;
    out.fields[at] = copy;
  }
  const table::FieldId root = object_field(blocks, draft.index);
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
