// Positions and findings of rule files; see log.h. Tests: tests/parse_test.cpp.
#include "parse/log.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "text/list.h"
#include "text/nearest.h"
#include "text/utf8.h"

namespace leadlint::parse {
namespace {

constexpr std::size_t shown_names = 20;
constexpr std::size_t shown_bytes = 60;
constexpr std::size_t max_line_bytes = 4096;

std::uint32_t columns_of(std::string_view text) {
  return static_cast<std::uint32_t>(code_points(text));
}

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') starts.push_back(static_cast<std::uint32_t>(i + 1));
  return starts;
}

}  // namespace

std::uint16_t Log::add_file(std::string path, std::string text) {
  line_starts_.push_back(line_starts(text));
  files_.push_back({std::move(path), std::move(text)});
  return static_cast<std::uint16_t>(files_.size() - 1);
}

std::size_t Log::offset_of(std::uint16_t file, std::size_t line, std::size_t byte) const {
  const std::vector<std::uint32_t>& starts = line_starts_[file];
  const std::size_t size = files_[file].text.size();
  if (line >= starts.size()) return size;
  // The YAML library does not count a byte order mark.
  const bool bom = line == 0 && files_[file].text.starts_with(byte_order_mark);
  return std::min(size, starts[line] + byte + (bom ? 3U : 0U));
}

SourceRange Log::range(std::uint16_t file, std::size_t begin, std::size_t end) const {
  const std::string_view text = files_[file].text;
  begin = std::min(begin, text.size());
  const std::vector<std::uint32_t>& starts = line_starts_[file];
  const auto next = std::ranges::upper_bound(starts, static_cast<std::uint32_t>(begin));
  const std::size_t start = *std::prev(next);
  return {{file, static_cast<std::uint32_t>(next - starts.begin()), column_of(file, start, begin)},
          static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(std::clamp(end, begin, text.size()))};
}

/// Counts on from the last place, so that a file of one long line takes no longer than others.
std::uint32_t Log::column_of(std::uint16_t file, std::size_t start, std::size_t at) const {
  if (counted_.file != file || counted_.start != start || counted_.at > at)
    counted_ = {file, start, start, 0};
  const std::string_view text = files_[file].text;
  counted_.before += columns_of(text.substr(counted_.at, at - counted_.at));
  counted_.at = at;
  return counted_.before + 1;
}

void Log::add(Code code, const SourceRange& range, std::string message, std::string suggestion) {
  Finding finding = located(code, range, std::move(message));
  finding.suggestion = std::move(suggestion);
  add(range.start.file, std::move(finding));
}

void Log::warn(Code code, const SourceRange& range, std::string message) {
  Finding finding = located(code, range, std::move(message));
  finding.severity = Severity::warning;
  keep(warnings_, range.start.file, std::move(finding));
}

Finding Log::located(Code code, const SourceRange& range, std::string message) const {
  const model::SourceFile& source = files_[range.start.file];
  const std::string_view text = source.text;
  Finding finding;
  finding.code = code;
  finding.line = range.start.line;
  finding.column = range.start.column;
  finding.offset = range.begin;
  finding.end_offset = std::max(range.end, range.begin);
  // A caret line shows one line, so a longer stretch ends with its first.
  std::size_t line_end = std::min(text.find('\n', range.begin), text.size());
  if (line_end > range.begin && text[line_end - 1] == '\r') --line_end;
  const std::size_t end = std::min<std::size_t>(range.end, line_end);
  finding.end_line = finding.line;
  finding.end_column = finding.column + 1;
  if (end > range.begin)
    finding.end_column = finding.column + columns_of(text.substr(range.begin, end - range.begin));
  const std::size_t line_start = line_starts_[range.start.file][range.start.line - 1];
  finding.params.push_back({"file", source.path});
  // (Each has its own copy. Of a longer one who shows it reads the file.)
  if (line_end - line_start <= max_line_bytes)
    finding.params.push_back(
        {"source_line", std::string(text.substr(line_start, line_end - line_start))});
  finding.rule_location = source.path + ":" + std::to_string(range.start.line);
  finding.message = std::move(message);
  return finding;
}

void Log::add_unlocated(Code code, std::string message, std::string suggestion) {
  Finding finding;
  finding.code = code;
  finding.message = std::move(message);
  finding.suggestion = std::move(suggestion);
  add(0, std::move(finding));
}

void Log::add_all(const Findings& findings) {
  for (const Finding& finding : findings) add(UINT16_MAX, finding);
}

void Log::add(std::uint16_t file, Finding finding) {
  keep(findings_, file, std::move(finding));
  if (aside_ == 0) ++doubts_;
}

void Log::keep(std::vector<Logged>& entries, std::uint16_t file, Finding finding) {
  if (entries.size() > max_mistakes) return;
  if (entries.size() == max_mistakes) {
    file = UINT16_MAX;  // behind all others
    finding = {};
    finding.code = Code::limit_exceeded;
    finding.message = "more than " + std::to_string(max_mistakes) + " mistakes: no more are told";
  }
  entries.push_back({file, std::move(finding)});
}

Findings Log::take() { return in_order(findings_); }

Findings Log::take_warnings() { return in_order(warnings_); }

Findings Log::in_order(std::vector<Logged>& entries) {
  const auto order = [](const Logged& entry) {
    return std::tuple(entry.file, entry.finding.line, entry.finding.column);
  };
  std::ranges::stable_sort(entries, {}, order);
  Findings result;
  for (Logged& entry : entries) {
    const bool repeated = std::ranges::any_of(result, [&entry](const Finding& before) {
      return before.code == entry.finding.code && before.column == entry.finding.column &&
             before.rule_location == entry.finding.rule_location &&
             before.message == entry.finding.message;
    });
    if (!repeated) result.push_back(std::move(entry.finding));
  }
  entries.clear();
  return result;
}

std::string nearest_name(std::string_view name, std::span<const std::string> known) {
  return nearest(name, known).value_or("");
}

std::string one_of(std::span<const std::string> names) {
  std::vector<std::string> shown;
  for (const std::string& name : names.first(std::min(names.size(), shown_names)))
    shown.push_back(name.empty() ? "\"\"" : name);
  if (shown.size() == names.size()) return joined(shown, "or");
  return fmt::format("{}, ...", fmt::join(shown, ", "));
}

std::string in_quotes(std::string_view text) {
  if (text.size() <= shown_bytes) return "`" + std::string(text) + "`";
  std::size_t cut = shown_bytes;
  while (cut > 0 && is_continuation(text[cut])) --cut;
  return "`" + std::string(text.substr(0, cut)) + "...`";
}

}  // namespace leadlint::parse
