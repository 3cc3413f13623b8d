// Text pattern to table::Automaton.
//
//   Pattern --make_byte_graph--> ByteGraph --subsets--> states --minimise--> fewest states -->
//   table
//
// A state of the automaton is the set of graph nodes that the bytes read so far may have led to.
// "(a|b)*abb" has 5 sets, the fewest are 4; "[^@ ]+@[^@ ]+" has some 20, most of them inside a
// character of several bytes. "(a|b)*a(a|b){12}" has 8,192 and is refused: each set is one memory
// of the last 13 letters. Cost: sets times nodes in a set times classes of bytes, under `max_work`.
// Covered by tests/automaton_test.cpp.
#include "compile/automaton.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compile/byte_graph.h"
#include "compile/compile.h"

namespace leadlint::compile {
namespace {

using State = std::uint32_t;
using NodeSet = std::vector<std::uint32_t>;  // sorted

/// Sets may be more than the fewest states in the end, but not many times more.
constexpr std::size_t max_sets = 4 * max_pattern_states;
constexpr std::size_t max_nodes = 16 * max_pattern_states;
constexpr std::size_t max_work = 30'000'000;

struct TooLarge {};

/// States by number; state 0 is dead.
struct Machine {
  std::array<std::uint8_t, 256> byte_class{};
  std::size_t classes = 0;
  State start = 0;
  std::vector<State> next;  // state * classes + class
  std::vector<bool> accepting;

  [[nodiscard]] std::size_t states() const { return accepting.size(); }
};

// ----------------------------------------------------------------------------------------- subsets

/// Bytes that no edge tells apart are one class.
void classify(const ByteGraph& graph, Machine& machine) {
  std::bitset<257> starts;
  for (const ByteGraph::Node& node : graph.nodes) {
    for (const ByteGraph::Edge& edge : node.edges) {
      starts.set(edge.first);
      starts.set(edge.last + 1U);
    }
  }
  std::uint8_t number = 0;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    if (byte > 0 && starts[byte]) ++number;
    machine.byte_class[byte] = number;
  }
  machine.classes = number + 1U;
}

struct SetHash {
  std::size_t operator()(const NodeSet& set) const {
    std::uint64_t hash = set.size();
    for (const std::uint32_t node : set) hash = (hash ^ node) * 0x9E3779B97F4A7C15U;
    return static_cast<std::size_t>(hash ^ (hash >> 32U));
  }
};

class SubsetBuilder {
 public:
  explicit SubsetBuilder(const ByteGraph& graph) : graph_(graph), seen_(graph.nodes.size(), 0) {
    classify(graph, machine);
    state_of({});  // 0: dead
    machine.start = state_of(close({graph.start}));
    for (State state = 1; state < machine.states(); ++state) expand(state);
  }

  Machine machine;

 private:
  void work(std::size_t steps) {
    work_ += steps;
    if (work_ > max_work) throw TooLarge{};
  }

  /// The nodes and all that jumps lead to, without those that only jump.
  NodeSet close(NodeSet nodes) {
    ++round_;
    NodeSet out;
    std::vector<std::uint32_t> open = std::move(nodes);
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      if (seen_[node] == round_) continue;
      seen_[node] = round_;
      const ByteGraph::Node& here = graph_.nodes[node];
      work(1 + here.jumps.size());
      if (here.jumps.empty()) out.push_back(node);
      open.insert(open.end(), here.jumps.begin(), here.jumps.end());
    }
    std::ranges::sort(out);
    return out;
  }

  State state_of(NodeSet set) {
    const auto [at, is_new] = states_.try_emplace(std::move(set), static_cast<State>(sets_.size()));
    if (!is_new) return at->second;
    if (sets_.size() >= max_sets) throw TooLarge{};
    sets_.push_back(&at->first);
    machine.accepting.push_back(std::ranges::binary_search(at->first, ByteGraph::end));
    machine.next.resize(machine.states() * machine.classes, 0);
    return at->second;
  }

  void expand(State state) {
    std::vector<NodeSet> reached(machine.classes);
    for (const std::uint32_t node : *sets_[state]) {
      for (const ByteGraph::Edge& edge : graph_.nodes[node].edges) {
        const std::size_t last = machine.byte_class[edge.last];
        for (std::size_t c = machine.byte_class[edge.first]; c <= last; ++c) {
          reached[c].push_back(edge.to);
          work(1);
        }
      }
    }
    for (std::size_t c = 0; c < machine.classes; ++c) {
      if (reached[c].empty()) continue;
      const State to = state_of(close(std::move(reached[c])));
      machine.next[state * machine.classes + c] = to;
    }
  }

  const ByteGraph& graph_;
  std::unordered_map<NodeSet, State, SetHash> states_;
  std::vector<const NodeSet*> sets_;  // keys of states_, which never move
  std::vector<std::uint32_t> seen_;
  std::uint32_t round_ = 0;
  std::size_t work_ = 0;
};

// ---------------------------------------------------------------------------------------- minimise

/// Hopcroft's partition: starts with accepting and other states, and splits a part whenever some
/// byte leads some of it into another part and some of it elsewhere. n log n steps a class.
class Partition {
 public:
  explicit Partition(const Machine& machine)
      : machine_(machine),
        part_of_(machine.states()),
        order_(machine.states()),
        place_(machine.states()) {
    reverse();
    std::size_t front = 0;
    for (const bool accepting : {false, true}) {
      const std::size_t first = front;
      for (State state = 0; state < machine.states(); ++state) {
        if (machine.accepting[state] == accepting) put(state, front++);
      }
      if (front > first) add_part(first, front);
    }
    for (State part = 0; part < parts_.size(); ++part) push(part);
    while (!waiting_.empty()) {
      const State part = waiting_.back();
      waiting_.pop_back();
      parts_[part].waits = false;
      split_by(part);
    }
  }

  [[nodiscard]] std::size_t count() const { return parts_.size(); }
  [[nodiscard]] State part_of(State state) const { return part_of_[state]; }
  /// One state of a part, standing for all.
  [[nodiscard]] State member(State part) const { return order_[parts_[part].first]; }

 private:
  struct Part {
    std::size_t first, last;  // in order_
    std::size_t marked = 0;   // so many at its front lead into the part that splits
    bool waits = false;
  };

  void put(State state, std::size_t place) {
    order_[place] = state;
    place_[state] = place;
  }
  void push(State part) {
    parts_[part].waits = true;
    waiting_.push_back(part);
  }
  void add_part(std::size_t first, std::size_t last) {
    const auto number = static_cast<State>(parts_.size());
    parts_.push_back({first, last});
    for (std::size_t i = first; i < last; ++i) part_of_[order_[i]] = number;
  }

  /// sources_[starts_[state * classes + c] ...]: the states from which class c leads to `state`.
  void reverse() {
    const std::size_t classes = machine_.classes;
    starts_.assign(machine_.next.size() + 1, 0);
    for (std::size_t i = 0; i < machine_.next.size(); ++i) {
      ++starts_[machine_.next[i] * classes + i % classes + 1];
    }
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    sources_.resize(machine_.next.size());
    std::vector<std::size_t> filled(starts_.begin(), starts_.end() - 1);
    for (std::size_t i = 0; i < machine_.next.size(); ++i) {
      sources_[filled[machine_.next[i] * classes + i % classes]++] =
          static_cast<State>(i / classes);
    }
  }

  void split_by(State splitter) {
    const std::vector<State> members(
        order_.begin() + static_cast<std::ptrdiff_t>(parts_[splitter].first),
        order_.begin() + static_cast<std::ptrdiff_t>(parts_[splitter].last));
    for (std::size_t c = 0; c < machine_.classes; ++c) {
      std::vector<State> touched;
      for (const State member : members) {
        const std::size_t edge = member * machine_.classes + c;
        for (std::size_t i = starts_[edge]; i < starts_[edge + 1]; ++i) mark(sources_[i], touched);
      }
      for (const State part : touched) split(part);
    }
  }

  void mark(State state, std::vector<State>& touched) {
    Part& part = parts_[part_of_[state]];
    const std::size_t border = part.first + part.marked;
    if (place_[state] < border) return;
    if (part.marked++ == 0) touched.push_back(part_of_[state]);
    const State other = order_[border];
    put(other, place_[state]);
    put(state, border);
  }

  void split(State number) {
    Part& part = parts_[number];
    const std::size_t border = part.first + part.marked;
    part.marked = 0;
    if (border == part.last) return;
    const bool front_is_smaller = border - part.first < part.last - border;
    const std::size_t first = front_is_smaller ? part.first : border;
    const std::size_t last = front_is_smaller ? border : part.last;
    (front_is_smaller ? part.first : part.last) = border;
    add_part(first, last);  // the smaller part; `part` may dangle from here on
    push(static_cast<State>(parts_.size() - 1));
  }

  const Machine& machine_;
  std::vector<State> part_of_;
  std::vector<State> order_;        // states, those of a part side by side
  std::vector<std::size_t> place_;  // where in order_ a state stands
  std::vector<Part> parts_;
  std::vector<State> waiting_;
  std::vector<std::size_t> starts_;
  std::vector<State> sources_;
};

/// The machine with the fewest states: 0 dead, 1 the start, the others in the order in which bytes
/// reach them.
Machine minimise(const Machine& machine) {
  const Partition partition(machine);
  constexpr State unseen = ~State{0};
  std::vector<State> number(partition.count(), unseen);
  std::vector<State> members{0};
  number[partition.part_of(0)] = 0;
  // A pattern that nothing matches starts in the dead part and still needs a start of its own.
  members.push_back(machine.start);
  if (partition.part_of(machine.start) != partition.part_of(0)) {
    number[partition.part_of(machine.start)] = 1;
  }
  Machine out;
  out.byte_class = machine.byte_class;
  out.classes = machine.classes;
  out.start = 1;
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t c = 0; c < machine.classes; ++c) {
      const State to = partition.part_of(machine.next[members[i] * machine.classes + c]);
      if (number[to] == unseen) {
        number[to] = static_cast<State>(members.size());
        members.push_back(partition.member(to));
      }
      out.next.push_back(number[to]);
    }
    out.accepting.push_back(machine.accepting[members[i]]);
  }
  return out;
}

/// Joins classes that no state tells apart (minimising takes differences away).
void join_classes(Machine& machine) {
  std::map<std::vector<State>, std::uint8_t> columns;
  std::vector<std::uint8_t> joined(machine.classes);
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < machine.classes; ++c) {
    std::vector<State> column;
    for (std::size_t s = 0; s < machine.states(); ++s) {
      column.push_back(machine.next[s * machine.classes + c]);
    }
    const auto [at, is_new] =
        columns.try_emplace(std::move(column), static_cast<std::uint8_t>(kept.size()));
    if (is_new) kept.push_back(c);
    joined[c] = at->second;
  }
  std::vector<State> next;
  for (std::size_t s = 0; s < machine.states(); ++s) {
    for (const std::size_t c : kept) next.push_back(machine.next[s * machine.classes + c]);
  }
  for (std::uint8_t& byte_class : machine.byte_class) byte_class = joined[byte_class];
  machine.next = std::move(next);
  machine.classes = kept.size();
}

/// Is it just a run of bytes of one range, so and so many? From state to state by those bytes, the
/// lengths it takes must be all those from the first to the last.
table::Automaton::Run run_of(const Machine& machine) {
  const auto& classes = machine.byte_class;
  if (machine.classes != 2) return {};
  const std::uint8_t inside = classes[0] == 0 ? 1 : 0;  // no text holds a NUL
  const auto low = std::ranges::find(classes, inside);
  const auto behind = std::find_if(low, classes.end(), [&](auto c) { return c != inside; });
  if (behind - classes.begin() > 0x80 || std::find(behind, classes.end(), inside) != classes.end())
    return {};
  for (std::size_t state = 0; state < machine.states(); ++state)
    if (machine.next[state * 2 + (1U - inside)] != 0) return {};
  table::Automaton::Run run;
  run.low = static_cast<std::uint8_t>(low - classes.begin());
  run.high = static_cast<std::uint8_t>(behind - classes.begin() - 1);
  std::optional<std::uint32_t> min, max;
  std::vector<bool> seen(machine.states(), false);
  std::uint32_t length = 0;
  for (State state = machine.start; state != 0 && !seen[state]; ++length) {
    seen[state] = true;
    if (machine.accepting[state]) {
      if (max && *max + 1 != length) return {};
      if (!min) min = length;
      max = length;
    }
    const State next = machine.next[state * 2 + inside];
    if (next != 0 &&
        seen[next]) {  // from here on, any length; but only where it stays in one state
      if (next != state || !machine.accepting[state]) return {};
      max = std::numeric_limits<std::uint32_t>::max();
      break;
    }
    state = next;
  }
  if (!min || *max == 0) return {};
  run.min = *min;
  run.max = *max;
  return run;
}

table::Index append(table::DecisionTable& table, const Machine& machine) {
  table::Automaton automaton;
  automaton.byte_class = machine.byte_class;
  automaton.classes = static_cast<std::uint16_t>(machine.classes);
  automaton.states = static_cast<std::uint16_t>(machine.states());
  automaton.run = run_of(machine);
  automaton.transitions = {static_cast<table::Index>(table.automaton_transitions.size()),
                           static_cast<table::Index>(machine.next.size())};
  automaton.accepting = {static_cast<table::Index>(table.automaton_accepting.size()),
                         static_cast<table::Index>(machine.states())};
  for (const State state : machine.next) {
    table.automaton_transitions.push_back(static_cast<std::uint16_t>(state));
  }
  for (const bool accepting : machine.accepting) table.automaton_accepting.push_back(accepting);
  table.automata.push_back(automaton);
  return static_cast<table::Index>(table.automata.size() - 1);
}

}  // namespace

tl::expected<table::Index, std::string> add_automaton(table::DecisionTable& table,
                                                      const model::Pattern& pattern,
                                                      bool any_case) {
  const tl::unexpected<std::string> too_large(
      "the pattern needs an automaton of more than " + std::to_string(max_pattern_states) +
      " states (the limit on pattern states); how long a text may be is said by `min_length` and "
      "`max_length`");
  const auto graph = make_byte_graph(pattern, any_case, max_nodes);
  if (!graph) return too_large;
  try {
    Machine machine = minimise(SubsetBuilder(*graph).machine);
    if (machine.states() > max_pattern_states) return too_large;
    join_classes(machine);
    return append(table, machine);
  } catch (const TooLarge&) {
    return too_large;
  }
}

}  // namespace leadlint::compile
