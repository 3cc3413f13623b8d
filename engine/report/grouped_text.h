// Findings of one cause as one, for inputs of many records:
//
//   error: 1,204 records: sub_status "timeframe_60" does not go with valid_lead [pair_not_allowed] (first at line 17)
//     {"status": "valid_lead", "sub_status": "timeframe_60"}
//                                            ^~~~~~~~~~~~~~
//     because: "..."  (rule caring/lead_status#pairs, rules/...:14)
//
// One cause: one rule (or code), place but for numbers of items, severity and message. Most records
// first, errors before warnings before notes. What is kept has limits, whatever inputs hold: of a
// cause with very many messages (each with another value) the later ones are one group.
// Tests: tests/report_test.cpp, tests/golden/report.grouped.expected.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/reporter.h"
#include "report/text.h"

namespace leadlint::report {

/// Messages of one rule at one place that are groups of their own, and groups of a report.
inline constexpr std::size_t max_messages_of_a_cause = 20;
inline constexpr std::size_t max_groups = 10'000;

class GroupedTextReporter final : public TextReporter {
 public:
  GroupedTextReporter(std::ostream& out, const Options& options)
      : TextReporter(out, options), out_(out), options_(options) {}

  void begin_file(std::string_view file) override;
  void finding(const Finding& finding, const SourceText& source) override;
  void end(const Totals& totals) override;

 private:
  struct Group {
    Severity severity = Severity::note;
    std::string words;    // what is wrong, with the code
    std::string details;  // of the first finding
    std::string file;     // of the first one
    std::string place;    // "line 17" of it; empty: it has none
    std::uint64_t records = 0;
    std::uint64_t last_file = 0, last_record = 0;  // that were counted
  };

  Group& group_of(const Finding& finding, const SourceText& source);
  Group& add(std::string key, const Finding& finding, std::string words, std::string details);

  std::ostream& out_;
  Options options_;
  std::string file_;
  std::uint64_t files_ = 0;
  std::vector<Group> groups_;                              // in the order of their first findings
  std::unordered_map<std::string, std::size_t> by_key_;    // their numbers
  std::unordered_map<std::string, std::size_t> messages_;  // of each cause
};

}  // namespace leadlint::report
