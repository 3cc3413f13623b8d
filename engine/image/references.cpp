// Keys of items, and words of rows.
#include "image/references.h"

#include "table/item_key.h"

namespace leadlint::image {

bool References::rows_fit(table::SpanOf<table::Row> rows, std::uint32_t words) const {
  if (!budget_.look(rows.count)) return false;
  for (const table::RowId id : rows) {
    const table::Span more = table_.rows[id].more_terms;
    const auto* const first = table_.row_terms.data() + more.first;
    if (!budget_.look(more.count) || table_.row_heads[id].word >= words) return false;
    if (!std::all_of(first, first + more.count,
                     [&](const table::RowTerm& term) { return term.word < words; }))
      return false;
  }
  return true;
}

bool References::keys_fit(const table::Check& check, const table::Field& list) const {
  const bool in_order =
      check.kind == CheckKind::ascending || check.kind == CheckKind::not_descending;
  if (!in_order && check.kind != CheckKind::unique) return true;  // its span is of other things
  const BlockId items = object_of(list.item);
  std::span<const std::uint16_t> keys{table_.key_fields.data() + check.span.first,
                                      check.span.count};
  if (in_order) return keys.empty() || items == none || keys[0] < table_.blocks[items].fields.count;
  while (!keys.empty()) {
    const std::size_t steps =
        (keys[0] & table::key_of_steps) == 0 ? 0 : keys[0] - std::size_t{table::key_of_steps};
    if ((keys[0] & table::key_of_steps) != 0 && (steps == 0 || steps >= keys.size())) return false;
    if (!key_fits(items, table::first_key(keys))) return false;
    keys = table::other_keys(keys);
  }
  return true;
}

bool References::key_fits(BlockId block, std::span<const std::uint16_t> steps) const {
  if (!budget_.look(1)) return false;
  if (block == none) return true;  // nothing is found there
  const table::SpanOf<table::Field> members = table_.blocks[block].fields;
  if (steps[0] >= members.count) return false;
  const FieldId id = members[steps[0]];
  steps = steps.subspan(1);
  if (steps.empty()) return true;
  if (steps[0] != table::each_item_step) return key_fits(object_of(id), steps);
  steps = steps.subspan(1);
  return steps.empty() ||
         (key_fits(object_of(table_.fields[id].item), steps) && key_fits(object_of(id), steps));
}

}  // namespace leadlint::image
