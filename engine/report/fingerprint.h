// A name for a finding that survives when what stands above it in a file comes or goes: programs
// that compare two reports (code scanning, merge request widgets) know it again by that.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "report/reporter.h"

namespace leadlint::report {

/// Findings of one report, in their order.
class Fingerprints {
 public:
  /// 32 hexadecimal digits, made of file, rule, code, path and the text that the finding is about
  /// (not when it is redacted: a hash of a short value tells the value). Numbers of items in the
  /// path do not count; findings that are alike in all this are told apart by their order. The same
  /// on every machine and in every run.
  [[nodiscard]] std::string next(std::string_view file, const Finding& finding,
                                 const SourceText& source, bool redact);

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;  // by hash; how often
};

}  // namespace leadlint::report
