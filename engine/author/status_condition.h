// What is left of a condition once the status is known.
//
//   status == JOB_WON and present(reason)    status JOB_WON: maybe    status LEAD_WON: no
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::author {

enum class Truth : std::uint8_t { no, maybe, yes };

/// The names in front of a block's fields ("", "lead.", "lead.phones[]."), from the root's to its
/// own.
using Prefixes = std::vector<std::string>;

/// The full name of what a path in a block leads to; nullopt outside of the payload.
[[nodiscard]] std::optional<std::string> absolute(const model::Path& path, const Prefixes& around);

/// The full name of what `after.f` leads to; nullopt for any other path.
[[nodiscard]] std::optional<std::string> name_after(const model::Path& path);

struct StatusAsked {
  std::string status;                    // the full name of the status field
  const model::Scalar* value = nullptr;  // null: not known
  /// Whether a member is there, by its full name; empty: not known of any.
  std::function<Truth(const std::string&)> is_there = {};
};

/// Does the path lead to the status, as it is sent or as it will be? (A status is sent here.)
[[nodiscard]] bool names_status(const model::Path& path, const StatusAsked& asked,
                                const Prefixes& around);

/// `yes` is what holds by the status and those members alone, whatever else is known.
[[nodiscard]] Truth answer(const model::Condition& condition, const StatusAsked& asked,
                           const Prefixes& around);
/// Likewise, but never `yes` of a condition that waits for more than the payload: a rule about the
/// stored record, the request, a parameter or a catalog is silent while that is not given.
[[nodiscard]] Truth firm_answer(const model::Condition& condition, const StatusAsked& asked,
                                const Prefixes& around);

}  // namespace leadlint::author
