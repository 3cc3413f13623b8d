// Lines as of compilers: place, severity, message, the line and a caret. Tests:
// tests/command_test.cpp.
#include "author/rule_findings.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "files/input.h"
#include "parse/parse.h"
#include "report/text.h"
#include "text/utf8.h"

namespace leadlint::author {
namespace {

std::string param(const OwnedFinding& finding, std::string_view name) {
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

// The files that findings point into, each read once, with where its lines start.
class SourceLines {
 public:
  std::string line(const OwnedFinding& finding, const std::string& file) {
    std::string line = param(finding, "source_line");
    if (!line.empty() || file.empty()) return line;
    const TextLines& source = source_of(file);
    if (finding.line > source.starts.size()) return {};
    const std::string_view rest =
        std::string_view(source.text).substr(source.starts[finding.line - 1]);
    return std::string(rest.substr(0, rest.find('\n')));
  }

 private:
  struct TextLines {
    std::string text;
    std::vector<std::size_t> starts;
  };

  const TextLines& source_of(const std::string& file) {
    const auto [at, is_new] = sources_.try_emplace(file);
    TextLines& source = at->second;
    if (!is_new) return source;
    auto text = files::read_file(file);
    source.text = text ? std::move(*text) : shipped_text(file);
    source.starts.push_back(0);
    for (std::size_t end = source.text.find('\n'); end != std::string::npos;
         end = source.text.find('\n', end + 1))
      source.starts.push_back(end + 1);
    return source;
  }

  std::map<std::string, TextLines> sources_;
};

// The byte of a line where a 1-based column starts.
std::size_t byte_of(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  const auto continues = [&] { return at < line.size() && is_continuation(line[at]); };
  for (; column > 1 && at < line.size(); --column) {
    ++at;
    while (continues()) ++at;
  }
  return at;
}

}  // namespace

std::string text_of_rule_findings(const OwnedFindings& findings, std::string_view subject,
                                  const report::Options& options) {
  std::string result;
  SourceLines lines;
  for (OwnedFinding finding : findings) {
    std::string file = param(finding, "file");
    const std::string line = finding.line == 0 ? "" : lines.line(finding, file);
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

}  // namespace leadlint::author
