// A text pattern as a graph whose edges are bytes: the step between model::Pattern and the
// automaton.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/pattern.h"

namespace leadlint::compile {

/// Nodes with edges: one range of bytes to one node each, or a jump that takes no byte.
///
///   "[0-9]?x"    node 3 --jump--> 2 --'0'..'9'--> 1 --'x'--> 0 (the end)
///                node 3 --jump--> 1
struct ByteGraph {
  struct Edge {
    std::uint8_t first = 0, last = 0;
    std::uint32_t to = 0;
  };
  struct Node {
    std::vector<Edge> edges;
    std::vector<std::uint32_t> jumps;
  };
  std::vector<Node> nodes;
  std::uint32_t start = 0;
  static constexpr std::uint32_t end = 0;
};

/// Builds the graph, of letters in `any_case` perhaps; nullopt when it would have more than
/// `max_nodes` nodes.
[[nodiscard]] std::optional<ByteGraph> make_byte_graph(const model::Pattern& pattern, bool any_case,
                                                       std::size_t max_nodes);

}  // namespace leadlint::compile
