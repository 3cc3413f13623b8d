// How the records beside the payload are read: the stored record, and the request of an answer.
#pragma once

#include <functional>

#include "compile/blocks.h"

namespace leadlint::compile {

/// The stored record: the payload's own fields, those of `current: {fields}`, and the places of
/// `also_at`. Its fields are read, never judged.
void make_current_root(Blocks& blocks);

using CollectPairValues = void (*)(const model::Field&, const model::Scope*, const model::RuleSet&,
                                   Blocks&);
/// The request: the fields of the rule set that this one answers.
void make_request_root(Blocks& blocks, CollectPairValues collect_pair_values);

}  // namespace leadlint::compile
