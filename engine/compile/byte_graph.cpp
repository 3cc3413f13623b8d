// model::Pattern to ByteGraph, from the end of the pattern to its start: each part is built in
// front of the node that follows it. Code points become one to four byte edges; what two code
// points have in common at their end (the continuation bytes in front of one node) is built once.
// Covered by tests/automaton_test.cpp.
#include "compile/byte_graph.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace leadlint::compile {
namespace {

using model::CodePointRange;
using model::Pattern;

/// On average: few patterns have more than a handful.
constexpr std::size_t edges_a_node = 16;

struct GraphTooLarge {};

class GraphBuilder {
 public:
  GraphBuilder(bool any_case, std::size_t max_nodes) : any_case_(any_case), max_nodes_(max_nodes) {
    add();
  }

  /// The node from which `pattern`, and then what follows `next`, is read.
  std::uint32_t build(const Pattern& pattern, std::uint32_t next) {
    switch (pattern.kind) {
      case Pattern::Kind::nothing:
        return next;
      case Pattern::Kind::one_of:
        return code_points(any_case_ && pattern.any_case ? *pattern.any_case : pattern.ranges,
                           next);
      case Pattern::Kind::sequence:
        for (auto part = pattern.children.rbegin(); part != pattern.children.rend(); ++part) {
          next = build(*part, next);
        }
        return next;
      case Pattern::Kind::alternation: {
        std::vector<std::uint32_t> branches;
        for (const Pattern& branch : pattern.children) branches.push_back(build(branch, next));
        const std::uint32_t fork = add();
        graph.nodes[fork].jumps = std::move(branches);
        return fork;
      }
      case Pattern::Kind::repeat:
        return repeat(pattern, next);
    }
    return next;
  }

  ByteGraph graph;

 private:
  std::uint32_t add() {
    if (graph.nodes.size() >= max_nodes_) throw GraphTooLarge{};
    graph.nodes.emplace_back();
    return static_cast<std::uint32_t>(graph.nodes.size() - 1);
  }

  /// x{2,4} is x x (x (x)?)?, x{2,} is x x x*.
  std::uint32_t repeat(const Pattern& pattern, std::uint32_t next) {
    const Pattern& part = pattern.children.front();
    const std::uint32_t behind = next;
    if (!pattern.max) {
      const std::uint32_t loop = add();
      const std::uint32_t body = build(part, loop);
      graph.nodes[loop].jumps = {body, next};
      next = loop;
    } else {
      for (std::uint32_t i = pattern.min; i < *pattern.max; ++i) {
        const std::uint32_t body = build(part, next);
        const std::uint32_t fork = add();
        graph.nodes[fork].jumps = {body, behind};
        next = fork;
      }
    }
    for (std::uint32_t i = 0; i < pattern.min; ++i) next = build(part, next);
    return next;
  }

  std::uint32_t code_points(const std::vector<CodePointRange>& ranges, std::uint32_t next) {
    const std::uint32_t node = add();
    for (const CodePointRange& range : ranges) {
      // UTF-8 has no surrogates, and takes one byte more from these on.
      static constexpr std::array<CodePointRange, 5> parts = {
          {{0x00, 0x7F}, {0x80, 0x7FF}, {0x800, 0xD7FF}, {0xE000, 0xFFFF}, {0x10000, 0x10FFFF}}};
      for (const CodePointRange& part : parts) {
        const char32_t first = std::max(range.first, part.first);
        const char32_t last = std::min(range.last, part.last);
        if (first <= last) add_range(node, first, last, next);
      }
    }
    return node;
  }

  using Bytes = std::vector<std::uint8_t>;
  static Bytes utf8(char32_t code) {
    const auto lead = [code](unsigned mark, unsigned shift) {
      return static_cast<std::uint8_t>(mark | (code >> shift));
    };
    const auto more = [code](unsigned shift) {
      return static_cast<std::uint8_t>(0x80U | ((code >> shift) & 0x3FU));
    };
    if (code < 0x80) return {lead(0, 0)};
    if (code < 0x800) return {lead(0xC0, 6), more(0)};
    if (code < 0x10000) return {lead(0xE0, 12), more(6), more(0)};
    return {lead(0xF0, 18), more(12), more(6), more(0)};
  }

  /// Adds the edges from `node` for code points of one length in bytes.
  void add_range(std::uint32_t node, char32_t first, char32_t last, std::uint32_t next) {
    add_bytes(node, utf8(first), utf8(last), 0, next);
  }

  /// From `node`, the byte strings from `first` to `last`, looking at byte `at` and those behind.
  ///
  ///   E1 80 85 .. E3 81 92   is   E1 [80 85 .. BF BF],  E2 [any any],  E3 [80 80 .. 81 92]
  void add_bytes(std::uint32_t node, const Bytes& first, const Bytes& last, std::size_t at,
                 std::uint32_t next) {
    if (at + 1 == first.size()) return add_edge(node, first[at], last[at], next);
    if (first[at] == last[at]) {
      return add_edge(node, first[at], first[at], tail(first, last, at + 1, next));
    }
    Bytes low = first, high = last;
    for (std::size_t i = at + 1; i < first.size(); ++i) {
      low[i] = 0xBF;
      high[i] = 0x80;
    }
    std::uint8_t from = first[at], until = last[at];
    const auto same_behind = [at](const Bytes& a, const Bytes& b) {
      const auto behind = static_cast<std::ptrdiff_t>(at) + 1;
      return std::equal(a.begin() + behind, a.end(), b.begin() + behind);
    };
    if (!same_behind(first, high)) {
      add_edge(node, from, from, tail(first, low, at + 1, next));
      ++from;
    }
    if (!same_behind(last, low)) {
      add_edge(node, until, until, tail(high, last, at + 1, next));
      --until;
    }
    // between them all continuation bytes will do
    if (from <= until) add_edge(node, from, until, tail(high, low, at + 1, next));
  }

  void add_edge(std::uint32_t node, std::uint8_t first, std::uint8_t last, std::uint32_t to) {
    if (++edges_ > edges_a_node * max_nodes_) throw GraphTooLarge{};
    graph.nodes[node].edges.push_back({first, last, to});
  }

  /// The node from which the bytes from `at` on, from `first` to `last`, lead to `next`.
  std::uint32_t tail(const Bytes& first, const Bytes& last, std::size_t at, std::uint32_t next) {
    const auto offset = static_cast<std::ptrdiff_t>(at);
    const Key key{next, Bytes(first.begin() + offset, first.end()),
                  Bytes(last.begin() + offset, last.end())};
    if (const auto known = tails_.find(key); known != tails_.end()) return known->second;
    const std::uint32_t node = add();
    add_bytes(node, first, last, at, next);
    tails_.emplace(key, node);
    return node;
  }

  struct Key {
    std::uint32_t next;
    Bytes first, last;
    auto operator<=>(const Key&) const = default;
  };
  std::map<Key, std::uint32_t> tails_;
  bool any_case_ = false;
  std::size_t max_nodes_, edges_ = 0;
};

}  // namespace

std::optional<ByteGraph> make_byte_graph(const model::Pattern& pattern, bool any_case,
                                         std::size_t max_nodes) {
  try {
    GraphBuilder builder(any_case, max_nodes);
    builder.graph.start = builder.build(pattern, ByteGraph::end);
    return std::move(builder.graph);
  } catch (const GraphTooLarge&) {
    return std::nullopt;
  }
}

}  // namespace leadlint::compile
