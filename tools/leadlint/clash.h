// Options of `leadlint check` that are each right alone, and wrong together.
#pragma once

#include <string>

#include "options.h"

namespace leadlint::command {

/// What is wrong with them, as a usage error says it; empty: nothing.
[[nodiscard]] std::string clash_of(const CheckOptions& options);

}  // namespace leadlint::command
