// Bytes of rule files to lines and columns. Tests: tests/parse_test.cpp.
#include "model/source_files.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace leadlint::model {
namespace {

std::vector<std::uint32_t> starts_of_lines(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') starts.push_back(static_cast<std::uint32_t>(i + 1));
  return starts;
}

}  // namespace

std::uint32_t code_points(std::string_view text) {
  const auto starts = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
  return static_cast<std::uint32_t>(std::ranges::count_if(text, starts));
}

SourceFiles::SourceFiles(std::vector<SourceFile> files) {
  for (SourceFile& file : files) add(std::move(file.path), std::move(file.text));
}

std::uint16_t SourceFiles::add(std::string path, std::string text) {
  line_starts_.push_back(starts_of_lines(text));
  files_.push_back({std::move(path), std::move(text)});
  return static_cast<std::uint16_t>(files_.size() - 1);
}

std::string_view SourceFiles::path_of(SourceLocation where) const {
  return where.file < files_.size() ? std::string_view{files_[where.file].path}
                                    : std::string_view{};
}

std::size_t SourceFiles::offset_of(std::uint16_t file, std::size_t line, std::size_t byte) const {
  const std::vector<std::uint32_t>& starts = line_starts_[file];
  const std::size_t size = files_[file].text.size();
  if (line >= starts.size()) return size;
  // The YAML library does not count a byte order mark.
  const bool bom = line == 0 && files_[file].text.starts_with("\xEF\xBB\xBF");
  return std::min(size, starts[line] + byte + (bom ? 3U : 0U));
}

SourceRange SourceFiles::range(std::uint16_t file, std::size_t begin, std::size_t end) const {
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
std::uint32_t SourceFiles::column_of(std::uint16_t file, std::size_t start, std::size_t at) const {
  if (counted_.file != file || counted_.start != start || counted_.at > at)
    counted_ = {file, start, start, 0};
  const std::string_view text = files_[file].text;
  counted_.before += code_points(text.substr(counted_.at, at - counted_.at));
  counted_.at = at;
  return counted_.before + 1;
}

std::string_view SourceFiles::line_of(const SourceRange& range) const {
  const std::string_view text = files_[range.start.file].text;
  std::size_t end = std::min(text.find('\n', range.begin), text.size());
  if (end > range.begin && text[end - 1] == '\r') --end;
  const std::size_t start = line_starts_[range.start.file][range.start.line - 1];
  return text.substr(start, end - start);
}

std::uint32_t SourceFiles::end_column_of(const SourceRange& range) const {
  const std::string_view line = line_of(range);
  const std::size_t start = line_starts_[range.start.file][range.start.line - 1],
                    end = std::min<std::size_t>(range.end, start + line.size());
  if (end <= range.begin) return range.start.column + 1;
  return range.start.column + code_points(line.substr(range.begin - start, end - range.begin));
}

}  // namespace leadlint::model
