// Findings of one cause as one, for inputs of many records:
//
//   error: 1,204 records: sub_status "timeframe_60" does not go with valid_lead [pair_not_allowed]
//   (first at line 17)
//     {"status": "valid_lead", "sub_status": "timeframe_60"}
//                                            ^~~~~~~~~~~~~~
//     because: "..."  (rule caring/lead_status#pairs, rules/...:14)
//
// A cause is a rule (or code), a place but for numbers of items, and a severity; each of its
// messages is a group. A cause with very many messages (each with another value) is a group as a
// whole, of all its records, and of its messages those of several records. Most records first,
// errors before warnings before notes. What is kept has limits, whatever inputs hold.
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

/// Messages of a cause that are groups of their own, and causes that are.
inline constexpr std::size_t max_messages_of_a_cause = 20;
inline constexpr std::size_t max_causes = 2'000;

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
    std::string words;          // what is wrong, with the code
    std::string details;        // of the first finding
    std::string file, place;    // of the first one: "line 17"; empty: it has none
    std::uint64_t order = 0;    // of the first one among all findings
    std::uint64_t records = 0;  // that have such findings
    std::uint64_t last_file = 0, last_record = 0;  // of the last one
  };
  struct Cause {
    Group all;
    std::vector<Group> messages;
    std::unordered_map<std::string, std::size_t> by_message;
    bool many = false;  // there are more messages
  };

  [[nodiscard]] Group made(const Finding& finding, std::string words, std::string details) const;
  Cause& cause_of(const Finding& finding, const std::string& member);
  void count(Group& group, const Finding& finding) const;
  [[nodiscard]] std::string text_of_group(const Group& group) const;

  std::ostream& out_;
  Options options_;
  std::string file_;
  std::uint64_t files_ = 0, findings_ = 0;
  std::unordered_map<std::string, Cause> causes_;
};

}  // namespace leadlint::report
