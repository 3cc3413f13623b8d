// The quick check of a record.
#include "validate/quick_check.h"

#include "validate/defaults.h"
#include "validate/facts.h"
#include "validate/prefilter.h"

namespace leadlint::validate {

bool quick_check(const table::DecisionTable& table, read::Record& record,
                 const ReadContext& context, FactMemory& memory) {
  if (!record.plain || !record.issues.empty() || record.unreadable) return false;
  if (!table.default_values.empty())
    for (Index i = 0; i < record.instances.size(); ++i) add_defaults(table, record, i);
  Facts facts(table, record, context, memory);
  Prefilter prefilter(table, facts);
  prefilter.set_context(context);
  for (Index i = 0; i < record.instances.size(); ++i) {
    const read::Instance& object = record.instances[i];
    const table::Block& block = table.blocks[object.block];
    if (object.first_unknown != none || block.has_deferred) return false;
    if (block.names_of_catalog && !facts.names_are_known(block, object.node)) return false;
    std::uint64_t* const facts_here = record.facts.data() + object.words;
    if (!all_good(facts_here, block.fields.count)) return false;
    ManyWords words{facts_here, block.words};
    const auto value_of = [&](std::uint16_t number) -> const read::Node& {
      return record.nodes[record.slots[object.slots + number]];
    };
    if (!prefilter.object(block, table.fast.blocks[object.block], words, i, value_of)) return false;
  }
  return true;
}

}  // namespace leadlint::validate
