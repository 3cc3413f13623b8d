// Tests: tests/both_stages_test.cpp.
#include "load/checked_rules.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "parse/parse.h"

namespace leadlint::load {
namespace {

/// The number of the file that "rules.yaml:12" is in.
std::size_t file_of(const Finding& finding, const std::vector<model::SourceFile>& files) {
  const auto is_its = [&finding](const model::SourceFile& file) {
    return finding.rule_location.starts_with(file.path + ":");
  };
  return static_cast<std::size_t>(std::ranges::find_if(files, is_its) - files.begin());
}

/// Adds what the check stage found. A mistake that both stages know is told once.
void add_checked(Findings& mistakes, Findings checked,
                 const std::vector<model::SourceFile>& files) {
  for (Finding& finding : checked) {
    const bool told = std::ranges::any_of(mistakes, [&finding](const Finding& before) {
      return before.code == finding.code && before.rule_location == finding.rule_location;
    });
    if (!told) mistakes.push_back(std::move(finding));
  }
  std::ranges::stable_sort(mistakes, {}, [&files](const Finding& finding) {
    return std::tuple(file_of(finding, files), finding.line, finding.column);
  });
}

}  // namespace

tl::expected<check::CheckedRuleSet, Findings> read_checked(std::string_view id_or_path,
                                                           const LoadOptions& options) {
  return check_reading(parse::read_ruleset(id_or_path, options));
}

tl::expected<check::CheckedRuleSet, Findings> check_reading(parse::Reading read) {
  if (read.mistakes.empty()) return check::check_ruleset(std::move(read.rules));
  if (read.checkable) {
    const std::vector<model::SourceFile> files = read.rules.files;
    add_checked(read.mistakes, check::check_in_part(std::move(read.rules)), files);
  }
  return tl::unexpected(std::move(read.mistakes));
}

}  // namespace leadlint::load
