// One key for every spelling of a number: 17, 17.0, 1.70e1 and "17" tell of one lead, whatever
// input they stand in, and 9007199254740993 of no other than itself. Tests:
// tests/number_key_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace leadlint::history {

/// The key of a JSON number. It is exact for any number of digits: a whole number's plain digits (0
/// for
/// -0), a fraction's shortest plain spelling (17.5 for 17.50). `room` holds it where it differs.
[[nodiscard]] std::string_view key_of_number(std::string_view spelling, std::string& room);

/// The key of a text or a cell: that of the number, where it is plain digits, perhaps behind a `-`
/// and before `.0...`, as programs export whole numbers. Any other text is its own key: 017 and 1E5
/// are texts.
[[nodiscard]] std::string_view key_of_text(std::string_view text, std::string& room);

}  // namespace leadlint::history
