// Matches paths step by step. `*` and `**` each go back to the last of their kind alone, so that a
// match costs the length of the pattern times that of the path at most.
#include "config/glob.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "text/ascii.h"
#include "text/utf8.h"

namespace leadlint::config {
namespace {

constexpr std::string_view any_folders = "**";

/// One code point, or a byte that is none.
std::size_t sign_size(std::string_view text, std::size_t at) {
  return std::max<std::size_t>(character_size(text, at), 1);
}

bool is_in_class(std::string_view name, char c) {
  const bool letter = is_letter(c), digit = is_digit(c);
  const bool visible = c > ' ' && c < '\x7F';
  const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
  const bool space = c == ' ' || (c >= '\t' && c <= '\r');
  const bool hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  const bool control = c == '\x7F' || static_cast<unsigned char>(c) < ' ';
  const std::array<std::pair<std::string_view, bool>, 12> classes{
      {{"alnum", letter || digit},
       {"alpha", letter},
       {"blank", c == ' ' || c == '\t'},
       {"cntrl", control},
       {"digit", digit},
       {"graph", visible},
       {"lower", lower},
       {"print", visible || c == ' '},
       {"punct", visible && !letter && !digit},
       {"space", space},
       {"upper", upper},
       {"xdigit", hex}}};
  return std::ranges::any_of(
      classes, [name](const auto& each) { return each.first == name && each.second; });
}

/// `[a-z]` from its bracket on: where it ends, and whether the sign is in it. No end: nullopt.
struct SetMatch {
  std::size_t end = 0;
  bool holds = false;
};

std::optional<SetMatch> match_set(std::string_view pattern, std::size_t at, std::string_view text,
                                  std::size_t text_at) {
  const std::uint32_t sign = code_point_at(text, text_at);
  ++at;
  const bool without = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (without) ++at;
  bool holds = false;
  std::uint32_t low = 0;  // that a `-` may go on from
  bool has_low = false;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return SetMatch{at + 1, holds != without};
    if (pattern.substr(at).starts_with("[:")) {
      const std::size_t end = pattern.find(":]", at + 2);
      if (end == pattern.npos) return std::nullopt;
      holds = holds || (sign < 0x80 &&
                        is_in_class(pattern.substr(at + 2, end - at - 2), static_cast<char>(sign)));
      at = end + 2;
      has_low = false;
      continue;
    }
    const bool range =
        pattern[at] == '-' && has_low && at + 1 < pattern.size() && pattern[at + 1] != ']';
    if (range) ++at;
    if (pattern[at] == '\\') ++at;
    if (at >= pattern.size()) return std::nullopt;
    const std::uint32_t high = code_point_at(pattern, at);
    holds = holds || (range ? low <= sign && sign <= high : sign == high);
    at += sign_size(pattern, at);
    low = high;
    has_low = !range;
  }
  return std::nullopt;
}

/// Does the pattern's sign at `at` match that of the text? Both move behind theirs.
bool match_sign(std::string_view pattern, std::size_t& at, std::string_view text,
                std::size_t& text_at) {
  if (pattern[at] == '?') {
    ++at;
    text_at += sign_size(text, text_at);
    return true;
  }
  if (pattern[at] == '[') {
    const auto set = match_set(pattern, at, text, text_at);
    if (!set) return false;
    at = set->end;
    text_at += sign_size(text, text_at);
    return set->holds;
  }
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  return pattern[at++] == text[text_at++];
}

/// One step of a pattern and one of a path.
bool step_matches(std::string_view pattern, std::string_view text) {
  std::size_t at = 0, text_at = 0;
  std::size_t star = pattern.npos, star_text = 0;
  while (text_at < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = ++at;
      star_text = text_at;
      continue;
    }
    if (at < pattern.size() && match_sign(pattern, at, text, text_at)) continue;
    if (star == pattern.npos) return false;
    star_text += sign_size(text, star_text);
    at = star;
    text_at = star_text;
  }
  while (at < pattern.size() && pattern[at] == '*') ++at;
  return at == pattern.size();
}

std::vector<std::string_view> steps_of(std::string_view path) {
  std::vector<std::string_view> steps;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    steps.push_back(path.substr(start, end - start));
    start = end + 1;
  }
  return steps;
}

/// Why it is no pattern; empty: it is one.
std::string problem_of(std::string_view text) {
  if (text.find('\0') != text.npos) return "a name holds no NUL";
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && ++at == text.size()) return "nothing stands behind its last \\";
    if (text[at] != '[') continue;
    const auto set = match_set(text, at, " ", 0);
    if (!set) return "its [ has no ]; a [ that is part of a name is \\[";
    at = set->end - 1;
  }
  return {};
}

}  // namespace

tl::expected<Glob, std::string> Glob::parse(std::string_view text) {
  Glob glob;
  if (text.starts_with('!')) {
    glob.negated_ = true;
    text.remove_prefix(1);
  }
  if (std::string problem = problem_of(text); !problem.empty())
    return tl::unexpected(std::move(problem));
  if (text.ends_with('/')) {
    glob.folders_only_ = true;
    text.remove_suffix(1);
  }
  const bool anchored = text.find('/') != text.npos;
  if (text.starts_with('/')) text.remove_prefix(1);
  if (text.empty()) return tl::unexpected(std::string("it names nothing"));
  if (!anchored) glob.steps_.emplace_back(any_folders);
  for (const std::string_view step : steps_of(text)) {
    const bool again =
        step == any_folders && !glob.steps_.empty() && glob.steps_.back() == any_folders;
    if (!again) glob.steps_.emplace_back(step);
  }
  return glob;
}

bool Glob::matches(std::string_view path, bool is_folder) const {
  if (path.empty() || (folders_only_ && !is_folder)) return false;
  const std::vector<std::string_view> names = steps_of(path);
  std::size_t at = 0, name = 0;
  std::size_t back = steps_.size(), back_name = 0;
  while (name < names.size()) {
    if (at < steps_.size() && steps_[at] == any_folders) {
      if (++at == steps_.size()) return true;  // all that is below
      back = at;
      back_name = name;
      continue;
    }
    if (at < steps_.size() && step_matches(steps_[at], names[name])) {
      ++at;
      ++name;
      continue;
    }
    if (back == steps_.size()) return false;
    at = back;
    name = ++back_name;
  }
  return at == steps_.size();
}

GlobList GlobList::of_gitignore(std::string_view text) {
  GlobList list;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (auto glob = Glob::parse(line)) list.add(std::move(*glob));
  }
  return list;
}

GlobList::Word GlobList::of(std::string_view path, bool is_folder) const {
  for (auto glob = globs_.rbegin(); glob != globs_.rend(); ++glob)
    if (glob->matches(path, is_folder)) return glob->negated() ? Word::out : Word::in;
  return Word::none;
}

bool GlobList::covers(std::string_view path, bool is_folder) const {
  for (std::size_t end = path.find('/'); end != path.npos; end = path.find('/', end + 1))
    if (of(path.substr(0, end), true) == Word::in) return true;
  return of(path, is_folder) == Word::in;
}

}  // namespace leadlint::config
