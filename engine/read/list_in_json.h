// Where a list of objects stands inside of a JSON text. Tests: tests/wrong_input_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leadlint::read {

/// Is the value a list whose first item is an object?
[[nodiscard]] bool is_object_list(std::string_view value) noexcept;

/// Can the name stand in a path as it is, and on a line of a terminal?
[[nodiscard]] bool is_path_name(std::string_view name) noexcept;

/// The path to the first list of objects that the object at `offset` holds, so many levels down:
/// `leads`, `data.leads`. Empty: there is none. The text may break off.
[[nodiscard]] std::string path_to_list(std::string_view text, std::size_t offset, int levels);

}  // namespace leadlint::read
