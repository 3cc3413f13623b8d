// What two rule sets, or one under two sets of options, make of the same records: what is refused
// now that was taken, what is taken now, what is warned of. Each class has a record that the two
// judge differently, and both validators have said so.
//
//   const RulesDiff diff = rules_diff(old_rules, new_rules);
//   std::cout << text_of(diff, DiffFormat::text);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyze/places.h"
#include "leadlint/finding.h"
#include "leadlint/ruleset.h"

namespace leadlint::author {

struct DiffClass {
  enum class Kind : std::uint8_t { refused, taken, warned, unwarned };
  Kind kind = Kind::refused;
  std::string words;  // "status LEAD_LOST, lostReason OTHER, without reason"
  analyze::Input witness;
  /// What each says of it.
  OwnedFindings before, after;
  bool was_error_now_warning = false;  // the same is said, and no longer refused for it
  bool was_warning_now_error = false;
};

struct RulesDiff {
  std::vector<DiffClass> classes;  // refused ones first
  bool more = false;               // there are more than were looked for
  /// Where both were not compared through and through, in words: "rule total: calculations". A
  /// difference there may not be among the classes.
  std::vector<std::string> undecided;

  [[nodiscard]] bool breaks() const noexcept;
};

/// Of a kind.
inline constexpr std::size_t max_diff_classes = 60;

[[nodiscard]] RulesDiff rules_diff(const Ruleset& before, const Ruleset& after);

enum class DiffFormat : std::uint8_t { text, markdown, json };
/// The first `max` classes, and how many there are.
[[nodiscard]] std::string text_of(const RulesDiff& diff, DiffFormat format, std::size_t max);

}  // namespace leadlint::author
