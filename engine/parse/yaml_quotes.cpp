// See yaml_quotes.h. Follows just so much of YAML as tells where a quoted text starts: flow
// brackets, comments, plain texts and blocks (`|`, `>`). Tests: tests/yaml_quotes_test.cpp.
#include "parse/yaml_quotes.h"

#include <algorithm>
#include <cstdint>

#include "finding/checks.h"
#include "model/words.h"
#include "text/utf8.h"

namespace leadlint::parse {
namespace {

constexpr std::string_view key_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

bool is_sentence_like(std::string_view behind_colon) {
  const std::size_t first = behind_colon.find_first_not_of(' ');
  return first != behind_colon.npos &&
         std::string_view("{[\"'|>#").find(behind_colon[first]) == std::string_view::npos;
}

/// Words of the rule language that start a line of a file, and no line of a sentence.
bool is_language_word(std::string_view word) {
  constexpr std::string_view words[] = {
      "leadlint", "ruleset",   "library",  "extends",     "fields",     "rules",   "cases",
      "pairs",    "let",       "params",   "transitions", "severities", "formats", "catalogs",
      "options",  "profiles",  "required", "definitions", "items",      "each",    "also",
      "when",     "because",   "message",  "severity",    "code",       "table",   "unlisted",
      "left_out", "elsewhere", "allow",    "deny",        "final",      "initial", "nullable",
      "derived",  "id"};
  return is_check_key(word) || model::is_verb(word) ||
         std::ranges::find(words, word) != std::end(words);
}

/// Would this line (without its indentation) be an entry of the file? `- {id: x}`, `min: 5`, `LOST:
/// [x]`; not `- or so`, not `Note: a sentence`.
bool looks_like_entry(std::string_view line) {
  if (line.starts_with("- ")) {
    const std::string_view rest = line.substr(2);
    return rest.starts_with("{") || looks_like_entry(rest);
  }
  const std::size_t end = std::min(line.find_first_not_of(key_letters), line.size());
  if (end == 0 || end == line.size() || line[end] != ':') return false;
  const std::string_view behind = line.substr(end + 1);
  if (!behind.empty() && behind[0] != ' ') return false;
  return is_language_word(line.substr(0, end)) || !is_sentence_like(behind);
}

std::string shown(std::string_view line) {
  constexpr std::size_t max = 40;
  return "`" + std::string(line.substr(0, max)) + (line.size() > max ? "...`" : "`");
}

class QuoteScanner {
 public:
  explicit QuoteScanner(std::string_view text) : text_(text) {}

  std::optional<OpenQuote> run() {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    line_start_ = at_;
    while (at_ < text_.size() && !found_) token();
    return found_;
  }

 private:
  [[nodiscard]] bool in_flow() const { return depth_ > 0; }
  [[nodiscard]] char here() const { return text_[at_]; }
  [[nodiscard]] bool blank_behind() const {
    return at_ + 1 >= text_.size() ||
           std::string_view(" \t\r\n").find(text_[at_ + 1]) != std::string_view::npos;
  }
  [[nodiscard]] std::size_t column() const { return at_ - line_start_; }

  void token() {
    const char c = here();
    if (c == '\n') {
      ++at_;
      line_start_ = at_;
      value_ = false;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      to_line_end();
    } else if (c == '"' || c == '\'') {
      quoted(c);
    } else if (c == '{' || c == '[') {
      ++depth_;
      ++at_;
    } else if (c == '}' || c == ']') {
      depth_ -= depth_ > 0 ? 1 : 0;
      ++at_;
    } else if (c == ',' && in_flow()) {
      ++at_;
    } else if ((c == '-' || c == '?') && !in_flow() && blank_behind()) {
      parent_ = column();
      ++at_;
    } else if (c == ':' && (blank_behind() || (in_flow() && is_flow_sign(text_[at_ + 1])))) {
      value_ = true;
      ++at_;
    } else if (c == '&' || c == '*' || c == '!') {
      at_ = std::min(text_.find_first_of(" \t\r\n,]}", at_), text_.size());
    } else if ((c == '|' || c == '>') && !in_flow()) {
      block();
    } else {
      plain();
    }
  }

  void to_line_end() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  /// A text without quotes: up to `: `, ` #`, the end of the line, or the signs of a flow.
  void plain() {
    const std::size_t first = column();
    for (; at_ < text_.size() && here() != '\n'; ++at_) {
      if (here() == ':' && (blank_behind() || (in_flow() && is_flow_sign(text_[at_ + 1])))) {
        if (!in_flow() && !value_) parent_ = first;
        return;
      }
      if (here() == '#' && (text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t')) return;
      if (in_flow() && is_flow_sign(here())) return;
    }
  }
  static bool is_flow_sign(char c) {
    return c == ',' || c == '{' || c == '}' || c == '[' || c == ']';
  }

  /// A text behind `|` or `>`: all lines that are indented deeper than its key.
  void block() {
    to_line_end();
    while (at_ < text_.size()) {
      const std::size_t line = at_ + 1;
      const std::size_t first = text_.find_first_not_of(' ', line);
      if (first == text_.npos) {
        at_ = text_.size();
        return;
      }
      const bool empty = text_[first] == '\n' || text_[first] == '\r';
      if (!empty && first - line <= parent_) return;
      at_ = std::min(text_.find('\n', line), text_.size());
    }
  }

  [[nodiscard]] std::size_t quote_end(char quote) const {
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (quote == '"' && text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        if (quote == '"' || i + 1 >= text_.size() || text_[i + 1] != '\'') return i;
        ++i;
      }
    }
    return text_.npos;
  }

  void quoted(char quote) {
    const std::size_t first = column();
    const std::size_t end = quote_end(quote);
    if (const std::string wrong = wrong_lines(std::min(end, text_.size())); !wrong.empty()) {
      found_ = OpenQuote{
          at_, "the quote that opens here is not closed before " + wrong + escaped_quote(quote)};
      return;
    }
    if (end == text_.npos) {
      found_ = OpenQuote{at_, "the quote that opens here is never closed" + escaped_quote(quote)};
      return;
    }
    const std::size_t last_line = text_.rfind('\n', end);
    if (last_line != text_.npos && last_line >= at_) line_start_ = last_line + 1;
    at_ = end + 1;
    const std::size_t next = text_.find_first_not_of(" \t", at_);
    if (!in_flow() && !value_ && next != text_.npos && text_[next] == ':') parent_ = first;
  }

  /// `"C:\data\"`: a backslash in front of the quote that was to close.
  [[nodiscard]] std::string escaped_quote(char quote) const {
    const std::string_view line =
        text_.substr(at_, std::min(text_.find('\n', at_), text_.size()) - at_);
    const std::size_t escape = line.rfind("\\\"");
    const bool last = escape != line.npos && line.find('"', escape + 2) == line.npos;
    if (quote != '"' || !last) return {};
    return "; \\\" in it closes nothing: a text that ends with a backslash stands in single quotes";
  }

  /// The first line within the quotes that cannot be meant to stand there, in words.
  [[nodiscard]] std::string wrong_lines(std::size_t end) const {
    for (std::size_t line = text_.find('\n', at_); line < end; line = text_.find('\n', line + 1)) {
      const std::size_t first = text_.find_first_not_of(' ', line + 1);
      if (first == text_.npos || first > end) return {};
      if (text_[first] == '\n' || text_[first] == '\r') continue;
      std::string_view rest = text_.substr(first);
      rest = rest.substr(0, rest.find_first_of("\r\n"));
      const std::string place =
          "line " +
          std::to_string(
              std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(first), '\n') +
              1) +
          ", " + shown(rest);
      if (first - line - 1 <= parent_)
        return place +
               ", which is indented no deeper than the key: close the quote, or indent that line";
      if (looks_like_entry(rest))
        return place +
               ", which looks like the next entry of the file: close the quote (a text with "
               "such a line in it is written behind `>-`)";
    }
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0, line_start_ = 0;
  std::size_t parent_ = 0;  // the column of the block's key or `-` that a text belongs to
  bool value_ = false;      // a key of this line stands before
  std::uint32_t depth_ = 0;
  std::optional<OpenQuote> found_;
};

}  // namespace

std::optional<OpenQuote> find_open_quote(std::string_view text) { return QuoteScanner(text).run(); }

}  // namespace leadlint::parse
