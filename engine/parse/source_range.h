// Where a byte of a scalar's value stands in the file: a condition may be quoted, escaped, or run
// over several lines, and a mistake in it is still shown at its own column.
#pragma once

#include <cstddef>

#include "model/mistakes.h"
#include "parse/yaml_tree.h"

namespace leadlint::parse {

/// The place of byte `offset` of `node.text` (a scalar), reaching over `length` bytes where they
/// stand in one piece.
[[nodiscard]] SourceRange place_in(const Mistakes& log, const YamlNode& node, std::size_t offset,
                                   std::size_t length = 1);

}  // namespace leadlint::parse
