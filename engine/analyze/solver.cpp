// The only file that knows CaDiCaL. Tests: tests/solver_test.cpp.
#include "analyze/solver.h"

#include <algorithm>
#include <cadical.hpp>
#include <cstdlib>
#include <iterator>

namespace leadlint::analyze {

namespace {
constexpr int satisfied = 10;  // what CaDiCaL returns, as all solvers of the SAT competitions do
}

struct Solver::Impl {
  // Not const: reading an example is no const call there.
  mutable CaDiCaL::Solver solver;
  Literal variables = 0;
};

Solver::Solver() : impl_(std::make_unique<Impl>()) { impl_->solver.set("quiet", 1); }
Solver::~Solver() = default;

Literal Solver::variable() { return ++impl_->variables; }

void Solver::require(std::span<const Literal> any) {
  for (const Literal literal : any) impl_->solver.add(literal);
  impl_->solver.add(0);
}

bool Solver::satisfiable(std::span<const Literal> assumed) {
  for (const Literal literal : assumed) impl_->solver.assume(literal);
  return impl_->solver.solve() == satisfied;
}

/// (A variable of which nothing was ever required is not the solver's: it does not hold.)
bool Solver::holds(Literal literal) const {
  const bool known = std::abs(literal) <= impl_->solver.vars();
  return known ? (impl_->solver.val(std::abs(literal)) > 0) == (literal > 0) : literal < 0;
}

std::vector<Literal> Solver::excluded(std::span<const Literal> assumed) const {
  std::vector<Literal> result;
  std::copy_if(assumed.begin(), assumed.end(), std::back_inserter(result),
               [&](Literal literal) { return impl_->solver.failed(literal); });
  return result;
}

}  // namespace leadlint::analyze
