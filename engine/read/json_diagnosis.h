// What is wrong with a text that is not JSON: a scanner that goes byte by byte and stops at the
// first that does not fit. Used only once the fast reader has refused a text, so it takes its time.
//
//   {"a": 1,}       offset 8: expected a member name: no comma stands behind the last member
//   {“a”: 1}        offset 1: expected a straight quote (") in place of a typographic one
//
// Tests: tests/json_diagnosis_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/record.h"

namespace leadlint::read {

/// The issue of a text that is not one JSON text: `encoding` where bytes are not UTF-8, else
/// `bad_json` (`doubled_backslashes`, where that is all that is wrong with it), or `too_deep` where
/// more than `max_depth` objects and arrays stand inside each other. The text's first `start` bytes
/// (a byte order mark) are passed over.
[[nodiscard]] ReadIssue diagnose_json(std::string_view text, std::uint32_t start,
                                      std::uint32_t max_depth);

/// One past the first value of a text, whatever stands behind it; 0: the text does not start with
/// one.
[[nodiscard]] std::size_t first_value_end(std::string_view text, std::uint32_t max_depth);

/// Is the character at `offset` a quotation mark that a word processor made of " or '?
[[nodiscard]] bool is_typographic_quote(std::string_view text, std::size_t offset) noexcept;

}  // namespace leadlint::read
