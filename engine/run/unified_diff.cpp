// Lines that changed, with three around them.
#include "run/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace leadlint::run {
namespace {

constexpr std::size_t lines_around = 3;
/// Lines that are compared each with each, to see which of them stay.
constexpr std::size_t max_compared = 1'000'000;

using Lines = std::vector<std::string_view>;

/// Each with its line feed, where it has one.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

/// Calls `take` with ' ', '-' or '+' and a line, for the longest sequence that both have.
template <class Take>
void compare(const Lines& before, const Lines& after, Take take) {
  const std::size_t rows = before.size(), columns = after.size();
  if (rows * columns > max_compared) {
    for (const std::string_view each : before) take('-', each);
    for (const std::string_view each : after) take('+', each);
    return;
  }
  const std::size_t width = columns + 1;
  std::vector<std::uint32_t> common((rows + 1) * width);  // from there to the ends
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      common[i * width + j] =
          before[i] == after[j] ? common[(i + 1) * width + j + 1] + 1
                                : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  std::size_t i = 0, j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && before[i] == after[j]) {
      take(' ', before[i]);
      ++i;
      ++j;
    } else if (i < rows &&
               (j == columns || common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      take('-', before[i++]);
    } else {
      take('+', after[j++]);
    }
  }
}

}  // namespace

std::string patch_name(std::string_view name) {
  const auto is_plain = [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
  };
  if (std::ranges::all_of(name, is_plain)) {
    // (What stands behind a tab is no part of the name, which may have blanks then.)
    return std::string(name) + (name.find(' ') == name.npos ? "" : "\t");
  }
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\')
      quoted.append({'\\', c});
    else if (is_plain(c))
      quoted += c;
    else
      quoted += fmt::format("\\{:03o}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return quoted += '"';
}

void UnifiedDiff::begin(std::string_view name) {
  *this = UnifiedDiff(*out_);
  name_ = name;
}

bool UnifiedDiff::same(std::string_view bytes) {
  if (const std::size_t first = bytes.find('\n'); first != bytes.npos) {
    before_ += bytes.substr(0, first + 1);
    if (is_changed_) {
      after_ += bytes.substr(0, first + 1);
      flush_changed();
    } else {
      pass_lines(before_);
    }
    before_.clear();
    after_.clear();
    bytes.remove_prefix(first + 1);
    const std::size_t whole = bytes.rfind('\n') + 1;  // (npos + 1 is 0)
    pass_lines(bytes.substr(0, whole));
    bytes.remove_prefix(whole);
  }
  before_ += bytes;
  if (is_changed_) after_ += bytes;
  return before_.size() <= max_line_bytes && after_.size() <= max_line_bytes;
}

bool UnifiedDiff::changed(std::string_view before, std::string_view after) {
  if (!is_changed_) after_ = before_;
  is_changed_ = true;
  before_ += before;
  after_ += after;
  return before_.size() <= max_line_bytes && after_.size() <= max_line_bytes;
}

/// Whole lines that stay.
void UnifiedDiff::pass_lines(std::string_view lines) {
  while (is_open_ && !lines.empty()) {
    const std::size_t size = lines.find('\n') + 1;
    line(' ', lines.substr(0, size));
    lines.remove_prefix(size);
  }
  if (lines.empty()) return;
  const auto count = static_cast<std::uint64_t>(std::ranges::count(lines, '\n'));
  old_line_ += count;
  new_line_ += count;
  std::size_t first = lines.size();
  for (std::size_t i = 0; i < lines_around && first != 0; ++i) {
    const std::size_t feed = first < 2 ? lines.npos : lines.rfind('\n', first - 2);
    first = feed + 1;
  }
  for (const std::string_view each : lines_of(lines.substr(first))) context_.emplace_back(each);
  while (context_.size() > lines_around) context_.pop_front();
}

void UnifiedDiff::flush_changed() {
  compare(lines_of(before_), lines_of(after_),
          [this](char sign, std::string_view text) { line(sign, text); });
  is_changed_ = false;
}

void UnifiedDiff::line(char sign, std::string_view text) {
  if (sign != ' ' && !is_open_) open_hunk();
  if (is_open_) {
    hunk_.emplace_back(1, sign).append(text);
    if (!text.ends_with('\n')) hunk_.back() += "\n\\ No newline at end of file\n";
    behind_ = sign == ' ' ? behind_ + 1 : 0;
  }
  if (sign != '+') {
    ++old_line_;
    if (is_open_) ++old_count_;
  }
  if (sign != '-') {
    ++new_line_;
    if (is_open_) ++new_count_;
  }
  if (sign == ' ') {
    context_.emplace_back(text);
    if (context_.size() > lines_around) context_.pop_front();
  } else {
    context_.clear();
  }
  if (behind_ > 2 * lines_around) close_hunk(behind_ - lines_around);
}

void UnifiedDiff::open_hunk() {
  const std::uint64_t around = context_.size();
  is_open_ = true;
  old_first_ = old_line_ - around;
  new_first_ = new_line_ - around;
  old_count_ = new_count_ = around;
  for (const std::string& each : context_) hunk_.push_back(" " + each);
}

void UnifiedDiff::close_hunk(std::size_t left_out) {
  if (!is_open_) return;
  if (!told_name_) {
    const std::string name = patch_name(name_);
    *out_ << "--- " << name << "\n+++ " << name << '\n';
  }
  told_name_ = true;
  old_count_ -= left_out;
  new_count_ -= left_out;
  // (A side without lines starts behind the line before it.)
  const auto first = [](std::uint64_t line, std::uint64_t count) {
    return count == 0 ? line - 1 : line;
  };
  *out_ << fmt::format("@@ -{},{} +{},{} @@\n", first(old_first_, old_count_), old_count_,
                       first(new_first_, new_count_), new_count_);
  hunk_.resize(hunk_.size() - left_out);
  for (const std::string& each : hunk_) *out_ << each;
  hunk_.clear();
  is_open_ = false;
  behind_ = 0;
}

void UnifiedDiff::end() {
  if (is_changed_)
    flush_changed();
  else if (!before_.empty())
    line(' ', before_);
  close_hunk(behind_ > lines_around ? behind_ - lines_around : 0);
}

}  // namespace leadlint::run
