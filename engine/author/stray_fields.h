// What the tables of a block, taken together, say of one status.
#pragma once

#include <cstdint>
#include <vector>

#include "author/status_condition.h"
#include "model/ruleset.h"

namespace leadlint::author {

/// Does a table go by the status that is asked for?
[[nodiscard]] bool is_of_status(const model::Path& field, const StatusAsked& asked,
                                const Prefixes& around);

/// The fields that a table of cases names for other values of the status, and no table over the
/// same field that may count names for this one.
[[nodiscard]] std::vector<model::Path> stray_fields(const model::Cases& cases,
                                                    const std::vector<model::Cases>& all,
                                                    const StatusAsked& asked,
                                                    const Prefixes& around);

/// Whether a status has partners: by its row, those of other tables over the same two fields, and
/// what is taken besides.
enum class PartnerUse : std::uint8_t { unlisted, none, some, besides };
[[nodiscard]] PartnerUse partner_use(const model::Pairs& pairs,
                                     const std::vector<model::Pairs>& all,
                                     const StatusAsked& asked);

}  // namespace leadlint::author
