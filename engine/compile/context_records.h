// How the records of the context are read: the stored record, and the request of an answer.
#pragma once

#include "compile/blocks.h"

namespace leadlint::compile {

/// The stored record: the payload's own fields, those of `current: {fields}`, and the places of
/// `also_at`. Its fields are read, never judged.
void make_current_root(Blocks& blocks);

/// The request: the fields of the rule set that this one answers.
void make_request_root(Blocks& blocks);

}  // namespace leadlint::compile
