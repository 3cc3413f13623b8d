// Does a table that came as bytes mean something, wherever it is judged by? After ranges.h: numbers
// lie in their lists. Whoever judges by a table looks at nothing again, so all that it goes by is
// looked at here, behind the checksum too: a forged table may say nonsense, but nothing reads
// beside what is there, goes on for ever or takes memory without bound.
//
//   check_lists   each entry by itself: hashes, automata, programs over dates, numbers in texts
//   check_blocks  what each object of a record leads to, from the root down: members that
//                 references go through, bits of facts, rows, list tests
//
// Tests: tests/table_image_test.cpp, tests/fuzz/image.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "table/decision_table.h"

namespace leadlint::image {

/// Objects inside objects.
inline constexpr std::size_t max_nesting = 512;
/// Entries that the check looks at; one that many share counts as often as it is reached.
inline constexpr std::uint64_t max_steps = 1'000'000'000;
/// Words of masks that a loaded table makes for its groups.
inline constexpr std::uint64_t max_mask_words = std::uint64_t{1} << 25;

/// Not nullopt: what is wrong.
[[nodiscard]] std::optional<std::string> check_lists(const table::DecisionTable& table);
[[nodiscard]] std::optional<std::string> check_blocks(const table::DecisionTable& table);

}  // namespace leadlint::image
