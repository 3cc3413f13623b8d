// The first look at a record.
#include "validate/first_look.h"

#include "validate/facts.h"
#include "validate/quiet.h"

namespace leadlint::validate {

bool is_quiet(const table::DecisionTable& table, read::Record& record, const Known& known,
              FactMemory& memory) {
  if (!record.plain || !record.issues.empty() || record.unreadable) return false;
  Facts facts(table, record, known, memory);
  Quiet quiet(table, facts);
  quiet.beside(known);
  for (Index i = 0; i < record.instances.size(); ++i) {
    const read::Instance& object = record.instances[i];
    const table::Block& block = table.blocks[object.block];
    if (object.first_unknown != none || block.has_deferred) return false;
    std::uint64_t* const facts_here = record.facts.data() + object.words;
    if (!all_good(facts_here, block.fields.count)) return false;
    ManyWords words{facts_here, block.words};
    const auto value_of = [&](std::uint16_t number) -> const read::Node& {
      return record.nodes[record.slots[object.slots + number]];
    };
    if (!quiet.object(block, words, i, value_of)) return false;
  }
  return true;
}

}  // namespace leadlint::validate
