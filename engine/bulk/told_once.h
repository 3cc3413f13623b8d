// The oddities of all batches of an input to what is said of them at its end.
// Tests: tests/bulk_csv_test.cpp, tests/bulk_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "bulk/batch.h"
#include "bulk/location.h"
#include "bulk/oddities.h"
#include "leadlint/finding.h"
#include "leadlint/settings.h"

namespace leadlint::bulk {

/// What is said of a word for "no value" that stands bare in so many cells and was read as text.
[[nodiscard]] std::string no_word_message(std::string_view word, std::uint64_t times,
                                          SettingText setting_text);

class ToldOnce {
 public:
  /// Adds what a batch has; it comes behind `records` others and starts at `start`. Its text must
  /// be at hand where it has any.
  void add(const Oddities& found, const Batch& batch, const TextLocation& start,
           std::uint64_t records);
  /// In words. `records`: how many the input had.
  [[nodiscard]] OwnedFindings findings(std::uint64_t records, SettingText setting_text) const;

 private:
  struct Kind {
    std::uint64_t times = 0;
    OwnedFinding first;  // without its message
  };
  static void add(Kind& kind, const Oddity& found, const Batch& batch, const TextLocation& start,
                  std::uint64_t records);

  std::array<Kind, read::csv_no_words.size()> no_words_;
  Kind doubled_backslashes_, escapes_;
};

}  // namespace leadlint::bulk
