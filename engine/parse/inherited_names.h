// What a rule file says of the names that it inherits: a name that is taken back (`none`) must be
// inherited, and a new one that is near an inherited one is likely a slip of the pen.
#pragma once

#include "model/mistakes.h"
#include "parse/yaml_tree.h"

namespace leadlint::parse {

/// `over` is a rule file, or a part of one; `base` the same part of the file that it extends. A
/// name that takes nothing back is a mistake; a near one is a warning.
void check_inherited_names(const NodePtr& base, const NodePtr& over, Mistakes& log);

}  // namespace leadlint::parse
