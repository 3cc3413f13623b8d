// A list of names to a table::NameHash, which tells in one probe which of them a text is.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <tl/expected.hpp>

#include "table/decision_table.h"

namespace leadlint::compile {

/// Most names that one list (of members, of legal values) may hold.
inline constexpr std::size_t max_names = 4096;

/// Appends the hash of `names` (texts in the table's pool already) to the table's `names` and
/// `hash_slots`. Ordinals count in the order given; of a name that stands twice the first counts.
/// No names at all is fine: nothing is found. Fails, with a sentence, beyond `max_names`.
[[nodiscard]] tl::expected<table::NameHash, std::string> add_name_hash(
    table::DecisionTable& table, std::span<const table::Text> names);

/// The same, and appends the texts to the pool.
[[nodiscard]] tl::expected<table::NameHash, std::string> add_name_hash(
    table::DecisionTable& table, std::span<const std::string> names);

}  // namespace leadlint::compile
