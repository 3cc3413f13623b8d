// Numbers and booleans as people, programs and databases spell them, for messages that say what to
// write. (What is read so is for read/cell_spelling.h.) Tests: tests/written_instead_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leadlint::validate {

/// As JSON spells it: 1234.5 for "1 234,5", 5 for "+5", "5." and "007". Two where point and comma
/// may mean either, and for 5% (5 or 0.05); none where it is no number.
[[nodiscard]] std::vector<std::string> plain_numbers(std::string_view text);
/// true or false for TRUE, t, yes, on, 1 and their likes; empty: it is none.
[[nodiscard]] std::string_view plain_boolean(std::string_view text);

}  // namespace leadlint::validate
