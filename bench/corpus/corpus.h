// A file of records for a rule set, made from the rule set itself, with a chosen share of invalid
// ones. Everything follows from the seed.
//
//   RuleSet --Sender--> records --Validator--> a pool of valid ones --texts drawn again, slips-->
//   lines
//
// The Validator has the last word on every record that is written: a valid one has no error and no
// warning, an invalid one has an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>

#include <tl/expected.hpp>

namespace corpus {

enum class Layout { jsonl, csv };

struct Request {
  std::string ruleset;  // a shipped id, or a path
  std::size_t records = 1000;
  double invalid = 0.01;  // share, 0 to 1; the count is rounded
  std::uint64_t seed = 1;
  Layout layout = Layout::jsonl;
  /// Average size of a valid record's JSON text, reached by longer or shorter sentences where the
  /// rules have a field for them; 0: whatever comes.
  std::size_t bytes = 0;
};

struct Written {
  std::size_t records = 0, invalid = 0, bytes = 0;
};

/// Writes the records; says what is wrong where there are none to be had.
[[nodiscard]] tl::expected<Written, std::string> write(const Request& request, std::ostream& out);

}  // namespace corpus
