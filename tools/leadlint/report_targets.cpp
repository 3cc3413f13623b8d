// -f and -o to reports.
#include "report_targets.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "text/ascii.h"
#include "text/nearest.h"

namespace leadlint::command {
namespace {

using report::ReportFormat;
using Problem = tl::unexpected<std::string>;

std::string_view name_of(ReportFormat format) { return report::report_format_name(format); }

/// What -o takes apart.
struct GivenOutput {
  std::string given;
  std::optional<ReportFormat> format;
  std::string file;
};

std::optional<std::string> near_format(std::string_view word) {
  std::vector<std::string_view> names;
  for (const auto& row : report::report_formats()) names.push_back(row.name);
  return nearest(word, names);
}

/// Could it have been meant as a format's name?
bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Of several formats, a word in front of = is one; of one, it may also belong to a file's name.
tl::expected<GivenOutput, std::string> output_of(const std::string& given, bool several) {
  const std::size_t equals = given.find('=');
  if (equals == given.npos) return GivenOutput{given, {}, given};
  const std::string word = given.substr(0, equals), lower = lowered(word);
  const auto format = report::report_format_from_name(word);
  if (!format) {
    const auto near = is_word(lower) ? near_format(lower) : std::nullopt;
    if (!near && !(several && is_word(lower))) return GivenOutput{given, {}, given};
    return Problem(fmt::format("-o {}: there is no format {}{} (a file of that name is ./{})",
                               given, word, near ? fmt::format(", did you mean {}?", *near) : "",
                               given));
  }
  if (equals + 1 == given.size()) return Problem(fmt::format("-o {} names no file", given));
  return GivenOutput{given, format, given.substr(equals + 1)};
}

/// Standard output takes one of them.
std::string crowd_on_standard_output(const std::vector<ReportTarget>& targets) {
  const ReportTarget* first = nullptr;
  for (const ReportTarget& target : targets) {
    if (!target.file.empty()) continue;
    if (first != nullptr)
      return fmt::format(
          "-f {0} and -f {1} cannot both go to standard output: name a file for one, such as "
          "-o {1}=FILE",
          name_of(first->format), name_of(target.format));
    first = &target;
  }
  return {};
}

tl::expected<ReportTarget*, std::string> target_of(std::vector<ReportTarget>& targets,
                                                   const GivenOutput& output,
                                                   const std::vector<bool>& has_output) {
  if (output.format) {
    const auto found = std::ranges::find(targets, *output.format, &ReportTarget::format);
    if (found == targets.end())
      return Problem(
          fmt::format("-o {0}: no -f asks for {1}: add -f {1} (a file of that name is "
                      "./{0})",
                      output.given, name_of(*output.format)));
    if (has_output[static_cast<std::size_t>(found - targets.begin())])
      return Problem(fmt::format("-o {}= is given more than once", name_of(*output.format)));
    return &*found;
  }
  ReportTarget* free = nullptr;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (has_output[i]) continue;
    if (free != nullptr && output.given == "-") return Problem(crowd_on_standard_output(targets));
    if (free != nullptr)
      return Problem(fmt::format("-o {0} does not say of which report: -o {1}={0} or -o {2}={0}",
                                 output.given, name_of(free->format), name_of(targets[i].format)));
    free = &targets[i];
  }
  if (free == nullptr)
    return Problem(targets.size() == 1
                       ? "-o is given more than once, for one report"
                       : fmt::format("-o {}: each report has its -o already", output.given));
  return free;
}

}  // namespace

std::string ReportTarget::option() const {
  return named ? fmt::format("-o {}={}", name_of(format), file) : "-o " + file;
}

tl::expected<std::vector<ReportTarget>, std::string> report_targets(
    const std::vector<ReportFormat>& formats, const std::vector<std::string>& outputs) {
  std::vector<ReportTarget> targets;
  for (const ReportFormat format : formats) {
    if (std::ranges::find(targets, format, &ReportTarget::format) != targets.end())
      return Problem(fmt::format("-f {} is given more than once", name_of(format)));
    targets.push_back({format, "", false});
  }
  if (targets.empty()) targets.emplace_back();
  std::vector<GivenOutput> parsed;
  for (const std::string& given : outputs) {
    auto output = output_of(given, targets.size() > 1);
    if (!output) return Problem(output.error());
    parsed.push_back(std::move(*output));
  }
  // Those that name their format first: what they leave is for the others.
  std::ranges::stable_sort(parsed, {}, [](const GivenOutput& output) { return !output.format; });
  std::vector<bool> has_output(targets.size());
  for (const GivenOutput& output : parsed) {
    const auto target = target_of(targets, output, has_output);
    if (!target) return Problem(target.error());
    has_output[static_cast<std::size_t>(*target - targets.data())] = true;
    (*target)->named = output.format.has_value();
    if (output.file != "-") (*target)->file = output.file;  // a report goes there anyway
  }
  if (std::string crowd = crowd_on_standard_output(targets); !crowd.empty()) return Problem(crowd);
  return targets;
}

}  // namespace leadlint::command
