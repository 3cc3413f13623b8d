// Totals of several runs, each with rules of its own, as those of one.
// Tests: tests/configuration_test.cpp.
#pragma once

#include "leadlint/counts.h"
#include "report/reporter.h"

namespace leadlint::run {

class RunTotals {
 public:
  /// Copies what they refer to.
  void add(const report::Totals& part);
  /// Refers to this object.
  [[nodiscard]] report::Totals totals(double seconds) const;

 private:
  report::Totals sum_;
  Summary summary_;
  LeadCounts leads_;
  bool has_summary_ = false, has_leads_ = false;
};

}  // namespace leadlint::run
