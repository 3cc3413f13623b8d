// Questions to the SAT solver, and the clauses of a table: what is proved of all records.
#include "analyze/solver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace leadlint::analyze {
namespace {

TEST(Solver, FindsAnExampleOrWhatExcludesEachOther) {
  Solver solver;
  const Literal a = solver.variable(), b = solver.variable(), c = solver.variable();
  solver.require({-a, b});
  ASSERT_TRUE(solver.satisfiable({a}));
  EXPECT_TRUE(solver.holds(a));
  EXPECT_TRUE(solver.holds(b));
  EXPECT_FALSE(solver.holds(-b));
  EXPECT_FALSE(solver.holds(c)) << "nothing was required of it";

  const std::vector<Literal> assumed{c, a, -b};
  ASSERT_FALSE(solver.satisfiable(assumed));
  EXPECT_THAT(solver.excluded(assumed), testing::UnorderedElementsAre(a, -b));

  ASSERT_TRUE(solver.satisfiable({})) << "what was assumed once holds no longer";
  solver.require({-b});
  EXPECT_FALSE(solver.satisfiable({a}));
  EXPECT_TRUE(solver.satisfiable({-a}));
}

}  // namespace
}  // namespace leadlint::analyze
