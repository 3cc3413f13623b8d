// A payload to the shipped rulesets that it looks like, for whoever names none.
//
//   first record --each shipped ruleset--> members that it knows, findings --> best first
//
// Tests: tests/configuration_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "leadlint/bulk_format.h"

namespace leadlint::run {

struct Likeness {
  std::string rules;  // the id
  std::string title;
  std::size_t known = 0;       // members, or columns of a table
  std::uint64_t findings = 0;  // errors and warnings
  bool as_list = false;        // each item of a list
};

/// So much of a file is looked at.
inline constexpr std::size_t max_looked_at = std::size_t{1} << 20;

/// `start`: the file, or its first `max_looked_at` bytes. The best first, `most` of them; none
/// where no ruleset knows anything of it.
[[nodiscard]] std::vector<Likeness> rulesets_like(std::string_view start, BulkFormat format,
                                                  std::size_t most);

}  // namespace leadlint::run
