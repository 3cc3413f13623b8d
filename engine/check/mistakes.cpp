// Mistakes in a rule file to located findings. Covered by tests/check_test.cpp.
#include "check/mistakes.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "text/list.h"
#include "text/nearest.h"
#include "text/utf8.h"

namespace leadlint::check {
namespace {

// The likely candidate; a name that stands twice among the candidates counts once.
std::string likely(const Written& written) {
  const std::set<std::string> once(written.candidates.begin(), written.candidates.end());
  const std::vector<std::string_view> candidates(once.begin(), once.end());
  return nearest(written.text, candidates).value_or("");
}

std::uint32_t columns_of(std::string_view text) {
  return static_cast<std::uint32_t>(code_points(text));
}

}  // namespace

std::string_view Mistakes::path_of(model::SourceLocation where) const {
  return where.file < rules_.files.size() ? std::string_view{rules_.files[where.file].path}
                                          : std::string_view{};
}

void Mistakes::add(Code code, model::SourceLocation where, std::string message,
                   const Written& written, model::SourceLocation cause) {
  std::vector<model::SourceLocation> inherited;
  // Files are numbered from the one that was asked for to those that it extends.
  if (cause.line != 0 && cause.file < where.file) {
    inherited.push_back(where);
    where = cause;
  }
  const std::string_view path = path_of(where);
  Finding finding;
  finding.code = code;
  finding.line = finding.end_line = where.line;
  finding.column = where.column;
  finding.end_column =
      where.column + (inherited.empty() ? std::max(1U, columns_of(written.text)) : 1U);
  finding.message = std::move(message);
  finding.suggestion = likely(written);
  finding.rule_location = fmt::format("{}:{}", path, where.line);
  finding.params.push_back({"file", std::string{path}});
  found_.push_back({where, std::move(finding), std::move(inherited)});
}

void Mistakes::add_still_named(model::SourceLocation where, std::string message,
                               model::SourceLocation taken_back) {
  add(Code::unknown_name, taken_back, std::move(message));
  found_.back().inherited.push_back(where);
  found_.back().taken_back = true;
}

/// `base.yaml:14, 19 and 20`
std::string Mistakes::places(const std::vector<model::SourceLocation>& all) const {
  std::vector<std::string> places;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool same_file = i != 0 && all[i].file == all[i - 1].file;
    places.push_back(same_file ? std::to_string(all[i].line)
                               : fmt::format("{}:{}", path_of(all[i]), all[i].line));
  }
  return joined(places, "and");
}

void Mistakes::drop_from(std::size_t first) {
  const auto begin = found_.begin() + static_cast<std::ptrdiff_t>(first);
  found_.erase(std::remove_if(begin, found_.end(), [](const Found& each) { return !each.certain; }),
               found_.end());
}

Findings Mistakes::take() {
  const auto place = [](const auto& entry) {
    return std::tuple{entry.where.file, entry.where.line, entry.where.column, entry.finding.code};
  };
  std::stable_sort(found_.begin(), found_.end(),
                   [place](const auto& a, const auto& b) { return place(a) < place(b); });
  using Key = std::tuple<std::uint16_t, std::uint32_t, std::uint32_t, Code, std::string>;
  std::map<Key, std::size_t> seen;
  std::vector<Found> once;
  for (Found& each : found_) {
    const Finding& finding = each.finding;
    const auto [before, fresh] = seen.try_emplace(
        Key{each.where.file, each.where.line, each.where.column, finding.code, finding.message},
        once.size());
    if (fresh) {
      once.push_back(std::move(each));
    } else {
      for (const model::SourceLocation& where : each.inherited)
        if (std::ranges::none_of(once[before->second].inherited, [&where](const auto& other) {
              return other.file == where.file && other.line == where.line;
            }))
          once[before->second].inherited.push_back(where);
    }
  }
  found_.clear();
  Findings findings;
  for (Found& each : once) {
    if (each.taken_back)
      each.finding.message +=
          fmt::format(", but {} {}: take that back, too, or give it anew", places(each.inherited),
                      each.inherited.size() == 1 ? "names it" : "name it");
    else if (!each.inherited.empty())
      each.finding.message += fmt::format(
          " (what is written at {} no longer fits: give it anew as well, or leave this as it was)",
          places(each.inherited));
    findings.push_back(std::move(each.finding));
  }
  return findings;
}

}  // namespace leadlint::check
