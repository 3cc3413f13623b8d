// Conditions, paths and literals back to the words a rule author would write.
#pragma once

#include <cstdint>
#include <string>

#include "model/ruleset.h"

namespace leadlint::model {

/// A literal as YAML and conditions have it: JOB_WON, 12, true, null, "two words".
[[nodiscard]] std::string text_of(const Scalar& scalar);
/// The same of what a row goes by; `absent`.
[[nodiscard]] std::string text_of(const RowKey& key);
/// `lead.unit_id`, `outer.id`, `current.status`, `statusLogDetails[last].status`.
[[nodiscard]] std::string text_of(const Path& path);
/// `"+02:00"`, of seconds east of UTC.
[[nodiscard]] std::string text_of_zone(std::int32_t offset);
/// `90 days`, `2 hours`, `90`, without a sign: of whole days and hours in words, else in seconds.
[[nodiscard]] std::string text_of_duration(std::int64_t seconds);
/// `status == LEAD_WON and not (a or b)`. Reading it again gives the same condition.
[[nodiscard]] std::string text_of(const Condition& condition);

}  // namespace leadlint::model
