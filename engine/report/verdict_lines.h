// Records to answers, a line for each, in their order: for who asks line by line (a co-process, a
// pipe, an HTTP body) and counts on as many answers as there were lines.
//
//   {"status": "SENT"}   -->   {"verdict":"valid","findings":[]}
//   (a blank line)       -->   {"verdict":"invalid","findings":[{"code":"bad_json",...}]}
//
// A sink hands it what it is told of an input whose options have `verdicts` and `every_line`.
// Tests: tests/verdicts_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "leadlint/finding.h"

namespace leadlint::report {

enum class VerdictStyle : std::uint8_t {
  json,  // schemas/report.schema.json#/$defs/verdict
  word,  // valid, warning or invalid
};

/// `{"verdict":"valid","findings":[]}`, without a line end.
void append_verdict(std::string& out, Verdict verdict, const Findings& findings, bool redact);
inline constexpr std::string_view valid_verdict = R"({"verdict":"valid","findings":[]})";

class VerdictLines {
 public:
  /// `out` must outlive it.
  VerdictLines(std::ostream& out, VerdictStyle style, bool redact);

  /// Records are numbered from 1 again.
  void begin_input() noexcept { told_ = answered_ = 0; }
  /// A record that BulkSink::record is told of; number 0 is none.
  void record(std::uint64_t number, Verdict verdict, const Findings& findings);
  /// What BulkSink::verdicts is told.
  void verdicts(Verdict verdict, std::uint64_t records);
  /// Hands on what is answered.
  void flush();
  /// All that was handed on arrived.
  [[nodiscard]] bool good() const;

 private:
  void answer(Verdict verdict, std::uint64_t records);
  void append(std::string_view lines);

  std::ostream& out_;
  VerdictStyle style_;
  bool redact_;
  std::array<std::string, 3> lines_;  // the answers without a finding, many times, by verdict
  std::array<std::size_t, 3> sizes_;  // of one of them
  std::string buffer_;
  // of the input at hand, records:
  std::uint64_t told_ = 0;      // whose verdicts came
  std::uint64_t answered_ = 0;  // that have their line
};

}  // namespace leadlint::report
