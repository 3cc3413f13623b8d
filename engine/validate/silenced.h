// Which of the caller's words `off` (LoadOptions::severities) kept a finding from being told.
// Tests: tests/configuration_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "leadlint/finding.h"
#include "table/decision_table.h"

namespace leadlint::validate {

class Silenced {
 public:
  void add(table::ReportId report) { set(reports_, report.number()); }
  void add(Code code) { set(codes_, static_cast<std::size_t>(code)); }
  void add(const Silenced& more) {
    for (std::size_t i = 0; i < more.reports_.size(); ++i)
      if (more.reports_[i]) set(reports_, i);
    for (std::size_t i = 0; i < more.codes_.size(); ++i)
      if (more.codes_[i]) set(codes_, i);
  }

  /// By the names that the caller gave, each once.
  [[nodiscard]] std::vector<std::string> names(const table::DecisionTable& table) const;

 private:
  static void set(std::vector<bool>& bits, std::size_t at) {
    if (at >= bits.size()) bits.resize(at + 1);
    bits[at] = true;
  }

  std::vector<bool> reports_, codes_;
};

}  // namespace leadlint::validate
