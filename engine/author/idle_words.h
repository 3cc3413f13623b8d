// What stands in a rule file and does nothing, or not what it seems to: as its text has it, without
// a look at what rules mean.
#pragma once

#include <string>
#include <vector>

#include "leadlint/finding.h"
#include "model/ruleset.h"

namespace leadlint::author {

/// Of one file that can be read: warnings, in the order of its lines. `asked`: options that it goes
/// by, here or in the rule set that it answers.
///
///   never used      definitions, lets, formats, catalogs, options; not in a file with `extends`,
///                   for those of the base use them, too
///   twice           a value in one list, but for its case (`case: ignore`); a rule under two ids
///   hides another   a let called as a field beside it, a format called as a built-in one
///   empty           a list of fields of a rule
///   cut             a sentence without quotes at ` #`
///   read otherwise  required: "true"; values: [True, 0x1F, .5]
[[nodiscard]] OwnedFindings idle_words(const model::SourceFile& file,
                                       const std::vector<std::string>& asked);

}  // namespace leadlint::author
