// Gathers findings by their cause, and words the groups at the end.
#include "report/grouped_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "report/printable.h"
#include "report/summary.h"
#include "text/json_pointer.h"

namespace leadlint::report {
namespace {

std::string first_place(const Finding& finding) {
  if (finding.line() != 0) return fmt::format("line {}", finding.line());
  return finding.record() != 0 ? fmt::format("record {}", finding.record()) : std::string();
}

/// Input chooses what names of members are, and how long.
std::string grouped_member(const Finding& finding) {
  constexpr std::size_t most = 256;
  std::string path = without_item_numbers(finding.path());
  if (path.size() > most) path = path.substr(0, most) + "...";
  return path;
}

std::string bracketed_code(const Finding& finding) {
  return fmt::format("[{}]", code_name(finding.code()));
}

}  // namespace

void GroupedTextReporter::begin_file(std::string_view file) {
  TextReporter::begin_file(file);
  file_ = file;
  ++files_;
}

GroupedTextReporter::Group& GroupedTextReporter::add(std::string key, const Finding& finding,
                                                     std::string words, std::string details) {
  by_key_.emplace(std::move(key), groups_.size());
  Group& group = groups_.emplace_back();
  group.severity = finding.severity();
  group.words = std::move(words);
  group.details = std::move(details);
  group.file = file_;
  group.place = first_place(finding);
  return group;
}

GroupedTextReporter::Group& GroupedTextReporter::group_of(const Finding& finding,
                                                          const SourceText& source) {
  const std::string member = grouped_member(finding);
  const std::string cause = fmt::format("{}\n{}\n{}\n{}", severity_name(finding.severity()),
                                        code_name(finding.code()), finding.rule(), member);
  std::string key = fmt::format("{}\n{}", cause, finding.message());
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) return groups_[known->second];
  const bool full = groups_.size() >= max_groups;
  if (!full && messages_[cause]++ < max_messages_of_a_cause) {
    const std::string subject =
        options_.redact && !member.empty() ? printable(member) + ": " : std::string();
    return add(
        std::move(key), finding,
        fmt::format("{}{} {}", subject, printable(finding.message()), bracketed_code(finding)),
        details_of(finding, source, options_));
  }
  // Further messages of the cause are one group; further causes one for each code.
  const std::string rest = full ? std::string(code_name(finding.code())) : cause;
  const auto others = by_key_.find(rest);
  if (others != by_key_.end()) return groups_[others->second];
  const std::string words =
      full ? fmt::format("findings at other places {}", bracketed_code(finding))
           : fmt::format("{}: other values {}", member.empty() ? "(the record)" : printable(member),
                         bracketed_code(finding));
  return add(rest, finding, words, {});
}

void GroupedTextReporter::finding(const Finding& given, const SourceText& source) {
  const std::optional<OwnedFinding> safe = redacted_if(options_.redact, given);
  const Finding finding = safe ? Finding(*safe) : given;
  Group& group = group_of(finding, source);
  const bool counted =
      group.records != 0 && group.last_file == files_ && group.last_record == finding.record();
  if (!counted) ++group.records;
  group.last_file = files_;
  group.last_record = finding.record();
}

void GroupedTextReporter::end(const Totals& totals) {
  std::vector<std::size_t> order(groups_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, [this](std::size_t a, std::size_t b) {
    const Group &x = groups_[a], &y = groups_[b];
    return x.severity != y.severity ? x.severity > y.severity : x.records > y.records;
  });
  const std::size_t shown =
      static_cast<std::size_t>(std::min<std::uint64_t>(order.size(), options_.max_groups));
  for (const std::size_t at : std::span(order).first(shown)) {
    const Group& group = groups_[at];
    std::string first;
    if (!group.place.empty() || files_ > 1) {
      const std::string file = files_ > 1 ? printable(group.file) : std::string();
      first = fmt::format(" ({} {}{}{})", group.records > 1 ? "first at" : "at", file,
                          file.empty() || group.place.empty() ? "" : ", ", group.place);
    }
    out_ << fmt::format("{}: {} record{}: {}{}\n{}", painted_severity(group.severity, options_),
                        grouped(group.records), group.records == 1 ? "" : "s", group.words, first,
                        group.details);
  }
  if (shown < order.size())
    out_ << fmt::format("{} more group{} not shown ({})\n", order.size() - shown,
                        order.size() - shown == 1 ? "" : "s",
                        options_.setting_text({{Setting::max_details}}));
  TextReporter::end(totals);
}

}  // namespace leadlint::report
