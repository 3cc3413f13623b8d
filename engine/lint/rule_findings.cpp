// Tests: tests/command_test.cpp.
#include "lint/rule_findings.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>

#include "lint/input.h"
#include "parse/parse.h"
#include "report/text.h"

namespace leadlint::lint {
namespace {

std::string param(const Finding& finding, std::string_view name) {
  const auto found = std::ranges::find(finding.params, name, &Param::name);
  if (found == finding.params.end()) return {};
  const auto* text = std::get_if<std::string>(&found->value);
  return text == nullptr ? std::string() : *text;
}

// Shipped files are shown as `rules/vendor/operation.yaml`.
std::string shipped_text(std::string_view path) {
  constexpr std::string_view folder = "rules/", ending = ".yaml";
  if (!path.starts_with(folder) || !path.ends_with(ending)) return {};
  path.remove_prefix(folder.size());
  path.remove_suffix(ending.size());
  return std::string(parse::shipped_file(path).value_or(std::string_view()));
}

std::string line_of(std::string_view text, std::uint32_t number) {
  for (std::uint32_t line = 1; line < number; ++line) {
    const std::size_t end = text.find('\n');
    if (end == text.npos) return {};
    text.remove_prefix(end + 1);
  }
  return std::string(text.substr(0, text.find('\n')));
}

std::string source_line(const Finding& finding, const std::string& file) {
  std::string line = param(finding, "source_line");
  if (!line.empty() || file.empty()) return line;
  const auto text = read_file(file);
  return line_of(text ? *text : shipped_text(file), finding.line);
}

// The byte of a line where a 1-based column starts.
std::size_t byte_of(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  const auto continues = [&] {
    return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80;
  };
  for (; column > 1 && at < line.size(); --column) {
    ++at;
    while (continues()) ++at;
  }
  return at;
}

}  // namespace

std::string text_of_rule_findings(const Findings& findings, std::string_view subject,
                                  const report::Options& options) {
  std::string result;
  for (Finding finding : findings) {
    std::string file = param(finding, "file");
    const std::string line = finding.line == 0 ? "" : source_line(finding, file);
    if (file.empty()) file = subject;
    // The line stands in for the file, and its place is in the headline already.
    finding.offset = byte_of(line, finding.column);
    finding.end_offset =
        finding.end_line > finding.line ? line.size() : byte_of(line, finding.end_column);
    finding.rule_location.clear();
    result += report::text_of(file, finding, {line, 0}, options);
  }
  return result;
}

}  // namespace leadlint::lint
