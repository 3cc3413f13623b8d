// A verdict with its findings as JSON on one line: {"verdict":"valid","findings":[]}.
#pragma once

#include <string>

#include "leadlint/finding.h"

namespace leadlint::serve {

inline constexpr std::string_view valid_verdict_json = R"({"verdict":"valid","findings":[]})";
[[nodiscard]] std::string verdict_json(Verdict verdict, const Findings& findings);

}  // namespace leadlint::serve
