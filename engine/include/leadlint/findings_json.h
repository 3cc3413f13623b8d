// Findings as data: the JSON of reports, for services that hand them on.
#pragma once

#include <string>

#include "leadlint/finding.h"

namespace leadlint {

/// A finding as an object of schemas/report.schema.json#/$defs/finding, on one line.
[[nodiscard]] std::string to_json(const Finding& finding);
/// Findings as a list of those, on one line; "[]" where there are none.
[[nodiscard]] std::string to_json(const Findings& findings);

}  // namespace leadlint
