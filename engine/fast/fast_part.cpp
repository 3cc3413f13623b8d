// The order in which the fast part is made.
#include "fast/fast_part.h"

#include "fast/name_hash.h"

namespace leadlint::fast {

void add_fast_part(table::DecisionTable& table) {
  table.clear_fast_part();
  add_fast_checks(table);
  add_quoted_hashes(table);
  add_prefilter(table);
  allow_stream_check(table);
  table.fast.made = true;
}

void add_quoted_hashes(table::DecisionTable& table) {
  table::FastPart& fast = table.fast;
  for (const table::BlockId id : table.blocks.ids())
    fast.blocks[id].names = add_quoted_hash(table, table.blocks[id].names.names);
  for (const table::FastCheck& check : fast.checks) {
    if (check.text != table::FastCheck::Text::value) continue;
    table::QuotedHashId& names = fast.value_names[check.value_set()];
    if (names == table::none)
      names = add_quoted_hash(table, table.value_sets[check.value_set()].hash.names);
  }
}

}  // namespace leadlint::fast
