// The order in which the fast part is made.
#include "compile/fast_part.h"

#include "compile/name_hash.h"

namespace leadlint::compile {

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
  for (table::Index b = 0; b < table.blocks.size(); ++b)
    fast.blocks[b].names = add_quoted_hash(table, table.blocks[b].names.names);
  for (const table::FastCheck& check : fast.checks)
    if (check.text == table::FastCheck::Text::value && fast.value_names[check.index] == table::none)
      fast.value_names[check.index] =
          add_quoted_hash(table, table.value_sets[check.index].hash.names);
}

}  // namespace leadlint::compile
