// Gathers findings by their cause, and words the groups at the end.
#include "report/grouped_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <tuple>
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

GroupedTextReporter::Group GroupedTextReporter::made(const Finding& finding, std::string words,
                                                     std::string details) const {
  Group group;
  group.severity = finding.severity();
  group.words = fmt::format("{} {}", words, bracketed_code(finding));
  group.details = std::move(details);
  group.file = file_;
  group.place = first_place(finding);
  group.order = findings_;
  return group;
}

GroupedTextReporter::Cause& GroupedTextReporter::cause_of(const Finding& finding,
                                                          const std::string& member) {
  std::string key = fmt::format("{}\n{}\n{}\n{}", severity_name(finding.severity()),
                                code_name(finding.code()), finding.rule(), member);
  std::string words = (member.empty() ? "(the record)" : printable(member)) + ": many values";
  if (causes_.size() >= max_causes && !causes_.contains(key)) {  // one for each code, then
    key = fmt::format("{}\n{}", severity_name(finding.severity()), code_name(finding.code()));
    words = "findings at many other places";
  }
  const auto [found, is_new] = causes_.try_emplace(std::move(key));
  if (is_new) {
    found->second.all = made(finding, std::move(words), {});
    found->second.many = causes_.size() > max_causes;
  }
  return found->second;
}

void GroupedTextReporter::count(Group& group, const Finding& finding) const {
  const bool counted =
      group.records != 0 && group.last_file == files_ && group.last_record == finding.record();
  if (!counted) ++group.records;
  group.last_file = files_;
  group.last_record = finding.record();
}

void GroupedTextReporter::finding(const Finding& given, const SourceText& source) {
  const std::optional<OwnedFinding> safe = redacted_if(options_.redact, given);
  const Finding finding = safe ? Finding(*safe) : given;
  const std::string member = grouped_member(finding);
  Cause& cause = cause_of(finding, member);
  ++findings_;
  count(cause.all, finding);
  std::string message(finding.message());
  auto known = cause.by_message.find(message);
  if (known == cause.by_message.end()) {
    if (cause.messages.size() == max_messages_of_a_cause) cause.many = true;
    if (cause.many) return;
    const std::string subject =
        options_.redact && !member.empty() ? printable(member) + ": " : std::string();
    known = cause.by_message.emplace(std::move(message), cause.messages.size()).first;
    cause.messages.push_back(made(finding, subject + printable(finding.message()),
                                  details_of(finding, source, options_)));
    if (cause.messages.size() == 1) cause.all.details = cause.messages.front().details;
  }
  count(cause.messages[known->second], finding);
}

std::string GroupedTextReporter::text_of_group(const Group& group) const {
  std::string first;
  if (!group.place.empty() || files_ > 1) {
    const std::string file = files_ > 1 ? printable(group.file) : std::string();
    first = fmt::format(" ({} {}{}{})", group.records > 1 ? "first at" : "at", file,
                        file.empty() || group.place.empty() ? "" : ", ", group.place);
  }
  return fmt::format("{}: {} record{}: {}{}\n{}", painted_severity(group.severity, options_),
                     grouped(group.records), group.records == 1 ? "" : "s", group.words, first,
                     group.details);
}

void GroupedTextReporter::end(const Totals& totals) {
  std::vector<const Group*> groups;
  for (const auto& [key, cause] : causes_) {
    if (cause.many) groups.push_back(&cause.all);
    for (const Group& group : cause.messages)
      if (!cause.many || group.records > 1) groups.push_back(&group);
  }
  std::ranges::sort(groups, [](const Group* a, const Group* b) {
    return std::tuple{b->severity, b->records, a->order, a->words} <
           std::tuple{a->severity, a->records, b->order, b->words};
  });
  const auto shown =
      static_cast<std::size_t>(std::min<std::uint64_t>(groups.size(), options_.max_groups));
  for (std::size_t i = 0; i < shown; ++i) out_ << text_of_group(*groups[i]);
  if (shown < groups.size())
    out_ << fmt::format("{} more group{} not shown ({})\n", groups.size() - shown,
                        groups.size() - shown == 1 ? "" : "s",
                        options_.setting_text({{Setting::max_details}}));
  TextReporter::end(totals);
}

}  // namespace leadlint::report
