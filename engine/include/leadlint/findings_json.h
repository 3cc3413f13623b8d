// Findings as data: the JSON of reports, for services that hand them on.
#pragma once

#include <string>
#include <string_view>

#include "leadlint/finding.h"

namespace leadlint {

/// A finding as an object of schemas/report.schema.json#/$defs/finding, on one line.
[[nodiscard]] std::string to_json(const Finding& finding);
/// Findings as a list of those, on one line; "[]" where there are none.
[[nodiscard]] std::string to_json(const Findings& findings);

/// What is wrong, in words that hold nothing of the payload, nor of what else the check was told:
/// for logs. Lasts as long as the finding.
[[nodiscard]] std::string_view redacted_message(const Finding& finding) noexcept;

}  // namespace leadlint
