// Findings to the answer that the partner's API would have refused the payload with.
#pragma once

#include <optional>
#include <string>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"

namespace leadlint {

/// Does the rule set say how its API words a refusal? Without that there is never an answer.
[[nodiscard]] bool has_api_answer(const Ruleset& ruleset) noexcept;

/// The error answer of the API, in its own shape and words: every error of `findings` is in it, and
/// nothing below an error. nullopt where there is no error, or the rule set has no words for it.
/// `findings` are those of one record.
[[nodiscard]] std::optional<std::string> api_answer(const Ruleset& ruleset,
                                                    const Findings& findings);

}  // namespace leadlint
