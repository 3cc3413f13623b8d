// Two texts that look the same and are not: one writes an accent as a sign of its own, one has the
// letter with it. Tests: tests/words_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace leadlint::validate {

/// "its character 4 is written as U+0065 U+0301; in Caf\u00e9 it is U+00E9", where `said` and
/// `legal` differ in nothing else; else nothing.
[[nodiscard]] std::string words_of_marks(std::string_view said, std::string_view legal);

}  // namespace leadlint::validate
