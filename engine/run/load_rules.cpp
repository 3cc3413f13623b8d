// Tests: tests/table_image_command_test.cpp.
#include "run/load_rules.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/format.h>

#include "files/input.h"
#include "leadlint/table_image.h"

namespace leadlint::run {
namespace {

/// (A pipe is left alone: what is read of it is gone.)
bool begins_as_image(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;
  std::ifstream file(path, std::ios::binary);
  std::array<char, 8> first{};
  file.read(first.data(), first.size());
  return file && is_table_image({first.data(), first.size()});
}

tl::unexpected<Findings> fault(const std::string& path, Code code, const std::string& message) {
  OwnedFinding finding;
  finding.code = code;
  finding.message = fmt::format("{}: {}", path, message);
  return tl::unexpected(Findings(OwnedFindings{std::move(finding)}));
}

}  // namespace

tl::expected<Ruleset, Findings> load_rules(const std::string& id_or_path,
                                           const LoadOptions& options) {
  if (!begins_as_image(id_or_path)) return load_ruleset(id_or_path, options);
  if (!options.options.empty() || !options.profile.empty() || !options.severities.empty())
    return fault(id_or_path, Code::bad_value,
                 "options, a profile and severities were chosen when the image was made: give them "
                 "to `leadlint rules compile`");
  const auto image = files::read_file(id_or_path);
  if (!image) return fault(id_or_path, Code::not_readable, image.error());
  auto rules = load_table(*image);
  if (!rules) return fault(id_or_path, Code::not_readable, rules.error());
  return std::move(*rules);
}

}  // namespace leadlint::run
