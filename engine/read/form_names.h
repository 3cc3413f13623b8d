// The names of form text, `a[b][]`, and text that is no form at all.
// Tests: tests/form_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::read {

/// The steps of a name: `a[b][]` is a, b and an empty one. What the server would read otherwise, or
/// servers would read differently, is a fault; `steps` then say nothing.
[[nodiscard]] FormFault split_form_name(std::string_view name, table::FormServer server,
                                        std::vector<std::string_view>& steps);

/// What the writer of a name whose brackets do not fit likely meant: `a[b` is `a[b]`. Empty:
/// unknown.
[[nodiscard]] std::string mended_form_name(std::string_view name);
/// What a form calls the place of a JSON Pointer: /lead/phones/0/number is lead[phones][][number].
[[nodiscard]] std::string form_name(std::string_view pointer);

/// What a name or a value says: `+` is a blank, `%41` is A; a broken escape stands for itself.
[[nodiscard]] std::string form_decoded(std::string_view text);

/// The number of an item: 0, 1, 17, not 01.
[[nodiscard]] bool is_form_index(std::string_view step) noexcept;

/// Is the text, where form text should be, JSON or a URL, or has it no pair of a name and a value?
[[nodiscard]] FormFault form_disguise(std::string_view text) noexcept;

enum class Disguise : std::uint8_t { nothing, form, url, markup };
/// Is the text, where JSON should be, form text, a URL, or XML or HTML?
[[nodiscard]] Disguise json_disguise(std::string_view text) noexcept;

}  // namespace leadlint::read
