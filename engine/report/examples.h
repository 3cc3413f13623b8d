// An example for each finding code, for `leadlint explain`.
#pragma once

#include <string_view>

#include "leadlint/finding.h"

namespace leadlint::report {

/// One line: what was written, and why that is a finding of this code.
[[nodiscard]] std::string_view example_of(Code code) noexcept;

}  // namespace leadlint::report
