// A record with findings to the same record with what mends them, as far as that is better: each
// new text is judged from the start before it is taken.
//
//   {"status": " JOB_WON"}   ->   {"status": "JOB_WON"}
//
// A fix is made where it takes its finding away, and the verdict is not worse. Together fixes may
// bring nothing new; what a single one brings (rules may have been silent about a value that could
// not be read) is taken where an error goes for it. So a second time there is nothing to be made.
// Tests: tests/fixes_test.cpp, tests/fix_agreement_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "finding/edits.h"
#include "leadlint/finding.h"
#include "validate/judge.h"

namespace leadlint::bulk {

class RecordFixer {
 public:
  /// Judges a text in the place of the record; nullptr: it is not one record.
  using JudgeAgain = std::function<const validate::Judge*(std::string_view)>;

  explicit RecordFixer(Fixes fixes) : fixes_(fixes) {}

  /// Mends a record that `first` has judged. Returns who has judged what it is now: `first`, where
  /// nothing was tried.
  const validate::Judge& fix(const validate::Judge& first, std::string_view text,
                             const JudgeAgain& again);

  /// Of the last record. The text belongs to the fixer.
  [[nodiscard]] std::uint64_t made() const noexcept { return made_; }
  [[nodiscard]] const std::string& text() const noexcept { return now_.text; }
  /// So many more, were unsafe ones made.
  [[nodiscard]] std::uint64_t more_unsafe() const noexcept { return more_unsafe_; }

 private:
  struct State {
    std::string text;
    OwnedFindings findings;
    Verdict verdict = Verdict::valid;
    bool readable = true;
  };
  using Chosen = std::vector<const OwnedFinding*>;

  [[nodiscard]] static State look(const validate::Judge& judge, std::string_view text);
  [[nodiscard]] static bool has_fix(const State& state, Fixes fixes);
  [[nodiscard]] std::uint64_t improve(State& at, Fixes fixes, const JudgeAgain& again);
  [[nodiscard]] std::uint64_t improve_alone(State& at, const Chosen& chosen,
                                            const JudgeAgain& again);
  [[nodiscard]] Chosen choose(const State& at, Fixes fixes, EditList& edits) const;
  [[nodiscard]] bool try_it(State& at, const EditList& edits, const Chosen& chosen,
                            const JudgeAgain& again);

  Fixes fixes_;
  State now_;
  std::uint64_t made_ = 0, more_unsafe_ = 0;
  bool tried_ = false;
  std::set<std::string> refused_;  // findings whose fixes were tried alone, and not taken
};

}  // namespace leadlint::bulk
