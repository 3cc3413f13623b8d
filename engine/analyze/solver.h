// Whether statements can hold together: a SAT solver, CaDiCaL.
//
//   const auto a = solver.variable(), b = solver.variable();
//   solver.require({-a, b});           a implies b
//   solver.satisfiable({a, -b})        false
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

namespace leadlint::analyze {

/// A statement: the number of a variable, or its negative for "not".
using Literal = int;

/// One thread at a time.
class Solver {
 public:
  Solver();
  ~Solver();
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;

  [[nodiscard]] Literal variable();
  /// At least one of them holds, from now on.
  void require(std::span<const Literal> any);
  void require(std::initializer_list<Literal> any) {
    require(std::span<const Literal>{any.begin(), any.size()});
  }

  /// Can everything required hold, and these with it?
  [[nodiscard]] bool satisfiable(std::span<const Literal> assumed);
  [[nodiscard]] bool satisfiable(std::initializer_list<Literal> assumed) {
    return satisfiable(std::span<const Literal>{assumed.begin(), assumed.size()});
  }
  /// Does it hold in the example found? Precondition: the last answer was yes.
  [[nodiscard]] bool holds(Literal literal) const;
  /// Those of the assumed that cannot hold together. Precondition: the last answer was no.
  [[nodiscard]] std::vector<Literal> excluded(std::span<const Literal> assumed) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint::analyze
