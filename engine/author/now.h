// The text of an instant to what a check takes for now: 2026-11-30T12:00:00+01:00.
#pragma once

#include <optional>
#include <string_view>

#include "leadlint/validator.h"

namespace leadlint::author {

/// nullopt: it is no instant (a date alone, no zone).
[[nodiscard]] std::optional<Now> read_now(std::string_view text);

}  // namespace leadlint::author
