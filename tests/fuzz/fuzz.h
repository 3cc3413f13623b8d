// What the fuzz targets share: an input's parts, the rule sets that it chooses from, and how a
// target says that it found something. CONTRIBUTING.md says how to run them, and what to do with a
// find.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "bulk_support.h"
#include "check/check.h"
#include "leadlint/leadlint.h"
#include "parse/parse.h"
#include "text/text_hash.h"

namespace fuzz {

/// The same hashes in every run, for the same way through the code.
inline const bool hash_key_is_fixed = [] {
  leadlint::set_hash_key({0x9E3779B97F4A7C15, 0xD1B54A32D192ED03});
  return true;
}();

/// The parts of an input stand between these (ASCII's record separator, which is in no JSON text).
inline constexpr char between_parts = '\x1E';

/// Ends the run: the input shows a fault.
[[noreturn]] inline void found(std::string_view what, std::string_view left = {},
                               std::string_view right = {}) {
  fmt::print(stderr, "\nFOUND: {}\n--- one\n{}\n--- other\n{}\n", what, left, right);
  std::abort();
}

inline void expect_same(std::string_view what, const std::string& left, const std::string& right) {
  if (left != right) found(what, left, right);
}

/// The bytes of an input, taken from its start: small choices first, then texts.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  /// The next byte; 0 behind the end.
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }
  /// What stands before the next separator.
  std::string_view part() {
    const std::string_view text = rest_.substr(0, rest_.find(between_parts));
    rest_.remove_prefix(text.size() == rest_.size() ? text.size() : text.size() + 1);
    return text;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// A copy of a text with nothing behind it, so that a read beyond its end is seen.
class Exact {
 public:
  explicit Exact(std::string_view text) : bytes_(text.begin(), text.end()) {
    bytes_.shrink_to_fit();
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), bytes_.size()}; }

 private:
  std::vector<char> bytes_;
};

/// A rule set in the engine's form and, for the reference evaluator, in the author's.
struct Rules {
  leadlint::Ruleset ruleset;
  leadlint::check::CheckedRuleSet checked;
};

/// Those that inputs choose from: shipped ones, and all that only tests ask. The order is part of
/// what a kept input means.
inline const std::vector<Rules>& all_rules() {
  static const std::vector<Rules> all = [] {
    const std::string agreement = LEADLINT_SOURCE_DIR "/tests/rulefiles/agreement/";
    std::vector<Rules> loaded;
    for (const std::string& id :
         {std::string("renovationfind/update_status"), std::string("storedge/create_lead"),
          std::string("capillary/update_status"), std::string("caring/lead_status"),
          std::string("care_enquiry/lead"), std::string("capillary/search_leads"),
          agreement + "beside.yaml", agreement + "open_status.yaml", agreement + "shapes.yaml",
          agreement + "silences.yaml", agreement + "spellings.yaml"})
      loaded.push_back(
          {leadlint::load_ruleset(id).value(),
           leadlint::check::check_ruleset(leadlint::parse::parse_ruleset(id, {}).value()).value()});
    return loaded;
  }();
  return all;
}
inline const Rules& choose_rules(std::uint8_t choice) {
  return all_rules()[choice % all_rules().size()];
}

/// All of an input of a target, in a block no larger than it need be: memory is watched, so it
/// costs.
inline constexpr leadlint::bulk::Way in_one_block{1, std::size_t{1} << 20, std::size_t{1} << 15};

/// All that a finding says, but for where it stands in the text.
inline std::string told(const leadlint::OwnedFinding& finding) {
  return fmt::format("{} {} \"{}\" {} {}", severity_name(finding.severity), code_name(finding.code),
                     finding.path, finding.rule, finding.message);
}
inline std::string told(const leadlint::OwnedFindings& findings) {
  std::string all;
  for (const leadlint::OwnedFinding& finding : findings) all += told(finding) + "\n";
  return all;
}

/// What holds of the findings of any record: they make the verdict, stand inside the text, and none
/// is told twice.
inline void expect_sound(const leadlint::Result& result, std::size_t size) {
  using leadlint::Severity;
  std::set<std::pair<std::string_view, leadlint::Code>> seen;
  Severity worst = Severity::off;
  for (const leadlint::OwnedFinding& finding : result.findings().owned()) {
    if (finding.severity > worst) worst = finding.severity;
    if (!seen.emplace(finding.path, finding.code).second) found("told twice", told(finding));
    if (finding.offset > finding.end_offset || finding.end_offset > size)
      if (!finding.path.starts_with("/@")) found("outside the text", told(finding));
    if (finding.message.empty()) found("a finding without words", told(finding));
  }
  const auto expected = worst == Severity::error     ? leadlint::Verdict::invalid
                        : worst == Severity::warning ? leadlint::Verdict::warning
                                                     : leadlint::Verdict::valid;
  if (result.verdict() != expected) found("the verdict is not that of the findings");
}

}  // namespace fuzz
