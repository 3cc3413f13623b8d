// Findings by severity, and records by verdict. Tests: tests/report_test.cpp.
#include "leadlint/counts.h"

namespace leadlint {

void Counts::add(Verdict verdict) noexcept {
  ++records;
  switch (verdict) {
    case Verdict::valid:
      ++valid;
      break;
    case Verdict::warning:
      ++warning;
      break;
    case Verdict::invalid:
      ++invalid;
      break;
  }
}

void Counts::add(Severity severity, std::uint64_t times) noexcept {
  switch (severity) {
    case Severity::off:
      break;
    case Severity::note:
      notes += times;
      break;
    case Severity::warning:
      warnings += times;
      break;
    case Severity::error:
      errors += times;
      break;
  }
}

void Counts::add(const Counts& other) noexcept {
  records += other.records;
  valid += other.valid;
  warning += other.warning;
  invalid += other.invalid;
  errors += other.errors;
  warnings += other.warnings;
  notes += other.notes;
  cut += other.cut;
  hidden += other.hidden;
}

void Counts::hide(Severity severity, std::uint64_t times) noexcept {
  switch (severity) {
    case Severity::off:
      return;
    case Severity::note:
      notes -= times;
      break;
    case Severity::warning:
      warnings -= times;
      break;
    case Severity::error:
      errors -= times;
      break;
  }
  hidden += times;
}

}  // namespace leadlint
