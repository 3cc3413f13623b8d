// Bytes that are no UTF-8, in words: what they likely are, and what to do. Tests:
// tests/words_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leadlint::read {

/// Of the byte at `at`, or the %-escape of one: "this is not UTF-8: the byte E9 is \"é\" in
/// Windows-1252, ...".
[[nodiscard]] std::string not_utf8(std::string_view text, std::size_t at);

/// Where the first byte of the form text [first, last) stands that is no UTF-8 once %-escapes are
/// read.
[[nodiscard]] std::size_t broken_utf8_of_form(std::string_view text, std::size_t first,
                                              std::size_t last);

}  // namespace leadlint::read
