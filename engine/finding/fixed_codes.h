// Codes of what could not be read or judged. Whoever reads a report is to know of it: no caller
// gives these another severity, and no baseline hides them.
#pragma once

#include <algorithm>
#include <array>

#include "leadlint/finding.h"

namespace leadlint {

inline constexpr std::array fixed_codes{Code::encoding, Code::bad_json, Code::bad_csv,
                                        Code::limit_exceeded, Code::not_judged};

[[nodiscard]] constexpr bool is_fixed(Code code) noexcept {
  return std::ranges::find(fixed_codes, code) != fixed_codes.end();
}

}  // namespace leadlint
