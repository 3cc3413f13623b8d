// Goes on to check what could be read, so that no mistake hides another. Tests:
// tests/both_stages_test.cpp.
#include "load/checked_rules.h"

#include <optional>
#include <utility>

#include "parse/parse.h"

namespace leadlint::load {

tl::expected<check::CheckedRuleSet, OwnedFindings> read_checked(std::string_view id_or_path,
                                                                const LoadOptions& options) {
  parse::Reading read = parse::read_ruleset(id_or_path, options);
  auto checked = check::check_ruleset(std::move(read.rules), read.mistakes);
  if (!checked) return tl::unexpected(read.mistakes.take());
  return std::move(*checked);
}

}  // namespace leadlint::load
