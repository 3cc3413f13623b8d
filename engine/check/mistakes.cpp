// Mistakes in a rule file to located findings. Covered by tests/check_test.cpp.
#include "check/mistakes.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "finding/nearest.h"

namespace leadlint::check {
namespace {

// The likely candidate; a name that stands twice among the candidates counts once.
std::string likely(const Written& written) {
  const std::set<std::string> once(written.candidates.begin(), written.candidates.end());
  const std::vector<std::string_view> candidates(once.begin(), once.end());
  return nearest(written.text, candidates).value_or("");
}

std::uint32_t code_points(std::string_view text) {
  const auto starts = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), starts));
}

}  // namespace

std::string_view Mistakes::path_of(model::Where where) const {
  return where.file < rules_.files.size() ? std::string_view{rules_.files[where.file].path}
                                          : std::string_view{};
}

void Mistakes::add(Code code, model::Where where, std::string message, const Written& written) {
  const std::string_view path = path_of(where);
  Finding finding;
  finding.code = code;
  finding.line = finding.end_line = where.line;
  finding.column = where.column;
  finding.end_column = where.column + std::max(1U, code_points(written.text));
  finding.message = std::move(message);
  finding.suggestion = likely(written);
  finding.rule_location = fmt::format("{}:{}", path, where.line);
  finding.params.push_back({"file", std::string{path}});
  found_.emplace_back(where, std::move(finding));
}

Findings Mistakes::take() {
  const auto place = [](const auto& entry) {
    return std::tuple{entry.first.file, entry.first.line, entry.first.column, entry.second.code};
  };
  std::stable_sort(found_.begin(), found_.end(),
                   [place](const auto& a, const auto& b) { return place(a) < place(b); });
  using Key = std::tuple<std::uint16_t, std::uint32_t, std::uint32_t, Code, std::string>;
  std::set<Key> seen;
  Findings findings;
  for (auto& [where, finding] : found_)
    if (seen.insert({where.file, where.line, where.column, finding.code, finding.message}).second)
      findings.push_back(std::move(finding));
  found_.clear();
  return findings;
}

}  // namespace leadlint::check
